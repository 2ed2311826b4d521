"""Nhận báo cáo: open packages, see what they would change, accept, hold or return them."""

from desktop.ui.pages.inbox.page import InboxPage

__all__ = ["InboxPage"]
