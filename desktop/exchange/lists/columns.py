"""Finds the head of a list and what its columns mean, for the window to show and correct."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from desktop.domain.vietnamese import nfc
from desktop.errors import HeaderMissing, SheetEmpty
from desktop.exchange.lists import cells
from desktop.exchange.lists.cells import BadCell
from desktop.exchange.lists.legacy import in_unicode, looks_small, with_capitals
from desktop.exchange.lists.records import Cell, Line, Script
from desktop.exchange.lists.words import SEARCHED, Field, meaning, plain, squeezed
from desktop.exchange.lists.workbook import Merged, Sheet, open_workbook

NAME_FIELDS = (Field.MEMBER_NAME, Field.HEAD_NAME, Field.PERSON_NAME)
# What is said of a household: a list that says none of it is a list of single people.
_OF_HOUSEHOLDS = frozenset(
    {
        Field.HOUSEHOLD_NUMBER,
        Field.CLASS,
        Field.CLASS_POOR,
        Field.CLASS_NEAR_POOR,
        Field.CLASS_NOT_POOR,
        Field.CLASS_AVERAGE,
        Field.DECISION_NO,
        Field.DECISION_ON,
        Field.B1,
        Field.B2,
        Field.MINORITY,
        Field.LABOUR_CAPACITY,
        Field.NO_LABOUR_CAPACITY,
        Field.MERIT_PERSON,
        Field.CAUSE,
        Field.PEOPLE,
    }
)
_DEEPEST = 3  # lines of a head
_SAMPLE = 400  # lines looked at to tell what a column holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the list: its head as written, what it is taken for, and how sure that is."""

    index: int
    title: str
    field: Field | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a list is laid out; all indexes from 0. Lines `head_first`…`head_last` are the head.

    `confidence` 0…1: the share of named columns that were recognised, weighted by how surely.
    """

    sheet: str = ""
    head_first: int
    head_last: int
    columns: tuple[Column, ...]

    @property
    def first_row(self) -> int:
        """The first line below the head."""
        return self.head_last + 1

    @property
    def fields(self) -> dict[Field, int]:
        """Field → column index."""
        return {c.field: c.index for c in self.columns if c.field is not None}

    @property
    def confidence(self) -> float:
        """How far the head was understood, 0…1."""
        named = [c for c in self.columns if c.title and c.field is not Field.ERRORS]
        return sum(c.score for c in named if c.field) / len(named) if named else 0.0

    def column(self, field: Field) -> int | None:
        """The index of the column of this field, None if the list has none."""
        return next((c.index for c in self.columns if c.field is field), None)

    def with_field(self, index: int, field: Field | None) -> Layout:
        """The same layout, corrected by hand; a field moves away from the column it had."""
        columns = tuple(
            replace(c, field=field, score=1.0 if field else 0.0)
            if c.index == index
            else (replace(c, field=None, score=0.0) if field and c.field is field else c)
            for c in self.columns
        )
        return replace(self, columns=columns)


def open_list(
    path: Path, sheet: str | None = None, script: Script | None = None
) -> tuple[Sheet, Layout]:
    """The sheet asked for, or the one whose head is understood best, with its layout.

    Texts of old fonts come out in Unicode: those of `script`, or what is surely one.
    Raises what `read_sheet` raises, and HeaderMissing.
    """
    opened = open_workbook(path, sheet)
    if not opened.sheets:
        raise SheetEmpty(path=path, sheet=sheet or ", ".join(opened.names))
    found, layout = best_sheet([in_unicode(s, script) for s in opened.sheets])
    return with_capital_names(found, layout), layout


def best_sheet(sheets: Sequence[Sheet]) -> tuple[Sheet, Layout]:
    """Of some sheets the one whose head is understood best. Raises HeaderMissing."""
    guesses = [(s, g) for s in sheets if (g := _best(s.rows, s.merged, s.name))]
    if not guesses:
        raise _header_missing(sheets[0].name)
    return max(guesses, key=lambda guess: _worth(guess[1]))


def with_capital_names(sheet: Sheet, layout: Layout) -> Sheet:
    """The sheet with names and villages written as names are, where an old font stored them small."""
    columns = [
        column
        for field in (*NAME_FIELDS, Field.VILLAGE)
        if (column := layout.column(field)) is not None
        and column in sheet.scripts
        and looks_small(sheet.rows[layout.first_row :], column)
    ]
    if not columns:
        return sheet
    rows = [list(line) for line in sheet.rows]
    for line in rows[layout.first_row :]:
        for column in columns:
            if column < len(line):
                line[column] = with_capitals(line[column])
    return replace(sheet, rows=rows)


def guess_layout(rows: Sequence[Line], *, merged: Merged = (), sheet: str = "") -> Layout:
    """The head line (or joined lines) that names most columns, at least one of names of people.

    Raises HeaderMissing(sheet, missing) where no line near the top does.
    """
    layout = _best(rows, merged, sheet)
    if layout is None:
        raise _header_missing(sheet)
    return layout


def layout_at(
    rows: Sequence[Line], head_first: int, head_last: int, *, merged: Merged = (), sheet: str = ""
) -> Layout:
    """The layout when a person points at the head; columns may stay without meaning."""
    return _settled(_named(rows, head_first, head_last, merged, sheet), rows)


def head_titles(
    rows: Sequence[Line], head_first: int, head_last: int, merged: Merged = ()
) -> list[str]:
    """The names of all columns as these lines of a head say them."""
    return [title for title, _ in _titles(_filled(rows, merged, head_first, head_last))]


def _named(
    rows: Sequence[Line], head_first: int, head_last: int, merged: Merged, sheet: str
) -> Layout:
    """The layout by the names alone."""
    columns = _recognised(_titles(_filled(rows, merged, head_first, head_last)))
    return Layout(sheet=sheet, head_first=head_first, head_last=head_last, columns=tuple(columns))


def _header_missing(sheet: str) -> HeaderMissing:
    return HeaderMissing(sheet=sheet, missing=[f.label for f in (Field.HEAD_NAME, Field.RELATION)])


def _best(rows: Sequence[Line], merged: Merged, sheet: str) -> Layout | None:
    """Of all possible heads the one worth most; with equal worth the flatter, then the upper."""
    best: Layout | None = None
    for first, last in _possible_heads(rows, merged):
        layout = _named(rows, first, last, merged, sheet)
        if not any(layout.column(f) is not None for f in NAME_FIELDS) or len(layout.fields) < 2:
            continue
        if best is None or _worth(layout) > _worth(best) + 1e-6:
            best = layout
    return _settled(best, rows) if best else None


def _worth(layout: Layout) -> float:
    depth = layout.head_last - layout.head_first
    return sum(c.score for c in layout.columns if c.field) - 0.3 * depth


def _possible_heads(rows: Sequence[Line], merged: Merged) -> Iterator[tuple[int, int]]:
    for first in range(min(len(rows), SEARCHED)):
        if sum(1 for cell in rows[first] if _is_text(cell)) < 2:
            continue
        yield first, first
        for last in range(first + 1, min(first + _DEEPEST, len(rows))):
            if not _continues(rows, last, merged):
                break
            yield first, last


def _continues(rows: Sequence[Line], last: int, merged: Merged) -> bool:
    """Whether a line can be the lower part of a head: words only, some of them under a gap."""
    line = rows[last]
    if any(cell != "" and not _is_text(cell) for cell in line):
        return False
    covered = {
        c for (r1, c1), (r2, c2) in merged if r1 <= last - 1 <= r2 for c in range(c1, c2 + 1)
    }
    upper = rows[last - 1]
    return any(
        cell != "" and (c >= len(upper) or upper[c] == "" or c in covered)
        for c, cell in enumerate(line)
    )


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(cell.strip())


def _filled(rows: Sequence[Line], merged: Merged, first: int, last: int) -> list[list[str]]:
    """The head's lines as text, a group's name repeated over the columns it spans."""
    width = max(len(rows[r]) for r in range(first, last + 1))
    lines = [
        [_title(c) for c in line] + [""] * (width - len(line)) for line in rows[first : last + 1]
    ]
    for (top, left), (_bottom, right) in merged:
        # Downwards nothing is filled: a name over two lines is said once.
        if first <= top <= last and left < width:
            line = lines[top - first]
            line[left : min(right + 1, width)] = [line[left]] * (min(right + 1, width) - left)
    for upper, lower in pairwise(lines):
        _spread(upper, lower)
    return lines


def _spread(upper: list[str], lower: list[str]) -> None:
    """Where a group was centred without merging: its name holds for named columns to its right."""
    for c in range(1, len(upper)):
        if not upper[c] and lower[c] and lower[c - 1]:
            upper[c] = upper[c - 1]


def _title(cell: Cell) -> str:
    return nfc(str(cell)) if cell != "" else ""


def _titles(lines: list[list[str]]) -> list[tuple[str, str]]:
    """For each column its joined title and the lowest part of it."""
    titles: list[tuple[str, str]] = []
    for parts in zip(*lines, strict=True):
        said = [p for i, p in enumerate(parts) if p and p not in parts[:i]]
        titles.append((" ".join(said), said[-1] if said else ""))
    return titles


def _recognised(titles: Sequence[tuple[str, str]]) -> list[Column]:
    """Each field goes to the column that names it best, the left one of equals."""
    columns = []
    for index, (title, lowest) in enumerate(titles):
        field, score = meaning(plain(title), plain(lowest))
        columns.append(Column(index=index, title=title, field=field, score=score))
    taken: dict[Field, Column] = {}
    for column in columns:
        if column.field and (column.field not in taken or column.score > taken[column.field].score):
            taken[column.field] = column
    return [
        c if c.field is None or taken[c.field] is c else replace(c, field=None, score=0.0)
        for c in columns
    ]


# What only the cells can tell ---------------------------------------------------------------------
def _settled(layout: Layout, rows: Sequence[Line]) -> Layout:
    """Names that mean two things ("Nam", "Họ và tên") are settled by what stands in the cells."""
    sample = rows[layout.first_row : layout.first_row + _SAMPLE]
    for settle in (_settle_years, _settle_sexes, _settle_names):
        changes = settle(layout.fields, sample)
        layout = replace(
            layout,
            columns=tuple(
                replace(c, field=changes[c.field]) if c.field in changes else c
                for c in layout.columns
            ),
        )
    return layout


Settling = Callable[[Mapping[Field, int], Sequence[Line]], dict[Field | None, Field | None]]


def _settle_years(
    fields: Mapping[Field, int], _sample: Sequence[Line]
) -> dict[Field | None, Field | None]:
    """Beside "Tháng", "Nam" is "Năm"; day and month without a year are no birth date."""
    if Field.BIRTH_MONTH in fields and Field.BIRTH_YEAR not in fields:
        if Field.BIRTH_MALE in fields and Field.BIRTH_FEMALE not in fields:
            return {Field.BIRTH_MALE: Field.BIRTH_YEAR}
        return {Field.BIRTH_MONTH: None, Field.BIRTH_DAY: None}
    if Field.BIRTH_DAY in fields and Field.BIRTH_YEAR not in fields:
        return {Field.BIRTH_DAY: None}
    return {}


def _settle_sexes(
    fields: Mapping[Field, int], sample: Sequence[Line]
) -> dict[Field | None, Field | None]:
    """Columns "Nam" and "Nữ" hold birth years or marks of the sex."""
    births, sexes = (Field.BIRTH_MALE, Field.BIRTH_FEMALE), (Field.SEX_MALE, Field.SEX_FEMALE)
    said = [
        cell
        for field in (*births, *sexes)
        if field in fields
        for line in sample
        if (cell := line[fields[field]] if fields[field] < len(line) else "") != ""
    ]
    marks, years = (sum(_reads(cell, how) for cell in said) for how in (cells.flag, cells.birth))
    if marks == years:
        return {}
    wrong, right = (births, sexes) if marks > years else (sexes, births)
    return {
        w: (r if r not in fields else None)
        for w, r in zip(wrong, right, strict=True)
        if w in fields
    }


def _settle_names(
    fields: Mapping[Field, int], sample: Sequence[Line]
) -> dict[Field | None, Field | None]:
    """A single column of names is of members where relations stand beside it or numbers do not;
    else of heads, or of people of whom the list does not say which household is theirs."""
    both = Field.MEMBER_NAME in fields and Field.HEAD_NAME in fields
    if both or not any(f in fields for f in NAME_FIELDS):
        return {}
    if Field.RELATION in fields:
        return {Field.HEAD_NAME: Field.MEMBER_NAME}
    if Field.MEMBER_NAME in fields and not _has_gaps(fields, sample):
        of_households = not _OF_HOUSEHOLDS.isdisjoint(fields)
        return {Field.MEMBER_NAME: Field.HEAD_NAME if of_households else Field.PERSON_NAME}
    return {}


def _has_gaps(fields: Mapping[Field, int], sample: Sequence[Line]) -> bool:
    """Whether many named lines carry no number: then numbers count households."""
    order, name = fields.get(Field.ORDER), fields[Field.MEMBER_NAME]
    if order is None:
        return False
    named = [line for line in sample if name < len(line) and _is_text(line[name])]
    blank = sum(1 for line in named if order >= len(line) or line[order] == "")
    return blank >= 0.2 * max(len(named), 1)


def _reads(cell: Cell, how: Callable[[Cell], object]) -> bool:
    try:
        return how(cell) not in (None, "")
    except BadCell:
        return False


def is_head_again(line: Line, layout: Layout) -> bool:
    """Whether the head is repeated in a line, as pages of long lists do."""
    titles = {c.index: squeezed(c.title) for c in layout.columns if c.title}
    said = {i: squeezed(cell) for i, cell in enumerate(line) if isinstance(cell, str) and cell}
    same = sum(1 for i, text in said.items() if text and titles.get(i, "").endswith(text))
    return same >= 2 and same >= 0.8 * len(said)
