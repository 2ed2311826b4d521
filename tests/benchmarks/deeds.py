"""A deed on a whole commune: a decision on 5,000 households, its undoing, a household's page after."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from desktop.domain.act import Act, Touched
from desktop.domain.procedure import Decision, DecisionKind
from desktop.services import recalling, registering, undoing, upkeep
from desktop.store import reviews
from desktop.store.connection import Db, close_book, create_book, writing
from tests.benchmarks.made import BY, NOW, PHRASE, fill
from tests.benchmarks.measure import Measured, timed

HOUSEHOLDS, TIMES, LOOKS = 5000, 3, 20
WRITTEN = {
    "review": "year = 2026",
    "act": "1 ORDER BY rowid DESC LIMIT 1",
    "act_household": "act_uid = (SELECT uid FROM act ORDER BY rowid DESC LIMIT 1)",
}
"""What the deed writes: table → which rows."""
Rows = dict[str, list[tuple[object, ...]]]


def run(folder: Path) -> Iterator[Measured]:
    """The bounds: the same rows written bare, read and written bare, and the page before the deed."""
    made = upkeep.new_book(
        folder / "desk", upkeep.office_of("02296", "2025"), PHRASE, now=NOW, by=BY
    )
    db, home = made.db, fill(made.db, HOUSEHOLDS)[0].uid
    bare, _ = create_book(folder / "bare", PHRASE)
    bare.execute("PRAGMA foreign_keys = OFF")
    before = [timed(lambda: _page(db, home)) for _ in range(LOOKS)]
    done, undone, after, wrote, rewrote = [], [], [], [], []
    for n in range(TIMES):
        act = _decision(db, n)
        done.append(timed(lambda a=act: undoing.do(db, a)))  # type: ignore[misc]
        after += [timed(lambda: _page(db, home)) for _ in range(LOOKS)]
        rows = _read(db)
        wrote.append(timed(lambda r=rows: _write(bare, r)))  # type: ignore[misc]
        undone.append(timed(lambda a=act: undoing.undo(db, a.uid, now=NOW, by=BY)))  # type: ignore[misc]
        rewrote.append(timed(lambda: _write(bare, {"review": _read(bare)["review"]})))
    close_book(bare)
    close_book(db)
    yield Measured(
        name="decide on 5,000 households at once", ours=min(done), bound=min(wrote), aim=3,
        note="bound: the same rows written bare",
    )  # fmt: skip
    yield Measured(
        name="take that decision back", ours=min(undone), bound=min(rewrote), aim=5,
        note="bound: the same rows read and written bare",
    )  # fmt: skip
    yield Measured(
        name="a household's page after it", ours=min(after), bound=min(before), aim=2,
        note="bound: the page before it",
    )  # fmt: skip


def _page(db: Db, uid: str) -> None:
    assert registering.whole(db, uid) is not None
    assert recalling.recall(db, uid) is not None


def _decision(db: Db, n: int) -> Act:
    """As services.deciding makes it: the sheets with number and day, and the decision."""
    before = reviews.of_round(db, 2026)
    number, day = f"{n + 1:02d}/QĐ-UBND", datetime.date(2026, 10, 30)
    after = tuple(
        replace(r, decision_no=number, decision_on=day, revision=r.revision + 1) for r in before
    )
    decision = Decision(
        uid=f"decision-{n}", case_uid="case", kind=DecisionKind.RECOGNISED, number=number,
        signed_on=day, household_uids=tuple(r.household_uid for r in before),
    )  # fmt: skip
    return Act(
        uid=f"deed-{n}", kind="process-decision-recognised", at=NOW, by=BY,
        before=Touched(reviews=tuple(before)), after=Touched(reviews=after, decisions=(decision,)),
    )  # fmt: skip


def _read(db: Db) -> Rows:
    return {
        table: db.execute(f"SELECT * FROM {table} WHERE {which}").fetchall()
        for table, which in WRITTEN.items()
    }


def _write(db: Db, rows: Rows) -> None:
    with writing(db):
        for table, some in rows.items():
            marks = ",".join("?" * len(some[0]))
            db.conn.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", some)
