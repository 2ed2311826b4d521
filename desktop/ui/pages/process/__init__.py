"""Quy trình: the steps of a case, what is recorded in each, and what is due where."""

from desktop.ui.pages.process.page import ProcessPage

__all__ = ["ProcessPage"]
