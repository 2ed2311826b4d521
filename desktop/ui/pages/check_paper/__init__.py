"""The page check_paper, reached from others."""

from desktop.ui.pages.check_paper.page import CheckPaperPage

__all__ = ["CheckPaperPage"]
