"""Sheets A in the book."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from desktop.domain.review import SheetA
from desktop.store import bulk
from desktop.store.connection import Db


def put(db: Db, sheets: Iterable[SheetA]) -> None:
    """Write sheets A."""
    rows = (
        {
            "uid": s.uid,
            "household_uid": s.household_uid,
            "year": s.year,
            "asked_on": s.asked_on.isoformat() if s.asked_on else None,
            "marks": msgspec.json.encode(s.marks).decode(),
            "count": s.count,
            "note": s.note,
            "written_by": s.written_by,
            "revision": s.revision,
            "leaving": int(s.leaving),
            "listed": None if s.listed is None else int(s.listed),
        }
        for s in sheets
    )
    bulk.upsert(db, "sheet_a", rows, key=["uid"])


def get(db: Db, household_uid: str, year: int) -> SheetA | None:
    """The sheet A of a household in a year."""
    return next(_load(db, "household_uid = ? AND year = ?", [household_uid, year]), None)


def of_household(db: Db, household_uid: str) -> list[SheetA]:
    """All sheets A of a household, oldest first."""
    return list(_load(db, "household_uid = ? ORDER BY year", [household_uid]))


def of_year(db: Db, year: int) -> list[SheetA]:
    """All sheets A of a year, in the order of the request."""
    return list(_load(db, "year = ? ORDER BY asked_on, uid", [year]))


def get_many(db: Db, uids: Sequence[str]) -> list[SheetA]:
    """The sheets of these uids, unsorted; unknown ones are left out."""
    wanted = msgspec.json.encode(uids).decode()
    return list(_load(db, "uid IN (SELECT value FROM json_each(?))", [wanted]))


def of_households(db: Db, household_uids: Iterable[str]) -> list[SheetA]:
    """All sheets A of these households, oldest first."""
    wanted = msgspec.json.encode([*household_uids]).decode()
    where = "household_uid IN (SELECT value FROM json_each(?)) ORDER BY year, uid"
    return list(_load(db, where, [wanted]))


def delete(db: Db, uids: Iterable[str]) -> None:
    """Take sheets A out."""
    bulk.delete(db, "sheet_a", uids)


def _load(db: Db, where: str, args: Sequence[object]) -> Iterator[SheetA]:
    return (_from_row(r) for r in db.query(f"SELECT * FROM sheet_a WHERE {where}", args))


def _from_row(row: Mapping[str, Any]) -> SheetA:
    asked = row["asked_on"]
    return SheetA(
        uid=row["uid"],
        household_uid=row["household_uid"],
        year=row["year"],
        asked_on=datetime.date.fromisoformat(asked) if asked else None,
        marks=msgspec.json.decode(row["marks"], type=dict[str, bool]),
        count=row["count"],
        note=row["note"],
        written_by=row["written_by"],
        revision=row["revision"],
        leaving=bool(row["leaving"]),
        listed=None if row["listed"] is None else bool(row["listed"]),
    )
