"""The request in hand: what was keyed of it, and the sheet A that it makes. Pure Python."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace

from desktop.domain.household import Household
from desktop.domain.review import Finding, Severity, SheetA
from desktop.domain.vietnamese import nfc
from desktop.rules.sheet_a import Known, Verdict, columns, findings, marked, skips, verdict
from desktop.rules.standard import SheetARule
from desktop.ui.pages.entry.roster_fields import read_day

PLACES = ("household", "village", "wants", "asked_on", "marks", "count")


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """The household that asks. `newcomer`: it is not in the register yet; its `village` is keyed."""

    uid: str
    number: str
    name: str
    village: str
    newcomer: Household | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was keyed. `marks` None: none of the nine was answered; `day`, `count` as typed."""

    uid: str
    year: int
    today: datetime.date
    who: Who | None = None
    known: Known = field(default_factory=Known)
    leaving: bool = False
    day: str = ""
    marks: frozenset[str] | None = None
    count: str = ""
    note: str = ""

    @property
    def asked_on(self) -> datetime.date | None:
        """The day of the request, None where it cannot be read."""
        return read_day(self.day, self.today)


def toggled(draft: Draft, rule: SheetARule, key: str) -> Draft:
    """A digit on the nine marks: that one on or off; 0 says that there is none."""
    if key == "0":
        return replace(draft, marks=frozenset())
    column = f"0{key}"
    if column not in columns(rule):
        return draft
    return replace(draft, marks=(draft.marks or frozenset()) ^ {column})


def sheet_of(draft: Draft, rule: SheetARule) -> SheetA:
    """The sheet A as it would be kept."""
    yes = draft.marks
    count = nfc(draft.count)
    marks = {} if yes is None else {column: column in yes for column in columns(rule)}
    sheet = SheetA(
        uid=draft.uid, household_uid=draft.who.uid if draft.who else "", year=draft.year,
        asked_on=draft.asked_on, leaving=draft.leaving, note=nfc(draft.note), marks=marks,
        count=int(count) if count.isdigit() else None,
    )  # fmt: skip
    return replace(sheet, marks={}, count=None) if skips(sheet, draft.known) else sheet


def of_sheet(draft: Draft, sheet: SheetA) -> Draft:
    """A recorded request in hand again, to be corrected."""
    yes = frozenset(column for column, is_on in sheet.marks.items() if is_on)
    day = sheet.asked_on
    return replace(
        draft, uid=sheet.uid, leaving=sheet.leaving, note=sheet.note,
        marks=yes if sheet.marks else None, count="" if sheet.count is None else str(sheet.count),
        day=day.strftime("%d/%m/%Y") if day else "",
    )  # fmt: skip


def places(draft: Draft, rule: SheetARule) -> list[str]:
    """The order of Enter: no village of a known household, no marks where sheet A is skipped."""
    skip = skips(sheet_of(draft, rule), draft.known)
    left_out = {
        "village": draft.who is None or draft.who.newcomer is None,
        "marks": skip,
        "count": skip or draft.marks is not None,
    }
    return [place for place in PLACES if not left_out.get(place)]


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows of a request: what would come of it, how many marks, what is wrong."""

    verdict: Verdict
    marked: int | None
    findings: tuple[Finding, ...]

    @property
    def blocking(self) -> int:
        """How many findings stop it from being recorded."""
        return sum(f.severity is Severity.BLOCKING for f in self.findings)


def look(draft: Draft, rule: SheetARule, typing: str = "") -> View:
    """The view of a request; findings at the place `typing` wait until it is left."""
    sheet = sheet_of(draft, rule)
    found = findings(sheet, rule, draft.known, draft.today) if draft.who else []
    if nfc(draft.day) and draft.asked_on is None:
        unread = Finding(
            "sheet-a-unread-day", Severity.BLOCKING, "asked_on", {"typed": nfc(draft.day)}
        )
        found = [unread, *(f for f in found if f.code != "sheet-a-no-day")]
    shown = tuple(f for f in found if f.where != typing)
    return View(verdict(sheet, rule, draft.known), marked(sheet), shown)
