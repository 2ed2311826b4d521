"""Copies that open, restores that never lose the live book, and a book that one program holds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils import Migrations

from desktop.domain.unit import Area, Level, Signatory
from desktop.errors import (
    AppError,
    AreaUnknown,
    BookDamaged,
    BookExists,
    BookInUse,
    BookTooNew,
    FileUnwritable,
    NotABook,
    UnknownOffice,
    WrongPassphrase,
)
from desktop.services import registering, upkeep
from desktop.services.catalogue import units
from desktop.store import audit, settings
from desktop.store.connection import Db, close_book, open_book, writing
from desktop.store.migrations import steps
from tests.services.conftest import Books, Made, make
from tests.services.made import BY, COMMUNE, LIST, NOW, PHRASE, add, at, dump

ANOTHER = "một câu hoàn toàn mới"


@pytest.fixture
def live(made_books: Books, tmp_path: Path) -> Made:
    """A closed book of one's own."""
    path = tmp_path / "so" / "xa.rasoat-book"
    path.parent.mkdir()
    shutil.copyfile(made_books[COMMUNE].path, path)
    return Made(path, made_books[COMMUNE].code)


def _opened(live: Made) -> Db:
    return open_book(live.path, code=live.code)


def _heads(path: Path, code: str) -> list[str]:
    db = open_book(path, code=code)
    try:
        return sorted(h.head_name for h in registering.everyone(db))
    finally:
        close_book(db)


# Offices -----------------------------------------------------------------------------------------
def test_the_level_of_the_unit_decides_the_desk() -> None:
    commune, upper = upkeep.office_of(COMMUNE, LIST), upkeep.office_of("08", LIST)
    assert (commune.level, commune.upper_code, commune.area) == (Level.COMMUNE, "08", Area.RURAL)
    assert (upper.level, upper.upper_code, upper.area) == (Level.PROVINCE, "", None)
    assert upkeep.office_of("071", "2022").level is Level.DISTRICT
    assert commune.book_id != upkeep.office_of(COMMUNE, LIST).book_id


def test_a_special_zone_must_say_its_area() -> None:
    zone = next(u for u in units(LIST).values() if u.level is Level.COMMUNE and u.area is None)
    with pytest.raises(AreaUnknown):
        upkeep.office_of(zone.code, LIST)
    assert upkeep.office_of(zone.code, LIST, area=Area.URBAN).area is Area.URBAN


def test_an_unknown_office_is_refused() -> None:
    for code, list_version in (("99999", LIST), (COMMUNE, "1999")):
        with pytest.raises(UnknownOffice):
            upkeep.office_of(code, list_version)


def test_a_new_book_never_replaces_one(live: Made) -> None:
    before = live.path.read_bytes()
    with pytest.raises(BookExists):
        upkeep.new_book(live.path, upkeep.office_of(COMMUNE, LIST), PHRASE, now=NOW, by=BY)
    assert live.path.read_bytes() == before


# One program holds the book ----------------------------------------------------------------------
_OPEN = """
import sys
from pathlib import Path
from desktop.errors import BookInUse
from desktop.store.connection import is_open, open_book
path = Path(sys.argv[1])
print(is_open(path), end=" ")
try:
    open_book(path, code=sys.argv[2])
    print("opened")
except BookInUse:
    print("in use")
"""


def _another_program(live: Made) -> str:
    run = subprocess.run(
        [sys.executable, "-c", _OPEN, str(live.path), live.code],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return run.stdout.strip()


def test_asking_for_the_phrase_again_does_not_let_go_of_the_book(live: Made) -> None:
    """POSIX drops a process's locks when any handle on the file is closed."""
    db = _opened(live)
    upkeep.check_passphrase(db, live.path, PHRASE)
    with pytest.raises(WrongPassphrase):
        upkeep.check_passphrase(db, live.path, "câu này không đúng")
    with pytest.raises(BookInUse):
        _opened(live)
    assert _another_program(live) == "True in use"
    close_book(db)
    assert _another_program(live) == "False opened"


def test_a_new_phrase_keeps_the_book_held_and_is_known_again(live: Made) -> None:
    db = _opened(live)
    code = upkeep.change_passphrase(db, live.path, ANOTHER, now=NOW, by=BY)
    upkeep.check_passphrase(db, live.path, ANOTHER)
    assert _another_program(live) == "True in use"
    close_book(db)
    assert _heads(live.path, code) == []


def test_a_check_lost_between_key_and_note_is_made_again(live: Made) -> None:
    db = _opened(live)
    with writing(db):
        db.execute("UPDATE setting SET value = '\"of the old phrase\"' WHERE key = 'key_check'")
    close_book(db)
    db = _opened(live)
    upkeep.check_passphrase(db, live.path, PHRASE)
    close_book(db)


# Backups -----------------------------------------------------------------------------------------
def test_a_backup_opens_with_phrase_and_sheet_and_holds_everything(
    live: Made, tmp_path: Path
) -> None:
    db = _opened(live)
    add(db)
    before = dump(db)
    copy = upkeep.back_up(db, tmp_path / "usb", now=NOW, by=BY, passphrase=PHRASE)
    assert audit.of(db, "book")[0].action == "backup"
    close_book(db)
    assert copy.name.isascii()
    assert [p.name for p in copy.parent.iterdir()] == [copy.name]
    for phrase, code in (("", live.code), (PHRASE, "")):
        opened = open_book(copy, passphrase=phrase, code=code)
        assert dump(opened) == before
        upkeep.check_soundness(opened, copy)
        close_book(opened)


def test_a_backup_cannot_be_read_without_the_key(live: Made, tmp_path: Path) -> None:
    db = _opened(live)
    add(db, "Bàn Văn Tiến")
    copy = upkeep.back_up(db, tmp_path, now=NOW, by=BY)
    close_book(db)
    assert "Tiến".encode() not in copy.read_bytes()
    with pytest.raises(WrongPassphrase):
        open_book(copy, passphrase="câu này không đúng")


def test_a_backup_that_reads_back_broken_is_no_backup(
    live: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = _opened(live)
    plain = db.execute

    def spoiling(sql: str, parameters: list[object] | None = None) -> object:
        result = plain(sql, parameters) if parameters else plain(sql)
        if sql.startswith("VACUUM INTO"):
            [part] = (tmp_path / "usb").glob("*.part")
            raw = part.read_bytes()
            part.write_bytes(raw[:9000] + bytes(500) + raw[9500:])
        return result

    monkeypatch.setattr(db, "execute", spoiling)
    with pytest.raises(AppError):
        upkeep.back_up(db, tmp_path / "usb", now=NOW, by=BY)
    assert list((tmp_path / "usb").iterdir()) == []
    monkeypatch.undo()
    close_book(db)


def test_a_backup_into_no_folder_is_refused(live: Made, tmp_path: Path) -> None:
    (tmp_path / "usb").write_text("a file where the folder should be")
    db = _opened(live)
    with pytest.raises(FileUnwritable):
        upkeep.back_up(db, tmp_path / "usb", now=NOW, by=BY)
    close_book(db)


# Restoring ---------------------------------------------------------------------------------------
@pytest.fixture
def backup(live: Made, tmp_path: Path) -> Path:
    """A backup with one household; the live book has two since."""
    db = _opened(live)
    add(db, "Bàn Văn Tiến")
    copy = upkeep.back_up(db, tmp_path / "usb", now=NOW, by=BY)
    add(db, "Ma Văn Quý")
    close_book(db)
    return copy


def test_a_restore_swaps_the_books_and_keeps_the_live_one(live: Made, backup: Path) -> None:
    done = upkeep.restore(backup, live.path, passphrase=PHRASE, now=at(2026, 12))
    assert _heads(live.path, live.code) == ["Bàn Văn Tiến"]
    assert done.kept is not None
    assert _heads(done.kept, live.code) == ["Bàn Văn Tiến", "Ma Văn Quý"]
    assert done.last_write == NOW
    assert backup.exists()
    assert not list(live.path.parent.glob("*.restoring*"))


def test_a_restore_on_a_new_computer_needs_the_recovery_sheet_only(
    live: Made, backup: Path, tmp_path: Path
) -> None:
    target = tmp_path / "new" / "xa.rasoat-book"
    done = upkeep.restore(backup, target, code=live.code, now=NOW)
    assert done.kept is None
    assert _heads(target, live.code) == ["Bàn Văn Tiến"]


def _cut(backup: Path) -> None:
    raw = backup.read_bytes()
    backup.write_bytes(raw[: len(raw) // 2 // 4096 * 4096])


def _holed(backup: Path) -> None:
    raw = backup.read_bytes()
    backup.write_bytes(raw[:20480] + bytes(4096) + raw[24576:])


def _other(backup: Path) -> None:
    backup.write_bytes(b"PK\x03\x04")


@pytest.mark.parametrize(
    ("spoil", "phrase", "refusal"),
    [
        (lambda _backup: None, "câu này không đúng", WrongPassphrase),
        (_other, PHRASE, NotABook),
        (_cut, PHRASE, BookDamaged),
        (_holed, PHRASE, BookDamaged),
        (lambda backup: backup.unlink(), PHRASE, AppError),
    ],
    ids=["wrong phrase", "no book", "cut", "holed", "missing"],
)
def test_a_refused_restore_leaves_the_live_book_untouched(
    live: Made, backup: Path, spoil: object, phrase: str, refusal: type[AppError]
) -> None:
    spoil(backup)  # type: ignore[operator]
    before = live.path.read_bytes()
    with pytest.raises(refusal):
        upkeep.restore(backup, live.path, passphrase=phrase, now=NOW)
    assert live.path.read_bytes() == before
    assert not list(live.path.parent.glob("*.restoring*"))
    assert _heads(live.path, live.code) == ["Bàn Văn Tiến", "Ma Văn Quý"]


def test_a_restore_under_an_open_window_is_refused(live: Made, backup: Path) -> None:
    db = _opened(live)
    with pytest.raises(BookInUse):
        upkeep.restore(backup, live.path, passphrase=PHRASE, now=NOW)
    add(db, "Lý Văn Hai")
    close_book(db)
    assert len(_heads(live.path, live.code)) == 3


def test_a_restore_cut_short_is_begun_again(live: Made, backup: Path) -> None:
    for tail in ("", "-wal"):
        live.path.with_name(f"{live.path.name}.restoring{tail}").write_bytes(b"half")
    upkeep.restore(backup, live.path, passphrase=PHRASE, now=NOW)
    assert _heads(live.path, live.code) == ["Bàn Văn Tiến"]


def test_an_older_backup_is_upgraded_on_the_way_in(
    live: Made, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = _later()
    monkeypatch.setattr("desktop.store.connection.steps", later)
    upkeep.restore(backup, live.path, code=live.code, now=NOW)
    db = _opened(live)
    assert "extra" in db.table_names()
    assert len(registering.everyone(db)) == 1
    close_book(db)


def test_a_newer_backup_is_refused(
    live: Made, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.store.connection.steps", _later())
    close_book(open_book(backup, code=live.code))
    monkeypatch.undo()
    before = live.path.read_bytes()
    with pytest.raises(BookTooNew):
        upkeep.restore(backup, live.path, code=live.code, now=NOW)
    assert live.path.read_bytes() == before


def _later() -> Migrations:
    later = Migrations("rasoat")
    for step in list(steps.pending(_memory())):
        later(name=step.name)(step.fn)
    later(name="9000_next")(lambda db: db.execute("CREATE TABLE extra (a TEXT) STRICT"))
    return later


def _memory() -> Db:
    from sqlcipher3 import dbapi2

    return Db(dbapi2.connect(":memory:"), execute_plugins=False)


_KILLED = """
import os, sys
from pathlib import Path
from desktop.store.connection import open_book, writing
db = open_book(Path(sys.argv[1]), code=sys.argv[2])
with writing(db):
    db.execute("INSERT INTO setting VALUES ('said', '1')")
os._exit(9)
"""


def test_what_lies_in_the_log_of_a_killed_book_is_restored_too(
    live: Made, tmp_path: Path, made_books: Books
) -> None:
    """A book that was not closed keeps its last writes in the log beside it."""
    subprocess.run([sys.executable, "-c", _KILLED, str(live.path), live.code], check=False)
    assert live.path.with_name(live.path.name + "-wal").stat().st_size > 0
    other = make(tmp_path / "other", COMMUNE)
    upkeep.restore(live.path, other.path, code=live.code, now=NOW)
    db = open_book(other.path, code=live.code)
    assert settings.get(db, "said", int) == 1
    close_book(db)
    done = upkeep.restore(made_books[COMMUNE].path, live.path, code=live.code, now=NOW)
    assert done.kept is not None
    db = open_book(done.kept, code=live.code)
    assert settings.get(db, "said", int) == 1, "nor is it lost when the book is set aside"
    close_book(db)


def test_a_wrong_phrase_at_a_killed_book_loses_nothing(live: Made) -> None:
    subprocess.run([sys.executable, "-c", _KILLED, str(live.path), live.code], check=False)
    with pytest.raises(WrongPassphrase):
        open_book(live.path, passphrase="câu này không đúng")
    assert _another_program(live) == "False opened"
    db = _opened(live)
    assert settings.get(db, "said", int) == 1
    close_book(db)


# Copies ------------------------------------------------------------------------------------------
def test_only_the_newest_copies_are_kept(tmp_path: Path) -> None:
    for n in range(6):
        for tail in ("", "-wal"):
            file = tmp_path / f"xa-before-{n}.rasoat-book{tail}"
            file.write_text("x")
            os.utime(file, (n, n))
    (tmp_path / "08_2026.rasoat-book").write_text("a backup by hand")
    removed = upkeep.prune_copies(tmp_path, keep=2)
    assert len(removed) == 4
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "08_2026.rasoat-book",
        "xa-before-4.rasoat-book", "xa-before-4.rasoat-book-wal",
        "xa-before-5.rasoat-book", "xa-before-5.rasoat-book-wal",
    ]  # fmt: skip


def test_a_signatory_and_a_user_are_kept_with_a_trail(live: Made) -> None:
    db = _opened(live)
    upkeep.save_signatory(db, Signatory(place="Bình An", name="Ma Văn Hiệp"), now=NOW, by=BY)
    upkeep.save_user(db, "Lý Thị Hai", now=NOW)
    assert settings.signatory(db).name == "Ma Văn Hiệp"
    assert settings.get(db, "user", str) == "Lý Thị Hai"
    assert [line.action for line in audit.of(db, "setting")] == ["user", "signatory"]
    close_book(db)
