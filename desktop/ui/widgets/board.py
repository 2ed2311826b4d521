"""The status board: one tile per commune, grouped by former district, red dashed = not sent.

board = StatusBoard()
board.set_tiles([Tile("02296", "Bình An", "wait", t("…"), "09/11", group="Lâm Bình"), …])
board.opened.connect(…)     # the id of the tile clicked, or Enter; arrows move
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea

from desktop.text import t
from desktop.ui.icons import draw_icon
from desktop.ui.theme import colour
from desktop.ui.widgets.chart import Chart
from desktop.ui.widgets.paint import (
    STATES,
    clip_round,
    dashed,
    draw_numbers,
    draw_text,
    focus_ring,
    frame,
    painting,
    pen,
)

TILE, GAP_X, GAP_Y, GROUP_GAP = 43, 6, 5, 6
NAMES = 92
LEAST_TILE = 138


@dataclass(frozen=True, slots=True)
class Tile:
    """One commune: id, name, state (ok, wait, held, returned, missing), its word, a date, group."""

    id: str
    name: str
    state: str
    word: str
    date: str = ""
    group: str = ""


class StatusBoard(Chart):
    """Painted tiles in groups; put it into `scrolled(…)`: it asks for the height it needs."""

    opened = Signal(str)
    tile, least = TILE, LEAST_TILE
    """Height and least width of a tile, px."""

    def __init__(self) -> None:
        super().__init__()
        self._tiles: list[Tile] = []
        self._boxes: list[QRectF] = []
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_tiles([])

    def set_tiles(self, tiles: Sequence[Tile], title: str = "") -> None:
        """Show these, in the order given; tiles of a group stand together."""
        self._tiles = list(tiles)
        self._at = min(self._at, max(len(self._tiles) - 1, 0))
        self._lay_out()
        rows = [[tile.group, tile.name, tile.word, tile.date] for tile in tiles]
        self.tell(title or t("ui-board"), rows)

    def _columns(self) -> int:
        return max(1, int((self.width() - NAMES + GAP_X) // (self.least + GAP_X)))

    def _lay_out(self) -> None:
        columns = self._columns()
        width = (self.width() - NAMES - GAP_X * (columns - 1)) / columns
        self._boxes, top = [], 0.0
        for _, group in groupby(self._tiles, key=lambda tile: tile.group):
            count = len(list(group))
            for number in range(count):
                row, column = divmod(number, columns)
                left = round(NAMES + column * (width + GAP_X))
                self._boxes.append(
                    QRectF(left, top + row * (self.tile + GAP_Y), round(width), self.tile)
                )
            rows = -(-count // columns)
            top += rows * (self.tile + GAP_Y) - GAP_Y + GROUP_GAP
        self.setMinimumHeight(round(max(0.0, top - GROUP_GAP)) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._lay_out()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(NAMES + 5 * (self.least + GAP_X), self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        named = ""
        with painting(self) as painter:
            for number, (tile, box) in enumerate(zip(self._tiles, self._boxes, strict=True)):
                if tile.group != named:
                    named = tile.group
                    place = QRectF(0, box.top() + 4, NAMES - 8, 20)
                    draw_text(painter, place, named, "dense-medium", "text2")
                self.paint_tile(painter, box, tile)
                if self.hasFocus() and number == self._at:
                    focus_ring(painter, box)

    def paint_tile(self, painter: QPainter, box: QRectF, tile: Tile) -> None:
        """One tile in its box."""
        _paint_tile(painter, box, tile)

    def current(self) -> str:
        """The id of the tile under the cursor, "" without tiles."""
        return self._tiles[self._at].id if self._tiles else ""

    def _tile_at(self, event: QMouseEvent) -> int:
        hits = (i for i, box in enumerate(self._boxes) if box.contains(event.position()))
        return next(hits, -1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        number = self._tile_at(event)
        if number >= 0:
            self._at = number
            self.update()
            self.opened.emit(self._tiles[number].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        moves = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns(),
            Qt.Key.Key_Down: self._columns(),
        }
        move = moves.get(Qt.Key(event.key()))
        if move is not None and self._tiles:
            self._at = min(max(self._at + move, 0), len(self._tiles) - 1)
            self.update()
            self._come_into_sight()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._tiles:
            self.opened.emit(self._tiles[self._at].id)
        else:
            super().keyPressEvent(event)

    def _come_into_sight(self) -> None:
        """A scroll area around shows the tile under the cursor."""
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if isinstance(area, QScrollArea):
            middle = self._boxes[self._at].center().toPoint()
            area.ensureVisible(middle.x(), middle.y(), 20, self.tile)


def _paint_tile(painter: QPainter, box: QRectF, tile: Tile) -> None:
    glyph, ink, soft, fill = STATES[tile.state]
    if tile.state == "missing":
        frame(painter, box, soft, dashed("err"), 6)
    else:
        frame(painter, box, "surface", pen("line"), 6)
        _paint_edge(painter, box, fill)
    draw_text(painter, QRectF(box.left() + 11, box.top() + 3, box.width() - 18, 19), tile.name,
              "dense-medium")  # fmt: skip
    lower = QRectF(box.left() + 11, box.top() + 22, box.width() - 16, 17)
    draw_icon(painter, QRectF(lower.left(), lower.top(), 14, 17), glyph, ink, 14)
    words = lower.adjusted(18, 0, 0, 0)
    word_ink = "text2" if tile.state == "ok" else ink
    width = draw_text(painter, words, tile.word, "tiny", word_ink)
    date = words.adjusted(width + 4, 0, 0, 0)
    draw_numbers(painter, date, tile.date, "tiny", "text3", Qt.AlignmentFlag.AlignLeft)


def _paint_edge(painter: QPainter, box: QRectF, fill: str) -> None:
    """4 px of the state's fill along the left edge, inside the round corners."""
    painter.save()
    clip_round(painter, box, 6)
    painter.fillRect(QRectF(box.left(), box.top(), 4.5, box.height()), colour(fill))
    painter.restore()
