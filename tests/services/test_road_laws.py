"""Whatever the road does to packages, the upper office ends where the newest ones alone would lead."""

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

from desktop.domain.household import Household
from desktop.services import counting, exchanging, receiving, registering
from desktop.services.receiving import ACCEPTED, KNOWN, REFUSED
from desktop.store import households, packages
from desktop.store.connection import Db, close_book, open_book
from tests.services.conftest import Books
from tests.services.made import (
    BY,
    COMMUNE,
    NEAR,
    NOT,
    NOW,
    POOR,
    SECOND,
    UPPER,
    add,
    at,
    happen,
    key,
    open_rounds,
    residents,
    take_in,
)

SENT = 4
"""Packages of each commune; between two of them its season goes on."""
STATE = ("household", "person", "review", "event", "residents", "round")
VILLAGES = ("Nà Bó", "Khuổi Luông", "Pác Hóp")


@dataclass(frozen=True, slots=True)
class Sent:
    """A package on the road: whose, its number, its file, and what the commune counted then."""

    commune: str
    number: int
    path: Path
    figures: dict[str, int]


@pytest.fixture(scope="module")
def road(made_books: Books, tmp_path_factory: pytest.TempPathFactory) -> list[Sent]:
    """Two communes, each with a season in which it sends again and again."""
    folder = tmp_path_factory.mktemp("road")
    sent: list[Sent] = []
    for commune in (COMMUNE, SECOND):
        book = folder / f"{commune}.rasoat-book"
        shutil.copyfile(made_books[commune].path, book)
        db = open_book(book, code=made_books[commune].code)
        sent += _season(db, commune, folder / "goi", random.Random(commune))
        close_book(db)
    return sent


def _season(db: Db, commune: str, folder: Path, chance: random.Random) -> Iterator[Sent]:
    open_rounds(db, 2026)
    for number in range(1, SENT + 1):
        _work(db, chance)
        residents(db, 2026, *VILLAGES)
        now = at(2026, 11, number)
        packed = exchanging.pack_report(db, 2026, UPPER, folder, now=now, by=BY)
        yield Sent(commune, packed.number, packed.path, _sums(db))


def _work(db: Db, chance: random.Random) -> None:
    """Some days of a season: households come, are keyed and keyed again, move, leave."""
    for _ in range(3):
        added = add(db, village=chance.choice(VILLAGES), size=chance.randint(1, 5))
        key(db, added, chance.choice((POOR, NEAR, NOT)))
    there: Sequence[Household] = households.all_of(db, registering.own_commune(db).code)
    again = chance.choice(there)
    key(db, replace(again, note=f"lần {chance.random():.3f}"), chance.choice((POOR, NEAR, NOT)))
    if len(there) > 5:
        gone = chance.choice([h for h in there if h.uid != again.uid])
        if not _has_left(db, gone):
            happen(db, gone.uid, "moved_away", at(2026, 10).date(), "chuyển đi nơi khác")


def _has_left(db: Db, household: Household) -> bool:
    sql = "SELECT count(*) FROM event WHERE household_uid = ? AND kind = 'moved_away'"
    return bool(db.execute(sql, [household.uid]).fetchone()[0])


def _sums(db: Db) -> dict[str, int]:
    figures = counting.unit_figures(db, 2026)
    names = ("poor_households", "poor_people", "near_poor_households", "near_poor_people")
    return {n: sum(getattr(f, n) for f in figures) for n in names}


def _upper(books: Books, folder: Path) -> Db:
    path = _fresh(folder) / "08.rasoat-book"
    shutil.copyfile(books[UPPER].path, path)
    return open_book(path, code=books[UPPER].code)


def _fresh(folder: Path) -> Path:
    """A folder of its own for each example of hypothesis."""
    return Path(tempfile.mkdtemp(dir=folder))


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


@given(arrived=st.lists(st.integers(0, 2 * SENT - 1), min_size=1, max_size=14), data=st.data())
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_order_repetition_and_loss_ends_in_the_state_of_the_newest_packages_alone(
    road: list[Sent], made_books: Books, tmp_path: Path, arrived: list[int], data: st.DataObject
) -> None:
    came = [road[n] for n in arrived]
    receipts = tmp_path / "giay"
    db = _upper(made_books, tmp_path)
    # They come one by one, or several on one stick.
    while came_now := came[: data.draw(st.integers(1, 4))]:
        came = came[len(came_now) :]
        taken = take_in(db, [c.path for c in came_now], receipts=receipts)
        assert {t.verdict for t in taken} <= {ACCEPTED, KNOWN, REFUSED}
    alone = _upper(made_books, tmp_path)
    newest = _newest([road[n] for n in arrived])
    taken = take_in(alone, [n.path for n in newest])
    assert {t.verdict for t in taken} == {ACCEPTED}
    assert _state(db) == _state(alone)
    _check_totals(db, newest)
    close_book(db)
    close_book(alone)


def _check_totals(db: Db, newest: Sequence[Sent]) -> None:
    for one in newest:
        [figures] = counting.unit_figures(db, 2026, one.commune)
        counted = {n: getattr(figures, n) for n in one.figures}
        assert counted == one.figures, f"{one.commune}, number {one.number}"
        accepted = packages.newest(db, direction="in", kind="report", sender=one.commune, year=2026)
        assert accepted is not None
        assert (accepted.number, accepted.verdict) == (one.number, ACCEPTED)


@given(order=st.permutations(range(2 * SENT)), again=st.lists(st.integers(0, 2 * SENT - 1)))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_receipts_in_any_order_and_repetition_tell_every_commune_that_totals_are_equal(
    road: list[Sent], made_books: Books, tmp_path: Path, order: list[int], again: list[int]
) -> None:
    folder = _fresh(tmp_path)
    db = _upper(made_books, folder)
    in_order = sorted(road, key=lambda s: (s.commune, s.number))
    taken = take_in(db, [s.path for s in in_order], receipts=folder / "giay")
    answers = [t.receipt for t in taken if t.receipt]
    assert len(answers) == len(road)
    close_book(db)
    for commune in (COMMUNE, SECOND):
        book = folder / f"{commune}.rasoat-book"
        source = next(s.path for s in road if s.commune == commune).parent.parent
        shutil.copyfile(source / f"{commune}.rasoat-book", book)
        home = open_book(book, code=made_books[commune].code)
        for place in (*order, *again):
            take_in(home, [answers[place]])
        log = [p for p in packages.log(home, 2026) if p.direction == "out"]
        assert len(log) == SENT
        assert all(p.verdict == "taken_in" and p.details["agrees"] is True for p in log)
        close_book(home)


def test_a_delayed_package_never_undoes_what_a_newer_one_said(
    road: list[Sent], made_books: Books, tmp_path: Path
) -> None:
    db = _upper(made_books, tmp_path)
    own = [s for s in road if s.commune == COMMUNE]
    take_in(db, [own[-1].path])
    before = _state(db)
    late = receiving.take_in(db, [s.path for s in own[:-1]], now=NOW, by=BY)
    assert [t.verdict for t in late] == [REFUSED] * (SENT - 1)
    assert _state(db) == before
    close_book(db)
