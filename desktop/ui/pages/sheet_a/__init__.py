"""Giấy đề nghị và phiếu A: requests for a review, their nine marks, and what comes of them.

Pure, without Qt: `state` (the request in hand). Widgets: `page`, `form` with its `marks`, `finder`,
`result`, `requests`, `names`.
"""

from desktop.ui.pages.sheet_a.page import SheetAPage

__all__ = ["SheetAPage"]
