"""Where the round stands: progress, residents, series over years, what needs attention."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.review import HouseholdClass, Residents, ReviewState, Round
from desktop.domain.second_keying import SecondState
from desktop.domain.totals import usable_total
from desktop.domain.vietnamese import rate, sort_key
from desktop.rules.standard import Deprivation
from desktop.services import answering, checking, targets
from desktop.services.catalogue import standard, standards
from desktop.store import (
    answers,
    branch,
    hand_overs,
    households,
    packages,
    register,
    reviews,
    second_keyings,
    sent_down,
    settings,
    sheets_a,
    totals,
    twins,
)
from desktop.store.connection import Db
from desktop.store.packages import Package
from desktop.store.totals import ClassCount, VillageProgress

_NEAR = HouseholdClass.NEAR_POOR


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPoint:
    """Poor households of a year and their rate of all resident households.

    Both are None where a village lacks its total or has too small a one; `lacking` names those.
    """

    year: int
    poor_households: int
    near_poor_households: int
    resident_households: int | None
    poor_rate: float | None
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything the first page of a commune shows."""

    year: int
    progress: list[VillageProgress]
    series: list[YearPoint]
    poor_households: int
    deprived: dict[str, int]
    last_poor_households: int
    last_deprived: dict[str, int]
    without_residents: list[str]
    too_few_residents: list[str]
    breaking: list[tuple[str, str, str]]


def overview(db: Db, year: int) -> Overview:
    """The state of a year's round."""
    progress = sorted(totals.progress(db, year), key=lambda p: sort_key(p.village))
    poor, deprived = _profile(db, year)
    last_poor, last_deprived = _profile(db, year - 1)
    missing, small = residents_trouble(db, year)
    return Overview(
        year=year,
        progress=progress,
        series=[_point(db, y) for y in totals.years(db) if y <= year],
        poor_households=poor,
        deprived=deprived,
        last_poor_households=last_poor,
        last_deprived=last_deprived,
        without_residents=missing,
        too_few_residents=small,
        breaking=totals.breaking(db, year),
    )


def _profile(db: Db, year: int) -> tuple[int, dict[str, int]]:
    counted = totals.class_counts(db, year, by_village=False)
    poor = sum(
        c[HouseholdClass.POOR].households for c in counted.values() if HouseholdClass.POOR in c
    )
    return poor, totals.deprivation_counts(db, year, HouseholdClass.POOR)


def _point(db: Db, year: int) -> YearPoint:
    found = totals.class_counts(db, year, by_village=True)
    typed = {(r.commune_code, r.village): r.households for r in reviews.residents(db, year)}
    listed = {unit: (_of(c, HouseholdClass.POOR), _of(c, _NEAR)) for unit, c in found.items()}
    totals_of = {
        unit: usable_total(typed.get(unit), sum(listed.get(unit, (0, 0))))
        for unit in {*typed, *found}
    }
    lacking = sorted((v for (_, v), n in totals_of.items() if n is None), key=sort_key)
    all_households = None if lacking else sum(n or 0 for n in totals_of.values()) or None
    poor = sum(poor for poor, _ in listed.values())
    return YearPoint(
        year=year,
        poor_households=poor,
        near_poor_households=sum(near for _, near in listed.values()),
        resident_households=all_households,
        poor_rate=rate(poor, all_households) if all_households else None,
        lacking=tuple(lacking),
    )


def _of(counted: Mapping[HouseholdClass, ClassCount], of: HouseholdClass) -> int:
    return counted[of].households if of in counted else 0


def residents_trouble(db: Db, year: int) -> tuple[list[str], list[str]]:
    """Villages without resident totals, and villages whose totals are below their listed ones.

    Such a total is an error, never a number (law.md §7, form 7.1).
    """
    typed: dict[tuple[str, str], Residents] = {
        (r.commune_code, r.village): r for r in reviews.residents(db, year)
    }
    missing, small = [], []
    for unit, counted in totals.class_counts(db, year, by_village=True).items():
        listed = [
            counted[c] for c in (HouseholdClass.POOR, HouseholdClass.NEAR_POOR) if c in counted
        ]
        known = typed.get(unit)
        if known is None or known.households == 0:
            missing.append(unit[1])
        elif known.households < sum(c.households for c in listed) or known.people < sum(
            c.people for c in listed
        ):
            small.append(unit[1])
    return sorted(missing, key=sort_key), sorted(small, key=sort_key)


# The desk of a commune ---------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Poor and near-poor households of a village so far, and the people in both."""

    poor: int
    near_poor: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """The poor rate of a year in per cent, None where it is not known; what a plan asks, if any."""

    year: int
    actual: float | None
    target: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The overview with what stands around it: the round, its decision, what was sent.

    `listed` and residents are by village. `decided` counts complete reviews that carry the
    recognition decision, `decided_on` is its day. `sent` is the newest report of the year that left,
    None before. `second` counts the sheets drawn to be keyed twice by their state,
    `twins` the pairs that may be one and wait for a decision; `requests` are those of the year,
    `requests_listed` those that sheet A put on the list. `plan_name` names the plan that the targets of `rates` come from.
    `remarks` of the office above wait, on so many households of the book; `has_opinion`: its opinion
    came and is not in the procedure yet. `pack_from`: from when a pack from above holds that waits.
    `handed`: so many households that other communes hand over wait for a decision. `lent`: villages
    that a second PC of the commune keys.
    """

    overview: Overview
    round: Round | None
    households: int
    villages: list[str]
    listed: Mapping[str, Listed]
    residents: Mapping[str, Residents]
    last_residents: Mapping[str, Residents]
    decided: int
    decided_on: datetime.date | None
    sent: Package | None
    rates: list[Rate]
    plan_name: str
    deprivations: tuple[Deprivation, ...]
    second: Mapping[SecondState, int]
    twins: int
    requests: int
    requests_listed: int
    remarks: int = 0
    remarked_households: int = 0
    has_opinion: bool = False
    pack_from: datetime.date | None = None
    handed: int = 0
    lent: frozenset[str] = frozenset()

    @property
    def expected(self) -> int:
        """Households to be reviewed."""
        return sum(v.expected for v in self.overview.progress)

    @property
    def complete(self) -> int:
        """Households with a complete sheet."""
        return sum(v.complete for v in self.overview.progress)

    @property
    def drafts(self) -> int:
        """Sheets begun and not complete."""
        return sum(v.drafts for v in self.overview.progress)


def situation(db: Db, year: int) -> Situation:
    """Everything the first page of a commune's desk shows of a year."""
    found, opened = overview(db, year), reviews.get_round(db, year)
    complete = reviews.of_round(db, year, state=ReviewState.COMPLETE)
    decided = [r for r in complete if r.decision_no]
    rates, plan_name = _rates(db, found)
    asked = sheets_a.of_year(db, year)
    remarks, remarked = answers.open_count(db)
    return Situation(
        overview=found,
        round=opened,
        households=register.size(db),
        villages=sorted({v for _, v, _ in households.villages(db)}, key=sort_key),
        listed=_listed(db, year),
        residents={r.village: r for r in reviews.residents(db, year)},
        last_residents={r.village: r for r in reviews.residents(db, year - 1)},
        decided=len(decided),
        decided_on=max((r.decision_on for r in decided if r.decision_on), default=None),
        sent=_sent(db, year),
        rates=rates,
        plan_name=plan_name,
        deprivations=_deprivations(db, opened),
        second=second_keyings.counts(db, year),
        twins=twins.open_count(db),
        requests=len(asked),
        requests_listed=sum(sheet.listed is True for sheet in asked),
        remarks=remarks,
        remarked_households=remarked,
        has_opinion=answering.offered(db, year) is not None,
        pack_from=sent_down.waiting_from(db),
        handed=hand_overs.waiting(db),
        lent=frozenset(branch.lent(db)),
    )


def _listed(db: Db, year: int) -> dict[str, Listed]:
    counted = totals.class_counts(db, year, by_village=True)
    none = totals.ClassCount(0, 0)
    found = {}
    for (_, village), of in counted.items():
        poor = of.get(HouseholdClass.POOR, none)
        near = of.get(HouseholdClass.NEAR_POOR, none)
        people = poor.people + near.people
        found[village] = Listed(poor=poor.households, near_poor=near.households, people=people)
    return found


def _sent(db: Db, year: int) -> Package | None:
    sent = [p for p in packages.log(db, year) if p.direction == "out" and p.kind == "report"]
    return max(sent, key=lambda p: p.number, default=None)


def _rates(db: Db, found: Overview) -> tuple[list[Rate], str]:
    """One rate for each year from the first known one to this; the plan's line begins there."""
    known = {p.year: p.poor_rate for p in found.series if p.poor_rate is not None}
    if not known:
        return [], ""
    years = list(range(min(known), found.year + 1))
    plan = targets.plan_of(settings.office(db))
    line = plan.line(years, known[years[0]]) if plan else [None] * len(years)
    rates = [Rate(year=y, actual=known.get(y), target=t) for y, t in zip(years, line, strict=True)]
    return rates, plan.name if plan and any(t is not None for t in line[1:]) else ""


def _deprivations(db: Db, opened: Round | None) -> tuple[Deprivation, ...]:
    if opened is not None and opened.standard_id in standards(db):
        return standard(db, opened.standard_id).deprivations
    return next(iter(standards(db).values())).deprivations


def round_findings(db: Db, year: int, *, now: datetime.datetime) -> list[checking.Check]:
    """What is odd in the complete sheets of a year, one check for each kind, the worst first."""
    opened = reviews.get_round(db, year)
    if opened is None or opened.standard_id not in standards(db):
        return []
    sheets = checking.sheets_of(
        year,
        standard(db, opened.standard_id),
        households.all_of(db),
        reviews.all_until(db, year),
        totals.gone(db, year),
    )
    found = [
        checking.check_outcomes(sheets),
        *checking.check_findings(sheets, now.astimezone().date()),
    ]
    return [check for check in found if check.state != checking.OK]


# Days that the law names -------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Deadline:
    """A day of the round that SOURCE sets; `code` names its words, `is_before`: due before the day."""

    on: datetime.date
    code: str
    is_before: bool


# law.md §6: the periodic review ends on 14 December (QĐ24 Điều 3); preliminary results reach the
# ministry before 15 November, official ones before 20 December (QĐ24 Điều 7).
SOURCE = "QĐ 24"
_DAYS = ((11, 15, "preliminary", True), (12, 14, "end", False), (12, 20, "official", True))


def deadlines(year: int) -> list[Deadline]:
    """The days of a year's periodic review, in order. The commune's own ones are set by the province."""
    return [Deadline(datetime.date(year, m, d), code, before) for m, d, code, before in _DAYS]
