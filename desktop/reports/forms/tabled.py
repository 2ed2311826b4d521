"""A table that stands both within a running text and on a worksheet of its own, with the same numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from desktop.domain.vietnamese import nfc
from desktop.reports.sheet import (
    Column,
    Foot,
    Formula,
    Head,
    Heading,
    Kind,
    Row,
    RowKind,
    Sheet,
    SumOf,
    Value,
    checked,
    leaves,
)
from desktop.reports.text_sheet import Align, Paragraph, Part, Table
from desktop.text import t

_SIZE = 10.5
_WIDE = 9  # columns that a worksheet printed upright has room for


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabled:
    """A table with its title; `name` is that of its worksheet, `notes` stand below it."""

    name: str
    title: str
    head: Head
    body: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    size: float = _SIZE


def as_parts(tabled: Tabled, number: int) -> tuple[Part, ...]:
    """ "Bảng 2. …", the table, its notes: parts of a running text."""
    caption = Paragraph(
        text=t("tabled-caption", number=number, title=tabled.title), align=Align.CENTRE, bold=True,
        size=12, before=6, keep=True,
    )  # fmt: skip
    notes = (
        Paragraph(text=n, italic=True, size=11, first=0, before=0, align=Align.LEFT)
        for n in tabled.notes
    )
    return (caption, Table(head=tabled.head, body=tabled.body, size=tabled.size), *notes)


def as_sheet(tabled: Tabled, heading: Heading, foot: Foot, code: str = "") -> Sheet:
    """The table on a worksheet; formulas that do not give the stored values are a bug: ValueError."""
    title = tuple(nfc(line).upper() for line in (tabled.title,))
    return checked(
        Sheet(
            form=tabled.name,
            heading=replace(heading, title=title, subtitle=heading.title),
            head=tabled.head, body=tabled.body, foot=foot, notes=tabled.notes,
            landscape=len(leaves(tabled.head)) > _WIDE, size=tabled.size, code=code,
        )
    )  # fmt: skip


# Columns and rows --------------------------------------------------------------------------------
def number_column(width: float = 9) -> Column:
    """TT."""
    return Column(title=t("paper-col-no"), kind=Kind.ORDINAL, width=width, centred=True)


def words_column(title: str, width: float) -> Column:
    """A column of words."""
    return Column(title=title, width=width)


def count_column(title: str, width: float) -> Column:
    """A column of counts."""
    return Column(title=title, kind=Kind.COUNT, width=width)


def rate_column(title: str, width: float) -> Column:
    """A column of rates or points."""
    return Column(title=title, kind=Kind.RATE, width=width)


def entry(*values: Value, formulas: Iterable[tuple[int, Formula]] = ()) -> Row:
    """A row of one line."""
    return Row(kind=RowKind.ENTRY, lines=(values,), formulas=tuple(formulas))


def total(
    rows: Sequence[Row], columns: Iterable[int], width: int, *,
    at: int = 1, formulas: Iterable[tuple[int, Formula]] = (),
    others: Iterable[tuple[int, Value]] = (),
) -> Row:  # fmt: skip
    """The sum of `columns` of one-line rows, "Cộng" in column `at`; a column with a value missing has
    none, as a part is not the whole. `others` are values that are no sums."""
    line: list[Value] = [None if c >= at + 1 else "" for c in range(width)]
    line[at] = t("tabled-total")
    summed: list[tuple[int, Formula]] = []
    for column in columns:
        values = [row.lines[0][column] for row in rows]
        known = [v for v in values if isinstance(v, int | float)]
        if len(known) == len(values):
            line[column] = sum(known)
            summed.append((column, SumOf(tuple(range(len(rows))))))
    for column, value in others:
        line[column] = value
    return Row(kind=RowKind.TOTAL, lines=(tuple(line),), formulas=(*summed, *formulas))
