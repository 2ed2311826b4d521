"""Who has reported to an upper office in a year: expected, come, decided on, late, missing, newer."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.domain.unit import Level, Office, Unit
from desktop.domain.vietnamese import rate, sort_key
from desktop.services import calendaring, overview
from desktop.services.catalogue import bare_name, communes_below, former_districts, units
from desktop.services.changes import Changes, changes
from desktop.store import arrivals, audit, settings
from desktop.store.arrivals import Arrival
from desktop.store.connection import Db, writing

# Where a commune stands, in the order of the bar. The log's verdicts have the same names.
ACCEPTED, WAITING, HELD, RETURNED, MISSING = STANDS = (
    "accepted", "waiting", "held", "returned", "missing",
)  # fmt: skip
Waiting = Mapping[str, tuple[int, datetime.date]]
"""Commune code → (number, day) of the packages that were looked at and wait for a decision."""
_EXCUSED = "not-reporting"


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

    @property
    def near_rate(self) -> float | None:
        """The same of near-poor households."""
        return rate(self.near_poor, self.residents) if self.residents else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneStand:
    """One expected commune: its newest package and what the book holds of it.

    `group` is the district it is or was in, "" where unknown; `on` the day the package was looked
    at or decided on, `number` its number (0: none); `is_in_book`: a report of the year was accepted,
    the last one as number `accepted_number` on `accepted_on`. `first_on` is the day of the first
    report that came, `days_late` how long after the due date it was (or, where none came, is).
    `newer`: the number of a package newer than the accepted one, 0 if there is none. `through`:
    the district in whose report it came, "" for its own. `called`: the day on which somebody asked
    for a missing report by telephone. `remark`: why its newest package was held or returned.
    `is_sums_only`: its sums were passed on without its households.
    """

    code: str
    name: str
    group: str
    stand: str
    number: int = 0
    on: datetime.date | None = None
    is_in_book: bool = False
    accepted_number: int = 0
    accepted_on: datetime.date | None = None
    first_on: datetime.date | None = None
    days_late: int = 0
    newer: int = 0
    through: str = ""
    called: datetime.date | None = None
    remark: str = ""
    now: Indicators | None = None
    last: Indicators | None = None
    is_sums_only: bool = False

    @property
    def is_late(self) -> bool:
        """Whether its first report came after the due date, or none came and the date has passed."""
        return self.days_late > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The last day on which a report is in time; `is_set`: the office set it, it is no day of the law."""

    last_day: datetime.date
    is_set: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The communes that have to report, in the order of the board, and those that need not."""

    due: Due
    communes: list[CommuneStand]
    excused: list[CommuneStand]


def reported(
    db: Db, year: int, waiting: Waiting | None = None, today: datetime.date | None = None
) -> Reported:
    """Where the communes below stand in a year. Without `today` nobody who is missing is late."""
    office = settings.office(db)
    log, due, excused = _Log(arrivals.reports(db, year)), due_of(db, year, today), not_reporting(db)
    calls, waits = _calls(db, year), waiting or {}
    found = [
        replace(
            _stand(unit, _group(office, unit), log, waits, due, today), called=calls.get(unit.code)
        )
        for unit in communes_below(office.code, office.list_version)
    ]
    found.sort(key=_place)
    return Reported(
        due=due,
        communes=[c for c in found if c.code not in excused],
        excused=[c for c in found if c.code in excused],
    )


# Due dates ---------------------------------------------------------------------------------------
_LAW = ("preliminary", "official")


def due_of(db: Db, year: int, today: datetime.date | None = None) -> Due:
    """The day the office has set; else the next day by which results reach the ministry.

    law.md §6 (QĐ24 Đ7): preliminary ones before 15 November, official ones before 20 December. After
    the first has passed, and without `today`, reports are held against the second.
    """
    own = calendaring.autumn_deadline(db, year)
    if own is not None:
        return Due(last_day=own, is_set=True)
    days = [
        d.on - datetime.timedelta(days=int(d.is_before))
        for d in overview.deadlines(year)
        if d.code in _LAW
    ]
    ahead = [day for day in days if today is not None and today <= day]
    return Due(last_day=min(ahead, default=max(days)), is_set=False)


# Who is expected ---------------------------------------------------------------------------------
def not_reporting(db: Db) -> frozenset[str]:
    """Communes that the office does not expect a report of."""
    return frozenset(settings.get(db, _EXCUSED, list[str]) or [])


def excuse(
    db: Db, code: str, *, excused: bool, now: datetime.datetime, by: str
) -> Changes:  # fmt: skip
    """Expect no report of a commune any more, or expect one again."""
    before = not_reporting(db)
    after = before | {code} if excused else before - {code}
    if after == before:
        return changes()
    with writing(db):
        settings.put(db, _EXCUSED, sorted(after))
        audit.add(
            db, at=now, by=by, action=_EXCUSED, subject=code, before=sorted(before),
            after=sorted(after),
        )  # fmt: skip
    return changes("setting", "package")


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


# From the log ------------------------------------------------------------------------------------
class _Log:
    """By sender: the report decided on last, the newest accepted one, the day of the first."""

    def __init__(self, reports: Sequence[Arrival]) -> None:
        self.newest: dict[str, Arrival] = {}
        self.accepted: dict[str, Arrival] = {}
        self.first: dict[str, datetime.date] = {}
        for one in reports:  # decided on last ones first
            if one.verdict not in STANDS:
                continue
            self.newest.setdefault(one.sender, one)
            if one.verdict == ACCEPTED:
                self.accepted.setdefault(one.sender, one)
            known = self.first.get(one.sender, one.first_on)
            self.first[one.sender] = min(known, one.first_on)

    def passed_on(self, unit: Unit) -> Arrival | None:
        """The accepted report of the office between that this commune's came in."""
        found = self.accepted.get(unit.parent)
        return found if found and unit.code in found.communes else None

    def within(self, office: str) -> frozenset[str]:
        """The communes whose report came inside the one of an office between."""
        found = self.accepted.get(office) or self.newest.get(office)
        return found.communes if found else frozenset()


def _stand(
    unit: Unit, group: str, log: _Log, waiting: Waiting, due: Due, today: datetime.date | None
) -> CommuneStand:
    # A commune's report may have come inside that of its district.
    sender = unit.code if unit.code in log.newest or unit.code in waiting else unit.parent
    within = log.within(sender)
    # Of a district heard for the first time nobody knows yet whom its report speaks for.
    if sender == unit.parent and unit.code not in within and (within or sender not in waiting):
        sender = unit.code
    known, looked = log.newest.get(sender), waiting.get(sender)
    accepted = log.accepted.get(unit.code) or log.passed_on(unit)
    stand, number, on, remark = MISSING, 0, None, ""
    if looked is not None:
        stand, number, on = WAITING, *looked
    elif known is not None:
        stand, number, on = known.verdict, known.number, known.handled_on
        remark = "" if stand == ACCEPTED else known.reason
    first = log.first.get(sender) or (looked[1] if looked else None)
    newer = number if accepted and accepted.sender == sender else 0
    return CommuneStand(
        code=unit.code, name=unit.name, group=group, stand=stand, number=number, on=on,
        is_in_book=accepted is not None,
        accepted_number=accepted.number if accepted else 0,
        accepted_on=accepted.handled_on if accepted else None,
        first_on=first, days_late=_days_late(first or today, due), remark=remark,
        newer=newer if accepted and newer > accepted.number else 0,
        through=unit.parent if sender == unit.parent and stand != MISSING else "",
    )  # fmt: skip


def _days_late(on: datetime.date | None, due: Due) -> int:
    return max(0, (on - due.last_day).days) if on else 0


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
