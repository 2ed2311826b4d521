"""The switch of an upper office: papers over what was accepted, or over all that came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.errors import AppError
from desktop.exchange.letter import Kind
from desktop.reports.sheet import Sheet
from desktop.services import provisional
from desktop.services.changes import Tick
from desktop.services.provisional import Counted, Provisional
from desktop.services.reporting import Readiness
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.page import Desk
from desktop.ui.widgets import JobBar, Note, Segmented

ACCEPTED, ALL = 0, 1
SOME = 5


class Received(QObject):
    """`switch` stands in the head, `note` tells what is counted; `changed` once the papers are there,
    or are those of the accepted reports again."""

    changed = Signal()

    def __init__(self, desk: Desk, job: JobBar, failed: Callable[[AppError], None]) -> None:
        super().__init__()
        self._desk, self._job, self._failed = desk, job, failed
        self.found: Provisional | None = None
        self.switch = Segmented(
            [t("archive-only-accepted"), t("archive-all-received")], t("archive-counted")
        )
        self.note = Note("info", "")
        self.note.hide()

    @property
    def is_on(self) -> bool:
        """Whether what is not accepted counts too."""
        return self.switch.index() == ALL

    def count(self, year: int) -> None:
        """Count again for a year; without the switch the accepted alone are shown."""
        self.found = None
        if not self.is_on:
            self.note.hide()
            self.changed.emit()
            return
        waiting, now = self._waiting(year), self._desk.now()

        def job(db: Db, tick: Tick) -> Provisional:
            return provisional.received(db, year, waiting, now=now, tick=tick)

        self._job.run(job, self._show, failed=self._stopped)

    def _waiting(self, year: int) -> list[Path]:
        from desktop.ui.pages.inbox.tray import tray_of  # the inbox shows papers itself

        return [
            g.path for g in tray_of(self._desk).glances if (g.kind, g.year) == (Kind.REPORT, year)
        ]

    def _stopped(self, error: AppError) -> None:
        self.switch.set_index(ACCEPTED)
        self.note.hide()
        self._failed(error)
        self.changed.emit()

    def _show(self, found: Provisional) -> None:
        self.found = found
        count = len(found.included)
        first = t("archive-counted-none") if not count else t("archive-counted-some", count=count)
        second = [_named(found.included)] if count else []
        if found.left_out:
            second.append(t("archive-left-out", names=_named(found.left_out), why=_why(found)))
        self.note.say(first, " ".join(second), "warn" if count or found.left_out else "info")
        self.note.show()
        self.changed.emit()

    def readiness(self, ready: Sequence[Readiness]) -> list[Readiness]:
        """Which papers can be made, by what is counted now."""
        if self.found is None:
            return list(ready)
        sheets = self.found.sheets
        return [
            Readiness(form_id=form, error=None if isinstance(sheet, Sheet) else sheet)
            for form, sheet in sheets.items()
        ]


def _named(counted: Sequence[Counted]) -> str:
    names = [f"{c.sender} ({t('archive-number', number=str(c.number))})" for c in counted]
    return ", ".join(names[:SOME]) + (" …" if len(names) > SOME else ".")


def _why(found: Provisional) -> str:
    error = found.left_out[0].refusal
    return sentence(error) if error else ""
