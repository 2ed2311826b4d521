"""The drawn paper: text, pages, repeated heads, signatures, wrapping, the practice mark."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from desktop.reports.forms import FORMS
from desktop.reports.ink import BOLD, REGULAR, width, wrap, wrap_evenly
from desktop.reports.layout import KEEP, edges, lay_rows, paginate, plan
from desktop.reports.pdf import draw
from desktop.reports.sheet import Kind, Merge, Row, RowKind, Sheet, leaves, only_inked, shown
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

REPORTS = [key for key, form in FORMS.items() if form.takes == "figures"]
_ROOM, _TALL = 714.0, 482.0  # points inside the margins of a wide page


def _pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def _words(text: str) -> str:
    return " ".join(text.split())


def test_the_paper_holds_bodies_title_units_figures_and_signatures() -> None:
    text = " ".join(_pages(draw(FORMS["7.2"].build(VILLAGES, CONTEXT))))
    for part in (
        "UBND TỈNH TUYÊN QUANG",
        "ỦY BAN NHÂN DÂN XÃ BÌNH AN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "TỔNG HỢP DIỄN BIẾN HỘ NGHÈO TRONG NĂM 2026",
        "(Chính thức, rà soát định kỳ năm 2026)",
        "Khu vực nông thôn",
        "Nà Xé",
        "Nhân khẩu",
        "Người lập biểu",
        "Bình An, ngày 08 tháng 12 năm 2026",
        "PHÓ CHỦ TỊCH",
        "Ma Văn Quý",
    ):
        assert part in _words(text)


def test_the_same_sheet_drawn_twice_gives_the_same_bytes() -> None:
    sheet = FORMS["7.1"].build(communes(), PROVINCE_CONTEXT)
    assert draw(sheet, invariant=True) == draw(sheet, invariant=True)


def test_only_tinos_is_in_the_file_and_all_of_it_embedded() -> None:
    reader = PdfReader(io.BytesIO(draw(FORMS["7.1"].build(VILLAGES, CONTEXT))))
    fonts = [
        font.get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    ]
    assert fonts
    for font in fonts:
        assert "Tinos" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"]


def test_the_file_says_its_title_author_and_language() -> None:
    reader = PdfReader(io.BytesIO(draw(FORMS["7.1"].build(VILLAGES, CONTEXT))))
    assert reader.metadata is not None
    assert reader.metadata.title == "TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2026"
    assert reader.metadata.author == "ỦY BAN NHÂN DÂN XÃ BÌNH AN"
    assert reader.trailer["/Root"]["/Lang"] == "vi-VN"  # type: ignore[index]


def test_every_page_repeats_the_head_and_later_pages_are_numbered_on_top() -> None:
    pages = _pages(draw(FORMS["7.1"].build(many(60), CONTEXT)))
    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert "Đơn vị" in text
        assert "Tỷ lệ (%)" in text
        assert (text.split()[0] == str(number)) == (number > 1)
    assert sum("CỘNG HÒA" in text for text in pages) == 1


@pytest.mark.parametrize("form", REPORTS)
@pytest.mark.parametrize("upper", [True, False], ids=["province", "commune"])
def test_every_line_of_every_report_is_printed_as_it_stands(form: str, upper: bool) -> None:
    figures, context = (communes(), PROVINCE_CONTEXT) if upper else (VILLAGES, CONTEXT)
    sheet = FORMS[form].build(figures, context)
    inked = only_inked(sheet)
    text = _words(" ".join(_pages(draw(sheet))))
    kinds = [c.kind for c in leaves(inked.head)]
    for row in inked.body:
        for line in row.lines:
            numbers = zip(line[2:], kinds[2:], strict=True)
            shown_line = " ".join(w for w in (shown(v, k) for v, k in numbers) if w)
            assert shown_line in text
    assert t("paper-col-control") not in text


@pytest.mark.parametrize(
    ("form", "pages"),
    [
        ("7.1", 2), ("7.2", 3), ("7.3", 3), ("7.4", 2), ("7.5", 2), ("7.6", 2), ("7.7", 2),
        ("7.8", 3), ("7.9", 2), ("7.10", 3),
    ],
)  # fmt: skip
def test_a_commune_of_sixteen_villages_takes_few_pages(form: str, pages: int) -> None:
    texts = _pages(draw(FORMS[form].build(many(16), CONTEXT)))
    assert len(texts) == pages
    assert all("Đơn vị" in text for text in texts)
    assert "Ma Văn Quý" in texts[-1]
    assert "Tổng cộng (I+II)" in _words(texts[-1]), "the signatures stand below the total"


def test_titles_of_narrow_columns_leave_no_short_word_alone() -> None:
    title, room = "Chất lượng nhà ở", width("lượng nhà", BOLD, 8.5) + 1
    assert wrap(title, BOLD, 8.5, room) == ("Chất", "lượng nhà", "ở")
    assert wrap_evenly(title, BOLD, 8.5, room) == ("Chất", "lượng", "nhà ở")
    assert wrap_evenly("Dinh dưỡng", BOLD, 8.5, 200) == ("Dinh dưỡng",)


def test_every_unit_is_printed_once() -> None:
    text = _words(" ".join(_pages(draw(FORMS["7.2"].build(many(60), CONTEXT)))))
    for number in range(1, 61):
        assert text.count(f"Thôn {number} ") == 1


@pytest.mark.parametrize("practice", [True, False])
def test_practice_papers_say_so_on_each_page_and_others_nowhere(practice: bool) -> None:
    context = replace(CONTEXT, practice=practice)
    pages = _pages(draw(FORMS["7.1"].build(many(60), context)))
    for text in pages:
        assert ("LUYỆN TẬP, không có giá trị pháp lý" in text) == practice


@pytest.mark.parametrize("rows", range(60))
def test_signatures_are_never_alone_on_a_page(rows: int) -> None:
    laid = plan(small_sheet(rows), _ROOM, _TALL)
    last = laid.pages[-1]
    assert len(last) >= min(KEEP, rows)
    used = sum(laid.rows[i].height for i in last) + laid.head_height + laid.end.height
    assert used + (laid.top.height if len(laid.pages) == 1 else 0) <= _TALL


@given(
    heights=st.lists(st.floats(10, 350) | st.floats(10, 60), max_size=60),
    opening=st.sets(st.integers(0, 59)),
    foot=st.floats(20, 50),
)
def test_pages_hold_every_row_once_in_order_and_never_overflow(
    heights: list[float], opening: set[int], foot: float
) -> None:
    opens = [i in opening for i in range(len(heights))]
    pages = paginate(heights, opens, first=300, other=400, foot=foot)
    assert [i for page in pages for i in page] == list(range(len(heights)))
    for number, page in enumerate(pages):
        ends = foot if number == len(pages) - 1 else 0
        assert sum(heights[i] for i in page) + ends <= (400 if number else 300) + 1e-6
    fitting = sum(heights[-KEEP:]) + foot <= 400
    assert len(pages[-1]) >= min(KEEP if fitting else 1, len(heights))


@given(heights=st.lists(st.floats(10, 40), min_size=1, max_size=60), every=st.integers(3, 9))
def test_a_section_is_not_left_behind_at_the_bottom_of_a_page(
    heights: list[float], every: int
) -> None:
    opens = [i % every == 0 for i in range(len(heights))]
    pages = paginate(heights, opens, first=200, other=300, foot=100)
    for page in pages[:-1]:
        assert len(page) < 2 or not opens[page[-1]]


_LONG = "Thôn Nà Mỵ thuộc xã Bình An sau khi sáp nhập với thôn Khuổi Trang " * 4


def test_long_names_wrap_inside_their_cell_and_the_row_grows() -> None:
    sheet = small_sheet(2, text=_LONG)
    columns = leaves(sheet.head)
    xs = edges(columns, 300)
    laid, short = (
        lay_rows(sheet, columns, xs, 400)[0],
        lay_rows(small_sheet(1), columns, xs, 400)[0],
    )
    lines = laid.cells[0][1]
    assert len(lines) > 3
    assert all(width(line, REGULAR, sheet.size) <= xs[2] - xs[1] for line in lines)
    assert laid.height > 3 * short.height
    assert _words(_LONG) in _words(" ".join(_pages(draw(sheet))))


def test_a_row_taller_than_a_page_is_cut_with_an_ellipsis() -> None:
    sheet = small_sheet(3, text="Nà Mỵ " * 3000)
    laid = plan(sheet, _ROOM, _TALL)
    assert all(r.height <= _TALL - laid.head_height for r in laid.rows)
    assert _words(" ".join(_pages(draw(sheet)))).count("…") == 3


def test_a_per_cent_sign_is_never_parted_from_its_number() -> None:
    text = "tỷ lệ hộ nghèo giảm 3,30 điểm % so với năm trước, còn 5,35 % số hộ"
    for room in range(60, 400):
        lines = wrap(text, REGULAR, 13, room)
        assert not [line for line in lines if line.startswith("%")]


@given(text=st.text(alphabet="aăâbcdđeêươ ịợ/-", max_size=60), room=st.floats(15, 200))
def test_wrapped_lines_fit_and_lose_no_letter(text: str, room: float) -> None:
    lines = wrap(text, BOLD, 11, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert len(lines) == 1 or all(width(line, BOLD, 11) <= room for line in lines)


def test_a_long_number_breaks_after_its_stroke() -> None:
    assert wrap("125/QĐ-UBND", REGULAR, 8, 40) == ("125/QĐ-", "UBND")


def test_ids_dates_and_figures_of_a_list_stay_on_one_line() -> None:
    sheet = only_inked(FORMS["VI"].build(long_list(8), CONTEXT))
    laid = plan(sheet, _ROOM, _TALL)
    whole = (Kind.ID, Kind.DATE, Kind.ORDINAL, Kind.POINTS, Kind.MARK)
    for row in laid.rows:
        for line in row.cells:
            for cell, column in zip(line, laid.columns, strict=True):
                assert column.kind not in whole or len(cell) == 1


def test_a_household_shares_its_cells_on_paper() -> None:
    members = (person(1, "Chủ hộ"), person(2), person(3))
    (text,) = _pages(draw(FORMS["VI"].build([listed(1, members, "Không có đất")], CONTEXT)))
    assert _words(text).count("125/QĐ-") == 1
    assert _words(text).count("Triệu Văn Kềm") == 4


def test_a_household_too_tall_beside_the_heading_starts_page_two() -> None:
    pages = paginate([350.0], [False], first=300, other=400, foot=40)
    assert pages == [range(0), range(1)]


def test_a_merged_cell_makes_its_row_grow() -> None:
    sheet = small_sheet(0)
    first = replace(leaves(sheet.head)[1], merge=Merge.ALWAYS)
    two_lines: tuple[Row, ...] = (Row(kind=RowKind.UNIT, lines=((1, _LONG, 1), (None, _LONG, 2))),)
    sheet = replace(sheet, head=(sheet.head[0], first, sheet.head[2]), body=two_lines)
    columns = leaves(sheet.head)
    (row,) = lay_rows(sheet, columns, edges(columns, 300), 400)
    assert row.heights[0] == pytest.approx(row.heights[1])
    assert row.height >= len(row.cells[0][1]) * sheet.size


@settings(max_examples=10, deadline=None)
@given(rows=st.integers(0, 120), practice=st.booleans())
def test_any_number_of_rows_can_be_drawn(rows: int, practice: bool) -> None:
    sheet: Sheet = small_sheet(rows, practice=practice)
    pages = _pages(draw(sheet))
    assert "Ma Văn Quý" in pages[-1]


def test_a_list_of_five_thousand_lines_is_drawn_whole() -> None:
    pages = PdfReader(io.BytesIO(draw(FORMS["VI"].build(long_list(5000), CONTEXT)))).pages
    assert len(pages) > 100
    assert "Triệu Văn Kềm 4999" in _words(pages[-1].extract_text())
    assert pages[-1].extract_text().split()[0] == str(len(pages))
