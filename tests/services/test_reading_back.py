"""What follows of a list is told before it is written, and a list that was written is taken back whole."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.household import Household
from desktop.domain.review import Review
from desktop.errors import UndoTooLate
from desktop.services import reading, recalling, registering, undoing
from desktop.services.reading import ListPlan, Written
from desktop.store import reviews, totals, twins
from desktop.store.connection import Db
from tests.exchange.list_samples import B1, BORN, CLASS, family, save, two_families
from tests.services.made import BY, NEAR, NOW, POOR, open_rounds

LATER = NOW + datetime.timedelta(minutes=5)
Rows = Sequence[Sequence[Any]]


def _plan(db: Db, tmp_path: Path, rows: Rows, **more: Any) -> ListPlan:
    path = save(tmp_path / f"ds{len(list(tmp_path.iterdir()))}.xlsx", rows)
    opened, layout = reading.open_list(path)
    return reading.plan_list(db, path, opened, layout, now=NOW, **more)


def _write(db: Db, tmp_path: Path, rows: Rows, **more: Any) -> Written:
    return reading.write_list(db, _plan(db, tmp_path, rows, **more), now=NOW, by=BY)


def _others() -> list[list[Any]]:
    """Two more families, one of them near-poor, the other of no class that is recognised."""
    people = (("Lý A Páo", "Chủ hộ", "1970", "Nam", "008070000101"),)
    mine = family(11, "Lý A Páo", *people)
    yours = family(12, "Sùng A Dế", ("Sùng A Dế", "Chủ hộ", "1961", "Nam", "008061000102"))
    mine[0][CLASS], yours[0][CLASS] = "Hộ cận nghèo", "Không nghèo"
    return [*two_families()[:1], *mine, *yours]


def _content(db: Db) -> tuple[list[Household], list[Review]]:
    homes = [replace(h, revision=0) for h in registering.everyone(db)]
    sheets = [replace(r, revision=0) for r in reviews.all_until(db, 2100)]
    return sorted(homes, key=lambda h: h.uid), sorted(sheets, key=lambda r: r.uid)


# What follows ------------------------------------------------------------------------------------
def test_a_list_into_an_empty_year_touches_no_year(commune: Db, tmp_path: Path) -> None:
    follows = _plan(commune, tmp_path, two_families()).follows
    assert (follows.recognised, follows.added, follows.round_year) == (0, 2, 0)
    assert not follows.touches_year


def test_households_added_to_a_decided_year_are_counted(commune: Db, tmp_path: Path) -> None:
    _write(commune, tmp_path, two_families())
    follows = _plan(commune, tmp_path, _others()).follows
    assert (follows.recognised, follows.added, follows.changed) == (2, 1, 0)
    assert follows.touches_year


def test_classes_changed_in_a_decided_year_are_counted(commune: Db, tmp_path: Path) -> None:
    _write(commune, tmp_path, two_families())
    rows = two_families()
    for row in rows[1:4]:
        row[CLASS], row[B1] = "Hộ cận nghèo", 131.0
    follows = _plan(commune, tmp_path, rows).follows
    assert (follows.recognised, follows.added, follows.changed) == (2, 0, 1)


def test_the_same_list_again_touches_nothing(commune: Db, tmp_path: Path) -> None:
    _write(commune, tmp_path, two_families())
    assert not _plan(commune, tmp_path, two_families()).follows.touches_year


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_open_round_grows_by_what_is_told(commune: Db, tmp_path: Path, year: int) -> None:
    _write(commune, tmp_path, two_families()[:4])
    open_rounds(commune, 2025)
    before = len(totals.to_review(commune, 2025))
    plan = _plan(commune, tmp_path, [*two_families(), *_others()[1:]], year=year)
    reading.write_list(commune, plan, now=NOW, by=BY)
    lines = totals.to_review(commune, 2025)
    done = sum(state in (POOR, NEAR, "not_poor") for *_, state in lines)
    assert plan.follows.round_year == 2025
    assert plan.follows.due == len(lines) - done - before + (1 if year == 2025 else 0)
    assert (plan.follows.due > 0) is (year != 2025)


# Taken back --------------------------------------------------------------------------------------
def test_a_list_taken_back_leaves_the_book_as_it_was(commune: Db, tmp_path: Path) -> None:
    _write(commune, tmp_path, two_families())
    before = _content(commune)
    rows = [*two_families(), *_others()[1:]]
    for row in rows[1:4]:
        row[CLASS], row[B1] = "Hộ cận nghèo", 131.0
    rows[1][BORN] = "21/08/1980"
    written = _write(commune, tmp_path, rows)
    assert len(registering.everyone(commune)) == 4
    assert _content(commune) != before
    reading.take_back(commune, written, now=LATER, by=BY)
    assert _content(commune) == before


def test_the_deed_alone_takes_it_back_too(commune: Db, tmp_path: Path) -> None:
    written = _write(commune, tmp_path, two_families())
    undoing.undo(commune, written.act_uid, now=LATER, by=BY)
    assert _content(commune) == ([], [])
    assert undoing.latest_acts(commune, ["list-read"])[0].undone_at == LATER


def test_a_list_taken_back_can_be_read_again(commune: Db, tmp_path: Path) -> None:
    plan = _plan(commune, tmp_path, two_families())
    reading.take_back(commune, reading.write_list(commune, plan, now=NOW, by=BY), now=LATER, by=BY)
    again = _plan(commune, tmp_path, two_families())
    assert again.totals == plan.totals
    assert _write(commune, tmp_path, two_families()).act_uid


def test_a_household_changed_since_keeps_the_list_in_the_book(commune: Db, tmp_path: Path) -> None:
    written = _write(commune, tmp_path, two_families())
    one = registering.everyone(commune)[0]
    registering.save_household(commune, replace(one, note="vừa sửa"), now=NOW, by=BY)
    before = _content(commune)
    with pytest.raises(UndoTooLate):
        reading.take_back(commune, written, now=LATER, by=BY)
    assert _content(commune) == before


def test_pairs_that_the_list_left_to_decide_go_with_it(commune: Db, tmp_path: Path) -> None:
    _write(commune, tmp_path, two_families())
    rows = two_families()[:1] + two_families()[4:]
    rows[1][6] = "108075009999"
    plan = _plan(commune, tmp_path, [*rows, *_others()[1:]])
    assert len(plan.matching.parked) == 1
    written = reading.write_list(commune, plan, now=NOW, by=BY)
    assert twins.open_count(commune) == 1
    reading.take_back(commune, written, now=LATER, by=BY)
    assert twins.open_count(commune) == 0


def test_a_list_that_changes_nothing_is_no_deed(commune: Db, tmp_path: Path) -> None:
    _write(commune, tmp_path, two_families())
    assert _write(commune, tmp_path, two_families()).act_uid == ""


def test_a_household_tells_of_the_list_with_its_own_records_alone(
    commune: Db, tmp_path: Path
) -> None:
    _write(commune, tmp_path, two_families())
    one = registering.everyone(commune)[0]
    [act] = undoing.acts_of(commune, one.uid)
    assert act.kind == "list-read"
    assert act.after.households == (one,)
    assert {r.household_uid for r in act.after.reviews} == {one.uid}
    history = recalling.recall(commune, one.uid)
    assert history is not None
    assert sorted(p.kind for p in history.passages) == ["act", "decision"]


# Waiting -----------------------------------------------------------------------------------------
def test_rows_of_a_commune_nobody_answered_for_wait_and_are_not_wrong(
    commune: Db, tmp_path: Path
) -> None:
    head, *rows = two_families()
    communes = ["Xã Lạ", "Xã Lạ", "Xã Lạ", "", ""]
    rows[4][6] = "12345"  # a fault of its own
    listed = [[*head, "Xã"], *([*r, c] for r, c in zip(rows, communes, strict=True))]
    plan = _plan(commune, tmp_path, listed)
    assert (plan.totals.refused, plan.waiting) == (5, 3)
    assert reading.result_of(plan).waiting == 3
