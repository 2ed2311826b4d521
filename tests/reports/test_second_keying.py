"""The office's own page on sheets keyed twice: its figures add up and it cites no law."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pypdfium2

from desktop.domain.second_keying import ErrorRates, PersonRate, Tally
from desktop.reports.forms.second_keying import build
from desktop.reports.pdf import draw
from desktop.reports.sheet import as_text
from desktop.reports.xlsx import write
from tests.reports.papers import CONTEXT

RATES = ErrorRates(
    year=2026, percent=5, complete=812, drawn=41, to_key=6, to_settle=2, settled=33,
    people=(
        PersonRate(
            name="Bàn Thị Mẫu", first=Tally(21, 1512, 18), second=Tally(4, 288, 1),
            frequent=(("Ngày sinh", 6), ("Số định danh", 3)),
        ),
        PersonRate(name="Nông Thị Yến", first=Tally(12, 846, 4), second=Tally(20, 1440, 0)),
        PersonRate(name="Triệu Thị Hiền", first=Tally(), second=Tally(9, 630, 9)),
    ),
)  # fmt: skip


def test_each_person_has_a_line_and_the_whole_adds_up() -> None:
    lines = as_text(build(RATES, CONTEXT)).splitlines()
    assert (
        "unit    1 | Bàn Thị Mẫu | 21 | 1.512 | 18 | 1,19 | 4 | 288 | 1 | 0,35"
        " | Ngày sinh (6); Số định danh (3)"
    ) in lines
    assert "unit    3 | Triệu Thị Hiền | 0 | 0 | 0 | – | 9 | 630 | 9 | 1,43 |" in lines
    assert "total    | Tất cả | 33 | 2.358 | 22 | 0,93 | 33 | 2.358 | 10 | 0,42 |" in lines


def test_the_page_says_how_it_was_drawn_and_names_no_article_of_the_law() -> None:
    text = as_text(build(RATES, CONTEXT))
    assert "Rút ngẫu nhiên 41 trong 812 phiếu đã xong (mức 5 %)" in text
    assert "Đã thống nhất 33 phiếu, còn 6 phiếu chưa nhập lại, 2 phiếu chưa thống nhất" in text
    for word in ("Điều", "Thông tư", "Nghị định", "Phụ lục", "Biểu 7"):
        assert word not in text


def test_a_practice_page_is_marked_on_paper() -> None:
    sheet = build(RATES, replace(CONTEXT, practice=True))
    assert sheet.heading.practice
    page = pypdfium2.PdfDocument(draw(sheet))[0].get_textpage().get_text_bounded()
    assert "LUYỆN TẬP" in page
    assert "BIÊN BẢN NHẬP LẠI PHIẾU LẦN HAI" in page


def test_excel_keeps_sums_and_rates_as_formulas() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write(build(RATES, CONTEXT))))
    formulas = [c.value for row in book.active.iter_rows() for c in row if c.data_type == "f"]
    assert sum("SUM" in str(f) for f in formulas) == 6
    assert len(formulas) == 6 + 2 * 4
