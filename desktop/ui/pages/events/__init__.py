"""Recording what happened to a household: kind, who, when, why; shown before it is done."""

from desktop.ui.pages.events.page import EventsPage

__all__ = ["EventsPage"]
