"""The navigation rail: icon over word, key number, badge for what waits, bar at the current one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.icons import draw_icon
from desktop.ui.theme import colour
from desktop.ui.widgets.paint import (
    CENTRE,
    RIGHT,
    draw_badge,
    draw_text,
    fill_round,
    focus_ring,
    frame,
    painting,
    pen,
)

WIDE, NARROW = 84, 56
TALL, LOW = 58, 42
"""Height of an entry in px, and what it may shrink to on a low screen (125 to 150 % scaling)."""


@dataclass(frozen=True, slots=True)
class RailItem:
    """One entry: id, word, icon, the number of its Ctrl key ("" for none), at the foot or not."""

    id: str
    word: str
    icon: str
    key: str = ""
    at_foot: bool = False


class _RailButton(QAbstractButton):
    def __init__(self, item: RailItem) -> None:
        super().__init__()
        self.item = item
        self.count = 0
        self.is_narrow = False
        self.setCheckable(True)
        self.setText(item.word)
        self.setMinimumHeight(LOW)
        self.setMaximumHeight(TALL)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tell()

    def tell(self) -> None:
        """Say word, key and count to a screen reader; narrow ones show the word as a tooltip."""
        count = f" ({self.count})" if self.count else ""
        self.setAccessibleName(self.item.word + count)
        self.setToolTip(self.item.word if self.is_narrow else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(78, TALL)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            ink = self._paint_ground(painter)
            self._paint_words(painter, ink)
            if self.count:
                left = self.rect().center().x() + 7
                words = str(self.count)
                draw_badge(painter, QRectF(left, 3, 11 + 6 * len(words), 16), words)
            if self.hasFocus():
                focus_ring(painter, self._box(), 7)

    def _box(self) -> QRectF:
        return QRectF(3, 0, self.width() - 6, self.height())

    def _paint_ground(self, painter: QPainter) -> str:
        if self.isChecked():
            frame(painter, self._box(), "surface", pen("line"), 7)
            painter.fillRect(QRectF(0, (self.height() - 28) / 2, 3, 28), colour("accent"))
            return "accent"
        if self.underMouse():
            fill_round(painter, self._box(), "hover", 7)
        return "text2"

    def _paint_words(self, painter: QPainter, ink: str) -> None:
        width, short = self.width(), (TALL - self.height()) / 2
        top = (18 if self.is_narrow else 8) - short
        draw_icon(painter, QRectF(0, top, width, 22), self.item.icon, ink, 22)
        if not self.is_narrow:
            role = "tiny-medium" if self.isChecked() else "tiny"
            draw_text(
                painter, QRectF(1, 32 - short, width - 2, 18), self.item.word, role, ink, CENTRE
            )
        if self.item.key:
            box = QRectF(0, 3, width - 7, 14)
            draw_text(painter, box, self.item.key, "tiny", "text3", RIGHT)


class _Mark(QWidget):
    """The program's mark at the top of the rail."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(40)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            left = round(self.width() / 2 - 20)
            fill_round(painter, QRectF(left, 0, 40, 40), "accent_fill", 9)
            draw_icon(painter, QRectF(left, 0, 40, 40), "home-check", "on_accent", 22)


class NavRail(QWidget):
    """The rail; `chosen(str)` gives the id of an entry clicked."""

    chosen = Signal(str)

    def __init__(self, items: Sequence[RailItem], name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("ground", "rail")
        self._buttons: dict[str, _RailButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 1, 8)
        column.setSpacing(2)
        mark = _Mark()
        mark.setProperty("ground", "rail")
        column.addWidget(mark)
        column.addSpacing(10)
        for item in [i for i in items if not i.at_foot]:
            column.addWidget(self._make(item))
        column.addStretch(1)
        for item in [i for i in items if i.at_foot]:
            column.addWidget(self._make(item))
        self.set_narrow(False)

    def _make(self, item: RailItem) -> _RailButton:
        button = _RailButton(item)
        button.setProperty("ground", "rail")
        button.clicked.connect(lambda _=False: self.chosen.emit(item.id))
        self._group.addButton(button)
        self._buttons[item.id] = button
        return button

    def set_current(self, item_id: str) -> None:
        """Show an entry as the current one."""
        if item_id in self._buttons:
            self._buttons[item_id].setChecked(True)

    def set_badge(self, item_id: str, count: int) -> None:
        """Show how many things wait for a decision; 0 hides the badge."""
        if item_id in self._buttons:
            self._buttons[item_id].count = count
            self._buttons[item_id].tell()

    def set_narrow(self, narrow: bool) -> None:
        """Icons only, 56 px (150 % scaling), or icons and words, 84 px."""
        self.setFixedWidth(NARROW if narrow else WIDE)
        for button in self._buttons.values():
            button.is_narrow = narrow
            button.tell()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            painter.fillRect(self.rect(), colour("rail"))
            painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), colour("line"))
