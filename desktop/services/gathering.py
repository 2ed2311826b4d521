"""What an upper office has gathered in a year: who has reported, and what the received come to."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from desktop.domain.review import HouseholdClass
from desktop.domain.unit import Level, Office, Unit
from desktop.domain.vietnamese import rate, sort_key
from desktop.services.catalogue import (
    bare_name,
    communes_below,
    former_districts,
    units,
    words_of,
)
from desktop.services.changes import Changes, changes
from desktop.services.targets import Plan, Span, plan_of
from desktop.store import audit, packages, reviews, settings, totals
from desktop.store.connection import Db, writing
from desktop.store.packages import Package
from desktop.store.totals import YearCount

# Where a commune stands, in the order of the bar. The log's verdicts have the same names.
ACCEPTED, WAITING, HELD, RETURNED, MISSING = STANDS = (
    "accepted", "waiting", "held", "returned", "missing",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicators:
    """Households of some communes in one year; `residents` None where a commune did not say them."""

    poor: int
    near_poor: int
    minority_poor: int
    residents: int | None

    @property
    def poor_rate(self) -> float | None:
        """Per cent of all resident households, None where those are not known."""
        return rate(self.poor, self.residents) if self.residents else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneStand:
    """One expected commune: its newest package and what the book holds of it.

    `group` is the district it is or was in, "" where unknown; `on` the day the package was looked
    at or decided on, `number` its number (0: none); `is_in_book`: a report of the year was accepted;
    `called`: the day on which somebody asked for a missing report by telephone.
    """

    code: str
    name: str
    group: str
    stand: str
    number: int = 0
    on: datetime.date | None = None
    is_in_book: bool = False
    called: datetime.date | None = None
    now: Indicators | None = None
    last: Indicators | None = None


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
    db: Db, year: int, waiting: Mapping[str, tuple[int, datetime.date]] | None = None
) -> UpperOverview:
    """Where the communes below stand in a year, and what the received ones come to.

    `waiting` names packages that were looked at and wait for a decision, which no book knows:
    commune code → (number, day).
    """
    office = settings.office(db)
    expected = communes_below(office.code, office.list_version)
    counts = totals.yearly_counts(db, year)
    residents = _residents(db)
    newest, accepted = _log(db, year)
    calls, waits = _calls(db, year), waiting or {}
    own = [
        replace(
            _stand(unit, _group(office, unit), newest, waits, accepted), called=calls.get(unit.code)
        )
        for unit in expected
    ]
    in_book = {c.code for c in own if c.is_in_book}
    both = {code for code in in_book if (year - 1, code) in counts}
    compared = both or in_book
    plan = plan_of(office)
    return UpperOverview(
        year=year,
        communes=sorted((_with_figures(c, year, counts, residents) for c in own), key=_place),
        received=len(in_book),
        compared=len(compared),
        now=_indicators(compared, year, counts, residents),
        last=_indicators(both, year - 1, counts, residents) if both else None,
        series=_series(in_book, year, counts, residents, expected=len(expected), plan=plan),
        plan=plan,
        lacks=_lacks(db, year, counts, compared, both),
    )


# Asking for what is missing -----------------------------------------------------------------------
def note_call(
    db: Db, year: int, code: str, on: datetime.date | None, *, now: datetime.datetime, by: str
) -> Changes:
    """Note that a commune was asked for its report on a day (None takes the note away)."""
    calls = _calls(db, year)
    before = calls.pop(code, None)
    if on is not None:
        calls[code] = on
    with writing(db):
        settings.put(db, f"called-{year}", calls)
        audit.add(db, at=now, by=by, action="called", subject=code, before=before, after=on)
    return changes("call")


def _calls(db: Db, year: int) -> dict[str, datetime.date]:
    return settings.get(db, f"called-{year}", dict[str, datetime.date]) or {}


# Who has reported --------------------------------------------------------------------------------
def _log(db: Db, year: int) -> tuple[dict[str, Package], set[str]]:
    """The report of each sender decided on last, and the senders of whom one was accepted."""
    newest: dict[str, Package] = {}
    accepted = set()
    for logged in packages.log(db, year):
        if (logged.direction, logged.kind) != ("in", "report") or logged.verdict not in STANDS:
            continue
        if logged.verdict == ACCEPTED:
            accepted.add(logged.sender)
        newest.setdefault(logged.sender, logged)  # the log begins with the newest
    return newest, accepted


def decided(db: Db, year: int) -> set[str]:
    """The hashes of the reports of a year on which somebody decided."""
    return {p.sha256 for p in packages.log(db, year) if p.direction == "in"}


def _stand(
    unit: Unit,
    group: str,
    newest: Mapping[str, Package],
    waiting: Mapping[str, tuple[int, datetime.date]],
    accepted: Collection[str],
) -> CommuneStand:
    # A commune's report may have come inside that of its district.
    sender = unit.code if unit.code in newest or unit.code in waiting else unit.parent
    known, looked = newest.get(sender), waiting.get(sender)
    stand, number, on = MISSING, 0, None
    if looked is not None:
        stand, number, on = WAITING, *looked
    elif known is not None:
        stand, number = known.verdict, known.number
        on = known.handled_at.astimezone().date()
    return CommuneStand(
        code=unit.code, name=unit.name, group=group, stand=stand, number=number, on=on,
        is_in_book=bool({unit.code, unit.parent} & set(accepted)),
    )  # fmt: skip


def _group(office: Office, unit: Unit) -> str:
    """The code of the district by which the board groups: today's of list 2022, else the former."""
    if office.level is Level.DISTRICT:
        return ""
    if unit.parent != office.code:
        return unit.parent
    return former_districts().get(unit.code, "")


def _place(c: CommuneStand) -> tuple[bool, str, str]:
    return (not c.group, c.group, sort_key(bare_name(c.name)))


def group_name(code: str) -> str:
    """The district of a group without its kind: "Na Hang"."""
    return bare_name(units("2022")[code].name) if code else ""


# What they come to -------------------------------------------------------------------------------
Counts = Mapping[tuple[int, str], YearCount]
Households = Mapping[tuple[int, str], int]


def _residents(db: Db) -> dict[tuple[int, str], int]:
    found: Counter[tuple[int, str]] = Counter()
    for r in reviews.residents(db):
        found[r.year, r.commune_code] += r.households
    return dict(found)


def _indicators(
    communes: Iterable[str], year: int, counts: Counts, residents: Households
) -> Indicators:
    keys = [(year, code) for code in communes]
    found = [counts[key] for key in keys if key in counts]
    known = [residents.get(key, 0) for key in keys]
    return Indicators(
        poor=sum(c.poor for c in found),
        near_poor=sum(c.near_poor for c in found),
        minority_poor=sum(c.minority_poor for c in found),
        # A sum over some of them would make a rate that nobody can check.
        residents=sum(known) if known and all(known) else None,
    )


def _with_figures(
    c: CommuneStand, year: int, counts: Counts, residents: Households
) -> CommuneStand:
    def of(that_year: int) -> Indicators | None:
        known = (that_year, c.code) in counts
        return _indicators([c.code], that_year, counts, residents) if known else None

    return replace(c, now=of(year) if c.is_in_book else None, last=of(year - 1))


def _series(
    in_book: Collection[str],
    year: int,
    counts: Counts,
    residents: Households,
    *,
    expected: int,
    plan: Plan | None,
) -> list[RatePoint]:
    years = sorted({y for y, code in counts if code in in_book and residents.get((y, code))})
    found: list[tuple[int, float | None, int]] = []
    for each in years:
        known = [c for c in in_book if (each, c) in counts and residents.get((each, c))]
        found.append((each, _indicators(known, each, counts, residents).poor_rate, len(known)))
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
    now = _shares(db, year, counts, compared, codes)
    last = _shares(db, year - 1, counts, both, codes)
    return [
        Lack(code=d.code, name=d.name, now=now.get(d.code), last=last.get(d.code))
        for d in deprivations
    ]


def _shares(
    db: Db, year: int, counts: Counts, communes: Collection[str], codes: Iterable[str]
) -> dict[str, float | None]:
    """Per cent of the poor households that lack each; empty where there are none."""
    poor = sum(counts[year, c].poor for c in communes if (year, c) in counts)
    if not poor:
        return {}
    lacking = totals.deprivation_counts_of(db, year, HouseholdClass.POOR, communes)
    return {code: rate(lacking.get(code, 0), poor) for code in codes}
