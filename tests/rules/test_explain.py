"""The explanation says every number that decided, with its source, and recomputes nothing stored."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.review import Answers, HouseholdClass, Outcome
from desktop.domain.unit import Area
from desktop.paths import resources
from desktop.rules.classify import class_of, classify
from desktop.rules.derive import propose
from desktop.rules.explain import (
    VERDICTS,
    Explanation,
    Margin,
    elsewhere,
    explain,
    margins,
)
from desktop.rules.standard import parse_standard
from desktop.text import t

_PACKS = resources() / "standards"
STANDARD = parse_standard((_PACKS / "2022-2025.toml").read_bytes())
PRACTICE = parse_standard((_PACKS / "practice.toml").read_bytes())
YES = ("employment", "health_insurance", "water")
ANSWERS = Answers(
    b1_points=118,
    facts={"water": "other"},
    confirmed={d.code: d.code in YES for d in STANDARD.deprivations},
    notes={"water": "mạch lộ sau nhà"},
)


def verdict(made: Explanation) -> str:
    return t(made.verdict_key, **made.verdict_details)


def test_every_line_has_its_source_and_the_points_add_up() -> None:
    outcome = classify(ANSWERS, STANDARD, Area.RURAL)
    proposals = propose(STANDARD, (), ANSWERS.facts, datetime.date(2026, 10, 1))
    made = explain(ANSWERS, STANDARD, Area.RURAL, outcome, proposals)
    assert verdict(made) == "B1 không quá 140 và B2 từ 30 trở lên"
    assert (made.b1_points, made.b1_limit, made.b2_points, made.b2_limit) == (118, 140, 30, 30)
    assert [line.number for line in made.deprivations] == list(range(1, 13))
    assert sum(line.points for line in made.deprivations) == made.b2_points
    assert all(line.source and line.rule for line in made.deprivations)
    assert made.b1_source
    assert made.b2_source
    assert made.income_source
    water = made.deprivations[8]
    assert water.note == "mạch lộ sau nhà"
    assert water.proposal is proposals["water"]


@pytest.mark.parametrize(
    ("area", "b1", "sentence"),
    [
        (Area.URBAN, 175, "B1 không quá 175 và B2 từ 30 trở lên"),
        (Area.URBAN, 176, "B1 trên 175"),
        (Area.RURAL, 200, "B1 trên 140"),
    ],
)
def test_the_verdict_names_the_limits_of_the_area(area: Area, b1: int, sentence: str) -> None:
    answers = replace(ANSWERS, b1_points=b1)
    assert verdict(explain(answers, STANDARD, area, classify(answers, STANDARD, area))) == sentence


def test_every_class_has_a_verdict() -> None:
    assert set(VERDICTS) == {*HouseholdClass, None}
    details = explain(ANSWERS, STANDARD, Area.RURAL).verdict_details
    assert all(t(key, **details) for key in VERDICTS.values())
    assert t(VERDICTS[HouseholdClass.AVERAGE_LIVING_STANDARD], **details) == (
        "Thu nhập trên 1.500.000 đồng đến 2.250.000 đồng mỗi người một tháng"
    )


def test_a_draft_is_explained_as_far_as_it_goes() -> None:
    made = explain(Answers(b1_points=118, confirmed={"water": True}), STANDARD, Area.RURAL)
    assert made.household_class is None
    assert verdict(made) == "Chưa đủ câu trả lời để kết luận"
    assert [line.deprived for line in made.deprivations].count(None) == 11


def test_a_stored_outcome_is_shown_as_it_stands() -> None:
    stored = Outcome(
        household_class=HouseholdClass.NEAR_POOR,
        b1_points=99,
        b2_points=10,
        deprived=("toilet",),
        standard_id="2022-2025",
    )
    made = explain(ANSWERS, STANDARD, Area.RURAL, stored)
    assert (made.household_class, made.b1_points, made.b2_points) == (
        stored.household_class,
        99,
        10,
    )
    assert [line.code for line in made.deprivations if line.deprived] == ["toilet"]


def test_a_list_with_points_alone_does_not_pretend_to_know_the_deprivations() -> None:
    from_list = Outcome(
        household_class=HouseholdClass.POOR,
        b1_points=99,
        b2_points=40,
        deprived=(),
        standard_id="2022-2025",
    )
    made = explain(Answers(), STANDARD, Area.RURAL, from_list)
    assert {line.deprived for line in made.deprivations} == {None}


def test_an_outcome_of_another_standard_is_refused() -> None:
    outcome = classify(ANSWERS, STANDARD, Area.RURAL)
    with pytest.raises(ValueError, match="explained under practice"):
        explain(ANSWERS, PRACTICE, Area.RURAL, outcome)


def test_a_point_table_is_shown_item_by_item() -> None:
    chosen = {item.id: "middle" for item in PRACTICE.b1_items if item.id != "land"}
    made = explain(replace(ANSWERS, b1_points=None, b1_choices=chosen), PRACTICE, Area.URBAN)
    assert made.practice
    assert [line.points for line in made.b1_items].count(14) == 12
    assert [line.points for line in made.b1_items].count(None) == 1
    assert made.b1_points is None


# How near the limits -----------------------------------------------------------------------------
def near(b1: int, deprived: int) -> tuple[Margin, Margin]:
    codes = [d.code for d in STANDARD.deprivations]
    answers = Answers(b1_points=b1, confirmed={c: n < deprived for n, c in enumerate(codes)})
    one, other = margins(explain(answers, STANDARD, Area.RURAL), STANDARD)
    return one, other


POOR, NEAR, NOT = HouseholdClass.POOR, HouseholdClass.NEAR_POOR, HouseholdClass.NOT_POOR


@pytest.mark.parametrize(
    ("b1", "deprived", "by_b1", "other_b1", "by_b2", "other_b2"),
    [
        (118, 2, 23, NOT, 10, POOR),
        (140, 3, 1, NOT, -10, NEAR),
        (141, 3, -1, POOR, None, None),
        (160, 0, -20, NEAR, None, None),
        (0, 0, 141, NOT, 30, POOR),
        (90, 5, 51, NOT, -30, NEAR),
    ],
)
def test_the_smallest_change_that_gives_another_class(
    b1: int, deprived: int, by_b1: int, other_b1: HouseholdClass,
    by_b2: int | None, other_b2: HouseholdClass | None,
) -> None:  # fmt: skip
    one, other = near(b1, deprived)
    assert (one.by, one.other) == (by_b1, other_b1)
    assert (other.by, other.other) == (by_b2, other_b2)


def test_one_point_or_one_deprivation_more_or_less() -> None:
    at_limit, _ = near(140, 3)
    assert (at_limit.one_less, at_limit.one_more) == (POOR, NOT)
    _, last_before = near(100, 2)
    assert (last_before.one_less, last_before.one_more) == (NEAR, POOR)
    _, none_left = near(100, 0)
    assert none_left.one_less is None
    _, all_of_them = near(100, 12)
    assert all_of_them.one_more is None


@given(b1=st.integers(0, 300), deprived=st.integers(0, 12))
def test_a_margin_is_true_and_one_point_less_of_it_is_not_enough(b1: int, deprived: int) -> None:
    now = class_of(b1, 10 * deprived, STANDARD, Area.RURAL)
    one, other = near(b1, deprived)
    assert one.by is not None
    step = 1 if one.by > 0 else -1
    assert class_of(b1 + one.by, 10 * deprived, STANDARD, Area.RURAL) is one.other is not now
    assert class_of(b1 + one.by - step, 10 * deprived, STANDARD, Area.RURAL) is now
    if other.by is not None:
        step = 10 if other.by > 0 else -10
        b2 = 10 * deprived + other.by
        assert class_of(b1, b2, STANDARD, Area.RURAL) is other.other is not now
        assert class_of(b1, b2 - step, STANDARD, Area.RURAL) is now


def test_no_margin_while_it_is_open_or_where_no_points_decided() -> None:
    draft = explain(Answers(b1_points=100), STANDARD, Area.RURAL)
    assert margins(draft, STANDARD) == ()
    listed = Outcome(
        household_class=HouseholdClass.AVERAGE_LIVING_STANDARD, b1_points=100, b2_points=0,
        deprived=(), standard_id=STANDARD.id,
    )  # fmt: skip
    assert margins(explain(Answers(), STANDARD, Area.RURAL, listed), STANDARD) == ()


# The same answers under another standard -----------------------------------------------------------
NEXT = parse_standard((_PACKS / "2027-2030.toml").read_bytes())


def test_a_standard_that_is_not_known_whole_gives_its_gaps_and_no_number() -> None:
    told = elsewhere(ANSWERS, STANDARD, NEXT, Area.RURAL)
    assert told.household_class is None
    assert told.missing == NEXT.missing
    assert (told.b1_points, told.b2_points) == (None, None)
    assert told.income_vnd == 2_200_000


def test_a_total_of_one_table_is_no_answer_to_another() -> None:
    told = elsewhere(ANSWERS, STANDARD, PRACTICE, Area.RURAL)
    assert told.household_class is None
    assert [key for key, _ in told.lacking] == ["lacking-b1-items"]
    chosen = {i.id: i.options[0].id for i in PRACTICE.b1_items}
    items = replace(ANSWERS, b1_points=None, b1_choices=chosen)
    back = elsewhere(items, PRACTICE, STANDARD, Area.RURAL)
    assert [key for key, _ in back.lacking] == ["lacking-b1-total"]


def test_answers_that_reach_are_scored_by_the_other_standard() -> None:
    chosen = {i.id: i.options[-1].id for i in PRACTICE.b1_items}
    both = replace(ANSWERS, b1_choices=chosen)
    told = elsewhere(both, STANDARD, PRACTICE, Area.RURAL)
    expected = classify(both, PRACTICE, Area.RURAL)
    assert told.lacking == ()
    assert (told.household_class, told.b1_points, told.b2_points) == (
        expected.household_class, expected.b1_points, expected.b2_points,
    )  # fmt: skip


def test_open_answers_are_named() -> None:
    chosen = {i.id: i.options[0].id for i in PRACTICE.b1_items[1:]}
    draft = Answers(b1_choices=chosen, confirmed={"water": True})
    told = elsewhere(draft, PRACTICE, PRACTICE, Area.RURAL)
    assert {key for key, _ in told.lacking} == {"lacking-b1-some", "lacking-deprivations"}
    assert all(t(f"explain-{key}", **details) for key, details in told.lacking)
