"""The poor rate against the plan of the province: each year's fall, met or not, and what remains.

Years before the book's own are typed in for the whole office. A rate needs the total of households:
where that is missing, the fall in households is told and the rate is not, never guessed.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from desktop.domain.planning import Aim
from desktop.domain.totals import UnitFigures, usable_total
from desktop.domain.unit import Level, Office
from desktop.errors import PastFiguresWrong
from desktop.paths import resources
from desktop.rules import goals
from desktop.services import counting
from desktop.services.changes import Changes, changes
from desktop.services.counting import unit_figures
from desktop.services.reported import not_reporting
from desktop.services.targets import Plan, Span, plan_of
from desktop.store import audit, settings, totals
from desktop.store import figures as passed_on
from desktop.store.connection import Db, writing

_PAST = "targets-past"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastYear:
    """Figures of a year before the book's own, as typed; None is not known."""

    year: int
    poor: int
    near_poor: int | None = None
    minority_poor: int | None = None
    households: int | None = None
    minority_households: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A year of a unit. Rates in per cent, None where the total of households is not known.

    `typed`: from before the book. `open`: sheets of the year are still missing, so it is not judged.
    """

    year: int
    poor: int
    households: int | None = None
    near_poor: int | None = None
    minority_poor: int | None = None
    minority_households: int | None = None
    typed: bool = False
    open: bool = False

    @property
    def rate(self) -> Fraction | None:
        """The poor rate in per cent."""
        return _rate(self.poor, self.households)


def _rate(part: int, whole: int | None) -> Fraction | None:
    return Fraction(100 * part, whole) if whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """From one year to the next: households, points, and what the plan says of it.

    `met` None: not to be judged (no rate, no goal, sheets missing). `most`: the largest number of
    poor households with which the goal holds; `remains`: how many must still leave poverty for it.
    """

    year: int
    households: int
    points: Fraction | None = None
    goal: float | None = None
    met: bool | None = None
    most: int | None = None
    remains: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitProgress:
    """A village, a commune or the whole office through the years, oldest first.

    `average`: points a year since the year before the goal's first one, None unless that is known.
    """

    code: str
    name: str
    points: tuple[Point, ...] = ()
    falls: tuple[Fall, ...] = ()
    minority_falls: tuple[Fall, ...] = ()
    average: Fraction | None = None

    def point(self, year: int) -> Point | None:
        """The figures of a year."""
        return next((p for p in self.points if p.year == year), None)

    def fall(self, year: int) -> Fall | None:
        """The fall into a year from the one before."""
        return next((f for f in self.falls if f.year == year), None)

    def minority_fall(self, year: int) -> Fall | None:
        """The same among ethnic-minority households."""
        return next((f for f in self.minority_falls if f.year == year), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """All that the page shows. `missing`: units with figures last year and none this year."""

    year: int
    office: Office
    plan: Plan | None
    whole: UnitProgress
    units: tuple[UnitProgress, ...]
    past: tuple[PastYear, ...]
    missing: tuple[str, ...] = ()
    first_own: int | None = None

    @property
    def span(self) -> Span | None:
        """The goal of the year."""
        return self.plan.span(self.year) if self.plan else None


def progress(db: Db, year: int) -> Progress:
    """The office and its units up to a year."""
    office = settings.office(db)
    plan = plan_of(office)
    reviewed = counted_years(db)
    years = [y for y in reviewed if y <= year]
    counted = {y: unit_figures(db, y) for y in years}
    newest = max(years, default=year)
    # Once a later year is reviewed, a year stands as it is: so it does in that later year's series.
    is_over = newest < max(reviewed, default=newest)
    open_units: frozenset[str] = (
        frozenset() if is_over else _open_units(db, office, newest, counted)
    )
    missing = _missing(counted, year)
    is_open = not is_over and bool(open_units or _missing(counted, newest))
    own = [_summed(y, counted[y]) for y in years if counted[y]]
    if is_open and own and own[-1].year == newest:
        own[-1] = _still_open(own[-1], office)
    kept = past(db)
    known = {p.year for p in own}
    typed = [_typed(p) for p in kept if p.year <= year and p.year not in known]
    whole = sorted((*typed, *own), key=lambda p: p.year)
    return Progress(
        year=year,
        office=office,
        plan=plan,
        whole=judged("", office.name, whole, plan),
        units=_units(counted, year, open_units, plan),
        past=kept,
        missing=missing,
        first_own=min(known, default=None),
    )


def counted_years(db: Db) -> list[int]:
    """Years that the book has figures of, of its own reviews or passed on as sums, oldest first."""
    return sorted({*totals.years(db), *passed_on.years(db)})


def _still_open(point: Point, office: Office) -> Point:
    """A year that is not whole; the households of communes that have reported are not all there are."""
    if office.is_upper:
        return replace(point, open=True, households=None, minority_households=None)
    return replace(point, open=True)


def _open_units(
    db: Db, office: Office, year: int, counted: Mapping[int, Sequence[UnitFigures]]
) -> frozenset[str]:
    """Villages with sheets still missing; at an upper office communes whose review did not come."""
    if office.is_upper:
        come = {code for y, code in counting.known(db, year).figures if y == year}
        there = {f.code for y in (year - 1, year) for f in counted.get(y, ())}
        return frozenset(there - come - not_reporting(db))
    return frozenset(v.village for v in totals.progress(db, year) if v.complete < v.expected)


def _missing(counted: Mapping[int, Sequence[UnitFigures]], year: int) -> tuple[str, ...]:
    now = {f.code for f in counted.get(year, ())}
    return tuple(f.name for f in counted.get(year - 1, ()) if f.code not in now)


def _units(
    counted: Mapping[int, Sequence[UnitFigures]], year: int, open_units: frozenset[str],
    plan: Plan | None,
) -> tuple[UnitProgress, ...]:  # fmt: skip
    newest = max(counted, default=year)
    units = counted.get(year) or counted.get(newest, ())
    by_code: dict[str, list[Point]] = {f.code: [] for f in units}
    for y, figures in sorted(counted.items()):
        for f in figures:
            if f.code in by_code:
                point = replace(_summed(y, [f]), open=y == newest and f.code in open_units)
                by_code[f.code].append(point)
    return tuple(judged(f.code, f.name, by_code[f.code], plan) for f in units)


def _summed(year: int, figures: Sequence[UnitFigures]) -> Point:
    """A total that one unit lacks is not known for all."""
    return Point(
        year=year,
        poor=sum(f.poor_households for f in figures),
        near_poor=sum(f.near_poor_households for f in figures),
        households=_all(
            [
                usable_total(f.resident_households, f.poor_households + f.near_poor_households)
                for f in figures
            ]
        ),
        minority_poor=sum(f.poor_detail.minority[0] for f in figures),
        minority_households=_all([f.resident_minority_households for f in figures]),
    )


def _all(counts: Sequence[int | None]) -> int | None:
    known = [c for c in counts if c is not None]
    return sum(known) if len(known) == len(counts) else None


def _typed(p: PastYear) -> Point:
    return Point(
        year=p.year, poor=p.poor, near_poor=p.near_poor, minority_poor=p.minority_poor,
        households=p.households, minority_households=p.minority_households, typed=True,
    )  # fmt: skip


# Judging -----------------------------------------------------------------------------------------
def judged(code: str, name: str, points: Sequence[Point], plan: Plan | None) -> UnitProgress:
    """The falls between neighbouring years, against the goal of the later one."""
    pairs = [(a, b) for a, b in pairwise(points) if b.year == a.year + 1]
    return UnitProgress(
        code=code,
        name=name,
        points=tuple(points),
        falls=tuple(_fall(a, b, plan.span(b.year) if plan else None) for a, b in pairs),
        minority_falls=tuple(
            fall
            for a, b in pairs
            if (fall := _minority_fall(a, b, plan.span(b.year) if plan else None)) is not None
        ),
        average=_average(points, plan),
    )


def _fall(before: Point, after: Point, span: Span | None) -> Fall:
    found = Fall(year=after.year, households=before.poor - after.poor)
    goal = span.points if span else None
    return _against(
        replace(found, goal=goal), (before.poor, before.households), (after.poor, after.households),
        strict=span is not None and span.kind == "more", is_open=after.open,
    )  # fmt: skip


def _minority_fall(before: Point, after: Point, span: Span | None) -> Fall | None:
    if before.minority_poor is None or after.minority_poor is None:
        return None
    goal = span.minority_points if span else None
    found = Fall(year=after.year, households=before.minority_poor - after.minority_poor, goal=goal)
    return _against(
        found,
        (before.minority_poor, before.minority_households),
        (after.minority_poor, after.minority_households),
        strict=False, is_open=after.open,
    )  # fmt: skip


def _against(
    fall: Fall, before: tuple[int, int | None], after: tuple[int, int | None],
    *, strict: bool, is_open: bool,
) -> Fall:  # fmt: skip
    """With points, verdict and what remains, as far as totals are known.

    While sheets are missing, what remains is counted from last year's poor households.
    """
    found = goals.against(
        goals.rate(fall.year - 1, *before),
        goals.rate(fall.year, *after, is_open=is_open),
        goals.exact(fall.goal),
        Aim.FALL_MORE if strict else Aim.FALL_LEAST,
        is_rate=True,
    )
    return replace(fall, points=found.fall, met=found.met, most=found.most, remains=found.remains)


def _average(points: Sequence[Point], plan: Plan | None) -> Fraction | None:
    closed = [p for p in points if not p.open and p.rate is not None]
    span = plan.span(closed[-1].year) if plan and closed else None
    if span is None:
        return None
    last = closed[-1]
    start = next((p.rate for p in closed if p.year == span.first - 1), None)
    if start is None or last.rate is None:
        return None
    return (start - last.rate) / (last.year - span.first + 1)


# Years before the book's own ---------------------------------------------------------------------
def past(db: Db) -> tuple[PastYear, ...]:
    """The years typed in, oldest first."""
    kept = settings.get(db, _PAST, list[PastYear]) or []
    return tuple(sorted(kept, key=lambda p: p.year))


def keep_past(
    db: Db, years: Sequence[PastYear], *, now: datetime.datetime, by: str
) -> Changes:  # fmt: skip
    """Keep these years instead of those before. Raises PastFiguresWrong; nothing is written then."""
    for one in years:
        check_past(one, now.year)
    before, after = past(db), tuple(sorted(years, key=lambda p: p.year))
    if len({p.year for p in after}) < len(after):
        raise PastFiguresWrong(year=str(after[0].year))
    if before == after:
        return changes()
    with writing(db):
        settings.put(db, _PAST, list(after))
        audit.add(
            db,
            at=now,
            by=by,
            action=_PAST,
            subject="setting",
            before=list(before),
            after=list(after),
        )
    return changes("targets")


def check_past(one: PastYear, this_year: int) -> None:
    """Raises PastFiguresWrong where a part is larger than its whole, or the year is not past."""
    parts = [
        (one.poor + (one.near_poor or 0), one.households),
        (one.minority_poor or 0, one.poor),
        (one.minority_poor or 0, one.minority_households),
        (one.minority_households or 0, one.households),
    ]
    counts = [one.poor, one.near_poor, one.minority_poor, one.households, one.minority_households]
    if (
        any(whole is not None and part > whole for part, whole in parts)
        or any(c is not None and c < 0 for c in counts)
        or not 2000 <= one.year < this_year
    ):
        raise PastFiguresWrong(year=str(one.year))


def shipped_series(office: Office) -> tuple[PastYear, ...]:
    """The real totals of old Tuyên Quang 2021–2024 for its province desk; () for all others.

    Total households are not in the source, so they stay unknown.
    """
    if (office.code, office.list_version, office.level) != ("08", "2022", Level.PROVINCE):
        return ()
    raw = (resources() / "data" / "tuyen_quang_poverty.csv").read_text(encoding="utf-8")
    return tuple(
        PastYear(
            year=int(row["year"]),
            poor=int(row["poor_households"]),
            near_poor=int(row["near_poor_households"]),
            minority_poor=int(row["poor_ethnic_minority_households"]),
        )
        for row in csv.DictReader(raw.splitlines())
    )
