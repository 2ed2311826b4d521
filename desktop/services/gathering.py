"""What an upper office has gathered in a year: who has reported, and what the received come to."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from desktop.domain.totals import UnitFigures
from desktop.domain.vietnamese import rate
from desktop.services import counting
from desktop.services.catalogue import words_of
from desktop.services.counting import Known
from desktop.services.reported import (
    ACCEPTED,
    HELD,
    MISSING,
    RETURNED,
    STANDS,
    WAITING,
    CommuneStand,
    Due,
    Indicators,
    Waiting,
    group_name,
    note_call,
    reported,
)
from desktop.services.targets import Plan, Span, plan_of
from desktop.store import arrivals, reviews, settings
from desktop.store.connection import Db
from desktop.store.kept_figures import Key

__all__ = [
    "ACCEPTED", "HELD", "MISSING", "RETURNED", "STANDS", "WAITING", "CommuneStand", "Indicators",
    "Lack", "RatePoint", "UpperOverview", "decided", "group_name", "note_call", "upper_overview",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RatePoint:
    """The poor rate of one year in per cent, and where the plan's line runs.

    `communes` are those that have figures of the year; `is_whole`: all expected ones.
    """

    year: int
    rate: float | None
    target: float | None
    communes: int
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One deprivation among poor households: per cent this year and last year, None if unknown."""

    code: str
    name: str
    now: float | None
    last: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpperOverview:
    """Everything the first page of an upper office shows.

    `now` and `last` are the same `compared` communes in both years; `received` communes are in the
    book. Where no received commune has figures of last year, `now` is all received, `last` None.
    """

    year: int
    communes: list[CommuneStand]
    received: int
    compared: int
    now: Indicators
    last: Indicators | None
    series: list[RatePoint]
    plan: Plan | None
    lacks: list[Lack]
    due: Due
    excused: list[CommuneStand]

    @property
    def counts(self) -> dict[str, int]:
        """How many communes stand where, every stand named."""
        found = Counter(c.stand for c in self.communes)
        return {stand: found[stand] for stand in STANDS}

    @property
    def sent(self) -> int:
        """Communes of which a package came, whatever became of it."""
        return len(self.communes) - self.counts[MISSING]

    @property
    def late(self) -> int:
        """Communes whose first report came late, or is overdue."""
        return sum(c.is_late for c in self.communes)

    @property
    def newer(self) -> int:
        """Communes of which a package newer than the accepted one has come."""
        return sum(c.newer > 0 for c in self.communes)

    @property
    def fall(self) -> float | None:
        """By how many points the poor rate fell since last year (a rise is negative)."""
        if self.last is None or self.last.poor_rate is None or self.now.poor_rate is None:
            return None
        return self.last.poor_rate - self.now.poor_rate

    @property
    def goal(self) -> Span | None:
        """What the plan of the province asks this year."""
        return self.plan.span(self.year) if self.plan else None


def upper_overview(
    db: Db,
    year: int,
    waiting: Waiting | None = None,
    *,
    today: datetime.date | None = None,
) -> UpperOverview:
    """Where the communes below stand in a year, and what the received ones come to.

    `waiting` names packages that were looked at and wait for a decision, which no book knows:
    commune code → (number, day). Without `today` nobody who is missing is late.
    """
    seen = reported(db, year, waiting, today)
    known = counting.known(db, year)
    counts = known.figures
    communes = [with_figures(c, year, known) for c in seen.communes]
    in_book = {c.code for c in communes if c.is_in_book}
    both = {code for code in in_book if (year - 1, code) in counts}
    compared = both or in_book
    plan = plan_of(settings.office(db))
    expected = len(seen.communes)
    return UpperOverview(
        year=year,
        communes=communes,
        received=len(in_book),
        compared=len(compared),
        now=indicators(compared, year, counts),
        last=indicators(both, year - 1, counts) if both else None,
        series=_series(in_book, year, counts, expected=expected, plan=plan),
        plan=plan,
        lacks=_lacks(db, year, counts, compared, both),
        due=seen.due,
        excused=[with_figures(c, year, known) for c in seen.excused],
    )


def decided(db: Db, year: int) -> set[str]:
    """The hashes of the reports of a year on which somebody decided."""
    return {one.sha256 for one in arrivals.reports(db, year)}


# What they come to -------------------------------------------------------------------------------
Counts = Mapping[Key, UnitFigures]


def indicators(communes: Iterable[str], year: int, counts: Counts) -> Indicators:
    """The communes added up in a year; each counts that is known."""
    keys = [(year, code) for code in communes]
    found = [counts[key] for key in keys if key in counts]
    known = [c.resident_households or 0 for c in found]
    return Indicators(
        poor=sum(c.poor_households for c in found),
        near_poor=sum(c.near_poor_households for c in found),
        minority_poor=sum(c.poor_detail.minority[0] for c in found),
        # A sum over some of them would make a rate that nobody can check.
        residents=sum(known) if len(known) == len(keys) and known and all(known) else None,
    )


def with_figures(c: CommuneStand, year: int, known: Known) -> CommuneStand:
    """A commune with its own indicators of the year and of the one before."""

    def of(that_year: int) -> Indicators | None:
        if (that_year, c.code) not in known.figures:
            return None
        return indicators([c.code], that_year, known.figures)

    now = of(year) if c.is_in_book else None
    return replace(c, now=now, last=of(year - 1), is_sums_only=(year, c.code) in known.sums)


def _series(
    in_book: Collection[str],
    year: int,
    counts: Counts,
    *,
    expected: int,
    plan: Plan | None,
) -> list[RatePoint]:
    rated = [key for key, c in counts.items() if key[1] in in_book and c.resident_households]
    years = sorted({y for y, _ in rated})
    found: list[tuple[int, float | None, int]] = []
    for each in years:
        known = [code for y, code in rated if y == each]
        found.append((each, indicators(known, each, counts).poor_rate, len(known)))
    line: list[float | None] = [None] * len(years)
    if plan and found and found[0][1] is not None:
        line = plan.line(years, found[0][1])
    return [
        RatePoint(year=y, rate=value, target=target, communes=n, is_whole=n == expected)
        for (y, value, n), target in zip(found, line, strict=True)
        if y <= year
    ]


def _lacks(
    db: Db, year: int, counts: Counts, compared: Collection[str], both: Collection[str]
) -> list[Lack]:
    opened = reviews.get_round(db, year)
    if opened is None:
        return []
    deprivations = words_of(db, opened.standard_id, year).deprivations
    codes = [d.code for d in deprivations]
    now = _shares(year, counts, compared, codes)
    last = _shares(year - 1, counts, both, codes)
    return [
        Lack(code=d.code, name=d.name, now=now.get(d.code), last=last.get(d.code))
        for d in deprivations
    ]


def _shares(
    year: int, counts: Counts, communes: Collection[str], codes: Iterable[str]
) -> dict[str, float | None]:
    """Per cent of the poor households that lack each; empty where there are none."""
    found = [counts[year, c] for c in communes if (year, c) in counts]
    poor = sum(one.poor_households for one in found)
    if not poor:
        return {}
    lacking = [one.poor_detail.deprived for one in found]
    return {code: rate(sum(one.get(code, 0) for one in lacking), poor) for code in codes}
