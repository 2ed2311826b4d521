"""What a tired official met on the page of the procedure: focus, Enter, and what was typed before."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.procedure import Case
from desktop.rules.event_request import Deed, Request
from desktop.services import happening, proceeding, registering
from desktop.store.connection import Db, close_book
from desktop.ui.main_window import MainWindow
from desktop.ui.page import Page, PageSpec
from desktop.ui.pages.process import ProcessPage
from desktop.ui.pages.process.page import CASES
from desktop.ui.pages.process.pick import Pick
from desktop.ui.worker import Worker
from tests.ui.inline import InlineExecutor
from tests.ui.small_books import NOW, YEAR, desk_of, make_book, play, stray
from tests.ui.test_process import ALT, CTRL, Hands, K

T = TypeVar("T")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    book = make_book(tmp_path / "so.rasoat-book")
    play(book)
    yield book
    close_book(book)


@pytest.fixture
def hands(qtbot: QtBot, db: Db) -> Iterator[Hands]:
    made = Hands(qtbot, db)
    yield made
    assert made.stray == []


class _Held(InlineExecutor):
    """A slow disk: jobs wait until they are let go."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Keep it."""
        future: Future[T] = Future()
        self.waiting.append(lambda: future.set_result(fn(*args, **kwargs)))
        return future

    def let_go(self) -> None:
        """Do all that waits."""
        while self.waiting:
            self.waiting.pop(0)()
            QApplication.processEvents()


@pytest.fixture
def slow(qtbot: QtBot, db: Db) -> Iterator[tuple[MainWindow, _Held]]:
    """A window whose book has not answered yet."""
    held = _Held()
    desk = replace(desk_of(db), worker=Worker(held, lambda: db, lambda _: None), now=lambda: NOW)
    lost = stray(desk)
    specs = [
        PageSpec("process", "route", "Ctrl+4", ProcessPage),
        PageSpec("overview", "home", "Ctrl+1", Page),
    ]
    window = MainWindow(desk, specs)
    window.resize(1366, 768)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window, held
    assert lost == []


def _process(window: MainWindow) -> ProcessPage:
    assert isinstance(window.page, ProcessPage)
    return window.page


def test_the_keyboard_stands_in_the_table_once_the_book_has_answered(
    slow: tuple[MainWindow, _Held],
) -> None:
    window, held = slow
    window.go("process")
    held.let_go()
    table = _process(window).card.table
    assert table is not None
    assert table.hasFocus()


def test_a_step_asked_for_at_the_first_visit_is_shown(slow: tuple[MainWindow, _Held]) -> None:
    window, held = slow
    window.go("process", "posting")
    held.let_go()
    assert _process(window).step_id == "posting"


def test_what_was_typed_for_one_village_is_not_kept_for_another(hands: Hands) -> None:
    hands.type("held_on", "20/10/2026")
    hands.type("chair", "Ma Văn Hiệp")
    table = hands.page.card.table
    assert table is not None
    table.choose_row(1)
    fields = hands.page.card.form.fields
    assert fields["chair"].value() == ""
    assert fields["held_on"].value() == NOW.strftime("%d/%m/%Y")


def test_what_was_refused_in_one_step_is_not_said_in_the_next(hands: Hands) -> None:
    hands.meet("20/10/2026", "30", ["31", "30", "30"])
    assert hands.page.notes.text != ""
    hands.press(K.Key_Down, ALT)
    assert hands.page.notes.text == ""


def test_an_answer_that_cannot_be_read_is_told_in_a_sentence(hands: Hands) -> None:
    hands.type("held_on", "35/10/2026")
    hands.type("present", "30")
    hands.press(K.Key_Return, CTRL)
    assert "Ngày họp: gõ ngày như" in hands.page.notes.text


def test_a_meeting_held_again_asks_only_for_those_not_agreed_on(hands: Hands) -> None:
    hands.meet("20/10/2026", "30", ["30", "14", "15"])
    table = hands.page.card.table
    assert table is not None
    votes = hands.page.card.votes
    assert len(votes.fields) == 1
    votes.focus_first()
    [field] = votes.fields.values()
    assert field.hasFocus()
    assert not field.visibleRegion().isEmpty()
    tall = votes.area.viewport().height()
    assert votes.sizeHint().height() < tall, "no room is left where others stood"


def test_the_last_vote_is_seen_whole_when_it_is_gone_to(hands: Hands) -> None:
    hands.type("present", "30")
    votes = hands.page.card.votes
    votes.focus_first()
    for _ in range(2):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, "30")
        hands.press(K.Key_Return)
    last = list(votes.fields.values())[-1]
    assert last.hasFocus()
    place = last.mapTo(votes.area.viewport(), last.rect().bottomLeft())
    assert place.y() <= votes.area.viewport().height()


def _complain(hands: Hands) -> None:
    for votes in (["30"] * 3, ["30"] * 2):
        hands.meet("20/10/2026", "30", votes)
        assert hands.page.card.table is not None
        hands.page.card.table.choose_row(1)
    hands.page.steps.choose("posting")
    for row in (0, 1):
        assert hands.page.card.table is not None
        hands.page.card.table.choose_row(row)
        hands.type("posted_on", "21/10/2026")
        hands.press(K.Key_Return, CTRL)
    hands.page.steps.choose("recheck")
    hands.type("received_on", "22/10/2026")
    hands.press(K.Key_Return, CTRL)


def test_a_village_that_is_posted_is_not_asked_for_again(hands: Hands) -> None:
    _complain(hands)
    hands.page.steps.choose("posting")
    assert not hands.page.card.form.isVisible()
    assert "Đã niêm yết" in hands.page.card.nothing.text()


def test_a_second_complaint_is_recorded_before_the_first_is_rechecked(hands: Hands) -> None:
    _complain(hands)
    form = hands.page.card.form
    assert form.form is not None
    assert form.form.verb == "recheck", "the cursor stands on the first complaint"
    hands.press(K.Key_F6)
    assert form.form.verb == "complaint"
    hands.type("received_on", "23/10/2026")
    hands.press(K.Key_Return, CTRL)
    assert len(hands.look().standing.records.complaints) == 2


def test_enter_on_a_household_opens_its_own_sheet(hands: Hands) -> None:
    gone: list[tuple[str, str]] = []
    hands.page.card.gone.connect(lambda page, target: gone.append((page, target)))
    hands.page.steps.choose("sheet_b")
    table = hands.page.card.table
    assert table is not None
    table.choose_row(2)
    uid = table.record().uid
    table.setFocus()
    hands.press(K.Key_Return)
    assert gone == [("entry", uid)]


def test_a_step_without_a_table_leaves_the_keyboard_with_the_steps(hands: Hands) -> None:
    hands.page.steps.choose("certificate")
    hands.page.focus_first()
    assert hands.page.steps.view.hasFocus()
    assert "Ghi quyết định" in hands.page.card.nothing.text()


def test_the_papers_come_to_the_step_in_hand(hands: Hands) -> None:
    hands.press(K.Key_F9)
    assert hands.page.papers.view.record().title.startswith("Biên bản")


def _open_exit(hands: Hands) -> Case:
    [home] = [h for h in registering.everyone(hands.db) if h.head_name == "Hoàng Thị Sen"]
    wanted = Case(
        uid="", procedure="in_year_exit", year=YEAR, opened_on=datetime.date(2026, 11, 16),
        household_uids=(home.uid,),
    )  # fmt: skip
    hands.page.begin_case(wanted)
    [case] = proceeding.cases(hands.db, YEAR)
    return case


def test_an_exit_case_is_decided_as_an_exit_and_keeps_its_causes(hands: Hands) -> None:
    case = _open_exit(hands)
    hands.type("asked_on", "16/11/2026")
    hands.press(K.Key_Return, CTRL)
    assert hands.page.card.table is not None
    assert "16/11/2026" in hands.page.card.table.rows.index(0, 3).data()
    hands.page.steps.choose("sheet_b")
    hands.type("reviewed_on", "17/11/2026")
    hands.type("b1", "160")
    hands.type("lacks", "1 4")
    hands.type("causes", "9")
    hands.press(K.Key_Return, CTRL)
    assert "từ 1 đến 8" in hands.page.notes.text
    hands.type("causes", "2")
    hands.press(K.Key_Return, CTRL)
    records = proceeding.look(hands.db, case.uid, now=NOW).standing.records
    assert records.subjects[0].is_keyed
    hands.page.steps.choose("decision")
    assert hands.page.card.form.fields["decision"].value() == "escaped"


def test_one_household_opens_two_cases_only_when_it_is_found_again(hands: Hands) -> None:
    _open_exit(hands)
    hands.page.open_target(CASES)
    assert hands.page.cases.finder.value() == ""
    hands.press(K.Key_Return, CTRL)
    assert "Tìm hộ bằng tên hoặc số" in hands.page.notes.text


def test_enter_keeps_a_day_of_the_office(hands: Hands) -> None:
    hands.page.open_target("days")
    days = hands.page.days
    days.autumn_day.setFocus()
    QTest.keyClicks(days.autumn_day, "khi nao")
    hands.press(K.Key_Return)
    assert "gõ ngày như" in hands.page.notes.text.lower()


@pytest.mark.parametrize(
    ("typed", "found"),
    [("0002", "b"), ("ban thi mui", "b"), ("Mùi", "b"), ("nà cọn", ""), ("", ""), ("xyz", "")],
)
def test_a_household_is_picked_by_number_or_by_a_name_that_leads_to_one(
    qtbot: QtBot, typed: str, found: str
) -> None:
    pick = Pick([("a", "Triệu Văn Kim · 0001 · Nà Cọn"), ("b", "Bàn Thị Mùi · 0002 · Nà Cọn")])
    qtbot.addWidget(pick)
    pick.setText(typed)
    assert pick.value() == found


def test_what_the_list_offers_is_written_in_words(qtbot: QtBot) -> None:
    pick = Pick([("a", "Triệu Văn Kim · 0001 · Nà Cọn"), ("b", "Bàn Thị Mùi · 0002 · Nà Cọn")])
    qtbot.addWidget(pick)
    with qtbot.waitActive(pick):
        pick.show()
        pick.activateWindow()
    pick.setFocus()
    QTest.keyClicks(pick, "mui")
    popup = pick.completer().popup()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert pick.text() == "Bàn Thị Mùi · 0002 · Nà Cọn"
    assert pick.value() == "b"


def test_after_the_first_complaint_the_keyboard_stands_in_the_table(hands: Hands) -> None:
    _complain(hands)
    table = hands.page.card.table
    assert table is not None
    assert table.hasFocus()


def test_no_case_is_opened_for_a_household_that_moved_away(hands: Hands) -> None:
    [home] = [h for h in registering.everyone(hands.db) if h.head_name == "Bàn Thị Mùi"]
    gone = Request(kind=Deed.MOVED_AWAY, on=datetime.date(2026, 11, 2), household=home.uid)
    happening.record(hands.db, happening.plan_event(hands.db, gone, now=NOW), now=NOW, by="")
    hands.press(K.Key_F7)
    hands.page.cases.finder.search("mùi")
    hands.press(K.Key_Return, CTRL)
    assert "không còn trong sổ" in hands.page.notes.text
    assert proceeding.cases(hands.db, YEAR) == ()
