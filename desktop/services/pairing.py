"""Pairs of records that may be one: found, waiting for a decision, remembered once settled."""

from __future__ import annotations

import datetime
import hashlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from zlib import crc32

from desktop.domain.household import Household, Person
from desktop.domain.vietnamese import fold
from desktop.rules.blocking import LARGEST, Likeness, candidates, homes_alike, likely
from desktop.rules.twin_facts import facts_of
from desktop.rules.twins import THRESHOLD, Couple, Names, Reason, Score, Sketch, rarity
from desktop.services.catalogue import unit
from desktop.services.changes import Changes, Tick, changes, no_tick
from desktop.services.parking import line_of
from desktop.store import answers, audit, households, settings, twins
from desktop.store.connection import Db, writing
from desktop.store.twins import (
    DIFFERENT,
    HOUSEHOLD,
    LATER,
    LISTED,
    OPEN,
    PERSON,
    SAME,
    Located,
    Twin,
)

__all__ = ["Elsewhere", "Pair", "Place", "Scanned", "different", "elsewhere", "open_count", "queue", "remark_uid", "reopen", "scan"]  # fmt: skip

WRITES = changes("twin")
_AT_ONCE = 5000


# Finding -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """What a search through the book came to: pairs that wait, how many of them are new."""

    waiting: int
    new: int
    changes: Changes = WRITES


def scan(db: Db, *, now: datetime.datetime, tick: Tick = no_tick) -> Scanned:
    """Look through the whole book and put likely pairs into the queue; settled ones never come again.

    An upper office compares across its communes only: within one, the commune settles. What it
    settled comes again once the facts changed; a remark whose pair is no more is said no longer.
    """
    across = settings.office(db).is_upper
    names = Names.of(twins.names(db))
    located = twins.people_of(db, _across(db, names)) if across else twins.people(db)
    found = list(_couples(located, names, across=across, tick=tick))
    homes: defaultdict[str, list[Sketch]] = defaultdict(list)
    for one in located:
        homes[one.sketch.home].append(one.sketch)
    alike = homes_alike(found, homes)
    with writing(db):
        before = {t.uid for t in twins.open_ones(db)}
        settled = _still_settled(twins.settled_ones(db), alike, homes)
        made = [t for t in _twins(alike, settled, now) if t.uid not in settled]
        twins.drop_found(db)
        if across:
            _fall_silent(db, {one.uid for one in twins.of_state(db, SAME)} - _uids(alike))
        twins.put(db, made)
        waiting = twins.open_count(db)
    return Scanned(waiting=waiting, new=sum(t.uid not in before for t in made))


_TELLING = 18.0
"""Bits of a name from which it may speak for a pair beside nothing but one year of birth and one sex."""
_BUCKETS = 1 << 24
_CHUNK = 50_000


def _across(db: Db, names: Names) -> list[str]:
    """Households of an upper office's book worth comparing: those that share a key with one of
    another commune.

    A first pass marks the keys that are met twice, in buckets (16 MB) and not by the key itself;
    only the people under those are read once more. So 450,000 households need not lie in memory.
    """
    marks, places, buckets = bytearray(_BUCKETS), array("q"), array("I")
    for place, name, born, sex in twins.births(db):
        for key in _shared_keys(name, born, sex, names):
            bucket = crc32(key.encode()) % _BUCKETS
            marks[bucket] = min(marks[bucket] + 1, 2)
            places.append(place)
            buckets.append(bucket)
    met = (p for p, b in zip(places, buckets, strict=True) if marks[b] > 1)
    twice = [*dict.fromkeys(met)]
    del marks, places, buckets
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for begin in range(0, len(twice), _CHUNK):
        for name, born, sex, home, commune in twins.at_places(db, twice[begin : begin + _CHUNK]):
            for key in _shared_keys(name, born, sex, names):
                found[key].append((home, commune))
    shared = [homes for homes in found.values() if len({commune for _, commune in homes}) > 1]
    alike = (home for homes in shared if len(homes) <= LARGEST for home, _ in homes)
    return [*dict.fromkeys((*twins.of_one_number(db), *sorted(alike)))]


def _shared_keys(name: str, born: str, sex: str, names: Names) -> Iterator[str]:
    """Name and day of birth (the first of January is no day, people write it who know only the
    year); of a name that few have, its letters with year and sex."""
    if len(born) == 10 and not born.endswith("-01-01"):
        yield f"{name}|{born}"
    if rarity(name, names) >= _TELLING:
        yield f"{fold(name)}|{born[:4]}|{sex}"


def _still_settled(
    settled: Mapping[str, tuple[str, str]],
    alike: Sequence[Likeness],
    homes: Mapping[str, Sequence[Sketch]],
) -> dict[str, str]:
    """Pairs (→ what was decided) whose decision holds: not those whose facts changed since."""
    found = {uid: state for uid, (state, _) in settled.items()}
    for one in alike:
        sides = [(_uid(HOUSEHOLD, one.left, one.right), homes[one.left], homes[one.right])]
        sides += [(_uid(PERSON, c.left.uid, c.right.uid), [c.left], [c.right]) for c in one.couples]
        for uid, left, right in sides:
            kept = settled.get(uid, ("", ""))[1]
            if kept and kept != facts_of(left, right):
                del found[uid]
    return found


def _uids(alike: Sequence[Likeness]) -> set[str]:
    found = {_uid(HOUSEHOLD, one.left, one.right) for one in alike if one.is_one}
    return found | {_uid(PERSON, c.left.uid, c.right.uid) for one in alike for c in one.couples}


def remark_uid(twin_uid: str, side: str) -> str:
    """The remark on one side ("left", "right") of a pair, the same however often it is settled."""
    return hashlib.sha256(f"twin|{twin_uid}|{side}".encode()).hexdigest()[:32]


def _fall_silent(db: Db, gone: Iterable[str]) -> None:
    for uid in gone:
        for side in ("left", "right"):
            answers.take_back(db, remark_uid(uid, side))


def _couples(
    located: Sequence[Located], names: Names, *, across: bool, tick: Tick
) -> Iterator[Couple]:
    people = [one.sketch for one in located]
    pairs = candidates(people)
    if across:
        pairs = {(i, j) for i, j in pairs if located[i].commune_code != located[j].commune_code}
    feed, done, total = iter(sorted(pairs)), 0, len(pairs)
    while some := list(islice(feed, _AT_ONCE)):
        tick(done, total)
        yield from likely(people, some, names)
        done += len(some)
    tick(total, total)


def _twins(
    alike: Sequence[Likeness], settled: Mapping[str, str], now: datetime.datetime
) -> Iterator[Twin]:
    """A pair of households; else the persons in both, each a pair of its own.

    Of two households known to be two, only a person with one number is still asked about; of two
    that are one, or left for later, nobody.
    """
    for one in alike:
        uid = _uid(HOUSEHOLD, one.left, one.right)
        if one.is_one and uid not in settled:
            yield _twin(HOUSEHOLD, one.left, one.right, one.score, now)
            continue
        if settled.get(uid, DIFFERENT) != DIFFERENT:
            continue
        for couple in one.couples:
            if _is_person(couple, told_apart=uid in settled):
                yield _twin(PERSON, couple.left.uid, couple.right.uid, couple.score, now)


def _is_person(couple: Couple, *, told_apart: bool) -> bool:
    if told_apart:
        return Reason("id-same") in couple.score.reasons
    return couple.score.points >= THRESHOLD


def _twin(kind: str, left: str, right: str, score: Score, now: datetime.datetime) -> Twin:
    first, last = sorted((left, right))
    return Twin(
        uid=_uid(kind, first, last), kind=kind, left_uid=first, right_uid=last,
        score=score.points, reasons=score.reasons, found_at=now,
    )  # fmt: skip


def _uid(kind: str, left: str, right: str) -> str:
    """Follows from the pair: the table itself refuses it twice."""
    pair = "|".join((kind, *sorted((left, right))))
    return hashlib.sha256(pair.encode()).hexdigest()[:32]


# The queue ---------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One side of a pair as a line of the queue; no `household_uid` for a listed household."""

    household_uid: str
    number: str
    name: str
    village: str
    commune: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A pair that waits (`later`: somebody put it off). The side with the lower number stands left,
    what a list says right."""

    uid: str
    kind: str
    score: int
    reasons: tuple[Reason, ...]
    left: Place
    right: Place
    later: bool = False


def open_count(db: Db) -> int:
    """How many pairs wait for a decision, as far as the book was looked through."""
    return twins.open_count(db)


def queue(db: Db) -> list[Pair]:
    """All pairs that wait, the likeliest first; those put off at the end."""
    waiting = [*twins.open_ones(db), *twins.of_state(db, LATER)]
    homes = twins.homes_of(db, [u for t in waiting if t.kind == PERSON for u in _ends(t)])
    wanted = [homes.get(u, u) for t in waiting for u in _ends(t) if u]
    known = {h.uid: h for h in households.get_many(db, list(dict.fromkeys(wanted)))}
    version = settings.office(db).list_version
    return [_pair(t, known, homes, version) for t in waiting]


def _ends(twin: Twin) -> tuple[str, str]:
    return twin.left_uid, twin.right_uid


def _pair(
    twin: Twin, known: Mapping[str, Household], homes: Mapping[str, str], version: str
) -> Pair:
    if twin.kind == LISTED:
        ends = [_place(known.get(twin.left_uid), "", version), _listed_place(twin)]
    else:
        sides = (
            (known.get(homes.get(u, u)), u if twin.kind == PERSON else "") for u in _ends(twin)
        )
        ends = sorted(
            (_place(h, p, version) for h, p in sides), key=lambda e: (e.number, e.household_uid)
        )
    return Pair(
        uid=twin.uid, kind=twin.kind, score=twin.score, reasons=twin.reasons, left=ends[0],
        right=ends[1], later=twin.state == LATER,
    )  # fmt: skip


def _place(household: Household | None, person_uid: str, version: str) -> Place:
    if household is None:
        return Place(household_uid="", number="", name="", village="", commune="")
    person = next((p for p in household.members if p.uid == person_uid), None)
    return Place(
        household_uid=household.uid,
        number=household.number,
        name=person.name if person else household.head_name,
        village=household.village,
        commune=unit(household.commune_code, version).name,
    )


def _listed_place(twin: Twin) -> Place:
    listed = line_of(twin).listed
    return Place(
        household_uid="", number=listed.number, name=listed.head.name, village=listed.village,
        commune="",
    )  # fmt: skip


# Told apart --------------------------------------------------------------------------------------
def different(db: Db, uid: str, *, now: datetime.datetime, by: str) -> Changes:
    """Two households, or two persons: remembered, never asked about again."""
    twin = twins.get(db, uid)
    if twin is None or twin.state != OPEN:
        return changes()
    with writing(db):
        twins.put(db, [replace(twin, state=DIFFERENT, settled_at=now, settled_by=by, act_uid="")])
        audit.add(db, at=now, by=by, action="twins-different", subject=twin.left_uid, after=uid)
    return WRITES


def reopen(db: Db, uid: str, *, now: datetime.datetime, by: str) -> Changes:
    """Take back that two are different: the pair waits again."""
    twin = twins.get(db, uid)
    if twin is None or twin.state != DIFFERENT:
        return changes()
    with writing(db):
        twins.put(db, [replace(twin, state=OPEN, settled_at=None, settled_by="")])
        audit.add(db, at=now, by=by, action="twins-reopened", subject=twin.left_uid, after=uid)
    return WRITES


# While keying ------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Where a number stands in another household: whose it is there."""

    citizen_id: str
    person: str
    household_uid: str
    number: str
    head_name: str
    village: str


def elsewhere(db: Db, citizen_ids: Sequence[str], *, not_in: str = "") -> list[Elsewhere]:
    """Persons present in households but `not_in` (uid) under one of these numbers; by index, cheap."""
    wanted = [number for number in citizen_ids if number]
    found = [one for one in twins.with_numbers(db, wanted) if one[2] != not_in] if wanted else []
    homes = {h.uid: h for h in households.get_many(db, [home for _, _, home in found])}
    return [_elsewhere(number, person, homes[home]) for number, person, home in found]


def _elsewhere(number: str, person_uid: str, home: Household) -> Elsewhere:
    person: Person = next(p for p in home.members if p.uid == person_uid)
    return Elsewhere(
        citizen_id=number, person=person.name, household_uid=home.uid, number=home.number,
        head_name=home.head_name, village=home.village,
    )  # fmt: skip
