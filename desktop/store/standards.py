"""Standards that offices made or received, kept in the book beside those the program brings."""

from __future__ import annotations

import datetime

from desktop.store.connection import Db


def contents(db: Db) -> list[bytes]:
    """The packs (TOML), by id."""
    rows = db.execute("SELECT content FROM standard ORDER BY id")
    return [bytes(row[0]) for row in rows.fetchall()]


def get(db: Db, standard_id: str) -> bytes | None:
    """The pack of this id, None if there is none."""
    row = db.execute("SELECT content FROM standard WHERE id = ?", [standard_id]).fetchone()
    return bytes(row[0]) if row else None


def put(db: Db, standard_id: str, content: bytes, *, at: datetime.datetime, by: str) -> None:
    """Write a pack under its id."""
    db.table("standard").upsert(
        {"id": standard_id, "content": content, "made_at": at.isoformat(), "made_by": by}, pk="id"
    )


def used_in(db: Db, standard_id: str) -> int | None:
    """The newest year with a round or a result under the standard, None if there is none."""
    row = db.execute(
        "SELECT max(year) FROM (SELECT year FROM round WHERE standard_id = ?1"
        " UNION ALL SELECT year FROM review WHERE standard_id = ?1)",
        [standard_id],
    ).fetchone()
    return int(row[0]) if row[0] is not None else None


def drop(db: Db, standard_id: str) -> None:
    """Take a pack out again."""
    db.execute("DELETE FROM standard WHERE id = ?", [standard_id])
