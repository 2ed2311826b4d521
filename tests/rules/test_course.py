"""Worked cases: what is known of a unit → where it stands and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.course import Course, CourseState, Heard, Why, judge

MISSED, BEHIND, SILENT, ON, MET = CourseState
PLAN, REPORT = {"has_plan": True}, {"has_report": True}

CASES: tuple[tuple[str, dict[str, object], CourseState, tuple[Why, ...]], ...] = (
    ("nothing came", {}, SILENT, (Why.SILENT,)),
    ("nothing came, much must", {"must": 40}, SILENT, (Why.SILENT,)),
    ("planned exactly what must", {**PLAN, "must": 12, "planned": 12}, ON, ()),
    ("planned more", {**PLAN, "must": 12, "planned": 15}, ON, ()),
    ("one too few", {**PLAN, "must": 12, "planned": 11}, BEHIND, (Why.SHORT,)),
    ("no goal asks", {**PLAN, "planned": 0}, ON, ()),
    ("a goal that asks nothing more", {**PLAN, "must": 0}, ON, ()),
    ("a task late", {**PLAN, "must": 1, "planned": 1, "late_tasks": 2}, BEHIND, (Why.LATE_TASKS,)),
    ("old goals", {**PLAN, "has_old_goals": True}, BEHIND, (Why.OLD_GOALS,)),
    (
        "all at once",
        {**PLAN, "must": 9, "late_tasks": 1, "has_old_goals": True},
        BEHIND,
        (Why.SHORT, Why.LATE_TASKS, Why.OLD_GOALS),
    ),
    ("a report without a plan", {**REPORT, "must": 9}, BEHIND, (Why.NO_PLAN,)),
    ("met", {**PLAN, **REPORT, "must": 9, "planned": 9, "met": True}, MET, ()),
    ("met, a task late", {**PLAN, **REPORT, "met": True, "late_tasks": 2}, MET, (Why.LATE_TASKS,)),
    ("met though few were planned", {**PLAN, **REPORT, "must": 9, "met": True}, MET, ()),
    ("met without a plan", {**REPORT, "must": 9, "met": True}, MET, ()),
    (
        "missed though all were planned",
        {**PLAN, **REPORT, "must": 9, "planned": 9, "met": False},
        MISSED,
        (Why.MISSED,),
    ),
    (
        "missed, and few were planned",
        {**PLAN, **REPORT, "must": 9, "planned": 3, "met": False},
        MISSED,
        (Why.MISSED, Why.SHORT),
    ),
    ("missed without a plan", {**REPORT, "met": False}, MISSED, (Why.MISSED, Why.NO_PLAN)),
)


@pytest.mark.parametrize(
    ("heard", "state", "why"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_worked_case(heard: dict[str, object], state: CourseState, why: tuple[Why, ...]) -> None:
    assert judge(Heard(**heard)) == Course(state=state, why=why)  # type: ignore[arg-type]


heards = st.builds(
    Heard,
    has_plan=st.booleans(),
    has_report=st.booleans(),
    must=st.none() | st.integers(0, 30),
    planned=st.integers(0, 30),
    met=st.none() | st.booleans(),
    late_tasks=st.integers(0, 3),
    has_old_goals=st.booleans(),
)


@given(heards)
def test_who_is_not_well_is_told_why_and_who_is_well_only_of_late_tasks(heard: Heard) -> None:
    found = judge(heard)
    if found.state is MET:
        assert found.why == ((Why.LATE_TASKS,) if heard.late_tasks else ())
    else:
        assert bool(found.why) is (found.state in (MISSED, BEHIND, SILENT))


@given(heards)
def test_the_years_review_has_the_last_word(heard: Heard) -> None:
    assert (judge(heard).state in (MET, MISSED)) is (heard.met is not None)
