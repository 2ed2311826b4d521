"""Strips of cells: the seven steps of the round, the years of a household, counts.

strip = ProcessStrip(); strip.set_steps([Step(t("…"), "96 giấy đã nhận", "Xong 15/9", 1.0), …])
strip.chosen.connect(…)                                   # number of the step
years = YearStrip(); years.set_years([YearCell("2025", "poor", "B2 30"), …])
CountStrip([("4", t("…")), …])
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)

from desktop.text import t
from desktop.ui import fonts
from desktop.ui.icons import draw_icon
from desktop.ui.theme import colour
from desktop.ui.widgets.chart import Chart
from desktop.ui.widgets.paint import (
    CENTRE,
    CLASS_TOKEN,
    clip_round,
    draw_mark,
    draw_text,
    fill_round,
    focus_ring,
    frame,
    painting,
    pen,
)

YEAR_GAP = 10
"""Px that a word leaves free in the cell of its year, so that neighbours stand apart."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: name, two lines, share done 0…1, whether it has begun, whether it needs hands."""

    name: str
    line: str = ""
    due: str = ""
    share: float = 0.0
    begun: bool = False
    needs_work: bool = False


class ProcessStrip(Chart):
    """The steps of the round side by side; a click or Enter opens the page of a step."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(86)
        self._steps: list[Step] = []
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_steps([])

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps."""
        self._steps = list(steps)
        self.tell(t("ui-process"), [[s.name, s.line, s.due] for s in steps])

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(1240, 86)

    def _cell(self, number: int) -> QRectF:
        width = self.width() / max(len(self._steps), 1)
        left = round(number * width)
        return QRectF(left, 0, round((number + 1) * width) - left, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        rect = QRectF(self.rect())
        with painting(self) as painter:
            frame(painter, rect, "surface", pen("line"), 8)
            painter.save()
            clip_round(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), 8)
            for number, step in enumerate(self._steps):
                _paint_step(painter, self._cell(number), number, step)
            painter.restore()
            frame(painter, rect, "", pen("line"), 8)
            if self.hasFocus() and self._steps:
                focus_ring(painter, self._cell(self._at), 8)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        for number in range(len(self._steps)):
            if self._cell(number).contains(event.position()):
                self._at = number
                self.chosen.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        move = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if move is not None:
            self._at = min(max(self._at + move, 0), max(len(self._steps) - 1, 0))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.update()


def _paint_step(painter: QPainter, box: QRectF, number: int, step: Step) -> None:
    if step.needs_work:
        painter.fillRect(box, colour("accent_soft"))
    if number:
        painter.fillRect(QRectF(box.left(), 0, 1, box.height()), colour("line"))
    painter.fillRect(QRectF(box.left(), 0, box.width(), 3), colour("line"))
    done = QRectF(box.left(), 0, box.width() * min(step.share, 1.0), 3)
    painter.fillRect(done, colour("accent_fill"))
    _paint_number(painter, QRectF(box.left() + 14, 12, 20, 20), number, step)
    words = box.adjusted(14, 0, -8, 0)
    name_ink = "text" if step.begun or step.share else "text2"
    name = QRectF(words.left() + 27, 12, words.width() - 27, 20)
    draw_text(painter, name, step.name, "body-bold", name_ink)
    line = QRectF(words.left(), 36, words.width(), 18)
    draw_text(painter, line, step.line, "small", "text" if step.needs_work else "text2")
    due = QRectF(words.left(), 54, words.width(), 18)
    draw_text(painter, due, step.due, "small", "text" if step.needs_work else "text3")


def _paint_number(painter: QPainter, disc: QRectF, number: int, step: Step) -> None:
    if step.share >= 1:
        fill_round(painter, disc, "accent_fill", 10)
        draw_icon(painter, disc, "check", "on_accent", 14)
        return
    begun = step.begun or step.share > 0
    frame(painter, disc, "", pen("accent" if begun else "line2", 1.5), 10)
    ink = "accent" if begun else "text3"
    draw_text(painter, disc, str(number + 1), "tiny-bold", ink, CENTRE)


@dataclass(frozen=True, slots=True)
class YearCell:
    """One year of a household: its class ("none" if it had none) and a small line below."""

    year: str
    household_class: str
    foot: str = ""


class YearStrip(Chart):
    """Class by class through the years; the last one is the year under way."""

    def __init__(self) -> None:
        super().__init__(78)
        self._years: list[YearCell] = []
        self.set_years([])

    def set_years(self, years: Sequence[YearCell]) -> None:
        """Show these years, oldest first."""
        self._years = list(years)
        rows = [[y.year, t(f"class-{y.household_class}"), y.foot] for y in years]
        self.tell(t("ui-years"), rows)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(350, 78)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        if not self._years:
            return
        rect = QRectF(self.rect())
        width = rect.width() / len(self._years)
        with painting(self) as painter:
            frame(painter, rect, "surface", pen("line"), 6)
            painter.save()
            clip_round(painter, rect.adjusted(1, 1, -1, -1), 6)
            for number, cell in enumerate(self._years):
                left = round(number * width)
                box = QRectF(left, 0, round((number + 1) * width) - left, rect.height())
                _paint_year(painter, box, cell, is_last=number == len(self._years) - 1)
            painter.restore()
            frame(painter, rect, "", pen("line"), 6)


def _paint_year(painter: QPainter, box: QRectF, cell: YearCell, *, is_last: bool) -> None:
    if is_last:
        painter.fillRect(box, colour("accent_soft"))
    if box.left():
        painter.fillRect(QRectF(box.left(), 0, 1, box.height()), colour("line"))
    kind = cell.household_class
    token = CLASS_TOKEN[kind]
    short = "–" if kind == "none" else year_word(kind, box.width())
    draw_text(
        painter, QRectF(box.left(), 5, box.width(), 16), cell.year, "small-bold", "text", CENTRE
    )
    draw_mark(painter, QPointF(round(box.center().x()) + 0.5, 29.5), kind)
    draw_text(painter, QRectF(box.left(), 38, box.width(), 16), short, "tiny", token, CENTRE)
    draw_text(painter, QRectF(box.left(), 56, box.width(), 16), cell.foot, "tiny", "text3", CENTRE)


def year_word(household_class: str, width: float) -> str:
    """The short word of a class, a shorter one where the cell is narrow (px)."""
    word = t(f"class-short-{household_class}")
    if fonts.text_width(word, "tiny") <= width - YEAR_GAP:
        return word
    return t(f"class-tiny-{household_class}")


class CountStrip(Chart):
    """Large figures over their words, in one frame: (figure, words)."""

    def __init__(self, counts: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(56)
        self.set_counts(counts)

    def set_counts(self, counts: Sequence[tuple[str, str]]) -> None:
        """Show these counts."""
        self._counts = list(counts)
        self.tell(t("ui-parts"), self._counts)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(92 * max(len(self._counts), 1), 56)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        rect = QRectF(self.rect())
        width = rect.width() / max(len(self._counts), 1)
        with painting(self) as painter:
            frame(painter, rect, "surface", pen("line"), 6)
            for number, (figure, words) in enumerate(self._counts):
                left = round(number * width)
                if number:
                    painter.fillRect(QRectF(left, 1, 1, rect.height() - 2), colour("line"))
                top = QRectF(left + 11, 3, width - 14, 30)
                draw_text(painter, top, figure, "result")
                foot = QRectF(left + 11, 32, width - 14, 18)
                draw_text(painter, foot, words, "small", "text2")
