"""The keyboard at the first visit of each part of the plan, while the book answers late."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.store.connection import Db, close_book
from desktop.ui.pages.plan import PlanPage
from desktop.ui.worker import Worker
from tests.ui.inline import LateExecutor
from tests.ui.small_books import PROVINCE, desk_of, make_book, play

BOTH = ("goals", "tasks", "measures", "visits", "accounts")
VISITS = [*((name, False) for name in BOTH), *((name, True) for name in (*BOTH, "course"))]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Db]:
    db = make_book(tmp_path / "xa.rasoat-book")
    play(db)
    yield db
    close_book(db)


@pytest.fixture
def above(tmp_path: Path) -> Iterator[Db]:
    db = make_book(tmp_path / "tinh.rasoat-book", PROVINCE)
    yield db
    close_book(db)


class Window:
    """A rail with the keyboard, and the page beside it."""

    def __init__(self, db: Db, qtbot: QtBot) -> None:
        self.late = LateExecutor()
        desk = desk_of(db)
        desk.worker = Worker(self.late, lambda: db, lambda _: None, LateExecutor)
        self.whole = QWidget()
        self.rail, self.other = QPushButton("rail", self.whole), QPushButton("find", self.whole)
        self.page = PlanPage(desk)
        row = QVBoxLayout(self.whole)
        for widget in (self.rail, self.other, self.page):
            row.addWidget(widget)
        qtbot.addWidget(self.whole)
        self.whole.resize(1366, 768)
        self.whole.show()
        self.rail.setFocus()

    def focus(self) -> QWidget | None:
        return self.whole.focusWidget()


@pytest.mark.parametrize(("name", "is_upper"), VISITS)
def test_each_part_takes_the_keyboard_once_the_book_has_answered(
    name: str, *, is_upper: bool, book: Db, above: Db, qtbot: QtBot
) -> None:
    window = Window(above if is_upper else book, qtbot)
    window.page.show_part(name)
    assert window.late.waiting
    window.late.answer()
    focus = window.focus()
    assert focus is not None
    assert window.page.part.isAncestorOf(focus)
    assert focus.isVisible()
    window.rail.setFocus()
    window.page.part.take_focus()
    assert window.focus() is focus


@pytest.mark.parametrize(("name", "is_upper"), VISITS)
def test_a_hand_that_went_elsewhere_meanwhile_keeps_the_keyboard(
    name: str, *, is_upper: bool, book: Db, above: Db, qtbot: QtBot
) -> None:
    window = Window(above if is_upper else book, qtbot)
    window.page.show_part(name)
    window.other.setFocus()
    window.late.answer()
    assert window.focus() is window.other
    window.page.reload()  # later answers ask for nothing
    window.late.answer()
    assert window.focus() is window.other


def test_a_part_that_is_no_longer_in_front_takes_nothing(book: Db, qtbot: QtBot) -> None:
    window = Window(book, qtbot)
    window.page.show_part("tasks")
    window.page.hide()
    window.rail.setFocus()
    window.late.answer()
    assert window.focus() is window.rail
