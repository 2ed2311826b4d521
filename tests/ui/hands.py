"""Hands on the keyboard of a Program that works at once, in a data folder of its own."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.unit import Area, Office
from desktop.services import upkeep
from desktop.ui.main_window import MainWindow
from desktop.ui.page import Desk, Page, PageSpec
from desktop.ui.program import Program
from desktop.ui.start.question import Question
from desktop.ui.start.sheet import SheetQuestion
from desktop.ui.start.window import StartWindow
from tests.ui.inline import InlineExecutor

NOW = datetime.datetime(2026, 10, 15, 1, 41, tzinfo=datetime.UTC)
PHRASE = "mua len nuong 3"
Q = TypeVar("Q", bound=Question)


def now() -> datetime.datetime:
    """A Thursday in the season."""
    return NOW


class PlainPage(Page):
    """Stands for the pages of a desk, which have tests of their own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.years: list[int] = []
        self.lets_go = True

    def reload(self) -> None:
        self.years.append(self.desk.year)

    def may_leave(self) -> bool:
        return self.lets_go


def plain_pages(_office: Office) -> list[PageSpec]:
    """The pages that a start can end on."""
    return [
        PageSpec("overview", "layout-dashboard", "Ctrl+1", PlainPage),
        PageSpec("read-list", "file-spreadsheet", "", PlainPage, in_rail=False),
    ]


@dataclass
class Hands:
    """A running program and what a person does to it."""

    program: Program
    data: Path
    qtbot: QtBot

    @property
    def window(self) -> QWidget:
        """The window on screen."""
        assert self.program.window is not None
        return self.program.window

    @property
    def main(self) -> MainWindow:
        """The main window, once a book is open."""
        assert isinstance(self.window, MainWindow)
        return self.window

    @property
    def start(self) -> StartWindow:
        """The window before it."""
        assert isinstance(self.window, StartWindow)
        return self.window

    def question(self, kind: type[Q]) -> Q:
        """What is asked now; it must be of this kind."""
        asked = self.start.question
        assert isinstance(asked, kind), asked
        return asked

    def press(
        self, *keys: Qt.Key, by: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press keys where the focus is."""
        if by != Qt.KeyboardModifier.NoModifier:
            # Shortcuts are heard by the active window only.
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)
        for key in keys:
            QTest.keyClick(self.window.focusWidget() or self.window, key, by)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type ASCII text where the focus is, in place of what stands there."""
        field = self.window.focusWidget()
        assert isinstance(field, QLineEdit), field
        field.selectAll()
        QTest.keyClicks(field, text)

    def enter(self) -> None:
        """Go on."""
        self.press(Qt.Key.Key_Return)

    def close(self) -> None:
        """End the program and let its windows go at once: Qt would keep them until an event loop."""
        self.program.close()
        if self.program.window is not None:
            self.program.window.deleteLater()
        self.program._dress(practice=False)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def keep_sheet(self) -> None:
        """Promise that the recovery sheet is printed and put away, and go on."""
        self.question(SheetQuestion).sheet.kept.setFocus()
        self.press(Qt.Key.Key_Space, Qt.Key.Key_Return)


def hands(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, pages: bool = False
) -> Hands:
    """A program with nothing opened yet. Without `pages` the desks have two plain ones."""
    data = tmp_path / "data"
    monkeypatch.setenv("RASOAT_DATA", str(data))
    for name in ("RASOAT_BOOK", "RASOAT_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)
    if not pages:
        monkeypatch.setattr("desktop.ui.program.pages_of", plain_pages)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    program = Program(app, executor=InlineExecutor, now=now)
    return Hands(program, data, qtbot)


def make_book(
    path: Path, *, code: str = "02296", list_version: str = "2025", area: Area | None = None,
    phrase: str = PHRASE, practice: bool = False,
) -> str:  # fmt: skip
    """A closed book of an office; returns its recovery code."""
    office = upkeep.office_of(code, list_version, area=area, practice=practice)
    made = upkeep.new_book(path, office, phrase, now=NOW, by="Nong Thi Yen")
    upkeep.close_book(made.db)
    return made.recovery_code
