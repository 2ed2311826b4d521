"""Deeds in the book; the records they touched lie by household, as they were before and after."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import chain
from typing import Any

import msgspec

from desktop.domain.act import Act, Touched
from desktop.store import bulk
from desktop.store.connection import Db

NOBODY = ""
"""Where the records lie that are of no household: cases and what was done in them, residents."""
FEW = 12
"""Of so many households a deed in a list of deeds has the records: enough to say whose it is."""

_KINDS = tuple(f.name for f in fields(Touched))
_OF_HOUSEHOLDS = {
    "households": "uid",
    "reviews": "household_uid",
    "events": "household_uid",
    "sheets_a": "household_uid",
    "measures": "household_uid",
    "planned_escapes": "household_uid",
}
_decoder = msgspec.json.Decoder(Touched)


def put(db: Db, act: Act) -> None:
    """Write a new deed, findable by each household that it touched."""
    row = {
        "uid": act.uid,
        "kind": act.kind,
        "at": act.at.astimezone(datetime.UTC).isoformat(timespec="milliseconds"),
        "by": act.by,
        "happened_on": act.happened_on.isoformat() if act.happened_on else None,
        "reason": act.reason,
        "undone_at": act.undone_at.isoformat() if act.undone_at else None,
    }
    bulk.upsert(db, "act", [row], key=["uid"])
    before, after = _by_household(act.before), _by_household(act.after)
    rows = (
        {
            "household_uid": uid,
            "act_uid": act.uid,
            "before": _json(before.get(uid, {})),
            "after": _json(after.get(uid, {})),
        }
        for uid in dict.fromkeys([*before, *after])
    )
    bulk.upsert(db, "act_household", rows, key=["household_uid", "act_uid"])


_Records = dict[str, list[Any]]


def _by_household(touched: Touched) -> dict[str, _Records]:
    """Household uid (or NOBODY) → kind → its records."""
    found: dict[str, _Records] = {}
    for kind in _KINDS:
        of = _OF_HOUSEHOLDS.get(kind)
        for record in getattr(touched, kind):
            uid = getattr(record, of) if of else NOBODY
            found.setdefault(uid, {}).setdefault(kind, []).append(record)
    return found


def _json(records: _Records) -> str:
    return msgspec.json.encode(records).decode()


def mark_undone(db: Db, uid: str, at: datetime.datetime) -> None:
    """Say of a deed that it was undone; what it did stays to be read."""
    db.execute("UPDATE act SET undone_at = ? WHERE uid = ?", [at.isoformat(), uid])


def get(db: Db, uid: str) -> Act | None:
    """One deed with all its records."""
    return next(_load(db, "uid = ?", [uid], "1 ORDER BY rowid"), None)


def of_household(db: Db, household_uid: str) -> list[Act]:
    """The deeds that touched a household, newest first, those undone too, with its records alone."""
    where = "uid IN (SELECT act_uid FROM act_household WHERE household_uid = ?)"
    order = "ORDER BY at DESC, rowid DESC"
    return list(_load(db, f"{where} {order}", [household_uid], "household_uid = ?", household_uid))


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
    """The deeds of procedures kept after a deed and not undone, newest first, without households."""
    where = (
        "kind LIKE 'process-%' AND undone_at IS NULL"
        " AND rowid > (SELECT rowid FROM act WHERE uid = ?) ORDER BY rowid DESC"
    )
    return list(_load(db, where, [uid], "household_uid = ?", NOBODY))


def latest(db: Db, limit: int = 100, kinds: Sequence[str] = ()) -> list[Act]:
    """The newest deeds, of these kinds where named, those undone too, with the records of a FEW."""
    wanted = msgspec.json.encode(kinds).decode()
    where = "json_array_length(?) = 0 OR kind IN (SELECT value FROM json_each(?))"
    order = "ORDER BY at DESC, rowid DESC LIMIT ?"
    some = f"household_uid <> '{NOBODY}' ORDER BY rowid LIMIT {FEW}"
    return list(_load(db, f"{where} {order}", [wanted, wanted, limit], some))


def _load(db: Db, where: str, args: Sequence[object], which: str, *uids: str) -> Iterator[Act]:
    """The deeds so found, with those of their records that lie `which`."""
    for row in list(db.query(f"SELECT * FROM act WHERE {where}", args)):
        sides = db.execute(
            f"SELECT before, after FROM act_household WHERE act_uid = ? AND {which}",
            [row["uid"], *uids],
        ).fetchall()
        yield _from_row(row, _joined(s[0] for s in sides), _joined(s[1] for s in sides))


def _joined(sides: Iterable[str]) -> Touched:
    parts = [_decoder.decode(side) for side in sides]
    if len(parts) == 1:
        return parts[0]
    return Touched(
        **{kind: tuple(chain.from_iterable(getattr(p, kind) for p in parts)) for kind in _KINDS}
    )


def _from_row(row: Mapping[str, Any], before: Touched, after: Touched) -> Act:
    return Act(
        uid=row["uid"],
        kind=row["kind"],
        at=datetime.datetime.fromisoformat(row["at"]),
        by=row["by"],
        happened_on=_date(row["happened_on"]),
        reason=row["reason"],
        before=before,
        after=after,
        undone_at=datetime.datetime.fromisoformat(row["undone_at"]) if row["undone_at"] else None,
    )


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
