"""The list of papers in the order of the work: number, title, state, and why one is not ready."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.domain.vietnamese import fold
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.icons import draw_icon
from desktop.ui.rows_model import CELL, RECORD, Column, Heading, Index, RowsModel
from desktop.ui.theme import colour
from desktop.ui.widgets.paint import STATES, draw_text, focus_ring

NUMBER = 44
WORDY_FROM = 280
"""Width in px under which a state is its icon alone."""
_STATE = {True: ("file-text", "accent", "papers-ready"), False: ("", "warn", "papers-missing")}


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper of the list; `reason` is "" where it is ready."""

    form_id: str
    number: str
    title: str
    reason: str = ""

    @property
    def state(self) -> str:
        """The word of its state."""
        return t(_STATE[not self.reason][2])

    @property
    def words(self) -> str:
        """All of it in one line, for screen readers and the search."""
        return " ".join(w for w in (self.number, self.title, self.state, self.reason) if w)


class _Model(RowsModel[Entry]):
    """Headings are not stopped at by the arrow keys."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.at(index.row()), Heading):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class Shelf(QListView):
    """The papers, grouped by step; `chosen(form_id)` when the cursor comes to another."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.rows = _Model(
            [Column("", lambda e: e.words, tip=lambda e: e.reason)], t("page-papers")
        )
        self._groups: Sequence[tuple[str, Sequence[Entry]]] = ()
        self._needle = ""
        self.setModel(self.rows)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(t("page-papers"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def show_groups(self, groups: Sequence[tuple[str, Sequence[Entry]]]) -> None:
        """Show (step, papers); the cursor stays on its paper."""
        self._groups = groups
        self._fill()

    def search(self, needle: str) -> None:
        """Keep only what holds the words, tones aside; "" shows all again."""
        self._needle = needle
        self._fill()

    def form(self) -> str:
        """The paper under the cursor, "" for none."""
        entry = self.rows.record(self.currentIndex())
        return entry.form_id if entry else ""

    def choose(self, form_id: str) -> None:
        """Put the cursor on a paper; says nothing."""
        row = self.rows.row_of(lambda entry: entry.form_id == form_id)
        self.blockSignals(True)
        self.setCurrentIndex(self.rows.index(row, 0))
        self.blockSignals(False)

    def _fill(self) -> None:
        kept = self.form()
        wanted = fold(self._needle).split()
        rows: list[Entry | Heading] = []
        for step, entries in self._groups:
            found = [e for e in entries if all(word in fold(e.words) for word in wanted)]
            rows += [Heading(step), *found] if found else []
        self.rows.set_rows(rows)
        if kept:
            self.choose(kept)

    def currentChanged(self, index: Index, before: Index) -> None:  # noqa: N802
        super().currentChanged(index, before)
        entry = self.rows.record(index)
        if entry is not None:
            self.chosen.emit(entry.form_id)


class _Painter(QStyledItemDelegate):
    """Number, title, state at the right; below them the reason, where a figure is missing."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002
        row = index.data(RECORD)
        if isinstance(row, Heading):
            return QSize(40, 30)
        return QSize(40, 46 if row.reason else 28)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        row = index.data(RECORD)
        if isinstance(row, Heading):
            words = rect.adjusted(14, 8, -14, 0)
            draw_text(painter, words, index.data(CELL), "small-medium", "text3")
        else:
            self._ground(painter, rect, option)
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._entry(painter, rect, row, chosen=chosen)
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, rect: QRectF, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("accent_soft"))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour("hover"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, rect, 3)

    @staticmethod
    def _entry(painter: QPainter, rect: QRectF, entry: Entry, *, chosen: bool) -> None:
        line = QRectF(
            rect.left() + 14, rect.top() + (3 if entry.reason else 0), rect.width() - 28, 0
        )
        line.setHeight(22 if entry.reason else rect.height())
        icon, ink, key = _STATE[not entry.reason]
        word = t(key) if rect.width() >= WORDY_FROM else ""
        width = fonts.text_width(word, "small") + 19
        draw_text(painter, line, entry.number, "small", "text2")
        title = line.adjusted(NUMBER + 8, 0, -width - 8, 0)
        draw_text(painter, title, entry.title, "dense-bold" if chosen else "dense")
        state = QRectF(line.right() - width, line.top(), width, line.height())
        glyph = QRectF(state.left(), state.top(), 14, state.height())
        draw_icon(painter, glyph, icon or STATES["warn"][0], ink, 14)
        draw_text(painter, state.adjusted(19, 0, 1, 0), word, "small", ink)
        if entry.reason:
            below = QRectF(title.left(), line.bottom(), rect.right() - 14 - title.left(), 18)
            draw_text(painter, below, entry.reason, "small", "text2")
