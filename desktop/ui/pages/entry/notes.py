"""What the page has to say above the sheet: one note at a time, gone when it is settled."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.text import t
from desktop.ui.widgets import Button, Note

TROUBLE = "trouble"


class Notes(QWidget):
    """Room for one note under the head; without one it takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 0, 16, 8)
        self._note: Note | None = None
        self._name = ""
        self.hide()

    @property
    def text(self) -> str:
        """What it says now."""
        return self._note.accessibleName() if self._note else ""

    def tell(
        self, state: str, first: str, second: str = "", *buttons: Button, name: str = ""
    ) -> None:
        """Say something; `name` is what `forget` calls it by."""
        self.clear()
        close = Button(t("entry-close"), kind="flat", size="compact")
        self._note = Note(state, first, second, *buttons, close)
        close.clicked.connect(self.clear)
        self._name = name
        self._column.addWidget(self._note)
        self.show()

    def forget(self, name: str) -> None:
        """Take this note away, if it is the one that stands there."""
        if self._name == name:
            self.clear()

    def next_sheet(self) -> None:
        """Another sheet comes: what was said of the last one goes, but not that it was not written."""
        if self._name != TROUBLE:
            self.clear()

    def clear(self) -> None:
        """Say nothing."""
        if self._note is not None:
            self._note.hide()
            self._note.deleteLater()
        self._note, self._name = None, ""
        self.hide()
