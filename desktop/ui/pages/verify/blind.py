"""The blind keying: the entry page, with drawn sheets as its source and nothing to look back at."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal

from desktop.services import registering, rekeying, verifying
from desktop.services.keying import Bench, Opened, Scratch, Spot
from desktop.services.registering import Line, Query
from desktop.services.reviewing import Saved
from desktop.store.connection import Db
from desktop.ui.page import Desk
from desktop.ui.pages.entry.page import FOUND, EntryPage
from desktop.ui.pages.entry.state import Keying

_BACKWARD = ("F2", "F9", "Ctrl+K")
"""Keys of the entry page that look at last year, and the one that leads here."""


class BlindSheets:
    """The sheets drawn to be keyed again, each without anything of its first keying."""

    name = "second"
    prefills = False

    def bench(self, db: Db, year: int, village: str, *, now: datetime.datetime, by: str) -> Bench:  # noqa: ARG002
        """The drawn sheets of a village, and the one that was in hand."""
        return rekeying.bench(db, year, village)

    def open(self, db: Db, uid: str, year: int) -> Opened:
        """The bare sheet of a household."""
        return rekeying.open_blind(db, uid, year)

    def next(self, db: Db, year: int, after: str, village: str, *, by: str) -> Opened | None:
        """The next drawn sheet, those that `by` keyed himself last."""
        return rekeying.next_blind(db, year, after, village, by=by)

    def keep(self, db: Db, scratch: Scratch, year: int) -> Scratch:
        """Keep what is typed."""
        return rekeying.keep(db, scratch, year)

    def keep_spot(self, db: Db, spot: Spot, year: int) -> None:
        """Keep where the hand was."""
        rekeying.keep_spot(db, spot, year)

    def put_down(
        self, db: Db, scratch: Scratch, year: int,
        *, complete: bool, later: bool, now: datetime.datetime, by: str,
    ) -> Saved:  # fmt: skip
        """Keep the second keying, or finish and compare it."""
        return rekeying.put_down(db, scratch, year, complete=complete, later=later, now=now, by=by)


class BlindKeying(EntryPage):
    """`left_desk` when the hand wants back to the list (F9)."""

    left_desk = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, BlindSheets())
        for legend in (self.centre.from_last, self.centre.changed):
            legend.hide()
        # Behind the last sheet none is in hand: the one just finished cannot be opened again.
        self.session.all_done.connect(self.session.let_go)

    def _show(self, sheet: Keying) -> None:
        super()._show(sheet)
        for part in (self.result.different_head, self.result.different_none):
            part.hide()

    def _show_head(self) -> None:
        super()._show_head()
        self.head.last.hide()
        self.head.mark.hide()

    def key_line(self) -> Sequence[tuple[str, str]]:
        return [pair for pair in super().key_line() if pair[0] not in _BACKWARD]

    def to_second_keying(self) -> None:
        """F9 leads back from here."""
        self.left_desk.emit()

    def _search(self, text: str) -> None:
        """Among the drawn sheets only, and without the classes that the register shows."""
        year = self.desk.year

        def find(db: Db) -> list[Line]:
            uids = tuple(line.uid for line in verifying.due(db, year))
            query = Query(year=year, text=text, among=uids)
            found = registering.find(db, query, size=FOUND).lines if uids else []
            return [replace(n, household_class=None, start_class=None, state=None) for n in found]

        self.desk.worker.run_latest("second-find", find, self.left.show_found)
