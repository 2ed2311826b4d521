"""The papers of the procedure: expected texts, pages of PDF, cells of Excel, what may never stand there."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.paper_words import PaperWords
from desktop.domain.unit import Signatory
from desktop.reports.forms import certificate, letter, minutes, posting_list, request, survey
from desktop.reports.sheet import Column, Heading, Kind, Row, RowKind, Sheet
from desktop.reports.text_layout import lay_text
from desktop.reports.text_pdf import draw_papers
from desktop.reports.text_sheet import (
    AnySheet,
    Paragraph,
    Part,
    Signer,
    Signing,
    Table,
    TextSheet,
    as_text,
)
from desktop.reports.text_xlsx import write_papers
from tests.reports.papers import NA_CON, VILLAGES, many
from tests.reports.procedure_papers import (
    LONG_NAME,
    PAPERS_CONTEXT,
    POSTING,
    WORDS,
    YEARS,
    all_papers,
    holder,
    home,
    homes,
    meeting,
    posted,
    voted,
)

Golden = Callable[[str, str], None]
NAMES = tuple(all_papers(2))


def _pages(sheets: list[AnySheet]) -> list[str]:
    """The words of each page, spaces made one."""
    document = pypdfium2.PdfDocument(draw_papers(sheets, invariant=True))
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def _book(sheets: list[AnySheet]) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write_papers(sheets)))


def _values(book: Any) -> list[object]:
    return [
        cell.value
        for page in book.worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.value is not None
    ]


@pytest.mark.parametrize("name", NAMES)
def test_papers_look_as_expected(name: str, golden: Golden) -> None:
    text = "\n".join(as_text(sheet) for sheet in all_papers(6)[name])
    golden(f"paper_{name}", text)


@pytest.mark.parametrize("name", NAMES)
def test_pdf_and_excel_hold_the_same_names_and_titles(name: str) -> None:
    sheets = all_papers(6)[name]
    pages = " ".join(_pages(sheets))
    cells = " ".join(str(v) for v in _values(_book(sheets)))
    for sheet in sheets:
        for line in (*sheet.heading.title, sheet.heading.mark):
            assert line in pages
            assert line in cells
    assert pages.count("Triệu Văn Kềm 40") == 0 or "Triệu Văn Kềm 40" in cells


SHORT = {
    "request_blank": 1, "request": 1, "request_to_leave": 1, "annex_i": 1, "minutes": 2,
    "minutes_open": 2, "posting": 1, "recheck": 1, "recheck_done": 1, "letter": 1,
    "certificate": 6, "refusal": 1, "survey": 1, "survey_blank": 1,
}  # fmt: skip


@pytest.mark.parametrize("name", SHORT)
def test_short_papers_take_as_few_pages_as_they_should(name: str) -> None:
    assert len(_pages(all_papers(6)[name])) == SHORT[name]


@pytest.mark.parametrize("name", ["annex_i", "minutes", "posting", "letter"])
def test_long_tables_repeat_their_head_number_pages_and_end_in_company(name: str) -> None:
    pages = _pages(all_papers(60, long=True)[name])
    assert len(pages) > 1
    head = {"letter": "Tổng số hộ dân cư"}.get(name, "Họ và tên chủ hộ")
    for number, page in enumerate(pages[: len(pages) // (2 if name == "minutes" else 1)], start=1):
        if number > 1:
            assert page.startswith(str(number))
        if number < len(pages) // (2 if name == "minutes" else 1):
            assert head in page
    assert len(pages[-1]) > 150, "the signatures are alone"


def test_a_long_name_is_wrapped_and_none_of_it_lost() -> None:
    document = pypdfium2.PdfDocument(draw_papers(all_papers(3, size=14, long=True)["certificate"]))
    words = "".join(document[0].get_textpage().get_text_bounded().split())
    assert words.count(LONG_NAME.replace(" ", "")) == 1 + 14


def test_both_copies_of_the_minutes_say_where_they_belong() -> None:
    first, second = minutes.build(meeting(homes(2)), voted(homes(2)), PAPERS_CONTEXT, WORDS)
    assert first.heading.subtitle == ("Bản 1 – lưu tại thôn Nà Mỵ",)
    assert second.heading.subtitle == ("Bản 2 – gửi Ủy ban nhân dân xã Bình An",)
    assert first.parts == second.parts


def test_exactly_half_of_those_present_is_enough() -> None:
    one = home(1)
    for votes, word in ((20, "50,00 | Thống nhất"), (19, "47,50 | Rà soát lại")):
        held = replace(meeting([one]), agreed={one.uid: votes})
        text = as_text(minutes.build(held, voted([one]), PAPERS_CONTEXT, WORDS)[0])
        assert f"{votes} | {40 - votes} | {word}" in text


def test_posted_lists_show_only_columns_that_the_public_may_see() -> None:
    found = posted(homes(4))
    lawful = as_text(posting_list.build(POSTING, found, PAPERS_CONTEXT, WORDS))
    wide = replace(WORDS, posting_columns=("head", "before", "class", "b1", "b2", "citizen_id"))
    more = as_text(posting_list.build(POSTING, found, PAPERS_CONTEXT, wide))
    assert "Điểm B1" in more
    assert "Điểm B1" not in lawful
    for text in (lawful, more):
        for one in found:
            for member in one.household.members:
                assert member.citizen_id not in text
                assert member.born not in text
            assert one.household.members[1].name not in text


def test_a_posting_setting_without_lawful_columns_falls_back_to_the_default() -> None:
    wrong = PaperWords(posting_columns=("citizen_id",))
    text = as_text(posting_list.build(POSTING, posted(homes(2)), PAPERS_CONTEXT, wrong))
    assert "Họ và tên chủ hộ" in text


def test_a_citizens_paper_names_no_issuing_body() -> None:
    (page,) = _pages([request.build(None, PAPERS_CONTEXT, WORDS)])
    assert page.startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert "ỦY BAN NHÂN DÂN XÃ BÌNH AN" not in page


def test_practice_papers_are_marked_on_every_page() -> None:
    context = replace(PAPERS_CONTEXT, practice=True)
    sheets: list[AnySheet] = [certificate.build(holder(home(1)), context, WORDS, years=YEARS)]
    assert all("LUYỆN TẬP" in page for page in _pages(sheets))
    assert "LUYỆN TẬP, không có giá trị pháp lý" in _values(_book(sheets))


def test_a_name_that_is_not_set_is_left_open() -> None:
    context = replace(PAPERS_CONTEXT, signatory=Signatory())
    text = as_text(letter.build(VILLAGES, context, WORDS))
    assert "sign: TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH\n" in text
    assert "…………, ngày 08 tháng 12 năm 2026" in text


def test_no_legal_basis_is_made_up() -> None:
    text = "\n".join(as_text(s) for papers in all_papers(3).values() for s in papers)
    for word in ("Nghị định", "Thông tư", "Luật", "Nghị quyết"):
        assert word not in text


def test_the_survey_says_that_it_is_a_working_sheet() -> None:
    assert "Tờ làm việc" in as_text(survey.build(None, PAPERS_CONTEXT, WORDS))


def test_a_draft_certificate_leaves_number_and_day_open() -> None:
    made = holder(home(1))
    draft = replace(made, certificate=replace(made.certificate, number=""))
    text = as_text(certificate.build(draft, PAPERS_CONTEXT, WORDS, years=YEARS))
    assert "Số: ……/GCN-HN.HCN" in text
    assert "ngày …… tháng …… năm 2026" in text


def test_the_letter_counts_as_its_table_does() -> None:
    sheet = letter.build([NA_CON, *VILLAGES], PAPERS_CONTEXT, WORDS)
    text = as_text(sheet)
    assert "Hộ nghèo: 68 hộ, 358 nhân khẩu." in text
    assert "total    | Tổng cộng | 1.446 | 68 | 358 | 4,70 | 51 | 216 | 3,53" in text


def test_without_residents_the_letter_has_no_rate() -> None:
    bare = replace(NA_CON, resident_households=None)
    text = as_text(letter.build([bare], PAPERS_CONTEXT, WORDS))
    assert "Nà Cọn | – | 25 | 128 | – | 17 | 69 | –" in text


# Excel -------------------------------------------------------------------------------------------
def test_sums_and_rates_of_the_letter_are_formulas_on_real_numbers() -> None:
    page = _book([letter.build(many(3), PAPERS_CONTEXT, WORDS)]).worksheets[0]
    rows = [[c.value for c in row if c.value is not None] for row in page.iter_rows()]
    total = next(r for r in rows if r and r[0] == "Tổng cộng")
    assert sum(str(v).startswith("=SUM(") for v in total) == 5
    assert sum(str(v).startswith("=IF(") for v in total) == 2
    first = next(r for r in rows if len(r) > 1 and r[1] == "Thôn 1")
    assert first[:5] == [1, "Thôn 1", 150, 25, 128]


def test_a_pile_is_one_worksheet_with_a_page_break_between_papers() -> None:
    pile: list[AnySheet] = [request.build(home(n), PAPERS_CONTEXT, WORDS) for n in range(1, 4)]
    book = _book(pile)
    assert book.sheetnames == ["01"]
    assert len(book.worksheets[0].row_breaks.brk) == 2


def test_long_minutes_repeat_their_head_on_a_worksheet_for_each_copy() -> None:
    book = _book(all_papers(30)["minutes"])
    assert book.sheetnames == ["V", "V (2)"]
    for page in book.worksheets:
        first = int(page.print_title_rows.split(":")[0].strip("$"))
        assert page.cell(first, 1).value == "STT"
    assert _book(all_papers(6)["minutes"]).sheetnames == ["V"]


def test_a_row_whose_text_wraps_is_tall_enough_in_excel() -> None:
    for name in ("posting", "minutes"):
        page = _book(all_papers(30, long=True)[name]).worksheets[0]
        rows = [r[0].row for r in page.iter_rows() if any(c.value == LONG_NAME for c in r)]
        assert len(rows) == 30 if name == "minutes" else rows
        assert all((page.row_dimensions[row].height or 0) > 26 for row in rows)


def test_lists_of_a_decision_are_worksheets_of_their_own() -> None:
    book = _book(all_papers(4)["recognised"])
    assert book.sheetnames == ["02", "Hộ nghèo", "Hộ cận nghèo"]
    assert book["Hộ nghèo"].page_setup.orientation == "landscape"
    assert book["02"].page_setup.orientation == "portrait"
    assert {s.page_setup.paperSize for s in book.worksheets} == {9}


@pytest.mark.parametrize("name", NAMES)
def test_merged_areas_never_overlap(name: str) -> None:
    for page in _book(all_papers(4)[name]).worksheets:
        seen: set[tuple[int, int]] = set()
        for area in page.merged_cells.ranges:
            cells = {
                (row, column)
                for row in range(area.min_row, area.max_row + 1)
                for column in range(area.min_col, area.max_col + 1)
            }
            assert not seen & cells
            seen |= cells


def test_the_same_papers_give_the_same_bytes() -> None:
    sheets = all_papers(3)["minutes"]
    assert write_papers(sheets) == write_papers(sheets)
    assert draw_papers(sheets, invariant=True) == draw_papers(sheets, invariant=True)


def test_a_pile_can_be_stopped() -> None:
    class Stop(Exception):
        pass

    def tick(done: int, total: int) -> None:
        if done == 2:
            raise Stop

    with pytest.raises(Stop):
        draw_papers(all_papers(3)["certificate"], tick=tick)


# Pages, with any parts ---------------------------------------------------------------------------
_ROOM, _TALL = 467.0, 728.0
_texts = st.text("abc đẳng ", min_size=1, max_size=900).map(lambda s: Paragraph(text=s))
_tables = st.integers(1, 90).map(
    lambda n: Table(
        head=(Column(title="TT", kind=Kind.ORDINAL, width=10), Column(title="Họ tên", width=90)),
        body=tuple(Row(kind=RowKind.ENTRY, lines=((i, "Nà Mỵ"),)) for i in range(n)),
    )
)
_signing = Signing(signers=(Signer(titles=("CHỦ TỊCH",), name="Ma Văn Quý"),))


@given(st.lists(st.one_of(_texts, _tables), min_size=1, max_size=6))
def test_nothing_leaves_the_page_and_signatures_are_never_alone(parts: list[Part]) -> None:
    sheet = TextSheet(
        form="t", heading=Heading(body="UBND", title=("THỬ",)), parts=(*parts, _signing)
    )
    top, pages = lay_text(sheet, _ROOM, _TALL)
    for number, page in enumerate(pages):
        height = top.height if number == 0 else 0.0
        table = None
        for slab in page:
            if slab.table is not None and slab.table is not table:
                height += slab.table.head_height
            table = slab.table
            height += slab.height
        assert height <= _TALL + 0.01
    wanted = [p for p in parts if isinstance(p, Paragraph) and p.text.split()]
    if wanted or any(isinstance(p, Table) for p in parts):
        assert sum(bool(s.block.words or s.row) for s in pages[-1]) > 1


def test_a_table_paper_and_a_text_go_into_one_document() -> None:
    sheets = all_papers(2)["escaped"]
    assert isinstance(sheets[0], TextSheet)
    assert isinstance(sheets[1], Sheet)
    document = pypdfium2.PdfDocument(draw_papers(sheets))
    sizes = [tuple(round(x) for x in page.get_size()) for page in document]
    assert sizes == [(595, 842), (842, 595)]


def test_days_of_certificates_are_those_they_were_signed_on() -> None:
    made = certificate.build(holder(home(1)), PAPERS_CONTEXT, WORDS, years=YEARS)
    assert made.heading.place_date == "Bình An, ngày 10 tháng 12 năm 2026"
    assert PAPERS_CONTEXT.on == datetime.date(2026, 12, 8)
