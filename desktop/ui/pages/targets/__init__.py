"""The page targets, reached from others."""

from desktop.ui.pages.targets.page import TargetsPage

__all__ = ["TargetsPage"]
