"""The part "Nhiệm vụ": tasks by group, how far they are, with evidence; at an upper desk who has done them."""

from desktop.ui.pages.plan.tasks.page import TasksPart

__all__ = ["TasksPart"]
