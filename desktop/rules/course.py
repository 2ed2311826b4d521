"""Whether a unit is on course for the goal of a plan year, and why not: pure, from what is known of it.

The words "đúng tiến độ", "chậm", "chưa có tin" are this program's own: no law sets them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CourseState(StrEnum):
    """Where a unit stands, the worst first."""

    MISSED = "missed"
    BEHIND = "behind"
    SILENT = "silent"
    ON_COURSE = "on_course"
    MET = "met"


class Why(StrEnum):
    """What keeps a unit from its course."""

    MISSED = "missed"  # the year's review is in, and more are poor than the goal allows
    NO_PLAN = "no_plan"  # a report came, a plan did not
    SHORT = "short"  # fewer households planned to leave poverty than must
    LATE_TASKS = "late_tasks"
    OLD_GOALS = "old_goals"  # it works by goals older than those last sent to it
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What is known of a unit in a plan year.

    `has_plan`: its plan came, `has_report`: its review of the year did. `must`: households that must
    leave poverty in the year, None where no goal asks or the year before is not known. `met`: whether
    the year's review reached the goal, None while that cannot be said.
    """

    has_plan: bool = False
    has_report: bool = False
    must: int | None = None
    planned: int = 0
    met: bool | None = None
    late_tasks: int = 0
    has_old_goals: bool = False

    @property
    def lacking(self) -> int:
        """How many more households should be planned to leave poverty."""
        return max(0, (self.must or 0) - self.planned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The state, and the reasons for it in the order in which they weigh."""

    state: CourseState
    why: tuple[Why, ...] = ()


def judge(heard: Heard) -> Course:
    """Where a unit stands: by the year's review once that can be judged, else by its plan so far."""
    if heard.met is not None:
        if heard.met:
            late = (Why.LATE_TASKS,) if heard.late_tasks > 0 else ()
            return Course(state=CourseState.MET, why=late)
        return Course(state=CourseState.MISSED, why=(Why.MISSED, *_troubles(heard)))
    if not heard.has_plan and not heard.has_report:
        old = (Why.OLD_GOALS,) if heard.has_old_goals else ()
        return Course(state=CourseState.SILENT, why=(Why.SILENT, *old))
    why = _troubles(heard)
    return Course(state=CourseState.BEHIND if why else CourseState.ON_COURSE, why=why)


def _troubles(heard: Heard) -> tuple[Why, ...]:
    found = {
        Why.NO_PLAN: not heard.has_plan,
        Why.SHORT: heard.has_plan and heard.lacking > 0,
        Why.LATE_TASKS: heard.late_tasks > 0,
        Why.OLD_GOALS: heard.has_old_goals,
    }
    return tuple(why for why, holds in found.items() if holds)
