"""What the choosing card says of goals and tasks that may go down, and what should be seen before."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.down_offer import PlanOffer
from desktop.services.planning import goal_words
from desktop.text import t
from desktop.ui.widgets import Link, Text, padded

_SOME, _INDENT = 3, 26


def told_plan(plan: PlanOffer) -> dict[str, str]:
    """What there is of each thing, "" for none."""
    counts = {
        "tasks": len(plan.tasks),
        "groups": plan.groups,
        "kinds": plan.kinds,
    }
    told = {name: t(f"down-has-{name}", count=n) if n else "" for name, n in counts.items()}
    goals = len(plan.goals)
    told["goals"] = t("down-has-goals", count=goals, units=plan.units) if goals else ""
    return told


class OddLines(QObject):
    """`rows` by thing, hidden where there is nothing odd; `passed` when tasks are to be handed on."""

    passed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.goals, self.tasks = (Text("", "small", "warn", wrap=True) for _ in range(2))
        self.pass_on = Link(t("down-pass"))
        self.pass_on.clicked.connect(self.passed)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.tasks, 1)
        line.addWidget(self.pass_on)
        column = QVBoxLayout()
        column.addWidget(self.goals)
        self.rows: dict[str, QWidget] = {
            "goals": padded(column, (_INDENT, 0, 0, 2)),
            "tasks": padded(line, (_INDENT, 0, 0, 2)),
        }

    def show_plan(self, plan: PlanOffer) -> None:
        """Say which units have no goal, which goals have findings, which tasks wait."""
        goals = _odd_goals(plan)
        self.goals.setText("\u2028".join(goals))
        self.rows["goals"].setVisible(bool(goals))
        names = _names([task.title for task in plan.to_pass])
        self.tasks.setText(t("down-odd-pass", count=len(plan.to_pass), names=names))
        self.rows["tasks"].setVisible(bool(plan.to_pass))


def _odd_goals(plan: PlanOffer) -> list[str]:
    found = []
    if plan.without:
        names = _names([unit.name for unit in plan.without])
        year = str(plan.year)
        found.append(t("down-odd-without", count=len(plan.without), year=year, names=names))
    for odd in plan.odd[:_SOME]:
        said, _ = goal_words.finding(odd.finding, plan.goals)
        found.append(t("down-odd-goal", unit=odd.unit, finding=said))
    if (more := len(plan.odd) - _SOME) > 0:
        found.append(t("down-odd-more", count=more))
    return found


def _names(names: list[str]) -> str:
    some, more = ", ".join(names[:_SOME]), len(names) - _SOME
    return f"{some} …" if more > 0 else some
