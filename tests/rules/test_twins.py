"""The likeness of two records: symmetric, sure of what is the same, deaf to common names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.blocking import LARGEST, candidates, homes_alike, likely
from desktop.rules.twins import (
    THRESHOLD,
    Names,
    Score,
    Sketch,
    couples,
    score,
    score_households,
    sketch,
)

COMMON = ("Nguyễn Văn An", "Nguyễn Thị Hoa", "Nguyễn Văn Hùng", "Trần Thị Lan", "Lê Văn Nam")
RARE = ("Sùng A Páo", "Bàn Mùi Pham", "Triệu Tòn Chản", "Hoàng Văn Sình")
REGISTER = Names.of(
    [*((name, 300) for name in COMMON), *((name, 1) for name in RARE), ("Ma Văn Quý", 80)]
)
NAMES = st.sampled_from([*COMMON, *RARE, "Ma Văn Quý", "Ma Văn Quí", "Ma Thị Quy", "Ma Quý", "Páo"])
BORN = st.sampled_from(["", "1980", "1980-07", "1980-07-05", "1980-05-07", "1981-01-01", "1964"])
IDS = st.sampled_from(["", "008080000001", "008080000002", "8080000001", "070123456"])
SEX = st.sampled_from(["", "male", "female"])
VILLAGES = st.sampled_from(["", "02296 na bo", "02296 khuoi trang"])
RELATIONS = st.sampled_from(["", "Chủ hộ", "Con"])


@st.composite
def people(draw: st.DrawFn, home: str = "h") -> Sketch:
    return sketch(
        f"{home}-{draw(st.integers(0, 10**9))}", home, draw(NAMES), born=draw(BORN), sex=draw(SEX),
        citizen_id=draw(IDS), village=draw(VILLAGES), relation=draw(RELATIONS),
    )  # fmt: skip


def man(name: str = "Ma Văn Quý", **more: str) -> Sketch:
    values = {"born": "1980-07-05", "sex": "male", "village": "02296 na bo", "relation": "Chủ hộ"}
    return sketch("a", "A", name, **{**values, **more})


def points(a: Sketch, b: Sketch) -> int:
    return score(a, b, REGISTER).points


def codes(found: Score) -> list[str]:
    return [reason.code for reason in found.reasons]


# Two persons -------------------------------------------------------------------------------------
@given(people(), people())
def test_the_order_of_two_records_does_not_matter(a: Sketch, b: Sketch) -> None:
    assert score(a, b, REGISTER) == score(b, a, REGISTER)
    assert 0 <= points(a, b) <= 100


@given(people())
def test_a_record_and_its_copy_are_one(one: Sketch) -> None:
    copy = replace(one, uid="copy", home="elsewhere")
    if one.citizen_id or len(one.born) == 10:
        assert points(one, copy) == 100
    assert points(one, copy) >= points(one, replace(copy, sex="", relation="", village=""))


@pytest.mark.parametrize("name", COMMON)
@pytest.mark.parametrize("born", ["", "1980", "1980-01-01"])
def test_a_common_name_is_no_evidence_even_in_one_village(name: str, born: str) -> None:
    assert points(man(name, born=born), man(name, born=born)) < THRESHOLD


@pytest.mark.parametrize("name", RARE)
def test_a_rare_name_with_the_year_is_worth_a_look(name: str) -> None:
    found = score(man(name, born="1980"), man(name, born="1980"), REGISTER)
    assert found.points >= THRESHOLD
    assert {"name-same", "born-year", "village-same"} <= set(codes(found))


@given(people(), people(), st.sampled_from(["008080000001", "008075000003"]))
def test_one_number_is_nearly_certain_whatever_else_is_said(
    a: Sketch, b: Sketch, number: str
) -> None:
    same = score(replace(a, citizen_id=number), replace(b, citizen_id=number), REGISTER)
    assert same.points >= 85
    assert codes(same)[0] == "id-same"


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"citizen_id": "008080000001"}, {"citizen_id": "8080000001"}),
        ({"citizen_id": "8080000001"}, {"citizen_id": "008080000002"}),
        ({"citizen_id": "008080000002"}, {"citizen_id": ""}),
        ({"citizen_id": ""}, {"citizen_id": "008099777777"}),
        ({"born": "1980-07-05"}, {"born": "1980-05-07"}),
        ({"born": "1980-05-07"}, {"born": "1980"}),
        ({"born": "1980-07"}, {"born": "1980"}),
        ({"born": "1980"}, {"born": ""}),
        ({"born": ""}, {"born": "1962"}),
        ({"sex": "male"}, {"sex": ""}),
        ({"sex": ""}, {"sex": "female"}),
        ({"village": "02296 na bo"}, {"village": "02296 ban ke"}),
        ({"name": "Ma Văn Quý"}, {"name": "Ma Văn Quỳ"}),
        ({"name": "Ma Văn Quỳ"}, {"name": "Ma Văn Quyt"}),
        ({"name": "Ma Văn Quyt"}, {"name": "Ma Văn Sình"}),
        ({"name": "Ma Quý"}, {"name": "Ma Thị Quý"}),
    ],
)
def test_what_agrees_more_never_scores_less(better: dict[str, str], worse: dict[str, str]) -> None:
    one = man(citizen_id="008080000001")
    assert points(one, man(**better)) >= points(one, man(**worse))
    if "name" in better or "born" in better:  # below the 100 at which everything ends
        bare = {"relation": "", "sex": "", "village": ""}
        assert points(man(**bare), man(**bare | better)) > points(man(**bare), man(**bare | worse))


@given(people(), people())
def test_learning_that_a_name_is_rarer_never_lowers_the_score(a: Sketch, b: Sketch) -> None:
    usual = Names.of([("Ma Văn Quý", 5000), ("Sùng A Páo", 5000)])
    rare = Names.of([("Xồng Bá Tểnh", 10_000)])
    assert score(a, b, rare).points >= score(a, b, usual).points


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (man("Ma Văn Qúy"), "name-same"),
        (man("Ma Văn Quỳ"), "name-tones"),
        (man("Ma Văn Quyt"), "name-near"),
        (man("Ma Quý"), "name-part"),
        (man("Lò Văn Sình"), "name-differs"),
        (man(born="1980-05-07"), "born-swapped"),
        (man(born="1981-07-05"), "born-near"),
        (man(born="1980"), "born-year"),
        (man(born="1955"), "born-differs"),
        (man(sex="female"), "sex-differs"),
        (man(citizen_id="080800000012"), "id-differs"),
        (man(citizen_id="008080000011"), "id-near"),
        (man(citizen_id="080080000001"), "id-near"),
        (man(citizen_id="8080000001"), "id-zero"),
    ],
)
def test_reasons_name_what_agrees_and_what_does_not(other: Sketch, code: str) -> None:
    one = man(citizen_id="008080000001")
    assert code in codes(score(one, other, REGISTER))
    assert code in codes(score(other, one, REGISTER))


def test_siblings_are_two_people() -> None:
    older = man("Ma Văn Hùng", born="2010-03-04", citizen_id="008210000004", relation="Con")
    twin = man("Ma Văn Dũng", born="2010-03-04", citizen_id="008210000005", relation="Con")
    assert points(older, twin) < THRESHOLD


def test_an_old_number_and_a_citizen_id_neither_agree_nor_differ() -> None:
    found = score(man(citizen_id="070123456"), man(citizen_id="008080000001"), REGISTER)
    assert not any(code.startswith("id") for code in codes(found))
    assert found.points >= THRESHOLD


# Two households ----------------------------------------------------------------------------------
def family(home: str, *members: str, **more: str) -> tuple[Sketch, ...]:
    return tuple(
        replace(
            man(name, born=f"19{60 + 7 * n}-03-1{n}", relation="Con" if n else "Chủ hộ", **more),
            uid=f"{home}{n}", home=home,
        )
        for n, name in enumerate(members)
    )  # fmt: skip


def test_a_household_and_its_copy_are_one() -> None:
    a, b = family("A", *COMMON[:4]), family("B", *COMMON[:4])
    found = score_households(a, b, REGISTER)
    assert found.points == 100
    assert found.reasons[-1].code == "members"
    assert found.reasons[-1].count == 3
    assert score_households(b, a, REGISTER) == found


def test_namesakes_with_other_people_are_two_households() -> None:
    a = tuple(replace(p, born=p.born[:4]) for p in family("A", "Ma Văn Quý", "Lò Thị Én", "Ma Én"))
    b = tuple(
        replace(p, born=p.born[:4]) for p in family("B", "Ma Văn Quý", "Hà Thị Tư", "Ma Văn Bảy")
    )
    assert score_households(a, b, REGISTER).points < THRESHOLD


def test_another_head_of_the_same_people_is_still_one_household() -> None:
    a = family("A", "Sùng A Páo", "Bàn Mùi Pham", "Sùng A Sì")
    b = (replace(a[1], uid="B1", home="B", relation="chu ho"), replace(a[2], uid="B2", home="B"))
    found = score_households(a, b, REGISTER)
    assert found.points >= THRESHOLD
    assert codes(found)[0] == "head-other"


def test_a_son_who_split_off_leaves_two_households() -> None:
    a = family("A", "Sùng A Páo", "Bàn Mùi Pham", "Sùng A Sì")
    wife, child = family("B", "x", "Lò Thị Én", "Sùng Thị Ca")[1:]
    son = replace(a[2], uid="B0", home="B", relation="chu ho")
    assert score_households(a, (son, wife, child), REGISTER).points < THRESHOLD


@given(st.integers(1, 4))
def test_more_members_in_common_never_score_less(common: int) -> None:
    mine = ("Ma Văn Quý", "Lò Thị Én", "Ma Văn Bảy", "Ma Thị Tám", "Ma Văn Út")
    other = ("Hà Thị Ba", "Hà Văn Tư", "Hà Thị Năm", "Hà Văn Sáu")
    a = family("A", *mine)

    def shared(n: int) -> int:
        b = family("B", *mine[: 1 + n], *other[n:])
        return score_households(a, b, REGISTER).points

    assert shared(common) >= shared(common - 1)


def test_nobody_is_matched_twice() -> None:
    a, b = family("A", "Ma Văn Quý", "Ma Văn Quý"), family("B", "Ma Văn Quý")
    assert len(couples(a, b, REGISTER)) == 1


def test_an_empty_household_is_like_none() -> None:
    assert score_households((), family("B", "Ma Văn Quý"), REGISTER).points == 0


# Finding them among many -------------------------------------------------------------------------
@pytest.mark.parametrize(
    "spoilt",
    [
        man("Ma Văn Quyt", citizen_id="008080000001"),
        man("Ma Văn Qúy", born="1980-05-07"),
        man("Ma Văn Quý", born="1955-07-05"),
        man("Ma Văn Quý", village="02296 ban ke"),
        man("Ma Thị Quý"),
        man("Ma Văn Quyt"),
        man("Lò Văn Quý", citizen_id="8080000001", born="1955", village=""),
    ],
)
def test_every_usual_error_leaves_a_key_that_finds_the_pair(spoilt: Sketch) -> None:
    one = man(citizen_id="008080000001")
    assert candidates([one, replace(spoilt, uid="b", home="B")]) == {(0, 1)}


def test_members_of_one_household_are_not_compared() -> None:
    assert candidates(family("A", "Ma Văn Quý", "Ma Văn Quý")) == set()


def test_a_name_that_everybody_has_is_no_key() -> None:
    crowd = [replace(man(born=""), uid=str(n), home=str(n)) for n in range(LARGEST + 1)]
    assert candidates(crowd) == set()
    assert candidates(crowd[:2]) == {(0, 1)}


def test_households_are_found_by_the_people_in_both() -> None:
    a = family("A", "Sùng A Páo", "Bàn Mùi Pham")
    b = tuple(replace(p, uid=f"b{p.uid}", home="B") for p in a)
    stranger = family("C", "Lò Thị Én")
    everybody = [*stranger, *b, *a]
    found = homes_alike(
        likely(everybody, candidates(everybody), REGISTER), {"A": a, "B": b, "C": stranger}
    )
    assert [(one.left, one.right, one.score.points) for one in found] == [("A", "B", 100)]
