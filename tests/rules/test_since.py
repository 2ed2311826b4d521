"""Differences between two states of a sheet: nothing for the same, each change once, with both sides."""

from __future__ import annotations

import datetime
from dataclasses import replace

from desktop.domain.household import HEAD, Household, IdState, Person, Schooling, Sex, Work
from desktop.domain.review import Answers, HouseholdClass, Outcome
from desktop.paths import resources
from desktop.rules import since
from desktop.rules.since import About, Difference
from desktop.rules.standard import parse_standard

STANDARD = parse_standard((resources() / "standards" / "2022-2025.toml").read_bytes())
PRACTICE = parse_standard((resources() / "standards" / "practice.toml").read_bytes())
DAY = datetime.date(2026, 10, 9)
BEFORE = Answers(
    b1_points=118, facts={"water": "tap", "area": "54.5"}, causes=("capital",), reviewed_on=DAY,
    enumerator="Triệu Văn Kim",
)  # fmt: skip
KIM = Person(
    uid="1", name="Triệu Văn Kim", relation=HEAD, sex=Sex.MALE, born="1980", insured=True,
    schooling=Schooling.IN_PRIMARY, work=Work.JOBLESS, citizen_id="008080000001",
    id_state=IdState.KNOWN,
)  # fmt: skip
HOME = Household(
    uid="h", number="1", commune_code="02296", list_version="2025", village="Nà Bó", members=(KIM,)
)


def test_the_same_has_no_difference() -> None:
    assert [*since.of_answers(BEFORE, BEFORE, STANDARD)] == []
    assert [*since.of_signing(BEFORE, BEFORE)] == []
    assert [*since.of_households(HOME, HOME)] == []
    assert [*since.of_people(3, 3)] == []


def test_answers_are_told_in_the_words_of_the_sheet() -> None:
    after = replace(
        BEFORE, b1_points=None, facts={"water": "other", "wall": "durable", "area": "54.5"},
        causes=("capital", "other"), cause_other="Hỏa hoạn",
    )  # fmt: skip
    assert [*since.of_answers(BEFORE, after, STANDARD)] == [
        Difference(About.B1, "", "118", ""),
        Difference(About.FACT, "Chất lượng nhà ở: tường", "", "bền chắc"),
        Difference(About.FACT, "Nguồn nước sinh hoạt", "nước máy", "nguồn khác"),
        Difference(About.CAUSES, "", "Không có vốn", "Không có vốn; Nguyên nhân khác; Hỏa hoạn"),
    ]


def test_items_of_a_point_table_and_numbers_with_their_unit() -> None:
    item = PRACTICE.b1_items[0]
    after = Answers(b1_choices={item.id: item.options[0].id}, facts={"area": "20"})
    found = [*since.of_answers(Answers(facts={"area": "54.5"}), after, PRACTICE)]
    assert found[0] == Difference(About.B1_ITEM, item.label, "", item.options[0].label)
    assert (found[1].before, found[1].after) == ("54,5 m²", "20 m²")


def test_signing_is_told_apart() -> None:
    after = replace(BEFORE, reviewed_on=datetime.date(2026, 11, 1), enumerator="Ma Thị Hồng")
    assert [d.about for d in since.of_signing(BEFORE, after)] == [
        About.REVIEWED_ON,
        About.ENUMERATOR,
    ]


def test_outcomes_tell_class_and_points_only_where_both_know_them() -> None:
    old = Outcome(
        household_class=HouseholdClass.POOR, b1_points=100, b2_points=None, deprived=(),
        standard_id="2022-2025",
    )  # fmt: skip
    new = replace(old, household_class=HouseholdClass.NOT_POOR, b1_points=150, b2_points=20)
    assert [d.about for d in since.of_outcomes(old, new)] == [About.CLASS, About.B1]
    assert [*since.of_outcomes(None, new)] == []


def test_deprivations_that_both_sides_know() -> None:
    found = since.of_deprivations(
        {"water": True, "toilet": True}, {"water": False, "telecom": True}, STANDARD
    )
    assert [*found] == [Difference(About.DEPRIVATION, "Nguồn nước sinh hoạt", "yes", "no")]


def test_members_who_came_left_and_changed() -> None:
    gone = replace(KIM, left_on=DAY, left_why="Đi làm xa")
    new = Person(uid="2", name="Bàn Thị Mẫu", relation="Vợ")
    after = replace(HOME, members=(gone, new), merit_person=True)
    assert [*since.of_households(HOME, after)] == [
        Difference(About.LEFT, "Triệu Văn Kim", "", "Đi làm xa"),
        Difference(About.CAME, "Bàn Thị Mẫu", "", "Vợ"),
        Difference(About.HOUSEHOLD, "", "no", "yes", "merit_person"),
    ]
    other = replace(
        KIM, born="1980-07-21", citizen_id="", id_state=IdState.NOT_ISSUED, insured=None,
        schooling=Schooling.DONE_PRIMARY,
    )  # fmt: skip
    found = [*since.of_households(HOME, replace(HOME, members=(other,)))]
    assert [(d.field, d.before, d.after) for d in found] == [
        ("born", "1980", "21/07/1980"),
        ("id", "008080000001", "not_issued"),
        ("schooling", "in_primary", "done_primary"),
        ("insured", "yes", ""),
    ]
