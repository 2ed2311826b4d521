"""Tasks that an office between was given, handed on to those below it as tasks of its own plan."""

from __future__ import annotations

import datetime
from dataclasses import replace

from desktop.domain.planning import Task
from desktop.domain.unit import Office
from desktop.services.catalogue import children
from desktop.services.planning import records
from desktop.services.planning.records import Deed
from desktop.services.reported import not_reporting
from desktop.store import plans, settings
from desktop.store.connection import Db

__all__ = ["pass_on", "passed_uid", "put_back", "waiting"]

put_back = records.put_back
"""Undo of `pass_on`: takes what it returned."""
_SAME = ("group", "title", "year", "deadline", "note")
"""What a task handed on has of the one from above."""


def passed_uid(task: Task, office: Office) -> str:
    """The uid under which an office hands a task on: handed on again it is the same task."""
    return f"{task.uid}.{office.code}"


def waiting(db: Db) -> tuple[Task, ...]:
    """The tasks from above for this office that are not handed on, or say something else since."""
    office = settings.office(db)
    if not office.is_upper:
        return ()
    known = {task.uid: task for task in plans.of_kind(db, Task)}
    return tuple(
        task
        for task in known.values()
        if task.set_by != office.code and office.code in task.given_to
        if not _is_same(task, known.get(passed_uid(task, office)))
    )


def _is_same(task: Task, handed: Task | None) -> bool:
    return handed is not None and all(getattr(task, n) == getattr(handed, n) for n in _SAME)


def pass_on(db: Db, *, now: datetime.datetime, by: str) -> Deed:
    """Give what waits to all offices directly below that are expected to report.

    A task handed on before keeps the units that it was given to. Raises BranchNotMain.
    """
    office, excused = settings.office(db), not_reporting(db)
    below = [u.code for u in children(office.code, office.list_version) if u.code not in excused]
    made = []
    for task in waiting(db):
        uid = passed_uid(task, office)
        handed = plans.get(db, Task, uid)
        given = handed.given_to if handed else tuple(below)
        made.append(replace(
            task, uid=uid, office=office.code, set_by=office.code, given_to=given,
            responsible=handed.responsible if handed else "",
        ))  # fmt: skip
    return records.write(db, made, action="plan-tasks-passed", now=now, by=by)
