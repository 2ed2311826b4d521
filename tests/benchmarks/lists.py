"""Reading a list of 20,000 rows against bare calamine on the same file, in the shapes lists have."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from python_calamine import CalamineWorkbook

from desktop.exchange.lists.columns import open_list
from desktop.exchange.lists.rows import read_rows
from tests.benchmarks.made import GIVEN, MIDDLE, SURNAMES, VILLAGES
from tests.benchmarks.measure import Measured, best_of
from tests.exchange.list_samples import HEAD, HEAD_NAME, ID, NAME, VILLAGE, family
from tests.exchange.old_fonts import in_tcvn3

ROWS, SIZE = 20_000, 4
NARROW = "names, ids, villages"
Rows = list[list[Any]]


def run(folder: Path) -> Iterator[Measured]:
    """Each shape once; the aim is three times bare reading of the cells, better two.

    In a list of three columns there is little to read and as many people to make: there, six.
    """
    rows = _rows()
    for name, shape in SHAPES.items():
        path = _saved(folder / f"{name.replace(' ', '_')}.xlsx", shape(rows))
        ours, bound = best_of(lambda p=path: _read(p), lambda p=path: _bare(p), 3)  # type: ignore[misc]
        yield Measured(
            name=f"read a list of {ROWS:,} rows, {name}", ours=ours, bound=bound, aim=6 if name == NARROW else 3,
            note=f"{ROWS / ours:,.0f} rows/s",
        )  # fmt: skip


def _rows() -> Rows:
    rng = Random(1)
    rows: Rows = [["UBND XÃ THỔ BÌNH"], ["DANH SÁCH HỘ NGHÈO NĂM 2024"], list(HEAD)]
    for home in range(ROWS // SIZE):
        surname = rng.choice(SURNAMES)
        people = [_person(rng, surname, home, place) for place in range(SIZE)]
        rows += family(home + 1, people[0][0], *people, village=rng.choice(VILLAGES))
    return rows


def _person(rng: Random, surname: str, home: int, place: int) -> tuple[str, str, str, str, str]:
    year, sex = 1960 + 15 * place, rng.randrange(2)
    born = f"1{rng.randrange(10)}/0{rng.randint(1, 9)}/{year}"
    return (
        f"{surname} {rng.choice(MIDDLE)} {rng.choice(GIVEN)}",
        "Con" if place else "Chủ hộ",
        rng.choice((born, str(year))),
        ("Nam", "Nữ")[sex],
        f"008{sex + 2 * (year // 2000)}{year % 100:02d}{home * SIZE + place:06d}",
    )


def _only(*columns: int) -> Callable[[Rows], Rows]:
    return lambda rows: [*rows[:2], *([line[c] for c in columns] for line in rows[2:])]


def _heads(rows: Rows) -> Rows:
    """One line for a household."""
    dropped = (NAME, NAME + 1)
    return [*rows[:2], *([c for i, c in enumerate(line) if i not in dropped] for line in rows[2:])]


def _with_numbers(rows: Rows) -> Rows:
    """Ids as spreadsheets keep numbers, zeros lost."""
    return [
        [float(c) if i == ID and str(c).isdigit() else c for i, c in enumerate(line)]
        for line in rows
    ]


def _old(rows: Rows) -> Rows:
    return [[in_tcvn3(c) if isinstance(c, str) else c for c in line] for line in rows]


SHAPES: dict[str, Callable[[Rows], Rows]] = {
    "annex VI": lambda rows: rows,
    "one line a household": _heads,
    NARROW: _only(HEAD_NAME + 1, ID, VILLAGE),
    "ids as numbers": _with_numbers,
    "TCVN3": _old,
}


def _saved(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    for line in rows:
        sheet.append([None if c == "" else c for c in line])
    book.save(path)
    return path


def _read(path: Path) -> None:
    sheet, layout = open_list(path)
    reading = read_rows(sheet.rows, layout)
    assert reading.rows_in == ROWS, reading.rows_in


def _bare(path: Path) -> None:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    workbook.get_sheet_by_name(workbook.sheet_names[0]).to_python(skip_empty_area=False)
