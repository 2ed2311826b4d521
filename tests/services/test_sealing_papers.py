"""The code on a paper: found again with its text and totals, and a retouched paper shows."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from desktop.domain.codes import paper_code
from desktop.errors import PaperCodeUnknown, PaperCodeWrong
from desktop.reports.sheet import as_text
from desktop.services import registering, reporting, sealing_papers
from desktop.services.sealing_papers import Line, TableLine
from desktop.store.connection import Db
from tests.services.made import BY, NOW, POOR, at, key

YEAR = 2026


def test_the_code_stands_on_every_page_and_in_the_workbooks_foot(sender: Db) -> None:
    paper = reporting.paper_of(sender, "7.1", YEAR)
    assert paper.sheet.code == paper_code(as_text(paper.sheet))
    for page in PdfReader(io.BytesIO(paper.pdf)).pages:
        assert f"Mã giấy: {paper.sheet.code}" in page.extract_text()
    page = load_workbook(io.BytesIO(reporting.ink(paper.sheet, "xlsx"))).active
    assert page is not None
    assert paper.sheet.code in str(page.oddFooter.left.text)


def test_a_paper_only_looked_at_is_not_kept(sender: Db) -> None:
    paper = reporting.paper_of(sender, "7.1", YEAR)
    with pytest.raises(PaperCodeUnknown):
        sealing_papers.find(sender, paper.sheet.code)


def test_what_was_written_is_found_with_its_totals_and_text(sender: Db, tmp_path: Path) -> None:
    paper = reporting.paper_of(sender, "7.1", YEAR)
    reporting.write_paper(sender, paper, "pdf", tmp_path / "a.pdf", now=NOW, by=BY)
    found = sealing_papers.find(sender, f" {paper.sheet.code.lower().replace('-', '')} ")
    assert found.paper.form == "7.1"
    assert found.paper.official
    assert found.paper.text == as_text(paper.sheet)
    totals = dict(found.paper.totals)
    assert totals["(1) Số hộ"] == "50"
    assert totals["(3) Số hộ"] == "2"
    assert [(e.action, e.by) for e in found.times] == [("paper-written", BY)]


def test_the_same_state_has_one_code_and_each_time_it_left_is_told(
    sender: Db, tmp_path: Path
) -> None:
    paper = reporting.paper_of(sender, "7.1", YEAR)
    reporting.write_paper(sender, paper, "pdf", tmp_path / "a.pdf", now=NOW, by=BY)
    reporting.note_printed(sender, paper, 1, now=at(YEAR, 12), by="Ai Khác")
    found = sealing_papers.find(sender, paper.sheet.code)
    assert [(e.action, e.by) for e in found.times] == [
        ("paper-written", BY), ("paper-printed", "Ai Khác"),
    ]  # fmt: skip


def test_the_paper_stays_as_it_was_when_the_book_changes(sender: Db, tmp_path: Path) -> None:
    before = reporting.paper_of(sender, "7.1", YEAR)
    reporting.write_paper(sender, before, "pdf", tmp_path / "a.pdf", now=NOW, by=BY)
    home = registering.add_household(sender, "Nà Bó", "Lý A Páo", now=NOW, by=BY)
    key(sender, home, POOR)
    after = reporting.paper_of(sender, "7.1", YEAR)
    assert after.sheet.code != before.sheet.code
    assert sealing_papers.find(sender, before.sheet.code).paper.text == as_text(before.sheet)


def test_a_retouched_figure_would_need_another_code(sender: Db) -> None:
    sheet = reporting.paper_of(sender, "7.1", YEAR).sheet
    first = sheet.body[0]
    line = (*first.lines[0][:2], 999, *first.lines[0][3:])
    retouched = replace(sheet, body=(replace(first, lines=(line,)), *sheet.body[1:]))
    assert paper_code(as_text(retouched)) != sheet.code


def test_all_papers_written_at_once_are_kept(sender: Db, tmp_path: Path) -> None:
    reporting.write_papers(sender, YEAR, ["7.1", "VI"], tmp_path, now=NOW, by=BY)
    for form in ("7.1", "VI"):
        code = paper_code(as_text(reporting.sheet_of(sender, form, YEAR)))
        assert sealing_papers.find(sender, code).paper.form
    listed = sealing_papers.find(sender, code).paper
    assert dict(listed.totals)["Số hộ trong danh sách"] == "4"


def test_a_mistyped_code_is_told_from_an_unknown_one(sender: Db) -> None:
    good = paper_code("some other office's paper")
    with pytest.raises(PaperCodeUnknown):
        sealing_papers.find(sender, good)
    with pytest.raises(PaperCodeWrong):
        sealing_papers.find(sender, good[:-1] + ("A" if good[-1] != "A" else "B"))
    with pytest.raises(PaperCodeWrong):
        sealing_papers.find(sender, "")


def test_the_text_reads_as_a_paper_again(sender: Db) -> None:
    text = as_text(reporting.paper_of(sender, "7.1", YEAR).sheet)
    parts = sealing_papers.readable(text)
    rows = [p.cells for p in parts if isinstance(p, TableLine)]
    said = [p.words for p in parts if isinstance(p, Line)]
    assert rows[0][:3] == ("TT", "Đơn vị", "Số hộ")
    assert rows[4][:4] == ("1", "Nà Bó", "50", "220")
    assert len({len(row) for row in rows}) == 1
    assert any("TỔNG HỢP KẾT QUẢ" in words for words in said)
    assert not any(words.startswith(("form ", "2: ")) for words in said)
