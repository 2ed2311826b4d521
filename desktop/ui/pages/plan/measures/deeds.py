"""What the part does to the book: measures written, changed, taken out, households registered, kinds kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.domain.planning import Measure, MeasureState
from desktop.errors import AppError
from desktop.services.planning import measure_kinds, measuring
from desktop.services.planning.measure_kinds import KindList
from desktop.services.planning.measuring import Done, MeasureWish
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui.page import Desk


class MeasureDeeds(QObject):
    """`done(is_of_form)` after a deed, `failed(AppError)` where it could not be; each can be undone
    from the status line."""

    done = Signal(bool)
    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def record(self, wish: MeasureWish) -> None:
        """Write what the form wants."""
        now, by = self._desk.now(), self._desk.by

        def job(db: Db) -> Done:
            planned = measuring.plan(db, wish, today=now.astimezone().date())
            return measuring.do(db, planned, now=now, by=by)

        self._run(job, _counted("recorded"), of_form=True)

    def save(self, measure: Measure) -> None:
        """Write a measure as the form has it."""
        now, by = self._desk.now(), self._desk.by
        self._run(
            lambda db: measuring.change(db, [measure], now=now, by=by),
            _counted("saved"),
            of_form=True,
        )

    def set_state(self, uids: Sequence[str], state: str) -> None:
        """Bring measures into a state."""
        now, by, wanted = self._desk.now(), self._desk.by, MeasureState(state)

        def words(done: Done) -> str:
            said = t(
                "plan-measures-said-changed", count=done.count, state=t(f"measure-state-{state}")
            )
            left = len(uids) - done.count
            return f"{said} {t('plan-measures-said-left', count=left)}" if left else said

        self._run(lambda db: measuring.set_state(db, uids, wanted, now=now, by=by), words)

    def remove(self, uids: Sequence[str]) -> None:
        """Take measures out."""
        now, by = self._desk.now(), self._desk.by
        self._run(lambda db: measuring.remove(db, uids, now=now, by=by), _counted("removed"))

    def mark(self, uids: Sequence[str], year: int, *, planned: bool, of_form: bool = False) -> None:
        """Register households to leave poverty in a year, or no more."""
        now, by = self._desk.now(), self._desk.by
        self._run(
            lambda db: measuring.plan_escape(db, year, uids, planned, now=now, by=by),
            _counted("marked" if planned else "unmarked", year=str(year)), of_form=of_form,
        )  # fmt: skip

    def _run(
        self, job: Callable[[Db], Done], words: Callable[[Done], str], *, of_form: bool = False
    ) -> None:
        def tell(result: Done) -> None:
            self.done.emit(of_form)
            undo = (lambda: self._put_back(result)) if result.act_uid else None
            text = words(result) if result.count else t("plan-measures-said-nothing")
            self._desk.say(text, undo)

        self._desk.worker.run(job, tell, failed=self._fail)

    def _put_back(self, done: Done) -> None:
        now, by = self._desk.now(), self._desk.by
        self._desk.worker.run(
            lambda db: measuring.put_back(db, done.act_uid, now=now, by=by),
            lambda _: self._desk.say(t("plan-measures-said-undone", count=done.count)),
            failed=self._fail,
        )

    def keep_kinds(self, wanted: KindList, before: KindList) -> None:
        """Keep the office's list; `before` comes back on undo."""
        self._keep(
            wanted,
            t("plan-measures-kinds-kept"),
            lambda: self._keep(before, t("plan-measures-kinds-undone"), None),
        )

    def _keep(self, kinds: KindList, said: str, undo: Callable[[], None] | None) -> None:
        now, by = self._desk.now(), self._desk.by
        self._desk.worker.run(
            lambda db: measure_kinds.keep(db, kinds, now=now, by=by),
            lambda _: self._desk.say(said, undo),
            failed=self._fail,
        )

    def _fail(self, error: AppError) -> None:
        self.failed.emit(error)


def _counted(said: str, **words: Any) -> Callable[[Done], str]:
    return lambda done: t(f"plan-measures-said-{said}", count=done.count, **words)
