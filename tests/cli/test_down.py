"""`pack-down` and `take-in`: what a province sends down reaches a commune through files only."""

from __future__ import annotations

from pathlib import Path

from desktop.domain.planning import Aim, Goal, Indicator
from desktop.store import plans
from desktop.store.connection import close_book, open_book, writing
from tests.cli.conftest import Run
from tests.services.conftest import Made, make
from tests.services.made import COMMUNE, UPPER


def befriend(run: Run, books: dict[str, Path], folder: Path) -> None:
    for mine, theirs in ((UPPER, COMMUNE), (COMMUNE, UPPER)):
        made = run("card", "--book", books[theirs], "--out", folder, "--json").data
        trusted = run("trust", "--book", books[mine], made["card"], "--code", made["code"])
        assert trusted.code == 0, trusted.err


def test_old_communes_travel_down_by_command(run: Run, tmp_path: Path) -> None:
    made: dict[str, Made] = {code: make(tmp_path, code) for code in (COMMUNE, UPPER)}
    books = {code: one.path for code, one in made.items()}
    befriend(run, books, tmp_path / "cards")
    facts = tmp_path / "xa_cu.csv"
    facts.write_text("old_name,new_code,since\nXã Cũ Thử,02296,2025-07-01\n", encoding="utf-8")
    out = tmp_path / "usb"
    packed = run(
        "pack-down", "--book", books[UPPER], "--merged", facts, "--note", "thử", "--out", out,
        "--json",
    )  # fmt: skip
    assert packed.code == 0, packed.err
    assert (packed.data["number"], packed.data["receivers"]) == (1, 1)
    taken = run("take-in", "--book", books[COMMUNE], out)
    assert taken.code == 0, taken.err
    assert "áp dụng bộ số 1 của Tỉnh Tuyên Quang" in taken.out
    again = run("take-in", "--book", books[COMMUNE], out, "--json").data["packages"]
    assert [p["verdict"] for p in again] == ["known"]


def test_a_pack_for_later_is_kept_and_not_called_done(run: Run, tmp_path: Path) -> None:
    made = {code: make(tmp_path, code) for code in (COMMUNE, UPPER)}
    books = {code: one.path for code, one in made.items()}
    befriend(run, books, tmp_path / "cards")
    out = tmp_path / "usb"
    run("pack-down", "--book", books[UPPER], "--calendar", "--from", "2099-01-01", "--out", out)
    taken = run("take-in", "--book", books[COMMUNE], out)
    assert taken.code == 1
    assert "01/01/2099" in taken.out


def test_nothing_chosen_is_refused_with_what_to_do(run: Run, tmp_path: Path) -> None:
    made = {code: make(tmp_path, code) for code in (COMMUNE, UPPER)}
    books = {code: one.path for code, one in made.items()}
    befriend(run, books, tmp_path / "cards")
    refused = run("pack-down", "--book", books[UPPER], "--out", tmp_path / "usb")
    assert refused.code == 1
    assert "Chưa chọn gì" in refused.err


def test_goals_and_tasks_travel_down_by_command(run: Run, tmp_path: Path) -> None:
    made = {code: make(tmp_path, code) for code in (COMMUNE, UPPER)}
    books = {code: one.path for code, one in made.items()}
    befriend(run, books, tmp_path / "cards")
    upper = open_book(books[UPPER], code=made[UPPER].code)
    with writing(upper):
        plans.put(upper, [Goal(
            uid="g", office=COMMUNE, set_by=UPPER, indicator=Indicator.POOR_RATE,
            aim=Aim.FALL_MORE, first=2026, last=2030, value=2.0,
        )])  # fmt: skip
    close_book(upper)
    out = tmp_path / "usb"
    packed = run("pack-down", "--book", books[UPPER], "--goals", "--tasks", "--out", out, "--json")
    assert packed.code == 0, packed.err
    taken = run("take-in", "--book", books[COMMUNE], out)
    assert taken.code == 0, taken.err
    commune = open_book(books[COMMUNE], code=made[COMMUNE].code)
    assert [goal.uid for goal in plans.of_kind(commune, Goal)] == ["g"]
    close_book(commune)
