"""A field that finds one household among many as one types: a part of its name, without tones, or its number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter

from desktop.domain.vietnamese import fold
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.widgets import Field

_FOLDED = Qt.ItemDataRole.UserRole
SHOWN, ROW, WIDTH = 8, 26, 320
"""Households that the list under the field shows at once, how high each is, how wide the list."""


class _Finder(QCompleter):
    """Finds words anywhere in a line, with or without their tones."""

    def splitPath(self, path: str) -> list[str]:  # noqa: N802
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:  # noqa: N802
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class Pick(Field):
    """(value, words) pairs to choose from; what is typed must lead to exactly one of them."""

    def __init__(self, options: Sequence[tuple[str, str]], *, name: str = "") -> None:
        super().__init__(name=name, compact=True)
        self._options = tuple(options)
        self.setPlaceholderText(t("process-pick-hint"))
        model = QStandardItemModel(self)
        for _, words in self._options:
            item = QStandardItem(words)
            item.setData(fold(words), _FOLDED)
            item.setSizeHint(QSize(0, ROW))
            model.appendRow(item)
        finder = _Finder(model, self)
        finder.setCompletionRole(_FOLDED)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setMaxVisibleItems(SHOWN)
        if (offered := finder.popup()) is not None:
            offered.setFont(fonts.font("body"))
            offered.setMinimumWidth(WIDTH)
            offered.setAccessibleName(name)
        self.setCompleter(finder)

    def value(self) -> str:
        """The value that the text leads to, "" for none or for more than one."""
        typed = fold(self.text())
        if not typed:
            return ""
        exact = [v for v, words in self._options if fold(words) == typed]
        by_number = [v for v, words in self._options if typed in fold(words).split(" · ")]
        some = [v for v, words in self._options if typed in fold(words)]
        found = exact or (by_number if len(by_number) == 1 else some)
        return found[0] if len(found) == 1 else ""

    def set_value(self, value: str) -> None:
        """Write the words of a value."""
        words = dict(self._options).get(value)
        if words is not None:
            self.setText(words)
            self.setCursorPosition(0)

    def event(self, event: QEvent) -> bool:
        """Down with nothing typed shows the whole list."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and not self.text()
        ):
            self.completer().setCompletionPrefix("")
            self.completer().complete()
            return True
        return super().event(event)
