"""Reading a list in the window: what follows is said before, taken back after, begun anew at a visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.services import registering, reviewing
from desktop.store.connection import Db, close_book
from tests.ui.small_books import BY, NOW, desk_of, make_book
from tests.ui.test_read_list import HEAD, LIST, Shown, workbook


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Db]:
    db = make_book(tmp_path / "xa.rasoat-book")
    yield db
    close_book(db)


@pytest.fixture
def shown(qtbot: QtBot, book: Db) -> Iterator[Shown]:
    made = Shown(qtbot, desk_of(book))
    yield made
    assert made.stray == []


def _written(shown: Shown, path: Path, rows: tuple[list[object], ...]) -> None:
    shown.page.open_file(workbook(path, [HEAD, *rows]))
    shown.page.make_plan()
    shown.page.write()


def _planned(shown: Shown, path: Path, rows: tuple[list[object], ...]) -> None:
    shown.page.open_file(workbook(path, [HEAD, *rows]))
    shown.page.make_plan()


# Before writing -----------------------------------------------------------------------------------
def test_what_a_decided_year_and_an_open_round_get_is_said_first(
    shown: Shown, book: Db, tmp_path: Path
) -> None:
    _written(shown, tmp_path / "mot.xlsx", LIST[:2])
    reviewing.open_round(book, 2026, now=NOW, by=BY)
    _planned(shown, tmp_path / "hai.xlsx", LIST)
    notes = shown.notes(shown.page.planned)
    assert notes[0].startswith(
        "Năm 2024 đã có 1 hộ được công nhận; danh sách này thêm 1 hộ vào năm ấy."
    )
    assert notes[1].startswith("Đợt 2026 đang mở sẽ thêm 1 hộ phải rà soát.")


def test_an_empty_book_is_warned_of_nothing(shown: Shown, tmp_path: Path) -> None:
    _planned(shown, tmp_path / "a.xlsx", LIST)
    assert shown.notes(shown.page.planned) == []


def test_rows_that_wait_are_no_refusals(shown: Shown, tmp_path: Path) -> None:
    rows = [[*line, "Xã Lạ"] for line in LIST]
    shown.page.open_file(workbook(tmp_path / "a.xlsx", [[*HEAD, "Xã"], *rows]))
    shown.page.make_plan()
    said = shown.page.planned.equation.accessibleName()
    assert "từ chối 0; chờ trả lời 3" in said
    assert not shown.page.errors.isVisible()
    shown.page.planned.questions.commune_answered.emit("la", True)
    assert "thêm mới 3" in shown.page.planned.equation.accessibleName()
    assert "chờ trả lời" not in shown.page.planned.equation.accessibleName()


def test_after_an_answer_what_comes_in_is_in_front(shown: Shown, tmp_path: Path) -> None:
    rows = [[*line, "Xã Lạ"] for line in LIST[:2]] + [[*LIST[2], ""]]
    rows[2][6] = "00807500003"  # a fault: its tab stands in front
    shown.page.open_file(workbook(tmp_path / "a.xlsx", [[*HEAD, "Xã"], *rows]))
    shown.page.make_plan()
    bar = shown.page.planned.tabs
    assert bar.tabText(bar.currentIndex()) == "Cần sửa 1"
    shown.page.planned.questions.commune_answered.emit("la", True)
    assert bar.tabText(bar.currentIndex()) == "Hộ mới 1"


def test_another_file_can_be_opened_at_the_preview(
    qtbot: QtBot, shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _planned(shown, tmp_path / "mot.xlsx", LIST)
    other = workbook(tmp_path / "hai.xlsx", [HEAD, *LIST])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    qtbot.keyClick(shown.page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert (shown.page.path, shown.page.step) == (other, "columns")


# After writing ------------------------------------------------------------------------------------
def test_the_result_takes_the_list_back(shown: Shown, book: Db, tmp_path: Path) -> None:
    _written(shown, tmp_path / "a.xlsx", LIST)
    assert registering.size(book) == 2
    shown.page.result.undo.click()
    assert registering.size(book) == 0
    assert shown.page.step == "choose"
    assert any(note.startswith("Đã hoàn tác việc đọc a.xlsx.") for note in shown.notes())


def test_a_visit_after_a_finished_list_begins_anew(shown: Shown, book: Db, tmp_path: Path) -> None:
    _written(shown, tmp_path / "a.xlsx", LIST)
    shown.page.reload()
    assert shown.page.step == "choose"
    assert any(note.startswith("Vừa đọc a.xlsx: 2 hộ.") for note in shown.notes())
    shown.page.undo_late()
    assert registering.size(book) == 0


def test_a_visit_in_the_middle_goes_on(shown: Shown, tmp_path: Path) -> None:
    _planned(shown, tmp_path / "a.xlsx", LIST)
    shown.page.reload()
    assert shown.page.step == "plan"


def test_what_changed_since_keeps_the_list_and_says_so(
    shown: Shown, book: Db, tmp_path: Path
) -> None:
    _written(shown, tmp_path / "a.xlsx", LIST)
    one = registering.everyone(book)[0]
    registering.save_household(book, replace(one, note="vừa sửa"), now=NOW, by=BY)
    shown.page.result.undo.click()
    assert registering.size(book) == 2
    assert any(note.startswith("Chưa hoàn tác được.") for note in shown.notes())
