"""Sheets drawn to be keyed a second time, and the complete sheets that can be drawn."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from desktop.domain.household import Household
from desktop.domain.review import ReviewState, RoundKind
from desktop.domain.second_keying import Difference, KeyedSheet, SecondKeying, SecondState
from desktop.store import bulk
from desktop.store.connection import Db


def put(db: Db, records: Sequence[SecondKeying]) -> None:
    """Write second keyings; a household has one in a year."""
    bulk.upsert(db, "second_keying", (_to_row(r) for r in records), key=["uid"])


def get(db: Db, household_uid: str, year: int) -> SecondKeying | None:
    """The second keying of a household's sheet, None if it was not drawn."""
    return next(_load(db, "household_uid = ? AND year = ?", [household_uid, year]), None)


def of_year(db: Db, year: int) -> list[SecondKeying]:
    """All second keyings of a year, in the order of drawing."""
    return list(_load(db, "year = ? ORDER BY drawn_at, uid", [year]))


def counts(db: Db, year: int) -> dict[SecondState, int]:
    """How many second keyings of a year are in each state; states without one are left out."""
    rows = db.execute(
        "SELECT state, count(*) FROM second_keying WHERE year = ? GROUP BY state", [year]
    )
    return {SecondState(state): count for state, count in rows.fetchall()}


# What can be drawn -------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Complete:
    """A complete sheet that was keyed in this book, and who completed it (line of the trail)."""

    household_uid: str
    by: str
    at: datetime.datetime
    line: int


def complete(db: Db, year: int) -> list[Complete]:
    """The complete sheets of a periodic round, in no order; sheets from lists are not among them."""
    rows = db.execute(
        "SELECT r.household_uid, a.by, a.at, max(a.id) FROM review r JOIN audit a"
        " ON a.subject = r.household_uid AND a.action = 'review-complete'"
        " AND json_extract(a.after, '$.uid') = r.uid"
        " WHERE r.year = ? AND r.kind = ? AND r.state = ? GROUP BY r.household_uid",
        [year, RoundKind.PERIODIC.value, ReviewState.COMPLETE.value],
    )
    return [
        Complete(uid, by, datetime.datetime.fromisoformat(at), line)
        for uid, by, at, line in rows.fetchall()
    ]


def changed_since(
    db: Db, household_uid: str, line: int
) -> tuple[datetime.datetime, Household] | None:
    """When a household was first changed after a line of the trail, and as it stood before that."""
    row = db.execute(
        "SELECT at, before FROM audit WHERE subject = ? AND action = 'household' AND id > ?"
        " AND before IS NOT NULL ORDER BY id LIMIT 1",
        [household_uid, line],
    ).fetchone()
    if row is None:
        return None
    before = msgspec.json.decode(row[1], type=Household)
    return datetime.datetime.fromisoformat(row[0]), before


# Rows --------------------------------------------------------------------------------------------
def _load(db: Db, where: str, args: Sequence[object]) -> Iterator[SecondKeying]:
    return (_from_row(r) for r in db.query(f"SELECT * FROM second_keying WHERE {where}", args))


def _to_row(s: SecondKeying) -> bulk.Row:
    return {
        "uid": s.uid,
        "household_uid": s.household_uid,
        "year": s.year,
        "drawn_at": _iso(s.drawn_at),
        "drawn_by": s.drawn_by,
        "state": s.state.value,
        "first_by": s.first_by,
        "second_by": s.second_by,
        "first": msgspec.json.encode(s.first).decode(),
        "second": msgspec.json.encode(s.second).decode(),
        "differences": msgspec.json.encode(s.differences).decode(),
        "fields": s.fields,
        "settled_at": _iso(s.settled_at) if s.settled_at else None,
        "settled_by": s.settled_by,
        "act_uid": s.act_uid,
    }


def _iso(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).isoformat(timespec="milliseconds")


def _from_row(row: Mapping[str, Any]) -> SecondKeying:
    settled = row["settled_at"]
    return SecondKeying(
        uid=row["uid"],
        household_uid=row["household_uid"],
        year=row["year"],
        drawn_at=datetime.datetime.fromisoformat(row["drawn_at"]),
        drawn_by=row["drawn_by"],
        state=SecondState(row["state"]),
        first_by=row["first_by"],
        second_by=row["second_by"],
        first=msgspec.json.decode(row["first"], type=KeyedSheet),
        second=msgspec.json.decode(row["second"], type=KeyedSheet | None),
        differences=msgspec.json.decode(row["differences"], type=tuple[Difference, ...]),
        fields=row["fields"],
        settled_at=datetime.datetime.fromisoformat(settled) if settled else None,
        settled_by=row["settled_by"],
        act_uid=row["act_uid"],
    )
