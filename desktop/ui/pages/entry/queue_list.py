"""The list of sheets: position, head, mark of the class; Enter or a click opens one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.text import t
from desktop.ui import fonts
from desktop.ui.icons import draw_icon
from desktop.ui.pages.entry.rove import ENTERS
from desktop.ui.rows_model import RECORD, Index
from desktop.ui.theme import colour
from desktop.ui.widgets.paint import CLASS_TOKEN, draw_mark, draw_numbers, draw_text, focus_ring

ROW = 26


@dataclass(frozen=True, slots=True)
class Sheet:
    """A line: `mark` is a class, "draft", or "" (not begun); `village` where it is another's."""

    uid: str
    number: str
    name: str
    mark: str
    village: str = ""


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []

    def fill(self, sheets: Sequence[Sheet]) -> None:
        self.beginResetModel()
        self.sheets = list(sheets)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self.sheets)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.sheets):
            return None
        sheet = self.sheets[index.row()]
        if role == RECORD:
            return sheet
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{sheet.number} {sheet.name}: {t(f'class-{_class_of(sheet)}')}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{sheet.name}, {sheet.village}" if sheet.village else sheet.name
        return None


def _class_of(sheet: Sheet) -> str:
    return sheet.mark if sheet.mark in CLASS_TOKEN else "none"


class _Cells(QStyledItemDelegate):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.in_hand = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002
        return QSize(40, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        sheet: Sheet = index.data(RECORD)
        rect = QRectF(option.rect)
        is_in_hand = sheet.uid == self.in_hand
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_in_hand:
            painter.fillRect(rect, colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour("hover"))
        ink, role = ("accent", "dense-bold") if is_in_hand else ("text2", "dense")
        wide = max(22.0, fonts.figures_width(sheet.number, "small"))
        number = QRectF(12, rect.top(), wide, rect.height())
        draw_numbers(
            painter, number, sheet.number, role, "accent" if is_in_hand else "text3",
            Qt.AlignmentFlag.AlignLeft,
        )  # fmt: skip
        words = QRectF(18 + wide, rect.top(), rect.right() - 48 - wide, rect.height())
        draw_text(painter, words, sheet.name, role, ink)
        centre = QPointF(rect.right() - 17, round(rect.center().y()) + 0.5)
        if sheet.mark == "draft":
            box = QRectF(centre.x() - 7, rect.top(), 14, rect.height())
            draw_icon(painter, box, "pencil", "text3", 14)
        else:
            draw_mark(painter, centre, _class_of(sheet))
        if option.state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, rect, 3)
        painter.restore()


class QueueList(QListView):
    """`opened(uid)` at Enter or a click."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._model = _Model()
        self._cells = _Cells(self)
        self.setModel(self._model)
        self.setItemDelegate(self._cells)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(t("entry-queue"))
        self.clicked.connect(self._open)

    def show_sheets(self, sheets: Sequence[Sheet], uid: str) -> None:
        """Show these sheets, one of them in hand."""
        at = self.verticalScrollBar().value()
        if sheets != self._model.sheets:
            self._model.fill(sheets)
            self.verticalScrollBar().setValue(at)
        self.set_current(uid)

    def set_current(self, uid: str) -> None:
        """Mark the sheet in hand and keep it in sight."""
        self._cells.in_hand = uid
        row = next((i for i, s in enumerate(self._model.sheets) if s.uid == uid), -1)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row))
            self.scrollTo(self._model.index(min(row + 3, len(self._model.sheets) - 1)))
            self.scrollTo(self._model.index(row))
        self.viewport().update()

    def first(self) -> str:
        """The uid of the first line, "" of an empty list."""
        return self._model.sheets[0].uid if self._model.sheets else ""

    def _open(self, index: QModelIndex) -> None:
        sheet = index.data(RECORD)
        if sheet is not None:
            self.opened.emit(sheet.uid)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in ENTERS and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)
