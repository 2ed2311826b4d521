"""The book: encrypted, one writer, refused or upgraded by what it is, whole after every write."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from desktop.errors import (
    AppError,
    BookExists,
    BookInUse,
    BookMissing,
    BookTooNew,
    NotABook,
    PassphraseTooShort,
    RecoveryCodeWrong,
    WrongPassphrase,
)
from desktop.store.connection import (
    Db,
    change_key,
    close_book,
    copy_book,
    create_book,
    damage,
    open_book,
    writing,
)
from desktop.store.key import key_of_recovery, recovery_code
from desktop.store.migrations import steps

PHRASE = "nhà sàn bên suối"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "xa.rasoat-book"


def _made(path: Path) -> str:
    db, code = create_book(path, PHRASE)
    with writing(db):
        db.execute("INSERT INTO setting VALUES ('who', '\"Bàn Văn Tiến\"')")
    close_book(db)
    return code


def _value(path: Path, *, passphrase: str = "", code: str = "") -> str:
    db = open_book(path, passphrase=passphrase, code=code)
    try:
        return str(db.execute("SELECT value FROM setting WHERE key = 'who'").fetchone()[0])
    finally:
        close_book(db)


def test_phrase_and_recovery_code_both_open(path: Path) -> None:
    code = _made(path)
    assert _value(path, passphrase=PHRASE) == _value(path, code=code.lower().replace("-", " "))


def test_nothing_of_the_book_can_be_read_without_its_key(path: Path) -> None:
    _made(path)
    raw = path.read_bytes()
    assert b"SQLite format" not in raw
    assert b"setting" not in raw
    assert "Tiến".encode() not in raw
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("SELECT * FROM setting")


def test_wrong_phrase_is_refused_and_the_book_stays(path: Path) -> None:
    _made(path)
    before = path.read_bytes()
    with pytest.raises(WrongPassphrase):
        open_book(path, passphrase="câu này không đúng")
    assert path.read_bytes() == before


def test_a_mistyped_recovery_code_is_told_from_a_wrong_one(path: Path) -> None:
    code = _made(path)
    wrong = ("1" if code[0] != "1" else "2") + code[1:]
    with pytest.raises(RecoveryCodeWrong):
        open_book(path, code=wrong)
    with pytest.raises(WrongPassphrase):
        open_book(path, code=recovery_code(bytes(32)))


def test_recovery_codes_round_trip_and_forgive_lookalikes() -> None:
    key = bytes(range(32))
    code = recovery_code(key)
    assert key_of_recovery(code) == key
    assert key_of_recovery(code.replace("0", "O").replace("1", "l")) == key


def test_a_second_opener_is_refused(path: Path) -> None:
    db, _ = create_book(path, PHRASE)
    with pytest.raises(BookInUse):
        open_book(path, passphrase=PHRASE)
    close_book(db)
    assert open_book(path, passphrase=PHRASE).execute("SELECT 1").fetchone() == (1,)


def test_a_new_book_never_replaces_a_file(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(BookExists):
        create_book(path, PHRASE)
    assert path.read_text() == "mine"


def test_short_phrases_are_refused(path: Path) -> None:
    with pytest.raises(PassphraseTooShort):
        create_book(path, "ngắn")
    assert not path.exists()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (None, BookMissing),
        (b"", NotABook),
        (b"PK\x03\x04" * 2, NotABook),
        (b"x" * 5000, WrongPassphrase),
    ],
)
def test_what_is_no_book_is_said_so(
    path: Path, content: bytes | None, error: type[AppError]
) -> None:
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error):
        open_book(path, passphrase=PHRASE)


def test_a_plain_sqlite_file_is_no_book(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE a (b)")
    with pytest.raises(NotABook):
        open_book(path, passphrase=PHRASE)


def test_a_newer_book_is_refused_untouched(path: Path) -> None:
    _made(path)
    db = open_book(path, passphrase=PHRASE)
    with writing(db):
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('rasoat', '9999_from_the_future', '2030')"
        )
    close_book(db)
    before = path.read_bytes()
    with pytest.raises(BookTooNew):
        open_book(path, passphrase=PHRASE)
    assert path.read_bytes() == before


def test_an_older_book_is_upgraded_after_a_copy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _made(path)
    from sqlite_utils import Migrations

    later = Migrations("rasoat")
    for step in list(steps.pending(_memory())):
        later(name=step.name)(step.fn)
    later(name="9000_next")(lambda db: db.execute("CREATE TABLE extra (a TEXT) STRICT"))
    monkeypatch.setattr("desktop.store.connection.steps", later)

    db = open_book(path, passphrase=PHRASE)
    assert "extra" in db.table_names()
    close_book(db)
    copies = list((path.parent / "copies").iterdir())
    assert len(copies) == 1

    monkeypatch.undo()
    assert "Bàn Văn Tiến" in _value(copies[0], passphrase=PHRASE)


def _memory() -> Db:
    from sqlcipher3 import dbapi2

    return Db(dbapi2.connect(":memory:"), execute_plugins=False)


def test_a_new_phrase_closes_the_old_and_gives_a_new_sheet(path: Path) -> None:
    old_code = _made(path)
    db = open_book(path, passphrase=PHRASE)
    new_code = change_key(db, path, "một câu hoàn toàn mới")
    close_book(db)
    with pytest.raises(WrongPassphrase):
        open_book(path, passphrase=PHRASE)
    with pytest.raises(WrongPassphrase):
        open_book(path, code=old_code)
    assert _value(path, code=new_code) == _value(path, passphrase="một câu hoàn toàn mới")


def test_a_failed_change_leaves_nothing(path: Path) -> None:
    db, _ = create_book(path, PHRASE)
    with pytest.raises(ZeroDivisionError), writing(db):
        db.execute("INSERT INTO setting VALUES ('a', '1')")
        _ = 1 / 0
    assert db.execute("SELECT * FROM setting WHERE key = 'a'").fetchall() == []
    close_book(db)


def test_a_copy_holds_what_is_still_in_the_log(path: Path) -> None:
    db, code = create_book(path, PHRASE)
    with writing(db):
        db.execute("INSERT INTO setting VALUES ('who', '\"x\"')")
    copy = path.with_name("copy.rasoat-book")
    copy_book(db, copy)
    close_book(db)
    assert _value(copy, code=code) == '"x"'


def test_tables_are_strict_and_the_book_is_sound(path: Path) -> None:
    db, _ = create_book(path, PHRASE)
    plain = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%STRICT%'"
        " AND name NOT LIKE '_sqlite_migrations' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    assert plain == []
    assert damage(db) == []
    close_book(db)
