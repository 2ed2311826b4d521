"""The targets in the window: the year's verdict, units, years typed in, the report written."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.services import progressing, upkeep
from desktop.store.connection import Db, close_book
from desktop.ui.page import Desk
from desktop.ui.pages.commune_overview import CommuneOverviewPage
from desktop.ui.pages.targets import TargetsPage
from desktop.ui.pages.targets.cards import chart_years
from desktop.ui.pages.targets.years_card import FIELDS
from tests.ui.small_books import BY, NOW, PHRASE, PROVINCE, YEAR, desk_of, make_book, play


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    made = make_book(tmp_path / "xa.rasoat-book")
    play(made)
    yield made
    close_book(made)


def opened(db: Db, qtbot: QtBot) -> TargetsPage:
    page = TargetsPage(desk_of(db))
    qtbot.addWidget(page)
    page.resize(1280, 700)
    page.show()
    page.reload()
    return page


def test_the_page_says_what_was_reached(db: Db, qtbot: QtBot) -> None:
    """Poor: 2 of 80 in 2025 (2.5 %), 2 of 80 in 2026: no fall; more than 2 points allow 0 % only."""
    page = opened(db, qtbot)
    assert page.found is not None
    fall = page.found.whole.fall(YEAR)
    assert fall is not None
    assert (fall.households, fall.points) == (0, Fraction(0))
    assert (fall.met, fall.most, fall.remains) == (False, 0, 2)
    assert page.units.model.rowCount() == 3
    assert [y.year for y in chart_years(page.found)] == ["2025", "2026"]


def test_years_before_the_book_are_typed_and_kept(db: Db, qtbot: QtBot) -> None:
    page = opened(db, qtbot)
    page.years.open_form()
    row = page.years.form.fields[-1]
    for name, value in (("households", "80"), ("poor", "6")):
        row[FIELDS.index(name)].setText(value)
    page.years.form.keep.click()
    assert [p.poor for p in progressing.past(db)] == [6]
    assert page.found is not None
    assert [p.year for p in page.found.whole.points] == [2024, 2025, 2026]
    assert page.years.model.rowCount() == 3


def test_wrong_figures_are_refused_with_the_reason(db: Db, qtbot: QtBot) -> None:
    page = opened(db, qtbot)
    page.years.open_form()
    row = page.years.form.fields[-1]
    for name, value in (("households", "5"), ("poor", "6")):
        row[FIELDS.index(name)].setText(value)
    page.years.form.keep.click()
    assert page.note.isVisibleTo(page)
    assert progressing.past(db) == ()


def test_the_report_is_written(db: Db, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(db, qtbot)
    for kind in ("pdf", "xlsx"):
        page.save(kind, tmp_path / f"bao_cao.{kind}")
        assert (tmp_path / f"bao_cao.{kind}").is_file()


def test_an_upper_desk_without_reports_shows_an_empty_page(qtbot: QtBot, tmp_path: Path) -> None:
    made = make_book(tmp_path / "tinh.rasoat-book", PROVINCE)
    page = opened(made, qtbot)
    assert not page.pdf.isEnabled()
    assert page.chart.empty.isVisibleTo(page)
    close_book(made)


def test_the_overview_leads_there(db: Db, qtbot: QtBot) -> None:
    went: list[str] = []
    desk: Desk = desk_of(db)
    desk.go = lambda page_id, target=None: went.append(page_id)
    page = CommuneOverviewPage(desk)
    qtbot.addWidget(page)
    page.rates.targets.click()
    assert went == ["targets"]


def test_the_old_province_fills_in_the_real_series(qtbot: QtBot, tmp_path: Path) -> None:
    """The known falls of poor households stand in the table: 9,527, 10,380, 8,247."""
    office = upkeep.office_of("08", "2022")
    made = upkeep.new_book(tmp_path / "t.rasoat-book", office, PHRASE, now=NOW, by=BY).db
    page = opened(made, qtbot)
    page.years.open_form()
    page.years.form.known.click()
    page.years.form.keep.click()
    assert page.found is not None
    assert [f.households for f in page.found.whole.falls] == [9527, 10380, 8247]
    shown = [
        str(page.years.model.index(row, 4).data()) for row in range(page.years.model.rowCount())
    ]
    assert shown == ["−8.247", "−10.380", "−9.527", "–"]
    close_book(made)
