"""The archive page: what is kept, what going back would change, the deed, and what cannot be."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.services import archiving, exchanging, judging, receiving, registering
from desktop.store import packages
from desktop.store.connection import Db, close_book
from desktop.ui.desks import pages_of
from desktop.ui.main_window import MainWindow
from desktop.ui.page import Desk
from desktop.ui.pages.archive import ArchivePage
from desktop.ui.pages.inbox import InboxPage
from tests.ui.small_books import (
    BY,
    COMMUNE,
    NOW,
    PROVINCE,
    YEAR,
    befriend,
    desk_of,
    key_sheet,
    make_book,
    play,
    stray,
)


@pytest.fixture
def upper(tmp_path: Path) -> Iterator[Db]:
    """A province that took in reports 1 and 2 of a commune; the second has a household more."""
    commune = make_book(tmp_path / "commune" / "x.rasoat-book")
    above = make_book(tmp_path / "upper" / "x.rasoat-book", PROVINCE)
    befriend(commune, above, tmp_path / "cards")
    play(commune)
    for more in (False, True):
        if more:
            key_sheet(commune, "Triệu Văn Mới", "Nà Cọn", YEAR, 100, 4)
        packed = exchanging.pack_report(commune, YEAR, PROVINCE, tmp_path / "out", now=NOW, by=BY)
        (taken,) = receiving.take_in(above, [packed.path], now=NOW, by=BY)
        assert taken.verdict == "accepted"
    yield above
    close_book(commune)
    close_book(above)


@pytest.fixture
def desk(upper: Db) -> Desk:
    return desk_of(upper)


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> MainWindow:
    made = MainWindow(desk, pages_of(desk.office))
    qtbot.addWidget(made)
    made.show()
    made.go("archive", COMMUNE)
    return made


@pytest.fixture
def page(window: MainWindow) -> ArchivePage:
    assert isinstance(window.page, ArchivePage)
    return window.page


def _states(page: ArchivePage) -> dict[int, str]:
    from desktop.ui.pages.archive.list_card import state_of

    return {s.package.number: state_of(s).word for s in page.list.model.rows}


def _heads(db: Db) -> set[str]:
    return {h.head_name for h in registering.everyone(db)}


def test_packages_stand_with_number_and_state_and_the_plan_is_shown(page: ArchivePage) -> None:
    assert _states(page) == {1: "Đã thay", 2: "Trong sổ"}
    one = page.detail.one
    assert one is not None
    assert one.package.number == 1, "the one to go back to is under the cursor"
    assert page.detail.back.isEnabled()
    assert [c.head_name for c in page.detail.changes.model.rows] == ["Triệu Văn Mới"]


def test_going_back_changes_the_book_and_is_told(
    page: ArchivePage, desk: Desk, upper: Db, tmp_path: Path
) -> None:
    errors = stray(desk)
    judging.keep_folder(upper, judging.RECEIPTS, tmp_path / "r")
    page.detail.reason.setText("Số 2 thừa một hộ")
    QTest.keyClick(page, Qt.Key.Key_F9)
    assert "Triệu Văn Mới" not in _heads(upper)
    assert _states(page) == {1: "Trong sổ", 2: "Lui về số 1"}
    assert len(list((tmp_path / "r").iterdir())) == 1
    assert errors == []


def test_what_was_marked_is_opened_in_the_inbox(
    page: ArchivePage, window: MainWindow, upper: Db
) -> None:
    QTest.keyClick(page, Qt.Key.Key_F9)
    place = page.list.model.row_of(lambda s: s.package.number == 2)
    page.list.table.choose_row(place)
    assert not page.detail.back.isVisible()
    QTest.keyClick(page, Qt.Key.Key_F5)
    assert isinstance(window.page, InboxPage)
    (glance,) = window.page.tray.glances
    assert (glance.number, glance.state) == (2, "held")


def test_the_report_that_the_book_holds_offers_nothing(page: ArchivePage) -> None:
    place = page.list.model.row_of(lambda s: s.package.number == 2)
    page.list.table.choose_row(place)
    assert not page.detail.bar.isVisible()
    assert "đang giữ đúng" in page.detail.note.accessibleName()


def test_a_missing_file_is_said_and_nothing_is_offered(page: ArchivePage, upper: Db) -> None:
    shutil.rmtree(archiving.folder_of(upper))
    page.reload()
    assert _states(page)[1] == "Đã thay, mất tệp"
    place = page.list.model.row_of(lambda s: s.package.number == 1)
    page.list.table.choose_row(place)
    assert not page.detail.bar.isVisible()
    assert "không còn tệp" in page.detail.note.accessibleName()


def test_a_file_lost_after_the_look_leaves_the_book_alone(page: ArchivePage, upper: Db) -> None:
    before = _heads(upper)
    shutil.rmtree(archiving.folder_of(upper))
    QTest.keyClick(page, Qt.Key.Key_F9)
    assert _heads(upper) == before
    assert page.note.isVisible()
    found = packages.from_sender(upper, COMMUNE)
    assert [p.verdict for p in found] == ["accepted", "accepted"]


def test_how_many_are_kept_is_chosen_here(page: ArchivePage, upper: Db) -> None:
    page.list.keeps.set_value("5")
    page.list.keeps.chosen.emit("5")
    assert archiving.keeps(upper) == 5


def test_the_inbox_leads_here(window: MainWindow) -> None:
    window.go("inbox")
    assert isinstance(window.page, InboxPage)
    window.page.archive_button.click()
    assert isinstance(window.page, ArchivePage)
