"""Keeps the newest typing on the disk: when a field is left, soon within it, and with each sheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.errors import AppError
from desktop.services.keying import Scratch
from desktop.services.reviewing import Saved
from desktop.ui.page import Desk
from desktop.ui.pages.entry.source import Source
from desktop.ui.pages.entry.state import Keying, differs, rebase, scratch

PAUSE = 400
"""Milliseconds from a change to its way to the disk: less than half a second, whatever is typed."""


class Keeper(QObject):
    """One sheet at a time. `kept` gives the moment at which all typed so far was on the disk;
    `failed(Keying, AppError, bool)` what could not be written, and whether it was being put down:
    nothing of it is lost here."""

    kept = Signal(object)
    failed = Signal(object, object, bool)

    def __init__(self, desk: Desk, source: Source) -> None:
        super().__init__()
        self._desk, self._source = desk, source
        self._newest: Keying | None = None
        self._kept: Keying | None = None
        self._place = ""
        self._has_scratch = False
        self._busy = self._hurried = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._keep)
        # A bug in a job tells only the worker: what is typed next must go to the disk all the same.
        desk.worker.failed.connect(self._on_bug)

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that the book does not hold as a draft yet."""
        if self._newest is None or self._kept is None:
            return False
        return self._has_scratch or differs(self._newest, self._kept)

    def take_up(self, state: Keying, place: str, *, resumed: bool = False) -> None:
        """Another sheet comes to the hand; a `resumed` one is on the disk as scratch only."""
        self._timer.stop()
        self._newest = self._kept = state
        self._place, self._has_scratch = place, resumed

    def touch(self, state: Keying, place: str) -> None:
        """The sheet as it is typed now; the newest state is what goes to the disk."""
        self._newest, self._place = state, place
        if not self._timer.isActive() and not self._busy:
            self._timer.start()

    def hurry(self) -> None:
        """A field is left: what was typed in it goes to the disk now, not after the pause."""
        if self._busy:
            self._hurried = True
        elif self._timer.isActive():
            self._timer.stop()
            self._keep()

    def _keep(self) -> None:
        state = self._newest
        if self._busy or state is None or self._kept is None or not differs(state, self._kept):
            return
        self._busy = True
        year = state.sheet.year
        record = self._scratch(state)
        self._desk.worker.run(
            lambda db: self._source.keep(db, record, year),
            lambda _: self._on_kept(state),
            failed=lambda error: self._on_not_kept(state, error),
        )

    def _scratch(self, state: Keying) -> Scratch:
        return scratch(state, self._place, self._desk.now())

    def _on_kept(self, state: Keying) -> None:
        self._busy, hurried = False, self._hurried
        self._hurried = False
        newest = self._newest
        if newest is None or newest.uid != state.uid:
            return
        self._has_scratch, self._kept = True, state
        self.kept.emit(self._desk.now())
        if differs(newest, state):
            self._keep() if hurried else self._timer.start()

    def _on_not_kept(self, state: Keying, error: AppError) -> None:
        self._busy = False
        self.failed.emit(state, error, False)

    def _on_bug(self, _error: object) -> None:
        self._busy = False

    def put_down(
        self,
        state: Keying,
        *,
        complete: bool = False,
        later: bool = False,
        done: Callable[[Saved], None] | None = None,
    ) -> None:
        """Write the sheet into the book as a draft, or complete; it is the worker's next job."""
        self._timer.stop()
        record, year = self._scratch(state), state.sheet.year
        now, by = self._desk.now(), self._desk.by

        def landed(saved: Saved) -> None:
            self._on_put_down(state, saved)
            if done is not None:
                done(saved)

        self._desk.worker.run(
            lambda db: self._source.put_down(
                db, record, year, complete=complete, later=later, now=now, by=by
            ),
            landed,
            failed=lambda error: self.failed.emit(state, error, True),
        )

    def _on_put_down(self, state: Keying, saved: Saved) -> None:
        newest = self._newest
        if newest is not None and newest.uid == state.uid:
            self._kept = rebase(state, saved.household, saved.review)
            self._newest = rebase(newest, saved.household, saved.review)
            self._has_scratch = False
            if differs(self._newest, self._kept):
                self._timer.start()
        self.kept.emit(self._desk.now())
