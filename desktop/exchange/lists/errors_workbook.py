"""The user's own workbook with a column "Lỗi": what is wrong in which cell, and how to mend it.

All rows stay, so that it is mended in place and read again as a whole; what was taken before then
comes out as unchanged.
"""

from __future__ import annotations

import copy
import datetime
import io
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.errors import SheetMissing
from desktop.exchange.lists.columns import Layout
from desktop.exchange.lists.records import Cell, RefusedRow
from desktop.exchange.lists.words import Field
from desktop.exchange.lists.workbook import Sheet, read_sheets
from desktop.text import t

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FAULTY, WITH_FAULTY = "FFF4B6B6", "FFFBE9D0"  # a bad cell; the note of a row refused with others
_WIDTH = 70
_LONGEST_CELL = 32000  # Excel holds 32,767 characters


def mark_errors(path: Path, layout: Layout, refused: Sequence[RefusedRow]) -> bytes:
    """A copy of the workbook at `path`, as xlsx (xlsm stays xlsm), with its refused rows marked.

    `layout` is the one that the rows were read by. Formatting, other sheets and formulas stay as
    they are in xlsx; of xls, xlsb and ods the cells are copied. Marks of an earlier time are
    cleared. Raises as `read_sheet` does.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl names what it cannot keep
        workbook = _loaded(path) or _copied(path)
        sheet = _sheet(workbook, layout, path)
        column = _errors_column(sheet, layout)
        _clear(sheet, layout, column)
        _head(sheet, layout, column)
        for row in refused:
            _mark(sheet, row, column)
        out = io.BytesIO()
        workbook.save(out)
    return out.getvalue()


def suffix_of_errors(path: Path) -> str:
    """The suffix that the marked copy must carry."""
    return ".xlsm" if path.suffix.lower() == ".xlsm" and zipfile.is_zipfile(path) else ".xlsx"


def _loaded(path: Path) -> Workbook | None:
    """The workbook with all its formatting, None where it is no xlsx."""
    import openpyxl

    if not zipfile.is_zipfile(path):
        return None
    try:
        # By content: many an ".xls" is an xlsx inside, which openpyxl refuses by its name.
        keep_vba = suffix_of_errors(path) == ".xlsm"
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()), keep_vba=keep_vba)
    except Exception:  # xlsb and ods are zip files too; broken parts raise anything
        return None


def _copied(path: Path) -> Workbook:
    """A new workbook with the same cells."""
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for source in read_sheets(path):
        _copy(source, workbook.create_sheet(source.name))
    return workbook


def _copy(source: Sheet, sheet: Worksheet) -> None:
    for r, line in enumerate(source.rows, 1):
        for c, value in enumerate(line, 1):
            if value != "":
                _write(sheet.cell(r, c), value)
    for (top, left), (bottom, right) in source.merged:
        sheet.merge_cells(
            start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
        )


def _write(cell: Any, value: Cell) -> None:
    """A value as it was: texts stay texts (ids, and what looks like a formula)."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        if value.isdigit():
            cell.number_format = "@"
    elif isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        cell.number_format = "dd/mm/yyyy"


def _sheet(workbook: Workbook, layout: Layout, path: Path) -> Worksheet:
    if layout.sheet in workbook.sheetnames:
        return workbook[layout.sheet]
    if not layout.sheet and workbook.worksheets:
        return workbook.worksheets[0]
    raise SheetMissing(path=path, sheet=layout.sheet, sheets=workbook.sheetnames)


def _errors_column(sheet: Worksheet, layout: Layout) -> int:
    """The column "Lỗi" from 1: the one that is there, else right of all that is filled."""
    known = layout.column(Field.ERRORS)
    if known is not None:
        return known + 1
    last = max((c.index for c in layout.columns if c.title), default=0) + 1
    filled = [
        cell.column
        for row in sheet.iter_rows(min_row=layout.head_first + 1)
        for cell in row[last:]
        if cell.value is not None
    ]
    spans = [r.max_col for r in sheet.merged_cells.ranges if r.max_row > layout.head_first]
    return int(max(last, *filled, *spans, 1)) + 1


def _clear(sheet: Worksheet, layout: Layout, column: int) -> None:
    from openpyxl.styles import PatternFill

    for row in sheet.iter_rows(min_row=layout.first_row + 1):
        for cell in row:
            if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in (FAULTY, WITH_FAULTY):
                cell.fill = PatternFill()
            if cell.column == column:
                cell.value = None


def _head(sheet: Worksheet, layout: Layout, column: int) -> None:
    from openpyxl.utils import get_column_letter

    head = sheet.cell(layout.head_last + 1, column)
    head.value = t("list-field-errors")
    beside = sheet.cell(layout.head_last + 1, max(column - 1, 1))
    if beside.has_style:
        head._style = copy.copy(beside._style)
    sheet.column_dimensions[get_column_letter(column)].width = _WIDTH


def _mark(sheet: Worksheet, row: RefusedRow, column: int) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.styles import Alignment, PatternFill

    note = sheet.cell(row.row, column)
    own = any(p.code != "household" for p in row.problems)
    note.value = "\n".join(p.sentence for p in row.problems)[:_LONGEST_CELL]
    note.data_type = "s"
    note.alignment = Alignment(wrap_text=True, vertical="top")
    colour = PatternFill("solid", fgColor=FAULTY if own else WITH_FAULTY)
    note.fill = colour
    for problem in row.problems:
        if problem.column is not None:
            cell = sheet.cell(problem.row, problem.column + 1)
            if not isinstance(cell, MergedCell):
                cell.fill = colour
