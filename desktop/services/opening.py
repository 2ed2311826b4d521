"""Looking at a workbook before it is read: which sheet, which letters, what its columns mean."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from desktop.errors import HeaderMissing, SheetEmpty
from desktop.exchange.lists import cells
from desktop.exchange.lists.cells import BadCell
from desktop.exchange.lists.columns import Layout, best_sheet, layout_at, with_capital_names
from desktop.exchange.lists.legacy import Found, examine, in_unicode
from desktop.exchange.lists.records import Cell, Script
from desktop.exchange.lists.shape import known_heads, laid_out
from desktop.exchange.lists.words import Field
from desktop.exchange.lists.workbook import Sheet, open_workbook
from desktop.services.layouts import KeptLayout

__all__ = ["Looked", "Year", "YearFrom", "look", "look_again", "point_at", "year_told"]

_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b", re.IGNORECASE)


class YearFrom(StrEnum):
    """Where the year of a list comes from."""

    DECISION = "decision"
    TITLE = "title"
    LAST_YEAR = "last-year"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The year of the decisions listed and why it is thought so; `lines` of `of` say it."""

    year: int
    origin: YearFrom
    lines: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A workbook opened to be looked at: its sheets, the one in front, how it seems laid out.

    `stored` is the sheet as it stands in the file, `sheet` the same in Unicode. `found` are the
    columns that look stored for old fonts, `scripts` what was said of them. `is_known` False: no
    head was found; the layout is a first guess for a person to correct. `kept` is the layout of an
    earlier reading that this workbook was known by.
    """

    path: Path
    sheets: tuple[str, ...]
    stored: Sheet
    sheet: Sheet
    layout: Layout
    is_known: bool
    found: tuple[Found, ...] = ()
    scripts: Mapping[int, Script] = field(default_factory=dict)
    kept: KeptLayout | None = None

    @property
    def unanswered(self) -> tuple[Found, ...]:
        """Columns of which a person has to say how their letters are stored."""
        return tuple(f for f in self.found if f.column in self.sheet.suspected)


def look(path: Path, sheet: str | None = None, kept: Sequence[KeptLayout] = ()) -> Looked:
    """Open a workbook without reading it into anything. Raises what opening a workbook raises.

    A sheet that a kept layout fits goes before one that is guessed.
    """
    opened = open_workbook(path, sheet)
    if not opened.sheets:
        raise SheetEmpty(path=path, sheet=sheet or ", ".join(opened.names))
    names = opened.names if sheet is None else open_names(path)
    for stored in opened.sheets:
        if known := _known(stored, kept):
            return _as_kept(path, names, stored, *known)
    stored = _front(opened.sheets)
    return _looked(path, names, stored, {})


def open_names(path: Path) -> tuple[str, ...]:
    """The names of all visible sheets. Raises what opening a workbook raises."""
    from desktop.exchange.lists.workbook import sheet_names

    return sheet_names(path)


def look_again(
    looked: Looked, scripts: Mapping[int, Script], kept: Sequence[KeptLayout] = ()
) -> Looked:
    """The same sheet with its letters read as a person says (column → script), or (`kept` without
    the layout it was known by) looked at anew."""
    if looked.kept in kept and looked.kept is not None:
        return replace(
            _looked(looked.path, looked.sheets, looked.stored, scripts), kept=looked.kept
        )
    return _looked(looked.path, looked.sheets, looked.stored, scripts)


def _front(sheets: Sequence[Sheet]) -> Sheet:
    """The sheet whose head is understood best, the first where none is."""
    try:
        found, _ = best_sheet([in_unicode(s) for s in sheets])
    except HeaderMissing:
        return sheets[0]
    return next(s for s in sheets if s.name == found.name)


def _looked(
    path: Path, names: tuple[str, ...], stored: Sheet, scripts: Mapping[int, Script]
) -> Looked:
    found = examine(stored.rows)
    sheet = in_unicode(stored, scripts)
    try:
        sheet, layout = best_sheet([sheet])
        is_known = True
    except HeaderMissing:
        first = next((i for i, row in enumerate(sheet.rows) if _names_columns(row)), 0)
        layout, is_known = point_at(sheet, first, first), False
    return Looked(
        path=path, sheets=names, stored=stored, sheet=with_capital_names(sheet, layout),
        layout=layout, is_known=is_known, found=found, scripts=dict(scripts),
    )  # fmt: skip


def _names_columns(row: Sequence[object]) -> bool:
    return sum(isinstance(cell, str) and bool(cell.strip()) for cell in row) >= 2


def point_at(opened: Sheet, head_first: int, head_last: int) -> Layout:
    """The layout when a person says which lines (from 0) are the head."""
    return layout_at(opened.rows, head_first, head_last, merged=opened.merged, sheet=opened.name)


# Known again --------------------------------------------------------------------------------------
def _known(stored: Sheet, kept: Sequence[KeptLayout]) -> tuple[KeptLayout, int, int] | None:
    by_key = {k.key: k for k in kept}
    heads = known_heads(stored, {k.key: k.lines for k in kept}) if kept else iter(())
    found = next(heads, None)
    return (by_key[found[0]], found[1], found[2]) if found else None


def _as_kept(
    path: Path, names: tuple[str, ...], stored: Sheet, kept: KeptLayout, first: int, last: int
) -> Looked:
    scripts = {int(column): script for column, script in kept.scripts.items()}
    found = examine(stored.rows)
    # What was said of a column holds while it still looks stored for an old font.
    scripts = {f.column: scripts[f.column] for f in found if f.column in scripts}
    sheet = in_unicode(stored, scripts)
    layout = laid_out(sheet, first, last, kept.fields)
    return Looked(
        path=path, sheets=names, stored=stored, sheet=with_capital_names(sheet, layout),
        layout=layout, is_known=True, found=found, scripts=scripts, kept=kept,
    )  # fmt: skip


# The year -----------------------------------------------------------------------------------------
def year_told(sheet: Sheet, layout: Layout, now: datetime.datetime) -> Year:
    """The year of most decisions, else of the title, else last year; with the reason."""
    decided = _decided(sheet, layout)
    if decided:
        year, lines = decided.most_common(1)[0]
        return Year(year=year, origin=YearFrom.DECISION, lines=lines, of=decided.total())
    titles = " ".join(cells.text(c) for row in sheet.rows[: layout.head_first] for c in row)
    if told := _YEAR.search(titles):
        return Year(year=int(told[1]), origin=YearFrom.TITLE)
    return Year(year=now.astimezone().year - 1, origin=YearFrom.LAST_YEAR)


def _decided(sheet: Sheet, layout: Layout) -> Counter[int]:
    """Year of decision → lines."""
    column = layout.column(Field.DECISION_ON)
    if column is None:
        return Counter()
    said = Counter(line[column] for line in sheet.rows[layout.first_row :] if column < len(line))
    years: Counter[int] = Counter()
    for cell, lines in said.items():
        if (year := _year_of(cell)) is not None:
            years[year] += lines
    return years


def _year_of(cell: Cell) -> int | None:
    try:
        day = cells.decision_date(cell)
    except BadCell:
        return None
    return day.year if day else None
