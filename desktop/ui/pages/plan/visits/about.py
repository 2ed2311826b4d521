"""Which households and tasks a check is about: found by number or name, listed, taken off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.planning import visits
from desktop.services.planning.visits import Named
from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.pages.events.finder import HouseholdFinder
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Choice, TableView

_MOST_ROWS = 5
_ROW = 27


@dataclass(frozen=True, slots=True)
class _Line:
    """A household or a task of the check."""

    uid: str
    is_task: bool
    word: str
    more: str = ""


class About(QWidget):
    """`changed` when another household or task was taken in or off."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._desk = desk
        self._names: dict[str, Named] = {}
        self._tasks: Mapping[str, str] = {}
        self.households: tuple[str, ...] = ()
        self.tasks: tuple[str, ...] = ()
        self.finder = HouseholdFinder(desk, "plan-visits-finder")
        self.finder.field.setAccessibleName(t("plan-visits-households"))
        self.task = Choice(name=t("plan-visits-task"))
        self.task.setMinimumWidth(120)
        self.task.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        columns: list[Column[_Line]] = [
            Column("", lambda e: e.word, tip=lambda e: e.word),
            Column("", lambda e: e.more, width=120, ink="text2", tip=lambda e: e.more),
            Column("", lambda _: t("plan-visits-off"), kind="link", width=46),
        ]
        self.lines: RowsModel[_Line] = RowsModel(columns, t("plan-visits-about"))
        self.view = TableView(self.lines, head=0, row=_ROW)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.finder, self.task, self.view):
            column.addWidget(widget)
        self.finder.picked.connect(self.add_household)
        self.task.chosen.connect(self.add_task)
        self.view.followed.connect(self.take_off)
        delete = QShortcut(QKeySequence("Delete"), self.view)
        delete.activated.connect(lambda: self.take_off(self.view.record()))

    def offer(self, uids: Sequence[str], titles: Mapping[str, str]) -> None:
        """The tasks that may be picked; `titles`: all that the book knows."""
        self._tasks = titles
        options = [(uid, _short(titles[uid])) for uid in uids if uid in titles]
        self.task.set_options([("", t("plan-visits-pick-task")), *options])
        self.task.set_value("")
        self.task.setVisible(bool(options))

    def begin(self, households: Sequence[str], tasks: Sequence[str]) -> None:
        """Show what a check is about."""
        self.households, self.tasks = tuple(households), tuple(tasks)
        self.finder.begin()
        self._show()
        self._ask_names()

    def add_household(self, uid: str) -> None:
        """Take a household in."""
        if uid and uid not in self.households:
            self.households = (*self.households, uid)
            self._ask_names()
            self.changed.emit()
        self.finder.begin()
        self.finder.field.setFocus()

    def add_task(self, uid: str) -> None:
        """Take a task in."""
        self.task.set_value("")
        if uid and uid not in self.tasks:
            self.tasks = (*self.tasks, uid)
            self._show()
            self.changed.emit()

    def take_off(self, line: object) -> None:
        """Take a household or a task off."""
        if not isinstance(line, _Line):
            return
        self.households = tuple(uid for uid in self.households if uid != line.uid)
        self.tasks = tuple(uid for uid in self.tasks if uid != line.uid)
        self._show()
        self.changed.emit()

    def known(self) -> tuple[set[str], set[str]]:
        """Households and tasks of the check that the book knows."""
        homes = {uid for uid, one in self._names.items() if one.number or one.head}
        return homes | ({*self.households} - self._names.keys()), {*self._tasks}

    def _ask_names(self) -> None:
        wanted = self.households
        if not wanted:
            return

        def show(found: Sequence[Named]) -> None:
            self._names = {one.uid: one for one in found}
            self._show()
            self.changed.emit()

        self._desk.worker.run_latest("plan-visits-names", lambda db: visits.named(db, wanted), show)

    def _show(self) -> None:
        homes = [_household(self._names.get(uid) or Named(uid=uid)) for uid in self.households]
        tasks = [
            _Line(
                uid,
                True,
                self._tasks.get(uid) or t("plan-visits-task-gone"),
                t("plan-visits-is-task"),
            )
            for uid in self.tasks
        ]
        self.lines.set_rows([*homes, *tasks])
        self.view.setVisible(bool(homes or tasks))
        self.view.setFixedHeight(_ROW * min(len(homes) + len(tasks), _MOST_ROWS))


def _household(one: Named) -> _Line:
    if not one.head and not one.number:
        return _Line(one.uid, False, t("plan-visits-household-gone"))
    name = one.head or t("plan-visits-nameless")
    return _Line(one.uid, False, f"{one.number} {name}".strip(), one.village)


def _short(title: str) -> str:
    return title if len(title) <= 60 else f"{title[:59]}…"
