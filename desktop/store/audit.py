"""The audit trail: who did what when, and how it was before and after. Only ever appended."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from desktop.store.connection import Db


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the trail; `before` and `after` are JSON or None."""

    at: datetime.datetime
    by: str
    action: str
    subject: str
    before: str | None
    after: str | None


def add(
    db: Db,
    *,
    at: datetime.datetime,
    by: str,
    action: str,
    subject: str,
    before: object = None,
    after: object = None,
) -> None:
    """Append a line; `before`/`after` are records or plain data."""
    db.table("audit").insert(
        {
            "at": at.astimezone(datetime.UTC).isoformat(timespec="milliseconds"),
            "by": by,
            "action": action,
            "subject": subject,
            "before": None if before is None else msgspec.json.encode(before).decode(),
            "after": None if after is None else msgspec.json.encode(after).decode(),
        }
    )


def of(db: Db, subject: str, limit: int = 100) -> list[Entry]:
    """The newest lines about a subject, newest first."""
    rows = db.query(
        "SELECT at, by, action, subject, before, after FROM audit WHERE subject = ?"
        " ORDER BY id DESC LIMIT ?",
        [subject, limit],
    )
    return [Entry(**{**r, "at": datetime.datetime.fromisoformat(r["at"])}) for r in rows]


def last_write(db: Db) -> datetime.datetime | None:
    """When anything was last written, for the status bar."""
    row = db.execute("SELECT at FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    return datetime.datetime.fromisoformat(row[0]) if row else None


def newest_id(db: Db) -> int:
    """The number of the newest line: as long as it stays, nothing was written by anybody."""
    row = db.execute("SELECT coalesce(max(id), 0) FROM audit").fetchone()
    return int(row[0])


def latest(db: Db, action: str, limit: int = 500) -> list[Entry]:
    """The newest lines of one kind of act, newest first, without what they changed."""
    rows = db.query(
        "SELECT at, by, action, subject, NULL AS before, NULL AS after FROM audit"
        " WHERE action = ? ORDER BY id DESC LIMIT ?",
        [action, limit],
    )
    return [_entry(r) for r in rows]


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(**{**row, "at": datetime.datetime.fromisoformat(row["at"])})
