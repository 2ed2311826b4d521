"""The commands for phones: out with a form, in with what was filled, and what they refuse."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.household import Household
from desktop.domain.review import Answers
from desktop.exchange.phone_form import Mark, short_hash
from desktop.services import registering
from desktop.services.catalogue import shipped_standard, standard_content
from desktop.store.connection import close_book, open_book
from tests.cli.conftest import Run
from tests.exchange.filled import central_zip, fill
from tests.services.conftest import Made
from tests.services.made import COMMUNE, POOR, STANDARD, add, key, open_rounds

TOLD = Answers(b1_points=97, facts={"water": "tap"}, reviewed_on=datetime.date(2026, 10, 9))


@pytest.fixture
def keyed(book: Path, made_books: dict[str, Made]) -> tuple[Path, Household, Mark]:
    """A closed book with one household to review in 2026."""
    db = open_book(book, code=made_books[COMMUNE].code)
    open_rounds(db, 2025, 2026)
    key(db, add(db), POOR, 2025)
    content = standard_content(db, STANDARD)
    household = registering.everyone(db)[0]
    close_book(db)
    mark = Mark(year=2026, commune=COMMUNE, standard_id=STANDARD, standard_hash=short_hash(content))
    return book, household, mark


def test_the_form_is_written_and_says_what_it_carries(
    run: Run, keyed: tuple[Path, Household, Mark], tmp_path: Path
) -> None:
    out = tmp_path / "phieu.xlsx"
    said = run("xlsform", "--book", keyed[0], "--year", "2026", "--out", out, "--yes", "--json")
    assert (said.code, said.err) == (0, "")
    assert said.data["households"] == 1
    assert said.data["ids"] == 0
    assert said.data["form_id"] == "rasoat_02296_2026"
    assert out.is_file()


def test_at_a_terminal_the_phrase_is_asked_again(
    run: Run, keyed: tuple[Path, Household, Mark], tmp_path: Path
) -> None:
    out = tmp_path / "phieu.xlsx"
    said = run("xlsform", "--book", keyed[0], "--year", "2026", "--out", out, typed="sai\n")
    assert said.code == 1
    assert not out.exists()


def test_filled_forms_become_drafts_once(
    run: Run, keyed: tuple[Path, Household, Mark], tmp_path: Path
) -> None:
    book, household, mark = keyed
    file = tmp_path / "submissions.csv.zip"
    standard = shipped_standard(STANDARD)
    file.write_bytes(central_zip([fill("k1", mark, household, TOLD, standard)], standard))
    command = ("read-submissions", file, "--book", book, "--year", "2026", "--json")
    looked = run(*command, "--dry-run")
    assert (looked.data["new"], looked.data["drafts"]) == (1, 0)
    taken = run(*command)
    assert (taken.code, taken.data["drafts"]) == (0, 1)
    again = run(*command)
    assert (again.code, again.data["drafts"], again.data["known"]) == (0, 0, 1)
    other = central_zip(
        [fill("k2", mark, household, replace(TOLD, b1_points=5), standard)], standard
    )
    file.write_bytes(other)
    waiting = run(*command)
    assert (waiting.code, waiting.data["waiting"]) == (1, 1)
    assert run(*command, "--take-changed").data["drafts"] == 1


def test_what_is_refused_stands_on_stderr_with_its_cure(
    run: Run, keyed: tuple[Path, Household, Mark], tmp_path: Path
) -> None:
    book, household, mark = keyed
    standard = shipped_standard(STANDARD)
    file = tmp_path / "a.zip"
    old = replace(mark, year=2024)
    file.write_bytes(central_zip([fill("k1", old, household, TOLD, standard)], standard))
    said = run("read-submissions", file, "--book", book, "--year", "2026")
    assert said.code == 1
    assert "2024" in said.err
    file.write_bytes(b"x")
    said = run("read-submissions", file, "--book", book, "--year", "2026")
    assert said.code == 1
    assert "a.zip" in said.err
