"""What is known of the plans below: the number held, when it came, which orders of ours it follows."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

import msgspec

from desktop.domain.planning import Goal, MeasureKind, Task, TaskGroup
from desktop.domain.review import Finding, Severity
from desktop.errors import AppError
from desktop.exchange import down
from desktop.exchange.letter import Kind, Source
from desktop.exchange.plan_parts import Sheet, order_hash
from desktop.services.catalogue import unit
from desktop.services.planning import goal_words, plan_state
from desktop.services.sources import communes_of
from desktop.store import packages, sent_down, settings
from desktop.store.connection import Db
from desktop.store.packages import Package

__all__ = [
    "GoalBehind",
    "KnownPlan",
    "all_below",
    "behind",
    "findings",
    "kinds_below",
    "of_package",
    "of_unit",
]

HELD = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalBehind:
    """An order (goal or task) that a unit holds older than it was sent, or not at all (`held` None)."""

    uid: str
    title: str
    held: int | None
    sent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlan:
    """The plan of a unit below as the book holds it.

    `through`: the office between that passed it on, "" where it came directly; then neither its own
    day of making nor what it knows of orders is told. `goals_known`: uid → revision of our goals and
    tasks that it holds; `goals_behind`: those that were sent in another state since. `waiting`: the
    number of a later one that waits for a decision, 0 for none.
    """

    code: str
    name: str
    number: int
    made_at: datetime.datetime
    came_on: datetime.date
    sha256: str
    through: str = ""
    first: int = 0
    last: int = 0
    goals_known: Mapping[str, int]
    goals_behind: tuple[GoalBehind, ...] = ()
    left_out: tuple[str, ...] = ()
    waiting: int = 0


# One unit ------------------------------------------------------------------------------------------
def of_unit(db: Db, code: str) -> KnownPlan | None:
    """The plan that the book holds of a unit below; None while none came."""
    return _known(_Came(db), code)


def of_package(db: Db, logged: Package) -> KnownPlan:
    """A plan of the log that was taken in, held or returned, as `of_unit` tells it."""
    return _of_package(_Came(db), logged)


class _Came:
    """What came of plans and what went of orders, each read once and only where it is asked for."""

    def __init__(self, db: Db) -> None:
        self.db = db
        self.office = settings.office(db)
        self._logs: dict[str, list[Package]] = {}

    def log(self, sender: str) -> list[Package]:
        """The plans of an office, newest first."""
        if sender not in self._logs:
            self._logs[sender] = packages.from_sender(self.db, sender, Kind.PLAN)
        return self._logs[sender]

    def held(self, sender: str) -> Package | None:
        """The plan of an office that the book holds."""
        return plan_state.newest(self.log(sender))

    @cached_property
    def orders(self) -> tuple[_Orders, ...]:
        """What was ordered below, newest first."""
        return _orders(self.db)

    def name(self, code: str) -> str:
        """A unit by its name."""
        return unit(code, self.office.list_version).name


def _known(came: _Came, code: str) -> KnownPlan | None:
    log, held = came.log(code), came.held(code)
    if held is not None:
        later = (p.number for p in log if p.verdict == HELD and p.handled_at >= held.handled_at)
        return replace(_of_package(came, held), waiting=max(later, default=0))
    between = unit(code, came.office.list_version).parent
    return None if between in ("", came.office.code) else _passed_on(came, code, between)


def _of_package(came: _Came, logged: Package) -> KnownPlan:
    sheet = sheet_of(logged)
    return KnownPlan(
        code=logged.sender, name=came.name(logged.sender), number=logged.number,
        made_at=logged.made_at, came_on=logged.handled_at.astimezone().date(),
        sha256=logged.sha256, first=sheet.first, last=sheet.last,
        goals_known={uid: held.revision for uid, held in sheet.knows.items()},
        goals_behind=_behind(came, logged.sender, sheet),
        left_out=tuple(a.name for a in sheet.left_out),
    )  # fmt: skip


def _passed_on(came: _Came, code: str, between: str) -> KnownPlan | None:
    """A commune that an office between speaks for."""
    held = came.held(between)
    found = (s for s in sources_of(held) if s.commune == code) if held else iter(())
    source = next(found, None)
    if held is None or source is None:
        return None
    return KnownPlan(
        code=code, name=came.name(code), number=source.number, made_at=held.made_at,
        came_on=held.handled_at.astimezone().date(), sha256=source.package_sha256,
        through=between, goals_known={},
    )  # fmt: skip


def sheet_of(logged: Package) -> Sheet:
    """The covering sheet of a plan of the log."""
    return msgspec.convert(logged.details["sheet"], Sheet)


def sources_of(logged: Package) -> tuple[Source, ...]:
    """The plans that an office between passed on inside its own."""
    return msgspec.convert(logged.details.get("plans", ()), tuple[Source, ...])


# All of them ---------------------------------------------------------------------------------------
def all_below(db: Db) -> dict[str, KnownPlan]:
    """Commune → its plan, of those of which one is known."""
    came = _Came(db)
    found = ((code, _known(came, code)) for code in plan_state.below(came.office))
    return {code: known for code, known in found if known is not None}


def kinds_below(db: Db) -> dict[str, MeasureKind]:
    """Code → kind of measure, of all kinds that those below named: where our own list is silent."""
    return {k.code: k for sheet in _sheets(db) for k in sheet.kinds}


def groups_below(db: Db, code: str) -> tuple[TaskGroup, ...]:
    """The groups that a unit below puts its tasks under."""
    held = plan_state.newest(packages.from_sender(db, code, Kind.PLAN))
    return sheet_of(held).groups if held else ()


def _sheets(db: Db) -> list[Sheet]:
    log = packages.of_kind(db, "in", Kind.PLAN)
    senders = {p.sender for p in log}
    held = (plan_state.newest([p for p in log if p.sender == s]) for s in sorted(senders))
    return [sheet_of(p) for p in held if p is not None]


# Orders that were sent -----------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class _Orders:
    """The goals and tasks of one pack, None where it says nothing about them, and to whom it went."""

    receivers: frozenset[str]
    goals: tuple[Goal, ...] | None
    tasks: tuple[Task, ...] | None


def _orders(db: Db) -> tuple[_Orders, ...]:
    found = []
    for pack in sent_down.sent(db):  # newest first
        if down.PLANS not in pack.parts:
            continue
        with suppress(AppError):  # written by a newer program than this one
            if plans := down.decode({down.PLANS: pack.parts[down.PLANS]}).plans:
                to = frozenset(pack.details.get("receivers", ()))
                found.append(_Orders(receivers=to, goals=plans.goals, tasks=plans.tasks))
    return tuple(found)


def behind(db: Db, code: str, sheet: Sheet) -> tuple[GoalBehind, ...]:
    """What was sent down to a unit last and is not what it holds."""
    return _behind(_Came(db), code, sheet)


def _behind(came: _Came, code: str, sheet: Sheet) -> tuple[GoalBehind, ...]:
    return tuple(
        GoalBehind(uid=order.uid, title=_title(order), sent=order.revision,
                   held=held.revision if held else None)
        for order in _sent_to(came, code)
        if (held := sheet.knows.get(order.uid)) is None or held.order != order_hash(order)
    )  # fmt: skip


def _title(order: Goal | Task) -> str:
    return goal_words.name(order) if isinstance(order, Goal) else order.title


def _sent_to(came: _Came, code: str) -> list[Goal | Task]:
    """The goals and tasks for a unit, or those below it, in the newest pack to it that has any."""
    own = [o for o in came.orders if code in o.receivers]
    goals = next((o.goals for o in own if o.goals is not None), ())
    tasks = next((o.tasks for o in own if o.tasks is not None), ())
    span = {code, *communes_of(code, came.office.list_version)}
    return [*(g for g in goals if g.office in span), *(x for x in tasks if span & {*x.given_to})]


def findings(known: KnownPlan) -> list[Finding]:
    """What is odd about the plan of a unit: orders of ours that it does not hold as they were sent,
    evidence that stayed there, a later one that nobody decided on."""
    found = []
    if known.goals_behind:
        titles = [one.title for one in known.goals_behind]
        details = {"unit": known.name, "count": len(titles), "names": "; ".join(titles[:3])}
        found.append(Finding("plan-goals-behind", Severity.WARNING, details=details))
    if known.waiting:
        details = {"unit": known.name, "number": str(known.waiting)}
        found.append(Finding("plan-waiting", Severity.WARNING, details=details))
    if known.left_out:
        details = {"unit": known.name, "count": len(known.left_out)}
        found.append(Finding("plan-evidence-away", Severity.NOTE, details=details))
    return found
