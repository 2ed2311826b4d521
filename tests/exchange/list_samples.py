"""Small lists built in code: a head, people, and ways to spoil them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from desktop.domain.household import Household
from desktop.exchange.lists.columns import guess_layout
from desktop.exchange.lists.drafts import Settings
from desktop.exchange.lists.matching import Matching, MatchKind
from desktop.exchange.lists.merging import changed_household, new_household
from desktop.exchange.lists.records import Line, ListReading, Problem
from desktop.exchange.lists.rows import read_rows

FIXTURES = Path(__file__).parent.parent / "fixtures" / "lists"

HEAD = (
    "STT",
    "Họ và tên chủ hộ",
    "Họ và tên thành viên",
    "Quan hệ với chủ hộ",
    "Ngày, tháng, năm sinh",
    "Giới tính",
    "Số CCCD/ĐDCN",
    "Thôn/bản",
    "Dân tộc",
    "Phân loại hộ",
    "Số QĐ công nhận",
    "Ngày QĐ",
    "Điểm B1",
    "Điểm B2",
)  # fmt: skip
NO, HEAD_NAME, NAME, RELATION, BORN, SEX, ID, VILLAGE, GROUP, CLASS, DECISION, ON, B1, B2 = range(
    14
)


def family(
    number: object,
    head: str,
    *members: Sequence[object],
    village: str = "Nà Mỵ",
    group: str = "Tày",
    kind: str = "Hộ nghèo",
    b1: object = 120.0,
    b2: object = 40.0,
) -> list[list[Any]]:
    """The lines of a household; members are (name, relation, born, sex, id)."""
    rest = [village, group, kind, "125/QĐ-UBND", "10/12/2024", b1, b2]
    return [[number if i == 0 else "", head, *member, *rest] for i, member in enumerate(members)]


def two_families() -> list[list[Any]]:
    """Head line, a household of three (rows 2–4) and one of two (rows 5–6)."""
    return [
        list(HEAD),
        *family(
            1.0,
            "Bàn Văn Tiến",
            ("Bàn Văn Tiến", "Chủ hộ", "21/07/1980", "Nam", "008080000001"),
            ("Triệu Thị Mùi", "Vợ", "1982", "Nữ", "008182000002"),
            ("Bàn Thị Hoa", "Con", "05/2010", "Nữ", ""),
        ),
        *family(
            2.0,
            "Ma Văn Quý",
            ("Ma Văn Quý", "Chủ hộ", "03/02/1975", "Nam", "008075000003"),
            ("Ma Văn An", "Con", "2001", "Nam", "Chưa cấp"),
            village="Khuổi Trang",
            kind="Hộ cận nghèo",
            b2=20.0,
        ),
    ]


def read(rows: Sequence[Line], settings: Settings | None = None) -> ListReading:
    """Guesses the layout and reads; every line must be counted once."""
    reading = read_rows(rows, guess_layout(rows), settings)
    assert_every_line_is_counted_once(rows, reading)
    return reading


def assert_every_line_is_counted_once(rows: Sequence[Line], reading: ListReading) -> None:
    places = [
        *(row for h in reading.households for row in h.rows),
        *(r.row for r in reading.refused),
        *(s.row for s in reading.skipped),
    ]
    assert len(places) == len(set(places)) == reading.rows_in
    if places:
        assert set(places) == set(range(len(rows) - reading.rows_in + 1, len(rows) + 1))


def problems(reading: ListReading) -> list[Problem]:
    """All problems but the pointers from the other lines of a household."""
    return [p for r in reading.refused for p in r.problems if p.code != "household"]


def codes(reading: ListReading) -> list[tuple[str, str]]:
    """(cell, rule) of all problems."""
    return [(p.cell, p.code) for p in problems(reading)]


def spoilt(row: int, column: int, value: object) -> list[list[Any]]:
    """The two families with one cell changed; `row` from 1 as the spreadsheet counts."""
    rows = two_families()
    rows[row - 1][column] = value
    return rows


def save(path: Path, rows: Iterable[Iterable[object]], title: str = "Danh sách") -> Path:
    """A workbook of these rows; blank cells stay blank."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for r, line in enumerate(rows, 1):
        for c, value in enumerate(line, 1):
            if value != "":
                sheet.cell(r, c, value)
    book.save(path)
    return path


def uids() -> Callable[[], str]:
    """A source of ids for records."""
    counter = itertools.count(1)
    return lambda: f"u{next(counter)}"


def book_of(matching: Matching, before: Sequence[Household] = ()) -> list[Household]:
    """The households of the book after the list was taken in, as the service would write them."""
    book = {h.uid: h for h in before}
    new_uid = uids()
    fresh = lambda: f"{new_uid()}-{len(before)}"  # noqa: E731
    for match in matching.matches:
        if match.household is None:
            made = new_household(
                match.listed,
                new_uid=fresh,
                number=f"{len(book) + 1:04d}",
                commune_code="02296",
                list_version="2022",
                written_by="here",
            )
        elif match.kind is MatchKind.UPDATED:
            made = changed_household(match.household, match.changes, match.pairs, new_uid=fresh)
        else:
            continue
        book[made.uid] = made
    return list(book.values())
