"""The month's report of in-year results: counted from the decisions signed in in-year cases.

QĐ24 Đ7: by the 5th of each month, February to September, so of January to August.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from desktop.domain.procedure import DecisionKind
from desktop.domain.review import HouseholdClass, Review, ReviewState, RoundKind
from desktop.domain.vietnamese import sort_key
from desktop.errors import FormUnknown
from desktop.reports.forms import monthly as form
from desktop.reports.forms.monthly import Count, VillageMonth
from desktop.reports.sheet import Sheet
from desktop.rules.case_facts import LISTED, Records
from desktop.services import paper_records, proceeding, reporting, sealing_papers
from desktop.services.reporting import Paper
from desktop.store import reviews, settings
from desktop.store.connection import Db

MONTHS = tuple(range(1, 9))
PREFIX = "thang-"
_PROCEDURES = ("in_year_recognition", "in_year_exit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one decision made of one household; `kind` "" where its sheet no longer says."""

    month: int
    village: str
    kind: str
    people: int


def form_id(month: int) -> str:
    """ "thang-3"."""
    return f"{PREFIX}{month}"


def month_of(form: str) -> int | None:
    """The month of a report's id, None where it is the id of something else."""
    number = form.removeprefix(PREFIX)
    is_one = form.startswith(PREFIX) and number.isdecimal() and int(number) in MONTHS
    return int(number) if is_one else None


def offered(db: Db, year: int, today: datetime.date) -> list[str]:
    """The reports that a commune can look at: of months that have begun."""
    if settings.office(db).is_upper or year > today.year:
        return []
    until = today.month if year == today.year else MONTHS[-1]
    return [form_id(m) for m in MONTHS if m <= until]


def has_cases(db: Db, year: int) -> bool:
    """Whether any in-year case of a year is known."""
    return any(c.procedure in _PROCEDURES for c in proceeding.cases(db, year))


def told(db: Db, year: int, today: datetime.date) -> list[str]:
    """Those of the offered reports whose month decided something: what "all reports" writes."""
    months = {r.month for r in results(db, year)}
    return [form for form in offered(db, year, today) if month_of(form) in months]


# Counting ----------------------------------------------------------------------------------------
def results(db: Db, year: int) -> list[Result]:
    """What the in-year decisions of a year made of households, refusals left out."""
    sheets = {
        r.household_uid: r
        for r in reviews.of_round(db, year, RoundKind.IN_YEAR, ReviewState.COMPLETE)
    }
    cases = [c for c in proceeding.cases(db, year) if c.procedure in _PROCEDURES]
    return [
        found for case in cases for found in _of_case(proceeding.records_of(db, case), sheets, year)
    ]


def _of_case(records: Records, sheets: dict[str, Review], year: int) -> Iterator[Result]:
    for decision in records.decisions:
        if decision.kind is DecisionKind.REFUSED or decision.signed_on.year != year:
            continue
        for uid in decision.household_uids:
            sheet, subject = sheets.get(uid), records.subject(uid)
            if sheet is None or subject is None:
                continue
            now = sheet.outcome.household_class if sheet.outcome else None
            # A later case of the year may have gone over the sheet that this decision stood on.
            is_own = sheet.decision_no == decision.number
            yield Result(
                month=decision.signed_on.month,
                village=sheet.village or subject.village,
                kind=_kind(decision.kind, subject.before, now) if is_own else "",
                people=sheet.people,
            )


def _kind(of: DecisionKind, before: HouseholdClass | None, now: HouseholdClass | None) -> str:
    if of is DecisionKind.RECOGNISED:
        return now.value if now in LISTED else ""
    return f"escaped_{before.value}" if before in LISTED else ""


def _villages(found: list[Result], month: int) -> list[VillageMonth]:
    known = [r for r in found if r.kind and r.month <= month]
    names = sorted({r.village for r in known}, key=sort_key)
    return [
        VillageMonth(
            village=name,
            month=_counts([r for r in known if r.village == name and r.month == month]),
            so_far=_counts([r for r in known if r.village == name]),
        )
        for name in names
    ]


def _counts(found: list[Result]) -> dict[str, Count]:
    counts: dict[str, Count] = {}
    for one in found:
        households, people = counts.get(one.kind, (0, 0))
        counts[one.kind] = (households + 1, people + one.people)
    return counts


# The paper ---------------------------------------------------------------------------------------
def sheet_of(db: Db, year: int, month: int) -> Sheet:
    """The report of a month; the day under the signature is open."""
    found = results(db, year)
    context = paper_records.context_of(db, year, is_in_year=True)
    context = replace(context, kind=RoundKind.IN_YEAR)
    unknown = sum(not r.kind and r.month <= month for r in found)
    return form.build(_villages(found, month), month, context, unknown=unknown)


def paper_of(db: Db, form_id: str, year: int) -> Paper:
    """The report as it is looked at, saved and printed, with its code. Raises FormUnknown."""
    month = _month(form_id)
    sheet = sealing_papers.coded(sheet_of(db, year, month))
    return Paper(
        form_id=form_id, year=year, official=True, stem=_stem(db, year, month), sheet=sheet,
        pdf=reporting.ink(sheet, "pdf"), checks=(),
    )  # fmt: skip


def sheets_of(db: Db, year: int, forms: Iterable[str]) -> dict[str, Sheet]:
    """Reports of months by the name of their files, to be written with others. Raises FormUnknown."""
    months = [_month(form) for form in forms]
    return {_stem(db, year, month): sheet_of(db, year, month) for month in months}


def _month(form: str) -> int:
    found = month_of(form)
    if found is None:
        raise FormUnknown(form=form, known=[form_id(m) for m in MONTHS])
    return found


def _stem(db: Db, year: int, month: int) -> str:
    office = settings.office(db)
    mark = "luyen-tap_" if office.practice else ""
    return f"{mark}bao_cao_thang_{month:02d}_{office.code}_{year}"
