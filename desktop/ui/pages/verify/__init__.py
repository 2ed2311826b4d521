"""Nhập lần hai: sheets drawn by lot, keyed again without sight of the first keying, settled, counted.

`page` joins the three views: `board` (the lot, what waits, the rates), `blind` (the entry page on
another source of sheets) and `settle` (the differences of one sheet). `words`: values of fields as
people read and type them, without Qt; `paper`: the printed page of the rates.
"""

from desktop.ui.pages.verify.page import VerifyPage

__all__ = ["VerifyPage"]
