"""The part "Nhiệm vụ": the table, the form beside it, and what the hand does with both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.planning import Attachment, TaskGroup, TaskState
from desktop.errors import AppError, TaskUntitled
from desktop.rules.tasks import findings
from desktop.services.catalogue import children
from desktop.services.changes import Changes
from desktop.services.planning import attaching, tasks
from desktop.services.planning.tasks import TaskLine
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.dates import local_day
from desktop.ui.page import Desk
from desktop.ui.pages.plan.part import PlanPart
from desktop.ui.pages.plan.tasks import deeds
from desktop.ui.pages.plan.tasks.deeds import Done, Found
from desktop.ui.pages.plan.tasks.side import TaskSide
from desktop.ui.pages.plan.tasks.table import FILTERS, counted, model, passes, rows
from desktop.ui.widgets import (
    Button,
    Card,
    EmptyState,
    FilterButton,
    Link,
    TableView,
)


class TasksPart(PlanPart):
    """Targets: the uid of a task, or a filter ("late", "open" …)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        office = desk.office
        below = children(office.code, office.list_version) if office.is_upper else []
        self.found = Found(lines=(), groups=(), above=frozenset(), copyable=0)
        self.is_new, self._wanted, self._filling = False, "", False
        self.new = Button(t("plan-tasks-new"), icon="plus", key="Ctrl+N", kind="primary")
        self.edit_groups = Button(t("plan-tasks-edit-groups"), icon="stack-2")
        self.buttons = (self.edit_groups, self.new)
        self.states = FilterButton(
            t("plan-tasks-filter"), [(n, t(f"plan-tasks-filter-{n or 'all'}")) for n in FILTERS]
        )
        self.copy = Link(t("plan-tasks-copy", count=0, year=""), icon="copy")
        self.rows = model(is_upper=office.is_upper)
        self.view = TableView(self.rows, row=46)
        self.begin = Button(t("plan-tasks-new"), icon="plus", kind="primary")
        self.empty = EmptyState("target-arrow", t("plan-tasks-empty"), self.begin)
        self.side = TaskSide(office, below)
        self.form, self.groups, self.note = self.side.form, self.side.groups, self.side.note
        self.drop_it = self.side.drop_it
        self._build()
        self._connect()

    def _build(self) -> None:
        self.list_card = Card(t("plan-part-tasks"))
        self.list_card.head.addWidget(self.states)
        self.list_card.add(self.view, 1)
        self.list_card.add(self.empty, 1)
        self.list_card.add_foot(self.copy).addStretch(1)
        self._foot = self.copy.parentWidget()
        both = QHBoxLayout()
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(12)
        both.addWidget(self.list_card, 5)
        both.addWidget(self.side, 2)
        self.column.addLayout(both, 1)

    def _connect(self) -> None:
        for button in (self.new, self.begin):
            button.clicked.connect(lambda _=False: self.start_new())
        self.edit_groups.clicked.connect(lambda _=False: self.show_groups())
        self.copy.clicked.connect(lambda _=False: self.copy_open())
        self.states.changed.connect(lambda _: self._fill())
        self.view.current.connect(self._on_current)
        self.view.opened.connect(lambda _: self.form.focus_first())
        self.form.changed.connect(self._on_typed)
        self.side.keep_it.clicked.connect(lambda _=False: self.keep())
        self.side.done_it.clicked.connect(lambda _=False: self.mark_done())
        self.drop_it.clicked.connect(lambda _=False: self.remove())
        self.form.files.added.connect(self.attach)
        self.form.files.removed.connect(self.detach)
        for panel in (self.form.files, self.form.units):
            panel.saved.connect(self.save_file)
        self.groups.wanted.connect(self.keep_groups)
        self.groups.closed.connect(lambda: self._show(self.form.line))
        QShortcut(QKeySequence("Ctrl+Delete"), self).activated.connect(self.remove)
        escape = QShortcut(QKeySequence("Esc"), self.side.card)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.revert)

    # Reading ------------------------------------------------------------------------------------
    def reload(self) -> None:
        year, today = self.year, local_day(self.desk.now())
        self.desk.worker.run_latest(
            "plan-tasks", lambda db: deeds.read(db, year, today), self._on_found
        )

    def on_changed(self, changes: Changes) -> bool:
        return "plan" in changes

    def _on_found(self, found: Found) -> None:
        self.found = found
        self.list_card.set_remark(counted(tasks.counts(found.lines)) if found.lines else "")
        self.copy.setText(t("plan-tasks-copy", count=found.copyable, year=str(self.year - 1)))
        self.copy.updateGeometry()
        self.copy.setVisible(found.copyable > 0)
        if self._foot is not None:
            self._foot.setVisible(found.copyable > 0)
        self._fill()
        self.answered()

    def _fill(self) -> None:
        """Show the tasks that pass the filter; the one in the form stays the one in the table."""
        lines = [e for e in self.found.lines if passes(e, self.states.value())]
        self.empty.setVisible(not self.found.lines)
        self.view.setVisible(bool(self.found.lines))
        self.states.setVisible(bool(self.found.lines))
        wanted = self._wanted or (self.form.line.task.uid if self.form.line else "")
        self._filling = True
        self.rows.set_rows(rows(lines))
        row = self.rows.row_of(lambda e: e.task.uid == wanted)
        if row < 0 and not self.is_new:
            row = self.rows.row_of(lambda _: True)
        self.view.choose_row(row)
        self._filling = False
        self._wanted = ""
        if self.is_new or self.is_changed() or self.side.has_groups:
            return
        self._show(self.view.record() if row >= 0 else None)

    def _on_current(self, line: object) -> None:
        shown = self.form.line
        if self._filling or not isinstance(line, TaskLine):
            return
        if shown is not None and shown.task.uid == line.task.uid and not self.is_new:
            return
        if self.is_changed():
            # The other line is shown once this one is kept; if that fails, nothing typed is lost.
            self._wanted = line.task.uid
            if not self.keep():
                self._back_to_shown()
            return
        self.is_new = False
        self._show(line)

    def _back_to_shown(self) -> None:
        uid = self.form.line.task.uid if self.form.line else ""
        self._filling, self._wanted = True, ""
        self.view.choose_row(self.rows.row_of(lambda e: e.task.uid == uid))
        self._filling = False

    def _show(self, line: TaskLine | None) -> None:
        if line is None:
            self.form.line = None
        else:
            self.form.show_line(line, self.found.groups, self.year, local_day(self.desk.now()))
        self.side.show_task(is_new=self.is_new)

    def _on_typed(self) -> None:
        task, progress = self.form.task(), self.form.progress()
        if task is None:
            return
        numbers = {g.number for g in self.found.groups}
        found = findings(task, progress, numbers, local_day(self.desk.now()))
        if self.is_new:
            found = [f for f in found if f.code != "task-untitled"]
        self.form.findings.show_findings(found)

    def is_changed(self) -> bool:
        """Whether something is typed that is not kept."""
        return self.form.is_task_changed() or self.form.is_progress_changed()

    # Acting -------------------------------------------------------------------------------------
    def start_new(self) -> None:
        """A blank form, under the group where the cursor stands."""
        if not self.may_leave():
            return
        groups = self.found.groups
        last = self.form.line.task.group if self.form.line else ""
        group = last or (groups[0].number if groups else "")
        year = self.year

        def show(line: TaskLine) -> None:
            self.is_new = True
            self._show(line)
            self.form.title.setFocus()

        self.desk.worker.run(lambda db: tasks.blank_line(db, year, group), show)

    def keep(self, files: Sequence[Path] = ()) -> bool:
        """Keep what is typed, then attach files; whether it could be read."""
        line, task = self.form.line, self.form.task()
        if line is None or task is None:
            return True
        if self.form.has_bad_day():
            self.side.say(t("plan-tasks-day-bad"), t("plan-tasks-escape"))
            return False
        if not task.title and not line.is_from_above:
            self.side.refuse(TaskUntitled())
            self.form.title.setFocus()
            return False
        wanted = task if self.form.is_task_changed() else None
        progress = self.form.progress() if self.form.is_progress_changed() else None
        if wanted or progress or files:
            now, by, uid = self.desk.now(), self.desk.by, task.uid
            self._do(
                lambda db: deeds.keep(db, wanted, progress, files, uid=uid, now=now, by=by),
                t("plan-tasks-attached") if files else t("plan-tasks-kept"),
            )
        return True

    def _do(self, job: Callable[[Db], Done], said: str) -> None:
        """Write at a gesture, and offer to take it back."""
        now, by = self.desk.now(), self.desk.by
        self.note.hide()

        def undo(done: Done) -> None:
            self.desk.worker.run(
                lambda db: deeds.take_back(db, done, now=now, by=by), self._after_undo,
                failed=self.side.refuse,
            )  # fmt: skip

        def tell(done: Done) -> None:
            self._forget()
            if done.changes.names:
                self.desk.say(said, lambda: undo(done))
            self.reload()
            if done.refused:
                words = " ".join(sentence(error) for error in done.refused)
                self.side.say(t("plan-tasks-refused", count=len(done.refused)), words, "warn")

        self.desk.worker.run(job, tell, failed=self._on_refused)

    def _on_refused(self, error: AppError) -> None:
        self._back_to_shown()
        self.side.refuse(error)

    def _forget(self) -> None:
        """What was typed is kept: the form shows the book again."""
        line = self.form.line
        self.is_new = False
        self._wanted = self._wanted or (line.task.uid if line else "")
        self.form.line = None

    def _after_undo(self, _: object) -> None:
        self._forget()
        self.desk.say(t("plan-tasks-undone"))
        self.reload()

    def mark_done(self) -> None:
        """F9: done today; the hand goes on to what shows it."""
        line = self.form.line
        if line is None or not self.side.has_task:
            return
        self.form.state.set_value(TaskState.DONE.value)
        self.form.state.chosen.emit(TaskState.DONE.value)
        if self.keep():
            self.form.evidence.setFocus()

    def remove(self) -> None:
        """Take the task out; it can be brought back."""
        line = self.form.line
        if line is None or not self.side.has_task:
            return
        if self.is_new:
            self.revert()
            return
        now, by, uid = self.desk.now(), self.desk.by, line.task.uid
        self._do(
            lambda db: Done(deeds=(tasks.remove(db, uid, now=now, by=by),)),
            t("plan-tasks-removed"),
        )

    def attach(self, paths: Sequence[Path]) -> None:
        """Keep what is typed and add files to it."""
        self.keep(paths)

    def detach(self, one: Attachment) -> None:
        """Take a file off the task."""
        if self.form.line is None or not self.keep():
            return
        now, by = self.desk.now(), self.desk.by
        line = self.form.line or next(
            (e for e in self.found.lines if one in e.progress.files), None
        )
        if line is None:
            return
        uid = line.task.uid
        self._do(
            lambda db: Done(deeds=(attaching.detach(db, uid, [one.sha256], now=now, by=by),)),
            t("plan-tasks-file-off", name=one.name),
        )

    def save_file(self, one: Attachment, path: Path) -> None:
        """Write a file out of the book to where the hand chose."""
        self.desk.worker.run(
            lambda db: attaching.save_out(db, one, path),
            lambda _: self.desk.say(t("plan-tasks-file-saved", path=str(path))),
            failed=self.side.refuse,
        )

    def copy_open(self) -> None:
        """Copy last year's open tasks into this year."""
        if not self.may_leave():
            return
        now, by, year = self.desk.now(), self.desk.by, self.year
        count = self.found.copyable
        self._do(
            lambda db: Done(deeds=(tasks.copy_open(db, year, now=now, by=by),)),
            t("plan-tasks-copied", count=count),
        )

    def revert(self) -> None:
        """Esc: what is typed goes, the task stands as it is kept."""
        line = None if self.is_new else self.form.line
        self.note.hide()
        self.is_new = False
        self.form.line = None
        self._wanted = line.task.uid if line else ""
        self._fill()
        self.view.setFocus()

    # Groups -------------------------------------------------------------------------------------
    def show_groups(self) -> None:
        """The editor of groups instead of the form."""
        if not self.may_leave():
            return
        self.groups.show_groups(self.found.groups, self.found.above)
        self.side.setCurrentWidget(self.groups)
        self.groups.add_one.setFocus()

    def keep_groups(self, groups: Sequence[TaskGroup]) -> None:
        """Keep the groups as typed."""
        now, by = self.desk.now(), self.desk.by
        before = self.found.groups

        def write(some: Sequence[TaskGroup]) -> Callable[[Db], Changes]:
            return lambda db: tasks.keep_groups(db, some, now=now, by=by)

        def back() -> None:
            self.desk.worker.run(write(before), lambda _: self.reload(), failed=self.side.refuse)

        def tell(_: Changes) -> None:
            self._forget()
            self.side.show_task(is_new=False)
            self.desk.say(t("plan-tasks-groups-kept"), back)
            self.reload()

        self.desk.worker.run(write(groups), tell, failed=self.side.refuse)

    # Contract of pages --------------------------------------------------------------------------
    def take_focus(self) -> None:
        (self.view if self.found.lines else self.begin).setFocus()

    def open_target(self, target: object) -> None:
        if isinstance(target, str) and target in FILTERS:
            self.states.set_value(target)
        elif isinstance(target, str):
            self.states.clear()
            self._wanted = target
            self.reload()

    def key_line(self) -> Sequence[tuple[str, str]]:
        keys = {"new": "Ctrl+N", "keep": "Ctrl+Enter", "done": "F9", "file": "Ctrl+O",
                "remove": "Ctrl+Delete", "escape": "Esc"}  # fmt: skip
        return [(key, t(f"plan-tasks-key-{name}")) for name, key in keys.items()]

    def may_leave(self) -> bool:
        if self.side.has_groups:
            self.side.show_task(is_new=self.is_new)
            return True
        if not self.is_changed():
            self.is_new = False
            return True
        return self.keep()
