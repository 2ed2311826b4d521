"""Where the sheets of a sitting come from and go to: the round's own, or others of the same shape."""

from __future__ import annotations

import datetime
from typing import Protocol

from desktop.services import keying
from desktop.services.keying import Bench, Opened, Scratch, Spot
from desktop.services.reviewing import Saved
from desktop.store.connection import Db


class Source(Protocol):
    """What a session asks of the book; each verb runs on the worker's thread.

    `name` keeps the questions of two sessions apart. `prefills`: a fresh sheet begins with today as
    its day and the enumerator of the sheet before.
    """

    name: str
    prefills: bool

    def bench(self, db: Db, year: int, village: str, *, now: datetime.datetime, by: str) -> Bench:
        """Queue, round, and the sheet that was in hand."""

    def open(self, db: Db, uid: str, year: int) -> Opened:
        """The sheet of a household; raises AppError where it cannot be keyed."""

    def next(self, db: Db, year: int, after: str, village: str, *, by: str) -> Opened | None:
        """The sheet after one, None when all is done."""

    def keep(self, db: Db, scratch: Scratch, year: int) -> Scratch:
        """Keep what is typed, on the disk when this returns."""

    def keep_spot(self, db: Db, spot: Spot, year: int) -> None:
        """Keep where the hand was."""

    def put_down(
        self, db: Db, scratch: Scratch, year: int,
        *, complete: bool, later: bool, now: datetime.datetime, by: str,
    ) -> Saved:  # fmt: skip
        """Write the sheet, as far as it is or complete."""


class OwnSheets:
    """The sheets B of the round."""

    name = "entry"
    prefills = True

    def bench(self, db: Db, year: int, village: str, *, now: datetime.datetime, by: str) -> Bench:
        """Queue, round, and the sheet that was in hand."""
        return keying.bench(db, year, village, now=now, by=by)

    def open(self, db: Db, uid: str, year: int) -> Opened:
        """The sheet of a household."""
        return keying.open_for_keying(db, uid, year)

    def next(self, db: Db, year: int, after: str, village: str, *, by: str) -> Opened | None:  # noqa: ARG002
        """The next open sheet, whoever keys it."""
        return keying.next_sheet(db, year, after, village)

    def keep(self, db: Db, scratch: Scratch, year: int) -> Scratch:
        """Keep what is typed."""
        return keying.keep(db, scratch, year)

    def keep_spot(self, db: Db, spot: Spot, year: int) -> None:
        """Keep where the hand was."""
        keying.keep_spot(db, spot, year)

    def put_down(
        self, db: Db, scratch: Scratch, year: int,
        *, complete: bool, later: bool, now: datetime.datetime, by: str,
    ) -> Saved:  # fmt: skip
        """A draft, or a complete review."""
        return keying.put_down(db, scratch, year, complete=complete, later=later, now=now, by=by)
