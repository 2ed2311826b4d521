"""Opens the book: encrypted, locked to one writer, upgraded after a copy; the one place for drivers."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3
from sqlcipher3 import dbapi2

# sqlite-utils looks for these names before the standard driver; without them its own handling of
# OperationalError would silently miss SQLCipher's (tech.md, finding 5).
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

from sqlite_utils import Database as Db  # noqa: E402

from desktop.domain.vietnamese import sort_key  # noqa: E402
from desktop.errors import (  # noqa: E402
    AppError,
    BookDamaged,
    BookExists,
    BookInUse,
    BookMissing,
    BookReadOnly,
    BookTooNew,
    DiskFull,
    NotABook,
    WrongPassphrase,
)
from desktop.store import exchange_steps as _exchange_steps  # noqa: E402, F401
from desktop.store import plan_steps as _plan_steps  # noqa: E402, F401
from desktop.store.key import derive_key, key_of_recovery, recovery_code  # noqa: E402
from desktop.store.migrations import steps  # noqa: E402

__all__ = [
    "Db",
    "change_key",
    "close_book",
    "copy_book",
    "create_book",
    "key_fits",
    "open_book",
    "recovery_code_of",
    "writing",
]

APPLICATION_ID = 0x52610501  # "Ra", format 5, 1: tells our book from other SQLite files

# Books open in this process. POSIX drops all of a process's locks on a file when any of its
# handles is closed, so an open book's file must never be opened again, not even to read its salt.
_open: weakref.WeakValueDictionary[str, Db] = weakref.WeakValueDictionary()


def create_book(path: Path, passphrase: str) -> tuple[Db, str]:
    """A new empty book; returns it with the recovery code to print. Never replaces a file."""
    if path.exists():
        raise BookExists(path=path.name)
    salt = os.urandom(16)
    key = derive_key(passphrase, salt)
    with _translated(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        db = _connect(path, key, salt)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _tune(db)
        steps.apply(db)
        _keep_check(db, key)
    return _entered(db, path), recovery_code(key)


def open_book(
    path: Path, *, passphrase: str = "", code: str = "", backups: Path | None = None
) -> Db:
    """The book, opened with its pass phrase or its recovery `code`, for this program alone.

    An older book is upgraded after a copy into `backups` (beside it by default).
    Raises BookMissing, NotABook, WrongPassphrase, BookInUse, BookTooNew, BookDamaged, BookReadOnly.
    """
    salt = _salt_of(path)
    key = key_of_recovery(code) if code else derive_key(passphrase, salt)
    with _translated(path):
        db = _connect(path, key, salt)
        try:
            _check_ours(db, path)
            _tune(db)
            _upgrade(db, path, backups or path.parent / "copies")
            if not _is_checked_by(db, key):  # the power went between a new key and its check
                _keep_check(db, key)
        except BaseException:
            db.close()
            raise
    return _entered(db, path)


def close_book(db: Db) -> None:
    """Fold the log into the file and let go of it."""
    with contextlib.suppress(dbapi2.OperationalError):
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    for path in [path for path, book in _open.items() if book is db]:
        del _open[path]


def is_open(path: Path) -> bool:
    """Whether a window or command, this one or another, has the book open; no key is needed."""
    if not path.is_file() or path.stat().st_size == 0:
        return False
    try:
        _refuse_open(path)
        probe = _connect(path, bytes(32), bytes(16))
        try:
            probe.execute("SELECT count(*) FROM sqlite_master")
        finally:
            probe.close()
    except BookInUse:
        return True
    except dbapi2.DatabaseError as error:
        # What comes after the lock is the wrong key: then the file was free.
        return "locked" in str(error)
    return False


def path_of(db: Db) -> Path:
    """Where the book lies: for copies beside it."""
    rows = db.execute("PRAGMA database_list").fetchall()
    return Path(next(str(row[2]) for row in rows if row[1] == "main"))


def change_key(db: Db, path: Path, passphrase: str) -> str:
    """Give the book a new pass phrase; returns the new recovery code."""
    key = derive_key(passphrase, _salt_in(db))
    with _translated(path):
        db.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"")
        _keep_check(db, key)
    return recovery_code(key)


def key_fits(db: Db, passphrase: str) -> bool:
    """Whether a phrase typed again is the one of the open book."""
    return _is_checked_by(db, derive_key(passphrase, _salt_in(db)))


def recovery_code_of(db: Db, passphrase: str) -> str:
    """The recovery code of the open book again; raises WrongPassphrase."""
    key = derive_key(passphrase, _salt_in(db))
    if not _is_checked_by(db, key):
        raise WrongPassphrase(path="")
    return recovery_code(key)


def _entered(db: Db, path: Path) -> Db:
    _open[str(path.resolve())] = db
    return db


def _refuse_open(path: Path) -> None:
    if str(path.resolve()) in _open:
        raise BookInUse(path=path.name)


def _is_checked_by(db: Db, key: bytes) -> bool:
    row = db.execute("SELECT value FROM setting WHERE key = 'key_check'").fetchone()
    return bool(row) and row[0] == _key_check(key)


def _keep_check(db: Db, key: bytes) -> None:
    db.execute("INSERT OR REPLACE INTO setting VALUES ('key_check', ?)", [_key_check(key)])


def _key_check(key: bytes) -> str:
    # Kept inside the encrypted book, so it tells a thief nothing.
    return f'"{hashlib.sha256(b"rasoat key check" + key).hexdigest()}"'


def copy_book(db: Db, target: Path) -> None:
    """A consistent encrypted copy, opened by the same phrase; opened and checked before it counts.

    Raises DiskFull, BookDamaged where the copy does not read back whole.
    """
    part = target.with_name(target.name + ".part")
    with _translated(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        try:
            db.execute("VACUUM INTO ?", [str(part)])
            _try_copy(db, part)
            flush(part)
            part.replace(target)
            flush(target.parent)
        finally:
            part.unlink(missing_ok=True)


def _try_copy(db: Db, part: Path) -> None:
    db.execute("ATTACH ? AS tried", [str(part)])  # with the book's own key
    try:
        lines = [row[0] for row in db.execute("PRAGMA tried.quick_check").fetchall()]
    finally:
        db.execute("DETACH tried")
    if lines != ["ok"]:
        raise BookDamaged(path=part.name, detail=lines[0])


def flush(path: Path) -> None:
    """Have the system put a file, or the names in a folder, on the disk."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def damage(db: Db) -> list[str]:
    """What the integrity and foreign key checks say; empty for a sound book."""
    try:
        lines = [row[0] for row in db.execute("PRAGMA integrity_check").fetchall()]
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
    except dbapi2.DatabaseError as error:  # a page that cannot be read at all
        return [str(error)]
    return [line for line in lines if line != "ok"] + [f"foreign key: {row[0]}" for row in broken]


@contextmanager
def writing(db: Db) -> Iterator[None]:
    """One change, whole or not at all; takes the write lock up front. Not to be nested."""
    with _translated(None):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            db.conn.rollback()
            raise
        db.conn.commit()


@contextmanager
def trying(db: Db) -> Iterator[None]:
    """Whatever is written inside is as if it had never been, also after a crash: it is never committed."""
    with _translated(None):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            db.conn.rollback()


@contextmanager
def attempt(db: Db) -> Iterator[None]:
    """Inside a transaction: what fails leaves nothing behind, and the transaction goes on."""
    db.execute("SAVEPOINT attempt")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK TO attempt")
        db.execute("RELEASE attempt")
        raise
    db.execute("RELEASE attempt")


def _salt_in(db: Db) -> bytes:
    return bytes.fromhex(db.execute("PRAGMA cipher_salt").fetchone()[0])


def _salt_of(path: Path) -> bytes:
    if not path.is_file():
        raise BookMissing(path=path.name)
    _refuse_open(path)
    try:
        with path.open("rb") as file:
            salt = file.read(16)
    except OSError as error:
        raise BookReadOnly(path=path.name) from error
    # A plain SQLite file begins with its name, an encrypted one with its salt.
    if len(salt) < 16 or salt.startswith(b"SQLite format 3"):
        raise NotABook(path=path.name)
    return salt


def _connect(path: Path, key: bytes, salt: bytes) -> Db:
    connection = dbapi2.connect(str(path), isolation_level=None, timeout=0.2)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")
    # Held from the first read to the end: one writer, and no -shm file on odd file systems.
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    return Db(connection, execute_plugins=False)


def _check_ours(db: Db, path: Path) -> None:
    try:
        ours = db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    except dbapi2.DatabaseError as error:
        if "not a database" in str(error) or "hmac" in str(error):
            raise WrongPassphrase(path=path.name) from error
        raise
    if not ours:
        raise NotABook(path=path.name)
    known = {s.name for s in steps.pending(Db(dbapi2.connect(":memory:"), execute_plugins=False))}
    if newer := {s.name for s in steps.applied(db)} - known:
        raise BookTooNew(path=path.name, steps=sorted(newer))


def _tune(db: Db) -> None:
    # SQLite's own lower() knows ASCII only.
    db.conn.create_function("lower_vi", 1, str.lower, deterministic=True)
    db.conn.create_function("order_vi", 1, sort_key, deterministic=True)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")  # a saved sheet is on the disk when we say so
    db.execute("PRAGMA foreign_keys = ON")
    # KiB, filled only by what is read: the index that 450,000 households are searched in fits, so
    # that it is deciphered once and not at each key.
    db.execute("PRAGMA cache_size = -131072")


def _upgrade(db: Db, path: Path, backups: Path) -> None:
    if not steps.pending(db):
        return
    applied = len(list(steps.applied(db)))
    copy_book(db, backups / f"{path.stem}-before-{applied + 1:04d}{path.suffix}")
    steps.apply(db)
    if lines := damage(db):
        raise BookDamaged(path=path.name, detail=lines[0])


_KNOWN = {
    "locked": BookInUse,
    "busy": BookInUse,
    "readonly": BookReadOnly,
    "unable to open": BookReadOnly,
    "disk is full": DiskFull,
    "malformed": BookDamaged,
    "disk i/o error": BookDamaged,
    "not a database": WrongPassphrase,
}


@contextmanager
def _translated(path: Path | None) -> Iterator[None]:
    """SQLite's and the system's known troubles as AppErrors; anything else is our bug."""
    name = path.name if path else ""
    try:
        yield
    except AppError:
        raise
    except dbapi2.DatabaseError as error:
        text = str(error).lower()
        for words, known in _KNOWN.items():
            if words in text:
                raise known(path=name, detail=str(error)) from error
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path=name) from error
        raise BookReadOnly(path=name) from error
