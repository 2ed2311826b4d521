"""Sheet A: how many of its marks a household has, and whether sheet B follows (TT07, annex II)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.review import EventKind, Finding, HouseholdClass, Severity, SheetA
from desktop.rules.standard import SheetARule

RECOGNISED = (HouseholdClass.POOR, HouseholdClass.NEAR_POOR)


class Verdict(StrEnum):
    """What becomes of a request; `ON_LIST`: the household skips sheet A and is reviewed anyway."""

    LISTED = "listed"
    NOT_LISTED = "not_listed"
    ON_LIST = "on_list"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the book knows of a household that asks.

    `now` is its class by the last decision before the year, `has_sheet_b` whether it stands on the
    list of this year, `gone` how and `gone_on` when it left, `asked_before` the day of its other
    request of the year.
    """

    now: HouseholdClass | None = None
    has_sheet_b: bool = False
    gone: EventKind | None = None
    gone_on: datetime.date | None = None
    asked_before: datetime.date | None = None


def columns(rule: SheetARule) -> tuple[str, ...]:
    """The columns of the marks as the paper numbers them: "01" … "09"."""
    return tuple(f"{n:02d}" for n in range(1, rule.marks + 1))


def marked(sheet: SheetA) -> int | None:
    """How many marks are yes: counted where they were keyed, else the keyed count."""
    return sum(sheet.marks.values()) if sheet.marks else sheet.count


def skips(sheet: SheetA, known: Known) -> bool:
    """Whether sheet A is left out: already recognised, or the household asks to leave the list."""
    return sheet.leaving or known.now in RECOGNISED


def verdict(sheet: SheetA, rule: SheetARule, known: Known) -> Verdict:
    """Fewer marks than the rule's number: the household goes on the list for sheet B."""
    if skips(sheet, known):
        return Verdict.ON_LIST
    count = marked(sheet)
    if count is None:
        return Verdict.OPEN
    return Verdict.LISTED if count < rule.listed_below else Verdict.NOT_LISTED


def findings(sheet: SheetA, rule: SheetARule, known: Known, today: datetime.date) -> list[Finding]:
    """What to look at before a request is recorded, blocking ones first."""
    found = [*_day(sheet, today), *_marks(sheet, rule, known), *_household(sheet, known)]
    return sorted(found, key=lambda f: list(Severity)[::-1].index(f.severity))


def _day(sheet: SheetA, today: datetime.date) -> Iterator[Finding]:
    details: dict[str, object] = {"day": sheet.asked_on}
    if sheet.asked_on is None:
        yield Finding("sheet-a-no-day", Severity.BLOCKING, "asked_on")
    elif sheet.asked_on > today:
        yield Finding("sheet-a-future", Severity.BLOCKING, "asked_on", details)
    elif sheet.asked_on.year not in (sheet.year, sheet.year - 1):
        details["year"] = str(sheet.year)
        yield Finding("sheet-a-other-year", Severity.WARNING, "asked_on", details)


def _marks(sheet: SheetA, rule: SheetARule, known: Known) -> Iterator[Finding]:
    if skips(sheet, known):
        return
    count = marked(sheet)
    if count is None:
        yield Finding("sheet-a-no-marks", Severity.BLOCKING, "marks")
        return
    if count > rule.marks:
        details: dict[str, object] = {"count": count, "marks": rule.marks}
        yield Finding("sheet-a-too-many", Severity.BLOCKING, "count", details)
    if sheet.marks and sheet.count is not None and sheet.count != count:
        details = {"count": sheet.count, "marked": count}
        yield Finding("sheet-a-contradicts", Severity.BLOCKING, "count", details)


def _household(sheet: SheetA, known: Known) -> Iterator[Finding]:
    if known.gone is not None:
        details: dict[str, object] = {"event": known.gone, "day": known.gone_on}
        yield Finding("sheet-a-gone", Severity.BLOCKING, "household", details)
    if known.asked_before is not None:
        details = {"day": known.asked_before}
        yield Finding("sheet-a-twice", Severity.WARNING, "household", details)
    if sheet.leaving and known.now not in RECOGNISED:
        yield Finding("sheet-a-nothing-to-leave", Severity.WARNING, "leaving")
    if known.now in RECOGNISED:
        yield Finding("sheet-a-recognised", Severity.NOTE, "household", {"now": known.now})
    elif known.has_sheet_b and known.asked_before is None:
        yield Finding("sheet-a-has-sheet-b", Severity.NOTE, "household")
