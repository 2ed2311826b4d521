"""A season by hand in the whole window: from a request to certificates, with what goes wrong on the way."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.procedure import Case
from desktop.rules.case_facts import PlaceStanding
from desktop.services import proceeding, registering, reviewing
from desktop.services.proceeding import Look
from desktop.store.connection import Db, close_book
from desktop.ui.desks import pages_of
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.entry import EntryPage
from desktop.ui.pages.papers import PapersPage
from desktop.ui.pages.process import ProcessPage
from desktop.ui.pages.sheet_a import SheetAPage
from desktop.ui.widgets import Choice, Field
from tests.ui.small_books import BY, NOW, SEASON, YEAR, desk_of, key_sheet, make_book, stray

K = Qt.Key
PLAIN, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
D = datetime.date
CASE = f"periodic-{YEAR}"
VILLAGE, OTHER, ASKS = "Bản Phú", "Nà Cọn", "Phùng Văn Lâm"
LINES = ("0", "0", "1", "1", "1", "0", "212", "36", "7", "6", "1", "7")
"""What is typed on the twelve lines of sheet B: five of them lack."""


class Hands:
    """The whole window of the commune's desk, and ten fingers."""

    def __init__(self, qtbot: QtBot, db: Db) -> None:
        self.db, self.qtbot = db, qtbot
        desk = replace(desk_of(db), now=lambda: NOW)
        self.stray = stray(desk)
        self.window = MainWindow(desk, pages_of(desk.office))
        self.window.resize(1366, 768)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.press(K.Key_4, CTRL)

    @property
    def page(self) -> ProcessPage:
        """The page of the procedure."""
        page = self.window.page
        assert isinstance(page, ProcessPage)
        return page

    @property
    def told(self) -> str:
        """What the page says at its top."""
        return self.page.notes.text

    def press(self, key: Qt.Key, by: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        """A key where the focus is."""
        for _ in range(times):
            QTest.keyClick(QApplication.focusWidget() or self.window, key, by)

    def keys(self, text: str) -> None:
        """ASCII letters and digits where the focus is; a line end is Enter."""
        for char in text:
            if char == "\n":
                self.press(K.Key_Return)
            else:
                QTest.keyClicks(QApplication.focusWidget() or self.window, char)

    def step(self, name: str, row: int = 0) -> None:
        """Go to a step, and to a line of its table."""
        self.page.steps.choose(name)
        assert self.page.step_id == name
        if self.page.card.table is not None and self.page.card.table.rows.rowCount():
            self.page.card.table.choose_row(row)

    def record(self, **answers: str) -> None:
        """Fill fields of the form in hand and record it."""
        form = self.page.card.form
        assert form.isVisible()
        for name, text in answers.items():
            field = form.fields[name]
            if isinstance(field, Choice):
                field.set_value(text)
                continue
            assert isinstance(field, Field)
            field.setFocus()
            field.selectAll()
            field.insert(text)
        self.press(K.Key_Return, CTRL)

    def look(self, uid: str = CASE) -> Look:
        """A case as the book has it."""
        return proceeding.look(self.db, uid, now=NOW)

    def place(self, name: str = VILLAGE) -> PlaceStanding:
        """How far a village is."""
        return next(p for p in self.look().standing.places if p.place == name)

    def state(self, step: str, uid: str = CASE) -> str:
        """The state of a step."""
        found = self.look(uid).standing.step(step)
        assert found is not None
        return str(found.state)

    def paper(self, *, starts: str) -> str:
        """What a paper of the case in hand says, as it is printed."""
        self.press(K.Key_F9)
        card = self.page.papers
        titles = [p.title for p in card.planned]
        card.view.choose_row(next(n for n, t in enumerate(titles) if t.startswith(starts)))
        assert not card.trouble_room.isVisible()
        text = _text(card.pdf)
        self.press(K.Key_Escape)
        return text


def _text(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    """Two villages: last year's round decided, this year's sheets complete, residents typed."""
    book = make_book(tmp_path / "so.rasoat-book")
    others = (("Vi Thị Cúc", OTHER), ("Hà Văn Nam", OTHER), ("Lương Thị Na", OTHER))
    reviewing.open_round(book, YEAR - 1, now=NOW, by=BY)
    for head, village, before, _ in SEASON:
        if before:
            key_sheet(book, head, village, YEAR - 1, *before)
    for head, village in ((ASKS, VILLAGE), *others):
        key_sheet(book, head, village, YEAR - 1, 170, 1)
    reviewing.open_round(book, YEAR, now=NOW, by=BY)
    for head, village, _, now in SEASON:
        key_sheet(book, head, village, YEAR, *now)
    for year in (YEAR - 1, YEAR):
        rows = [(village, 40, 170, 36, 150) for village in (OTHER, VILLAGE)]
        reviewing.set_residents(book, year, rows, now=NOW, by=BY)
    yield book
    close_book(book)


@pytest.fixture
def hands(qtbot: QtBot, db: Db) -> Iterator[Hands]:
    made = Hands(qtbot, db)
    yield made
    assert made.stray == []


# The yearly review -------------------------------------------------------------------------------
def _ask(hands: Hands) -> None:
    """A household hands in its request with two marks on sheet A."""
    hands.step("request")
    hands.press(K.Key_F5)
    page = hands.window.page
    assert isinstance(page, SheetAPage)
    hands.keys("lam")
    hands.qtbot.waitUntil(lambda: bool(page.form.finder.list.first()))
    hands.keys("\n\n12102026\n12\n")
    hands.press(K.Key_4, CTRL)


def _sheet_b(hands: Hands, day: str, *, again: bool = False) -> None:
    """Sheet B of the household that asked, opened from the step; the second time only its day."""
    hands.step("sheet_b")
    names = [s.name for s in hands.look().standing.records.subjects]
    assert hands.page.card.table is not None
    hands.page.card.table.choose_row(names.index(ASKS))
    hands.page.focus_first()
    hands.press(K.Key_Return)
    assert isinstance(hands.window.page, EntryPage)
    if again:
        hands.press(K.Key_6, ALT)
        hands.keys("\n")
    else:
        hands.press(K.Key_3, ALT)
        hands.keys("110\n" + "".join(f"{line}\n" for line in LINES) + "13\nMa Thi Hoa\n")
    hands.keys(day)
    hands.press(K.Key_Return, CTRL)
    hands.press(K.Key_4, CTRL)


def _meet(hands: Hands, day: str, votes: Mapping[str, str]) -> None:
    """A meeting by Enter from field to field, the votes by name."""
    hands.page.focus_first()
    hands.keys("\n")
    people = "Ma Van Hiep, truong thon; Hoang A Sung, mat tran"
    for text in (day, "30", "Ma Van Hiep", "Ly Thi Tam", "Nha van hoa", people):
        asked = QApplication.focusWidget()
        assert isinstance(asked, Field)
        asked.selectAll()
        hands.keys(f"{text}\n")
    records = hands.look().standing.records
    for uid, field in hands.page.card.votes.fields.items():
        subject = records.subject(uid)
        assert subject is not None
        assert field.hasFocus()
        hands.keys(votes.get(subject.name, "30") + "\n")
    hands.press(K.Key_Return, CTRL)


def _to_the_posting(hands: Hands) -> None:
    _ask(hands)
    assert (hands.state("request"), hands.state("sheet_b")) == ("done", "next")
    _sheet_b(hands, "13102026")
    hands.step("meeting")
    _meet(hands, "15102026", {ASKS: "12"})
    assert [s.name for s in hands.place().below] == [ASKS]
    _meet(hands, "19102026", {})
    assert "chưa rà soát lại" in hands.told
    _sheet_b(hands, "16102026", again=True)
    hands.step("meeting")
    _meet(hands, "19102026", {})
    assert hands.place().is_met
    assert [m.attempt for m in hands.look().standing.records.meetings] == [1, 2]
    hands.step("meeting", 1)
    hands.record(held_on="15/10/2026", present="40")
    assert "Chưa có hộ nào được biểu quyết" in hands.told
    hands.press(K.Key_F6)
    hands.press(K.Key_Return, CTRL)
    assert hands.place(OTHER).is_met


def _post(hands: Hands) -> None:
    for row in (0, 1):
        hands.step("posting", row)
        hands.record(posted_on="20/10/2026")
    hands.step("recheck")
    lam = next(s for s in hands.look().standing.records.subjects if s.name == ASKS)
    hands.record(
        received_on="21/10/2026", household=lam.uid, complainer="Hoàng A Tăng", said="Hộ có xe máy"
    )


def _exchange_a_day(hands: Hands) -> None:
    """Thursday 22 October is off, Saturday 31 October is worked: what is posted stays longer."""
    before = {d.what: d.on for d in hands.look().standing.dues}
    assert (before["posting"], before["recheck"]) == (D(YEAR, 10, 23), D(YEAR, 10, 30))
    hands.page.due.to_days.click()
    days = hands.page.days
    days.off.setFocus()
    hands.keys("22102026\n31102026\n")
    after = {d.what: d.on for d in hands.look().standing.dues}
    assert (after["posting"], after["recheck"]) == (D(YEAR, 10, 26), D(YEAR, 10, 31))
    hands.press(K.Key_Escape)


def _recheck(hands: Hands) -> None:
    hands.step("recheck")
    hands.record(rechecked_on="26/10/2026", result="Xe máy đi mượn, giữ nguyên kết quả")
    hands.step("reposting")
    hands.record(posted_on="27/10/2026")
    # Put right in place: the form has the keyboard.
    assert hands.page.card.change.isVisible()
    hands.press(K.Key_F8)
    assert hands.page.card.form.fields["posted_on"].hasFocus()
    hands.record(posted_on="28/10/2026")
    assert hands.place().clear_on == D(YEAR, 10, 31)


def _to_the_certificates(hands: Hands) -> None:
    hands.step("opinion")
    hands.record(sent_on="31/10/2026", number="80/BC-UBND")
    assert "niêm yết đến hết ngày 31/10/2026" in hands.told
    hands.record(sent_on="02/11/2026", number="80/BC-UBND")
    hands.record(answered_on="06/11/2026", number="455/UBND", said="Nhất trí")
    hands.step("decision")
    hands.record(number="91/QĐ-UBND", signed_on="10/11/2026")
    assert hands.page.card.form.fields["decision"].value() == "escaped", "what waits is offered"
    hands.record(number="92/QĐ-UBND", signed_on="10/11/2026")
    hands.step("certificate")
    hands.record(signed_on="12/11/2026", first="1")
    assert hands.state("certificate") == "done"
    hands.step("certificate", 1)
    hands.press(K.Key_F8)
    hands.record(withdrawn_why="Sai họ tên chủ hộ")
    hands.record(signed_on="13/11/2026")


def test_one_village_goes_from_the_request_to_its_certificates(hands: Hands) -> None:
    _to_the_posting(hands)
    _post(hands)
    _exchange_a_day(hands)
    _recheck(hands)
    _to_the_certificates(hands)

    records = hands.look().standing.records
    here = {s.uid: s.name for s in records.in_place(VILLAGE)}
    held = [c for c in records.certificates if c.withdrawn_on is None and c.household_uid in here]
    assert {here[c.household_uid] for c in held} == {"Hoàng Thị Sen", "Lý A Páo", ASKS}
    assert [c.number[:2] for c in records.certificates] == ["01", "02", "03", "04", "05", "06"]
    assert hands.look().standing.next is None

    recognised = hands.paper(starts="Quyết định công nhận")
    assert "3 hộ nghèo" in recognised
    assert "2 hộ cận nghèo" in recognised
    assert ASKS in recognised
    assert "Ma Văn Quý" in hands.paper(starts="Quyết định thoát")
    assert ASKS in hands.paper(starts="Danh sách hộ nghèo, hộ cận nghèo (phụ lục VI)")
    assert "80/BC-UBND" in hands.paper(starts="Báo cáo xin ý kiến")
    assert ASKS in hands.paper(starts="Danh sách niêm yết: Bản Phú · sau phúc tra")
    assert "Hoang A Sung" in hands.paper(starts="Biên bản họp dân (phụ lục V): Bản Phú")
    second = hands.paper(starts="Biên bản họp dân (phụ lục V): Bản Phú · họp lần")
    assert ASKS in second
    assert "Hoàng Thị Sen" not in second

    poor, near = _totals(hands, "7.1", 10)[2], _totals(hands, "7.1", 10)[6]
    assert (poor, near) == ("3", "2"), "as the decision says"
    assert (_totals(hands, "7.2", 9)[8], _totals(hands, "7.3", 9)[8]) == (poor, near)


def _totals(hands: Hands, form: str, columns: int) -> list[str]:
    """The figures of a form's last line, as it is printed."""
    hands.window.go("papers", form)
    page = hands.window.page
    assert isinstance(page, PapersPage)
    assert page.paper is not None
    figures = " ".join([r"([\d.,]+|–)"] * columns)
    found = re.search(rf"Tổng cộng \(I\+II\)(?: Hộ)? {figures}", _text(page.paper.pdf))
    assert found is not None, _text(page.paper.pdf)
    return list(found.groups())


# In-year cases -----------------------------------------------------------------------------------
def _open(hands: Hands, procedure: str, typed: str) -> Case:
    """Open a case of 15 October for the household that this number leads to."""
    hands.press(K.Key_F7)
    cases = hands.page.cases
    cases.kind.set_value(procedure)
    cases.finder.field.setFocus()
    hands.keys(typed)
    hands.qtbot.waitUntil(lambda: bool(cases.finder.value()))
    cases.day.setFocus()
    cases.day.selectAll()
    hands.keys("15102026")
    hands.press(K.Key_Return, CTRL)
    return next(c for c in proceeding.cases(hands.db, YEAR) if c.procedure == procedure)


def _number(db: Db, head: str) -> str:
    return next(h.number for h in registering.everyone(db) if h.head_name == head)


def _decide_in_year(hands: Hands, *, marks: str, b1: str, lacks: str) -> None:
    """From the request to the decision; what is next is gone to."""
    form = hands.page.card.form
    hands.record(asked_on="14/10/2026", **({"marks": marks} if "marks" in form.fields else {}))
    hands.step("sheet_b")
    hands.record(reviewed_on="19/10/2026", b1=b1, lacks=lacks, causes="2")
    hands.step("meeting")
    hands.record(held_on="20/10/2026", present="30")
    hands.press(K.Key_F6)
    hands.press(K.Key_Return, CTRL)
    hands.step("posting")
    hands.record(posted_on="21/10/2026")
    hands.step("decision")
    hands.record(number="95/QĐ-UBND", signed_on="27/10/2026")


def test_a_household_is_recognised_within_the_year_and_gets_its_certificate(hands: Hands) -> None:
    of = _open(hands, "in_year_recognition", _number(hands.db, "Vi Thị Cúc"))
    assert (hands.state("request", of.uid), hands.state("list", of.uid)) == ("next", "waiting")
    hands.record(asked_on="14/10/2026", marks="99")
    assert "mẫu chỉ có 9 cột" in hands.told
    hands.record(asked_on="14/10/2026", marks="5")
    assert hands.state("list", of.uid) != "done", "five marks are too many for the list"
    _decide_in_year(hands, marks="2", b1="100", lacks="1 4 9")
    hands.step("certificate")
    hands.record(signed_on="28/10/2026")
    look = hands.look(of.uid)
    assert look.case.outcome == "decided"
    [certificate] = look.standing.records.certificates
    assert certificate.number == "01/GCN-HN.HCN"
    assert "Vi Thị Cúc" in hands.paper(starts="Giấy chứng nhận")


def test_a_household_leaves_poverty_within_the_year(hands: Hands) -> None:
    of = _open(hands, "in_year_exit", _number(hands.db, "Hoàng Thị Sen"))
    assert hands.state("request", of.uid) == "next", "nothing is recorded yet"
    _decide_in_year(hands, marks="", b1="160", lacks="1")
    assert hands.look(of.uid).case.outcome == "decided"
    assert "Hoàng Thị Sen" in hands.paper(starts="Quyết định thoát")


def test_an_income_survey_leads_to_a_decision_or_a_refusal_in_writing(hands: Hands) -> None:
    living = _open(hands, "average_living_standard", _number(hands.db, "Lương Thị Na"))
    _survey(hands, "2000000")
    hands.record(number="98/QĐ-UBND", signed_on="27/10/2026")
    assert hands.look(living.uid).case.outcome == "decided"
    worker = _open(hands, "low_income_worker", _number(hands.db, "Hà Văn Nam"))
    assert worker.person_uid
    _survey(hands, "4000000")
    hands.record(decision="refused", number="97/UBND", signed_on="27/10/2026")
    assert "lý do" in hands.told.lower()
    hands.record(reason="Thu nhập trên mức quy định")
    assert hands.look(worker.uid).case.outcome == "refused", "who waits is the one of the case"
    hands.press(K.Key_F9)
    shown = hands.page.papers
    assert not shown.trouble_room.isVisible(), "the refusal is the paper of this step"
    assert "Thu nhập trên mức quy định" in _text(shown.pdf)


def _survey(hands: Hands, income: str) -> None:
    hands.record(surveyed_on="16/10/2026", income=income)
    hands.step("posting")
    hands.record(posted_on="19/10/2026")
    hands.step("decision")


def test_a_household_that_is_poor_is_not_recognised_again_and_the_page_says_so(
    hands: Hands,
) -> None:
    hands.press(K.Key_F7)
    cases = hands.page.cases
    cases.finder.field.setFocus()
    hands.keys(_number(hands.db, "Triệu Văn Kim"))
    hands.qtbot.waitUntil(lambda: bool(cases.finder.value()))
    hands.press(K.Key_Return, CTRL)
    assert "đang được công nhận là hộ nghèo" in hands.told
    assert proceeding.cases(hands.db, YEAR) == ()
