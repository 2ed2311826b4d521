"""Letters of the outbox with their state, and the letters of ours that were fetched."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.store.connection import Db

WAITING, SENDING, SENT, REFUSED, UNSURE, STOPPED = (
    "waiting", "sending", "sent", "refused", "unsure", "stopped",
)  # fmt: skip
SETTLED = (SENT, STOPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One letter to be sent: a package (SHA-256) or its part, to an office's address.

    `message_id` is fixed when it is first composed. `next_at` is None while nobody tries.
    `reason` and `said` are the last outcome. `content` is loaded for sending only.
    """

    uid: str
    message_id: str
    package: str
    kind: str
    year: int
    number: int
    part: int
    parts: int
    receiver: str
    receiver_name: str
    address: str
    file_name: str
    size: int
    put_at: datetime.datetime
    state: str = WAITING
    attempts: int = 0
    tried_at: datetime.datetime | None = None
    next_at: datetime.datetime | None = None
    reason: str = ""
    said: str = ""
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A file of ours that a letter brought: the SHA-256 of the package (of the whole one, where it is
    a part), and the address it came from."""

    message_id: str
    sender: str
    package: str
    file_name: str
    came_at: datetime.datetime


_TIMES = ("put_at", "tried_at", "next_at")
_COLUMNS = ", ".join(name for name in Outgoing.__dataclass_fields__ if name != "content")


def put(db: Db, letters: Iterable[Outgoing]) -> None:
    """Write letters with their contents; one whose uid is there is replaced."""
    db.table("outbox").upsert_all([_row(letter) for letter in letters], pk="uid")


def mark(db: Db, letter: Outgoing) -> None:
    """Write state, times and outcome of a letter; its content goes once it is settled."""
    row = _row(letter)
    kept = ("uid", "state", "attempts", "tried_at", "next_at", "reason", "said", "address")
    changed = {name: row[name] for name in kept}
    if letter.state in SETTLED:
        changed["content"] = b""
    db.table("outbox").update(changed.pop("uid"), changed)


def drop_unsent(db: Db, package: str, receiver: str) -> None:
    """Take out the letters of a package that never went, to put others in their place."""
    where = "package = ? AND receiver = ? AND state IN ('waiting', 'refused', 'stopped')"
    db.execute(f"DELETE FROM outbox WHERE {where}", [package, receiver])


def put_off(db: Db, at: datetime.datetime, until: datetime.datetime) -> None:
    """No line: what is due waits like the letter that found it out, without a try of its own."""
    db.execute(
        "UPDATE outbox SET next_at = ? WHERE state = 'waiting' AND next_at <= ?",
        [_time(until), _time(at)],
    )


def refuse_waiting(db: Db, reason: str, said: str) -> None:
    """The account itself is refused: every letter would be, and too many tries may lock it."""
    db.execute(
        "UPDATE outbox SET state = 'refused', reason = ?, said = ?, next_at = NULL"
        " WHERE state = 'waiting'",
        [reason, said],
    )


def wait_again(db: Db, reasons: Sequence[str], at: datetime.datetime) -> None:
    """Letters refused for these reasons are due again."""
    holes = ", ".join("?" * len(reasons))
    db.execute(
        "UPDATE outbox SET state = 'waiting', next_at = ?, attempts = 0"
        f" WHERE state = 'refused' AND reason IN ({holes})",
        [_time(at), *reasons],
    )


def get(db: Db, uid: str, *, whole: bool = False) -> Outgoing | None:
    """One letter; `whole` with its content."""
    columns = f"{_COLUMNS}, content" if whole else _COLUMNS
    row = next(iter(db.query(f"SELECT {columns} FROM outbox WHERE uid = ?", [uid])), None)
    return _letter(row) if row else None


def everything(db: Db) -> list[Outgoing]:
    """All letters without contents, newest package first, parts in order."""
    return _load(db, "1 = 1 ORDER BY put_at DESC, package, part", [])


def in_state(db: Db, *states: str) -> list[Outgoing]:
    """Letters in one of these states, oldest first."""
    holes = ", ".join("?" * len(states))
    return _load(db, f"state IN ({holes}) ORDER BY put_at, package, part", [*states])


def of_package(db: Db, package: str, receiver: str) -> list[Outgoing]:
    """The letters that carry a package to an office, by part."""
    return _load(db, "package = ? AND receiver = ? ORDER BY part", [package, receiver])


def first_due(db: Db, at: datetime.datetime) -> Outgoing | None:
    """The waiting letter that has waited longest past its time, with its content."""
    row = db.execute(
        "SELECT uid FROM outbox WHERE state = 'waiting' AND next_at <= ?"
        " ORDER BY next_at, put_at, package, part LIMIT 1",
        [_time(at)],
    ).fetchone()
    return get(db, row[0], whole=True) if row else None


def posted(db: Db) -> set[str]:
    """The packages that were ever put into the outbox and not stopped."""
    rows = db.execute("SELECT DISTINCT package FROM outbox WHERE state <> 'stopped'")
    return {row[0] for row in rows.fetchall()}


# What came ---------------------------------------------------------------------------------------
def put_arrived(db: Db, arrived: Sequence[Arrived]) -> None:
    """Note files that letters brought; the same letter again changes nothing."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO mail_in (message_id, sender, package, file_name, came_at)"
        " VALUES (?, ?, ?, ?, ?)",
        [(a.message_id, a.sender, a.package, a.file_name, _time(a.came_at)) for a in arrived],
    )


def came_from(db: Db, package: str) -> str:
    """The address that the first letter with this package came from, "" if none brought it."""
    row = db.execute(
        "SELECT sender FROM mail_in WHERE package = ? ORDER BY came_at LIMIT 1", [package]
    ).fetchone()
    return row[0] if row else ""


def has_come(db: Db, arrived: Arrived) -> bool:
    """Whether this letter brought this file before."""
    found = db.execute(
        "SELECT 1 FROM mail_in WHERE message_id = ? AND package = ? AND file_name = ?",
        [arrived.message_id, arrived.package, arrived.file_name],
    )
    return found.fetchone() is not None


# Rows --------------------------------------------------------------------------------------------
def _time(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).isoformat(timespec="milliseconds")


def _row(letter: Outgoing) -> dict[str, Any]:
    row = {name: getattr(letter, name) for name in Outgoing.__dataclass_fields__}
    for name in _TIMES:
        row[name] = _time(row[name]) if row[name] else None
    return row


def _load(db: Db, where: str, args: list[object]) -> list[Outgoing]:
    return [_letter(row) for row in db.query(f"SELECT {_COLUMNS} FROM outbox WHERE {where}", args)]


def _letter(row: dict[str, Any]) -> Outgoing:
    for name in _TIMES:
        row[name] = datetime.datetime.fromisoformat(row[name]) if row[name] else None
    return Outgoing(**row)
