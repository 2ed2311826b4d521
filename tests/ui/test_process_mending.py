"""By keyboard: what a step recorded is put right in place, a certificate is withdrawn, a worker chosen."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain.procedure import Decision, DecisionKind, Meeting, Opinion, Posting
from desktop.services import deciding, proceeding, registering
from desktop.services.registering import Query
from desktop.store.connection import Db, close_book
from desktop.ui.widgets import Field
from tests.ui.small_books import BY, NOW, YEAR, make_book, play
from tests.ui.test_process import CASE, CTRL, Hands

K = Qt.Key
D = datetime.date


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    book = make_book(tmp_path / "so.rasoat-book")
    play(book)
    for village in ("Bản Phú", "Nà Cọn"):
        records = proceeding.look(book, CASE, now=NOW).standing.records
        votes = {s.uid: 30 for s in records.in_place(village)}
        proceeding.record_meeting(book, Meeting(
            uid="", case_uid=CASE, village=village, held_on=D(YEAR, 10, 20), present=30,
            agreed=votes, chair="Ma Văn Quý",
        ), now=NOW, by=BY)  # fmt: skip
        proceeding.record_posting(book, Posting(
            uid="", case_uid=CASE, village=village, posted_on=D(YEAR, 10, 21),
        ), now=NOW, by=BY)  # fmt: skip
    yield book
    close_book(book)


@pytest.fixture
def hands(qtbot: QtBot, db: Db) -> Iterator[Hands]:
    made = Hands(qtbot, db)
    yield made
    assert made.stray == []


def _text(hands: Hands, name: str) -> str:
    field = hands.page.card.form.fields[name]
    assert isinstance(field, Field)
    return field.text()


def test_a_meeting_with_a_mistyped_day_and_people_is_put_right_in_place(hands: Hands) -> None:
    hands.page.steps.choose("meeting")
    card = hands.page.card
    assert card.change.text() == "Sửa lần đã ghi"
    hands.press(K.Key_F8)
    assert card.change.text() == "Thôi"
    assert _text(hands, "held_on") == "20/10/2026"
    assert _text(hands, "chair") == "Ma Văn Quý"
    assert {f.text() for f in card.votes.fields.values()} == {"30"}
    hands.type("held_on", "19/10/2026")
    hands.type("attendants", "Lý Thị Sen, bí thư chi bộ; Bàn Văn Tạ, trưởng thôn")
    hands.press(K.Key_Return, CTRL)
    [meeting] = [m for m in hands.look().standing.records.meetings if m.village == "Bản Phú"]
    assert meeting.held_on == D(YEAR, 10, 19)
    assert meeting.attendants == ("Lý Thị Sen, bí thư chi bộ", "Bàn Văn Tạ, trưởng thôn")
    assert set(meeting.agreed.values()) == {30}
    assert not card.change.isChecked()
    hands.window.status.undo()
    [meeting] = [m for m in hands.look().standing.records.meetings if m.village == "Bản Phú"]
    assert meeting.held_on == D(YEAR, 10, 20)


def test_a_correction_that_breaks_a_later_step_is_refused_in_words(hands: Hands) -> None:
    hands.page.steps.choose("meeting")
    hands.press(K.Key_F8)
    hands.type("held_on", "22/10/2026")
    hands.press(K.Key_Return, CTRL)
    assert "chưa họp dân" in hands.page.notes.text
    assert {m.held_on for m in hands.look().standing.records.meetings} == {D(YEAR, 10, 20)}


def test_another_row_asks_for_a_new_record_again(hands: Hands) -> None:
    hands.page.steps.choose("meeting")
    hands.press(K.Key_F8)
    hands.press(K.Key_F8)
    assert not hands.page.card.change.isChecked()
    assert _text(hands, "held_on") != "20/10/2026"


def test_a_certificate_is_withdrawn_with_its_reason(qtbot: QtBot, db: Db) -> None:
    sent = Opinion(uid="o", case_uid=CASE, sent_on=D(YEAR, 10, 27), sent_number="80/BC")
    proceeding.record_opinion(db, sent, now=NOW, by=BY)
    answer = replace(sent, received_on=D(YEAR, 10, 29), number="9", agrees=True)
    proceeding.record_opinion(db, answer, now=NOW, by=BY)
    deciding.decide(db, Decision(
        uid="d", case_uid=CASE, kind=DecisionKind.RECOGNISED, number="91", signed_on=D(YEAR, 11, 2)
    ), now=NOW, by=BY)  # fmt: skip
    deciding.certify(db, CASE, D(YEAR, 11, 3), now=NOW, by=BY)
    hands = Hands(qtbot, db)
    hands.page.steps.choose("certificate")
    hands.page.focus_first()
    assert hands.page.card.change.text() == "Thu hồi giấy này"
    hands.press(K.Key_F8)
    hands.press(K.Key_Return, CTRL)
    assert hands.page.card.form.fields["withdrawn_why"].property("bad") == "true"
    hands.type("withdrawn_why", "Sai họ tên chủ hộ")
    hands.press(K.Key_Return, CTRL)
    first = hands.look().standing.records.certificates[0]
    assert first.withdrawn_why == "Sai họ tên chủ hộ"
    assert deciding.to_certify(hands.look().standing.records) == (first.household_uid,)
    assert not hands.page.card.change.isVisible(), "it is withdrawn once"
    assert hands.stray == []


def test_a_workers_case_asks_for_the_member_it_is_about(hands: Hands) -> None:
    hands.press(K.Key_F7)
    cases = hands.page.cases
    assert not cases.person.isVisible()
    cases.kind.set_value("low_income_worker")
    assert cases.person.isVisible()
    cases.finder.search("sen")
    cases.day.setText("16/11/2026")
    [line] = registering.find(hands.db, Query(year=YEAR, text="sen")).lines
    whole = registering.whole(hands.db, line.uid)
    assert whole is not None
    last = whole.household.present[-1]
    cases.person.set_value(last.uid)
    hands.press(K.Key_Return, CTRL)
    [case] = proceeding.cases(hands.db, YEAR)
    assert (case.household_uids, case.person_uid) == ((line.uid,), last.uid)
    assert last.name in hands.page.head.context.text()


def test_the_paper_that_a_household_fills_in_is_seen_before_its_case(hands: Hands) -> None:
    hands.press(K.Key_F7)
    cases, papers = hands.page.cases, hands.page.papers
    cases.kind.set_value("in_year_exit")
    cases.print.click()
    assert cases.finder.field.property("bad") == "true"
    cases.finder.search("sen")
    cases.print.click()
    [one] = papers.planned
    assert one.stem.startswith("mau_04_")
    assert one.stem.isascii()
    assert papers.pdf.startswith(b"%PDF")
    assert not papers.all_button.isVisible(), "there is no case yet"
    assert proceeding.cases(hands.db, YEAR) == ()
    hands.press(K.Key_Escape)
    assert hands.page.stack.currentWidget() is cases
