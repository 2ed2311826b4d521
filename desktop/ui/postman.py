"""The postman of an open book: sends what is due while the window is open, and fetches when asked.

postman = postman_of(desk); postman.start()      # one for each worker; once a book is open
postman.send_due()                               # now, not only when the clock strikes
postman.fetch()                                  # → `received(Received)` or `failed(AppError)`

Each letter goes three ways: marked by the book's thread, sent aside without the book, noted by the
book's thread. Pages hear of it by the worker's `changed` with "mail".
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.errors import AppError
from desktop.exchange import letter_box, mail, post_office
from desktop.exchange.letter_box import Fetched
from desktop.exchange.post_office import Outcome
from desktop.services import arriving, fetching, mailing
from desktop.services.changes import Changes
from desktop.services.fetching import Reading, Received
from desktop.services.mailing import Box, Dispatch, Posted
from desktop.store import outbox
from desktop.store.connection import Db
from desktop.ui.page import Desk

EVERY = 30_000
"""Milliseconds between two looks for letters that are due."""


class Postman(QObject):
    """`received(Received)`, `failed(AppError)` answer `fetch`; `busy(bool)`: the line is in use."""

    received = Signal(object)
    failed = Signal(object)
    busy = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.worker)
        self.desk = desk
        self.is_sending = False
        self.is_fetching = False
        self._came: list[Received] = []
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.send_due)

    def start(self) -> None:
        """What an earlier run left on the line is unsure now; then look at once and every half minute."""
        now, by = self.desk.now(), self.desk.by

        def wake(db: Db) -> Box:
            mailing.wake(db, now=now, by=by)
            mailing.settle_answered(db, now=now, by=by)
            return mailing.box(db)

        self.desk.worker.run(wake, self._woken)
        self.desk.worker.changed.connect(self._on_changed)
        self.desk.worker.failed.connect(self._on_bug)

    def _on_changed(self, changes: Changes) -> None:
        """A receipt may have come for a report whose letter is in doubt."""
        now, by = self.desk.now(), self.desk.by
        if "package" in changes:
            self.desk.worker.run(lambda db: mailing.settle_answered(db, now=now, by=by))

    def _on_bug(self) -> None:
        """Something broke that should not have: do not wait for an answer that never comes."""
        self._set_sending(False)
        self._set_fetching(False)

    def _woken(self, box: Box) -> None:
        self.show_badge(box)
        self._timer.start()
        self.send_due()

    def show_badge(self, box: Box) -> None:
        """How many letters wait for a decision, at the rail."""
        self.desk.badge("exchange", box.count(outbox.UNSURE, outbox.REFUSED))

    # Sending ----------------------------------------------------------------------------------
    def send_due(self) -> None:
        """Send every letter that is due, one after the other."""
        if self.is_sending:
            return
        self._set_sending(True)
        now = self.desk.now()
        self.desk.worker.run(lambda db: mailing.begin(db, now=now), self._begun, failed=self._stop)

    def _begun(self, job: Dispatch | None) -> None:
        if job is None:
            self._set_sending(False)
            return

        def send() -> Outcome:
            return post_office.send(job.account, job.draft.to, mail.compose(job.draft))

        self.desk.worker.run_aside(send, lambda outcome: self._sent(job.uid, outcome))

    def _sent(self, uid: str, outcome: Outcome) -> None:
        now, by = self.desk.now(), self.desk.by

        def note(db: Db) -> tuple[Posted, Box]:
            return Posted(letters=[mailing.note(db, uid, outcome, now=now, by=by)]), mailing.box(db)

        self.desk.worker.run(note, self._noted, failed=self._stop)

    def _noted(self, found: tuple[Posted, Box]) -> None:
        posted, box = found
        self.show_badge(box)
        self.desk.worker.changed.emit(posted.changes)
        self._set_sending(False)
        self.send_due()

    def _stop(self, error: AppError) -> None:
        self._set_sending(False)
        self.failed.emit(error)

    def _set_sending(self, on: bool) -> None:
        self.is_sending = on
        self.busy.emit(self.is_sending or self.is_fetching)

    # Fetching ---------------------------------------------------------------------------------
    def fetch(self) -> None:
        """Fetch all new letters of ours; their files lie among the arrivals then."""
        if self.is_fetching:
            return
        self._set_fetching(True)
        self._came = []
        self._fetch_more()

    def _fetch_more(self) -> None:
        self.desk.worker.run(fetching.reading, self._reading, failed=self._not_fetched)

    def _reading(self, reading: Reading) -> None:
        self.desk.worker.run_aside(
            lambda: letter_box.fetch(reading.account, reading.mark),
            lambda fetched: self._fetched(reading, fetched),
        )

    def _fetched(self, reading: Reading, fetched: Fetched) -> None:
        now = self.desk.now()
        self.desk.worker.run(
            lambda db: fetching.keep(db, reading, fetched, arriving.arrivals(), now=now),
            self._kept,
            failed=self._not_fetched,
        )

    def _kept(self, one: Received) -> None:
        self._came.append(one)
        if one.more:
            self._fetch_more()
            return
        self._set_fetching(False)
        self.received.emit(
            Received(
                outcome=one.outcome,
                files=tuple(f for c in self._came for f in c.files),
                known=sum(c.known for c in self._came),
                refused=tuple(r for c in self._came for r in c.refused),
            )
        )

    def _not_fetched(self, error: AppError) -> None:
        self._set_fetching(False)
        self.failed.emit(error)

    def _set_fetching(self, on: bool) -> None:
        self.is_fetching = on
        self.busy.emit(self.is_sending or self.is_fetching)


def postman_of(desk: Desk) -> Postman:
    """The postman of the worker at hand."""
    found = desk.worker.findChild(Postman)
    return found if isinstance(found, Postman) else Postman(desk)
