"""The commands for papers: the code at their foot looked up, sheets for the field written."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.services import reporting
from desktop.store.connection import close_book, open_book
from tests.cli.conftest import Run
from tests.services.conftest import Made
from tests.services.made import BY, COMMUNE, NOW, POOR, add, key, open_rounds, season


@pytest.fixture
def printed(book: Path, made_books: dict[str, Made], tmp_path: Path) -> tuple[Path, str]:
    """A closed book of two rounds, and the code of a 7.1 that was written from it."""
    db = open_book(book, code=made_books[COMMUNE].code)
    season(db)
    paper = reporting.paper_of(db, "7.1", 2026)
    reporting.write_paper(db, paper, "pdf", tmp_path / "7_1.pdf", now=NOW, by=BY)
    close_book(db)
    return book, paper.sheet.code


def test_the_code_of_a_paper_says_what_it_was(run: Run, printed: tuple[Path, str]) -> None:
    book, code = printed
    said = run("check-paper", code.lower(), "--book", book, "--json")
    assert said.code == 0
    assert (said.data["form"], said.data["year"], said.data["official"]) == ("7.1", 2026, True)
    assert said.data["totals"]["(3) Số hộ"] == "2"
    assert BY in run("check-paper", code, "--book", book).out


@pytest.mark.parametrize("code", ["ABCD-EFGH-X", "J5AU-KQB5-7"])
def test_a_wrong_or_unknown_code_is_refused(run: Run, printed: tuple[Path, str], code: str) -> None:
    said = run("check-paper", code, "--book", printed[0])
    assert said.code != 0
    assert code in said.err


def test_sheets_of_all_villages_are_written(
    run: Run, book: Path, made_books: dict[str, Made], tmp_path: Path
) -> None:
    db = open_book(book, code=made_books[COMMUNE].code)
    open_rounds(db, 2025, 2026)
    key(db, add(db), POOR, 2025)
    close_book(db)
    out = tmp_path / "phieu"
    said = run("field-sheets", "--year", "2026", "--out", out, "--yes", "--book", book, "--json")
    assert said.code == 0
    assert [p.name for p in out.iterdir()] == ["phieu_B_02296_2026_na_bo.pdf"]
    assert said.data["files"] == [str(out / "phieu_B_02296_2026_na_bo.pdf")]
