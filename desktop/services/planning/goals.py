"""Goals of a plan: those shipped, those set above, the office's own; how each stands in a year.

KH107's goals (law.md §8) are there without being written: its province may change them, an office
below it sees them as set above.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.domain.planning import Aim, Goal, Indicator
from desktop.domain.review import Finding, Severity
from desktop.domain.unit import Office
from desktop.errors import GoalBlocked
from desktop.rules import goal_checks
from desktop.rules.goals import GoalStanding, Seen, judge, number, rate, typed
from desktop.services.catalogue import province_of, unit
from desktop.services.counting import unit_figures
from desktop.services.planning import records
from desktop.services.planning.records import Deed
from desktop.services.progressing import Point, Progress, counted_years, progress
from desktop.services.targets import Plan, Span, plan_of
from desktop.store import plans, settings
from desktop.store.connection import Db

__all__ = [
    "Facts",
    "check",
    "facts",
    "for_units",
    "from_above",
    "goals",
    "is_shipped",
    "keep",
    "keep_for_units",
    "keep_result",
    "put_back",
    "remove",
    "shipped",
    "standings",
    "written",
]

put_back = records.put_back
"""Undo of keep, keep_result, keep_for_units and remove: takes what they returned."""


# What there is -----------------------------------------------------------------------------------
def shipped(office: Office) -> tuple[Goal, ...]:
    """The goals of the plan of the office's province, as data says them; () where none is known."""
    plan = plan_of(office)
    if plan is None:
        return ()
    setter = province_of(unit(office.code, office.list_version)).code
    found = [goal for span in plan.spans for goal in _of_span(plan, span, office, setter)]
    found += [
        _shipped(plan, office, setter, one.id, Indicator.OWN, Aim.WORDS, one.first, one.last)
        for one in plan.words
        if office.level in one.levels
    ]
    titles = {f"{plan.id}-{one.id}@{office.code}": one.title for one in plan.words}
    return tuple(replace(goal, title=titles.get(goal.uid, "")) for goal in found)


def _of_span(plan: Plan, span: Span, office: Office, setter: str) -> Iterable[Goal]:
    aim = Aim.FALL_MORE if span.kind == "more" else Aim.FALL_AVERAGE
    asked = (
        (Indicator.POOR_RATE, span.points),
        (Indicator.MINORITY_POOR_RATE, span.minority_points),
    )
    for indicator, points in asked:
        if points is not None:
            name = f"{indicator}-{span.first}"
            made = _shipped(plan, office, setter, name, indicator, aim, span.first, span.last)
            yield replace(made, value=points)


def _shipped(
    plan: Plan, office: Office, setter: str, name: str, indicator: Indicator, aim: Aim,
    first: int, last: int,
) -> Goal:  # fmt: skip
    return Goal(
        uid=f"{plan.id}-{name}@{office.code}", office=office.code, set_by=setter,
        indicator=indicator, aim=aim, first=first, last=last, source=plan.source,
    )  # fmt: skip


def is_shipped(office: Office, goal: Goal) -> bool:
    """Whether a goal is one of the province's plan, even if its numbers were changed since."""
    return goal.uid in {one.uid for one in shipped(office)}


def written(db: Db, unit: str = "") -> tuple[Goal, ...]:
    """The goals that stand in the book: of the office itself, or of a unit below."""
    return plans.of_kind(db, Goal, [unit or settings.office(db).code])


def goals(db: Db, unit: str = "") -> tuple[Goal, ...]:
    """The goals of the office's plan: those shipped unless written otherwise, those set above, its own.

    With a `unit` those of an office below, as it sent them or this office set them.
    """
    found = written(db, unit)
    if unit:
        return found
    given, uids = shipped(settings.office(db)), {goal.uid for goal in found}
    missing = [g for g in given if g.uid not in uids]
    own = {g.uid for g in given}
    return tuple(sorted((*missing, *found), key=lambda g: (g.uid not in own, g.first)))


def for_units(db: Db, year: int | None = None) -> tuple[Goal, ...]:
    """The goals that this office set for those below it, valid in a year or all."""
    me = settings.office(db).code
    return tuple(
        goal
        for goal in plans.of_kind(db, Goal)
        if goal.set_by == me and goal.office != me
        if year is None or goal.first <= year <= goal.last
    )


# How they stand ----------------------------------------------------------------------------------
@dataclass(slots=True)
class Facts:
    """What the book knows up to a year, to judge any goal of the office or of a unit below by."""

    db: Db
    progress: Progress
    _deprived: Mapping[tuple[str, str], Mapping[int, int]] = field(default_factory=dict)

    def seen(self, goal: Goal, unit: str = "") -> Mapping[int, Seen]:
        """The values of a goal's indicator by year: counted, or typed where the goal is the office's
        own. `unit`: a village or commune instead of the whole office."""
        if goal.indicator is Indicator.OWN or goal.aim is Aim.WORDS:
            until = self.progress.year
            return {int(y): typed(int(y), v) for y, v in goal.results.items() if int(y) <= until}
        return self.counted(goal.indicator, goal.detail, unit)

    def counted(self, kind: Indicator, detail: str = "", unit: str = "") -> Mapping[int, Seen]:
        """The values of an indicator that the book counts, by year."""
        points = self._points(unit)
        if kind is not Indicator.DEPRIVED_HOUSEHOLDS:
            return {p.year: _seen(kind, p) for p in points}
        counts = self._deprived_by_unit().get((unit, detail), {})
        return {
            p.year: number(
                p.year,
                None if p.typed else counts.get(p.year, 0),
                is_open=p.open,
                is_typed=p.typed,
            )
            for p in points
        }

    def standing(
        self, goal: Goal, today: datetime.date, *, unit: str = "", others: Sequence[Goal] = ()
    ) -> GoalStanding:
        """How a goal stands, with what speaks against it beside the others of the plan."""
        seen = self.seen(goal, unit)
        standing = judge(goal, seen, self.progress.year)
        odd = goal_checks.findings(goal, others=others, seen=seen)
        if is_shipped(self.progress.office, goal):
            # What a plan of the province asks is not for its offices to mend.
            odd = tuple(f for f in odd if f.code == "goal-no-baseline")
        return replace(standing, findings=(*odd, *_untold(standing, today)))

    def _points(self, unit: str) -> tuple[Point, ...]:
        if not unit:
            return self.progress.whole.points
        return next((u.points for u in self.progress.units if u.code == unit), ())

    def _deprived_by_unit(self) -> Mapping[tuple[str, str], Mapping[int, int]]:
        """(Unit or "" for all, deprivation) → year → poor and near-poor households with it."""
        if not self._deprived:
            found: defaultdict[tuple[str, str], Counter[int]] = defaultdict(Counter)
            for year in (y for y in counted_years(self.db) if y <= self.progress.year):
                for unit in unit_figures(self.db, year):
                    for detail in (unit.poor_detail, unit.near_poor_detail):
                        for code, count in detail.deprived.items():
                            found[unit.code, code][year] += count
                            found["", code][year] += count
            self._deprived = dict(found)
        return self._deprived


def _seen(indicator: Indicator, point: Point) -> Seen:
    counts = {
        Indicator.POOR_RATE: (point.poor, point.households),
        Indicator.NEAR_POOR_RATE: (point.near_poor, point.households),
        Indicator.MINORITY_POOR_RATE: (point.minority_poor, point.minority_households),
        Indicator.POOR_HOUSEHOLDS: (point.poor, None),
        Indicator.NEAR_POOR_HOUSEHOLDS: (point.near_poor, None),
    }
    count, whole = counts[indicator]
    if indicator.is_rate:
        return rate(point.year, count, whole, is_open=point.open, is_typed=point.typed)
    return number(point.year, count, is_open=point.open, is_typed=point.typed)


def _untold(standing: GoalStanding, today: datetime.date) -> Iterable[Finding]:
    """A goal whose result only the office knows, and whose last year is over."""
    goal = standing.goal
    is_own = goal.indicator is Indicator.OWN or goal.aim is Aim.WORDS
    if is_own and goal.last < today.year and str(goal.last) not in goal.results:
        year = str(goal.last)
        yield Finding("goal-no-result", Severity.WARNING, f"results:{year}", {"year": year})


def facts(db: Db, year: int) -> Facts:
    """What goals are judged by: the series of progressing, with the years typed in."""
    return Facts(db, progress(db, year))


def standings(
    db: Db, year: int, today: datetime.date, unit: str = "", since: int | None = None
) -> tuple[GoalStanding, ...]:
    """How every goal of the plan that holds in a year stands at its end, the whole office's or a
    unit's; with `since`, also of goals that ended in that year or later."""
    known, every = facts(db, year), goals(db, unit)
    return tuple(
        known.standing(goal, today, unit=unit, others=every)
        for goal in every
        if goal.first <= year and goal.last >= (year if since is None else since)
    )


# Changing ----------------------------------------------------------------------------------------
def check(db: Db, goal: Goal, known: Facts | None = None) -> tuple[Finding, ...]:
    """What speaks against a goal as it would be written; a blocking finding keeps it out."""
    known = known or facts(db, max((*counted_years(db), goal.first)))
    return goal_checks.findings(goal, others=goals(db), seen=known.seen(goal))


def keep(db: Db, goal: Goal, *, now: datetime.datetime, by: str) -> Deed:
    """Write a goal of the office, new or changed. Raises SetAbove, GoalBlocked, BranchNotMain."""
    _check_own(db, goal.uid)
    records.check_own(db, goal.set_by, goal.title or goal.source)
    _check_sound([goal])
    return records.write(db, [goal], action="goal-kept", now=now, by=by)


def keep_result(
    db: Db, uid: str, year: int, value: float | None, *, now: datetime.datetime, by: str
) -> Deed:
    """Write what was reached in a year for a goal that only the office can judge: OWN, or in WORDS
    (1 reached, 0 not); None takes it away. Also for a goal that was set above. Raises GoalBlocked
    for what is no number of this world."""
    if value is not None and not abs(value) <= goal_checks.MOST:
        raise GoalBlocked(finding="goal-too-large")
    goal = next(g for g in goals(db) if g.uid == uid)
    results = {y: v for y, v in goal.results.items() if y != str(year)}
    if value is not None:
        results[str(year)] = value
    changed = replace(goal, results=dict(sorted(results.items())))
    return records.write(db, [changed], action="goal-result", now=now, by=by)


def remove(db: Db, uid: str, *, now: datetime.datetime, by: str) -> Deed:
    """Take a goal of the office out; one that is shipped stands again as its plan says it.

    Raises SetAbove.
    """
    _check_own(db, uid)
    held = plans.get(db, Goal, uid)
    return records.write(db, gone=[held] if held else [], action="goal-removed", now=now, by=by)


def keep_for_units(
    db: Db, wanted: Sequence[Goal], *, gone: Sequence[Goal] = (), now: datetime.datetime, by: str
) -> Deed:
    """Write goals for units below at once, and take others out. Raises SetAbove, GoalBlocked."""
    for goal in (*wanted, *gone):
        _check_own(db, goal.uid)
        records.check_own(db, goal.set_by, goal.title or goal.source)
    _check_sound(wanted)
    return records.write(db, wanted, gone=gone, action="goals-for-units", now=now, by=by)


def from_above(known: Goal | None, came: Goal) -> Goal:
    """A goal that came from the office above, with what this office had typed of its results."""
    if known is None:
        return came
    return replace(came, results=known.results)


def _check_own(db: Db, uid: str) -> None:
    """A goal that stands may be changed by the office that set it."""
    held = next((g for g in (*goals(db), *for_units(db)) if g.uid == uid), None)
    if held is not None:
        records.check_own(db, held.set_by, held.title or held.source)


def _check_sound(wanted: Sequence[Goal]) -> None:
    for goal in wanted:
        found = goal_checks.findings(goal)
        for one in found:
            if one.severity is Severity.BLOCKING:
                raise GoalBlocked(finding=one.code)
