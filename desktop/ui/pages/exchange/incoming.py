"""Packages that come to a commune: receipts are shown, then noted; cards go to the keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.errors import AppError
from desktop.services import answering
from desktop.services.answering import Answer
from desktop.services.examining import CARD, Look, look
from desktop.services.receiving import Taken, take_receipt
from desktop.store.connection import Db
from desktop.store.packages import Package
from desktop.ui.page import Desk


class Incoming(QObject):
    """`card(Path)`, `answer(Answer, sender's name)`, `refused(AppError)`, `noted(Taken)`."""

    card = Signal(object)
    answer = Signal(object, str)
    refused = Signal(object)
    noted = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._seen: Look | None = None

    def open(self, path: Path) -> None:
        """Look at a file; nothing is written."""

        def read(db: Db) -> tuple[Look, Answer | None]:
            seen = look(db, path)
            return seen, answering.answer_in(db, seen) if seen.state == "receipt" else None

        self._desk.worker.run(read, lambda found: self._sort(*found), failed=self.refused.emit)

    def _sort(self, seen: Look, answer: Answer | None) -> None:
        self._seen = seen
        if seen.state == CARD:
            self.card.emit(seen.path)
        elif answer is None or seen.header is None:
            # A commune has nobody below it: reports are refused by `look`.
            self.refused.emit(seen.refusal or AppError())
        else:
            self.answer.emit(answer, seen.header.letter.sender.name)

    def open_again(self, report: Package) -> None:
        """Show the receipt to a report of the log."""
        self._seen = None
        upper = self._desk.office.upper_name
        self._desk.worker.run(
            lambda db: answering.answer_to(db, report),
            lambda found: self.answer.emit(found, upper) if found else None,
        )

    def note(self) -> None:
        """Write the receipt that is shown beside the report it answers."""
        seen, now, by = self._seen, self._desk.now(), self._desk.by
        if seen is not None:
            self._desk.worker.run(
                lambda db: take_receipt(db, seen, now=now, by=by),
                self._on_noted,
                failed=self.refused.emit,
            )

    def _on_noted(self, taken: Taken) -> None:
        if taken.refusal is not None:
            self.refused.emit(taken.refusal)
        else:
            self.noted.emit(taken)
