"""Why, in the window: nothing is cut, the arrows go on, another standard changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.services import registering
from desktop.store.connection import Db, close_book
from desktop.ui.page import Desk
from desktop.ui.pages.explain.page import ExplainPage
from desktop.ui.pages.explain.target import ExplainTarget
from desktop.ui.pages.explain.wrapped import KIND, WrappedTable
from desktop.ui.rows_model import Column, RowsModel
from tests.services.made import dump
from tests.ui.small_books import desk_of, make_book, play, stray


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    made = make_book(tmp_path / "xa.rasoat-book")
    play(made, keep_open=["Lý A Páo"])
    yield made
    close_book(made)


@pytest.fixture
def desk(db: Db) -> Desk:
    return desk_of(db)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ExplainPage:
    made = ExplainPage(desk)
    qtbot.addWidget(made)
    made.resize(1280, 700)
    made.show()
    return made


def uids(db: Db) -> tuple[str, ...]:
    return tuple(h.uid for h in registering.everyone(db))


def of(db: Db, head: str) -> str:
    return next(h.uid for h in registering.everyone(db) if h.head_name == head)


def test_a_household_is_told_whole(page: ExplainPage, db: Db) -> None:
    page.open_target(of(db, "Bàn Thị Mùi"))
    assert page.told is not None
    assert "Bàn Thị Mùi" in page.head.title.text()
    assert len([r for r in page.answers.model.rows if not r.is_total]) == 12
    assert page.changes.model.rows
    assert page.changes.title.text() == "Khác năm 2025"


def test_the_arrows_go_through_the_list_and_stop_at_its_ends(
    page: ExplainPage, db: Db, qtbot: QtBot
) -> None:
    among = uids(db)[:3]
    page.open_target(ExplainTarget(uid=among[0], uids=among))
    page.answers.table.setFocus()
    qtbot.keyClick(page.answers.table, Qt.Key.Key_Left)
    assert page.target.uid == among[0]
    for _ in range(4):
        qtbot.keyClick(page.answers.table, Qt.Key.Key_Right)
    assert page.target.uid == among[2]
    assert page.place.text() == "3/3"
    assert not page.following.isEnabled()


def test_another_standard_is_tried_and_nothing_is_written(page: ExplainPage, db: Db) -> None:
    page.open_target(of(db, "Bàn Thị Mùi"))
    before = dump(db)
    page.compare_with("2027-2030")
    assert page.others.lines.count() > 1
    assert page.others.chip.isHidden()
    page.open_target(of(db, "Ma Văn Quý"))
    assert page.others.choice.value() == "2027-2030"
    assert dump(db) == before


def test_esc_leads_back_where_it_came_from(
    page: ExplainPage, desk: Desk, db: Db, qtbot: QtBot
) -> None:
    gone: list[tuple[str, object]] = []
    desk.go = lambda page_id, target=None: gone.append((page_id, target))
    uid = of(db, "Bàn Thị Mùi")
    page.open_target(ExplainTarget(uid=uid, back="entry", back_target=uid))
    page.answers.table.setFocus()
    qtbot.keyClick(page.answers.table, Qt.Key.Key_Escape)
    assert gone == [("entry", uid)]


def test_it_is_saved_as_pdf_and_excel(page: ExplainPage, db: Db, tmp_path: Path) -> None:
    page.open_target(of(db, "Bàn Thị Mùi"))
    page.save("pdf", tmp_path / "a.pdf")
    page.save("xlsx", tmp_path / "a.xlsx")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")


def test_a_household_without_a_sheet_leads_to_it(page: ExplainPage, desk: Desk, db: Db) -> None:
    errors = stray(desk)
    new = registering.add_household(db, "Nà Cọn", "Lò Thị Sen", now=desk.now(), by=desk.by)
    page.open_target(new.uid)
    assert page.told is None
    assert page.stack.currentWidget() is page.nothing
    assert not page.pdf.isEnabled()
    assert errors == []


def test_long_answers_make_the_row_higher_and_are_never_cut(qtbot: QtBot) -> None:
    model: RowsModel[str] = RowsModel([Column("a", str, kind=KIND)], "x")
    table = WrappedTable(model)
    qtbot.addWidget(table)
    table.resize(300, 300)
    table.show()
    model.set_rows(["ngắn", "rất dài " * 30])
    assert table.rowHeight(0) == table.row_height
    assert table.rowHeight(1) > 3 * table.row_height
    high = table.rowHeight(1)
    table.resize(600, 300)
    assert table.rowHeight(1) < high


def test_the_changes_are_shown_whole_whatever_the_height(
    page: ExplainPage, db: Db, qtbot: QtBot
) -> None:
    page.resize(1126, 500)
    page.open_target(of(db, "Bàn Thị Mùi"))
    table = page.changes.table
    page.changes.model.set_rows([*page.changes.model.rows] * 6)
    assert table.viewport().height() == sum(
        table.rowHeight(n) for n in range(page.changes.model.rowCount())
    )
    assert table.height() > page.side.height()
    qtbot.waitUntil(lambda: page.changes.height() > table.height())
