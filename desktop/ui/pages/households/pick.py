"""A filter as a list with counts beside its values; one with many values can be searched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.vietnamese import fold, show_number
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.rows_model import Index
from desktop.ui.widgets import FilterButton
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.paint import draw_numbers

SHORT = 9
"""Up to so many values nobody needs to search."""
ROW, SHOWN = 28, 11
COUNT = int(Qt.ItemDataRole.UserRole) + 1
WIDEST = 220
"""A filter with a long word in it is cut here; the whole word is its tooltip."""


class PickFilter(FilterButton):
    """As FilterButton, with counts beside its values: `opening` asks for them, `set_counts` gives
    them. A long list has a field above it that searches without tones."""

    opening = Signal()

    def __init__(
        self, name: str, options: Sequence[tuple[str, str]], *, proper: bool = False
    ) -> None:
        """`proper`: its values are names, which keep their capitals in a sentence."""
        super().__init__(name, options)
        self._proper = proper
        self._popup: PickList | None = None
        self._counts: Mapping[str, int] | None = None

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """How many households each value would find."""
        self._counts = counts
        if self._popup is not None:
            self._popup.set_counts(counts)

    def offer(self, value: str, word: str = "") -> None:
        """A value asked for before its options were read is offered all the same."""
        if value and value not in [v for v, _ in self._options]:
            self.set_options([*self._options, (value, word or value)])

    def in_words(self) -> str:
        """What it holds the list to: "thôn Nà Bó", "" where it lets all through."""
        if not self.is_set():
            return ""
        name, word = _small(self._name), self._word()
        return f"{name} {word}" if self._proper else f"{name}: {_small(word)}"

    def _tell(self) -> None:
        super()._tell()
        self.setToolTip(self._word() if super().sizeHint().width() > WIDEST else "")

    def sizeHint(self) -> QSize:  # noqa: N802
        hint = super().sizeHint()
        return QSize(min(hint.width(), WIDEST), hint.height())

    def _open(self) -> None:
        popup = PickList(self, self._options, self._value)
        popup.chosen.connect(self.set_value)
        popup.destroyed.connect(self._forget)
        self._popup = popup
        if self._counts is not None:
            popup.set_counts(self._counts)
        self.opening.emit()
        popup.show_below(self)

    def _forget(self) -> None:
        self._popup = None


class _Counted(QStyledItemDelegate):
    """The value as usual, its count faint at the right end."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        count = index.data(COUNT)
        if count is not None:
            place = QRectF(option.rect).adjusted(0, 0, -10, 0)
            draw_numbers(painter, place, show_number(count), "dense", "text3")


class PickList(QFrame):
    """The open list. Typing narrows it, arrows move, Enter chooses, Esc closes."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, options: Sequence[tuple[str, str]], current: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("card", "true")
        self.field = Field(name=t("households-pick"), compact=True)
        self.field.setPlaceholderText(t("households-pick"))
        self.list = QListWidget()
        self.list.setFont(fonts.font("dense"))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(parent.accessibleName())
        self.list.setItemDelegate(_Counted(self.list))
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.list)
        for value, word in options:
            item = QListWidgetItem(word, self.list)
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setSizeHint(QSize(0, ROW))
            if value == current:
                self.list.setCurrentItem(item)
        self.field.setVisible(len(options) > SHORT)
        self.field.textChanged.connect(self.narrow)
        for part in (self.field, self.list):
            part.installEventFilter(self)
        self.list.itemClicked.connect(self._choose)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """How many households each value would find; the first one lets all through."""
        for number in range(1, self.list.count()):
            item = self.list.item(number)
            item.setData(COUNT, counts.get(str(item.data(Qt.ItemDataRole.UserRole)), 0))

    def show_below(self, anchor: QWidget) -> None:
        """Open under the filter, wide enough for its longest word."""
        words = [self.list.item(i).text() for i in range(self.list.count())]
        wide = max(fonts.text_width(word, "dense") for word in words)
        is_long = self.list.count() > SHORT
        self.setFixedSize(
            min(max(round(wide) + 96, 200), 420),
            (50 if is_long else 18) + ROW * min(self.list.count(), SHOWN),
        )
        self.move(anchor.mapToGlobal(anchor.rect().bottomLeft()))
        self.show()
        (self.field if is_long else self.list).setFocus()

    def narrow(self, text: str) -> None:
        """Hide what does not hold the text; the first that does is the current one."""
        wanted = fold(text)
        first: QListWidgetItem | None = None
        for number in range(self.list.count()):
            item = self.list.item(number)
            item.setHidden(bool(wanted) and wanted not in fold(item.text()))
            if first is None and not item.isHidden():
                first = item
        if first is not None and wanted:
            self.list.setCurrentItem(first)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        is_ours = watched is self.field or watched is self.list
        if is_ours and isinstance(event, QKeyEvent) and _is_press(event):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentItem())
                return True
            if event.key() in _MOVES:
                self._move(_MOVES[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        number = self.list.currentRow() + step
        way = 1 if step > 0 else -1
        while 0 <= number < self.list.count() and self.list.item(number).isHidden():
            number += way
        if 0 <= number < self.list.count():
            self.list.setCurrentRow(number)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is None or item.isHidden():
            return
        value = str(item.data(Qt.ItemDataRole.UserRole))
        self.close()
        self.chosen.emit(value)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _is_press(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress


_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_PageUp: -10,
}
