"""`inspect` and `take-in` of a household handed over: named, kept for an official, never received alone."""

from __future__ import annotations

import datetime
from pathlib import Path

from desktop.services import handing_over
from desktop.services.handing_over import Choice
from desktop.store.connection import close_book, open_book
from tests.cli.conftest import Run
from tests.services.conftest import Made, make
from tests.services.made import BY, COMMUNE, NOW, SECOND, add


def befriend(run: Run, books: dict[str, Path], folder: Path) -> None:
    for mine, theirs in ((SECOND, COMMUNE), (COMMUNE, SECOND)):
        card = run("card", "--book", books[theirs], "--out", folder, "--json").data
        trusted = run("trust", "--book", books[mine], card["card"], "--code", card["code"])
        assert trusted.code == 0, trusted.err


def handed(made: dict[str, Made], folder: Path) -> Path:
    db = open_book(made[COMMUNE].path, code=made[COMMUNE].code)
    choice = Choice(household=add(db).uid, to=SECOND, on=datetime.date(2026, 10, 20))
    path = handing_over.hand_over(db, choice, folder, now=NOW, by=BY).path
    close_book(db)
    return path


def test_a_folder_run_keeps_a_household_for_an_official(run: Run, tmp_path: Path) -> None:
    made = {code: make(tmp_path, code) for code in (COMMUNE, SECOND)}
    books = {code: one.path for code, one in made.items()}
    befriend(run, books, tmp_path / "cards")
    path = handed(made, tmp_path / "usb")
    shown = run("inspect", path)
    assert shown.code == 0
    assert "gói bàn giao hộ" in shown.out
    planned = run("take-in", "--book", books[SECOND], "--dry-run", tmp_path / "usb", "--json").data
    assert [p["verdict"] for p in planned["packages"]] == ["held"]
    for _ in range(2):  # each night anew, until somebody decides
        taken = run("take-in", "--book", books[SECOND], tmp_path / "usb")
        assert taken.code == 1  # not done before somebody decides
        assert "Bàn Văn Tiến" in taken.out
        assert "Bàn giao hộ" in taken.out
    db = open_book(books[SECOND], code=made[SECOND].code)
    assert [(x.state, x.head_name) for x in handing_over.everything(db)] == [
        ("waiting", "Bàn Văn Tiến")
    ]
    close_book(db)
