"""The nine marks of sheet A as squares with their digits: digits and clicks toggle them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.text import t
from desktop.ui.pages.entry.rove import ENTERS, bare
from desktop.ui.widgets.paint import (
    draw_key,
    draw_square,
    draw_text,
    fill_round,
    focus_ring,
    frame,
    painting,
    pen,
)

ROW, ACROSS, SIDE = 28, 3, 6
_PLAIN, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


class MarkBoxes(QWidget):
    """`toggled(key)` at a digit (0: none of them) or a click, `stepped(±1)`, `entered`."""

    toggled = Signal(str)
    stepped = Signal(int)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._columns: Sequence[str] = ()
        self._names: Mapping[str, str] = {}
        self._yes: frozenset[str] | None = None
        self.setProperty("ground", "clear")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_marks(
        self, columns: Sequence[str], names: Mapping[str, str], yes: frozenset[str] | None
    ) -> None:
        """Show the marks; `yes` None: nothing is answered yet."""
        if len(columns) != len(self._columns):
            self._columns = columns
            self.updateGeometry()
        self._columns, self._names, self._yes = columns, names, yes
        self.setAccessibleName(f"{t('sheet-a-marks')}: {self._said()}")
        self.update()

    def _said(self) -> str:
        if self._yes is None:
            return t("sheet-a-marked-open")
        if not self._yes:
            return t("sheet-a-marked-none")
        words = ", ".join(self._word(c) for c in self._columns if c in self._yes)
        return t("sheet-a-marked-said", count=len(self._yes), columns=words)

    def _word(self, column: str) -> str:
        name = self._names.get(column, "")
        plain = t("sheet-a-column", column=column)
        return f"{column} {name}" if name else plain

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(360, -(-max(len(self._columns), 1) // ACROSS) * ROW + 2 * SIDE)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def _box(self, number: int) -> QRectF:
        row, column = divmod(number, ACROSS)
        width = (self.width() - 2 * SIDE) / ACROSS
        return QRectF(SIDE + column * width, SIDE + row * ROW, width, ROW)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        rect = QRectF(self.rect())
        with painting(self) as painter:
            frame(painter, rect, "surface", pen("ctl"), 6)
            for number, column in enumerate(self._columns):
                self._paint(painter, self._box(number), column)
            if self.hasFocus():
                focus_ring(painter, rect, 6)

    def _paint(self, painter: QPainter, box: QRectF, column: str) -> None:
        is_on = self._yes is not None and column in self._yes
        if is_on:
            fill_round(painter, box.adjusted(2, 2, -2, -2), "accent_soft", 4)
        ink = "accent" if is_on else "text2"
        draw_key(painter, QRectF(box.left() + 8, box.top() + 5, 18, 18), column[-1], ink)
        centre = QPointF(box.left() + 38, round(box.center().y()) + 0.5)
        draw_square(painter, centre, full=is_on, ink="text" if is_on else "text3")
        role = "dense-bold" if is_on else "dense"
        words = box.adjusted(50, 0, -6, 0)
        answered = "text" if is_on else ("text2" if self._yes is not None else "text3")
        draw_text(painter, words, self._word(column), role, answered)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in ENTERS and bare(event) in (_PLAIN, _SHIFT):
            self.stepped.emit(-1 if bare(event) == _SHIFT else 1)
        elif event.text().isdigit() and bare(event) == _PLAIN:
            self.toggled.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mousePressEvent(event)
        for number, column in enumerate(self._columns):
            if self._box(number).contains(event.position()):
                self.toggled.emit(column[-1])

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.entered.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.update()
