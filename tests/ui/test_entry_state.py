"""A sheet in hand, step by step, without a window: what is typed, proposed, confirmed, undone."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.household import HEAD, Household, IdState, Person, Schooling, Sex, Work
from desktop.domain.review import (
    Answers,
    HouseholdClass,
    Outcome,
    Review,
    ReviewState,
    RoundKind,
    Severity,
)
from desktop.domain.unit import Area
from desktop.services.catalogue import shipped_standard
from desktop.services.keying import Opened
from desktop.services.reviewing import SheetB
from desktop.ui.pages.entry import answering, places, room, roster_fields, state, words
from desktop.ui.pages.entry.lines import all_findings, look
from desktop.ui.pages.entry.state import Keying

TODAY = datetime.date(2026, 10, 15)
CODES = [d.code for d in shipped_standard("2022-2025").deprivations]
TIEN = Person(
    uid="tien", name="Bàn Văn Tiến", relation=HEAD, sex=Sex.MALE, born="1984-02-14",
    ethnic_group="Dao", citizen_id="008084001327", id_state=IdState.KNOWN,
    schooling=Schooling.DONE_LOWER_SECONDARY, insured=True, work=Work.SELF_EMPLOYED,
)  # fmt: skip
LIEN = replace(
    TIEN, uid="lien", name="Bàn Thị Liên", relation="Con", sex=Sex.FEMALE, born="2008-03-12",
    citizen_id="008308004106", schooling=Schooling.IN_UPPER_SECONDARY, work=Work.NOT_WORKING,
)  # fmt: skip
FACTS = {
    "wall": "durable", "column": "durable", "roof": "not_durable", "area": "54",
    "water": "other", "toilet": "other", "information": "smartphone",
}  # fmt: skip


def last_review(**changes: object) -> Review:
    """Last year's sheet: poor by water, toilet and telecom."""
    deprived = ("water", "toilet", "telecom")
    answers = Answers(
        b1_points=112,
        facts=FACTS,
        confirmed={code: code in deprived for code in CODES},
        causes=("capital", "labour"),
    )
    record = Review(
        uid="r25", household_uid="h", year=2025, kind=RoundKind.PERIODIC,
        state=ReviewState.COMPLETE, area=Area.RURAL, people=2, village="Lung Luông",
        answers=answers,
        outcome=Outcome(
            household_class=HouseholdClass.POOR, b1_points=112, b2_points=30, deprived=deprived,
            standard_id="2022-2025",
        ),
    )  # fmt: skip
    return replace(record, **changes)  # type: ignore[arg-type]


def opened(
    members: tuple[Person, ...] = (TIEN, LIEN),
    *,
    last: Review | None = None,
    rules: str = "2022-2025",
) -> Keying:
    """A sheet as it comes to the hand."""
    household = Household(
        uid="h", number="0417", commune_code="02296", list_version="2025", village="Lung Luông",
        members=members, revision=3,
    )  # fmt: skip
    sheet = SheetB(
        household=household, year=2026, standard=shipped_standard(rules), area=Area.RURAL, review=None,
        last=last,
    )  # fmt: skip
    return state.begin(Opened(sheet=sheet, before=household), TODAY, new_uid="new")


# Cells of members --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("14/02/1984", "1984-02-14"),
        ("14021984", "1984-02-14"),
        ("14.2.1984", "1984-02-14"),
        ("021984", "1984-02"),
        ("1984", "1984"),
        ("", ""),
        ("31/02/1984", None),
        ("140284", None),
        ("abc", None),
    ],
)
def test_birth_dates_as_people_type_them(typed: str, born: str | None) -> None:
    assert roster_fields.read_birth(typed) == born


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2026, 12, 31)))
def test_every_day_is_read_with_and_without_slashes(day: datetime.date) -> None:
    for pattern in ("%d/%m/%Y", "%d%m%Y"):
        assert roster_fields.read_birth(day.strftime(pattern)) == day.isoformat()


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("sex", "1", Sex.MALE),
        ("sex", "nu", Sex.FEMALE),
        ("schooling", "9", Schooling.DONE_LOWER_SECONDARY),
        ("schooling", "thcs", Schooling.DONE_LOWER_SECONDARY),
        ("schooling", "12", Schooling.TRAINED_BY_EMPLOYER),
        ("schooling", "mg", Schooling.IN_KINDERGARTEN),
        ("insured", "0", False),
        ("insured", "c", True),
        ("work", "tro", Work.ALLOWANCE),
        ("work", "4", Work.NO_CONTRACT),
        ("relation", "v", "Vợ"),
        ("relation", "con", "Con"),
        ("relation", "4", "Con"),
        ("relation", "Cháu nội", "Cháu nội"),
        ("ethnic_group", "dao", "Dao"),
        ("name", "phùng  thị sếnh", "Phùng Thị Sếnh"),
        ("name", "Giàng A Páo", "Giàng A Páo"),
    ],
)
def test_choices_by_digit_or_first_letters(field: str, typed: str, value: object) -> None:
    after = roster_fields.typed_into(LIEN, field, typed)
    assert after is not None
    assert getattr(after, field) == value


def test_a_star_says_that_no_id_was_issued() -> None:
    sheet = state.type_member(opened(), 2, "citizen_id", "*")
    assert sheet.present[1].id_state is IdState.NOT_ISSUED
    assert sheet.present[1].citizen_id == ""
    again = state.type_member(sheet, 2, "citizen_id", "008 308 004 106")
    assert again.present[1] == LIEN


def test_what_cannot_be_read_is_kept_and_blocks_until_it_is_mended() -> None:
    sheet = state.type_member(opened(), 2, "born", "31/02/2008")
    assert state.unread(sheet, "member:2:born") == "31/02/2008"
    found = [f for f in all_findings(sheet) if f.where == "member:2:born"]
    assert [(f.code, f.severity) for f in found] == [("unread-born", Severity.BLOCKING)]
    mended = state.type_member(sheet, 2, "born", "12/03/2008")
    assert state.unread_places(mended) == []
    assert mended == opened()


def test_findings_wait_while_one_types_there() -> None:
    sheet = state.type_member(opened(), 2, "citizen_id", "0083")
    assert "member:2:citizen_id" not in {
        f.where for f in look(sheet, "member:2:citizen_id").findings
    }
    assert "member:2:citizen_id" in {f.where for f in look(sheet).findings}


def test_a_cell_goes_back_to_what_the_round_found() -> None:
    sheet = state.type_member(opened(), 1, "name", "ban van tien")
    assert state.member_as_before(sheet, 1, "name") == opened()


def test_a_new_member_takes_the_ethnic_group_of_the_head_and_goes_without_a_trace() -> None:
    sheet = state.add_member(opened(), "duyen")
    assert sheet.present[2].ethnic_group == "Dao"
    typed = state.type_member(sheet, 3, "born", "khong ro")
    assert state.drop_member(typed, 3) == opened()


def test_a_known_member_is_marked_as_left_and_comes_back() -> None:
    sheet = opened()
    gone = state.drop_member(sheet, 2)
    assert [p.name for p in gone.present] == ["Bàn Văn Tiến"]
    assert gone.household.members[1].left_on == TODAY
    assert state.with_members_of(gone, sheet) == sheet


def test_an_empty_household_gets_a_row_for_its_head() -> None:
    sheet = opened(())
    assert [(p.uid, p.relation) for p in sheet.present] == [("new", HEAD)]


# Deprivations ------------------------------------------------------------------------------------
def test_digits_answer_choices_and_confirm() -> None:
    sheet = answering.answer(opened(), "water", "water", "4")
    assert sheet is not None
    assert sheet.answers.facts["water"] == "protected_spring"
    assert sheet.answers.confirmed == {"water": False}
    assert answering.answer(sheet, "water", "water", "9") is None


def test_parts_of_the_house_are_confirmed_when_all_three_are_answered() -> None:
    sheet = opened()
    for part, key, confirmed in (("wall", "2", None), ("column", "2", None), ("roof", "1", True)):
        after = answering.answer(sheet, "housing_quality", part, key)
        assert after is not None
        assert after.answers.confirmed.get("housing_quality") is confirmed
        sheet = after


def test_an_area_is_confirmed_by_the_number_of_people() -> None:
    assert answering.type_area(opened(), "housing_area", "15,5").answers.confirmed == {
        "housing_area": True
    }
    enough = answering.type_area(opened(), "housing_area", "16")
    assert enough.answers.confirmed == {"housing_area": False}
    assert answering.type_area(enough, "housing_area", "").answers == opened().answers


def test_a_proposal_rests_on_last_years_answer_and_is_taken_with_it() -> None:
    sheet = opened(last=last_review())
    line = look(sheet).line("water")
    assert (line.proposal.deprived, line.from_last, line.last) == (True, True, True)
    assert words.reason(sheet, line) == "Như 2025: nguồn khác"
    taken = answering.take(sheet, "water")
    assert taken.answers.confirmed == {"water": True}
    assert taken.answers.facts == {"water": "other"}
    assert words.reason(taken, look(taken).line("water")) == "Phiếu ghi: nguồn khác"


def test_all_proposals_are_taken_but_not_what_cannot_be_said() -> None:
    sheet = answering.confirm(opened(last=last_review()), "employment", True)
    taken = answering.take_all(sheet)
    assert taken.answers.confirmed["employment"] is True
    # Nobody answered telecom last year in the facts, so nothing is proposed there.
    assert [c for c in CODES if c not in taken.answers.confirmed] == ["telecom"]
    assert answering.with_answers_of(taken, sheet) == sheet


def test_as_last_year_brings_answer_and_facts() -> None:
    sheet = answering.answer(opened(last=last_review()), "water", "water", "1")
    assert sheet is not None
    back = answering.as_last(sheet, "water")
    assert back.answers.confirmed == {"water": True}
    assert back.answers.facts == {"water": "other"}
    assert answering.as_last(opened(), "water") == opened()


def test_a_list_from_outside_says_deprived_but_not_always_the_others() -> None:
    outcome = last_review().outcome
    assert outcome is not None
    bare = last_review(answers=Answers())
    assert answering.last_deprived(opened(last=bare))["employment"] is False
    vague = last_review(answers=Answers(), outcome=replace(outcome, deprived=(), b2_points=30))
    assert answering.last_deprived(opened(last=vague)) == {}


@given(st.lists(st.sampled_from(CODES), max_size=20), st.booleans())
def test_taking_a_proposal_twice_changes_nothing(codes: list[str], with_last: bool) -> None:
    sheet = opened(last=last_review() if with_last else None)
    for code in codes:
        sheet = answering.take(sheet, code)
        assert answering.take(sheet, code) == sheet
        assert answering.clear(answering.take(sheet, code), code) == answering.clear(sheet, code)


# B1, causes, day ---------------------------------------------------------------------------------
def test_the_total_is_typed_or_as_last_year() -> None:
    assert answering.b1(answering.type_b1(opened(), "118")) == 118
    assert answering.b1(answering.b1_as_last(opened(last=last_review()))) == 112
    wrong = answering.type_b1(opened(), "11o")
    assert answering.b1(wrong) is None
    assert any(f.code == "unread-b1" for f in all_findings(wrong))


def test_a_table_adds_up_item_by_item() -> None:
    sheet = opened(rules="practice")
    for number, item in enumerate(sheet.standard.b1_items):
        assert answering.b1(sheet) is None
        assert answering.b1_so_far(sheet) == 11 * number
        after = answering.answer_b1(sheet, item.id, "2")
        assert after is not None
        sheet = after
    assert answering.b1(sheet) == 11 * len(sheet.standard.b1_items)


def test_causes_keep_the_order_of_the_form() -> None:
    sheet = answering.toggle_cause(answering.toggle_cause(opened(), "7"), "2")
    assert sheet.answers.causes == ("capital", "illness")
    assert answering.toggle_cause(sheet, "7").answers.causes == ("capital",)
    assert answering.toggle_cause(sheet, "9") == sheet


@pytest.mark.parametrize(("typed", "day"), [("15/10/2026", 15), ("09102026", 9), ("9/10", 9)])
def test_the_day_of_the_review(typed: str, day: int) -> None:
    assert answering.type_day(opened(), typed).answers.reviewed_on == datetime.date(2026, 10, day)


def test_a_day_that_is_none_is_kept_as_typed() -> None:
    sheet = answering.type_day(opened(), "32/10")
    assert sheet.answers.reviewed_on is None
    assert [f.code for f in all_findings(sheet) if f.where == "reviewed_on"] == ["unread-day"]


# Places, words, room -----------------------------------------------------------------------------
def test_enter_goes_in_the_order_of_the_paper() -> None:
    order = places.places(opened())
    assert order[:4] == [
        "general:merit_person", "general:no_labour_capacity", "member:1:name", "member:1:relation",
    ]  # fmt: skip
    assert order[20:22] == ["b1", "deprivation:employment"]
    assert order[-3:] == ["causes", "enumerator", "reviewed_on"]
    assert places.step(opened(), "member:2:work", 1) == "b1"
    assert places.step(opened(), "b1", -1) == "member:2:work"
    assert places.is_last(opened(), places.step(opened(), "reviewed_on", 1))


def test_every_finding_points_at_a_place() -> None:
    for rules in ("2022-2025", "practice"):
        sheet = opened(
            (replace(TIEN, relation="", sex=None, born="", citizen_id="1"),), rules=rules
        )
        sheet = state.answered(sheet, causes=("other",), reviewed_on=None)
        found = all_findings(sheet)
        assert found
        for finding in found:
            assert places.place_of(sheet, finding.where) in places.places(sheet)
            assert all(words.finding_words(finding))
            assert words.place_word(sheet, places.place_of(sheet, finding.where))


def test_the_result_says_what_is_settled() -> None:
    sheet = answering.type_b1(opened(last=last_review()), "118")
    assert words.verdict(sheet, look(sheet)).household_class == "none"
    for code in ("water", "toilet", "employment"):
        sheet = answering.confirm(sheet, code, True)
    said = words.verdict(sheet, look(sheet))
    assert (said.household_class, said.settled) == ("poor", True)
    assert said.sure == "Đã chắc chắn: 9 chỉ số còn lại không làm đổi kết quả."


def test_differences_name_what_changed_since_the_last_round() -> None:
    sheet = answering.type_b1(opened((TIEN,), last=last_review()), "118")
    sheet = answering.confirm(answering.confirm(sheet, "water", False), "employment", True)
    told = [(d.icon, d.what, d.how) for d in words.differences(sheet, look(sheet))]
    assert told == [
        ("plus", "Việc làm", "nay thiếu"),
        ("minus", "Nguồn nước", "nay không thiếu"),
        ("arrow-up", "B1 tăng 6 điểm", "112 lên 118"),
        ("users", "Số người", "2 xuống 1"),
    ]


def test_sections_tell_how_far_they_are() -> None:
    sheet = answering.confirm(opened(last=last_review()), "water", True)
    told = places.sections(sheet, look(sheet))
    assert told[places.DEPRIVATIONS] == places.SectionState("count", "1/12")
    assert told[places.B1].state == "none"
    wrong = state.type_member(sheet, 1, "citizen_id", "123")
    assert places.sections(wrong, look(wrong))[places.MEMBERS] == places.SectionState("err", "1")


NEEDS = room.Needs(
    people=6, row=26, roster_frame=93, b1_folded=42, b1_full=42, list_full=430, foot=140
)


@given(st.integers(430, 1400), st.sampled_from(places.SECTIONS), st.integers(1, 14), st.booleans())
def test_the_cards_never_ask_for_more_than_there_is(
    height: int, section: int, people: int, has_table: bool
) -> None:
    needs = replace(NEEDS, people=people, b1_full=430 if has_table else 42)
    given_ = room.share(height, section, needs)
    used = given_.roster + given_.b1 + 2 * room.GAP + (given_.foot * (needs.foot + room.GAP))
    assert given_.deprivations
    if height >= 596:  # 1366×690 and larger
        assert height - used >= 100
    if section in (places.CAUSES, places.SIGNING):
        assert given_.foot


def test_the_centre_stays_within_its_bounds() -> None:
    for width in range(900, 2000, 50):
        left, right = room.sides(width)
        assert 198 <= left <= 360
        assert 282 <= right <= 420
