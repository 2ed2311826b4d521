"""The history of a household: its years, its deeds, its edits; earlier numbers find it."""

from __future__ import annotations

import datetime
from dataclasses import replace

from desktop.domain.act import Act, Touched
from desktop.services import registering, undoing
from desktop.services.recalling import recall
from desktop.store.connection import Db
from tests.services.made import BY, NEAR, NOW, POOR, add, key, open_rounds


def test_years_stand_newest_first_with_what_came_and_went(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    household = add(commune, "Bàn Văn Tiến", size=3)
    key(commune, household, POOR, 2025)
    key(commune, household, NEAR, 2026)
    found = recall(commune, household.uid)
    assert found is not None
    assert [y.review.year for y in found.years] == [2026, 2025]
    newest, first = found.years
    assert newest.review.outcome is not None
    assert first.review.outcome is not None
    now, then = newest.review.outcome.deprived, first.review.outcome.deprived
    assert set(newest.went) == set(then) - set(now) != set()
    assert set(newest.came) == set(now) - set(then)
    assert (first.came, first.went) == ((), ())


def test_an_edit_is_told_field_by_field(commune: Db) -> None:
    household = add(commune, "Bàn Văn Tiến", size=2)
    head = replace(household.members[0], born="1981-07-21")
    registering.save_household(
        commune, replace(household, members=(head, household.members[1])), now=NOW, by=BY
    )
    found = recall(commune, household.uid)
    assert found is not None
    edits = [p for p in found.passages if p.kind == "edited"]
    told = [[(c.where, c.after) for c in p.changes] for p in edits]
    assert [(f"members.{head.name}.born", "1981-07-21")] in told
    assert {p.by for p in edits} == {BY}


def test_a_deed_is_told_once_and_stays_when_undone(commune: Db) -> None:
    household = add(commune, "Bàn Văn Tiến", size=2)
    after = replace(household, note="đã chuyển nhà", revision=household.revision + 1)
    act = Act(
        uid="deed", kind="correction", at=NOW, by=BY, happened_on=datetime.date(2026, 3, 2),
        before=Touched(households=(household,)), after=Touched(households=(after,)),
    )  # fmt: skip
    undoing.do(commune, act)
    undoing.undo(commune, "deed", now=NOW, by=BY)
    found = recall(commune, household.uid)
    assert found is not None
    told = [p.act for p in found.passages if p.act is not None]
    assert [(a.uid, a.undone_at) for a in told] == [("deed", NOW)]


def test_who_is_not_in_the_book_has_no_history(commune: Db) -> None:
    assert recall(commune, "nobody") is None
