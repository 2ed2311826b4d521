"""The point table is typed heads down, kept at once, checked in place, made and put to use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.domain.unit import Area
from desktop.rules.point_lines import Draft
from desktop.services import reviewing, tabling
from desktop.store.connection import Db, close_book
from desktop.ui.pages.point_table import PointTablePage, edits
from desktop.ui.pages.point_table.edits import Spot
from desktop.ui.pages.point_table.grid import Grid
from tests.point_tables import BOTH, changed, lines, sound
from tests.ui.small_books import BY, NOW, YEAR, desk_of, make_book, stray

CTRL = Qt.KeyboardModifier.ControlModifier
RURAL = (Area.RURAL,)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    """The book of a rural commune."""
    made = make_book(tmp_path / "so.rasoat-book")
    yield made
    close_book(made)


@pytest.fixture
def page(qtbot: QtBot, db: Db) -> PointTablePage:
    """Its page, in sight, the cursor on the first cell."""
    return _page(qtbot, db)


def _page(qtbot: QtBot, db: Db) -> PointTablePage:
    made = PointTablePage(desk_of(db))
    qtbot.addWidget(made)
    made.resize(1282, 700)
    made.show()
    made.reload()
    made.focus_first()
    return made


def _grid(page: PointTablePage) -> Grid:
    assert page.grid is not None
    return page.grid


def _draft(page: PointTablePage) -> Draft:
    assert page.draft is not None
    return page.draft


def _type(page: PointTablePage, *words: str) -> None:
    """Type each word into the cell of the cursor and press Enter; "" goes on at once."""
    for word in words:
        grid = _grid(page)
        if word:
            QTest.keyClicks(grid, word[0])
            editor = _editor(page)
            QTest.keyClicks(editor, word[1:])
            QTest.keyClick(editor, Qt.Key.Key_Return)
        else:
            QTest.keyClick(grid, Qt.Key.Key_Return)


def _editor(page: PointTablePage) -> QLineEdit:
    """The field that is open; those closed before wait for their end."""
    fields = _grid(page).viewport().findChildren(QLineEdit)
    return next(field for field in fields if field.isVisible())


def _in_book(db: Db) -> Draft:
    return tabling.bench(db, now=NOW).draft


# Typing ------------------------------------------------------------------------------------------
def test_two_items_are_typed_with_nothing_but_words_and_enter(page: PointTablePage, db: Db) -> None:
    _type(page, "Nguoi", "thanh vien", "4", "", "tu 4", "10", "", "3", "duoi 4", "20")
    _type(page, "", "", "", "Quat", "", "khong", "0", "co", "5")
    page.may_leave()
    assert _in_book(db).lines == lines(
        "|Nguoi|thanh vien|4||tu 4|10", "||||3|duoi 4|20", "|Quat||||khong|0", "|||||co|5"
    )


def test_letters_of_a_field_still_open_are_safe_within_a_second(
    page: PointTablePage, db: Db, qtbot: QtBot
) -> None:
    QTest.keyClicks(_grid(page), "q")
    editor = _editor(page)
    QTest.keyClicks(editor, "uat")
    qtbot.waitUntil(lambda: _in_book(db).lines == lines("|quat"), timeout=1000)
    assert editor.isVisible()


def test_a_page_opened_again_shows_what_was_typed(
    page: PointTablePage, db: Db, qtbot: QtBot
) -> None:
    page.facts.name.setFocus()
    QTest.keyClicks(page.facts.name, "Bang thu")
    _grid(page).setFocus()
    _type(page, "Quat")
    page.may_leave()
    again = _page(qtbot, db)
    assert (_draft(again).name, _draft(again).lines) == ("Bang thu", lines("|Quat"))
    assert again.facts.name.text() == "Bang thu"


def test_a_block_from_excel_is_pasted_and_taken_back(page: PointTablePage) -> None:
    QGuiApplication.clipboard().setText("1\tQuạt\t\t\t\tkhông\t0\n\t\t\t\t\tcó\t5\tPhụ lục\n")
    _grid(page).go_to(Spot(0, "number"))
    QTest.keyClick(_grid(page), Qt.Key.Key_V, CTRL)
    assert _draft(page).lines == lines("1|Quạt||||không|0", "|||||có|5||Phụ lục")
    QTest.keyClick(_grid(page), Qt.Key.Key_Z, CTRL)
    assert _draft(page).is_empty


def test_rows_go_in_and_out_and_an_item_keeps_its_name(page: PointTablePage) -> None:
    page.change(replace(sound(), areas=RURAL))
    _grid(page).go_to(Spot(0, "answer"))
    QTest.keyClick(_grid(page), Qt.Key.Key_Delete, CTRL)
    assert _draft(page).lines[0].label == "Số người trong hộ"
    assert _draft(page).lines[0].answer == "4 đến 6 người"
    QTest.keyClick(_grid(page), Qt.Key.Key_Insert, CTRL)
    assert _draft(page).lines[0].is_blank
    for _ in range(2):
        QTest.keyClick(_grid(page), Qt.Key.Key_Z, CTRL)
    assert _draft(page).lines == sound().lines


def test_the_columns_of_points_follow_the_areas(page: PointTablePage) -> None:
    assert "urban" not in _grid(page).grid_model.fields
    page.facts.areas.set_index(2)
    page.facts.areas.chosen.emit(2)
    assert {"rural", "urban"} < set(_grid(page).grid_model.fields)
    assert _draft(page).areas == BOTH


# What is wrong -----------------------------------------------------------------------------------
def test_f8_goes_from_fault_to_fault(page: PointTablePage) -> None:
    page.change(changed(changed(replace(sound(), areas=RURAL), 1, rural=""), 6, rural="x1"))
    page.next_problem()
    assert _grid(page).spot == Spot(1, "rural")
    assert "4 đến 6 người" in page.problems.told.accessibleName()
    page.next_problem()
    assert _grid(page).spot == Spot(6, "rural")
    page.next_problem()
    assert _grid(page).spot == Spot(1, "rural")


def test_a_fault_of_the_table_s_head_is_gone_to_in_its_field(page: PointTablePage) -> None:
    page.change(replace(sound(), areas=RURAL, source=""))
    page.next_problem()
    assert page.facts.source.hasFocus()


def test_a_faulty_table_makes_no_standard_and_the_page_says_where(
    page: PointTablePage, db: Db
) -> None:
    page.change(changed(replace(sound(), areas=RURAL), 2, rural=""))
    page.make_button.click()
    assert "1 chỗ phải sửa" in page.note.accessibleName()
    assert _grid(page).spot == Spot(2, "rural")
    assert tabling.bench(db, now=NOW).versions == ()
    assert page.make_button.isEnabled()


# Deeds -------------------------------------------------------------------------------------------
def test_a_made_standard_is_put_to_use_in_the_open_round(qtbot: QtBot, db: Db) -> None:
    reviewing.open_round(db, YEAR, now=NOW, by=BY)
    page = _page(qtbot, db)
    errors = stray(page.desk)
    page.change(replace(sound(), areas=RURAL))
    page.make_button.click()
    assert "bản 1" in page.note.accessibleName()
    page.reload()  # the window does this at the word of change
    assert page.use_button.isVisibleTo(page)
    page.use_button.click()
    assert reviewing.round_of(db, YEAR).standard_id == "2022-2025-b1-02296-v1"
    page.reload()
    assert not page.use_button.isVisibleTo(page)
    assert errors == []


def test_excel_is_read_in_place_of_what_is_typed_and_bad_cells_are_named(
    page: PointTablePage, db: Db, tmp_path: Path
) -> None:
    path = tmp_path / "mau.xlsx"
    tabling.write_workbook(db, changed(replace(sound(), areas=RURAL), 1, rural="4o"), path)
    _type(page, "Cu")
    page.deeds.read(path)
    assert len(_draft(page).lines) == 7
    assert "4o" in page.note.accessibleName()
    page.undo()
    assert _draft(page).lines == lines("|Cu")


def test_a_workbook_of_something_else_is_refused_in_the_page(
    page: PointTablePage, tmp_path: Path
) -> None:
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook.active.append(["Họ và tên", "Ngày sinh"])
    workbook.save(tmp_path / "khac.xlsx")
    page.deeds.read(tmp_path / "khac.xlsx")
    assert "Trả lời" in page.note.accessibleName()
    assert _draft(page).is_empty


def test_template_and_paper_are_written(page: PointTablePage, tmp_path: Path) -> None:
    page.change(replace(sound(), areas=RURAL))
    page.deeds.write(tmp_path / "mau.xlsx")
    page.deeds.write_pdf(tmp_path / "bang.pdf")
    assert (tmp_path / "mau.xlsx").read_bytes().startswith(b"PK")
    assert (tmp_path / "bang.pdf").read_bytes().startswith(b"%PDF")


def test_an_older_version_is_looked_at_and_left_again(qtbot: QtBot, db: Db) -> None:
    first = replace(sound(), areas=RURAL)
    tabling.make_standard(db, first, now=NOW, by=BY)
    second = changed(first, 0, rural="22")
    tabling.make_standard(db, second, now=NOW, by=BY)
    page = _page(qtbot, db)
    assert _draft(page) == second
    page.versions.wanted.emit(tabling.bench(db, now=NOW).versions[1])
    assert _draft(page) == first
    page.undo()
    assert _draft(page) == second


# Steps without a window --------------------------------------------------------------------------
def test_enter_on_a_blank_answer_begins_the_next_item() -> None:
    table = lines("1|Quạt||||không|0")
    assert edits.after_enter(table, Spot(0, "rural"), RURAL) == Spot(1, "answer")
    assert edits.after_enter(table, Spot(0, "rural"), BOTH) == Spot(0, "urban")
    assert edits.after_enter(table, Spot(1, "answer"), RURAL) == Spot(1, "label")


def test_a_row_of_one_answer_leaves_no_item_behind() -> None:
    table = lines("1|A||||x|1", "2|B||||y|2")
    assert edits.delete_row(table, 0) == lines("2|B||||y|2")
    assert edits.delete_row(table, 5) == table


def test_cells_that_excel_quotes_are_read_without_quotes() -> None:
    pasted = edits.paste((), Spot(0, "answer"), '"dòng ""một"""\t5\tx\ty', RURAL)
    assert pasted == lines('|||||dòng "một"|5||x')
