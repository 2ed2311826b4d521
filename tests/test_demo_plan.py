"""The plan of the demo: two years from review to account, and every number of it counted again by hand."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from pathlib import Path

import pytest

from desktop.services.demonstrating import Demo
from tests.plan_recount import Account, Tables

DISTRICT, LIST, YEAR = "071", "2022", 2024
TABLES = (
    "households", "members", "reviews", "events", "residents", "measures", "planned_escapes", "goals",
    "tasks", "task_progress", "visits", "accounts",
)  # fmt: skip
IN_LIST = 10
"""Communes of the district in the unit list."""


def _tables(folder: Path) -> Tables:
    found = {}
    for name in TABLES:
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            found[name] = list(csv.DictReader(file))
    return found


@pytest.fixture(scope="module")
def tables(demo: Demo) -> Mapping[str, Tables]:
    """Office code → its tables, of the district and those below it."""
    folders = (demo.folder / "csv").glob(f"{LIST}_*")
    return {folder.name.partition("_")[2]: _tables(folder) for folder in folders}


def _account(tables: Mapping[str, Tables], kind: str) -> tuple[str, dict[str, float]]:
    """The day on which the district closed its account, and the numbers that it froze."""
    [row] = [
        r
        for r in tables[DISTRICT]["accounts"]
        if r["office"] == DISTRICT and r["kind"] == kind and r["year"] == str(YEAR)
    ]
    pairs = (one.rpartition("=") for one in row["figures"].split("; "))
    return row["closed_on"], {name: float(value) for name, _, value in pairs}


def test_every_number_of_the_districts_account_is_counted_again_from_its_communes_csv(
    tables: Mapping[str, Tables],
) -> None:
    closed_on, told = _account(tables, "year")
    communes = {code: t for code, t in sorted(tables.items()) if code != DISTRICT}
    counted = Account(
        office=DISTRICT, own=tables[DISTRICT], communes=communes, expected=IN_LIST, year=YEAR,
        on=closed_on,
    ).numbers()  # fmt: skip
    wrong = {
        name: (told.get(name), counted.get(name))
        for name in told.keys() | counted.keys()
        if not math.isclose(told.get(name, math.nan), counted.get(name, math.nan), abs_tol=1e-9)
    }
    assert not wrong
    assert len(told) > 300, "an account says something"


def test_measures_were_made_carried_out_and_told(tables: Mapping[str, Tables]) -> None:
    _, told = _account(tables, "year")
    assert told[f"sums.{YEAR}.helped"] > 0
    assert told["measure.water_toilet.amount"] > 0
    assert any(v for n, v in told.items() if n.endswith("gone_with"))
    assert told["below.closed"] == len(tables) - 1
    assert told["task.1.done"] >= 1
    assert (told["visit.visits"], told["visit.overdue"]) == (1, 1)


def test_the_papers_of_the_plan_are_there_in_every_kind(demo: Demo) -> None:
    # Needs twice; a plan and two accounts in three kinds; of two offices in each list.
    assert len(demo.plan_papers) == len({*demo.plan_papers}) == 4 * (2 + 3 * 3)
    assert all(p.stat().st_size > 2000 and p.name.isascii() for p in demo.plan_papers)


def test_each_commune_holds_the_goal_that_the_district_gave_it(
    tables: Mapping[str, Tables],
) -> None:
    given = {g["office"]: g["value"] for g in tables[DISTRICT]["goals"] if g["set_by"] == DISTRICT}
    for code in tables.keys() - {DISTRICT}:
        held = {g["value"] for g in tables[code]["goals"] if g["set_by"] == DISTRICT}
        assert held == {given[code]}
