"""The files of a task: listed, added by button or by dropping them, saved out, taken off."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.domain.planning import Attachment
from desktop.rules.attachments import FILE_LIMIT, KINDS
from desktop.text import t
from desktop.ui.memory import recall_folder, remember
from desktop.ui.pages.inbox.drop import paths_in
from desktop.ui.pages.plan.typed import in_row
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Button, TableView, Text

FOLDER = "folder/evidence"
_ROW = 27


class FilesPanel(QWidget):
    """`added(paths)`, `removed(attachment)`, `saved(attachment, path)` when the hand asks for it."""

    added = Signal(list)
    removed = Signal(object)
    saved = Signal(object, object)

    def __init__(self, *, can_add: bool = True) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.setAcceptDrops(can_add)
        self.files: RowsModel[Attachment] = RowsModel(
            [
                Column("", lambda f: f.name, tip=lambda f: f.name),
                Column("", lambda f: size(f.size), kind="figures", width=70, ink="text3"),
                Column("", lambda _: t("plan-tasks-save-file"), kind="link", width=106),
            ],
            t("plan-tasks-files-table"),
        )
        self.view = TableView(self.files, head=0, row=_ROW)
        self.add = Button(
            t("plan-tasks-add-file"), icon="plus", key="Ctrl+O", size="compact", live=can_add
        )
        self.off = Button(t("plan-tasks-drop-file"), icon="trash", size="compact", kind="flat")
        self.hint = Text(_limits(), "small", "text3", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.view)
        buttons = in_row(self.add, self.off, None)
        column.addWidget(buttons)
        column.addWidget(self.hint)
        for widget in (buttons, self.hint):
            widget.setVisible(can_add)
        self.add.clicked.connect(lambda _=False: self.choose())
        self.off.clicked.connect(lambda _=False: self._take_off())
        self.view.followed.connect(self.choose_place)
        self.view.opened.connect(self.choose_place)

    def show_files(self, files: Sequence[Attachment]) -> None:
        """Show these."""
        self.files.set_rows(list(files))
        self.view.setVisible(bool(files))
        self.view.fit_height()
        self.off.setEnabled(bool(files))

    def choose(self) -> None:
        """Ask which files to add."""
        kinds = " ".join(f"*.{ending}" for ending in KINDS)
        names, _ = QFileDialog.getOpenFileNames(
            self, t("plan-tasks-add-title"), str(recall_folder(FOLDER)),
            t("plan-tasks-add-filter", kinds=kinds),
        )  # fmt: skip
        if names:
            remember(FOLDER, str(Path(names[0]).parent))
            self.added.emit([Path(name) for name in names])

    def choose_place(self, one: Attachment) -> None:
        """Ask where to save a file to; it is written there and nowhere opened."""
        start = str(recall_folder(FOLDER) / one.name)
        name, _ = QFileDialog.getSaveFileName(self, t("plan-tasks-save-file"), start)
        if name:
            remember(FOLDER, str(Path(name).parent))
            self.saved.emit(one, Path(name))

    def _take_off(self) -> None:
        one = self.view.record() or next(iter(self.files.rows), None)
        if isinstance(one, Attachment):
            self.removed.emit(one)

    # Dropping -----------------------------------------------------------------------------------
    def light(self, over: bool) -> None:
        """Show that letting go here adds files."""
        self.hint.set_ink("accent" if over else "text3")
        self.hint.setText(t("plan-tasks-let-go") if over else _limits())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if paths_in(event.mimeData()):
            event.acceptProposedAction()
            self.light(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802, ARG002
        self.light(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        self.light(False)
        if paths := paths_in(event.mimeData()):
            event.acceptProposedAction()
            self.added.emit(paths)


def _limits() -> str:
    return t("plan-tasks-file-hint", limit=str(FILE_LIMIT // 1_000_000))


def size(count: int) -> str:
    """Bytes in words: 812 KB, 2,4 MB."""
    if count >= 1_000_000:
        return f"{count / 1_000_000:.1f} MB".replace(".", ",")
    return f"{max(1, round(count / 1000))} KB"
