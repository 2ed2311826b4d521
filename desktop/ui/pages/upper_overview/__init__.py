"""Tổng quan of an upper office: who has reported, what the received come to, against last year and plan."""

from desktop.ui.pages.upper_overview.page import UpperOverviewPage

__all__ = ["UpperOverviewPage"]
