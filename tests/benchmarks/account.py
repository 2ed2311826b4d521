"""The yearly account of a district of 30 communes, 48,000 households, with charts: 5 s (issue E)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from random import Random

from desktop.domain.planning import (
    Account,
    AccountKind,
    Measure,
    MeasureState,
    PlannedEscape,
    Task,
    TaskProgress,
    TaskState,
    progress_uid,
)
from desktop.services import upkeep
from desktop.services.planning import account_report, accounting, accounts, measure_kinds
from desktop.store import measures, plans
from desktop.store.connection import Db, close_book, writing
from tests.benchmarks.board import LIST, fill
from tests.benchmarks.made import BY, CODES, NOW, PHRASE
from tests.benchmarks.measure import Measured, best_of, timed

OFFICE, COMMUNES, HOUSEHOLDS, YEAR = "076", 30, 48_000, 2026
WHOLE = 5.0
"""Seconds for the account as a file (issue E), whatever the machine."""
TODAY = datetime.date(2026, 12, 20)
_EACH = 12  # one household in so many gets a measure


def run(folder: Path) -> Iterator[Measured]:
    """From nothing kept to a file; each kind of file; and against counting and drawing alone."""
    made = upkeep.new_book(
        folder / "district", upkeep.office_of(OFFICE, LIST), PHRASE, now=NOW, by=BY
    )  # fmt: skip
    db = made.db
    codes = fill(db, HOUSEHOLDS, OFFICE, COMMUNES)
    count = _plan(db, codes)
    account = accounts.begin(db, AccountKind.YEAR, YEAR, now=NOW, by=BY)[0]
    size = f"{len(codes)} communes, {HOUSEHOLDS:,} households, {count:,} measures"
    first = timed(lambda: _write(db, account, "pdf", folder))
    yield Measured(name="account as PDF, nothing kept", ours=first, bound=WHOLE, aim=1, note=size)
    for kind in ("pdf", "docx", "xlsx"):
        ours = min(timed(lambda k=kind: _write(db, account, k, folder)) for _ in range(3))  # type: ignore[misc]
        yield Measured(name=f"account as {kind}", ours=ours, bound=WHOLE, aim=1, note=size)
    sheet = account_report.preview(db, account, TODAY)
    ours, bound = best_of(
        lambda: _write(db, account, "pdf", folder),
        lambda: (accounting.count(db, account, TODAY), account_report.pdf_of(sheet)),
        3,
    )
    yield Measured(
        name="account against counting and drawing", ours=ours, bound=bound, aim=1.5,
        note="text, layout, code, trail and file besides",
    )  # fmt: skip
    close_book(db)


def _write(db: Db, account: Account, kind: str, folder: Path) -> Path:
    return account_report.write(db, account, kind, folder / f"a.{kind}", now=NOW, by=BY)


def _plan(db: Db, codes: list[str]) -> int:
    """Measures and planned escapes of some households, tasks given to every commune; how many measures."""
    rng = Random(OFFICE)
    kinds = [k.code for k in measure_kinds.shipped()]
    rows = db.execute("SELECT uid, commune_code FROM household ORDER BY uid").fetchall()[::_EACH]
    states = list(MeasureState)
    with writing(db):
        measures.put(db, (
            Measure(
                uid=f"m-{uid}", household_uid=uid, commune_code=code, year=YEAR,
                kind=rng.choice(kinds), state=rng.choice(states), programme="Chương trình A",
                amount=rng.randrange(1, 60) * 1_000_000, against=(rng.choice(CODES),),
            )
            for uid, code in rows
        ))  # fmt: skip
        measures.put_escapes(db, (
            PlannedEscape(uid=f"e-{uid}", household_uid=uid, commune_code=code, year=YEAR)
            for uid, code in rows[::2]
        ))  # fmt: skip
        plans.put(db, [record for n in range(40) for record in _task(n, codes)])
    return len(rows)


def _task(number: int, codes: list[str]) -> Iterator[Task | TaskProgress]:
    uid = f"t{number}"
    yield Task(
        uid=uid, office=OFFICE, set_by=OFFICE, group=str(1 + number % 2), title=f"Việc {number}",
        year=YEAR, given_to=tuple(codes), responsible="Phòng chuyên môn",
        deadline=datetime.date(YEAR, 6, 1 + number % 28),
    )  # fmt: skip
    for code in codes[: number % len(codes)]:
        yield TaskProgress(
            uid=progress_uid(uid, code), task_uid=uid, office=code, state=TaskState.DONE,
            done_on=datetime.date(YEAR, 5, 30),
        )  # fmt: skip
