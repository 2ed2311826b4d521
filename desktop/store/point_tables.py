"""Point tables of B1 in the book: the one being typed, and every version a standard was made of."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from desktop.rules.point_lines import Draft
from desktop.store import bulk
from desktop.store.connection import Db

WORKING = "working"
"""The uid of the table being typed; its version is 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A table as typed; `version` 0 is the one at work, the others made the standard `standard_id`."""

    uid: str
    version: int
    standard_id: str
    draft: Draft
    changed_at: datetime.datetime
    changed_by: str


def put(db: Db, kept: Kept) -> None:
    """Write a table under its uid."""
    row = {
        "uid": kept.uid,
        "name": kept.draft.name,
        "version": kept.version,
        "standard_id": kept.standard_id,
        "content": msgspec.json.encode(kept.draft).decode(),
        "changed_at": kept.changed_at.astimezone(datetime.UTC).isoformat(timespec="milliseconds"),
        "changed_by": kept.changed_by,
    }
    bulk.upsert(db, "point_table", [row], key=["uid"])


def working(db: Db) -> Kept | None:
    """The table being typed, None before the first letter."""
    return next(_load(db, "uid = ?", [WORKING]), None)


def versions(db: Db) -> list[Kept]:
    """The tables that standards were made of, newest first."""
    return list(_load(db, "version > 0 ORDER BY version DESC", []))


def _load(db: Db, where: str, args: Sequence[object]) -> Iterator[Kept]:
    return (_from_row(r) for r in db.query(f"SELECT * FROM point_table WHERE {where}", args))


def _from_row(row: Mapping[str, Any]) -> Kept:
    return Kept(
        uid=row["uid"],
        version=row["version"],
        standard_id=row["standard_id"],
        draft=msgspec.json.decode(row["content"], type=Draft),
        changed_at=datetime.datetime.fromisoformat(row["changed_at"]),
        changed_by=row["changed_by"],
    )
