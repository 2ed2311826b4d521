"""The B1 point table: typed or read from Excel, checked, compared, made a standard."""

from desktop.ui.pages.point_table.page import PointTablePage

__all__ = ["PointTablePage"]
