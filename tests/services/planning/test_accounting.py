"""Each number of an account worked by hand, on a book small enough to see through (account_made)."""

from __future__ import annotations

import datetime

import pytest

from desktop.domain.account import AccountFigures, InYear, VisitTotals, YearFlows
from desktop.domain.planning import AccountKind, Fate, MeasureState
from desktop.domain.totals import Flow
from desktop.services.planning import accounting
from desktop.services.planning.accounting import flat
from desktop.store.connection import Db
from tests.services.made import CODES
from tests.services.planning.account_made import TODAY, begin, play


@pytest.fixture
def figures(commune: Db) -> AccountFigures:
    play(commune)
    return accounting.count(commune, begin(commune), TODAY)


def test_the_series_gives_classes_and_rates_of_each_year(figures: AccountFigures) -> None:
    """2025: 3 poor, 2 near of 100; 2026 the same; all are Dao, 90 minority households."""
    told = [(p.year, p.poor, p.near_poor, p.households, p.poor_rate) for p in figures.series]
    assert told == [(2025, 3, 2, 100, 3.0), (2026, 3, 2, 100, 3.0)]
    now = figures.point(2026)
    assert now is not None
    assert (now.minority_poor, now.minority_households) == (3, 90)
    assert now.minority_poor_rate == pytest.approx(100 * 3 / 90)
    assert not figures.is_open


def test_flows_are_forms_7_2_and_7_3(figures: AccountFigures) -> None:
    """An fell to near-poor (3 people), Dần rose (3), Cao came up from near-poor (2), Phú is new (2)."""
    assert figures.flows == (
        YearFlows(
            year=2026,
            poor=Flow(households=(3, 1, 1, 0, 1, 0, 1, 0, 3), people=(10, 3, 3, 0, 2, 0, 2, 0, 8)),
            near_poor=Flow(
                households=(2, 0, 1, 0, 1, 0, 0, 0, 2), people=(7, 0, 2, 0, 3, 0, 0, 0, 8)
            ),
        ),
    )


def test_units_stand_before_and_now(figures: AccountFigures) -> None:
    """Bản Phú: Dần left, Phú came: 1 of 50, 2 %. Nà Bó: An, Bình, then Bình, Cao: 2 of 50, 4 %."""
    told = [
        (u.name, u.households, u.poor_before, u.poor_now, u.rate_before, u.rate, u.fall, u.met)
        for u in figures.units
    ]
    assert told == [
        ("Bản Phú", 50, 1, 1, 2.0, 2.0, 0.0, False),
        ("Nà Bó", 50, 2, 2, 4.0, 4.0, 0.0, False),
    ]
    assert sum(u.planned for u in figures.units) == 2


def test_measures_are_told_by_kind_and_state(figures: AccountFigures) -> None:
    told = {
        m.kind: (m.measures, m.households, m.amount, dict(m.by_state)) for m in figures.measures
    }
    assert told == {
        "production": (1, 1, 10_000_000, {MeasureState.DONE: 1, MeasureState.STOPPED: 1}),
        "housing": (1, 1, 40_000_000, {MeasureState.UNDER_WAY: 1}),
        "health": (1, 1, 0, {MeasureState.PLANNED: 1}),
    }
    assert figures.amount == 50_000_000
    assert [(p.programme, p.measures, p.households, p.amount) for p in figures.programmes] == [
        ("Chương trình A", 1, 1, 40_000_000),
        ("", 2, 2, 10_000_000),
    ]


def test_escapes_and_fates_are_judged_by_the_review_of_the_year(figures: AccountFigures) -> None:
    """Poor lack the first four, others the first. An: 2 of 4 planned left; code 1 of An had help."""
    (sums,) = figures.sums
    assert (sums.helped, sums.planned, sums.escaped) == (3, 2, 1)
    assert sums.fates[CODES[0]] == Fate(stayed_with=1, stayed_without=4)
    assert sums.fates[CODES[1]] == Fate(gone_with=1, gone_without=1, stayed_without=1)
    assert sums.fates[CODES[2]] == Fate(gone_without=2, stayed_without=1)


def test_needs_are_those_of_the_year(figures: AccountFigures) -> None:
    assert figures.needs is not None
    assert figures.needs_year == 2026
    assert figures.needs.counts[f"deprived:{CODES[0]}"]["all"] == (3, 2)
    assert figures.needs.counts[f"deprived:{CODES[3]}"]["all"] == (3, 0)
    assert figures.needs.counts["listed"]["all"] == (3, 2)


def test_tasks_and_checks_are_counted(figures: AccountFigures) -> None:
    groups = {g.number: (g.done, g.late, g.done_late, g.tasks) for g in figures.tasks}
    assert (groups["1"], groups["2"]) == ((1, 0, 1, 1), (0, 1, 0, 1))
    assert [(x.title, x.deadline) for x in figures.late_tasks] == [
        ("Phát thanh", datetime.date(2026, 6, 30))
    ]
    assert figures.visits == VisitTotals(visits=2, households=2, tasks=1, settled=1, overdue=1)


def test_a_fall_of_nothing_misses_the_goal(figures: AccountFigures) -> None:
    """More than 2 points of 3 % leave less than 1 household of 100: none, so all 3 remain."""
    goal = next(g for g in figures.goals if g.goal.indicator == "poor_rate")
    assert goal.last is not None
    assert (goal.last.value, goal.last.fall, goal.last.target, goal.last.met) == (3, 0, 2, False)
    assert goal.remains == 3


# Other times ---------------------------------------------------------------------------------------
def test_six_months_tell_the_state_before_and_judge_nothing(commune: Db) -> None:
    play(commune)
    half = accounting.count(commune, begin(commune, AccountKind.HALF), datetime.date(2026, 7, 5))
    assert half.is_open
    assert (half.since, half.until) == (datetime.date(2026, 1, 1), datetime.date(2026, 6, 30))
    assert [p.year for p in half.series] == [2025]
    assert half.flows == ()
    assert half.needs_year == 2025
    assert [(s.helped, s.planned, s.escaped, dict(s.fates)) for s in half.sums] == [(3, 2, 0, {})]
    assert [(u.poor_before, u.poor_now) for u in half.units] == [(1, None), (2, None)]
    assert all(g.met is None and g.last is not None and g.last.is_open for g in half.goals)
    assert half.visits == VisitTotals(visits=1, households=2, overdue=1)
    assert half.in_year is not None
    assert InYear(kind="poor", households=0, people=0) in half.in_year


def test_a_period_adds_its_years(commune: Db) -> None:
    play(commune)
    found = accounting.count(commune, begin(commune, AccountKind.PERIOD, first=2025), TODAY)
    assert found.years == (2025, 2026)
    assert [f.year for f in found.flows] == [2025, 2026]
    assert [s.year for s in found.sums] == [2025, 2026]
    assert found.in_year is None
    assert found.amount == 50_000_000
    assert all(u.must is None for u in found.units)
    # Nothing is known of the end of 2024.
    assert all(u.poor_before is None and u.fall is None for u in found.units)


def test_an_unfinished_review_gives_no_result_of_the_year(commune: Db) -> None:
    from tests.services.made import POOR, add, key, open_rounds, residents

    open_rounds(commune, 2025, 2026)
    first, second = add(commune, "Bàn Văn An"), add(commune, "Bàn Văn Bình")
    key(commune, first, POOR, 2025)
    key(commune, second, POOR, 2025)
    key(commune, first, POOR, 2026)
    residents(commune, 2025)
    residents(commune, 2026)
    found = accounting.count(commune, begin(commune), TODAY)
    assert found.is_open
    assert found.flows == ()
    assert found.needs_year == 2025
    assert [u.poor_now for u in found.units] == [None]
    assert "poor_rate.2026" not in flat(found)


def test_without_totals_there_is_no_rate_and_no_guess(commune: Db) -> None:
    play(commune, totals=False)
    found = accounting.count(commune, begin(commune), TODAY)
    assert found.point(2026) is not None
    assert not any(name.startswith(("poor_rate", "near_poor_rate")) for name in flat(found))
    assert all(u.rate is None and u.met is None for u in found.units)
    assert flat(found)["poor.2026"] == 3


# Names of figures ------------------------------------------------------------------------------------
def test_every_number_has_one_name(figures: AccountFigures) -> None:
    found = flat(figures)
    assert found["flow.2026.poor.people.9"] == 8
    assert found["unit.Nà Bó.poor_now"] == 2
    assert found["measure.housing.amount"] == 40_000_000
    assert found[f"fate.2026.{CODES[1]}.gone_with"] == 1
    assert found["task.2.late"] == 1
    assert found["visit.overdue"] == 1
    assert found[f"need.deprived:{CODES[0]}.all.near_poor"] == 2
    assert found["sums.2026.escaped"] == 1
