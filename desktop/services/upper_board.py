"""The communes of an upper office beside each other and beside last year, and the page of one.

What stands out is marked with its reason (rules.outliers): our own limits, which only warn.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.review import HouseholdClass
from desktop.domain.totals import Flow, UnitFigures
from desktop.domain.vietnamese import sort_key
from desktop.rules.outliers import Mark, Measure, marks
from desktop.services import counting, gathering
from desktop.services.counting import Known
from desktop.services.gathering import RatePoint, UpperOverview, with_figures
from desktop.services.reported import CommuneStand, Waiting, reported
from desktop.services.targets import Plan, Span, plan_of
from desktop.store import packages, reviews, settings, totals
from desktop.store.connection import Db
from desktop.store.packages import Package

POOR, NEAR_POOR = HouseholdClass.POOR, HouseholdClass.NEAR_POOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One commune in two years. `change` in points of the poor rate, a fall is negative.

    `met`: whether its fall does what the plan asks each year, None where that is not known or not
    asked. `marks` say why it stands out.
    """

    stand: CommuneStand
    change: float | None = None
    met: bool | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def poor_change(self) -> int | None:
        """Poor households more than last year."""
        now, last = self.stand.now, self.stand.last
        return now.poor - last.poor if now and last else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All expected communes, in the order of the board; the overview they are part of."""

    overview: UpperOverview
    rows: list[Compared]

    @property
    def marked(self) -> int:
        """How many stand out."""
        return sum(bool(row.marks) for row in self.rows)


def comparison(
    db: Db,
    year: int,
    waiting: Waiting | None = None,
    *,
    today: datetime.date | None = None,
) -> Comparison:
    """Every commune with its figures of both years, what it lacks of the goal, why it stands out."""
    overview = gathering.upper_overview(db, year, waiting, today=today)
    found = marks([_measure(c) for c in overview.communes if c.now])
    return Comparison(
        overview=overview,
        rows=[_compared(c, overview.goal, found.get(c.code, ())) for c in overview.communes],
    )


def _compared(c: CommuneStand, goal: Span | None, why: tuple[Mark, ...]) -> Compared:
    change = _measure(c).change
    met = goal.is_met(-change) if goal is not None and change is not None else None
    return Compared(stand=c, change=change, met=met, marks=why)


def _measure(c: CommuneStand) -> Measure:
    now, last = c.now, c.last
    return Measure(
        code=c.code,
        poor=now.poor if now else None,
        last_poor=last.poor if last else None,
        near_poor=now.near_poor if now else None,
        last_near_poor=last.near_poor if last else None,
        residents=now.residents if now else None,
        last_residents=last.residents if last else None,
    )


# The page of one commune --------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class VillageLine:
    """A village of a commune; None where it is not known."""

    name: str
    residents: int | None
    poor: int | None
    near_poor: int | None
    last_poor: int | None
    last_near_poor: int | None

    @property
    def poor_rate(self) -> float | None:
        """Per cent of the village's households."""
        if self.poor is None or not self.residents:
            return None
        return 100 * self.poor / self.residents


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunePage:
    """Everything the upper desk shows of one commune.

    `figures` and `last_figures` are those of the forms of both years, None where the book has none.
    `history` are the reports that came from it (or from its district), newest first.
    """

    year: int
    row: Compared
    figures: UnitFigures | None
    last_figures: UnitFigures | None
    villages: list[VillageLine]
    history: list[Package]
    series: list[RatePoint]
    plan: Plan | None
    is_expected: bool

    @property
    def stand(self) -> CommuneStand:
        """Where it stands."""
        return self.row.stand

    @property
    def poor_flow(self) -> Flow | None:
        """Form 7.2 of the year."""
        return self.figures.poor_flow if self.figures else None

    @property
    def near_poor_flow(self) -> Flow | None:
        """Form 7.3 of the year."""
        return self.figures.near_poor_flow if self.figures else None


def commune(
    db: Db,
    year: int,
    code: str,
    waiting: Waiting | None = None,
    *,
    today: datetime.date | None = None,
) -> CommunePage | None:
    """One commune below the office; None where the office has no such commune."""
    seen = reported(db, year, waiting, today)
    known = counting.known(db, year)
    every = [with_figures(c, year, known) for c in (*seen.communes, *seen.excused)]
    stand = next((c for c in every if c.code == code), None)
    if stand is None:
        return None
    plan = plan_of(settings.office(db))
    why = marks([_measure(c) for c in every if c.now]).get(code, ())
    return CommunePage(
        year=year,
        row=_compared(stand, plan.span(year) if plan else None, why),
        figures=known.figures.get((year, code)) if stand.now else None,
        last_figures=known.figures.get((year - 1, code)),
        villages=_villages(
            db, year, code, has_now=stand.now is not None and not stand.is_sums_only
        ),
        history=_history(db, year, stand),
        series=_series(code, year, known, plan, has_now=stand.now is not None),
        plan=plan,
        is_expected=any(c.code == code for c in seen.communes),
    )


def _history(db: Db, year: int, stand: CommuneStand) -> list[Package]:
    found = [*packages.from_sender(db, stand.code)]
    if stand.through:
        found += packages.from_sender(db, stand.through)
    return sorted(
        (p for p in found if p.year == year), key=lambda p: (p.number, p.handled_at), reverse=True
    )


def _villages(db: Db, year: int, code: str, *, has_now: bool) -> list[VillageLine]:
    counted = {
        y: {
            village: of
            for (_, village), of in totals.class_counts(
                db, y, by_village=True, commune_code=code
            ).items()
        }
        for y in (year - 1, year)
    }
    now, last = counted[year] if has_now else {}, counted[year - 1]
    typed = {r.village: r.households for r in reviews.residents(db, year, code)} if has_now else {}
    names = sorted({*now, *last, *typed}, key=sort_key)
    none: Mapping[HouseholdClass, totals.ClassCount] | None = {} if has_now else None
    return [_village(name, now.get(name, none), last.get(name), typed.get(name)) for name in names]


def _village(
    name: str,
    now: Mapping[HouseholdClass, totals.ClassCount] | None,
    last: Mapping[HouseholdClass, totals.ClassCount] | None,
    residents: int | None,
) -> VillageLine:
    def households(of: Mapping[HouseholdClass, totals.ClassCount] | None) -> list[int | None]:
        return [
            None if of is None else of[c].households if c in of else 0 for c in (POOR, NEAR_POOR)
        ]

    (poor, near_poor), (last_poor, last_near_poor) = households(now), households(last)
    return VillageLine(
        name=name,
        residents=residents,
        poor=poor,
        near_poor=near_poor,
        last_poor=last_poor,
        last_near_poor=last_near_poor,
    )


def _series(
    code: str,
    year: int,
    known: Known,
    plan: Plan | None,
    *,
    has_now: bool,
) -> list[RatePoint]:
    until = year if has_now else year - 1
    own = {y: of for (y, unit), of in known.figures.items() if unit == code and y <= until}
    rated = {
        y: 100 * f.poor_households / f.resident_households
        for y, f in sorted(own.items())
        if f.resident_households
    }
    years, rates = [*rated], [*rated.values()]
    line = plan.line(years, rates[0]) if plan and rates else [None] * len(years)
    return [
        RatePoint(year=y, rate=rate, target=target, communes=1, is_whole=True)
        for y, rate, target in zip(years, rates, line, strict=True)
    ]
