"""A filter with many values (villages, ethnic groups, communes): its list can be searched."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.domain.vietnamese import fold
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.widgets import FilterButton
from desktop.ui.widgets.fields import Field

MENU_MOST = 9
"""Up to so many values a plain menu is quicker."""
ROW, SHOWN = 28, 11


class PickFilter(FilterButton):
    """As FilterButton; a long list opens with a field above it that searches without tones."""

    def _open(self) -> None:
        if len(self._options) <= MENU_MOST:
            super()._open()
            return
        popup = PickList(self, self._options, self._value)
        popup.chosen.connect(self.set_value)
        popup.show_below(self)


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
        self.field.textChanged.connect(self.narrow)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._choose)

    def show_below(self, anchor: QWidget) -> None:
        """Open under the filter, wide enough for its longest word."""
        words = [self.list.item(i).text() for i in range(self.list.count())]
        wide = max(fonts.text_width(word, "dense") for word in words)
        self.setFixedSize(
            min(max(round(wide) + 52, 200), 340), 50 + ROW * min(self.list.count(), SHOWN)
        )
        self.move(anchor.mapToGlobal(anchor.rect().bottomLeft()))
        self.show()
        self.field.setFocus()

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
        if watched is self.field and isinstance(event, QKeyEvent) and _is_press(event):
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


def _is_press(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress


_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_PageUp: -10,
}
