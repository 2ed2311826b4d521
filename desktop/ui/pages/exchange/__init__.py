"""Gửi – nhận: what would be sent, whether it would be taken, by which road, and what came back."""

from desktop.ui.page import Desk, Page
from desktop.ui.pages.exchange.page import ExchangePage
from desktop.ui.pages.exchange.upper import UpperExchangePage

__all__ = ["ExchangePage", "UpperExchangePage", "exchange_page"]


def exchange_page(desk: Desk) -> Page:
    """The page that fits the desk; the factory for both."""
    return UpperExchangePage(desk) if desk.office.is_upper else ExchangePage(desk)
