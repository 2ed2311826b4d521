"""The map-like board of all communes: shaded by the poor rate, or by where their reports stand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from desktop.domain.unit import Level, Office
from desktop.services.catalogue import bare_name
from desktop.services.upper_board import Compared
from desktop.text import t
from desktop.ui.pages.upper_overview.words import STATE_OF, day, group_of, stand_word
from desktop.ui.widgets import Card, Segmented, StatusBoard, Tile, padded, scrolled
from desktop.ui.widgets.shaded import Shaded, ShadedBoard, ShadeLegend

RATE, STATE = 0, 1


class TilesView(Card):
    """`opened` gives the code of the tile clicked or entered."""

    opened = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__(t("communes-view-tiles"))
        self._office = office
        self.by = Segmented([t("communes-by-rate"), t("communes-by-state")], t("communes-by"))
        self.legend = ShadeLegend()
        self.head.addWidget(self.legend)
        self.head.addWidget(self.by)
        self.shaded, self.states = ShadedBoard(), StatusBoard()
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        for board in (self.shaded, self.states):
            board.opened.connect(self.opened)
            self.stack.addWidget(padded(scrolled(board), (14, 0, 14, 10)))
        self.by.chosen.connect(self.show_by)
        self.add(self.stack, 1)

    def show_by(self, number: int) -> None:
        """Shade by the rate, or show where reports stand."""
        self.by.set_index(number)
        self.stack.setCurrentIndex(number)
        self.legend.setVisible(number == RATE)

    def show_rows(self, rows: list[Compared]) -> None:
        """Show these communes in the order of the board."""
        other = _other(self._office)
        self.shaded.set_shaded(
            [
                Shaded(
                    row.stand.code, bare_name(row.stand.name),
                    row.stand.now.poor_rate if row.stand.now else None,
                    group_of(row.stand) or other,
                )
                for row in rows
            ],
            t("communes-shaded"),
        )  # fmt: skip
        self.legend.set_bands(self.shaded.bands)
        self.states.set_tiles(
            [
                Tile(
                    id=row.stand.code, name=bare_name(row.stand.name),
                    state=STATE_OF[row.stand.stand], word=stand_word(row.stand.stand),
                    date=day(row.stand.on), group=group_of(row.stand) or other,
                )
                for row in rows
            ],
            t("upper-board"),
        )  # fmt: skip

    def current(self) -> str:
        """The commune under the cursor of the board in sight."""
        return (self.shaded if self.stack.currentIndex() == RATE else self.states).current()

    def focus_first(self) -> None:
        """The board in sight."""
        (self.shaded if self.stack.currentIndex() == RATE else self.states).setFocus()


def _other(office: Office) -> str:
    return bare_name(office.name) if office.level is Level.DISTRICT else t("upper-no-group")
