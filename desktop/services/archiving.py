"""The packages that came, kept sealed as they came in a folder beside the book; old ones make room.

They are sealed to us, so they lie there as files: whoever takes the disk reads nothing. A file is
found by the hash in its name; the log of the book says what became of it.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.vietnamese import fold
from desktop.errors import AppError, ArchiveMissing
from desktop.exchange import package
from desktop.files import is_there, make_folder, write_whole
from desktop.services.catalogue import unit
from desktop.services.changes import Changes, changes
from desktop.services.sources import newest_of
from desktop.store import audit, packages, settings
from desktop.store.connection import Db, path_of, writing
from desktop.store.packages import Package

ACCEPTED, HELD = "accepted", "held"
KEEP_FROM, KEEP_TO, KEEP_USUAL = 2, 200, 12
"""How many packages of one sender are kept: bounds, and what holds before anybody says."""
_KEY = "archive-keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A package of the log with where it is kept: None where it is not. `current` is what the book
    holds of its sender."""

    package: Package
    sender_name: str
    path: Path | None
    current: Package | None = None

    @property
    def is_counted(self) -> bool:
        """Whether it was taken in and still stands so in the log."""
        return self.package.verdict == ACCEPTED

    @property
    def is_current(self) -> bool:
        """Whether the book holds this very report."""
        return self.current is not None and self.current.sha256 == self.package.sha256

    @property
    def is_earlier(self) -> bool:
        """Whether the book could go back to it: taken in once, and another of its year holds now."""
        now = self.current
        return (
            self.is_counted
            and not self.is_current
            and now is not None
            and now.year == self.package.year
        )


def folder_of(db: Db) -> Path:
    """The folder of packages beside the book; its name is ASCII, whatever the book is called."""
    book = path_of(db)
    stem = "".join(
        c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in fold(book.stem)
    )
    return book.with_name(f"{stem}-goi")


def place_of(db: Db, logged: Package) -> Path:
    """Where a package of the log lies, if it is kept."""
    name = f"{logged.sender}_{logged.year}_{logged.number:04d}_{logged.sha256[:16]}.rasoat"
    return folder_of(db) / name


def keep(db: Db, raw: bytes, logged: Package) -> Path | None:
    """Keep a package as it came, whole; None where it lies there already.

    Raises DiskFull, FileUnwritable.
    """
    target = place_of(db, logged)
    if is_there(target):
        return None
    make_folder(target.parent)
    write_whole(target, raw)
    return target


def let_go(path: Path | None) -> None:
    """Take a file away again that was kept for a take-in that came to nothing."""
    if path is not None:
        with contextlib.suppress(OSError):
            path.unlink()


def kept(db: Db, logged: Package) -> Path:
    """The file of a package. Raises ArchiveMissing where none is kept, or it is not that package."""
    path = place_of(db, logged)
    missing = ArchiveMissing(number=str(logged.number), year=str(logged.year))
    try:
        is_it = is_there(path) and package.fingerprint(package.read_file(path)) == logged.sha256
    except AppError as error:
        raise missing from error
    if not is_it:
        raise missing
    return path


def shelf(db: Db, sender: str = "", year: int | None = None) -> list[Shelved]:
    """The reports that came (of an office, of a year), newest decision first."""
    found = packages.from_sender(db, sender) if sender else packages.log(db)
    reports = [p for p in found if (p.direction, p.kind) == ("in", "report")]
    current = _current(reports)
    shown = [p for p in reports if year in (None, p.year)]
    shelved = []
    for p in shown:
        place, now = place_of(db, p), current.get(p.sender)
        path = place if is_there(place) else None
        name = name_of(db, p)
        shelved.append(Shelved(package=p, sender_name=name, path=path, current=now))
    return shelved


def _current(reports: Iterable[Package]) -> dict[str, Package]:
    """Sender → the report that the book holds of it."""
    taken: dict[str, list[Package]] = {}
    for p in reports:
        if p.verdict == ACCEPTED:
            taken.setdefault(p.sender, []).append(p)
    return {sender: now for sender, some in taken.items() if (now := newest_of(some))}


def name_of(db: Db, logged: Package) -> str:
    """The office that sent a package, by its name."""
    return unit(logged.sender, settings.office(db).list_version).name


# How many ----------------------------------------------------------------------------------------
def keeps(db: Db) -> int:
    """How many packages of each sender are kept."""
    return settings.get(db, _KEY, int) or KEEP_USUAL


def keep_many(db: Db, count: int, *, now: datetime.datetime, by: str) -> Changes:
    """Keep so many of each sender (2 to 200); the others go with the next that come."""
    count = min(max(count, KEEP_FROM), KEEP_TO)
    before = keeps(db)
    if count != before:
        with writing(db):
            settings.put(db, _KEY, count)
            audit.add(db, at=now, by=by, action="setting", subject=_KEY, before=before, after=count)
    return changes("setting")


def prune(db: Db, sender: str, kind: str = "report") -> list[Path]:
    """Drop the oldest packages of a sender beyond the bound (of each kind); what went.

    Never one that waits for a decision, nor the newest two that were taken in.
    """
    here = [p for p in packages.from_sender(db, sender, kind) if is_there(place_of(db, p))]
    safe = {p.sha256 for p in here if p.verdict == HELD}
    safe |= {p.sha256 for p in _newest([p for p in here if p.verdict == ACCEPTED])[:KEEP_FROM]}
    beyond = [p for p in _newest(here)[keeps(db) :] if p.sha256 not in safe]
    for one in beyond:
        let_go(place_of(db, one))
    return [place_of(db, one) for one in beyond]


def _newest(found: Iterable[Package]) -> list[Package]:
    return sorted(found, key=lambda p: (p.year, p.made_at, p.number), reverse=True)
