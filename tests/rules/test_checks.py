"""Findings: what blocks, what warns, what informs, and that each has its sentence and its cure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import replace

import pytest

from desktop.domain.household import HEAD, Household, IdState, Person, Schooling, Sex, Work
from desktop.domain.review import (
    Answers,
    EventKind,
    Finding,
    HouseholdClass,
    Outcome,
    Review,
    ReviewState,
    RoundKind,
    Severity,
)
from desktop.domain.unit import Area
from desktop.paths import resources
from desktop.rules.checks import B1_JUMP, Around, SamePerson, findings
from desktop.rules.classify import classify
from desktop.rules.standard import Standard, parse_standard
from desktop.text import t

_PACKS = resources() / "standards"
STANDARD = parse_standard((_PACKS / "2022-2025.toml").read_bytes())
PRACTICE = parse_standard((_PACKS / "practice.toml").read_bytes())
TODAY = datetime.date(2026, 11, 9)
BLOCKING, WARNING, NOTE = Severity.BLOCKING, Severity.WARNING, Severity.NOTE

TIEN = Person(
    uid="1",
    name="Bàn Văn Tiến",
    relation=HEAD,
    sex=Sex.MALE,
    born="1984-02-14",
    ethnic_group="Dao",
    citizen_id="008084001327",
    id_state=IdState.KNOWN,
    schooling=Schooling.DONE_LOWER_SECONDARY,
    insured=True,
    work=Work.SELF_EMPLOYED,
)
MAY = replace(
    TIEN,
    uid="2",
    name="Triệu Thị Mấy",
    relation="Vợ",
    sex=Sex.FEMALE,
    born="1986",
    citizen_id="008186002415",
)
FACTS = {
    "wall": "durable", "column": "durable", "roof": "not_durable", "area": "54",
    "water": "tap", "toilet": "septic", "telecom": "used", "information": "smartphone",
}  # fmt: skip
CLEAN = Answers(
    b1_points=118,
    facts=FACTS,
    confirmed={d.code: False for d in STANDARD.deprivations},
    causes=("land",),
    reviewed_on=datetime.date(2026, 10, 15),
)


def household(*members: Person) -> Household:
    return Household(
        uid="h", number="0417", commune_code="02296", list_version="2025", village="Lung Luông",
        members=members,
    )  # fmt: skip


def look(
    answers: Answers = CLEAN,
    members: Iterable[Person] = (TIEN, MAY),
    standard: Standard = STANDARD,
    last: Review | None = None,
    around: Around | None = None,
) -> list[Finding]:
    return findings(household(*members), answers, standard, Area.RURAL, TODAY, last, around)


def last_year(b1: int = 118, people: int = 2, standard_id: str = "2022-2025") -> Review:
    outcome = Outcome(
        household_class=HouseholdClass.NEAR_POOR,
        b1_points=b1,
        b2_points=0,
        deprived=(),
        standard_id=standard_id,
    )
    return Review(
        uid="r", household_uid="h", year=2025, kind=RoundKind.PERIODIC,
        state=ReviewState.COMPLETE, area=Area.RURAL, people=people, village="Lung Luông",
        outcome=outcome,
    )  # fmt: skip


def with_answers(**changed: object) -> list[Finding]:
    return look(replace(CLEAN, **changed))  # type: ignore[arg-type]


def with_wife(**changed: object) -> list[Finding]:
    return look(members=(TIEN, replace(MAY, **changed)))  # type: ignore[arg-type]


def with_head(**changed: object) -> list[Finding]:
    return look(members=(replace(TIEN, **changed), MAY))  # type: ignore[arg-type]


def without(code: str) -> dict[str, bool]:
    return {c: v for c, v in CLEAN.confirmed.items() if c != code}


def test_a_clean_sheet_has_no_finding() -> None:
    assert look(last=last_year()) == []


GONE = replace(MAY, uid="9", citizen_id="", left_on=datetime.date(2026, 9, 1))
CHILDREN = tuple(
    replace(MAY, uid=f"c{n}", name=f"Bàn Thị {n}", relation="Con", born="2018", citizen_id="")
    for n in range(2)
)


def _stands_elsewhere(*, sure: bool) -> Around:
    other = SamePerson(number="0417", head_name="Ma Văn Quý", village="Nà Bó", sure=sure)
    return Around(elsewhere={"2": other})


FOUND = {
    "no-member": (BLOCKING, "members", look(members=())),
    "no-head": (BLOCKING, "member:1:relation", with_head(relation="Chồng")),
    "two-heads": (BLOCKING, "member:2:relation", with_wife(relation="chủ hộ")),
    "name-missing": (BLOCKING, "member:2:name", with_wife(name=" ")),
    "b1-missing": (BLOCKING, "b1", with_answers(b1_points=None)),
    "b1-negative": (BLOCKING, "b1", with_answers(b1_points=-1)),
    "b1-items-open": (
        BLOCKING,
        "b1:dependants",
        look(replace(CLEAN, b1_choices={"members": "low"}), standard=PRACTICE),
    ),
    "deprivations-open": (
        BLOCKING,
        "deprivation:toilet",
        with_answers(confirmed=without("toilet")),
    ),
    "reviewed-on-missing": (BLOCKING, "reviewed_on", with_answers(reviewed_on=None)),
    "reviewed-on-future": (
        BLOCKING,
        "reviewed_on",
        with_answers(reviewed_on=datetime.date(2026, 11, 10)),
    ),
    "citizen-id-length": (BLOCKING, "member:2:citizen_id", with_wife(citizen_id="0818600241")),
    "citizen-id-lost-zero": (
        BLOCKING,
        "member:2:citizen_id",
        with_wife(citizen_id="08186002415"),
    ),
    "citizen-id-old": (WARNING, "member:2:citizen_id", with_wife(citizen_id="073123456")),
    "age-contradicts-birth": (
        WARNING,
        "member:2:born",
        with_answers(notes={"age:2": "46"}),
    ),
    "member-elsewhere": (WARNING, "member:2:citizen_id", look(around=_stands_elsewhere(sure=True))),
    "namesake": (WARNING, "member:2:name", look(around=_stands_elsewhere(sure=False))),
    "household-gone": (
        WARNING,
        "general:merit_person",
        look(
            around=Around(gone=EventKind.MOVED_AWAY, gone_on=datetime.date(2026, 3, 4)),
        ),
    ),
    "left-why-missing": (NOTE, "members", look(members=(TIEN, MAY, GONE))),
    "which-child": (
        NOTE,
        "deprivation:nutrition",
        look(
            replace(
                CLEAN,
                facts=FACTS | {"nutrition": "stunted"},
                confirmed={**CLEAN.confirmed, "nutrition": True},
            ),
            (TIEN, MAY, *CHILDREN),
        ),
    ),
    "citizen-id-twice": (BLOCKING, "member:1:citizen_id", with_wife(citizen_id=TIEN.citizen_id)),
    "relation-missing": (WARNING, "member:2:relation", with_wife(relation="")),
    "sex-missing": (WARNING, "member:2:sex", with_wife(sex=None)),
    "ethnic-group-missing": (WARNING, "member:1:ethnic_group", with_head(ethnic_group="")),
    "born-missing": (WARNING, "member:2:born", with_wife(born="")),
    "born-after-review": (WARNING, "member:2:born", with_wife(born="2026-10-16")),
    "too-old": (WARNING, "member:2:born", with_wife(born="1899", citizen_id="")),
    "head-is-minor": (WARNING, "member:1:born", with_head(born="2008-11-01", citizen_id="")),
    "citizen-id-century": (WARNING, "member:2:citizen_id", with_wife(citizen_id="008986002415")),
    "citizen-id-year": (WARNING, "member:2:citizen_id", with_wife(citizen_id="008187002415")),
    "citizen-id-sex": (WARNING, "member:2:citizen_id", with_wife(citizen_id="008086002415")),
    "b1-jump": (WARNING, "b1", look(last=last_year(b1=118 - B1_JUMP))),
    "b1-differs-from-table": (
        WARNING,
        "b1",
        look(
            replace(CLEAN, b1_choices={i.id: "low" for i in PRACTICE.b1_items}), standard=PRACTICE
        ),
    ),
    "deprived-against-proposal": (
        WARNING,
        "deprivation:water",
        with_answers(confirmed={**CLEAN.confirmed, "water": True}),
    ),
    "not-deprived-against-proposal": (
        WARNING,
        "deprivation:water",
        with_answers(facts=FACTS | {"water": "other"}),
    ),
    "cause-missing": (WARNING, "causes", with_answers(causes=())),
    "cause-other-empty": (WARNING, "cause_other", with_answers(causes=("other",))),
    "citizen-id-not-issued": (
        NOTE,
        "member:2:citizen_id",
        with_wife(citizen_id="", id_state=IdState.NOT_ISSUED),
    ),
    "citizen-id-unknown": (
        NOTE,
        "member:2:citizen_id",
        with_wife(citizen_id="", id_state=IdState.UNKNOWN),
    ),
    "size-changed": (NOTE, "members", look(last=last_year(people=5))),
}


@pytest.mark.parametrize("code", FOUND)
def test_each_problem_is_found_where_it_is(code: str) -> None:
    severity, where, found = FOUND[code]
    hits = [f for f in found if f.code == code]
    assert hits, [f.code for f in found]
    assert (hits[0].severity, hits[0].where) == (severity, where)


@pytest.mark.parametrize("code", FOUND)
def test_each_finding_says_what_it_is_and_what_to_do(code: str) -> None:
    hit = next(f for f in FOUND[code][2] if f.code == code)
    assert t(f"finding-{code}", **hit.details)
    cure = t(f"finding-{code}-cure", **hit.details)
    assert cure.endswith(".")
    assert "!" not in cure


def test_every_sentence_about_findings_is_of_a_finding_tried_here() -> None:
    text = (resources() / "text" / "vi" / "rules.ftl").read_text("utf-8")
    keys = set(re.findall(r"^finding-([a-z0-9-]+) =", text, re.MULTILINE))
    assert keys == set(FOUND) | {f"{code}-cure" for code in FOUND}


def test_blocking_findings_come_first_and_notes_last() -> None:
    found = look(
        replace(CLEAN, b1_points=None, causes=("other",), reviewed_on=None),
        (replace(TIEN, citizen_id=""), replace(MAY, born="")),
        last=last_year(people=7),
    )
    grades = [f.severity for f in found]
    assert grades == sorted(grades, key=[BLOCKING, WARNING, NOTE].index)
    assert set(grades) == {BLOCKING, WARNING, NOTE}


@pytest.mark.parametrize(
    "answers",
    [
        CLEAN,
        replace(CLEAN, b1_points=None),
        replace(CLEAN, b1_points=0),
        replace(CLEAN, confirmed={}),
        replace(CLEAN, confirmed=without("water")),
    ],
)
def test_a_sheet_without_blocking_findings_can_be_classified(answers: Answers) -> None:
    blocked = any(f.severity is BLOCKING for f in look(answers))
    try:
        classify(answers, STANDARD, Area.RURAL)
    except ValueError:
        assert blocked
    else:
        assert not blocked


def test_a_note_answers_the_warning_against_a_proposal() -> None:
    confirmed = {**CLEAN.confirmed, "water": True}
    noted = replace(CLEAN, confirmed=confirmed, notes={"water": "giếng cạn mùa khô"})
    assert look(noted) == []


def test_a_household_above_the_limit_needs_no_cause() -> None:
    assert with_answers(b1_points=141, causes=()) == []


def test_a_birth_year_that_leaves_doubt_is_given_its_benefit() -> None:
    no_id = {"citizen_id": "", "id_state": IdState.NOT_ISSUED}
    codes = [f.code for f in with_head(born="2008", **no_id)]  # seventeen or eighteen
    codes += [f.code for f in with_wife(born="1910", **no_id)]  # 115 or 116
    assert codes == ["citizen-id-not-issued"] * 2


def test_a_sheet_reviewed_today_is_not_in_the_future() -> None:
    assert with_answers(reviewed_on=TODAY) == []


def test_an_old_id_of_nine_digits_only_warns() -> None:
    assert [f.code for f in with_wife(citizen_id="073123456")] == ["citizen-id-old"]


def test_an_id_that_lost_its_zero_is_proposed_with_it() -> None:
    [hit] = with_wife(citizen_id="08186002415")
    assert hit.details["proposed"] == MAY.citizen_id


def test_an_age_that_the_birth_date_allows_is_no_finding() -> None:
    for age in ("39", "40"):  # born in 1986, reviewed in October 2026
        assert with_answers(notes={"age:2": age}) == []
    assert with_answers(notes={"age:2": "chừng 50"}) == []


def test_the_note_says_which_child_and_an_only_child_needs_none() -> None:
    lacking = replace(
        CLEAN,
        facts=FACTS | {"nutrition": "stunted"},
        confirmed={**CLEAN.confirmed, "nutrition": True},
    )
    codes = [f.code for f in look(lacking, (TIEN, MAY, CHILDREN[0]))]
    assert "which-child" not in codes
    noted = replace(lacking, notes={"nutrition": "Bàn Thị 1"})
    assert "which-child" not in [f.code for f in look(noted, (TIEN, MAY, *CHILDREN))]


def test_a_nameless_member_is_called_by_the_line() -> None:
    found = with_wife(name="", relation="", sex=None, born="", citizen_id="")
    assert {f.details["name"] for f in found if "name" in f.details} == {"#2"}
    assert {f.details["names"] for f in found if "names" in f.details} == {"#2"}


def test_who_left_with_a_reason_is_no_finding() -> None:
    for left in (
        replace(GONE, left_why="chuyển đi"),
        replace(GONE, left_on=datetime.date(2024, 9, 1)),
    ):
        assert look(members=(TIEN, MAY, left)) == []


def test_points_of_another_standard_are_not_compared() -> None:
    assert look(last=last_year(b1=0, standard_id="2016-2020")) == []


def test_who_left_is_neither_checked_nor_counted() -> None:
    gone = replace(TIEN, uid="3", name="", left_on=datetime.date(2026, 3, 1), left_why="chết")
    assert look(members=(TIEN, gone, MAY), last=last_year()) == []


def test_lines_are_those_of_the_members_present() -> None:
    gone = replace(MAY, uid="3", left_on=datetime.date(2026, 3, 1))
    hit = look(members=(TIEN, gone, replace(MAY, relation="")))[0]
    assert (hit.where, hit.details["row"]) == ("member:2:relation", 2)
