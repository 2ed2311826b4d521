"""Damaged workbooks: read in a process of its own, so that the worst of them ends only that."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import AppError, WorkbookBroken
from desktop.exchange.lists import child, guard
from desktop.exchange.lists.columns import open_list
from desktop.exchange.lists.rows import read_rows
from desktop.exchange.lists.workbook import read_sheet, read_sheets
from desktop.text import sentence
from tests.exchange.list_samples import FIXTURES, save, two_families
from tests.exchange.workbooks import WRITERS, xls

DEADLY = {1958: 175, 1960: 135, 1964: 185}
"""Places in old.xls and bytes that make calamine ask for more memory than there is."""


def _spoilt(path: Path, raw: bytes, changes: dict[int, int]) -> Path:
    bad = bytearray(raw)
    for place, byte in changes.items():
        bad[place] = byte
    path.write_bytes(bad)
    return path


@pytest.mark.parametrize("place", DEADLY)
def test_a_workbook_that_would_end_the_process_is_only_broken(tmp_path: Path, place: int) -> None:
    raw = (FIXTURES / "old.xls").read_bytes()
    path = _spoilt(tmp_path / "a.xls", raw, {place: DEADLY[place]})
    with pytest.raises(WorkbookBroken) as caught:
        read_sheet(path)
    assert "a.xls" in sentence(caught.value)
    assert "tệp bị hỏng" in sentence(caught.value)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows refuses the memory without a limit")
def test_one_of_them_really_ends_the_process_that_reads_it() -> None:
    raw = bytearray((FIXTURES / "old.xls").read_bytes())
    raw[1960] = DEADLY[1960]
    done = subprocess.run(
        [sys.executable, child.__file__], input=b"null\n" + bytes(raw), capture_output=True,
        check=False,
    )  # fmt: skip
    assert done.returncode < 0
    assert done.stdout == b""


@pytest.mark.parametrize("kind", WRITERS)
def test_a_workbook_with_bytes_changed_anywhere_is_read_or_broken(
    tmp_path: Path, kind: str
) -> None:
    raw = WRITERS[kind](tmp_path / f"a.{kind}", two_families(), ()).read_bytes()
    dice = random.Random(f"{kind} 7")
    said = 0
    for _ in range(60):
        flips = {dice.randrange(len(raw)): dice.randrange(256) for _ in range(dice.randrange(1, 6))}
        said += _is_refused(_spoilt(tmp_path / f"b.{kind}", raw, flips))
    assert 0 < said <= 60


def _is_refused(path: Path) -> bool:
    try:
        sheet, layout = open_list(path)
        read_rows(sheet.rows, layout)
    except AppError:
        return True
    return False


def test_an_xlsx_with_nonsense_in_its_parts_is_read_or_broken(tmp_path: Path) -> None:
    """The archive is whole, so that it is read in this very process."""
    source = zipfile.ZipFile(save(tmp_path / "a.xlsx", two_families()))
    dice = random.Random(3)
    parts = {name: source.read(name) for name in source.namelist()}
    for _ in range(150):
        victim = dice.choice(sorted(parts))
        bad = bytearray(parts[victim])
        for _ in range(dice.randrange(1, 6)):
            bad[dice.randrange(len(bad))] = dice.choice(b'0123456789<>"=/ AZaz\xff')
        with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
            for name, part in parts.items():
                archive.writestr(name, bytes(bad) if name == victim else part)
        _is_refused(tmp_path / "b.xlsx")


@pytest.mark.parametrize("kind", WRITERS)
def test_both_ways_of_reading_give_the_same_cells(tmp_path: Path, kind: str) -> None:
    rows = [["DANH SÁCH", "", ""], *two_families()]
    raw = WRITERS[kind](tmp_path / f"a.{kind}", rows, [(0, 0, 0, 2)]).read_bytes()
    here, apart = guard.read_here(raw, None), guard.read_apart(raw, None)
    assert (here.kind, here.names) == (apart.kind, apart.names) == ("ok", ["Danh sách"])
    assert here.sheets[0].rows == apart.sheets[0].rows
    assert here.sheets[0].merged == apart.sheets[0].merged


def test_dates_come_through_as_dates() -> None:
    raw = (FIXTURES / "old.xls").read_bytes()
    assert guard.read_apart(raw, None).sheets == guard.read_here(raw, None).sheets


def test_only_the_wanted_sheet_is_read(tmp_path: Path) -> None:
    raw = xls(tmp_path / "a.xls", two_families()).read_bytes()
    assert guard.read_apart(raw, ["khác"]).sheets == []
    assert guard.read_apart(raw, []).names == ["Danh sách"]


@pytest.mark.parametrize(("name", "sheets"), [("xlsx", 1), ("xls", 1), ("ods", 1)])
def test_only_a_whole_xlsx_is_read_in_this_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, sheets: int
) -> None:
    path = WRITERS[name](tmp_path / f"a.{name}", two_families(), ())
    asked: list[str] = []

    def spy(which: str, real: Callable[..., child.Answer]) -> Callable[..., child.Answer]:
        def called(*args: object) -> child.Answer:
            asked.append(which)
            return real(*args)

        return called

    for which in ("read_here", "read_apart"):
        monkeypatch.setattr(
            f"desktop.exchange.lists.workbook.{which}", spy(which, getattr(guard, which))
        )
    assert len(read_sheets(path)) == sheets
    assert asked == ["read_here" if name == "xlsx" else "read_apart"]


def test_the_frozen_program_calls_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "rasoat"))
    assert guard._program() == [str(tmp_path / "rasoat"), "--read-workbook"]


def test_the_program_answers_as_its_own_child() -> None:
    raw = (FIXTURES / "old.xls").read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "desktop", child.FLAG], input=b"null\n" + raw, capture_output=True,
        check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    import msgspec

    answer = msgspec.msgpack.decode(done.stdout, type=child.Answer)
    assert (answer.kind, answer.names) == ("ok", ["Danh sách"])


def test_one_that_takes_too_long_is_left(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(guard, "PATIENCE", 0.001)
    path = xls(tmp_path / "a.xls", two_families())
    with pytest.raises(WorkbookBroken) as caught:
        read_sheet(path)
    assert "mở quá lâu" in sentence(caught.value)


def test_a_csv_in_disguise_is_broken(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(io.BytesIO(b"a;b\n1;2\n").getvalue())
    with pytest.raises(WorkbookBroken):
        read_sheet(tmp_path / "a.xls")
