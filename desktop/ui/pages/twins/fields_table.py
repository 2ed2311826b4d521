"""The rows of a pair: 1 and 2 choose a side, Enter goes on to what is still open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from desktop.services.uniting import Choice
from desktop.text import t
from desktop.ui.icons import draw_icon
from desktop.ui.pages.twins.rows import Half, Row
from desktop.ui.rows_model import Column, Heading, RowsModel
from desktop.ui.widgets import TableView
from desktop.ui.widgets.cells import Cell
from desktop.ui.widgets.paint import dashed, draw_numbers, draw_text, fill_round, frame, pen

LABEL = 176
"""Width in px of the names of the fields."""
_NO_BAR = Qt.KeyboardModifier.NoModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class FieldsTable(TableView):
    """`chose(side)`, `chose_all(side)` for all that is open, `reopened`, `toggled` (a member is one
    person or two), `entered`, `left` to the queue."""

    chose = Signal(object)
    chose_all = Signal(object)
    reopened = Signal()
    toggled = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self) -> None:
        columns: list[Column[Row]] = [
            Column(t("twins-field"), lambda r: r, kind="label", width=LABEL),
            Column(t("twins-left"), lambda r: r.left, kind="half", tip=lambda r: r.left.words),
            Column(t("twins-right"), lambda r: r.right, kind="half", tip=lambda r: r.right.words),
        ]
        model: RowsModel[Row] = RowsModel(columns, t("twins-fields"))
        super().__init__(
            model, row=30, head=0, painters={"half": _paint_half, "label": _paint_label}
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        chosen = self.chose_all if alt else self.chose
        acts: Mapping[int, Callable[[], object]] = {
            Qt.Key.Key_1: partial(chosen.emit, Choice.LEFT),
            Qt.Key.Key_2: partial(chosen.emit, Choice.RIGHT),
            Qt.Key.Key_Delete: self.reopened.emit,
            Qt.Key.Key_Space: self.toggled.emit,
            Qt.Key.Key_Return: self.entered.emit,
            Qt.Key.Key_Enter: self.entered.emit,
            Qt.Key.Key_Escape: self.left.emit,
        }
        act = acts.get(event.key())
        if act is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        act()

    def row(self) -> Row | None:
        """The line under the cursor."""
        found = self.record()
        return found if isinstance(found, Row) else None

    def go_to(self, key: str) -> None:
        """Put the cursor on a field."""
        self.choose_row(self.rows.row_of(lambda r: r.field is not None and r.field.key == key))

    def next_field(self) -> bool:
        """On to the next open field below, else the first open one; False where nothing is open."""
        here, count = self.currentIndex().row(), self.rows.rowCount()
        order = [*range(here + 1, count), *range(here + 1)]
        for place in order:
            row = self.rows.at(place)
            if isinstance(row, Row) and row.is_open:
                self.choose_row(place)
                return True
        return False

    def put(self, rows: list[Row | Heading]) -> None:
        """Show these lines; the cursor stays where it was."""
        here = self.currentIndex()
        self.rows.set_rows(rows)
        if here.isValid():
            self.choose_row(min(here.row(), len(rows) - 1))


INDENT = 14
"""Of the fields of a member under its line, in px."""


def _paint_label(painter: QPainter, cell: Cell) -> None:
    row: Row = cell.value
    box = cell.rect.adjusted(INDENT if row.who else 0, 0, 0, 0)
    draw_text(painter, box, row.label, cell.role, "text3" if row.is_member else "text2")


_ICONS = {"chosen": ("check", "accent"), "open": ("help", "warn")}
_INKS = {"dropped": "text3"}


def _paint_half(painter: QPainter, cell: Cell) -> None:
    half: Half = cell.value
    box = QRectF(cell.rect.left() - 4, cell.rect.top() + 2, cell.rect.width() + 8, 25)
    _paint_ground(painter, box, half.state)
    words = QRectF(cell.rect)
    if icon := _ICONS.get(half.state):
        place = QRectF(words.left() + 2, words.top(), 14, words.height())
        draw_icon(painter, place, icon[0], icon[1], 14)
    if half.state not in ("plain", "member", "differs"):
        words.adjust(22, 0, 0, 0)
    is_number = half.words.replace("/", "").isdigit()
    draw = partial(draw_numbers, align=Qt.AlignmentFlag.AlignLeft) if is_number else draw_text
    role = "dense-medium" if half.state in ("chosen", "member") else cell.role
    draw(painter, words, half.words, role, _INKS.get(half.state, "text"))


def _paint_ground(painter: QPainter, box: QRectF, state: str) -> None:
    """Proposed is dashed, chosen is solid; what is open has the ground of what to look at."""
    if state in ("open", "differs"):
        fill_round(painter, box, "warn_soft", 4)
    elif state == "chosen":
        frame(painter, box, "accent_soft", pen("accent"), 4)
    elif state == "proposed":
        frame(painter, box, "", dashed("accent"), 4)
