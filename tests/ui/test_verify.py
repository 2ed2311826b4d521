"""Sheets keyed twice, by the keyboard: drawn, keyed blind, settled field by field, counted, printed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.household import Household, Schooling
from desktop.domain.review import ReviewState
from desktop.domain.second_keying import SecondState
from desktop.rules.standard import Standard
from desktop.services import registering, rekeying, reviewing, second_settling, verifying
from desktop.services.catalogue import shipped_standard
from desktop.store.connection import Db
from desktop.ui.main_window import MainWindow
from desktop.ui.page import Desk, PageSpec
from desktop.ui.pages.entry import EntryPage, saving
from desktop.ui.pages.entry.places import places
from desktop.ui.pages.verify import VerifyPage
from desktop.ui.pages.verify.blind import BlindKeying
from desktop.ui.pages.verify.words import hint, options_of, read_value, show_value
from desktop.ui.widgets import Note
from desktop.ui.worker import Worker
from tests.ui.inline import InlineExecutor
from tests.ui.small_books import desk_of, make_book, stray

MAU, YEN = "Bàn Thị Mẫu", "Nông Thị Yến"
NOW = datetime.datetime(2026, 10, 15, 2, 12, 44, tzinfo=datetime.UTC)
TODAY = datetime.date(2026, 10, 15)
K = Qt.Key
PLAIN, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
# What the paper says, place by place; the name of the head is given.
PAPER = (
    "0", "0", "", "", "14021984", "1", "dao", "008084001327", "7", "1", "1", "118",
    "0", "0", "1", "1", "0", "0", "121", "60", "7", "6", "2", "7",
    "2", "Triệu Văn Kim", "09102026",
)  # fmt: skip
B1 = 11


class Hands:
    """Somebody at the window of a book; `by` says who."""

    def __init__(
        self, qtbot: QtBot, db: Db, by: str = YEN, executor: Executor | None = None
    ) -> None:
        self.qtbot, self.db = qtbot, db
        worker = Worker(executor or InlineExecutor(), lambda: db, lambda _: None)
        self.desk: Desk = replace(desk_of(db), worker=worker, now=lambda: NOW, by=by)
        self.stray = stray(self.desk)
        self.said: list[str] = []
        pages = [
            PageSpec("entry", "keyboard", "Ctrl+3", EntryPage),
            PageSpec("verify", "scale", "", VerifyPage, in_rail=False),
        ]
        self.window = MainWindow(self.desk, pages)
        self.window.resize(1366, 768)
        qtbot.addWidget(self.window)
        self._tell = self.desk.say
        self.desk.say = self._say
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def _say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        self.said.append(text)
        self._tell(text, undo)

    @property
    def page(self) -> VerifyPage:
        """The page."""
        page = self.window.page
        assert isinstance(page, VerifyPage)
        return page

    @property
    def blind(self) -> BlindKeying:
        """The blind keying on it."""
        assert self.page.blind is not None
        return self.page.blind

    @property
    def focus(self) -> QWidget:
        """Where the keys go."""
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def press(self, key: Qt.Key, by: Qt.KeyboardModifier = PLAIN) -> None:
        """One key."""
        QTest.keyClick(self.focus, key, by)

    def keys(self, text: str) -> None:
        """Letters and digits."""
        for char in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = ord(char.upper()) if char.isascii() else 0
                QApplication.sendEvent(self.focus, QKeyEvent(kind, key, PLAIN, char))

    def sheet(self, **changes: str) -> None:
        """Key a whole sheet of the paper; `at_11="117"` keys something else at the 12th field."""
        for number, text in enumerate(PAPER):
            self.keys(changes.get(f"at_{number}", text))
            self.press(K.Key_Return)

    def drawn(self, percent: int = 100) -> None:
        """Draw by the field and Enter."""
        field = self.page.view.lot.percent
        field.setFocus()
        field.selectAll()
        self.keys(str(percent))
        self.press(K.Key_Return)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    """A commune's book with its round of 2026 open."""
    book = make_book(tmp_path / "xa.rasoat-book")
    for year in (2025, 2026):
        at = datetime.datetime(year, 9, 1, 2, tzinfo=datetime.UTC)
        reviewing.open_round(book, year, now=at, by=MAU)
    yield book
    book.close()


def add(db: Db, head: str = "Bàn Văn Tiến", village: str = "Lung Luông") -> Household:
    """A household of one."""
    return registering.add_household(db, village, head, now=NOW, by=MAU)


def keyed(qtbot: QtBot, db: Db, household: Household, by: str = MAU) -> None:
    """Its sheet, keyed from the paper in the entry page."""
    hands = Hands(qtbot, db, by)
    hands.window.go("entry", household.uid)
    hands.sheet()
    hands.press(K.Key_Return)
    assert hands.stray == []
    hands.window.close()


@pytest.fixture
def household(qtbot: QtBot, db: Db) -> Household:
    """Bàn Văn Tiến's, keyed by Mẫu."""
    home = add(db)
    keyed(qtbot, db, home)
    sheet = reviewing.open_sheet(db, home.uid, 2026)
    assert sheet.review is not None
    assert sheet.review.state is ReviewState.COMPLETE
    return sheet.household


@pytest.fixture
def hands(qtbot: QtBot, db: Db, household: Household) -> Hands:
    """Yến before the page, the sheet drawn."""
    made = Hands(qtbot, db)
    made.window.go("verify")
    made.drawn()
    return made


def words(widget: QWidget) -> list[str]:
    """All that is written on a view as labels and in fields."""
    labels = [w.text() for w in widget.findChildren(QLabel) if w.isVisible()]
    return labels + [w.text() for w in widget.findChildren(QLineEdit) if w.isVisible()]


# The whole road ----------------------------------------------------------------------------------
def test_a_sheet_is_drawn_keyed_blind_settled_and_counted_by_keys_alone(
    hands: Hands, household: Household
) -> None:
    assert hands.page.view.lot.button.text() == "Đã rút đủ"
    hands.press(K.Key_F5)
    state = hands.blind.session.state
    assert state is not None
    assert state.uid == household.uid
    assert hands.blind.place == places(state)[0]
    hands.sheet(at_11="181")
    hands.press(K.Key_Return)

    # Nothing else is drawn: the board again, with one sheet to settle.
    assert hands.page.stack.currentWidget() is hands.page.board_page
    assert any("Đã nhập xong lần hai" in said for said in hands.said)
    [line] = hands.page.view.differing.model.rows
    assert (line.head_name, line.count) == ("Bàn Văn Tiến", 1)
    hands.press(K.Key_F6)
    settle = hands.page.settle
    assert hands.page.stack.currentWidget() is settle
    assert settle.view.hasFocus()
    [row] = settle.model.rows
    assert (row.lines[0], row.first, row.second) == ("Tổng điểm B1", "118", "181")
    assert not settle.finish.isEnabled()
    hands.press(K.Key_2)
    hands.press(K.Key_Return)
    assert settle.finish.hasFocus()
    hands.press(K.Key_F6)

    review = reviewing.open_sheet(hands.db, household.uid, 2026).review
    assert review is not None
    assert (review.answers.b1_points, review.state) == (181, ReviewState.COMPLETE)
    assert "lần một sai 1 ô, lần hai sai 0 ô" in hands.said[-1]
    mau, yen = hands.page.view.rates.model.rows
    assert (mau.name, mau.tally.sheets, mau.tally.wrong) == (MAU, 1, 1)
    assert (yen.name, yen.tally.sheets, yen.tally.wrong) == (YEN, 1, 0)
    assert hands.page.view.rates.pdf.isEnabled()
    assert hands.stray == []


def test_settling_is_taken_back_by_the_undo_of_the_status_line(
    hands: Hands, household: Household
) -> None:
    hands.press(K.Key_F5)
    hands.sheet(at_11="181")
    hands.press(K.Key_Return)
    hands.press(K.Key_F6)
    hands.press(K.Key_2)
    hands.press(K.Key_F6)
    hands.press(K.Key_Z, CTRL)
    review = reviewing.open_sheet(hands.db, household.uid, 2026).review
    assert review is not None
    assert review.answers.b1_points == 118
    assert [line.uid for line in hands.page.view.differing.model.rows] == [household.uid]
    assert hands.stray == []


# Blind -------------------------------------------------------------------------------------------
def test_whoever_keys_again_sees_the_heads_name_and_nothing_of_the_first_keying(
    hands: Hands, household: Household
) -> None:
    hands.press(K.Key_F5)
    state = hands.blind.session.state
    assert state is not None
    [member] = state.present
    assert (member.name, member.born, member.citizen_id) == ("Bàn Văn Tiến", "", "")
    assert state.answers == type(state.answers)()
    assert state.sheet.last is None
    shown = " ".join(words(hands.page.blind_page))
    assert "NHẬP LẦN HAI, không xem lần một" in shown
    for secret in ("118", "14/02/1984", "Dao", "Triệu Văn Kim", "09/10/2026", "2025"):
        assert secret not in shown
    grid = hands.blind.centre.grab().toImage()
    assert not grid.isNull()


def test_no_class_of_the_first_keying_is_found_by_searching(hands: Hands) -> None:
    hands.press(K.Key_F5)
    hands.press(K.Key_F, CTRL)
    hands.keys("tien")
    hands.press(K.Key_Return)
    sheets = hands.blind.left.list._model.sheets
    assert [(s.name, s.mark) for s in sheets] == [("Bàn Văn Tiến", "")]


def test_a_sheet_of_ones_own_gets_a_plain_remark(
    qtbot: QtBot, db: Db, household: Household
) -> None:
    hands = Hands(qtbot, db, MAU)
    hands.window.go("verify")
    hands.drawn()
    hands.press(K.Key_F5)
    assert "chính anh chị nhập lần một" in hands.page.banner.accessibleName()
    other = Hands(qtbot, db, YEN)
    other.window.go("verify")
    other.press(K.Key_F5)
    assert "chính anh chị" not in other.page.banner.accessibleName()


def test_after_a_power_cut_the_second_keying_is_offered_back(
    qtbot: QtBot, hands: Hands, db: Db, household: Household
) -> None:
    hands.press(K.Key_F5)
    for text in PAPER[: B1 + 1]:
        hands.keys(text)
        hands.press(K.Key_Return)

    def is_kept() -> bool:
        kept = rekeying.scratch_of(db, 2026)
        return kept is not None and kept.answers.b1_points == 118

    qtbot.waitUntil(is_kept, timeout=3 * saving.PAUSE)
    # A new window on the same book, as after a cut: nothing was put down.
    again = Hands(qtbot, db)
    again.window.go("verify")
    again.press(K.Key_F5)
    state = again.blind.session.state
    assert state is not None
    assert state.answers.b1_points == 118
    assert state.present[0].citizen_id == "008084001327"
    assert again.blind.place == "b1"
    assert "Máy tắt đột ngột" in again.blind.notes.text
    review = reviewing.open_sheet(db, household.uid, 2026).review
    assert review is not None
    assert review.state is ReviewState.COMPLETE


def test_leaving_in_the_middle_keeps_what_was_typed_and_the_board_says_so(
    hands: Hands, household: Household
) -> None:
    hands.press(K.Key_F5)
    hands.keys("1")
    hands.press(K.Key_F9)
    assert hands.page.stack.currentWidget() is hands.page.board_page
    [line] = hands.page.view.due.model.rows
    assert line.state is SecondState.BEGUN
    hands.press(K.Key_F5)
    state = hands.blind.session.state
    assert state is not None
    assert state.household.merit_person
    assert hands.stray == []


def test_a_fault_keeps_the_second_keying_on_the_sheet(hands: Hands) -> None:
    hands.press(K.Key_F5)
    hands.press(K.Key_Return, CTRL)
    assert hands.page.stack.currentWidget() is hands.page.blind_page
    assert hands.blind.notes.text
    assert verifying.to_settle(hands.db, 2026) == []


def test_the_next_drawn_sheet_follows_at_once(qtbot: QtBot, db: Db, household: Household) -> None:
    other = add(db, "Lý A Páo", "Nà Cọn")
    keyed(qtbot, db, other)
    hands = Hands(qtbot, db)
    hands.window.go("verify")
    hands.drawn()
    hands.press(K.Key_F5)
    first = hands.blind.session.state
    assert first is not None
    hands.sheet()
    hands.press(K.Key_Return)
    state = hands.blind.session.state
    assert state is not None
    assert {first.uid, state.uid} == {household.uid, other.uid}
    hands.sheet()
    hands.press(K.Key_Return)
    assert hands.page.stack.currentWidget() is hands.page.board_page
    assert verifying.error_rates(db, 2026).settled == 2
    assert hands.stray == []


class _Slow(Executor):
    """A worker that works when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append(lambda: future.set_result(fn(*args, **kwargs)))
        return future

    def work(self) -> None:
        """Do all that waits, also what comes of it."""
        while self.waiting:
            self.waiting.pop(0)()
            QApplication.processEvents()


def test_a_slow_worker_brings_the_board_with_what_was_keyed(
    qtbot: QtBot, db: Db, household: Household
) -> None:
    verifying.draw(db, 2026, 100, now=NOW, by=YEN, rng=Random(1))
    slow = _Slow()
    hands = Hands(qtbot, db, executor=slow)
    hands.window.go("verify")
    slow.work()
    hands.press(K.Key_F5)
    slow.work()
    hands.sheet(at_11="181")
    hands.press(K.Key_Return)
    assert hands.page.stack.currentWidget() is hands.page.board_page
    slow.work()
    assert [line.uid for line in hands.page.view.differing.model.rows] == [household.uid]
    hands.press(K.Key_F6)
    slow.work()
    hands.press(K.Key_2)
    hands.press(K.Key_F6)
    slow.work()
    review = reviewing.open_sheet(db, household.uid, 2026).review
    assert review is not None
    assert review.answers.b1_points == 181
    assert verifying.error_rates(db, 2026).settled == 1
    assert hands.stray == []


# Ways --------------------------------------------------------------------------------------------
def test_f9_leads_from_the_entry_page_to_here_and_from_the_blind_sheet_to_the_board(
    hands: Hands, household: Household
) -> None:
    hands.window.go("entry")
    hands.press(K.Key_F9)
    assert isinstance(hands.window.page, VerifyPage)
    hands.press(K.Key_F5)
    hands.press(K.Key_F9)
    assert hands.page.stack.currentWidget() is hands.page.board_page


def test_a_target_opens_its_sheet(hands: Hands, household: Household) -> None:
    hands.window.go("entry")
    hands.window.go("verify", household.uid)
    assert hands.page.stack.currentWidget() is hands.page.blind_page


def test_without_a_round_the_page_says_what_comes_first(qtbot: QtBot, tmp_path: Path) -> None:
    book = make_book(tmp_path / "moi.rasoat-book")
    hands = Hands(qtbot, book)
    hands.window.go("verify")
    assert hands.page.inner.currentWidget() is hands.page.nothing
    assert not hands.page.key_on.isEnabled()
    book.close()


def test_more_is_drawn_as_the_percentage_rises(qtbot: QtBot, db: Db, household: Household) -> None:
    keyed(qtbot, db, add(db, "Lý A Páo"))
    hands = Hands(qtbot, db)
    hands.window.go("verify")
    lot = hands.page.view.lot
    assert lot.button.text() == "Rút 1 phiếu"
    hands.drawn(5)
    assert lot.button.text() == "Đã rút đủ"
    lot.percent.setFocus()
    lot.percent.selectAll()
    hands.keys("100")
    assert lot.button.text() == "Rút thêm 1 phiếu"
    hands.press(K.Key_Return)
    assert len(hands.page.view.due.model.rows) == 2
    assert verifying.percent_of(db) == 100


# Settling ----------------------------------------------------------------------------------------
@pytest.fixture
def settling_page(hands: Hands, household: Household) -> Hands:
    """Three differences: the birth, B1, the enumerator."""
    hands.press(K.Key_F5)
    hands.sheet(at_4="15021984", at_11="181", at_25="Triệu Văn Kiên")
    hands.press(K.Key_Return)
    hands.press(K.Key_F6)
    return hands


def test_a_third_value_is_typed_and_an_unreadable_one_refused(
    settling_page: Hands, household: Household
) -> None:
    hands, settle = settling_page, settling_page.page.settle
    hands.press(K.Key_3)
    assert settle.other.hasFocus()
    hands.keys("ba mươi")
    hands.press(K.Key_Return)
    assert "Chưa đọc được" in settle.hint.text()
    assert settle.other.hasFocus()
    settle.other.selectAll()
    hands.keys("16021984")
    hands.press(K.Key_Return)
    assert settle.model.rows[0].chosen == "16/02/1984"
    for _ in range(2):
        hands.press(K.Key_1)
        hands.press(K.Key_Return)
    hands.press(K.Key_F6)
    home = registering.whole(hands.db, household.uid)
    assert home is not None
    assert home.household.present[0].born == "1984-02-16"
    rates = verifying.error_rates(hands.db, 2026)
    assert [(p.name, p.first.wrong, p.second.wrong) for p in rates.people] == [
        (MAU, 1, 0), (YEN, 0, 3),
    ]  # fmt: skip


def test_choices_are_kept_at_once_and_can_be_opened_again(
    settling_page: Hands, household: Household
) -> None:
    hands, settle = settling_page, settling_page.page.settle
    hands.press(K.Key_1)
    hands.press(K.Key_Return)
    hands.press(K.Key_2)
    kept = second_settling.open_settling(hands.db, household.uid, 2026).second
    assert [d.chosen for d in kept.differences] == ["1984-02-14", "181", None]
    hands.press(K.Key_Delete)
    hands.press(K.Key_F9)
    assert hands.page.view.differing.model.rows[0].open_count == 2
    hands.press(K.Key_F6)
    assert settle.view.currentIndex().row() == 1


def test_escape_leaves_the_third_value_and_digits_choose_again(settling_page: Hands) -> None:
    hands, settle = settling_page, settling_page.page.settle
    assert settle.model.rows[0].lines[0] == "Ngày sinh"
    hands.press(K.Key_3)
    hands.keys("1602")
    hands.press(K.Key_Escape)
    assert settle.view.hasFocus()
    assert settle.other.text() == ""
    hands.press(K.Key_2)
    assert settle.model.rows[0].of.chosen == settle.model.rows[0].of.second


def test_a_settled_sheet_that_blocks_is_told_and_opened_in_the_entry_page(
    settling_page: Hands, household: Household
) -> None:
    hands, settle = settling_page, settling_page.page.settle
    hands.press(K.Key_1)
    hands.press(K.Key_Return)
    hands.press(K.Key_3)
    settle.other.clear()
    hands.press(K.Key_Return)
    hands.press(K.Key_1)
    hands.press(K.Key_F6)

    said = " ".join(n.accessibleName() for n in hands.page.board_page.findChildren(Note))
    assert "thành phiếu nháp" in said
    assert "Chưa có điểm B1" in said

    review = reviewing.open_sheet(hands.db, household.uid, 2026).review
    assert review is not None
    assert review.state is ReviewState.DRAFT


# Paper -------------------------------------------------------------------------------------------
def test_the_page_of_rates_is_saved_as_pdf_and_excel(
    hands: Hands, household: Household, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASOAT_DATA", str(tmp_path / "data"))
    hands.press(K.Key_F5)
    hands.sheet()
    hands.press(K.Key_Return)
    paper = verifying.paper(hands.db, 2026)
    for kind in ("pdf", "xlsx"):
        path = tmp_path / f"{paper.stem}.{kind}"
        hands.page.press.save(paper, kind, path)
        assert path.read_bytes()[:2] == (b"%P" if kind == "pdf" else b"PK")
    assert hands.said[-1].endswith("xlsx.") or paper.stem in hands.said[-1]
    assert hands.stray == []


# Words -------------------------------------------------------------------------------------------
RULES: Standard = shipped_standard("2022-2025")


@pytest.mark.parametrize(
    ("place", "typed", "value", "shown"),
    [
        ("member:2:sex", "2", "female", "Nữ"),
        ("member:1:insured", "0", "no", "Không"),
        ("member:1:schooling", "7", str(list(Schooling)[6]), "Thôi học, chưa xong tiểu học"),
        ("member:1:citizen_id", "*", "*", "Chưa cấp"),
        ("member:1:born", "02/1984", "1984-02", "02/1984"),
        ("member:1:relation", "con", "Con", "Con"),
        ("general:merit_person", "1", "yes", "Có"),
        ("general:merit_person", "0", "", "Không"),
        ("b1", "118", "118", "118"),
        ("b1", "một", None, ""),
        ("fact:water", "7", "other", "nguồn khác"),
        ("fact:area", "54,50", "54.5", "54,5 m²"),
        ("fact:area", "rộng", None, ""),
        ("deprivation:water", "1", "yes", "Thiếu"),
        ("deprivation:water", "0", "no", "Không thiếu"),
        ("cause:capital", "0", "", "Không"),
        ("enumerator", "  Ma Văn  Hiệp", "Ma Văn Hiệp", "Ma Văn Hiệp"),
        ("reviewed_on", "0910", "2026-10-09", "09/10/2026"),
        ("reviewed_on", "", "", "để trống"),
    ],
)
def test_a_typed_value_is_read_and_shown(
    place: str, typed: str, value: str | None, shown: str
) -> None:
    assert read_value(place, typed, RULES, TODAY) == value
    if value is not None:
        assert show_value(place, value, RULES) == shown
    assert hint(place, RULES)


def test_a_member_is_there_or_not_and_nothing_else() -> None:
    assert show_value("member:3", "", RULES) == "không có trong hộ"
    assert show_value("member:3", "Bàn Thị Út", RULES) == "Bàn Thị Út"
    assert options_of("member:3", RULES) == []
