"""A paper of running text before ink: paragraphs, fields, tables, charts, signatures as frozen records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from desktop.reports.chart import Chart, chart_words
from desktop.reports.sheet import (
    Head,
    Heading,
    Row,
    Sheet,
    has_letters,
    head_cells,
    leaves,
    shown,
)
from desktop.reports.sheet import as_text as sheet_as_text

DOTS = "…………"


class Align(StrEnum):
    """How the lines of a paragraph end: BOTH sets the left and the right edge straight."""

    LEFT = "left"
    CENTRE = "centre"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text. `lead` opens it in bold ("Điều 1."); `first` is the indent of its first line in mm.

    `size` 0 is the size of the paper; `before` is the room above in points. `keep`: what follows
    begins on the same page. `level` 1 to 3 makes it a heading, which a word processor knows as one.
    """

    text: str
    lead: str = ""
    align: Align = Align.BOTH
    bold: bool = False
    italic: bool = False
    size: float = 0
    first: float = 10
    before: float = 3
    keep: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A label with its value, or dots to write on where there is none; `share` of the line's width."""

    label: str
    value: str = ""
    share: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """Fields side by side."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingLines:
    """So many dotted lines to write on."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; its head is repeated on each page.

    `least`: height of each row in points, to write in; `tall`: of single rows (index, height).
    """

    head: Head
    body: tuple[Row, ...]
    least: float = 0
    tall: tuple[tuple[int, float], ...] = ()
    size: float = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """One who signs: place and date, offices in lines, a hint in brackets, the name ("" is open)."""

    titles: tuple[str, ...]
    place_date: str = ""
    hint: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Those who sign, side by side, never alone on a page; `receivers` (Nơi nhận) stand left of them.

    `room` is what is left for hand and seal, in points.
    """

    signers: tuple[Signer, ...]
    receivers: tuple[str, ...] = ()
    room: float = 62


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """What follows begins on a new page."""


Part = Paragraph | FieldLine | WritingLines | Table | Chart | Signing | Break


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSheet:
    """A paper of running text before it is ink; `size` is its type size in points (NĐ30: 13 to 14).

    `code` as in Sheet: no part of the text.
    """

    form: str
    heading: Heading
    parts: tuple[Part, ...]
    size: float = 13
    landscape: bool = False
    code: str = ""


AnySheet = Sheet | TextSheet


def section(text: str, level: int = 1) -> Paragraph:
    """A heading within the text: bold, that of level 3 in italics, never the last line of a page."""
    return Paragraph(
        text=text, bold=True, italic=level > 2, before=8 if level == 1 else 5, keep=True, level=level,
        align=Align.LEFT,
    )  # fmt: skip


def signing_columns(part: Signing) -> list[tuple[float, float]]:
    """Start and width of each column as shares of the page; receivers have the first.

    Of two the right one is wider, as its office has a long name; one alone stands right.
    """
    count = len(part.signers) + bool(part.receivers)
    if count == 1:
        return [(0.46, 0.54)]
    if count == 2:
        return [(0.0, 0.46), (0.46, 0.54)]
    return [(n / count, 1 / count) for n in range(count)]


def as_text(sheet: AnySheet) -> str:
    """The whole paper as plain text: what the expected papers of the tests hold."""
    if isinstance(sheet, Sheet):
        return sheet_as_text(sheet)
    top = sheet.heading
    lines = [
        f"form {sheet.form}, {'landscape' if sheet.landscape else 'portrait'}",
        *(x for x in (top.parent, top.body, top.number, top.place_date, top.mark) if x),
        *top.title,
        *top.subtitle,
        *(["PRACTICE"] if top.practice else []),
        *(line for part in sheet.parts for line in _part_text(part)),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _part_text(part: Part) -> Iterator[str]:
    match part:
        case Paragraph():
            yield f"{part.lead} {part.text}".strip()
        case FieldLine():
            yield " | ".join(f"{f.label} {f.value or DOTS}" for f in part.fields)
        case WritingLines():
            yield from [DOTS] * part.count
        case Table():
            yield from _table_text(part)
        case Chart():
            yield chart_words(part)
        case Signing():
            yield from _signing_text(part)
        case Break():
            yield "--- page ---"


def _signing_text(part: Signing) -> Iterator[str]:
    yield from part.receivers
    for signer in part.signers:
        words = (signer.place_date, *signer.titles, signer.hint, signer.name)
        yield "sign: " + " / ".join(w for w in words if w)


def _table_text(table: Table) -> Iterator[str]:
    columns = leaves(table.head)
    for cell in head_cells(table.head):
        yield f"{'  ' * cell.row}{cell.title} [{cell.column}+{cell.columns}]"
    if has_letters(table.head):
        yield " | ".join(c.letter for c in columns)
    for row in table.body:
        for line in row.lines:
            cells = (shown(v, c.kind) for v, c in zip(line, columns, strict=True))
            yield f"{row.kind:8}" + " | ".join(cells)
