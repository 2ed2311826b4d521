"""The two charts of the overview: the rate over the years against its target, and the 12 deprivations.

line = TargetLine(); line.set_years([Year("2021", 38.42, 38.42), … Year("2026", None, 24.42)])
bars = DeprivationProfile(); bars.set_rows([Row("Việc làm", 48.1, 50.3), …])
Legend([("line", t("…")), ("target", t("…"))])     # bar, tick, line, target
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.vietnamese import show_rate
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.theme import colour
from desktop.ui.widgets.chart import Chart
from desktop.ui.widgets.paint import (
    CENTRE,
    dashed,
    draw_numbers,
    draw_text,
    fill_round,
    painting,
    pen,
)

VALUE_UNDER = 22
"""From a point to the lower edge of a value that stands under it, px."""


@dataclass(frozen=True, slots=True)
class Year:
    """One year: the rate found (None: not yet), its target (None: none set), in per cent.

    `provisional` paints a hollow point; `under_way` a grey column instead of an invented number.
    """

    year: str
    actual: float | None
    target: float | None = None
    provisional: bool = False
    under_way: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis: from, to and step in per cent, and where they lie on screen."""

    low: float
    high: float
    step: float
    area: QRectF
    count: int

    def x(self, number: int) -> float:
        """Middle of a year."""
        return self.area.left() + self.area.width() * (number + 0.25) / (self.count - 0.5)

    def y(self, value: float) -> float:
        """Height of a value."""
        return self.area.bottom() - self.area.height() * (value - self.low) / (self.high - self.low)


def axis(values: Sequence[float]) -> tuple[float, float, float]:
    """(from, to, step) around the values in 4–5 lines; starts where the data need it."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    spread = max(high - low, 1.0)
    steps = [f * 10**e for e in range(-1, 7) for f in (1, 2, 5)]
    step = next((s for s in steps if spread / s <= 4), 50.0)
    start = max(0.0, math.floor(low / step) * step)
    return start, max(math.ceil(high / step) * step, start + step), step


class TargetLine(Chart):
    """The rate of each year as a line with values, its target dashed; counts with `digits` 0."""

    def __init__(self) -> None:
        super().__init__()
        self._years: list[Year] = []
        self._digits = 2
        self.setMinimumHeight(150)
        self.set_years([])

    def set_years(self, years: Sequence[Year], title: str = "", digits: int = 2) -> None:
        """Show these years, oldest first; rates in per cent, or with no digits whole numbers."""
        self._years = list(years)
        self._digits = digits
        sign = " %" if digits else ""
        rows = [
            [
                y.year,
                t("ui-under-way") if y.actual is None else f"{self._word(y.actual)}{sign}",
                t("ui-target", rate=self._word(y.target)) if y.target is not None else "",
            ]
            for y in years
        ]
        self.tell(title or t("ui-rate"), rows)

    def _word(self, value: float) -> str:
        return show_rate(value, self._digits)

    def _scale(self) -> Scale:
        shown = [v for y in self._years for v in (y.actual, y.target) if v is not None]
        low, high, step = axis(shown)
        area = QRectF(self.rect()).adjusted(34 if self._digits else 52, 18, -14, -22)
        scale = Scale(low, high, step, area, max(len(self._years), 1))
        values = [y.actual for y in self._years if y.actual is not None and not _is_above(y)]
        if any(scale.y(value) + VALUE_UNDER > area.bottom() for value in values):
            # Room for that value, which would lie on the years.
            area = area.adjusted(0, 0, 0, -VALUE_UNDER + 6)
        return replace(scale, area=area)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(350, 172)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        scale = self._scale()
        with painting(self) as painter:
            self._paint_grid(painter, scale)
            self._paint_columns(painter, scale)
            targets = [(i, y.target) for i, y in enumerate(self._years) if y.target is not None]
            actuals = [(i, y.actual) for i, y in enumerate(self._years) if y.actual is not None]
            _polyline(painter, scale, targets, lambda p: p.setPen(dashed("text3", 1.5, 5, 4)))
            _polyline(painter, scale, actuals, lambda p: p.setPen(pen("accent", 2.25)))
            self._paint_last_target(painter, scale, targets)
            self._paint_points(painter, scale)

    def _paint_grid(self, painter: QPainter, scale: Scale) -> None:
        value = scale.low
        while value <= scale.high + 1e-6:
            y = round(scale.y(value))
            painter.fillRect(QRectF(scale.area.left(), y, scale.area.width(), 1), colour("line"))
            box = QRectF(0, y - 8, scale.area.left() - 7, 16)
            word = f"{value:g}".replace(".", ",") if self._digits else self._word(value)
            draw_numbers(painter, box, word, "tiny", "text3")
            value += scale.step

    def _paint_columns(self, painter: QPainter, scale: Scale) -> None:
        for number, year in enumerate(self._years):
            x = scale.x(number)
            if year.under_way:
                box = QRectF(x - 26, scale.area.top() - 6, 52, scale.area.height() + 6)
                fill_round(painter, box, "hover", 4)
                for line_no, word in enumerate(t("ui-under-way").split(" ", 1)):
                    place = QRectF(x - 26, box.top() + 4 + 14 * line_no, 52, 16)
                    draw_text(painter, place, word, "tiny", "text3", CENTRE)
            foot = QRectF(x - 30, self.height() - 18, 60, 16)
            draw_text(painter, foot, year.year, "tiny", "text3", CENTRE)

    def _paint_last_target(
        self, painter: QPainter, scale: Scale, targets: Sequence[tuple[int, float]]
    ) -> None:
        """The target's value only at the last year, and only where no point says it."""
        if not targets or self._years[targets[-1][0]].actual is not None:
            return
        number, value = targets[-1]
        box = QRectF(scale.x(number) - 30, scale.y(value) - 20, 60, 16)
        draw_text(painter, box, self._word(value), "tiny", "text3", CENTRE)

    def _paint_points(self, painter: QPainter, scale: Scale) -> None:
        for number, year in enumerate(self._years):
            if year.actual is None:
                continue
            centre = QPointF(scale.x(number), scale.y(year.actual))
            hollow = year.provisional
            painter.setPen(pen("accent" if hollow else "surface", 2 if hollow else 1.5))
            painter.setBrush(colour("surface" if hollow else "accent"))
            painter.drawEllipse(centre, 4, 4)
            top = centre.y() - 22 if _is_above(year) else centre.y() + 7
            box = QRectF(centre.x() - 30, top, 60, 16)
            draw_text(painter, box, self._word(year.actual), "tiny-bold", "text", CENTRE)


def _is_above(year: Year) -> bool:
    """Whether the value stands over its point: the target's line is not there."""
    return year.actual is None or year.target is None or year.actual >= year.target


def _polyline(
    painter: QPainter,
    scale: Scale,
    points: Sequence[tuple[int, float]],
    prepare: Callable[[QPainter], None],
) -> None:
    prepare(painter)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    places = [QPointF(scale.x(number), scale.y(value)) for number, value in points]
    if len(places) > 1:
        painter.drawPolyline(places)


@dataclass(frozen=True, slots=True)
class Row:
    """One deprivation: its name, this year's and last year's share in per cent (None: unknown)."""

    name: str
    now: float | None
    last: float | None = None


class DeprivationProfile(Chart):
    """Twelve bars in the order of the decree, never re-sorted; the tick is last year."""

    def __init__(self, *, name_width: int = 134, row_height: float = 20.5) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self._name_width = name_width
        self._row_height = row_height
        self.setMinimumHeight(12 * 16)
        self.set_rows([])

    def set_rows(self, rows: Sequence[Row], title: str = "") -> None:
        """Show these deprivations."""
        self._rows = list(rows)
        table = [
            [str(i), r.name, show_rate(r.now, 1), f"({show_rate(r.last, 1)})" if r.last else ""]
            for i, r in enumerate(rows, start=1)
        ]
        self.tell(title or t("ui-profile"), table)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(350, round(self._row_height * max(12, len(self._rows))))

    def _most(self) -> float:
        shown = [v for r in self._rows for v in (r.now, r.last) if v is not None]
        return max(10.0, math.ceil(max(shown, default=10.0) * 1.04 / 10) * 10)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        if not self._rows:
            return
        high = min(self._row_height, self.height() / len(self._rows))
        with painting(self) as painter:
            for number, row in enumerate(self._rows):
                self._paint_row(painter, QRectF(0, number * high, self.width(), high), number, row)

    def _paint_row(self, painter: QPainter, box: QRectF, number: int, row: Row) -> None:
        left = box.left() + 14
        draw_numbers(
            painter, QRectF(left, box.top(), 18, box.height()), str(number + 1), "small", "text3",
            Qt.AlignmentFlag.AlignLeft,
        )  # fmt: skip
        name = QRectF(left + 24, box.top(), self._name_width, box.height())
        draw_text(painter, name, row.name, "small")
        figure = QRectF(box.right() - 14 - 38, box.top(), 38, box.height())
        draw_numbers(painter, figure, show_rate(row.now, 1), "small")
        track = QRectF(name.right() + 6, round(box.center().y() - 4), 0, 8)
        track.setRight(figure.left() - 6)
        fill_round(painter, track, "hover", 2)
        if row.now:
            bar = QRectF(track)
            bar.setWidth(max(2.0, track.width() * row.now / self._most()))
            fill_round(painter, bar, "poor_fill", 2)
        if row.last is not None:
            x = round(track.left() + track.width() * row.last / self._most())
            painter.fillRect(QRectF(x, track.top() - 2, 2, 12), colour("text"))


_LEGEND_WIDTH = {"bar": 14, "tick": 2, "line": 18, "target": 18}


class Legend(QWidget):
    """What the signs of a chart mean: (sign, words); signs are bar, tick, line, target."""

    def __init__(self, entries: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.setFixedHeight(18)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_entries(entries)

    def set_entries(self, entries: Sequence[tuple[str, str]]) -> None:
        """Show other signs and words."""
        self._entries = list(entries)
        self.setAccessibleName(", ".join(words for _, words in entries))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        width = sum(
            _LEGEND_WIDTH[sign] + 5 + fonts.text_width(words, "tiny") + 14
            for sign, words in self._entries
        )
        return QSize(max(0, round(width) - 14), 18)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        left = 0.0
        with painting(self) as painter:
            for sign, words in self._entries:
                width = _LEGEND_WIDTH[sign]
                _SIGNS[sign](painter, left)
                box = QRectF(left + width + 5, 0, 400, 18)
                left = box.left() + draw_text(painter, box, words, "tiny", "text2") + 14


def _sign_line(painter: QPainter, left: float) -> None:
    painter.setPen(pen("accent", 2.25))
    painter.drawLine(QPointF(left, 9), QPointF(left + 18, 9))


def _sign_target(painter: QPainter, left: float) -> None:
    painter.setPen(dashed("text3", 1.5, 5, 3))
    painter.drawLine(QPointF(left, 9), QPointF(left + 18, 9))


_SIGNS: dict[str, Callable[[QPainter, float], None]] = {
    "bar": lambda p, left: fill_round(p, QRectF(left, 5, 14, 8), "poor_fill", 2),
    "tick": lambda p, left: p.fillRect(QRectF(left, 3, 2, 12), colour("text")),
    "line": _sign_line,
    "target": _sign_target,
}
