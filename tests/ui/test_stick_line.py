"""A stick with unread packages for the office is told in the page, and read at one press."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.services import exchanging, receiving
from desktop.services.catalogue import communes_below
from desktop.store.connection import Db
from desktop.ui.pages.exchange import ExchangePage
from desktop.ui.pages.exchange import roads as roads_module
from desktop.ui.pages.inbox import InboxPage
from desktop.ui.volumes import Volume
from desktop.ui.widgets import stick_line
from desktop.ui.widgets.stick_line import StickLine
from desktop.ui.worker import Worker, one_thread
from tests.ui.small_books import BY, LIST, NOW, PROVINCE, YEAR, befriend, desk_of, make_book, play

Books = tuple[Db, Db]


@pytest.fixture
def plugged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Volume]:
    """The media that the machine says are there; a test puts sticks in and pulls them out."""
    media: list[Volume] = []
    monkeypatch.setenv("RASOAT_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(stick_line, "find_volumes", lambda: list(media))
    monkeypatch.setattr(roads_module, "find_volumes", lambda: list(media))
    return media


@pytest.fixture
def books(tmp_path: Path, plugged: list[Volume]) -> Iterator[Books]:
    """A commune that keyed its round, and its province, friends."""
    commune = make_book(tmp_path / "xa.rasoat-book")
    upper = make_book(tmp_path / "tinh.rasoat-book", PROVINCE)
    play(commune)
    befriend(commune, upper, tmp_path / "the")
    yield commune, upper
    commune.close()
    upper.close()


def stick(tmp_path: Path, name: str = "KINGSTON", free: int = 1 << 30) -> Volume:
    folder = tmp_path / name
    folder.mkdir(exist_ok=True)
    return Volume(name, folder, free, removable=True)


def pack(db: Db, folder: Path) -> Path:
    return exchanging.pack_report(db, YEAR, PROVINCE, folder, now=NOW, by=BY).path


def words(line: StickLine) -> str:
    return line.note.accessibleName() if not line.note.isHidden() else ""


def test_the_inbox_tells_of_a_stick_reads_it_and_forgets_it_once_taken_in(
    books: Books, plugged: list[Volume], tmp_path: Path, qtbot: QtBot
) -> None:
    page = InboxPage(desk_of(books[1]))
    qtbot.addWidget(page)
    page.show()
    assert words(page.sticks) == ""
    medium = stick(tmp_path)
    report = pack(books[0], medium.folder)
    plugged.append(medium)
    page.sticks.look()
    assert words(page.sticks) == "USB: KINGSTON có báo cáo của Xã Bình An chưa đọc."
    page.sticks.read_button.click()
    assert [g.path for g in page.tray.glances] == [report]
    taken = receiving.take_in(books[1], [report], receipts=medium.folder, now=NOW, by=BY)
    page.desk.worker.changed.connect(page.on_changed)
    page.desk.worker.changed.emit(taken[0].changes)
    assert words(page.sticks) == ""


def test_a_commune_is_told_of_its_receipt_and_many_packages_are_counted(
    books: Books, plugged: list[Volume], tmp_path: Path, qtbot: QtBot
) -> None:
    medium = stick(tmp_path)
    report = pack(books[0], medium.folder)
    receiving.take_in(books[1], [report], receipts=medium.folder, now=NOW, by=BY)
    plugged.append(medium)
    page = ExchangePage(desk_of(books[0]))
    qtbot.addWidget(page)
    page.show()
    page.sticks.look()
    assert words(page.sticks) == "USB: KINGSTON có giấy nhận của Tỉnh Tuyên Quang chưa đọc."
    page.sticks.read_button.click()
    assert page.stack.currentWidget() is page.answer
    for number, below in enumerate(communes_below(PROVINCE, LIST)[1:4]):
        other = make_book(tmp_path / f"{number}.rasoat-book", below.code)
        exchanging.write_card(other, medium.folder, now=NOW)
        other.close()
    assert page.sticks.isHidden()  # not beside the receipt that is being read
    page.answer.back.click()  # read, but not noted
    page.sticks.look_again()
    assert words(page.sticks) == "USB: KINGSTON có 4 gói gửi cho đơn vị, chưa đọc."


def test_what_is_put_off_or_pulled_out_is_not_told_again(
    books: Books, plugged: list[Volume], tmp_path: Path, qtbot: QtBot
) -> None:
    medium = stick(tmp_path)
    pack(books[0], medium.folder)
    plugged.append(medium)
    line = StickLine(desk_of(books[1]))
    qtbot.addWidget(line)
    line.show()
    line.look()
    line.later_button.click()
    line.look_again()
    assert words(line) == ""
    pack(books[0], medium.folder)
    line.look_again()
    assert words(line) != ""
    plugged.clear()
    line.look()
    assert words(line) == ""


def test_what_was_read_and_refused_is_told_again_only_when_the_stick_is_put_in_again(
    books: Books, plugged: list[Volume], tmp_path: Path, qtbot: QtBot
) -> None:
    medium = stick(tmp_path)
    for _ in range(2):
        pack(books[0], medium.folder)
    plugged.append(medium)
    line = StickLine(desk_of(books[1]), one_by_one=True)
    read: list[list[Path]] = []
    line.wanted.connect(read.append)
    qtbot.addWidget(line)
    line.show()
    line.look()
    told = "USB: KINGSTON có báo cáo của Xã Bình An"
    assert words(line) == f"{told}, báo cáo của Xã Bình An chưa đọc."
    line.read_button.click()
    assert words(line) == f"{told} chưa đọc."
    line.read_button.click()
    assert words(line) == ""
    assert [len(paths) for paths in read] == [1, 1]
    plugged.clear()
    line.look()
    plugged.append(medium)
    line.look()
    assert words(line) != ""


def test_what_was_written_on_a_stick_that_stayed_in_is_found(
    books: Books, plugged: list[Volume], tmp_path: Path, qtbot: QtBot
) -> None:
    medium = stick(tmp_path)
    plugged.append(medium)
    line = StickLine(desk_of(books[1]))
    qtbot.addWidget(line)
    line.show()
    line.look()
    pack(books[0], medium.folder)
    plugged[:] = [stick(tmp_path, free=medium.free - 4096)]
    line.look()
    assert words(line) == "USB: KINGSTON có báo cáo của Xã Bình An chưa đọc."


def test_a_stick_without_room_says_so_before_it_is_chosen(
    books: Books, plugged: list[Volume], tmp_path: Path, qtbot: QtBot
) -> None:
    plugged.append(stick(tmp_path, free=100))
    page = ExchangePage(desk_of(books[0]))
    qtbot.addWidget(page)
    page.show()
    page.reload()
    page.roads_card.look_for_volumes()
    assert "gói cần khoảng" in page.roads_card._media[0].toolTip()


def test_receipts_go_home_on_the_stick_that_brought_the_report_and_no_folder_is_asked_for(
    books: Books, plugged: list[Volume], tmp_path: Path, qtbot: QtBot
) -> None:
    medium = stick(tmp_path)
    report = pack(books[0], medium.folder / "2026")
    plugged.append(medium)
    page = InboxPage(desk_of(books[1]))
    page.decisions.choose_folder = lambda *_: pytest.fail("a stick needs no folder")
    qtbot.addWidget(page)
    page.show()
    page.reload()
    page.sticks.look()
    page.sticks.read_button.click()
    page.all_button.click()
    receipts = [p for p in report.parent.iterdir() if p != report]
    assert [p.name.startswith("giay-nhan") for p in receipts] == [True]
    assert page.note.isVisible()
    assert "Rút USB được." in page.note.accessibleName()
    plugged.clear()
    page.sticks.look()
    assert page.sticks.roots() == []


def test_a_slow_stick_does_not_hold_up_the_book(
    books: Books, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    found = threading.Event()
    monkeypatch.setattr(stick_line, "find_volumes", lambda: [] if found.wait(10) else None)
    worker = Worker(one_thread(), lambda: books[1], lambda _: None)
    line = StickLine(replace(desk_of(books[1]), worker=worker))
    qtbot.addWidget(line)
    line.look()
    answers: list[str] = []
    worker.run(lambda _: "book", answers.append)
    qtbot.waitUntil(lambda: answers == ["book"])
    found.set()
    worker.close()
