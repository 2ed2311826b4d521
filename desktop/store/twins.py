"""Pairs of records that may be one person or one household, and whom to compare with whom.

A settled pair stays for good, so that it is never asked about again. It counts as settled only while
its deed holds: a deed undone, from whatever page, opens the pair again.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from desktop.rules.twins import Reason, Sketch, place, sketch
from desktop.store import bulk
from desktop.store.connection import Db

HOUSEHOLD, PERSON, LISTED = "household", "person", "listed"
OPEN, SAME, DIFFERENT, LATER = "open", "same", "different", "later"
"""What was decided of a pair; one put off (LATER) is settled until its facts change, and still shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A pair: two households, two persons, or a listed household (`listed`, JSON) with one here.

    `uid` follows from the pair, so that it cannot stand here twice. `left_uid` and `right_uid` are
    households, or persons where `kind` says so. `act_uid` is the deed that settled it, "" for none;
    `facts` what was known then of both sides, where an upper office settled it.
    """

    uid: str
    kind: str
    left_uid: str
    right_uid: str
    score: int
    reasons: tuple[Reason, ...]
    found_at: datetime.datetime
    listed: str = ""
    state: str = OPEN
    settled_at: datetime.datetime | None = None
    settled_by: str = ""
    act_uid: str = ""
    facts: str = ""


def put(db: Db, twins: Iterable[Twin]) -> None:
    """Write pairs."""
    bulk.upsert(db, "twin", (_to_row(t) for t in twins), key=["uid"])


# Settled, and its deed (if it was one on records) stands.
_HOLDS = """(t.state <> 'open' AND (t.act_uid = '' OR EXISTS (
  SELECT 1 FROM act a WHERE a.uid = t.act_uid AND a.undone_at IS NULL)))"""
# A household that left the register; where it went, it may stand again.
_AWAY = """EXISTS (SELECT 1 FROM event e WHERE e.household_uid = h.uid
  AND e.kind IN ('moved_away', 'died_out', 'joined_another')
  AND NOT EXISTS (SELECT 1 FROM event b WHERE b.household_uid = h.uid
    AND b.kind IN ('moved_in', 'split_off') AND b.happened_on > e.happened_on))"""
# What both sides are about is still in the book, and here.
_LIVES = f"""EXISTS (SELECT 1 FROM person p JOIN household h ON h.uid = p.household_uid
  WHERE p.left_on IS NULL AND NOT {_AWAY} AND p.uid ="""
_STANDS = f"EXISTS (SELECT 1 FROM household h WHERE NOT {_AWAY} AND h.uid ="
_THERE = f"""(CASE t.kind
  WHEN 'person' THEN {_LIVES} t.left_uid) AND {_LIVES} t.right_uid)
  WHEN 'household' THEN {_STANDS} t.left_uid) AND {_STANDS} t.right_uid)
  ELSE 1 END)"""


def get(db: Db, uid: str) -> Twin | None:
    """One pair; its state is open again where the deed that settled it was undone."""
    return next(_load(db, "t.uid = ?", [uid]), None)


def open_ones(db: Db) -> list[Twin]:
    """All pairs that wait for a decision, the likeliest first."""
    return list(_load(db, f"NOT {_HOLDS} AND {_THERE} ORDER BY t.score DESC, t.uid", []))


def of_state(db: Db, state: str) -> list[Twin]:
    """Pairs of households and persons of which this was decided, the likeliest first.

    Those put off only while both sides are there."""
    there = f"AND {_THERE}" if state == LATER else ""
    where = f"t.state = ? {there} AND t.kind <> 'listed' ORDER BY t.score DESC, t.uid"
    return list(_load(db, where, [state]))


def open_count(db: Db) -> int:
    """How many pairs wait for a decision."""
    row = db.execute(f"SELECT count(*) FROM twin t WHERE NOT {_HOLDS} AND {_THERE}").fetchone()
    return int(row[0])


def settled(db: Db, uids: Sequence[str]) -> set[str]:
    """Those of these pairs that are settled."""
    rows = db.execute(
        f"SELECT t.uid FROM twin t JOIN json_each(?) j ON j.value = t.uid WHERE {_HOLDS}",
        [_json(uids)],
    )
    return {row[0] for row in rows.fetchall()}


def settled_ones(db: Db) -> dict[str, tuple[str, str]]:
    """All pairs that are settled → (what was decided, what was known of them then)."""
    rows = db.execute(f"SELECT t.uid, t.state, t.facts FROM twin t WHERE {_HOLDS}")
    return {uid: (state, facts) for uid, state, facts in rows.fetchall()}


def drop_found(db: Db) -> None:
    """Forget the open pairs that a scan found; what lists left to decide stays."""
    db.execute(f"DELETE FROM twin AS t WHERE t.kind <> 'listed' AND NOT {_HOLDS}")


def drop_open(db: Db, uids: Sequence[str]) -> None:
    """Forget those of these pairs that nobody has decided about."""
    among = "t.uid IN (SELECT value FROM json_each(?))"
    db.execute(f"DELETE FROM twin AS t WHERE {among} AND NOT {_HOLDS}", [_json(uids)])


def _load(db: Db, where: str, args: Sequence[object]) -> Iterator[Twin]:
    rows = db.query(f"SELECT t.*, {_HOLDS} AS holds FROM twin t WHERE {where}", args)
    return (_from_row(r) for r in rows)


def _to_row(twin: Twin) -> bulk.Row:
    return {
        "uid": twin.uid,
        "kind": twin.kind,
        "left_uid": twin.left_uid,
        "right_uid": twin.right_uid,
        "listed": twin.listed,
        "score": twin.score,
        "reasons": msgspec.json.encode(twin.reasons).decode(),
        "state": twin.state,
        "found_at": twin.found_at.isoformat(),
        "settled_at": twin.settled_at.isoformat() if twin.settled_at else None,
        "settled_by": twin.settled_by,
        "act_uid": twin.act_uid,
        "facts": twin.facts,
    }


def _from_row(row: Mapping[str, Any]) -> Twin:
    holds, at = bool(row["holds"]), row["settled_at"]
    return Twin(
        uid=row["uid"],
        kind=row["kind"],
        left_uid=row["left_uid"],
        right_uid=row["right_uid"],
        listed=row["listed"],
        score=row["score"],
        reasons=msgspec.json.decode(row["reasons"], type=tuple[Reason, ...]),
        found_at=datetime.datetime.fromisoformat(row["found_at"]),
        state=row["state"] if holds else OPEN,
        settled_at=datetime.datetime.fromisoformat(at) if holds and at else None,
        settled_by=row["settled_by"] if holds else "",
        act_uid=row["act_uid"] if holds else "",
        facts=row["facts"] if holds else "",
    )


# Whom to compare ---------------------------------------------------------------------------------
_PEOPLE = """SELECT p.uid, p.household_uid, p.name, p.born, p.sex, p.citizen_id, h.village,
  p.relation, h.commune_code FROM person p JOIN household h ON h.uid = p.household_uid"""
_HERE = f"p.left_on IS NULL AND NOT {_AWAY}"


@dataclass(frozen=True, slots=True)
class Located:
    """A person's sketch with the commune of the household."""

    sketch: Sketch
    commune_code: str


def people(db: Db) -> list[Located]:
    """Everybody present in a household that is still here."""
    return _people(db, f"{_PEOPLE} WHERE {_HERE} ORDER BY p.household_uid, p.ordinal", [])


def people_of(db: Db, household_uids: Sequence[str]) -> list[Located]:
    """Those present in these households, as far as they are still here."""
    joined = f"{_PEOPLE} JOIN json_each(?) j ON j.value = h.uid WHERE {_HERE}"
    return _people(db, f"{joined} ORDER BY p.household_uid, p.ordinal", [_json(household_uids)])


def of_one_number(db: Db) -> list[str]:
    """Households of different communes with a member of the same number each."""
    sql = """
    WITH twice AS MATERIALIZED (
      SELECT citizen_id FROM person WHERE citizen_id <> '' GROUP BY 1 HAVING count(*) > 1
    ), here AS MATERIALIZED (
      SELECT p.citizen_id, p.household_uid, h.commune_code FROM twice t
      JOIN person p ON p.citizen_id = t.citizen_id AND p.citizen_id <> ''
      JOIN household h ON h.uid = p.household_uid WHERE p.left_on IS NULL
    )
    SELECT DISTINCT household_uid FROM here WHERE citizen_id IN (
      SELECT citizen_id FROM here GROUP BY 1 HAVING count(DISTINCT commune_code) > 1)
    """
    return [row[0] for row in db.execute(sql).fetchall()]


def births(db: Db) -> Iterator[tuple[int, str, str, str]]:
    """(place, name, born, sex) of everybody present whose birth is known, one at a time."""
    rows = db.execute(
        "SELECT rowid, name, born, coalesce(sex, '') FROM person"
        " WHERE left_on IS NULL AND born <> ''"
    )
    yield from rows


def at_places(db: Db, places: Sequence[int]) -> Iterator[tuple[str, str, str, str, str]]:
    """(name, born, sex, household, commune) of the people at these places, one at a time."""
    rows = db.execute(
        "SELECT p.name, p.born, coalesce(p.sex, ''), h.uid, h.commune_code FROM json_each(?) j"
        " JOIN person p ON p.rowid = j.value JOIN household h ON h.uid = p.household_uid",
        [msgspec.json.encode(list(places)).decode()],
    )
    yield from rows


def _people(db: Db, sql: str, args: Sequence[object]) -> list[Located]:
    return [
        Located(
            sketch(
                row[0], row[1], row[2], born=row[3], sex=row[4] or "", citizen_id=row[5],
                village=place(row[8], row[6]), relation=row[7],
            ),
            row[8],
        )
        for row in db.execute(sql, args).fetchall()
    ]  # fmt: skip


def names(db: Db) -> Iterator[tuple[str, int]]:
    """(name, how many people have it), of the whole register, one at a time."""
    yield from db.execute("SELECT name, count(*) FROM person WHERE left_on IS NULL GROUP BY name")


def homes_of(db: Db, person_uids: Sequence[str]) -> dict[str, str]:
    """Person uid → household uid."""
    rows = db.execute(
        "SELECT p.uid, p.household_uid FROM person p JOIN json_each(?) j ON j.value = p.uid",
        [_json(person_uids)],
    )
    return dict(rows.fetchall())


def with_numbers(db: Db, citizen_ids: Sequence[str]) -> list[tuple[str, str, str]]:
    """(citizen id, person uid, household uid) of who is present under one of these numbers."""
    rows = db.execute(
        "SELECT p.citizen_id, p.uid, p.household_uid FROM json_each(?) j"
        " JOIN person p ON p.citizen_id = j.value AND p.citizen_id <> ''"
        f" JOIN household h ON h.uid = p.household_uid WHERE {_HERE}",
        [_json(citizen_ids)],
    )
    return [(row[0], row[1], row[2]) for row in rows.fetchall()]


def events_naming(db: Db, household_uid: str) -> list[str]:
    """Events of other households that name this one as their other side."""
    rows = db.execute("SELECT uid FROM event WHERE other_uid = ?", [household_uid])
    return [row[0] for row in rows.fetchall()]


def _json(uids: Sequence[str]) -> str:
    return msgspec.json.encode(list(uids)).decode()
