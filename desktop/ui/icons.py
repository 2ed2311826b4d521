"""Outline icons (Tabler, MIT): drawn from SVG in the theme's colour, sharp at every scale.

`icon("search")` gives a QIcon that follows the theme and turns faint when disabled; painters use
`draw_icon`. Colours are token names of the theme.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.paths import resources
from desktop.ui import theme

STROKE = "1.75"


@lru_cache(maxsize=512)
def _tinted(name: str, colour_name: str, px: int) -> QPixmap:
    svg = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    svg = svg.replace("currentColor", colour_name)
    svg = svg.replace('stroke-width="2"', f'stroke-width="{STROKE}"')
    pixmap = QPixmap(px, px)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, px, px))
    painter.end()
    return pixmap


def pixmap(name: str, ink: str = "text", size: int = 18, ratio: float = 1.0) -> QPixmap:
    """The icon as a pixmap of `size` px at 100 %, in the current theme's colour of `ink`."""
    made = QPixmap(_tinted(name, theme.colour(ink).name(), round(size * ratio)))
    made.setDevicePixelRatio(ratio)
    return made


def draw_icon(painter: QPainter, rect: QRectF, name: str, token: str, size: int = 16) -> None:
    """Paint an icon of `size` px, centred in `rect`."""
    ratio = painter.device().devicePixelRatioF()
    drawn = pixmap(name, token, size, ratio)
    left, top = rect.center().x() - size / 2, rect.center().y() - size / 2
    painter.drawPixmap(QPoint(round(left), round(top)), drawn)


class _Tinted(QIconEngine):
    """Paints at the moment of use, so that one QIcon serves every theme and state."""

    def __init__(self, name: str, token: str, on: str) -> None:
        super().__init__()
        self._name, self._token, self._on = name, token, on

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode is QIcon.Mode.Disabled:
            return "text3"
        return self._on if state is QIcon.State.On else self._token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        size = min(rect.width(), rect.height())
        draw_icon(painter, QRectF(rect), self._name, self._colour(mode, state), size)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(  # noqa: N802 - Qt's name
        self,
        size: QSize,
        mode: QIcon.Mode,
        state: QIcon.State,
        scale: float,  # noqa: ARG002
    ) -> QPixmap:
        # Qt hands device pixels here and sets the ratio `scale` itself.
        px = min(size.width(), size.height())
        return QPixmap(_tinted(self._name, theme.colour(self._colour(mode, state)).name(), px))

    def clone(self) -> QIconEngine:
        return _Tinted(self._name, self._token, self._on)


def icon(name: str, ink: str = "text", *, on: str = "") -> QIcon:
    """A QIcon in the colour of `ink`, `on` where checked, faint where disabled."""
    return QIcon(_Tinted(name, ink, on or ink))
