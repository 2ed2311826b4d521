"""The table of tasks: under their groups, with state, who answers for them, deadline, evidence."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.planning import TaskState
from desktop.domain.vietnamese import show_date
from desktop.services.planning.tasks import TaskCounts, TaskLine, UnitTask
from desktop.text import t
from desktop.ui.rows_model import Column, Heading, RowsModel, State

_STATES = {
    TaskState.OPEN: "none",
    TaskState.UNDER_WAY: "wait",
    TaskState.DONE: "ok",
    TaskState.DROPPED: "held",
}
FILTERS = ("", "late", "open", "under_way", "done", "dropped")


def columns(*, is_upper: bool) -> list[Column[TaskLine]]:
    """The columns of a desk: an upper one sees how many units below have done each."""
    units: list[Column[TaskLine]] = [
        Column(t("plan-tasks-col-units"), _units, kind="progress", width=112)
    ]
    evidence: list[Column[TaskLine]] = [
        Column(t("plan-tasks-col-evidence"), _evidence, width=92, ink="text2")
    ]
    return [
        Column(t("plan-tasks-col-title"), _title, kind="lines", tip=lambda e: "\n".join(_title(e))),
        Column(t("plan-tasks-col-deadline"), lambda e: show_date(e.task.deadline), width=98),
        *(units if is_upper else []),
        Column(t("plan-tasks-col-state"), state, kind="state", width=164),
        *([] if is_upper else evidence),
    ]


def state(line: TaskLine) -> State:
    """The state with its word; late in red with the days."""
    if line.is_late:
        return State("err", line.state_word)
    return State(_STATES[line.state], line.state_word)


def unit_state(unit: UnitTask, word: str) -> State:
    """As `state`, of a unit below; of one that was not heard of it is said."""
    if unit.late_days:
        return State("err", word)
    return State("none" if unit.progress is None else _STATES[unit.state], word)


def _title(line: TaskLine) -> tuple[str, str]:
    return line.task.title, line.task.responsible or t("plan-tasks-nobody")


def _units(line: TaskLine) -> tuple[int, int] | None:
    return (line.units_done, len(line.units)) if line.units else None


def _evidence(line: TaskLine) -> str:
    if line.units:
        return ""
    if line.progress.files:
        return t("plan-tasks-files", count=len(line.progress.files))
    return t("plan-tasks-words") if line.progress.evidence else ""


def model(*, is_upper: bool) -> RowsModel[TaskLine]:
    """An empty table of tasks."""
    return RowsModel(columns(is_upper=is_upper), t("plan-tasks-table"))


def passes(line: TaskLine, wanted: str) -> bool:
    """Whether a task stays under the filter "Tình trạng": late ones are neither open nor under way."""
    return not wanted or wanted == ("late" if line.is_late else line.state.value)


def rows(lines: Sequence[TaskLine]) -> list[TaskLine | Heading]:
    """The tasks under the heads of their groups."""
    found: list[TaskLine | Heading] = []
    last: str | None = None
    for line in lines:
        if line.task.group != last:
            last = line.task.group
            found.append(Heading(_group(line)))
        found.append(line)
    return found


def _group(line: TaskLine) -> str:
    if not line.group_title:
        return t("plan-tasks-no-group")
    return f"{line.task.group}. {line.group_title}"


def counted(counts: TaskCounts) -> str:
    """The counts in one line; what is nought is left out, but for how many there are."""
    parts = [t("plan-tasks-count", count=counts.all)]
    parts += [
        t(f"plan-tasks-count-{name}", count=number)
        for name in ("done", "late", "under_way", "open", "dropped")
        if (number := getattr(counts, name))
    ]
    return " · ".join(parts)
