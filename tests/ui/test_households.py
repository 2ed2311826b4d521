"""The register: found without tones, shown page by page, read and changed from the panel."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.domain.household import HEAD, Household, Person
from desktop.domain.review import EventKind
from desktop.services import registering, reviewing
from desktop.services.happening import Deed
from desktop.services.registering import Found, Line, Query
from desktop.store import households
from desktop.store.connection import Db, close_book, writing
from desktop.ui.page import Desk
from desktop.ui.pages.households import HouseholdsPage, RegisterTarget, story, table
from desktop.ui.pages.households.pick import PickList
from desktop.ui.widgets import EmptyState, Note, Text
from desktop.ui.worker import Worker
from tests.services.made import happen
from tests.ui.small_books import (  # fmt: skip
    COMMUNE,
    LIST,
    PROVINCE,
    YEAR,
    desk_of,
    key_sheet,
    make_book,
    play,
    stray,
)

K = Qt.Key


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Db]:
    """Five households through two rounds; Ma Văn Quý has no sheet in the second."""
    db = make_book(tmp_path / "xa.rasoat-book")
    play(db, keep_open=["Ma Văn Quý"])
    yield db
    close_book(db)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Db]:
    db = make_book(tmp_path / "xa.rasoat-book")
    yield db
    close_book(db)


class Shown:
    """A page on screen, and where it wanted to go."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.went: list[tuple[str, object]] = []
        self.said: list[tuple[str, Callable[[], None] | None]] = []
        self.desk, self.qtbot = desk, qtbot
        self.stray = stray(desk)
        desk.go = lambda page_id, target=None: self.went.append((page_id, target))
        desk.say = lambda text, undo=None: self.said.append((text, undo))
        self.page = HouseholdsPage(desk)
        desk.worker.changed.connect(lambda _: self.page.reload())
        qtbot.addWidget(self.page)
        self.page.resize(1282, 700)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()
        self.page.reload()

    @property
    def heads(self) -> list[str]:
        return [line.head_name for line in self.page.card.model.rows]

    def search(self, text: str) -> None:
        self.page.filters.search.setText(text)
        self.page.filters.search.returnPressed.emit()

    def choose(self, head: str) -> None:
        model = self.page.card.model
        self.page.card.view.choose_row(model.row_of(lambda line: line.head_name == head))

    def press(self, key: Qt.Key) -> None:
        widget = self.page.focusWidget()
        assert widget is not None
        self.qtbot.keyClick(widget, key)

    def empty_words(self) -> str:
        holder = self.page.card.stack.currentWidget()
        assert holder is not None
        found = holder.findChild(EmptyState)
        assert isinstance(found, EmptyState)
        return found.sentence.text()


@pytest.fixture
def shown(qtbot: QtBot, book: Db) -> Iterator[Shown]:
    made = Shown(qtbot, desk_of(book))
    yield made
    assert made.stray == []


def test_names_are_found_without_tones_and_counts_follow(shown: Shown) -> None:
    assert len(shown.heads) == 5
    shown.search("ma van")
    assert shown.heads == ["Ma Văn Quý"]
    assert "**1** hộ, **2** nhân khẩu" in shown.page.card.count.text()
    assert shown.page.card.tabs.tabText(0) == "Tất cả 1"
    assert shown.page.card.view.cells.needle == "ma van"


def test_typing_searches_by_itself_after_a_pause(shown: Shown) -> None:
    shown.page.filters.search.setText("quy")
    shown.qtbot.waitUntil(lambda: shown.heads == ["Ma Văn Quý"])


class Later(Executor):
    """Does nothing until told: as a slow disk would."""

    def __init__(self) -> None:
        self.jobs: list[tuple[Future[Any], Callable[[], Any]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.jobs.append((future, lambda: fn(*args, **kwargs)))
        return future

    def catch_up(self) -> None:
        while self.jobs:
            future, job = self.jobs.pop(0)
            future.set_result(job())


def test_only_the_newest_search_is_done_and_shown(
    qtbot: QtBot, book: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Later()
    desk = replace(desk_of(book), worker=Worker(slow, lambda: book, lambda _: None))
    shown = Shown(qtbot, desk)
    asked: list[str] = []
    real = registering.find

    def find(db: Db, query: Query, after: Line | None = None, size: int = 200) -> Found:
        asked.append(query.text)
        return real(db, query, after, size)

    monkeypatch.setattr(registering, "find", find)
    for text in ("b", "ba", "ban"):
        shown.search(text)
    slow.catch_up()
    assert asked == ["ban"]
    assert shown.heads == ["Bàn Thị Mùi"]


def test_class_tabs_hold_the_list_to_a_class(shown: Shown) -> None:
    shown.page.card.tabs.set_value("poor")
    assert shown.heads == ["Triệu Văn Kim", "Lý A Páo"]
    assert "**2** hộ" in shown.page.card.count.text()
    shown.page.card.tabs.set_value("none")
    assert shown.heads == ["Ma Văn Quý"]


def test_filters_and_clearing_them(shown: Shown) -> None:
    shown.page.filters.village.set_value("Bản Phú")
    assert shown.heads == ["Lý A Páo", "Ma Văn Quý", "Hoàng Thị Sen"]
    shown.page.filters.state.set_value("none")
    assert shown.heads == ["Ma Văn Quý"]
    shown.page.filters.clear_all.click()
    assert len(shown.heads) == 5


def test_start_and_now_stand_side_by_side_and_gone_ones_say_why(shown: Shown, book: Db) -> None:
    shown.choose("Bàn Thị Mùi")
    line = shown.page.card.view.record()
    assert (line.start_class, line.household_class) == ("poor", "near_poor")
    day = datetime.date(YEAR, 3, 2)
    happen(book, line.uid, Deed.MOVED_AWAY, day)
    shown.page.reload()
    state = table.sheet_state(shown.page.card.view.record())
    assert state is not None
    assert state.word == "Chuyển đi"


def test_the_list_can_be_put_into_other_orders(shown: Shown) -> None:
    shown.page.card.view.horizontalHeader().sectionClicked.emit(0)
    numbers = [line.number for line in shown.page.card.model.rows]
    assert numbers == sorted(numbers)
    shown.page.card.order_wanted.emit("b1", True)
    points = [line.b1_points for line in shown.page.card.model.rows if line.b1_points is not None]
    assert points == sorted(points, reverse=True)


def put_many(db: Db, count: int) -> None:
    """Households in one stroke, all of one name."""
    made = [
        Household(
            uid=f"{n:032x}", number=f"{n:05d}", commune_code=COMMUNE, list_version=LIST,
            village="Nà Bó", written_by="b",
            members=(Person(uid=f"p{n:031x}", name="Bàn Văn Tiến", relation=HEAD),),
        )
        for n in range(count)
    ]  # fmt: skip
    with writing(db):
        households.put(db, made)


def test_the_list_grows_by_pages_and_holds_each_household_once(qtbot: QtBot, empty: Db) -> None:
    put_many(empty, 450)
    shown = Shown(qtbot, desk_of(empty))
    model = shown.page.card.model
    assert len(model.rows) == registering.PAGE
    bar = shown.page.card.view.verticalScrollBar()

    def at_the_end() -> bool:
        bar.setValue(bar.maximum())
        return len(model.rows) == 450

    qtbot.waitUntil(at_the_end)
    assert len({line.uid for line in model.rows}) == 450
    assert not model.canFetchMore()


def test_a_page_that_comes_after_another_search_began_is_dropped(qtbot: QtBot, empty: Db) -> None:
    put_many(empty, 300)
    slow = Later()
    shown = Shown(
        qtbot, replace(desk_of(empty), worker=Worker(slow, lambda: empty, lambda _: None))
    )
    slow.catch_up()
    model = shown.page.card.model
    model.fetchMore()
    shown.search("khong co ai")
    slow.catch_up()
    assert model.rows == []


def test_what_is_held_has_an_end(qtbot: QtBot, empty: Db, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST", 100)
    put_many(empty, 250)
    shown = Shown(qtbot, desk_of(empty))
    assert not shown.page.card.model.canFetchMore()
    assert "100 hộ đầu" in shown.page.card.count.text()


# The panel ---------------------------------------------------------------------------------------
def test_up_and_down_keep_the_panel_in_step(shown: Shown) -> None:
    shown.page.filters.search.setFocus()
    shown.press(K.Key_Down)
    assert shown.page.card.view.hasFocus()
    first = shown.page.panel.name.text()
    shown.press(K.Key_Down)
    assert shown.page.panel.name.text() == shown.heads[1] != first
    shown.press(K.Key_Up)
    assert shown.page.panel.name.text() == first == shown.heads[0]


def test_enter_opens_the_sheet_of_the_household(shown: Shown) -> None:
    shown.choose("Ma Văn Quý")
    shown.page.card.view.setFocus()
    shown.press(K.Key_Return)
    uid = shown.page.card.view.record().uid
    assert shown.went == [("entry", uid)]
    shown.page.panel.sheet.click()
    assert shown.went == [("entry", uid)] * 2


def test_the_panel_tells_years_members_and_what_happened(shown: Shown) -> None:
    shown.choose("Bàn Thị Mùi")
    panel = shown.page.panel
    assert panel.chip.accessibleName() == "Hộ cận nghèo"
    assert "2025 Hộ nghèo B2 30; 2026 Hộ cận nghèo B2 10" in panel.strip.accessibleName()
    assert [row[0] for row in panel.members.rows] == ["Bàn Thị Mùi", "Triệu Thị Na"]
    words = [text.text() for text in panel.findChildren(Text)]
    assert "Phiếu B năm 2026: B1 130, B2 10, Hộ cận nghèo" in words
    assert "Không có vốn" in words


def test_what_was_changed_with_a_sheet_is_told_once(book: Db) -> None:
    uid = next(h.uid for h in registering.everyone(book) if h.head_name == "Bàn Thị Mùi")
    whole = registering.whole(book, uid)
    assert whole is not None
    edits = [m.words for m in story.moments(whole) if "sửa thông tin" in m.words]
    assert edits == []
    assert any("thêm hộ vào sổ" in m.words for m in story.moments(whole))


# Adding ------------------------------------------------------------------------------------------
def add(shown: Shown, village: str, name: str) -> None:
    shown.page.add.click()
    form = shown.page.add_form
    form.village.setText(village)
    form.name.setText(name)
    form.name.setFocus()
    shown.press(K.Key_Return)


def test_a_new_household_is_added_and_its_sheet_opens(shown: Shown, book: Db) -> None:
    add(shown, "Nà Cọn", "Nông Thị Hoa")
    added = next(h for h in registering.everyone(book) if h.head_name == "Nông Thị Hoa")
    assert (added.village, added.number) == ("Nà Cọn", "0006")
    assert shown.went == [("entry", added.uid)]
    assert "Đã thêm hộ Nông Thị Hoa, số 0006." in shown.said[-1][0]


def test_nothing_is_added_without_village_and_name(shown: Shown, book: Db) -> None:
    add(shown, "", "Nông Thị Hoa")
    assert len(registering.everyone(book)) == 5
    assert shown.page.add_form.village.property("bad") == "true"
    assert shown.page.add_form.village.hasFocus()


def test_a_household_of_the_same_name_is_asked_about_first(shown: Shown, book: Db) -> None:
    add(shown, "Bản Phú", "Ma Van Quy")
    assert len(registering.everyone(book)) == 5
    notes = shown.page.add_form.findChildren(Note)
    assert any("Đã có hộ Ma Văn Quý ở Bản Phú" in note.accessibleName() for note in notes)
    shown.page.add_form.verb.click()
    assert len(registering.everyone(book)) == 6


def test_escape_leaves_the_form(shown: Shown) -> None:
    shown.page.add.click()
    shown.press(K.Key_Escape)
    assert shown.page.side.currentWidget() is shown.page.panel


# Events and other pages --------------------------------------------------------------------------
def test_an_event_that_was_recorded_can_be_withdrawn_from_the_panel(shown: Shown, book: Db) -> None:
    shown.choose("Ma Văn Quý")
    uid = shown.page.card.view.record().uid
    happen(book, uid, Deed.MOVED_AWAY, datetime.date(YEAR, 3, 2))
    shown.page.reload()
    whole = registering.whole(book, uid)
    assert whole is not None
    assert [e.kind for e in whole.events] == [EventKind.MOVED_AWAY]
    shown.page.panel.withdrawn.emit(whole.events[0].uid)
    whole = registering.whole(book, uid)
    assert whole is not None
    assert whole.events == []
    assert whole.acts[0].undone_at is not None


# Empty lists and targets -------------------------------------------------------------------------
def test_nothing_found_says_what_to_drop(shown: Shown) -> None:
    shown.page.filters.village.set_value("Bản Phú")
    shown.search("trieu van kem")
    assert 'Không tìm thấy "trieu van kem"' in shown.empty_words()
    assert "thôn Bản Phú" in shown.empty_words()
    shown.page._show_everything()
    assert len(shown.heads) == 5


def test_an_empty_book_leads_to_reading_a_list(qtbot: QtBot, empty: Db) -> None:
    shown = Shown(qtbot, desk_of(empty))
    assert shown.empty_words().startswith("Chưa có hộ nào. Đọc danh sách Excel")
    shown.page.read.click()
    assert shown.went == [("read-list", None)]


def test_targets_hold_the_list_to_what_another_page_means(shown: Shown) -> None:
    shown.page.open_target(RegisterTarget(changed="breaking"))
    assert shown.heads == ["Ma Văn Quý"]
    shown.page.open_target(RegisterTarget(village="Nà Cọn", shown="poor"))
    assert shown.heads == ["Triệu Văn Kim"]
    uid = shown.page.card.view.record().uid
    shown.page.open_target(RegisterTarget(among=(uid,), among_word="một hộ"))
    assert shown.heads == ["Triệu Văn Kim"]
    assert shown.page.filters.among.isVisible()
    shown.page.filters.among.clear()
    assert len(shown.heads) == 5


def test_a_search_by_hand_leaves_the_households_another_page_showed(shown: Shown) -> None:
    uid = shown.page.card.view.record().uid
    shown.page.open_target(RegisterTarget(among=(uid,), among_word="một hộ"))
    shown.search("ma van")
    assert shown.heads == ["Ma Văn Quý"]
    assert not shown.page.filters.among.isVisible()
    shown.search("")
    assert len(shown.heads) == 5


def test_coming_back_to_a_household_stands_on_it_in_the_list(shown: Shown) -> None:
    shown.choose("Ma Văn Quý")
    uid = shown.page.card.view.record().uid
    shown.page.filters.village.set_value("Nà Cọn")
    assert "Ma Văn Quý" not in shown.heads
    shown.page.open_target(uid)
    assert len(shown.heads) == 5
    assert shown.page.card.view.record().uid == uid
    shown.page.filters.village.set_value("Bản Phú")
    shown.page.card.view.choose_row(0)
    shown.page.open_target(uid)
    assert len(shown.heads) == 3
    assert shown.page.card.view.record().uid == uid
    assert shown.page.panel.name.text() == "Ma Văn Quý"


def test_coming_back_goes_far_down_the_list(qtbot: QtBot, empty: Db) -> None:
    put_many(empty, 450)
    shown = Shown(qtbot, desk_of(empty))
    shown.page.open_target(f"{333:032x}")
    assert shown.page.card.view.record().number == "00333"
    assert len({line.uid for line in shown.page.card.model.rows}) >= 334
    assert not shown.page.filters.among.isVisible()


def test_escape_empties_the_search_first_and_keeps_the_household(shown: Shown) -> None:
    shown.page.filters.village.set_value("Bản Phú")
    shown.search("quy")
    shown.page.card.view.setFocus()
    shown.press(K.Key_Escape)
    assert shown.page.filters.search.text() == ""
    assert shown.page.card.view.record().head_name == "Ma Văn Quý"
    assert len(shown.heads) == 3
    shown.press(K.Key_Escape)
    assert len(shown.heads) == 5


def test_a_typed_number_puts_the_cursor_on_its_household(qtbot: QtBot, empty: Db) -> None:
    put_many(empty, 130)
    shown = Shown(qtbot, desk_of(empty))
    shown.page.card.view.choose_row(112)
    shown.page.card.view.choose_row(12)
    shown.search("2")
    assert shown.page.card.view.record().number == "00002"
    shown.search("12")
    assert shown.page.card.view.record().number == "00012"
    shown.page.card.view.choose_row(2)
    other = shown.page.card.view.record().number
    shown.page.reload()
    assert shown.page.card.view.record().number == other


def test_a_household_without_a_head_is_called_so(shown: Shown, book: Db) -> None:
    home = next(h for h in registering.everyone(book) if h.head_name == "Ma Văn Quý")
    with writing(book):
        households.put(book, [replace(home, members=())])
    shown.page.reload()
    model = shown.page.card.model
    at = next(i for i, one in enumerate(model.made) if one.id == "name")
    words = [str(model.index(row, at).data()) for row in range(model.rowCount())]
    assert words.count("Chưa có chủ hộ") == 1


def test_who_needs_no_sheet_is_not_said_to_lack_one(shown: Shown, book: Db) -> None:
    shown.choose("Ma Văn Quý")
    assert shown.page.panel.chip.isVisible()
    key_sheet(book, "Hoàng Thị Sen", "Bản Phú", YEAR, 300, 0)
    shown.desk.year = YEAR + 1
    shown.page.reload()
    for head in shown.heads:
        shown.choose(head)
        line = shown.page.card.view.record()
        assert shown.page.panel.chip.isVisible() == (line.sheet != "")
    assert any(line.sheet == "" for line in shown.page.card.model.rows)


def test_another_round_names_the_columns_anew(shown: Shown) -> None:
    head = shown.page.card.view.horizontalHeader().model()
    titles = [head.headerData(i, Qt.Orientation.Horizontal) for i in range(9)]
    assert titles[4] == "Đầu kỳ (2025)"
    shown.desk.year = YEAR - 1
    shown.page.reload()
    assert head.headerData(4, Qt.Orientation.Horizontal) == "Đầu kỳ (2024)"
    assert head.headerData(7, Qt.Orientation.Horizontal) == "Đợt 2025"


# The upper desk ----------------------------------------------------------------------------------
def test_the_upper_desk_reads_all_communes_and_changes_nothing(
    qtbot: QtBot, tmp_path: Path
) -> None:
    db = make_book(tmp_path / "tinh.rasoat-book", PROVINCE)
    put_many(db, 3)
    shown = Shown(qtbot, desk_of(db))
    page = shown.page
    assert not hasattr(page, "add")
    assert not hasattr(page.panel, "sheet")
    columns = [column.title for column in page.card.model.columns]
    assert "Xã" in columns
    assert page.filters.commune.isVisible()
    assert not page.filters.village.isVisible()
    page.filters.commune.set_value(COMMUNE)
    assert page.filters.village.isVisible()
    assert "Xã Bình An" in page.panel.place.text()
    page.card.view.setFocus()
    shown.press(K.Key_Return)
    assert shown.went == []
    qtbot.waitUntil(lambda: "**3** hộ" in page.card.count.text())
    close_book(db)


# Small parts -------------------------------------------------------------------------------------
def test_a_long_choice_is_searched_without_tones(qtbot: QtBot) -> None:
    names = ["Nà Cọn", "Bản Phú", "Bản Piát", "Khuổi Trang"]
    popup = PickList(parent := QLineEdit(), [(n, n) for n in names], "")
    qtbot.addWidget(parent)
    chosen: list[str] = []
    popup.chosen.connect(chosen.append)
    popup.field.setText("ban p")
    qtbot.keyClick(popup.field, K.Key_Down)
    qtbot.keyClick(popup.field, K.Key_Return)
    assert chosen == ["Bản Piát"]


def test_a_small_window_has_the_panel_in_a_drawer(shown: Shown) -> None:
    shown.page.resize(1000, 600)
    assert shown.page.side.is_drawer
    assert not shown.page.side.isVisible()
    shown.page.card.drawer.click()
    assert shown.page.side.isVisible()
    shown.page.resize(1300, 600)
    assert shown.page.side.isVisible()
    assert not shown.page.side.is_drawer


def test_open_rounds_are_not_needed_to_look(qtbot: QtBot, empty: Db) -> None:
    put_many(empty, 1)
    assert reviewing.newest_round(empty) is None
    shown = Shown(qtbot, desk_of(empty))
    assert shown.page.panel.name.text() == "Bàn Văn Tiến"
    assert shown.stray == []
