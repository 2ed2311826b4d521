"""The shell builds pages at their first visit, goes by key and click, and tells them of changes."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.domain.unit import Level, Office
from desktop.services.changes import Changes, changes
from desktop.ui.main_window import MainWindow
from desktop.ui.page import Desk, Page, PageSpec, page_specs
from desktop.ui.worker import Worker
from tests.ui.inline import InlineExecutor

if TYPE_CHECKING:
    from desktop.store.connection import Db

OFFICE = Office(
    code="02296",
    list_version="2025",
    level=Level.COMMUNE,
    name="Xã Bình An",
    upper_code="08",
    upper_name="UBND tỉnh Tuyên Quang",
    province_name="Tuyên Quang",
    area=None,
    book_id="b",
)


class _Page(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.seen: list[object] = []
        self.field = QLineEdit()
        self.column.addWidget(self.field)
        self.kept = True

    def reload(self) -> None:
        self.seen.append("reload")

    def on_changed(self, changes: Changes) -> bool:
        return "household" in changes

    def open_target(self, target: object) -> None:
        self.seen.append(target)

    def focus_first(self) -> None:
        self.field.setFocus()

    def key_line(self) -> list[tuple[str, str]]:
        return [("F4", "ghi chú")]

    def may_leave(self) -> bool:
        return self.kept


def _window(qtbot: QtBot, *, practice: bool = False) -> tuple[MainWindow, list[_Page]]:
    from dataclasses import replace

    made: list[_Page] = []

    def build(desk: Desk) -> Page:
        made.append(_Page(desk))
        return made[-1]

    worker = Worker(InlineExecutor(), lambda: cast("Db", object()), lambda db: None)
    now = datetime.datetime(2026, 10, 15, tzinfo=datetime.UTC)
    desk = Desk(
        worker=worker, office=replace(OFFICE, practice=practice), year=2026, by="t", now=lambda: now
    )
    pages = [
        PageSpec("overview", "layout-dashboard", "Ctrl+1", build),
        PageSpec("households", "home", "Ctrl+2", build),
        PageSpec("settings", "settings", "Ctrl+,", build, at_foot=True),
    ]
    window = MainWindow(desk, pages)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window, made


def test_a_page_is_built_at_its_first_visit_and_read_at_each(qtbot: QtBot) -> None:
    window, made = _window(qtbot)
    assert made == []
    window.go("overview")
    window.go("households", "uid-7")
    window.go("overview")
    assert [page.seen for page in made] == [["reload", "reload"], ["reload", "uid-7"]]
    assert window.page is made[0]


def test_keys_go_to_pages(qtbot: QtBot) -> None:
    window, made = _window(qtbot)
    window.go("overview")
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page is made[1]
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert window.page is made[2]


def test_a_page_with_unkept_work_is_not_left(qtbot: QtBot) -> None:
    window, made = _window(qtbot)
    window.go("overview")
    made[0].kept = False
    window.go("households")
    assert len(made) == 1
    assert window.close() is False
    made[0].kept = True
    assert window.close() is True


def test_changes_reload_only_the_page_in_sight(qtbot: QtBot) -> None:
    window, made = _window(qtbot)
    window.go("overview")
    window.go("households")
    window.desk.worker.run(lambda db: changes("household"))
    window.desk.worker.run(lambda db: changes("package"))
    assert [page.seen for page in made] == [["reload"], ["reload", "reload"]]


def test_the_ways_of_the_desk_lead_to_the_window(qtbot: QtBot) -> None:
    window, made = _window(qtbot)
    window.desk.go("households", {"class": "poor"})
    assert made[0].seen == ["reload", {"class": "poor"}]
    undone: list[int] = []
    window.desk.say("Đã bỏ 1 người.", lambda: undone.append(1))
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [1]


@pytest.mark.parametrize("practice", [False, True])
def test_practice_is_marked_in_title_and_band(qtbot: QtBot, practice: bool) -> None:
    window, _ = _window(qtbot, practice=practice)
    assert window.windowTitle().startswith("LUYỆN TẬP") is practice
    assert window.band.isVisible() is practice
    with qtbot.waitSignal(window.real_book_wanted):
        window.band.leave.click()


def test_a_small_window_has_a_rail_of_icons(qtbot: QtBot) -> None:
    window, _ = _window(qtbot)
    window.resize(1366, 700)
    assert window.rail.width() == 84
    window.resize(911, 512)
    assert window.rail.width() == 56


def test_each_desk_has_its_pages_in_the_order_of_its_rail(app: object) -> None:
    def factory(desk: Desk) -> Page:
        return _Page(desk)

    names = ["overview", "households", "entry", "inbox", "twins", "exchange", "help", "settings"]
    factories = dict.fromkeys(names, factory)
    commune = page_specs(is_upper=False, factories=factories)
    upper = page_specs(is_upper=True, factories=factories)
    assert [(s.id, s.shortcut) for s in commune] == [
        ("overview", "Ctrl+1"),
        ("households", "Ctrl+2"),
        ("entry", "Ctrl+3"),
        ("exchange", "Ctrl+6"),
        ("help", "F1"),
        ("settings", "Ctrl+,"),
    ]
    assert [s.title for s in upper][:3] == ["Tổng quan", "Nhận báo cáo", "Trùng lặp"]
