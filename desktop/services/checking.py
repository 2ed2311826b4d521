"""What can be checked of a round before it is printed or sent: pure data, worded by the window."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import add

from desktop.domain.household import Household
from desktop.domain.review import HouseholdClass, Review, ReviewState, RoundKind, Severity
from desktop.domain.totals import EMPTY_FLOW, Flow, UnitFigures
from desktop.domain.unit import Area
from desktop.reports.forms.form_7_8 import minority_fits
from desktop.rules.checks import findings
from desktop.rules.classify import classify
from desktop.rules.standard import Standard
from desktop.store import settings, totals
from desktop.store.connection import Db

OK, WARN, ERR = "ok", "warn", "err"
LISTED = (HouseholdClass.POOR, HouseholdClass.NEAR_POOR)
_POOR, _NEAR_POOR = LISTED
_REPORTS = tuple(f"7.{number}" for number in range(1, 11))
_FLOW_OF = {"7.2": _POOR, "7.3": _NEAR_POOR}
_LACKS_OF = {"7.4": _POOR, "7.5": _POOR, "7.6": _NEAR_POOR, "7.7": _NEAR_POOR}


@dataclass(frozen=True, slots=True)
class Named:
    """A household as a line that leads to it."""

    uid: str
    head_name: str
    village: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was checked. `state`: "ok", "warn" (look again), "err" (must be mended).

    Its sentence is `check-<code>-<state>`, filled with `details`; `households` are those to look at.
    """

    code: str
    state: str = OK
    details: Mapping[str, object] = field(default_factory=dict)
    households: tuple[Named, ...] = ()


def breaking(db: Db, year: int) -> tuple[Named, ...]:
    """The households that keep the balance of 7.2 and 7.3 from closing, by village and name."""
    return tuple(
        Named(*row) for row in totals.breaking(db, year, is_upper=settings.office(db).is_upper)
    )


def check_lent(villages: Sequence[str]) -> list[Check]:
    """Villages that a second PC keys: what is here of them is what it last sent home."""
    if not villages:
        return []
    details = {"count": len(villages), "names": _some(villages)}
    return [Check(code="lent", state=WARN, details=details)]


# Figures -----------------------------------------------------------------------------------------
def check_balance(figures: Sequence[UnitFigures], breaks: tuple[Named, ...]) -> Check:
    """Whether 9 = 1−2−3−4+5+6+7+8 in every unit, and no household is left without a review."""
    wrong = [f.name for f in figures if not (f.poor_flow.closes and f.near_poor_flow.closes)]
    if not wrong and not breaks:
        return Check(code="balance", details={"count": len(figures)})
    details = {"count": len(breaks), "units": len(wrong), "names": _some(wrong)}
    return Check(code="balance", state=ERR, details=details, households=breaks)


def check_agreement(figures: Sequence[UnitFigures]) -> Check:
    """Whether column 2 of 7.2 is 5 of 7.3, and 5 of 7.2 is 3 of 7.3, on both lines of every unit."""
    wrong = [f.name for f in figures if not _agree(f)]
    state = ERR if wrong else OK
    return Check(code="agreement", state=state, details={"names": _some(wrong)})


def _agree(unit: UnitFigures) -> bool:
    poor, near = unit.poor_flow, unit.near_poor_flow
    return all(
        p[1] == n[4] and p[4] == n[2]
        for p, n in ((poor.households, near.households), (poor.people, near.people))
    )


def check_end(figures: Sequence[UnitFigures], of: HouseholdClass) -> Check:
    """Whether column 9 of 7.2 (poor) or 7.3 (near poor) is what 7.1 counts, households and people."""
    poor = of is HouseholdClass.POOR
    end = _sum(f.poor_flow if poor else f.near_poor_flow for f in figures)
    counted = (
        sum(f.poor_households if poor else f.near_poor_households for f in figures),
        sum(f.poor_people if poor else f.near_poor_people for f in figures),
    )
    fits = (end.households[8], end.people[8]) == counted
    details = {"end": end.households[8], "count": counted[0]}
    return Check(code=f"end-{of}", state=OK if fits else ERR, details=details)


def _sum(flows: Iterable[Flow]) -> Flow:
    return reduce(add, flows, EMPTY_FLOW)


def check_listed(figures: Sequence[UnitFigures], listed: int) -> Check:
    """Whether a list names as many households as 7.1 counts poor and near-poor."""
    count = sum(f.poor_households + f.near_poor_households for f in figures)
    state = OK if listed == count else ERR
    return Check(code="listed", state=state, details={"listed": listed, "count": count})


def check_residents(figures: Sequence[UnitFigures]) -> Check:
    """Whether every unit has its residents, and not fewer than its poor and near-poor (form 7.1)."""
    wrong = [f.name for f in figures if not _residents_fit(f)]
    if not wrong:
        return Check(code="residents", details={"count": len(figures)})
    return Check(code="residents", state=ERR, details={"count": len(wrong), "names": _some(wrong)})


def _residents_fit(unit: UnitFigures) -> bool:
    households, people = unit.resident_households or 0, unit.resident_people or 0
    return (
        households > 0
        and households >= unit.poor_households + unit.near_poor_households
        and people >= unit.poor_people + unit.near_poor_people
    )


def check_minority(figures: Sequence[UnitFigures]) -> Check:
    """Whether every unit has its residents of ethnic minority, neither more than all residents nor
    fewer than those on the lists (form 7.8)."""
    wrong = [f.name for f in figures if not minority_fits(f)]
    if not wrong:
        return Check(code="minority", details={"count": len(figures)})
    return Check(code="minority", state=ERR, details={"count": len(wrong), "names": _some(wrong)})


def check_mean(figures: Sequence[UnitFigures], of: HouseholdClass) -> Check:
    """Whether the poor of 7.4 lack 3 or more on average, the near-poor of 7.6 fewer (law.md §5)."""
    poor = of is HouseholdClass.POOR
    count = sum(f.poor_households if poor else f.near_poor_households for f in figures)
    found = [f.poor_detail if poor else f.near_poor_detail for f in figures]
    mean = sum(sum(d.deprived.values()) for d in found) / count if count else None
    wrong = mean is not None and (mean < 3 if poor else mean >= 3)
    return Check(code=f"mean-{of}", state=WARN if wrong else OK, details={"mean": mean})


def _some(names: Sequence[str], most: int = 3) -> str:
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")


# Forms --------------------------------------------------------------------------------------------
def checks_of(db: Db, form_id: str, year: int, figures: Sequence[UnitFigures]) -> list[Check]:
    """What holds between the figures of a form and its neighbours; nothing of a list."""
    if form_id not in _REPORTS:
        return []
    ends = {of: check_end(figures, of) for of in LISTED}
    balance = check_balance(figures, breaking(db, year))
    if form_id == "7.1":
        whole = check_complete(db, year)
        return [whole, balance, check_residents(figures), *ends.values()]
    if of := _FLOW_OF.get(form_id):
        return [balance, check_agreement(figures), ends[of]]
    if of := _LACKS_OF.get(form_id):
        return [balance, ends[of], check_mean(figures, of)]
    if form_id == "7.8":
        residents = check_residents(figures)
        return [balance, residents, check_minority(figures), *ends.values()]
    return [balance, *ends.values()]


# Sheets ------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """The complete reviews of a year with their households, and the reviews before them."""

    standard: Standard
    complete: tuple[tuple[Household, Review], ...]
    last: Mapping[str, Review]


def sheets_of(
    year: int, standard: Standard, households: Sequence[Household], reviews: Iterable[Review],
    gone: set[str],
) -> Sheets:  # fmt: skip
    """Sort a commune's records into what `check_…` needs; who has left is not looked at."""
    present = {h.uid: h for h in households if h.uid not in gone}
    now: list[Review] = []
    last: dict[str, Review] = {}
    for review in reviews:
        if review.state is not ReviewState.COMPLETE or review.household_uid not in present:
            continue
        if review.year == year:
            now += [review] if review.kind is RoundKind.PERIODIC else []
        elif review.household_uid not in last or review.year > last[review.household_uid].year:
            last[review.household_uid] = review
    complete = tuple((present[r.household_uid], r) for r in now)
    return Sheets(standard=standard, complete=complete, last=last)


def check_complete(db: Db, year: int) -> Check:
    """Whether every household to be reviewed has a complete sheet."""
    progress = totals.progress(db, year)
    expected, complete = sum(p.expected for p in progress), sum(p.complete for p in progress)
    open_ = [
        Named(uid, head, village)
        for village in sorted({p.village for p in progress if p.complete < p.expected})
        for uid, _, head, mark in totals.to_review(db, year, village)
        if mark in ("", "draft")
    ]
    if complete and not open_:
        return Check(code="complete", details={"count": complete})
    details = {"count": expected - complete, "complete": complete, "expected": expected}
    return Check(code="complete", state=ERR, details=details, households=tuple(open_))


def check_outcomes(sheets: Sheets) -> Check:
    """Whether every class follows from its 12 answers and the limits of the standard."""
    scored = [(h, r) for h, r in sheets.complete if r.answers.confirmed]
    wrong = [_named(h) for h, r in scored if not _scores_the_same(r, sheets.standard)]
    if not wrong:
        return Check(code="outcome", details={"count": len(scored)})
    return Check(code="outcome", state=ERR, details={"count": len(wrong)}, households=tuple(wrong))


def _scores_the_same(review: Review, standard: Standard) -> bool:
    try:
        again = classify(review.answers, standard, review.area)
    except ValueError:
        return False
    return review.outcome is not None and again.household_class is review.outcome.household_class


def check_average(sheets: Sheets) -> Check:
    """Whether poor households lack 3 or more on average, near-poor ones fewer than 3 (law.md §5)."""
    lacking: dict[HouseholdClass, list[int]] = {of: [] for of in LISTED}
    for _, review in sheets.complete:
        outcome = review.outcome
        if outcome and outcome.b2_points is not None and outcome.household_class in lacking:
            lacking[outcome.household_class].append(len(outcome.deprived))
    averages = {of: sum(found) / len(found) if found else None for of, found in lacking.items()}
    poor, near = averages[LISTED[0]], averages[LISTED[1]]
    wrong = (poor is not None and poor < 3) or (near is not None and near >= 3)
    return Check(
        code="average", state=ERR if wrong else OK, details={"poor": poor, "near_poor": near}
    )


def check_findings(sheets: Sheets, on: datetime.date) -> list[Check]:
    """Findings over all complete sheets, one check for each kind, blocking ones first.

    `code` is "finding", `details["finding"]` the kind; notes are left out but for missing numbers.
    """
    found: defaultdict[tuple[str, str], dict[str, Named]] = defaultdict(dict)
    for household, review in sheets.complete:
        if not review.answers.confirmed:
            continue
        for finding in findings(
            household, review.answers, sheets.standard, _area(review), on,
            sheets.last.get(household.uid),
        ):  # fmt: skip
            if finding.severity is not Severity.NOTE or finding.code in _NOTED:
                state = ERR if finding.severity is Severity.BLOCKING else WARN
                found[state, finding.code][household.uid] = _named(household)
    return [
        Check(
            code="finding", state=state, details={"finding": code, "count": len(named)},
            households=tuple(named.values()),
        )
        for (state, code), named in sorted(found.items(), key=lambda f: (f[0][0], -len(f[1])))
    ]  # fmt: skip


# Notes of the entry page that the upper office asks about.
_NOTED = ("citizen-id-not-issued",)


def _area(review: Review) -> Area:
    return review.area


def _named(household: Household) -> Named:
    return Named(household.uid, household.head_name, household.village)
