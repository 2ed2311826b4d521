"""Kho gói: the packages that came, kept as they came, and the way back to an earlier one."""

from desktop.ui.pages.archive.page import ArchivePage

__all__ = ["ArchivePage"]
