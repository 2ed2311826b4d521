"""Lịch sử hộ: one household over the years on one page."""

from desktop.ui.pages.history.page import HistoryPage

__all__ = ["HistoryPage"]
