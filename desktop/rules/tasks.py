"""What is odd about a task of the plan and how far it is said to be."""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterator

from desktop.domain.planning import Task, TaskProgress, TaskState
from desktop.domain.review import Finding, Severity

OVER = (TaskState.DONE, TaskState.DROPPED)
"""States in which nothing is left to do."""


def late_days(deadline: datetime.date | None, state: TaskState, today: datetime.date) -> int:
    """Calendar days since the deadline of a task that is neither done nor dropped; 0: not late."""
    if deadline is None or state in OVER:
        return 0
    return max(0, (today - deadline).days)


def findings(
    task: Task, progress: TaskProgress | None, groups: Container[str], today: datetime.date
) -> list[Finding]:
    """What to look at again: only a task without a title stops it from being kept.

    `groups`: the numbers of the groups that there are. A deadline of a task of one year is outside
    where it lies in another year.
    """
    return [
        *_of_definition(task, groups),
        *(_of_progress(task, progress, today) if progress else ()),
    ]


def _of_definition(task: Task, groups: Container[str]) -> Iterator[Finding]:
    if not task.title:
        yield Finding("task-untitled", Severity.BLOCKING, "title")
    if task.group not in groups:
        yield Finding("task-group-unknown", Severity.WARNING, "group", {"group": task.group})
    if task.deadline is None:
        yield Finding("task-no-deadline", Severity.NOTE, "deadline")
    elif task.year and task.deadline.year != task.year:
        details = {"deadline": task.deadline, "year": str(task.year)}
        yield Finding("task-deadline-outside", Severity.WARNING, "deadline", details)


def _of_progress(task: Task, progress: TaskProgress, today: datetime.date) -> Iterator[Finding]:
    if progress.state is not TaskState.DONE:
        return
    done = progress.done_on
    if done is not None and done > today:
        yield Finding("task-done-ahead", Severity.WARNING, "done_on", {"day": done})
    if done is not None and task.year and done.year < task.year:
        details = {"day": done, "year": str(task.year)}
        yield Finding("task-done-early", Severity.WARNING, "done_on", details)
    if done is not None and task.deadline is not None and done > task.deadline:
        days = (done - task.deadline).days
        yield Finding("task-done-late", Severity.NOTE, "done_on", {"days": days})
    if not progress.evidence and not progress.files:
        yield Finding("task-no-evidence", Severity.NOTE, "evidence")
