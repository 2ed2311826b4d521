"""What of an office's own plan needs hands now: late tasks, overdue checks, too few planned to leave."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from desktop.rules.course import Heard
from desktop.services import counting
from desktop.services.planning import apportioning, plan_state, tasks, visits
from desktop.services.planning.tasks import TaskLine
from desktop.services.planning.visits import FollowUp, VisitLine
from desktop.store import settings
from desktop.store import totals as rounds
from desktop.store.connection import Db


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDue:
    """Tasks and follow-ups of checks whose day has passed; households that must leave poverty in the
    plan year and are planned to, `must` None where nobody can say or the year's review is done."""

    year: int
    late_tasks: tuple[TaskLine, ...] = ()
    overdue: tuple[VisitLine, ...] = ()
    must: int | None = None
    planned: int = 0

    @property
    def lacking(self) -> int:
        """How many more should be planned."""
        return Heard(must=self.must, planned=self.planned).lacking


def plan_due(db: Db, year: int, today: datetime.date) -> PlanDue:
    """What is due of the plan of a year, the longest overdue first."""
    late = [line for line in tasks.lines(db, year, today) if line.is_late]
    overdue = [v for v in visits.due_list(db, today) if v.follow_up is FollowUp.OVERDUE]
    must, planned = _planned(db, year)
    return PlanDue(
        year=year,
        late_tasks=tuple(sorted(late, key=lambda line: -line.late_days)),
        overdue=tuple(overdue),
        must=must,
        planned=planned,
    )


def _planned(db: Db, year: int) -> tuple[int | None, int]:
    """What must and what is planned, as long as the year's review has not begun to judge it."""
    if year in rounds.years(db) and not _is_open(db, year):
        return None, 0
    whole = apportioning.whole(apportioning.shares(db, year))
    return whole.must, whole.planned


def _is_open(db: Db, year: int) -> bool:
    """Whether sheets (at an upper office: communes) of the year are still missing."""
    office = settings.office(db)
    if office.is_upper:
        known = {code for y, code in counting.known(db, year).figures if y == year}
        return not known >= set(plan_state.below(office))
    return any(v.complete < v.expected for v in rounds.progress(db, year))
