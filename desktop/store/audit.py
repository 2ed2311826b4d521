"""The audit trail: who did what when, and how it was before and after. Only ever appended."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

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
