"""Tasks of the plan: kept as ordered, done by offices, told as lines; a year's open ones copied."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.domain.planning import Task, TaskProgress, TaskState, progress_uid
from desktop.domain.review import Finding
from desktop.domain.unit import Office
from desktop.domain.vietnamese import nfc
from desktop.errors import SetAbove, TaskGone, TaskUntitled
from desktop.rules import tasks as rules
from desktop.rules.tasks import OVER, late_days
from desktop.services.changes import Changes
from desktop.services.planning import records
from desktop.services.planning.records import Deed
from desktop.services.planning.task_groups import groups, keep_groups
from desktop.store import plans, settings
from desktop.store.connection import Db
from desktop.text import t

__all__ = [
    "TaskCounts", "TaskLine", "UnitTask", "blank", "blank_line", "check", "copy_open", "counts",
    "groups", "keep", "keep_groups", "keep_progress", "lines", "put_back", "remove", "titles", "to_copy",
]  # fmt: skip


# Reading -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTask:
    """How far a unit below is with a task given to it; `progress` None: nothing was heard of it."""

    code: str
    name: str
    progress: TaskProgress | None
    late_days: int

    @property
    def state(self) -> TaskState:
        """Its state; open where nothing was heard."""
        return self.progress.state if self.progress else TaskState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A task as an office has it.

    `progress` is the office's own (a blank one where nothing was kept). Of a task given to units
    below, `units` says how far each is, and `state` follows from them: done once all that were not
    dropped are done. `late_days`: calendar days past the deadline, 0 where it is not late; of units,
    those of the deadline while one of them is not done. `is_from_above`: only progress is ours.
    """

    task: Task
    progress: TaskProgress
    group_title: str
    state: TaskState
    state_word: str
    late_days: int
    is_from_above: bool = False
    units: tuple[UnitTask, ...] = ()

    @property
    def is_late(self) -> bool:
        """Whether the deadline has passed and something is still to be done."""
        return self.late_days > 0

    @property
    def units_done(self) -> int:
        """How many of the units below have done it."""
        return sum(1 for u in self.units if u.state is TaskState.DONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCounts:
    """Tasks by how far they are; each counts once. Late ones are neither under way nor open here.

    `done_late` says how many of those done were done after their deadline.
    """

    done: int = 0
    late: int = 0
    under_way: int = 0
    open: int = 0
    dropped: int = 0
    done_late: int = 0

    @property
    def all(self) -> int:
        """All tasks."""
        return self.done + self.late + self.under_way + self.open + self.dropped


def lines(db: Db, year: int, today: datetime.date, unit: str = "") -> tuple[TaskLine, ...]:
    """The tasks of a plan year and of the whole period, by group and deadline.

    Of this office or of the unit with the code `unit`, as far as the book knows: tasks of its own
    plan and those given to it by an office above.
    """
    office = settings.office(db)
    code = unit or office.code
    titles = {g.number: g.title for g in groups(db)}
    progress = {p.uid: p for p in plans.of_kind(db, TaskProgress)}
    found = [
        _line(office, code, task, progress, titles, today)
        for task in plans.of_kind(db, Task)
        if task.year in (0, year) and _is_of(task, code)
    ]
    order = {number: place for place, number in enumerate(titles)}
    last = datetime.date.max
    return tuple(
        sorted(found, key=lambda e: (order.get(e.task.group, 10**6), e.task.deadline or last))
    )


def titles(db: Db) -> dict[str, str]:
    """What each task of the book is, by uid."""
    return {task.uid: task.title for task in plans.of_kind(db, Task)}


def counts(lines: Iterable[TaskLine]) -> TaskCounts:
    """The tasks of these lines by how far they are."""
    found = dict.fromkeys(("done", "late", "under_way", "open", "dropped", "done_late"), 0)
    for line in lines:
        found["late" if line.is_late else line.state.value] += 1
        found["done_late"] += _was_late(line)
    return TaskCounts(**found)


def _was_late(line: TaskLine) -> bool:
    deadline = line.task.deadline
    all_done = [u.progress for u in line.units] or [line.progress]
    days = [p.done_on for p in all_done if p and p.state is TaskState.DONE and p.done_on]
    return line.state is TaskState.DONE and bool(deadline and days and max(days) > deadline)


def _is_of(task: Task, code: str) -> bool:
    return task.office == code or code in task.given_to


def _line(
    office: Office, code: str, task: Task, progress: Mapping[str, TaskProgress],
    titles: Mapping[str, str], today: datetime.date,
) -> TaskLine:  # fmt: skip
    uid = progress_uid(task.uid, code)
    mine = progress.get(uid) or TaskProgress(uid=uid, task_uid=task.uid, office=code)
    below = () if code in task.given_to else _units(office, task, progress, today)
    state = _joined(below) if below and mine.state not in OVER else mine.state
    late = late_days(task.deadline, state, today)
    return TaskLine(
        task=task, progress=mine, group_title=titles.get(task.group, ""), state=state,
        state_word=state_word(state, late), late_days=late, units=below,
        is_from_above=task.set_by != code,
    )  # fmt: skip


def _units(
    office: Office, task: Task, progress: Mapping[str, TaskProgress], today: datetime.date
) -> tuple[UnitTask, ...]:
    found = []
    for code in task.given_to:
        heard = progress.get(progress_uid(task.uid, code))
        late = late_days(task.deadline, heard.state if heard else TaskState.OPEN, today)
        name = records.name_of(office, code)
        found.append(UnitTask(code=code, name=name, progress=heard, late_days=late))
    return tuple(found)


def _joined(below: Sequence[UnitTask]) -> TaskState:
    """What the states of units come to."""
    states = {u.state for u in below}
    if states == {TaskState.DROPPED}:
        return TaskState.DROPPED
    if states <= {*OVER}:
        return TaskState.DONE
    return TaskState.OPEN if states <= {TaskState.OPEN, TaskState.DROPPED} else TaskState.UNDER_WAY


def state_word(state: TaskState, late: int = 0) -> str:
    """The state in words; of a late task how many days it is late."""
    return t("plan-task-late", days=late) if late else t(f"plan-task-state-{state.value}")


def check(db: Db, task: Task, progress: TaskProgress | None, today: datetime.date) -> list[Finding]:
    """What is odd about a task as it would be kept."""
    return rules.findings(task, progress, {g.number for g in groups(db)}, today)


# Writing -----------------------------------------------------------------------------------------
def blank(db: Db, year: int, group: str = "") -> Task:
    """A new task of this office, not yet kept."""
    code = settings.office(db).code
    return Task(uid=str(uuid.uuid4()), office=code, set_by=code, group=group, title="", year=year)


def blank_line(db: Db, year: int, group: str = "") -> TaskLine:
    """The line of a new task, not yet kept."""
    task = blank(db, year, group)
    uid = progress_uid(task.uid, task.office)
    return TaskLine(
        task=task,
        progress=TaskProgress(uid=uid, task_uid=task.uid, office=task.office),
        group_title="",
        state=TaskState.OPEN,
        state_word=state_word(TaskState.OPEN),
        late_days=0,
    )


def keep(db: Db, task: Task, *, now: datetime.datetime, by: str) -> Deed:
    """Write a task as ordered. Raises TaskUntitled, SetAbove for one that another office has set,
    BranchNotMain on a second PC."""
    task = replace(
        task,
        title=nfc(task.title).strip(),
        responsible=nfc(task.responsible).strip(),
        note=nfc(task.note).strip(),
    )
    if not task.title:
        raise TaskUntitled()
    held = plans.get(db, Task, task.uid)
    records.check_own(db, (held or task).set_by, (held or task).title)
    return records.write(db, [task], action="plan-task", now=now, by=by)


def remove(db: Db, uid: str, *, now: datetime.datetime, by: str) -> Deed:
    """Take a task out with what is known of its progress. Raises SetAbove, TaskGone, BranchNotMain."""
    task = _task(db, uid)
    records.check_own(db, task.set_by, task.title)
    gone: list[Task | TaskProgress] = [task]
    gone += (p for p in plans.of_kind(db, TaskProgress) if p.task_uid == uid)
    return records.write(db, gone=gone, action="plan-task-removed", now=now, by=by)


def keep_progress(db: Db, progress: TaskProgress, *, now: datetime.datetime, by: str) -> Deed:
    """Write how far this office is with a task; one that is done has a day, today unless said.

    Files come and go by `attaching`. Raises TaskGone, BranchNotMain; SetAbove for another office's.
    """
    office = settings.office(db)
    task = _task(db, progress.task_uid)
    if progress.office != office.code:
        name = records.office_name(db, progress.office)
        raise SetAbove(name=task.title, office=name)
    uid = progress_uid(task.uid, office.code)
    held = plans.get(db, TaskProgress, uid)
    is_done = progress.state is TaskState.DONE
    today = now.astimezone().date()
    kept = replace(
        progress,
        uid=uid,
        done_on=(progress.done_on or today) if is_done else None,
        evidence=nfc(progress.evidence).strip(),
        files=held.files if held else (),
    )
    if held is None and kept == TaskProgress(uid=uid, task_uid=task.uid, office=office.code):
        return Deed(action="plan-progress")
    return records.write(db, [kept], action="plan-progress", now=now, by=by)


def put_back(db: Db, deed: Deed, *, now: datetime.datetime, by: str) -> Changes:
    """Take a deed on tasks back. Raises UndoTooLate where its records were changed since."""
    return records.put_back(db, deed, now=now, by=by)


def _task(db: Db, uid: str) -> Task:
    found = plans.get(db, Task, uid)
    if found is None:
        raise TaskGone()
    return found


# A new year --------------------------------------------------------------------------------------
def to_copy(db: Db, year: int, today: datetime.date) -> tuple[Task, ...]:
    """The office's own tasks of the year before that are neither done nor dropped, and not copied yet."""
    there = {(e.task.group, e.task.title) for e in lines(db, year, today)}
    return tuple(
        e.task
        for e in lines(db, year - 1, today)
        if e.task.year and not e.is_from_above and e.state not in OVER
        and (e.task.group, e.task.title) not in there
    )  # fmt: skip


def copy_open(db: Db, year: int, *, now: datetime.datetime, by: str) -> Deed:
    """Copy what `to_copy` finds into the plan of a year; deadlines move by a year."""
    today = now.astimezone().date()
    copies = [
        replace(task, uid=str(uuid.uuid4()), year=year, deadline=_next_year(task.deadline))
        for task in to_copy(db, year, today)
    ]
    return records.write(db, copies, action="plan-tasks-copied", now=now, by=by)


def _next_year(day: datetime.date | None) -> datetime.date | None:
    if day is None:
        return None
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)
