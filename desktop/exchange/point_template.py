"""Writes the Excel template of a B1 point table: a head that explains, titles, one row per answer."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from desktop.rules.point_lines import FIELDS, Draft, Field, Line, read_points
from desktop.rules.ranges import read_bound
from desktop.text import t

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (9, 40, 16, 9, 9, 40, 11, 11, 34)
_RULES = 6
_FREE_ROWS = 400  # rows that can be typed into, whatever is typed already
_HEAD_FILL, _LINE = "FFEAEAE5", "FFC6C6BE"
_HINT = "FF484E59"


def write(draft: Draft, *, practice: bool = False) -> bytes:
    """The workbook (xlsx) with the draft in it; only what is to be typed is unlocked."""
    import openpyxl

    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = t("points-sheet")
    for letter, width in zip("ABCDEFGHI", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    row = _write_head(sheet, draft, practice=practice)
    _write_titles(sheet, row)
    for number in range(max(len(draft.lines) + 100, _FREE_ROWS)):
        line = draft.lines[number] if number < len(draft.lines) else Line()
        _write_line(sheet, row + 1 + number, line)
    _set_up(sheet, row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _write_head(sheet: Worksheet, draft: Draft, *, practice: bool) -> int:
    """Title, rules and the facts of the table; returns the row of the titles."""
    from openpyxl.styles import Font

    _put(sheet, 1, 1, t("points-sheet-title-practice" if practice else "points-sheet-title"))
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    row = 2
    for number in range(1, _RULES + 1):
        _put(sheet, row, 1, t(f"points-sheet-rule-{number}"))
        sheet.cell(row, 1).font = Font(color=_HINT)
        row += 1
    row += 1
    areas = ", ".join(t(f"points-area-{area}") for area in draft.areas)
    for name, value in (
        ("name", draft.name), ("source", draft.source), ("areas", areas),
        ("rural", draft.rural), ("urban", draft.urban), ("base", draft.base),
    ):  # fmt: skip
        _write_fact(sheet, row, t(f"points-head-{name}"), value, locked=name == "base")
        row += 1
    return row + 1


def _write_fact(sheet: Worksheet, row: int, label: str, value: str, *, locked: bool) -> None:
    from openpyxl.styles import Font, Protection

    _put(sheet, row, 2, label)
    sheet.cell(row, 2).font = Font(bold=True)
    _put(sheet, row, 3, value)
    sheet.merge_cells(start_row=row, start_column=3, end_row=row, end_column=9)
    sheet.cell(row, 3).protection = Protection(locked=locked)
    sheet.cell(row, 3).border = _border()


def _border() -> Any:
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color=_LINE)
    return Border(left=side, right=side, top=side, bottom=side)


def _write_titles(sheet: Worksheet, row: int) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for column, name in enumerate(FIELDS, 1):
        _put(sheet, row, column, t(f"points-col-{name}"))
        cell = sheet.cell(row, column)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=_HEAD_FILL)
        cell.border = _border()
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")


def _write_line(sheet: Worksheet, row: int, line: Line) -> None:
    from openpyxl.styles import Alignment, Protection

    border, free = _border(), Protection(locked=False)
    for column, name in enumerate(FIELDS, 1):
        cell = sheet.cell(row, column)
        cell.protection, cell.border = free, border
        is_figure = name in ("low", "high", "rural", "urban")
        cell.alignment = Alignment(
            wrap_text=not is_figure, vertical="top", horizontal="right" if is_figure else "left"
        )
        value = _number(name, line.get(name))
        if isinstance(value, str):
            _put(sheet, row, column, value)
        else:
            cell.value = value


def _number(name: Field, text: str) -> int | float | str:
    """Points and plain bounds as real numbers, everything else as the text that it is."""
    if name in ("rural", "urban"):
        points = read_points(text)
        return text if points is None else points
    if name in ("low", "high"):
        bound = read_bound(text, "low" if name == "low" else "high")
        if bound and bound[0].isdigit():
            value = Decimal(bound)
            return int(value) if value == value.to_integral_value() else float(value)
    return text


def _put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """A text as text: what begins with = is no formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if not text:
        return
    cell = sheet.cell(row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"


def _set_up(sheet: Worksheet, row: int) -> None:
    """Locked heads without a password, titles in sight, a landscape page with repeated titles."""
    sheet.freeze_panes = f"A{row + 1}"
    protection = sheet.protection
    protection.sheet = True
    # False: not forbidden.
    protection.formatColumns = protection.formatRows = protection.insertRows = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{row}:{row}"
