"""Sheet B by the keyboard alone: what is typed is what the book holds, and nothing typed is lost."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.household import HEAD, Household, IdState, Person, Schooling, Sex, Work
from desktop.domain.review import Answers, HouseholdClass, Review, ReviewState
from desktop.errors import DiskFull
from desktop.services import keying, registering, reviewing
from desktop.services.catalogue import shipped_standard
from desktop.store.connection import Db
from desktop.ui.main_window import MainWindow
from desktop.ui.page import Page, PageSpec
from desktop.ui.pages.entry import EntryPage, saving
from desktop.ui.pages.entry.places import places
from desktop.ui.widgets import Button
from desktop.ui.worker import Worker
from tests.ui.inline import InlineExecutor
from tests.ui.small_books import BY, desk_of, make_book, stray

NOW = datetime.datetime(2026, 10, 15, 2, 12, 44, tzinfo=datetime.UTC)
K = Qt.Key
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
KEYPAD_SHIFT = SHIFT | Qt.KeyboardModifier.KeypadModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
CODES = [d.code for d in shipped_standard("2022-2025").deprivations]
LAST_FACTS = {
    "nutrition": "normal", "wall": "durable", "column": "durable", "roof": "durable", "area": "54",
    "water": "other", "toilet": "other", "telecom": "not_used", "information": "smartphone",
}  # fmt: skip
MEMBERS = (
    Person(
        uid="p1", name="Bàn Văn Tiến", relation=HEAD, sex=Sex.MALE, born="1984-02-14",
        ethnic_group="Dao", citizen_id="008084001327", id_state=IdState.KNOWN,
        schooling=Schooling.DONE_UPPER_SECONDARY, insured=True, work=Work.SELF_EMPLOYED,
    ),
    Person(
        uid="p2", name="Triệu Thị Mấy", relation="Vợ", sex=Sex.FEMALE, born="1986-09-03",
        ethnic_group="Dao", citizen_id="008186002415", id_state=IdState.KNOWN,
        schooling=Schooling.DONE_PRIMARY, insured=True, work=Work.SELF_EMPLOYED,
    ),
    Person(
        uid="p3", name="Bàn Thị Duyên", relation="Con", sex=Sex.FEMALE, born="2018-05-06",
        ethnic_group="Dao", citizen_id="008318000914", id_state=IdState.KNOWN,
        schooling=Schooling.IN_PRIMARY, insured=True, work=None,
    ),
)  # fmt: skip


class Hands:
    """Ten fingers and a window with the entry page; counts every stroke."""

    def __init__(self, qtbot: QtBot, db: Db, executor: Executor | None = None) -> None:
        self.qtbot, self.db, self.strokes = qtbot, db, 0
        desk = desk_of(db)
        worker = Worker(executor or InlineExecutor(), lambda: db, lambda _: None)
        self.desk = replace(desk, worker=worker, now=lambda: NOW)
        self.stray = stray(self.desk)
        pages = [
            PageSpec("overview", "home", "Ctrl+1", _Plain),
            PageSpec("entry", "keyboard", "Ctrl+3", EntryPage),
            PageSpec("read-list", "home", "", _Plain, in_rail=False),
        ]
        self.window = MainWindow(self.desk, pages)
        self.window.resize(1366, 768)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.go("entry")

    @property
    def page(self) -> EntryPage:
        """The page."""
        page = self.window.page
        assert isinstance(page, EntryPage)
        return page

    @property
    def focus(self) -> QWidget:
        """Where the keys go."""
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def press(self, key: Qt.Key, by: Qt.KeyboardModifier = PLAIN) -> None:
        """One key."""
        self.strokes += 1
        QTest.keyClick(self.focus, key, by)

    def keys(self, text: str) -> None:
        """Letters and digits, one stroke each, as a Vietnamese keyboard gives them."""
        for char in text:
            self.strokes += 1
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = ord(char.upper()) if char.isascii() else 0
                QApplication.sendEvent(self.focus, QKeyEvent(kind, key, PLAIN, char))

    def enter(self, text: str = "") -> None:
        """A text and Enter."""
        self.keys(text)
        self.press(K.Key_Return)

    def review(self, household: Household) -> Review:
        """The sheet as the book holds it."""
        found = reviewing.open_sheet(self.db, household.uid, 2026).review
        assert found is not None
        return found

    def household(self, household: Household) -> Household:
        """The household as the book holds it."""
        found = registering.whole(self.db, household.uid)
        assert found is not None
        return found.household

    @property
    def note(self) -> str:
        """What the page says above the sheet."""
        return self.page.notes.text

    def kept(self, *, place: str = "") -> keying.Scratch:
        """Wait until all that is typed is on the disk."""
        self.qtbot.waitUntil(lambda: _is_kept(self), timeout=3 * saving.PAUSE)
        found = keying.scratch_of(self.db, 2026)
        assert found is not None
        assert place in ("", found.place)
        return found


def _is_kept(hands: Hands) -> bool:
    found = keying.scratch_of(hands.db, 2026)
    sheet = hands.page.session.state
    if found is None or sheet is None:
        return False
    return (found.household, found.answers) == (sheet.household, sheet.answers)


class _Plain(Page):
    """Another page."""


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    """A commune's book with the round of 2025 closed and that of 2026 open."""
    book = make_book(tmp_path / "xa.rasoat-book")
    for year in (2025, 2026):
        reviewing.open_round(book, year, now=_at(year), by=BY)
    yield book
    book.close()


def _at(year: int) -> datetime.datetime:
    return datetime.datetime(year, 9, 1, 2, tzinfo=datetime.UTC)


def add(
    db: Db, head: str = "Bàn Văn Tiến", village: str = "Lung Luông", *, full: bool = True
) -> Household:
    """A household, with its members and last year's sheet unless it is bare."""
    household = registering.add_household(db, village, head, now=_at(2025), by=BY)
    if not full:
        return household
    members = tuple(replace(p, uid=f"{p.uid}-{household.number}") for p in MEMBERS)
    members = (replace(members[0], name=head), *members[1:])
    household = replace(household, members=members)
    deprived = ("water", "toilet", "telecom")
    answers = Answers(
        b1_points=112,
        facts=LAST_FACTS,
        confirmed={code: code in deprived for code in CODES},
        causes=("capital",),
        reviewed_on=datetime.date(2025, 10, 9),
        enumerator="Triệu Văn Kim",
    )
    saved = reviewing.complete_review(
        db, household, answers, 2025, now=NOW.replace(year=2025), by=BY
    )
    return saved.household


@pytest.fixture
def household(db: Db) -> Household:
    """Bàn Văn Tiến's, poor in 2025."""
    return add(db)


@pytest.fixture
def hands(qtbot: QtBot, db: Db, household: Household) -> Iterator[Hands]:
    """The page with that household's sheet in hand."""
    made = Hands(qtbot, db)
    yield made
    assert made.stray == []


# A whole sheet -----------------------------------------------------------------------------------
def _key_member(hands: Hands, cells: tuple[str, ...]) -> None:
    for cell in cells:
        hands.enter(cell)


def test_a_sheet_keyed_from_nothing_is_stored_as_it_was_typed(qtbot: QtBot, db: Db) -> None:
    household = add(db, "Bàn Văn Tiến", full=False)
    hands = Hands(qtbot, db)
    assert hands.page.place == "general:merit_person"
    hands.enter("1")
    hands.enter()
    # Name and relation of the head are there already.
    _key_member(hands, ("", "", "14021984", "1", "dao", "008084001327", "thcs", "1", "1"))
    hands.press(K.Key_Insert, CTRL)
    _key_member(hands, ("triệu thị mấy", "v", "3/9/1986", "2", "", "*", "tiểu học", "c", "1"))
    hands.press(K.Key_Insert, CTRL)
    _key_member(hands, ("Bàn Thị Duyên", "con", "2018", "2", "", "", "3", "0", ""))
    assert hands.page.place == "b1"
    hands.enter("118")
    for answer in ("0", "0", "1", "1", "0", "0", "121", "60", "7", "6", "2", "7"):
        hands.enter(answer)
    assert hands.page.place == "causes"
    hands.enter("28")
    hands.enter("thiên tai")
    hands.enter("Triệu Văn Kim")
    hands.enter("09102026")
    assert hands.focus is hands.page.head.finish
    hands.press(K.Key_Return)

    review, stored = hands.review(household), hands.household(household)
    assert review.state is ReviewState.COMPLETE, [f.code for f in hands.page.view.findings]  # type: ignore[union-attr]
    assert review.outcome is not None
    assert review.outcome.household_class is HouseholdClass.POOR
    assert review.outcome.deprived == ("health_insurance", "water", "toilet", "telecom")
    assert review.answers == Answers(
        b1_points=118,
        facts={
            "nutrition": "normal", "wall": "durable", "column": "not_durable", "roof": "durable",
            "area": "60", "water": "other", "toilet": "other", "telecom": "not_used",
            "information": "smartphone",
        },
        confirmed={
            code: code in ("health_insurance", "water", "toilet", "telecom") for code in CODES
        },
        causes=("capital", "other"),
        cause_other="thiên tai",
        reviewed_on=datetime.date(2026, 10, 9),
        enumerator="Triệu Văn Kim",
    )  # fmt: skip
    assert stored.merit_person
    assert not stored.no_labour_capacity
    head, wife, child = (replace(p, uid="") for p in stored.members)
    assert head == Person(
        uid="", name="Bàn Văn Tiến", relation=HEAD, sex=Sex.MALE, born="1984-02-14",
        ethnic_group="Dao", citizen_id="008084001327", id_state=IdState.KNOWN,
        schooling=Schooling.DONE_LOWER_SECONDARY, insured=True, work=Work.SELF_EMPLOYED,
    )  # fmt: skip
    assert wife == Person(
        uid="", name="Triệu Thị Mấy", relation="Vợ", sex=Sex.FEMALE, born="1986-09-03",
        ethnic_group="Dao", id_state=IdState.NOT_ISSUED, schooling=Schooling.DONE_PRIMARY,
        insured=True, work=Work.SELF_EMPLOYED,
    )  # fmt: skip
    assert child == Person(
        uid="", name="Bàn Thị Duyên", relation="Con", sex=Sex.FEMALE, born="2018",
        ethnic_group="Dao", schooling=Schooling.IN_PRIMARY, insured=False,
    )  # fmt: skip
    assert hands.strokes <= 190, f"{hands.strokes} keystrokes for a whole sheet of three people"
    assert hands.stray == []


def test_a_sheet_as_last_year_takes_few_strokes(hands: Hands, household: Household) -> None:
    hands.press(K.Key_3, ALT)
    hands.enter("118")
    hands.press(K.Key_Plus, KEYPAD_SHIFT)
    hands.press(K.Key_5, ALT)
    hands.press(K.Key_F2)
    hands.press(K.Key_Return, CTRL)
    review = hands.review(household)
    assert review.state is ReviewState.COMPLETE
    assert review.answers.facts == LAST_FACTS
    assert review.answers.causes == ("capital",)
    assert review.answers.reviewed_on == datetime.date(2026, 10, 15)
    assert hands.strokes <= 9, f"{hands.strokes} keystrokes for a sheet as last year"


# Moving ------------------------------------------------------------------------------------------
def test_enter_goes_through_every_place_in_the_order_of_the_paper(hands: Hands) -> None:
    assert hands.page.session.state is not None
    order = places(hands.page.session.state)
    seen = [hands.page.place]
    for _ in order[1:]:
        hands.press(K.Key_Return)
        seen.append(hands.page.place)
        assert hands.focus.accessibleName(), hands.page.place
    assert seen == order
    for place in reversed(order[:-1]):
        hands.press(K.Key_Return, SHIFT)
        assert hands.page.place == place


def test_arrows_move_in_the_grid_and_in_the_list(hands: Hands) -> None:
    hands.press(K.Key_2, ALT)
    for key, place in (
        (K.Key_Down, "member:2:name"),
        (K.Key_Right, "member:2:relation"),
        (K.Key_Up, "member:1:relation"),
        (K.Key_Left, "member:1:name"),
        (K.Key_Left, "member:1:name"),
    ):
        hands.press(key)
        assert hands.page.place == place
    hands.press(K.Key_4, ALT)
    hands.press(K.Key_Down)
    assert hands.page.place == "deprivation:dependants"


def test_an_arrow_stays_in_the_text_while_there_is_text(hands: Hands) -> None:
    hands.press(K.Key_2, ALT)
    hands.keys("Ban")
    hands.press(K.Key_Left)
    assert hands.page.place == "member:1:name"
    hands.keys("x")
    assert isinstance(hands.focus, QLineEdit)
    assert hands.focus.text() == "Baxn"


def test_escape_takes_a_cell_back(hands: Hands) -> None:
    hands.press(K.Key_2, ALT)
    hands.keys("Ai do")
    hands.press(K.Key_Escape)
    assert hands.page.session.state is not None
    assert hands.page.session.state.present[0].name == "Bàn Văn Tiến"


def test_an_emptied_name_blocks_and_the_register_keeps_it(
    hands: Hands, household: Household
) -> None:
    hands.press(K.Key_2, ALT)
    hands.press(K.Key_Backspace)
    hands.press(K.Key_Return)
    assert hands.page.view is not None
    assert "name-emptied" in [f.code for f in hands.page.view.findings]
    hands.window.go("overview")
    assert hands.household(household).head_name == "Bàn Văn Tiến"
    hands.window.go("entry")
    assert "name-emptied" in [f.code for f in hands.page.view.findings]
    hands.press(K.Key_2, ALT)
    hands.enter("Bàn Văn Tiền")
    assert "name-emptied" not in [f.code for f in hands.page.view.findings]
    hands.window.go("overview")
    assert hands.household(household).head_name == "Bàn Văn Tiền"


def _not_due(db: Db) -> Household:
    """A household that last year's decision took off the list."""
    rich = add(db, "Lý Văn Phú")
    review = reviewing.open_sheet(db, rich.uid, 2025).review
    assert review is not None
    answers = replace(review.answers, b1_points=170, confirmed=dict.fromkeys(CODES, False))
    reviewing.complete_review(db, rich, answers, 2025, now=NOW, by=BY)
    return registering.whole(db, rich.uid).household  # type: ignore[union-attr]


def test_a_sheet_that_is_not_due_takes_no_typing(hands: Hands, db: Db) -> None:
    rich, before = _not_due(db), len(reviewing.queue(db, 2026, "Lung Luông"))
    hands.window.go("entry", rich.uid)
    assert "Hộ này không thuộc diện rà soát năm 2026" in hands.note
    state = hands.page.session.state
    for section in (K.Key_1, K.Key_2, K.Key_3, K.Key_4, K.Key_5, K.Key_6):
        hands.press(section, ALT)
        hands.keys("1")
        hands.press(K.Key_Backspace)
        for key in (K.Key_F2, K.Key_F4, K.Key_F10):
            hands.press(key)
        hands.press(K.Key_Equal, CTRL)
        hands.press(K.Key_Insert, CTRL)
        hands.press(K.Key_Delete, CTRL)
    assert hands.page.session.state == state
    assert "Hộ này không thuộc diện" in hands.note
    hands.window.go("overview")
    assert keying.scratch_of(db, 2026) is None
    assert reviewing.open_sheet(db, rich.uid, 2026).review is None
    assert hands.household(rich) == rich
    assert len(reviewing.queue(db, 2026, "Lung Luông")) == before


def test_a_sheet_that_is_not_due_is_put_on_the_list_by_a_key_and_taken_off(
    hands: Hands, db: Db
) -> None:
    rich = _not_due(db)
    hands.window.go("entry", rich.uid)
    hands.press(K.Key_Return, CTRL)
    assert hands.review(rich).answers.is_blank
    assert "không thuộc diện" not in hands.note
    hands.window.status.undo()
    assert reviewing.open_sheet(db, rich.uid, 2026).review is None
    assert "không thuộc diện" in hands.note
    hands.press(K.Key_Return, CTRL)
    hands.press(K.Key_3, ALT)
    hands.keys("118")
    hands.window.go("overview")
    assert hands.review(rich).answers.b1_points == 118


def test_a_sheet_that_is_not_due_is_passed_with_nothing_written(hands: Hands, db: Db) -> None:
    rich = _not_due(db)
    hands.window.go("entry", rich.uid)
    hands.press(K.Key_F7)
    assert hands.page.session.state is not None
    assert hands.page.session.state.uid != rich.uid
    assert keying.left_for_later(db, 2026) == ()
    assert reviewing.open_sheet(db, rich.uid, 2026).review is None


# Answers -----------------------------------------------------------------------------------------
def test_plus_takes_one_proposal_with_its_fact(hands: Hands, household: Household) -> None:
    hands.page.go_to("deprivation:water")
    hands.press(K.Key_Plus)
    assert hands.page.session.state is not None
    answers = hands.page.session.state.answers
    assert answers.confirmed == {"water": True}
    assert answers.facts == {"water": "other"}


def test_plus_of_the_main_row_takes_one_though_it_needs_shift(hands: Hands) -> None:
    hands.page.go_to("deprivation:water")
    hands.press(K.Key_Plus, SHIFT)
    assert hands.page.session.state is not None
    assert hands.page.session.state.answers.confirmed == {"water": True}


def test_shift_plus_takes_all_and_is_undone(hands: Hands) -> None:
    hands.press(K.Key_4, ALT)
    hands.press(K.Key_Plus, KEYPAD_SHIFT)
    assert hands.page.session.state is not None
    assert len(hands.page.session.state.answers.confirmed) == 12
    hands.press(K.Key_Z, CTRL)
    assert hands.page.session.state.answers.confirmed == {}
    assert hands.page.session.state.answers.facts == {}


def test_ctrl_equal_takes_all_on_a_keyboard_without_keypad(hands: Hands) -> None:
    hands.press(K.Key_4, ALT)
    hands.press(K.Key_Equal, CTRL)
    assert hands.page.session.state is not None
    assert len(hands.page.session.state.answers.confirmed) == 12
    hands.press(K.Key_Z, CTRL)
    assert hands.page.session.state.answers.confirmed == {}


def test_undo_with_nothing_to_take_back_says_where(hands: Hands) -> None:
    hands.window.status.unsay()
    hands.press(K.Key_Z, CTRL)
    assert "Biến động" in hands.window.status._said.text()


def test_digits_choose_and_another_digit_corrects(hands: Hands) -> None:
    hands.page.go_to("deprivation:water")
    hands.keys("1")
    hands.keys("9")
    hands.keys("4")
    assert hands.page.session.state is not None
    assert hands.page.session.state.answers.facts == {"water": "protected_spring"}
    hands.press(K.Key_Backspace)
    assert hands.page.session.state.answers.facts == {}
    assert hands.page.session.state.answers.confirmed == {}


def test_parts_of_the_house_are_asked_in_turn(hands: Hands) -> None:
    hands.page.go_to("deprivation:housing_quality")
    leads = []
    for digit in "122":
        leads.append(hands.page.centre.deprivations.lead_at(6))
        hands.keys(digit)
    assert leads == ["tường", "cột", "mái"]
    assert hands.page.session.state is not None
    assert hands.page.session.state.answers.confirmed == {"housing_quality": True}


def test_f2_is_as_last_year_in_every_section(hands: Hands) -> None:
    hands.page.go_to("member:2:born")
    hands.keys("1990")
    hands.press(K.Key_F2)
    hands.page.go_to("b1")
    hands.keys("90")
    hands.press(K.Key_F2)
    hands.page.go_to("deprivation:toilet")
    hands.keys("1")
    hands.press(K.Key_F2)
    sheet = hands.page.session.state
    assert sheet is not None
    assert sheet.household == sheet.sheet.household
    assert sheet.answers.b1_points == 112
    assert sheet.answers.confirmed == {"toilet": True}
    assert sheet.answers.facts == {"toilet": "other"}


def test_a_note_beside_a_line(hands: Hands) -> None:
    hands.page.go_to("deprivation:housing_area")
    hands.press(K.Key_F4)
    hands.enter("nhà đang sửa")
    assert hands.page.session.state is not None
    assert hands.page.session.state.answers.notes == {"housing_area": "nhà đang sửa"}
    assert hands.focus is hands.page.centre.deprivations.box


def test_a_member_leaves_and_comes_back(hands: Hands, household: Household) -> None:
    hands.page.go_to("member:3:name")
    hands.press(K.Key_Delete, CTRL)
    assert hands.page.session.state is not None
    assert len(hands.page.session.state.present) == 2
    hands.press(K.Key_Z, CTRL)
    assert hands.page.session.state.household == household


def test_the_result_follows_every_key(hands: Hands) -> None:
    hands.page.go_to("b1")
    hands.keys("14")
    assert hands.page.view is not None
    assert hands.page.view.standing.b1_points == 14
    hands.keys("1")
    assert hands.page.view.standing.household_class is HouseholdClass.NOT_POOR
    assert hands.page.result.mark.accessibleName() == "Không nghèo"


# Refused, kept, recovered ------------------------------------------------------------------------
def test_a_sheet_with_faults_stays_says_how_many_and_keeps_the_draft(
    hands: Hands, household: Household
) -> None:
    hands.page.go_to("member:3:citizen_id")
    hands.enter("00831800091")
    hands.press(K.Key_Return, CTRL)
    assert hands.page.session.state is not None
    assert hands.page.session.state.uid == household.uid
    assert "còn 3 chỗ phải sửa" in hands.note
    assert hands.page.place == "member:3:citizen_id"
    assert hands.review(household).state is ReviewState.DRAFT
    assert hands.household(household).members[2].citizen_id == "00831800091"
    for place in ("b1", "deprivation:employment", "member:3:citizen_id"):
        hands.press(K.Key_F8)
        assert hands.page.place == place


def test_what_cannot_be_read_is_shown_again_after_leaving(hands: Hands, db: Db) -> None:
    other = add(db, "Đặng Thị Mùi")
    hands.page.go_to("member:2:born")
    hands.enter("31/02/1986")
    hands.page.session.open(other.uid)
    hands.page.session.open(next(h.uid for h in registering.everyone(db) if h.uid != other.uid))
    hands.page.go_to("member:2:born")
    assert isinstance(hands.focus, QLineEdit)
    assert hands.focus.text() == "31/02/1986"
    hands.press(K.Key_Return, CTRL)
    assert "phải sửa" in hands.note


def test_typing_goes_to_the_disk_within_half_a_second(hands: Hands, household: Household) -> None:
    hands.page.go_to("b1")
    hands.keys("11")
    scratch = hands.kept(place="b1")
    assert scratch.answers.b1_points == 11
    assert reviewing.open_sheet(hands.db, household.uid, 2026).review is None


def test_after_a_power_cut_the_sheet_is_offered_back(
    hands: Hands, qtbot: QtBot, household: Household
) -> None:
    hands.page.go_to("member:2:name")
    hands.enter("Triệu Thị Mẩy")
    hands.page.go_to("deprivation:water")
    hands.keys("4")
    hands.kept(place="deprivation:water")
    # The same book in a new window: nothing was put down.
    again = Hands(qtbot, hands.db)
    assert again.note.startswith("Máy tắt đột ngột lúc")
    assert "Bàn Văn Tiến còn đến ô Nguồn nước" in again.note
    assert again.page.place == "deprivation:water"
    sheet = again.page.session.state
    assert sheet is not None
    assert sheet.answers.facts == {"water": "protected_spring"}
    assert sheet.present[1].name == "Triệu Thị Mẩy"
    again.window.go("overview")
    assert hands.review(household).answers.facts == {"water": "protected_spring"}
    assert keying.scratch_of(hands.db, 2026) is None


def test_leaving_the_page_keeps_a_draft_and_coming_back_returns_to_the_place(
    hands: Hands, qtbot: QtBot, household: Household
) -> None:
    hands.page.go_to("b1")
    hands.enter("118")
    hands.window.go("overview")
    assert hands.review(household).answers.b1_points == 118
    again = Hands(qtbot, hands.db)
    assert again.page.place == "deprivation:employment"
    assert again.note == ""


def test_a_complete_sheet_that_is_mended_stays_complete(hands: Hands, household: Household) -> None:
    test_a_sheet_as_last_year_takes_few_strokes(hands, household)
    hands.window.go("entry", household.uid)
    hands.page.go_to("b1")
    hands.enter("141")
    hands.window.go("overview")
    review = hands.review(household)
    assert review.state is ReviewState.COMPLETE
    assert review.outcome is not None
    assert review.outcome.household_class is HouseholdClass.NOT_POOR


def test_looking_at_a_sheet_changes_nothing(hands: Hands, household: Household) -> None:
    for _ in range(40):
        hands.press(K.Key_Return)
    hands.window.go("overview")
    assert reviewing.open_sheet(hands.db, household.uid, 2026).review is None
    assert hands.household(household) == household


class _Slow(Executor):
    """A worker that works when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()

        def work() -> None:
            try:
                future.set_result(fn(*args, **kwargs))
            except Exception as error:
                future.set_exception(error)

        self.waiting.append(work)
        return future

    def work(self) -> None:
        """Do all that waits, also what comes of it."""
        while self.waiting:
            self.waiting.pop(0)()
            QApplication.processEvents()


def test_a_slow_worker_loses_nothing_and_gets_the_newest(
    qtbot: QtBot, db: Db, household: Household
) -> None:
    slow = _Slow()
    hands = Hands(qtbot, db, slow)
    slow.work()
    hands.page.go_to("b1")
    hands.keys("1")
    qtbot.waitUntil(lambda: len(slow.waiting) == 1)
    hands.keys("18")
    hands.page.go_to("deprivation:water")
    hands.keys("7")
    assert len(slow.waiting) == 1, "one job at a time; the newest state follows"
    qtbot.waitUntil(lambda: slow.work() or _is_kept(hands), timeout=3000)  # type: ignore[func-returns-value]
    scratch = keying.scratch_of(db, 2026)
    assert scratch is not None
    assert (scratch.answers.b1_points, scratch.answers.facts) == (118, {"water": "other"})


def test_the_next_sheet_is_there_while_the_last_one_is_still_being_written(
    qtbot: QtBot, db: Db, household: Household
) -> None:
    other = add(db, "Đặng Thị Mùi")
    slow = _Slow()
    hands = Hands(qtbot, db, slow)
    slow.work()
    hands.press(K.Key_3, ALT)
    hands.enter("118")
    hands.press(K.Key_Plus, KEYPAD_SHIFT)
    hands.press(K.Key_Return, CTRL)
    sheet = hands.page.session.state
    assert sheet is not None
    assert sheet.uid == other.uid
    hands.press(K.Key_3, ALT)
    hands.keys("90")
    slow.work()
    assert hands.review(household).state is ReviewState.COMPLETE
    assert hands.page.session.state is not None
    assert hands.page.session.state.answers.b1_points == 90


def test_a_full_disk_is_said_and_the_typed_sheet_is_opened_again(
    hands: Hands, db: Db, monkeypatch: pytest.MonkeyPatch, household: Household
) -> None:
    add(db, "Đặng Thị Mùi")
    hands.window.go("entry")

    def full(*_args: object, **_more: object) -> None:
        raise DiskFull(path="xa.rasoat-book")

    monkeypatch.setattr(keying, "put_down", full)
    hands.press(K.Key_3, ALT)
    hands.enter("118")
    hands.press(K.Key_Plus, KEYPAD_SHIFT)
    hands.press(K.Key_Return, CTRL)
    assert "Chưa ghi được phiếu của Bàn Văn Tiến" in hands.note
    monkeypatch.undo()
    _click(hands, "Mở lại phiếu")
    sheet = hands.page.session.state
    assert sheet is not None
    assert (sheet.uid, sheet.answers.b1_points) == (household.uid, 118)
    hands.press(K.Key_Return, CTRL)
    assert hands.review(household).state is ReviewState.COMPLETE


@pytest.mark.parametrize(
    ("way", "points", "note"),
    [("Giữ bản đang gõ", 118, ""), ("Mở bản trong sổ", None, "sửa ở trang khác")],
)
def test_a_sheet_written_elsewhere_is_not_overwritten_unseen(
    hands: Hands, db: Db, household: Household, way: str, points: int | None, note: str
) -> None:
    hands.page.go_to("b1")
    hands.keys("118")
    other = replace(household, note="sửa ở trang khác")
    registering.save_household(db, other, now=NOW, by=BY)
    hands.window.go("overview")
    hands.window.go("entry")
    assert "vừa được ghi ở chỗ khác" in hands.note
    assert hands.page.session.state is not None
    assert hands.page.session.state.answers.b1_points == 118
    assert hands.household(household).note == "sửa ở trang khác"
    _click(hands, way)
    assert hands.note == ""
    assert hands.page.session.state is not None
    assert hands.page.session.state.answers.b1_points == points
    hands.window.go("overview")
    sheet = reviewing.open_sheet(db, household.uid, 2026)
    assert (sheet.answers.b1_points, sheet.household.note) == (points, note)


def _click(hands: Hands, words: str) -> None:
    """A button of the note."""
    buttons = hands.page.notes.findChildren(Button)
    next(b for b in buttons if b.text() == words and not b.isHidden()).click()


# The queue ---------------------------------------------------------------------------------------
def test_ctrl_enter_goes_down_the_queue_and_to_the_next_village(qtbot: QtBot, db: Db) -> None:
    heads = ("Bàn Văn A", "Bàn Văn B", "Lý A Páo")
    for head, village in zip(heads, ("Bản Phú", "Bản Phú", "Nà Bó"), strict=True):
        add(db, head, village)
    hands = Hands(qtbot, db)
    seen = []
    for _ in heads:
        assert hands.page.session.state is not None
        seen.append(hands.page.session.state.household.head_name)
        hands.press(K.Key_3, ALT)
        hands.enter("118")
        hands.press(K.Key_Plus, KEYPAD_SHIFT)
        hands.press(K.Key_Return, CTRL)
    assert seen == list(heads)
    assert hands.note == "Mọi phiếu trong danh sách đã nhập xong."
    assert hands.stray == []


def test_a_sheet_left_for_later_waits_on_its_list(
    hands: Hands, db: Db, household: Household
) -> None:
    other = add(db, "Đặng Thị Mùi")
    hands.window.go("entry")
    hands.press(K.Key_F7)
    assert hands.page.session.state is not None
    assert hands.page.session.state.uid == other.uid
    hands.press(K.Key_L, CTRL)
    assert hands.focus is hands.page.left.list
    hands.press(K.Key_Return)
    assert hands.page.session.state.uid == household.uid


def test_a_sheet_is_found_without_tones(hands: Hands, db: Db, qtbot: QtBot) -> None:
    other = add(db, "Đặng Thị Mùi")
    hands.press(K.Key_F, CTRL)
    hands.keys("dang thi")
    qtbot.waitUntil(lambda: hands.page.left.list.first() == other.uid)
    hands.press(K.Key_Return)
    assert hands.page.session.state is not None
    assert hands.page.session.state.uid == other.uid
    assert hands.page.place == "general:merit_person"


def test_why_shows_every_answer_and_goes_away(hands: Hands) -> None:
    hands.page.go_to("deprivation:water")
    hands.press(K.Key_Plus)
    hands.press(K.Key_F6)
    shown = [row.what for row in hands.page.panels.why.rows.rows]
    assert len(shown) == 14
    assert "9. Nguồn nước sinh hoạt" in shown
    hands.press(K.Key_Escape)
    assert hands.page.panels.why.isHidden()
    assert hands.focus is hands.page.centre.deprivations.box


# Nothing there yet -------------------------------------------------------------------------------
def test_an_empty_book_leads_to_last_years_list(qtbot: QtBot, tmp_path: Path) -> None:
    db = make_book(tmp_path / "trong.rasoat-book")
    hands = Hands(qtbot, db)
    assert hands.page.stack.currentWidget() is hands.page.empty
    assert hands.page.empty.sentence.text().startswith("Chưa có hộ nào.")
    db.close()


def test_without_a_round_one_button_opens_it(qtbot: QtBot, tmp_path: Path) -> None:
    db = make_book(tmp_path / "moi.rasoat-book")
    household = registering.add_household(db, "Nà Bó", "Lý A Páo", now=NOW, by=BY)
    hands = Hands(qtbot, db)
    assert hands.page.stack.currentWidget() is hands.page.form
    hands.press(K.Key_Return)
    opened = reviewing.newest_round(db)
    assert opened is not None
    assert (opened.year, opened.standard_id) == (2026, "2022-2025")
    assert hands.page.session.state is not None
    assert hands.page.session.state.uid == household.uid
    db.close()


@pytest.mark.parametrize("size", [(1366, 690), (1366, 768), (1920, 1080), (911, 512)])
def test_every_place_can_be_seen_at_every_size(hands: Hands, size: tuple[int, int]) -> None:
    hands.window.resize(*size)
    QApplication.processEvents()
    assert hands.page.session.state is not None
    for place in places(hands.page.session.state):
        hands.page.go_to(place)
        focus = hands.focus
        corner = focus.mapTo(hands.window, focus.rect().bottomRight())
        assert focus.isVisible(), place
        assert focus.visibleRegion().boundingRect() == focus.rect(), f"{place} is cut at {size}"
        assert hands.window.rect().contains(corner), place
