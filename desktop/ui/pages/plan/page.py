"""The page "Kế hoạch": a plan year, and its parts behind a row of words (Alt+1 …)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from desktop.services.changes import Changes
from desktop.text import t
from desktop.ui.page import Desk, Page
from desktop.ui.pages.plan.papers import PlanPapers
from desktop.ui.pages.plan.part import PlanPart
from desktop.ui.widgets import Button, PageHead, Segmented, Text, body


def _goals(desk: Desk) -> PlanPart:
    from desktop.ui.pages.plan.goals import GoalsPart

    return GoalsPart(desk)


def _tasks(desk: Desk) -> PlanPart:
    from desktop.ui.pages.plan.tasks import TasksPart

    return TasksPart(desk)


def _measures(desk: Desk) -> PlanPart:
    from desktop.ui.pages.plan.measures import MeasuresPart

    return MeasuresPart(desk)


def _visits(desk: Desk) -> PlanPart:
    from desktop.ui.pages.plan.visits import VisitsPart

    return VisitsPart(desk)


def _accounts(desk: Desk) -> PlanPart:
    from desktop.ui.pages.plan.accounts import AccountsPart

    return AccountsPart(desk)


def _course(desk: Desk) -> PlanPart:
    from desktop.ui.pages.plan.course import CoursePart

    return CoursePart(desk)


_PARTS: dict[str, Callable[[Desk], PlanPart]] = {
    "goals": _goals,
    "tasks": _tasks,
    "measures": _measures,
    "visits": _visits,
    "accounts": _accounts,
}
_UPPER: dict[str, Callable[[Desk], PlanPart]] = {"course": _course}


class PlanPage(Page):
    """Targets: the name of a part ("goals"), or (part, what the part's `open_target` takes)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.year = desk.year
        self.factories = _PARTS | (_UPPER if desk.office.is_upper else {})
        self.names = [*self.factories]
        self._parts: dict[str, PlanPart] = {}
        self.name = self.names[0]
        self.head = PageHead(t("page-plan"))
        self.words = Segmented([t(f"plan-part-{name}") for name in self.names])
        self.words.setAccessibleName(t("plan-parts"))
        self.earlier = Button("", icon="chevron-left", live=False)
        self.later = Button("", icon="chevron-right", live=False)
        self.year_word = Text("", "body-bold")
        self.papers = PlanPapers(desk, lambda: self.year)
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self._build()
        self._connect()

    def _build(self) -> None:
        for button, word, key in (
            (self.earlier, t("plan-earlier"), "Alt+Left"),
            (self.later, t("plan-later"), "Alt+Right"),
        ):
            button.setAccessibleName(word)
            button.setToolTip(f"{word} ({key})")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.words)
        row.addStretch(1)
        row.addWidget(self.papers)
        for part in (self.earlier, self.year_word, self.later):
            row.addWidget(part)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self.papers.note)
        column.addWidget(self.stack, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(column), 1)

    def _connect(self) -> None:
        self.words.chosen.connect(lambda number: self.show_part(self.names[number]))
        self.earlier.clicked.connect(lambda _=False: self.show_year(self.year - 1))
        self.later.clicked.connect(lambda _=False: self.show_year(self.year + 1))
        keys = {"Alt+Left": self.earlier.click, "Alt+Right": self.later.click}
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)
        for number, name in enumerate(self.names, start=1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(lambda name=name: self.show_part(name))

    @property
    def part(self) -> PlanPart:
        """The part in front, built at its first visit."""
        if self.name not in self._parts:
            made = self._parts[self.name] = self.factories[self.name](self.desk)
            made.setAccessibleName(t(f"plan-part-{self.name}"))
            made.keys_changed.connect(self.keys_changed)
            self.stack.addWidget(made)
            self.head.add(*made.buttons)
        return self._parts[self.name]

    def show_part(self, name: str) -> None:
        """Bring a part to the front, unless the one there does not let go."""
        here = self._parts.get(self.name)
        if here is not None and name != self.name and not here.may_leave():
            self.words.set_index(self.names.index(self.name))
            return
        self.name = name
        self.reload()
        self.part.focus_first()
        self.keys_changed.emit()

    def show_year(self, year: int) -> None:
        """Show another plan year in all parts."""
        here = self._parts.get(self.name)
        if here is None or here.may_leave():
            self.year = year
            self.reload()

    # Contract of pages --------------------------------------------------------------------------
    def reload(self) -> None:
        part = self.part
        self.words.set_index(self.names.index(self.name))
        self.stack.setCurrentWidget(part)
        for name, other in self._parts.items():
            for button in other.buttons:
                button.setVisible(name == self.name)
        self.head.set_context(t("plan-context", office=self.desk.office.name))
        self.year_word.setText(t("plan-year", year=str(self.year)))
        part.year = self.year
        part.reload()

    def on_changed(self, changes: Changes) -> bool:
        return self.part.on_changed(changes)

    def focus_first(self) -> None:
        self.part.focus_first()

    def open_target(self, target: object) -> None:
        name, what = target if isinstance(target, tuple) else (target, None)
        if isinstance(name, str) and name in self.names:
            if isinstance(what, dict) and "year" in what:
                self.show_year(int(what["year"]))
            self.show_part(name)
            if what is not None:
                self.part.open_target(what)

    def key_line(self) -> Sequence[tuple[str, str]]:
        return self.part.key_line()

    def undo_late(self) -> None:
        self.part.undo_late()

    def may_leave(self) -> bool:
        here = self._parts.get(self.name)
        return here is None or here.may_leave()
