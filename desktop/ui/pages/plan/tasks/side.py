"""What stands beside the table: the form of a task over its buttons, or the editor of groups."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget

from desktop.domain.unit import Office, Unit
from desktop.errors import AppError
from desktop.text import sentence, t
from desktop.ui.pages.plan.tasks.form import TaskForm
from desktop.ui.pages.plan.tasks.groups import GroupsCard
from desktop.ui.widgets import Button, Card, EmptyState, Note, padded, scrolled

SIDE, SIDE_WIDE = 430, 560
"""Width in px: at least, and at most where there is room."""


class TaskSide(QStackedWidget):
    """One of three cards: nothing chosen, a task, the groups."""

    def __init__(self, office: Office, units: Sequence[Unit]) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.setMinimumWidth(SIDE)
        self.setMaximumWidth(SIDE_WIDE)
        self._shown = ""
        self.note = Note("err", "")
        self.form = TaskForm(office, units)
        self.groups = GroupsCard()
        self.keep_it = Button(t("plan-tasks-keep"), kind="primary", icon="check", key="Ctrl+Enter")
        self.done_it = Button(t("plan-tasks-mark-done"), key="F9")
        self.drop_it = Button("", icon="trash", kind="flat")
        self.drop_it.setAccessibleName(t("plan-tasks-remove"))
        self.drop_it.setToolTip(t("plan-tasks-remove"))
        self.nothing = Card()
        self.nothing.add(EmptyState("note", t("plan-tasks-none-chosen")), 1)
        self.card = Card(t("plan-tasks-one"))
        self.card.add(padded(self.note, (14, 0, 14, 8)))
        self.card.add(scrolled(self.form), 1)
        self.card.add(self.form.findings)
        row = self.card.add_foot(self.keep_it, self.done_it)
        row.addStretch(1)
        row.addWidget(self.drop_it)
        for card in (self.nothing, self.card, self.groups):
            self.addWidget(card)
        self.note.hide()

    @property
    def has_groups(self) -> bool:
        """Whether the editor of groups is in front."""
        return self.currentWidget() is self.groups

    @property
    def has_task(self) -> bool:
        """Whether a task is in front."""
        return self.currentWidget() is self.card and self.form.line is not None

    def show_task(self, *, is_new: bool) -> None:
        """Bring the form to the front where it shows a task, else say that none is chosen."""
        line = self.form.line
        uid = line.task.uid if line else ""
        if uid != self._shown:  # a reload leaves standing what was said of this task
            self.note.hide()
        self._shown = uid
        self.setCurrentWidget(self.card if line else self.nothing)
        self.drop_it.setEnabled(line is not None and not line.is_from_above)
        self.card.title.setText(t("plan-tasks-new") if is_new else t("plan-tasks-one"))

    def refuse(self, error: AppError) -> None:
        """Say in the page why an act was not done."""
        first, _, rest = sentence(error).partition(". ")
        self.say(f"{first}." if rest else first, rest)

    def say(self, first: str, rest: str, state: str = "err") -> None:
        """A note above the form."""
        self.note.say(first, rest, state)
        self.note.show()
