"""The list that was written last, and how it is taken out of the book again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.errors import AppError
from desktop.services import reading
from desktop.services.reading import ListPlan, Written
from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.pages.read_list.telling import told
from desktop.ui.widgets import Button, Note


class LastRead(QObject):
    """Keeps what was written until it is undone; `undone(file)` once it is, `failed(Note)` else."""

    undone = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._written: Written | None = None
        self._file, self._households = "", 0

    def keep(self, plan: ListPlan, written: Written) -> None:
        """A list was written: say so, and how to take it back."""
        if not written.act_uid:
            return
        self._written, self._file = written, plan.path.name
        self._households = reading.result_of(plan).households
        words = t("read-list-said", file=self._file, households=self._households)
        self._desk.say(words, self._on_said)

    def note(self) -> Note | None:
        """That it can still be undone; None without one."""
        if self._written is None:
            return None
        button = Button(t("read-list-undo"), icon="arrow-back-up", size="compact")
        button.clicked.connect(self.undo)
        words = t("read-list-last", file=self._file, households=self._households)
        return Note("info", words, "", button)

    def undo(self) -> bool:
        """Take it out of the book again; False where there is nothing to take out."""
        written, now, by = self._written, self._desk.now(), self._desk.by
        if written is None:
            return False
        self._desk.worker.run(
            lambda db: reading.take_back(db, written, now=now, by=by),
            lambda _: self._on_undone(),
            failed=self._on_failed,
        )
        return True

    def _on_said(self) -> None:
        self.undo()

    def _on_undone(self) -> None:
        self._written = None
        self._desk.say(t("read-list-undone", file=self._file))
        self.undone.emit(self._file)

    def _on_failed(self, error: AppError) -> None:
        self.failed.emit(Note("err", t("read-list-not-undone"), told(error)))
