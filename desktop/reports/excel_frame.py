"""The rows above and below the table in Excel: heading, notes and signatures over merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from desktop.reports.sheet import Column, Sheet, leaves, printed
from desktop.text import t


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Everything that decides a cell's style: one style each, however many cells."""

    size: float = 12
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    align: str = "center"
    number_format: str = "General"
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Text over the columns `first` to `last`."""

    first: int
    last: int
    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Line:
    """One row outside the table, `height` in points."""

    spans: tuple[Span, ...] = ()
    height: float = 16


_PLAIN, _BOLD, _ITALIC = Look(), Look(bold=True), Look(italic=True)
_MOTTO, _TITLE = Look(bold=True, underlined=True), Look(bold=True, size=14)
_NOTE = Look(italic=True, size=11, align="left")
_GAP = Line(height=8)
_SIGNING_LINES = 4


def lines_above(sheet: Sheet) -> tuple[Line, ...]:
    """Bodies and Quốc hiệu, mark, title, subtitle, and the mark of practice papers."""
    top, columns = sheet.heading, printed(leaves(sheet.head))
    last = len(columns) - 1
    lines = [
        _pair(columns, (top.parent, _PLAIN), (t("paper-country"), _BOLD)),
        _pair(columns, (top.body, _BOLD), (t("paper-motto"), _MOTTO)),
    ]
    if top.number or top.place_date:
        lines.append(_pair(columns, (top.number, _PLAIN), (top.place_date, _ITALIC)))
    lines.append(_GAP)
    centred = [
        *([(top.mark, _BOLD, 16)] if top.mark else []),
        *((title, _TITLE, 19) for title in top.title),
        *((text, _ITALIC, 16) for text in top.subtitle),
        *([(t("paper-practice"), _BOLD, 17)] if top.practice else []),
    ]
    lines += [Line((Span(0, last, text, look),), height) for text, look, height in centred]
    return (*lines, _GAP)


def lines_below(sheet: Sheet) -> tuple[Line, ...]:
    """Notes, then the signatures."""
    foot, columns = sheet.foot, printed(leaves(sheet.head))
    last = len(columns) - 1
    notes = [Line((Span(0, last, note, _NOTE),)) for note in sheet.notes]
    first, *others = foot.authority or ("",)
    return (
        *notes,
        _GAP,
        _pair(columns, ("", _PLAIN), (foot.place_date, _ITALIC)),
        _pair(columns, (foot.prepared_title, _BOLD), (first, _BOLD)),
        *(_pair(columns, ("", _PLAIN), (text, _BOLD)) for text in others),
        *[Line()] * _SIGNING_LINES,
        _pair(columns, (foot.prepared_by, _BOLD), (foot.name, _BOLD)),
    )


def _pair(columns: Sequence[Column], left: tuple[str, Look], right: tuple[str, Look]) -> Line:
    """Two texts side by side, parted at the column nearest to two fifths of the width."""
    total = sum(c.width for c in columns)
    reached = list(accumulate(c.width for c in columns))
    cut = min(range(1, len(reached) + 1), key=lambda i: abs(reached[i - 1] - 0.42 * total))
    cut = min(max(cut, 1), len(columns) - 1)
    spans = (Span(0, cut - 1, *left), Span(cut, len(columns) - 1, *right))
    return Line(tuple(s for s in spans if s.text))


def lines_needed(text: str, width: float, size: float) -> int:
    """About how many lines a text takes in a column of `width` mm: Excel measures for itself later."""
    room = max(1.0, width / (size * 0.19))
    lines = 0
    for part in text.split("\n"):
        used = 0.0
        lines += 1
        for word in part.split():
            if used and used + 1 + len(word) > room:
                lines, used = lines + 1, float(len(word))
            else:
                used += len(word) + (1 if used else 0)
    return lines
