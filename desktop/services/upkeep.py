"""Making, checking, copying and restoring books."""

from __future__ import annotations

import datetime
import errno
import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from desktop.domain.unit import Area, Level, Office, Signatory
from desktop.errors import (
    AreaUnknown,
    BookDamaged,
    BookInUse,
    DiskFull,
    FileUnreadable,
    WrongPassphrase,
)
from desktop.files import make_folder
from desktop.services.catalogue import province_of, unit
from desktop.services.changes import Changes, changes
from desktop.store import audit, settings
from desktop.store.connection import (
    Db,
    change_key,
    close_book,
    copy_book,
    create_book,
    damage,
    flush,
    is_open,
    key_fits,
    open_book,
    writing,
)

__all__ = [
    "Created",
    "back_up",
    "change_passphrase",
    "check_passphrase",
    "check_soundness",
    "close_book",
    "new_book",
    "office_of",
    "open_book",
    "restore",
    "save_signatory",
    "save_user",
]

KEPT_COPIES = 10


@dataclass(frozen=True, slots=True)
class Created:
    """A new book, open, with the recovery code to print."""

    db: Db
    office: Office
    recovery_code: str


def office_of(
    code: str, list_version: str, *, area: Area | None = None, practice: bool = False
) -> Office:
    """The office of a unit; its level decides the desk. A đặc khu must say its `area`.

    Raises UnknownOffice and AreaUnknown.
    """
    own = unit(code, list_version)
    if own.level is Level.COMMUNE:
        area = own.area or area
        if area is None:
            raise AreaUnknown(name=own.name)
    upper = unit(own.parent, list_version) if own.parent else None
    return Office(
        code=code,
        list_version=list_version,
        level=own.level,
        name=own.name,
        upper_code=upper.code if upper else "",
        upper_name=upper.name if upper else "",
        province_name=province_of(own).name,
        area=area if own.level is Level.COMMUNE else None,
        book_id=uuid4().hex,
        practice=practice,
    )


def new_book(
    path: Path, office: Office, passphrase: str, *, now: datetime.datetime, by: str
) -> Created:
    """A new book of an office with keys of its own; raises BookExists, PassphraseTooShort."""
    from desktop.exchange.seal import new_keys

    db, code = create_book(path, passphrase)
    with writing(db):
        settings.put(db, "office", office)
        settings.put(db, "keys", new_keys().to_json())
        settings.put(db, "user", by)
        audit.add(db, at=now, by=by, action="book-made", subject=office.book_id, after=office)
    return Created(db, office, code)


def save_signatory(db: Db, signatory: Signatory, *, now: datetime.datetime, by: str) -> Changes:
    """Keep what stands at the foot of papers."""
    with writing(db):
        before = settings.signatory(db)
        settings.put(db, "signatory", signatory)
        audit.add(
            db, at=now, by=by, action="signatory", subject="setting", before=before, after=signatory
        )
    return changes("setting")


def save_user(db: Db, name: str, *, now: datetime.datetime) -> Changes:
    """Who keys from now on; every line of the audit trail names them."""
    with writing(db):
        before = settings.get(db, "user", str)
        settings.put(db, "user", name)
        audit.add(db, at=now, by=name, action="user", subject="setting", before=before, after=name)
    return changes("setting")


def change_passphrase(
    db: Db, path: Path, passphrase: str, *, now: datetime.datetime, by: str
) -> str:
    """A new pass phrase; returns the new recovery code, the old sheet opens older copies only."""
    code = change_key(db, path, passphrase)
    with writing(db):
        audit.add(db, at=now, by=by, action="passphrase", subject="book")
    return code


def check_passphrase(db: Db, path: Path, passphrase: str) -> None:
    """Raise WrongPassphrase unless the phrase is the open book's."""
    if not key_fits(db, passphrase):
        raise WrongPassphrase(path=path.name)


def check_soundness(db: Db, path: Path) -> None:
    """Integrity and foreign keys; raises BookDamaged."""
    if lines := damage(db):
        raise BookDamaged(path=path.name, detail=lines[0])


def back_up(db: Db, folder: Path, *, now: datetime.datetime, by: str, passphrase: str = "") -> Path:
    """A dated copy by SQLite's own means; opened and checked where the pass phrase is given.

    The copy opens with the same phrase or recovery sheet. Returns its path.
    """
    office = settings.office(db)
    stamp = now.astimezone().strftime("%Y%m%d_%H%M%S")
    target = folder / f"{office.code}_{stamp}.rasoat-book"
    make_folder(folder)
    copy_book(db, target)
    if passphrase:
        copy = open_book(target, passphrase=passphrase)
        try:
            check_soundness(copy, target)
        finally:
            close_book(copy)
    with writing(db):
        audit.add(db, at=now, by=by, action="backup", subject="book", after=target.name)
    return target


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did: where the book lies, and where the replaced one was kept, if any."""

    path: Path
    kept: Path | None
    last_write: datetime.datetime | None


def restore(
    backup: Path, path: Path, *, passphrase: str = "", code: str = "", now: datetime.datetime
) -> Restored:
    """Open a backup beside the live book, check and upgrade it, keep the live one, then swap.

    Raises BookInUse while the live book is open anywhere, and what opening raises; the live book
    is then untouched.
    """
    part = path.with_name(path.name + ".restoring")
    if is_open(path):
        raise BookInUse(path=path.name)
    _drop(part)  # of a restore that was cut short
    try:
        _copy_beside(backup, part)
        db = open_book(part, passphrase=passphrase, code=code)
        try:
            check_soundness(db, part)
            written = audit.last_write(db)
        finally:
            close_book(db)
        flush(part)
        kept = _set_aside(path, now) if path.exists() else None
        part.replace(path)
        flush(path.parent)
    finally:
        _drop(part)
    return Restored(path=path, kept=kept, last_write=written)


# The book's file, and the log of a book that was not closed: what is in it is saved too.
_TAILS = ("", "-wal")


def _drop(book: Path) -> None:
    for tail in _TAILS:
        book.with_name(book.name + tail).unlink(missing_ok=True)


def _copy_beside(backup: Path, part: Path) -> None:
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        for tail in _TAILS:
            source = backup.with_name(backup.name + tail)
            if not tail or source.exists():
                shutil.copyfile(source, part.with_name(part.name + tail))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path=part.name) from error
        raise FileUnreadable(path=backup.name, detail=error.strerror or str(error)) from error


def _set_aside(path: Path, now: datetime.datetime) -> Path:
    stamp = now.astimezone().strftime("%Y%m%d_%H%M%S")
    kept = path.parent / "copies" / f"{path.stem}-before-restore-{stamp}{path.suffix}"
    kept.parent.mkdir(parents=True, exist_ok=True)
    # The log belongs to the book: both move, or what it holds would be lost.
    for tail in _TAILS:
        file = path.with_name(path.name + tail)
        if file.exists():
            file.replace(kept.with_name(kept.name + tail))
    return kept


def copy_once(db: Db, copies: Path, now: datetime.datetime) -> None:
    """One copy before the first change of a run (all of a run has one `now`) is enough."""
    target = copies / f"book-before-{now.astimezone().strftime('%Y%m%d_%H%M%S')}.rasoat-book"
    if not target.exists():
        copy_book(db, target)
        prune_copies(copies)


def prune_copies(folder: Path, keep: int = KEPT_COPIES) -> list[Path]:
    """Remove all but the newest automatic copies; returns what was removed."""
    copies = sorted(folder.glob("*-before-*"), key=lambda p: p.stat().st_mtime, reverse=True)
    old = [p for p in copies if not p.name.endswith("-wal")][keep:]
    for path in old:
        _drop(path)
    return old
