"""The indicator of the chosen goal through the years, beside what the goal leads to."""

from __future__ import annotations

from desktop.domain.planning import Aim, Goal
from desktop.rules.goals import GoalStanding
from desktop.services.planning import goal_words
from desktop.text import t
from desktop.ui.widgets import Button, Card, EmptyState, Legend, TargetLine, Year


class ChartCard(Card):
    """The indicator through the years beside what the goal leads to."""

    def __init__(self) -> None:
        super().__init__(t("plan-goals-chart"))
        self.legend = Legend(
            [("line", t("plan-goals-chart-reached")), ("target", t("plan-goals-chart-target"))]
        )
        self.past = Button(t("plan-goals-past"), icon="pencil", size="compact")
        self.head.addWidget(self.legend)
        self.head.addWidget(self.past)
        self.line = TargetLine()
        self.empty = EmptyState("scale", t("plan-goals-chart-none"))
        self.add(self.line, 1)
        self.add(self.empty, 1)

    def show_goal(self, standing: GoalStanding | None) -> None:
        """Show the goal's years from the baseline on, or why there is no line."""
        years = chart_years(standing) if standing else []
        has_line = any(y.actual is not None for y in years)
        self.line.setVisible(has_line)
        self.legend.setVisible(has_line)
        self.empty.setVisible(not has_line)
        is_words = standing is not None and standing.goal.aim is Aim.WORDS
        self.empty.sentence.setText(t(f"plan-goals-chart-{'words' if is_words else 'none'}"))
        if standing is not None and has_line:
            digits = 2 if standing.goal.indicator.is_rate else 0
            self.line.set_years(years, goal_words.name(standing.goal), digits)


def chart_years(standing: GoalStanding) -> list[Year]:
    """The baseline and every year of the goal; the dashed line is where the goal leads."""
    goal = standing.goal
    if goal.aim is Aim.WORDS:
        return []
    start = None if standing.baseline is None else float(standing.baseline)
    years = []
    if start is not None:
        years = [Year(str(standing.baseline_year), start, start if goal.aim.is_fall else None)]
    line = start
    for y in standing.years:
        reached = None if y.value is None else float(y.value)
        # Where nobody knows the baseline the goal leads on from the first year that is known.
        line = reached if goal.aim.is_fall and line is None else _leads(goal, line, y.target)
        years.append(Year(str(y.year), reached, line, under_way=y.is_open))
    return years


def _leads(goal: Goal, line: float | None, target: float | None) -> float | None:
    if not goal.aim.is_fall:
        return target
    return None if line is None or target is None else max(0.0, line - target)
