"""Every dirt of real lists in every encoding and kind of workbook: it comes in right, or is asked."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from desktop.exchange.lists.columns import open_list
from desktop.exchange.lists.records import ListReading, SkipReason
from desktop.exchange.lists.rows import read_rows
from tests.exchange.list_samples import (
    BORN,
    HEAD,
    HEAD_NAME,
    ID,
    NO,
    RELATION,
    assert_every_line_is_counted_once,
    codes,
    family,
)
from tests.exchange.old_fonts import in_cp1258, in_nfd, in_tcvn3, in_vni, in_vntime_h
from tests.exchange.workbooks import WRITERS

Rows = list[list[Any]]
Encode = Callable[[str], str]


def families() -> Rows:
    """A title, the head (row 2) and four households of two (rows 3–10)."""
    pairs = [
        ("Bàn Văn Tiến", "Triệu Thị Mùi"),
        ("Nguyễn Đức Thắng", "Hoàng Thị Phượng"),
        ("Đặng Hữu Lượng", "Lý Thị Yến"),
        ("Ma Văn Quý", "Nông Thị Hiển"),
    ]
    rows: Rows = [["DANH SÁCH HỘ NGHÈO NĂM 2024"], list(HEAD)]
    for n, (head, wife) in enumerate(pairs, 1):
        rows += family(
            float(n), head,
            (head, "Chủ hộ", f"2{n}/07/1980", "Nam", f"00808000000{n}"),
            (wife, "Vợ", f"198{n}", "Nữ", f"00818{n}00000{n}"),
            village="Khuổi Trang",
        )  # fmt: skip
    return rows


@dataclass(frozen=True, slots=True)
class Dirt:
    """What is done to the rows, and what must come of it: rules broken, doubts, lines left out."""

    spoil: Callable[[Rows], Any]
    refused: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    skipped: dict[SkipReason, int] = field(default_factory=dict)
    households: int = 4
    check: Callable[[ListReading], bool] = lambda _reading: True
    merged: tuple[tuple[int, int, int, int], ...] = ()


def _set(row: int, column: int, value: Any) -> Callable[[Rows], Any]:
    def spoil(rows: Rows) -> None:
        rows[row - 1][column] = value

    return spoil


def _insert(at: int, line: list[Any]) -> Callable[[Rows], Any]:
    return lambda rows: rows.insert(at - 1, line)


def _ages(rows: Rows) -> None:
    """A column of ages as of 2024; that of row 5 cannot be."""
    rows[1].append("Tuổi")
    for row, line in enumerate(rows[2:], 3):
        line.append(float(2024 - int(str(line[BORN])[-4:]) + (9 if row == 5 else 0)))


def _twice(rows: Rows) -> None:
    """The wife of the second household is the wife of the first: no ids, one day of birth."""
    for row in (4, 6):
        rows[row - 1][2:7] = ["Triệu Thị Mùi", "Vợ", "02/03/1982", "Nữ", ""]


def _merged_heads(rows: Rows) -> None:
    for row in (4, 6, 8, 10):
        rows[row - 1][HEAD_NAME] = ""


def _two_line_head(rows: Rows) -> None:
    lower = [""] * len(HEAD)
    lower[BORN - 1 : BORN + 2] = ["", "", ""]
    rows.insert(2, ["", "", "", "", "", "", "", "", "", "", "Số", "Ngày", "", ""])
    rows[1][10:12] = ["Quyết định", ""]


DIRTS = {
    "clean": Dirt(lambda rows: None),
    "id as number, zeros lost": Dirt(
        _set(3, ID, 8080000001.0), [("G3", "id-zero-lost")], households=3
    ),
    "id of eleven digits": Dirt(_set(3, ID, "08080000001"), [("G3", "id-zero-lost")], households=3),
    "id in exponent form": Dirt(_set(3, ID, "8,08E+09"), [("G3", "id-exponent")], households=3),
    "old id as number, zero lost": Dirt(
        _set(3, ID, 70123456.0), [("G3", "id-zero-lost-old")], households=3
    ),
    "id as a whole number": Dirt(
        _set(3, ID, 170123456.0), check=lambda r: r.households[0].head.citizen_id == "170123456"
    ),
    "date as text": Dirt(
        _set(3, BORN, "1/7/1980"), check=lambda r: r.households[0].head.born == "1980-07-01"
    ),
    "date as date": Dirt(
        _set(3, BORN, datetime.date(1980, 7, 21)),
        check=lambda r: r.households[0].head.born == "1980-07-21",
    ),
    "date as days since 1900": Dirt(_set(3, BORN, 29423.0), [("E3", "date-serial")], households=3),
    "year only": Dirt(_set(3, BORN, 1980.0), check=lambda r: r.households[0].head.born == "1980"),
    "two heads": Dirt(
        _set(4, RELATION, "Chủ hộ"), [("D3", "heads-two"), ("D4", "heads-two")], households=3
    ),
    "no head": Dirt(_set(3, RELATION, "Con"), [("D3", "head-missing")], households=3),
    "age against birth year": Dirt(_ages, doubts=["age-differs"]),
    "one id in two households": Dirt(
        _set(5, ID, "008080000001"), [("G3", "id-twice"), ("G5", "id-twice")], households=2
    ),
    "one person in two households": Dirt(_twice, doubts=["person-twice", "person-twice"]),
    "merged names of heads": Dirt(
        _merged_heads, merged=tuple((row, HEAD_NAME, row + 1, HEAD_NAME) for row in (2, 4, 6, 8))
    ),
    "merged head of the table": Dirt(_two_line_head, merged=((1, 10, 1, 11),)),
    "total row": Dirt(
        _insert(7, ["", "Tổng cộng", "", "", "", 8.0]), skipped={SkipReason.TOTAL: 1}
    ),
    "empty rows": Dirt(_insert(5, []), skipped={SkipReason.BLANK: 1}),
    "head repeated": Dirt(_insert(7, list(HEAD)), skipped={SkipReason.HEADER: 1}),
    "household without number": Dirt(_set(5, NO, "")),
}
ENCODINGS: dict[str, Encode] = {
    "unicode": str, "nfd": in_nfd, "tcvn3": in_tcvn3, "tcvn3 capitals": in_vntime_h, "vni": in_vni,
    "1258": in_cp1258,
}  # fmt: skip


def read_asked(path: Path) -> tuple[Rows, ListReading]:
    """The list read; where the letters are not sure, as a person would answer."""
    sheet, layout = open_list(path)
    if sheet.suspected:
        script = next(iter(sheet.suspected.values()))
        sheet, layout = open_list(path, script=script)
    return sheet.rows, read_rows(sheet.rows, layout)


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", DIRTS)
def test_dirt_comes_in_right_or_is_asked_about(
    tmp_path: Path, name: str, encoding: str, kind: str
) -> None:
    dirt, encode = DIRTS[name], ENCODINGS[encoding]
    rows = families()
    dirt.spoil(rows)
    stored = [[encode(c) if isinstance(c, str) else c for c in line] for line in rows]
    path = WRITERS[kind](tmp_path / f"a.{kind}", stored, dirt.merged)
    found, reading = read_asked(path)
    assert_every_line_is_counted_once(found, reading)
    assert codes(reading) == dirt.refused
    assert sorted(p.code for p in reading.doubts if p.code != "id-year") == dirt.doubts
    assert reading.skipped_by_reason == dirt.skipped
    assert len(reading.households) == dirt.households
    assert dirt.check(reading)
    names = {fold for h in reading.households for p in h.members if (fold := p.name.lower())}
    assert names <= {str(line[2]).lower() for line in rows[2:] if len(line) > 2}
    assert {h.village.lower() for h in reading.households} == {"khuổi trang"}
    assert {h.head.ethnic_group for h in reading.households} == {"Tày"}
