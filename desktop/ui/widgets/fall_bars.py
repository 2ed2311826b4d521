"""How far the rate of each unit fell in a year, as bars against what a plan asks of every year.

bars = FallBars(); bars.set_rows([Fall("Bình An", 2.86, met=True), …], goal=2.0, title=t("…"))
A bar to the right is a fall, to the left a rise; the dashed line is the goal, words say met or not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from desktop.domain.vietnamese import show_rate
from desktop.text import t
from desktop.ui.icons import draw_icon
from desktop.ui.theme import colour
from desktop.ui.widgets.chart import Chart
from desktop.ui.widgets.paint import CENTRE, dashed, draw_numbers, draw_text, painting

ROW, HEAD = 22, 24
NAME, VALUE, WORD = 150, 62, 88


@dataclass(frozen=True, slots=True)
class Fall:
    """One unit: by how many points its rate fell (None: not known), whether the goal is met."""

    name: str
    points: float | None
    met: bool | None = None


class FallBars(Chart):
    """Put it into `scrolled(…)`: it asks for the height that its rows need."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Fall] = []
        self._goal: float | None = None
        self.set_rows([], None, "")

    def set_rows(self, rows: Sequence[Fall], goal: float | None, title: str) -> None:
        """Show these units in this order."""
        self._rows, self._goal = list(rows), goal
        self.setMinimumHeight(HEAD + ROW * len(self._rows) + 4)
        self.tell(title, [[row.name, points_word(row.points), met_word(row)] for row in rows])

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(NAME + VALUE + WORD + 220, self.minimumHeight())

    def _limits(self) -> tuple[float, float]:
        shown = [row.points for row in self._rows if row.points is not None]
        most = max([*shown, self._goal or 0.0, 1.0])
        return math.floor(min([*shown, 0.0])), math.ceil(most * 1.05)

    def _x(self, points: float) -> float:
        low, high = self._limits()
        left, width = NAME, self.width() - NAME - VALUE - WORD - 8
        return left + width * (points - low) / (high - low)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        with painting(self) as painter:
            zero = round(self._x(0))
            tall = self.minimumHeight() - HEAD
            painter.fillRect(QRectF(zero, HEAD, 1, tall), colour("line2"))
            seen = event.rect()
            for number, row in enumerate(self._rows):
                top = HEAD + number * ROW
                if top + ROW >= seen.top() and top <= seen.bottom():
                    self._paint_row(painter, row, top, zero)
            if self._goal is not None:
                self._paint_goal(painter, self._goal, tall)

    def _paint_goal(self, painter: QPainter, goal: float, tall: float) -> None:
        x = round(self._x(goal)) + 0.5
        painter.setPen(dashed("text2", 1.5, 5, 4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawLine(QPointF(x, HEAD - 2), QPointF(x, HEAD + tall))
        words = t("falls-goal", points=show_rate(goal, 0 if goal == int(goal) else 1))
        draw_text(painter, QRectF(x - 90, 2, 180, 18), words, "tiny-medium", "text2", CENTRE)

    def _paint_row(self, painter: QPainter, row: Fall, top: float, zero: float) -> None:
        draw_text(painter, QRectF(0, top, NAME - 8, ROW), row.name, "small")
        value = QRectF(self.width() - WORD - VALUE, top, VALUE - 10, ROW)
        draw_numbers(painter, value, points_word(row.points), "small-medium")
        if row.points is not None:
            end = self._x(row.points)
            left, right = min(zero, end), max(zero, end)
            fill = "notp_fill" if row.met else ("accent_mid" if row.met is None else "poor_fill")
            painter.fillRect(QRectF(left, top + 7, max(right - left, 1.5), 9), colour(fill))
        if row.met is not None:
            glyph, ink = ("check", "ok") if row.met else ("alert-triangle", "warn")
            word = QRectF(self.width() - WORD, top, WORD, ROW)
            draw_icon(painter, QRectF(word.left(), top, 14, ROW), glyph, ink, 14)
            draw_text(painter, word.adjusted(18, 0, 0, 0), met_word(row), "tiny", ink)


def points_word(points: float | None) -> str:
    """−2,86 for a fall of so many points, +0,31 for a rise, – where not known."""
    if points is None:
        return "–"
    shown = show_rate(abs(points))
    if not shown.strip("0,"):
        return shown
    return f"−{shown}" if points > 0 else f"+{shown}"


def met_word(row: Fall) -> str:
    """Đạt or Chưa đạt; "" where the plan asks nothing or the fall is not known."""
    return "" if row.met is None else t("falls-met" if row.met else "falls-missed")
