"""How the grid of a point table shows its cells: lines between, red where wrong, digits of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.domain.unit import Area
from desktop.rules.point_lines import Field, Line, Place
from desktop.text import t
from desktop.ui.pages.point_table.edits import shown_fields
from desktop.ui.rows_model import Column, State
from desktop.ui.theme import colour
from desktop.ui.widgets.cells import Cell
from desktop.ui.widgets.paint import (
    KEY_HEIGHT,
    LEFT,
    RIGHT,
    draw_key,
    draw_numbers,
    draw_text,
    key_width,
)

ROW = 28
FIGURES: tuple[Field, ...] = ("low", "high", "rural", "urban")
_WIDTHS: Mapping[Field, int | None] = {
    "number": 42, "label": None, "unit": 82, "low": 46, "high": 46, "answer": None,
    "rural": 66, "urban": 66, "source": 70,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GridRow:
    """A line with what is shown beside it: its place, and what is wrong (field → sentences)."""

    line: Line
    place: Place = field(default_factory=lambda: Place(0, 0))
    begins: bool = False
    wrong: Mapping[str, str] = field(default_factory=dict)
    doubtful: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown(State):
    """A cell: `state` err or warn where wrong, `digit` of an answer, `begins` an item's first row."""

    figures: bool = False
    digit: str = ""
    begins: bool = False


def columns(areas: Sequence[Area]) -> list[Column[GridRow]]:
    """The columns in sight."""
    return [_column(name) for name in shown_fields(areas)]


def _column(name: Field) -> Column[GridRow]:
    key = f"points-table-col-{name}"
    return Column(
        t(key),
        lambda row: _shown(row, name),
        kind="point",
        width=_WIDTHS[name],
        align_right=name in FIGURES,
        tip=lambda row: row.wrong.get(name) or row.doubtful.get(name) or row.line.get(name),
    )


def _shown(row: GridRow, name: Field) -> Shown:
    text = str(getattr(row.line, name))
    faint = ""
    if name == "number" and row.begins and not text:
        faint = str(row.place.item)
    state = "err" if name in row.wrong else "warn" if name in row.doubtful else ""
    option = row.place.option
    digit = str(option) if name == "answer" and 0 < option < 10 else ""
    return Shown(state, text, faint=faint, figures=name in FIGURES, digit=digit, begins=row.begins)


def paint_cell(painter: QPainter, cell: Cell) -> None:
    """Draw one cell up to its own edges, where it is clipped."""
    shown: Shown = cell.value
    box = cell.rect.adjusted(-8, 0, 14, 0)
    if shown.state:
        painter.fillRect(box, colour(f"{shown.state}_soft"))
        under = QRectF(box.left(), box.bottom() - 1, box.width(), 2)
        painter.fillRect(under, colour(shown.state))
    if shown.begins:
        painter.fillRect(QRectF(box.left() - 8, box.top(), box.width() + 8, 1), colour("line2"))
    if cell.column.title != t("points-table-col-number"):
        painter.fillRect(QRectF(box.left(), box.top(), 1, box.height() + 1), colour("line"))
    ink = "err" if shown.state == "err" else cell.ink
    rect = cell.rect
    if shown.figures:
        draw_numbers(painter, rect, shown.word, cell.role, ink, RIGHT)
        return
    if shown.faint:
        draw_text(painter, rect, shown.faint, cell.role, "text3", LEFT)
    if shown.digit:
        wide = key_width(shown.digit)
        top = round(rect.top() + (rect.height() - KEY_HEIGHT) / 2)
        draw_key(painter, QRectF(rect.left(), top, wide, KEY_HEIGHT), shown.digit)
        rect = rect.adjusted(wide + 7, 0, 0, 0)
    is_name = shown.begins and cell.column.title == t("points-table-col-label")
    draw_text(painter, rect, shown.word, "dense-medium" if is_name else cell.role, ink, LEFT)
