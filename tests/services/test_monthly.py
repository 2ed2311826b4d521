"""The month's report counts what the in-year decisions made of households, and nothing else."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.domain.household import Household
from desktop.domain.procedure import (
    Case,
    Decision,
    DecisionKind,
    Meeting,
    Posting,
    StepDone,
)
from desktop.domain.review import HouseholdClass
from desktop.errors import FormUnknown
from desktop.reports.sheet import as_text
from desktop.services import deciding, monthly, proceeding, reporting, sealing_papers
from desktop.store.connection import Db
from tests.services.made import BY, NEAR, NOT, POOR, add, answers, at, key, open_rounds

D = datetime.date
ON: dict[str, Any] = {"now": at(2026, 8, 20), "by": BY}
MARCH, APRIL = 3, 4


def _decided(
    db: Db, procedure: str, home: Household, now: HouseholdClass, month: int, number: str
) -> None:
    """A case gone through: request, sheet, meeting, posting, decision."""
    of = proceeding.open_case(db, Case(
        uid="", procedure=procedure, year=2026, opened_on=D(2026, month, 15),
        household_uids=(home.uid,),
    ), **ON).record  # fmt: skip
    proceeding.record_step(db, StepDone(
        uid="", case_uid=of.uid, step="request", done_on=D(2026, month, 10), number="2",
        household_uid=home.uid,
    ), **ON)  # fmt: skip
    sheet = answers(now, D(2026, month, 16))
    deciding.key_sheet(db, of.uid, home.uid, sheet, **ON)
    proceeding.record_meeting(db, Meeting(
        uid="", case_uid=of.uid, village=home.village, held_on=D(2026, month, 16), present=20,
        agreed={home.uid: 20},
    ), **ON)  # fmt: skip
    proceeding.record_posting(db, Posting(
        uid="", case_uid=of.uid, village=home.village, posted_on=D(2026, month, 17),
    ), **ON)  # fmt: skip
    is_out = now is NOT
    deciding.decide(db, Decision(
        uid="", case_uid=of.uid, number=number, signed_on=D(2026, month, 28),
        kind=DecisionKind.ESCAPED if is_out else DecisionKind.RECOGNISED,
    ), **ON)  # fmt: skip


@pytest.fixture
def spring(commune: Db) -> Db:
    """March: one poor and one near-poor; April: one of last year's poor escapes. No round of 2026."""
    open_rounds(commune, 2025)
    out = add(commune, "Bàn Văn Ba", village="Nà Bó")
    key(commune, out, POOR, 2025)
    poor = add(commune, "Bàn Văn Một", village="Nà Bó")
    near = add(commune, "Bàn Văn Hai", village="Khuổi Trang")
    _decided(commune, "in_year_recognition", poor, POOR, MARCH, "11/QĐ")
    _decided(commune, "in_year_recognition", near, NEAR, MARCH, "12/QĐ")
    _decided(commune, "in_year_exit", out, NOT, APRIL, "13/QĐ")
    return commune


def _lines(db: Db, month: int) -> dict[str, list[object]]:
    sheet = monthly.sheet_of(db, 2026, month)
    return {str(r.lines[0][1]): list(r.lines[0][2:]) for r in sheet.body}


def test_a_month_and_all_since_january_are_counted_by_village(spring: Db) -> None:
    assert _lines(spring, MARCH) == {
        "Khuổi Trang": [0, 0, 1, 3, 0, 0, 0, 0] * 2,
        "Nà Bó": [1, 3, 0, 0, 0, 0, 0, 0] * 2,
        "Tổng cộng": [1, 3, 1, 3, 0, 0, 0, 0] * 2,
    }
    assert _lines(spring, APRIL)["Tổng cộng"] == [
        *(0, 0, 0, 0, 1, 3, 0, 0),
        *(1, 3, 1, 3, 1, 3, 0, 0),
    ]


def test_a_month_without_decisions_says_so(spring: Db) -> None:
    text = as_text(monthly.sheet_of(spring, 2026, 5))
    assert "Tháng 5 năm 2026 không có hộ nào" in text
    assert "chưa có hộ nào." not in text
    january = as_text(monthly.sheet_of(spring, 2026, 1))
    assert "Từ đầu năm 2026 chưa có hộ nào." in january
    assert "Tổng cộng" in january
    assert "đến hết ngày 31/01/2026" in january


def test_a_decision_whose_sheet_was_gone_over_is_told_not_guessed(spring: Db) -> None:
    [near] = [
        s for c in proceeding.cases(spring, 2026) for s in proceeding.records_of(spring, c).subjects
        if s.name == "Bàn Văn Hai"
    ]  # fmt: skip
    of = proceeding.open_case(spring, Case(
        uid="", procedure="in_year_exit", year=2026, opened_on=D(2026, 7, 15),
        household_uids=(near.uid,),
    ), **ON).record  # fmt: skip
    proceeding.record_step(spring, StepDone(
        uid="", case_uid=of.uid, step="request", done_on=D(2026, 7, 10), number="9",
        household_uid=near.uid,
    ), **ON)  # fmt: skip
    deciding.key_sheet(spring, of.uid, near.uid, answers(NOT, D(2026, 7, 16)), **ON)
    text = as_text(monthly.sheet_of(spring, 2026, 7))
    assert "Có 1 hộ chưa được cộng" in text


def test_the_report_is_offered_of_months_that_have_begun(commune: Db, upper: Db) -> None:
    today = D(2026, 3, 4)
    assert monthly.offered(commune, 2026, today) == ["thang-1", "thang-2", "thang-3"]
    assert len(monthly.offered(commune, 2025, today)) == 8
    assert monthly.offered(commune, 2027, today) == []
    assert monthly.offered(upper, 2026, today) == []
    assert monthly.month_of("7.1") is None
    assert monthly.month_of("thang-9") is None
    with pytest.raises(FormUnknown):
        monthly.paper_of(commune, "thang-12", 2026)


def test_the_paper_is_saved_under_its_code_as_pdf_and_excel(spring: Db, tmp_path: Any) -> None:
    paper = monthly.paper_of(spring, "thang-3", 2026)
    assert paper.stem == "bao_cao_thang_03_02296_2026"
    assert paper.pdf.startswith(b"%PDF")
    reporting.write_paper(spring, paper, "xlsx", tmp_path / "a.xlsx", **ON)
    assert sealing_papers.find(spring, paper.sheet.code).paper.form == "thang"
    page = openpyxl.load_workbook(io.BytesIO((tmp_path / "a.xlsx").read_bytes())).active
    words = [str(c.value) for row in page.iter_rows() for c in row if c.value is not None]
    assert paper.sheet.code in page.oddFooter.left.text
    assert "BÁO CÁO KẾT QUẢ RÀ SOÁT THƯỜNG XUYÊN" in words


def test_all_reports_take_the_months_that_decided_something(spring: Db, tmp_path: Path) -> None:
    today = D(2026, 8, 20)
    assert monthly.told(spring, 2026, today) == ["thang-3", "thang-4"]
    assert monthly.told(spring, 2026, D(2026, 3, 30)) == ["thang-3"]
    assert monthly.told(spring, 2025, today) == []
    along = monthly.sheets_of(spring, 2026, monthly.told(spring, 2026, today))
    out = tmp_path / "giay"
    sheets = reporting.sheets_of(spring, 2026, [], official=True)  # no round in spring
    written = reporting.write_sheets(spring, 2026, sheets | along, out, **ON)
    kinds = ("pdf", "xlsx")
    names = [f"bao_cao_thang_{n}_02296_2026.{kind}" for n in ("03", "04") for kind in kinds]
    assert [p.name for p in written] == names
    assert sorted(p.name for p in out.iterdir()) == sorted(names)
    march = sealing_papers.coded(along["bao_cao_thang_03_02296_2026"])
    assert sealing_papers.find(spring, march.code).paper.year == 2026


def test_a_month_that_is_not_reported_is_refused_by_name(spring: Db) -> None:
    with pytest.raises(FormUnknown):
        monthly.sheets_of(spring, 2026, ["thang-9"])
