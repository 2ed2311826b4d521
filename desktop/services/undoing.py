"""Deeds on several records at once: done in one transaction, kept, and undone as one."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from desktop.domain.act import Act, Touched
from desktop.domain.procedure import (
    Case,
    Certificate,
    Complaint,
    Decision,
    Meeting,
    Opinion,
    Posting,
    StepDone,
)
from desktop.errors import HandOverReceived, UndoTooLate
from desktop.services import finding_out, lending
from desktop.services.changes import Changes, changes
from desktop.store import (
    acts,
    audit,
    hand_overs,
    households,
    measures,
    procedures,
    reviews,
    sheets_a,
)
from desktop.store.connection import Db, writing

__all__ = ["acts_of", "do", "latest_acts", "undo", "write"]

_WRITES = changes("household", "review", "residents", "procedure", "measure")


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one kind of records is read, written and taken out; in the order of writing."""

    name: str
    get: Callable[[Db, Sequence[str]], list[Any]]
    put: Callable[[Db, Sequence[Any]], None]
    delete: Callable[[Db, Sequence[str]], None]


PROCEDURE_KINDS: dict[str, type] = {
    "cases": Case,
    "steps_done": StepDone,
    "meetings": Meeting,
    "postings": Posting,
    "complaints": Complaint,
    "opinions": Opinion,
    "decisions": Decision,
    "certificates": Certificate,
}


def _of_kind(kind: type, db: Db, uids: Sequence[str]) -> list[Any]:
    return procedures.get_many(db, kind, uids)


_KINDS = (
    _Kind("households", households.get_many, households.put, households.delete),
    _Kind("reviews", reviews.get_many, reviews.put, reviews.delete),
    _Kind("events", reviews.get_events, reviews.put_events, reviews.delete_events),
    _Kind("sheets_a", sheets_a.get_many, sheets_a.put, sheets_a.delete),
    _Kind("measures", measures.get_many, measures.put, measures.delete),
    _Kind("planned_escapes", measures.get_escapes, measures.put_escapes, measures.delete_escapes),
    *(
        _Kind(name, partial(_of_kind, kind), procedures.put, procedures.delete)
        for name, kind in PROCEDURE_KINDS.items()
    ),
)


def do(db: Db, act: Act) -> Changes:
    """Write what a deed changed and the deed itself, whole or not at all.

    The trail names the deed; how the records stood before and after is kept with the deed alone.
    """
    with writing(db):
        write(db, act)
    return _WRITES


def write(db: Db, act: Act) -> None:
    """As `do`, inside the transaction of whoever writes more with the deed.

    Raises VillageLent, VillageNotHeld, BranchNotMain where another PC of the commune owns it.
    """
    if act.kind not in lending.OF_SHARES:
        lending.check_touched(db, act.before, act.after)
    _write(db, act.before, act.after)
    finding_out.keep_touched(db, act.before, act.after, on=act.at.astimezone().date())
    acts.put(db, act)
    audit.add(db, at=act.at, by=act.by, action=f"act-{act.kind}", subject=act.uid)


def undo(db: Db, uid: str, *, now: datetime.datetime, by: str) -> Changes:
    """Bring every record of a deed back to what it was; only the revisions rise.

    Raises UndoTooLate where one of them was changed since, where something else happened to one of
    its households by a later deed, or where a household that the deed made has a sheet or an event
    of its own by now: what came later is undone first. HandOverReceived where it is the leaving of a
    household that another office has received.
    """
    act = acts.get(db, uid)
    if act is None or act.undone_at is not None:
        return changes()
    if handed := hand_overs.received_by(db, uid):
        raise HandOverReceived(office=handed.office_name)
    changed = _changed(act)
    with writing(db):
        held = _held(db, changed)
        _check_untouched(db, changed, held)
        lending.check_undo(db, changed)
        _write(db, changed.after, _raised(changed.before, held))
        finding_out.keep_touched(db, act.after, act.before, on=now.astimezone().date())
        acts.mark_undone(db, act.uid, now)
        audit.add(db, at=now, by=by, action=f"act-{act.kind}-undone", subject=act.uid)
    return _WRITES


def acts_of(db: Db, household_uid: str) -> list[Act]:
    """The deeds that touched a household, newest first, with its records alone."""
    return acts.of_household(db, household_uid)


def latest_acts(db: Db, kinds: Sequence[str] = (), limit: int = 100) -> list[Act]:
    """The newest deeds of the book, of these kinds where named, with the records of a few households."""
    return acts.latest(db, limit, kinds)


def _write(db: Db, before: Touched, after: Touched) -> None:
    """The members of a household that is taken out stand in another by then: written first."""
    for kind in _KINDS:
        kind.put(db, getattr(after, kind.name))
    for kind in reversed(_KINDS):
        kept = {r.uid for r in getattr(after, kind.name)}
        kind.delete(db, [r.uid for r in getattr(before, kind.name) if r.uid not in kept])
    # Residents have no uid: they stand under their year, commune and village.
    reviews.drop_residents(db, before.residents)
    reviews.put_residents(db, after.residents)


_Held = dict[str, dict[str, Any]]


def _held(db: Db, act: Act) -> _Held:
    """What the book holds now of a deed's records: kind → uid → record."""
    uids = {
        kind.name: dict.fromkeys(
            r.uid for side in (act.after, act.before) for r in getattr(side, kind.name)
        )
        for kind in _KINDS
    }
    return {k.name: {r.uid: r for r in k.get(db, list(uids[k.name]))} for k in _KINDS}


def _raised(before: Touched, held: _Held) -> Touched:
    """The records as they were, at revisions above those that the book holds now."""
    raised: dict[str, Any] = {}
    for kind in _KINDS:
        now = {uid: r.revision for uid, r in held[kind.name].items()}
        raised[kind.name] = tuple(
            replace(r, revision=max(now.get(r.uid, 0), r.revision) + 1)
            for r in getattr(before, kind.name)
        )
    return Touched(**raised, residents=before.residents)


def _changed(act: Act) -> Act:
    """The deed without the records that it only tells about: equal before and after."""
    sides: tuple[dict[str, Any], dict[str, Any]] = {}, {}
    for kind in _KINDS:
        before, after = getattr(act.before, kind.name), getattr(act.after, kind.name)
        old, new = {r.uid: r for r in before}, {r.uid: r for r in after}
        sides[0][kind.name] = tuple(r for r in before if new.get(r.uid) != r)
        sides[1][kind.name] = tuple(r for r in after if old.get(r.uid) != r)
    return replace(
        act,
        before=Touched(**sides[0], residents=act.before.residents),
        after=Touched(**sides[1], residents=act.after.residents),
    )


def _check_untouched(db: Db, act: Act, held: _Held) -> None:
    for kind in _KINDS:
        for record in getattr(act.after, kind.name):
            if not _is_same(held[kind.name].get(record.uid), record):
                raise UndoTooLate(kind=act.kind)
    if any(r not in reviews.residents(db, r.year, r.commune_code) for r in act.after.residents):
        raise UndoTooLate(kind=act.kind)
    if (act.after.events and acts.has_later_event(db, act.uid)) or _is_built_on(db, act):
        raise UndoTooLate(kind=act.kind)
    known = {h.uid for h in act.before.households}
    for made in (h.uid for h in act.after.households if h.uid not in known):
        if _has_more(db, made, act.after):
            raise UndoTooLate(kind=act.kind)


def _is_same(now: Any, record: Any) -> bool:
    """Whatever the revision: a later deed that was undone has raised it."""
    if now is None or now == record:
        return now is not None
    return bool(replace(now, revision=record.revision) == record)


def _is_built_on(db: Db, act: Act) -> bool:
    """Whether a later deed of the same case stands on this one: of its village or the commune."""
    mine = _spots(act)
    later = acts.later(db, act.uid) if mine else []
    return any(
        case == other and (village == there or "" in (village, there))
        for one in later
        for other, there in _spots(one)
        for case, village in mine
    )


def _spots(act: Act) -> set[tuple[str, str]]:
    """The cases of procedures that a deed is about, with the village ("" for the commune)."""
    found = {(c.uid, "") for side in (act.before, act.after) for c in side.cases}
    names = [name for name in PROCEDURE_KINDS if name != "cases"]
    for side in (act.before, act.after):
        for record in (r for name in names for r in getattr(side, name)):
            found.add((record.case_uid, getattr(record, "village", "")))
    return found


def _has_more(db: Db, household_uid: str, after: Touched) -> bool:
    own = {r.uid for r in after.reviews} | {r.uid for r in after.events}
    now = {r.uid for r in reviews.of_household(db, household_uid)}
    now |= {e.uid for e in reviews.events_of(db, household_uid)}
    return not now <= own
