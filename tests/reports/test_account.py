"""Account and plan on paper: expected texts; one number in PDF, Excel and the text to be edited."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from desktop.domain.account import AccountFigures, BlockKind
from desktop.domain.planning import AccountKind
from desktop.reports.chart import Chart, ChartKind
from desktop.reports.forms import account, plan
from desktop.reports.forms.account_charts import chart_of, goal_rates
from desktop.reports.forms.account_tables import table_of
from desktop.reports.forms.tabled import as_sheet
from desktop.reports.sheet import Foot, Sheet, as_text, leaves, shown
from desktop.reports.text_docx import write_docx
from desktop.reports.text_pdf import draw_papers
from desktop.reports.text_sheet import Table, TextSheet
from desktop.reports.text_sheet import as_text as text_of
from desktop.reports.text_xlsx import write_papers
from tests.reports.accounts import RATE_GOAL, below, figures, paper
from tests.reports.papers import CONTEXT
from tests.reports.plans import CHECKS, ESCAPES, MEASURES, PLAN, TODAY

Golden = Callable[[str, str], None]
ACCOUNT = account.build(paper(), CONTEXT)


def _cells(tables: list[Table] | list[Sheet]) -> list[str]:
    """Every figure of these tables as it is written."""
    return [
        shown(value, column.kind)
        for table in tables
        for row in table.body
        for line in row.lines
        for column, value in zip(leaves(table.head), line, strict=True)
        if isinstance(value, int | float)
    ]


def _tables(sheet: TextSheet) -> list[Table]:
    return [part for part in sheet.parts if isinstance(part, Table)]


# Expected texts ----------------------------------------------------------------------------------
def test_the_account_looks_as_expected(golden: Golden) -> None:
    golden("account", text_of(ACCOUNT))


def test_the_plan_and_its_lists_look_as_expected(golden: Golden) -> None:
    golden("plan", text_of(plan.build(PLAN, CONTEXT)))
    golden("plan_measures", as_text(plan.measures_list(MEASURES, CONTEXT)))
    golden("plan_escapes", as_text(plan.escapes_list(ESCAPES, CONTEXT)))
    golden("plan_checks", as_text(plan.checks_list(CHECKS, CONTEXT, TODAY)))


def test_an_empty_plan_says_so_instead_of_empty_tables() -> None:
    empty = replace(PLAN, goals=(), units=(), tasks=(), measures=(), notes=())
    sheet = plan.build(empty, CONTEXT)
    assert _tables(sheet) == []
    assert "Kế hoạch chưa có nhiệm vụ cho năm này." in text_of(sheet)
    assert plan.sheets(empty, CONTEXT) == ()


def test_accounts_of_half_a_year_and_of_a_period_are_laid_out() -> None:
    half = replace(
        figures(), kind=AccountKind.HALF, flows=(), needs=None, in_year=None, measures=(),
        units=tuple(replace(u, poor_now=None, rate=None, fall=None) for u in figures().units),
    )  # fmt: skip
    told = account.build(replace(paper(), figures=half), CONTEXT)
    assert len(_tables(told)) < len(_tables(ACCOUNT))
    period = replace(figures(), kind=AccountKind.PERIOD, years=(2025, 2026), below=below())
    made = replace(paper(), figures=period)
    goals = table_of(made, "goals")
    assert goals is not None
    assert len(leaves(goals.head)) == 10, "average and verdict over all years stand beside"
    assert table_of(made, "below") is not None


# One number everywhere ---------------------------------------------------------------------------
def test_pdf_excel_and_text_say_the_same_numbers() -> None:
    expected = _cells(_tables(ACCOUNT))
    assert len(expected) > 200
    assert sorted(_cells([*account.sheets(paper(), CONTEXT)])) == sorted(expected)
    printed = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(draw_papers([ACCOUNT]))).pages
    )
    written = docx.Document(io.BytesIO(write_docx([ACCOUNT])))
    edited = [c.text for t in written.tables for row in t.rows for c in row.cells]
    for number in expected:
        assert number in printed
        assert number in edited


def test_excel_computes_what_the_account_prints() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_papers(account.sheets(paper(), CONTEXT))))
    wanted = {"Mục tiêu", "Đơn vị", "Nhu cầu", "Nhiệm vụ", "Biện pháp – kinh phí"}
    assert wanted <= set(book.sheetnames)
    money = book["Biện pháp – kinh phí"]
    found = [c.value for row in money.iter_rows() for c in row if str(c.value).startswith("=")]
    assert any("SUM" in str(f) for f in found), "totals are sums"
    amounts = [c.value for row in money.iter_rows() for c in row]
    assert 2_050_000_000 in amounts, "real numbers, not text"


def test_formulas_that_differ_from_the_values_are_refused() -> None:
    made = table_of(paper(), "measures")
    assert made is not None
    wrong = replace(made.body[0], lines=((1, "Nhà ở", 1, 1, 1, 99, 0, 1, 1),))
    bad = replace(made, body=(wrong, *made.body[1:]))
    with pytest.raises(ValueError, match="formulas differ"):
        as_sheet(bad, account.account_heading(paper(), CONTEXT), Foot())


def test_units_whose_total_is_unknown_make_no_whole() -> None:
    units = (replace(figures().units[0], households=None, rate=None), *figures().units[1:])
    made = table_of(replace(paper(), figures=replace(figures(), units=units)), "units")
    assert made is not None
    total = made.body[-1].lines[0]
    assert (total[2], total[6]) == (None, None)
    assert total[5] == 76


# Charts ------------------------------------------------------------------------------------------
def test_every_chart_has_the_numbers_of_its_table() -> None:
    charts = [part for part in ACCOUNT.parts if isinstance(part, Chart)]
    assert [c.title.split(".")[0] for c in charts] == [f"Biểu đồ {n}" for n in range(1, 6)]
    needs = next(c for c in charts if c.kind is ChartKind.BARS and len(c.labels) == 12)
    table = table_of(paper(), "needs")
    assert table is not None
    rows = [row.lines[0] for row in table.body[1:13]]
    assert [s.values for s in needs.series] == [
        tuple(r[1] for r in rows),
        tuple(r[2] for r in rows),
    ]


def test_the_goal_line_falls_from_the_baseline_by_what_is_asked() -> None:
    """10,70 at the end of 2025, 2 points a year: 8,70 in 2026, 6,70 in 2027."""
    points = {p.year: p for p in figures().series}
    found = goal_rates(RATE_GOAL, points, [2024, 2025, 2026, 2027])
    assert found[0] is None
    assert [round(v, 2) for v in found[1:] if v is not None] == [10.70, 8.70, 6.70]


def test_without_totals_households_are_drawn_instead_of_rates() -> None:
    unknown = tuple(replace(p, households=None) for p in figures().series)
    made = chart_of(replace(paper(), figures=replace(figures(), series=unknown)), "series")
    assert made is not None
    assert made.series[0].values == (310, 262, 205, 161)


def test_before_the_review_units_stand_as_they_were() -> None:
    before = tuple(replace(u, poor_now=None, rate=None, fall=None) for u in figures().units)
    half = replace(figures(), kind=AccountKind.HALF, units=before)
    made = table_of(replace(paper(), figures=half), "units")
    assert made is not None
    assert len(leaves(made.head)) == 8, "no empty columns of a year that is not over"
    assert made.body[-1].lines[0][2:] == (452, 89, None, 36, 18, 21)
    chart = chart_of(replace(paper(), figures=half), "units")
    assert chart is not None
    assert chart.title.endswith("cuối năm 2025")


def test_of_many_units_the_poorest_twenty_are_drawn() -> None:
    one = figures().units[0]
    many = tuple(replace(one, name=f"Thôn {n}", poor_now=n) for n in range(1, 31))
    made = chart_of(replace(paper(), figures=replace(figures(), units=many)), "units")
    assert made is not None
    assert made.labels == tuple(f"Thôn {n}" for n in range(30, 10, -1))
    assert "20 đơn vị" in made.title


def test_nothing_to_draw_is_no_chart() -> None:
    bare = replace(
        paper(),
        figures=AccountFigures(
            office=figures().office, kind=AccountKind.YEAR, years=(2026,), since=figures().since,
            until=figures().until, on=figures().on, is_open=True, base_year=2025,
        ),
    )  # fmt: skip
    sheet = account.build(bare, CONTEXT)
    assert not any(isinstance(part, Chart | Table) for part in sheet.parts)
    blocks = [b for p in bare.text.parts for b in p.blocks if b.kind is BlockKind.TABLE]
    assert len(blocks) > 10, "the text asked for them"


def test_pages_are_numbered_and_heads_repeated() -> None:
    tall = replace(
        PLAN, units=tuple(replace(PLAN.units[0], name=f"Thôn {n}") for n in range(1, 90))
    )
    pages = PdfReader(io.BytesIO(draw_papers([plan.build(tall, CONTEXT)]))).pages
    texts = [re.sub(r"\s+", " ", page.extract_text()) for page in pages]
    assert len(texts) > 2
    assert all("Đăng ký thoát nghèo" in text for text in texts[:2])
    assert "CHỦ TỊCH" in texts[-1]
