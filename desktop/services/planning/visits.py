"""Checks and supervision (kiểm tra, giám sát): kept, told as lines, what is to follow and by when."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.domain.planning import Task, Visit
from desktop.domain.review import Finding
from desktop.domain.vietnamese import nfc
from desktop.errors import VisitGone
from desktop.rules import visits as rules
from desktop.services.catalogue import units
from desktop.services.changes import Changes
from desktop.services.planning import records
from desktop.services.planning.records import Deed
from desktop.store import households, plans, settings
from desktop.store.connection import Db

__all__ = [
    "FollowUp", "Named", "VisitCounts", "VisitLine", "blank", "check", "counts", "due_list", "keep",
    "lines", "named", "put_back", "remove", "settle", "unit_name",
]  # fmt: skip


# Reading -----------------------------------------------------------------------------------------
class FollowUp(StrEnum):
    """What is with the follow-up of a check."""

    NONE = "none"
    DUE = "due"
    OVERDUE = "overdue"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """A check as told: `unit_name` where it was, `days` calendar days that its follow-up is overdue
    (0: not overdue)."""

    visit: Visit
    unit_name: str
    follow_up: FollowUp
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCounts:
    """Checks, distinct households and tasks they were about; follow-ups due, overdue, settled.

    A follow-up that is overdue is not counted as due; one without a day is due.
    """

    visits: int = 0
    households: int = 0
    tasks: int = 0
    due: int = 0
    overdue: int = 0
    settled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A household of a check; `number` and the rest are "" where the register does not know it."""

    uid: str
    number: str = ""
    head: str = ""
    village: str = ""


def lines(db: Db, year: int | None, today: datetime.date, unit: str = "") -> tuple[VisitLine, ...]:
    """The checks of a year (None: of all), newest first; of this office, or of the unit `unit`."""
    code = unit or settings.office(db).code
    found = [v for v in plans.of_kind(db, Visit, [code]) if year in (None, v.happened_on.year)]
    found.sort(key=lambda v: v.happened_on, reverse=True)
    return tuple(_line(db, v, today) for v in found)


def due_list(db: Db, today: datetime.date) -> tuple[VisitLine, ...]:
    """This office's checks of all years whose follow-up is not settled: longest overdue first,
    those without a day last."""
    last = datetime.date.max
    open_ones = (FollowUp.DUE, FollowUp.OVERDUE)
    found = [e for e in lines(db, None, today) if e.follow_up in open_ones]
    return tuple(sorted(found, key=lambda e: e.visit.due or last))


def counts(lines: Iterable[VisitLine]) -> VisitCounts:
    """What these lines come to."""
    some = list(lines)
    states = [e.follow_up for e in some]
    return VisitCounts(
        visits=len(some),
        households=len({uid for e in some for uid in e.visit.household_uids}),
        tasks=len({uid for e in some for uid in e.visit.task_uids}),
        due=states.count(FollowUp.DUE),
        overdue=states.count(FollowUp.OVERDUE),
        settled=states.count(FollowUp.SETTLED),
    )


def _line(db: Db, visit: Visit, today: datetime.date) -> VisitLine:
    overdue = visit.is_overdue(today)
    state = FollowUp.NONE
    if visit.settled_on is not None:
        state = FollowUp.SETTLED
    elif overdue:
        state = FollowUp.OVERDUE
    elif visit.due is not None or visit.follow_up:
        state = FollowUp.DUE
    days = (today - visit.due).days if overdue and visit.due else 0
    return VisitLine(visit=visit, unit_name=unit_name(db, visit.unit), follow_up=state, days=days)


def unit_name(db: Db, unit: str) -> str:
    """Where a check was: a commune's code says its name, a village is its own name."""
    found = units(settings.office(db).list_version).get(unit)
    return found.name if found else unit


def named(db: Db, uids: Sequence[str]) -> tuple[Named, ...]:
    """Who these households are, in this order."""
    known = {h.uid: h for h in households.get_many(db, uids)}
    return tuple(
        Named(uid=uid, number=h.number, head=h.head_name, village=h.village)
        if (h := known.get(uid))
        else Named(uid=uid)
        for uid in uids
    )


def check(db: Db, visit: Visit, today: datetime.date) -> list[Finding]:
    """What is odd about a check as it would be kept."""
    tasks = [uid for uid in visit.task_uids if plans.get(db, Task, uid) is not None]
    return rules.findings(visit, households.known(db, visit.household_uids), tasks, today)


# Writing -----------------------------------------------------------------------------------------
def blank(db: Db, today: datetime.date) -> Visit:
    """A new check of this office, not yet kept."""
    code = settings.office(db).code
    return Visit(uid=str(uuid.uuid4()), office=code, happened_on=today, who="")


def keep(db: Db, visit: Visit, *, now: datetime.datetime, by: str) -> Deed:
    """Write a check. Raises BranchNotMain on a second PC; SetAbove for another office's check."""
    records.check_own(db, visit.office, unit_name(db, visit.unit))
    clean = replace(
        visit,
        who=nfc(visit.who).strip(),
        unit=nfc(visit.unit).strip(),
        subject=nfc(visit.subject).strip(),
        household_uids=tuple(dict.fromkeys(visit.household_uids)),
        task_uids=tuple(dict.fromkeys(visit.task_uids)),
        findings=nfc(visit.findings).strip(),
        follow_up=nfc(visit.follow_up).strip(),
        settled=nfc(visit.settled).strip(),
    )
    return records.write(db, [clean], action="plan-visit", now=now, by=by)


def settle(
    db: Db, uid: str, words: str, on: datetime.date, *, now: datetime.datetime, by: str
) -> Deed:
    """Note that what was to follow is done, when and how. Raises VisitGone, BranchNotMain."""
    visit = replace(_visit(db, uid), settled_on=on, settled=words)
    return keep(db, visit, now=now, by=by)


def remove(db: Db, uid: str, *, now: datetime.datetime, by: str) -> Deed:
    """Take a check out. Raises VisitGone, SetAbove, BranchNotMain."""
    visit = _visit(db, uid)
    records.check_own(db, visit.office, unit_name(db, visit.unit))
    return records.write(db, gone=[visit], action="plan-visit-removed", now=now, by=by)


def put_back(db: Db, deed: Deed, *, now: datetime.datetime, by: str) -> Changes:
    """Take a deed on checks back. Raises UndoTooLate where its record was changed since."""
    return records.put_back(db, deed, now=now, by=by)


def _visit(db: Db, uid: str) -> Visit:
    found = plans.get(db, Visit, uid)
    if found is None:
        raise VisitGone()
    return found
