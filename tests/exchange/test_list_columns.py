"""Heads as offices write them: found, understood, and corrected by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from desktop.errors import HeaderMissing
from desktop.exchange.lists.columns import guess_layout, layout_at, open_list
from desktop.exchange.lists.records import ListedPerson
from desktop.exchange.lists.rows import read_rows
from desktop.exchange.lists.words import Field, words
from desktop.text import sentence, t
from tests.exchange.list_samples import FIXTURES, HEAD, two_families


def without_rows(members: tuple[ListedPerson, ...]) -> list[ListedPerson]:
    return [replace(m, row=0) for m in members]


@pytest.mark.parametrize("name", ["annex_vi.xlsx", "own_layout.xlsx"])
def test_both_sample_lists_are_understood_wholly(name: str) -> None:
    sheet, layout = open_list(FIXTURES / name)
    assert layout.confidence > 0.9
    assert all(c.field for c in layout.columns)
    reading = read_rows(sheet.rows, layout)
    assert len(reading.households) == 30
    assert reading.rows_read == 139
    assert not reading.refused
    assert not reading.doubts


def test_both_sample_lists_say_the_same() -> None:
    said = []
    for name in ("annex_vi.xlsx", "own_layout.xlsx"):
        sheet, layout = open_list(FIXTURES / name)
        households = read_rows(sheet.rows, layout).households
        said.append(
            [
                (h.village, h.household_class, h.b1, h.b2, h.decision_on, without_rows(h.members))
                for h in households
            ]
        )
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("SỐ CMND/CCCD", Field.CITIZEN_ID),
        ("Số định danh cá nhân", Field.CITIZEN_ID),
        ("Ngày cấp CCCD", None),
        ("Ngày tháng năm sinh", Field.BIRTH),
        ("Năm\nsinh", Field.BIRTH),
        ("Tổ dân phố/Thôn", Field.VILLAGE),
        ("Thôn, bản, TDP", Field.VILLAGE),
        ("Xóm", Field.VILLAGE),
        ("Mã thôn", None),
        ("Xã/Phường/Thị trấn", Field.COMMUNE),
        ("Mã xã", Field.COMMUNE_CODE),
        ("Thành phần dân tộc", Field.ETHNIC_GROUP),
        ("Dân tộc thiểu số", Field.MINORITY),
        ("Kết quả phân loại hộ", Field.CLASS),
        ("Hộ nghèo, hộ cận nghèo", Field.CLASS),
        ("Hộ cận nghèo", Field.CLASS_NEAR_POOR),
        ("Tổng điểm B1 (thu nhập)", Field.B1),
        ("QĐ số", Field.DECISION_NO),
        ("Ngày ký quyết định", Field.DECISION_ON),
        ("Khả năng lao động", Field.LABOUR_CAPACITY),
        ("Hộ không có khả năng lao động", Field.NO_LABOUR_CAPACITY),
        ("Hộ có người có công", Field.MERIT_PERSON),
        ("Nguyên nhân nghèo (ghi mã)", Field.CAUSE),
        ("Số nhân khẩu", Field.PEOPLE),
        ("GHI CHÚ", Field.NOTE),
        ("Lỗi", Field.ERRORS),
        ("Số điện thoại", None),
        ("Thôn/ba\u0309n", Field.VILLAGE),  # NFD
    ],
)
def test_names_of_columns_are_understood(head: str, field: Field | None) -> None:
    rows: list[list[object]] = [
        ["STT", "Họ và tên chủ hộ", "Quan hệ với chủ hộ", head],
        [1.0, "A", "Chủ hộ", ""],
    ]
    assert guess_layout(rows).columns[3].field is field


def test_every_field_has_names_and_a_label() -> None:
    known = {f for f in words().exact.values() if f} | {f for _, f in words().within if f}
    assert known == set(Field)
    assert all(t(f"list-field-{f.value}") for f in Field)


def test_titles_and_blank_lines_above_the_head_are_passed_over() -> None:
    rows: list[list[object]] = [
        ["UBND XÃ THỔ BÌNH", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO", "", "", ""],
        ["(Kèm theo Quyết định số 125/QĐ-UBND ngày 10/12/2024)", "", "", ""],
        [],
        *two_families(),
    ]
    layout = guess_layout(rows)
    assert (layout.head_first, layout.head_last) == (4, 4)
    assert len(read_rows(rows, layout).households) == 2


def test_a_head_of_two_lines_is_joined() -> None:
    rows: list[list[object]] = [
        ["STT", "Họ và tên", "Quan hệ", "Năm sinh", "", "Quyết định", "", "Phân loại hộ"],
        ["", "", "", "Nam", "Nữ", "Số", "Ngày", ""],
        [1.0, "Bàn Văn Tiến", "Chủ hộ", 1980.0, "", "125/QĐ", "10/12/2024", "HN"],
        ["", "Triệu Thị Mùi", "Vợ", "", 1982.0, "125/QĐ", "10/12/2024", "HN"],
    ]
    layout = guess_layout(rows)
    assert (layout.head_first, layout.head_last) == (0, 1)
    assert layout.fields == {
        Field.ORDER: 0,
        Field.MEMBER_NAME: 1,
        Field.RELATION: 2,
        Field.BIRTH_MALE: 3,
        Field.BIRTH_FEMALE: 4,
        Field.DECISION_NO: 5,
        Field.DECISION_ON: 6,
        Field.CLASS: 7,
    }


def test_merged_heads_with_marks_of_class_and_sex(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["STT", "Họ và tên chủ hộ", "Giới tính", None, "Kết quả phân loại", None, "Thôn"])
    sheet.append([None, None, "Nam", "Nữ", "Hộ nghèo", "Hộ cận nghèo", None])
    sheet.append([1, 2, 3, 4, 5, 6, 7])
    sheet.append([1, "Bàn Văn Tiến", "x", None, None, "x", "Nà Mỵ"])
    sheet.append([2, "Ma Thị Quý", None, "x", "x", None, "Nà Mỵ"])
    for area in ("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"):
        sheet.merge_cells(area)
    book.save(tmp_path / "a.xlsx")
    read, layout = open_list(tmp_path / "a.xlsx")
    assert layout.fields == {
        Field.ORDER: 0,
        Field.HEAD_NAME: 1,
        Field.SEX_MALE: 2,
        Field.SEX_FEMALE: 3,
        Field.CLASS_POOR: 4,
        Field.CLASS_NEAR_POOR: 5,
        Field.VILLAGE: 6,
    }
    reading = read_rows(read.rows, layout)
    assert [(h.household_class, h.head.sex) for h in reading.households] == [
        ("near_poor", "male"),
        ("poor", "female"),
    ]
    assert [s.reason for s in reading.skipped] == ["numbering"]


def test_the_first_line_of_people_is_never_taken_for_a_head() -> None:
    rows: list[list[object]] = [
        ["Họ và tên chủ hộ", "", "Giới tính", "Phân loại"],
        ["Bàn Văn Tiến", "Nà Mỵ", "Nữ", "Hộ nghèo"],
    ]
    assert guess_layout(rows).head_last == 0


def test_day_month_and_year_apart() -> None:
    rows: list[list[object]] = [
        ["STT", "Họ và tên chủ hộ", "Ngày tháng năm sinh", "", "", "Thôn"],
        ["", "", "Ngày", "Tháng", "Năm", ""],
        [1.0, "Bàn Văn Tiến", 21.0, 7.0, 1980.0, "Nà Mỵ"],
        [2.0, "Ma Văn Quý", "", "", "1975", "Nà Mỵ"],
        [3.0, "Ma Văn An", "00", "00", "1990", "Nà Mỵ"],
    ]
    layout = guess_layout(rows)
    assert layout.column(Field.BIRTH_YEAR) == 4
    born = [h.head.born for h in read_rows(rows, layout).households]
    assert born == ["1980-07-21", "1975", "1990"]


def test_one_column_of_names_is_of_heads_where_every_line_has_its_number() -> None:
    rows: list[list[object]] = [
        ["STT", "Họ và tên", "Số khẩu", "Thôn"],
        [1.0, "Bàn Văn Tiến", 4.0, "Nà Mỵ"],
    ]
    assert guess_layout(rows).column(Field.HEAD_NAME) == 1
    rows.append(["", "Triệu Thị Mùi", "", ""])
    assert guess_layout(rows).column(Field.MEMBER_NAME) == 1


def test_without_a_column_of_names_the_head_is_missing_and_said_so() -> None:
    with pytest.raises(HeaderMissing) as caught:
        guess_layout([["STT", "Thôn", "Dân tộc"], [1.0, "Nà Mỵ", "Tày"]], sheet="Trang 1")
    assert "Họ và tên chủ hộ" in sentence(caught.value)


def test_a_column_can_be_corrected_by_hand() -> None:
    rows = two_families()
    rows[0][7] = "Cột lạ"
    layout = guess_layout(rows)
    assert layout.columns[7].field is None
    mended = layout.with_field(7, Field.VILLAGE)
    assert mended.column(Field.VILLAGE) == 7
    moved = mended.with_field(8, Field.VILLAGE)
    assert (moved.columns[7].field, moved.columns[8].field) == (None, Field.VILLAGE)
    assert mended.confidence > layout.confidence


def test_a_person_can_point_at_the_head() -> None:
    rows: list[list[object]] = [["x", "y"], ["Cột 1", "Cột 2"], ["Bàn Văn Tiến", "Nà Mỵ"]]
    layout = layout_at(rows, 1, 1).with_field(0, Field.HEAD_NAME).with_field(1, Field.VILLAGE)
    assert [h.head.name for h in read_rows(rows, layout).households] == ["Bàn Văn Tiến"]


def test_of_two_like_columns_the_left_one_counts() -> None:
    rows: list[list[object]] = [[*HEAD, "Thôn"], *two_families()[1:]]
    assert guess_layout(rows).column(Field.VILLAGE) == 7
