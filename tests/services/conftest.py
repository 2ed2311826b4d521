"""Books for the tests of services: made once, copied for each test, opened by their recovery code.

The code is the key itself, so no test waits for Argon2 (0.15 s by design).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.services import upkeep
from desktop.store.connection import Db, close_book, open_book
from tests.services.made import BY, COMMUNE, LIST, NOW, PHRASE, SECOND, UPPER, introduce, season


@dataclass(frozen=True, slots=True)
class Made:
    """A book made once: its file and the code that opens its copies."""

    path: Path
    code: str


Books = dict[str, Made]
Opener = Callable[..., Db]


def make(folder: Path, code: str, list_version: str = LIST, *, practice: bool = False) -> Made:
    """A new book of an office, closed again."""
    path = folder / f"{code}.rasoat-book"
    office = upkeep.office_of(code, list_version, practice=practice)
    made = upkeep.new_book(path, office, PHRASE, now=NOW, by=BY)
    close_book(made.db)
    return Made(path, made.recovery_code)


@pytest.fixture(scope="session")
def made_books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Two communes, their province and a practice commune; both communes know the province."""
    folder = tmp_path_factory.mktemp("books")
    books = {code: make(folder, code) for code in (COMMUNE, SECOND, UPPER)}
    books["practice"] = make(folder / "practice", COMMUNE, practice=True)
    open_ = {c: open_book(books[c].path, code=books[c].code) for c in (COMMUNE, SECOND, UPPER)}
    for code in (COMMUNE, SECOND):
        introduce(open_[UPPER], open_[code], folder)
    for db in open_.values():
        close_book(db)
    return books


@pytest.fixture
def open_made(made_books: Books, tmp_path: Path) -> Iterator[Opener]:
    """Open a copy of a made book of one's own; all are closed after the test."""
    opened: list[Db] = []

    def open_copy(which: str, folder: str = "books") -> Db:
        made = made_books[which]
        path = tmp_path / folder / f"{which}.rasoat-book"
        path.parent.mkdir(exist_ok=True)
        shutil.copyfile(made.path, path)
        opened.append(open_book(path, code=made.code))
        return opened[-1]

    yield open_copy
    for db in opened:
        close_book(db)


@pytest.fixture
def commune(open_made: Opener) -> Db:
    """The book of Xã Bình An (02296, list 2025)."""
    return open_made(COMMUNE)


@pytest.fixture
def second(open_made: Opener) -> Db:
    """The book of another commune of the province."""
    return open_made(SECOND)


@pytest.fixture
def upper(open_made: Opener) -> Db:
    """The book of the province (08)."""
    return open_made(UPPER)


@pytest.fixture
def sender(commune: Db) -> Db:
    """A commune that has keyed two rounds."""
    season(commune)
    return commune
