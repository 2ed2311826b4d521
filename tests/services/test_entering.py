"""What a book just opened says of itself, and how practice books come into being."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.domain.unit import Level
from desktop.errors import Cancelled, WrongPassphrase
from desktop.services import practising, reviewing, upkeep
from desktop.services.entering import entrance, last_backup, particulars, sheet_code
from tests.services.conftest import Opener
from tests.services.made import BY, COMMUNE, NOW, PHRASE


def test_a_new_book_knows_office_and_user_and_no_round(open_made: Opener) -> None:
    found = entrance(open_made(COMMUNE))
    assert found.office.code == COMMUNE
    assert found.user == BY
    assert (found.opened, found.standard, found.last_backup) == (None, None, None)
    assert found.last_write == NOW


def test_the_newest_round_brings_its_standard(open_made: Opener) -> None:
    db = open_made(COMMUNE)
    for year in (2025, 2026):
        reviewing.open_round(db, year, now=NOW, by=BY)
    found = entrance(db)
    assert found.opened is not None
    assert found.standard is not None
    assert (found.opened.year, found.standard.id) == (2026, "2022-2025")
    assert [r.year for r in particulars(db).rounds] == [2026, 2025]


def test_the_last_copy_is_remembered_by_the_book(open_made: Opener, tmp_path: Path) -> None:
    db = open_made(COMMUNE)
    assert last_backup(db) is None
    upkeep.back_up(db, tmp_path / "usb", now=NOW, by=BY)
    assert last_backup(db) == NOW


def test_the_code_is_told_again_to_who_knows_the_phrase(open_made: Opener, tmp_path: Path) -> None:
    db = open_made(COMMUNE)
    code = sheet_code(db, PHRASE)
    copy = upkeep.back_up(db, tmp_path, now=NOW, by=BY)
    upkeep.close_book(upkeep.open_book(copy, code=code))
    with pytest.raises(WrongPassphrase):
        sheet_code(db, PHRASE + "x")


def test_a_practice_season_is_whole_or_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def play(folder: Path, *, size: object, practice: bool, say: object) -> None:
        assert practice
        assert not folder.exists(), "what an earlier attempt left is gone"
        book = folder / "so" / "2025_02296.rasoat-book"
        book.parent.mkdir(parents=True)
        book.write_bytes(b"book")

    def break_off(folder: Path, **_: object) -> None:
        folder.mkdir()
        raise Cancelled

    monkeypatch.setattr("desktop.services.demonstrating.demonstrate", break_off)
    with pytest.raises(Cancelled):
        practising.make_practice(tmp_path, say=lambda _line: None)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr("desktop.services.demonstrating.demonstrate", play)
    (tmp_path / "luyen-tap.part" / "so").mkdir(parents=True)
    assert practising.practice_book(tmp_path, Level.COMMUNE) is None
    practising.make_practice(tmp_path, say=lambda _line: None)
    found = practising.practice_book(tmp_path, Level.COMMUNE)
    assert found == tmp_path / "luyen-tap" / "so" / "2025_02296.rasoat-book"
    assert practising.practice_book(tmp_path, Level.PROVINCE) is None
    assert not (tmp_path / "luyen-tap.part").exists()
