"""Packages that come to a commune: receipts are shown, then noted; cards go to the keys."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QDropEvent

from desktop.domain.answer import Heard
from desktop.errors import AppError
from desktop.exchange.letter import Kind
from desktop.services import answering, hearing
from desktop.services.answering import Answer
from desktop.services.arriving import KINDS
from desktop.services.changes import Changes
from desktop.services.examining import CARD, SHARE, Look, files_in, look
from desktop.services.proceeding import Done
from desktop.services.taken import Taken
from desktop.store.connection import Db
from desktop.store.packages import Package
from desktop.text import t
from desktop.ui.page import Desk


def _is_of_household(seen: Look, answer: Answer | None) -> bool:
    """Whether a household is handed over, or one of ours is answered."""
    kind = seen.header.letter.kind if seen.header else None
    answered = answer.report.kind if answer and answer.report else ""
    return Kind.HANDOVER in (kind, answered)


@dataclass(frozen=True, slots=True)
class _Noted:
    """What became of a receipt, and its answer as it lies in the book now."""

    taken: Taken
    answer: Answer | None

    @property
    def changes(self) -> Changes:
        return self.taken.changes


class Incoming(QObject):
    """`card(Path)`, `down(Path)` (a pack from above), `handed(Path)`
    (a household handed over, or the receipt to one), `planned(Path)` (the receipt to a plan), `answer(Answer, sender's name)`,
    `refused(AppError)`, `noted(Taken, bool)`: whether the answer asks for something and is shown
    again."""

    card = Signal(object)
    down = Signal(object)
    handed = Signal(object)
    planned = Signal(object)
    answer = Signal(object, str)
    refused = Signal(object)
    noted = Signal(object, bool)
    not_taken_over = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._seen: Look | None = None
        self.shown: Package | None = None
        self._answered: Package | None = None

    def open(self, path: Path, *others: Path) -> None:
        """Look at a file (a letter is unfolded, parts are joined); nothing is written."""

        def read(db: Db) -> tuple[Look, Answer | None]:
            seen = look(db, files_in([path, *others])[-1])
            return seen, answering.answer_in(db, seen) if seen.state == "receipt" else None

        self._desk.worker.run(read, lambda found: self._sort(*found), failed=self.refused.emit)

    def _sort(self, seen: Look, answer: Answer | None) -> None:
        self._seen = seen
        if seen.state == CARD:
            self.card.emit(seen.path)
        elif seen.header is not None and seen.header.letter.kind is Kind.STANDARD:
            self.down.emit(seen.path)
        elif seen.state == SHARE or _is_share(seen):
            self._desk.go("branch", seen.path)
        elif _is_of_household(seen, answer):
            self.handed.emit(seen.path)
        elif answer is not None and answer.report is not None and answer.report.kind == Kind.PLAN:
            self.planned.emit(seen.path)
        elif answer is None or seen.header is None:
            # A commune has nobody below it: reports are refused by `look`.
            self.refused.emit(seen.refusal or AppError())
        else:
            self._answered = answer.report
            self.answer.emit(answer, seen.header.letter.sender.name)

    def open_again(self, report: Package) -> None:
        """Show the receipt to a report of the log."""
        self._seen, self.shown = None, report
        upper = self._desk.office.upper_name
        self._desk.worker.run(
            lambda db: answering.answer_to(db, report),
            lambda found: self.answer.emit(found, upper) if found else None,
        )

    @property
    def path(self) -> Path | None:
        """The file that was looked at last, None for a line of the log."""
        return self._seen.path if self._seen else None

    def note(self) -> None:
        """Write the receipt that is shown beside the report it answers."""
        seen, now, by = self._seen, self._desk.now(), self._desk.by
        if seen is not None:
            report = self._answered

            def job(db: Db) -> _Noted:
                taken = hearing.take_receipt(db, seen, now=now, by=by)
                return _Noted(taken, answering.answer_to(db, report) if report else None)

            self._desk.worker.run(job, self._on_noted, failed=self.refused.emit)

    def settle(self, heard: Heard) -> None:
        """A remark was dealt with, or not after all; then the receipt is shown anew."""
        now, by, report = self._desk.now(), self._desk.by, self.shown
        verb = hearing.settle if heard.is_open else hearing.reopen
        self._desk.worker.run(
            lambda db: verb(db, heard.uid, now=now, by=by),
            lambda _: self.open_again(report) if report else None,
            failed=self.refused.emit,
        )

    def take_over(self) -> None:
        """The opinion that came becomes the answer in the procedure of its year."""
        now, by, report = self._desk.now(), self._desk.by, self.shown
        if report is None:
            return

        def taken_over(_: Done) -> None:
            self._desk.say(t("answers-taken-over", year=str(report.year)))
            self.open_again(report)

        self._desk.worker.run(
            lambda db: answering.take_over(db, report.year, now=now, by=by),
            taken_over,
            failed=self.not_taken_over.emit,
        )

    def _on_noted(self, done: _Noted) -> None:
        if done.taken.refusal is not None:
            self.refused.emit(done.taken.refusal)
            return
        asks = done.answer is not None and done.answer.asks
        if asks:
            self._seen, self.shown = None, self._answered
            self.answer.emit(done.answer, self._desk.office.upper_name)
        self.noted.emit(done.taken, asks)


def _is_share(seen: Look) -> bool:
    return seen.header is not None and seen.header.letter.kind is Kind.SHARE


def dropped(event: QDropEvent) -> list[Path]:
    """The packages, letters and parts among what is dropped on the page."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [file for file in files if file.suffix.lower() in KINDS]
