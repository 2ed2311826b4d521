"""Who is on course, behind, silent: from books and packages, the same numbers as everywhere else."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.planning import (
    Aim,
    Goal,
    Indicator,
    MeasureState,
    PlannedEscape,
    Task,
    TaskProgress,
    TaskState,
)
from desktop.rules.course import CourseState, Why
from desktop.services import reported, sending_down
from desktop.services.planning import apportioning, course, passing, tasks
from desktop.services.planning.course import UnitCourse
from desktop.services.sending_down import Choice
from desktop.store import plans
from desktop.store.connection import Db, writing
from tests.services.made import BY, COMMUNE, NOW, SECOND, UPPER, take_in
from tests.services.planning import plan_made as made
from tests.services.test_down import apply
from tests.ui.upper_books import put_commune, put_package

TODAY = datetime.date(2026, 11, 1)
LATER = datetime.date(2026, 12, 31)
YEAR = 2026


def at_most(unit: str, value: int, *, uid: str = "", setter: str = UPPER) -> Goal:
    return Goal(
        uid=uid or f"set-{unit}", office=unit, set_by=setter, first=2026, last=2030,
        indicator=Indicator.POOR_HOUSEHOLDS, aim=Aim.AT_MOST, value=float(value),
    )  # fmt: skip


def task(unit: str, uid: str, deadline: datetime.date) -> Task:
    return Task(
        uid=uid, office=UPPER, set_by=UPPER, group="1", title="Việc thử", year=YEAR,
        given_to=(unit,), deadline=deadline,
    )  # fmt: skip


def planned(commune: str, count: int) -> list[PlannedEscape]:
    return [
        PlannedEscape(
            uid=f"e{commune}{n}", household_uid=f"{commune}{n}", commune_code=commune, year=YEAR
        )
        for n in range(count)
    ]


def send_plan(db: Db, upper: Db, folder: Path, *records: object) -> None:
    """The commune's plan goes up and is taken in."""
    made.put(db, *records)
    [taken] = take_in(upper, [made.pack(db, folder)])
    assert taken.verdict == "accepted", taken.refusal


def of(db: Db, code: str = COMMUNE, today: datetime.date = TODAY) -> UnitCourse:
    return next(u for u in course.course(db, YEAR, today) if u.code == code)


@pytest.fixture
def ordered(upper: Db) -> Db:
    """A province whose commune had 6 poor of 100 households and may keep 4."""
    put_commune(upper, COMMUNE, {2025: "PPPPPPN"})
    made.put(upper, at_most(COMMUNE, 4))
    return upper


# States ------------------------------------------------------------------------------------------
def test_every_expected_commune_stands_somewhere_and_excused_ones_do_not(ordered: Db) -> None:
    found = course.course(ordered, YEAR, TODAY)
    assert course.counts(found) == dict.fromkeys(CourseState, 0) | {CourseState.SILENT: len(found)}
    assert len(found) == len(reported.reported(ordered, YEAR).communes)
    reported.excuse(ordered, SECOND, excused=True, now=NOW, by=BY)
    assert SECOND not in {u.code for u in course.course(ordered, YEAR, TODAY)}


def test_a_commune_below_has_no_board(commune: Db) -> None:
    assert course.course(commune, YEAR, TODAY) == ()


def test_a_silent_commune_is_told_what_it_must(ordered: Db) -> None:
    found = of(ordered)
    assert (found.state, found.why) == (CourseState.SILENT, (Why.SILENT,))
    assert (found.must, found.most, found.has_own_goal, found.goals) == (2, 4, True, 1)


def test_too_few_planned_is_behind_and_enough_is_on_course(
    ordered: Db, commune: Db, tmp_path: Path
) -> None:
    own = at_most(COMMUNE, 5, uid="của xã", setter=COMMUNE)
    send_plan(commune, ordered, tmp_path / "a", own, *planned(COMMUNE, 1))
    found = of(ordered)
    assert (found.state, found.why, found.planned, found.lacking) == (
        CourseState.BEHIND, (Why.SHORT,), 1, 1,
    )  # fmt: skip
    send_plan(commune, ordered, tmp_path / "b", *planned(COMMUNE, 2))
    assert (of(ordered).state, of(ordered).why) == (CourseState.ON_COURSE, ())


def test_goals_that_a_commune_set_itself_are_not_counted_as_set_for_it(
    ordered: Db, commune: Db, tmp_path: Path
) -> None:
    send_plan(commune, ordered, tmp_path, at_most(COMMUNE, 5, uid="của xã", setter=COMMUNE))
    assert of(ordered).goals == 1


def test_the_years_review_says_met_or_missed(ordered: Db) -> None:
    put_commune(ordered, COMMUNE, {2025: "PPPPPPN", 2026: "PPPPNNN"})
    put_package(ordered, COMMUNE, "accepted")
    found = of(ordered)
    assert (found.state, found.poor_before, found.poor_now) == (CourseState.MET, 6, 4)
    put_commune(ordered, COMMUNE, {2025: "PPPPPPN", 2026: "PPPPPNN"})
    found = of(ordered)
    assert (found.state, found.why) == (CourseState.MISSED, (Why.MISSED, Why.NO_PLAN))


def test_a_review_that_was_not_accepted_judges_nobody(ordered: Db) -> None:
    put_package(ordered, COMMUNE, "held")
    assert of(ordered).state is CourseState.SILENT


def test_measures_and_money_are_those_of_the_sums(ordered: Db, commune: Db, tmp_path: Path) -> None:
    one = replace(made.measure(COMMUNE, f"{COMMUNE}0", 1), year=YEAR)
    stopped = replace(one, uid="m2", state=MeasureState.STOPPED, household_uid=f"{COMMUNE}1")
    send_plan(commune, ordered, tmp_path, one, stopped)
    found = of(ordered)
    assert (found.helped, found.amount) == (1, one.amount)
    assert found.heard_on == NOW.date()


# Tasks -------------------------------------------------------------------------------------------
def test_a_late_task_puts_a_commune_behind(ordered: Db, commune: Db, tmp_path: Path) -> None:
    with writing(ordered):
        plans.put(ordered, [task(COMMUNE, "muộn", datetime.date(2026, 6, 30))])
        plans.put(ordered, [task(COMMUNE, "xong", datetime.date(2026, 6, 30))])
    done = TaskProgress(
        uid=f"xong@{COMMUNE}", task_uid="xong", office=COMMUNE, state=TaskState.DONE,
        done_on=datetime.date(2026, 7, 9),
    )  # fmt: skip
    made.put(commune, *plans.of_kind(ordered, Task), done)
    send_plan(commune, ordered, tmp_path, *planned(COMMUNE, 2))
    found = of(ordered)
    assert (found.tasks.late, found.tasks.done, found.tasks.done_late) == (1, 1, 1)
    assert (found.state, found.why) == (CourseState.BEHIND, (Why.LATE_TASKS,))


def test_tasks_are_counted_as_their_own_page_counts_them(ordered: Db) -> None:
    days = [datetime.date(2026, month, 1) for month in (3, 6, 12)]
    given = [task(COMMUNE, f"t{n}", day) for n, day in enumerate(days)]
    states = (TaskState.DONE, TaskState.UNDER_WAY, TaskState.DROPPED)
    kept = [
        TaskProgress(
            uid=f"t{n}@{COMMUNE}", task_uid=f"t{n}", office=COMMUNE, state=state,
            done_on=datetime.date(2026, 8, 1) if state is TaskState.DONE else None,
        )
        for n, state in enumerate(states)
    ]  # fmt: skip
    own = replace(given[0], uid="riêng", office=COMMUNE, set_by=COMMUNE, given_to=())
    other_year = replace(given[0], uid="khác", year=2029)
    with writing(ordered):
        plans.put(ordered, [*given, *kept, own, other_year])
    counted = course.task_counts(ordered, YEAR, TODAY)[COMMUNE]
    assert counted == tasks.counts(tasks.lines(ordered, YEAR, TODAY, COMMUNE))
    assert counted.all == 4


# Goals that are older than ours ------------------------------------------------------------------
def test_goals_held_older_than_those_sent_are_a_finding_with_a_cure(
    ordered: Db, commune: Db, tmp_path: Path
) -> None:
    with writing(ordered):
        plans.put(ordered, [task(COMMUNE, "chung", LATER)])
        both = replace(task(COMMUNE, "hai", LATER), given_to=(COMMUNE, SECOND))
        plans.put(ordered, [both])

    def send_down() -> Path:
        choice = Choice(goals=True, tasks=True)
        return sending_down.pack_down(ordered, choice, tmp_path / "down", now=NOW, by=BY).path

    apply(commune, send_down())
    send_plan(commune, ordered, tmp_path / "a", *planned(COMMUNE, 2))
    assert of(ordered).state is CourseState.ON_COURSE

    with writing(ordered):
        plans.put(ordered, [replace(at_most(COMMUNE, 4), note="sửa", revision=2)])
    path = send_down()
    found = of(ordered)
    assert (found.state, found.why) == (CourseState.BEHIND, (Why.OLD_GOALS,))
    due = reported.due_of(ordered, YEAR)
    assert [f.code for f in course.findings(found, due, TODAY)] == ["plan-goals-behind"]
    [many] = course.board_findings(ordered, YEAR, course.course(ordered, YEAR, TODAY), TODAY)
    assert (many.code, many.details) == ("course-old-goals", {"count": 1})

    apply(commune, path)
    send_plan(commune, ordered, tmp_path / "b")
    assert of(ordered).state is CourseState.ON_COURSE


def test_silence_is_a_finding_only_once_the_last_day_has_passed(ordered: Db) -> None:
    due = reported.due_of(ordered, YEAR)
    found = of(ordered)
    assert course.findings(found, due, due.last_day) == []
    after = due.last_day + datetime.timedelta(days=1)
    assert [f.code for f in course.findings(found, due, after)] == ["course-silent"]
    units = course.course(ordered, YEAR, after)
    assert course.board_findings(ordered, YEAR, units, TODAY) == []
    [many] = course.board_findings(ordered, YEAR, units, after)
    assert many.details["count"] == len(units)


# The whole ---------------------------------------------------------------------------------------
def test_what_must_be_reached_is_spread_with_last_years_totals_while_reports_are_missing(
    upper: Db,
) -> None:
    """One report of two: the goal of the whole is not measured against its households alone."""
    put_commune(upper, COMMUNE, {2025: "PPPPPPPPPP", 2026: "PPPPPPPPNN"})
    put_commune(upper, SECOND, {2025: "PPPPPPPPPP"})
    goal = Goal(
        uid="g", office=UPPER, set_by=UPPER, indicator=Indicator.POOR_RATE, aim=Aim.FALL_LEAST,
        first=2026, last=2030, value=2.0,
    )  # fmt: skip
    with writing(upper):
        plans.put(upper, [goal])
    found = apportioning.shares(upper, YEAR)
    # 20 poor of 200 households are 10 %; at 8 % 16 are left, so 4 must leave, 2 in each.
    assert [s.must for s in found] == [2, 2]


def test_the_worst_stand_first(ordered: Db, commune: Db, second: Db, tmp_path: Path) -> None:
    put_commune(ordered, SECOND, {2025: "PPPP"})
    made.put(ordered, at_most(SECOND, 1))
    send_plan(commune, ordered, tmp_path / "a", *planned(COMMUNE, 2))
    send_plan(second, ordered, tmp_path / "b", *planned(SECOND, 1))
    found = course.course(ordered, YEAR, TODAY)
    order = [u.state for u in found]
    assert found[0].code == SECOND
    assert order == sorted(order, key=course.STATES.index)
    assert found[-1].code == COMMUNE


def test_the_page_of_one_unit_holds_its_goals_tasks_and_checks(
    ordered: Db, commune: Db, tmp_path: Path
) -> None:
    made.fill(commune)
    send_plan(commune, ordered, tmp_path)
    found = course.unit_page(ordered, 2027, COMMUNE, TODAY)
    assert found is not None
    assert {g.goal.uid for g in found.goals} == {f"goal-{COMMUNE}", f"set-{COMMUNE}"}
    assert [line.task.title for line in found.tasks] == ["Tuyên truyền ở các thôn"]
    assert [a.year for a in found.accounts] == [2027]
    assert found.sums.helped == found.unit.helped
    assert [line.visit.uid for line in found.visits] == [f"visit-{COMMUNE}"]
    assert course.unit_page(ordered, 2027, "99999", TODAY) is None
    assert passing.waiting(ordered) == ()
