"""Where the cards of Gửi – nhận lie: three over the history, or two and two in a small window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.ui.widgets import Card, ElasticGrid

TALLEST = 430
_WIDTHS = ((392, 404), (320, 496), (280, 318))
"""Least width and share of the three cards, px at 100 %."""
_NARROW = ((300, 404), (320, 496), (0, 0))


class Cards:
    """`first` are the package and its checks, `second` the cards of which one shows, under them the
    history."""

    def __init__(
        self, inside: QWidget, first: Sequence[Card], second: Sequence[Card], history: Card
    ) -> None:
        self._grid = ElasticGrid(inside)
        self._first, self._second, self._history = first, second, history
        for card in (*first, *second):
            card.setMaximumHeight(TALLEST)

    def arrange(self, *, is_narrow: bool) -> None:
        """Lay them out for the width there is."""
        grid = self._grid
        roads, history = ((1, 0, 1, 1), (1, 1, 1, 1)) if is_narrow else ((0, 2, 1, 1), (1, 0, 1, 3))
        for column, card in enumerate(self._first):
            grid.addWidget(card, 0, column)
        for card in self._second:
            grid.addWidget(card, *roads)
        grid.addWidget(self._history, *history)
        for column, (least, stretch) in enumerate(_NARROW if is_narrow else _WIDTHS):
            grid.setColumnMinimumWidth(column, least)
            grid.setColumnStretch(column, stretch)
        for row, (least, stretch) in enumerate(((300, 340), (280 if is_narrow else 160, 314))):
            grid.setRowMinimumHeight(row, least)
            grid.setRowStretch(row, stretch)
