"""Goals against series: worked by hand, at the very number, and by properties."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.planning import Aim, Goal, Indicator
from desktop.domain.review import Severity
from desktop.rules.apportion import apportion
from desktop.rules.goal_checks import findings, is_blocked
from desktop.rules.goals import GoalStanding, Seen, against, judge, most_poor, number, rate, typed

RATE = Goal(
    uid="g", office="02296", set_by="02296", indicator=Indicator.POOR_RATE, aim=Aim.FALL_LEAST,
    first=2022, last=2024, value=3.0,
)  # fmt: skip
COUNT = replace(RATE, indicator=Indicator.POOR_HOUSEHOLDS, value=30.0)
OWN = replace(RATE, indicator=Indicator.OWN, title="Xã đạt chuẩn", aim=Aim.AT_LEAST, value=5.0)


def rates(*poor: int, of: int = 1000, first: int = 2021, is_open: bool = False) -> dict[int, Seen]:
    """Poor of 1,000 from 2021 on; the last year may be open."""
    last = first + len(poor) - 1
    return {
        y: rate(y, n, of, is_open=is_open and y == last) for y, n in enumerate(poor, start=first)
    }


def met(found: GoalStanding) -> list[bool | None]:
    return [y.met for y in found.years]


# By hand -----------------------------------------------------------------------------------------
def test_each_year_falls_by_its_points_and_is_met_at_the_very_number() -> None:
    """20 %, 17 %, 14.1 %, 11 %: falls of 3, 2.9 and 3.1 points."""
    found = judge(RATE, rates(200, 170, 141, 110), 2024)
    assert [y.fall for y in found.years] == [3, Fraction(29, 10), Fraction(31, 10)]
    assert met(found) == [True, False, True]
    assert [y.most for y in found.years] == [170, 140, 111]
    assert (found.met, found.is_over, found.state) == (False, True, "missed")


def test_on_average_a_weak_year_is_made_good_by_a_strong_one() -> None:
    """3, 2.9 and 3.1 points are 3 on average; the weak year stays missed as a year."""
    found = judge(replace(RATE, aim=Aim.FALL_AVERAGE), rates(200, 170, 141, 110), 2024)
    assert met(found) == [True, False, True]
    assert (found.average, found.met, found.state) == (Fraction(3), True, "met")
    behind = judge(replace(RATE, aim=Aim.FALL_AVERAGE), rates(200, 170, 141), 2024)
    assert (behind.average, behind.met) == (Fraction(59, 20), False)
    assert behind.state == "behind"


def test_more_than_two_points_is_not_met_by_two() -> None:
    """10 % to 8 % is two points; 79 of 1,000 is more."""
    goal = replace(RATE, aim=Aim.FALL_MORE, value=2.0, first=2022, last=2022)
    missed, held = judge(goal, rates(100, 80), 2022), judge(goal, rates(100, 79), 2022)
    assert (missed.met, missed.remains) == (False, 1)
    assert (held.met, held.remains, held.state) == (True, 0, "met")


def test_a_year_has_its_own_target_where_one_is_set() -> None:
    goal = replace(RATE, targets={"2023": 2.5})
    found = judge(goal, rates(200, 170, 145, 115), 2024)
    assert [y.target for y in found.years] == [3.0, 2.5, 3.0]
    assert met(found) == [True, True, True]


def test_households_fall_by_households() -> None:
    seen = {y: number(y, n) for y, n in ((2021, 100), (2022, 70), (2023, 41), (2024, 11))}
    found = judge(COUNT, seen, 2024)
    assert [y.fall for y in found.years] == [30, 29, 30]
    assert met(found) == [True, False, True]
    assert [y.most for y in found.years] == [70, 40, 11]


def test_at_most_judges_the_value_of_the_year() -> None:
    """At most 14 %: of 1,000 households 140."""
    goal = replace(RATE, aim=Aim.AT_MOST, value=14.0)
    found = judge(goal, rates(200, 170, 141, 140), 2024)
    assert met(found) == [False, False, True]
    assert found.years[1].remains == 1
    assert found.state == "met"


def test_words_are_as_the_office_says() -> None:
    goal = replace(OWN, aim=Aim.WORDS, value=None)
    assert judge(goal, {}, 2024).state == "open"
    assert judge(goal, {2023: typed(2023, 0)}, 2023).state == "behind"
    assert judge(goal, {2023: typed(2023, 1)}, 2023).state == "met"
    assert judge(goal, {2024: typed(2024, 0)}, 2024).state == "missed"


# What is not judged ------------------------------------------------------------------------------
def test_an_open_year_is_not_judged_and_what_remains_counts_from_last_year() -> None:
    """170 of 1,000 less three points allow 140: 30 must leave, though only 12 are keyed as poor."""
    found = judge(RATE, rates(200, 170, 12, is_open=True), 2023)
    year = found.of_year(2023)
    assert year is not None
    assert (year.met, year.value, year.fall, year.why) == (None, None, None, "open")
    assert (year.most, year.remains) == (140, 30)


def test_a_year_not_begun_says_what_must_leave_by_last_years_total() -> None:
    found = judge(RATE, rates(200, 170), 2023)
    year = found.of_year(2023)
    assert year is not None
    assert (year.why, year.most, year.remains) == ("ahead", 140, 30)
    assert found.remains == 30
    late = found.of_year(2024)
    assert late is not None
    assert (late.why, late.most, late.remains) == ("ahead", None, None)


def test_after_an_open_year_nothing_is_said() -> None:
    found = judge(RATE, rates(200, 170, 12, is_open=True), 2024)
    year = found.of_year(2024)
    assert year is not None
    assert (year.most, year.remains) == (None, None)


def test_without_a_total_there_is_no_rate_and_no_verdict() -> None:
    seen = {2021: rate(2021, 200, 1000), 2022: rate(2022, 1, None)}
    year = judge(RATE, seen, 2022).years[0]
    assert (year.value, year.fall, year.met, year.most, year.why) == (
        None, None, None, None, "no_total",
    )  # fmt: skip


def test_without_the_year_before_a_fall_is_not_judged() -> None:
    found = judge(RATE, rates(170, first=2022), 2022)
    assert (found.years[0].met, found.years[0].why) == (None, "no_last")
    assert found.state == "open"


def test_a_typed_baseline_stands_in_for_the_year_before() -> None:
    """20.5 % typed; 175 of 1,000 is 17.5 %: three points."""
    found = judge(replace(RATE, baseline=20.5), rates(175, first=2022), 2022)
    assert (found.years[0].fall, found.years[0].met) == (Fraction(3), True)
    assert (found.baseline_year, found.baseline) == (2021, Fraction(41, 2))
    book = judge(replace(RATE, baseline=20.5), rates(200, 175), 2022)
    assert book.baseline == 20, "what the book counts goes before what was typed"


def test_at_zero_nothing_can_fall_and_nothing_is_missed() -> None:
    found = judge(RATE, rates(10, 0, 0), 2023)
    assert met(found) == [None, None, None]
    assert found.years[0].why == found.years[1].why == "none_left"
    assert found.state == "none_left"


def test_what_comes_after_the_asked_year_is_not_seen() -> None:
    assert judge(RATE, rates(200, 170, 141, 110), 2022) == judge(RATE, rates(200, 170), 2022)


# Properties --------------------------------------------------------------------------------------
_POOR = st.integers(0, 3000)
_GOALS = st.sampled_from([Fraction(1), Fraction(5, 2), Fraction(3), Fraction(40)])


@given(_POOR, st.integers(1, 3000), st.integers(1, 3000), _GOALS, st.booleans())
def test_the_largest_number_meets_the_goal_and_one_more_does_not(
    poor: int, before: int, now: int, goal: Fraction, strict: bool
) -> None:
    aim = Aim.FALL_MORE if strict else Aim.FALL_LEAST
    start = rate(2021, min(poor, before), before)
    assert start.value is not None
    most = most_poor(start.value, goal, now, strict=strict)

    def holds(count: int) -> bool | None:
        return against(start, rate(2022, count, now), goal, aim, is_rate=True).met

    assert holds(most) or most == 0
    assert not holds(most + 1)


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=6))
def test_an_average_over_all_years_is_the_mean_of_the_falls(poor: list[int]) -> None:
    goal = replace(RATE, aim=Aim.FALL_AVERAGE, last=2021 + len(poor) - 1)
    found = judge(goal, rates(*poor), goal.last)
    falls = [y.fall for y in found.years if y.fall is not None]
    assert found.average == sum(falls, Fraction(0)) / len(falls)


@given(_POOR, _POOR)
def test_what_remains_is_just_enough(before: int, now: int) -> None:
    start, end = rate(2021, before, 3000), rate(2022, now, 3000)
    found = against(start, end, Fraction(3), Aim.FALL_LEAST, is_rate=True)
    assert found.remains is not None
    after = rate(2022, now - found.remains, 3000)
    enough = against(start, after, Fraction(3), Aim.FALL_LEAST, is_rate=True)
    assert enough.met or after.count == 0
    assert (found.remains == 0) == (found.met or now == 0)


# Apportioning ------------------------------------------------------------------------------------
def test_shares_go_by_largest_remainder() -> None:
    """10 over 7, 7, 6 of 20: 3.5, 3.5, 3: the first two share one more, the earlier takes it."""
    assert apportion(10, [7, 7, 6]) == [4, 3, 3]
    assert apportion(0, [7, 7]) == [0, 0]
    assert apportion(5, []) == []
    assert apportion(30, [7, 0, 6]) == [7, 0, 6], "never more than there are"


@given(st.lists(st.integers(0, 400), max_size=30), st.integers(0, 5000))
def test_shares_sum_to_the_whole_and_stay_within_each_part(parts: list[int], total: int) -> None:
    shares = apportion(total, parts)
    assert sum(shares) == min(total, sum(parts))
    assert all(0 <= share <= part for share, part in zip(shares, parts, strict=True))
    if total <= sum(parts):
        exact = [Fraction(total * p, sum(parts) or 1) for p in parts]
        assert all(abs(s - e) < 1 for s, e in zip(shares, exact, strict=True))


# Findings ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("goal", "code", "blocks"),
    [
        (replace(RATE, value=100.5), "goal-above-100", True),
        (replace(RATE, targets={"2023": 130.0}), "goal-above-100", True),
        (replace(RATE, baseline=101.0), "goal-above-100", True),
        (replace(RATE, value=-1.0), "goal-negative", True),
        (replace(RATE, value=float("inf")), "goal-too-large", True),
        (replace(RATE, baseline=float("nan")), "goal-too-large", True),
        (replace(RATE, value=None), "goal-no-value", True),
        (replace(RATE, first=2026, last=2025), "goal-years-turned", True),
        (replace(RATE, first=1980, last=1981), "goal-years-odd", True),
        (replace(RATE, last=2060), "goal-years-odd", True),
        (replace(RATE, baseline_year=2022), "goal-baseline-late", True),
        (replace(COUNT, value=2.5), "goal-not-whole", True),
        (replace(OWN, title=" "), "goal-no-title", True),
        (replace(COUNT, indicator=Indicator.DEPRIVED_HOUSEHOLDS), "goal-no-deprivation", True),
        (replace(RATE, targets={"2027": 2.0}), "goal-target-outside", False),
        (RATE, "goal-no-baseline", False),
        (replace(RATE, baseline=5.0), "goal-beyond", False),
    ],
)
def test_what_speaks_against_a_goal(goal: Goal, code: str, blocks: bool) -> None:
    found = findings(goal)
    assert code in {f.code for f in found}
    assert is_blocked(found) is blocks


@pytest.mark.parametrize(
    "goal",
    [
        replace(RATE, baseline=20.0),
        replace(RATE, value=100.0, aim=Aim.AT_MOST),
        replace(OWN, value=150.0),
        replace(OWN, value=None, aim=Aim.WORDS),
    ],
)
def test_nothing_speaks_against_a_sound_goal(goal: Goal) -> None:
    assert findings(goal) == ()


def test_a_baseline_that_contradicts_the_book_is_told_with_both_numbers() -> None:
    found = findings(replace(RATE, baseline=21.0), seen=rates(200))
    assert [f.code for f in found] == ["goal-baseline-contradicts"]
    assert found[0].severity is Severity.WARNING
    assert (found[0].details["book"], found[0].details["typed"]) == (20.0, 21.0)
    rounded = {2021: rate(2021, 50049, 213000)}  # 23.4972 %
    assert findings(replace(RATE, baseline=23.5), seen=rounded) == ()


def _beside(goal: Goal, *others: Goal) -> list[str]:
    return [f.code for f in findings(goal, others=others, seen=rates(200))]


def test_goals_of_one_indicator_and_year_are_compared() -> None:
    other = replace(RATE, uid="other")
    assert _beside(RATE, other) == ["goal-twice"]
    assert _beside(RATE, replace(other, value=2.5)) == ["goal-contradicts"]
    assert _beside(RATE, replace(other, first=2025, last=2026)) == []
    assert _beside(RATE, replace(other, indicator=Indicator.NEAR_POOR_RATE)) == []
    assert _beside(RATE, replace(other, aim=Aim.AT_MOST, value=12.0)) == []


def test_weaker_than_the_office_above_is_a_warning_stronger_is_none() -> None:
    above = replace(RATE, uid="above", set_by="08", value=3.5)
    assert _beside(RATE, above) == ["goal-weaker"]
    assert _beside(replace(RATE, value=4.0), above) == []
    strict = replace(above, aim=Aim.FALL_MORE, value=3.0)
    assert _beside(RATE, strict) == ["goal-weaker"], "at least 3 is weaker than more than 3"
    most = replace(RATE, aim=Aim.AT_MOST, value=9.0)
    assert _beside(most, replace(most, uid="above", set_by="08", value=8.0)) == ["goal-weaker"]
