"""The grid that a point table is typed in, heads down: Enter goes on, rows in and out, paste."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.domain.unit import Area
from desktop.rules.point_checks import Looked
from desktop.rules.point_lines import Line, places
from desktop.text import t
from desktop.ui.pages.point_table.cells import FIGURES, ROW, GridRow, columns, paint_cell
from desktop.ui.pages.point_table.edits import (
    Lines,
    Spot,
    after_enter,
    after_shift_enter,
    shown_fields,
)
from desktop.ui.pages.point_table.words import by_cell
from desktop.ui.rows_model import RECORD, Index, RowsModel
from desktop.ui.widgets import Field, TableView
from desktop.ui.widgets.cells import Cells

_SPARE = 12  # blank rows below the table, so that one sees where to go on
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_VERTICAL = (Qt.Key.Key_Up, Qt.Key.Key_Down)
_CLEARS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_UNDO = QKeySequence.StandardKey.Undo


class GridModel(RowsModel[GridRow]):
    """Lines that can be typed into; `put(Spot, str)` asks the page to change a cell."""

    put = Signal(object, str)

    def __init__(self, areas: Sequence[Area]) -> None:
        super().__init__(columns(areas), t("points-table-grid"))
        self.fields = shown_fields(areas)

    def show_lines(self, lines: Lines, looked: Looked) -> None:
        """Show lines and what is wrong with them; the cursor stays where it is."""
        wrong, doubtful = by_cell(looked.findings, lines)
        rows, item = [], 0
        for n, (line, place) in enumerate(zip(lines, places(lines), strict=True)):
            begins = place.item > item
            item = max(item, place.item)
            rows.append(GridRow(line, place, begins, wrong.get(n, {}), doubtful.get(n, {})))
        rows += [GridRow(Line())] * _SPARE
        if len(rows) != len(self._rows):
            self._resize(len(rows))
        self._rows = list(rows)
        last = self.index(len(rows) - 1, len(self.columns) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def _resize(self, count: int) -> None:
        """Rows come and go at the end, so that the cursor and an open field stay."""
        here = len(self._rows)
        if count > here:
            self.beginInsertRows(QModelIndex(), here, count - 1)
            self._rows += [GridRow(Line())] * (count - here)
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), count, here - 1)
            del self._rows[count:]
            self.endRemoveRows()

    def spot(self, index: Index) -> Spot:
        """The cell of an index."""
        return Spot(max(index.row(), 0), self.fields[max(index.column(), 0)])

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsEditable if index.isValid() else found

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        row = self.record(index)
        if row is None or role != Qt.ItemDataRole.EditRole:
            return False
        spot = self.spot(index)
        if str(getattr(row.line, spot.field)) != str(value):
            self.put.emit(spot, str(value))
        return True


class GridCells(Cells):
    """The delegate: a field fills the cell; what is typed is told at once, Enter goes on."""

    typed = Signal(object, str)

    def createEditor(  # noqa: N802
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: Index,
    ) -> QWidget:
        model = index.model()
        assert isinstance(model, GridModel), "the grid shows no other"
        spot = model.spot(index)
        editor = Field(name=self._columns[index.column()].title, compact=True)
        editor.setParent(parent)
        if spot.field in FIGURES:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        editor.textEdited.connect(lambda _: self.typed.emit(spot, editor.value()))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        assert isinstance(editor, Field)
        # Shown again after each look: what is being typed must stay.
        if not editor.isModified():
            row: GridRow = index.data(RECORD)
            model = index.model()
            assert isinstance(model, GridModel), "the grid shows no other"
            editor.setText(str(getattr(row.line, model.spot(index).field)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        assert isinstance(editor, Field)
        model.setData(index, editor.value())

    def updateEditorGeometry(  # noqa: N802
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,  # noqa: ARG002
    ) -> None:
        editor.setGeometry(option.rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            view = self.parent()
            assert isinstance(view, Grid), "the grid's own delegate"
            if isinstance(watched, QWidget) and view.is_mine(event, in_field=True):
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
                view.take(event)
                return True
        return super().eventFilter(watched, event)


class Grid(TableView):
    """The keys of the grid. `changed_spot(Spot)` when the cursor moves; the page does the rest."""

    changed_spot = Signal(object)
    wants_row = Signal(int)
    wants_no_row = Signal(int)
    pasted = Signal(object, str)
    undone = Signal()

    def __init__(self, areas: Sequence[Area]) -> None:
        self.areas = tuple(areas)
        self.grid_model = GridModel(areas)
        super().__init__(self.grid_model, row=ROW, painters={"point": paint_cell})
        self.edit_cells = GridCells(self, self.grid_model.columns, painters={"point": paint_cell})
        self.cells = self.edit_cells
        self.setItemDelegate(self.cells)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed
        )

    @property
    def spot(self) -> Spot:
        """The cell of the cursor."""
        return self.grid_model.spot(self.currentIndex())

    def go_to(self, spot: Spot) -> None:
        """Put the cursor on a cell that is in sight."""
        if spot.field in self.grid_model.fields:
            column = self.grid_model.fields.index(spot.field)
            index = self.grid_model.index(spot.row, column)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def step(self, back: bool) -> None:
        """On to the cell that is typed next, or back."""
        lines = tuple(row.line for row in self.grid_model.rows)
        spot = self.spot
        after = after_shift_enter(spot, self.areas) if back else None
        self.go_to(after or after_enter(lines, spot, self.areas))

    def currentChanged(self, index: Index, before: Index) -> None:  # noqa: N802
        super().currentChanged(index, before)
        if index.isValid():
            self.changed_spot.emit(self.grid_model.spot(index))

    def event(self, event: QEvent) -> bool:
        # The window undoes what was said last; in the grid Ctrl+Z undoes what was typed.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(_UNDO)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if self.is_mine(event, in_field=False):
            self.take(event)
        else:
            super().keyPressEvent(event)

    def is_mine(self, event: QKeyEvent, *, in_field: bool) -> bool:
        """Whether a key is for the grid; a field being typed in keeps undo, delete and one word."""
        pressed, key = event.modifiers() & ~_KEYPAD, event.key()
        if event.matches(QKeySequence.StandardKey.Paste):
            clip = QGuiApplication.clipboard().text()
            return not in_field or "\t" in clip or "\n" in clip.strip()
        if pressed == _CTRL and key in (Qt.Key.Key_Insert, Qt.Key.Key_Delete):
            return True
        if key in _ENTERS:
            return not pressed & _CTRL
        if in_field:
            return key in _VERTICAL and not pressed
        return event.matches(_UNDO) or (key in _CLEARS and not pressed)

    def take(self, event: QKeyEvent) -> None:
        """Do what a key of the grid means."""
        pressed, key, row = event.modifiers() & ~_KEYPAD, event.key(), self.spot.row
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(self.spot, QGuiApplication.clipboard().text())
        elif event.matches(_UNDO):
            self.undone.emit()
        elif key in _ENTERS:
            self.step(bool(pressed & _SHIFT))
        elif pressed == _CTRL:
            (self.wants_row if key == Qt.Key.Key_Insert else self.wants_no_row).emit(row)
        elif key in _VERTICAL:
            down = 1 if key == Qt.Key.Key_Down else -1
            self.go_to(Spot(max(row + down, 0), self.spot.field))
        else:
            self.grid_model.setData(self.currentIndex(), "")
