"""The choices of a roster cell, under it while one types: digits, words, the one that is meant."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.vietnamese import fold
from desktop.ui import fonts
from desktop.ui.pages.entry.roster_fields import Option
from desktop.ui.theme import colour
from desktop.ui.widgets.paint import draw_key, draw_text, frame, key_width, painting, pen

ROW, SIDE, MOST = 24, 6, 14


class OptionList(QWidget):
    """Painted over the page, never with the focus; `chosen(key)` at a click."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.page = parent
        self._options: list[Option] = []
        self._meant: Option | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def offer(self, options: Sequence[Option], meant: Option | None, typed: str) -> None:
        """Show these choices; of a long list only those that the typed letters begin."""
        self._options = _few(options, typed)
        self._meant = meant
        self.update()

    def stand_under(self, cell: QRect) -> None:
        """Stand below a cell of the parent, above it where there is no room, and be seen."""
        words = max((fonts.text_width(o.word, "dense") for o in self._options), default=0)
        keys = max((key_width(o.key) for o in self._options), default=0)
        width = max(cell.width(), round(words + keys) + 30)
        height = len(self._options) * ROW + 2 * SIDE
        room = self.page.rect()
        top = cell.bottom() + 2
        if top + height > room.bottom() and cell.top() - height - 2 > 0:
            top = cell.top() - height - 2
        left = min(cell.left(), room.right() - width)
        self.setGeometry(QRect(QPoint(left, top), QPoint(left + width, top + height)))
        self.setVisible(bool(self._options))
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            frame(painter, QRectF(self.rect()), "surface", pen("line2"), 6)
            for number, option in enumerate(self._options):
                box = QRectF(1, SIDE + number * ROW, self.width() - 2, ROW)
                is_meant = option is self._meant
                if is_meant:
                    painter.fillRect(box, colour("accent_soft"))
                ink = "accent" if is_meant else "text2"
                width = key_width(option.key)
                draw_key(painter, QRectF(8, box.top() + 3, width, 18), option.key, ink)
                role = "dense-bold" if is_meant else "dense"
                words = box.adjusted(width + 14, 0, -6, 0)
                draw_text(painter, words, option.word, role, "accent" if is_meant else "text")

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        number = int((event.position().y() - SIDE) // ROW)
        if 0 <= number < len(self._options):
            self.chosen.emit(self._options[number].key)


def _few(options: Sequence[Option], typed: str) -> list[Option]:
    text = fold(typed)
    if len(options) <= MOST:
        return list(options)
    fitting = [o for o in options if not text or text.isdigit() or fold(o.word).startswith(text)]
    return fitting[:MOST]
