"""`pack-plan` and `take-in`: a commune's plan reaches the province through files only."""

from __future__ import annotations

from pathlib import Path

from desktop.domain.planning import Goal
from desktop.store import plans
from desktop.store.connection import close_book, open_book
from tests.cli.conftest import Run
from tests.cli.test_down import befriend
from tests.services.conftest import make
from tests.services.made import COMMUNE, UPPER
from tests.services.planning import plan_made


def test_a_plan_is_packed_inspected_taken_in_and_answered_by_command(
    run: Run, tmp_path: Path
) -> None:
    made = {code: make(tmp_path, code) for code in (COMMUNE, UPPER)}
    books = {code: one.path for code, one in made.items()}
    db = open_book(books[COMMUNE], code=made[COMMUNE].code)
    plan_made.fill(db)
    close_book(db)
    befriend(run, books, tmp_path / "cards")
    packed = run(
        "pack-plan", "--book", books[COMMUNE], "--to", UPPER, "--files", "--out", tmp_path / "usb",
        "--json",
    )  # fmt: skip
    assert packed.code == 0, packed.err
    assert (packed.data["number"], packed.data["left_out"]) == (1, [])
    assert "gói kế hoạch" in run("inspect", packed.data["package"]).out
    dry = run("take-in", "--book", books[UPPER], "--dry-run", tmp_path / "usb", "--json")
    assert dry.data["packages"][0]["verdict"] == "accepted"
    taken = run(
        "take-in", "--book", books[UPPER], "--receipts", tmp_path / "back", tmp_path / "usb"
    )
    assert taken.code == 0, taken.err
    again = run("take-in", "--book", books[UPPER], tmp_path / "usb", "--json")
    assert [p["verdict"] for p in again.data["packages"]] == ["known"]
    home = run("take-in", "--book", books[COMMUNE], tmp_path / "back")
    assert home.code == 0, home.err
    assert "số liệu hai bên khớp" in home.out
    db = open_book(books[UPPER], code=made[UPPER].code)
    assert [g.office for g in plans.of_kind(db, Goal)] == [COMMUNE]
    close_book(db)


def test_an_empty_plan_is_refused_with_what_to_do(run: Run, tmp_path: Path) -> None:
    made = {code: make(tmp_path, code) for code in (COMMUNE, UPPER)}
    books = {code: one.path for code, one in made.items()}
    befriend(run, books, tmp_path / "cards")
    refused = run("pack-plan", "--book", books[COMMUNE], "--to", UPPER, "--out", tmp_path)
    assert refused.code == 1
    assert "trang Kế hoạch" in refused.err
