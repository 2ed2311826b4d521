"""Finds the household that asks: a field that searches, its hits under it, Enter takes one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.registering import Line
from desktop.text import t
from desktop.ui.head_word import head_word
from desktop.ui.pages.entry.queue_list import ROW, QueueList, Sheet
from desktop.ui.pages.entry.rove import ENTERS
from desktop.ui.widgets import SearchField, Text

SHOWN = 6


class Finder(QWidget):
    """`searched(text)` while one types, `chosen(Line)`, `newcomer(name)` at Ctrl+Insert."""

    searched = Signal(str)
    chosen = Signal(object)
    newcomer = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.field = _Field(self)
        self.list = QueueList()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nothing = Text("", "small", "text2", wrap=True)
        self._lines: Sequence[Line] = ()
        self._at = 0
        self._shown = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.field, self.list, self.nothing):
            column.addWidget(widget)
        self.field.searched.connect(self._on_search)
        self.list.opened.connect(self._on_opened)
        self.hide_hits()

    def hide_hits(self) -> None:
        """No hits under the field."""
        self._lines, self._at = (), 0
        self.list.hide()
        self.nothing.hide()

    def show_name(self, name: str) -> None:
        """The household that was chosen stands in the field."""
        self._shown = name
        self.field.setText(name)
        self.hide_hits()

    def show_found(self, lines: Sequence[Line]) -> None:
        """Hits of the search; the first one is meant."""
        if not self.field.text().strip():
            return
        self._lines, self._at = lines, 0
        shown = [
            Sheet(x.uid, x.number, f"{head_word(x.head_name)}, {x.village}", _mark(x))
            for x in lines
        ]
        self.list.show_sheets(shown, lines[0].uid if lines else "")
        self.list.setFixedHeight(min(max(len(lines), 1), SHOWN) * ROW)
        self.list.setVisible(bool(lines))
        self.nothing.setText(t("sheet-a-found-none", text=self.field.text().strip()))
        self.nothing.setVisible(not lines)

    def _on_search(self, text: str) -> None:
        if text == self._shown:
            return
        self._shown = ""
        if text:
            self.searched.emit(text)
        else:
            self.hide_hits()

    def move_hit(self, by: int) -> None:
        """Mean the hit below or above."""
        if self._lines:
            self._at = min(max(self._at + by, 0), len(self._lines) - 1)
            self.list.set_current(self._lines[self._at].uid)

    def take(self) -> bool:
        """Choose the hit that is meant; whether there was one."""
        if not self._lines:
            return False
        self.chosen.emit(self._lines[self._at])
        return True

    def _on_opened(self, uid: str) -> None:
        found = next((line for line in self._lines if line.uid == uid), None)
        if found is not None:
            self.chosen.emit(found)


class _Field(SearchField):
    """Arrows move among the hits, Enter takes one, Ctrl+Insert makes a household of the text."""

    def __init__(self, owner: Finder) -> None:
        super().__init__(t("sheet-a-find"), key="")
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        ways = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in ways:
            self._owner.move_hit(ways[Qt.Key(event.key())])
        elif event.key() in ENTERS and self._owner.take():
            return
        elif event.key() == Qt.Key.Key_Insert and self.text().strip():
            self._owner.newcomer.emit(self.text().strip())
        else:
            super().keyPressEvent(event)


def _mark(line: Line) -> str:
    return str(line.household_class or "none")
