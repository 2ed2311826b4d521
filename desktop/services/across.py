"""Pairs across communes, settled by the upper office: a remark to both, never a change of a record."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.domain.answer import Given, Verdict
from desktop.domain.household import Household
from desktop.errors import TwinGone
from desktop.rules.twin_facts import facts_of
from desktop.rules.twins import Sketch, sketches
from desktop.services.catalogue import unit
from desktop.services.changes import Changes, changes
from desktop.services.pairing import remark_uid
from desktop.services.sources import ACCEPTED, newest_of
from desktop.store import answers, audit, households, packages, settings, twins
from desktop.store.connection import Db, writing
from desktop.store.twins import DIFFERENT, LATER, OPEN, PERSON, SAME, Twin
from desktop.text import t

WRITES = changes("twin", "answer")
SIDES = ("left", "right")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A pair that was settled as one: the offices that hear of it with their next receipt, and those
    that never sent a report and cannot be answered."""

    offices: tuple[str, ...]
    unheard: tuple[str, ...] = ()
    changes: Changes = WRITES


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """One side of a pair: its household, and the name of the person it is about ("" for all)."""

    household: Household
    person: str
    sketches: tuple[Sketch, ...]


def one_of_both(
    db: Db, uid: str, *, note: str = "", now: datetime.datetime, by: str
) -> Told:  # fmt: skip
    """Say to both communes that the two are one; what becomes of their records is theirs to decide.

    `note` is the officer's own word. The remarks hold until their household changes. Raises TwinGone.
    """
    twin = _open(db, uid)
    ends = _ends(db, twin)
    version = settings.office(db).list_version
    remarks = [
        _remark(db, twin, side, own, other, version, note, now=now, by=by)
        for side, own, other in zip(SIDES, ends, reversed(ends), strict=True)
    ]
    with writing(db):
        answers.give(db, remarks)
        _settle(db, twin, ends, SAME, now=now, by=by)
    named = [(g, unit(g.office, version).name) for g in remarks]
    return Told(
        offices=tuple(name for g, name in named if g.package),
        unheard=tuple(name for g, name in named if not g.package),
    )


def different(db: Db, uid: str, *, now: datetime.datetime, by: str) -> Changes:
    """They are two: not asked again unless the facts change. Raises TwinGone."""
    return _decide(db, uid, DIFFERENT, now=now, by=by)


def later(db: Db, uid: str, *, now: datetime.datetime, by: str) -> Changes:
    """Left for later: at the end of the queue, and counted no more. Raises TwinGone."""
    return _decide(db, uid, LATER, now=now, by=by)


def reopen(db: Db, uid: str, *, now: datetime.datetime, by: str) -> Changes:
    """Take a decision back; a remark that no receipt carries yet is not said at all."""
    twin = twins.get(db, uid)
    if twin is None or twin.state == OPEN:
        return changes()
    with writing(db):
        for side in SIDES:
            answers.take_back(db, remark_uid(uid, side))
        twins.put(db, [replace(twin, state=OPEN, settled_at=None, settled_by="", facts="")])
        audit.add(db, at=now, by=by, action="twins-reopened", subject=twin.left_uid, after=uid)
    return WRITES


def _open(db: Db, uid: str) -> Twin:
    twin = twins.get(db, uid)
    if twin is None or twin.state not in (OPEN, LATER):
        raise TwinGone
    return twin


def _decide(db: Db, uid: str, state: str, *, now: datetime.datetime, by: str) -> Changes:
    twin = _open(db, uid)
    ends = _ends(db, twin)
    with writing(db):
        _settle(db, twin, ends, state, now=now, by=by)
    return WRITES


def _settle(
    db: Db, twin: Twin, ends: Sequence[_End], state: str, *, now: datetime.datetime, by: str
) -> None:
    facts = facts_of(ends[0].sketches, ends[1].sketches)
    settled = replace(twin, state=state, settled_at=now, settled_by=by, act_uid="", facts=facts)
    twins.put(db, [settled])
    audit.add(
        db, at=now, by=by, action=f"twins-{state}", subject=twin.left_uid,
        after={"pair": twin.uid, "other": twin.right_uid, "score": twin.score},
    )  # fmt: skip


def _ends(db: Db, twin: Twin) -> tuple[_End, _End]:
    """Both sides as they stand in the book now, in the order of the pair."""
    uids = (twin.left_uid, twin.right_uid)
    homes = twins.homes_of(db, uids) if twin.kind == PERSON else dict(zip(uids, uids, strict=True))
    known = {h.uid: h for h in households.get_many(db, [*homes.values()])}
    found = [_end(known.get(homes.get(u, "")), u if twin.kind == PERSON else "") for u in uids]
    left, right = found
    if left is None or right is None:
        raise TwinGone
    return left, right


def _end(home: Household | None, person_uid: str) -> _End | None:
    if home is None:
        return None
    whole = sketches(home)
    if not person_uid:
        return _End(household=home, person="", sketches=whole)
    of_person = tuple(one for one in whole if one.uid == person_uid)
    name = next((p.name for p in home.members if p.uid == person_uid), "")
    return _End(household=home, person=name, sketches=of_person) if of_person else None


def _remark(
    db: Db, twin: Twin, side: str, own: _End, other: _End, version: str, note: str,
    *, now: datetime.datetime, by: str,
) -> Given:  # fmt: skip
    """What one commune hears: which household of which other commune, in words; no number of a person."""
    there = other.household
    words = t(
        f"twins-remark-{twin.kind}",
        own=own.person or own.household.head_name, other=other.person or there.head_name,
        number=there.number, head=there.head_name, village=there.village,
        commune=unit(there.commune_code, version).name,
    )  # fmt: skip
    office, package = _answered(db, own.household.commune_code, version)
    return Given(
        uid=remark_uid(twin.uid, side), office=office, package=package,
        household_uid=own.household.uid, verdict=Verdict.HELD,
        text="\n".join(filter(None, (words, note.strip()))), said_at=now, said_by=by,
    )  # fmt: skip


def _answered(db: Db, commune: str, version: str) -> tuple[str, str]:
    """(office, its newest report taken in) that an answer about a household of a commune goes to:
    the commune, or the office between that passed its households on."""
    for office in (commune, unit(commune, version).parent):
        taken = [p for p in packages.from_sender(db, office) if p.verdict == ACCEPTED]
        if newest := newest_of(taken):
            return office, newest.sha256
    return commune, ""
