"""What a pack from above orders for the plan: goals and tasks of a unit, groups and kinds, as values.

A value is what the office above ordered: what was reached, typed or done stays the office's own and is
neither compared nor written. Goals and tasks that stand in a book are known by who set them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

import msgspec

from desktop.domain.planning import Goal, MeasureKind, Task, TaskGroup
from desktop.domain.unit import Office
from desktop.domain.vietnamese import nfc
from desktop.exchange.down import Plans
from desktop.services.catalogue import children, units
from desktop.services.planning import goals, measure_kinds, task_groups
from desktop.store import plans, settings
from desktop.store.connection import Db

Value = Any
Values = dict[str, Value]
R = TypeVar("R", Goal, Task)
_OURS = ("results", "written_by", "revision")
"""Of a goal or a task: what its unit typed, and what no order is about."""
_RESULTS = "goal-results-kept"


# Whose -------------------------------------------------------------------------------------------
@cache
def below(code: str, list_version: str) -> frozenset[str]:
    """The codes of all units below one, at any level."""
    found: set[str] = set()
    for unit in children(code, list_version):
        found |= {unit.code} | below(unit.code, list_version)
    return frozenset(found)


@cache
def above(code: str, list_version: str) -> frozenset[str]:
    """The codes of the units above one, up to the province."""
    known, found = units(list_version), set()
    while (here := known.get(code)) is not None and here.parent:
        found.add(code := here.parent)
    return frozenset(found)


def of_office(office: Office) -> frozenset[str]:
    """The units whose orders an office takes: itself and, where it has some, those below."""
    return below(office.code, office.list_version) | {office.code}


def orderers(office: Office) -> frozenset[str]:
    """The offices whose goals and tasks go down from here: this one and those above it."""
    return above(office.code, office.list_version) | {office.code}


# In a pack ---------------------------------------------------------------------------------------
def goals_in(found: Iterable[Goal], office: Office) -> Values:
    """The goals that were set above for an office or for those below it."""
    mine, setters = of_office(office), above(office.code, office.list_version)
    return {
        goal.uid: _ordered(goal) for goal in found if goal.office in mine and goal.set_by in setters
    }


def tasks_in(found: Iterable[Task], office: Office) -> Values:
    """The tasks from above that are given to an office or to those below it, without other units."""
    mine, setters = of_office(office), above(office.code, office.list_version)
    given = ((task, [u for u in task.given_to if u in mine]) for task in found)
    return {
        task.uid: _ordered(task) | {"given_to": units}
        for task, units in given
        if units and task.set_by in setters
    }


def groups_in(found: Iterable[TaskGroup]) -> Values:
    """Groups of tasks by number."""
    return {nfc(g.number): _plain(g) for g in found if g.number and g.title}


def kinds_in(found: Iterable[MeasureKind]) -> Values:
    """Kinds of measures by code, those aside that every program brings under this name."""
    shipped = {k.code: k for k in measure_kinds.shipped()}
    return {k.code: _plain(k) for k in found if k.code and k.name and shipped.get(k.code) != k}


def _plain(record: object) -> Value:
    return msgspec.json.decode(msgspec.json.encode(record, order="deterministic"))


def _ordered(record: Goal | Task) -> dict[str, Value]:
    return {name: value for name, value in _plain(record).items() if name not in _OURS}


# In the book -------------------------------------------------------------------------------------
def goals_of(db: Db, office: Office) -> Values:
    """The goals in the book that an office above set."""
    return goals_in(plans.of_kind(db, Goal), office)


def tasks_of(db: Db, office: Office) -> Values:
    """The tasks in the book that an office above gave."""
    return tasks_in(plans.of_kind(db, Task), office)


def groups_of(db: Db) -> Values:
    """The groups that came from above."""
    return groups_in(task_groups.above(db))


def kinds_of(db: Db) -> Values:
    """The kinds of the office's list that are its own or named otherwise than shipped."""
    return kinds_in(measure_kinds.all_kinds(db).kinds)


# Into the book -----------------------------------------------------------------------------------
def put_goals(db: Db, wanted: Mapping[str, Value], came: Iterable[Goal]) -> None:
    """Inside a transaction: write goals as ordered, None takes one out; typed results are kept.

    `came`: the goals of the pack, whose revisions they get; without one it falls by one.
    """
    sent = {g.uid: g for g in came}
    kept = settings.get(db, _RESULTS, dict[str, dict[str, float]]) or {}
    for uid, value in wanted.items():
        held = plans.get(db, Goal, uid)
        if value is None:
            if held is not None and held.results:
                kept[uid] = dict(held.results)
            plans.delete(db, [uid])
            continue
        made = _stamped(msgspec.convert(value, Goal), sent.get(uid), held)
        typed = kept.pop(uid, {})
        plans.put(db, [goals.from_above(held or replace(made, results=typed), made)])
    settings.put(db, _RESULTS, kept)


def put_tasks(db: Db, wanted: Mapping[str, Value], came: Iterable[Task]) -> None:
    """Inside a transaction: the same of tasks; how far the office is with them is a record of its own."""
    sent = {task.uid: task for task in came}
    for uid, value in wanted.items():
        if value is None:
            plans.delete(db, [uid])
        else:
            held, task = plans.get(db, Task, uid), msgspec.convert(value, Task)
            plans.put(db, [_stamped(task, sent.get(uid), held)])


def _stamped(made: R, came: R | None, held: R | None) -> R:
    """With writer and revision of what came; brought back, older than what it stands for."""
    if came is not None:
        return replace(made, revision=came.revision, written_by=came.written_by)
    if held is not None:
        return replace(made, revision=max(1, held.revision - 1), written_by=held.written_by)
    return made


def put_groups(db: Db, wanted: Mapping[str, Value]) -> None:
    """Inside a transaction: groups from above; own ones stay beside them."""
    now = groups_of(db) | {**wanted}
    task_groups.put_above(
        db, [msgspec.convert(v, TaskGroup) for v in now.values() if v is not None]
    )


def put_kinds(db: Db, wanted: Mapping[str, Value]) -> None:
    """Inside a transaction: kinds of the office's list."""
    made = {c: None if v is None else msgspec.convert(v, MeasureKind) for c, v in wanted.items()}
    measure_kinds.put_above(db, made)


# From the book into a pack -----------------------------------------------------------------------
def goals_below(db: Db, office: Office) -> tuple[Goal, ...]:
    """The goals of units below that this office or one above it set, as they go down."""
    mine, setters = below(office.code, office.list_version), orderers(office)
    return tuple(
        replace(goal, results={})
        for goal in plans.of_kind(db, Goal)
        if goal.office in mine and goal.set_by in setters
    )


def tasks_below(db: Db, office: Office) -> tuple[Task, ...]:
    """The tasks that this office or one above it gave to units below, as they go down."""
    mine, setters = below(office.code, office.list_version), orderers(office)
    return tuple(
        replace(task, given_to=units)
        for task in plans.of_kind(db, Task)
        if task.set_by in setters and (units := tuple(u for u in task.given_to if u in mine))
    )


def plans_of(db: Db, office: Office, chosen: Collection[str]) -> Plans | None:
    """The chosen ones of "goals", "tasks", "groups", "kinds" as they go down; None of none."""
    if not chosen:
        return None
    return Plans(
        goals=goals_below(db, office) if "goals" in chosen else None,
        tasks=tasks_below(db, office) if "tasks" in chosen else None,
        groups=task_groups.groups(db) if "groups" in chosen else None,
        kinds=measure_kinds.all_kinds(db).kinds if "kinds" in chosen else None,
    )
