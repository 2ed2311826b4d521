"""Choices of a view: segmented controls and filters.

Segmented([t("…"), t("…")])                                  # .chosen(int), .index()
FilterButton(t("…name"), [("", t("…all")), ("Dao", "Dao")])  # .changed(str), .value()
clear_filters([one, other])                                  # the button that clears them
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QWidget,
)

from desktop.text import t
from desktop.ui import fonts
from desktop.ui.icons import draw_icon
from desktop.ui.theme import colour
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.paint import (
    CENTRE,
    clip_round,
    draw_text,
    focus_ring,
    frame,
    painting,
    pen,
)


class _Segment(QAbstractButton):
    def __init__(self, text: str, is_first: bool) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._is_first = is_first
        self.setText(text)
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(round(fonts.text_width(self.text(), "dense-bold")) + 24, 26)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        rect = QRectF(self.rect())
        on = self.isChecked()
        with painting(self) as painter:
            if not self._is_first:
                painter.fillRect(QRectF(0, 0, 1, rect.height()), colour("line"))
            role, ink = ("dense-bold", "accent") if on else ("dense", "text2")
            draw_text(painter, rect, self.text(), role, ink, CENTRE)
            if self.hasFocus():
                focus_ring(painter, rect, 4)


class Segmented(QWidget):
    """Two or three choices of a view; `chosen(int)` at a change by hand."""

    chosen = Signal(int)

    def __init__(self, words: Sequence[str], name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name or " / ".join(words))
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for number, word in enumerate(words):
            segment = _Segment(word, is_first=number == 0)
            self._group.addButton(segment, number)
            row.addWidget(segment)
        self._group.idClicked.connect(self.chosen)
        self._group.idToggled.connect(self._on_toggled)
        self._group.button(0).setChecked(True)
        self.setFixedHeight(28)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _on_toggled(self, number: int, is_current: bool) -> None:
        # The tab key stops once, at the current choice; from there the arrows go on.
        policy = Qt.FocusPolicy.StrongFocus if is_current else Qt.FocusPolicy.ClickFocus
        self._group.button(number).setFocusPolicy(policy)
        self.update()

    def index(self) -> int:
        """The number of the current choice."""
        return self._group.checkedId()

    def set_index(self, number: int) -> None:
        """Show a choice as current; says nothing."""
        self._group.button(number).setChecked(True)

    def set_words(self, words: Sequence[str]) -> None:
        """Change the words in place: counts that follow a filter."""
        for number, word in enumerate(words):
            self._group.button(number).setText(word)
            self._group.button(number).setAccessibleName(word)
            self._group.button(number).updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        rect = QRectF(self.rect())
        with painting(self) as painter:
            frame(painter, rect, "surface", pen("line2"), 6)
            painter.save()
            clip_round(painter, rect.adjusted(1, 1, -1, -1), 5)
            painter.fillRect(self._group.button(self.index()).geometry(), colour("accent_soft"))
            painter.restore()


class FilterButton(QAbstractButton):
    """Name faint, value plain; set = accent outline and × to clear. `changed(str)` gives the value,
    "" for all. The first option is the one that lets all through."""

    changed = Signal(str)

    def __init__(
        self, name: str, options: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._options = list(options)
        self._value = self._options[0][0]
        self.setFixedHeight(28)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)
        self._tell()

    def value(self) -> str:
        """The chosen value, "" or whatever the first option has for all."""
        return self._value

    def is_set(self) -> bool:
        """Whether it holds anything back."""
        return self._value != self._options[0][0]

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other (value, word) pairs; a value no longer offered falls back to all."""
        self._options = list(options)
        if self._value not in [value for value, _ in options]:
            self._value = self._options[0][0]
        self._tell()

    def set_value(self, value: str) -> None:
        """Choose by code or by hand; `changed` follows if it is another."""
        if value == self._value:
            return
        self._value = value
        self._tell()
        self.changed.emit(value)

    def clear(self) -> None:
        """Let all through."""
        self.set_value(self._options[0][0])

    def _word(self) -> str:
        return dict(self._options).get(self._value, "")

    def _tell(self) -> None:
        self.setAccessibleName(f"{self._name}: {self._word()}")
        self.updateGeometry()
        self.update()

    def _open(self) -> None:
        menu = QMenu(self)
        for value, word in self._options:
            action = menu.addAction(word)
            action.setCheckable(True)
            action.setChecked(value == self._value)
            action.triggered.connect(lambda _=False, value=value: self.set_value(value))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _cross(self) -> QRectF:
        return QRectF(self.width() - 26, 0, 26, self.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self.is_set() and self._cross().contains(event.position()):
            self.setDown(False)
            self.clear()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Delete and self.is_set():
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._open()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802
        words = fonts.text_width(self._name, "dense") + fonts.text_width(
            self._word(), "dense-medium"
        )
        return QSize(round(words) + 10 + 6 + 6 + 14 + 10, 28)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        rect = QRectF(self.rect())
        with painting(self) as painter:
            on = self.is_set()
            ground = "accent_soft" if on else ("hover" if self.underMouse() else "surface")
            frame(painter, rect, ground, pen("accent" if on else "line2"), 6)
            left = rect.adjusted(11, 0, -26, 0)
            left.setLeft(left.left() + draw_text(painter, left, self._name, "dense", "text3") + 6)
            draw_text(painter, left, self._word(), "dense-medium")
            glyph = QRectF(rect.right() - 24, 0, 16, rect.height())
            draw_icon(painter, glyph, "x" if on else "chevron-down", "text", 14)
            if self.hasFocus():
                focus_ring(painter, rect)


def clear_filters(filters: Sequence[FilterButton]) -> Button:
    """The flat button that clears all these filters at once."""
    button = Button(t("ui-clear-filters"), kind="flat", size="compact")
    for one in filters:
        button.clicked.connect(one.clear)
    return button
