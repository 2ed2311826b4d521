"""The editor of groups: numbers and titles, completed and renamed by the office."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.planning import TaskGroup
from desktop.text import t
from desktop.ui.pages.plan.typed import Lines, in_row
from desktop.ui.widgets import Button, Card, Field, Text, padded, scrolled

_NUMBER = 52


class _Row(QWidget):
    """One group: number and title; one from above can be read only."""

    def __init__(self, group: TaskGroup, *, is_above: bool) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.group, self.is_above = group, is_above
        self.number = Field(group.number, name=t("plan-tasks-group-number"))
        self.title = Lines(t("plan-tasks-group-title"), 2)
        self.title.set_value(group.title)
        self.number.setFixedWidth(_NUMBER)
        source = t("plan-tasks-group-above") if is_above else group.source
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        if source:
            column.addWidget(Text(source, "small", "text3", wrap=True))
        self.title.setReadOnly(is_above)
        self.number.setReadOnly(is_above or bool(group.source))

    def value(self) -> TaskGroup:
        """The group as typed."""
        return TaskGroup(
            number=self.number.value(),
            title=" ".join(self.title.value().split()),
            source=self.group.source,
        )


class GroupsCard(Card):
    """`wanted(groups)` when they are to be kept, `closed` when not."""

    wanted = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(t("plan-tasks-groups"))
        self.rows: list[_Row] = []
        self.add_one = Button(t("plan-tasks-add-group"), icon="plus", size="compact")
        self.keep = Button(
            t("plan-tasks-keep-groups"), kind="primary", icon="check", key="Ctrl+Enter"
        )
        self.leave = Button(t("plan-tasks-close-groups"), key="Esc")
        self.list = QWidget()
        self.column_of_rows = QVBoxLayout(self.list)
        self.column_of_rows.setContentsMargins(14, 4, 14, 10)
        self.column_of_rows.setSpacing(8)
        self.column_of_rows.addWidget(in_row(self.add_one, None))
        self.column_of_rows.addStretch(1)
        self.add(padded(Text(t("plan-tasks-groups-hint"), "small", "text2", wrap=True)))
        self.add(scrolled(self.list), 1)
        self.add_foot(self.keep, self.leave).addStretch(1)
        self.add_one.clicked.connect(
            lambda _=False: self._add_row(TaskGroup(number=self._next(), title=""))
        )
        self.keep.clicked.connect(lambda _=False: self.wanted.emit(self.value()))
        self.leave.clicked.connect(lambda _=False: self.closed.emit())

    def show_groups(self, groups: Sequence[TaskGroup], above: Collection[str]) -> None:
        """Show the groups that there are; `above`: numbers of those from the office above."""
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for group in groups:
            self._put_row(_Row(group, is_above=group.number in above))

    def value(self) -> list[TaskGroup]:
        """The groups as typed."""
        return [row.value() for row in self.rows]

    def _next(self) -> str:
        numbers = [int(row.number.value()) for row in self.rows if row.number.value().isdecimal()]
        return str(max(numbers, default=0) + 1)

    def _add_row(self, group: TaskGroup) -> None:
        row = _Row(group, is_above=False)
        self._put_row(row)
        row.title.setFocus()

    def _put_row(self, row: _Row) -> None:
        self.column_of_rows.insertWidget(len(self.rows), row)
        self.rows.append(row)
        QWidget.setTabOrder(row.title, self.add_one)
