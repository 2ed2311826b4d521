"""Points become classes at exactly the limits of the law, and the screen knows what is settled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.review import Answers, HouseholdClass
from desktop.domain.unit import Area
from desktop.paths import resources
from desktop.rules.classify import b1_total, classify, limits, standing
from desktop.rules.derive import Proposal
from desktop.rules.standard import parse_standard

POOR, NEAR, NOT = HouseholdClass.POOR, HouseholdClass.NEAR_POOR, HouseholdClass.NOT_POOR
_PACKS = resources() / "standards"
STANDARD = parse_standard((_PACKS / "2022-2025.toml").read_bytes())
PRACTICE = parse_standard((_PACKS / "practice.toml").read_bytes())
COMING = parse_standard((_PACKS / "2027-2030.toml").read_bytes())
CODES = [d.code for d in STANDARD.deprivations]


def confirmed(count: int) -> dict[str, bool]:
    return {code: i < count for i, code in enumerate(CODES)}


@pytest.mark.parametrize(
    ("area", "b1", "deprivations", "expected"),
    [
        (Area.RURAL, 140, 3, POOR),
        (Area.RURAL, 140, 2, NEAR),
        (Area.RURAL, 141, 12, NOT),
        (Area.RURAL, 0, 12, POOR),
        (Area.RURAL, 0, 0, NEAR),
        (Area.URBAN, 175, 3, POOR),
        (Area.URBAN, 175, 2, NEAR),
        (Area.URBAN, 176, 3, NOT),
        (Area.URBAN, 141, 3, POOR),
    ],
)
def test_classes_at_the_limits(
    area: Area, b1: int, deprivations: int, expected: HouseholdClass
) -> None:
    answers = Answers(b1_points=b1, confirmed=confirmed(deprivations))
    outcome = classify(answers, STANDARD, area)
    assert outcome.household_class is expected
    assert outcome.b2_points == 10 * deprivations
    assert outcome.deprived == tuple(CODES[:deprivations])
    assert outcome.standard_id == "2022-2025"


def test_an_incomplete_sheet_is_never_classified() -> None:
    eleven = dict.fromkeys(CODES[:11], True)
    for answers in (
        Answers(b1_points=118, confirmed=eleven),
        Answers(confirmed=confirmed(3)),
        Answers(b1_points=118),
    ):
        with pytest.raises(ValueError, match="not complete"):
            classify(answers, STANDARD, Area.RURAL)


def test_a_standard_without_limits_classifies_nothing() -> None:
    with pytest.raises(ValueError, match="2027-2030"):
        limits(COMING, Area.RURAL)
    with pytest.raises(ValueError, match="2027-2030"):
        classify(Answers(b1_points=0), COMING, Area.RURAL)


def test_answers_of_another_standard_are_passed_over() -> None:
    answers = Answers(b1_points=118, confirmed=confirmed(2) | {"a_later_one": True})
    assert classify(answers, STANDARD, Area.RURAL).b2_points == 20


# B1 ----------------------------------------------------------------------------------------------
def test_without_a_table_the_keyed_total_counts() -> None:
    answers = Answers(b1_points=118, b1_choices={"members": "high"})
    assert b1_total(answers, STANDARD, Area.RURAL) == 118
    assert b1_total(Answers(), STANDARD, Area.RURAL) is None


def test_a_table_is_added_up_by_area_and_only_when_whole() -> None:
    middle = {item.id: "middle" for item in PRACTICE.b1_items}
    assert b1_total(Answers(b1_choices=middle), PRACTICE, Area.RURAL) == 11 * 13
    assert b1_total(Answers(b1_choices=middle), PRACTICE, Area.URBAN) == 14 * 13
    without = {k: v for k, v in middle.items() if k != "land"}
    assert b1_total(Answers(b1_choices=without, b1_points=99), PRACTICE, Area.RURAL) is None
    unknown = middle | {"land": "no such option"}
    assert b1_total(Answers(b1_choices=unknown), PRACTICE, Area.RURAL) is None


def test_the_keyed_total_stands_where_the_table_was_not_touched() -> None:
    assert b1_total(Answers(b1_points=99), PRACTICE, Area.RURAL) == 99


# The running result ------------------------------------------------------------------------------
def test_nothing_is_settled_before_b1() -> None:
    now = standing(Answers(confirmed=confirmed(12)), STANDARD, Area.RURAL)
    assert (now.settled, now.household_class, now.expected) == (False, None, None)


def test_above_the_limit_nothing_else_matters() -> None:
    now = standing(Answers(b1_points=141), STANDARD, Area.RURAL)
    assert (now.settled, now.household_class) == (True, NOT)
    assert len(now.open_codes) == 12


def test_the_sheet_of_the_mockup_is_settled_with_four_open() -> None:
    yes = ("employment", "health_insurance", "adult_education")
    keyed = {code: code in yes for code in CODES[:8]}
    proposals = {
        "water": Proposal(True, "reason-answered"),
        "toilet": Proposal(True, "reason-answered"),
        "telecom": Proposal(None, "reason-not-answered"),
        "information": Proposal(False, "reason-answered"),
    }
    answers = Answers(b1_points=118, confirmed=keyed)
    now = standing(answers, STANDARD, Area.RURAL, proposals)
    assert (now.household_class, now.settled) == (POOR, True)
    assert (now.b1_points, now.b1_limit, now.b2_points, now.b2_limit) == (118, 140, 30, 30)
    assert now.deprived == yes
    assert (now.proposed, now.b2_proposed) == (("water", "toilet"), 20)
    assert now.open_codes == ("water", "toilet", "telecom", "information")


def test_expected_waits_for_a_proposal_that_matters() -> None:
    keyed = {code: i < 2 for i, code in enumerate(CODES[:10])}
    answers = Answers(b1_points=118, confirmed=keyed)
    no, unclear = Proposal(False, "reason-answered"), Proposal(None, "reason-not-answered")
    yes = Proposal(True, "reason-answered")
    open_ = standing(answers, STANDARD, Area.RURAL, {"telecom": no, "information": unclear})
    assert (open_.household_class, open_.expected) == (None, None)
    near = standing(answers, STANDARD, Area.RURAL, {"telecom": no, "information": no})
    assert (near.household_class, near.expected) == (None, NEAR)
    poor = standing(answers, STANDARD, Area.RURAL, {"telecom": yes, "information": unclear})
    assert poor.expected is POOR


_answers = st.dictionaries(st.sampled_from(CODES), st.booleans())
_b1 = st.one_of(st.sampled_from([139, 140, 141, 174, 175, 176]), st.integers(0, 300))


@given(_b1, _answers, st.lists(st.booleans(), min_size=12, max_size=12), st.sampled_from(Area))
def test_settled_means_that_no_further_answer_changes_the_class(
    b1: int, keyed: dict[str, bool], rest: list[bool], area: Area
) -> None:
    now = standing(Answers(b1_points=b1, confirmed=keyed), STANDARD, area)
    whole = dict(zip(CODES, rest, strict=True)) | keyed
    outcome = classify(Answers(b1_points=b1, confirmed=whole), STANDARD, area)
    if now.settled:
        assert outcome.household_class is now.household_class
    else:
        # And unsettled means that both outcomes are still there.
        ends = {
            classify(
                Answers(b1_points=b1, confirmed={c: keyed.get(c, fill) for c in CODES}),
                STANDARD,
                area,
            ).household_class
            for fill in (True, False)
        }
        assert ends == {POOR, NEAR}


@given(_b1, _answers, st.sampled_from(CODES), st.sampled_from(Area))
def test_one_more_deprivation_never_makes_a_household_better_off(
    b1: int, keyed: dict[str, bool], code: str, area: Area
) -> None:
    whole = {c: keyed.get(c, False) for c in CODES}
    rank = {NOT: 0, NEAR: 1, POOR: 2}
    less = classify(Answers(b1_points=b1, confirmed=whole), STANDARD, area)
    more = classify(Answers(b1_points=b1, confirmed=whole | {code: True}), STANDARD, area)
    assert rank[more.household_class] >= rank[less.household_class]
