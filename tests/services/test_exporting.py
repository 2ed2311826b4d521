"""CSV for other tools: whole, lettered for Excel, never a formula, never without a trace."""

from __future__ import annotations

import csv
import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.household import IdState, Schooling
from desktop.domain.planning import Aim, Goal, Indicator, Measure
from desktop.errors import FileUnwritable
from desktop.services import exporting, registering
from desktop.services.happening import Deed
from desktop.store import audit, measures, plans
from desktop.store.connection import Db, writing
from tests.services.made import (
    BY,
    CODES,
    NEAR,
    NOW,
    POOR,
    STANDARD,
    add,
    happen,
    key,
    open_rounds,
    residents,
)


def _export(db: Db, folder: Path, year: int = 2026) -> dict[str, list[dict[str, str]]]:
    files = exporting.export_csv(db, year, folder, now=NOW, by=BY)
    found = {}
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            found[file.stem] = list(csv.DictReader(lines))
    return found


def test_the_five_tables_hold_what_the_book_holds(commune: Db, tmp_path: Path) -> None:
    open_rounds(commune, 2025, 2026)
    household = add(commune, size=2)
    key(commune, household, NEAR, 2025)
    review = key(commune, household, POOR, 2026)
    happen(commune, household.uid, Deed.MOVED_AWAY, datetime.date(2026, 3, 2), "về quê vợ")
    residents(commune)
    tables = _export(commune, tmp_path)
    [home] = tables["households"]
    assert (home["uid"], home["number"], home["head_name"], home["people"]) == (
        household.uid, "0001", "Bàn Văn Tiến", "2",
    )  # fmt: skip
    assert [m["name"] for m in tables["members"]] == [p.name for p in household.members]
    assert {m["household_uid"] for m in tables["members"]} == {household.uid}
    assert [(r["year"], r["class"]) for r in tables["reviews"]] == [
        ("2025", "near_poor"), ("2026", "poor"),
    ]  # fmt: skip
    last = tables["reviews"][1]
    assert (last["b1_points"], last["b2_points"], last["people"]) == ("100", "40", "2")
    assert last["deprived"] == " ".join(CODES[:4])
    assert (last["standard_id"], last["uid"]) == (STANDARD, review.uid)
    assert (last["ethnic_group"], last["causes"]) == ("Dao", "capital")
    assert (last["merit_person"], last["no_labour_capacity"]) == ("0", "0")
    assert [(e["kind"], e["happened_on"], e["note"]) for e in tables["events"]] == [
        ("moved_away", "2026-03-02", "về quê vợ")
    ]
    assert tables["residents"] == [
        {"year": "2026", "commune_code": "02296", "village": "Nà Bó", "households": "50", "people": "220", "minority_households": "45", "minority_people": "200"}
    ]  # fmt: skip


def test_reviews_after_the_year_are_left_out(commune: Db, tmp_path: Path) -> None:
    open_rounds(commune, 2025, 2026)
    household = add(commune)
    key(commune, household, NEAR, 2025)
    key(commune, household, POOR, 2026)
    assert [r["year"] for r in _export(commune, tmp_path, 2025)["reviews"]] == ["2025"]


def test_columns_are_those_promised_even_of_an_empty_book(commune: Db, tmp_path: Path) -> None:
    exporting.export_csv(commune, 2026, tmp_path, now=NOW, by=BY)
    for name, columns in (
        ("households", exporting.HOUSEHOLD_COLUMNS),
        ("members", exporting.MEMBER_COLUMNS),
        ("reviews", exporting.REVIEW_COLUMNS),
        ("events", exporting.EVENT_COLUMNS),
        ("residents", exporting.RESIDENTS_COLUMNS),
    ):
        raw = (tmp_path / f"{name}.csv").read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf"), "so that Excel reads the letters"
        assert raw.decode("utf-8-sig").split("\r\n")[0] == ",".join(columns)


def test_an_export_leaves_a_line_in_the_trail(commune: Db, tmp_path: Path) -> None:
    exporting.export_csv(commune, 2026, tmp_path, now=NOW, by="Lý Thị Hai")
    line = audit.of(commune, "2026")[0]
    assert (line.action, line.by) == ("export", "Lý Thị Hai")
    assert "members.csv" in str(line.after)


@pytest.mark.parametrize(
    "evil", ["=1+1", "+84 912", "@SUM(A1)", "-2+3", "\t=1+1", "\r=1", " =1", "\n@x"]
)
def test_no_cell_runs_as_a_formula(commune: Db, tmp_path: Path, evil: str) -> None:
    household = add(commune, size=1)
    head = replace(household.members[0], name=evil, born="1980", left_why="")
    registering.save_household(
        commune, replace(household, members=(head,), village=evil), now=NOW, by=BY
    )
    happen(commune, household.uid, Deed.MOVED_IN, datetime.date(2026, 3, 2), evil)
    tables = _export(commune, tmp_path)
    cells = [
        tables["households"][0]["village"], tables["households"][0]["head_name"],
        tables["members"][0]["name"], tables["events"][0]["note"],
    ]  # fmt: skip
    assert all(cell.startswith("'") for cell in cells), cells


def test_plain_texts_and_ids_are_left_alone(commune: Db, tmp_path: Path) -> None:
    household = add(commune, size=1)
    head = replace(
        household.members[0], name="Đặng A-Lử, 'Sùng'", citizen_id="008080000001",
        id_state=IdState.KNOWN, schooling=Schooling.DONE_PRIMARY, insured=True,
    )  # fmt: skip
    registering.save_household(commune, replace(household, members=(head,)), now=NOW, by=BY)
    [member] = _export(commune, tmp_path)["members"]
    assert (member["name"], member["citizen_id"], member["insured"], member["schooling"]) == (
        "Đặng A-Lử, 'Sùng'", "008080000001", "1", "done_primary",
    )  # fmt: skip
    assert (member["work"], member["left_on"]) == ("", "")


def test_an_export_into_no_folder_is_refused_without_a_trace(commune: Db, tmp_path: Path) -> None:
    (tmp_path / "csv").write_text("a file where the folder should be")
    with pytest.raises(FileUnwritable):
        exporting.export_csv(commune, 2026, tmp_path / "csv", now=NOW, by=BY)
    assert audit.of(commune, "2026") == []


def test_what_is_planned_is_told_up_to_the_year(commune: Db, tmp_path: Path) -> None:
    household = add(commune)
    made = [
        Measure(
            uid=f"m{year}", household_uid=household.uid, commune_code=household.commune_code,
            year=year, kind="water_toilet", amount=6_000_000, against=("water", "toilet"),
        )
        for year in (2026, 2027)
    ]  # fmt: skip
    with writing(commune):
        measures.put(commune, made)
        plans.put(commune, [_goal()])
    tables = _export(commune, tmp_path)
    [measure] = tables["measures"]
    assert (measure["uid"], measure["amount"], measure["against"]) == (
        "m2026", "6000000", "water toilet",
    )  # fmt: skip
    [goal] = tables["goals"]
    assert (goal["indicator"], goal["targets"], goal["baseline"]) == ("poor_rate", "2026=2.5", "")


def _goal() -> Goal:
    return Goal(
        uid="g", office="02512", set_by="08", indicator=Indicator.POOR_RATE, aim=Aim.FALL_MORE,
        first=2026, last=2030, value=2.0, targets={"2026": 2.5},
    )  # fmt: skip
