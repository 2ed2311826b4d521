"""What the buttons of the inbox do: ask for the receipts' folder once, decide on the worker, tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.answer import Said
from desktop.errors import AppError
from desktop.services import judging, looking
from desktop.services.changes import Changes, Tick
from desktop.services.checking import Check
from desktop.services.judging import AllJudged, Judged
from desktop.services.looking import Glance
from desktop.store.connection import Db
from desktop.store.packages import Package
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
    again: bool = False

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
    `sticks` tells which media can be pulled out: a receipt goes home on the one that brought it.
    """

    told = Signal(str, str, str)
    said = Signal(str)
    receipts_changed = Signal(object)

    def __init__(self, desk: Desk, tray: Tray, job_bar: JobBar, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._tray, self._job_bar, self._window = desk, tray, job_bar, window
        self.receipts: Path | None = None
        self.sticks: Callable[[], Sequence[Path]] = list
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

    def _home(self, path: Path) -> Path | None:
        """Where the receipt of a file goes: beside it on its stick, else into the folder chosen."""
        return path.parent if self._goes_home(path) else self.receipts

    def _goes_home(self, path: Path) -> bool:
        return any(path.is_relative_to(root) for root in self.sticks())

    def _has_receipts(self, beside: Path) -> bool:
        """Whether a receipt can be written; the folder is asked for once, and proposed."""
        if self._goes_home(beside) or self.receipts is not None or self.ask_receipts(beside.parent):
            return True
        self.told.emit("info", t("inbox-receipts-missing"), "")
        return False

    # One package ------------------------------------------------------------------------------
    def accept(self, glance: Glance, said: Said | None = None) -> None:
        """Take it in with the opinion, or write its receipt again."""
        if self._has_receipts(glance.path):
            receipts, now, by = self._home(glance.path), self._desk.now(), self._desk.by
            self._decide(
                glance,
                lambda db: judging.accept(
                    db, glance.path, receipts=receipts, said=said, now=now, by=by
                ),
            )

    def hold(self, glance: Glance) -> None:
        """Keep it in the log until somebody knows more."""
        now, by = self._desk.now(), self._desk.by
        self._decide(glance, lambda db: judging.hold(db, glance.path, now=now, by=by))

    def answer_again(self, report: Package, said: Said) -> None:
        """A receipt again with what is said by now; the file need not be at hand."""
        if not self._has_receipts(Path(report.file_name)):
            return
        receipts, now, by = self.receipts, self._desk.now(), self._desk.by
        assert receipts is not None

        def job(db: Db) -> _Done:
            judged = judging.answer_again(db, report, said, receipts=receipts, now=now, by=by)
            return _Done(judged, [], again=True)

        self._desk.worker.run(job, self._on_done, failed=self._on_failed)

    def give_back(self, glance: Glance, said: Said, findings: Sequence[Check]) -> None:
        """Return it with the reason, and the letter that says it if there is one."""
        if self._has_receipts(glance.path):
            receipts, now, by = self._home(glance.path), self._desk.now(), self._desk.by
            self._decide(
                glance,
                lambda db: judging.give_back(
                    db,
                    glance.path,
                    said.text,
                    findings=findings,
                    said=said,
                    receipts=receipts,
                    now=now,
                    by=by,
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
        if done.glances:
            self._tray.put(done.glances)
        if judged.refusal is not None:
            self.told.emit("err", t("inbox-refused"), sentence(judged.refusal))
            return
        key = "answers-done-again" if done.again else f"inbox-done-{judged.verdict}"
        words = t(key, sender=judged.sender, number=str(judged.number))
        if judged.trouble is not None:
            self.told.emit("warn", t("inbox-trouble"), f"{words} {sentence(judged.trouble)}")
            return
        if judged.receipt and self._goes_home(judged.receipt):
            # Whoever stands beside the stick waits for these words: they stay in the page.
            self.told.emit("ok", f"{words} {t('exchange-pull-out')}", _receipt_words(judged))
            return
        self.told.emit("", "", "")
        self.said.emit(" ".join(filter(None, (words, _receipt_words(judged)))))

    def _on_failed(self, error: AppError) -> None:
        self.told.emit("err", sentence(error), "")

    # All clean ones ---------------------------------------------------------------------------
    def accept_all(self, glances: Sequence[Glance]) -> None:
        """Take in all of these, one after the other, with progress; stopping keeps what is in."""
        files = [g.path for g in glances]
        away = [path for path in files if not self._goes_home(path)]
        if not glances or (away and not self._has_receipts(away[0])):
            return
        receipts, now, by = self.receipts, self._desk.now(), self._desk.by
        homes = {path: path.parent for path in files if path not in away}
        others = self._paths_of({g.sender for g in glances})

        def job(db: Db, tick: Tick) -> _AllDone:
            judged = judging.accept_all(
                db, files, receipts=receipts, homes=homes, now=now, by=by, tick=tick
            )
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
        written = [j.receipt for j in judged.accepted if j.receipt]
        if written and all(map(self._goes_home, written)):
            out = t("exchange-pull-out")
            self.told.emit("ok", f"{words} {out}", t("sticks-receipts-home"))
            return
        self.told.emit("", "", "")
        if written:
            place = t("inbox-receipts", folder=str(self.receipts or written[0].parent))
            words = f"{words} {place}"
        self.said.emit(words)


def _receipt_words(judged: Judged) -> str:
    if judged.receipt is None:
        return ""
    return t("inbox-done-receipt", file=judged.receipt.name, folder=str(judged.receipt.parent))
