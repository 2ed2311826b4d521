"""Packs of standards, days and words: those sent down, and those that came from the office above."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from desktop.store import bulk
from desktop.store.connection import Db

SENT, WAITING, APPLIED, UNDONE = "sent", "waiting", "applied", "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack as it travelled. `parts` are its bytes by name.

    `details` of one sent: "receivers" (codes). Of one applied: "written" ([key, before, after]) and
    "kept" (keys where the office's own stayed).
    """

    sha256: str
    direction: str
    sender: str
    sender_name: str
    book_id: str
    number: int
    made_at: datetime.datetime
    valid_from: datetime.date
    state: str
    handled_at: datetime.datetime
    handled_by: str
    file_name: str
    parts: dict[str, bytes]
    details: dict[str, Any]


def put(db: Db, pack: Pack) -> None:
    """Write a pack under its hash."""
    row = {name: getattr(pack, name) for name in _PLAIN}
    row |= {
        name: getattr(pack, name).isoformat() for name in ("made_at", "valid_from", "handled_at")
    }
    row |= {
        name: msgspec.json.encode(getattr(pack, name)).decode() for name in ("parts", "details")
    }
    bulk.upsert(db, "sent_down", [row], key=["sha256"])


def get(db: Db, sha256: str) -> Pack | None:
    """The pack of this hash."""
    return next(iter(_load(db, "sha256 = ?", [sha256])), None)


def sent(db: Db) -> list[Pack]:
    """What this book sent down, newest first."""
    return _load(db, "direction = 'out'", [])


def came(db: Db) -> list[Pack]:
    """What came from above, newest first."""
    return _load(db, "direction = 'in'", [])


def waiting_from(db: Db) -> datetime.date | None:
    """The first day on which a pack that waits in the book holds, None where none waits."""
    row = db.execute("SELECT min(valid_from) FROM sent_down WHERE state = ?", [WAITING]).fetchone()
    return datetime.date.fromisoformat(row[0]) if row[0] else None


_PLAIN = (
    "sha256", "direction", "sender", "sender_name", "book_id", "number", "state", "handled_by",
    "file_name",
)  # fmt: skip


def _load(db: Db, where: str, args: list[object]) -> list[Pack]:
    rows = db.query(
        f"SELECT * FROM sent_down WHERE {where} ORDER BY made_at DESC, number DESC", args
    )
    return [_pack(row) for row in rows]


def _pack(row: Mapping[str, Any]) -> Pack:
    return Pack(
        **{name: row[name] for name in _PLAIN},
        made_at=datetime.datetime.fromisoformat(row["made_at"]),
        handled_at=datetime.datetime.fromisoformat(row["handled_at"]),
        valid_from=datetime.date.fromisoformat(row["valid_from"]),
        parts=msgspec.json.decode(row["parts"], type=dict[str, bytes]),
        details=msgspec.json.decode(row["details"]),
    )  # fmt: skip
