"""The workbook: values, formats, merges, printing, and formulas computed by a small evaluator."""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from desktop.reports.excel_breaks import breaks
from desktop.reports.excel_formulas import column_letters, formula_text
from desktop.reports.excel_stream import SAVED, fill
from desktop.reports.forms import FORMS
from desktop.reports.sheet import (
    Column,
    Foot,
    Heading,
    Sheet,
    SumOf,
    Value,
    depth,
    has_letters,
)
from desktop.reports.xlsx import write
from desktop.text import t
from tests.reports.papers import (
    CONTEXT,
    PROVINCE_CONTEXT,
    VILLAGES,
    communes,
    listed,
    long_list,
    many,
    person,
    small_sheet,
)

_SHEET = "xl/worksheets/sheet1.xml"
REPORTS = [key for key, form in FORMS.items() if form.takes == "figures"]


def _page(sheet: Sheet) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write(sheet))).active


def _part(sheet: Sheet, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(write(sheet))) as book:
        return book.read(name).decode()


def _values(sheet: Sheet) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(write(sheet)))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def _first_row(page: Any, text: str) -> int:
    rows = (
        number
        for number, row in enumerate(page.iter_rows(values_only=True), start=1)
        if text in row
    )
    return next(rows)


# The evaluator: SUM of cells and areas, signed cells, guarded rates and means, controls ------------
def _number(page: Any, ref: str) -> float:
    value = _computed(page, ref)
    return value if isinstance(value, int | float) else 0


def _computed(page: Any, ref: str) -> Any:
    value = page[ref].value
    if not (isinstance(value, str) and value.startswith("=")):
        return value
    text = value[1:]
    if text.startswith("IF("):
        return _guarded(page, text)
    if text.startswith("SUM("):
        assert re.fullmatch(r"SUM\([A-Z0-9:,]+\)(\+SUM\([A-Z0-9:,]+\))*", text)
        return sum(_area(page, part) for part in re.findall(r"[A-Z]+\d+(?::[A-Z]+\d+)?", text))
    assert re.fullmatch(r"[A-Z]+\d+([+-][A-Z]+\d+)*", text)
    signed = re.findall(r"([+-]?)([A-Z]+\d+)", text)
    return sum((-1 if sign == "-" else 1) * _number(page, cell) for sign, cell in signed)


def _guarded(page: Any, text: str) -> Any:
    if rate := re.fullmatch(r'IF\((\w+)>0,100\*(\w+)/(\w+),"–"\)', text):
        total = _number(page, rate[1])
        return 100 * _number(page, rate[2]) / _number(page, rate[3]) if total > 0 else "–"
    if mean := re.fullmatch(r'IF\((\w+)>0,SUM\(([A-Z0-9:,]+)\)/(\w+),"–"\)', text):
        total = _number(page, mean[1])
        parts = sum(_area(page, part) for part in mean[2].split(","))
        return parts / _number(page, mean[3]) if total > 0 else "–"
    control = r'IF\(ISNUMBER\((\w+)\),IF\((\w+)(>=|<)(\d+),"([^"]+)","([^"]+)"\),"–"\)'
    found = re.fullmatch(control, text)
    assert found is not None
    if not isinstance(_computed(page, found[1]), int | float):
        return "–"
    value = _number(page, found[2])
    holds = value >= int(found[4]) if found[3] == ">=" else value < int(found[4])
    return found[5] if holds else found[6]


def _area(page: Any, part: str) -> float:
    if ":" not in part:
        return _number(page, part)
    return sum(_number(page, c.coordinate) for row in page[part] for c in row)


def _body(sheet: Sheet, page: Any) -> Iterator[tuple[str, Value]]:
    """Address and stored value of every cell that has a formula."""
    at = page.freeze_panes
    row_number = int(re.sub(r"\D", "", at))
    for row in sheet.body:
        for line in row.lines:
            yield from ((f"{column_letters(c)}{row_number}", line[c]) for c, _ in row.formulas)
            row_number += 1


@pytest.mark.parametrize("form", REPORTS)
@pytest.mark.parametrize("upper", [True, False], ids=["province", "commune"])
def test_every_formula_computes_to_the_printed_value(form: str, upper: bool) -> None:
    figures, context = (communes(), PROVINCE_CONTEXT) if upper else (VILLAGES, CONTEXT)
    sheet = FORMS[form].build(figures, context)
    page = _page(sheet)
    results = CalamineWorkbook.from_filelike(io.BytesIO(write(sheet)))
    shown = results.get_sheet_by_index(0).to_python(skip_empty_area=False)
    places = list(_body(sheet, page))
    assert places
    for ref, stored in places:
        cell = page[ref]
        assert str(cell.value).startswith("=")
        expected = "–" if stored is None else stored
        assert _computed(page, ref) == expected
        # What a reader sees that does not compute, such as Excel's protected view.
        assert shown[cell.row - 1][cell.column - 1] == expected


def test_the_closing_column_is_a_formula_of_its_line() -> None:
    page = _page(FORMS["7.2"].build(VILLAGES, CONTEXT))
    row = _first_row(page, "Nà Cọn")
    assert (
        page.cell(row, 12).value == "=" + f"D{row}-E{row}-F{row}-G{row}+H{row}+I{row}+J{row}+K{row}"
    )


def test_rates_of_7_5_are_formulas_of_the_counts_that_excel_alone_shows() -> None:
    page = _page(FORMS["7.5"].build(VILLAGES, CONTEXT))
    row = _first_row(page, "Nà Cọn")
    assert page.cell(row, 4).value == f'=IF(C{row}>0,100*P{row}/C{row},"–")'
    assert page.cell(row, 16).value == 9
    last = page.max_row
    assert page.print_area == f"'7.5'!$A$1:$O${last}"


@pytest.mark.parametrize(("form", "sign"), [("7.4", ">="), ("7.6", "<")])
def test_the_control_of_7_4_and_7_6_says_what_inspectors_ask(form: str, sign: str) -> None:
    page = _page(FORMS[form].build(VILLAGES, CONTEXT))
    row = _first_row(page, "Nà Xé")
    assert page.cell(row, 16).value == f'=IF(C{row}>0,SUM(D{row}:O{row})/C{row},"–")'
    assert f"P{row}{sign}3" in page.cell(row, 17).value
    assert _computed(page, f"Q{row}") == "Đúng"
    for column in range(4, 16):  # nobody lacks anything, or everybody all
        page.cell(row, column).value = 0 if form == "7.4" else 17
    assert _computed(page, f"Q{row}") == "Xem lại"


def test_2_is_1_less_3_in_7_9_and_its_groups_are_checked() -> None:
    page = _page(FORMS["7.9"].build(VILLAGES, CONTEXT))
    row = _first_row(page, "Nà Cọn")
    assert page.cell(row, 4).value == f"=C{row}-E{row}"
    assert page.cell(row, 14).value == f"=M{row}-O{row}"
    assert _computed(page, f"W{row}") == 0
    page.cell(row, 6).value += 1
    assert _computed(page, f"W{row}") == -1
    assert page.print_area.endswith(f"$V${page.max_row}")


@pytest.mark.parametrize("form", REPORTS)
def test_every_report_prints_on_a4_with_its_head_on_each_page(form: str) -> None:
    page = _page(FORMS[form].build(many(40), CONTEXT))
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    first = _first_row(page, t("paper-col-no"))
    assert page.print_title_rows == f"${first}:${_first_row(page, 'A')}"
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)


def test_totals_add_up_their_units_and_the_grand_total_its_sections() -> None:
    page = _page(FORMS["7.1"].build(many(3), CONTEXT))
    rural, total = _first_row(page, "Khu vực nông thôn"), _first_row(page, "Tổng cộng (I+II)")
    assert page.cell(rural, 3).value == f"=SUM(C{rural + 1}:C{rural + 3})"
    assert page.cell(total, 3).value == f"=SUM(C{rural - 1}:C{rural})"


def test_a_sum_of_very_many_lines_stays_within_the_limits_of_excel() -> None:
    grid = [(2 * i + 1, 2 * i + 2) for i in range(600)]
    text = formula_text(SumOf(tuple(range(600))), grid, row=0, line=0, column=3)
    sums = re.findall(r"SUM\(([^)]*)\)", text)
    assert all(len(s.split(",")) <= 255 for s in sums)
    assert len(text) <= 8192
    assert [c for s in sums for c in s.split(",")] == [f"D{2 * i + 1}" for i in range(600)]


def test_columns_are_lettered_as_excel_does() -> None:
    for index in (0, 25, 26, 51, 52, 701, 702):
        assert column_letters(index) == openpyxl.utils.get_column_letter(index + 1)


def test_figures_are_numbers_with_formats_and_rates_have_two_decimals() -> None:
    page = _page(FORMS["7.1"].build(VILLAGES, CONTEXT))
    row = _first_row(page, "Nà Xé")
    assert page.cell(row, 3).value == 1146
    assert page.cell(row, 3).number_format.startswith("#,##0")
    assert page.cell(row, 6).number_format.startswith("0.00")


def test_ids_and_codes_are_text_and_dates_are_dates() -> None:
    sheet = FORMS["VI"].build([listed(1, (person(1, "Chủ hộ", born="1980-07-21"),))], CONTEXT)
    page = _page(sheet)
    cells = {
        page.cell(_first_row(page, "STT"), c.column).value: c for c in page[page.freeze_panes[1:]]
    }
    citizen_id = cells[t("paper-list-citizen-id")]
    assert (citizen_id.value, citizen_id.number_format) == ("008080000001", "@")
    assert cells[t("paper-list-commune-code")].value == "02296"
    born = cells[t("paper-list-born")]
    assert (born.value.date(), born.number_format) == (datetime.date(1980, 7, 21), "dd/mm/yyyy")
    assert cells[t("paper-list-b2")].value == 0


def test_a_list_in_excel_repeats_the_household_on_every_line() -> None:
    sheet = FORMS["VI"].build([listed(1, (person(1, "Chủ hộ"), person(2)))], CONTEXT)
    page = _page(sheet)
    start = int(page.freeze_panes[1:])
    assert [page.cell(start + i, 2).value for i in range(2)] == ["Triệu Văn Kềm 1"] * 2
    assert [page.cell(start + i, 1).value for i in range(2)] == [1, None]
    assert not any(r.min_row >= start and r.max_row <= start + 1 for r in page.merged_cells.ranges)


def test_unit_cells_are_merged_over_both_lines_and_head_cells_over_their_columns() -> None:
    page = _page(FORMS["7.2"].build(VILLAGES, CONTEXT))
    merged = {str(r) for r in page.merged_cells.ranges}
    row, head = _first_row(page, "Nà Cọn"), _first_row(page, "TT")
    assert {f"A{row}:A{row + 1}", f"B{row}:B{row + 1}"} <= merged
    assert {f"A{head}:A{head + 1}", f"E{head}:G{head}", f"H{head}:K{head}"} <= merged
    assert page.cell(row + 1, 3).value == "Nhân khẩu"


def test_it_prints_on_a4_in_one_width_with_repeated_heads() -> None:
    sheet = FORMS["7.2"].build(VILLAGES, CONTEXT)
    page = _page(sheet)
    head = _first_row(page, "TT")
    last = head + depth(sheet.head) + has_letters(sheet.head) - 1
    assert page.print_title_rows == f"${head}:${last}"
    assert page.freeze_panes == f"C{last + 1}"
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_the_same_sheet_written_twice_gives_the_same_bytes() -> None:
    sheet = FORMS["7.1"].build(communes(), PROVINCE_CONTEXT)
    assert write(sheet) == write(sheet)


def test_styles_do_not_grow_with_the_rows() -> None:
    few, lots = (FORMS["VI"].build(long_list(n), CONTEXT) for n in (4, 400))
    books = [openpyxl.load_workbook(io.BytesIO(write(s))) for s in (few, lots)]
    assert len(books[0]._cell_styles) == len(books[1]._cell_styles)


@pytest.mark.parametrize("text", ["=1+1", "+84", "@SUM(A1)", "#N/A", "a\x01b"])
def test_text_is_never_a_formula_or_an_error(text: str) -> None:
    values = _values(small_sheet(1, text=text))
    assert any(text.replace("\x01", "") in row for row in values)
    page = _page(small_sheet(1, text=text))
    cell = page[f"B{re.sub(r'[A-Z]', '', page.freeze_panes)}"]
    assert cell.data_type == "s" or text == "=1+1"  # openpyxl reads any "=…" as a formula


def test_text_that_looks_like_a_formula_is_stored_as_a_string() -> None:
    part = _part(small_sheet(1, text="=1+1"), _SHEET)
    assert "<t>=1+1</t>" in part
    assert "<f>1+1</f>" not in part


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('a < b & "c" > ]]> d', 'a < b & "c" > ]]> d'),
        ("  Nà Mỵ ", "  Nà Mỵ "),
        ("một\nhai\r\nba\tbốn", "một\nhai\r\nba\tbốn"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Hiển"), "Nguyễn Thị Hiển"),
        ("a\x00b\x1fc\ufffed\uffffe\ud800f", "abcdef"),
        ("𠮷", "𠮷"),
        ("x" * 40_000, "x" * 32_767),
        ("\x01", None),
        ("", None),
    ],
    ids=["marks", "spaces", "lines", "nfc", "not xml", "astral", "long", "nothing", "empty"],
)
def test_text_is_read_back_as_it_was_written(text: str, read: str | None) -> None:
    sheet = small_sheet(1, text=text)
    page = _page(sheet)
    cell = page[f"B{re.sub(r'[A-Z]', '', page.freeze_panes)}"]
    assert cell.value == read
    assert cell.border.left.style == "thin"
    # Excel drops outer spaces that are not marked; the reader here keeps them anyway.
    marked = 'xml:space="preserve"' in _part(sheet, _SHEET)
    assert marked == (read is not None and read != read.strip())


def test_a_result_in_words_is_text_beside_its_formula() -> None:
    part = _part(FORMS["7.1"].build(VILLAGES, CONTEXT), _SHEET)  # no town: no rate of towns
    assert re.search(r'<c r="\w+" s="\d+" t="str"><f>IF\([^<]*&gt;0,[^<]*</f><v>–</v></c>', part)


def test_every_time_in_the_file_is_the_same() -> None:
    with zipfile.ZipFile(io.BytesIO(write(small_sheet(1)))) as book:
        assert {i.date_time for i in book.infolist()} == {SAVED.timetuple()[:6]}
    core = _part(small_sheet(1), "docProps/core.xml")
    assert re.findall(r">(\d{4}-[^<]*)<", core) == ["2026-01-01T00:00:00Z"] * 2


@pytest.mark.parametrize("practice", [True, False])
def test_practice_workbooks_say_so_on_the_page_and_in_the_footer(practice: bool) -> None:
    page = _page(small_sheet(2, practice=practice))
    texts = {c.value for row in page.iter_rows() for c in row}
    assert (t("paper-practice") in texts) == practice
    for footer in (page.oddFooter, page.firstFooter):
        assert (footer.right.text == t("paper-practice")) == practice


def test_a_skeleton_that_has_rows_already_is_our_bug() -> None:
    with pytest.raises(ValueError, match="unpack"):
        fill(write(small_sheet(1)), [])


def test_a_list_of_five_thousand_lines_is_written_whole() -> None:
    values = _values(FORMS["VI"].build(long_list(5000), CONTEXT))
    names = {row[2] for row in values}
    assert {f"Triệu Văn Kềm {i}" for i in range(5000)} <= names


# Ends of pages -----------------------------------------------------------------------------------
@given(
    sizes=st.lists(st.integers(1, 3), min_size=1, max_size=80),
    room=st.floats(200, 800), before=st.floats(20, 180), after=st.floats(0, 150),
)  # fmt: skip
def test_no_unit_is_parted_by_the_end_of_a_page(
    sizes: list[int], room: float, before: float, after: float
) -> None:
    rows = iter(range(10, 1000))
    groups = [[next(rows) for _ in range(size)] for size in sizes]
    heights = {n: 16.0 for group in groups for n in group}
    ends = [*breaks(groups, heights, room, before=before, repeated=15, after=after)]
    assert ends == sorted(set(ends))
    assert set(ends) <= {group[0] - 1 for group in groups}
    used = before
    for group in groups:
        used = 15 if group[0] - 1 in ends else used
        used += 16 * len(group)
        assert used <= max(room, before + 48)
    assert used + after <= max(room, 15 + 48 + after)


def test_a_heading_that_takes_two_lines_gets_a_row_of_two() -> None:
    """A narrow table leaves the issuing body less width than it takes."""
    heading = Heading(
        body="ỦY BAN NHÂN DÂN HUYỆN LÂM BÌNH", parent="UBND TỈNH TUYÊN QUANG", title=("BIỂU",)
    )
    heights = []
    for width in (60.0, 300.0):
        head = tuple(Column(title=c, width=width / 3) for c in "abc")
        page = _page(Sheet(form="x", heading=heading, head=head, body=(), foot=Foot()))
        heights.append(page.row_dimensions[_first_row(page, heading.body)].height)
    assert heights[0] >= 32 > heights[1]
