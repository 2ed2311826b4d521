"""Charts on a canvas, in greys and hatches that a photocopier keeps apart; the values stand at the marks.

Every function counts points from the lower left corner of the page, as the canvas does.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlab.pdfgen.canvas import Canvas

from desktop.reports.chart import Chart, ChartKind, Series
from desktop.reports.ink import BOLD, REGULAR, width, wrap, wrap_evenly

_SIZE = 9
_LEADING = 11
_LINE_TALL = 128
_BAR, _STACK, _GAP = 9.0, 12.0, 6.0
_SWATCH = 16
_LEGEND = 14
_ABOVE = 6


def chart_height(chart: Chart, room: float) -> float:
    """How tall the drawing is that is `room` points wide, its legend included."""
    legend = _LEGEND * len(_legend_rows(chart, room))
    if chart.kind is ChartKind.LINE:
        return _ABOVE + _LINE_TALL + 16 + legend
    return _ABOVE + sum(_rows_of(chart, room)) + legend + 4


def draw_chart(canvas: Canvas, chart: Chart, left: float, top: float, room: float) -> None:
    """Put the chart down, its top left corner at (left, top); its title is a line of the text."""
    canvas.saveState()
    canvas.setLineJoin(1)
    bottom = top - chart_height(chart, room)
    if chart.kind is ChartKind.LINE:
        _draw_lines(canvas, chart, left, top - _ABOVE, room)
    else:
        _draw_bars(canvas, chart, left, top - _ABOVE, room)
    _draw_legend(canvas, chart, left, bottom, room)
    canvas.restoreState()


# Lines over years --------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Scale:
    """Where labels and values lie."""

    left: float
    bottom: float
    width: float
    height: float
    count: int
    high: float

    def x(self, number: int) -> float:
        return self.left + self.width * (number + 0.5) / self.count

    def y(self, value: float) -> float:
        return self.bottom + self.height * value / self.high


def _draw_lines(canvas: Canvas, chart: Chart, left: float, top: float, room: float) -> None:
    known = [v for one in chart.series for v in one.values if v is not None]
    step = _step(max(known, default=1))
    high = max(step, math.ceil(max(known, default=1) / step + 0.15) * step)
    axis = max(width(_tick(n * step), REGULAR, 8) for n in range(round(high / step) + 1)) + 6
    scale = _Scale(left + axis, top - _LINE_TALL, room - axis, _LINE_TALL, len(chart.labels), high)
    _draw_axes(canvas, chart, scale, step)
    places = [_places(one, scale) for one in chart.series]
    for one, own in zip(chart.series, places, strict=True):
        _set_line(canvas, one)
        canvas.lines([(*a, *b) for a, b in pairwise(own)])
    canvas.setDash()
    for number in range(len(chart.labels)):
        _write_values(canvas, chart, scale, number)
    for one, own in zip(chart.series, places, strict=True):  # never behind a value
        for x, y in own:
            _draw_mark(canvas, one, x, y)


def _step(most: float) -> float:
    return next(
        (s * 10**p for p in range(-1, 9) for s in (1, 2, 5) if most / (s * 10**p) <= 5), most
    )


def _tick(value: float) -> str:
    return f"{value:.10g}".replace(".", ",")


def _draw_axes(canvas: Canvas, chart: Chart, scale: _Scale, step: float) -> None:
    canvas.setLineWidth(0.3)
    canvas.setStrokeGray(0.65)
    canvas.setFont(REGULAR, 8)
    for number in range(round(scale.high / step) + 1):
        y = scale.y(number * step)
        canvas.line(scale.left, y, scale.left + scale.width, y)
        canvas.drawRightString(scale.left - 4, y - 2.5, _tick(number * step))
    if chart.unit:
        canvas.drawRightString(scale.left - 4, scale.bottom - 11, chart.unit)
    canvas.setStrokeGray(0)
    canvas.setFont(REGULAR, _SIZE)
    for number, label in enumerate(chart.labels):
        canvas.drawCentredString(scale.x(number), scale.bottom - 12, _nfc(label))


def _places(one: Series, scale: _Scale) -> list[tuple[float, float]]:
    return [(scale.x(n), scale.y(v)) for n, v in enumerate(one.values) if v is not None]


def _set_line(canvas: Canvas, one: Series) -> None:
    canvas.setStrokeGray(0)
    canvas.setLineWidth(1 if one.is_goal or one.is_light else 1.8)
    canvas.setDash(*((4, 3) if one.is_goal else ()))


def _draw_mark(canvas: Canvas, one: Series, x: float, y: float) -> None:
    canvas.setLineWidth(0.9)
    if one.is_goal:
        canvas.setFillGray(1)
        canvas.rect(x - 2.3, y - 2.3, 4.6, 4.6, stroke=1, fill=1)
        canvas.setFillGray(0)
    else:
        canvas.setFillGray(1 if one.is_light else 0)
        canvas.circle(x, y, 2.6, stroke=1, fill=1)
        canvas.setFillGray(0)


def _write_values(canvas: Canvas, chart: Chart, scale: _Scale, number: int) -> None:
    """The values of a year beside their marks: the higher one above, the others below."""
    found = [(one.values[number], one) for one in chart.series if one.values[number] is not None]
    found.sort(key=lambda pair: (-(pair[0] or 0.0), pair[1].is_goal))
    below = math.inf
    texts = [chart.shown(value) for value, _ in found]
    for place, (value, one) in enumerate(found):
        if texts[place] in texts[:place]:  # a goal that begins where the line is
            continue
        y = scale.y(value or 0.0)
        base = y + 5 if place == 0 else min(y - 11, below)
        if base < scale.bottom:  # no value among the years
            base = y + 5
        below = base - _LEADING
        face = REGULAR if one.is_goal else BOLD
        _write_on_white(canvas, texts[place], scale.x(number), base, face)


def _write_on_white(canvas: Canvas, text: str, x: float, y: float, face: str) -> None:
    wide = width(text, face, _SIZE)
    canvas.setFillGray(1)
    canvas.rect(x - wide / 2 - 1, y - 1.5, wide + 2, 9, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.setFont(face, _SIZE)
    canvas.drawCentredString(x, y, text)


# Level bars --------------------------------------------------------------------------------------
def _label_room(chart: Chart, room: float) -> float:
    longest = max((width(_nfc(x), REGULAR, _SIZE) for x in chart.labels), default=0.0)
    return min(longest, room * 0.36) + 6


def _label_lines(label: str, room: float) -> tuple[str, ...]:
    return wrap_evenly(_nfc(label), REGULAR, _SIZE, room - 6)


def _rows_of(chart: Chart, room: float) -> Iterator[float]:
    """The height of each label's bars."""
    own = _label_room(chart, room)
    bars = _STACK if chart.kind is ChartKind.STACKED else _BAR * len(chart.series)
    for label in chart.labels:
        yield max(bars, _LEADING * len(_label_lines(label, own))) + _GAP


def _draw_bars(canvas: Canvas, chart: Chart, left: float, top: float, room: float) -> None:
    own = _label_room(chart, room)
    start = left + own
    ends = [_end_text(chart, n) for n in range(len(chart.labels))]
    widest = max((width(text, BOLD, _SIZE) for text in ends), default=0.0)
    per_unit = (room - own - widest - 8) / max(_longest(chart), 1e-9)
    y = top
    for number, height in enumerate(_rows_of(chart, room)):
        _write_label(canvas, chart.labels[number], start, own, y - height / 2)
        draw = _draw_stack if chart.kind is ChartKind.STACKED else _draw_group
        draw(canvas, chart, number, start, y - height / 2, per_unit)
        y -= height
    canvas.setLineWidth(0.6)
    canvas.line(start, top, start, y)


def _longest(chart: Chart) -> float:
    sums = [[one.values[n] or 0.0 for one in chart.series] for n in range(len(chart.labels))]
    stacked = chart.kind is ChartKind.STACKED
    return max((sum(values) if stacked else max(values) for values in sums), default=0.0)


def _write_label(canvas: Canvas, label: str, start: float, own: float, middle: float) -> None:
    lines = _label_lines(label, own)
    canvas.setFont(REGULAR, _SIZE)
    y = middle + _LEADING * len(lines) / 2 - 8.2
    for line in lines:
        canvas.drawRightString(start - 5, y, line)
        y -= _LEADING


def _draw_group(
    canvas: Canvas, chart: Chart, number: int, start: float, middle: float, per_unit: float
) -> None:
    y = middle + _BAR * len(chart.series) / 2
    for place, one in enumerate(chart.series):
        y -= _BAR
        value = one.values[number]
        long = max(0.0, value or 0.0) * per_unit
        fill_box(canvas, place, start, y, long, _BAR)
        canvas.setFont(REGULAR, _SIZE)
        canvas.drawString(start + long + 4, y + 1.8, chart.shown(value))


def _draw_stack(
    canvas: Canvas, chart: Chart, number: int, start: float, middle: float, per_unit: float
) -> None:
    x, y = start, middle - _STACK / 2
    for place, one in enumerate(chart.series):
        value = max(0.0, one.values[number] or 0.0)
        long = value * per_unit
        fill_box(canvas, place, x, y, long, _STACK)
        text = chart.shown(value)
        if value and width(text, REGULAR, _SIZE) + 6 <= long:
            _write_on_white(canvas, text, x + long / 2, y + 3, REGULAR)
        x += long
    canvas.setFont(BOLD, _SIZE)
    canvas.drawString(x + 4, y + 3, _end_text(chart, number))


def _end_text(chart: Chart, number: int) -> str:
    """What stands behind the bars of a label: of a stack its parts and their sum.

    The parts are named there where there are several, as a narrow one has no room for its own.
    """
    values = [one.values[number] for one in chart.series]
    if chart.kind is ChartKind.BARS:
        return max((chart.shown(v) for v in values), key=len, default="")
    parts = [v or 0.0 for v in values]
    if sum(p > 0 for p in parts) < 2:
        return chart.shown(sum(parts))
    return f"{' + '.join(chart.shown(p) for p in parts)} = {chart.shown(sum(parts))}"


# Fills -------------------------------------------------------------------------------------------
def fill_box(canvas: Canvas, place: int, x: float, y: float, wide: float, tall: float) -> None:
    """A box with the fill of the series number `place`: dark, hatched, light, crossed, white."""
    if wide <= 0:
        return
    canvas.setLineWidth(0.6)
    _FILLS[place % len(_FILLS)](canvas, x, y, wide, tall)
    canvas.rect(x, y, wide, tall, stroke=1, fill=0)


_Fill = Callable[[Canvas, float, float, float, float], None]


def _grey(level: float) -> _Fill:
    def fill(canvas: Canvas, x: float, y: float, wide: float, tall: float) -> None:
        canvas.setFillGray(level)
        canvas.rect(x, y, wide, tall, stroke=0, fill=1)
        canvas.setFillGray(0)

    return fill


def _hatched(*slopes: int) -> _Fill:
    def fill(canvas: Canvas, x: float, y: float, wide: float, tall: float) -> None:
        canvas.saveState()
        box = canvas.beginPath()
        box.rect(x, y, wide, tall)
        canvas.clipPath(box, stroke=0, fill=0)
        canvas.setLineWidth(0.5)
        canvas.lines([
            (x + n * 3.5 - (tall if slope > 0 else 0), y,
             x + n * 3.5 + (0 if slope > 0 else -tall), y + tall)
            for slope in slopes
            for n in range(int((wide + tall) / 3.5) + 1)
        ])  # fmt: skip
        canvas.restoreState()

    return fill


def _blank(canvas: Canvas, x: float, y: float, wide: float, tall: float) -> None:
    """Nothing but the frame."""


_FILLS: Sequence[_Fill] = (_grey(0.25), _hatched(1), _grey(0.8), _hatched(1, -1), _blank)


# The legend --------------------------------------------------------------------------------------
def _legend_rows(chart: Chart, room: float) -> list[list[tuple[int, str]]]:
    """The series in lines as wide as the chart; none where one series is all there is."""
    if len(chart.series) < 2:
        return []
    rows: list[list[tuple[int, str]]] = [[]]
    used = 0.0
    for place, one in enumerate(chart.series):
        name = wrap(_nfc(one.name), REGULAR, _SIZE, room - _SWATCH - 8)[0]
        wide = _SWATCH + 6 + width(name, REGULAR, _SIZE) + 16
        if rows[-1] and used + wide > room:
            rows.append([])
            used = 0.0
        rows[-1].append((place, name))
        used += wide
    return rows


def _draw_legend(canvas: Canvas, chart: Chart, left: float, bottom: float, room: float) -> None:
    rows = _legend_rows(chart, room)
    y = bottom + _LEGEND * len(rows) - 10
    for row in rows:
        x = left + (_label_room(chart, room) if chart.kind is not ChartKind.LINE else 26)
        total = sum(_SWATCH + 6 + width(name, REGULAR, _SIZE) + 16 for _, name in row)
        x = min(x, left + room - total)
        for place, name in row:
            _draw_swatch(canvas, chart, place, x, y)
            canvas.setFont(REGULAR, _SIZE)
            canvas.drawString(x + _SWATCH + 6, y, name)
            x += _SWATCH + 6 + width(name, REGULAR, _SIZE) + 16
        y -= _LEGEND


def _draw_swatch(canvas: Canvas, chart: Chart, place: int, x: float, y: float) -> None:
    if chart.kind is not ChartKind.LINE:
        fill_box(canvas, place, x, y - 1, _SWATCH, 8)
        return
    one = chart.series[place]
    _set_line(canvas, one)
    canvas.line(x, y + 3, x + _SWATCH, y + 3)
    canvas.setDash()
    _draw_mark(canvas, one, x + _SWATCH / 2, y + 3)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
