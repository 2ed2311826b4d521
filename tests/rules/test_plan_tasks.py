"""Worked cases: what is odd about tasks of the plan and about checks, counted by hand."""

from __future__ import annotations

import datetime

import pytest

from desktop.domain.planning import Attachment, Task, TaskProgress, TaskState, Visit
from desktop.rules import tasks, visits

D = datetime.date
TODAY = D(2026, 12, 8)
TASK = Task(
    uid="t", office="02296", set_by="02296", group="1", title="Ban hành kế hoạch giảm nghèo",
    year=2026, deadline=D(2026, 3, 31),
)  # fmt: skip
FILE = Attachment(name="kh.pdf", size=9, sha256="0" * 64)


def task(**what: object) -> Task:
    """TASK with something else."""
    from dataclasses import replace

    return replace(TASK, **what)  # type: ignore[arg-type]


def done(on: datetime.date | None, evidence: str = "KH số 12", *files: Attachment) -> TaskProgress:
    """Progress of the task, done."""
    return TaskProgress(
        uid="t@02296", task_uid="t", office="02296", state=TaskState.DONE, done_on=on,
        evidence=evidence, files=files,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "progress", "codes"),
    [
        (task(), None, []),
        (task(title=""), None, ["task-untitled"]),
        (task(group="3"), None, ["task-group-unknown"]),
        (task(group=""), None, ["task-group-unknown"]),
        (task(deadline=None), None, ["task-no-deadline"]),
        (task(deadline=D(2027, 1, 1)), None, ["task-deadline-outside"]),
        (task(deadline=D(2025, 12, 31)), None, ["task-deadline-outside"]),
        (task(year=0, deadline=D(2030, 12, 31)), None, []),  # of the whole period
        (task(), done(D(2026, 3, 31)), []),
        (task(), done(D(2026, 4, 1)), ["task-done-late"]),
        (task(), done(D(2025, 12, 31)), ["task-done-early"]),
        (task(deadline=D(2026, 12, 31)), done(D(2026, 12, 9)), ["task-done-ahead"]),
        (task(), done(D(2026, 3, 1), ""), ["task-no-evidence"]),
        (task(), done(D(2026, 3, 1), "", FILE), []),
    ],
)
def test_findings_of_a_task(one: Task, progress: TaskProgress | None, codes: list[str]) -> None:
    assert [f.code for f in tasks.findings(one, progress, {"1", "2"}, TODAY)] == codes


@pytest.mark.parametrize(
    ("deadline", "state", "days"),
    [
        (D(2026, 12, 8), TaskState.OPEN, 0),  # the day itself is still in time
        (D(2026, 12, 7), TaskState.OPEN, 1),
        (D(2026, 11, 8), TaskState.UNDER_WAY, 30),
        (D(2026, 11, 8), TaskState.DONE, 0),
        (D(2026, 11, 8), TaskState.DROPPED, 0),
        (None, TaskState.OPEN, 0),
    ],
)
def test_late_days(deadline: datetime.date | None, state: TaskState, days: int) -> None:
    assert tasks.late_days(deadline, state, TODAY) == days


VISIT = Visit(
    uid="v", office="02296", happened_on=D(2026, 11, 10), who="Đoàn giám sát của HĐND xã",
    unit="Nà Bó", household_uids=("a", "b"), task_uids=("t",), findings="Hai hộ chưa có nước",
    follow_up="Lắp bể chứa", due=D(2026, 11, 30),
)  # fmt: skip


def visit(**what: object) -> Visit:
    """VISIT with something else."""
    from dataclasses import replace

    return replace(VISIT, **what)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "codes"),
    [
        (visit(), []),
        (visit(who=""), ["visit-nobody"]),
        (visit(happened_on=D(2026, 12, 9), due=D(2026, 12, 20)), ["visit-ahead"]),
        (visit(due=D(2026, 11, 9)), ["visit-due-before"]),
        (visit(due=D(2026, 11, 10)), []),
        (visit(due=None), ["visit-no-due"]),
        (visit(due=None, settled_on=D(2026, 11, 12)), []),
        (visit(follow_up=""), ["visit-no-follow-up"]),
        (visit(follow_up="", due=None), []),
        (visit(settled_on=D(2026, 11, 9)), ["visit-settled-before"]),
        (visit(household_uids=("a", "c", "d")), ["visit-household-unknown"]),
        (visit(task_uids=("t", "u")), ["visit-task-unknown"]),
    ],
)
def test_findings_of_a_check(one: Visit, codes: list[str]) -> None:
    assert [f.code for f in visits.findings(one, {"a", "b"}, {"t"}, TODAY)] == codes


def test_unknown_households_are_counted() -> None:
    found = visits.findings(visit(household_uids=("a", "c", "d")), {"a"}, {"t"}, TODAY)
    assert found[0].details == {"count": 2}
