"""Whatever the road does to plans, the upper office ends where the newest ones alone would lead."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.planning import MeasureState, PlannedEscape, TaskProgress
from desktop.services.planning import sending_plan
from desktop.services.receiving import ACCEPTED, KNOWN, REFUSED
from desktop.store import measures, plans
from desktop.store.connection import Db, close_book, open_book, writing
from tests.services.conftest import Books
from tests.services.made import COMMUNE, SECOND, UPPER, at, take_in
from tests.services.planning import plan_made as made

SENT = 4
STATE = ("plan_record", "measure", "planned_escape", "attachment", "plan_sum")


@dataclass(frozen=True, slots=True)
class Sent:
    """A plan on the road."""

    commune: str
    number: int
    path: Path


@pytest.fixture(scope="module")
def road(made_books: Books, tmp_path_factory: pytest.TempPathFactory) -> list[Sent]:
    """Two communes that work on their plans and send them again and again."""
    folder = tmp_path_factory.mktemp("plan-road")
    sent: list[Sent] = []
    for commune in (COMMUNE, SECOND):
        book = folder / f"{commune}.rasoat-book"
        shutil.copyfile(made_books[commune].path, book)
        db = open_book(book, code=made_books[commune].code)
        sent += _season(db, commune, folder / "goi", random.Random(commune))
        close_book(db)
    return sent


def _season(db: Db, commune: str, folder: Path, chance: random.Random) -> Iterator[Sent]:
    made.fill(db, [f"{commune}-hộ-{n}" for n in range(4)])
    for number in range(1, SENT + 1):
        yield Sent(commune, number, made.pack(db, folder, now=at(2026, 11, number)))
        _work(db, commune, chance)


def _work(db: Db, commune: str, chance: random.Random) -> None:
    """Something is changed, something added, something taken out."""
    home = f"{commune}-hộ-{chance.randrange(4)}"
    made.put(
        db, made.goal(commune, value=chance.randint(1, 9)),
        replace(made.measure(commune, home, chance.randrange(9)), state=chance.choice([*MeasureState])),
    )  # fmt: skip
    evidence = made.attach(db, "anh.pdf", made.PAPER + chance.randbytes(4))
    with writing(db):
        plans.put(db, [made.progress(commune, f"task-{commune}", evidence)])
        plans.delete(db, [chance.choice((f"visit-{commune}", f"account-{commune}", "–"))])
        measures.delete_escapes(db, [f"escape-{commune}"])
        measures.put_escapes(db, [PlannedEscape(
            uid=f"escape-{commune}-{home}", household_uid=home, commune_code=commune, year=2028
        )])  # fmt: skip


def _upper(books: Books, folder: Path) -> Db:
    path = Path(tempfile.mkdtemp(dir=folder)) / "08.rasoat-book"
    shutil.copyfile(books[UPPER].path, path)
    return open_book(path, code=books[UPPER].code)


def _state(db: Db) -> dict[str, list[Any]]:
    return {
        name: sorted(map(tuple, db.execute(f"SELECT * FROM {name}").fetchall())) for name in STATE
    }


def _newest(arrived: Sequence[Sent]) -> list[Sent]:
    newest: dict[str, Sent] = {}
    for one in arrived:
        if one.commune not in newest or one.number > newest[one.commune].number:
            newest[one.commune] = one
    return list(newest.values())


@given(arrived=st.lists(st.integers(0, 2 * SENT - 1), min_size=1, max_size=12), data=st.data())
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_order_repetition_and_loss_of_plans_ends_in_the_state_of_the_newest_alone(
    road: list[Sent], made_books: Books, tmp_path: Path, arrived: list[int], data: st.DataObject
) -> None:
    came, db = [road[n] for n in arrived], _upper(made_books, tmp_path)
    while now := came[: data.draw(st.integers(1, 4))]:
        came = came[len(now) :]
        taken = take_in(db, [c.path for c in now], receipts=tmp_path / "giay")
        assert {x.verdict for x in taken} <= {ACCEPTED, KNOWN, REFUSED}
    alone = _upper(made_books, tmp_path)
    taken = take_in(alone, [n.path for n in _newest([road[n] for n in arrived])])
    assert {x.verdict for x in taken} == {ACCEPTED}
    assert _state(db) == _state(alone)
    _check_files(db)
    close_book(db)
    close_book(alone)


def _check_files(db: Db) -> None:
    """The bytes that are kept are those that a record names."""
    named = {f.sha256 for p in plans.of_kind(db, TaskProgress) for f in p.files}
    assert plans.file_sizes(db).keys() == named


@given(order=st.permutations(range(2 * SENT)), again=st.lists(st.integers(0, 2 * SENT - 1)))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_receipts_in_any_order_and_repetition_tell_every_commune_that_totals_are_equal(
    road: list[Sent], made_books: Books, tmp_path: Path, order: list[int], again: list[int]
) -> None:
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    db = _upper(made_books, folder)
    taken = take_in(db, [s.path for s in road], receipts=folder / "giay")
    answers = [x.receipt for x in taken if x.receipt]
    assert len(answers) == len(road)
    close_book(db)
    for commune in (COMMUNE, SECOND):
        book = folder / f"{commune}.rasoat-book"
        source = next(s.path for s in road if s.commune == commune).parent.parent
        shutil.copyfile(source / f"{commune}.rasoat-book", book)
        home = open_book(book, code=made_books[commune].code)
        for place in (*order, *again):
            take_in(home, [answers[place]])
        log = sending_plan.history(home)
        assert len(log) == SENT
        assert all(p.verdict == "taken_in" and p.details["agrees"] is True for p in log)
        close_book(home)
