"""Accounts and plans as files: whole or not at all, kept under their code, the same numbers in each."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from desktop.domain.planning import AccountKind
from desktop.errors import FileUnwritable
from desktop.reports.sheet import Sheet
from desktop.reports.text_sheet import Table, TextSheet, as_text
from desktop.services import sealing_papers
from desktop.services.planning import account_report, accounts, plan_papers, plan_report
from desktop.services.planning.plan_report import Paper
from desktop.store import audit, settings
from desktop.store.connection import Db, writing
from tests.services.made import BY, COMMUNE
from tests.services.planning.account_made import NOW, TODAY, begin, play

KINDS = plan_papers.KINDS


@pytest.fixture
def played(commune: Db) -> Db:
    play(commune)
    return commune


@pytest.mark.parametrize("kind", KINDS)
def test_an_account_is_written_and_found_again_by_its_code(
    played: Db, tmp_path: Path, kind: str
) -> None:
    account = begin(played)
    path = tmp_path / account_report.file_name(played, account, kind)
    assert path.name == f"bao-cao-giam-ngheo_tong_ket_nam_{COMMUNE}_2026.{kind}"
    account_report.write(played, account, kind, path, now=NOW, by=BY)
    code = account_report.preview(played, account, TODAY).code
    found = sealing_papers.find(played, code)
    assert (found.paper.year, found.paper.official) == (2026, False)
    assert path.name in str(found.times[0].after)
    assert len(audit.latest(played, "papers")) == 1


def test_one_account_says_the_same_in_pdf_excel_and_text(played: Db, tmp_path: Path) -> None:
    account = begin(played)
    paths = {
        kind: account_report.write(played, account, kind, tmp_path / f"a.{kind}", now=NOW, by=BY)
        for kind in KINDS
    }
    printed = "".join(page.extract_text() for page in PdfReader(paths["pdf"]).pages)
    edited = docx.Document(str(paths["docx"]))
    texts = [c.text for t in edited.tables for row in t.rows for c in row.cells]
    book = openpyxl.load_workbook(paths["xlsx"])
    numbers = [c.value for page in book for row in page.iter_rows() for c in row]
    assert "50.000.000" in printed, "10 and 40 millions; what was stopped is not counted"
    assert "50.000.000" in texts
    assert 10_000_000 in numbers
    assert 40_000_000 in numbers
    assert len(edited.inline_shapes) == printed.count("Biểu đồ ") > 2
    assert as_text(account_report.preview(played, account, TODAY)).count("Bảng ") == printed.count(
        "Bảng "
    )


def test_a_closed_account_is_printed_as_it_was_closed(played: Db) -> None:
    account = begin(played)
    accounts.close(played, account.uid, TODAY, now=NOW, by=BY)
    closed = accounts.get(played, account.uid)
    before = account_report.preview(played, closed, TODAY)
    later = account_report.preview(played, closed, TODAY.replace(year=2028))
    assert before == later
    assert "ngày 20 tháng 12 năm 2026" in before.heading.place_date


def test_the_kept_text_reads_as_the_paper_does(played: Db, tmp_path: Path) -> None:
    account = begin(played)
    account_report.write(played, account, "docx", tmp_path / "a.docx", now=NOW, by=BY)
    code = account_report.preview(played, account, TODAY).code
    lines = sealing_papers.readable(sealing_papers.find(played, code).paper.text)
    words = [line.words for line in lines if isinstance(line, sealing_papers.Line)]
    assert any(w.startswith("Biểu đồ 1. ") and "2026 3,00 %" in w for w in words)
    cells = [line.cells for line in lines if isinstance(line, sealing_papers.TableLine)]
    assert ("2026", "100", "3", "3,00", "2", "2,00", "90", "3", "3,33") in cells


def test_a_disk_that_refuses_leaves_nothing(
    played: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _: bytes) -> None:
        raise FileUnwritable(path=path.name, detail="full")

    monkeypatch.setattr(plan_papers, "write_whole", full)
    account = begin(played)
    seen = audit.newest_id(played)
    with pytest.raises(FileUnwritable):
        account_report.write(played, account, "docx", tmp_path / "a.docx", now=NOW, by=BY)
    assert not [*tmp_path.glob("a.docx*")]
    assert audit.newest_id(played) == seen


def test_an_account_that_nobody_began_is_counted_and_not_kept(played: Db) -> None:
    account = accounts.held_or_new(played, AccountKind.HALF, 2026)
    sheet = account_report.preview(played, account, TODAY)
    assert "Sơ kết" in " ".join(sheet.heading.title)
    assert accounts.of(played, 2026) == ()


def test_practice_papers_say_so_in_name_and_page(played: Db) -> None:
    with writing(played):
        settings.put(played, "office", replace(settings.office(played), practice=True))
    account = begin(played)
    assert account_report.file_name(played, account, "pdf").startswith("luyen-tap_")
    assert account_report.preview(played, account, TODAY).heading.practice


# The plan ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("kind", KINDS)
def test_plans_and_their_lists_are_written(
    played: Db, tmp_path: Path, paper: Paper, kind: str
) -> None:
    path = tmp_path / plan_report.file_name(played, 2026, kind, paper)
    plan_report.write(played, 2026, kind, path, paper=paper, now=NOW, by=BY)
    assert path.name.isascii()
    raw = path.read_bytes()
    assert raw.startswith(b"%PDF" if kind == "pdf" else b"PK")
    sheet = plan_report.preview(played, 2026, TODAY, paper)
    assert sealing_papers.find(played, sheet.code).paper.year == 2026


def test_the_plan_says_who_must_leave_and_who_is_planned(played: Db) -> None:
    found = plan_report.paper_of(played, 2026, TODAY)
    assert [(u.name, u.households, u.poor, u.planned) for u in found.units] == [
        ("Bản Phú", 50, 1, 0),
        ("Nà Bó", 50, 2, 2),
    ]
    assert found.unit_word == "Thôn"
    assert sum(line.amount for line in found.measures) == 50_000_000
    sheet = plan_report.preview(played, 2026, TODAY)
    assert isinstance(sheet, TextSheet)
    assert sum(isinstance(part, Table) for part in sheet.parts) >= 3


def test_lists_name_the_households(played: Db) -> None:
    measures = plan_report.preview(played, 2026, TODAY, Paper.MEASURES)
    escapes = plan_report.preview(played, 2026, TODAY, Paper.ESCAPES)
    assert isinstance(measures, Sheet)
    assert isinstance(escapes, Sheet)
    assert {row.lines[0][2] for row in measures.body[:-1]} >= {"Bàn Văn An", "Bàn Văn Bình"}
    assert len(escapes.body) == 2


def test_a_plan_of_an_empty_book_is_still_a_paper(commune: Db, tmp_path: Path) -> None:
    path = plan_report.write(commune, 2030, "xlsx", tmp_path / "p.xlsx", now=NOW, by=BY)
    assert openpyxl.load_workbook(io.BytesIO(path.read_bytes())).sheetnames
