"""Trùng lặp: records that may be one, side by side, settled field by field."""

from desktop.ui.pages.twins.page import TwinsPage

__all__ = ["TwinsPage"]
