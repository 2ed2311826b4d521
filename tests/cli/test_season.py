"""A whole season by commands only: two books, lists, a round, papers, packages, receipts, copies."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.cli.conftest import Run, Said
from tests.exchange.list_samples import CLASS, ON, save, two_families
from tests.services.made import COMMUNE, PHRASE, UPPER

TABLE = """village;households;people;minority_households;minority_people
Nà Mỵ;40;170;38;160
Khuổi Trang;30;120;30;120
"""


def _list(folder: Path, year: int, first_class: str) -> Path:
    rows = two_families()
    for row in rows[1:]:
        row[ON] = f"10/12/{year}"
    for row in rows[1:4]:
        row[CLASS] = first_class
    return save(folder / f"danh_sach_{year}.xlsx", rows)


def test_a_season_by_commands_only(run: Run, tmp_path: Path) -> None:
    commune, province = tmp_path / "so" / "xa.rasoat-book", tmp_path / "so" / "tinh.rasoat-book"

    def done(*args: str | Path) -> Said:
        said = run(*args)
        assert (said.code, said.err) == (0, ""), args
        assert said.out.strip().count("\n") <= 2
        return said

    made = done("init", "--book", commune, "--office", COMMUNE, "--level", "commune", "--json").data
    assert Path(made["recovery_sheet"]).read_bytes().startswith(b"%PDF")
    done("init", "--book", province, "--office", UPPER, "--level", "province")

    # The year that was, the round that is, and the list after it.
    first = done("read-list", "--book", commune, _list(tmp_path, 2025, "Hộ nghèo"), "--json").data
    assert {k: first[k] for k in ("rows", "created", "updated", "skipped", "refused")} == {
        "rows": 5, "created": 5, "updated": 0, "skipped": 0, "refused": 0,
    }  # fmt: skip
    done("open-round", "--book", commune, "--year", "2026")
    after = _list(tmp_path, 2026, "Hộ cận nghèo")
    assert done("read-list", "--book", commune, after, "--json").data["updated"] == 5
    table = tmp_path / "dan_cu.csv"
    table.write_text(TABLE, "utf-8-sig")
    done("set-residents", "--book", commune, "--year", "2026", table)
    classes = done("classify", "--book", commune, "--year", "2026", "--json").data["classes"]
    assert (classes["poor"], classes["near_poor"]) == (0, 2)
    done("check", "--book", commune)
    papers = done("report", "--book", commune, "--year", "2026", "--all", "--out", tmp_path / "bieu", "--json").data  # fmt: skip
    assert all(Path(p).exists() for p in papers["papers"])

    # Cards by telephone, a package there, a receipt back.
    goi = tmp_path / "goi"
    mine = done("card", "--book", commune, "--out", goi / "the", "--json").data
    theirs = done("card", "--book", province, "--out", goi / "the", "--json").data
    done("trust", "--book", commune, theirs["card"], "--code", theirs["code"])
    done("trust", "--book", province, mine["card"], "--code", mine["code"].replace(" ", ""))
    packed = done("pack", "--book", commune, "--year", "2026", "--to", UPPER, "--papers", "--out", goi, "--json").data  # fmt: skip
    header = done("inspect", packed["package"], "--json").data
    assert (header["kind"], header["number"], header["sender"]["code"]) == ("report", 1, COMMUNE)
    planned = done("take-in", "--book", province, goi, "--dry-run", "--json").data["packages"]
    assert [p["verdict"] for p in planned] == ["accepted"]
    [taken] = done("take-in", "--book", province, goi, "--receipts", goi / "giay", "--json").data["packages"]  # fmt: skip
    assert (taken["verdict"], taken["refusal"]) == ("accepted", None)
    assert taken["counts"]["households"] == {"add": 2}
    assert (tmp_path / "so" / "copies").is_dir(), "the book was copied before"
    done("take-in", "--book", commune, taken["receipt"], "--dry-run")
    done("take-in", "--book", commune, taken["receipt"])

    # The province's own papers, from the same numbers.
    done("report", "--book", province, "--year", "2026", "--form", "7.1", "--form", "7.2", "--format", "xlsx", "--out", tmp_path / "bieu-tinh")  # fmt: skip
    assert len(list((tmp_path / "bieu-tinh").iterdir())) == 2

    # Away and back.
    csv_files = done("export", "--book", province, "--year", "2026", "--out", tmp_path / "csv", "--yes", "--json").data["files"]  # fmt: skip
    with Path(csv_files[0]).open(encoding="utf-8-sig", newline="") as file:
        assert {row["head_name"] for row in csv.DictReader(file)} == {"Bàn Văn Tiến", "Ma Văn Quý"}
    copy = done("backup", "--book", commune, "--out", tmp_path / "usb", "--json").data["copy"]
    restored = done("restore", copy, "--book", commune, "--json").data
    assert Path(restored["kept"]).exists()
    done("check", "--book", commune)
    assert run("check", "--book", commune, phrase=PHRASE + "!").code == 1
