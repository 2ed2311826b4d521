"""A paper before ink: heading, column tree, rows, formulas and foot as frozen records."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.domain.vietnamese import show_date, show_number, show_rate

DASH = "–"

Value = str | int | float | datetime.date | None


class Kind(StrEnum):
    """What the cells of a column hold, which says how they are written and aligned.

    COUNT shows nought as a dash, POINTS as 0. RATE is per cent or a mean, unrounded. ID is digits
    kept as text. DATE holds a date, or text where only a year is known. FIGURE holds rates and counts
    in one column: a float is written as a rate, an int as a count.
    """

    TEXT = "text"
    MARK = "mark"
    ORDINAL = "ordinal"
    COUNT = "count"
    POINTS = "points"
    RATE = "rate"
    FIGURE = "figure"
    DATE = "date"
    ID = "id"

    @property
    def is_figure(self) -> bool:
        """Whether it is set right, as numbers are."""
        return self in (Kind.COUNT, Kind.POINTS, Kind.RATE, Kind.FIGURE)


_DASHED = (Kind.COUNT, Kind.RATE, Kind.FIGURE)


class Merge(StrEnum):
    """Whether the lines of a row share one cell: never, on paper only (Excel can still filter), always."""

    NEVER = "never"
    ON_PAPER = "on_paper"
    ALWAYS = "always"


class RowKind(StrEnum):
    """Section (I, II), group (a district), unit, unit of a group, grand total, entry of a list."""

    SECTION = "section"
    GROUP = "group"
    UNIT = "unit"
    SUBUNIT = "subunit"
    TOTAL = "total"
    ENTRY = "entry"

    @property
    def is_bold(self) -> bool:
        """Whether the row stands out."""
        return self in (RowKind.SECTION, RowKind.GROUP, RowKind.TOTAL)

    @property
    def opens(self) -> bool:
        """Whether rows that belong to it follow: never the last row of a page."""
        return self in (RowKind.SECTION, RowKind.GROUP)


@dataclass(frozen=True, slots=True)
class SumOf:
    """The cell adds up the same column, same line, of these rows (indexes of the body)."""

    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RateOf:
    """The cell is `part` as per cent of `whole`, columns of its own line; none for an empty whole."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Signed:
    """The cell adds columns of its own line with their signs: ((1, 3), (-1, 4)) is 3 − 4."""

    terms: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class MeanOf:
    """The cell adds up `parts` and divides by `whole`, columns of its own line; none for no whole."""

    parts: tuple[int, ...]
    whole: int


@dataclass(frozen=True, slots=True)
class Control:
    """The cell says whether column `of` of its own line is at least, or below, a limit: `yes` or `no`.

    It stays a dash where there is nothing to compare.
    """

    of: int
    limit: int
    at_least: bool
    yes: str
    no: str


Formula = SumOf | RateOf | Signed | MeanOf | Control


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: title, its letter or number ("A", "9=1−2…"), kind, width in mm.

    `merge`: whether the lines of a row share its cell. `inked` False: in Excel only, since the heading of
    the printed paper says the same for every row.
    """

    title: str
    letter: str = ""
    kind: Kind = Kind.TEXT
    width: float
    merge: Merge = Merge.NEVER
    centred: bool = False
    inked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A title over several columns."""

    title: str
    columns: tuple[Column | Group, ...]


Head = tuple[Column | Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One unit or household: one line or more, each with a value for every column.

    `formulas` (column, formula) hold on every line. Where lines share a cell, the first one counts.
    """

    kind: RowKind
    lines: tuple[tuple[Value, ...], ...]
    formulas: tuple[tuple[int, Formula], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The top of page one: bodies left, number and place where wanted, mark, title, subtitle."""

    parent: str = ""
    body: str
    number: str = ""
    place_date: str = ""
    mark: str = ""
    title: tuple[str, ...]
    subtitle: tuple[str, ...] = ()
    practice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """The signatures: who prepared it left, place, date, authority and name right."""

    prepared_title: str = ""
    prepared_by: str = ""
    place_date: str = ""
    authority: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A form before it is ink. `size` is the table's type size in points.

    `code` finds the kept text of the paper again (services/sealing_papers); it is no part of the text.
    """

    form: str
    heading: Heading
    head: Head
    body: tuple[Row, ...]
    foot: Foot
    notes: tuple[str, ...] = ()
    landscape: bool = True
    size: float = 11
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadCell:
    """A title of the table's head and the grid cells that it covers."""

    title: str
    row: int
    column: int
    rows: int
    columns: int


def leaves(head: Head) -> tuple[Column, ...]:
    """The columns of the tree, left to right."""
    return tuple(
        leaf
        for node in head
        for leaf in ((node,) if isinstance(node, Column) else leaves(node.columns))
    )


def printed(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns that a workbook prints: without what stands for Excel alone at the right end."""
    last = max((i for i, c in enumerate(columns) if c.inked), default=-1)
    return columns[: last + 1]


def depth(head: Head) -> int:
    """How many rows of titles the head has, letters not counted."""
    return max((1 if isinstance(n, Column) else 1 + depth(n.columns) for n in head), default=0)


def head_cells(head: Head) -> tuple[HeadCell, ...]:
    """Every title with its place; a column reaches down to the lowest row of titles."""
    return tuple(_placed(head, 0, 0, depth(head)))


def _placed(head: Head, row: int, column: int, total: int) -> Iterator[HeadCell]:
    for node in head:
        wide = 1 if isinstance(node, Column) else len(leaves(node.columns))
        tall = total - row if isinstance(node, Column) else 1
        yield HeadCell(title=node.title, row=row, column=column, rows=tall, columns=wide)
        if isinstance(node, Group):
            yield from _placed(node.columns, row + 1, column, total)
        column += wide


def has_letters(head: Head) -> bool:
    """Whether a row of letters and numbers stands under the titles."""
    return any(c.letter for c in leaves(head))


def only_inked(sheet: Sheet) -> Sheet:
    """The sheet as printed on paper: without the columns that only Excel shows (values only)."""
    columns = leaves(sheet.head)
    if all(c.inked for c in columns):
        return sheet
    keep = [i for i, c in enumerate(columns) if c.inked]
    body = tuple(
        Row(kind=r.kind, lines=tuple(tuple(line[i] for i in keep) for line in r.lines))
        for r in sheet.body
    )
    return replace(sheet, head=_inked(sheet.head), body=body)


def _inked(head: Head) -> Head:
    kept: list[Column | Group] = []
    for node in head:
        if isinstance(node, Column):
            kept += [node] if node.inked else []
        elif columns := _inked(node.columns):
            kept.append(replace(node, columns=columns))
    return tuple(kept)


def shown(value: Value, kind: Kind) -> str:
    """A value as written on paper, in composed letters."""
    if value is None:
        return DASH if kind in _DASHED else ""
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if isinstance(value, datetime.date):
        return show_date(value)
    if kind is Kind.ORDINAL:
        return str(value)
    if not value and kind in (Kind.RATE, Kind.COUNT):
        return DASH
    is_rate = kind is Kind.RATE or (kind is Kind.FIGURE and isinstance(value, float))
    return show_rate(value) if is_rate else show_number(int(value))


def formula_value(sheet: Sheet, row: int, line: int, column: int, formula: Formula) -> Value:
    """What a formula gives for the stored values that it refers to."""
    values = sheet.body[row].lines[line]
    match formula:
        case SumOf(rows):
            return sum(_figure(sheet.body[r].lines[line][column]) for r in rows)
        case Signed(terms):
            return sum(sign * _figure(values[c]) for sign, c in terms)
        case RateOf(part, whole):
            total = _figure(values[whole])
            return 100 * _figure(values[part]) / total if total > 0 else None
        case MeanOf(parts, whole):
            total = _figure(values[whole])
            return sum(_figure(values[c]) for c in parts) / total if total > 0 else None
        case Control(of, limit, at_least, yes, no):
            found = values[of]
            if not isinstance(found, int | float):
                return None
            return yes if (found >= limit) is at_least else no


def _figure(value: Value) -> int | float:
    return value if isinstance(value, int | float) else 0


def checked(sheet: Sheet) -> Sheet:
    """The sheet itself, once every formula gives the stored value; ValueError names the cells."""
    wrong = [
        f"row {r + 1} line {n + 1} column {c + 1}"
        for r, row in enumerate(sheet.body)
        for c, formula in row.formulas
        for n in range(len(row.lines))
        if formula_value(sheet, r, n, c, formula) != row.lines[n][c]
    ]
    if wrong:
        raise ValueError(f"form {sheet.form}: formulas differ from values: {'; '.join(wrong)}")
    return sheet


def as_text(sheet: Sheet) -> str:
    """The whole sheet as plain text: what the expected forms of the tests and the audit hash hold."""
    top, foot = sheet.heading, sheet.foot
    columns = leaves(sheet.head)
    lines = [
        f"form {sheet.form}, {'landscape' if sheet.landscape else 'portrait'}",
        *(x for x in (top.parent, top.body, top.number, top.place_date, top.mark) if x),
        *top.title,
        *top.subtitle,
        *(["PRACTICE"] if top.practice else []),
        *(f"{'  ' * c.row}{c.title} [{c.column}+{c.columns}]" for c in head_cells(sheet.head)),
        *([_letters_text(columns)] if has_letters(sheet.head) else []),
        *(_line_text(row, line, columns) for row in sheet.body for line in row.lines),
        *(f"{row + 1}: {text}" for row, text in _formula_texts(sheet)),
        *sheet.notes,
        *(x for x in (foot.prepared_title, foot.prepared_by, foot.place_date) if x),
        *foot.authority,
        foot.name,
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _letters_text(columns: tuple[Column, ...]) -> str:
    return " | ".join(c.letter.replace("\n", "") for c in columns)


def _line_text(row: Row, line: tuple[Value, ...], columns: tuple[Column, ...]) -> str:
    cells = (shown(v, c.kind) for v, c in zip(line, columns, strict=True))
    return f"{row.kind:8}" + " | ".join(cells)


def _formula_texts(sheet: Sheet) -> Iterator[tuple[int, str]]:
    for index, row in enumerate(sheet.body):
        texts = [f"{column}:{_formula_text(formula)}" for column, formula in row.formulas]
        if texts:
            yield index, " ".join(texts)


def _formula_text(formula: Formula) -> str:
    match formula:
        case SumOf(rows):
            return f"sum({','.join(str(r + 1) for r in rows)})"
        case RateOf(part, whole):
            return f"rate({part}/{whole})"
        case Signed(terms):
            return "".join(f"{'+' if sign > 0 else '-'}{column}" for sign, column in terms)
        case MeanOf(parts, whole):
            return f"mean({','.join(map(str, parts))}/{whole})"
        case Control(of, limit, at_least):
            return f"check({of}{'>=' if at_least else '<'}{limit})"
