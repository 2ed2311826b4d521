"""`rasoat report` for papers of the plan: needs, the plan and its lists, accounts of three kinds."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.store.connection import close_book, open_book
from tests.cli.conftest import Run
from tests.services.conftest import Made, make
from tests.services.made import COMMUNE
from tests.services.planning.account_made import play


@pytest.fixture
def played(book: Path, made_books: dict[str, Made]) -> Path:
    """A closed book of two rounds with a plan."""
    db = open_book(book, code=made_books[COMMUNE].code)
    play(db)
    close_book(db)
    return book


def test_papers_of_the_plan_are_written_in_three_kinds(
    run: Run, played: Path, tmp_path: Path
) -> None:
    out = tmp_path / "giay"
    forms = ("needs", "plan", "measures", "escapes", "checks", "account")
    chosen = [x for form in forms for x in ("--form", form)]
    said = run(
        "report", *chosen, "--year", "2026", "--format", "all", "--out", out, "--book", played,
        "--json",
    )  # fmt: skip
    assert (said.code, said.err) == (0, "")
    assert sorted(said.data["papers"]) == sorted(str(p) for p in out.iterdir())
    assert len(said.data["papers"]) == 3 * len(forms)
    assert all(Path(p).name.isascii() for p in said.data["papers"])


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (("--kind", "half"), "so_ket_6_thang_02296_2026"),
        (("--kind", "year"), "tong_ket_nam_02296_2026"),
        (("--kind", "period", "--since", "2025"), "tong_ket_giai_doan_02296_2025-2026"),
    ],
)
def test_accounts_of_three_kinds(
    run: Run, played: Path, tmp_path: Path, options: tuple[str, ...], name: str
) -> None:
    said = run(
        "report", "--form", "account", *options, "--year", "2026", "--format", "docx", "--out",
        tmp_path / "giay", "--book", played,
    )  # fmt: skip
    assert said.code == 0
    assert (tmp_path / "giay" / f"bao-cao-giam-ngheo_{name}.docx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--form", "account", "--form", "7.1"), "lập riêng"),
        (("--form", "plan", "--all"), "lập riêng"),
        (("--form", "7.1", "--format", "docx"), "docx"),
        (("--form", "account", "--kind", "period"), "--since"),
    ],
)
def test_what_does_not_fit_together_is_said(
    run: Run, played: Path, tmp_path: Path, options: tuple[str, ...], word: str
) -> None:
    said = run("report", *options, "--year", "2026", "--out", tmp_path / "x", "--book", played)
    assert said.code == 2
    assert word in said.err
    assert not (tmp_path / "x").exists()


def test_a_period_that_ends_before_it_begins_is_refused(
    run: Run, played: Path, tmp_path: Path
) -> None:
    said = run(
        "report", "--form", "account", "--kind", "period", "--since", "2027", "--year", "2026",
        "--out", tmp_path / "x", "--book", played,
    )  # fmt: skip
    assert said.code != 0
    assert "2027" in said.err


@pytest.mark.parametrize("office", [("01273", "2025"), ("024", "2022"), ("02", "2022")])
def test_an_empty_book_of_a_province_without_a_known_plan_gives_its_papers(
    run: Run, tmp_path: Path, office: tuple[str, str]
) -> None:
    made = make(tmp_path, *office)
    for form in ("plan", "measures", "escapes", "checks", "account"):
        said = run(
            "report", "--form", form, "--year", "2026", "--format", "all", "--out",
            tmp_path / "giay", "--book", made.path, "--json",
        )  # fmt: skip
        assert (said.code, said.err) == (0, "")
        assert len(said.data["papers"]) == 3
    needs = run(
        "report", "--form", "needs", "--year", "2026", "--out", tmp_path / "giay", "--book",
        made.path,
    )  # fmt: skip
    assert needs.code == 1
    assert "2026" in needs.err
