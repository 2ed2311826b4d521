"""One commune at the upper desk."""

from desktop.ui.pages.commune.page import CommunePageView

__all__ = ["CommunePageView"]
