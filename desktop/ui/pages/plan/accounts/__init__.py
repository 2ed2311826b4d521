"""The part "Báo cáo": accounts of the plan, read on the left, written on the right, closed, printed."""

from desktop.ui.pages.plan.accounts.page import AccountsPart

__all__ = ["AccountsPart"]
