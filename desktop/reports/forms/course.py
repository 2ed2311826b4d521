"""The board of the units below in a plan year as a list: who is on course, behind, silent, and why."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.unit import Level, Office
from desktop.domain.vietnamese import nfc
from desktop.reports.sheet import Column, Foot, Heading, Kind, Row, RowKind, Sheet, SumOf
from desktop.text import t


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One unit: what must, is planned, helped (households), đồng, tasks and accounts in words."""

    name: str
    group: str
    state: str
    why: str
    must: int | None
    planned: int
    helped: int
    amount: int
    tasks: str
    account: str
    heard_on: datetime.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which list: the plan year, what was held to in words, the moment (aware, local), the counts."""

    year: int
    filters: tuple[str, ...]
    at: datetime.datetime
    counted: str


_COLUMNS: tuple[tuple[str, Kind, float], ...] = (
    ("unit", Kind.TEXT, 36),
    ("group", Kind.TEXT, 26),
    ("state", Kind.TEXT, 24),
    ("why", Kind.TEXT, 56),
    ("must", Kind.COUNT, 17),
    ("planned-only", Kind.COUNT, 17),
    ("helped", Kind.COUNT, 17),
    ("amount-dong", Kind.COUNT, 30),
    ("tasks", Kind.TEXT, 20),
    ("account", Kind.TEXT, 21),
    ("heard", Kind.DATE, 23),
)
_SUMMED = (5, 6, 7, 8)
"""Places of must, planned, helped, amount, after the ordinal."""
_GROUP = 2


def build(lines: Sequence[Line], wanted: Wanted, office: Office) -> Sheet:
    """One row a unit in the order given, and their sum."""
    has_groups = any(line.group for line in lines)
    head = (
        Column(title=t("paper-col-no"), kind=Kind.ORDINAL, width=10, centred=True),
        *(Column(title=t(f"plan-course-col-{c}"), kind=k, width=w) for c, k, w in _COLUMNS),
    )
    body = [
        Row(kind=RowKind.ENTRY, lines=((n, *_cells(line)),))
        for n, line in enumerate(lines, start=1)
    ]
    if lines:
        body.append(_total(lines))
    if not has_groups:
        head = (*head[:_GROUP], *head[_GROUP + 1 :])
        body = [_without_group(row) for row in body]
    return Sheet(
        form="KH-DV",
        heading=_heading(wanted, office),
        head=head,
        body=tuple(body),
        foot=Foot(),
        notes=(t("plan-course-counted", count=len(lines), states=wanted.counted),),
        size=10,
    )


def _cells(line: Line) -> tuple[str | int | datetime.date | None, ...]:
    return (
        nfc(line.name), nfc(line.group), line.state, line.why, line.must, line.planned,
        line.helped, line.amount, line.tasks, line.account, line.heard_on,
    )  # fmt: skip


def _total(lines: Sequence[Line]) -> Row:
    """What is not known of one unit is left out of the sum, as a sheet of numbers would."""
    rows = tuple(range(len(lines)))
    sums = (
        sum(line.must or 0 for line in lines), sum(line.planned for line in lines),
        sum(line.helped for line in lines), sum(line.amount for line in lines),
    )  # fmt: skip
    cells = (None, t("plan-course-total"), "", "", "", *sums, "", "", None)
    return Row(
        kind=RowKind.TOTAL, lines=(cells,), formulas=tuple((c, SumOf(rows)) for c in _SUMMED)
    )


def _without_group(row: Row) -> Row:
    lines = tuple((*line[:_GROUP], *line[_GROUP + 1 :]) for line in row.lines)
    formulas = tuple((place - 1, formula) for place, formula in row.formulas)
    return Row(kind=row.kind, lines=lines, formulas=formulas)


def _heading(wanted: Wanted, office: Office) -> Heading:
    made = t(
        "plan-course-made", time=wanted.at.strftime("%H:%M"), day=wanted.at.strftime("%d/%m/%Y")
    )
    held = nfc(", ".join(wanted.filters))
    return Heading(
        parent=""
        if office.level is Level.PROVINCE
        else t("paper-upper-body", name=nfc(office.upper_name).upper()),
        body=t("paper-own-body", name=nfc(office.name).upper()),
        title=(nfc(t("plan-course-title", year=str(wanted.year))).upper(),),
        subtitle=(*((held,) if held else ()), made),
        practice=office.practice,
    )
