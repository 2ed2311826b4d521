"""The balance of the register and of forms 7.2 and 7.3, and the households that break it."""

from desktop.ui.pages.balance.page import BalancePage

__all__ = ["BalancePage"]
