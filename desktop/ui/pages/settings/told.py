"""A remark at the lower end of a card, with the card's margins, there only while it says something."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import AppError
from desktop.text import sentence
from desktop.ui.start.question import two_parts
from desktop.ui.widgets import Note


class Told(QWidget):
    """`say(state, first, second)`, `fail(error)`, `hide()`; `words()` is what stands there."""

    def __init__(self, *, top: int = 0) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._note = Note("ok", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, top, 14, 12)
        column.addWidget(self._note)
        self.hide()

    def say(self, state: str, first: str, second: str = "") -> None:
        """Show a remark in place of the one before."""
        self._note.say(first, second, state)
        self.show()

    def fail(self, error: AppError) -> None:
        """What happened, what to do."""
        self.say("err", *two_parts(sentence(error)))

    def words(self) -> str:
        """What stands there, "" while hidden."""
        return "" if self.isHidden() else self._note.accessibleName()
