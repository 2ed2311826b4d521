"""The page "Nhu cầu": what poor and near-poor households lack and why, and who they are."""

from desktop.ui.pages.needs.page import NeedsPage

__all__ = ["NeedsPage"]
