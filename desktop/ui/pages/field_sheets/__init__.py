"""In phiếu: sheets A and B to take to the field, looked at, printed, or written as PDF."""

from desktop.ui.pages.field_sheets.page import FieldSheetsPage

__all__ = ["FieldSheetsPage"]
