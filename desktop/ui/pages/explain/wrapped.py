"""A table whose long answers are wrapped, never cut: rows as high as their words.

    view = WrappedTable(RowsModel([Column(t("…"), lambda r: r.answer, kind="wrapped"), …]))

Columns of kind "wrapped" take **…** for semi-bold. Heights follow the widths of the columns.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QResizeEvent

from desktop.ui import fonts
from desktop.ui.rows_model import Heading, RowsModel
from desktop.ui.theme import colour
from desktop.ui.widgets import Cell, TableView
from desktop.ui.widgets.cells import EDGE, SIDE
from desktop.ui.widgets.text import lay_out

KIND = "wrapped"
ABOVE = 3  # px above and below the words


def paint_wrapped(painter: QPainter, cell: Cell) -> None:
    """The words on as many lines as they need, in the middle of the row."""
    layout, height = lay_out(str(cell.value), cell.role, cell.rect.width(), wrap=True)
    top = cell.rect.top() + max(0.0, (cell.rect.height() - height) / 2)
    painter.setPen(colour(cell.ink))
    layout.draw(painter, QPointF(cell.rect.left(), round(top)))


class WrappedTable(TableView):
    """A TableView with wrapped columns; see the module's first lines."""

    def __init__(self, model: RowsModel[Any], *, row: int = 26, head: int = 28) -> None:
        super().__init__(model, row=row, head=head, painters={KIND: paint_wrapped})
        self.horizontalHeader().sectionResized.connect(lambda *_: self._fit_heights())

    def _fit_rows(self) -> None:
        super()._fit_rows()
        self._fit_heights()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit_heights()

    def _fit_heights(self) -> None:
        for number in range(self.rows.rowCount()):
            record = self.rows.at(number)
            if record is None or isinstance(record, Heading):
                continue
            high = max(self.row_height, round(self._height_of(record)) + 2 * ABOVE)
            if self.rowHeight(number) != high:
                self.setRowHeight(number, high)

    def _height_of(self, record: Any) -> float:
        highest = 0.0
        last = len(self.rows.columns) - 1
        for number, column in enumerate(self.rows.columns):
            if column.kind != KIND:
                continue
            sides = (EDGE if number == 0 else SIDE) + (EDGE if number == last else SIDE)
            width = max(40, self.columnWidth(number) - sides)
            role = column.role or self.cells.role
            role = fonts.bold(role) if column.bold else role
            highest = max(highest, lay_out(str(column.show(record)), role, width, wrap=True)[1])
        return highest

    def whole_height(self) -> int:
        """How high the table is with all its rows."""
        head = self.horizontalHeader()
        rows = sum(self.rowHeight(n) for n in range(self.rows.rowCount()))
        return rows + (head.height() if head.isVisible() else 0)
