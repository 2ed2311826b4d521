"""The Excel template of a point table: what is written is read back; other hands' tables are read."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl.worksheet.worksheet import Worksheet

from desktop.domain.unit import Area
from desktop.errors import HeaderMissing
from desktop.exchange import point_workbook
from desktop.exchange.point_workbook import ReadTable
from desktop.rules.point_lines import Draft, draft_of, table_of
from desktop.rules.point_table import PointTable
from desktop.text import t
from tests.point_tables import BASE, BOTH, lines, sound, tables

EMPTY = Draft(base=BASE, areas=BOTH)


def _written(draft: Draft, path: Path) -> Worksheet:
    path.write_bytes(point_workbook.write(draft))
    return openpyxl.load_workbook(path).active


def _read(path: Path, draft: Draft = EMPTY) -> ReadTable:
    return point_workbook.read(path, draft)


def _made(path: Path, rows: list[list[object]], *merged: str) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    workbook.save(path)
    return path


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tables())
def test_what_is_written_is_read_back_as_the_same_table(tmp_path: Path, table: PointTable) -> None:
    path = tmp_path / "mau.xlsx"
    path.write_bytes(point_workbook.write(draft_of(table)))
    again = _read(path)
    assert again.problems == ()
    assert table_of(again.draft) == (table, [])


def test_points_are_numbers_and_texts_are_texts(tmp_path: Path) -> None:
    sheet = _written(
        replace(sound(), lines=lines("1|=1+1|kg|<3|2,5|5 kg|7|-8|S")), tmp_path / "a.xlsx"
    )
    cells = {c.value: c.data_type for row in sheet.iter_rows() for c in row if c.value is not None}
    assert cells["=1+1"] == "s"
    assert cells["<3"] == "s"
    assert [cells[n] for n in (2.5, 7, -8)] == ["n", "n", "n"]


def test_only_what_is_to_be_typed_is_unlocked(tmp_path: Path) -> None:
    sheet = _written(sound(), tmp_path / "a.xlsx")
    head = next(c.row for c in sheet["F"] if c.value == t("points-col-answer"))
    assert sheet.protection.sheet
    assert all(c.protection.locked for row in sheet.iter_rows(max_row=3) for c in row)
    assert all(c.protection.locked for c in sheet[head])
    assert not any(c.protection.locked for c in sheet[head + 1][:9])
    assert not any(c.protection.locked for c in sheet[head + 300][:9])
    assert sheet.freeze_panes == f"A{head + 1}"


def test_practice_says_so_in_its_first_line() -> None:
    raw = point_workbook.write(sound(), practice=True)
    first = openpyxl.load_workbook(io.BytesIO(raw)).active["A1"].value
    assert str(first).startswith("LUYỆN TẬP")


def test_an_office_s_own_table_with_merged_cells_and_another_order_is_read(tmp_path: Path) -> None:
    path = _made(
        tmp_path / "own.xlsx",
        [
            ["UBND xã thử"],
            [None, "Trả lời", "Chỉ tiêu", "Điểm thành thị", "Điểm nông thôn"],
            [None, "không có", "Quạt", 3, 3],
            [None, "có", None, 5, 4],
            [],
            [None, "tranh", "Mái", 1, 2],
            [None, "ngói", "Mái", 1, 7],
        ],
        "C3:C4", "D6:D7", "D3:E3",
    )  # fmt: skip
    assert _read(path).draft.lines == lines(
        "|Quạt||||không có|3|3", "|||||có|4|5", "|Mái||||tranh|2|1", "|||||ngói|7|1"
    )


def test_bad_cells_are_named_by_their_address_and_kept_as_they_are(tmp_path: Path) -> None:
    path = _made(
        tmp_path / "bad.xlsx",
        [
            ["Chỉ tiêu", "Từ", "Đến", "Trả lời", "Điểm nông thôn"],
            ["A", datetime.date(2026, 2, 1), "nhiều", "x", 12.5],
            [None, None, None, "y", "mười"],
        ],
    )
    found = _read(path)
    assert [(p.cell, p.code) for p in found.problems] == [
        ("B2", "date"), ("C2", "range"), ("E2", "points"), ("E3", "points"),
    ]  # fmt: skip
    assert found.draft.lines[0].rural == "12,5"
    assert found.draft.areas == (Area.RURAL,)
    assert all(p.cell in p.sentence for p in found.problems)


def test_a_table_for_one_area_may_call_its_column_just_points(tmp_path: Path) -> None:
    path = _made(tmp_path / "one.xlsx", [["Chỉ tiêu", "Trả lời", "Điểm"], ["A", "x", 4]])
    urban = replace(EMPTY, areas=(Area.URBAN,), name="Giữ lại")
    found = _read(path, urban).draft
    assert (found.lines, found.areas, found.name) == (lines("|A||||x||4"), (Area.URBAN,), "Giữ lại")


def test_a_workbook_without_the_titles_is_refused(tmp_path: Path) -> None:
    path = _made(tmp_path / "other.xlsx", [["Họ và tên", "Điểm"], ["A", 1]])
    with pytest.raises(HeaderMissing) as refused:
        _read(path)
    assert "Trả lời" in str(refused.value.details["missing"])
