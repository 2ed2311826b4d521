"""Tổng quan of the commune's desk: where the round stands, what needs hands, what is due."""

from desktop.ui.pages.commune_overview.page import CommuneOverviewPage

__all__ = ["CommuneOverviewPage"]
