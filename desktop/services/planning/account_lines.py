"""The lines of an account: its goals, in-year results, measures, tasks, checks and units below."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Sequence
from fractions import Fraction

from desktop.domain.account import (
    IN_YEAR_KINDS,
    BelowAccount,
    GoalLine,
    GoalYear,
    GroupTasks,
    InYear,
    LateTask,
    MeasureLine,
    ProgrammeLine,
    VisitTotals,
)
from desktop.domain.planning import Account, AccountKind, MeasureState, UnitSums
from desktop.rules.goals import GoalStanding, YearStanding
from desktop.services import monthly
from desktop.services.catalogue import children, communes_below, units
from desktop.services.planning import goal_words, measure_kinds
from desktop.services.planning import goals as goals_of
from desktop.services.planning import tasks as tasks_of
from desktop.services.planning import visits as checks
from desktop.services.planning.tasks import TaskLine
from desktop.services.progressing import Progress
from desktop.services.reported import not_reporting
from desktop.store import measures as measure_store
from desktop.store import plans, settings
from desktop.store.connection import Db


# Goals -------------------------------------------------------------------------------------------
def goals(
    db: Db, years: Sequence[int], today: datetime.date, *, is_half: bool
) -> tuple[GoalLine, ...]:
    """The goals that ask something of these years; in the middle of a year it is not judged."""
    found = goals_of.standings(db, years[-1], today, since=years[0])
    return tuple(_goal(g, years, is_half=is_half) for g in found)


def _goal(found: GoalStanding, years: Sequence[int], *, is_half: bool) -> GoalLine:
    told = [y for y in found.years if years[0] <= y.year <= years[-1]]
    # A half-yearly account made late tells nothing that came after it.
    is_late = is_half and any(y.value is not None for y in told)
    return GoalLine(
        goal=found.goal,
        name=goal_words.name(found.goal),
        asks=goal_words.asks(found.goal, years[-1] if len(years) == 1 else None),
        years=tuple(_year(y, is_half=is_half) for y in told),
        average=None if is_half else _float(found.average),
        met=None if is_half else found.met,
        remains=None if is_late else found.remains,
    )


def _year(y: YearStanding, *, is_half: bool) -> GoalYear:
    if is_half:
        return GoalYear(year=y.year, target=y.target, is_open=True)
    is_open = y.is_open or y.value is None
    return GoalYear(
        year=y.year, value=_float(y.value), fall=_float(y.fall), target=y.target, met=y.met,
        is_open=is_open,
    )  # fmt: skip


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


# In-year results ---------------------------------------------------------------------------------
def in_year(db: Db, account: Account) -> tuple[InYear, ...] | None:
    """What in-year decisions made of households; None where cases are not kept, or over a period."""
    if settings.office(db).is_upper or account.kind is AccountKind.PERIOD:
        return None
    until = 6 if account.kind is AccountKind.HALF else 12
    found = [r for r in monthly.results(db, account.year) if r.month <= until]
    return tuple(
        InYear(
            kind=kind,
            households=sum(r.kind == kind for r in found),
            people=sum(r.people for r in found if r.kind == kind),
        )
        for kind in IN_YEAR_KINDS
        if kind or any(not r.kind for r in found)
    )


# Measures ----------------------------------------------------------------------------------------
def measures(db: Db, sums: Sequence[UnitSums]) -> tuple[MeasureLine, ...]:
    """By kind in the order of the list; kinds that nothing was done of are left out."""
    states: defaultdict[str, Counter[MeasureState]] = defaultdict(Counter)
    households: Counter[str] = Counter()
    for year in sums:
        households.update(year.helped_by_kind)
    amounts: Counter[str] = Counter()
    for one in (m for s in sums for m in s.measures):
        states[one.kind][one.state] += one.measures
        if one.state is not MeasureState.STOPPED:
            amounts[one.kind] += one.amount
    names = measure_kinds.names(db)
    order = [*names, *sorted(states.keys() - names.keys())]
    return tuple(
        MeasureLine(
            kind=kind, name=measure_kinds.name_of(kind, names), by_state=dict(states[kind]),
            households=households[kind], amount=amounts[kind],
        )
        for kind in order
        if kind in states
    )  # fmt: skip


def programmes(db: Db, years: Sequence[int]) -> tuple[ProgrammeLine, ...]:
    """By programme, the most money first: at a commune, whose book has every measure."""
    if settings.office(db).is_upper:
        return ()
    found = [m for y in years for m in measure_store.of_year(db, y)]
    standing = [m for m in found if m.state is not MeasureState.STOPPED]
    lines = [
        ProgrammeLine(
            programme=name,
            measures=len(own := [m for m in standing if m.programme == name]),
            households=len({m.household_uid for m in own}),
            amount=sum(m.amount or 0 for m in own),
        )
        for name in {m.programme for m in standing}
    ]
    return tuple(sorted(lines, key=lambda p: (not p.programme, -p.amount, p.programme)))


# Tasks and checks --------------------------------------------------------------------------------
def tasks(db: Db, years: Sequence[int], today: datetime.date) -> tuple[GroupTasks, ...]:
    """By group of the plan, also groups that have no task."""
    found = _task_lines(db, years, today)
    titles = {g.number: g.title for g in tasks_of.groups(db)}
    titles |= {n: x.group_title for x in found if (n := x.task.group) not in titles}
    return tuple(
        _group(number, title, [x for x in found if x.task.group == number])
        for number, title in titles.items()
    )


def _group(number: str, title: str, found: Sequence[TaskLine]) -> GroupTasks:
    counted = tasks_of.counts(found)
    return GroupTasks(
        number=number, title=title, done=counted.done, under_way=counted.under_way,
        open=counted.open, late=counted.late, dropped=counted.dropped, done_late=counted.done_late,
    )  # fmt: skip


def late_tasks(db: Db, years: Sequence[int], today: datetime.date) -> tuple[LateTask, ...]:
    """Tasks whose deadline has passed, the oldest deadline first."""
    late = [
        LateTask(
            uid=x.task.uid, title=x.task.title, responsible=x.task.responsible,
            deadline=x.task.deadline,
        )
        for x in _task_lines(db, years, today)
        if x.is_late and x.task.deadline is not None
    ]  # fmt: skip
    return tuple(sorted(late, key=lambda x: (x.deadline, x.title)))


def _task_lines(db: Db, years: Sequence[int], today: datetime.date) -> list[TaskLine]:
    """Each task once: those of the whole period come with every year."""
    found = {x.task.uid: x for y in years for x in tasks_of.lines(db, y, today)}
    return [*found.values()]


def visits(db: Db, since: datetime.date, until: datetime.date, today: datetime.date) -> VisitTotals:
    """The checks of the account's days."""
    lines = checks.lines(db, None, today)
    own = [x for x in lines if since <= x.visit.happened_on <= until]
    found = checks.counts(own)
    return VisitTotals(
        visits=found.visits, households=found.households, tasks=found.tasks, due=found.due,
        settled=found.settled, overdue=found.overdue,
    )  # fmt: skip


# Units below -------------------------------------------------------------------------------------
def missing(db: Db, found: Progress, year: int) -> tuple[str, ...]:
    """Communes that an upper office expects and has no figures of, in the last year that is told."""
    office = settings.office(db)
    if not office.is_upper:
        return ()
    here, excused = {u.code for u in found.units if u.point(year)}, not_reporting(db)
    expected = communes_below(office.code, office.list_version)
    return tuple(u.name for u in expected if u.code not in here and u.code not in excused)


def below(db: Db, account: Account) -> tuple[BelowAccount, ...]:
    """The accounts of the same time that came from below, and which units sent none."""
    office = settings.office(db)
    if not office.is_upper:
        return ()
    came = {
        a.office: a
        for a in plans.of_kind(db, Account)
        if a.office != office.code and _is_of_same_time(a, account)
    }
    excused = not_reporting(db)
    direct = [u.code for u in children(office.code, office.list_version) if u.code not in excused]
    names = units(office.list_version)
    return tuple(
        _below(code, names[code].name if code in names else code, came.get(code))
        for code in dict.fromkeys([*direct, *came])
    )


def _is_of_same_time(one: Account, other: Account) -> bool:
    return (one.kind, one.first, one.year) == (other.kind, other.first, other.year)


def _below(code: str, name: str, account: Account | None) -> BelowAccount:
    if account is None:
        return BelowAccount(code=code, name=name, state="missing")
    return BelowAccount(
        code=code, name=name, state="closed" if account.closed_on else "open",
        number=account.number, closed_on=account.closed_on, words=account.words,
    )  # fmt: skip
