"""The page of the procedure by keyboard: a meeting with its votes, refusals in words, undo, cases."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.services import calendaring, proceeding
from desktop.store import reviews
from desktop.store.connection import Db, close_book
from desktop.ui.desks import pages_of
from desktop.ui.main_window import MainWindow
from desktop.ui.page import Page, PageSpec
from desktop.ui.pages.process import ProcessPage
from desktop.ui.pages.process.page import CASES, DAYS
from desktop.ui.widgets import Choice, Field
from tests.ui.small_books import NOW, YEAR, desk_of, make_book, play, stray

K = Qt.Key
PLAIN, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
CASE = f"periodic-{YEAR}"


class Hands:
    """A window with the page, and ten fingers."""

    def __init__(self, qtbot: QtBot, db: Db) -> None:
        self.db = db
        self.desk = replace(desk_of(db), now=lambda: NOW)
        self.stray = stray(self.desk)
        self.window = MainWindow(
            self.desk,
            [
                PageSpec("process", "route", "Ctrl+4", ProcessPage),
                PageSpec("overview", "home", "Ctrl+1", Page),
            ],
        )
        self.window.resize(1366, 768)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.go("process")

    @property
    def page(self) -> ProcessPage:
        """The page."""
        page = self.window.page
        assert isinstance(page, ProcessPage)
        return page

    def press(self, key: Qt.Key, by: Qt.KeyboardModifier = PLAIN) -> None:
        """One key where the focus is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, by)

    def type(self, name: str, text: str) -> None:
        """Fill a field of the form."""
        field = self.page.card.form.fields[name]
        if isinstance(field, Choice):
            field.set_value(text)
            return
        assert isinstance(field, Field)
        field.setFocus()
        field.selectAll()
        field.insert(text)  # keyClicks knows no Đ

    def meet(self, day: str, present: str, votes: list[str]) -> None:
        """A meeting of the village under the cursor, with Enter from field to field."""
        self.type("held_on", day)
        self.press(K.Key_Return)
        assert QApplication.focusWidget() is self.page.card.form.fields["present"]
        self.type("present", present)
        for _ in range(5):
            self.press(K.Key_Return)
        for vote in votes:
            focus = QApplication.focusWidget()
            assert isinstance(focus, Field)
            assert focus in self.page.card.votes.fields.values()
            QTest.keyClicks(focus, vote)
            self.press(K.Key_Return)
        self.press(K.Key_Return, CTRL)

    def look(self) -> proceeding.Look:
        """The case as the book has it."""
        return proceeding.look(self.db, CASE, now=NOW)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    book = make_book(tmp_path / "so.rasoat-book")
    yield book
    close_book(book)


@pytest.fixture
def hands(qtbot: QtBot, db: Db) -> Iterator[Hands]:
    play(db)
    made = Hands(qtbot, db)
    yield made
    assert made.stray == []


def test_the_rail_has_the_procedure_at_ctrl_4(db: Db) -> None:
    [spec] = [s for s in pages_of(desk_of(db).office) if s.id == "process"]
    assert (spec.shortcut, spec.in_rail) == ("Ctrl+4", True)


def test_the_page_opens_at_the_step_that_comes_next(hands: Hands) -> None:
    assert hands.page.step_id == "meeting"
    assert hands.page.card.title.text() == "Họp dân"
    assert len(hands.page.card.votes.fields) == 3, "the households of Bản Phú"


def test_a_meeting_is_keyed_recorded_and_undone(hands: Hands) -> None:
    hands.meet("20/10/2026", "30", ["30", "14", "15"])
    [meeting] = hands.look().standing.records.meetings
    assert (meeting.village, meeting.present, meeting.held_on) == (
        "Bản Phú", 30, datetime.date(2026, 10, 20),
    )  # fmt: skip
    assert sorted(meeting.agreed.values()) == [14, 15, 30]
    [place] = [p for p in hands.page.found.look.standing.places if p.place == "Bản Phú"]  # type: ignore[union-attr]
    assert len(place.below) == 1
    assert "dưới 50 %" in hands.page.card.missing.text()
    assert hands.page.card.table is not None
    assert hands.page.card.table.hasFocus(), "the hand goes on where it was"
    hands.window.status.undo()
    assert hands.look().standing.records.meetings == ()


def test_everybody_agrees_by_one_key(hands: Hands) -> None:
    hands.type("present", "25")
    hands.press(K.Key_F6)
    assert set(hands.page.card.votes.values().values()) == {25}


def test_more_votes_than_present_are_refused_in_words_and_what_was_typed_stays(
    hands: Hands,
) -> None:
    hands.meet("20/10/2026", "30", ["31", "30", "30"])
    assert "31 người đồng ý, nhiều hơn 30 người dự" in hands.page.notes.text
    assert hands.look().standing.records.meetings == ()
    assert 31 in hands.page.card.votes.values().values()


def test_an_unreadable_day_is_gone_to_and_nothing_is_asked_of_the_book(hands: Hands) -> None:
    hands.type("held_on", "35/10/2026")
    hands.type("present", "30")
    hands.press(K.Key_Return, CTRL)
    field = hands.page.card.form.fields["held_on"]
    assert field.property("bad") == "true"
    assert QApplication.focusWidget() is field
    assert hands.look().standing.records.meetings == ()


def test_posting_a_village_that_did_not_meet_is_refused_with_the_reason(hands: Hands) -> None:
    hands.press(K.Key_Down, ALT)
    assert hands.page.step_id == "posting"
    hands.type("posted_on", "21/10/2026")
    hands.press(K.Key_Return, CTRL)
    assert "Bản Phú chưa họp dân" in hands.page.notes.text


def _to_the_decision(hands: Hands) -> None:
    for votes in (["30"] * 3, ["30"] * 2):
        hands.meet("20/10/2026", "30", votes)
        table = hands.page.card.table
        assert table is not None
        table.choose_row(1)
    for row in (0, 1):
        hands.page.steps.choose("posting")
        assert hands.page.card.table is not None
        hands.page.card.table.choose_row(row)
        hands.type("posted_on", "21/10/2026")
        hands.press(K.Key_Return, CTRL)
    hands.page.steps.choose("opinion")
    hands.type("sent_on", "27/10/2026")
    hands.type("number", "80/BC-UBND")
    hands.press(K.Key_Return, CTRL)
    hands.type("answered_on", "02/11/2026")
    hands.type("number", "455/UBND")
    hands.press(K.Key_Return, CTRL)
    hands.page.steps.choose("decision")


def test_one_commune_goes_through_all_steps_by_the_window(hands: Hands) -> None:
    _to_the_decision(hands)
    hands.type("decision", "recognised")
    hands.type("number", "91/QĐ-UBND")
    hands.type("signed_on", "26/10/2026")
    hands.press(K.Key_Return, CTRL)
    assert "niêm yết đến hết ngày 26/10/2026" in hands.page.notes.text
    hands.type("signed_on", "05/11/2026")
    hands.press(K.Key_Return, CTRL)
    hands.type("decision", "escaped")
    hands.type("number", "92/QĐ-UBND")
    hands.type("signed_on", "05/11/2026")
    hands.press(K.Key_Return, CTRL)
    decided = {r.decision_no for r in reviews.of_round(hands.db, YEAR)}
    assert decided == {"91/QĐ-UBND", "92/QĐ-UBND"}
    hands.page.steps.choose("certificate")
    hands.type("signed_on", "06/11/2026")
    hands.press(K.Key_Return, CTRL)
    certificates = hands.look().standing.records.certificates
    assert len(certificates) == 4
    assert hands.look().standing.next is None
    assert not hands.page.card.form.isVisible()


def test_the_calendar_tells_how_a_day_was_counted(hands: Hands) -> None:
    lines = hands.page.due.model.rows
    assert [(line.on, line.what) for line in lines] == [
        (datetime.date(2026, 12, 14), "Kết thúc đợt rà soát"),
        (datetime.date(2026, 12, 20), "Kết quả chính thức tới bộ"),
    ]
    assert "14/12/2026" in hands.page.due.how.text()


def test_the_papers_of_a_step_are_seen_and_the_whole_file_is_saved(
    hands: Hands, tmp_path: Path
) -> None:
    hands.meet("20/10/2026", "30", ["30"] * 3)
    hands.page.card.gone.emit("papers", "minutes")
    page = hands.page
    assert page.stack.currentWidget() is page.papers
    assert page.papers.view.record().title == "Biên bản họp dân (phụ lục V): Bản Phú"
    assert page.papers.preview.page_count > 0
    page.papers.save(tmp_path / "mot", whole=False)
    assert {p.suffix for p in (tmp_path / "mot").rglob("*.*")} == {".pdf", ".xlsx"}
    page.papers.save(tmp_path, whole=True)
    assert len([*(tmp_path / "ho_so_02296_2026").rglob("*.pdf")]) == len(page.papers.planned)
    hands.press(K.Key_Escape)
    assert page.stack.currentWidget() is page.card


def test_a_paper_that_comes_later_says_so(hands: Hands) -> None:
    hands.page.show_papers("certificate")
    assert hands.page.papers.trouble.isVisible()
    assert hands.page.papers.planned != []


def test_a_case_is_opened_for_a_household_found_by_name(hands: Hands) -> None:
    hands.press(K.Key_F7)
    page = hands.page
    assert page.stack.currentWidget() is page.cases
    page.cases.finder.search("sen")
    page.cases.kind.set_value("in_year_exit")
    page.cases.day.setText("16/11/2026")
    hands.press(K.Key_Return, CTRL)
    [case] = proceeding.cases(hands.db, YEAR)
    assert (case.procedure, case.opened_on) == ("in_year_exit", datetime.date(2026, 11, 16))
    assert (page.case_uid, page.step_id) == (case.uid, "request")
    hands.type("asked_on", "16/11/2026")
    hands.press(K.Key_Return, CTRL)
    page.steps.choose("sheet_b")
    hands.type("reviewed_on", "17/11/2026")
    hands.type("b1", "160")
    hands.type("lacks", "1 14")
    hands.press(K.Key_Return, CTRL)
    assert page.card.form.fields["lacks"].property("bad") == "true"
    hands.type("lacks", "1 4")
    hands.press(K.Key_Return, CTRL)
    [subject] = proceeding.look(hands.db, case.uid, now=NOW).standing.records.subjects
    assert subject.is_keyed
    hands.press(K.Key_Escape)
    assert page.case_uid == ""
    page.cases.close_case.click()
    [closed] = proceeding.cases(hands.db, YEAR)
    assert closed.outcome == "withdrawn"
    hands.window.status.undo()
    assert proceeding.cases(hands.db, YEAR)[0].outcome == ""
    assert any(line.what == "Ra quyết định" for line in page.due.model.rows)


def test_the_offices_own_days_are_kept(hands: Hands) -> None:
    hands.page.open_target(DAYS)
    days = hands.page.days
    days.autumn_day.setText("10/12/2026")
    days.keep_autumn.click()
    assert calendaring.autumn_deadline(hands.db, YEAR) == datetime.date(2026, 12, 10)
    assert "Hạn báo cáo của xã" in {line.what for line in hands.page.due.model.rows}
    days.off.setText("14/12/2026")
    days.worked.setText("khi nào đó")
    days.add_day.click()
    assert calendaring.exchanged_days(hands.db) == ()
    days.worked.setText("12/12/2026")
    days.add_day.click()
    [one] = calendaring.exchanged_days(hands.db)
    assert (one.off, one.worked) == (datetime.date(2026, 12, 14), datetime.date(2026, 12, 12))
    days.view.choose_row(0)
    days.drop.click()
    assert calendaring.exchanged_days(hands.db) == ()


def test_without_a_round_the_page_offers_to_open_one_and_cases_are_possible(
    qtbot: QtBot, db: Db
) -> None:
    hands = Hands(qtbot, db)
    assert hands.page.stack.currentWidget() is hands.page.empty
    assert str(YEAR) in hands.page.empty.sentence.text()
    hands.page.open_target(CASES)
    assert hands.page.stack.currentWidget() is hands.page.cases
    assert hands.stray == []
