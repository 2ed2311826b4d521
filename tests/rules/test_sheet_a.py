"""Sheet A: fewer than four marks put a household on the list; what contradicts itself is found."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pytest

from desktop.domain.review import EventKind, HouseholdClass, Severity, SheetA
from desktop.rules.sheet_a import Known, Verdict, columns, findings, marked, verdict
from desktop.services.catalogue import shipped_standard
from desktop.text import t

TODAY = datetime.date(2026, 10, 15)
_RULE = shipped_standard("2022-2025").sheet_a
assert _RULE is not None
RULE = _RULE
STRANGER = Known()


def _sheet(
    marks: Mapping[str, bool] | None = None,
    count: int | None = None,
    *,
    asked_on: datetime.date | None = TODAY,
    leaving: bool = False,
) -> SheetA:
    return SheetA(
        uid="a", household_uid="h", year=2026, asked_on=asked_on, marks=marks or {}, count=count,
        leaving=leaving,
    )  # fmt: skip


def _marks(*yes: str) -> dict[str, bool]:
    return {column: column in yes for column in columns(RULE)}


def test_the_rule_is_the_circulars() -> None:
    assert (RULE.marks, RULE.listed_below) == (9, 4)
    assert RULE.source == "Thông tư 07/2021/TT-BLĐTBXH, phụ lục II"
    assert columns(RULE) == ("01", "02", "03", "04", "05", "06", "07", "08", "09")
    assert shipped_standard("2027-2030").sheet_a is None


@pytest.mark.parametrize("count", range(10))
def test_fewer_than_four_marks_put_the_household_on_the_list(count: int) -> None:
    wanted = Verdict.LISTED if count < 4 else Verdict.NOT_LISTED
    assert verdict(_sheet(count=count), RULE, STRANGER) is wanted
    by_mark = _sheet(_marks(*columns(RULE)[:count]))
    assert marked(by_mark) == count
    assert verdict(by_mark, RULE, STRANGER) is wanted


def test_the_recognised_and_those_who_ask_to_leave_skip_sheet_a() -> None:
    poor = Known(now=HouseholdClass.POOR)
    assert verdict(_sheet(count=9), RULE, poor) is Verdict.ON_LIST
    assert verdict(_sheet(leaving=True), RULE, poor) is Verdict.ON_LIST
    assert verdict(_sheet(), RULE, STRANGER) is Verdict.OPEN
    assert verdict(_sheet(count=5), RULE, Known(now=HouseholdClass.NOT_POOR)) is Verdict.NOT_LISTED


@pytest.mark.parametrize(
    ("code", "severity", "sheet", "known"),
    [
        ("sheet-a-no-day", Severity.BLOCKING, _sheet(count=1, asked_on=None), STRANGER),
        (
            "sheet-a-future", Severity.BLOCKING,
            _sheet(count=1, asked_on=datetime.date(2026, 10, 16)), STRANGER,
        ),
        (
            "sheet-a-other-year", Severity.WARNING,
            _sheet(count=1, asked_on=datetime.date(2006, 10, 1)), STRANGER,
        ),
        ("sheet-a-no-marks", Severity.BLOCKING, _sheet(), STRANGER),
        ("sheet-a-too-many", Severity.BLOCKING, _sheet(count=10), STRANGER),
        ("sheet-a-contradicts", Severity.BLOCKING, _sheet(_marks("01", "02"), 3), STRANGER),
        (
            "sheet-a-gone", Severity.BLOCKING, _sheet(count=1),
            Known(gone=EventKind.MOVED_AWAY, gone_on=datetime.date(2026, 3, 4)),
        ),
        (
            "sheet-a-twice", Severity.WARNING, _sheet(count=1),
            Known(asked_before=datetime.date(2026, 2, 16)),
        ),
        ("sheet-a-nothing-to-leave", Severity.WARNING, _sheet(leaving=True), STRANGER),
        (
            "sheet-a-recognised", Severity.NOTE, _sheet(leaving=True),
            Known(now=HouseholdClass.NEAR_POOR),
        ),
        ("sheet-a-has-sheet-b", Severity.NOTE, _sheet(count=1), Known(has_sheet_b=True)),
    ],
)  # fmt: skip
def test_each_finding_has_its_sentence_and_its_cure(
    code: str, severity: Severity, sheet: SheetA, known: Known
) -> None:
    [hit] = [f for f in findings(sheet, RULE, known, TODAY) if f.code == code]
    assert hit.severity is severity
    assert "{" not in t(f"finding-{code}", **hit.details)
    assert t(f"finding-{code}-cure", **hit.details)


def test_a_clean_request_has_no_findings_and_blocking_ones_stand_first() -> None:
    assert findings(_sheet(_marks("01", "02"), 2), RULE, STRANGER, TODAY) == []
    found = findings(
        _sheet(asked_on=None), RULE, Known(asked_before=TODAY, has_sheet_b=True), TODAY
    )
    assert [f.severity for f in found] == sorted(
        (f.severity for f in found), key=[*Severity][::-1].index
    )
