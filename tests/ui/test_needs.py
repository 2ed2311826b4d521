"""The page of needs: numbers and names agree, filters hold both, the way on to measures and papers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.domain.planning import LISTED, UnitNeeds
from desktop.services.planning import needing
from desktop.store import plans
from desktop.store.connection import Db, close_book, writing
from desktop.ui.pages.needs import NeedsPage
from desktop.ui.pages.needs.profile import Line
from desktop.ui.pages.needs.wanted import Wanted
from tests.services.planning import need_books as books
from tests.ui.small_books import COMMUNE, PROVINCE, desk_of, make_book, stray

SECOND = "02365"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    made = make_book(tmp_path / "xa.rasoat-book")
    books.put(made, books.made(Random(12), [COMMUNE], each=70))
    yield made
    close_book(made)


@pytest.fixture
def above(tmp_path: Path) -> Iterator[Db]:
    made = make_book(tmp_path / "tinh.rasoat-book", PROVINCE)
    books.put(made, books.made(Random(13), [COMMUNE, SECOND], each=30))
    yield made
    close_book(made)


Went = list[tuple[str, object]]


def opened(db: Db, qtbot: QtBot, went: Went | None = None) -> NeedsPage:
    page = NeedsPage(desk_of(db))
    if went is not None:
        page.desk.go = lambda page_id, target=None: went.append((page_id, target))
    qtbot.addWidget(page)
    page.resize(1280, 700)
    page.show()
    page.reload()
    return page


def choose(page: NeedsPage, need: str) -> Line:
    page.profile.view.choose_row(page.profile.model.row_of(lambda line: line.need == need))
    line: Line = page.profile.view.record()
    return line


def test_the_newest_year_is_shown_with_everybody(db: Db, qtbot: QtBot) -> None:
    page = opened(db, qtbot)
    assert page.look.years == (2025, 2026)
    whole = needing.summed(needing.unit_needs(db, page.look.year))
    assert sum(needing.pair_of(whole, LISTED)) == len(page.cases.model.rows)
    assert len(page.profile.model.rows) == 21
    assert not stray(page.desk)


def test_a_need_chosen_by_the_arrows_shows_its_households(db: Db, qtbot: QtBot) -> None:
    page = opened(db, qtbot)
    page.focus_first()
    for _ in range(4):
        qtbot.keyClick(page.profile.view, Qt.Key.Key_Down)
    line = page.profile.view.record()
    assert line.need == page.wanted.need == "deprived:health_insurance"
    assert {c.uid for c in page.cases.model.rows} == {
        *needing.uids(db, page.look.year, "deprived:health_insurance")
    }
    assert page.cases.title.text() == "Bảo hiểm y tế"


def test_filters_hold_bars_table_and_names_alike(db: Db, qtbot: QtBot) -> None:
    page = opened(db, qtbot)
    choose(page, "deprived:toilet")
    page.bar.group.set_value("minority")
    page.bar.of._group.button(1).click()
    page.bar.unit.setText("na bo")
    qtbot.keyClick(page.bar.unit, Qt.Key.Key_Return)
    assert page.wanted == Wanted(
        need="deprived:toilet", group="minority", of="poor", unit="Nà Bó"
    )  # fmt: skip
    line = choose(page, "deprived:toilet")
    expected = needing.uids(
        db, page.look.year, "deprived:toilet", "minority", page.wanted.household_class, "Nà Bó"
    )
    assert [c.uid for c in page.cases.model.rows] == [*expected]
    assert (line.poor, line.near) == (len(expected), 0)
    assert str(len(expected)) in page.act.text()
    qtbot.keyClick(page.bar.unit, Qt.Key.Key_Escape)
    assert page.wanted.unit == ""


def test_a_cell_of_the_table_is_a_unit_and_a_need(db: Db, qtbot: QtBot) -> None:
    page = opened(db, qtbot)
    page.show_view(2)
    table = page.units[1]
    row = table.model.row_of(lambda n: n.code == "Khuổi Mỵ")
    table.view.setCurrentIndex(table.model.index(row, table.needs.index("cause:illness") + 1))
    assert (page.wanted.unit, page.wanted.need) == ("Khuổi Mỵ", "cause:illness")
    cell = table.view.currentIndex().data()
    assert cell == str(len(page.cases.model.rows))
    table.search.setText("khuoi")
    table.search.searched.emit("khuoi")
    assert [n.code for n in table.model.rows] == ["Khuổi Mỵ"]


def test_enter_on_a_need_goes_to_the_names_and_on_a_name_to_the_household(
    db: Db, qtbot: QtBot
) -> None:
    went: Went = []
    page = opened(db, qtbot, went)
    choose(page, "deprived:toilet")
    qtbot.keyClick(page.profile.view, Qt.Key.Key_Return)
    assert page.focusWidget() is page.cases.view
    page.cases.view.choose_row(1)
    qtbot.keyClick(page.cases.view, Qt.Key.Key_Return)
    assert went == [("households", page.cases.model.rows[1].uid)]


def test_measures_are_recorded_for_all_of_the_list_in_the_next_year(db: Db, qtbot: QtBot) -> None:
    went: Went = []
    page = opened(db, qtbot, went)
    choose(page, "deprived:toilet")
    page.act.click()
    choose(page, "cause:illness")
    page.act.click()
    year = page.look.year
    for (_, target), need, against in zip(
        went, ("deprived:toilet", "cause:illness"), ("toilet", "cause:illness"), strict=True
    ):
        assert target == (
            "measures",
            {"uids": needing.uids(db, year, need), "against": (against,), "year": year + 1},
        )


def test_years_are_turned_by_keys(db: Db, qtbot: QtBot) -> None:
    page = opened(db, qtbot)
    page.bar.earlier.click()
    assert page.look.year == 2025
    assert not page.bar.earlier.isEnabled()
    page.bar.step(1)
    assert page.look.year == 2026


def test_papers_are_written_and_what_fails_is_told_in_the_page(
    db: Db, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(db, qtbot)
    for kind, button in (("xlsx", page.excel), ("pdf", page.cases.pdf)):
        path = tmp_path / f"giay.{kind}"
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName", lambda *_, path=path: (str(path), "")
        )  # fmt: skip
        button.click()
        assert path.is_file()
    assert page.note.isHidden()
    page.wanted = Wanted(unit="Không có thôn này")
    page.save("pdf", tmp_path / "khong.pdf")
    assert not page.note.isHidden()


def test_an_upper_office_opens_the_finder_and_records_nothing(above: Db, qtbot: QtBot) -> None:
    went: Went = []
    page = opened(above, qtbot, went)
    assert page.act.isHidden()
    assert {n.code for n in page.units[0].model.rows} == {COMMUNE, SECOND}
    page.cases.view.choose_row(0)
    page.cases.view.opened.emit(page.cases.view.record())
    assert went[0][0] == "find"


def test_of_a_commune_that_sent_sums_alone_the_page_says_where_the_names_are(
    above: Db, qtbot: QtBot
) -> None:
    with writing(above):
        sums = UnitNeeds(year=2026, code="02512", counts={LISTED: {"all": (5, 6)}})
        plans.put_sums(above, [sums], sender="071")
    page = opened(above, qtbot)
    page.choose(unit="02512")
    assert page.cases.empty.isVisibleTo(page)
    assert "sổ của xã" in page.cases.empty.text()
    page.choose(need="deprived:water")
    assert "Không có hộ nào" in page.cases.empty.text()


def test_long_lists_come_page_by_page(
    db: Db, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needing, "who", partial(needing.who, size=10))
    page = opened(db, qtbot)
    model = page.cases.model
    while model.canFetchMore():
        before = model.rowCount()
        model.fetchMore()
        assert model.rowCount() > before or not model.canFetchMore()
    assert [c.uid for c in model.rows] == [*needing.uids(db, page.look.year, LISTED)]


@pytest.mark.parametrize(("code", "page_id"), [(COMMUNE, "entry"), (PROVINCE, "inbox")])
def test_without_reviews_the_page_says_what_to_do_first(
    tmp_path: Path, qtbot: QtBot, code: str, page_id: str
) -> None:
    made = make_book(tmp_path / "moi.rasoat-book", code)
    went: Went = []
    page = opened(made, qtbot, went)
    assert page.stack.currentIndex() == 1
    assert not page.excel.isEnabled()
    page.begin.click()
    assert went == [(page_id, None)]
    close_book(made)


def test_a_target_opens_its_need(db: Db, qtbot: QtBot) -> None:
    page = opened(db, qtbot)
    page.open_target("deprived:water")
    assert page.profile.view.record().need == "deprived:water"
    page.open_target(Wanted(need="cause:capital", unit="Nà Bó"))
    assert page.bar.unit.text() == "Nà Bó"


def test_a_page_asked_for_before_its_year_is_read_takes_the_keyboard_then(
    db: Db, qtbot: QtBot
) -> None:
    page = NeedsPage(desk_of(db))
    qtbot.addWidget(page)
    page.show()
    page.focus_first()  # the window asks at once, the book answers later
    page.reload()
    assert page.focusWidget() is page.profile.view


def test_a_page_turned_away_from_while_it_read_leaves_the_keyboard_where_it_is(
    db: Db, qtbot: QtBot
) -> None:
    page = NeedsPage(desk_of(db))
    qtbot.addWidget(page)
    page.focus_first()
    page.reload()
    assert page.focusWidget() is not page.profile.view
