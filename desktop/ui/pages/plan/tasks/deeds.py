"""What the part asks the book to do with tasks: keep, attach, remove, copy; and to take it back."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.planning import Task, TaskGroup, TaskProgress
from desktop.errors import AppError
from desktop.services.changes import Changes, changes
from desktop.services.planning import attaching, task_groups, tasks
from desktop.services.planning.records import Deed
from desktop.services.planning.tasks import TaskLine
from desktop.store.connection import Db


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the part shows of a year."""

    lines: tuple[TaskLine, ...]
    groups: tuple[TaskGroup, ...]
    above: frozenset[str]
    copyable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was written at one gesture, and which files were not taken."""

    deeds: tuple[Deed, ...] = ()
    refused: tuple[AppError, ...] = ()

    @property
    def changes(self) -> Changes:
        """What windows have to look at again."""
        names = {name for deed in self.deeds for name in deed.changes.names}
        return changes(*names)


def read(db: Db, year: int, today: datetime.date) -> Found:
    """The tasks of a year, their groups, and how many of last year's could be copied."""
    return Found(
        lines=tasks.lines(db, year, today),
        groups=tasks.groups(db),
        above=frozenset(g.number for g in task_groups.above(db)),
        copyable=len(tasks.to_copy(db, year, today)),
    )


def keep(
    db: Db, task: Task | None, progress: TaskProgress | None, files: Sequence[Path] = (),
    *, uid: str, now: datetime.datetime, by: str,
) -> Done:  # fmt: skip
    """Write what was typed of a task (None: nothing of it), then attach files."""
    deeds = []
    if task is not None:
        deeds.append(tasks.keep(db, task, now=now, by=by))
    if progress is not None:
        deeds.append(tasks.keep_progress(db, progress, now=now, by=by))
    if not files:
        return Done(deeds=tuple(deeds))
    attached = attaching.attach(db, uid, files, now=now, by=by)
    return Done(deeds=(*deeds, attached.deed), refused=attached.refused)


def take_back(db: Db, done: Done, *, now: datetime.datetime, by: str) -> Changes:
    """Undo a gesture, the last deed first."""
    for deed in reversed(done.deeds):
        tasks.put_back(db, deed, now=now, by=by)
    return done.changes
