"""Máy thứ hai: villages handed to a second PC of the commune, and its work coming home."""

from desktop.ui.pages.branch.page import BranchPage

__all__ = ["BranchPage"]
