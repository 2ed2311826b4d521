"""What the office says was reached in a year, for goals that nothing counts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.planning import Aim, Goal, Indicator
from desktop.text import t
from desktop.ui.pages.plan.goals.numbers import NotANumber, read_number, show
from desktop.ui.widgets import Button, Choice, Field, Text, mark_bad

_REACHED = {"1": 1.0, "0": 0.0}


class ResultRow(QWidget):
    """`told(year, value)`: a number, 1 or 0 of goals in words, None for nothing said."""

    told = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._year, self._aim = 0, Aim.WORDS
        self.label = Text("", "body", "text2")
        self.choice = Choice(
            [
                ("", t("plan-goals-result-none")),
                ("1", t("plan-goals-result-yes")),
                ("0", t("plan-goals-result-no")),
            ]
        )
        self.field = Field(figures=True)
        self.field.setFixedWidth(110)
        self.unit = Text("", "body", "text2")
        self.keep = Button(t("plan-goals-result-keep"), size="compact")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.label, self.choice, self.field, self.unit, self.keep):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.keep.clicked.connect(self._tell)
        self.field.returnPressed.connect(self._tell)

    def show_year(self, goal: Goal, year: int) -> None:
        """Ask for a year of a goal."""
        self._year, self._aim = year, goal.aim
        is_words = goal.aim is Aim.WORDS
        self.label.setText(t("plan-goals-result", year=str(year)))
        self.choice.setVisible(is_words)
        self.field.setVisible(not is_words)
        self.unit.setVisible(not is_words and bool(goal.measured_in))
        self.unit.setText(goal.measured_in)
        known = goal.results.get(str(year))
        self.choice.set_value("" if known is None else str(int(known >= 1)))
        self.field.setText(show(known))
        for part in (self.choice, self.field):
            part.setAccessibleName(self.label.text())
        mark_bad(self.field, "")

    def _tell(self) -> None:
        if self._aim is Aim.WORDS:
            self.told.emit(self._year, _REACHED.get(self.choice.value()))
            return
        try:
            value = read_number(self.field.value())
        except NotANumber:
            mark_bad(self.field, t("plan-goals-not-a-number"))
            return
        mark_bad(self.field, "")
        self.told.emit(self._year, value)


def is_told(goal: Goal) -> bool:
    """Whether the office itself says what was reached."""
    return goal.indicator is Indicator.OWN or goal.aim is Aim.WORDS
