"""Proposals follow the roster and the facts, and never guess."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.household import Person, Schooling, Work
from desktop.domain.vietnamese import age_on
from desktop.paths import resources
from desktop.rules.ages import OLDEST, possible_ages
from desktop.rules.derive import Proposal, propose, square_metres
from desktop.rules.standard import parse_standard
from desktop.text import t

STANDARD = parse_standard((resources() / "standards" / "2022-2025.toml").read_bytes())
ON = datetime.date(2026, 10, 15)
GROWN = {"schooling": Schooling.DONE_UPPER_SECONDARY, "insured": True, "work": Work.SELF_EMPLOYED}


def person(name: str, born: str = "1980", **more: object) -> Person:
    return Person(uid=name, name=name, born=born, **{**GROWN, **more})  # type: ignore[arg-type]


def child(name: str, born: str, **more: object) -> Person:
    return person(name, born, **{"schooling": None, "work": None, **more})


def say(code: str, *people: Person, facts: Mapping[str, str] | None = None) -> Proposal:
    return propose(STANDARD, people, facts or {}, ON)[code]


def sentence(proposal: Proposal) -> str:
    return t(proposal.reason_key, **proposal.details)


# Ages --------------------------------------------------------------------------------------------
def test_a_year_alone_allows_two_ages() -> None:
    assert list(possible_ages("2010", ON)) == [15, 16]
    assert list(possible_ages("2010-10", ON)) == [15, 16]
    assert list(possible_ages("2010-10-15", ON)) == [16]
    assert list(possible_ages("2010-10-16", ON)) == [15]
    assert list(possible_ages("2010", datetime.date(2026, 12, 31))) == [16]
    assert list(possible_ages("2026", ON)) == [0]


@pytest.mark.parametrize("born", ["", "2027", "2026-11", "2026-10-16"])
def test_an_unknown_or_coming_birth_allows_every_age(born: str) -> None:
    assert possible_ages(born, ON) == range(OLDEST + 1)


@given(st.dates(datetime.date(1900, 1, 1), ON), st.sampled_from([4, 7]))
def test_the_true_age_is_always_among_the_possible_ones(born: datetime.date, length: int) -> None:
    true = age_on(born.isoformat(), ON)
    assert true in possible_ages(born.isoformat()[:length], ON)
    assert list(possible_ages(born.isoformat(), ON)) == [true]


# Roster ------------------------------------------------------------------------------------------
def test_the_sentence_names_who_works_without_a_contract() -> None:
    lien = person("Bàn Thị Liên", "2008-03-12", work=Work.NO_CONTRACT)
    found = say("employment", person("Bàn Văn Tiến"), lien)
    assert found.deprived is True
    assert sentence(found) == "Liên làm thuê, không hợp đồng"


def test_jobless_and_hired_are_both_named() -> None:
    people = person("Tiến", work=Work.JOBLESS), person("Liên", work=Work.NO_CONTRACT)
    assert sentence(say("employment", *people)) == (
        "Liên làm thuê, không hợp đồng; Tiến chưa có việc làm"
    )


def test_steady_work_contract_and_not_working_are_no_deprivation() -> None:
    works = (Work.STEADY, Work.CONTRACT, Work.NOT_WORKING, Work.ALLOWANCE, Work.SELF_EMPLOYED)
    people = [person(w, work=w) for w in works]
    assert say("employment", *people).deprived is False


def test_work_not_asked_leaves_employment_open_but_pupils_and_children_do_not() -> None:
    pupil = person("Hưng", "2009-01-01", schooling=Schooling.IN_UPPER_SECONDARY, work=None)
    assert say("employment", person("Tiến"), pupil, child("Duyên", "2021")).deprived is False
    assert say("employment", person("Tiến", work=None)).deprived is None


def test_work_of_a_child_or_of_unknown_age_is_left_to_the_official() -> None:
    for born in ("2012-01-01", "", "2010"):
        found = say("employment", person("Tiến"), person("Pao", born, work=Work.JOBLESS))
        assert found.deprived is None
        assert "Pao" in sentence(found)


def test_half_dependants_are_not_more_than_half() -> None:
    tien, may = person("Tiến"), person("Mấy")
    hung, duyen = child("Hưng", "2013-11-25"), child("Duyên", "2021-05-06")
    senh = person("Sếnh", "1949", work=Work.ALLOWANCE)
    lien = person("Liên", "2008-03-12")
    six = say("dependants", tien, may, lien, hung, duyen, senh)
    assert six.deprived is False
    assert sentence(six) == "3 trên 6 người phụ thuộc, không quá 50 %"
    assert say("dependants", tien, may, hung, duyen, senh).deprived is True


def test_dependants_stay_open_only_while_the_unknown_can_tip_it() -> None:
    unclear = person("Liên", "2010")  # fifteen or sixteen
    child_ = child("Hưng", "2013")
    assert say("dependants", person("Tiến"), child_, unclear).deprived is None
    assert say("dependants", person("Tiến"), person("Mấy"), unclear).deprived is False
    assert say("dependants", child_, child("Duyên", "2020"), unclear).deprived is True
    allowance_not_asked = person("Sếnh", "1949", work=None)
    assert say("dependants", allowance_not_asked).deprived is None


@given(st.integers(0, 8), st.integers(0, 8))
def test_dependants_are_counted_exactly(children: int, adults: int) -> None:
    people = [child(f"C{i}", "2020-01-01") for i in range(children)]
    people += [person(f"A{i}") for i in range(adults)]
    expected = None if not people else children > adults
    assert say("dependants", *people).deprived is expected


def test_health_insurance_asks_from_six_years_on() -> None:
    assert say("health_insurance", child("A", "2020-10-16", insured=False)).deprived is False
    assert say("health_insurance", child("A", "2020-10-15", insured=False)).deprived is True
    assert say("health_insurance", child("A", "2020", insured=False)).deprived is None
    assert say("health_insurance", child("A", "", insured=True)).deprived is False
    assert say("health_insurance", person("A", insured=None)).deprived is None


def test_one_uninsured_member_is_enough_whatever_else_is_unknown() -> None:
    found = say("health_insurance", person("A", insured=None), person("Vừ B", insured=False))
    assert (found.deprived, sentence(found)) == (True, "B chưa có thẻ bảo hiểm y tế")


@pytest.mark.parametrize(
    ("born", "schooling", "expected"),
    [
        ("2010-10-16", Schooling.DONE_PRIMARY, False),  # still fifteen
        ("2010-10-15", Schooling.DONE_PRIMARY, True),
        ("2010-10-15", Schooling.DONE_LOWER_SECONDARY, False),
        ("2008-10-16", Schooling.DONE_LOWER_SECONDARY, False),  # seventeen
        ("2008-10-15", Schooling.DONE_LOWER_SECONDARY, True),  # eighteen today
        ("2008-10-15", Schooling.IN_LOWER_SECONDARY, False),
        ("2008-10-15", Schooling.TRAINED_BY_EMPLOYER, False),
        ("2008-10-15", Schooling.DONE_VOCATIONAL, False),
        ("1995-10-16", Schooling.NEVER, True),  # thirty until tomorrow
        ("1995-10-15", Schooling.NEVER, False),  # thirty-one
        ("2008", Schooling.DONE_LOWER_SECONDARY, None),  # seventeen or eighteen
        ("2008", Schooling.DONE_PRIMARY, True),  # lacks it at either age
        ("1995", Schooling.NEVER, None),
        ("", Schooling.DONE_UPPER_SECONDARY, False),
        ("", Schooling.NEVER, None),
        ("2000", None, None),
        ("1970", None, False),
    ],
)
def test_adult_education_by_age_and_certificate(
    born: str, schooling: Schooling | None, expected: bool | None
) -> None:
    assert say("adult_education", person("A", born, schooling=schooling)).deprived is expected


@pytest.mark.parametrize(
    ("born", "schooling", "expected"),
    [
        ("2023-10-16", Schooling.NEVER, False),  # two
        ("2023-10-15", Schooling.NEVER, True),
        ("2021-01-01", Schooling.IN_KINDERGARTEN, False),
        ("2020-10-15", Schooling.IN_KINDERGARTEN, True),  # six today
        ("2020-10-15", Schooling.IN_PRIMARY, False),
        ("2020", Schooling.IN_PRIMARY, None),  # six, or five and ahead
        ("2014-10-15", Schooling.IN_PRIMARY, True),  # twelve
        ("2014-10-15", Schooling.IN_LOWER_SECONDARY, False),
        ("2015-01-01", Schooling.IN_LOWER_SECONDARY, None),  # eleven and ahead
        ("2011-01-01", Schooling.IN_UPPER_SECONDARY, None),
        ("2013-01-01", Schooling.DONE_PRIMARY, True),
        ("2010-10-15", Schooling.NEVER, False),  # sixteen
        ("2018", None, None),
        ("", Schooling.NEVER, None),
    ],
)
def test_child_schooling_by_age_and_level(
    born: str, schooling: Schooling | None, expected: bool | None
) -> None:
    found = say("child_schooling", child("A", born, schooling=schooling))
    assert found.deprived is expected
    assert found.seen is False


def test_a_child_ahead_of_its_age_is_named_as_such() -> None:
    found = say(
        "child_schooling", child("Páo", "2015-01-01", schooling=Schooling.IN_LOWER_SECONDARY)
    )
    assert sentence(found) == "Páo (11) học cao hơn cấp của tuổi, cần xem phiếu giấy"


def test_who_left_does_not_count() -> None:
    gone = person("Pao", insured=False, left_on=datetime.date(2026, 1, 1))
    assert say("health_insurance", person("Tiến"), gone).deprived is False


def test_two_of_the_same_given_name_are_called_by_their_whole_names() -> None:
    found = say("health_insurance", person("Bàn Thị Liên", insured=False), person("Triệu Liên"))
    assert sentence(found).startswith("Bàn Thị Liên ")


def test_nothing_is_said_of_a_household_without_members() -> None:
    assert all(p.deprived is None for p in propose(STANDARD, (), {}, ON).values())


# Facts -------------------------------------------------------------------------------------------
def test_two_of_three_parts_decide_without_the_third() -> None:
    bad, good = "not_durable", "durable"
    assert say("housing_quality", facts={"wall": bad, "roof": bad}).deprived is True
    assert say("housing_quality", facts={"wall": good, "roof": good}).deprived is False
    assert say("housing_quality", facts={"wall": good, "roof": bad}).deprived is None
    found = say("housing_quality", facts={"wall": good, "column": good, "roof": bad})
    assert (found.deprived, sentence(found)) == (False, "Chỉ mái không bền chắc, 1 trên 3 bộ phận")


def test_eight_square_metres_each_are_enough() -> None:
    two = person("A"), person("B")
    assert say("housing_area", *two, facts={"area": "16"}).deprived is False
    found = say("housing_area", *two, facts={"area": "15,99"})
    assert found.deprived is True
    assert sentence(found) == "15,99 m² chia 2 người: 7,9 m², dưới 8 m²"


@pytest.mark.parametrize("text", ["", "abc", "0", "-5", "1e9", "NaN", "1 000", "5,123", "٣"])
def test_an_area_that_is_no_number_is_open(text: str) -> None:
    assert square_metres(text) is None
    assert say("housing_area", person("A"), facts={"area": text}).deprived is None


def test_facts_propose_what_their_option_says() -> None:
    for deprivation in STANDARD.deprivations:
        if deprivation.derive != "answer":
            continue
        choice = deprivation.choices[0]
        assert say(deprivation.code).deprived is None
        assert say(deprivation.code, facts={choice.id: "no such option"}).deprived is None
        for option in choice.options:
            found = say(deprivation.code, facts={choice.id: option.id})
            assert found.deprived is option.deprived
            assert option.label in sentence(found)
            assert found.seen is (deprivation.seen and option.seen)


def test_an_option_from_memory_marks_its_proposal() -> None:
    assert say("toilet", facts={"toilet": "septic"}).seen is True
    assert say("toilet", facts={"toilet": "vip"}).seen is False


def test_nutrition_needs_an_answer_for_each_child_or_one_for_all() -> None:
    hung, duyen = child("Hưng", "2013"), child("Duyên", "2021")
    assert say("nutrition", person("Tiến")).deprived is False
    assert say("nutrition", hung, duyen).deprived is None
    assert say("nutrition", hung, duyen, facts={"nutrition:Hưng": "normal"}).deprived is None
    both = {"nutrition:Hưng": "normal", "nutrition:Duyên": "normal"}
    assert sentence(say("nutrition", hung, duyen, facts=both)) == "Hưng, Duyên đạt chuẩn"
    one = say("nutrition", hung, duyen, facts={"nutrition:Duyên": "stunted"})
    assert (one.deprived, sentence(one)) == (True, "Duyên suy dinh dưỡng")
    assert say("nutrition", hung, facts={"nutrition": "underweight"}).deprived is True
    assert (
        say("nutrition", child("Pao", "2010"), facts={"nutrition:Pao": "stunted"}).deprived is None
    )


# Of all ------------------------------------------------------------------------------------------
_person = st.builds(
    person,
    st.sampled_from(["Bàn Văn Tiến", "Liên", "", "Vừ Pao"]),
    st.sampled_from(
        ["", "1949", "1980", "1995", "2008", "2008-10", "2010", "2014", "2020", "2027"]
    ),
    schooling=st.sampled_from([None, *Schooling]),
    insured=st.sampled_from([None, True, False]),
    work=st.sampled_from([None, *Work]),
)
_facts = st.fixed_dictionaries(
    {},
    optional={
        c.id: st.sampled_from([*(o.id for o in c.options), "54,5", ""])
        for d in STANDARD.deprivations
        for c in d.choices
    },
)


@given(st.lists(_person, max_size=7), _facts)
def test_every_proposal_has_a_sentence(people: list[Person], facts: dict[str, str]) -> None:
    found = propose(STANDARD, people, facts, ON)
    assert list(found) == [d.code for d in STANDARD.deprivations]
    assert all(sentence(p) for p in found.values())


@given(st.lists(_person, min_size=1, max_size=5), st.sampled_from(["01-01", "06-15", "12-31"]))
def test_learning_a_birthday_never_turns_an_answer_round(people: list[Person], day: str) -> None:
    known = [
        Person(**{f: getattr(p, f) for f in p.__slots__} | {"born": f"{p.born}-{day}"})
        if len(p.born) == 4
        else p
        for p in people
        if p.born != "2027"
    ]
    before = propose(STANDARD, [p for p in people if p.born != "2027"], {}, ON)
    after = propose(STANDARD, known, {}, ON)
    for code, proposal in before.items():
        assert proposal.deprived in (None, after[code].deprived)
