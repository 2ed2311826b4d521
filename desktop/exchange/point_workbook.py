"""The Excel template of a B1 point table: written with what is typed so far, read back cell by cell."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.unit import Area
from desktop.domain.vietnamese import fold
from desktop.errors import HeaderMissing
from desktop.exchange.lists.cells import text
from desktop.exchange.lists.records import Cell, column_letter
from desktop.exchange.lists.workbook import Sheet, read_sheets
from desktop.exchange.point_template import write
from desktop.rules.point_lines import FIELDS, Draft, Field, Line, read_points, tidied
from desktop.rules.ranges import read_bound
from desktop.text import t

__all__ = ["CellProblem", "ReadTable", "read", "write"]

_POINTS: tuple[Field, ...] = ("rural", "urban")
_HEAD_WITHIN = 60  # rows from the top in which the titles stand


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that cannot be taken as it is; its text is kept in the draft all the same."""

    cell: str
    code: str
    text: str

    @property
    def sentence(self) -> str:
        """What is wrong, with the address."""
        return t(f"points-cell-{self.code}", cell=self.cell, text=self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """What a workbook says, as a draft, and the cells to mend; `sheet` is where it stood."""

    draft: Draft
    problems: tuple[CellProblem, ...]
    sheet: str


def read(path: Path, draft: Draft) -> ReadTable:
    """Read the first sheet that has the titles; what it does not say stays as in `draft`.

    Merged cells and names said once for several answers are filled down; the order is kept.
    Raises as exchange.lists.workbook.read_sheets, HeaderMissing where no sheet has the titles.
    """
    sheets = read_sheets(path)
    for sheet in sheets:
        head = _head(sheet, draft)
        if head is not None:
            return _read(sheet, *head, draft)
    missing = ", ".join((t("points-col-answer"), t("points-col-rural"), t("points-col-urban")))
    raise HeaderMissing(sheet=sheets[0].name, missing=missing)


def _head(sheet: Sheet, draft: Draft) -> tuple[int, Mapping[Field, int]] | None:
    """Row and columns of the titles, found by their words; answers and points must be there."""
    titles = {fold(t(f"points-col-{name}")): name for name in FIELDS}
    if len(draft.areas) == 1:  # a table for one area may say just "Điểm"
        titles[fold(t("points-col-points"))] = _POINTS[draft.areas[0] is Area.URBAN]
    for number, row in enumerate(sheet.rows[:_HEAD_WITHIN]):
        found: dict[Field, int] = {}
        for column, cell in enumerate(row):
            if (name := titles.get(fold(text(cell)))) is not None:
                found.setdefault(name, column)
        if "answer" in found and any(name in found for name in _POINTS):
            return number, found
    return None


def _read(sheet: Sheet, head: int, columns: Mapping[Field, int], draft: Draft) -> ReadTable:
    rows = _filled(sheet, head, columns)
    lines, problems = [], []
    for number in range(head + 1, len(rows)):
        cells = {name: rows[number][c] for name, c in columns.items() if c < len(rows[number])}
        lines.append(Line(**{name: text(cell) for name, cell in cells.items()}))
        for name, cell in cells.items():
            if code := _problem(name, cell):
                address = f"{column_letter(columns[name])}{number + 1}"
                problems.append(CellProblem(address, code, text(cell)))
    read_lines = tidied(lines)
    said = _said(sheet.rows[:head])
    return ReadTable(
        draft=replace(_with_head(draft, said, read_lines), lines=read_lines),
        problems=tuple(problems),
        sheet=sheet.name,
    )


def _filled(sheet: Sheet, head: int, columns: Mapping[Field, int]) -> list[list[Cell]]:
    """The rows with merged cells filled: down a column, and across the two columns of points."""
    rows = [list(row) for row in sheet.rows]
    points = {columns[name] for name in _POINTS if name in columns}
    for (top, left), (bottom, right) in sheet.merged:
        if top <= head or top >= len(rows) or left >= len(rows[top]):
            continue
        for r in range(top, min(bottom + 1, len(rows))):
            for c in range(left, min(right + 1, len(rows[r]))):
                if c == left or {left, c} <= points:
                    rows[r][c] = rows[top][left]
    return rows


def _problem(name: Field, cell: Cell) -> str:
    """What is wrong with a cell: a code, "" where it can be taken."""
    said = text(cell)
    if not said:
        return ""
    if isinstance(cell, datetime.date | datetime.time):
        return "date"
    if name in _POINTS and read_points(said) is None:
        return "points"
    if name in ("low", "high") and read_bound(said, "low" if name == "low" else "high") is None:
        return "range"
    return ""


# What stands above the table ---------------------------------------------------------------------
_ABOVE = ("name", "source", "areas", "rural", "urban", "base")


def _said(rows: Sequence[Sequence[Cell]]) -> dict[str, str]:
    """The facts above the table: the first text to the right of each label."""
    labels = {fold(t(f"points-head-{name}")): name for name in _ABOVE}
    found: dict[str, str] = {}
    for row in rows:
        words = [word for cell in row if (word := text(cell))]
        if words and (name := labels.get(fold(words[0]))) is not None:
            found[name] = words[1] if len(words) > 1 else ""
    return found


def _with_head(draft: Draft, said: Mapping[str, str], lines: Sequence[Line]) -> Draft:
    areas = tuple(_areas(said.get("areas", ""))) or tuple(
        area for area in Area if any(line.get(_POINTS[area is Area.URBAN]) for line in lines)
    )
    return replace(
        draft,
        name=said.get("name", draft.name),
        source=said.get("source", draft.source),
        rural=said.get("rural", draft.rural),
        urban=said.get("urban", draft.urban),
        base=said.get("base") or draft.base,
        areas=areas or draft.areas,
    )


def _areas(words: str) -> Iterator[Area]:
    """The areas that are named."""
    return (area for area in Area if fold(t(f"points-area-{area}")) in fold(words))
