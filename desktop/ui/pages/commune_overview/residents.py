"""The table of residents: households and people of each village, typed or pasted from Excel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIntValidator, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHBoxLayout,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.vietnamese import show_number
from desktop.services.overview import Situation
from desktop.text import t
from desktop.ui.pages.commune_overview.residents_rows import (
    FIELDS,
    VillageResidents,
    number_in,
    pasted,
    village_rows,
    whole,
)
from desktop.ui.rows_model import RECORD, Column, Index, RowsModel, State
from desktop.ui.theme import colour
from desktop.ui.widgets import Button, Card, Cell, Field, Note, TableView, Text, padded
from desktop.ui.widgets.cells import Cells
from desktop.ui.widgets.paint import draw_numbers

HOUSEHOLDS, PEOPLE = 5, 6
FIELD_OF = dict(enumerate(FIELDS, start=HOUSEHOLDS))
WIDEST = 1120
Row = VillageResidents


def _columns(year: int) -> list[Column[Row]]:
    last = str(year - 1)
    return [
        Column(t("overview-village"), lambda r: r.village, tip=lambda r: r.village),
        Column(t("overview-poor"), lambda r: r.listed.poor if r.listed else None, kind="figures", width=76, ink="text2"),
        Column(t("overview-near"), lambda r: r.listed.near_poor if r.listed else None, kind="figures", width=86, ink="text2"),
        Column(t("overview-last-households", year=last), lambda r: r.last.households if r.last else None, kind="figures", width=112, ink="text3"),
        Column(t("overview-last-people", year=last), lambda r: r.last.people if r.last else None, kind="figures", width=126, ink="text3"),
        Column(t("overview-all-households"), lambda r: _typed(r, "households"), kind="typed", width=116, align_right=True),
        Column(t("overview-all-people"), lambda r: _typed(r, "people"), kind="typed", width=116, align_right=True),
        Column(t("overview-minority-households"), lambda r: _typed(r, "minority_households"), kind="typed", width=104, align_right=True),
        Column(t("overview-minority-people"), lambda r: _typed(r, "minority_people"), kind="typed", width=104, align_right=True),
    ]  # fmt: skip


def _typed(row: Row, name: str) -> State:
    value = getattr(row, name)
    return State("err" if row.is_bad(name) else "", "" if value is None else show_number(value))


def _paint_typed(painter: QPainter, cell: Cell) -> None:
    """A field of the grid: a thin line left of it, red where it is wrong."""
    state: State = cell.value
    box = cell.rect.adjusted(-8, 0, 14, 0)  # up to the cell's own edges, where it is clipped
    if state.state == "err":
        painter.fillRect(box, colour("err_soft"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 2), colour("err"))
    painter.fillRect(QRectF(box.left(), box.top(), 1, box.height() + 1), colour("line"))
    draw_numbers(painter, cell.rect, state.word, cell.role, "err" if state.state else cell.ink)


class ResidentsModel(RowsModel[Row]):
    """Rows that can be typed into; the sum follows."""

    edited = Signal()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these with their sum."""
        self.set_rows(list(rows), total=whole(rows, t("overview-whole")))

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        typed = index.column() in FIELD_OF and self.record(index) is not None
        return found | Qt.ItemFlag.ItemIsEditable if typed else found

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        record = self.record(index)
        if record is None or role != Qt.ItemDataRole.EditRole or index.column() not in FIELD_OF:
            return False
        changed = record.put(FIELD_OF[index.column()], number_in(str(value)))
        if changed != record:
            self.replace(index.row(), changed)
            self.refresh_total()
            self.edited.emit()
        return True

    def refresh_total(self) -> None:
        """Add up again."""
        self._total = whole(self.rows, t("overview-whole"))
        last = self.rowCount() - 1
        self.dataChanged.emit(self.index(last, 0), self.index(last, len(self.columns) - 1))


class EditCells(Cells):
    """The delegate: a field fills the cell; Enter goes to the next one."""

    stepped = Signal(int)

    def createEditor(  # noqa: N802
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: Index,
    ) -> QWidget:
        field = Field(name=self._columns[index.column()].title, figures=True, compact=True)
        field.setParent(parent)
        field.setValidator(QIntValidator(0, 9_999_999, field))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        assert isinstance(editor, Field)
        row = index.data(RECORD)
        value = getattr(row, FIELD_OF[index.column()])
        editor.setText("" if value is None else str(value))
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
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and isinstance(watched, QWidget) and not event.modifiers() & _CTRL:
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
                self.stepped.emit(step)
                return True
        return super().eventFilter(watched, event)


NEXT, DOWN, UP = 1, 2, -2
_STEPS = {
    Qt.Key.Key_Return: NEXT,
    Qt.Key.Key_Enter: NEXT,
    Qt.Key.Key_Down: DOWN,
    Qt.Key.Key_Up: UP,
}
_CTRL = Qt.KeyboardModifier.ControlModifier


class ResidentsView(TableView):
    """The grid: typing begins to edit, Enter goes on, Ctrl+V takes a block from Excel."""

    pasted = Signal(str)

    def __init__(self, model: ResidentsModel) -> None:
        super().__init__(model, row=28, painters={"typed": _paint_typed})
        self.edit_cells = EditCells(self, model.columns, painters={"typed": _paint_typed})
        self.cells = self.edit_cells
        self.setItemDelegate(self.cells)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed
        )
        self.edit_cells.stepped.connect(self.step)

    def step(self, way: int) -> None:
        """To the other field of the pair, then to the next village; or straight down or up.

        Who types totals is not led through the columns of ethnic minority, which may stay blank.
        """
        index = self.currentIndex()
        row, column = index.row(), index.column()
        if way == NEXT:
            first = HOUSEHOLDS if column <= PEOPLE else PEOPLE + 1
            row, column = (row, first + 1) if column <= first else (row + 1, first)
        else:
            row += 1 if way == DOWN else -1
        if 0 <= row < len(self.rows.rows):
            self.setCurrentIndex(self.rows.index(row, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _CTRL:
            self.step(NEXT)
        elif event.key() == Qt.Key.Key_Delete and self.currentIndex().column() in FIELD_OF:
            self.rows.setData(self.currentIndex(), "")
        else:
            super().keyPressEvent(event)


class ResidentsEditor(QWidget):
    """The table with its buttons. `saved(list of TypedResidents)`, `left`."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, year: int) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.model = ResidentsModel(_columns(year), t("overview-residents"))
        self.view = ResidentsView(self.model)
        self.notes = QVBoxLayout()
        self.is_dirty = False
        self._bad: list[Row] = []
        self.save = Button(t("overview-residents-save"), kind="primary", key="Ctrl+Enter")
        self.leave = Button(t("overview-residents-leave"), kind="flat", key="Esc")
        self._build(year)
        self.model.edited.connect(self._on_edited)
        self.view.pasted.connect(self._paste)
        self.save.clicked.connect(self.submit)
        self.leave.clicked.connect(self.left)

    def _build(self, year: int) -> None:
        card = Card(t("overview-residents-title", year=str(year)), t("overview-residents-unit"))
        card.setMaximumWidth(WIDEST)
        card.head.addWidget(self.leave)
        card.head.addWidget(self.save)
        card.add(
            padded(Text(t("overview-residents-why"), "body", "text2", wrap=True), (14, 0, 14, 8))
        )
        card.add(padded(self.notes, (14, 0, 14, 8)))
        card.add(self.view, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(card, 1)
        row.addStretch(0)

    def begin(self, found: Situation) -> None:
        """Show all villages; the cursor on the first that lacks its totals."""
        rows = village_rows(found)
        self.is_dirty = False
        self._say()
        self.model.show_rows(rows)
        first = next((i for i, r in enumerate(rows) if r.households is None or r.problem), 0)
        self.view.setCurrentIndex(self.model.index(first, HOUSEHOLDS))
        self.view.setFocus()

    def _on_edited(self) -> None:
        self.is_dirty = True
        self._say()

    def _paste(self, text: str) -> None:
        index = self.view.currentIndex()
        field = FIELD_OF.get(index.column())
        if field is None:
            return
        rows = pasted(self.model.rows, index.row(), field, text)
        if rows != self.model.rows:
            self.model.show_rows(rows)
            self.view.setCurrentIndex(self.model.index(index.row(), index.column()))
            self._on_edited()

    def submit(self) -> None:
        """Keep what is typed, unless a total is wrong: then say which."""
        self.view.setFocus()  # an open field is closed and counts
        rows = self.model.rows
        self._bad = [r for r in rows if r.problem]
        if self._bad:
            first = self._bad[0]
            words = t("overview-residents-bad", villages=len(self._bad))
            why = t(f"overview-residents-{first.problem}", village=first.village)
            self._say(Note("err", words, why))
            at = rows.index(first)
            column = next(c for c, name in FIELD_OF.items() if first.is_bad(name))
            self.view.setCurrentIndex(self.model.index(at, column))
            return
        self._say()
        self.is_dirty = False
        self.saved.emit(
            [
                (r.village, r.households, r.people, r.minority_households, r.minority_people)
                for r in rows
                if r.households
            ]
        )

    def _say(self, *notes: Note) -> None:
        while (item := self.notes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for note in notes:
            self.notes.addWidget(note)
