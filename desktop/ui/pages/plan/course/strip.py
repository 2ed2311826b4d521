"""The first line: a bar of all units by their state, each state with its count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.vietnamese import show_number
from desktop.rules.course import CourseState
from desktop.services.planning import course, course_words
from desktop.services.planning.course import UnitCourse
from desktop.text import t
from desktop.ui.widgets import Card, Part, StackBar, StateLabel, Text

FILLS = {
    CourseState.MET: "ok_fill",
    CourseState.ON_COURSE: "accent_fill",
    CourseState.BEHIND: "near_fill",
    CourseState.MISSED: "err_fill",
    CourseState.SILENT: "line2",
}
"""The well ones first."""


class CourseStrip(Card):
    """How many units stand where."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(t("plan-course-strip"))
        self.setFixedHeight(52)
        self.bar = StackBar()
        self.counts = {state: Text("", "body-bold", figures=True) for state in FILLS}
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(18)
        row.addWidget(self.bar, 1)
        for state, count in self.counts.items():
            pair = QHBoxLayout()
            pair.setSpacing(3)
            pair.addWidget(
                StateLabel(course_words.STATES[state], course_words.state(state), role="body")
            )
            pair.addWidget(count)
            row.addLayout(pair)
        self.column.addLayout(row)

    def show_units(self, units: Sequence[UnitCourse]) -> None:
        """Put the counts in."""
        counted = course.counts(units)
        for state, label in self.counts.items():
            label.setText(show_number(counted[state]))
        parts = [Part(course_words.state(s), counted[s], fill) for s, fill in FILLS.items()]
        self.bar.set_parts(parts, t("plan-course-strip"))
