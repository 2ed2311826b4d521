"""Biểu mẫu of the commune and Biểu tổng hợp of the upper office: look at, check, save, print."""

from desktop.ui.pages.papers.page import PapersPage

__all__ = ["PapersPage"]
