"""Hộ gia đình (Tra cứu hộ at the upper desk): the register of households, found and read."""

from desktop.ui.pages.households.page import HouseholdsPage
from desktop.ui.pages.households.target import RegisterTarget

__all__ = ["HouseholdsPage", "RegisterTarget"]
