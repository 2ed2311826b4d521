"""How the course of a unit is said, on screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.vietnamese import show_date, show_number
from desktop.rules.course import CourseState, Why
from desktop.services.planning.course import UnitCourse
from desktop.text import t

STATES: Mapping[CourseState, str] = {
    CourseState.MISSED: "err",
    CourseState.BEHIND: "warn",
    CourseState.SILENT: "missing",
    CourseState.ON_COURSE: "info",
    CourseState.MET: "ok",
}
"""State of a unit → state of the window (icon and ink)."""


def state(of: CourseState) -> str:
    """Không đạt, Chậm, Chưa có tin, Đúng tiến độ, Đạt."""
    return t(f"plan-course-state-{of}")


def why(unit: UnitCourse) -> str:
    """Every reason in a few words; of a unit that is well, what it has reached and what is late."""
    said = [_reason(unit, one) for one in unit.why]
    if unit.state is CourseState.MET:
        said.insert(0, t("plan-course-has-met", now=unit.poor_now or 0, most=unit.most or 0))
    elif unit.state is CourseState.ON_COURSE:
        key = "plan-course-no-goal" if unit.must is None else "plan-course-enough"
        said = [t(key, count=unit.planned)]
    return "; ".join(said)


def _reason(unit: UnitCourse, one: Why) -> str:
    known = unit.known
    details = {
        Why.MISSED: {"now": unit.poor_now or 0, "most": unit.most or 0},
        Why.SHORT: {"count": unit.lacking},
        Why.LATE_TASKS: {"count": unit.tasks.late},
        Why.OLD_GOALS: {"count": len(known.goals_behind) if known else 0},
    }
    return t(f"plan-course-why-{one}", **details.get(one, {}))


def tasks(unit: UnitCourse) -> str:
    """3/5, 1 trễ; "" without tasks."""
    counted = unit.tasks
    if not counted.all:
        return ""
    done = f"{show_number(counted.done)}/{show_number(counted.all)}"
    return t("plan-course-tasks-late", done=done, late=counted.late) if counted.late else done


def account(unit: UnitCourse) -> str:
    """Which accounts of the year were closed: 6 tháng, năm."""
    parts = (("half", unit.half), ("year", unit.whole))
    return ", ".join(t(f"plan-course-account-{name}") for name, closed in parts if closed)


def heard(unit: UnitCourse) -> str:
    """The day on which its plan or report came last."""
    return show_date(unit.heard_on) if unit.heard_on else ""


def amount(dong: int) -> str:
    """Đồng in millions with a decimal comma where they are many, "" for none."""
    if not dong:
        return ""
    millions, rest = divmod(dong, 1_000_000)
    if not millions:
        return t("plan-course-dong", amount=show_number(dong))
    tenth = rest // 100_000
    shown = f"{show_number(millions)},{tenth}" if tenth else show_number(millions)
    return t("plan-course-millions", amount=shown)
