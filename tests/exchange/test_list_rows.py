"""Lines of lists: cleaned, grouped, skipped or refused, each of them exactly once."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.household import IdState, Sex
from desktop.domain.review import HouseholdClass
from desktop.exchange.lists import cells
from desktop.exchange.lists.columns import guess_layout
from desktop.exchange.lists.drafts import Settings
from desktop.exchange.lists.records import Problem, SkipReason
from desktop.exchange.lists.rows import read_rows
from tests.exchange.list_samples import (
    B1,
    B2,
    BORN,
    CLASS,
    DECISION,
    GROUP,
    HEAD,
    HEAD_NAME,
    ID,
    NAME,
    NO,
    ON,
    RELATION,
    SEX,
    VILLAGE,
    assert_every_line_is_counted_once,
    codes,
    family,
    problems,
    read,
    spoilt,
    two_families,
)


def test_a_clean_list_is_read_wholly() -> None:
    reading = read(two_families())
    assert [(h.head.name, h.people, h.rows) for h in reading.households] == [
        ("Bàn Văn Tiến", 3, (2, 3, 4)),
        ("Ma Văn Quý", 2, (5, 6)),
    ]
    first = reading.households[0]
    assert first.household_class is HouseholdClass.POOR
    assert (first.b1, first.b2, first.village) == (120, 40, "Nà Mỵ")
    assert first.decision_on == datetime.date(2024, 12, 10)
    assert [p.born for p in first.members] == ["1980-07-21", "1982", "2010-05"]
    assert not reading.refused
    assert not reading.skipped


# Cells --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("008080000001", "008080000001"),
        (" 008 080 000 001 ", "008080000001"),
        ("008.080.000.001", "008080000001"),
        ("'008080000001", "008080000001"),
        ("008080000001\u00a0", "008080000001"),
        (123456789012.0, "123456789012"),
        ("070123456", "070123456"),
        (270123456.0, "270123456"),
    ],
)
def test_ids_are_cleaned(value: object, expected: str) -> None:
    assert cells.citizen_id(value) == (expected, IdState.KNOWN)


@pytest.mark.parametrize("value", ["Chưa cấp", "chưa có", "*", "Chưa được cấp", "không có"])
def test_not_yet_issued_is_a_state(value: str) -> None:
    assert cells.citizen_id(value) == ("", IdState.NOT_ISSUED)


@pytest.mark.parametrize("value", ["", " ", "-", "không rõ"])
def test_a_blank_id_is_unknown(value: str) -> None:
    assert cells.citizen_id(value) == ("", IdState.UNKNOWN)


@pytest.mark.parametrize(
    ("value", "code", "restored"),
    [
        (8180495185.0, "id-zero-lost", "008180495185"),
        (80804951855, "id-zero-lost", "080804951855"),
        ("8180495185", "id-zero-lost", "008180495185"),
        ("8180495185.0", "id-zero-lost", "008180495185"),
        (70123456.0, "id-zero-lost-old", "070123456"),
        ("8.18E+10", "id-exponent", None),
        ("8,18E+09", "id-exponent", None),
        ("8e10", "id-exponent", None),
        ("00818049518", "id-zero-lost", "000818049518"),
        ("0081804951856", "id-length", None),
        (1234567.0, "id-length", None),
        (8180495185.5, "id-letters", None),
        ("OO8180495185", "id-letters", None),
        (True, "id-letters", None),
        (datetime.date(2024, 1, 1), "id-letters", None),
        ("000000000000", "id-placeholder", None),
        ("999999999", "id-placeholder", None),
        (0.0, "id-placeholder", None),
    ],
)
def test_a_destroyed_id_is_refused_with_its_address(
    value: object, code: str, restored: str | None
) -> None:
    reading = read(spoilt(3, ID, value))
    assert codes(reading) == [("G3", code)]
    if restored:
        assert restored in problems(reading)[0].cure


def test_a_lost_zero_asks_and_proposes() -> None:
    (problem,) = problems(read(spoilt(2, ID, 8180495185.0)))
    assert problem.value == "8180495185"
    assert "Mất số 0 đầu?" in problem.sentence
    assert "Ô G2: 8180495185." in problem.sentence


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("21/07/1980", "1980-07-21"),
        ("21-7-1980", "1980-07-21"),
        ("21.07.1980", "1980-07-21"),
        ("7/1980", "1980-07"),
        ("1980", "1980"),
        (1980.0, "1980"),
        (1980, "1980"),
        (datetime.date(1980, 7, 21), "1980-07-21"),
        (datetime.datetime(1980, 7, 21, 0, 0), "1980-07-21"),  # noqa: DTZ001
        ("00/00/1980", "1980"),
        ("../../1980", "1980"),
        ("00/7/1980", "1980-07"),
        ("", ""),
        ("-", ""),
    ],
)
def test_births_are_read_as_far_as_known(value: object, expected: str) -> None:
    assert cells.birth(value) == expected


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("31/02/1980", "birth-impossible"),
        ("07/21/1980", "birth-impossible"),
        ("21/07/80", "birth-short-year"),
        (29423.0, "date-serial"),
        (80.0, "birth-impossible"),
        ("khoảng 1980", "birth-impossible"),
        (1980.5, "birth-impossible"),
        (datetime.time(3, 4), "birth-impossible"),
    ],
)
def test_an_impossible_birth_is_refused(value: object, code: str) -> None:
    assert codes(read(spoilt(3, BORN, value))) == [("E3", code)]


def test_a_serial_number_proposes_its_date() -> None:
    assert "21/07/1980" in problems(read(spoilt(3, BORN, 29423.0)))[0].cure


def test_nobody_is_born_after_the_day_of_reading() -> None:
    rows = spoilt(3, BORN, "01/12/2026")
    assert read(rows, Settings(on=datetime.date(2026, 12, 1))).rows_read == 5
    assert codes(read(rows, Settings(on=datetime.date(2026, 11, 30)))) == [("E3", "birth-future")]


@pytest.mark.parametrize("value", ["Nữ", "NỮ", "nu", "Nử", "gái", "F", unicodedata.normalize("NFD", "Nữ")])  # fmt: skip
def test_sexes_in_any_spelling(value: str) -> None:
    assert read(spoilt(3, SEX, value)).households[0].members[1].sex is Sex.FEMALE


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("H'Mông", "HMông"),
        ("Mông", "HMông"),
        ("MÔNG", "HMông"),
        ("H’Mông", "HMông"),
        ("Cao Lan", "Sán Chay"),
        ("Sán Chay (Cao Lan)", "Sán Chay"),
        ("Dân tộc Tày", "Tày"),
        ("tay", "Tày"),
        ("Dao đỏ", "Dao"),
        (unicodedata.normalize("NFD", "Sán Dìu"), "Sán Dìu"),
        ("Pà thẻn", "Pà Thẻn"),
        ("Người nước ngoài", "Khác"),
        ("", ""),
    ],
)
def test_ethnic_groups_become_the_54_names(value: str, expected: str) -> None:
    assert cells.ethnic_group(value) == expected


def test_an_unknown_group_is_refused_and_a_near_one_proposed() -> None:
    (problem,) = problems(read(spoilt(3, GROUP, "Tàyy")))
    assert problem.code == "ethnic-near"
    assert "Tày" in problem.cure
    assert codes(read(spoilt(3, GROUP, "Vulcan"))) == [("I3", "ethnic-unknown")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Hộ nghèo", HouseholdClass.POOR),
        ("HN", HouseholdClass.POOR),
        ("hộ  NGHÈO", HouseholdClass.POOR),
        ("H.Nghèo", HouseholdClass.POOR),
        ("Nghèo", HouseholdClass.POOR),
        ("HCN", HouseholdClass.NEAR_POOR),
        ("Cận nghèo", HouseholdClass.NEAR_POOR),
        ("Thoát nghèo", HouseholdClass.NOT_POOR),
        ("Không nghèo", HouseholdClass.NOT_POOR),
        ("HMSTB", HouseholdClass.AVERAGE_LIVING_STANDARD),
        ("Mức sống trung bình", HouseholdClass.AVERAGE_LIVING_STANDARD),
    ],
)
def test_classes_in_any_spelling(value: str, expected: HouseholdClass) -> None:
    assert cells.household_class(value) is expected


@pytest.mark.parametrize(
    ("row", "column", "value", "code"),
    [
        (2, CLASS, "Hộ khá", "class-unknown"),
        (2, B1, "một trăm", "points-odd"),
        (2, B1, 102.5, "points-odd"),
        (2, B1, -10.0, "points-odd"),
        (2, B2, 45.0, "b2-steps"),
        (2, B2, 130.0, "b2-steps"),
        (2, B2, "40đ", "points-odd"),
        (2, ON, "2024", "date-impossible"),
        (2, ON, "31/11/2024", "date-impossible"),
        (3, SEX, "N", "sex-unknown"),
        (3, NAME, "", "name-missing"),
        (3, NAME, "Triệu Thị 2", "name-odd"),
        (3, NAME, 12345.0, "name-odd"),
        (3, NAME, "A" * 101, "name-long"),
        (4, RELATION, "Chủ hộ", "heads-two"),
        (2, RELATION, "Bố", "head-missing"),
        (3, CLASS, "Hộ cận nghèo", "household-differs"),
        (3, VILLAGE, "Bản Kè", "household-differs"),
        (3, B1, 110.0, "household-differs"),
        (4, DECISION, "126/QĐ-UBND", "household-differs"),
    ],
)
def test_each_rule_refuses_its_cell(row: int, column: int, value: object, code: str) -> None:
    reading = read(spoilt(row, column, value))
    assert code in {p.code for p in problems(reading)}
    assert [h.head.name for h in reading.households] == ["Ma Văn Quý"]
    assert {r.row for r in reading.refused} == {2, 3, 4}
    for problem in problems(reading):
        assert problem.rule
        assert problem.cure
        assert problem.cell == "" or re.fullmatch(r"[A-N][234]", problem.cell)


@pytest.mark.parametrize(("value", "points"), [("120", 120), ("120,0", 120), ("120 điểm", 120), (120, 120)])  # fmt: skip
def test_points_written_as_text_are_points(value: object, points: int) -> None:
    rows = two_families()
    for row in (1, 2, 3):
        rows[row][B1] = value
    assert read(rows).households[0].b1 == points


def test_blank_points_and_dates_are_not_known() -> None:
    rows = two_families()
    for row in rows[1:]:
        row[B1] = row[B2] = row[ON] = row[DECISION] = ""
    household = read(rows).households[0]
    assert (household.b1, household.b2, household.decision_on) == (None, None, None)
    assert household.decision_no == ""


def test_decomposed_text_is_composed() -> None:
    rows: list[list[Any]] = [
        [unicodedata.normalize("NFD", c) if isinstance(c, str) else c for c in row]
        for row in two_families()
    ]
    assert [h.head.name for h in read(rows).households] == ["Bàn Văn Tiến", "Ma Văn Quý"]


def test_bullets_before_names_are_left_out() -> None:
    assert cells.name("- Bàn Thị Hoa") == cells.name("2. Bàn Thị Hoa") == "Bàn Thị Hoa"
    assert cells.name("- ") == ""


def test_ids_that_contradict_the_person_are_doubted_not_refused() -> None:
    reading = read(spoilt(2, BORN, "21/07/1981"))
    assert [(p.cell, p.code) for p in reading.doubts] == [("G2", "id-year")]
    assert reading.rows_read == 5
    assert [p.code for p in read(spoilt(2, SEX, "Nữ")).doubts] == ["id-sex"]
    assert [p.code for p in read(spoilt(2, ID, "008980000001")).doubts] == ["id-century"]


# Households ---------------------------------------------------------------------------------------
def test_one_bad_line_refuses_its_household_as_a_whole_and_points_to_it() -> None:
    reading = read(spoilt(4, BORN, "31/02/2010"))
    by_row = {r.row: [p.code for p in r.problems] for r in reading.refused}
    assert by_row == {2: ["household"], 3: ["household"], 4: ["birth-impossible"]}
    assert "dòng 4" in reading.refused[0].problems[0].sentence


def test_an_id_twice_in_the_list_refuses_both_households() -> None:
    reading = read(spoilt(6, ID, "008182000002"))
    assert codes(reading) == [("G3", "id-twice"), ("G6", "id-twice")]
    assert "6" in problems(reading)[0].rule
    assert not reading.households


def test_not_issued_ids_are_no_duplicates() -> None:
    rows = spoilt(4, ID, "Chưa cấp")
    assert len(read(rows).households) == 2


def test_blank_head_names_continue_the_household() -> None:
    rows = two_families()
    for row in (2, 3, 5):
        rows[row][HEAD_NAME] = ""
        for column in (VILLAGE, CLASS, B1, B2, DECISION, ON):
            rows[row][column] = ""
    assert [h.people for h in read(rows).households] == [3, 2]


def test_without_numbers_the_heads_open_households() -> None:
    rows = two_families()
    for row in rows[1:]:
        row[NO] = ""
    assert [h.people for h in read(rows).households] == [3, 2]


def test_numbers_of_persons_do_not_open_households() -> None:
    rows = two_families()
    for number, row in enumerate(rows[1:], 1):
        row[NO] = float(number)
    assert [h.people for h in read(rows).households] == [3, 2]


def test_two_heads_of_one_name_in_one_village_stay_two_households() -> None:
    rows: list[list[Any]] = [
        list(HEAD),
        *family(1.0, "Ma Văn Quý", ("Ma Văn Quý", "Chủ hộ", "1975", "Nam", "")),
        *family(2.0, "Ma Văn Quý", ("Ma Văn Quý", "Chủ hộ", "1950", "Nam", "")),
    ]
    assert [h.head.born for h in read(rows).households] == ["1975", "1950"]
    rows[2][NO] = ""
    assert [h.head.born for h in read(rows).households] == ["1975", "1950"]


def test_same_head_name_in_different_villages_is_two_households() -> None:
    rows: list[list[Any]] = [
        list(HEAD),
        *family("", "Ma Văn Quý", ("Ma Văn Quý", "", "1975", "Nam", ""), village="Nà Mỵ"),
        *family("", "Ma Văn Quý", ("Ma Văn Quý", "", "1950", "Nam", ""), village="Bản Kè"),
    ]
    assert [h.village for h in read(rows).households] == ["Nà Mỵ", "Bản Kè"]


def test_the_head_may_stand_below_other_members() -> None:
    rows = two_families()
    rows[1], rows[2] = rows[2], rows[1]
    rows[1][NO], rows[2][NO] = 1.0, ""
    household = read(rows).households[0]
    assert [p.name for p in household.members] == ["Bàn Văn Tiến", "Triệu Thị Mùi", "Bàn Thị Hoa"]
    assert household.rows == (2, 3, 4)


def test_a_head_without_relation_is_found_by_name() -> None:
    rows = two_families()
    rows[1][RELATION] = ""
    assert read(rows).households[0].head.relation == "Chủ hộ"


def test_the_heads_own_line_may_leave_the_members_name_blank() -> None:
    assert read(spoilt(2, NAME, "")).households[0].head.name == "Bàn Văn Tiến"


def test_a_head_named_otherwise_in_its_column_is_refused() -> None:
    rows = two_families()
    rows[4][HEAD_NAME] = rows[5][HEAD_NAME] = "Ma Văn Quyết"
    assert codes(read(rows)) == [("C5", "head-differs")]


def test_a_household_without_any_name_is_refused() -> None:
    rows = two_families()
    for column in (HEAD_NAME, NAME):
        rows[4][column] = ""
    assert ("B5", "name-missing") in codes(read(rows)) or ("C5", "name-missing") in codes(
        read(rows)
    )
    assert {r.row for r in read(rows).refused} == {5, 6}


def test_one_line_a_household_takes_its_size_from_the_column() -> None:
    rows: list[list[Any]] = [
        ["STT", "Họ tên chủ hộ", "Năm sinh", "Số nhân khẩu", "Thôn", "Hộ nghèo", "Hộ cận nghèo"],
        [1.0, "Bàn Văn Tiến", 1980.0, 5.0, "Nà Mỵ", "x", ""],
        [2.0, "Ma Văn Quý", 1975.0, "2", "Nà Mỵ", "", "X"],
        [3.0, "Ma Văn Quý", "", 3.0, "Nà Mỵ", "", 1.0],
    ]
    reading = read(rows)
    assert [h.people for h in reading.households] == [5, 2, 3]
    assert [h.household_class for h in reading.households] == ["poor", "near_poor", "near_poor"]
    rows[1][6] = "x"
    rows[2][6] = ""
    rows[3][3] = "nhiều"
    assert codes(read(rows)) == [
        ("G2", "class-two"),
        ("F3", "class-missing"),
        ("D4", "people-odd"),
    ]


def test_without_a_size_column_the_size_is_not_known() -> None:
    rows: list[list[Any]] = [["STT", "Họ tên chủ hộ", "Thôn"], [1.0, "Bàn Văn Tiến", "Nà Mỵ"]]
    assert read(rows).households[0].people is None


def test_a_size_that_differs_from_the_lines_is_doubted() -> None:
    rows: list[list[Any]] = [[*row, ""] for row in two_families()]
    rows[0][-1], rows[1][-1], rows[4][-1] = "Số khẩu", 4.0, 2.0
    reading = read(rows)
    assert [h.people for h in reading.households] == [3, 2]
    assert [(p.cell, p.code) for p in reading.doubts] == [("O2", "people-differs")]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        (CLASS, "Hộ khá", "class-unknown"),
        (B1, "nhiều", "points-odd"),
        (B2, 45.0, "b2-steps"),
        (ON, "31/11/2024", "date-impossible"),
    ],
)
def test_a_rule_holds_for_a_household_of_one_and_where_all_lines_say_so(
    column: int, value: object, code: str
) -> None:
    rows = two_families()[:5]
    rows[4][column] = value
    assert [c for _, c in codes(read(rows))] == [code]
    rows = two_families()
    rows[4][column] = rows[5][column] = value
    assert [(p.row, p.code) for p in problems(read(rows))] == [(5, code), (6, code)]


def test_marks_of_households() -> None:
    head = ["DTTS", "Không có khả năng lao động", "Người có công", "Nguyên nhân nghèo", "Ghi chú"]
    rows: list[list[Any]] = [[*row, *[""] * 5] for row in two_families()]
    rows[0][-5:] = head
    rows[1][-5:] = ["x", "x", "", "Thiếu vốn; 3; đông con", "nhà dột"]
    rows[2][-3] = "x"
    causes = (("land", "Thiếu đất"), ("capital", "Thiếu vốn"), ("labour", "Thiếu lao động"))
    first, second = read(rows, Settings(causes=causes)).households
    assert (first.no_labour_capacity, first.merit_person) == (True, True)
    assert (second.no_labour_capacity, second.merit_person) == (False, False)
    assert first.causes == ("capital", "labour")
    assert first.cause_other == "đông con"
    assert first.note == "nhà dột"


def test_labour_capacity_said_the_other_way_round() -> None:
    rows: list[list[Any]] = [[*row, "Không"] for row in two_families()]
    rows[0][-1] = "Khả năng lao động"
    rows[4][-1] = "Có"
    assert [h.no_labour_capacity for h in read(rows).households] == [True, False]


def test_lists_that_do_not_speak_of_marks_say_nothing() -> None:
    household = read(two_families()).households[0]
    assert (household.no_labour_capacity, household.merit_person) == (None, None)


def test_an_odd_mark_is_refused() -> None:
    rows: list[list[Any]] = [[*row, ""] for row in two_families()]
    rows[0][-1], rows[1][-1] = "Người có công", "thương binh"
    assert codes(read(rows)) == [("O2", "flag-unknown")]


def test_a_minority_mark_on_a_kinh_household_is_doubted() -> None:
    rows: list[list[Any]] = [[*row, "x"] for row in two_families()]
    rows[0][-1] = "Dân tộc thiểu số"
    for row in (4, 5):
        rows[row][GROUP] = "Kinh"
    assert [p.code for p in read(rows).doubts] == ["minority-differs"]


def test_households_of_another_commune_are_refused() -> None:
    rows: list[list[Any]] = [[*row, "02296"] for row in two_families()]
    rows[0][-1] = "Mã xã"
    for row in (4, 5):
        rows[row][-1] = 2299.0
    assert len(read(rows).households) == 2
    reading = read(rows, Settings(communes=frozenset({"02296"})))
    assert codes(reading) == [("O5", "commune-other")]


def test_villages_of_sections_and_sheets() -> None:
    rows: list[list[Any]] = [["STT", "Họ và tên", "Quan hệ", "Năm sinh"]]
    rows += [["I", "Thôn Nà Mỵ (2 hộ)", "", ""], [1.0, "Bàn Văn Tiến", "Chủ hộ", 1980.0]]
    rows += [["II", "Bản Kè", "", ""], [1.0, "Bàn Văn Khu", "Chủ hộ", 1981.0]]
    reading = read(rows)
    assert [h.village for h in reading.households] == ["Thôn Nà Mỵ", "Bản Kè"]
    assert reading.skipped_by_reason == {SkipReason.SECTION: 2}
    bare = [rows[0], rows[2]]
    assert codes(read(bare)) == [("", "village-missing")]
    assert read(bare, Settings(village="Thôn 5")).households[0].village == "Thôn 5"


def test_the_village_may_stand_in_an_address() -> None:
    rows: list[list[Any]] = [
        ["STT", "Họ tên chủ hộ", "Địa chỉ"],
        [1.0, "Bàn Văn Tiến", "Thôn 5, xã Thổ Bình"],
    ]
    assert read(rows).households[0].village == "Thôn 5"


def test_a_column_of_errors_is_ignored() -> None:
    rows: list[list[Any]] = [[*row, "Ô G2: sai"] for row in two_families()]
    rows[0][-1] = "Lỗi"
    rows.append([*[""] * len(HEAD), "còn sót"])
    reading = read(rows)
    assert reading.rows_read == 5
    assert [s.reason for s in reading.skipped] == [SkipReason.BLANK]


# Lines that are nobody ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ([], SkipReason.BLANK),
        (["", "  ", "\u00a0"], SkipReason.BLANK),
        (["", "Tổng cộng", 5.0], SkipReason.TOTAL),
        (["TỔNG CỘNG: 5 người"], SkipReason.TOTAL),
        (["", "", "Cộng", "", 2.0, 3.0, 1.0, "", "", 2.0], SkipReason.TOTAL),
        (["", "Người lập biểu", "", "", "", "", "", "", "", "CHỦ TỊCH"], SkipReason.FOOTER),
        (["", "", "", "", "", "", "", "Thổ Bình, ngày 10 tháng 12 năm 2024"], SkipReason.FOOTER),
        (["Danh sách có 2 hộ, 5 nhân khẩu."], SkipReason.REMARK),
        (["", "", "", "", "", "", "", "", "ghi thêm"], SkipReason.REMARK),
        (list(HEAD), SkipReason.HEADER),
        ([float(i) for i in range(1, 15)], SkipReason.NUMBERING),
        (["A", "B", *[f"({i})" for i in range(1, 13)]], SkipReason.NUMBERING),
    ],
)
def test_lines_that_are_nobody_are_counted_with_the_reason(
    line: list[object], reason: SkipReason
) -> None:
    reading = read([*two_families(), line])
    assert [(s.row, s.reason) for s in reading.skipped] == [(7, reason)]
    assert reading.rows_read == 5
    assert reason.words


def test_names_under_the_signatures_belong_to_them() -> None:
    rows = [*two_families(), [], ["", "Người lập biểu", "", "", "CHỦ TỊCH"], [], ["", "Lý Văn Ký"]]
    reading = read(rows)
    assert reading.rows_read == 5
    assert reading.skipped_by_reason == {SkipReason.BLANK: 2, SkipReason.FOOTER: 2}


def test_people_called_ban_to_or_tong_are_people() -> None:
    rows: list[list[Any]] = [
        list(HEAD),
        *family(1.0, "Bàn Thôn", ("Bàn Thôn", "Chủ hộ", "1980", "Nam", "")),
        *family(2.0, "Tô Thị Cộng", ("Tô Thị Cộng", "Chủ hộ", "1980", "Nữ", "")),
        *family(3.0, "Tống Văn Số", ("Tống Văn Số", "Chủ hộ", "1980", "Nam", "")),
    ]
    assert len(read(rows).households) == 3


def test_a_name_alone_in_its_line_is_not_dropped() -> None:
    reading = read([*two_families(), ["", "", "Ma Văn Lẻ"]])
    assert reading.rows_read == 6
    assert reading.households[1].members[-1].name == "Ma Văn Lẻ"


def test_a_list_without_people_has_only_its_head() -> None:
    reading = read([list(HEAD)])
    assert (reading.rows_in, reading.households, reading.refused) == (0, (), ())


def test_addresses_go_past_z() -> None:
    assert Problem("id-letters", 12, 26).cell == "AA12"
    assert Problem("id-letters", 12, 701).cell == "ZZ12"


def test_a_layout_without_names_is_a_bug() -> None:
    layout = guess_layout(two_families())
    bare = layout.with_field(HEAD_NAME, None).with_field(NAME, None)
    with pytest.raises(ValueError, match="name column"):
        read_rows(two_families(), bare)


# Whatever stands in the cells ---------------------------------------------------------------------
DIRT = st.one_of(
    st.text(max_size=12),
    st.floats(allow_nan=False),
    st.integers(-(10**15), 10**15),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.sampled_from(
        ["", " ", "Chủ hộ", "x", "Tổng cộng", "Người lập biểu", "8.18E+10", 8180495185.0, "Thôn 5",
         "00/00/1980", "HN", "Nữ", "*", "STT", "Ma Văn Quý", "-", 1.0, 1980.0, "1/1/80"]
    ),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    changes=st.lists(
        st.tuples(st.integers(1, 11), st.integers(0, len(HEAD) - 1), DIRT), max_size=20
    ),
    lost=st.sets(st.integers(1, 11), max_size=3),
)
def test_whatever_the_dirt_each_line_is_counted_once(
    changes: list[tuple[int, int, object]], lost: set[int]
) -> None:
    rows = [*two_families(), *two_families()[1:], [""] * len(HEAD)]
    for row, column, value in changes:
        rows[row][column] = value
    rows = [line for i, line in enumerate(rows) if i not in lost]
    layout = guess_layout(two_families())
    reading = read_rows(rows, layout)
    assert_every_line_is_counted_once(rows, reading)
    assert all(p.sentence for r in reading.refused for p in r.problems)
    assert all(r.problems for r in reading.refused)
    ids = [p.citizen_id for h in reading.households for p in h.members if p.citizen_id]
    assert len(ids) == len(set(ids))
    for household in reading.households:
        assert household.village
        assert household.head.relation == "Chủ hộ"
        assert sum(p.relation == "Chủ hộ" for p in household.members) == 1
        assert household.people == len(household.members) == len(household.rows)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(DIRT, max_size=8), max_size=15))
def test_any_rows_below_any_head_are_counted(lines: list[list[object]]) -> None:
    for head in (
        ["STT", "Họ tên chủ hộ", "Năm sinh", "Thôn", "Hộ nghèo", "Hộ cận nghèo"],
        ["Họ và tên", "Quan hệ", "Nam", "Nữ", "Thôn", "Mã hộ"],
        ["STT", "Họ và tên", "Ngày sinh", "CCCD", "Thôn"],
    ):
        read([head, *lines])
