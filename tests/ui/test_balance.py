"""The page of the balance: villages, who breaks it, and the key that settles it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.services import registering, upkeep
from desktop.store import reviews
from desktop.store.connection import Db
from desktop.ui.page import Desk
from desktop.ui.pages.balance import BalancePage
from desktop.ui.pages.balance.breaks import reason
from tests.services.made import people
from tests.ui.small_books import BY, NOW, desk_of, make_book, play, stray


class Shown:
    """The page over a small book, and what it says and where it goes."""

    def __init__(self, db: Db, qtbot: QtBot) -> None:
        self.db = db
        self.desk: Desk = desk_of(db)
        self.errors = stray(self.desk)
        self.said: list[tuple[str, object]] = []
        self.went: list[tuple[str, object]] = []
        self.desk.say = lambda text, undo=None: self.said.append((text, undo))
        self.desk.go = lambda page, target=None: self.went.append((page, target))
        self.page = BalancePage(self.desk)
        qtbot.addWidget(self.page)
        self.page.resize(1240, 720)
        self.page.show()

    def grow(self, head: str) -> str:
        """A child keyed without an event."""
        home = next(h for h in registering.everyone(self.db) if h.head_name == head)
        child = replace(people(head, 2)[1], name="Triệu Thị Mới", born="2026-02-03")
        after = replace(home, members=(*home.members, child))
        registering.save_household(self.db, after, now=NOW, by=BY)
        return home.uid


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    db = make_book(tmp_path / "so.rasoat-book")
    made = Shown(db, qtbot)
    yield made
    assert made.errors == []
    upkeep.close_book(db)


def test_before_the_round_the_page_says_how_to_begin(shown: Shown) -> None:
    shown.page.reload()
    assert shown.page.stack.currentIndex() == 0


def test_a_season_without_breaks_closes_everywhere(shown: Shown) -> None:
    play(shown.db)
    shown.page.reload()
    assert [one.village for one in shown.page.model.rows] == ["", "Bản Phú", "Nà Cọn"]
    assert all(one.closes for one in shown.page.model.rows)
    assert not shown.page.breaks.none.isHidden()


def test_a_break_is_named_and_one_key_settles_it(shown: Shown) -> None:
    play(shown.db)
    uid = shown.grow("Bàn Thị Mùi")
    shown.page.reload()
    [one] = shown.page.breaks.breaks.rows
    assert reason(one) == "2 → 3 người, chưa có biến động: thêm Triệu Thị Mới"
    shown.page.breaks.one.click()
    assert [e.kind.value for e in reviews.events_of(shown.db, uid)] == ["born"]
    assert shown.page.breaks.breaks.rows == []
    assert shown.page.found is not None
    assert shown.page.found.total.ledger.change("born") == (0, 1)
    undo = shown.said[-1][1]
    assert callable(undo)
    undo()
    assert len(shown.page.breaks.breaks.rows) == 1


def test_all_that_can_be_settled_is_settled_at_once(shown: Shown) -> None:
    play(shown.db)
    for head in ("Bàn Thị Mùi", "Ma Văn Quý"):
        shown.grow(head)
    shown.page.reload()
    assert shown.page.breaks.all.text() == "Ghi cả 2 hộ"
    shown.page.breaks.all.click()
    assert shown.page.breaks.breaks.rows == []


def test_a_sheet_that_is_missing_is_opened_by_enter(shown: Shown) -> None:
    play(shown.db, keep_open=("Triệu Văn Kim",))
    shown.page.reload()
    [one] = shown.page.breaks.breaks.rows
    assert not shown.page.breaks.one.isVisible()
    shown.page.breaks.next()
    QTest.keyClick(shown.page.breaks.view, Qt.Key.Key_Return)
    assert shown.went == [("entry", one.uid)]


def test_a_village_shows_its_own_breaks_only(shown: Shown) -> None:
    play(shown.db)
    for head in ("Bàn Thị Mùi", "Ma Văn Quý"):
        shown.grow(head)
    shown.page.reload()
    shown.page.view.choose_row(2)
    QTest.keyClick(shown.page.view, Qt.Key.Key_Return)
    assert [b.village for b in shown.page.breaks.breaks.rows] == ["Nà Cọn"]
    QTest.keyClick(shown.page.view, Qt.Key.Key_Return)
    assert len(shown.page.breaks.breaks.rows) == 2


def test_a_round_without_a_start_offers_to_begin_now(shown: Shown) -> None:
    play(shown.db)
    shown.db.execute("DELETE FROM round_start")
    shown.db.execute("DELETE FROM setting WHERE key LIKE 'round-start-%'")
    shown.page.reload()
    assert shown.page.note.isVisible()
    shown.page.start_here()
    assert not shown.page.note.isVisible()
    assert shown.page.found is not None
    assert shown.page.found.is_kept


def test_escape_goes_to_the_overview(shown: Shown) -> None:
    play(shown.db)
    shown.page.reload()
    QTest.keyClick(shown.page, Qt.Key.Key_Escape)
    assert shown.went == [("overview", None)]
