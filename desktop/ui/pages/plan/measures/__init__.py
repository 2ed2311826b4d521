"""The part "Biện pháp": measures for households, who is to leave poverty, and what came of it."""

from desktop.ui.pages.plan.measures.page import MeasuresPart

__all__ = ["MeasuresPart"]
