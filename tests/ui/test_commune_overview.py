"""The first page of a commune tells only what the book knows, and leads to what mends it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.domain.review import Answers, Residents
from desktop.services import overview, proceeding, progressing, registering, reviewing
from desktop.services.overview import Listed, Situation
from desktop.store import reviews
from desktop.store.connection import Db, close_book
from desktop.ui.page import Desk
from desktop.ui.pages.commune_overview import CommuneOverviewPage
from desktop.ui.pages.commune_overview.attention import Attention
from desktop.ui.pages.commune_overview.pictures import chart_years
from desktop.ui.pages.commune_overview.residents import HOUSEHOLDS, PEOPLE
from desktop.ui.pages.commune_overview.residents_rows import FIELDS, VillageResidents, pasted
from desktop.ui.pages.commune_overview.steps import steps
from desktop.ui.pages.households import RegisterTarget
from desktop.ui.widgets import Note
from tests.services.made import carry_decision
from tests.ui.small_books import (
    BY,
    COMMUNE,
    NOW,
    YEAR,
    desk_of,
    key_sheet,
    make_book,
    play,
    stray,
)

K = Qt.Key
DECIDED = datetime.date(YEAR, 12, 7)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Db]:
    db = make_book(tmp_path / "xa.rasoat-book")
    yield db
    close_book(db)


@pytest.fixture
def book(empty: Db) -> Db:
    """Two rounds of five households; Ma Văn Quý has no sheet in the second, nobody typed residents."""
    play(empty, keep_open=["Ma Văn Quý"], residents=False)
    return empty


class Shown:
    """The page on screen, and where it wanted to go."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.went: list[tuple[str, object]] = []
        self.said: list[str] = []
        self.desk, self.qtbot = desk, qtbot
        self.stray = stray(desk)
        desk.go = lambda page_id, target=None: self.went.append((page_id, target))
        desk.say = lambda text, undo=None: self.said.append(text)
        self.page = CommuneOverviewPage(desk)
        desk.worker.changed.connect(
            lambda changes: self.page.reload() if self.page.on_changed(changes) else None
        )
        qtbot.addWidget(self.page)
        self.page.resize(1282, 700)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()
        self.page.reload()

    @property
    def lines(self) -> list[Attention]:
        return self.page.attention.model.rows

    def line(self, words: str) -> Attention:
        return next(line for line in self.lines if words in line.first)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            widget = self.page.focusWidget()
            assert widget is not None
            self.qtbot.keyClick(widget, key)

    def type(self, text: str) -> None:
        for letter in text:  # the first opens the field that takes the others
            widget = self.page.focusWidget()
            assert widget is not None
            self.qtbot.keyClicks(widget, letter)


@pytest.fixture
def shown(qtbot: QtBot, book: Db) -> Iterator[Shown]:
    made = Shown(qtbot, desk_of(book))
    yield made
    assert made.stray == []


def situation(db: Db) -> Situation:
    return overview.situation(db, YEAR)


# What it tells -----------------------------------------------------------------------------------
def test_the_strip_tells_only_what_the_book_knows(book: Db) -> None:
    found = {step.name: step for step in steps(situation(book))}
    assert list(found) == [
        "Giấy đề nghị", "Danh sách rà soát", "Phiếu B", "Họp dân", "Niêm yết, phúc tra",
        "Ý kiến cấp trên", "Quyết định",
    ]  # fmt: skip
    assert found["Phiếu B"].line == "Đã nhập 4/5 (80 %)"
    assert found["Phiếu B"].needs_work
    assert found["Danh sách rà soát"].line == "5 hộ phải rà soát"
    for name in ("Giấy đề nghị", "Họp dân", "Niêm yết, phúc tra"):
        assert (found[name].line, found[name].share, found[name].begun) == ("Chưa ghi", 0.0, False)
    assert found["Ý kiến cấp trên"].line == "Chưa gửi báo cáo"
    assert found["Quyết định"].line == "Chưa ghi"


def test_a_decision_shows_in_the_strip(book: Db) -> None:
    carry_decision(book, YEAR, "214/QĐ-UBND", DECIDED)
    last = steps(situation(book))[-1]
    assert (last.line, last.due) == ("Đã ghi cho 4 hộ", "Ký ngày 7/12")


def test_the_decision_is_counted_of_those_that_wait_for_one(book: Db) -> None:
    carry_decision(book, YEAR, "214/QĐ-UBND", DECIDED)
    key_sheet(book, "Vi Văn Đủ", "Nà Cọn", YEAR, 170, 0)  # on no list: nobody decides about it
    look = proceeding.look_at_round(book, YEAR, now=NOW)
    last = steps(situation(book), look)[-1]
    assert last.line == "Đã ghi cho 4 hộ"
    step = look.standing.step("decision") if look else None
    assert step is not None
    assert last.share == step.done / step.total == 1.0


def test_villages_add_up_to_the_commune(shown: Shown) -> None:
    lines = {line.village: line for line in shown.page.villages.model.rows}
    assert (lines["Nà Cọn"].complete, lines["Nà Cọn"].expected) == (2, 2)
    assert (lines["Bản Phú"].complete, lines["Bản Phú"].expected) == (2, 3)
    whole = shown.page.villages.sum.at(0)
    assert isinstance(whole, type(lines["Nà Cọn"]))
    assert (whole.complete, whole.expected, whole.poor, whole.near_poor) == (4, 5, 2, 2)
    assert whole.residents is None, "a sum of some villages is not the commune's"


def test_a_village_opens_in_the_register(shown: Shown) -> None:
    shown.page.villages.view.setFocus()
    shown.press(K.Key_Return)
    village = shown.page.villages.model.rows[0].village
    assert shown.went == [("households", RegisterTarget(village=village))]


def test_the_days_are_those_of_the_law() -> None:
    found = [(d.on.isoformat(), d.code, d.is_before) for d in overview.deadlines(2026)]
    assert found == [
        ("2026-11-15", "preliminary", True),
        ("2026-12-14", "end", False),
        ("2026-12-20", "official", True),
    ]


def test_days_left_are_counted_from_today(shown: Shown) -> None:
    due = shown.page.due
    words = [due.model.index(row, 2).data() for row in range(3)]
    assert words == ["đã qua 23 ngày", "còn 6 ngày", "còn 12 ngày"]


# The pictures ------------------------------------------------------------------------------------
def residents(db: Db, *years: int) -> None:
    for year in years:
        rows = [("Nà Cọn", 40, 170), ("Bản Phú", 60, 250)]
        reviewing.set_residents(db, year, rows, now=NOW, by=BY)


def test_a_year_under_way_has_no_rate(book: Db) -> None:
    residents(book, YEAR - 1, YEAR)
    years = chart_years(situation(book))
    assert [(y.year, y.actual, y.under_way) for y in years] == [
        ("2025", 2.0, False), ("2026", None, True),
    ]  # fmt: skip
    assert years[1].target == 0.0, "KH107: more than 2 points less"


def test_before_the_decision_the_rate_is_provisional(empty: Db) -> None:
    play(empty)
    assert chart_years(situation(empty))[-1].provisional
    carry_decision(empty, YEAR, "214/QĐ-UBND", DECIDED)
    assert not chart_years(situation(empty))[-1].provisional


def test_without_residents_there_is_no_rate_at_all(shown: Shown, book: Db) -> None:
    assert chart_years(situation(book)) == []
    assert shown.page.rates.stack.currentIndex() == 1


def test_a_village_without_its_total_leaves_the_year_without_a_rate_and_says_why(
    shown: Shown, book: Db
) -> None:
    residents(book, YEAR - 1)
    rows = [("Nà Cọn", 40, 170)]
    reviewing.set_residents(book, YEAR, rows, now=NOW, by=BY)
    this_year = situation(book).overview.series[-1]
    assert (this_year.poor_rate, this_year.lacking) == (None, ("Bản Phú",))
    assert progressing.progress(book, YEAR).whole.points[-1].rate is None, "one rule on both pages"
    shown.page.reload()
    assert "Năm 2026: 1 thôn thiếu hoặc sai tổng số hộ" in shown.page.rates.lacking.text()
    assert shown.page.rates.lacking.isVisible()
    residents(book, YEAR)
    shown.page.reload()
    assert not shown.page.rates.lacking.isVisible()


def test_a_total_below_the_listed_households_makes_no_rate_on_either_page(book: Db) -> None:
    rows = [("Nà Cọn", 40, 170), ("Bản Phú", 1, 250)]
    reviewing.set_residents(book, YEAR, rows, now=NOW, by=BY)
    assert situation(book).overview.series[-1].lacking == ("Bản Phú",)
    assert progressing.progress(book, YEAR).whole.points[-1].rate is None


# What needs attention ----------------------------------------------------------------------------
def test_villages_without_residents_are_named(shown: Shown, book: Db) -> None:
    line = shown.line("2 thôn chưa có tổng số hộ dân cư")
    assert line.second == "Bản Phú, Nà Cọn"
    residents(book, YEAR)
    shown.page.reload()
    assert not any("dân cư" in line.first for line in shown.lines)


def test_households_that_break_the_balance_lead_to_the_register(shown: Shown) -> None:
    line = shown.line("1 hộ đầu kỳ chưa có kết quả")
    shown.page.attention.wanted.emit(line)
    assert shown.went == [("balance", None)]


def test_drafts_lead_to_the_register(shown: Shown, book: Db) -> None:
    household = next(h for h in registering.everyone(book) if h.head_name == "Ma Văn Quý")
    reviewing.save_draft(book, household, Answers(b1_points=90), YEAR, now=NOW, by=BY)
    shown.page.reload()
    assert shown.line("1 phiếu nhập dở").target == RegisterTarget(state="draft")


def test_findings_of_sheets_lead_to_their_households(shown: Shown, book: Db) -> None:
    found = overview.round_findings(book, YEAR, now=NOW)
    assert found, "the sheets of this season have something odd"
    targets = [line.target for line in shown.lines if isinstance(line.target, RegisterTarget)]
    among = [target.among for target in targets if target.among]
    assert sorted(among) == sorted(tuple(h.uid for h in check.households) for check in found)


def test_the_worst_stands_first(shown: Shown, book: Db) -> None:
    reviewing.set_residents(book, YEAR, [("Nà Cọn", 1, 1)], now=NOW, by=BY)
    shown.page.reload()
    states = [line.state for line in shown.lines]
    assert states[0] == "err"
    assert states == sorted(states, key=("err", "warn", "info").index)
    assert shown.page.attention.errors.accessibleName() == "1 lỗi"


# Residents ---------------------------------------------------------------------------------------
def kept(db: Db) -> dict[str, tuple[int, int]]:
    return {r.village: (r.households, r.people) for r in reviews.residents(db, YEAR)}


def test_residents_are_typed_by_the_keyboard_alone(shown: Shown, book: Db) -> None:
    shown.page.attention.wanted.emit(shown.line("2 thôn chưa có"))
    editor = shown.page.editor
    assert editor is not None
    for number in ("60", "250", "40", "170"):
        shown.type(number)
        shown.press(K.Key_Return)
    editor.save.click()
    assert kept(book) == {"Bản Phú": (60, 250), "Nà Cọn": (40, 170)}
    assert shown.page.stack.currentWidget() is shown.page.main
    assert shown.said == ["Đã ghi hộ dân cư của 2 thôn."]


def test_minority_residents_are_typed_beside_the_totals(shown: Shown, book: Db) -> None:
    residents(book, YEAR)
    shown.page.reload()
    shown.page.edit_residents()
    editor = shown.page.editor
    assert editor is not None
    editor.view.setCurrentIndex(editor.model.index(0, PEOPLE + 1))
    for number in ("55", "230", "38", "161"):
        shown.type(number)
        shown.press(K.Key_Return)
    editor.save.click()
    found = {r.village: r for r in reviews.residents(book, YEAR)}
    assert (found["Bản Phú"].minority_households, found["Bản Phú"].minority_people) == (55, 230)
    assert (found["Nà Cọn"].minority_households, found["Nà Cọn"].minority_people) == (38, 161)
    assert kept(book) == {"Bản Phú": (60, 250), "Nà Cọn": (40, 170)}


def test_more_minority_than_residents_is_refused_and_named(shown: Shown, book: Db) -> None:
    residents(book, YEAR)
    shown.page.reload()
    shown.page.edit_residents()
    editor = shown.page.editor
    assert editor is not None
    editor.model.setData(editor.model.index(0, PEOPLE + 1), "61")
    editor.model.setData(editor.model.index(0, PEOPLE + 2), "200")
    editor.submit()
    words = [note.accessibleName() for note in editor.findChildren(Note)]
    assert any("Bản Phú: số DTTS lớn hơn tổng số" in said for said in words)
    assert editor.view.currentIndex().column() == PEOPLE + 1
    assert all(r.minority_households is None for r in reviews.residents(book, YEAR))


def test_totals_below_the_listed_ones_are_refused_and_named(shown: Shown, book: Db) -> None:
    shown.page.edit_residents()
    editor = shown.page.editor
    assert editor is not None
    editor.model.setData(editor.model.index(0, HOUSEHOLDS), "1")
    editor.model.setData(editor.model.index(0, PEOPLE), "900")
    editor.submit()
    words = [note.accessibleName() for note in editor.findChildren(Note)]
    assert any("Bản Phú: tổng số hộ nhỏ hơn" in said for said in words)
    assert kept(book) == {}
    assert not shown.page.may_leave()


def test_a_block_from_excel_is_pasted(shown: Shown, book: Db) -> None:
    shown.page.edit_residents()
    editor = shown.page.editor
    assert editor is not None
    QGuiApplication.clipboard().setText("1.060\t4.250\n40\t170\n")
    shown.qtbot.keyClick(editor.view, K.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert shown.page.may_leave(), "leaving keeps what is right"
    assert kept(book) == {"Bản Phú": (1060, 4250), "Nà Cọn": (40, 170)}


def test_escape_leaves_the_table_unkept(shown: Shown, book: Db) -> None:
    shown.page.edit_residents()
    editor = shown.page.editor
    assert editor is not None
    editor.model.setData(editor.model.index(0, HOUSEHOLDS), "60")
    shown.press(K.Key_Escape)
    assert shown.page.stack.currentWidget() is shown.page.main
    assert kept(book) == {}
    assert shown.page.may_leave()


def test_other_pages_can_ask_for_the_table(shown: Shown) -> None:
    shown.page.open_target("residents")
    assert shown.page.stack.currentWidget() is shown.page.editor


ROW = VillageResidents(village="Nà Cọn", listed=Listed(poor=10, near_poor=5, people=60))


@pytest.mark.parametrize(
    ("households", "people", "problem"),
    [
        (None, None, ""), (40, None, "half"), (None, 170, "half"), (14, 170, "households"),
        (40, 39, "fewer"), (40, 59, "people"), (15, 60, ""),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_village(
    households: int | None, people: int | None, problem: str
) -> None:
    assert ROW.put("households", households).put("people", people).problem == problem


@pytest.mark.parametrize(
    ("households", "people", "problem", "bad"),
    [
        (None, None, "", ()),
        (30, None, "minority-half", ("minority_people",)),
        (41, 150, "minority", ("minority_households",)),
        (40, 171, "minority", ("minority_people",)),
        (41, 171, "minority", ("minority_households", "minority_people")),
        (30, 29, "minority-fewer", ("minority_people",)),
        (40, 170, "", ()),
        (0, 0, "", ()),
    ],
)
def test_what_is_wrong_with_the_minority_of_a_village(
    households: int | None, people: int | None, problem: str, bad: tuple[str, ...]
) -> None:
    row = ROW.put("households", 40).put("people", 170)
    row = row.put("minority_households", households).put("minority_people", people)
    assert row.problem == problem
    assert tuple(name for name in FIELDS if row.is_bad(name)) == bad


@given(st.text(alphabet="0123456789\t\n .,ab"), st.sampled_from(FIELDS))
def test_pasting_never_loses_a_village(text: str, field: str) -> None:
    last = Residents(year=2025, commune_code=COMMUNE, village="B", households=3, people=9)
    rows = [ROW, VillageResidents(village="B", last=last)]
    after = pasted(rows, 0, field, text)
    assert [(r.village, r.listed, r.last) for r in after] == [
        (r.village, r.listed, r.last) for r in rows
    ]


# The beginning -----------------------------------------------------------------------------------
def test_an_empty_book_says_what_to_do_first(qtbot: QtBot, empty: Db) -> None:
    shown = Shown(qtbot, desk_of(empty))
    assert shown.page.stack.currentWidget() is shown.page.empty
    assert not shown.page.key_on.isVisible()
    shown.page.begin.click()
    assert shown.went == [("read-list", None)]


def test_with_households_and_no_round_one_is_opened_here(qtbot: QtBot, empty: Db) -> None:
    registering.add_household(empty, "Nà Cọn", "Triệu Văn Kim", now=NOW, by=BY)
    shown = Shown(qtbot, desk_of(empty))
    assert shown.page.stack.currentWidget() is shown.page.form
    shown.page.form.button.click()
    opened = reviewing.newest_round(empty)
    assert opened is not None
    assert (opened.year, shown.desk.year) == (YEAR, YEAR)
    assert shown.page.stack.currentWidget() is shown.page.main


def test_f5_goes_on_keying(shown: Shown) -> None:
    shown.qtbot.keyClick(shown.page, K.Key_F5)
    assert shown.went == [("entry", None)]
