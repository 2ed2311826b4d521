"""Second PCs of one commune: their cards, the villages handed to them, the villages handed to us."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from desktop.store import bulk
from desktop.store.connection import Db

LENT, BACK, RECALLED = "lent", "back", "recalled"
HELD, RETURNED = "held", "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """A village that this book handed out, or had handed out.

    `number` is the share that handed it out, `last` the newest package of the other PC that was
    taken in (0: none yet). `prints`: household uid → how it read when it was handed out or last
    taken in; "" where the two PCs differ and ours was kept.
    """

    village: str
    book_id: str
    number: int
    since: datetime.datetime
    by: str
    state: str = LENT
    last: int = 0
    heard: datetime.datetime | None = None
    ended: datetime.datetime | None = None
    prints: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A village that the main PC handed to this book by its share `number`.

    `answered`: when the main PC's receipt for its return was noted.
    """

    village: str
    number: int
    since: datetime.datetime
    state: str = HELD
    sent: datetime.datetime | None = None
    answered: datetime.datetime | None = None


def put_card(db: Db, book_id: str, content: str, *, at: datetime.datetime, by: str) -> None:
    """Trust the card of another PC of this commune; `content` is the card as JSON."""
    row = {"book_id": book_id, "content": content, "trusted_at": at.isoformat(), "trusted_by": by}
    bulk.upsert(db, "branch_card", [row], key=["book_id"])


def cards(db: Db) -> list[tuple[str, datetime.datetime]]:
    """The cards of other PCs as JSON, each with the time it was trusted, oldest first."""
    rows = db.execute("SELECT content, trusted_at FROM branch_card ORDER BY trusted_at, book_id")
    return [(r[0], datetime.datetime.fromisoformat(r[1])) for r in rows.fetchall()]


def loans(db: Db) -> dict[str, Loan]:
    """Village → its last loan, ended ones too."""
    rows = db.execute("SELECT village, content FROM loan ORDER BY village").fetchall()
    return {village: msgspec.json.decode(text, type=Loan) for village, text in rows}


def put_loans(db: Db, loans: Iterable[Loan]) -> None:
    """Write loans; a village has one."""
    rows = [{"village": x.village, "state": x.state, "content": _json(x)} for x in loans]
    bulk.upsert(db, "loan", rows, key=["village"])


def lent(db: Db) -> dict[str, Loan]:
    """Village → its loan, of those that are with another PC now."""
    rows = db.execute("SELECT village, content FROM loan WHERE state = 'lent'").fetchall()
    return {village: msgspec.json.decode(text, type=Loan) for village, text in rows}


def holdings(db: Db) -> dict[str, Holding]:
    """Village → how this book holds it; empty where the book is no second PC."""
    rows = db.execute("SELECT village, content FROM holding ORDER BY village").fetchall()
    return {village: msgspec.json.decode(text, type=Holding) for village, text in rows}


def put_holdings(db: Db, holdings: Iterable[Holding]) -> None:
    """Write which villages this book holds."""
    rows = [{"village": x.village, "state": x.state, "content": _json(x)} for x in holdings]
    bulk.upsert(db, "holding", rows, key=["village"])


def villages_of(db: Db, household_uids: Iterable[str]) -> set[str]:
    """The villages that these households stand in now."""
    uids = msgspec.json.encode([*household_uids]).decode()
    rows = db.execute(
        "SELECT DISTINCT village FROM household WHERE uid IN (SELECT value FROM json_each(?))",
        [uids],
    )
    return {village for (village,) in rows.fetchall()}


def keep_loans(db: Db, act_uid: str, before: Iterable[Loan], after: Iterable[Loan]) -> None:
    """What a take-in did to the loans, to be undone with it."""
    row = {"act_uid": act_uid, "before": _json([*before]), "after": _json([*after])}
    bulk.upsert(db, "loan_kept", [row], key=["act_uid"])


def kept_loans(db: Db, act_uid: str) -> tuple[list[Loan], list[Loan]]:
    """The loans before and after a take-in."""
    row = db.execute("SELECT before, after FROM loan_kept WHERE act_uid = ?", [act_uid]).fetchone()
    if row is None:
        return [], []
    before, after = (msgspec.json.decode(text, type=list[Loan]) for text in row)
    return before, after


def drop_loans(db: Db, villages: Iterable[str]) -> None:
    """Forget that villages were ever handed out."""
    db.conn.executemany("DELETE FROM loan WHERE village = ?", [(v,) for v in villages])


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
