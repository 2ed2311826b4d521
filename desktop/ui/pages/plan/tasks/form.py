"""The form of a task: what is ordered, how far it is, what shows it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.planning import Task, TaskGroup, TaskProgress, TaskState
from desktop.domain.unit import Office, Unit
from desktop.services.planning.records import name_of
from desktop.services.planning.tasks import TaskLine
from desktop.text import t
from desktop.ui.pages.plan.tasks.files import FilesPanel
from desktop.ui.pages.plan.tasks.given import GivenTo, UnitsPanel
from desktop.ui.pages.plan.typed import DayField, FindingLines, Lines, in_row, labelled
from desktop.ui.widgets import Choice, Field, Note, Text, rule

_MINE = ("open", "under_way", "done", "dropped")
_OF_UNITS = ("open", "done", "dropped")
"""Of a task given below the state follows from the units, unless the office closes it itself."""


def _under_another(*widgets: QWidget) -> QWidget:
    """A part of the form."""
    holder = QWidget()
    holder.setProperty("ground", "clear")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for widget in widgets:
        column.addWidget(widget)
    return holder


class TaskForm(QWidget):
    """`changed` when what is typed may have become another."""

    changed = Signal()

    def __init__(self, office: Office, units: Sequence[Unit]) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.setAcceptDrops(True)
        self.office = office
        self.line: TaskLine | None = None
        self.is_upper = bool(units)
        self.above = Note("info", "", t("plan-tasks-above-hint"))
        self.title = Lines(t("plan-tasks-title"), 2)
        self.group, self.year = Choice(), Choice()
        self.who, self.note = Field(), Lines(t("plan-tasks-note"), 1)
        self.deadline = DayField(t("plan-tasks-deadline"))
        self.given = GivenTo(units)
        self.units = UnitsPanel()
        self.state = Choice()
        self.done_on = DayField(t("plan-tasks-done-on"))
        self.evidence = Lines(t("plan-tasks-evidence"), 3)
        self.files = FilesPanel()
        self.files_word = Text(t("plan-tasks-files-of"), "small", "text2")
        self.findings = FindingLines()  # stands below the form, in view at every line
        for choice in (self.group, self.year, self.state):
            choice.setMinimumWidth(150)
            choice.setSizeAdjustPolicy(
                Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self._build()
        self._connect()

    def _build(self) -> None:
        column = self.column = QVBoxLayout(self)
        column.setContentsMargins(14, 4, 14, 10)
        column.setSpacing(8)
        self.given_row = labelled(t("plan-tasks-given"), self.given)
        self.progress_title = Text(t("plan-tasks-progress"), "body-bold")
        self.ordered = _under_another(
            labelled(t("plan-tasks-title"), self.title),
            labelled(t("plan-tasks-group"), self.group),
            labelled(t("plan-tasks-who"), self.who),
            in_row(
                labelled(t("plan-tasks-deadline"), self.deadline),
                labelled(t("plan-tasks-year"), self.year),
            ),
            self.given_row,
            labelled(t("plan-tasks-note"), self.note),
        )
        self.reached = _under_another(
            self.units,
            self.progress_title,
            in_row(
                labelled(t("plan-tasks-state"), self.state),
                labelled(t("plan-tasks-done-on"), self.done_on),
            ),
            labelled(t("plan-tasks-evidence"), self.evidence),
            self.files_word,
            self.files,
        )
        for widget in (self.above, self.ordered, rule(), self.reached):
            column.addWidget(widget)
        column.addStretch(1)
        self.given_row.setVisible(self.is_upper)

    def _connect(self) -> None:
        for lines in (self.title, self.note, self.evidence):
            lines.textChanged.connect(self.changed)
        for field in (self.who, self.deadline, self.done_on):
            field.textChanged.connect(self.changed)
        for choice in (self.group, self.year):
            choice.chosen.connect(self.changed)
        self.state.chosen.connect(self._on_state)
        self.given.changed.connect(self.changed)

    def _on_state(self, value: str) -> None:
        self._show_day(TaskState(value))
        self.changed.emit()

    def _show_day(self, state: TaskState) -> None:
        """Only what is done has a day; today is proposed."""
        is_done = state is TaskState.DONE
        self.done_on.setEnabled(is_done)
        if is_done and not self.done_on.value():
            self.done_on.set_day(self.done_on.today)
        elif not is_done:
            self.done_on.clear()

    # Showing ------------------------------------------------------------------------------------
    def show_line(
        self, line: TaskLine, groups: Sequence[TaskGroup], year: int, today: datetime.date
    ) -> None:
        """Show a task as it is kept, or a blank one."""
        self.line = None  # what is set now is nothing that was typed
        self.deadline.today = self.done_on.today = today
        self._show_task(line, groups, year)
        self._show_progress(line)
        self._lock(line)
        self.line = line
        self.changed.emit()

    def _show_task(self, line: TaskLine, groups: Sequence[TaskGroup], year: int) -> None:
        task = line.task
        options = [(g.number, f"{g.number}. {g.title}") for g in groups]
        if task.group not in dict(options):
            options = [(task.group, t("plan-tasks-no-group")), *options]
        self.group.set_options(options)
        self.group.set_value(task.group)
        years = dict.fromkeys([year, task.year or year])
        self.year.set_options(
            [*((str(y), t("plan-year", year=str(y))) for y in years), ("0", t("plan-tasks-period"))]
        )
        self.year.set_value(str(task.year))
        self.title.set_value(task.title)
        self.who.setText(task.responsible)
        self.deadline.set_day(task.deadline)
        self.given.set_value(task.given_to)
        self.note.set_value(task.note)

    def _show_progress(self, line: TaskLine) -> None:
        progress = line.progress
        names = _OF_UNITS if line.units else _MINE
        words = {n: t(f"plan-task-state-{n}") for n in names}
        if line.units:
            words["open"] = t("plan-tasks-by-units")
        self.state.set_options([*words.items()])
        self.state.set_value(progress.state.value if progress.state.value in names else "open")
        self.done_on.set_day(progress.done_on)
        self.done_on.setEnabled(progress.state is TaskState.DONE)
        self.evidence.set_value(progress.evidence)
        self.files.show_files(progress.files)
        self.units.show_line(line)
        self.progress_title.setText(
            t("plan-tasks-own-progress") if line.units else t("plan-tasks-progress")
        )

    def _lock(self, line: TaskLine) -> None:
        """What the office above has ordered can be read and not changed: it stands last."""
        mine = not line.is_from_above
        first, last = (self.ordered, self.reached) if mine else (self.reached, self.ordered)
        self.column.insertWidget(1, first)
        self.column.insertWidget(3, last)
        policy = Qt.FocusPolicy.StrongFocus if mine else Qt.FocusPolicy.ClickFocus
        self.above.setVisible(not mine)
        name = name_of(self.office, line.task.set_by)
        self.above.say(t("plan-tasks-above", office=name), t("plan-tasks-above-hint"))
        for field in (self.title, self.who, self.deadline, self.note):
            field.setReadOnly(not mine)
            field.setFocusPolicy(policy)  # Tab goes on to what can be filled in
        for widget in (self.group, self.year, self.given):
            widget.setEnabled(mine)

    def focus_first(self) -> None:
        """Where the hand begins: what is ordered, or of another's order what shows it."""
        from_above = self.line is not None and self.line.is_from_above
        (self.evidence if from_above else self.title).setFocus()

    # Reading ------------------------------------------------------------------------------------
    def has_bad_day(self) -> bool:
        """Whether a day cannot be read; the cursor goes there."""
        bad = [field for field in (self.deadline, self.done_on) if field.is_bad()]
        if bad:
            bad[0].setFocus()
        return bool(bad)

    def task(self) -> Task | None:
        """The task as typed, None while none is shown."""
        if self.line is None:
            return None
        return replace(
            self.line.task,
            title=self.title.value(),
            group=self.group.value(),
            year=int(self.year.value() or 0),
            responsible=self.who.value(),
            deadline=self.deadline.day(),
            given_to=self._given(self.line.task),
            note=self.note.value(),
        )

    def _given(self, task: Task) -> tuple[str, ...]:
        typed = self.given.value()
        is_same = not self.is_upper or {*typed} == {*task.given_to}
        return task.given_to if is_same else typed

    def progress(self) -> TaskProgress | None:
        """How far it is, as typed."""
        if self.line is None:
            return None
        state = TaskState(self.state.value() or "open")
        return replace(
            self.line.progress,
            state=state,
            done_on=self.done_on.day() if state is TaskState.DONE else None,
            evidence=self.evidence.value(),
        )

    def is_task_changed(self) -> bool:
        """Whether what is ordered is another than what is kept."""
        line = self.line
        return line is not None and not line.is_from_above and self.task() != line.task

    def is_progress_changed(self) -> bool:
        """Whether how far it is differs from what is kept."""
        return self.line is not None and self.progress() != self.line.progress

    # Dropping: the whole form takes files ------------------------------------------------------
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        self.files.dragEnterEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        self.files.dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        self.files.dropEvent(event)
