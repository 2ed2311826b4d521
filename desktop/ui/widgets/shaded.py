"""A board of communes shaded by a rate: darker is higher; the rate itself and squares say the same.

board = ShadedBoard(); board.set_shaded([Shaded("02296", "Bình An", 16.87, group="Lâm Bình"), …])
ShadeLegend(); legend.set_bands(board.bands)
One hue from light to dark, so that it reads for every kind of colour vision and in grey.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.vietnamese import show_rate
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.theme import colour, contrast, current
from desktop.ui.widgets.board import StatusBoard, Tile
from desktop.ui.widgets.charts import axis
from desktop.ui.widgets.paint import LEFT, dashed, draw_numbers, draw_text, frame, painting, pen

BANDS = 5
_SQUARE = 5
_STEPS = (0.0, 0.22, 0.45, 0.68, 0.9)
"""How far each band goes from the light to the full colour."""


@dataclass(frozen=True, slots=True)
class Shaded:
    """One commune: id, name, its rate in per cent (None: not known), its group."""

    id: str
    name: str
    rate: float | None
    group: str = ""


def bands_of(rates: Sequence[float]) -> list[float]:
    """Upper limits of all bands but the last, at round numbers around the rates."""
    low, high, _ = axis(rates)
    width = (high - low) / BANDS
    return [low + width * n for n in range(1, BANDS)]


def band_of(rate: float, bands: Sequence[float]) -> int:
    """Which band a rate lies in, 0 the lightest."""
    return sum(rate >= limit for limit in bands)


def shade(band: int) -> QColor:
    """The ground of a band in the current theme."""
    light, full, part = colour("poor_soft"), colour("poor_fill"), _STEPS[band]

    def mixed(one: int, other: int) -> int:
        return round(one + (other - one) * part)

    return QColor(
        mixed(light.red(), full.red()),
        mixed(light.green(), full.green()),
        mixed(light.blue(), full.blue()),
    )


def ink_on(ground: QColor) -> str:
    """The token that is read best on a shade."""
    theme = current()
    inks = ("text", "on_accent", "window")
    return max(inks, key=lambda ink: contrast(getattr(theme, ink), ground.name()))


class ShadedBoard(StatusBoard):
    """Denser tiles than the board of states: 138 communes in sight at once."""

    tile, least = 36, 112

    def __init__(self) -> None:
        self._rates: dict[str, float | None] = {}
        self.bands: list[float] = []
        super().__init__()

    def set_shaded(self, communes: Sequence[Shaded], title: str) -> None:
        """Show these, in the order given; communes of a group stand together."""
        known = [c.rate for c in communes if c.rate is not None]
        self.bands = bands_of(known) if known else []
        self._rates = {c.id: c.rate for c in communes}
        self.set_tiles([_tile(c) for c in communes], title)

    def paint_tile(self, painter: QPainter, box: QRectF, tile: Tile) -> None:
        rate = self._rates.get(tile.id)
        name = QRectF(box.left() + 8, box.top() + 2, box.width() - 12, 17)
        lower = QRectF(box.left() + 8, box.top() + 18, box.width() - 14, 16)
        if rate is None:
            frame(painter, box, "surface", dashed("ctl"), 5)
            draw_text(painter, name, tile.name, "small-medium", "text2")
            draw_text(painter, lower, tile.word, "tiny", "text3")
            return
        band = band_of(rate, self.bands)
        ground = shade(band)
        painter.setPen(pen("line2"))
        painter.setBrush(ground)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        ink = ink_on(ground)
        draw_text(painter, name, tile.name, "small-medium", ink)
        draw_numbers(painter, lower.adjusted(0, 0, -42, 0), tile.word, "tiny-bold", ink, LEFT)
        _paint_squares(painter, lower, band, ink)


def _tile(c: Shaded) -> Tile:
    word = t("shaded-unknown") if c.rate is None else show_rate(c.rate)
    return Tile(id=c.id, name=c.name, state="plain", word=word, group=c.group)


def _paint_squares(painter: QPainter, box: QRectF, band: int, ink: str) -> None:
    """As many full squares as the band is high, at the right end."""
    left = box.right() - BANDS * (_SQUARE + 2)
    top = round(box.center().y() - _SQUARE / 2)
    for number in range(BANDS):
        place = QRectF(round(left + number * (_SQUARE + 2)), top, _SQUARE, _SQUARE)
        if number <= band:
            painter.fillRect(place, colour(ink))
        else:
            painter.setPen(pen(ink))
            painter.setBrush(QColor(0, 0, 0, 0))
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))


class ShadeLegend(QWidget):
    """What each shade means, from the lightest: < 10 · 10–15 · …"""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.setFixedHeight(22)
        self._words: list[str] = []

    def set_bands(self, bands: Sequence[float]) -> None:
        """Show these limits."""
        self._words = words_of(bands)
        self.setAccessibleName(", ".join(self._words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(round(sum(self._widths())), 22)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def _widths(self) -> list[float]:
        return [fonts.text_width(word, "tiny") + 34 for word in self._words]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        left = 0.0
        with painting(self) as painter:
            for band, (word, width) in enumerate(zip(self._words, self._widths(), strict=True)):
                painter.setPen(pen("line2"))
                painter.setBrush(shade(band))
                painter.drawRoundedRect(QRectF(left + 0.5, 5.5, 15, 11), 3, 3)
                draw_text(painter, QRectF(left + 20, 2, width, 18), word, "tiny", "text2")
                left += width


def words_of(bands: Sequence[float]) -> list[str]:
    """The bands in words, in per cent."""
    if not bands:
        return []
    shown = [_short(limit) for limit in bands]
    between = [t("shaded-between", low=a, high=b) for a, b in itertools.pairwise(shown)]
    return [t("shaded-below", high=shown[0]), *between, t("shaded-above", low=shown[-1])]


def _short(limit: float) -> str:
    return f"{limit:.1f}".removesuffix(".0").replace(".", ",")
