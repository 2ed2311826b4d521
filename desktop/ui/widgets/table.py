"""Tables: `TableView(RowsModel([...]))` with heights, head, hover, groups and sums of the design.

view = TableView(model, row=29)                 # 28 usual, 29 long lists, 46 two lines
view = TableView(model, row=52, head=0)         # a list without head: icon, lines, link
view.current.connect(self._show)                # record under the cursor (or None)
view.opened.connect(self._open)                 # Enter or double click
view.followed.connect(self._cure)               # click (or Enter) on a link cell: record
view.set_needle("trieu van")                    # marks what was searched for
view.sorted_by.connect(self._reload)            # (column, descending) for lists sorted by SQL
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from desktop.ui import fonts
from desktop.ui.icons import draw_icon
from desktop.ui.rows_model import Heading, Index, RowsModel
from desktop.ui.theme import colour
from desktop.ui.widgets.cells import EDGE, SIDE, Cells, Paint
from desktop.ui.widgets.paint import LEFT, RIGHT, draw_text, hairline

HEADING_ROW = 25


class Head(QHeaderView):
    """Column titles on sunken ground, an arrow where sorted."""

    def __init__(self, parent: QTableView, height: int) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(height)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(20)
        self.setSectionsClickable(True)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        model = self.model()
        box = QRectF(rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, colour("sunken"))
        hairline(painter, box, "line2")
        left = EDGE if section == 0 else SIDE
        right = EDGE if section == self.count() - 1 else SIDE
        words = box.adjusted(left, 0, -right, -1)
        title = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        is_right = bool(
            model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
            & Qt.AlignmentFlag.AlignRight
        )
        align = RIGHT if is_right else LEFT
        width = draw_text(painter, words, title, "small-medium", "text2", align)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == section:
            self._paint_arrow(painter, words, width, is_right=is_right)
        painter.restore()

    def _paint_arrow(
        self, painter: QPainter, words: QRectF, width: float, *, is_right: bool
    ) -> None:
        down = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        left = words.right() - width - 18 if is_right else words.left() + width + 4
        place = QRectF(left, words.top(), 14, words.height())
        draw_icon(painter, place, "arrow-down" if down else "arrow-up", "text2", 14)


class TableView(QTableView):
    """A table of one RowsModel; see the module's first lines."""

    current = Signal(object)
    opened = Signal(object)
    followed = Signal(object)
    sorted_by = Signal(int, bool)

    def __init__(
        self,
        model: RowsModel[Any],
        *,
        row: int = 28,
        head: int = 30,
        role: str = "dense",
        painters: Mapping[str, Paint] | None = None,
    ) -> None:
        super().__init__()
        self.rows = model
        self.row_height = row
        self._headings: set[int] = set()
        self.cells = Cells(self, model.columns, role, painters)
        self.setItemDelegate(self.cells)
        self.setHorizontalHeader(Head(self, head))
        self.horizontalHeader().setVisible(head > 0)
        self.setModel(model)
        self.setAccessibleName(model.name)
        style_table(self, row)
        self._size_columns()
        model.modelReset.connect(self._on_reset)
        model.layoutChanged.connect(self._fit_rows)
        self.doubleClicked.connect(self._on_double_click)
        self._on_reset()

    # Columns and rows -------------------------------------------------------------------------
    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        for number, column in enumerate(self.rows.columns):
            if column.width is None:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(number, column.width)
        if any(column.sort_key for column in self.rows.columns):
            header.setSortIndicatorShown(True)
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            header.sectionClicked.connect(self._on_head_click)

    def _on_head_click(self, section: int) -> None:
        header = self.horizontalHeader()
        if self.rows.columns[section].sort_key is None:
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            return
        order = header.sortIndicatorOrder()
        self.rows.sort(section, order)
        self.sorted_by.emit(section, order == Qt.SortOrder.DescendingOrder)

    def _on_reset(self) -> None:
        header = self.horizontalHeader()
        if header.isSortIndicatorShown() and header.sortIndicatorSection() >= 0:
            self.rows.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        self._fit_rows()

    def _fit_rows(self) -> None:
        self.clearSpans()
        self.verticalHeader().setDefaultSectionSize(self.row_height)
        count = self.rows.rowCount()
        headings = {n for n in range(count) if isinstance(self.rows.at(n), Heading)}
        for number in self._headings - headings:
            if number < count:
                self.setRowHeight(number, self.row_height)
        for number in headings:
            self.setSpan(number, 0, 1, self.rows.columnCount())
            self.setRowHeight(number, HEADING_ROW)
        self._headings = headings

    def fit_height(self) -> None:
        """Make the view exactly as high as its rows; for short tables inside cards."""
        head = self.horizontalHeader()
        high = sum(self.rowHeight(i) for i in range(self.rows.rowCount()))
        self.setFixedHeight(high + (head.height() if not head.isHidden() else 0))

    def set_needle(self, needle: str) -> None:
        """Mark what was searched for in text cells; "" marks nothing."""
        self.cells.needle = needle
        self.viewport().update()

    # Choosing ---------------------------------------------------------------------------------
    def record(self) -> Any:
        """The record under the cursor, or None."""
        return self.rows.record(self.currentIndex())

    def choose_row(self, row: int) -> None:
        """Put the cursor on a row and show it."""
        if 0 <= row < self.rows.rowCount():
            index = self.rows.index(row, max(self.currentIndex().column(), 0))
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def currentChanged(self, index: Index, before: Index) -> None:  # noqa: N802
        super().currentChanged(index, before)
        if index.row() != before.row():
            self.current.emit(self.rows.record(index))

    def moveCursor(  # noqa: N802
        self, action: QAbstractItemView.CursorAction, keys: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Keys step over headings: nothing stands on one."""
        there, here = super().moveCursor(action, keys), self.currentIndex().row()
        step = 1 if there.row() >= here else -1
        for way in (step, -step):
            row = there.row()
            while row in self._headings:
                row += way
            if 0 <= row < self.rows.rowCount():
                return self.rows.index(row, there.column())
        return there

    def _is_link(self, index: Index) -> bool:
        return index.isValid() and self.rows.columns[index.column()].kind == "link"

    def _on_double_click(self, index: QModelIndex) -> None:
        record = self.rows.record(index)
        if record is not None and not self._is_link(index):
            self.opened.emit(record)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        record = self.record()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, _KEYPAD)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and record is not None:
            signal = self.followed if self._is_link(self.currentIndex()) else self.opened
            signal.emit(record)
            return
        super().keyPressEvent(event)

    # Pointer ----------------------------------------------------------------------------------
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        record = self.rows.record(index)
        if record is not None and self._is_link(index) and index == self.currentIndex():
            self.followed.emit(record)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._hover(index.row() if self.rows.record(index) is not None else -1)
        pointing = self._is_link(index) and self.rows.record(index) is not None
        shape = Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.cells.hovered:
            self.cells.hovered = row
            self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose_row(self.rows.row_of(lambda _: True))


_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def style_table(view: QTableView, row: int = 28) -> None:
    """The design's settings for any QTableView: row height, no grid, whole rows, no wrapping."""
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setMouseTracking(True)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setFont(fonts.font("dense"))
    view.verticalHeader().hide()
    view.verticalHeader().setMinimumSectionSize(16)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(row)


class TurnedTable(TableView):
    """Rows that Space turns: ticked or not, ours or theirs. `turned(record)`."""

    turned = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Space and self.record() is not None:
            self.turned.emit(self.record())
            return
        super().keyPressEvent(event)
