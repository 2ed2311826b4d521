"""The rate against the plan: worked by hand, with the real series, and what remains exactly."""

from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from desktop.errors import NothingToReport, PaperCodeUnknown, PastFiguresWrong
from desktop.rules.goals import most_poor
from desktop.services import (
    progress_report,
    progress_words,
    progressing,
    sealing_papers,
)
from desktop.services.progressing import PastYear, Point, judged
from desktop.services.targets import Plan, Span, plan_of
from desktop.services.upkeep import office_of
from desktop.store.connection import Db
from tests.services.made import BY, NEAR, NOW, POOR, add, key, open_rounds, residents

PLAN = Plan(
    id="p", name="KH", source="x", province={},
    spans=(
        Span(first=2022, last=2025, points=3.0, kind="average", minority_points=4.0),
        Span(first=2026, last=2030, points=2.0, kind="more"),
    ),
)  # fmt: skip


def test_the_plan_of_the_province_asks_what_its_text_says() -> None:
    plan = plan_of(office_of("08", "2022"))
    assert plan is not None
    early, late = plan.span(2024), plan.span(2026)
    assert early is not None and late is not None  # noqa: PT018
    assert (early.points, early.minority_points, early.kind) == (3.0, 4.0, "average")
    assert (late.points, late.minority_points, late.kind) == (2.0, None, "more")


# The real series ---------------------------------------------------------------------------------
def test_the_real_series_of_tuyen_quang_gives_the_known_falls() -> None:
    """By hand: 50,049 − 40,522 = 9,527; 40,522 − 30,142 = 10,380; 30,142 − 21,895 = 8,247.

    Minority: 40,707 − 33,137 = 7,570; 33,137 − 24,738 = 8,399; 24,738 − 18,162 = 6,576.
    """
    series = progressing.shipped_series(office_of("08", "2022"))
    points = [
        Point(year=p.year, poor=p.poor, households=p.households, minority_poor=p.minority_poor)
        for p in series
    ]
    found = judged("", "Tuyên Quang", points, PLAN)
    assert [f.households for f in found.falls] == [9527, 10380, 8247]
    assert [f.households for f in found.minority_falls] == [7570, 8399, 6576]


def test_without_totals_no_rate_is_guessed() -> None:
    series = progressing.shipped_series(office_of("08", "2022"))
    found = judged("", "", [Point(year=p.year, poor=p.poor) for p in series], PLAN)
    assert [p.rate for p in found.points] == [None] * 4
    assert {(f.points, f.met, f.remains, f.most) for f in found.falls} == {(None, None, None, None)}
    state, word = progress_words.verdict(found.points[-1], found.falls[-1])
    assert (state, word) == ("warn", "Thiếu tổng số hộ")


def test_the_series_is_for_the_old_province_alone() -> None:
    assert progressing.shipped_series(office_of("08", "2025")) == ()
    assert progressing.shipped_series(office_of("02296", "2022")) == ()


# Worked by hand ----------------------------------------------------------------------------------
def test_three_points_are_met_at_the_very_number_and_missed_by_one() -> None:
    """200 of 1,000 is 20 %. Three points less is 17 %: of 1,000 households 170, of 1,020 173.4."""
    before = Point(year=2023, poor=200, households=1000)
    held = judged("", "", [before, Point(year=2024, poor=170, households=1000)], PLAN).falls[0]
    assert (held.points, held.met, held.most, held.remains) == (Fraction(3), True, 170, 0)
    missed = judged("", "", [before, Point(year=2024, poor=171, households=1000)], PLAN).falls[0]
    assert (missed.met, missed.most, missed.remains) == (False, 170, 1)
    more = judged("", "", [before, Point(year=2024, poor=180, households=1020)], PLAN).falls[0]
    assert (more.most, more.remains) == (173, 7)


def test_more_than_two_points_is_not_met_by_two() -> None:
    """100 of 1,000 is 10 %. Two points less is 80; more than two needs 79 or fewer."""
    before = Point(year=2025, poor=100, households=1000)
    two = judged("", "", [before, Point(year=2026, poor=80, households=1000)], PLAN).falls[0]
    assert (two.points, two.met, two.most, two.remains) == (Fraction(2), False, 79, 1)
    held = judged("", "", [before, Point(year=2026, poor=79, households=1000)], PLAN).falls[0]
    assert (held.met, held.remains) == (True, 0)


def test_minority_households_fall_by_four_points() -> None:
    """300 of 600 is 50 %; four points less is 46 %: 276 of 600."""
    before = Point(year=2023, poor=400, households=2000, minority_poor=300, minority_households=600)
    after = replace(before, year=2024, minority_poor=280)
    fall = judged("", "", [before, after], PLAN).minority_falls[0]
    assert (fall.goal, fall.met, fall.most, fall.remains) == (4.0, False, 276, 4)


def test_the_average_of_a_goal_counts_from_the_year_before_it() -> None:
    """20 % in 2021, 11 % in 2024: 9 points in 3 years."""
    points = [
        Point(year=y, poor=n, households=1000)
        for y, n in ((2021, 200), (2022, 180), (2023, 140), (2024, 110))
    ]
    assert judged("", "", points, PLAN).average == 3
    assert judged("", "", points[1:], PLAN).average is None


def test_years_that_are_no_neighbours_are_not_compared() -> None:
    points = [Point(year=2022, poor=9, households=90), Point(year=2024, poor=5, households=90)]
    assert judged("", "", points, PLAN).falls == ()


def test_while_sheets_are_missing_nothing_is_judged_and_the_need_counts_from_last_year() -> None:
    before = Point(year=2025, poor=100, households=1000)
    now = Point(year=2026, poor=12, households=1000, open=True)
    fall = judged("", "", [before, now], PLAN).falls[0]
    assert (fall.points, fall.met, fall.most, fall.remains) == (None, None, 79, 21)


@given(
    st.integers(0, 5000), st.integers(1, 5000), st.integers(1, 5000),
    st.sampled_from([Fraction(2), Fraction(3), Fraction(7, 2)]), st.booleans(),
)  # fmt: skip
def test_the_largest_number_holds_the_goal_and_one_more_does_not(
    poor: int, before: int, now: int, goal: Fraction, strict: bool
) -> None:
    start = Fraction(100 * min(poor, before), before)
    most = most_poor(start, goal, now, strict=strict)

    def holds(count: int) -> bool:
        fall = start - Fraction(100 * count, now)
        return fall > goal if strict else fall >= goal

    assert not holds(most + 1)
    assert holds(most) or most == 0


# In a book ---------------------------------------------------------------------------------------
@pytest.fixture
def two_years(commune: Db) -> Db:
    """Two villages, three poor in 2025, one in 2026; 50 resident households in each village."""
    open_rounds(commune, 2025, 2026)
    for n, (village, later) in enumerate((("Nà Bó", POOR), ("Nà Bó", NEAR), ("Bản Phú", NEAR))):
        home = add(commune, f"Bàn Văn {'ABC'[n]}", village=village)
        key(commune, home, POOR, 2025)
        key(commune, home, later, 2026)
    for year in (2025, 2026):
        residents(commune, year)
    return commune


def test_units_and_the_whole_come_from_the_figures_of_the_reports(two_years: Db) -> None:
    found = progressing.progress(two_years, 2026)
    assert [(p.year, p.poor, p.households) for p in found.whole.points] == [
        (2025, 3, 100), (2026, 1, 100),
    ]  # fmt: skip
    fall = found.whole.fall(2026)
    assert fall is not None
    assert (fall.points, fall.met, fall.most, fall.remains) == (Fraction(2), False, 0, 1)
    assert [u.name for u in found.units] == ["Bản Phú", "Nà Bó"]
    assert [f.points for u in found.units for f in u.falls] == [2, 2]
    assert found.missing == ()


def test_an_unfinished_round_is_open(two_years: Db) -> None:
    add(two_years, "Lý A Páo", village="Bản Phú")
    found = progressing.progress(two_years, 2026)
    now = found.whole.point(2026)
    assert now is not None
    assert now.open
    assert [p.open for u in found.units if (p := u.point(2026))] == [True, False]
    assert "Đang rà soát" in progress_words.remains_sentence(found)


def test_typed_years_join_the_books_own_and_survive(two_years: Db) -> None:
    typed = PastYear(year=2024, poor=8, households=100, near_poor=5)
    progressing.keep_past(two_years, [typed], now=NOW, by=BY)
    found = progressing.progress(two_years, 2026)
    assert [(p.year, p.typed) for p in found.whole.points] == [
        (2024, True), (2025, False), (2026, False),
    ]  # fmt: skip
    fall = found.whole.fall(2025)
    assert fall is not None
    assert (fall.households, fall.points, fall.met) == (5, Fraction(5), True)
    assert progressing.past(two_years) == (typed,)


@pytest.mark.parametrize(
    "wrong",
    [
        PastYear(year=2024, poor=90, near_poor=20, households=100),
        PastYear(year=2024, poor=9, minority_poor=10),
        PastYear(year=2024, poor=9, minority_poor=8, minority_households=7),
        PastYear(year=2026, poor=9),
        PastYear(year=2024, poor=-1),
    ],
)
def test_figures_that_contradict_each_other_are_refused(two_years: Db, wrong: PastYear) -> None:
    with pytest.raises(PastFiguresWrong):
        progressing.keep_past(two_years, [wrong], now=NOW, by=BY)
    assert progressing.past(two_years) == ()


def test_one_year_typed_twice_is_refused(two_years: Db) -> None:
    with pytest.raises(PastFiguresWrong):
        progressing.keep_past(
            two_years, [PastYear(year=2024, poor=8), PastYear(year=2024, poor=9)], now=NOW, by=BY
        )


def test_a_missing_total_is_said(two_years: Db) -> None:
    progressing.keep_past(two_years, [PastYear(year=2024, poor=8)], now=NOW, by=BY)
    found = progressing.progress(two_years, 2025)
    assert progress_words.remains_sentence(found).startswith("Thiếu tổng số hộ dân cư năm 2024")


# The report --------------------------------------------------------------------------------------
def test_the_report_is_one_page_with_its_code(two_years: Db, tmp_path: Path) -> None:
    path = progress_report.write(two_years, 2026, "pdf", tmp_path / "p.pdf", now=NOW, by=BY)
    pages = PdfReader(io.BytesIO(path.read_bytes())).pages
    assert len(pages) == 1
    words = pages[0].extract_text()
    sheet = progress_report.sheet_of(two_years, progressing.progress(two_years, 2026))
    assert "BÁO CÁO TIẾN ĐỘ" in words
    assert sheet.code in words
    assert sealing_papers.find(two_years, sheet.code).paper.year == 2026


def test_many_units_still_leave_one_page_those_that_missed_first(two_years: Db) -> None:
    found = progressing.progress(two_years, 2026)
    many = replace(found, units=found.units * 30)
    pdf = progress_report.pdf_of(two_years, many)
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 1
    assert "Còn " in pages[0].extract_text()


def test_the_workbook_has_real_numbers_and_the_rate_as_a_formula(
    two_years: Db, tmp_path: Path
) -> None:
    path = progress_report.write(two_years, 2026, "xlsx", tmp_path / "p.xlsx", now=NOW, by=BY)
    page = load_workbook(path).active
    assert page is not None
    row = next(r for r in page.iter_rows() if r[1].value == "2026")
    assert [row[2].value, row[3].value, row[5].value, row[9].value] == [100, 1, 2, 1]
    assert str(row[4].value).startswith("=")


def test_a_book_without_figures_has_no_report(commune: Db, tmp_path: Path) -> None:
    with pytest.raises(NothingToReport):
        progress_report.write(commune, 2026, "pdf", tmp_path / "p.pdf", now=NOW, by=BY)
    assert not [*tmp_path.glob("*.pdf")]
    with pytest.raises(PaperCodeUnknown):
        sealing_papers.find(commune, "J5AU-KQB5-7")
