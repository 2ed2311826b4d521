"""A painted list whose current line alone opens its choices; one roving box takes the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop.ui import fonts
from desktop.ui.pages.entry.rove import AnswerBox
from desktop.ui.theme import colour
from desktop.ui.widgets.paint import draw_key, draw_text, hairline, key_width, painting

ROW, HEAD, OPTION = 26, 24, 23


@dataclass(frozen=True, slots=True)
class Shown:
    """A choice in the opened line: its digit, its word, whether it is the answer."""

    key: str
    word: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class _Placed:
    option: Shown
    box: QRectF


class OpeningList(QAbstractScrollArea):
    """Base of the deprivations and of the B1 table. Subclasses say `count`, `options_at`,
    `box_rect`, paint a line, and take digits by `on_digit`.

    `entered(int)` when a line becomes the current one, `stepped(±1)` at Enter.
    """

    entered = Signal(int)
    stepped = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setProperty("ground", "surface")
        self.viewport().setProperty("ground", "surface")
        self.current = -1
        self.row = ROW
        self.setViewportMargins(0, HEAD, 0, 0)
        self.head = _HeadStrip(self)
        self.box = AnswerBox(self.viewport(), on_key=self._key)
        self.box.stepped.connect(self.stepped)
        self.box.hide()
        self.verticalScrollBar().setSingleStep(self.row)
        self.verticalScrollBar().valueChanged.connect(self.place_box)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    # For subclasses ---------------------------------------------------------------------------
    def count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def options_at(self, line: int) -> Sequence[Shown]:
        """The choices of a line, shown while it is open."""
        raise NotImplementedError

    def lead_at(self, line: int) -> str:  # noqa: ARG002 - for subclasses
        """A word in front of the choices."""
        return ""

    def box_rect(self, row: QRectF) -> QRectF:
        """Where the answer stands in a row."""
        raise NotImplementedError

    def paint_line(self, painter: QPainter, row: QRectF, line: int, *, is_current: bool) -> None:
        """Paint a line but for its choices."""
        raise NotImplementedError

    def titles(self) -> Sequence[tuple[float, str]]:
        """Left edge and title of each column."""
        raise NotImplementedError

    def take_key(self, event: QKeyEvent) -> bool:
        """A key in the box; whether it was taken."""
        raise NotImplementedError

    # Geometry ---------------------------------------------------------------------------------
    def _placed(self, line: int) -> tuple[list[_Placed], float]:
        """The boxes of a line's choices, flowing, and the height that they take."""
        options = self.options_at(line)
        if not options:
            return [], 0
        lead = self.lead_at(line)
        start = 36.0 + (fonts.text_width(lead, "small-bold") + 10 if lead else 0)
        left, top, found = start, 0.0, []
        room = self.viewport().width() - 12
        for option in options:
            width = key_width(option.key) + 5 + fonts.text_width(option.word, "small-bold") + 9
            if left + width > room and left > start:
                left, top = start, top + OPTION
            found.append(_Placed(option, QRectF(left, top, width, OPTION)))
            left += width
        return found, top + OPTION + 8

    def opened_height(self, line: int) -> float:
        """What an opened line takes more."""
        return self._placed(line)[1]

    def row_rect(self, line: int) -> QRectF:
        """The row of a line in the viewport, without its choices."""
        top = float(line * self.row - self.verticalScrollBar().value())
        if 0 <= self.current < line:
            top += self.opened_height(self.current)
        return QRectF(0, top, self.viewport().width(), self.row)

    def set_row(self, height: int) -> None:
        """Another height of the rows, where there is room for it."""
        if height != self.row:
            self.row = height
            self.verticalScrollBar().setSingleStep(height)
            self.settle()

    def full_height(self) -> int:
        """Height in px with all lines and an opened one in sight."""
        opened = self.opened_height(self.current) if self.current >= 0 else OPTION + 8
        return round(HEAD + self.count() * self.row + opened)

    def _content(self) -> int:
        opened = self.opened_height(self.current) if self.current >= 0 else 0
        return round(self.count() * self.row + opened)

    def settle(self) -> None:
        """Scroll range, box and paint after any change."""
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(self._content() - self.viewport().height(), 0))
        self.place_box()

    def place_box(self) -> None:
        """Put the box on the current line and paint."""
        if self.current >= 0:
            self.box.setGeometry(self._box())
        self.viewport().update()

    def _box(self) -> QRect:
        return self.box_rect(self.row_rect(self.current)).toRect()

    def keep_in_view(self) -> None:
        """Scroll so that the current line is whole in sight, with its neighbours where they fit."""
        bar = self.verticalScrollBar()
        top = max(self.current - 1, 0) * self.row
        bottom = (self.current + 2) * self.row + round(self.opened_height(self.current))
        value = bar.value()
        if bottom - value > self.viewport().height():
            # Whole rows at the upper edge: half a line of Vietnamese cannot be read.
            value = -(-(bottom - self.viewport().height()) // self.row) * self.row
        bar.setValue(min(value, top))

    # Moving -----------------------------------------------------------------------------------
    def set_active(self, *, active: bool) -> None:
        """With the box on the current line, or as a quiet list that Tab can reach."""
        if not active and self.box.isHidden():
            return
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if active else Qt.FocusPolicy.TabFocus)
        if not active:
            self.current = -1
        self.box.setVisible(active)
        self.settle()

    def go_to_line(self, line: int) -> None:
        """Open a line and put the box on it."""
        self.current = line
        self.set_active(active=True)
        self.keep_in_view()
        self.place_box()
        self.box.setFocus()

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            line = self.current + (-1 if event.key() == Qt.Key.Key_Up else 1)
            if 0 <= line < self.count():
                self.entered.emit(line)
            return True
        return self.take_key(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.head.setGeometry(0, 0, self.width(), HEAD)
        self.settle()
        if self.current >= 0:
            self.keep_in_view()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        if self.count():
            self.entered.emit(max(self.current, 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = event.position()
        for line in range(self.count()):
            row = self.row_rect(line)
            if row.contains(at):
                self.entered.emit(line)
                return
        if self.current >= 0:
            self._press_option(at.x(), at.y())

    def _press_option(self, x: float, y: float) -> None:
        top = self.row_rect(self.current).bottom()
        for placed in self._placed(self.current)[0]:
            if placed.box.translated(0, top).contains(x, y):
                key = Qt.Key(ord(placed.option.key))
                pressed = QKeyEvent.Type.KeyPress
                plain = Qt.KeyboardModifier.NoModifier
                self.take_key(QKeyEvent(pressed, key, plain, placed.option.key))
                return

    # Painting ---------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        with painting(self.viewport()) as painter:
            for line in range(self.count()):
                row = self.row_rect(line)
                is_current = line == self.current
                opened = self.opened_height(line) if is_current else 0
                whole = row.adjusted(0, 0, 0, opened)
                if not whole.intersects(QRectF(event.rect())):
                    continue
                if is_current:
                    painter.fillRect(whole, colour("accent_soft"))
                if line < self.count() - 1:
                    hairline(painter, whole)
                self.paint_line(painter, row, line, is_current=is_current)
                if is_current:
                    self._paint_options(painter, row)

    def _paint_options(self, painter: QPainter, row: QRectF) -> None:
        lead = self.lead_at(self.current)
        if lead:
            place = QRectF(36, row.bottom(), row.width(), OPTION)
            draw_text(painter, place, lead, "small-bold", "text2")
        for placed in self._placed(self.current)[0]:
            box = placed.box.translated(0, row.bottom())
            option, width = placed.option, key_width(placed.option.key)
            ink, line = ("accent", "accent") if option.chosen else ("text2", "line2")
            key = QRectF(box.left(), box.top() + 2, width, 18)
            draw_key(painter, key, option.key, ink, line)
            role = "small-bold" if option.chosen else "small"
            words = box.adjusted(width + 5, 0, 0, 0)
            draw_text(painter, words, option.word, role, "accent" if option.chosen else "text")


class _HeadStrip(QWidget):
    """Column titles on sunken ground."""

    def __init__(self, owner: OpeningList) -> None:
        super().__init__(owner)
        self._owner = owner

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        rect = QRectF(self.rect())
        with painting(self) as painter:
            painter.fillRect(rect, colour("sunken"))
            hairline(painter, rect, "line2")
            for left, title in self._owner.titles():
                draw_text(painter, rect.adjusted(left, 0, 0, -1), title, "tiny-medium", "text2")
