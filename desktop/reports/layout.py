"""Where everything of a sheet stands on A4 pages: measured head and rows, and what page they are on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from desktop.reports.furniture import foot_block, heading_block
from desktop.reports.ink import BOLD, LEADING, REGULAR, Block, wrap, wrap_evenly
from desktop.reports.sheet import (
    Column,
    Head,
    Merge,
    Sheet,
    depth,
    has_letters,
    head_cells,
    leaves,
    shown,
)

PAD_X, PAD_Y = 2.6, 1.5
KEEP = 2  # rows that stand with the signatures, so that they are never alone on a page
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row measured: wrapped lines of each cell (line, column), and the height of each line."""

    cells: tuple[tuple[tuple[str, ...], ...], ...]
    heights: tuple[float, ...]
    bold: bool

    @property
    def height(self) -> float:
        """Height of the whole row."""
        return sum(self.heights)


@dataclass(frozen=True, slots=True)
class LaidTitle:
    """A title of the table's head: wrapped, with its corner and size in points."""

    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A sheet measured for one paper size: what the drawing only has to put down."""

    columns: tuple[Column, ...]
    xs: tuple[float, ...]
    titles: tuple[LaidTitle, ...]
    head_height: float
    rows: tuple[LaidRow, ...]
    pages: tuple[range, ...]
    top: Block
    end: Block
    size: float


def plan(sheet: Sheet, room: float, tall: float) -> Plan:
    """Measure the sheet for pages with `room` × `tall` points inside their margins."""
    columns = leaves(sheet.head)
    xs = edges(columns, room)
    titles, head_height = lay_head(sheet.head, xs, sheet.size)
    top = heading_block(sheet.heading, room)
    end = foot_block(sheet.foot, sheet.notes, room, sheet.size)
    rows = lay_rows(sheet, columns, xs, tall - head_height)
    pages = paginate(
        [r.height for r in rows],
        [r.kind.opens for r in sheet.body],
        first=tall - top.height - head_height,
        other=tall - head_height,
        foot=end.height,
    )
    return Plan(
        columns=columns,
        xs=xs,
        titles=titles,
        head_height=head_height,
        rows=tuple(rows),
        pages=tuple(pages),
        top=top,
        end=end,
        size=sheet.size,
    )


def edges(columns: Sequence[Column], room: float) -> tuple[float, ...]:
    """Left edges of the columns and the right edge of the last; widths stretched to the room."""
    total = sum(c.width for c in columns)
    return tuple(accumulate((c.width * room / total for c in columns), initial=0.0))


# The head of the table ---------------------------------------------------------------------------
def lay_head(head: Head, xs: tuple[float, ...], size: float) -> tuple[tuple[LaidTitle, ...], float]:
    """The titles with their places below the top of the head, and the height of the head."""
    columns = leaves(head)
    cells = head_cells(head)
    small = size - 0.5
    wrapped = [
        wrap_evenly(c.title, BOLD, small, xs[c.column + c.columns] - xs[c.column] - 2 * PAD_X)
        for c in cells
    ]
    heights = [0.0] * depth(head)
    # Low cells first: what spans several rows only asks for what is still wanting.
    for cell, lines in sorted(zip(cells, wrapped, strict=True), key=lambda pair: pair[0].rows):
        need = len(lines) * small * LEADING + 2 * PAD_Y + 2
        rows = range(cell.row, cell.row + cell.rows)
        heights[rows[-1]] += max(0.0, need - sum(heights[r] for r in rows))
    tops = tuple(accumulate(heights, initial=0.0))
    titles = [
        LaidTitle(
            lines,
            xs[cell.column],
            tops[cell.row],
            xs[cell.column + cell.columns] - xs[cell.column],
            tops[cell.row + cell.rows] - tops[cell.row],
            small,
        )
        for cell, lines in zip(cells, wrapped, strict=True)
    ]
    letters, height = _lay_letters(columns, xs, tops[-1], size) if has_letters(head) else ((), 0.0)
    return (*titles, *letters), tops[-1] + height


def _lay_letters(
    columns: Sequence[Column], xs: tuple[float, ...], top: float, size: float
) -> tuple[tuple[LaidTitle, ...], float]:
    """The row "A B C 1 2 …"; a formula such as "9=1−2−3…" is set smaller."""
    laid = []
    for index, column in enumerate(columns):
        small = size - 0.5 if len(column.letter) <= 2 else size - 2
        room = xs[index + 1] - xs[index]
        laid.append((wrap(column.letter, BOLD, small, room - PAD_X), room, small))
    height = max(len(lines) * small * LEADING for lines, _, small in laid) + 2 * PAD_Y
    return tuple(
        LaidTitle(lines, xs[i], top, room, height, small)
        for i, (lines, room, small) in enumerate(laid)
    ), height


# Rows --------------------------------------------------------------------------------------------
def lay_rows(
    sheet: Sheet, columns: Sequence[Column], xs: tuple[float, ...], most: float
) -> list[LaidRow]:
    """Every row wrapped and measured. A row taller than `most` points is cut off with an ellipsis."""
    size = sheet.size
    rooms = [xs[i + 1] - xs[i] - 2 * PAD_X for i in range(len(columns))]
    kinds = [c.kind for c in columns]
    merged = [i for i, c in enumerate(columns) if c.merge is not Merge.NEVER]
    longest = max(1, int((most - 2 * PAD_Y) // (size * LEADING)))
    laid = []
    for row in sheet.body:
        font = BOLD if row.kind.is_bold else REGULAR
        cells = tuple(
            tuple(
                _cut_off(wrap(shown(value, kind), font, size, room), longest)
                for value, kind, room in zip(line, kinds, rooms, strict=True)
            )
            for line in row.lines
        )
        laid.append(LaidRow(cells, _heights(cells, merged, size), row.kind.is_bold))
    return laid


def _cut_off(lines: tuple[str, ...], longest: int) -> tuple[str, ...]:
    if len(lines) <= longest:
        return lines
    return (*lines[: longest - 1], lines[longest - 1][:-1] + _ELLIPSIS)


def _heights(
    cells: tuple[tuple[tuple[str, ...], ...], ...], merged: list[int], size: float
) -> tuple[float, ...]:
    """Height of each line; what a merged cell wants beyond them is shared out evenly."""
    leading = size * LEADING
    heights = [
        max((len(c) for i, c in enumerate(line) if i not in merged), default=1) * leading
        + 2 * PAD_Y
        for line in cells
    ]
    tallest = max((len(cells[0][i]) for i in merged), default=1) * leading + 2 * PAD_Y
    missing = max(0.0, tallest - sum(heights)) / len(heights)
    return tuple(h + missing for h in heights)


# Pages -------------------------------------------------------------------------------------------
def paginate(
    heights: Sequence[float], opens: Sequence[bool], *, first: float, other: float, foot: float
) -> list[range]:
    """Which rows stand on which page; the foot follows the last page's rows.

    `first` and `other` are the points that rows and foot share on page one and on the others. A row
    that opens a section is not left behind at the bottom, and KEEP rows stand with the foot, or as
    many as fit with it.
    """
    pages = _fill(heights, opens, first, other)
    last = pages[-1]
    room = first if len(pages) == 1 else other
    if sum(heights[i] for i in last) + foot > room:
        cut = _cut_before(last, heights, opens, other - foot)
        if cut > last.start or len(pages) == 1:
            pages[-1:] = [range(last.start, cut), range(cut, last.stop)]
    if len(pages) > 1 and len(pages[-1]) < KEEP <= len(heights):
        joined = range(pages[-2].start, pages[-1].stop)
        cut = _cut_before(joined, heights, opens, other - foot)
        pages[-2:] = [range(joined.start, cut), range(cut, joined.stop)]
    return pages


def _fill(
    heights: Sequence[float], opens: Sequence[bool], first: float, other: float
) -> list[range]:
    """Rows page by page. A row too tall for what the heading leaves of page one starts page two."""
    pages: list[range] = []
    start, used, room = 0, 0.0, first
    for index, height in enumerate(heights):
        if used + height > room and (index > start or not pages):
            cut = index
            while cut > start + 1 and opens[cut - 1] and sum(heights[cut - 1 : index + 1]) <= other:
                cut -= 1
            pages.append(range(start, cut))
            start, room = cut, other
            used = sum(heights[start:index])
        used += height
    return [*pages, range(start, len(heights))]


def _cut_before(page: range, heights: Sequence[float], opens: Sequence[bool], room: float) -> int:
    """Where to cut so that KEEP rows move on, with the sections that they stand under, if they fit."""
    cut, used = page.stop, 0.0
    while cut > page.start and (page.stop - cut < KEEP or opens[cut - 1]):
        used += heights[cut - 1]
        if cut < page.stop and used > room:
            break
        cut -= 1
    return cut
