"""The month's report looks as expected, and its totals are formulas that hold."""

from __future__ import annotations

from collections.abc import Callable

from desktop.reports.forms import monthly
from desktop.reports.forms.monthly import VillageMonth
from desktop.reports.sheet import as_text
from tests.reports.papers import CONTEXT

VILLAGES = [
    VillageMonth(
        village="Khuổi Trang",
        month={"poor": (2, 9), "escaped_near_poor": (1, 4)},
        so_far={"poor": (3, 12), "escaped_near_poor": (1, 4)},
    ),
    VillageMonth(village="Nà Mỵ", month={}, so_far={"near_poor": (1, 5)}),
]


def test_the_report_looks_as_expected(golden: Callable[[str, str], None]) -> None:
    golden("monthly", as_text(monthly.build(VILLAGES, 3, CONTEXT)))


def test_an_empty_month_looks_as_expected(golden: Callable[[str, str], None]) -> None:
    golden("monthly_none", as_text(monthly.build([], 2, CONTEXT, unknown=1)))


def test_the_last_day_of_december_is_in_its_year() -> None:
    assert "31/12/2026" in as_text(monthly.build([], 12, CONTEXT))
