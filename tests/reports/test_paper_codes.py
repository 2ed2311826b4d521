"""The code at the foot: on every page, drawn once, and nothing of the paper changed by it."""

from __future__ import annotations

import io
from dataclasses import replace

from pypdf import PdfReader

from desktop.domain.codes import paper_code
from desktop.reports.pdf import draw
from desktop.reports.sheet import as_text
from desktop.reports.text_pdf import draw_papers
from desktop.reports.text_sheet import Paragraph, TextSheet
from tests.reports.papers import small_sheet

CODE = paper_code("anything")


def test_every_page_of_a_long_list_carries_the_code_that_is_drawn_once() -> None:
    sheet = small_sheet(200)
    plain, coded = draw(sheet), draw(replace(sheet, code=CODE))
    pages = PdfReader(io.BytesIO(coded)).pages
    assert len(pages) == len(PdfReader(io.BytesIO(plain)).pages) > 3
    assert all(f"Mã giấy: {CODE}" in page.extract_text() for page in pages)
    # The squares of the QR stand in the file once: each page more costs a name.
    assert len(coded) - len(plain) < 2_000 + 200 * len(pages)


def test_the_code_is_no_part_of_the_text() -> None:
    sheet = small_sheet(3)
    assert as_text(replace(sheet, code=CODE)) == as_text(sheet)


def test_papers_of_running_text_carry_their_own_codes() -> None:
    top = small_sheet(1).heading
    codes = [paper_code(str(n)) for n in range(3)]
    papers = [
        TextSheet(form="x", heading=top, parts=(Paragraph(text="Một câu."),), code=code)
        for code in codes
    ]
    pages = PdfReader(io.BytesIO(draw_papers(papers))).pages
    assert [next(c for c in codes if c in page.extract_text()) for page in pages] == codes
