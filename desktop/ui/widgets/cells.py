"""How table cells are painted: one delegate, one small painter per kind of column.

Kinds are named by `Column.kind` (rows_model): text, figures, class, progress, state, lines, icon,
link. A page may add its own: `TableView(…, painters={"mykind": paint})`, where
`paint(painter, Cell)` draws into `cell.rect`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.vietnamese import fold, show_number
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.icons import draw_icon
from desktop.ui.rows_model import CELL, IS_TOTAL, RECORD, Column, Heading, Index, State
from desktop.ui.theme import colour
from desktop.ui.widgets.paint import (
    CLASS_TOKEN,
    LEFT,
    RIGHT,
    STATES,
    draw_bar,
    draw_mark,
    draw_numbers,
    draw_text,
    focus_ring,
    hairline,
)

SIDE, EDGE = 8, 14
BAR = 124


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell painter gets: where, the value, its column, the face, what is searched for."""

    rect: QRectF
    value: Any
    column: Column[Any]
    role: str
    ink: str
    needle: str = ""


Paint = Callable[[QPainter, Cell], None]


@lru_cache(maxsize=4096)
def hits(text: str, needle: str) -> tuple[tuple[int, int], ...]:
    """(start, length) of what was searched for, tones and case aside; the whole, else each word."""
    folded, wanted = fold(text), fold(needle)
    if not wanted or len(folded) != len(text):
        return ()
    if (at := folded.find(wanted)) >= 0:
        return ((at, len(wanted)),)
    words = [(folded.find(word), len(word)) for word in wanted.split()]
    return tuple(sorted(found for found in words if found[0] >= 0))


def _text(painter: QPainter, cell: Cell) -> None:
    text = str(cell.value)
    for start, length in hits(text, cell.needle) if cell.needle else ():
        before = fonts.text_width(text[:start], cell.role)
        width = fonts.text_width(text[start : start + length], cell.role)
        left = cell.rect.left() + before - 1
        box = QRectF(
            left, cell.rect.center().y() - 10, min(width + 2, cell.rect.right() - left), 20
        )
        painter.fillRect(box, colour("near_soft"))
    align = RIGHT if cell.column.is_right else LEFT
    draw_text(painter, cell.rect, text, cell.role, cell.ink, align)


def _figures(painter: QPainter, cell: Cell) -> None:
    value = cell.value
    text = show_number(value) if isinstance(value, int) else str(value)
    ink = "text3" if text == "–" else cell.ink
    draw_numbers(painter, cell.rect, text, cell.role, ink, RIGHT if cell.column.is_right else LEFT)


def _class(painter: QPainter, cell: Cell) -> None:
    kind = str(cell.value)
    middle = round(cell.rect.center().y()) + 0.5
    draw_mark(painter, QPointF(cell.rect.left() + 6, middle), kind)
    words = cell.rect.adjusted(18, 0, 0, 0)
    draw_text(painter, words, t(f"class-{kind}"), cell.role, CLASS_TOKEN[kind])


def _progress(painter: QPainter, cell: Cell) -> None:
    done, total = cell.value
    track = QRectF(cell.rect)
    track.setWidth(min(BAR, max(24.0, cell.rect.width() - 76)))
    track.setTop(round(cell.rect.center().y()) - 4)
    track.setHeight(8)
    draw_bar(painter, track, done / total if total else 0.0)
    figure = cell.rect.adjusted(track.width() + 11, 0, 0, 0)
    width = draw_numbers(painter, figure, show_number(done), cell.role, cell.ink, LEFT)
    rest = figure.adjusted(width, 0, 0, 0)
    draw_numbers(painter, rest, f"/{show_number(total)}", cell.role, "text3", LEFT)


def _state(painter: QPainter, cell: Cell) -> None:
    state = cell.value
    if not isinstance(state, State):
        (_figures if str(state)[:1].isdigit() else _text)(painter, cell)
        return
    glyph, ink = STATES[state.state][:2]
    box = QRectF(cell.rect.left(), cell.rect.top(), 14, cell.rect.height())
    draw_icon(painter, box, state.icon or glyph, ink, 14)
    words = cell.rect.adjusted(19, 0, 0, 0)
    is_figures = state.word[:1].isdigit() and _fits(state.word, cell.role, words)
    draw = draw_numbers if is_figures else draw_text
    width = draw(painter, words, state.word, cell.role, ink, LEFT)
    if state.faint:
        rest = words.adjusted(width + 5, 0, 0, 0)
        draw_numbers(painter, rest, state.faint, cell.role, "text3", LEFT)


def _fits(text: str, role: str, box: QRectF) -> bool:
    """Whether figures need no dots at their end, which only `draw_text` can give them."""
    return fonts.figures_width(text, role) <= box.width() + 0.5


def _lines(painter: QPainter, cell: Cell) -> None:
    first, second = cell.value
    top = cell.rect.center().y() - 19
    upper = QRectF(cell.rect.left(), top, cell.rect.width(), 20)
    role = "body-medium" if not cell.role.endswith("-bold") else cell.role
    _text(painter, Cell(upper, first, cell.column, role, cell.ink, cell.needle))
    lower = QRectF(cell.rect.left(), top + 19, cell.rect.width(), 18)
    draw_text(painter, lower, str(second), "small", "text3")


def _icon(painter: QPainter, cell: Cell) -> None:
    state: State = cell.value
    glyph, ink = STATES[state.state][:2]
    size = 18 if cell.rect.height() > 36 else 16
    # In two-line rows the icon stands beside the first line.
    box = QRectF(cell.rect.left(), cell.rect.top(), size, cell.rect.height())
    if cell.rect.height() > 36:
        box = QRectF(cell.rect.left(), cell.rect.center().y() - 19, size, 20)
    draw_icon(painter, box, state.icon or glyph, ink, size)


def _link(painter: QPainter, cell: Cell) -> None:
    box = QRectF(cell.rect)
    if cell.rect.height() > 36:
        box = QRectF(cell.rect.left(), cell.rect.center().y() - 20, cell.rect.width(), 20)
    align = RIGHT if cell.column.is_right else LEFT
    draw_text(painter, box, str(cell.value), "small-medium", "accent", align)


PAINTERS: dict[str, Paint] = {
    "text": _text,
    "figures": _figures,
    "class": _class,
    "progress": _progress,
    "state": _state,
    "lines": _lines,
    "icon": _icon,
    "link": _link,
}


class Cells(QStyledItemDelegate):
    """Paints rows by RowsModel's columns; the view tells hovered row and needle."""

    def __init__(
        self,
        parent: QObject,
        columns: Sequence[Column[Any]],
        role: str = "dense",
        painters: Mapping[str, Paint] | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self.role = role
        self.needle = ""
        self.hovered = -1
        self.ring = True
        self._painters = PAINTERS | dict(painters or {})

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        row = index.data(RECORD)
        if isinstance(row, Heading):
            painter.fillRect(rect, colour("sunken"))
            hairline(painter, rect)
            draw_text(painter, rect.adjusted(EDGE, 0, -SIDE, 0), row.text, "small-medium", "text2")
        else:
            self._paint_ground(painter, rect, option, index)
            self._paint_value(painter, rect, index)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if index.data(IS_TOTAL):
            painter.fillRect(rect, colour("sunken"))
            hairline(painter, rect, "line2", top=True)
        else:
            if chosen or index.row() == self.hovered:
                painter.fillRect(rect, colour("accent_soft" if chosen else "hover"))
            hairline(painter, rect)
        if chosen and index.column() == 0:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), colour("accent"))
        if self.ring and option.state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, rect, 3)

    def _paint_value(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        value = index.data(CELL)
        if value is None or value == "":
            return
        column = self._columns[index.column()]
        left = EDGE if index.column() == 0 else SIDE
        right = EDGE if index.column() == len(self._columns) - 1 else SIDE
        is_bold = column.bold or index.data(IS_TOTAL)
        role = column.role or self.role
        role = fonts.bold(role) if is_bold else role
        box = rect.adjusted(left, 0, -right, -1)
        painter.setClipRect(rect)
        kind = "figures" if value == "–" else column.kind
        ink = "text3" if value == "–" else column.ink
        self._painters[kind](
            painter, Cell(box, value, column, role, ink, self.needle if column.searched else "")
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002
        return QSize(40, fonts.line(self.role) + 8)
