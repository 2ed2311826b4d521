"""The register's table: a model that grows page by page, and a view whose rows can be marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.services.columns import Shown
from desktop.services.registering import Found, Line
from desktop.store.register import ORDERS
from desktop.text import t
from desktop.ui.icons import draw_icon
from desktop.ui.pages.households.register_columns import (
    NOW,
    START,
    Made,
    columns,
    paint_start,
    sheet_state,
)
from desktop.ui.rows_model import RECORD, Index, RowsModel
from desktop.ui.theme import colour
from desktop.ui.widgets import Cells, TableView
from desktop.ui.widgets.paint import hairline

__all__ = ["MOST", "RegisterModel", "RegisterView", "sheet_state"]

MOST = 10_000
"""Lines held at once; who wants more narrows the search."""
LEAST_WIDTH = 36
_PAINTERS = {"start": paint_start}


class RegisterModel(RowsModel[Line]):
    """Lines found so far. `more_wanted` asks for the page after `last`; `add` puts it in. Marked
    households stay marked whatever is shown; `marked` says that others are."""

    more_wanted = Signal()
    marked = Signal()

    def __init__(self, communes: Mapping[str, str] | None, name: str) -> None:
        super().__init__([], name)
        self.last: Line | None = None
        self.made: tuple[Made, ...] = ()
        self.marks: dict[str, None] = {}
        self._communes = communes
        self._year = 0
        self._shown: set[str] = set()
        self._waiting = False

    # Columns ------------------------------------------------------------------------------------
    def set_columns(self, ids: Sequence[str]) -> None:
        """Show these columns, left to right."""
        known = self._communes
        self.beginResetModel()
        # The names come later than the columns: the mapping itself is kept, not what is in it now.
        self.made = tuple(columns(ids, {} if known is None else known, sortable=known is None))
        self.columns = tuple(one.column for one in self.made)
        self.endResetModel()

    def order_of(self, column: int) -> str:
        """The order of `registering.Query` that a click on this column asks for, "" for none."""
        name = self.made[column].id
        return name if name in ORDERS else ""

    def column_of(self, order: str) -> int:
        """Where the column of an order stands, −1 if it is not shown."""
        return next((i for i, one in enumerate(self.made) if one.id == order), -1)

    def set_year(self, year: int) -> None:
        """The columns of the start and of the round bear their years."""
        if year != self._year:
            self._year = year
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def headerData(  # noqa: N802
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        title = super().headerData(section, way, role)
        years = {START: self._year - 1, NOW: self._year}
        return t(title, year=str(years[title])) if title in years else title

    # Lines --------------------------------------------------------------------------------------
    def start(self, found: Found) -> None:
        """Show the first page of another search."""
        self.last, self._waiting = found.last, False
        self._shown = {line.uid for line in found.lines}
        self.set_rows(found.lines)

    def add(self, found: Found) -> None:
        """Append the next page, without lines that stand above already."""
        new = [line for line in found.lines if line.uid not in self._shown]
        self.last, self._waiting = found.last, False
        self._shown |= {line.uid for line in new}
        if new:
            start = len(self._rows)
            self.beginInsertRows(QModelIndex(), start, start + len(new) - 1)
            self._rows += new
            self.endInsertRows()
        elif self.canFetchMore():
            self.fetchMore()

    @property
    def is_full(self) -> bool:
        """Whether more was found than is held."""
        return self.last is not None and len(self._rows) >= MOST

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008, N802
        more = self.last is not None and not self._waiting and len(self._rows) < MOST
        return more and not parent.isValid()

    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: B008, N802, ARG002
        self._waiting = True
        self.more_wanted.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """The book sorts, not the model: it holds only the first pages."""

    # Marks --------------------------------------------------------------------------------------
    def mark(self, uids: Iterable[str], *, on: bool = True) -> None:
        """Mark households, or take their marks away."""
        for uid in uids:
            if on:
                self.marks[uid] = None
            else:
                self.marks.pop(uid, None)
        self.marked.emit()

    def turn_mark(self, uid: str) -> None:
        """Mark it if it is not, else not."""
        self.mark([uid], on=uid not in self.marks)

    def clear_marks(self) -> None:
        """Nothing is marked."""
        self.marks.clear()
        self.marked.emit()


class RegisterCells(Cells):
    """As all cells; a marked row has its own ground and a check at its left edge."""

    def __init__(self, view: RegisterView, model: RegisterModel) -> None:
        super().__init__(view, model.columns, painters=_PAINTERS)
        self._model = model

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        line = index.data(RECORD)
        is_marked = isinstance(line, Line) and line.uid in self._model.marks
        if is_marked:
            painter.fillRect(rect, colour("accent_soft"))
            hairline(painter, rect)
        super()._paint_ground(painter, rect, option, index)
        if is_marked and index.column() == 0:
            place = QRectF(rect.left() + 1, rect.top(), 12, rect.height())
            draw_icon(painter, place, "check", "accent", 12)


class RegisterView(TableView):
    """The view of the register. Space marks a row, Ctrl+A wants all (`all_wanted`); dragging heads
    gives `arranged` with the columns as they stand then."""

    all_wanted = Signal()
    arranged = Signal(object)

    def __init__(self, model: RegisterModel, *, can_mark: bool) -> None:
        super().__init__(model, row=29, painters=_PAINTERS)
        self.register, self._can_mark = model, can_mark
        self._widths: dict[str, int] = {}
        self._arranging = False
        self._mark_from = -1
        head = self.horizontalHeader()
        head.setSectionsMovable(True)
        head.setSortIndicatorShown(False)
        head.sectionClicked.connect(self._on_click)
        head.sectionResized.connect(self._on_resized)
        head.sectionMoved.connect(self._on_moved)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(0)
        self._pause.timeout.connect(self._tell_arranged)
        model.marked.connect(self.viewport().update)

    # Columns ------------------------------------------------------------------------------------
    def set_columns(self, shown: Sequence[Shown]) -> None:
        """Show these columns; a width of 0 follows the room."""
        self._arranging = True
        head = self.horizontalHeader()
        for place in range(head.count()):
            head.moveSection(head.visualIndex(place), place)
        self._widths = {one.id: one.width for one in shown if one.width}
        row = self.currentIndex().row()
        self.register.set_columns([one.id for one in shown])
        needle = self.cells.needle
        self.cells = RegisterCells(self, self.register)
        self.cells.needle = needle
        self.setItemDelegate(self.cells)
        self._arranging = False
        self.spread()
        if row >= 0:
            self.choose_row(row)

    def shown(self) -> tuple[Shown, ...]:
        """The columns as they stand, left to right, with the widths that somebody gave them."""
        head = self.horizontalHeader()
        ids = [self.register.made[head.logicalIndex(n)].id for n in range(head.count())]
        return tuple(Shown(i, self._widths.get(i, 0)) for i in ids)

    def spread(self) -> None:
        """Share what is wider than needed among the text columns that nobody gave a width."""
        made = self.register.made
        if not made:
            return
        widths = [self._widths.get(one.id) or one.column.width or 0 for one in made]
        spare = max(0, self.viewport().width() - sum(widths))
        shares = [0.0 if one.id in self._widths else one.share for one in made]
        whole = sum(shares)
        self._arranging = True
        head, given = self.horizontalHeader(), 0
        for number, width in enumerate(widths):
            extra = round(spare * shares[number] / whole) if whole else 0
            given += extra
            head.resizeSection(number, width + extra)
        last = len(widths) - 1
        head.resizeSection(last, head.sectionSize(last) + spare - given)
        self._arranging = False

    def show_column(self, name: str) -> None:
        """Bring a column into sight, if it is shown."""
        column = self.register.column_of(name)
        if column >= 0 and self.register.rows:
            self.updateGeometries()
            top = self.rowAt(0)
            self.scrollTo(self.register.index(max(top, 0), column))

    def show_order(self, order: str, *, descending: bool) -> None:
        """The arrow on the column that the list is sorted by, if it is shown."""
        column, head = self.register.column_of(order), self.horizontalHeader()
        can_sort = column >= 0 and self.register.columns[column].sort_key is not None
        head.setSortIndicatorShown(can_sort)
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        if can_sort:
            head.setSortIndicator(column, way)

    def _on_click(self, section: int) -> None:
        if self.register.columns[section].sort_key is None:
            return
        head = self.horizontalHeader()
        again = head.isSortIndicatorShown() and head.sortIndicatorSection() == section
        # Qt turns the arrow round itself where it is shown.
        descending = again and head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        self.sorted_by.emit(section, descending)

    def _on_resized(self, section: int, _old: int, new: int) -> None:
        if not self._arranging and self.isVisible():
            self._widths[self.register.made[section].id] = max(new, LEAST_WIDTH)
            self._pause.start()

    def _on_moved(self, _section: int, _old: int, _new: int) -> None:
        if not self._arranging:
            self._pause.start()

    def _tell_arranged(self) -> None:
        self.arranged.emit(self.shown())

    # Marks --------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if self._can_mark and event.key() == Qt.Key.Key_Space:
            self._mark_current()
        elif self._can_mark and event.key() == Qt.Key.Key_A and control:
            self.all_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _mark_current(self) -> None:
        line = self.record()
        if line is not None:
            self.register.turn_mark(line.uid)
            self._mark_from = self.currentIndex().row()
            self.choose_row(self.currentIndex().row() + 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        before = self.currentIndex().row()
        super().mousePressEvent(event)
        line = self.register.record(self.indexAt(event.position().toPoint()))
        if not self._can_mark or line is None:
            return
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.register.turn_mark(line.uid)
        elif event.modifiers() == Qt.KeyboardModifier.ShiftModifier and before >= 0:
            first, last = sorted((before, self.currentIndex().row()))
            self.register.mark(one.uid for one in self.register.rows[first : last + 1])
