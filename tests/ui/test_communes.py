"""The communes beside each other, and the page of one: down by Enter, back by Esc, deeds by keys."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.totals import UnitFigures, YearFigures
from desktop.domain.unit import Area
from desktop.services import calendaring, reported
from desktop.store import figures
from desktop.store.connection import Db, writing
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.page import Desk, Page
from desktop.ui.pages.commune import CommunePageView
from desktop.ui.pages.communes import CommunesPage
from desktop.ui.pages.communes.target import COMPARED, TILES, CommunesTarget, CommuneTarget
from desktop.ui.pages.households import HouseholdsPage
from desktop.ui.pages.households.target import RegisterTarget
from desktop.ui.theme import THEMES, apply, contrast, current
from desktop.ui.widgets import TableView
from desktop.ui.widgets.cells import EDGE, SIDE
from desktop.ui.widgets.fall_bars import Fall, FallBars
from desktop.ui.widgets.shaded import (
    BANDS,
    Shaded,
    ShadedBoard,
    band_of,
    bands_of,
    ink_on,
    shade,
    words_of,
)
from tests.ui.small_books import NOW, PROVINCE, YEAR, desk_of, make_book, stray
from tests.ui.upper_books import (
    AN_TUONG,
    BACH_DICH,
    BINH_AN,
    put_commune,
    put_package,
)


@pytest.fixture
def db(tmp_path: Path) -> Db:
    made = make_book(tmp_path / "upper.rasoat-book", PROVINCE)
    put_commune(made, BINH_AN, {YEAR - 1: "PPPPP", YEAR: "PPNNN"})
    put_commune(made, AN_TUONG, {YEAR - 1: "PPPP", YEAR: "PPPN"})
    put_package(made, BINH_AN, "accepted", 1)
    put_package(made, BINH_AN, "returned", 2)
    put_package(made, AN_TUONG, "accepted", 1)
    return made


class Went(list[tuple[str, object]]):
    """Where a page led to."""

    def __call__(self, page_id: str, target: object = None) -> None:
        self.append((page_id, target))


def opened(qtbot: QtBot, desk: Desk, page: Page, target: object = None) -> Went:
    went = Went()
    desk.go = went
    qtbot.addWidget(page)
    page.resize(1280, 700)
    page.show()
    desk.worker.changed.connect(lambda _: page.reload())
    page.reload()
    if target is not None:
        page.open_target(target)
    return went


@pytest.fixture
def communes(qtbot: QtBot, db: Db) -> CommunesPage:
    page = CommunesPage(desk_of(db))
    opened(qtbot, page.desk, page)
    return page


def codes(page: CommunesPage) -> list[str]:
    return [row.stand.code for row in page.reported.model.rows]


def choose(page: CommunesPage, code: str) -> None:
    model = page.reported.model
    page.reported.table.choose_row(model.row_of(lambda x: x.stand.code == code))


# Who has reported --------------------------------------------------------------------------------
def test_filters_hold_the_list_and_say_how_many(communes: CommunesPage) -> None:
    assert len(codes(communes)) == 124
    communes.holding.state.set_value("newer")
    assert codes(communes) == [BINH_AN]
    communes.holding.state.set_value("accepted")
    assert codes(communes) == [AN_TUONG]
    assert communes.holding.state.accessibleName().endswith(f"{t('upper-stand-accepted')} 1")
    communes.holding.clear()
    communes.holding.search.setText("binh an")
    communes.holding.search.returnPressed.emit()
    assert codes(communes) == [BINH_AN]


def test_enter_in_the_search_goes_into_the_list(qtbot: QtBot, communes: CommunesPage) -> None:
    communes.activateWindow()
    qtbot.waitUntil(communes.isActiveWindow)
    search = communes.holding.search
    search.setFocus()
    search.setText("binh an")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert codes(communes) == [BINH_AN]
    assert communes.reported.table.hasFocus()
    search.setFocus()
    qtbot.keyClick(search, Qt.Key.Key_Down)
    assert communes.reported.table.hasFocus()


def test_the_list_says_what_is_counted_and_what_is_newer(communes: CommunesPage) -> None:
    choose(communes, BINH_AN)
    model, row = communes.reported.model, communes.reported.table.currentIndex().row()
    said = [model.index(row, n).data() for n in range(model.columnCount())]
    assert "số 1, 08/12" in said
    assert any(word and word.startswith("Số 2") for word in said)


def test_enter_leads_down_and_esc_lets_filters_go_before_it_leads_back(
    qtbot: QtBot, db: Db
) -> None:
    page = CommunesPage(desk_of(db))
    went = opened(qtbot, page.desk, page)
    page.holding.state.set_value("newer")
    qtbot.keyClick(page.reported.table, Qt.Key.Key_Return)
    back = CommunesTarget(shown="newer")
    assert went == [("commune", CommuneTarget(code=BINH_AN, back="communes", back_target=back))]
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert len(codes(page)) == 124
    assert len(went) == 1
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert went[-1] == ("overview", None)


def test_coming_back_finds_view_and_filter_as_they_were(qtbot: QtBot, db: Db) -> None:
    page = CommunesPage(desk_of(db))
    opened(qtbot, page.desk, page, CommunesTarget(view=COMPARED, shown="accepted"))
    assert page.stack.currentWidget() is page.compared
    assert codes(page) == [AN_TUONG]


def test_a_line_leads_to_its_package(qtbot: QtBot, db: Db) -> None:
    page = CommunesPage(desk_of(db))
    went = opened(qtbot, page.desk, page)
    choose(page, BINH_AN)
    page.package.click()
    page.reported.table.followed.emit(page.reported.table.record())
    assert went == [("inbox", BINH_AN)] * 2


def test_a_call_is_noted_by_key_and_taken_back(communes: CommunesPage, db: Db) -> None:
    choose(communes, BACH_DICH)
    communes.reported.call.click()
    found = {c.code: c for c in reported.reported(db, YEAR).communes}
    assert found[BACH_DICH].called == NOW.astimezone().date()
    assert communes.reported.call.text() == t("communes-uncall")
    communes.reported.call.click()
    found = {c.code: c for c in reported.reported(db, YEAR).communes}
    assert found[BACH_DICH].called is None


def test_a_commune_is_excused_and_the_deed_undone(communes: CommunesPage, db: Db) -> None:
    undos: list[object] = []
    communes.desk.say = lambda _text, undo=None: undos.append(undo)
    choose(communes, BACH_DICH)
    communes.reported.excuse.click()
    assert len(codes(communes)) == 123
    communes.holding.state.set_value("excused")
    assert codes(communes) == [BACH_DICH]
    assert communes.reported.excuse.text() == t("communes-expect")
    undos[0]()  # type: ignore[operator]
    assert reported.not_reporting(db) == frozenset()
    assert communes.holding.state.value() == ""


def test_a_due_date_is_set_and_a_bad_one_refused(communes: CommunesPage, db: Db) -> None:
    view = communes.reported
    view.due.setText("31/02/2026")
    view.keep_due.click()
    assert view.due.property("bad") == "true"
    assert calendaring.autumn_deadline(db, YEAR) is None
    view.due.setText("06/11/2026")
    view.keep_due.click()
    assert calendaring.autumn_deadline(db, YEAR) == datetime.date(2026, 11, 6)
    assert communes.found is not None
    assert communes.found.overview.late == 124  # packages of 8 December, and all that are missing
    assert t("communes-due-set", day="06/11/2026") in view.due_note.text()


def test_the_table_is_copied_as_it_stands(communes: CommunesPage) -> None:
    communes.holding.state.set_value("newer")
    communes.reported.copy.click()
    titles, line = QGuiApplication.clipboard().text().splitlines()
    assert titles.split("\t")[:2] == [t("upper-column-commune"), t("upper-column-group")]
    assert line.split("\t")[:2] == ["Xã Bình An", "Lâm Bình"]


# Compared, tiles, goals --------------------------------------------------------------------------
def test_the_sum_is_over_those_with_figures_of_both_years(communes: CommunesPage) -> None:
    model = communes.compared.model
    total = model.at(model.rowCount() - 1)
    assert len(model.rows) == 2
    assert total is not None
    words = [model.index(2, n).data() for n in range(model.columnCount())]
    assert words[2:11] == ["200", "200", "9", "5", "0", "4", "4,50", "2,50", "−2,00"]


def test_why_a_commune_stands_out_is_said_in_words(qtbot: QtBot, db: Db) -> None:
    with writing(db):
        db.execute("UPDATE residents SET households = 80 WHERE year = ?", [YEAR])
    page = CommunesPage(desk_of(db))
    opened(qtbot, page.desk, page, CommunesTarget(view=COMPARED, shown="marked"))
    assert "giảm 20,0 %" in page.compared.why.text()
    assert "không phải của văn bản" in page.compared.limits.text()


def test_tiles_are_reached_by_keys_and_say_their_rates(qtbot: QtBot, db: Db) -> None:
    page = CommunesPage(desk_of(db))
    went = opened(qtbot, page.desk, page, CommunesTarget(view=TILES, shown="sent"))
    board = page.tiles.shaded
    assert "Bình An 2,00" in board.accessibleName()
    qtbot.keyClick(board, Qt.Key.Key_Right)
    at = board.current()
    qtbot.keyClick(board, Qt.Key.Key_Return)
    assert at in (BINH_AN, AN_TUONG)
    assert went[-1][0] == "commune"
    page.tiles.show_by(1)
    assert t("upper-stand-returned") in page.tiles.states.accessibleName()


def test_the_goal_counts_who_met_it(communes: CommunesPage) -> None:
    communes.show_view(3)
    said = communes.goals.falls.accessibleName()
    assert f"Bình An −3,00 {t('falls-met')}" in said
    assert f"An Tường −1,00 {t('falls-missed')}" in said


@pytest.mark.parametrize("name", sorted(THEMES))
def test_every_shade_can_be_read_in_every_theme(qapp: QApplication, name: str) -> None:
    before = current()
    try:
        apply(qapp, THEMES[name])
        for band in range(BANDS):
            ground = shade(band)
            assert contrast(getattr(current(), ink_on(ground)), ground.name()) >= 4.5
    finally:
        apply(qapp, before)


def test_bands_hold_every_rate_and_are_named() -> None:
    bands = bands_of([3.7, 6.2, 10.1, 22.0])
    assert len(bands) == BANDS - 1
    assert [band_of(r, bands) for r in (0.0, 100.0)] == [0, BANDS - 1]
    assert len(words_of(bands)) == BANDS


def test_boards_without_rates_and_charts_without_rows_are_painted(qtbot: QtBot) -> None:
    board, bars = ShadedBoard(), FallBars()
    board.set_shaded([Shaded("1", "Bình An", None)], "x")
    bars.set_rows([Fall("Bình An", None), Fall("Tân Mỹ", -1.0, met=False)], None, "x")
    for widget in (board, bars, FallBars()):
        qtbot.addWidget(widget)
        widget.resize(500, 200)
        assert not widget.grab().isNull()


def titles_cut(table: TableView) -> list[str]:
    shown = [n for n in range(len(table.rows.columns)) if not table.isColumnHidden(n)]
    room = {table.rows.columns[n].title: table.columnWidth(n) - EDGE - SIDE for n in shown}
    return [w for w, wide in room.items() if fonts.text_width(w, "small-medium") > wide]


def test_no_title_of_a_column_is_cut(communes: CommunesPage) -> None:
    assert titles_cut(communes.reported.table) == []
    assert titles_cut(communes.compared.table) == []


# One commune -------------------------------------------------------------------------------------
@pytest.fixture
def one(qtbot: QtBot, db: Db) -> tuple[CommunePageView, Went]:
    page = CommunePageView(desk_of(db))
    back = CommuneTarget(code=BINH_AN, back="communes", back_target=CommunesTarget(shown="sent"))
    went = opened(qtbot, page.desk, page, back)
    return page, went


def test_the_page_names_the_commune_and_shows_both_years(
    one: tuple[CommunePageView, Went],
) -> None:
    page, _ = one
    assert stray(page.desk) == []
    assert page.head.title.text() == "Xã Bình An"
    assert "đang tính số 1" in page.head.context.text()
    assert "gói số 2 mới hơn" in page.head.context.text()
    lines = {str(x.name): (x.last, x.now, x.difference) for x in page.figures.model.rows}
    assert lines[t("class-poor")] == ("5", "2", "−3")
    assert lines[t("upper-sums-rate")] == ("5,00", "2,00", "−3,00 điểm")
    assert [v.name for v in page.villages.model.rows] == ["Nà Cọn"]
    assert page.flow.model.rows[0].cells[0] == 5
    assert [p.number for p in page.history.model.rows] == [2, 1]
    assert titles_cut(page.villages.table) == []
    assert titles_cut(page.flow.table) == []


def test_enter_goes_down_to_the_households_of_a_village_or_class(
    qtbot: QtBot, one: tuple[CommunePageView, Went]
) -> None:
    page, went = one
    page.focus_first()
    qtbot.keyClick(page.villages.table, Qt.Key.Key_Return)
    page.figures.table.choose_row(1)
    qtbot.keyClick(page.figures.table, Qt.Key.Key_Return)
    village, poor = (target for _, target in went)
    assert isinstance(village, RegisterTarget)
    assert (village.commune_code, village.village, village.back) == (BINH_AN, "Nà Cọn", "commune")
    assert isinstance(poor, RegisterTarget)
    assert (poor.commune_code, poor.shown) == (BINH_AN, "poor")


def test_esc_returns_to_where_it_was_opened_from(
    qtbot: QtBot, one: tuple[CommunePageView, Went]
) -> None:
    page, went = one
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert went == [("communes", CommunesTarget(shown="sent"))]


def test_a_commune_known_by_sums_has_no_way_down(qtbot: QtBot, db: Db) -> None:
    unit = UnitFigures(
        code=BACH_DICH, name="Xã", area=Area.RURAL, resident_households=50, poor_households=4
    )
    with writing(db):
        figures.put(db, [YearFigures(year=YEAR, unit=unit)], "071")
    put_package(db, BACH_DICH, "accepted")
    page = CommunePageView(desk_of(db))
    went = opened(qtbot, page.desk, page, CommuneTarget(code=BACH_DICH))
    page.figures.table.choose_row(1)
    QTest.keyClick(page.figures.table, Qt.Key.Key_Return)
    assert went == []
    assert not page.households.isEnabled()
    assert page.villages.none.sentence.text() == t("unit-villages-sums")


def test_an_unknown_commune_is_told(qtbot: QtBot, db: Db) -> None:
    page = CommunePageView(desk_of(db))
    opened(qtbot, page.desk, page, CommuneTarget(code="99999"))
    assert page.note.isVisible()
    assert not page.area.isVisible()


@pytest.mark.parametrize("width", [855, 1282, 1836])
def test_cards_of_a_commune_stand_beside_each_other_or_below(
    qtbot: QtBot, one: tuple[CommunePageView, Went], width: int
) -> None:
    page, _ = one
    page.resize(width, 640)

    def overlap() -> bool:
        boxes = [card.geometry() for card in page.cards]
        return any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])

    qtbot.waitUntil(lambda: not overlap())


# From a commune to its households and back -------------------------------------------------------
def test_esc_among_a_communes_households_leads_back_until_something_else_is_asked_for(
    qtbot: QtBot, db: Db
) -> None:
    page = HouseholdsPage(desk_of(db))
    target = RegisterTarget(
        commune_code=BINH_AN, commune_name="Bình An", village="Nà Cọn", back="commune",
        back_target=BINH_AN,
    )  # fmt: skip
    went = opened(qtbot, page.desk, page, target)
    assert {line.commune_code for line in page.card.model.rows} == {BINH_AN}
    assert page.way_back.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert went == [("commune", BINH_AN)]
    page.open_target(target)
    page.filters.village.clear()
    assert not page.way_back.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert len(went) == 1
    assert not page.filters.is_held()
