"""Deeds on several records at once: done in one transaction, kept, and undone as one."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop.domain.act import Act, Touched
from desktop.errors import UndoTooLate
from desktop.services.changes import Changes, changes
from desktop.store import acts, audit, households, reviews, sheets_a
from desktop.store.connection import Db, writing

__all__ = ["acts_of", "do", "latest_acts", "undo"]

_WRITES = changes("household", "review")


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one kind of records is read, written and taken out; in the order of writing."""

    name: str
    get: Callable[[Db, Sequence[str]], list[Any]]
    put: Callable[[Db, Sequence[Any]], None]
    delete: Callable[[Db, Sequence[str]], None]


_KINDS = (
    _Kind("households", households.get_many, households.put, households.delete),
    _Kind("reviews", reviews.get_many, reviews.put, reviews.delete),
    _Kind("events", reviews.get_events, reviews.put_events, reviews.delete_events),
    _Kind("sheets_a", sheets_a.get_many, sheets_a.put, sheets_a.delete),
)


def do(db: Db, act: Act) -> Changes:
    """Write what a deed changed and the deed itself, whole or not at all."""
    with writing(db):
        _write(db, act.before, act.after)
        acts.put(db, act)
        audit.add(
            db, at=act.at, by=act.by, action=f"act-{act.kind}", subject=act.uid,
            before=act.before, after=act.after,
        )  # fmt: skip
    return _WRITES


def undo(db: Db, uid: str, *, now: datetime.datetime, by: str) -> Changes:
    """Bring every record of a deed back to what it was; only the revisions rise.

    Raises UndoTooLate where one of them was changed since, or where a household that the deed made
    has a sheet or an event of its own by now: what came later is undone first.
    """
    act = acts.get(db, uid)
    if act is None or act.undone_at is not None:
        return changes()
    with writing(db):
        _check_untouched(db, act)
        _write(db, act.after, _raised(db, act.before))
        acts.put(db, replace(act, undone_at=now))
        audit.add(
            db, at=now, by=by, action=f"act-{act.kind}-undone", subject=act.uid,
            before=act.after, after=act.before,
        )  # fmt: skip
    return _WRITES


def acts_of(db: Db, household_uid: str) -> list[Act]:
    """The deeds that touched a household, newest first."""
    return acts.of_household(db, household_uid)


def latest_acts(db: Db, kinds: Sequence[str] = (), limit: int = 100) -> list[Act]:
    """The newest deeds of the book, of these kinds where named."""
    return acts.latest(db, limit, kinds)


def _write(db: Db, before: Touched, after: Touched) -> None:
    """The members of a household that is taken out stand in another by then: written first."""
    for kind in _KINDS:
        kind.put(db, getattr(after, kind.name))
    for kind in reversed(_KINDS):
        kept = {r.uid for r in getattr(after, kind.name)}
        kind.delete(db, [r.uid for r in getattr(before, kind.name) if r.uid not in kept])


def _raised(db: Db, before: Touched) -> Touched:
    """The records as they were, at revisions above those that the book holds now."""
    raised: dict[str, Any] = {}
    for kind in _KINDS:
        records = getattr(before, kind.name)
        now = {r.uid: r.revision for r in kind.get(db, [r.uid for r in records])}
        raised[kind.name] = tuple(
            replace(r, revision=max(now.get(r.uid, 0), r.revision) + 1) for r in records
        )
    return Touched(**raised)


def _check_untouched(db: Db, act: Act) -> None:
    for kind in _KINDS:
        after: dict[str, Any] = {r.uid: r for r in getattr(act.after, kind.name)}
        found: dict[str, Any] = {r.uid: r for r in kind.get(db, list(after))}
        for uid, record in after.items():
            now = found.get(uid)
            if now is None or replace(now, revision=record.revision) != record:
                raise UndoTooLate(kind=act.kind)
    known = {h.uid for h in act.before.households}
    for made in (h.uid for h in act.after.households if h.uid not in known):
        if _has_more(db, made, act.after):
            raise UndoTooLate(kind=act.kind)


def _has_more(db: Db, household_uid: str, after: Touched) -> bool:
    own = {r.uid for r in after.reviews} | {r.uid for r in after.events}
    now = {r.uid for r in reviews.of_household(db, household_uid)}
    now |= {e.uid for e in reviews.events_of(db, household_uid)}
    return not now <= own
