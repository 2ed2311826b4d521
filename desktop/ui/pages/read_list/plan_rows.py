"""What a plan would do, as rows for the tables: refused cells, changes, new households, lines left."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from desktop.domain.household import Sex
from desktop.domain.review import HouseholdClass
from desktop.domain.vietnamese import show_birth
from desktop.exchange.lists.matching import Match, MatchKind
from desktop.exchange.lists.merging import Change
from desktop.exchange.lists.records import Problem
from desktop.services.old_communes import WAITING
from desktop.services.reading import ListPlan
from desktop.text import t

ELSEWHERE = "household"
"""The code of a row that is refused only because another row of its household is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One value that the list says otherwise than the book."""

    number: str
    head_name: str
    who: str
    field: str
    before: str
    after: str


def faults(plan: ListPlan) -> list[Problem]:
    """Every fault of the refused rows; rows that only follow another one, or wait, are left out."""
    left_out = (ELSEWHERE, *WAITING)
    return [p for row in plan.refused for p in row.problems if p.code not in left_out]


def followers(plan: ListPlan) -> int:
    """Refused rows without a fault of their own."""
    waiting = {str(p.row) for row in plan.refused for p in row.problems if p.code in WAITING}
    return sum(
        all(p.code == ELSEWHERE and p.details.get("rows") not in waiting for p in row.problems)
        for row in plan.refused
    )


def place(problem: Problem) -> str:
    """Where a fault is: the cell, or the row."""
    return problem.cell or t("read-list-line", row=str(problem.row))


def differences(plan: ListPlan, *, kept: bool = False) -> list[Difference]:
    """What would change, or (`kept`) what stays as the book has it."""
    return [
        _difference(match, change)
        for match in plan.matching.matches
        if match.household is not None
        for change in (match.kept if kept else match.changes)
    ]


def _difference(match: Match, change: Change) -> Difference:
    assert match.household is not None
    people = {p.uid: p.name for p in match.household.members}
    return Difference(
        number=match.household.number,
        head_name=match.household.head_name,
        who=people.get(change.person_uid, ""),
        field=t("read-list-new-member") if change.attribute == "member" else change.label,
        before=value_words(change, change.before),
        after=value_words(change, change.after),
    )


def value_words(change: Change, value: Any) -> str:
    """A value as it is written on papers."""
    if value in (None, "", ()):
        return ""
    if isinstance(value, bool):
        return t("read-list-yes") if value else t("read-list-no")
    if isinstance(value, StrEnum):
        return _enum_words(value)
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, tuple):
        return ", ".join(str(v) for v in value)
    return show_birth(value) if change.attribute == "born" else str(value)


def _enum_words(value: StrEnum) -> str:
    if isinstance(value, HouseholdClass):
        return t(f"class-{value}")
    if isinstance(value, Sex):
        return t(f"sex-{value}")
    return t(f"id-{value}") if value.value != "known" else ""


def created(plan: ListPlan) -> list[Match]:
    """Households that the book lacks."""
    return [m for m in plan.matching.matches if m.kind is MatchKind.CREATED]


@dataclass(frozen=True, slots=True)
class Skipped:
    """Lines left out for one reason: how many, and which as ranges."""

    reason: str
    count: int
    rows: str


def skipped(plan: ListPlan) -> list[Skipped]:
    """Lines left out, by reason, the most frequent first."""
    by_reason: dict[str, list[int]] = {}
    for row in plan.totals.skipped:
        by_reason.setdefault(row.reason.words, []).append(row.row)
    found = [Skipped(words, len(rows), ranges(rows)) for words, rows in by_reason.items()]
    return sorted(found, key=lambda s: -s.count)


def ranges(numbers: Iterable[int]) -> str:
    """1, 2, 3, 7 → "1–3, 7"."""
    runs: list[str] = []
    for _, group in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        run: Sequence[int] = [number for _, number in group]
        runs.append(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}")
    return ", ".join(runs)


def listed_class(match: Match) -> HouseholdClass | None:
    """The class that the list gives, None if it gives none."""
    return match.listed.household_class
