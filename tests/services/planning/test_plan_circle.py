"""Goals go down, results come up, over three tiers and by files alone; who holds older orders is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desktop.domain.planning import Aim, Goal, Indicator, Task, TaskState
from desktop.services import sending_down
from desktop.services.planning import (
    goals,
    plan_answer,
    plan_known,
    sending_plan,
    taking_plan,
    tasks,
)
from desktop.services.sending_down import Choice
from desktop.store import plans
from desktop.store.connection import Db
from tests.services.made import BY, NOW, at, take_in
from tests.services.onward_made import DISTRICT, FIRST, PROVINCE, Tiers, tier_books, tiers
from tests.services.planning import plan_made as made

__all__ = ["tier_books", "tiers"]

ORDERS = Choice(goals=True, tasks=True)


def down(tiers: Tiers, above: str, below: str, day: int) -> Path:
    """What an office orders, sealed and applied below."""
    now = at(2026, 11, day)
    packed = sending_down.pack_down(tiers[above], ORDERS, tiers.folder / "down", now=now, by=BY)
    [taken] = take_in(tiers[below], [packed.path], now=now)
    assert (taken.verdict, taken.refusal) == ("applied", None)
    return packed.path


def up(tiers: Tiers, below: str, above: str, day: int) -> None:
    """The plan of an office, taken in above, its receipt noted at home."""
    now = at(2026, 11, day)
    path = made.pack(tiers[below], tiers.folder / "up", above, now=now)
    [taken] = take_in(tiers[above], [path], receipts=tiers.folder / "back", now=now)
    assert (taken.verdict, taken.refusal) == ("accepted", None)
    assert taken.receipt is not None
    take_in(tiers[below], [taken.receipt], now=now)


def order(db: Db, wanted: Goal) -> None:
    goals.keep_for_units(db, [wanted], now=NOW, by=BY)


def own_words(office: str, value: float = 5.0) -> Goal:
    """A goal that only the unit can judge."""
    blank = made.goal(office, "goal-roads", set_by=DISTRICT, value=value)
    return replace(
        blank, indicator=Indicator.OWN, aim=Aim.AT_LEAST, title="Đường thôn",
        measured_in="km",
    )  # fmt: skip


def test_goals_and_tasks_go_down_and_what_was_reached_comes_up_to_the_province(
    tiers: Tiers,
) -> None:
    order(tiers.district, own_words(FIRST))
    made.put(tiers.district, made.task(DISTRICT, "task-down", given_to=(FIRST,)))
    down(tiers, DISTRICT, FIRST, 1)
    goals.keep_result(tiers.first, "goal-roads", 2027, 7.5, now=NOW, by=BY)
    [ordered] = plans.of_kind(tiers.first, Task)
    progress = made.progress(FIRST, ordered.uid)
    tasks.keep_progress(tiers.first, progress, now=NOW, by=BY)
    up(tiers, FIRST, DISTRICT, 2)
    up(tiers, DISTRICT, PROVINCE, 3)
    for db in (tiers.district, tiers.province):
        found = plans.get(db, Goal, "goal-roads")
        assert found is not None
        assert (found.set_by, found.value, dict(found.results)) == (DISTRICT, 5.0, {"2027": 7.5})
        state = plans.get(db, type(progress), progress.uid)
        assert state is not None
        assert state.state is TaskState.UNDER_WAY
    known = plan_known.of_unit(tiers.district, FIRST)
    assert known is not None
    assert (known.goals_behind, {*known.goals_known}) == ((), {"goal-roads", "task-down"})


def test_a_unit_that_holds_older_orders_is_named_above_and_told_at_home(tiers: Tiers) -> None:
    order(tiers.district, own_words(FIRST))
    down(tiers, DISTRICT, FIRST, 1)
    order(tiers.district, own_words(FIRST, 9.0))
    sending_down.pack_down(
        tiers.district, ORDERS, tiers.folder / "lost", now=at(2026, 11, 2), by=BY
    )
    made.put(tiers.first, made.goal(FIRST))
    up(tiers, FIRST, DISTRICT, 3)
    known = plan_known.of_unit(tiers.district, FIRST)
    assert known is not None
    assert [(b.title, b.held, b.sent) for b in known.goals_behind] == [("Đường thôn", 1, 2)]
    assert [f.code for f in plan_known.findings(known)] == ["plan-goals-behind"]
    [sent] = sending_plan.history(tiers.first)
    assert "Đường thôn" in plan_answer.said(sent)
    assert plan_answer.said(sent).endswith("rồi gửi lại.")


def test_what_was_changed_above_and_never_sent_is_no_fault_of_those_below(tiers: Tiers) -> None:
    order(tiers.district, own_words(FIRST))
    down(tiers, DISTRICT, FIRST, 1)
    order(tiers.district, own_words(FIRST, 9.0))
    made.put(tiers.first, made.goal(FIRST))
    seen = taking_plan.look(tiers.district, made.pack(tiers.first, tiers.folder, DISTRICT))
    assert (seen.state, seen.behind) == ("clean", ())


def test_an_order_that_never_arrived_is_behind_too(tiers: Tiers) -> None:
    order(tiers.district, own_words(FIRST))
    sending_down.pack_down(tiers.district, ORDERS, tiers.folder / "lost", now=NOW, by=BY)
    made.put(tiers.first, made.goal(FIRST))
    seen = taking_plan.look(tiers.district, made.pack(tiers.first, tiers.folder, DISTRICT))
    assert [(b.uid, b.held) for b in seen.behind] == [("goal-roads", None)]
