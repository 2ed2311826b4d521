"""Cures of the balance: what was keyed without events is recorded as events, by one deed a household."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from uuid import uuid4

from desktop.domain.act import Act, Touched
from desktop.domain.household import Household, Person
from desktop.domain.review import Event, EventKind
from desktop.domain.vietnamese import fold
from desktop.rules.event_request import Deed
from desktop.rules.register_balance import Drift
from desktop.services import undoing
from desktop.services.balancing import untold
from desktop.services.changes import Changes, Tick, changes, no_tick
from desktop.services.registering import own_commune
from desktop.services.reviewing import round_of
from desktop.store import households, reviews
from desktop.store.connection import Db

_DEATH = ("chet", "mat", "qua doi", "tu tran", "hy sinh")
"""How papers say that a member died, folded."""


def settle_members(
    db: Db, household_uid: str, year: int, *, now: datetime.datetime, by: str
) -> Changes:
    """Record as events what was keyed without them: members that came, were born, left or died,
    and the village. One deed, undone as one.

    The day is the member's own where the record tells it (left on, born this year), else that of
    the sheet, else today. Nothing is written where everything is told. Raises RoundMissing,
    RoundNotHere.
    """
    own_commune(db)
    round_of(db, year)
    return settle_all(db, [household_uid], year, now=now, by=by)


def settle_all(
    db: Db, uids: Sequence[str], year: int, *, now: datetime.datetime, by: str, tick: Tick = no_tick
) -> Changes:
    """`settle_members` for several households, a deed each."""
    own_commune(db)
    round_of(db, year)
    found = untold(db, year, uids)
    done = changes()
    for position, household in enumerate(households.get_many(db, [*found])):
        tick(position, len(found))
        done = _settle(db, household, found[household.uid], year, now=now, by=by)
    return done


def _settle(
    db: Db, household: Household, told: Drift, year: int, *, now: datetime.datetime, by: str
) -> Changes:
    act, day = uuid4().hex, _sheet_day(db, household.uid, year, now)
    events = [
        Event(
            uid=uuid4().hex, household_uid=household.uid, kind=kind, happened_on=on,
            people=people, person_uid=person, written_by=household.written_by, act=act,
        )
        for kind, on, people, person in _telling(household, told, year, day)
    ]  # fmt: skip
    return undoing.do(
        db,
        Act(
            uid=act, kind=Deed.SETTLED.value, at=now, by=by, happened_on=day,
            after=Touched(events=tuple(events)),
        ),
    )  # fmt: skip


def _telling(
    household: Household, told: Drift, year: int, day: datetime.date
) -> list[tuple[EventKind, datetime.date, int, str]]:
    people = {p.uid: p for p in household.members}
    found = []
    for uid in told.came:
        kind, on = _coming(people.get(uid), year, day)
        found.append((kind, on, 1, uid))
    for uid in told.went:
        kind, on = _going(people.get(uid), day)
        found.append((kind, on, 1, uid))
    if told.village:
        found.append((EventKind.CORRECTED, day, 0, ""))
    return found


def _coming(
    person: Person | None, year: int, day: datetime.date
) -> tuple[EventKind, datetime.date]:
    """Born where the birth date is of the round's year; else come from elsewhere."""
    born = person.born if person else ""
    if not born.startswith(str(year)):
        return EventKind.MEMBER_IN, day
    known = datetime.date.fromisoformat(born) if len(born) == 10 else day
    return EventKind.BORN, min(known, day)


def _going(person: Person | None, day: datetime.date) -> tuple[EventKind, datetime.date]:
    """Died where the reason says so; the day is the member's own."""
    if person is None or person.left_on is None:
        return EventKind.MEMBER_OUT, day
    why = f" {fold(person.left_why)} "
    dead = any(f" {word} " in why for word in _DEATH)
    return (EventKind.DIED if dead else EventKind.MEMBER_OUT), min(person.left_on, day)


def _sheet_day(db: Db, uid: str, year: int, now: datetime.datetime) -> datetime.date:
    today = now.astimezone().date()
    review = reviews.get(db, uid, year)
    keyed = review.answers.reviewed_on if review else None
    return min(keyed or today, today)


def unsettle(db: Db, household_uid: str, *, now: datetime.datetime, by: str) -> Changes:
    """Take back the newest settling of a household; raises UndoTooLate."""
    kept = undoing.acts_of(db, household_uid)
    act = next((a for a in kept if a.kind == Deed.SETTLED and a.undone_at is None), None)
    return undoing.undo(db, act.uid, now=now, by=by) if act else changes()
