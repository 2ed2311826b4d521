"""The one line one types in: it stands on the current cell and hands on the keys that move it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.theme import colour
from desktop.ui.widgets.paint import LEFT, draw_text, frame, painting, pen

OnKey = Callable[[QKeyEvent], bool]

ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# The house's fields are higher than a cell: only sizes are set here, colours stay the theme's.
# Keys of the page that a QLineEdit would keep for itself (copy, delete to the end of the word).
_SMALL = """QLineEdit, QLineEdit:focus {
  min-height: 0; padding: 0 4px; border-radius: 3px;
}"""
_OF_THE_PAGE = [QKeySequence(keys) for keys in ("Ctrl+Insert", "Ctrl+Delete")]


def bare(event: QKeyEvent) -> Qt.KeyboardModifier:
    """The modifiers without the keypad's."""
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


class Rove(QLineEdit):
    """`stepped(1)` at Enter, `stepped(-1)` at Shift+Enter, `entered` when it gets the focus.

    `on_key` sees every key first and says whether it took it. What is read is NFC.
    """

    stepped = Signal(int)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None, *, on_key: OnKey | None = None) -> None:
        super().__init__(parent)
        self.on_key = on_key
        self.setStyleSheet(_SMALL)

    def value(self) -> str:
        """The text in composed form."""
        return unicodedata.normalize("NFC", self.text())

    def say(self, name: str, description: str = "") -> None:
        """What a screen reader says here."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence(event.keyCombination())
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            if undo or keys in _OF_THE_PAGE:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if self.on_key is not None and self.on_key(event):
            event.accept()
        elif event.key() in ENTERS and bare(event) in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        ):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(-1 if back else 1)
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.selectAll()
        self.entered.emit()

    def at_edge(self, *, left: bool) -> bool:
        """Whether an arrow leaves the cell: all is marked, or the caret stands at that end."""
        if self.hasSelectedText() and len(self.selectedText()) == len(self.text()):
            return True
        return self.cursorPosition() == (0 if left else len(self.text()))


class AnswerBox(Rove):
    """A small painted box for answers by digit: code, word, caret. Text is kept for readers only."""

    def __init__(self, parent: QWidget | None = None, *, on_key: OnKey | None = None) -> None:
        super().__init__(parent, on_key=on_key)
        self._code, self._word, self._faint = "", "", False
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def show_answer(self, code: str, word: str, *, faint: bool = False) -> None:
        """Show an answer; a `faint` one is only proposed."""
        self._code, self._word, self._faint = code, word, faint
        self.setText(f"{code} {word}".strip())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(100, 24)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        rect = QRectF(self.rect())
        with painting(self) as painter:
            if self.hasFocus():
                frame(painter, rect, "surface", pen("accent", 2), 4)
            else:
                frame(painter, rect, "surface", pen("ctl"), 4)
            self._paint_answer(painter, rect.adjusted(8, 0, -8, 0))

    def _paint_answer(self, painter: QPainter, box: QRectF) -> None:
        ink = "text3" if self._faint else "text"
        role = "dense" if self._faint else "dense-bold"
        width = draw_text(painter, box, self._code, "dense", ink) if self._code else -6.0
        draw_text(painter, box.adjusted(width + 6, 0, 0, 0), self._word, role, ink, LEFT)
        if self.hasFocus():
            painter.fillRect(QRectF(box.right() - 1, box.center().y() - 7, 1.5, 14), colour("text"))
