"""The grid of a running text in Excel: cells, rows as they come, columns from the tables' edges."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from desktop.reports.excel_frame import Look
from desktop.reports.ink import BOLD, MM, REGULAR, wrap
from desktop.reports.sheet import Column, Value, leaves
from desktop.reports.text_sheet import Table, TextSheet

_ROOM = {False: 165.0, True: 252.0}  # mm between the margins, upright and level
_SNAP = 3.0  # edges of different tables that are nearer than so many mm are one
_PLAIN_COLUMNS = 12
# DIGITS_PER_MM sets columns a seventh wider than their mm; half of it is kept in reserve.
SAFE = 1.06


@dataclass(frozen=True, slots=True)
class Cell:
    """A value over grid columns `first` to `last`; `formula` is what it is computed by.

    `rows` it reaches down; 0: covered by a cell above.
    """

    first: int
    last: int
    value: Value
    look: Look
    formula: str = ""
    rows: int = 1


@dataclass(slots=True)
class Rows:
    """The rows of a worksheet as they come, and what else the page must know of them.

    `breaks`: after how many rows a page ends; `kept`: from row to row (the end excluded), signatures
    with what stands before them, which no page may part.
    """

    edges: tuple[float, ...]
    rows: list[tuple[float | None, list[Cell]]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    heads: list[tuple[int, int]] = field(default_factory=list)
    kept: list[tuple[int, int]] = field(default_factory=list)
    longest: int = 0

    @property
    def last(self) -> int:
        """The last column of the grid."""
        return len(self.edges) - 2

    def add(self, height: float | None, *cells: Cell) -> None:
        """Put one row below the others."""
        self.rows.append((height, list(cells)))

    def page_breaks(self, room: float) -> list[int]:
        """After which rows a page of `room` points ends, so that what is kept together stays so."""
        found, ends = [], dict(self.kept)
        used = 0.0
        for number, (height, _) in enumerate(self.rows):
            if number in self.breaks:
                used = 0.0
            block = sum(h or 0.0 for h, _ in self.rows[number : ends.get(number, number)])
            if used and used + block > room:
                found.append(number)
                used = 0.0
            tall = height or 0.0
            used = tall if used + tall > room else used + tall
        return sorted({*self.breaks, *found})

    def span(self, start: float, end: float) -> tuple[int, int]:
        """The grid columns nearest to a stretch in mm, at least one."""
        first = min(_nearest(self.edges, start), self.last)
        return first, max(first, _nearest(self.edges, end) - 1)

    def wide(self, first: int, last: int) -> float:
        """The width of grid columns in mm."""
        return self.edges[last + 1] - self.edges[first]


def edges_of(pile: Sequence[TextSheet]) -> tuple[float, ...]:
    """The edges of all tables' columns in mm; equal columns where there is no table."""
    room = _ROOM[pile[0].landscape]
    heads = dict.fromkeys(
        part.head for sheet in pile for part in sheet.parts if isinstance(part, Table)
    )
    found = [0.0, room]
    for head in sorted(heads, key=lambda h: -len(leaves(h))):
        for edge in own_edges(leaves(head), room):
            if all(abs(edge - other) > _SNAP for other in found):
                found.append(edge)
    if not heads:
        found += [room * n / _PLAIN_COLUMNS for n in range(1, _PLAIN_COLUMNS)]
    return tuple(sorted(found))


def own_edges(columns: Sequence[Column], room: float) -> list[float]:
    total = sum(c.width for c in columns)
    return list(accumulate((c.width * room / total for c in columns), initial=0.0))


def _nearest(edges: Sequence[float], at: float) -> int:
    index = bisect_left(edges, at)
    near = [i for i in (index - 1, index) if 0 <= i < len(edges)]
    return min(near, key=lambda i: abs(edges[i] - at))


def lines_in(text: str, wide: float, look: Look) -> int:
    """How many lines a text takes in `wide` mm: Excel leaves the height of merged cells to us."""
    face = BOLD if look.bold else REGULAR
    return len(wrap(composed(text), face, look.size, max(1.0, wide * MM * SAFE - 4)))


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
