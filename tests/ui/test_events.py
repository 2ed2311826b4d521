"""The page of events: choose a kind, see what it will change, record it, take it back."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.household import Household
from desktop.services import registering, upkeep
from desktop.services.happening import Deed, founder
from desktop.store import reviews
from desktop.store.connection import Db
from desktop.ui.page import Desk
from desktop.ui.pages.events import EventsPage
from tests.services.made import add
from tests.ui.small_books import NOW, desk_of, make_book, stray


class Shown:
    """The page over a small book, and what it says and where it goes."""

    def __init__(self, db: Db, qtbot: QtBot) -> None:
        self.db = db
        self.desk: Desk = desk_of(db)
        self.errors = stray(self.desk)
        self.said: list[tuple[str, object]] = []
        self.went: list[tuple[str, object]] = []
        self.desk.say = lambda text, undo=None: self.said.append((text, undo))
        self.desk.go = lambda page, target=None: self.went.append((page, target))
        self.page = EventsPage(self.desk)
        qtbot.addWidget(self.page)
        self.page.resize(1200, 700)
        self.page.show()
        self.page.reload()

    def household(self, uid: str) -> Household:
        """As it stands in the book."""
        whole = registering.whole(self.db, uid)
        assert whole is not None
        return whole.household

    def kinds(self) -> list[str]:
        """Kinds of all events of the book."""
        return [e.kind.value for e in reviews.all_events(self.db)]


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    db = make_book(tmp_path / "so.rasoat-book")
    made = Shown(db, qtbot)
    yield made
    assert made.errors == []
    upkeep.close_book(db)


@pytest.fixture
def home(shown: Shown) -> Household:
    """A household of four in hand."""
    household = add(shown.db, "Triệu Văn Kim", size=4, now=NOW)
    shown.page.open_target(household.uid)
    return household


def test_without_a_household_one_is_looked_for_first(shown: Shown) -> None:
    assert shown.page.stack.currentIndex() == 0
    home = add(shown.db, "Triệu Văn Kim", now=NOW)
    shown.page.finder.search("kim")
    QTest.keyClick(shown.page.finder.view, Qt.Key.Key_Return)
    assert shown.page.household is not None
    assert shown.page.household.uid == home.uid


def test_a_digit_chooses_the_kind_and_goes_on_to_the_form(shown: Shown, home: Household) -> None:
    for key, word in ((Qt.Key.Key_5, "Tách hộ"), (Qt.Key.Key_Down, "Nhập hộ khác")):
        QTest.keyClick(shown.page.kinds, key)
        assert shown.page.form.kind.word == word
        assert shown.page.card.title.text() == word


def test_a_birth_is_shown_before_it_is_done_and_recorded_by_enter(
    shown: Shown, home: Household
) -> None:
    form = shown.page.form
    form.day.setText("05/03/2026")
    QTest.keyClicks(form.person.name, "Na")
    assert shown.page.preview.lines == [f"{home.number} Triệu Văn Kim: 4 → 5 người"]
    QTest.keyClick(form.person.name, Qt.Key.Key_Return)
    child = shown.household(home.uid).present[-1]
    assert (child.name, child.born, child.relation) == ("Na", "2026-03-05", "Con")
    assert shown.said[-1][0] == f"Đã ghi Sinh. {home.number} Triệu Văn Kim: 4 → 5 người"


def test_a_split_founds_a_household_and_the_status_line_takes_it_back(
    shown: Shown, home: Household
) -> None:
    page = shown.page
    page.kinds.choose(Deed.SPLIT)
    page.form.members.mark(2)
    page.form.new_head.set_value(home.present[2].uid)
    page.form.new_head.chosen.emit("")
    assert page.preview.lines == [
        f"{home.number} Triệu Văn Kim: 4 → 3 người",
        f"0002 {home.present[2].name}: vào sổ, 1 người",
    ]
    QTest.keyClick(page.save, Qt.Key.Key_Return)
    assert registering.size(shown.db) == 2
    undo = shown.said[-1][1]
    assert callable(undo)
    undo()
    assert registering.size(shown.db) == 1
    assert shown.kinds() == []


def test_the_head_who_goes_asks_for_another_head(shown: Shown, home: Household) -> None:
    page = shown.page
    page.kinds.choose(Deed.DIED)
    assert page.form.blocks["head"].isHidden()
    page.form.members.mark(0)
    assert not page.form.blocks["head"].isHidden()
    page.record()
    assert "chưa có chủ hộ mới" in page.preview.faults[0]
    assert shown.kinds() == []
    page.form.head.set_value(home.present[1].uid)
    page.record()
    assert shown.kinds() == ["died"]
    assert shown.household(home.uid).head_name == home.present[1].name


def test_a_whole_household_joins_another_found_by_name(shown: Shown, home: Household) -> None:
    other = add(shown.db, "Ma Văn Quý", size=2, now=NOW)
    page = shown.page
    page.kinds.choose(Deed.JOIN)
    page.form.target.search("quy")
    assert page.form.target.value() == other.uid
    page.form.members.relate(0, "Em")
    page.record()
    assert len(shown.household(other.uid).present) == 6
    assert shown.household(other.uid).present[2].relation == "Em"
    assert "joined_another" in shown.kinds()


def test_who_joins_a_household_outside_the_register_leaves_it(
    shown: Shown, home: Household
) -> None:
    page = shown.page
    page.kinds.choose(Deed.JOIN)
    page.form.where.set_index(1)
    page.form.where.chosen.emit(1)
    page.record()
    assert shown.kinds() == ["joined_another"]


def test_a_day_to_come_and_a_day_that_is_none_are_not_recorded(
    shown: Shown, home: Household
) -> None:
    page = shown.page
    page.kinds.choose(Deed.MOVED_AWAY)
    for text, word in (("09/12/2026", "chưa tới"), ("31/02/2026", "")):
        page.form.day.setText(text)
        page.form.day.textEdited.emit(text)
        page.record()
        assert shown.kinds() == []
        assert word in " ".join(page.preview.faults)
    assert page.trouble.isVisible()


def test_a_correction_needs_a_reason(shown: Shown, home: Household) -> None:
    page = shown.page
    page.kinds.choose(Deed.CORRECTED)
    page.form.right.choose(home.present[1].uid)
    page.form.right.person.born.setText("2012")
    page.form.right.person.born.textEdited.emit("2012")
    page.record()
    assert page.preview.faults == ["Chưa ghi lý do đính chính"]
    page.form.reason.setText("ghi nhầm năm sinh")
    page.record()
    assert shown.household(home.uid).present[1].born == "2012"


def test_a_recent_deed_is_undone_and_one_under_another_is_refused(
    shown: Shown, home: Household
) -> None:
    page = shown.page
    for deed, day in ((Deed.MOVED_AWAY, "01/03/2026"), (Deed.MOVED_IN, "01/04/2026")):
        page.kinds.choose(deed)
        page.form.day.setText(day)
        page.record()
    assert shown.kinds() == ["moved_away", "moved_in"]
    newest, oldest = page.recent.acts.rows
    page.undo(oldest)
    assert page.recent.trouble.isVisible()
    assert shown.kinds() == ["moved_away", "moved_in"]
    page.undo(newest)
    page.undo(oldest)
    assert shown.kinds() == []
    assert page.recent.acts.rows == []


def test_escape_goes_back_to_the_register(shown: Shown, home: Household) -> None:
    QTest.keyClick(shown.page, Qt.Key.Key_Escape)
    assert shown.went == [("households", home.uid)]


def test_the_day_is_today_at_first(shown: Shown, home: Household) -> None:
    assert shown.page.form.on() == datetime.date(2026, 12, 8)


# The hand on the keyboard ------------------------------------------------------------------------
def tab_stops(start: QWidget, count: int) -> list[QWidget]:
    """Where the tab key goes from here."""
    found: list[QWidget] = []
    widget = start
    while len(found) < count:
        following = widget.nextInFocusChain()
        assert following is not None
        widget = following
        is_stop = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
        if is_stop and widget.isVisible() and widget.isEnabled():
            found.append(widget)
        assert widget is not start, f"only {len(found)} stops"
    return found


def test_tab_goes_through_the_form_in_the_order_in_which_it_is_read(
    shown: Shown, home: Household
) -> None:
    page, form = shown.page, shown.page.form
    page.kinds.choose(Deed.MEMBER_IN)
    page.kinds.choose(Deed.DIED)
    form.members.mark(0)
    marks = form.members.stops()
    assert tab_stops(page.kinds, 9) == [
        form.day, form.reason, *marks, form.head, page.save, page.recent.view,
    ]  # fmt: skip


def test_tab_goes_through_members_and_relations_to_the_new_head_in_a_split(
    shown: Shown, home: Household
) -> None:
    page, form = shown.page, shown.page.form
    page.kinds.choose(Deed.SPLIT)
    form.members.mark(2)
    stops = form.members.stops()
    assert len(stops) == 8
    assert tab_stops(page.kinds, 12) == [form.day, form.reason, *stops, form.new_head, page.save]


def test_tab_goes_through_the_person_and_the_correction(shown: Shown, home: Household) -> None:
    page, form = shown.page, shown.page.form
    page.kinds.choose(Deed.BORN)
    assert tab_stops(page.kinds, 9) == [form.day, form.reason, *form.person.stops(), page.save]
    page.kinds.choose(Deed.CORRECTED)
    right = form.right
    assert tab_stops(form.reason, 4) == [right.number, right.village, right.whose, page.save]


def test_tab_goes_by_the_target_to_the_members_who_join(shown: Shown, home: Household) -> None:
    page, form = shown.page, shown.page.form
    page.kinds.choose(Deed.JOIN)
    stops = tab_stops(form.reason, 11)
    assert stops[1] is form.target.field
    assert stops[2:10] == form.members.stops()
    assert stops[10] is page.save


# What is missing ---------------------------------------------------------------------------------
def test_a_birth_proposes_the_day_as_birthday_until_another_is_typed(
    shown: Shown, home: Household
) -> None:
    form = shown.page.form
    assert form.person.born.value() == "08/12/2026"
    for day, born in (("05/03/2026", "05/03/2026"), ("06/03/2026", "06/03/2026")):
        form.day.setText(day)
        form.day.textEdited.emit(day)
        assert form.person.born.value() == born
    form.person.born.setText("04/03/2026")
    form.person.born.textEdited.emit("")
    form.day.setText("07/03/2026")
    form.day.textEdited.emit("")
    assert form.person.born.value() == "04/03/2026"


def test_a_newcomer_of_digits_is_refused_and_a_missing_sex_is_told(
    shown: Shown, home: Household
) -> None:
    page = shown.page
    QTest.keyClicks(page.form.person.name, "12345")
    page.form.person.born.clear()
    page.record()
    assert shown.kinds() == []
    said = " ".join(page.preview.faults)
    for words in ("không có chữ", "giới tính", "ngày sinh"):
        assert words in said
    page.kinds.choose(Deed.MEMBER_IN)
    QTest.keyClicks(page.form.person.name, "12345")
    page.record()
    assert shown.kinds() == []
    assert "không có chữ" in " ".join(page.preview.faults)


# Anew at each visit ------------------------------------------------------------------------------
def test_an_unfinished_form_is_begun_anew_at_the_next_visit(shown: Shown, home: Household) -> None:
    page, form = shown.page, shown.page.form
    page.kinds.choose(Deed.DIED)
    form.day.setText("01/02/2026")
    form.reason.setText("dở")
    form.members.mark(1)
    page.hide()
    page.show()
    page.reload()
    page.open_target(home.uid)
    assert form.reason.value() == ""
    assert form.members.chosen() == ()
    assert form.on() == datetime.date(2026, 12, 8)


def test_coming_back_from_the_finder_keeps_what_was_typed(shown: Shown, home: Household) -> None:
    page, form = shown.page, shown.page.form
    page.kinds.choose(Deed.DIED)
    form.members.mark(1)
    page.choose_other()
    page.open_target(home.uid)
    assert form.members.chosen() == (home.present[1].uid,)
    other = add(shown.db, "Ma Văn Quý", size=2, now=NOW)
    page.choose_other()
    page.open_target(other.uid)
    assert form.members.chosen() == ()


# The head of the new household -------------------------------------------------------------------
def test_who_splits_off_alone_is_the_head_and_the_first_adult_of_several(
    shown: Shown, home: Household
) -> None:
    page, form = shown.page, shown.page.form
    page.kinds.choose(Deed.SPLIT)
    form.members.mark(3)
    assert form.new_head.value() == home.present[3].uid
    form.members.mark(1)
    assert form.new_head.value() == founder(home.present[1:4:2], NOW.date())
    form.new_head.set_value(home.present[3].uid)
    form.new_head.chosen.emit(home.present[3].uid)
    form.members.mark(2)
    assert form.new_head.value() == home.present[3].uid


def test_a_household_without_a_head_is_named_so(shown: Shown) -> None:
    home = add(shown.db, "Triệu Văn Kim", size=3, now=NOW)
    bare = replace(home, members=(replace(home.members[0], name=""), *home.members[1:]))
    registering.save_household(shown.db, bare, now=NOW, by="")
    shown.page.open_target(home.uid)
    assert shown.page.head.context.text().startswith("Chưa có chủ hộ, hộ")
    QTest.keyClicks(shown.page.form.person.name, "Na")
    assert shown.page.preview.lines == [f"{home.number} Chưa có chủ hộ: 3 → 4 người"]
