"""The model of a paper: column trees, how values are written, formulas against values."""

from __future__ import annotations

import datetime
import unicodedata
from dataclasses import replace

import pytest

from desktop.reports.sheet import (
    Column,
    Group,
    HeadCell,
    Kind,
    RateOf,
    Row,
    RowKind,
    Signed,
    SumOf,
    Value,
    as_text,
    checked,
    depth,
    head_cells,
    leaves,
    only_inked,
    shown,
)
from tests.reports.papers import small_sheet

_A, _B, _C = (Column(title=x, width=10) for x in "abc")


def test_a_column_beside_a_group_reaches_down_to_the_lowest_titles() -> None:
    head = (_A, Group(title="g", columns=(_B, _C)))
    assert depth(head) == 2
    assert leaves(head) == (_A, _B, _C)
    assert head_cells(head) == (
        HeadCell(title="a", row=0, column=0, rows=2, columns=1),
        HeadCell(title="g", row=0, column=1, rows=1, columns=2),
        HeadCell(title="b", row=1, column=1, rows=1, columns=1),
        HeadCell(title="c", row=1, column=2, rows=1, columns=1),
    )


def test_head_cells_cover_every_place_of_the_head_once() -> None:
    head = (_A, Group(title="g", columns=(_B, Group(title="h", columns=(_C, _A)))), _B)
    places = [
        (row, column)
        for c in head_cells(head)
        for row in range(c.row, c.row + c.rows)
        for column in range(c.column, c.column + c.columns)
    ]
    assert sorted(places) == [(r, c) for r in range(3) for c in range(5)]


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (1984, Kind.COUNT, "1.984"),
        (0, Kind.COUNT, "–"),
        (None, Kind.COUNT, "–"),
        (0, Kind.POINTS, "0"),
        (None, Kind.POINTS, ""),
        (100 * 431 / 1984, Kind.RATE, "21,72"),
        (0.0, Kind.RATE, "–"),
        (0.001, Kind.RATE, "0,00"),
        (None, Kind.RATE, "–"),
        (datetime.date(2026, 12, 8), Kind.DATE, "08/12/2026"),
        ("1980", Kind.DATE, "1980"),
        ("008080012345", Kind.ID, "008080012345"),
        (1204, Kind.ORDINAL, "1204"),
        ("1.10", Kind.ORDINAL, "1.10"),
        (unicodedata.normalize("NFD", "Nà Mỵ"), Kind.TEXT, "Nà Mỵ"),
    ],
)
def test_values_are_written_the_vietnamese_way(value: Value, kind: Kind, text: str) -> None:
    assert shown(value, kind) == text


def _two_rows(total: Value) -> tuple[Row, ...]:
    unit = Row(kind=RowKind.UNIT, lines=((1, "Nà Mỵ", 7),))
    return (unit, Row(kind=RowKind.TOTAL, lines=(("I", "", total),), formulas=((2, SumOf((0,))),)))


def test_a_sheet_whose_total_differs_from_its_formula_is_refused() -> None:
    sheet = replace(small_sheet(0), body=_two_rows(7))
    assert checked(sheet) is sheet
    with pytest.raises(ValueError, match="row 2 line 1 column 3"):
        checked(replace(sheet, body=_two_rows(8)))


@pytest.mark.parametrize(
    ("line", "formula", "holds"),
    [
        ((50.0, 1, 2), RateOf(1, 2), True),
        ((None, 0, 0), RateOf(1, 2), True),
        ((0.0, 0, 0), RateOf(1, 2), False),
        ((3, 5, 2), Signed(((1, 1), (-1, 2))), True),
        ((7, 5, 2), Signed(((1, 1), (-1, 2))), False),
    ],
)
def test_rates_and_signed_columns_are_checked(
    line: tuple[Value, ...], formula: RateOf | Signed, holds: bool
) -> None:
    row = Row(kind=RowKind.UNIT, lines=(line,), formulas=((0, formula),))
    sheet = replace(small_sheet(0), body=(row,))
    if holds:
        checked(sheet)
        return
    with pytest.raises(ValueError, match="column 1"):
        checked(sheet)


def test_paper_leaves_out_the_columns_that_only_excel_shows() -> None:
    hidden = Column(title="Tỉnh", width=10, inked=False)
    empty = Group(title="g", columns=(hidden,))
    sheet = replace(
        small_sheet(0),
        head=(_A, hidden, Group(title="k", columns=(_B, hidden)), empty),
        body=(Row(kind=RowKind.ENTRY, lines=(("1", "2", "3", "4", "5"),)),),
    )
    printed = only_inked(sheet)
    assert printed.head == (_A, Group(title="k", columns=(_B,)))
    assert printed.body[0].lines == (("1", "3"),)


def test_the_text_of_a_sheet_tells_every_change_of_a_value() -> None:
    sheet = small_sheet(3)
    body = (*sheet.body[:2], replace(sheet.body[2], lines=((3, "Nà Mỵ", 4),)))
    assert as_text(sheet) != as_text(replace(sheet, body=body))
    assert "PRACTICE" in as_text(small_sheet(1, practice=True))
