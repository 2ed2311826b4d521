"""A list to choose one from, each with two lines and a round mark: arrows move, Enter goes on.

options = Options([Option("new", t("…"), t("…")), …], t("…name"))
options.value(); options.chosen.connect(…)     # str, at each move
OptionTable(columns, name)                     # the same look for other records and more columns
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent

from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Card, TableView
from desktop.ui.widgets.cells import Cell
from desktop.ui.widgets.paint import focus_ring, frame, painting, pen

ROW, ROW_TWO = 46, 58
MARK = 16
CORNERS = (1, 2, 1, 2)
"""Margins that keep a square table inside a card's round corners, in px."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: its value, what it is, what it means."""

    value: str
    first: str
    second: str


def paint_radio(painter: QPainter, cell: Cell) -> None:
    """The round mark of one row, filled where chosen."""
    box = QRectF(cell.rect.left(), cell.rect.center().y() - MARK / 2, MARK, MARK)
    if cell.value == "on":
        frame(painter, box, "surface", pen("accent_fill", 5), MARK / 2)
    else:
        frame(painter, box, "surface", pen("ctl"), MARK / 2)


class OptionTable(TableView):
    """A table of which one row is always chosen; Enter is left to the window around it."""

    def __init__(self, columns: Sequence[Column[Any]], name: str, row: int = ROW) -> None:
        self._at: Any = None
        radio: Column[Any] = Column("", self._mark, kind="radio", width=40)
        model: RowsModel[Any] = RowsModel([radio, *columns], name)
        super().__init__(model, row=row, head=0, painters={"radio": paint_radio})
        self.cells.ring = False
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.current.connect(self._move)

    def _mark(self, record: object) -> str:
        return "on" if record == self._at else "off"

    def _move(self, record: object) -> None:
        self._at = record
        self.viewport().update()

    def show_rows(self, rows: Sequence[Any], at: int = 0) -> None:
        """Offer these and choose one of them."""
        self._at = None
        self.rows.set_rows(rows)
        if rows:
            self.choose_row(min(at, len(rows) - 1))
        else:
            self.current.emit(None)

    def step(self, by: int) -> None:
        """Move the choice by some rows, as arrows do."""
        last = self.rows.rowCount() - 1
        self.choose_row(min(max(self.currentIndex().row() + by, 0), last))
        index = self.currentIndex()
        self.selectionModel().select(
            index,
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        index = self.currentIndex()
        if not self.hasFocus() or not index.isValid():
            return
        last = index.siblingAtColumn(self.rows.columnCount() - 1)
        row = self.visualRect(index.siblingAtColumn(0)).united(self.visualRect(last))
        with painting(self.viewport()) as painter:
            focus_ring(painter, QRectF(row), 3)


class Options(Card):
    """A few answers in a card as high as they are."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[Option], name: str) -> None:
        super().__init__()
        words: Column[Option] = Column("", lambda o: (o.first, o.second), kind="lines")
        self.table = OptionTable([words], name, row=ROW_TWO)
        self.table.current.connect(self._tell)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.setContentsMargins(*CORNERS)
        self.add(self.table)
        self.set_options(options)

    def set_options(self, options: Sequence[Option], at: int = 0) -> None:
        """Offer these."""
        self.table.show_rows(list(options), at)
        # The hairline under the last row would double the card's own edge.
        self.table.setFixedHeight(ROW_TWO * len(options) - 1)

    def _tell(self, option: Option | None) -> None:
        if option is not None:
            self.chosen.emit(option.value)

    def value(self) -> str:
        """The chosen answer."""
        option = self.table.record()
        return option.value if option is not None else ""

    def set_value(self, value: str) -> None:
        """Choose an answer."""
        self.table.choose_row(self.table.rows.row_of(lambda option: option.value == value))
