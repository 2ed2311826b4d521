"""The user's workbook with a column "Lỗi": mended in place, it is read again in full."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from desktop.errors import SheetMissing
from desktop.exchange.lists.columns import Layout, guess_layout, open_list
from desktop.exchange.lists.errors_workbook import (
    FAULTY,
    WITH_FAULTY,
    mark_errors,
    suffix_of_errors,
)
from desktop.exchange.lists.matching import MatchKind, match_lists, totals
from desktop.exchange.lists.records import ListReading
from desktop.exchange.lists.rows import read_rows
from desktop.exchange.lists.words import Field
from tests.exchange.list_samples import (
    B2,
    BORN,
    FIXTURES,
    HEAD,
    ID,
    book_of,
    codes,
    family,
    save,
    two_families,
)
from tests.exchange.test_list_workbook import ods, xlsb


def dirty() -> list[list[Any]]:
    rows = two_families()
    rows[1][ID] = 8080000001.0
    rows[3][BORN] = "31/02/2010"
    rows += family(
        3.0,
        "Lý A Sì",
        ("Lý A Sì", "Chủ hộ", 1990.0, "Nam", "008090000009"),
        group="H'Mông",
        b2=45.0,
    )
    return rows


def reread(path: Path) -> tuple[ListReading, Layout]:
    sheet, layout = open_list(path)
    return read_rows(sheet.rows, layout), layout


def marked(path: Path) -> Any:
    """The sheet "Danh sách" of the marked copy, which replaces the file."""
    reading, layout = reread(path)
    raw = mark_errors(path, layout, reading.refused)
    path.write_bytes(raw)
    return openpyxl.load_workbook(io.BytesIO(raw))


def test_each_refused_row_says_cell_value_rule_and_cure(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", dirty())
    sheet = marked(path)["Danh sách"]
    notes = [sheet.cell(r, len(HEAD) + 1).value for r in range(1, 8)]
    assert notes[0] == "Lỗi"
    assert notes[1].startswith("Ô G2: 8080000001.")
    assert "Mất số 0 đầu?" in notes[1]
    assert "Cách sửa:" in notes[1]
    assert "008080000001" in notes[1]
    assert "dòng 2, 4" in notes[2]
    assert notes[3].startswith("Ô E4: 31/02/2010.")
    assert notes[4] is notes[5] is None
    assert "0, 10, 20" in notes[6]
    assert sheet["G2"].fill.fgColor.rgb == FAULTY
    assert sheet["O3"].fill.fgColor.rgb == WITH_FAULTY
    assert sheet["G3"].fill.fill_type is None


def test_read_mark_mend_read_again_takes_everything_in(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", dirty())
    first, layout = reread(path)
    taken = match_lists([], first.households)
    counted = totals(first, taken)
    assert (counted.created, counted.refused) == (2, 4)
    book = book_of(taken)
    path.write_bytes(mark_errors(path, layout, first.refused))

    again, layout = reread(path)  # unmended: the same rows are refused, the others unchanged
    assert layout.column(Field.ERRORS) == len(HEAD)
    assert {r.row for r in again.refused} == {2, 3, 4, 7}
    assert totals(again, match_lists(book, again.households)).created == 0

    mending = openpyxl.load_workbook(path)
    sheet = mending["Danh sách"]
    sheet["G2"], sheet["E4"], sheet["N7"] = "008080000001", "05/2010", 40
    mending.save(path)
    mended, layout = reread(path)
    assert not mended.refused
    matching = match_lists(book, mended.households)
    counted = totals(mended, matching)
    assert (counted.created, counted.updated, len(counted.skipped), counted.refused) == (4, 0, 2, 0)
    book = book_of(matching, book)
    assert {m.kind for m in match_lists(book, mended.households).matches} == {MatchKind.SAME}

    clean = marked(path)["Danh sách"]
    assert [c.value for c in clean["O"]] == ["Lỗi", *[None] * 6]
    assert all(c.fill.fill_type is None for row in clean.iter_rows() for c in row)


def test_formatting_formulas_and_other_sheets_stay(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    for row in dirty():
        sheet.append([None if c == "" else c for c in row])
    sheet["A1"].font = Font(bold=True, color="FF123456")
    sheet["N1"].fill = PatternFill("solid", fgColor="FFDDEEFF")
    sheet.column_dimensions["C"].width = 33
    sheet.freeze_panes = "A2"
    sheet["P9"] = "=1+1"
    book.create_sheet("Bìa")["B2"] = "UBND XÃ"
    book.save(tmp_path / "a.xlsx")
    copy = marked(tmp_path / "a.xlsx")
    sheet = copy["Danh sách"]
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["C"].width == 33
    assert sheet.freeze_panes == "A2"
    assert sheet["P9"].value == "=1+1"
    assert copy["Bìa"]["B2"].value == "UBND XÃ"
    assert sheet["Q1"].value == "Lỗi"
    assert sheet["O1"].value is None


def test_the_column_stands_on_the_last_line_of_the_head_right_of_all(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["DANH SÁCH HỘ NGHÈO"],
        ["STT", "Họ và tên", "Quan hệ", "Năm sinh", "", "Thôn"],
        ["", "", "", "Nam", "Nữ", ""],
        [1.0, "Bàn Văn Tiến", "Chủ hộ", "80", "", "Nà Mỵ", "", "ghi ngoài bảng"],
    ]
    path = save(tmp_path / "a.xlsx", rows)
    sheet = marked(path)["Danh sách"]
    assert sheet["I3"].value == "Lỗi"
    assert sheet["I4"].value.startswith("Ô D4: 80.")
    reading, layout = reread(path)
    assert layout.column(Field.ERRORS) == 8
    assert codes(reading) == [("D4", "birth-impossible")]


def test_marking_twice_writes_the_column_once(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", dirty())
    marked(path)
    sheet = marked(path)["Danh sách"]
    assert [c.value for c in sheet[1]].count("Lỗi") == 1
    assert sheet.max_column == len(HEAD) + 1


def test_an_xls_comes_back_as_xlsx_with_the_same_cells(tmp_path: Path) -> None:
    path = FIXTURES / "old.xls"
    sheet, layout = open_list(path)
    sheet.rows[3][4] = ""  # as if the id were missing and someone else's stood below
    sheet.rows[4][4] = sheet.rows[5][4]
    refused = read_rows(sheet.rows, layout).refused
    assert [r.row for r in refused] == [4, 5, 6]
    copy = openpyxl.load_workbook(io.BytesIO(mark_errors(path, layout, refused)))["Danh sách"]
    assert copy["A1"].value == "DANH SÁCH HỘ NGHÈO NĂM 2021"
    assert "A1:G1" in [str(m) for m in copy.merged_cells.ranges]
    assert copy["D4"].value == datetime.datetime(1980, 7, 21)  # noqa: DTZ001
    assert (copy["E4"].value, copy["E4"].number_format) == ("070123456", "@")
    assert copy["H3"].value == "Lỗi"
    assert suffix_of_errors(path) == ".xlsx"


@pytest.mark.parametrize("make", [ods, xlsb])
def test_ods_and_xlsb_come_back_as_xlsx(tmp_path: Path, make: Any) -> None:
    texts = [["STT", "Họ tên chủ hộ", "Số CCCD", "Thôn"], ["1", "=Bàn Văn Tiến", "8180495185", "Nà Mỵ"]]  # fmt: skip
    path = tmp_path / "a.bin"
    path.write_bytes(make(texts))
    sheet = marked(path)["Danh sách"]
    assert [[c.value for c in row[:4]] for row in sheet.iter_rows()] == texts
    assert sheet["B2"].data_type == "s"
    assert "008180495185" in sheet["E2"].value


def test_a_workbook_that_openpyxl_cannot_open_is_copied(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", dirty())
    reading, layout = reread(path)
    with pytest.MonkeyPatch.context() as patch:

        def fails(*_: object, **__: object) -> None:
            raise TypeError("some odd part")

        patch.setattr(openpyxl, "load_workbook", fails)
        raw = mark_errors(path, layout, reading.refused)
    assert openpyxl.load_workbook(io.BytesIO(raw))["Danh sách"]["O1"].value == "Lỗi"


def test_a_layout_of_another_workbook_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", dirty())
    with pytest.raises(SheetMissing):
        mark_errors(path, guess_layout(dirty(), sheet="Thôn 5"), ())


def test_merged_cells_are_marked_without_breaking(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    for row in dirty():
        sheet.append([None if c == "" else c for c in row])
    for column in (1, 2, 8, 14):
        sheet.merge_cells(start_row=2, end_row=4, start_column=column, end_column=column)
    sheet["N2"] = 45
    book.save(tmp_path / "a.xlsx")
    reading, _ = reread(tmp_path / "a.xlsx")
    assert ("N2", "b2-steps") in codes(reading)
    assert marked(tmp_path / "a.xlsx")["Danh sách"]["N2"].fill.fgColor.rgb == FAULTY
    assert reading.households[0].people == 2
    assert B2 == 13
