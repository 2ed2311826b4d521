"""What happens to households: plan a deed, record it, take it back; the newest deeds."""

from __future__ import annotations

import datetime
from dataclasses import replace
from uuid import uuid4

from desktop.domain.act import Act, Touched
from desktop.domain.household import Household, Person
from desktop.domain.review import Event
from desktop.domain.vietnamese import nfc
from desktop.errors import EventOutdated, EventRefused
from desktop.rules import events
from desktop.rules.events import Deed, Effect, Known, Plan, Request, effects, founder
from desktop.services import undoing
from desktop.services.changes import Changes, changes
from desktop.services.registering import next_number, own_commune
from desktop.store import acts, households, reviews
from desktop.store.connection import Db
from desktop.text import t

__all__ = ["Deed", "Effect", "Plan", "Request", "checked", "effects", "founder", "plan_event", "recent", "record", "take_back", "withdraw"]  # fmt: skip


def plan_event(db: Db, request: Request, *, now: datetime.datetime) -> Plan:
    """What a deed would do, to be shown before it is recorded; nothing is written.

    Raises RoundNotHere at an upper office.
    """
    request = _composed(request)
    known = _known(db, request)
    today = now.astimezone().date()
    return events.plan(request, known, today=today, new_uid=_new_uid)


def record(db: Db, plan: Plan, *, now: datetime.datetime, by: str) -> Changes:
    """Write a planned deed; `undoing.undo(plan.act)` or `take_back` brings all back.

    Raises EventRefused where a finding stops it, EventOutdated where a household changed since.
    """
    return undoing.do(db, checked(db, plan, now=now, by=by))


def checked(db: Db, plan: Plan, *, now: datetime.datetime, by: str) -> Act:
    """The deed of a plan, ready to be written: for those who write more with it in one transaction.

    Raises as `record` does.
    """
    if plan.is_blocked:
        raise EventRefused(first=plan.findings[0].code)
    _check_fresh(db, plan)
    return Act(
        uid=plan.act, kind=plan.kind.value, at=now, by=by, happened_on=plan.request.on,
        reason=plan.request.reason, before=plan.before, after=plan.after,
    )  # fmt: skip


def take_back(db: Db, act_uid: str, *, now: datetime.datetime, by: str) -> Changes:
    """Undo a deed whole; raises UndoTooLate where what came later must be undone first."""
    return undoing.undo(db, act_uid, now=now, by=by)


def withdraw(db: Db, event_uid: str, *, now: datetime.datetime, by: str) -> Changes:
    """Take back the deed that an event belongs to.

    An event of a book older than deeds has none: taking it out is a deed then.
    """
    event = next(iter(reviews.get_events(db, [event_uid])), None)
    if event is None:
        return changes()
    if event.act:
        return take_back(db, event.act, now=now, by=by)
    own_commune(db)
    act = Act(
        uid=_new_uid(), kind=Deed.WITHDRAWN.value, at=now, by=by,
        happened_on=event.happened_on, before=Touched(events=(event,)),
    )  # fmt: skip
    return undoing.do(db, act)


def _new_uid() -> str:
    return uuid4().hex


# Planning ----------------------------------------------------------------------------------------
def _known(db: Db, request: Request) -> Known:
    office = own_commune(db)
    found = {h.uid: h for h in households.get_many(db, [request.household, request.target])}
    moved = {uid: move for uid in found if (move := _last_move(db, uid)) is not None}
    founded = Household(
        uid=_new_uid(), number=next_number(db, office.code), commune_code=office.code,
        list_version=office.list_version, village="", written_by=office.book_id,
    )  # fmt: skip
    return Known(
        households=found,
        founded=founded,
        last_move=moved,
        numbers=frozenset(households.numbers(db, office.code)),
        reviewed=frozenset(uid for uid in found if reviews.last_before(db, uid, request.on.year)),
        decided=reviews.decided_years(db),
        why=_why(request, found.get(request.target), founded),
    )


def _last_move(db: Db, uid: str) -> Event | None:
    """How a household last came or went; a leaving comes last on its day, as in the figures."""
    moves = [e for e in reviews.events_of(db, uid) if e.kind.is_arrival or e.kind.is_leaving]
    return max(moves, key=lambda e: (e.happened_on, e.kind.is_leaving), default=None)


def _why(request: Request, target: Household | None, founded: Household) -> str:
    """What stands with a member who leaves."""
    words = {
        Deed.DIED: lambda: t("events-why-died"),
        Deed.SPLIT: lambda: t("events-why-split", number=founded.number),
        Deed.JOIN: lambda: t("events-why-join", number=target.number if target else ""),
    }.get(request.kind)
    said = [words()] if words else []
    return ": ".join([*said, *([request.reason] if request.reason else [])])


def _composed(request: Request) -> Request:
    """One spelling of every text, whatever the keyboard types."""
    right = request.corrected
    return replace(
        request,
        reason=nfc(request.reason),
        village=nfc(request.village),
        relations={uid: nfc(relation) for uid, relation in request.relations.items()},
        people=tuple(_composed_person(p) for p in request.people),
        corrected=right and _composed_household(right),
    )


def _composed_person(person: Person) -> Person:
    return replace(
        person,
        name=nfc(person.name),
        relation=nfc(person.relation),
        ethnic_group=nfc(person.ethnic_group),
        citizen_id=nfc(person.citizen_id),
    )


def _composed_household(household: Household) -> Household:
    return replace(
        household,
        number=nfc(household.number),
        village=nfc(household.village),
        members=tuple(_composed_person(p) for p in household.members),
    )


def _check_fresh(db: Db, plan: Plan) -> None:
    before = list(plan.before.households)
    if households.get_many(db, [h.uid for h in before]) != before:
        raise EventOutdated()
    known = {h.uid: h.number for h in before}
    numbers = {h.number for h in plan.after.households if known.get(h.uid) != h.number}
    if numbers & set(households.numbers(db, own_commune(db).code)):
        raise EventOutdated()


def recent(db: Db, limit: int = 50) -> list[Act]:
    """The newest deeds on the register, those undone among them."""
    return acts.latest(db, limit, [kind.value for kind in Deed])
