"""The first question: make a book, open one, restore a backup, or practise."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.text import t
from desktop.ui.start.options import Option, Options
from desktop.ui.start.question import Question

BOOK_FILES = "*.rasoat-book"


class BeginQuestion(Question):
    """What to begin with; `answer()` is "new", "open", "restore" or "practice"."""

    def __init__(self) -> None:
        super().__init__(t("start-begin-title"), t("start-begin-lead"))
        self.options = Options(
            [
                Option(value, t(f"start-begin-{value}"), t(f"start-begin-{value}-means"))
                for value in ("new", "open", "restore", "practice")
            ],
            t("start-begin-title"),
        )
        self.options.setMaximumWidth(640)
        self.main.addWidget(self.options)
        self.main.addStretch(1)
        self.options.chosen.connect(self._on_chosen)
        self._on_chosen(self.answer())

    def answer(self) -> str:
        """What was chosen."""
        return self.options.value()

    def _on_chosen(self, value: str) -> None:
        self.verb = t(f"start-begin-{value}-verb")
        self.changed.emit()

    def focus_first(self) -> None:
        self.options.table.setFocus()


def pick_file(parent: QWidget, title: str, files: str, near: Path | None = None) -> Path | None:
    """Ask for an existing file; None if nothing was chosen."""
    start = str(near.parent) if near is not None else ""
    name, _ = QFileDialog.getOpenFileName(parent, title, start, files)
    return Path(name) if name else None
