"""The part "Kiểm tra, giám sát": checks, what they found, what is to follow and by when."""

from desktop.ui.pages.plan.visits.page import VisitsPart

__all__ = ["VisitsPart"]
