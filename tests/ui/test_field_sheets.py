"""Sheets for the field in the window: chosen, looked at, written; found by code in the register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.services import field_sheets, registering
from desktop.store.connection import Db, close_book
from desktop.ui.page import Desk
from desktop.ui.pages.field_sheets import FieldSheetsPage
from desktop.ui.pages.households import HouseholdsPage
from tests.ui.small_books import YEAR, desk_of, make_book, play, stray


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    made = make_book(tmp_path / "xa.rasoat-book")
    play(made)
    yield made
    close_book(made)


@pytest.fixture
def desk(db: Db) -> Desk:
    return desk_of(db)


def shown(page: FieldSheetsPage | HouseholdsPage, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    page.resize(1280, 700)
    page.show()
    page.reload()


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> FieldSheetsPage:
    made = FieldSheetsPage(desk)
    shown(made, qtbot)
    return made


def choose(page: FieldSheetsPage, filling: str) -> None:
    page.choosing.filling.set_value(filling)
    page.choosing.filling.chosen.emit(filling)


def test_the_first_village_is_shown_prefilled(page: FieldSheetsPage) -> None:
    assert page.made is not None
    assert page.made.wanted.village in ("Bản Phú", "Nà Cọn")
    assert page.preview.page_count == page.made.pages
    assert page.print_button.isEnabled()


def test_another_village_and_filling_are_looked_at_at_once(page: FieldSheetsPage) -> None:
    page.choosing.village.set_value("Nà Cọn")
    choose(page, "named")
    assert page.made is not None
    assert (page.made.wanted.village, page.made.wanted.filling) == ("Nà Cọn", "named")


def test_blank_copies_need_no_village(page: FieldSheetsPage) -> None:
    page.choosing.copies.setText("3")
    choose(page, "blank")
    assert not page.choosing.village.isEnabled()
    assert not page.all_button.isEnabled()
    assert page.made is not None
    assert page.made.sheets == 3


def test_what_is_shown_is_written(page: FieldSheetsPage, tmp_path: Path) -> None:
    page.save(tmp_path / "phieu.pdf")
    assert page.made is not None
    assert (tmp_path / "phieu.pdf").read_bytes() == page.made.pdf
    page.save_workbook(tmp_path / "phieu.xlsx")
    assert (tmp_path / "phieu.xlsx").is_file()
    page.save_all(tmp_path / "thon")
    assert len([*(tmp_path / "thon").iterdir()]) == 2


def test_a_folder_that_cannot_be_written_is_told(page: FieldSheetsPage, tmp_path: Path) -> None:
    page.save(tmp_path / "khong-co" / "phieu.pdf")
    assert page.note.isVisibleTo(page)


def test_without_requests_sheet_a_says_so(page: FieldSheetsPage) -> None:
    page.choosing.sheet.set_index(1)
    page.choosing.sheet.chosen.emit(1)
    assert page.made is None
    assert not page.print_button.isEnabled()
    choose(page, "blank")
    assert page.made is not None


def test_a_code_in_the_search_field_finds_the_household(db: Db, desk: Desk, qtbot: QtBot) -> None:
    lost = stray(desk)
    page = HouseholdsPage(desk)
    shown(page, qtbot)
    home = registering.everyone(db)[2]
    page.filters.search.setText(field_sheets.code_of(home, "B", YEAR).text.lower())
    page.filters.search.returnPressed.emit()
    qtbot.waitUntil(lambda: len(page.card.model.rows) == 1)
    assert page.card.model.rows[0].uid == home.uid
    assert lost == []
