"""Nhập phiếu: sheet B keyed heads-down, by the keyboard alone, in the order of the paper.

Pure, without Qt: `state` and `answering` (the sheet and its transitions), `roster_fields` (what a
cell of a member takes), `lines` (what the page shows of it), `places` (the order of Enter),
`words`, `room` (who gets how much height). Widgets: `page`, `head`, `left`, `centre` with its
cards, `result`, `why`. `session` has the sheet in hand, `saving` keeps what is typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.ui.pages.entry.page import EntryPage

__all__ = ["EntryPage"]


def __getattr__(name: str) -> Any:
    """The page on demand, so that the pure modules can be imported without Qt."""
    if name != "EntryPage":
        raise AttributeError(name)
    from desktop.ui.pages.entry.page import EntryPage

    return EntryPage
