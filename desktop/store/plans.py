"""Records of plans in the book (one table, a kind for each), evidence, and sums that came from below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import msgspec

from desktop.domain.planning import (
    Account,
    Goal,
    Owned,
    Task,
    TaskProgress,
    UnitNeeds,
    UnitSums,
    Visit,
)
from desktop.store import bulk
from desktop.store.connection import Db

R = TypeVar("R", Goal, Task, TaskProgress, Visit, Account)
S = TypeVar("S", UnitSums, UnitNeeds)

KINDS: dict[type, str] = {
    Goal: "goal",
    Task: "task",
    TaskProgress: "progress",
    Visit: "visit",
    Account: "account",
}
_SUMS: dict[type, str] = {UnitSums: "sums", UnitNeeds: "needs"}
_YEAR: dict[type, Callable[..., int]] = {
    Goal: lambda r: r.first,
    Task: lambda r: r.year,
    TaskProgress: lambda r: 0,  # noqa: ARG005 - the task's
    Visit: lambda r: r.happened_on.year,
    Account: lambda r: r.year,
}


def put(db: Db, records: Iterable[Owned]) -> None:
    """Write records of any kinds."""
    rows = (
        {
            "uid": r.uid,
            "kind": KINDS[type(r)],
            "office": r.office,
            "year": _YEAR[type(r)](r),
            "content": msgspec.json.encode(r, order="deterministic").decode(),
        }
        for r in records
    )
    bulk.upsert(db, "plan_record", rows, key=["uid"])


def delete(db: Db, uids: Iterable[str]) -> None:
    """Take records out."""
    bulk.delete(db, "plan_record", uids)


def get(db: Db, kind: type[R], uid: str) -> R | None:
    """One record."""
    return next(iter(_load(db, kind, "uid = ?", [uid])), None)


def of_kind(db: Db, kind: type[R], offices: Sequence[str] | None = None) -> tuple[R, ...]:
    """The records of a kind (of these offices only), by year and in the order they were written."""
    wanted = None if offices is None else msgspec.json.encode(offices).decode()
    where = "(? IS NULL OR office IN (SELECT value FROM json_each(?))) ORDER BY year, office, rowid"
    return _load(db, kind, where, [wanted, wanted])


def _load(db: Db, kind: type[R], where: str, args: Sequence[object]) -> tuple[R, ...]:
    rows = db.execute(
        f"SELECT content FROM plan_record WHERE kind = ? AND {where}", [KINDS[kind], *args]
    ).fetchall()
    return tuple(msgspec.json.decode(row[0], type=kind) for row in rows)


# Evidence ----------------------------------------------------------------------------------------
def put_file(db: Db, sha256: str, content: bytes) -> None:
    """Keep the bytes of an attachment; the same bytes are kept once."""
    db.execute("INSERT OR IGNORE INTO attachment VALUES (?, ?, ?)", [sha256, len(content), content])


def file(db: Db, sha256: str) -> bytes | None:
    """The bytes of an attachment, None where the book has only its name."""
    row = db.execute("SELECT content FROM attachment WHERE sha256 = ?", [sha256]).fetchone()
    return None if row is None else bytes(row[0])


def file_sizes(db: Db) -> dict[str, int]:
    """SHA-256 → bytes, of all attachments kept."""
    return dict(db.execute("SELECT sha256, size FROM attachment").fetchall())


def drop_files(db: Db, sha256s: Iterable[str]) -> None:
    """Let go of attachments that nothing names any more."""
    db.conn.executemany("DELETE FROM attachment WHERE sha256 = ?", ((s,) for s in sha256s))


# Sums from below ---------------------------------------------------------------------------------
def put_sums(db: Db, sums: Iterable[S], sender: str) -> None:
    """Write sums of communes and years as an office between passed them on."""
    rows = (
        {
            "kind": _SUMS[type(one)],
            "year": one.year,
            "commune_code": one.code,
            "sender": sender,
            "content": msgspec.json.encode(one, order="deterministic").decode(),
        }
        for one in sums
    )
    bulk.upsert(db, "plan_sum", rows, key=["kind", "year", "commune_code"])


def sums(db: Db, kind: type[S], year: int | None = None) -> tuple[S, ...]:
    """Sums that came, of a year or of all, by year and commune."""
    rows = db.execute(
        "SELECT content FROM plan_sum WHERE kind = ?1 AND (?2 IS NULL OR year = ?2)"
        " ORDER BY year, commune_code",
        [_SUMS[kind], year],
    ).fetchall()
    return tuple(msgspec.json.decode(row[0], type=kind) for row in rows)


def delete_sums(db: Db, communes: Iterable[str]) -> None:
    """Forget the sums of these communes, before a newer whole state is written."""
    db.conn.executemany("DELETE FROM plan_sum WHERE commune_code = ?", ((c,) for c in communes))
