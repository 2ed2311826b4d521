"""A sheet as Excel: real numbers, dates and formulas, ids as text, ready to print on A4."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from desktop.reports.excel_breaks import DIGIT, breaks, page_room
from desktop.reports.excel_formulas import column_letters, formula_text
from desktop.reports.excel_frame import Line, Look, lines_above, lines_below, lines_needed
from desktop.reports.excel_stream import SAVED, cell_xml, clean, fill, formula_xml, row_xml
from desktop.reports.sheet import (
    DASH,
    Column,
    Heading,
    Kind,
    Merge,
    Row,
    Sheet,
    Value,
    depth,
    has_letters,
    head_cells,
    leaves,
    printed,
)
from desktop.reports.text_grid import lines_in
from desktop.text import t

_FACE = "Times New Roman"
_LINE = 16  # points
_FORMATS = {
    Kind.COUNT: f'#,##0;-#,##0;"{DASH}"',
    Kind.POINTS: "#,##0",
    Kind.RATE: f'0.00;-0.00;"{DASH}"',
    Kind.DATE: "dd/mm/yyyy",
    Kind.ID: "@",
}
_CENTRED = (Kind.ORDINAL, Kind.DATE, Kind.ID, Kind.MARK)
DIGITS_PER_MM = 0.54  # Excel counts widths in digits of the standard face
_LEAST_SIZE = 10
MARGINS = {"left": 30, "right": 15, "top": 20, "bottom": 20, "header": 10, "footer": 8}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """Where the parts of the sheet stand: Excel rows from 1, columns from 0."""

    columns: tuple[Column, ...]
    letters: tuple[str, ...]
    above: tuple[Line, ...]
    head: int
    body: int
    rows: tuple[tuple[int, ...], ...]
    below_at: int
    below: tuple[Line, ...]
    size: float


def write(sheet: Sheet) -> bytes:
    """The workbook as bytes; the same sheet gives the same bytes."""
    book = new_book(sheet.heading)
    return finished(book, [place(book, sheet, sheet.form)])


def new_book(heading: Heading) -> Any:
    """A workbook without worksheets, named after the paper."""
    book = Workbook(write_only=True)
    book.properties.title = clean(" ".join(heading.title))
    book.properties.creator = clean(heading.body)
    book.properties.language = "vi-VN"
    book.properties.created = SAVED
    # The standard style sets the unit of column widths.
    book._named_styles["Normal"].font = Font(name=_FACE, size=12)
    return book


def place(book: Any, sheet: Sheet, name: str) -> Iterator[str]:
    """Add the worksheet without its rows; gives the rows, to be filled in by `finished`."""
    grid = _grid(sheet)
    page = book.create_sheet(name)
    _set_up_page(page, sheet, grid)
    for ref in _merges(sheet, grid):
        if ref:
            page.merged_cells.add(ref)
    for number in _breaks(sheet, grid):
        page.row_breaks.append(Break(id=number))
    styles = {look: style_number(page, look) for look in dict.fromkeys(_looks(sheet, grid))}
    return _rows(sheet, grid, styles)


def finished(book: Any, rows: Iterable[Iterable[str]]) -> bytes:
    """The workbook as bytes, with the rows of each worksheet in their order."""
    skeleton = io.BytesIO()
    book.save(skeleton)
    return fill(skeleton.getvalue(), *rows)


def _grid(sheet: Sheet) -> _Grid:
    above, columns = lines_above(sheet), leaves(sheet.head)
    head = len(above) + 1
    body = head + depth(sheet.head) + has_letters(sheet.head)
    rows, at = [], body
    for row in sheet.body:
        rows.append(tuple(range(at, at + len(row.lines))))
        at += len(row.lines)
    return _Grid(
        columns=columns,
        letters=tuple(column_letters(index) for index in range(len(columns))),
        above=above,
        head=head,
        body=body,
        rows=tuple(rows),
        below_at=at,
        below=lines_below(sheet),
        size=max(sheet.size, _LEAST_SIZE),
    )


# The skeleton: everything but the rows -----------------------------------------------------------
def _set_up_page(page: Any, sheet: Sheet, grid: _Grid) -> None:
    page.page_setup.paperSize = 9  # A4
    page.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for side, mm in MARGINS.items():
        setattr(page.page_margins, side, mm / 25.4)
    page.print_options.horizontalCentered = True
    page.print_title_rows = f"{grid.head}:{grid.body - 1}"
    if len(paper := printed(grid.columns)) < len(grid.columns):
        last = grid.below_at + len(grid.below) - 1
        page.print_area = f"A1:{grid.letters[len(paper) - 1]}{last}"
    fixed = next((i for i, c in enumerate(grid.columns) if c.merge is Merge.NEVER), 0)
    page.freeze_panes = f"{grid.letters[fixed]}{grid.body}"
    page.HeaderFooter.differentFirst = True
    page.oddHeader.center.text = "&P"
    if sheet.heading.practice:
        page.oddFooter.right.text = page.firstFooter.right.text = t("paper-practice")
    if sheet.code:
        page.oddFooter.left.text = page.firstFooter.left.text = t("paper-code", code=sheet.code)
    for letters, width in zip(grid.letters, _widths(sheet, grid), strict=True):
        page.column_dimensions[letters].width = width


def _row_heights(sheet: Sheet, grid: _Grid) -> Iterator[tuple[int, float]]:
    """Heights that Excel does not find by itself: of merged cells and of the head."""
    for start, lines in ((1, grid.above), (grid.below_at, grid.below)):
        yield from ((start + i, _tall_enough(line, grid.columns)) for i, line in enumerate(lines))
    leading = grid.size * 1.3
    rows = [1] * depth(sheet.head)
    for cell in sorted(head_cells(sheet.head), key=lambda c: c.rows):
        width = sum(c.width for c in grid.columns[cell.column : cell.column + cell.columns])
        need = lines_needed(cell.title, width, sheet.size)
        span = range(cell.row, cell.row + cell.rows)
        rows[span[-1]] += max(0, need - sum(rows[r] for r in span))
    yield from ((grid.head + i, lines * leading + 4) for i, lines in enumerate(rows))
    if has_letters(sheet.head):
        tall = max(c.letter.count("\n") for c in grid.columns) + 1
        yield (grid.body - 1, tall * leading + 3)
    for row, numbers in zip(sheet.body, grid.rows, strict=True):
        if len(numbers) > 1:  # their pages are foreseen, so no height is left open
            yield from ((n, leading + 3) for n in numbers)
        yield from _line_heights(row, numbers, sheet, grid)
        if len(numbers) > 1 and (need := _merged_need(row, grid.columns, sheet.size)) > len(
            numbers
        ):
            yield from ((n, need * leading / len(numbers)) for n in numbers)


def _tall_enough(line: Line, columns: Sequence[Column]) -> float:
    """Height of a row of merged cells in points: their text may need a second line."""
    needed = (
        lines_in(s.text, sum(c.width for c in columns[s.first : s.last + 1]), s.look)
        for s in line.spans
    )
    return line.height + (max(needed, default=1) - 1) * _LINE


def _breaks(sheet: Sheet, grid: _Grid) -> Iterator[int]:
    """Ends of pages between units, where a unit has several lines; a list breaks anywhere."""
    if all(len(numbers) == 1 for numbers in grid.rows):
        return
    # A household of one person has one line, whose height is left to the program that opens it.
    usual = {n: grid.size * 1.3 + 3 for numbers in grid.rows for n in numbers}
    heights = usual | dict(_row_heights(sheet, grid))
    head = sum(heights[n] for n in range(grid.head, grid.body))
    widths = [digits * DIGIT for digits in _widths(sheet, grid)]
    short, long = 210 - MARGINS["top"] - MARGINS["bottom"], 297 - MARGINS["top"] - MARGINS["bottom"]
    across = MARGINS["left"] + MARGINS["right"]
    paper = (297 - across, short) if sheet.landscape else (210 - across, long)
    yield from breaks(
        grid.rows, heights, page_room(paper, widths), repeated=head,
        before=head + sum(line.height for line in grid.above),
        after=sum(line.height for line in grid.below),
    )  # fmt: skip


def _widths(sheet: Sheet, grid: _Grid) -> list[float]:
    """The columns in digits of the standard face."""
    return [round(c.width * DIGITS_PER_MM * grid.size / sheet.size, 1) for c in grid.columns]


def _line_heights(
    row: Row, numbers: tuple[int, ...], sheet: Sheet, grid: _Grid
) -> Iterator[tuple[int, float]]:
    """Of lines with a text that wraps: not every program finds the height by itself. What several
    lines share is foreseen elsewhere."""
    shares = len(numbers) > 1
    for number, values in zip(numbers, row.lines, strict=True):
        need = 1
        for value, column in zip(values, grid.columns, strict=True):
            if not isinstance(value, str) or (shares and column.merge is Merge.ALWAYS):
                continue
            if len(value) * sheet.size * 0.17 > column.width or "\n" in value:
                need = max(need, lines_needed(value, column.width * 1.06, sheet.size))
        if need > 1:
            yield number, need * grid.size * 1.3 + 3


def _merged_need(row: Row, columns: tuple[Column, ...], size: float) -> int:
    return max(
        (
            lines_needed(str(value), column.width, size)
            for value, column in zip(row.lines[0], columns, strict=True)
            if column.merge is Merge.ALWAYS
        ),
        default=1,
    )


def _merges(sheet: Sheet, grid: _Grid) -> Iterator[str]:
    """Every merged area; "" stands for a cell alone."""
    for start, lines in ((1, grid.above), (grid.below_at, grid.below)):
        for number, line in enumerate(lines, start=start):
            yield from (_ref(number, s.first, number, s.last) for s in line.spans)
    for cell in head_cells(sheet.head):
        top = grid.head + cell.row
        yield _ref(top, cell.column, top + cell.rows - 1, cell.column + cell.columns - 1)
    always = [i for i, c in enumerate(grid.columns) if c.merge is Merge.ALWAYS]
    for numbers in grid.rows:
        yield from (_ref(numbers[0], i, numbers[-1], i) for i in always)


def _ref(top: int, left: int, bottom: int, right: int) -> str:
    """The area in Excel's words, "" for a single cell."""
    if (top, left) == (bottom, right):
        return ""
    return f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"


# Styles ------------------------------------------------------------------------------------------
def _looks(sheet: Sheet, grid: _Grid) -> Iterator[Look]:
    """Every look that a cell has, in an order that is always the same."""
    yield from (span.look for line in (*grid.above, *grid.below) for span in line.spans)
    yield _head_look(grid)
    for bold in sorted({row.kind.is_bold for row in sheet.body}):
        yield from (look_of(column, grid.size, bold) for column in grid.columns)


def _head_look(grid: _Grid) -> Look:
    return Look(size=grid.size, bold=True, boxed=True)


def look_of(column: Column, size: float, bold: bool) -> Look:
    """How the cells of a column look."""
    align = "right" if column.kind.is_figure else "left"
    if column.centred or column.kind in _CENTRED:
        align = "center"
    number_format = _FORMATS.get(column.kind, "General")
    return Look(size=size, bold=bold, align=align, number_format=number_format, boxed=True)


def style_number(page: Any, look: Look) -> int:
    """The number under which the workbook keeps the style."""
    cell = WriteOnlyCell(page)
    cell.font = Font(
        name=_FACE,
        size=look.size,
        bold=look.bold,
        italic=look.italic,
        underline="single" if look.underlined else None,
    )
    cell.alignment = Alignment(horizontal=look.align, vertical="center", wrap_text=True)
    cell.number_format = look.number_format
    if look.boxed:
        line = Side(style="thin")
        cell.border = Border(left=line, right=line, top=line, bottom=line)
    number: int = cell.style_id
    return number


# Rows: each part gives its row numbers with their cells ------------------------------------------
_Styles = Mapping[Look, int]
_Cells = Iterator[tuple[int, list[str]]]


def _rows(sheet: Sheet, grid: _Grid, styles: _Styles) -> Iterator[str]:
    heights = dict(_row_heights(sheet, grid))
    parts = chain(
        _frame_rows(1, grid.above, grid, styles),
        _head_rows(sheet, grid, styles[_head_look(grid)]),
        _body_rows(sheet, grid, styles),
        _frame_rows(grid.below_at, grid.below, grid, styles),
    )
    return (row_xml(number, cells, heights.get(number)) for number, cells in parts)


def _frame_rows(start: int, lines: tuple[Line, ...], grid: _Grid, styles: _Styles) -> _Cells:
    for number, line in enumerate(lines, start=start):
        yield (
            number,
            [
                cell_xml(f"{grid.letters[span.first]}{number}", styles[span.look], span.text)
                for span in line.spans
            ],
        )


def _head_rows(sheet: Sheet, grid: _Grid, style: int) -> _Cells:
    rows: list[list[Value]] = [[None] * len(grid.columns) for _ in range(depth(sheet.head))]
    for cell in head_cells(sheet.head):
        rows[cell.row][cell.column] = cell.title
    if has_letters(sheet.head):
        rows.append([int(c.letter) if c.letter.isdigit() else c.letter for c in grid.columns])
    for number, values in enumerate(rows, start=grid.head):
        placed = zip(grid.letters, values, strict=True)
        yield number, [cell_xml(f"{letters}{number}", style, value) for letters, value in placed]


def _body_rows(sheet: Sheet, grid: _Grid, styles: _Styles) -> _Cells:
    numbered = {
        bold: [styles[look_of(column, grid.size, bold)] for column in grid.columns]
        for bold in {row.kind.is_bold for row in sheet.body}
    }
    for index, row in enumerate(sheet.body):
        own = numbered[row.kind.is_bold]
        for line, (number, values) in enumerate(zip(grid.rows[index], row.lines, strict=True)):
            cells = [
                cell_xml(f"{letters}{number}", style, value)
                for letters, style, value in zip(grid.letters, own, values, strict=True)
            ]
            for at, formula in row.formulas:
                text = formula_text(formula, grid.rows, row=index, line=line, column=at)
                result = DASH if values[at] is None else values[at]
                cells[at] = formula_xml(f"{grid.letters[at]}{number}", own[at], text, result)
            yield number, cells
