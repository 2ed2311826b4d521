"""The progress report: the poor rate against the plan on one page, with a chart; Excel has it whole."""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportlab.pdfgen.canvas import Canvas

from desktop.domain.vietnamese import show_rate
from desktop.reports.codes import mark_code
from desktop.reports.forms.common import Context, foot, heading
from desktop.reports.ink import (
    BOLD,
    BOTTOM,
    LEFT,
    REGULAR,
    RIGHT,
    TOP,
    Block,
    draw_block,
    mark_practice,
    new_canvas,
    stacked,
)
from desktop.reports.layout import Plan, plan
from desktop.reports.pdf import draw_table
from desktop.reports.sheet import Column, Kind, RateOf, Row, RowKind, Sheet
from desktop.text import t

CHART = 138  # points, its frame and years included
MOST_YEARS = 6
_SIZE = 9.5
_HOUSEHOLDS, _POOR, _RATE = 2, 3, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A year, or a unit in the year of the report. None: not known; `points` the fall, in points.

    `is_open`: sheets are missing, so there is no rate yet.
    """

    name: str
    households: int | None
    poor: int | None
    fewer: int | None
    points: float | None
    goal: float | None
    verdict: str
    remains: int | None
    is_missed: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A year of the chart: the rate found and the rate that the plan leads to, in per cent."""

    year: str
    rate: float | None
    goal: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the report says; `sentences` stand above the chart."""

    years: tuple[Line, ...]
    units: tuple[Line, ...]
    marks: tuple[Mark, ...]
    sentences: tuple[str, ...]
    plan_name: str


def build(report: Report, context: Context, most_units: int | None = None) -> Sheet:
    """The table of years and units; with `most_units` only so many, those that missed first."""
    units = report.units
    notes: tuple[str, ...] = ()
    if most_units is not None and len(units) > most_units:
        units = tuple(sorted(units, key=lambda u: not u.is_missed))[:most_units]
        notes = (t("progress-more", count=len(report.units) - most_units),)
    years = report.years[:MOST_YEARS] if most_units is not None else report.years
    top = heading(context, mark="", title=t("progress-title", year=str(context.year)))
    return Sheet(
        form="progress",
        heading=replace(top, subtitle=(t("progress-subtitle", plan=report.plan_name),) if report.plan_name else ()),
        head=_head(),
        body=(
            *_rows(t("progress-years"), "I", years),
            *_rows(t("progress-units", year=str(context.year)), "II", units),
        ),
        foot=foot(context),
        notes=notes,
        landscape=False,
        size=_SIZE,
    )  # fmt: skip


def _head() -> tuple[Column, ...]:
    return (
        Column(title=t("paper-col-no"), kind=Kind.MARK, width=9, centred=True),
        Column(title=t("progress-col-name"), width=36),
        Column(title=t("targets-col-households"), kind=Kind.COUNT, width=17),
        Column(title=t("targets-col-poor"), kind=Kind.COUNT, width=15),
        Column(title=t("paper-col-rate"), kind=Kind.RATE, width=15),
        Column(title=t("progress-col-fewer"), kind=Kind.POINTS, width=16),
        Column(title=t("progress-col-points"), kind=Kind.RATE, width=16),
        Column(title=t("progress-col-goal"), kind=Kind.RATE, width=16),
        Column(title=t("targets-col-verdict"), width=31, centred=True),
        Column(title=t("progress-col-remains"), kind=Kind.POINTS, width=17),
    )


def _rows(title: str, number: str, lines: Sequence[Line]) -> Iterator[Row]:
    yield Row(kind=RowKind.SECTION, lines=((number, title, *("",) * 8),))
    for n, one in enumerate(lines, start=1):
        is_rated = bool(one.households) and not one.is_open
        rate = 100 * (one.poor or 0) / (one.households or 1) if is_rated else None
        values = (
            str(n), one.name, one.households, one.poor, rate, one.fewer, one.points, one.goal,
            one.verdict, one.remains,
        )  # fmt: skip
        known = ((_RATE, RateOf(_POOR, _HOUSEHOLDS)),) if is_rated else ()
        yield Row(kind=RowKind.ENTRY, lines=(values,), formulas=known)


# One page ----------------------------------------------------------------------------------------
def draw(report: Report, context: Context, code: str = "", *, invariant: bool = False) -> bytes:
    """The report as a PDF of one page: as many units as fit, those that missed first."""
    target = io.BytesIO()
    sheet, laid, words = _fitted(report, context)
    canvas = new_canvas(
        target,
        title=unicodedata.normalize("NFC", sheet.heading.title[0]),
        author=unicodedata.normalize("NFC", sheet.heading.body),
        wide=False,
        invariant=invariant,
    )
    y = canvas._pagesize[1] - TOP
    draw_block(canvas, laid.top, LEFT, y)
    y -= laid.top.height
    draw_block(canvas, words, LEFT, y)
    y -= words.height
    if any(m.rate is not None for m in report.marks):
        _draw_chart(canvas, report, y - 6)
        y -= CHART + 12
    y = draw_table(canvas, laid, laid.rows, y)
    draw_block(canvas, laid.end, LEFT, y)
    if sheet.heading.practice:
        mark_practice(canvas)
    if code:
        mark_code(canvas, code)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _fitted(report: Report, context: Context) -> tuple[Sheet, Plan, Block]:
    """The longest table that leaves one page."""
    room, tall = _room()
    lines, y = stacked(report.sentences, 0, 0, REGULAR, 12, room=room, align="left")
    words = Block(words=tuple(lines), height=y + 4)
    chart = CHART + 12 if any(m.rate is not None for m in report.marks) else 0
    for most in range(len(report.units), -1, -1):
        sheet = build(report, context, most)
        laid = plan(sheet, room, tall)
        used = laid.top.height + words.height + chart + laid.head_height + laid.end.height
        if used + sum(r.height for r in laid.rows) <= tall or not most:
            return sheet, laid, words
    raise AssertionError("the loop ends with no unit at all")


def _room() -> tuple[float, float]:
    from reportlab.lib.pagesizes import A4

    return A4[0] - LEFT - RIGHT, A4[1] - TOP - BOTTOM


# The chart ---------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Scale:
    """Where years and per cents lie."""

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


def _draw_chart(canvas: Canvas, report: Report, top: float) -> None:
    room, _ = _room()
    shown = [v for m in report.marks for v in (m.rate, m.goal) if v is not None]
    step = next(s for s in (0.5, 1, 2, 5, 10, 20, 50) if max(shown, default=1) / s <= 6)
    high = max(step, math.ceil(max(shown, default=1) / step) * step)
    scale = _Scale(LEFT + 26, top - CHART + 30, room - 32, CHART - 44, len(report.marks), high)
    _draw_axes(canvas, scale, step, report)
    goals = [
        (scale.x(i), scale.y(m.goal)) for i, m in enumerate(report.marks) if m.goal is not None
    ]
    if report.plan_name and len(goals) > 1:
        canvas.setDash(4, 3)
        canvas.setLineWidth(1)
        canvas.lines([(*a, *b) for a, b in pairwise(goals)])
        canvas.setDash()
    rates = [
        (scale.x(i), scale.y(m.rate), m.rate)
        for i, m in enumerate(report.marks)
        if m.rate is not None
    ]
    canvas.setLineWidth(1.8)
    canvas.lines([(a[0], a[1], b[0], b[1]) for a, b in pairwise(rates)])
    canvas.setFont(BOLD, 9)
    for x, y, rate in rates:
        canvas.circle(x, y, 2.6, stroke=0, fill=1)
        canvas.drawCentredString(x, y + 6, show_rate(rate))


def _draw_axes(canvas: Canvas, scale: _Scale, step: float, report: Report) -> None:
    canvas.setLineWidth(0.3)
    canvas.setStrokeGray(0.65)
    canvas.setFont(REGULAR, 8)
    value = 0.0
    while value <= scale.high + 1e-9:
        y = scale.y(value)
        canvas.line(scale.left, y, scale.left + scale.width, y)
        canvas.drawRightString(scale.left - 4, y - 2.5, f"{value:g}".replace(".", ","))
        value += step
    canvas.setStrokeGray(0)
    canvas.setFont(REGULAR, 9)
    for number, mark in enumerate(report.marks):
        canvas.drawCentredString(scale.x(number), scale.bottom - 12, mark.year)
    legend = (
        t("progress-legend", plan=report.plan_name)
        if report.plan_name
        else t("progress-legend-alone")
    )
    canvas.drawString(scale.left, scale.bottom - 25, legend)
