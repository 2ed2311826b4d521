"""Requests by the keyboard alone: found or added, marked by digit, recorded, corrected, undone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.services import asking, reviewing
from desktop.store.connection import Db, close_book
from desktop.ui.main_window import MainWindow
from desktop.ui.page import Page, PageSpec
from desktop.ui.pages.sheet_a import SheetAPage
from tests.ui.small_books import NOW, YEAR, desk_of, key_sheet, make_book, play, stray

K = Qt.Key
PLAIN, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class Hands:
    """A window with the page, and ten fingers."""

    def __init__(self, qtbot: QtBot, db: Db) -> None:
        self.qtbot, self.db = qtbot, db
        self.desk = replace(desk_of(db), now=lambda: NOW)
        self.stray = stray(self.desk)
        pages = [
            PageSpec("sheet-a", "note", "Ctrl+3", SheetAPage),
            PageSpec("overview", "home", "Ctrl+1", Page),
        ]
        self.window = MainWindow(self.desk, pages)
        self.window.resize(1366, 768)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.go("sheet-a")

    @property
    def page(self) -> SheetAPage:
        """The page."""
        page = self.window.page
        assert isinstance(page, SheetAPage)
        return page

    def press(self, key: Qt.Key, by: Qt.KeyboardModifier = PLAIN) -> None:
        """One key."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, by)

    def keys(self, text: str) -> None:
        """Letters and digits; a line end is Enter."""
        for char in text:
            if char == "\n":
                self.press(K.Key_Return)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = ord(char.upper()) if char.isascii() else 0
                focus = QApplication.focusWidget()
                assert focus is not None
                QApplication.sendEvent(focus, QKeyEvent(kind, key, PLAIN, char))

    def find(self, text: str) -> None:
        """Search for a household and take the first hit."""
        self.keys(text)
        self.qtbot.waitUntil(lambda: bool(self.page.form.finder.list.first()))
        self.keys("\n")

    def requests(self) -> list[tuple[str, int | None, str]]:
        """(head, marks, verdict), oldest first."""
        found = asking.asking(self.db, YEAR).requests
        return [(r.head_name, r.marked, str(r.verdict)) for r in reversed(found)]


@pytest.fixture
def hands(qtbot: QtBot, tmp_path: Path) -> Iterator[Hands]:
    db = make_book(tmp_path / "xa.rasoat-book")
    reviewing.open_round(db, YEAR - 1, now=NOW, by="x")
    key_sheet(db, "Triệu Văn Kim", "Nà Cọn", YEAR - 1, 100, 4)
    key_sheet(db, "Ma Văn Quý", "Bản Phú", YEAR - 1, 160, 1)
    reviewing.open_round(db, YEAR, now=NOW, by="x")
    yield (made := Hands(qtbot, db))
    assert made.stray == []
    close_book(db)


def test_digits_mark_and_enter_records_and_goes_to_the_next(hands: Hands) -> None:
    hands.find("ma van quy")
    hands.keys("\n\n13\n")  # as usual: a review, today; marks 1 and 3
    assert hands.requests() == [("Ma Văn Quý", 2, "listed")]
    assert hands.page.form.finder.field.hasFocus()
    assert hands.page.form.finder.field.text() == ""
    assert {line.head_name for line in reviewing.queue(hands.db, YEAR)} == {
        "Ma Văn Quý", "Triệu Văn Kim",
    }  # fmt: skip


def test_the_count_alone_will_do_and_four_are_too_many(hands: Hands) -> None:
    hands.find("quy")
    hands.keys("\n\n\n4\n")
    assert hands.requests() == [("Ma Văn Quý", 4, "not_listed")]
    assert hands.page.result.verdict.accessibleName()


def test_ctrl_z_takes_the_newest_request_back_when_the_line_has_let_go(hands: Hands) -> None:
    hands.find("quy")
    hands.keys("\n\n\n4\n")
    hands.window.status.unsay()
    hands.window.undo()
    assert hands.requests() == []
    assert "Đã hoàn tác: Giấy đề nghị, phiếu A" in hands.window.status._said.text()
    hands.window.status.unsay()
    hands.window.undo()
    assert "Không còn việc nào" in hands.window.status._said.text()


def test_a_request_of_another_day_is_not_taken_back_by_ctrl_z(hands: Hands) -> None:
    hands.find("quy")
    hands.keys("\n\n\n4\n")
    hands.window.status.unsay()
    hands.desk.now = lambda: NOW + datetime.timedelta(days=2)
    hands.window.undo()
    assert len(hands.requests()) == 1
    assert "lịch sử của hộ" in hands.window.status._said.text()


def test_a_household_not_in_the_register_is_added_with_its_village(hands: Hands) -> None:
    hands.keys("Lý Thị Sông")
    hands.press(K.Key_Insert, CTRL)
    assert hands.page.place == "village"
    hands.keys("1\n\n\n0\n")
    assert hands.requests() == [("Lý Thị Sông", 0, "listed")]
    [line] = [x for x in reviewing.queue(hands.db, YEAR) if x.head_name == "Lý Thị Sông"]
    assert line.number
    hands.window.status.undo()
    assert hands.requests() == []
    assert all(x.head_name != "Lý Thị Sông" for x in reviewing.queue(hands.db, YEAR))


def test_the_poor_skip_the_marks(hands: Hands) -> None:
    hands.find("kim")
    hands.keys("2\n\n")  # asks to leave poverty; the day; nothing more
    assert hands.requests() == [("Triệu Văn Kim", None, "on_list")]


def test_what_contradicts_itself_is_not_recorded_and_the_hand_goes_there(hands: Hands) -> None:
    hands.find("quy")
    hands.keys("\n15/12/2027\n13\n")
    assert hands.requests() == []
    assert hands.page.place == "asked_on"
    hands.page.form.day.selectAll()
    hands.keys("15/11\n")
    hands.press(K.Key_Tab)
    hands.keys("3")
    hands.press(K.Key_Return, CTRL)
    assert hands.requests() == []
    assert hands.page.place == "count"
    hands.page.form.count.selectAll()
    hands.keys("2\n")
    assert hands.requests() == [("Ma Văn Quý", 2, "listed")]


def test_a_recorded_request_comes_back_to_be_corrected_and_can_be_withdrawn(hands: Hands) -> None:
    hands.find("quy")
    hands.keys("\n\n13\n")
    hands.press(K.Key_L, CTRL)
    hands.keys("\n")
    assert hands.page.draft.marks == frozenset({"01", "03"})
    assert hands.page.place == "wants"
    hands.keys("\n\n456\n")
    assert hands.requests() == [("Ma Văn Quý", 5, "not_listed")]
    hands.press(K.Key_L, CTRL)
    hands.press(K.Key_Delete, CTRL)
    assert hands.requests() == []
    hands.window.status.undo()
    assert hands.requests() == [("Ma Văn Quý", 5, "not_listed")]


def test_the_office_names_the_columns(hands: Hands) -> None:
    hands.press(K.Key_F9)
    hands.keys("Xe máy\nTivi")
    hands.page.names.save.click()
    hands.find("quy")
    hands.keys("\n\n1")
    assert "Xe máy" in hands.page.form.marks.accessibleName()


def test_without_a_round_the_page_says_where_to_open_one(qtbot: QtBot, tmp_path: Path) -> None:
    db = make_book(tmp_path / "xa.rasoat-book")
    hands = Hands(qtbot, db)
    assert hands.page.stack.currentWidget() is hands.page.nothing
    assert str(YEAR) in hands.page.nothing.sentence.text()
    assert hands.stray == []
    play(db, residents=False)
    hands.page.reload()
    assert hands.page.stack.currentWidget() is hands.page.main
    close_book(db)
