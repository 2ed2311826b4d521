"""Listed households that may be one of the book's: left for a person to decide, once."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from desktop.exchange.lists.doubts import book_sketches, listed_sketches
from desktop.exchange.lists.matching import Matching, Parked
from desktop.exchange.lists.records import ListedHousehold
from desktop.rules.twins import Names, Reason, Score, score_households
from desktop.store import households, twins
from desktop.store.connection import Db
from desktop.store.twins import LISTED, Twin


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A listed household as it waits: the year of its list, why, and whom it may be."""

    year: int
    code: str
    candidates: tuple[str, ...]
    listed: ListedHousehold


def line_of(twin: Twin) -> Line:
    """What the list said."""
    return msgspec.json.decode(twin.listed, type=Line)


def uid_of(listed: ListedHousehold, year: int) -> str:
    """The same for the same content, wherever it stands in a list: asked about once only."""
    members = tuple(replace(p, row=0) for p in listed.members)
    content = msgspec.json.encode((year, replace(listed, rows=(), members=members)))
    return hashlib.sha256(content).hexdigest()[:32]


def apart(db: Db, matching: Matching, year: int) -> Matching:
    """The matching with those parked households set apart that somebody has decided about."""
    if not matching.parked:
        return matching
    settled = twins.settled(db, [uid_of(p.listed, year) for p in matching.parked])
    told = [uid_of(p.listed, year) in settled for p in matching.parked]
    both = list(zip(matching.parked, told, strict=True))
    return replace(
        matching,
        parked=tuple(p for p, is_told in both if not is_told),
        decided=tuple(p for p, is_told in both if is_told),
    )


def park(db: Db, parked: Sequence[Parked], year: int, *, now: datetime.datetime) -> tuple[str, ...]:
    """Inside a transaction: put what a list leaves to decide into the queue; the pairs new there."""
    if not parked:
        return ()
    names = Names.of(twins.names(db))
    pairs = [_twin(db, one, year, names, now) for one in parked]
    fresh = tuple(pair.uid for pair in pairs if twins.get(db, pair.uid) is None)
    twins.put(db, pairs)
    return fresh


def _twin(db: Db, one: Parked, year: int, names: Names, now: datetime.datetime) -> Twin:
    ranked = rank(db, one.listed, one.candidates, names)
    score = ranked[0][1] if ranked else Score(0)
    line = Line(
        year=year, code=one.code, candidates=tuple(uid for uid, _ in ranked), listed=one.listed
    )
    return Twin(
        uid=uid_of(one.listed, year),
        kind=LISTED,
        left_uid=line.candidates[0] if ranked else "",
        right_uid="",
        listed=msgspec.json.encode(line).decode(),
        score=score.points,
        reasons=(Reason(one.code), *score.reasons),
        found_at=now,
    )


def rank(
    db: Db, listed: ListedHousehold, candidates: Sequence[str], names: Names
) -> list[tuple[str, Score]]:
    """Those of the candidates that are in the book, the likeliest first."""
    people = listed_sketches(listed, "listed")
    found = [
        (home.uid, score_households(people, book_sketches(home), names))
        for home in households.get_many(db, candidates)
    ]
    return sorted(found, key=lambda one: (-one[1].points, one[0]))
