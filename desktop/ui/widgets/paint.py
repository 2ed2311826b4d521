"""Small painters shared by widgets and table delegates: marks, key chips, bars, rings, text.

All take a QPainter, a QRectF and token names of the theme; they leave the painter's pen and brush
as they like. 1 px lines are cosmetic, so they stay one device pixel at 150 %.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.ui import fonts
from desktop.ui.theme import colour

LEFT, RIGHT, CENTRE = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignRight,
    Qt.AlignmentFlag.AlignHCenter,
)

CLASS_TOKEN = {
    "poor": "poor",
    "near_poor": "near",
    "not_poor": "notp",
    "average_living_standard": "avg",
    "none": "text3",
}
"""The token of each class; "none" is a household without a sheet."""

STATES = {
    "ok": ("check", "ok", "ok_soft", "ok_fill"),
    "warn": ("alert-triangle", "warn", "warn_soft", "near_fill"),
    "err": ("alert-octagon", "err", "err_soft", "err_fill"),
    "info": ("info-circle", "accent", "accent_soft", "accent_fill"),
    "wait": ("clock", "accent", "accent_soft", "accent_fill"),
    "held": ("player-pause", "warn", "warn_soft", "near_fill"),
    "returned": ("arrow-back-up", "err", "err_soft", "err_fill"),
    "none": ("circle-dashed", "text3", "hover", "line2"),
    "missing": ("alert-triangle", "err", "err_soft", "line2"),
    "practice": ("school", "practice", "practice_soft", "practice"),
    "plain": ("circle-dashed", "text2", "hover", "line2"),
}
"""State → icon, ink, soft ground, fill."""


@contextmanager
def painting(widget: QWidget) -> Iterator[QPainter]:
    """An antialiased painter on a widget, ended in any case."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        yield painter
    finally:
        painter.end()


def pen(token: str, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen in a token's colour; 1 px pens are cosmetic."""
    made = QPen(colour(token), width, style)
    made.setCosmetic(width == 1.0)
    return made


def dashed(token: str, width: float = 1.0, on: float = 3, off: float = 3) -> QPen:
    """A dashed pen; lengths in px."""
    made = pen(token, width)
    made.setDashPattern([on / width, off / width])
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    return made


def fill_round(painter: QPainter, rect: QRectF, token: str, radius: float) -> None:
    """A filled rounded rectangle without outline."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(token))
    painter.drawRoundedRect(rect, radius, radius)


def frame(painter: QPainter, rect: QRectF, ground: str, line_pen: QPen, radius: float) -> None:
    """A filled rounded rectangle with its outline inside `rect`. An empty ground is clear."""
    half = line_pen.widthF() / 2
    painter.setPen(line_pen)
    painter.setBrush(colour(ground) if ground else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def clip_round(painter: QPainter, rect: QRectF, radius: float) -> None:
    """Keep what follows inside a rounded rectangle, until the painter is restored."""
    outline = QPainterPath()
    outline.addRoundedRect(rect, radius, radius)
    painter.setClipPath(outline)


def focus_ring(painter: QPainter, rect: QRectF, radius: float = 6) -> None:
    """2 px of accent inside the widget's own rectangle."""
    frame(painter, rect, "", pen("accent", 2), radius)


def hairline(painter: QPainter, rect: QRectF, ink: str = "line", *, top: bool = False) -> None:
    """A 1 px line along the bottom (or top) of `rect`."""
    y = rect.top() if top else rect.bottom() - 1
    painter.fillRect(QRectF(rect.left(), y, rect.width(), 1), colour(ink))


def draw_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    role: str = "body",
    ink: str = "text",
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """One line of text, centred on the height, cut with … at the width; returns its width in px."""
    shown = fonts.elided(text, role, rect.width() + 0.5)
    width = fonts.text_width(shown, role)
    left = {LEFT: rect.left(), RIGHT: rect.right() - width}.get(
        align, rect.center().x() - width / 2
    )
    painter.setFont(fonts.font(role))
    painter.setPen(colour(ink))
    painter.drawText(QPointF(round(left), fonts.base_line(rect, role)), shown)
    return width


def draw_numbers(
    painter: QPainter,
    rect: QRectF,
    text: str,
    role: str = "dense",
    ink: str = "text",
    align: Qt.AlignmentFlag = RIGHT,
) -> float:
    """As `draw_text` for figures, ids and dates on the fixed pitch."""
    fonts.draw_figures(painter, rect, text, role, colour(ink), align)
    return fonts.figures_width(text, role)


# Class marks ---------------------------------------------------------------------------------
def _disc(painter: QPainter, box: QRectF, ink: QColor, _line: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(box)


def _half_disc(painter: QPainter, box: QRectF, ink: QColor, line: float) -> None:
    half = QPainterPath(box.center())
    half.arcTo(box, 90, 180)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPath(half)
    _ring(painter, box, ink, line)


def _ring(painter: QPainter, box: QRectF, ink: QColor, line: float) -> None:
    half = line / 2
    painter.setPen(QPen(ink, line))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.adjusted(half, half, -half, -half))


def _diamond(painter: QPainter, box: QRectF, ink: QColor, line: float) -> None:
    middle = box.center()
    half = line * 0.7
    corners = [
        QPointF(middle.x(), box.top() + half),
        QPointF(box.right() - half, middle.y()),
        QPointF(middle.x(), box.bottom() - half),
        QPointF(box.left() + half, middle.y()),
    ]
    outline = QPen(ink, line)
    outline.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(outline)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF(corners))


def _dotted_ring(painter: QPainter, box: QRectF, ink: QColor, line: float) -> None:
    half = line / 2
    dots = QPen(ink, line)
    dots.setCapStyle(Qt.PenCapStyle.RoundCap)
    # Ten dots around, whatever the size.
    step = 3.14159 * (box.width() - line) / line / 10
    dots.setDashPattern([0.01, step - 0.01])
    painter.setPen(dots)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.adjusted(half, half, -half, -half))


_MARKS: dict[str, Callable[[QPainter, QRectF, QColor, float], None]] = {
    "poor": _disc,
    "near_poor": _half_disc,
    "not_poor": _ring,
    "average_living_standard": _diamond,
    "none": _dotted_ring,
}


def draw_mark(
    painter: QPainter, centre: QPointF, household_class: str, size: float = 10, token: str = ""
) -> None:
    """The mark of a class ("none" for no sheet): disc, half disc, ring, diamond, dotted ring."""
    box = QRectF(centre.x() - size / 2, centre.y() - size / 2, size, size)
    ink = colour(token or CLASS_TOKEN[household_class])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _MARKS[household_class](painter, box, ink, 1.5 if size < 14 else 2)
    painter.restore()


def draw_square(
    painter: QPainter, centre: QPointF, *, full: bool, ink: str = "text", size: float = 10
) -> None:
    """A deprivation's mark: full square Thiếu, empty square Không."""
    box = QRectF(centre.x() - size / 2, centre.y() - size / 2, size, size)
    frame(painter, box, ink if full else "", pen(ink, 1.5), 2)


# Key chips, badges, bars ---------------------------------------------------------------------
KEY_HEIGHT = 18


def key_width(text: str) -> float:
    """Width in px of a key chip with this text."""
    return max(18.0, round(fonts.text_width(text, "tiny-medium")) + 12.0)


def draw_key(
    painter: QPainter, rect: QRectF, text: str, ink: str = "text2", line: str = "line2"
) -> None:
    """A key chip filling `rect` (18 high): 1 px outline, 2 px at the bottom. On a primary button
    the inks are on_accent and the chip has no ground."""
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(pen(line))
    painter.setBrush(Qt.BrushStyle.NoBrush if ink == "on_accent" else colour("surface"))
    painter.drawRoundedRect(box, 4, 4)
    lower = QRectF(box.left() + 3, box.bottom() - 1, box.width() - 6, 1)
    painter.fillRect(lower, colour(line))
    draw_text(painter, rect.adjusted(0, 0, 0, -1), text, "tiny-medium", ink, CENTRE)


def draw_badge(painter: QPainter, rect: QRectF, text: str) -> None:
    """A count in a filled pill."""
    fill_round(painter, rect, "accent_fill", rect.height() / 2)
    draw_text(painter, rect, text, "tiny-bold", "on_accent", CENTRE)


def draw_bar(
    painter: QPainter, rect: QRectF, share: float, fill: str = "", track: str = "track"
) -> None:
    """A progress bar of `share` 0…1. Finished ones are pale, so that the eye goes to the rest."""
    radius = rect.height() / 2
    fill_round(painter, rect, track, radius)
    share = min(max(share, 0.0), 1.0)
    if not share:
        return
    painter.save()
    clip_round(painter, rect, radius)
    painted = QRectF(rect.left(), rect.top(), rect.width() * share, rect.height())
    painter.fillRect(painted, colour(fill or ("accent_mid" if share >= 1 else "accent_fill")))
    painter.restore()


def needs_outline(token: str) -> str:
    """The outline token of a pale fill (near, avg) where surface would swallow it; "" for others."""
    from desktop.ui.theme import contrast, current

    ink = {"near_fill": "near", "avg_fill": "avg"}.get(token, "")
    pale = contrast(getattr(current(), token), current().surface) < 3
    return ink if pale else ""
