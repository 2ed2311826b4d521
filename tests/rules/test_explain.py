"""The explanation says every number that decided, with its source, and recomputes nothing stored."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from desktop.domain.review import Answers, HouseholdClass, Outcome
from desktop.domain.unit import Area
from desktop.paths import resources
from desktop.rules.classify import classify
from desktop.rules.derive import propose
from desktop.rules.explain import VERDICTS, Explanation, explain
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
