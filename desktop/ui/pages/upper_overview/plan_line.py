"""One line on the plan: how many units are on course, behind or silent, and the way to them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.vietnamese import show_number
from desktop.rules.course import CourseState
from desktop.services.planning import course, course_words
from desktop.services.planning.course import UnitCourse
from desktop.text import t
from desktop.ui.widgets.buttons import Link
from desktop.ui.widgets.frames import Card
from desktop.ui.widgets.marks import StateLabel
from desktop.ui.widgets.text import Text

_ORDER = (
    CourseState.MET, CourseState.ON_COURSE, CourseState.BEHIND, CourseState.MISSED,
    CourseState.SILENT,
)  # fmt: skip


class PlanLine(Card):
    """`wanted` a state to hold the board of units to, "" for all; hidden while nobody has a plan."""

    wanted = Signal(str)

    def __init__(self, year: int) -> None:
        super().__init__()
        self.setAccessibleName(t("plan-course-strip"))
        self.setFixedHeight(40)
        self.labels = {
            s: StateLabel(course_words.STATES[s], course_words.state(s), role="body")
            for s in _ORDER
        }
        self.counts = {s: Text("", "body-bold", figures=True) for s in _ORDER}
        self.link = Link(t("plan-course-line-open"))
        self.link.clicked.connect(lambda: self.wanted.emit(""))
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(16)
        row.addWidget(Text(t("plan-course-line", year=str(year)), "body-medium"))
        for state in _ORDER:
            pair = QHBoxLayout()
            pair.setSpacing(3)
            pair.addWidget(self.labels[state])
            pair.addWidget(self.counts[state])
            row.addLayout(pair)
        row.addStretch(1)
        row.addWidget(self.link)
        self.column.addLayout(row)
        self.hide()

    def show_units(self, units: Sequence[UnitCourse]) -> None:
        """Put the counts in; a state in which nobody stands takes no room."""
        counted = course.counts(units)
        for state, label in self.counts.items():
            label.setText(show_number(counted[state]))
            label.setVisible(counted[state] > 0)
            self.labels[state].setVisible(counted[state] > 0)
        self.setVisible(any(u.known is not None or u.goals for u in units))
