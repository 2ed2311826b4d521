"""Settings: office, people, look, copies, pass phrase, standards, rounds, about."""

from desktop.ui.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
