"""The sentences of a sheet: why something is proposed, what is wrong, what changed, what is settled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from desktop.domain.review import Finding
from desktop.rules.classify import Standing
from desktop.rules.explain import VERDICTS
from desktop.rules.standard import Deprivation
from desktop.text import t
from desktop.ui.pages.entry.answering import b1, last_b1
from desktop.ui.pages.entry.lines import Line, View
from desktop.ui.pages.entry.state import Keying


def short_name(of: Deprivation) -> str:
    """The name of a deprivation that fits a line; its own one where the standard is new to us."""
    try:
        return t(f"entry-short-{of.code}")
    except LookupError:
        return of.name


def last_year(state: Keying) -> str:
    """The year of the last round, as a word."""
    return str(state.last.year if state.last else state.sheet.year - 1)


def reason(state: Keying, line: Line) -> str:
    """Why a line is proposed as it is, or what is missing for a proposal."""
    proposal = line.proposal
    details = called(proposal.details)
    if line.from_last and proposal.deprived is not None:
        if proposal.reason_key == "reason-answered":
            return t("entry-as-last", year=last_year(state), answer=details["answer"])
        why = said(proposal.reason_key, details)
        return t("entry-as-last", year=last_year(state), answer=why[:1].lower() + why[1:])
    return said(proposal.reason_key, details)


def deprived_word(deprived: bool) -> str:
    """Thiếu or Không."""
    return t("entry-deprived") if deprived else t("entry-not-deprived")


def finding_words(finding: Finding) -> tuple[str, str]:
    """What is wrong and what to do; who has no name yet is called by the line."""
    details = called(finding.details)
    return said(f"finding-{finding.code}", details), said(f"finding-{finding.code}-cure", details)


def said(key: str, details: Mapping[str, object]) -> str:
    """A sentence with its details; the same ones are said again at every key, so they are kept."""
    return _said(key, tuple(details.items()))


@lru_cache(maxsize=1024)
def _said(key: str, details: tuple[tuple[str, object], ...]) -> str:
    return t(key, **dict(details))


_NAMELESS = re.compile(r"#(\d+)")


def called(details: Mapping[str, object]) -> dict[str, object]:
    """Details of a sentence in which "#3" stands for the member on the third line."""
    return {
        key: _NAMELESS.sub(lambda found: t("entry-member-row", row=int(found[1])), value)
        if isinstance(value, str)
        else value
        for key, value in details.items()
    }


def place_word(state: Keying, place: str) -> str:
    """The name of a place, as people call it: "Ngày sinh, dòng 2"."""
    kind, *rest = place.split(":")
    if kind == "member":
        return t("entry-place-member", field=t(f"entry-field-{rest[1]}"), row=int(rest[0]))
    if kind == "general":
        return t(f"entry-field-{rest[0]}")
    if kind == "deprivation":
        of = state.standard.deprivation(rest[0])
        return short_name(of) if of else ""
    if kind == "b1" and rest:
        return next((i.label for i in state.standard.b1_items if i.id == rest[0]), "")
    return t(f"entry-field-{kind}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The head of the result: class ("none" while open), its sentence, and how sure it is."""

    household_class: str
    sentence: str
    settled: bool
    sure: str


def verdict(state: Keying, view: View) -> Verdict:
    """What the result panel says first."""
    now = view.standing
    income = state.standard.limits[state.area]
    details = {
        "b1_limit": now.b1_limit,
        "b2_limit": now.b2_limit,
        "income": income.income_vnd or 0,
        "average": income.average_living_standard_vnd or 0,
    }
    sentence = t(VERDICTS[now.household_class], **details)
    kind = str(now.household_class) if now.household_class else "none"
    return Verdict(kind, sentence, now.settled, _sure(view))


def _sure(view: View) -> str:
    now = view.standing
    count = len(now.open_codes)
    if now.settled:
        return t("entry-settled", count=count) if count else t("entry-all-confirmed")
    if now.expected is not None:
        return t("entry-expected", outcome=t(f"class-{now.expected}"))
    if now.b1_points is None:
        return t("entry-b1-open")
    return t("entry-unsettled", count=count)


def b1_against(now: Standing) -> str:
    """B1 points against their limit: "**118** ≤ 140"."""
    if now.b1_points is None:
        return f"– ≤ {now.b1_limit}"
    sign = "≤" if now.b1_points <= now.b1_limit else ">"
    return f"**{now.b1_points}** {sign} {now.b1_limit}"


def b2_against(now: Standing) -> str:
    """Confirmed B2 points against their limit: "**30** ≥ 30"."""
    sign = "≥" if now.b2_points >= now.b2_limit else "<"
    return f"**{now.b2_points}** {sign} {now.b2_limit}"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as in the last round: icon, what, how."""

    icon: str
    what: str
    how: str


def differences(state: Keying, view: View) -> list[Difference]:
    """What is not as in the last round: deprivations, B1, members; all confirmed or keyed."""
    found = [
        Difference("plus" if line.confirmed else "minus", short_name(line.of), _how(line))
        for line in view.lines
        if line.differs
    ]
    now, before = b1(state), last_b1(state)
    if now is not None and before is not None and now != before:
        key = "entry-b1-up" if now > before else "entry-b1-down"
        icon = "arrow-up" if now > before else "arrow-down"
        found.append(Difference(icon, t(key, points=abs(now - before)), _from_to(before, now)))
    people = len(state.present)
    if state.last and state.last.people != people:
        how = _from_to(state.last.people, people)
        found.append(Difference("users", t("entry-people-changed"), how))
    return found


def _from_to(before: int, now: int) -> str:
    return t("entry-rose" if now > before else "entry-fell", before=before, now=now)


def _how(line: Line) -> str:
    if line.proposal.deprived is line.confirmed and not line.from_last:
        return said(line.proposal.reason_key, called(line.proposal.details))
    return t("entry-now-deprived") if line.confirmed else t("entry-now-not-deprived")
