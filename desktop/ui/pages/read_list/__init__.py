"""Đọc danh sách: a workbook is looked at, its columns are corrected, the plan shown, then written."""

from desktop.ui.pages.read_list.page import ReadListPage

__all__ = ["ReadListPage"]
