"""The board of an upper office: who is late, what is newer, what is counted, one commune's page."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from desktop.domain.review import ReviewState
from desktop.domain.totals import UnitFigures, YearFigures
from desktop.domain.unit import Area
from desktop.services import calendaring, counting, gathering, reported, upkeep, upper_board
from desktop.services.reported import CommuneStand
from desktop.store import audit, figures
from desktop.store.connection import Db, writing
from tests.ui.small_books import BY, NOW, PHRASE, PROVINCE, YEAR, make_book
from tests.ui.upper_books import (
    AN_TUONG,
    BACH_DICH,
    BACH_NGOC,
    BINH_AN,
    put_commune,
    put_package,
)

DUE = datetime.date(2026, 11, 6)


def at(day: int, month: int = 11) -> datetime.datetime:
    return datetime.datetime(2026, month, day, 3, tzinfo=datetime.UTC)


@pytest.fixture
def db(tmp_path: Path) -> Db:
    made = make_book(tmp_path / "upper.rasoat-book", PROVINCE)
    calendaring.set_autumn_deadline(made, YEAR, DUE, now=NOW, by=BY)
    return made


def stand(db: Db, code: str, today: datetime.date | None = None) -> CommuneStand:
    return next(c for c in reported.reported(db, YEAR, today=today).communes if c.code == code)


# In time -----------------------------------------------------------------------------------------
def test_a_report_is_late_by_the_day_of_its_first_package(db: Db) -> None:
    put_package(db, BINH_AN, "returned", 1, made_at=at(6))
    put_package(db, BINH_AN, "accepted", 2, made_at=at(20))
    put_package(db, AN_TUONG, "accepted", made_at=at(9))
    assert (stand(db, BINH_AN).first_on, stand(db, BINH_AN).days_late) == (DUE, 0)
    assert stand(db, AN_TUONG).days_late == 3


def test_a_missing_report_is_overdue_only_after_the_day(db: Db) -> None:
    assert stand(db, BINH_AN, DUE).days_late == 0
    assert stand(db, BINH_AN, DUE + datetime.timedelta(days=2)).days_late == 2
    assert not stand(db, BINH_AN).is_late


def test_a_senders_clock_that_runs_ahead_makes_nobody_late(db: Db) -> None:
    calendaring.set_autumn_deadline(db, YEAR, NOW.date(), now=NOW, by=BY)
    put_package(db, BINH_AN, "accepted", made_at=NOW + datetime.timedelta(days=400))
    assert stand(db, BINH_AN).days_late == 0


@pytest.mark.parametrize(
    ("today", "last_day"),
    [((11, 14), (11, 14)), ((11, 15), (12, 19)), ((12, 30), (12, 19)), (None, (12, 19))],
)
def test_without_a_day_of_its_own_the_next_day_of_the_law_holds(
    db: Db, today: tuple[int, int] | None, last_day: tuple[int, int]
) -> None:
    calendaring.set_autumn_deadline(db, YEAR, None, now=NOW, by=BY)
    due = reported.due_of(db, YEAR, datetime.date(YEAR, *today) if today else None)
    assert due == reported.Due(last_day=datetime.date(YEAR, *last_day), is_set=False)


# Newer than what is counted ----------------------------------------------------------------------
def test_a_newer_package_beside_the_accepted_one_is_told(db: Db) -> None:
    put_package(db, BINH_AN, "accepted", 1)
    put_package(db, BINH_AN, "returned", 2)
    put_package(db, AN_TUONG, "accepted", 3)
    found = reported.reported(db, YEAR, {AN_TUONG: (4, NOW.date())})
    by_code = {c.code: c for c in found.communes}
    assert (by_code[BINH_AN].accepted_number, by_code[BINH_AN].newer) == (1, 2)
    assert (by_code[AN_TUONG].accepted_number, by_code[AN_TUONG].newer) == (3, 4)
    assert by_code[AN_TUONG].stand == "waiting"
    put_package(db, BINH_AN, "accepted", 3)
    assert stand(db, BINH_AN).newer == 0


# Who need not report -----------------------------------------------------------------------------
def test_an_excused_commune_is_not_expected_until_it_is_again(db: Db) -> None:
    before = len(reported.reported(db, YEAR).communes)
    reported.excuse(db, BINH_AN, excused=True, now=NOW, by=BY)
    seen = gathering.upper_overview(db, YEAR)
    assert len(seen.communes) == before - 1
    assert [c.code for c in seen.excused] == [BINH_AN]
    assert seen.counts["missing"] == before - 1
    assert reported.excuse(db, BINH_AN, excused=True, now=NOW, by=BY).names == frozenset()
    reported.excuse(db, BINH_AN, excused=False, now=NOW, by=BY)
    assert len(reported.reported(db, YEAR).communes) == before
    assert [e.after for e in audit.of(db, BINH_AN)] == ["[]", f'["{BINH_AN}"]']


# Counts ------------------------------------------------------------------------------------------
def test_a_draft_is_not_counted(db: Db) -> None:
    put_commune(db, BINH_AN, {YEAR: "PPN"})
    with writing(db):
        db.execute("UPDATE review SET state = ? WHERE class = 'poor'", [ReviewState.DRAFT])
    found = counting.known(db, YEAR).figures[YEAR, BINH_AN]
    assert (found.poor_households, found.near_poor_households) == (0, 1)


def test_sums_passed_on_hold_for_a_commune_without_households(db: Db) -> None:
    put_package(db, BINH_AN, "accepted")
    unit = UnitFigures(
        code=BINH_AN, name="Xã Bình An", area=Area.RURAL, resident_households=100,
        poor_households=12, poor_people=50, near_poor_households=7,
    )  # fmt: skip
    with writing(db):
        figures.put(db, [YearFigures(year=YEAR, unit=unit)], "071")
    page = upper_board.commune(db, YEAR, BINH_AN)
    assert page is not None
    assert page.stand.is_sums_only
    assert page.stand.now is not None
    assert (page.stand.now.poor, page.stand.now.poor_rate) == (12, 12.0)
    assert page.figures is not None
    assert page.figures.poor_people == 50
    assert page.villages == []
    assert gathering.upper_overview(db, YEAR).now.poor == 12


def test_sums_with_lists_count_by_the_sums_and_lead_down_to_the_lists(db: Db) -> None:
    put_commune(db, BINH_AN, {YEAR: "PP"})
    put_package(db, BINH_AN, "accepted")
    unit = UnitFigures(code=BINH_AN, name="Xã", area=Area.RURAL, poor_households=12)
    with writing(db):
        figures.put(db, [YearFigures(year=YEAR, unit=unit)], "071")
    page = upper_board.commune(db, YEAR, BINH_AN)
    assert page is not None
    assert page.stand.now is not None
    assert (page.stand.now.poor, page.stand.is_sums_only) == (12, False)
    assert [(v.name, v.poor) for v in page.villages] == [("Nà Cọn", 2)]


# The comparison ----------------------------------------------------------------------------------
def test_the_comparison_tells_the_change_and_whether_the_goal_is_met(db: Db) -> None:
    put_commune(db, BINH_AN, {YEAR - 1: "PPPPP", YEAR: "PPNNN"})
    put_commune(db, AN_TUONG, {YEAR - 1: "PPPP", YEAR: "PPPN"})
    put_commune(db, BACH_DICH, {YEAR - 1: "PP"})
    for code in (BINH_AN, AN_TUONG):
        put_package(db, code, "accepted")
    rows = {row.stand.code: row for row in upper_board.comparison(db, YEAR).rows}
    assert (rows[BINH_AN].change, rows[BINH_AN].poor_change, rows[BINH_AN].met) == (-3.0, -3, True)
    assert (rows[AN_TUONG].change, rows[AN_TUONG].met) == (-1.0, False)
    assert (rows[BACH_DICH].change, rows[BACH_DICH].met) == (None, None)
    assert rows[BACH_DICH].stand.now is None
    assert rows[BACH_DICH].stand.last is not None


def test_a_commune_whose_residents_fell_is_marked_in_the_comparison(db: Db) -> None:
    put_commune(db, BINH_AN, {YEAR - 1: "PP", YEAR: "PN"})
    put_package(db, BINH_AN, "accepted")
    with writing(db):
        db.execute("UPDATE residents SET households = 80 WHERE year = ?", [YEAR])
    found = upper_board.comparison(db, YEAR)
    assert found.marked == 1
    [mark] = next(row.marks for row in found.rows if row.marks)
    assert (mark.kind, mark.value) == ("residents_down", 20.0)


# The page of one commune -------------------------------------------------------------------------
def test_the_page_holds_villages_flow_and_packages(db: Db) -> None:
    put_commune(db, BINH_AN, {YEAR - 1: "PPPN", YEAR: "PPNO"})
    put_package(db, BINH_AN, "returned", 1)
    put_package(db, BINH_AN, "accepted", 2)
    page = upper_board.commune(db, YEAR, BINH_AN)
    assert page is not None
    [village] = page.villages
    assert (village.name, village.residents) == ("Nà Cọn", 100)
    assert (village.last_poor, village.poor, village.near_poor) == (3, 2, 1)
    assert village.poor_rate == 2.0
    assert page.poor_flow is not None
    assert (page.poor_flow.households[0], page.poor_flow.households[8]) == (3, 2)
    assert page.poor_flow.closes
    assert [p.number for p in page.history] == [2, 1]
    assert [(p.year, p.rate) for p in page.series] == [(YEAR - 1, 3.0), (YEAR, 2.0)]


def test_a_missing_commune_shows_last_year_and_nothing_of_this(db: Db) -> None:
    put_commune(db, BACH_NGOC, {YEAR - 1: "PPP", YEAR: "PP"})  # written, never accepted
    page = upper_board.commune(db, YEAR, BACH_NGOC)
    assert page is not None
    assert (page.figures, page.poor_flow) == (None, None)
    [village] = page.villages
    assert (village.last_poor, village.poor, village.residents) == (3, None, None)
    assert [p.year for p in page.series] == [YEAR - 1]


def test_an_unknown_commune_has_no_page(db: Db) -> None:
    assert upper_board.commune(db, YEAR, "99999") is None


def test_a_commune_inside_its_districts_report_shows_the_districts_packages(tmp_path: Path) -> None:
    office = upkeep.office_of("08", "2022")
    upper = upkeep.new_book(tmp_path / "u.rasoat-book", office, PHRASE, now=NOW, by=BY).db
    put_commune(upper, BINH_AN, {YEAR: "PPN"})
    put_package(upper, "071", "accepted", 4, inside=[BINH_AN])
    page = upper_board.commune(upper, YEAR, BINH_AN)
    assert page is not None
    assert (page.stand.through, page.stand.accepted_number) == ("071", 4)
    assert [p.sender for p in page.history] == ["071"]
