"""What the buttons of the inbox do: ask for the receipts' folder once, decide on the worker, tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.errors import AppError
from desktop.services import judging, looking
from desktop.services.changes import Changes, Tick
from desktop.services.checking import Check
from desktop.services.judging import AllJudged, Judged
from desktop.services.looking import Glance
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.page import Desk
from desktop.ui.pages.inbox.tray import Tray
from desktop.ui.widgets.job_bar import JobBar

ChooseFolder = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class _Done:
    """A decision with fresh glances at what else lies there of the same senders."""

    judged: Judged
    glances: list[Glance]

    @property
    def changes(self) -> Changes:
        return self.judged.changes


@dataclass(frozen=True, slots=True)
class _AllDone:
    judged: AllJudged
    glances: list[Glance]

    @property
    def changes(self) -> Changes:
        return self.judged.changes


class Decisions(QObject):
    """`told` (state, first, second) is for the page's note, `said` for the status line.

    `receipts` is where receipts go, None until it was asked; `choose_folder` asks (title, start).
    """

    told = Signal(str, str, str)
    said = Signal(str)
    receipts_changed = Signal(object)

    def __init__(self, desk: Desk, tray: Tray, job_bar: JobBar, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._tray, self._job_bar, self._window = desk, tray, job_bar, window
        self.receipts: Path | None = None
        self.choose_folder: ChooseFolder = self._ask_folder

    def _ask_folder(self, title: str, start: str) -> str:
        return QFileDialog.getExistingDirectory(self._window, title, start)

    # Where receipts go ------------------------------------------------------------------------
    def ask_receipts(self, start: Path | None = None) -> bool:
        """Let the user choose where receipts go; whether they did."""
        begin = str(start or self.receipts or "")
        chosen = self.choose_folder(t("inbox-receipts-folder"), begin)
        if not chosen:
            return False
        self.receipts = folder = Path(chosen)
        self.receipts_changed.emit(folder)
        self._desk.worker.run(lambda db: judging.keep_folder(db, judging.RECEIPTS, folder))
        return True

    def open_receipts(self) -> None:
        """Show the receipts' folder in the file manager."""
        if self.receipts is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.receipts)))

    def _has_receipts(self, beside: Path) -> bool:
        """A receipt goes home on the stick that brought the report: its folder is proposed."""
        if self.receipts is not None or self.ask_receipts(beside.parent):
            return True
        self.told.emit("info", t("inbox-receipts-missing"), "")
        return False

    # One package ------------------------------------------------------------------------------
    def accept(self, glance: Glance) -> None:
        """Take it in, or write its receipt again."""
        if self._has_receipts(glance.path):
            receipts, now, by = self.receipts, self._desk.now(), self._desk.by
            self._decide(
                glance,
                lambda db: judging.accept(db, glance.path, receipts=receipts, now=now, by=by),
            )

    def hold(self, glance: Glance) -> None:
        """Keep it in the log until somebody knows more."""
        now, by = self._desk.now(), self._desk.by
        self._decide(glance, lambda db: judging.hold(db, glance.path, now=now, by=by))

    def give_back(self, glance: Glance, reason: str, findings: Sequence[Check]) -> None:
        """Return it with the reason."""
        if self._has_receipts(glance.path):
            receipts, now, by = self.receipts, self._desk.now(), self._desk.by
            self._decide(
                glance,
                lambda db: judging.give_back(
                    db, glance.path, reason, findings=findings, receipts=receipts, now=now, by=by
                ),
            )

    def _decide(self, glance: Glance, verb: Callable[[Db], Judged]) -> None:
        now, paths = self._desk.now(), self._paths_of({glance.sender})

        def job(db: Db) -> _Done:
            judged = verb(db)
            return _Done(judged, looking.glance_all(db, paths, now=now))

        self._desk.worker.run(job, self._on_done, failed=self._on_failed)

    def _paths_of(self, senders: set[str]) -> list[Path]:
        return [g.path for g in self._tray.glances if g.sender in senders]

    def _on_done(self, done: _Done) -> None:
        judged = done.judged
        self._tray.put(done.glances)
        if judged.refusal is not None:
            self.told.emit("err", t("inbox-refused"), sentence(judged.refusal))
            return
        words = t(f"inbox-done-{judged.verdict}", sender=judged.sender, number=str(judged.number))
        if judged.trouble is not None:
            self.told.emit("warn", t("inbox-trouble"), f"{words} {sentence(judged.trouble)}")
            return
        self.told.emit("", "", "")
        self.said.emit(f"{words} {_receipt_words(judged)}".strip())

    def _on_failed(self, error: AppError) -> None:
        self.told.emit("err", sentence(error), "")

    # All clean ones ---------------------------------------------------------------------------
    def accept_all(self, glances: Sequence[Glance]) -> None:
        """Take in all of these, one after the other, with progress; stopping keeps what is in."""
        if not glances or not self._has_receipts(glances[0].path):
            return
        receipts, now, by = self.receipts, self._desk.now(), self._desk.by
        files = [g.path for g in glances]
        others = self._paths_of({g.sender for g in glances})

        def job(db: Db, tick: Tick) -> _AllDone:
            judged = judging.accept_all(db, files, receipts=receipts, now=now, by=by, tick=tick)
            return _AllDone(judged, looking.glance_all(db, others, now=now))

        self._job_bar.run(job, self._on_all_done, failed=self._on_failed)

    def _on_all_done(self, done: _AllDone) -> None:
        judged = done.judged
        self._tray.put(done.glances)
        count = len(judged.accepted)
        key = "inbox-done-all-stopped" if judged.stopped else "inbox-done-all"
        words = t(key, count=count)
        if judged.failed:
            more = t("inbox-done-some-failed", count=len(judged.failed))
            problem = judged.failed[0].refusal or judged.failed[0].trouble
            self.told.emit("warn", f"{words} {more}", sentence(problem) if problem else "")
            return
        self.told.emit("", "", "")
        folder = t("inbox-receipts", folder=str(self.receipts)) if count else ""
        self.said.emit(f"{words} {folder}".strip())


def _receipt_words(judged: Judged) -> str:
    if judged.receipt is None:
        return ""
    return t("inbox-done-receipt", file=judged.receipt.name, folder=str(judged.receipt.parent))
