"""Commands of an upper office: receipts owed, packages kept, going back, papers over all that came."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.services import archiving, judging, receipting, registering
from desktop.store.connection import close_book, open_book
from tests.cli.conftest import Run
from tests.services.conftest import Made
from tests.services.made import (
    BY,
    COMMUNE,
    NOW,
    POOR,
    UPPER,
    add,
    at,
    introduce,
    key,
    pack,
    season,
    take_in,
)


@dataclass(frozen=True, slots=True)
class Desk:
    """The closed book of the province, with two reports of a commune in files."""

    book: Path
    code: str
    first: Path
    second: Path


@pytest.fixture
def desk(made_books: dict[str, Made], book: Path, upper_book: Path, tmp_path: Path) -> Desk:
    commune = open_book(book, code=made_books[COMMUNE].code)
    upper = open_book(upper_book, code=made_books[UPPER].code)
    introduce(commune, upper, tmp_path)
    season(commune)
    first = pack(commune, tmp_path / "out")
    key(commune, add(commune, "Triệu Văn Mới"), POOR)
    second = pack(commune, tmp_path / "out", now=at(2026, 11, 5))
    close_book(commune)
    close_book(upper)
    return Desk(upper_book, made_books[UPPER].code, first, second)


def test_packages_are_listed_and_an_earlier_one_is_gone_back_to(
    run: Run, desk: Desk, tmp_path: Path
) -> None:
    for file in (desk.first, desk.second):
        assert run("take-in", "--book", desk.book, file).code == 0
    listed = run("archive", "--book", desk.book, "--year", "2026", "--json").data["packages"]
    assert {p["number"]: p["current"] for p in listed} == {1: False, 2: True}
    back = ("take-back", "--book", desk.book, "--year", "2026", "--office", COMMUNE)
    planned = run(*back, "--number", "1", "--dry-run", "--json").data
    assert planned["moves"]["leaves"] == 1
    said = run(
        *back, "--number", "1", "--reason", "Thừa hộ", "--receipts", tmp_path / "r", "--json"
    )
    assert said.code == 0, said.err
    assert Path(said.data["receipt"]).is_file()
    shown = run("archive", "--book", desk.book, "--year", "2026").out
    assert "số 1, " in shown
    assert "trong sổ" in shown
    assert run(*back, "--number", "2").code == 2


def test_a_lost_package_is_refused_in_a_sentence(run: Run, desk: Desk) -> None:
    for file in (desk.first, desk.second):
        run("take-in", "--book", desk.book, file)
    upper = open_book(desk.book, code=desk.code)
    shutil.rmtree(archiving.folder_of(upper))
    close_book(upper)
    said = run(
        "take-back", "--book", desk.book, "--year", "2026", "--office", COMMUNE, "--number", "1"
    )
    assert said.code == 1
    assert "Kho không có gói số 1" in said.err


def test_papers_over_all_that_came_are_marked(run: Run, desk: Desk, tmp_path: Path) -> None:
    upper = open_book(desk.book, code=desk.code)
    judging.hold(upper, desk.first, now=NOW, by=BY)
    close_book(upper)
    report = (
        "report",
        "--book",
        desk.book,
        "--year",
        "2026",
        "--out",
        tmp_path / "p",
        "--format",
        "pdf",
    )
    said = run(*report, "--all", "--received", "--json")
    assert said.code == 0, said.err
    assert said.data["included"] == [["Xã Bình An", 1]]
    names = [Path(p).name for p in said.data["papers"]]
    assert len(names) == 10
    assert all(n.endswith("_so_tam.pdf") for n in names)
    said = run(*report, "--form", "7.1", "--received", "--waiting", desk.second)
    assert "Xã Bình An (số 2)" in said.out


def test_a_commune_has_nothing_received(run: Run, book: Path, tmp_path: Path) -> None:
    said = run("report", "--book", book, "--year", "2026", "--out", tmp_path, "--all", "--received")
    assert said.code == 2


def test_receipts_that_are_owed_are_written(run: Run, desk: Desk, tmp_path: Path) -> None:
    assert run("receipts", "--book", desk.book, "--out", tmp_path / "r").code == 0
    upper = open_book(desk.book, code=desk.code)
    take_in(upper, [desk.first])
    home = registering.everyone(upper)[0]
    receipting.remark(upper, home.uid, "Xem lại", now=NOW, by=BY)
    close_book(upper)
    said = run("receipts", "--book", desk.book, "--out", tmp_path / "r", "--json")
    assert said.code == 0, said.err
    (one,) = said.data["receipts"]
    assert Path(one["file"]).is_file()
