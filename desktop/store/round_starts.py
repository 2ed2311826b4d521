"""The register as a round found it, and what happened to it since: what its balance is made from."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from desktop.domain.review import Event, EventKind
from desktop.store import settings
from desktop.store.connection import Db

Members = Mapping[str, str]
"""Persons present, uid → name."""

_LEAVING = tuple(kind.value for kind in EventKind if kind.is_leaving)
_ARRIVING = tuple(kind.value for kind in EventKind if kind.is_arrival)
# Whoever left and did not come back later: as the register marks it (store/register.py).
_GONE = f"""EXISTS (SELECT 1 FROM event e WHERE e.household_uid = h.uid AND e.kind IN {_LEAVING}
  AND NOT EXISTS (SELECT 1 FROM event b WHERE b.household_uid = h.uid
    AND b.kind IN {_ARRIVING} AND b.happened_on > e.happened_on))"""
_PRESENT = """(SELECT json_group_object(p.uid, p.name) FROM person p
  WHERE p.household_uid = h.uid AND p.left_on IS NULL)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A household as the round found it."""

    household_uid: str
    village: str
    people: int
    members: Members


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A household as it stands now; of one that left, as it stood when it left."""

    household_uid: str
    number: str
    head_name: str
    village: str
    is_gone: bool
    members: Members


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """An event recorded after a round was opened, with the kind of its deed, and the name of the
    person it is about as far as the book still knows it."""

    event: Event
    deed: str
    person_name: str


def keep(db: Db, year: int) -> None:
    """Keep the register as it stands: households that are here, with the persons present.

    Belongs into the transaction that opens the round. What is recorded later counts as having
    happened since, whatever its day: the trail's last line is kept as the mark.
    """
    db.execute("DELETE FROM round_start WHERE year = ?", [year])
    db.execute(
        "INSERT INTO round_start (year, household_uid, village, people, members)"
        f" SELECT ?, h.uid, h.village, h.people, {_PRESENT} FROM household h WHERE NOT {_GONE}",
        [year],
    )
    last = db.execute("SELECT coalesce(max(id), 0) FROM audit").fetchone()[0]
    settings.put(db, _mark(year), last)


def _mark(year: int) -> str:
    return f"round-start-{year}"


def is_kept(db: Db, year: int) -> bool:
    """Whether the register was kept when the round of the year was opened."""
    return settings.get(db, _mark(year), int) is not None


def kept_after(db: Db, year: int) -> int | None:
    """The next later year whose round kept the register: its start is the end of this one."""
    row = db.execute(
        "SELECT min(year) FROM round WHERE kind = 'periodic' AND year > ?"
        " AND 'round-start-' || year IN (SELECT key FROM setting)",
        [year],
    ).fetchone()
    return row[0] if row else None


def started(db: Db, year: int) -> list[Started]:
    """The register as the round of the year found it."""
    rows = db.query("SELECT * FROM round_start WHERE year = ?", [year])
    return [
        Started(
            household_uid=r["household_uid"],
            village=r["village"],
            people=r["people"],
            members=_members(r["members"]),
        )
        for r in rows
    ]


def standing(db: Db) -> list[Standing]:
    """Every household of the book as it stands now."""
    rows = db.query(
        f"SELECT h.uid, h.number, h.head_name, h.village, {_GONE} AS gone, {_PRESENT} AS members"
        " FROM household h"
    )
    return [
        Standing(
            household_uid=r["uid"],
            number=r["number"],
            head_name=r["head_name"],
            village=r["village"],
            is_gone=bool(r["gone"]),
            members=_members(r["members"]),
        )
        for r in rows
    ]


def since(db: Db, year: int) -> list[Since]:
    """The events recorded after the round of the year was opened, and before the next one, in the
    order of recording."""
    following = kept_after(db, year)
    last = settings.get(db, _mark(year), int)
    until = settings.get(db, _mark(following), int) if following else None
    rows = db.query(
        "SELECT e.*, a.kind AS deed, coalesce(p.name, '') AS person_name,"
        " (SELECT min(id) FROM audit t WHERE t.subject = a.uid) AS told"
        " FROM event e JOIN act a ON a.uid = e.act LEFT JOIN person p ON p.uid = e.person_uid"
        " WHERE told > :last AND (:until IS NULL OR told <= :until) ORDER BY told, e.rowid",
        {"last": last or 0, "until": until},
    )
    return [Since(event=_event(r), deed=r["deed"], person_name=r["person_name"]) for r in rows]


def _members(text: str) -> dict[str, str]:
    return msgspec.json.decode(text, type=dict[str, str])


def _event(row: dict[str, Any]) -> Event:
    return Event(
        uid=row["uid"],
        household_uid=row["household_uid"],
        kind=EventKind(row["kind"]),
        happened_on=datetime.date.fromisoformat(row["happened_on"]),
        note=row["note"],
        written_by=row["written_by"],
        revision=row["revision"],
        people=row["people"],
        person_uid=row["person_uid"],
        other_uid=row["other_uid"],
        act=row["act"],
    )
