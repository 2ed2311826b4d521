"""What the plan of an upper office orders of those below it, before it goes down: counts and findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from desktop.domain.planning import Goal, Task
from desktop.domain.review import Finding
from desktop.domain.unit import Office, Unit
from desktop.exchange import down
from desktop.exchange.down import PLANS, Plans
from desktop.rules import goal_checks
from desktop.services import down_plans
from desktop.services.catalogue import children, units
from desktop.services.planning import measure_kinds, passing, task_groups
from desktop.services.reported import not_reporting
from desktop.store.connection import Db
from desktop.store.sent_down import Pack
from desktop.text import t

ORDERS = ("goals", "tasks", "groups", "kinds")


@dataclass(frozen=True, slots=True, kw_only=True)
class OddGoal:
    """A goal for a unit below, and what speaks against it."""

    goal: Goal
    unit: str
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOffer:
    """Goals and tasks for those below; `units` have goals, `without` directly below have none in the
    plan year. `odd` goals have findings. `news`: of ORDERS what differs from what was sent last.
    `to_pass`: tasks from above that wait to be given to those below.
    """

    goals: tuple[Goal, ...] = ()
    tasks: tuple[Task, ...] = ()
    groups: int = 0
    kinds: int = 0
    units: int = 0
    year: int = 0
    without: tuple[Unit, ...] = ()
    odd: tuple[OddGoal, ...] = ()
    news: frozenset[str] = frozenset()
    to_pass: tuple[Task, ...] = ()


def plan_offer(db: Db, office: Office, year: int, sent: Sequence[Pack]) -> PlanOffer:
    """What of the plan can go down; `sent` are the packs that went, newest first."""
    orders = down_plans.plans_of(db, office, ORDERS) or Plans()
    found = orders.goals or ()
    return PlanOffer(
        goals=found,
        tasks=orders.tasks or (),
        groups=_own_groups(db, office),
        kinds=len(down_plans.kinds_in(measure_kinds.all_kinds(db).kinds)),
        units=len({goal.office for goal in found}),
        year=year,
        without=_without(db, office, found, year) if found and year else (),
        odd=tuple(_odd(found, office)),
        news=_news(orders, sent),
        to_pass=passing.waiting(db),
    )


def _own_groups(db: Db, office: Office) -> int:
    brought = {*task_groups.shipped(office)}
    return sum(group not in brought for group in task_groups.groups(db))


def _without(db: Db, office: Office, found: Sequence[Goal], year: int) -> tuple[Unit, ...]:
    having = {goal.office for goal in found if goal.target(year) is not None}
    excused = not_reporting(db)
    below = children(office.code, office.list_version)
    return tuple(u for u in below if u.code not in having and u.code not in excused)


def _odd(found: Sequence[Goal], office: Office) -> list[OddGoal]:
    """The goals that a unit could not judge as they are, or that ask twice."""
    known, by_unit = units(office.list_version), dict[str, list[Goal]]()
    for goal in found:
        by_unit.setdefault(goal.office, []).append(goal)
    return [
        OddGoal(goal=goal, unit=known[code].name, finding=finding)
        for code, some in by_unit.items()
        for goal in some
        for finding in goal_checks.findings(goal, others=some)
        if finding.code != _NEEDS_BOOK
    ]


_NEEDS_BOOK = "goal-no-baseline"
"""The unit's own book knows its baseline."""


def _news(orders: Plans, sent: Sequence[Pack]) -> frozenset[str]:
    """The parts that say something else than when they went last, and something at all."""
    found = set()
    packs = [down.decode({PLANS: p.parts[PLANS]}).plans for p in sent if PLANS in p.parts]
    for part in ("goals", "tasks"):
        last = next((one for p in packs if p and (one := getattr(p, part)) is not None), ())
        if _plain(getattr(orders, part)) != _plain(last):
            found.add(part)
    return frozenset(found)


def _plain(some: object) -> bytes:
    return msgspec.json.encode(some, order="deterministic")


def named(orders: Plans) -> str:
    """What is in the part, as a line says it: "Mục tiêu (24), nhiệm vụ (3)"."""
    counts = {name: getattr(orders, name) for name in ORDERS}
    words = [
        t(f"down-inside-{name}", count=len(some))
        for name, some in counts.items()
        if some is not None
    ]
    said = ", ".join(words)
    return said[:1].upper() + said[1:]
