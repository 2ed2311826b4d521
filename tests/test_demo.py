"""The season of `rasoat demo`: all of it lies there, and no totals differ anywhere.

What the upper offices print is added up here from the CSV of their communes, by a recount that
shares no code with the program (tests/recount.py), and read back from Excel and PDF.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from desktop.errors import BookExists
from desktop.services.balancing import balance
from desktop.services.catalogue import unit
from desktop.services.demonstrating import PASSPHRASE, Demo, demonstrate
from desktop.services.happening import recent
from desktop.services.upkeep import check_soundness
from desktop.store.connection import close_book, open_book
from tests.demo_season import LATE, SMALL
from tests.recount import NEAR, POOR, Counted, recount


@dataclass(frozen=True, slots=True)
class Upper:
    """An upper office of the demo with the communes whose reports reached it."""

    code: str
    list_version: str
    year: int
    sent: int


# The order in the forms: law.md §5 and §7.
LACKS = (
    "employment", "dependants", "nutrition", "health_insurance", "adult_education",
    "child_schooling", "housing_quality", "housing_area", "water", "toilet", "telecom",
    "information",
)  # fmt: skip
CAUSES = ("land", "capital", "labour", "tools", "knowledge", "skills", "illness", "other")
TRAITS = ("minority", "no_labour_capacity", "merit_person")
GROUPS = ("Tày", "Dao", "Sán Chay", "Nùng", "HMông", "Sán Dìu")
UPPERS = (Upper("071", "2022", 2024, 2), Upper("08", "2025", 2026, 2))
# The province of three tiers heard of its communes through the district, as lists without answers.
ABOVE = Upper("08", "2022", 2024, 2)
upper_offices = pytest.mark.parametrize("upper", UPPERS, ids=lambda u: u.list_version)
all_uppers = pytest.mark.parametrize(
    "upper", [*UPPERS, ABOVE], ids=lambda u: f"{u.list_version}-{u.code}"
)


# What lies there ---------------------------------------------------------------------------------
def test_all_books_packages_receipts_and_papers_are_there(demo: Demo) -> None:
    assert len(demo.books) == 2 + 3 + 3
    assert len(demo.packages) == len(demo.receipts) == 4
    assert len(demo.papers) == 4 * 2 * 11 + 3 * 2 * 10
    everything = [
        *demo.books.values(), *demo.packages, *demo.receipts, *demo.papers, *demo.further,
    ]  # fmt: skip
    assert all(path.stat().st_size > 500 for path in everything)
    assert len(set(everything)) == len(everything)
    assert all(path.is_relative_to(demo.folder) for path in everything)
    assert demo.agree
    assert demo.households >= 5 * 12


def test_every_book_opens_and_is_sound(demo: Demo) -> None:
    for path in demo.books.values():
        db = open_book(path, passphrase=PASSPHRASE)
        check_soundness(db, path)
        close_book(db)
        assert path.with_name(f"{path.stem}_giay_khoi_phuc.pdf").exists()


def test_nothing_is_left_open_or_half_written(demo: Demo) -> None:
    assert not [p for p in demo.folder.rglob("*") if p.suffix in (".part", ".tmp")]
    assert not list(demo.folder.rglob("*-wal"))
    assert all(p.name.isascii() for p in demo.folder.rglob("*"))


def test_the_late_commune_has_sent_nothing(demo: Demo) -> None:
    assert not [p for p in demo.packages if LATE in p.name and p.parent.parent.name == "2025"]


def test_a_demo_never_plays_over_another(demo: Demo) -> None:
    before = {p: p.stat().st_mtime_ns for p in demo.folder.rglob("*")}
    with pytest.raises(BookExists):
        demonstrate(demo.folder, size=SMALL)
    assert {p: p.stat().st_mtime_ns for p in demo.folder.rglob("*")} == before


def test_every_kind_of_deed_happened_and_the_registers_of_finished_rounds_close(
    demo: Demo,
) -> None:
    kinds: set[str] = set()
    for (code, list_version), path in demo.books.items():
        if code in ("071", "08"):
            continue
        db = open_book(path, passphrase=PASSPHRASE)
        kinds |= {act.kind for act in recent(db, 1000)}
        year = 2024 if list_version == "2022" else 2026
        for one in range(year - 1, year + 1):
            found = balance(db, one)
            assert found.is_kept
            if code != LATE or one < year:
                assert found.breaks == ()
                assert all(village.closes for village in found.villages)
        close_book(db)
    assert kinds >= {"born", "died", "member_out", "split", "moved_in"}


# The same numbers everywhere ---------------------------------------------------------------------
Tables = Mapping[str, Sequence[Mapping[str, Any]]]
NUMBERS = {"year", "people", "households", "minority_households", "minority_people"}


def _tables(demo: Demo, folder: str) -> Tables:
    found: dict[str, list[dict[str, Any]]] = {}
    for name in ("households", "members", "reviews", "events", "residents"):
        path = demo.folder / "csv" / folder / f"{name}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            found[name] = [
                {k: int(v) if k in NUMBERS else v for k, v in row.items()}
                for row in csv.DictReader(file)
            ]
    return found


def _communes(demo: Demo, upper: Upper) -> dict[str, Tables]:
    """Tables by commune code of all that reported to an upper office."""
    names = [p.name for p in (demo.folder / "csv").iterdir()]
    codes = [
        n.removeprefix(f"{upper.list_version}_") for n in names if n.startswith(upper.list_version)
    ]
    offices = {u.code for u in (*UPPERS, ABOVE)}
    found = {c: _tables(demo, f"{upper.list_version}_{c}") for c in codes if c not in offices}
    assert len(found) == upper.sent
    return found


def _count(tables: Tables, year: int) -> Counted:
    """One commune, counted by hand."""
    found = recount(
        tables["households"], tables["reviews"], tables["events"], year,
        unit_of=lambda household, _village: str(household["commune_code"]),
    )  # fmt: skip
    assert found.open_households == []
    [counted] = found.units.values()
    return counted


def _residents(tables: Tables, year: int) -> tuple[int, int]:
    rows = [r for r in tables["residents"] if r["year"] == year]
    return sum(r["households"] for r in rows), sum(r["people"] for r in rows)


@upper_offices
def test_the_upper_book_holds_the_very_rows_of_its_communes(demo: Demo, upper: Upper) -> None:
    above = _tables(demo, f"{upper.list_version}_{upper.code}")
    below: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for tables in _communes(demo, upper).values():
        for name, rows in tables.items():
            below[name] += rows
    # The late commune reported the year before: its rows lie there too, and are in no CSV.
    late = {h["uid"] for h in above["households"] if h["commune_code"] == LATE}
    for name, rows in above.items():
        ours = [r for r in rows if not _is_of(r, LATE, late)]
        assert _as_set(ours) == _as_set(below[name]), name
        assert len(ours) == len(below[name])


def _is_of(row: Mapping[str, Any], code: str, homes: set[str]) -> bool:
    return row.get("commune_code") == code or row.get("household_uid") in homes


def _as_set(rows: Sequence[Mapping[str, Any]]) -> set[tuple[tuple[str, Any], ...]]:
    return {tuple(sorted(row.items())) for row in rows}


@all_uppers
def test_form_7_1_is_the_sum_of_the_communes(demo: Demo, upper: Upper) -> None:
    lines = {line[1]: line[2:] for line in _excel(demo, upper, "7_1")}
    whole = [0] * 6
    for code, tables in _communes(demo, upper).items():
        counted = _count(tables, upper.year)
        counts = [
            *_residents(tables, upper.year), *counted.classes[POOR], *counted.classes[NEAR],
        ]  # fmt: skip
        _check_7_1(lines[unit(code, upper.list_version).name], counts)
        whole = [a + b for a, b in zip(whole, counts, strict=True)]
    _check_7_1(lines["Tổng cộng (I+II)"], whole)
    for name, cells in lines.items():
        assert [_shown(c) for c in cells] == _pdf_line(demo, upper, name), name


Counts = list[int]


@all_uppers
@pytest.mark.parametrize("form", ["7_4", "7_5", "7_6", "7_7", "7_8", "7_9", "7_10"])
def test_forms_7_4_to_7_10_are_the_sums_of_the_communes(
    demo: Demo, upper: Upper, form: str
) -> None:
    printed = _lines(demo, upper, form)
    whole: list[Counts] = []
    for code, tables in _communes(demo, upper).items():
        told = _by_hand(form, tables, upper.year)
        assert _as_printed(form, told) == printed[unit(code, upper.list_version).name]
        whole = [
            [a + b for a, b in zip(*pair, strict=True)]
            for pair in zip(whole or [[0] * len(line) for line in told], told, strict=True)
        ]
    assert any(any(line) for line in whole)
    assert _as_printed(form, whole) == printed["Tổng cộng (I+II)"]


def _by_hand(form: str, tables: Tables, year: int) -> list[Counts]:
    """The lines of one commune in a form, as whole numbers: rates come later, from the sums."""
    counted = _count(tables, year)
    if form in ("7_4", "7_5", "7_6", "7_7"):
        of = POOR if form in ("7_4", "7_5") else NEAR
        lacking = counted.told[of].lacking
        return [[counted.classes[of][0], *(lacking.get(code, 0) for code in LACKS)]]
    if form == "7_8":
        rows = [r for r in tables["residents"] if r["year"] == year]
        return [
            [
                *(sum(r[name] for r in rows) for name in (what, f"minority_{what}")),
                *(counted.classes[of][n] for of in (POOR, NEAR)),
                *(counted.told[of].traits.get(g, [0, 0])[n] for g in TRAITS for of in (POOR, NEAR)),
            ]
            for n, what in enumerate(("households", "people"))
        ]
    if form == "7_9":
        line: Counts = []
        for of in (POOR, NEAR):
            total, groups = counted.classes[of][0], counted.told[of].groups
            kinh, named = groups.get("Kinh", 0), [groups.get(g, 0) for g in GROUPS]
            line += [total, total - kinh, kinh, *named, total - kinh - sum(named)]
        return [line]
    lines = [
        [counted.classes[of][0], *(counted.told[of].causes.get(cause, 0) for cause in CAUSES)]
        for of in (POOR, NEAR)
    ]
    return [[a + b for a, b in zip(*lines, strict=True)], *lines]


def _as_printed(form: str, told: Sequence[Counts]) -> list[list[Any]]:
    if form not in ("7_5", "7_7"):
        return [[*line] for line in told]
    return [
        [total, *(pytest.approx(100 * n / total) if total else 0 for n in counts)]
        for total, *counts in told
    ]


def _lines(demo: Demo, upper: Upper, form: str) -> dict[str, list[list[float]]]:
    """Name of a unit → its lines of figures from Excel, as far as the paper shows them."""
    first = 3 if form in ("7_8", "7_10") else 2
    wide = {"7_8": 10, "7_9": 20, "7_10": 9}.get(form, 13)
    found: dict[str, list[list[float]]] = {}
    name = ""
    for line in _excel(demo, upper, form, first):
        name = line[1] or name
        cells = line[first : first + wide]
        found.setdefault(name, []).append([0 if c == "–" else c for c in cells])
    return found


def _check_7_1(cells: Sequence[float], counts: Sequence[int]) -> None:
    """Columns 1, 2 residents; 3, 5 poor; 7, 9 near-poor; 4, 6, 8, 10 their rates."""
    assert [cells[n - 1] for n in (1, 2, 3, 5, 7, 9)] == counts
    for rate, part, whole in ((4, 3, 1), (6, 5, 2), (8, 7, 1), (10, 9, 2)):
        expected = 100 * cells[part - 1] / cells[whole - 1]
        assert cells[rate - 1] == pytest.approx(expected)
        assert cells[rate - 1] <= 100


def _shown(cell: float) -> str:
    if cell == int(cell):
        return f"{int(cell):,}".replace(",", ".")
    return f"{cell + 1e-9:.2f}".replace(".", ",")


def _pdf_line(demo: Demo, upper: Upper, name: str) -> list[str]:
    token = r"(?:[\d.,]+|–)"
    found = re.search(rf"{re.escape(name)}\n((?:{token}\n){{10}})", _pdf(demo, upper, "7_1"))
    assert found, name
    return [_plain(word) for word in found[1].split()]


def _plain(word: str) -> str:
    """A dash is nothing; a round rate is shown with its noughts."""
    return "0" if word == "–" else word.removesuffix(",00")


@all_uppers
@pytest.mark.parametrize(("form", "of"), [("7_2", POOR), ("7_3", NEAR)])
def test_forms_7_2_and_7_3_are_the_sums_of_the_communes(
    demo: Demo, upper: Upper, form: str, of: str
) -> None:
    printed = _flows(demo, upper, form)
    whole = [[0] * 9, [0] * 9]
    for code, tables in _communes(demo, upper).items():
        flows = _count(tables, upper.year).flows[of]
        assert printed[unit(code, upper.list_version).name] == flows
        whole = [
            [a + b for a, b in zip(*pair, strict=True)] for pair in zip(whole, flows, strict=True)
        ]
    assert printed["Tổng cộng (I+II)"] == whole
    for c in whole:
        assert c[8] == c[0] - c[1] - c[2] - c[3] + c[4] + c[5] + c[6] + c[7]
    in_pdf = re.findall(
        r"(?:Hộ|Nhân khẩu)\n((?:(?:[\d.]+|–)\n){9})", _pdf(demo, upper, form) + "\n"
    )
    shown = [[int(_plain(w).replace(".", "")) for w in line.split()] for line in in_pdf]
    assert shown == [line for lines in printed.values() for line in lines]


@all_uppers
def test_7_2_and_7_3_agree_on_who_changed_lists(demo: Demo, upper: Upper) -> None:
    poor, near = (_flows(demo, upper, form)["Tổng cộng (I+II)"] for form in ("7_2", "7_3"))
    for line in (0, 1):
        assert poor[line][1] == near[line][4]
        assert poor[line][4] == near[line][2]
    assert sum(poor[0]) > 0
    assert any(poor[0][1:8]), "something moved, or nothing was tried"


def _flows(demo: Demo, upper: Upper, form: str) -> dict[str, list[list[int]]]:
    """Name of a line → its columns 1–9 on the lines Hộ and Nhân khẩu, from Excel."""
    found: dict[str, list[list[int]]] = {}
    name = ""
    for line in _excel(demo, upper, form):
        name = line[1] or name
        found.setdefault(name, []).append([int(c) for c in line[3:12]])
    return found


def _excel(demo: Demo, upper: Upper, form: str, at: int = -1) -> list[list[Any]]:
    """The lines of figures (with a number in a column): below the head, above the notes."""
    path = next(_papers(demo, upper).glob(f"luyen-tap_bieu_{form}_*.xlsx"))
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    first = next(n for n, row in enumerate(rows) if row[:2] == ["A", "B"]) + 1
    return [row for row in rows[first:] if isinstance(row[at], float)]


def _pdf(demo: Demo, upper: Upper, form: str) -> str:
    path = next(_papers(demo, upper).glob(f"luyen-tap_bieu_{form}_*.pdf"))
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def _papers(demo: Demo, upper: Upper) -> Path:
    return demo.folder / "bieu" / f"{upper.list_version}_{upper.code}"
