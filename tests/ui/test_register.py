"""The register set up and worked with: filters, columns, marks, acts on many, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.review import Answers
from desktop.services import acting, columns, registering, reviewing, sheet_runs
from desktop.services.registering import Query
from desktop.store import reviews
from desktop.store.connection import Db, close_book
from desktop.ui.page import Desk, PageSpec
from desktop.ui.pages.households import HouseholdsPage, RegisterTarget
from desktop.ui.pages.households.ways import Way
from desktop.ui.widgets import Note
from tests.ui.small_books import (  # fmt: skip
    BY,
    NOW,
    PROVINCE,
    YEAR,
    desk_of,
    make_book,
    play,
    stray,
)

K, M = Qt.Key, Qt.KeyboardModifier


class Shown:
    """A page on screen; `again()` is the program closed and opened."""

    def __init__(self, qtbot: QtBot, db: Db) -> None:
        self.qtbot, self.db = qtbot, db
        self.went: list[tuple[str, object]] = []
        self.said: list[tuple[str, Callable[[], None] | None]] = []
        self.desk = desk_of(db)
        self.stray = stray(self.desk)
        self.page = self._open(self.desk)

    def _open(self, desk: Desk) -> HouseholdsPage:
        desk.go = lambda page_id, target=None: self.went.append((page_id, target))
        desk.say = lambda text, undo=None: self.said.append((text, undo))
        page = HouseholdsPage(desk)
        desk.worker.changed.connect(lambda _: page.reload())
        self.qtbot.addWidget(page)
        page.resize(1282, 700)
        with self.qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.reload()
        return page

    def again(self) -> None:
        self.page.hide()
        self.desk = desk_of(self.db)
        self.page = self._open(self.desk)

    @property
    def heads(self) -> list[str]:
        return [line.head_name for line in self.page.card.model.rows]

    @property
    def ids(self) -> list[str]:
        return [one.id for one in self.page.card.view.shown()]

    def press(self, key: Qt.Key, by: Qt.KeyboardModifier = M.NoModifier) -> None:
        widget = self.page.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key, by)

    def act(self, kind: str, value: str = "", **more: str) -> None:
        self.page.acts.begin(kind, **more)
        form = self.page.act_form
        if value:
            form.value.setText(value)
            form.ask_plan()
        form.submit()

    def notes(self) -> str:
        QApplication.processEvents()  # what was just added to a layout shows itself
        form = self.page.act_form
        return " ".join(
            w.accessibleName() for w in form.findChildren(Note) if w.isVisibleTo(form)
        ) + " ".join(w.text() for w in form.findChildren(type(form.second)) if w.isVisibleTo(form))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Db]:
    """Five households through two rounds; Ma Văn Quý has no sheet in the second."""
    db = make_book(tmp_path / "xa.rasoat-book")
    play(db, keep_open=["Ma Văn Quý"])
    yield db
    close_book(db)


@pytest.fixture
def shown(qtbot: QtBot, book: Db) -> Iterator[Shown]:
    made = Shown(qtbot, book)
    yield made
    assert made.stray == []


def villages(db: Db) -> dict[str, str]:
    return {h.head_name: h.village for h in registering.everyone(db)}


# Filters -----------------------------------------------------------------------------------------
def test_filters_are_combined_said_in_words_and_kept_for_the_next_time(shown: Shown) -> None:
    shown.page.filters.village.set_value("Bản Phú")
    shown.page.filters.state.set_value("complete")
    shown.page.card.tabs.set_value("poor")
    assert shown.heads == ["Lý A Páo"]
    assert "thôn Bản Phú, phiếu B: đã nhập" in shown.page.card.count.text()
    shown.again()
    assert shown.heads == ["Lý A Páo"]
    assert shown.page.filters.village.value() == "Bản Phú"


def test_what_another_page_asked_for_is_not_what_is_kept(shown: Shown) -> None:
    shown.page.filters.village.set_value("Bản Phú")
    shown.page.open_target(RegisterTarget(shown="poor"))
    assert shown.page.filters.village.value() == ""
    shown.again()
    assert (shown.page.filters.village.value(), shown.page.card.tabs.value()) == ("Bản Phú", "")


def test_a_target_at_the_first_visit_wins_over_what_was_kept(qtbot: QtBot, book: Db) -> None:
    columns.keep_view(book, columns.View(village="Bản Phú"))
    shown = Shown(qtbot, book)
    shown.page.open_target(RegisterTarget(village="Nà Cọn"))
    assert set(shown.heads) == {"Triệu Văn Kim", "Bàn Thị Mùi"}


def test_escape_takes_the_search_then_marks_then_filters_away(shown: Shown) -> None:
    shown.page.filters.group.set_value("Tày")
    shown.page.card.tabs.set_value("poor")
    shown.page.filters.search.setFocus()
    shown.page.filters.search.setText("ly")
    shown.page.card.model.mark(["x"])
    shown.press(K.Key_Escape)
    assert (shown.page.filters.search.text(), len(shown.page.marks())) == ("", 1)
    shown.press(K.Key_Escape)
    assert shown.page.marks() == ()
    assert shown.page.filters.group.is_set()
    shown.press(K.Key_Escape)
    assert not shown.page.finder.is_held()
    assert len(shown.heads) == 5


def test_sheets_with_something_wrong_are_found_with_their_counts(shown: Shown, book: Db) -> None:
    home = next(h for h in registering.everyone(book) if h.head_name == "Ma Văn Quý")
    reviewing.save_draft(book, home, Answers(b1_points=90), YEAR, now=NOW, by=BY)
    shown.page.reload()
    finding = shown.page.filters.finding
    assert "deprivations-open" in [value for value, _ in finding._options]
    shown.page.filters.counts_wanted.emit()
    assert finding._counts is not None
    assert finding._counts["blocking"] == 1
    finding.set_value("blocking")
    assert shown.heads == ["Ma Văn Quý"]
    assert "soát lỗi: có lỗi phải sửa" in shown.page.card.count.text()


def test_a_list_of_values_shows_how_many_each_would_find(shown: Shown) -> None:
    shown.page.filters.village._open()
    popup = shown.page.filters.village._popup
    assert popup is not None
    said = {popup.list.item(n).text(): popup.list.item(n).data(Qt.ItemDataRole.UserRole + 1)
            for n in range(popup.list.count())}  # fmt: skip
    assert said == {"Tất cả": None, "Bản Phú": 3, "Nà Cọn": 2}
    QTest.keyClick(popup.list, K.Key_Down)
    QTest.keyClick(popup.list, K.Key_Return)
    assert shown.page.filters.village.value() == "Bản Phú"


# Columns -----------------------------------------------------------------------------------------
def test_columns_are_chosen_by_keys_and_kept_for_the_next_time(shown: Shown) -> None:
    shown.page.card.view.setFocus()
    shown.page.choose_columns()
    chooser = shown.page.chooser
    assert chooser.list.hasFocus()
    names = [chooser._id(chooser.list.item(n)) for n in range(chooser.list.count())]
    chooser.list.setCurrentRow(names.index("citizen_id"))
    QTest.keyClick(chooser.list, K.Key_Space)
    assert shown.ids[-1] == "citizen_id"
    for _ in range(names.index("citizen_id")):
        QTest.keyClick(chooser.list, K.Key_Up, M.AltModifier)
    QTest.keyClick(chooser.list, K.Key_Right, M.AltModifier)
    assert shown.ids[0] == "citizen_id"
    QTest.keyClick(chooser.list, K.Key_Escape)
    assert shown.page.side.currentWidget() is shown.page.panel
    shown.again()
    assert shown.ids[0] == "citizen_id"
    assert shown.page.card.view.shown()[0].width == 122 + 8
    index = shown.page.card.model.index(0, 0)
    assert str(shown.page.card.model.data(index)).startswith("008")


def test_the_usual_columns_come_back_and_the_head_stays(shown: Shown) -> None:
    usual = shown.ids
    shown.page.choose_columns()
    chooser = shown.page.chooser
    for n in range(chooser.list.count()):
        item = chooser.list.item(n)
        if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            item.setCheckState(Qt.CheckState.Unchecked)
    assert shown.ids == ["name"]
    chooser.reset.click()
    assert shown.ids == usual


def test_a_head_dragged_elsewhere_is_kept(shown: Shown, qtbot: QtBot, book: Db) -> None:
    head = shown.page.card.view.horizontalHeader()
    head.moveSection(0, 2)
    qtbot.waitUntil(
        lambda: [c.id for c in columns.shown(book)][:3] == ["name", "village", "number"]
    )
    assert [head.logicalIndex(n) for n in range(3)] == [0, 1, 2], "the model has followed"
    head.resizeSection(1, 222)
    qtbot.waitUntil(lambda: columns.shown(book)[1].width == 222)


def test_every_column_can_be_shown_and_sorted_by(shown: Shown) -> None:
    shown.page.finder.keep_columns(
        tuple(columns.Shown(c) for c in columns.COLUMNS if c != "commune")
    )
    for number, name in enumerate(shown.ids):
        shown.page.card.view._on_click(number)
        assert len(shown.heads) == 5
        if shown.page.card.model.order_of(number):
            assert shown.page.finder.order == name
    model = shown.page.card.model
    words = [str(model.data(model.index(0, n)) or "") for n in range(model.columnCount())]
    assert len(words) == len(shown.ids)


def test_a_column_newly_shown_comes_into_sight(shown: Shown) -> None:
    view = shown.page.card.view
    have = view.shown()
    wide = [columns.Shown(one.id, 300) for one in have]
    shown.page.finder.keep_columns((*wide, columns.Shown("note", 200)))
    left = view.columnViewportPosition(view.register.column_of("note"))
    assert 0 <= left < view.viewport().width()


# Marks and acts ----------------------------------------------------------------------------------
def test_space_marks_and_the_act_is_done_with_the_marked_ones_only(shown: Shown, book: Db) -> None:
    view = shown.page.card.view
    view.setFocus()
    view.choose_row(0)
    first, second = shown.heads[:2]
    shown.press(K.Key_Space)
    shown.press(K.Key_Space)
    assert len(shown.page.marks()) == 2
    assert shown.page.card.act.text() == "Làm với 2 hộ"
    shown.act("village", "Lung Luông")
    moved = {name for name, village in villages(book).items() if village == "Lung Luông"}
    assert moved == {first, second}


def test_all_of_the_filter_are_marked_at_once(shown: Shown) -> None:
    shown.page.filters.village.set_value("Bản Phú")
    shown.page.card.view.setFocus()
    shown.press(K.Key_A, M.ControlModifier)
    assert len(shown.page.marks()) == 3
    shown.page.filters.village.clear()
    shown.page.card.only_marks.click()
    assert len(shown.heads) == 3


def test_an_act_on_the_whole_filter_is_done_and_undone(shown: Shown, book: Db) -> None:
    before = villages(book)
    shown.page.filters.village.set_value("Bản Phú")
    shown.act("village", "Lung Luông")
    assert sorted(villages(book).values()) == ["Lung Luông"] * 3 + ["Nà Cọn"] * 2
    text, undo = shown.said[-1]
    assert text == "Đã chuyển 3 hộ sang Lung Luông."
    assert shown.page.side.currentWidget() is shown.page.panel
    assert undo is not None
    undo()
    assert villages(book) == before
    assert shown.said[-1][0] == "Đã hoàn tác việc với 3 hộ."


def test_the_last_act_can_be_taken_back_later_from_the_menu(shown: Shown, book: Db) -> None:
    before = villages(book)
    shown.page.filters.village.set_value("Bản Phú")
    shown.act("village", "Lung Luông")
    act = acting.last_act(book)
    assert act is not None
    menu = shown.page.acts.menu(shown.page, act)
    assert "Hoàn tác: chuyển thôn" in menu.actions()[-1].text()
    menu.actions()[-1].trigger()
    assert villages(book) == before
    assert acting.last_act(book) is None


def test_the_form_says_who_changes_and_who_cannot(shown: Shown) -> None:
    shown.page.acts.begin("take_off_list")
    assert "4 hộ không đổi được: phiếu đã có nội dung." in shown.notes()
    assert "1 hộ không đổi được: đang thuộc diện rà soát." in shown.notes()
    assert not shown.page.act_form.verb.isEnabled()
    shown.page.act_form.submit()
    assert shown.said == []


def test_nothing_can_be_done_before_there_is_a_plan(shown: Shown) -> None:
    shown.page.acts.begin("village")
    form = shown.page.act_form
    assert form.plan is None
    assert not form.verb.isEnabled()
    assert "0" not in form.verb.text()


def test_the_pages_about_all_households_have_keys_in_the_menu(shown: Shown) -> None:
    words = [action.text() for action in shown.page.more_menu.actions()]
    assert "Hộ nghi trùng\tCtrl+T" in words
    assert "Cân đối tăng giảm\tCtrl+B" in words
    shown.page.card.view.setFocus()
    shown.press(K.Key_T, M.ControlModifier)
    shown.press(K.Key_B, M.ControlModifier)
    assert [page for page, _ in shown.went] == ["twins", "balance"]


def test_a_village_is_renamed_everywhere(shown: Shown, book: Db) -> None:
    shown.page.acts.begin("rename", "Bản Phú")
    form = shown.page.act_form
    form.value.setText("Nà Cọn")
    form.ask_plan()
    assert "Đã có thôn Nà Cọn: hai thôn sẽ thành một." in shown.notes()
    form.value.setText("Bản Phù")
    form.submit()  # Enter before the pause is over plans first
    assert set(villages(book).values()) == {"Bản Phù", "Nà Cọn"}
    assert [r.village for r in reviews.residents(book, YEAR)] == ["Bản Phù", "Nà Cọn"]


def test_without_a_round_the_form_says_what_is_missing(qtbot: QtBot, tmp_path: Path) -> None:
    db = make_book(tmp_path / "xa.rasoat-book")
    registering.add_household(db, "Nà Bó", "Bàn Văn An", now=NOW, by=BY)
    shown = Shown(qtbot, db)
    shown.page.acts.begin("put_on_list")
    assert f"Chưa mở đợt rà soát năm {YEAR}" in shown.notes()
    assert not shown.page.act_form.verb.isEnabled()
    close_book(db)


def test_sheets_are_opened_one_after_the_other(shown: Shown, book: Db) -> None:
    shown.page.filters.village.set_value("Bản Phú")
    uids = registering.uids(book, Query(year=YEAR, village="Bản Phú"))
    shown.page.acts.run()
    assert shown.went == [("entry", uids[0])]
    assert sheet_runs.next_of(book, YEAR, uids[0]) == uids[1]


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_the_list_is_written_with_its_columns(shown: Shown, tmp_path: Path, kind: str) -> None:
    shown.page.filters.village.set_value("Bản Phú")
    path = tmp_path / f"{shown.page.acts.stem()}.{kind}"
    shown.page.acts.save(kind, path)
    assert path.read_bytes()[:2] in (b"%P", b"PK")
    assert path.name.isascii()
    assert shown.said[-1][0] == f"Đã ghi {path.name}."


def test_a_folder_that_is_gone_is_said(shown: Shown, tmp_path: Path) -> None:
    shown.page.acts.save("pdf", tmp_path / "gone" / "x.pdf")
    assert "x.pdf" in shown.said[-1][0]


# Other pages -------------------------------------------------------------------------------------
def test_ways_lead_only_to_pages_that_the_desk_has(
    qtbot: QtBot, book: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = [PageSpec("history", "history", "", HouseholdsPage, in_rail=False)]
    monkeypatch.setattr("desktop.ui.desks.pages_of", lambda _office: some)
    shown = Shown(qtbot, book)
    assert [*shown.page.panel.way_buttons] == ["history"]
    shown.page.card.view.setFocus()
    uid = shown.page.card.view.record().uid
    shown.press(K.Key_H, M.ControlModifier)
    shown.page.panel.way_buttons["history"].click()
    assert shown.went == [("history", uid)] * 2
    shown.page.follow(Way("balance", "", "scale", of_household=False))
    assert shown.went[-1] == ("balance", None)


def test_the_upper_desk_marks_and_acts_on_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    db = make_book(tmp_path / "tinh.rasoat-book", PROVINCE)
    shown = Shown(qtbot, db)
    shown.page.card.view.setFocus()
    shown.press(K.Key_A, M.ControlModifier)
    assert shown.page.marks() == ()
    assert not shown.page.card.act.isVisible()
    assert not shown.page.filters.finding.isVisible()
    assert "commune" in shown.ids
    close_book(db)
