"""The line above the cards of a sending page: what came of sealing, and the folder where the file lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.errors import AppError, Cancelled
from desktop.text import sentence, t
from desktop.ui.volumes import show_size
from desktop.ui.widgets import Button, Note


def what_next(*, goes_out: bool) -> str:
    """What to do with a sealed file: take the stick out, or hand the file over."""
    return t("exchange-pull-out") if goes_out else t("exchange-hand-over")


class WrittenNote(Note):
    """Hidden until something is told; with a folder it offers to open it."""

    def __init__(self) -> None:
        self.folder_button = Button(t("exchange-open-folder"), icon="folder-open", size="compact")
        super().__init__("err", "", "", self.folder_button)
        self._folder: Path | None = None
        self.folder_button.clicked.connect(lambda _=False: self._show_folder())
        self.hide()

    def tell(self, state: str, first: str, second: str = "", folder: Path | None = None) -> None:
        """Say what came of an act; `folder`: where it left a file."""
        self._folder = folder
        self.folder_button.setVisible(folder is not None)
        self.say(first, second, state)
        self.show()

    def sealed(self, first: str, path: Path, size: int, *, goes_out: bool) -> None:
        """A package lies in a file; a stick that goes out has no folder to be shown."""
        second = t("exchange-written-file", file=path.name, size=show_size(size))
        self.tell("ok", first, second, None if goes_out else path.parent)

    def not_sealed(self, first: str, error: AppError) -> None:
        """Nothing was sealed: stopped by hand, or why not."""
        if isinstance(error, Cancelled):
            self.tell("info", t("exchange-stopped"))
        else:
            self.tell("err", first, sentence(error))

    def refused(self, error: AppError) -> None:
        """An act was refused, and why."""
        self.tell("err", t("exchange-refused"), sentence(error))

    def _show_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
