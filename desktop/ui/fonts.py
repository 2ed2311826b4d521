"""The bundled fonts, their sizes by role, and figures painted on a fixed pitch.

Qt rounds font sizes to whole pixels, so the half pixels of the design are rounded here once.
Be Vietnam Pro has no tabular figures and its stacked accents (Ẳ, Ậ) are taller than its metrics
say: numbers in columns go through `draw_figures`, and a text box is at least `line(role)` high.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGlyphRun, QPainter, QRawFont

from desktop.paths import resources

log = logging.getLogger(__name__)

SCREEN = "Be Vietnam Pro"
PITCH = 0.635
"""Width of a digit in a column, in em."""


@dataclass(frozen=True, slots=True)
class Role:
    """Size in px at 100 %, height of its line in px, weight."""

    px: int
    line: int
    weight: QFont.Weight = QFont.Weight.Normal


_MEDIUM, _SEMI = QFont.Weight.Medium, QFont.Weight.DemiBold
ROLES = {
    "display": Role(24, 36, _SEMI),
    "title": Role(19, 28, _SEMI),
    "result": Role(20, 30, _SEMI),
    "name": Role(16, 24, _SEMI),
    "heading": Role(14, 21, _SEMI),
    "body": Role(13, 20),
    "body-medium": Role(13, 20, _MEDIUM),
    "body-bold": Role(13, 20, _SEMI),
    "dense": Role(13, 20),
    "dense-medium": Role(13, 20, _MEDIUM),
    "dense-bold": Role(13, 20, _SEMI),
    "roster": Role(12, 18),
    "small": Role(12, 18),
    "small-medium": Role(12, 18, _MEDIUM),
    "small-bold": Role(12, 18, _SEMI),
    "tiny": Role(11, 17),
    "tiny-medium": Role(11, 17, _MEDIUM),
    "tiny-bold": Role(11, 17, _SEMI),
}


def load() -> list[str]:
    """Load the screen's faces (once, after QApplication); returns the families now at hand.

    The paper's faces (Tinos) are loaded by reports: they are four times as big.
    """
    families: set[str] = set()
    for file in sorted((resources() / "fonts").glob(f"{SCREEN.replace(' ', '')}-*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        if number < 0:
            log.error("font_unreadable file=%s", file.name)
            continue
        families.update(QFontDatabase.applicationFontFamilies(number))
    return sorted(families)


@lru_cache(maxsize=64)
def _font(px: int, weight: QFont.Weight) -> QFont:
    made = QFont(SCREEN)
    made.setPixelSize(px)
    made.setWeight(weight)
    return made


def font(role: str) -> QFont:
    """The screen font of a role: `font("small-bold")`; the names are the keys of ROLES."""
    return QFont(_font(ROLES[role].px, ROLES[role].weight))


def line(role: str) -> int:
    """Least height of one line of this role in px (1.5 × the size): room for Ẳ and Ậ."""
    return ROLES[role].line


def bold(role: str) -> str:
    """The semi-bold sister of a role: "dense" → "dense-bold"; roles without one stay."""
    name = f"{role.removesuffix('-medium').removesuffix('-bold')}-bold"
    return name if name in ROLES else role


@dataclass(frozen=True, slots=True)
class _Figures:
    run: QGlyphRun
    width: float
    px: float
    rise: float


@lru_cache(maxsize=8192)
def _figures(text: str, px: int, weight: QFont.Weight) -> _Figures:
    raw = QRawFont.fromFont(_font(px, weight))
    glyphs = raw.glyphIndexesForString(text)
    natural = [a.x() for a in raw.advancesForGlyphIndexes(glyphs)]
    pitch, x = PITCH * px, 0.0
    places = []
    for char, advance in zip(text, natural, strict=True):
        step = pitch if char.isdigit() else advance
        places.append(QPointF(round(x + (step - advance) / 2), 0))
        x += step
    run = QGlyphRun()
    run.setRawFont(raw)
    run.setGlyphIndexes(glyphs)
    run.setPositions(places)
    return _Figures(run, x, px, raw.capHeight())


def figures_width(text: str, role: str) -> float:
    """Width in px of `text` as `draw_figures` paints it."""
    return _figures(text, ROLES[role].px, ROLES[role].weight).width if text else 0.0


def draw_figures(
    painter: QPainter,
    rect: QRectF,
    text: str,
    role: str,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignRight,
) -> None:
    """Paint digits on a fixed pitch, other characters naturally, centred on the row's height."""
    if not text:
        return
    made = _figures(text, ROLES[role].px, ROLES[role].weight)
    x = {
        Qt.AlignmentFlag.AlignLeft: rect.left(),
        Qt.AlignmentFlag.AlignHCenter: rect.center().x() - made.width / 2,
    }.get(align, rect.right() - made.width)
    painter.setPen(colour)
    painter.drawGlyphRun(QPointF(x, base_line(rect, role)), made.run)


def base_line(rect: QRectF, role: str) -> float:
    """The y on which text and figures of a role stand so that both look centred in `rect`."""
    metrics = _metrics(ROLES[role].px, ROLES[role].weight)
    return round(rect.center().y() + (metrics.ascent() - metrics.descent()) / 2)


@lru_cache(maxsize=64)
def _metrics(px: int, weight: QFont.Weight) -> QFontMetricsF:
    return QFontMetricsF(_font(px, weight))


def text_width(text: str, role: str) -> float:
    """Natural width in px of one line of text."""
    return _advance(text, ROLES[role].px, ROLES[role].weight)


@lru_cache(maxsize=8192)
def _advance(text: str, px: int, weight: QFont.Weight) -> float:
    return _metrics(px, weight).horizontalAdvance(text)


def elided(text: str, role: str, width: float) -> str:
    """`text`, cut with … where it is wider than `width` px."""
    if text_width(text, role) <= width:
        return text
    metrics = _metrics(ROLES[role].px, ROLES[role].weight)
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
