"""Bars and meters: progress, stacked shares, the B1 gauge and the twelve B2 cells.

ProgressBar(); .set_share(32, 49)
StackBar(); .set_parts([Part(t("…"), 16, "ok_fill"), …])
Gauge(); .set_points(118, 140)              # B1 of 200 at most, tick at the limit
CellMeter(); .set_cells(confirmed=3, proposed=2, limit=3)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.vietnamese import show_number
from desktop.text import t
from desktop.ui.theme import colour
from desktop.ui.widgets.chart import Chart
from desktop.ui.widgets.paint import (
    dashed,
    draw_bar,
    fill_round,
    frame,
    needs_outline,
    painting,
    pen,
)


class ProgressBar(QWidget):
    """A bar of 8 px (4 if thin); finished ones are pale."""

    def __init__(self, *, thin: bool = False) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._share = 0.0
        self.setFixedHeight(4 if thin else 8)
        self.set_share(0, 0)

    def set_share(self, done: int, total: int) -> None:
        """How much of it is done."""
        self._share = done / total if total else 0.0
        self.setAccessibleName(f"{show_number(done)}/{show_number(total)}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(124, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        with painting(self) as painter:
            draw_bar(painter, QRectF(self.rect()), self._share)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a stack: word, number, fill token."""

    word: str
    number: int
    fill: str


class StackBar(Chart):
    """One stacked bar with 2 px gaps, in the order given."""

    def __init__(self, height: int = 10) -> None:
        super().__init__(height)
        self._parts: list[Part] = []

    def set_parts(self, parts: Sequence[Part], title: str = "") -> None:
        """Show these parts; empty ones take no room."""
        self._parts = [part for part in parts if part.number > 0]
        self.tell(title or t("ui-parts"), [[p.word, show_number(p.number)] for p in parts])

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(240, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        total = sum(part.number for part in self._parts)
        with painting(self) as painter:
            if not total:
                fill_round(painter, QRectF(self.rect()), "track", 2)
                return
            room = self.width() - 2 * (len(self._parts) - 1)
            left = 0.0
            for part in self._parts:
                width = room * part.number / total
                box = QRectF(left, 0, width, self.height())
                if outline := needs_outline(part.fill):
                    frame(painter, box, part.fill, pen(outline), 2)
                else:
                    fill_round(painter, box, part.fill, 2)
                left += width + 2


class Gauge(Chart):
    """B1 points from 0 to 200 with a tick at the limit."""

    MOST = 200

    def __init__(self) -> None:
        super().__init__(18)
        self._points: int | None = None
        self._limit: int | None = None
        self.set_points(None, None)

    def set_points(self, points: int | None, limit: int | None) -> None:
        """Points so far (None: not keyed) and the limit (None: not known)."""
        self._points, self._limit = points, limit
        shown = [t("ui-not-keyed") if points is None else str(points)]
        self.tell("B1", [shown + ([f"≤ {limit}"] if limit is not None else [])])

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        track = QRectF(0, 4, self.width(), 10)
        with painting(self) as painter:
            frame(painter, track, "hover", pen("line"), 2)
            inner = track.adjusted(1, 1, -1, -1)
            if self._points:
                share = min(self._points, self.MOST) / self.MOST
                inner.setWidth(inner.width() * share)
                fill_round(painter, inner, "text2", 1)
            if self._limit is not None:
                x = round(track.width() * self._limit / self.MOST)
                painter.fillRect(QRectF(x - 1, 0, 2, 18), colour("accent"))


class CellMeter(Chart):
    """The twelve deprivations as cells: full = confirmed, dashed = proposed, tick at the limit."""

    CELLS = 12

    def __init__(self) -> None:
        super().__init__(18)
        self.set_cells(0, 0, 3)

    def set_cells(self, confirmed: int, proposed: int, limit: int) -> None:
        """Numbers of deprivations confirmed and proposed; `limit` cells make poor."""
        self._confirmed, self._proposed, self._limit = confirmed, proposed, limit
        words = t("ui-cells", confirmed=confirmed, proposed=proposed, limit=limit)
        self.tell("B2", [[words]])

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        pitch = (self.width() + 2) / self.CELLS
        with painting(self) as painter:
            for number in range(self.CELLS):
                left = round(number * pitch)
                box = QRectF(left, 4, round((number + 1) * pitch) - left - 2, 10)
                if number < self._confirmed:
                    fill_round(painter, box, "text2", 2)
                elif number < self._confirmed + self._proposed:
                    frame(painter, box, "", dashed("ctl", 1.0, 2, 2), 2)
                else:
                    frame(painter, box, "hover", pen("line"), 2)
            x = round(self._limit * pitch) - 2
            painter.fillRect(QRectF(x, 0, 2, 18), colour("accent"))
