"""A field that finds a village or commune by a part of its name, without tones."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from desktop.domain.vietnamese import fold

_FOLDED = Qt.ItemDataRole.UserRole
_CODE = Qt.ItemDataRole.UserRole + 1


class _Folding(QCompleter):
    """Compares folded text with the folded names."""

    def splitPath(self, path: str) -> list[str]:  # noqa: N802
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:  # noqa: N802
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class UnitField(QLineEdit):
    """Empty means all. `chosen(code)` at a choice by hand; Esc empties it."""

    chosen = Signal(str)

    def __init__(self, all_word: str, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(all_word)
        self.setAccessibleName(name)
        self.setProperty("compact", "true")
        self.setClearButtonEnabled(True)
        self.setFixedWidth(190)
        self._code = ""
        self._names: Mapping[str, str] = {}
        self._items = QStandardItemModel(self)
        self._completer = _Folding(self._items, self)
        self._completer.setCompletionRole(_FOLDED)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setMaxVisibleItems(12)
        if (popup := self._completer.popup()) is not None:
            popup.setAccessibleName(name)
        self.setCompleter(self._completer)
        self._completer.activated.connect(self._on_edited)  # with the name as it stands there
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._take_first)
        self.textChanged.connect(lambda text: None if text else self._choose(""))

    def set_units(self, names: Mapping[str, str]) -> None:
        """Offer these units; a choice that is no longer there falls back to all."""
        self._names = names
        self._items.clear()
        for code, name in names.items():
            item = QStandardItem(name)
            item.setData(fold(name), _FOLDED)
            item.setData(code, _CODE)
            self._items.appendRow(item)
        if self._code and self._code not in names:
            self._code = ""
            self.clear()

    def set_value(self, code: str) -> None:
        """Show a choice; says nothing."""
        self._code = code
        self.setText(self._names.get(code, ""))

    def value(self) -> str:
        """The code chosen, "" for all."""
        return self._code

    def _on_edited(self, text: str) -> None:
        found = next((code for code, name in self._names.items() if fold(name) == fold(text)), None)
        if text and found is not None:
            self._choose(found)

    def _take_first(self) -> None:
        words = fold(self.text())
        found = next(
            (code for code, name in self._names.items() if words and words in fold(name)), None
        )
        if found is not None:
            self.setText(self._names[found])
            self._choose(found)

    def _choose(self, code: str) -> None:
        if code != self._code:
            self._code = code
            self.chosen.emit(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)
