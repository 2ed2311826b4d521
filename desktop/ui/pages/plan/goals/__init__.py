"""The part "Mục tiêu" of the page "Kế hoạch": goals, how they stand, how many must leave poverty where."""

from desktop.ui.pages.plan.goals.part import GoalsPart

__all__ = ["GoalsPart"]
