"""The overview of an upper office says who has reported, and compares the same communes in both years."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.services import calendaring, counting, gathering, upkeep
from desktop.services.catalogue import communes_below, former_districts
from desktop.services.gathering import UpperOverview, upper_overview
from desktop.services.looking import Glance
from desktop.services.targets import plan_of
from desktop.store import totals
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.pages.communes.target import CommunesTarget, CommuneTarget
from desktop.ui.pages.inbox.tray import tray_of
from desktop.ui.pages.upper_overview import UpperOverviewPage
from desktop.ui.pages.upper_overview.sums import plan_sentence
from desktop.ui.widgets.cells import EDGE, SIDE
from tests.ui.small_books import BY, NOW, PHRASE, PROVINCE, YEAR, desk_of, make_book, stray
from tests.ui.upper_books import (
    AN_TUONG,
    BACH_DICH,
    BACH_NGOC,
    BINH_AN,
    NEAR,
    POOR,
    put_commune,
    put_package,
)


def waiting(code: str, number: int = 1) -> Glance:
    return Glance(
        id=f"{code}-{number}", path=Path("x.rasoat"), state="clean", looked_at=NOW, kind="report",
        sender=code, sender_name="Xã", year=YEAR, number=number, can_accept=True,
    )  # fmt: skip


@pytest.fixture
def db(tmp_path: Path) -> Db:
    return make_book(tmp_path / "upper.rasoat-book", PROVINCE)


def stand(overview: UpperOverview, code: str) -> tuple[str, int]:
    found = next(c for c in overview.communes if c.code == code)
    return found.stand, found.number


# Who has reported --------------------------------------------------------------------------------
def test_every_expected_commune_stands_somewhere(db: Db) -> None:
    put_package(db, BINH_AN, "accepted")
    put_package(db, AN_TUONG, "returned")
    overview = upper_overview(db, YEAR, {BACH_DICH: (1, NOW.date())})
    assert overview.counts == {
        "accepted": 1, "waiting": 1, "held": 0, "returned": 1, "missing": 121,
    }  # fmt: skip
    assert overview.sent == 3
    assert len(overview.communes) == 124


def test_the_newest_package_decides_and_a_newer_file_waits(db: Db) -> None:
    put_package(db, BINH_AN, "accepted", 1)
    put_package(db, BINH_AN, "held", 2)
    put_package(db, AN_TUONG, "accepted", 2)
    overview = upper_overview(db, YEAR, {BINH_AN: (3, NOW.date())})
    assert stand(overview, BINH_AN) == ("waiting", 3)
    assert stand(overview, AN_TUONG) == ("accepted", 2)
    assert stand(upper_overview(db, YEAR), BINH_AN) == ("held", 2)
    assert upper_overview(db, YEAR).received == 2


def test_communes_stand_by_their_former_districts(db: Db) -> None:
    groups = [c.group for c in upper_overview(db, YEAR).communes]
    assert groups == sorted(groups)
    assert "" not in groups
    assert gathering.group_name(former_districts()[BINH_AN]) == "Lâm Bình"


def test_a_province_of_three_tiers_groups_by_its_districts(tmp_path: Path) -> None:
    office = upkeep.office_of("08", "2022")
    upper = upkeep.new_book(tmp_path / "u.rasoat-book", office, PHRASE, now=NOW, by=BY).db
    below = {u.code for u in communes_below("071", "2022")}
    put_package(upper, "071", "held", inside=below)
    overview = upper_overview(upper, YEAR)
    assert {c.code for c in overview.communes if c.group == "071"} == below
    assert {c.stand for c in overview.communes if c.group == "071"} == {"held"}


def test_a_commune_that_its_districts_report_leaves_out_is_missing(tmp_path: Path) -> None:
    office = upkeep.office_of("08", "2022")
    upper = upkeep.new_book(tmp_path / "u.rasoat-book", office, PHRASE, now=NOW, by=BY).db
    put_commune(upper, BINH_AN, {YEAR: "PPN"})
    put_package(upper, "071", "accepted", inside=[BINH_AN])
    stands = {c.code: c.stand for c in upper_overview(upper, YEAR).communes if c.group == "071"}
    assert {code for code, one in stands.items() if one == "accepted"} == {BINH_AN}
    assert {one for code, one in stands.items() if code != BINH_AN} == {"missing"}


# Sums --------------------------------------------------------------------------------------------
def test_sums_compare_the_same_communes_in_both_years(db: Db) -> None:
    put_commune(db, BINH_AN, {YEAR - 1: "PPPPN", YEAR: "PPNOO"})
    put_commune(db, AN_TUONG, {YEAR - 1: "PPPPPPPP"})
    put_package(db, BINH_AN, "accepted")
    overview = upper_overview(db, YEAR)
    assert (overview.received, overview.compared) == (1, 1)
    assert (overview.now.poor, overview.now.near_poor, overview.now.minority_poor) == (2, 1, 1)
    assert overview.last is not None
    assert (overview.last.poor, overview.last.minority_poor) == (4, 3)
    assert overview.fall == pytest.approx(2.0)
    water = next(lack for lack in overview.lacks if lack.code == "water")
    assert (water.now, water.last) == (100.0, 100.0)
    work = next(lack for lack in overview.lacks if lack.code == "employment")
    assert (work.now, work.last) == (0.0, 0.0)


def test_a_commune_without_last_year_is_left_out_of_the_comparison(db: Db) -> None:
    put_commune(db, BINH_AN, {YEAR - 1: "PPP", YEAR: "PP"})
    put_commune(db, AN_TUONG, {YEAR: "PPPPP"})
    for code in (BINH_AN, AN_TUONG):
        put_package(db, code, "accepted")
    overview = upper_overview(db, YEAR)
    assert (overview.received, overview.compared, overview.now.poor) == (2, 1, 2)


def test_without_residents_there_is_no_rate(db: Db) -> None:
    put_commune(db, BINH_AN, {YEAR - 1: "PPP", YEAR: "PP"}, residents=0)
    put_package(db, BINH_AN, "accepted")
    overview = upper_overview(db, YEAR)
    assert overview.now.poor_rate is None
    assert overview.fall is None
    assert overview.series == []


def test_yearly_counts_are_those_of_the_forms(db: Db) -> None:
    put_commune(db, BINH_AN, {YEAR - 1: "PPPPN", YEAR: "PPNOO"})
    for year in (YEAR - 1, YEAR):
        counted = totals.class_counts(db, year, by_village=False)[BINH_AN, ""]
        yearly = counting.known(db, YEAR).figures[year, BINH_AN]
        assert yearly.poor_households == counted[POOR].households
        assert yearly.near_poor_households == counted[NEAR].households


# The plan ----------------------------------------------------------------------------------------
def test_the_plan_is_tuyen_quangs_alone_and_its_goals_are_those_of_kh107() -> None:
    plan = plan_of(upkeep.office_of(BINH_AN, "2025"))
    assert plan is not None
    assert [plan.span(y) and plan.span(y).points for y in (2021, 2022, 2025, 2026, 2030, 2031)] == [  # type: ignore[union-attr]
        None, 3.0, 3.0, 2.0, 2.0, None,
    ]  # fmt: skip
    assert plan.line([2024, 2025, 2026], 20.0) == [20.0, 17.0, 15.0]
    assert plan_of(upkeep.office_of("01", "2025")) is None


@pytest.mark.parametrize(
    ("last", "now", "state", "words"),
    [
        ("PPPPP", "PP", "ok", "Giảm 3,00 điểm"),
        ("PPPP", "PP", "warn", "Giảm 2,00 điểm"),  # more than 2 points is asked
        ("PP", "PPP", "warn", "Tăng 1,00 điểm"),
        ("PP", "PP", "warn", "Không đổi"),
    ],
)
def test_the_fall_is_held_against_the_plan(
    db: Db, last: str, now: str, state: str, words: str
) -> None:
    put_commune(db, BINH_AN, {YEAR - 1: last, YEAR: now})
    put_package(db, BINH_AN, "accepted")
    said = plan_sentence(upper_overview(db, YEAR))
    assert said[0] == state
    assert said[1].startswith(f"**{words}")
    assert "KH107 đến 2030: giảm hơn 2 điểm" in said[1]


def test_without_a_plan_only_the_fall_is_told(db: Db) -> None:
    put_commune(db, BINH_AN, {YEAR - 1: "PPPP", YEAR: "PP"})
    put_package(db, BINH_AN, "accepted")
    overview = replace(upper_overview(db, YEAR), plan=None)
    assert plan_sentence(overview) == ("info", "**Giảm 2,00 điểm.**")


# The page ----------------------------------------------------------------------------------------
def page_of(qtbot: QtBot, db: Db) -> UpperOverviewPage:
    page = UpperOverviewPage(desk_of(db))
    qtbot.addWidget(page)
    page.resize(1280, 740)
    page.show()
    page.desk.worker.changed.connect(lambda changes: page.reload())
    page.reload()
    return page


def test_the_page_tells_who_sent_and_what_it_comes_to(qtbot: QtBot, db: Db) -> None:
    put_commune(db, BINH_AN, {YEAR - 1: "PPPPN", YEAR: "PPNOO"})
    put_package(db, BINH_AN, "accepted")
    put_package(db, AN_TUONG, "held")
    page = page_of(qtbot, db)
    errors = stray(page.desk)
    page.reload()
    assert errors == []
    assert page.strip.sent.text() == "2/124"
    assert page.late.count.accessibleName() == t("upper-late-count", count=122)
    rows = [(str(x.name), x.last, x.now, x.difference) for x in page.sums.model.rows]
    assert rows[1:3] == [
        ("Hộ nghèo", 4, 2, "−2"), ("Tỷ lệ hộ nghèo, %", "4,00", "2,00", "−2,00 điểm"),
    ]  # fmt: skip
    assert rows[3] == ("Hộ nghèo dân tộc thiểu số", 3, 1, "−2")
    assert page.board.stack.currentIndex() == 2  # 124 communes are a list


@pytest.mark.parametrize("size", [(855, 398), (1282, 602), (1836, 994)])
def test_cards_stand_whole_beside_and_under_each_other(
    qtbot: QtBot, db: Db, size: tuple[int, int]
) -> None:
    put_commune(db, BINH_AN, {YEAR - 1: "PPPPN", YEAR: "PPNOO"})
    put_package(db, BINH_AN, "accepted")
    page = page_of(qtbot, db)
    page.resize(*size)
    area = page.area
    inside = area.widget()
    assert inside is not None
    qtbot.waitUntil(lambda: inside.width() <= area.viewport().width())
    cards = (page.strip, page.board, page.late, page.sums, page.lacks, page.rates)
    for one, other in combinations(cards, 2):
        assert not one.geometry().intersects(other.geometry())
    for card in cards:
        assert card.width() >= card.minimumSizeHint().width()
        assert card.height() >= min(card.minimumSizeHint().height(), 240)
    assert (area.verticalScrollBar().maximum() > 0) is (size[1] < 500)


def test_no_title_of_a_column_is_cut(qtbot: QtBot, db: Db) -> None:
    table = page_of(qtbot, db).board.table
    shown = [n for n in range(len(table.rows.columns)) if not table.isColumnHidden(n)]
    room = {table.rows.columns[n].title: table.columnWidth(n) - EDGE - SIDE for n in shown}
    assert [w for w, wide in room.items() if fonts.text_width(w, "small-medium") > wide] == []


def test_files_on_the_table_of_the_inbox_wait_here_too(qtbot: QtBot, db: Db) -> None:
    page = page_of(qtbot, db)
    badges: list[tuple[str, int]] = []
    page.desk.badge = lambda page_id, count: badges.append((page_id, count))
    put_package(db, AN_TUONG, "held")
    tray_of(page.desk).put([waiting(BINH_AN), waiting(BACH_DICH)])
    assert page.check_button.text() == t("upper-check", count=2)
    assert badges[-1] == ("inbox", 3)
    gone: list[tuple[str, object]] = []
    page.desk.go = lambda page_id, target=None: gone.append((page_id, target))
    page.board.opened.emit(BINH_AN)
    page.check_button.click()
    assert gone == [("inbox", BINH_AN), ("inbox", None)]


def test_the_board_leads_to_the_late_and_to_those_with_something_newer(
    qtbot: QtBot, db: Db
) -> None:
    calendaring.set_autumn_deadline(db, YEAR, NOW.date(), now=NOW, by=BY)
    put_package(db, BINH_AN, "accepted", 1)
    put_package(db, BINH_AN, "held", 2)
    page = page_of(qtbot, db)
    gone: list[tuple[str, object]] = []
    page.desk.go = lambda page_id, target=None: gone.append((page_id, target))
    assert not page.board.late.isVisible()
    assert page.board.newer.isVisible()
    page.board.newer.click()
    page.communes_button.click()
    page.sums.goals.click()
    assert gone == [
        ("communes", CommunesTarget(shown="newer")),
        ("communes", None),
        ("targets", None),
    ]


def test_a_tile_leads_to_the_package_that_waits_or_to_the_commune(qtbot: QtBot, db: Db) -> None:
    put_package(db, BINH_AN, "held")
    put_package(db, AN_TUONG, "accepted")
    page = page_of(qtbot, db)
    gone: list[tuple[str, object]] = []
    page.desk.go = lambda page_id, target=None: gone.append((page_id, target))
    page.board.opened.emit(BINH_AN)
    page.board.shaded.opened.emit(AN_TUONG)
    assert gone == [("inbox", BINH_AN), ("commune", CommuneTarget(code=AN_TUONG))]


def test_a_call_is_noted_and_taken_back(qtbot: QtBot, db: Db) -> None:
    page = page_of(qtbot, db)
    first = page.late.model.rows[0]
    page.late.table.followed.emit(first)
    called = next(c for c in page.late.model.rows if c.code == first.code)
    assert called.called == NOW.astimezone().date()
    assert page.late.model.rows[-1].code == first.code  # those not called stand first
    page.late.table.followed.emit(called)
    assert page.late.model.rows[0].code == first.code


def test_the_names_of_the_late_can_be_copied(qtbot: QtBot, db: Db) -> None:
    page = page_of(qtbot, db)
    page.late.copy_button.click()
    assert f"Xã Bình An\t{BINH_AN}\tLâm Bình" in QGuiApplication.clipboard().text().splitlines()


def test_a_book_without_reports_says_what_to_do(qtbot: QtBot, db: Db) -> None:
    page = page_of(qtbot, db)
    assert page.sums.stack.currentIndex() == 1
    assert page.lacks.stack.currentIndex() == 1
    assert page.rates.stack.currentIndex() == 1
    assert BACH_NGOC in {c.code for c in page.late.model.rows}
