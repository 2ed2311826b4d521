"""Texts to be edited: real headings, repeated heads, page fields, pictures with words, the same bytes."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from desktop.reports.chart import Chart, chart_words
from desktop.reports.forms import account, plan
from desktop.reports.running import running
from desktop.reports.sheet import leaves, shown
from desktop.reports.text_docx import write_docx
from desktop.reports.text_sheet import Break, FieldLine, Paragraph, Table, TextSheet, WritingLines
from tests.reports.accounts import paper
from tests.reports.papers import CONTEXT
from tests.reports.plans import MEASURES
from tests.reports.procedure_papers import all_papers

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
_WRITER = bool(OFFICE) and any(Path(OFFICE or "").resolve().parent.parent.glob("program/libswlo.*"))
ACCOUNT = replace(account.build(paper(), CONTEXT), code="J5AU-KQB5-7")
HEADINGS = [p for p in ACCOUNT.parts if isinstance(p, Paragraph) and p.level]


def _opened(*sheets: TextSheet) -> Any:
    return docx.Document(io.BytesIO(write_docx(sheets)))


@pytest.fixture(scope="module")
def written() -> Any:
    return _opened(ACCOUNT)


def test_headings_are_headings_of_the_word_processor(written: Any) -> None:
    found = [
        (p.style.name, p.text) for p in written.paragraphs if p.style.name.startswith("Heading")
    ]
    assert found == [(f"Heading {h.level}", h.text) for h in HEADINGS]
    styles = [written.styles[name] for name in ("Normal", "Title", "Heading 1", "Heading 2")]
    assert {s.font.name for s in styles} == {"Times New Roman"}
    assert all(s.font.color is None or s.font.color.rgb is None for s in styles), "black"


def test_cells_are_those_of_the_sheet(written: Any) -> None:
    """The first table is the national heading, the last the signatures."""
    ours = [part for part in ACCOUNT.parts if isinstance(part, Table)]
    theirs = written.tables[1:-1]
    assert len(theirs) == len(ours)
    for mine, made in zip(ours, theirs, strict=True):
        kinds = [c.kind for c in leaves(mine.head)]
        lines = [line for row in mine.body for line in row.lines]
        rows = made.rows[len(made.rows) - len(lines) :]
        for line, row in zip(lines, rows, strict=True):
            told = [shown(v, k) for v, k in zip(line, kinds, strict=True)]
            assert [c.text for c in row.cells] == told


def test_heads_repeat_and_rows_stay_whole(written: Any) -> None:
    for table in written.tables[1:-1]:
        flags = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert flags[0]
        assert flags == sorted(flags, reverse=True), "heads stand first"
        assert not all(flags)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_figures_end_at_the_right(written: Any) -> None:
    row = next(t for t in written.tables if t.cell(0, 1).text == "Loại biện pháp").rows[1]
    sides = [c.paragraphs[0].alignment for c in row.cells]
    assert [str(s).split(" ")[0] for s in sides[1:3]] == ["LEFT", "RIGHT"]


def test_charts_are_pictures_that_tell_their_numbers(written: Any) -> None:
    charts = [part for part in ACCOUNT.parts if isinstance(part, Chart)]
    pictures = [shape._inline for shape in written.inline_shapes]
    assert [p.docPr.get("descr") for p in pictures] == [chart_words(c) for c in charts]
    assert "2026 8,34 %" in pictures[0].docPr.get("descr")
    ids = [p.docPr.get("id") for p in pictures]
    assert len(set(ids)) == len(ids) == 5
    body = written.sections[0]
    room = body.page_width - body.left_margin - body.right_margin
    assert all(abs(shape.width - room) < 20_000 for shape in written.inline_shapes)


def test_pages_are_numbered_from_the_second_on_a4(written: Any) -> None:
    page = written.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert (round(page.left_margin.mm), round(page.right_margin.mm)) == (30, 15)
    assert page.different_first_page_header_footer
    assert "PAGE" in page.header._element.xml
    assert "PAGE" not in page.first_page_header._element.xml
    assert "J5AU-KQB5-7" in page.footer._element.xml


def test_properties_and_language_are_set(written: Any) -> None:
    about = written.core_properties
    assert about.title == "BÁO CÁO Tổng kết công tác giảm nghèo năm 2026"
    assert (about.author, about.language) == ("ỦY BAN NHÂN DÂN XÃ BÌNH AN", "vi-VN")
    assert "python-docx" not in about.comments
    languages = set(re.findall(r'w:lang [^>]*w:val="([^"]+)"', written.styles.element.xml))
    assert languages == {"vi-VN"}


def test_signatures_stand_with_what_is_above_them(written: Any) -> None:
    body = [e for e in written.element.body if e.tag in (qn("w:p"), qn("w:tbl"))]
    above = [e for e in body[-5:-2] if "".join(e.itertext()).strip()]
    assert above
    assert all(e.pPr.find(qn("w:keepNext")) is not None for e in above)
    last = written.tables[-1]
    assert last.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None
    assert "Ma Văn Quý" in last.rows[1].cells[1].text


def test_practice_papers_say_so_on_every_page() -> None:
    practice = account.build(paper(), replace(CONTEXT, practice=True))
    page = _opened(practice).sections[0]
    for header in (page.header, page.first_page_header):
        assert "LUYỆN TẬP" in "".join(p.text for p in header.paragraphs)


def test_settings_keep_the_order_of_the_format(written: Any) -> None:
    tags = [e.tag for e in written.settings.element]
    order = [qn(f"w:{name}") for name in ("compat", "themeFontLang", "decimalSymbol")]
    assert [tags.index(tag) for tag in order] == sorted(tags.index(tag) for tag in order)
    assert 'w:name="compatibilityMode"' in written.settings.element.xml


def test_the_same_paper_gives_the_same_bytes() -> None:
    first = write_docx([ACCOUNT])
    assert first == write_docx([ACCOUNT])
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {i.date_time[0] for i in parts.infolist()} == {2026}
        assert not any("thumbnail" in name for name in parts.namelist())


def test_every_part_of_a_text_can_be_written() -> None:
    """Papers of the procedure have fields, lines to write on, pages, citizens' headings."""
    sheets = [s for pile in all_papers(3).values() for s in pile if isinstance(s, TextSheet)]
    kinds = {type(part) for s in sheets for part in s.parts}
    assert {FieldLine, WritingLines} <= kinds
    broken = replace(sheets[0], parts=(Paragraph(text="a"), Break(), Paragraph(text="b")))
    made = _opened(*sheets, broken)
    assert len(made.sections) == len(sheets) + 1
    assert 'w:br w:type="page"' in made.element.xml
    for sheet in sheets:
        for part in sheet.parts:
            if isinstance(part, Paragraph) and part.text:
                assert part.text.split()[0] in made.element.xml


def test_a_table_paper_becomes_a_text_across_the_page() -> None:
    sheet = plan.measures_list(MEASURES, CONTEXT)
    made = _opened(running(sheet))
    page = made.sections[0]
    assert round(page.page_width.mm) == 297
    assert "Bàn Văn Tiến" in made.tables[1].rows[1].cells[2].text
    assert "Triệu Thị Hiền" in "".join(c.text for r in made.tables[-1].rows for c in r.cells)


def test_letters_that_xml_cannot_hold_are_left_out() -> None:
    odd = replace(ACCOUNT, parts=(Paragraph(text="a\x00b <c> & d\x1f"),))
    assert [p.text for p in _opened(odd).paragraphs if "a" in p.text][-1] == "ab <c> & d"


@pytest.mark.skipif(not _WRITER, reason="LibreOffice Writer is not installed here")
def test_libreoffice_prints_the_text_with_all_headings(tmp_path: Path) -> None:
    path = tmp_path / "bao_cao.docx"
    path.write_bytes(write_docx([ACCOUNT]))
    assert OFFICE is not None
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [OFFICE, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, timeout=180, capture_output=True)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "bao_cao.pdf").pages]
    whole = re.sub(r"\s+", " ", " ".join(pages))
    for heading in HEADINGS:
        assert heading.text in whole
    assert pages[1].lstrip().startswith("2"), "page numbers from the second page on"
    assert not pages[0].lstrip().startswith("1")
    assert len(pages[-1].split()) > 20, "the signatures do not stand alone"
