"""The units below an upper office in a plan year: who is on course, behind, silent, who met its goal.

Counted from what the others count: what must be reached from apportioning, measures from following,
what came from plan_known, the review of the year from counting.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.domain.planning import (
    Account,
    AccountKind,
    Goal,
    Task,
    TaskProgress,
    TaskState,
    UnitSums,
    Visit,
    progress_uid,
)
from desktop.domain.review import Finding, Severity
from desktop.domain.vietnamese import sort_key
from desktop.rules.course import CourseState, Heard, Why, judge
from desktop.rules.goals import GoalStanding
from desktop.rules.tasks import late_days
from desktop.services.catalogue import bare_name
from desktop.services.counting import unit_figures
from desktop.services.planning import (
    accounts,
    apportioning,
    following,
    goals,
    plan_known,
    tasks,
    visits,
)
from desktop.services.planning.apportioning import UnitShare
from desktop.services.planning.plan_known import KnownPlan
from desktop.services.planning.tasks import TaskCounts, TaskLine
from desktop.services.planning.visits import VisitLine
from desktop.services.reported import CommuneStand, Due, reported
from desktop.services.reported import due_of as reported_due
from desktop.store import plans, settings
from desktop.store.connection import Db

STATES = (*CourseState,)
"""The worst first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCourse:
    """A commune in a plan year. `group` is the code of its district, "" where there is none.

    `must`: households that must leave poverty, None where nobody can say, `has_own_goal`: by a goal
    set for it; `planned` to leave, `escaped` of those; `helped` households and `amount` đồng of
    measures that were not stopped. `poor_now` is None until its review of the year is in the book.
    `half`, `whole`: the days on which its half-yearly and yearly accounts were closed. `heard_on`: when
    its plan or report came last; `known`: its plan, None while none came. `called`: the day on which
    somebody asked for its report by telephone.
    """

    code: str
    name: str
    group: str = ""
    state: CourseState = CourseState.SILENT
    why: tuple[Why, ...] = ()
    must: int | None = None
    has_own_goal: bool = False
    planned: int = 0
    escaped: int = 0
    helped: int = 0
    amount: int = 0
    poor_before: int | None = None
    poor_now: int | None = None
    tasks: TaskCounts = field(default_factory=TaskCounts)
    goals: int = 0
    half: datetime.date | None = None
    whole: datetime.date | None = None
    heard_on: datetime.date | None = None
    known: KnownPlan | None = None
    called: datetime.date | None = None

    @property
    def lacking(self) -> int:
        """How many more households should be planned to leave poverty."""
        return max(0, (self.must or 0) - self.planned)

    @property
    def most(self) -> int | None:
        """The most poor households with which the goal of the year holds."""
        if self.must is None or self.poor_before is None:
            return None
        return self.poor_before - self.must


def course(db: Db, year: int, today: datetime.date) -> tuple[UnitCourse, ...]:
    """Every commune below that is expected, the worst first; () for a commune's own book."""
    if not settings.office(db).is_upper:
        return ()
    known = _Known(db, year, today)
    found = [known.unit(stand) for stand in reported(db, year, None, today).communes]
    return tuple(sorted(found, key=_worst_first))


def _worst_first(unit: UnitCourse) -> tuple[int, int, int, str]:
    lacks = -unit.lacking if unit.state in (CourseState.MISSED, CourseState.BEHIND) else 0
    return STATES.index(unit.state), lacks, -unit.tasks.late, sort_key(bare_name(unit.name))


class _Known:
    """What the book knows of all units of a year, each kind read once."""

    def __init__(self, db: Db, year: int, today: datetime.date) -> None:
        self.year, self.today = year, today
        self.shares: dict[str, UnitShare] = {s.code: s for s in apportioning.shares(db, year)}
        self.sums: dict[str, UnitSums] = {s.code: s for s in following.unit_sums(db, year)}
        self.plans = plan_known.all_below(db)
        self.poor = {f.code: f.poor_households for f in unit_figures(db, year)}
        self.accounts = {
            (a.office, a.kind): a.closed_on for a in plans.of_kind(db, Account) if a.year == year
        }
        self.tasks = task_counts(db, year, today)
        setters = {g.office: 0 for g in plans.of_kind(db, Goal)}
        for goal in plans.of_kind(db, Goal):
            is_ordered = goal.set_by != goal.office and goal.first <= year <= goal.last
            setters[goal.office] += is_ordered
        self.goals = setters

    def unit(self, stand: CommuneStand) -> UnitCourse:
        """One commune, judged."""
        code = stand.code
        share, sums = self.shares.get(code), self.sums.get(code)
        known = self.plans.get(code)
        unit = UnitCourse(
            code=code, name=stand.name, group=stand.group, called=stand.called, known=known,
            must=share.must if share else None,
            has_own_goal=share.has_own if share else False,
            poor_before=share.poor_before if share else None,
            poor_now=self.poor.get(code) if stand.is_in_book else None,
            planned=sums.planned if sums else 0,
            escaped=sums.escaped if sums else 0,
            helped=sums.helped if sums else 0,
            amount=sum(m.amount for m in following.by_kind(sums).values()) if sums else 0,
            tasks=self.tasks.get(code, TaskCounts()),
            goals=self.goals.get(code, 0),
            half=self.accounts.get((code, AccountKind.HALF)),
            whole=self.accounts.get((code, AccountKind.YEAR)),
            heard_on=_last(known.came_on if known else None, stand.accepted_on),
        )  # fmt: skip
        found = judge(self._heard(unit, has_report=stand.is_in_book))
        return replace(unit, state=found.state, why=found.why)

    def _heard(self, unit: UnitCourse, *, has_report: bool) -> Heard:
        known = unit.known
        return Heard(
            has_plan=known is not None and _is_of_year(known, self.year),
            has_report=has_report,
            must=unit.must,
            planned=unit.planned,
            met=_met(unit),
            late_tasks=unit.tasks.late,
            has_old_goals=bool(known and known.goals_behind),
        )


def _is_of_year(known: KnownPlan, year: int) -> bool:
    """Whether a plan speaks of a year; of one passed on inside another only the office between knows."""
    return bool(known.through) or known.first <= year <= known.last


def _met(unit: UnitCourse) -> bool | None:
    if unit.poor_now is None or unit.most is None:
        return None
    return unit.poor_now <= unit.most


def _last(*days: datetime.date | None) -> datetime.date | None:
    return max((day for day in days if day is not None), default=None)


def task_counts(db: Db, year: int, today: datetime.date) -> dict[str, TaskCounts]:
    """Unit below → its tasks of a plan year, as `tasks.counts` of its lines; all in one pass."""
    progress = {p.uid: p for p in plans.of_kind(db, TaskProgress)}
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for task in plans.of_kind(db, Task):
        if task.year not in (0, year):
            continue
        for code in task.given_to or (task.office,):
            kept = progress.get(progress_uid(task.uid, code))
            state = kept.state if kept else TaskState.OPEN
            is_late = late_days(task.deadline, state, today) > 0
            found[code]["late" if is_late else state.value] += 1
            found[code]["done_late"] += _was_late(task, kept)
    return {code: TaskCounts(**counted) for code, counted in found.items()}


def _was_late(task: Task, kept: TaskProgress | None) -> bool:
    if kept is None or kept.state is not TaskState.DONE:
        return False
    return bool(task.deadline and kept.done_on and kept.done_on > task.deadline)


def counts(units: Iterable[UnitCourse]) -> Mapping[CourseState, int]:
    """How many units stand where, every state named, the worst first."""
    found = Counter(u.state for u in units)
    return {state: found[state] for state in CourseState}


# What speaks against them --------------------------------------------------------------------------
def findings(unit: UnitCourse, due: Due, today: datetime.date) -> list[Finding]:
    """What is odd about a unit: orders older than ours, a plan that waits, silence after the last day
    on which reports are in time."""
    found = plan_known.findings(unit.known) if unit.known else []
    if unit.state is CourseState.SILENT and today > due.last_day:
        details = {"unit": unit.name, "day": due.last_day}
        found.append(Finding("course-silent", Severity.WARNING, details=details))
    return found


def board_findings(
    db: Db, year: int, units: Sequence[UnitCourse], today: datetime.date
) -> list[Finding]:
    """The same of all units together, each with how many it is about."""
    due = reported_due(db, year, today)
    old = sum(Why.OLD_GOALS in unit.why for unit in units)
    silent = sum(unit.state is CourseState.SILENT for unit in units)
    found = []
    if old:
        found.append(Finding("course-old-goals", Severity.WARNING, details={"count": old}))
    if silent and today > due.last_day:
        details = {"count": silent, "day": due.last_day}
        found.append(Finding("course-silent-some", Severity.WARNING, details=details))
    return found


# One unit ------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage:
    """Everything that is known of the plan of one unit in a year."""

    year: int
    unit: UnitCourse
    goals: tuple[GoalStanding, ...]
    tasks: tuple[TaskLine, ...]
    sums: UnitSums
    visits: tuple[VisitLine, ...]
    accounts: tuple[Account, ...]
    findings: tuple[Finding, ...]


def unit_page(db: Db, year: int, code: str, today: datetime.date) -> UnitPage | None:
    """The plan of one commune; None where it is not among those that are expected."""
    stands = reported(db, year, None, today)
    stand = next((c for c in stands.communes if c.code == code), None)
    if stand is None:
        return None
    unit = _Known(db, year, today).unit(stand)
    sums = next(iter(following.unit_sums(db, year, code)), UnitSums(year=year, code=code))
    return UnitPage(
        year=year,
        unit=unit,
        goals=goals.standings(db, year, today, code),
        tasks=tasks.lines(db, year, today, code),
        sums=sums,
        visits=_visits(db, year, code, today),
        accounts=accounts.of(db, year, code),
        findings=tuple(findings(unit, stands.due, today)),
    )


def _visits(db: Db, year: int, code: str, today: datetime.date) -> tuple[VisitLine, ...]:
    """The unit's own checks, then ours of it."""
    mine = {v.uid for v in plans.of_kind(db, Visit) if v.unit == code}
    ours: Sequence[VisitLine] = visits.lines(db, year, today)
    return (
        *visits.lines(db, year, today, code),
        *(line for line in ours if line.visit.uid in mine),
    )
