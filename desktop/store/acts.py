"""Deeds in the book, with the records they touched as they were before and after."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from desktop.domain.act import Act, Touched
from desktop.store import bulk
from desktop.store.connection import Db

WHOLE_BOOK = ("list-read",)
"""Deeds on so many households that they are not looked up by each: their trail tells of it."""


def put(db: Db, act: Act) -> None:
    """Write a deed, findable by each household that it touched unless it is of WHOLE_BOOK."""
    row = {
        "uid": act.uid,
        "kind": act.kind,
        "at": act.at.astimezone(datetime.UTC).isoformat(timespec="milliseconds"),
        "by": act.by,
        "happened_on": act.happened_on.isoformat() if act.happened_on else None,
        "reason": act.reason,
        "before": msgspec.json.encode(act.before).decode(),
        "after": msgspec.json.encode(act.after).decode(),
        "undone_at": act.undone_at.isoformat() if act.undone_at else None,
    }
    bulk.upsert(db, "act", [row], key=["uid"])
    pairs = ({"household_uid": uid, "act_uid": act.uid} for uid in _households(act))
    bulk.upsert(db, "act_household", pairs, key=["household_uid", "act_uid"])


def _households(act: Act) -> set[str]:
    found: set[str] = set()
    if act.kind in WHOLE_BOOK:
        return found
    for side in (act.before, act.after):
        found |= {h.uid for h in side.households}
        for rows in (side.reviews, side.events, side.sheets_a):
            found |= {r.household_uid for r in rows}
    return found


def get(db: Db, uid: str) -> Act | None:
    """One deed."""
    return next(_load(db, "uid = ?", [uid]), None)


def of_household(db: Db, household_uid: str) -> list[Act]:
    """The deeds that touched a household, newest first, those undone among them."""
    where = "uid IN (SELECT act_uid FROM act_household WHERE household_uid = ?)"
    return list(_load(db, f"{where} ORDER BY at DESC, rowid DESC", [household_uid]))


def has_later_event(db: Db, uid: str) -> bool:
    """Whether a deed kept after this one, and not undone, made an event on one of its households."""
    row = db.execute(
        "SELECT 1 FROM act_household mine"
        " JOIN act_household its ON its.household_uid = mine.household_uid"
        " JOIN act a ON a.uid = its.act_uid AND a.undone_at IS NULL"
        " JOIN event e ON e.act = a.uid AND e.household_uid = mine.household_uid"
        " WHERE mine.act_uid = ? AND a.rowid > (SELECT rowid FROM act WHERE uid = mine.act_uid)"
        " LIMIT 1",
        [uid],
    ).fetchone()
    return row is not None


def later(db: Db, uid: str) -> list[Act]:
    """The deeds of procedures kept after a deed and not undone, newest first."""
    where = (
        "kind LIKE 'process-%' AND undone_at IS NULL"
        " AND rowid > (SELECT rowid FROM act WHERE uid = ?) ORDER BY rowid DESC"
    )
    return list(_load(db, where, [uid]))


def latest(db: Db, limit: int = 100, kinds: Sequence[str] = ()) -> list[Act]:
    """The newest deeds, of these kinds where named, those undone among them."""
    wanted = msgspec.json.encode(kinds).decode()
    where = "json_array_length(?) = 0 OR kind IN (SELECT value FROM json_each(?))"
    return list(_load(db, f"{where} ORDER BY at DESC, rowid DESC LIMIT ?", [wanted, wanted, limit]))


def _load(db: Db, where: str, args: Sequence[object]) -> Iterator[Act]:
    return (_from_row(r) for r in db.query(f"SELECT * FROM act WHERE {where}", args))


def _from_row(row: Mapping[str, Any]) -> Act:
    return Act(
        uid=row["uid"],
        kind=row["kind"],
        at=datetime.datetime.fromisoformat(row["at"]),
        by=row["by"],
        happened_on=_date(row["happened_on"]),
        reason=row["reason"],
        before=msgspec.json.decode(row["before"], type=Touched),
        after=msgspec.json.decode(row["after"], type=Touched),
        undone_at=datetime.datetime.fromisoformat(row["undone_at"]) if row["undone_at"] else None,
    )


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
