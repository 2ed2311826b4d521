"""The page "Kế hoạch": goals, tasks, measures, checks, accounts; at an upper desk also its communes."""

from desktop.ui.pages.plan.page import PlanPage

__all__ = ["PlanPage"]
