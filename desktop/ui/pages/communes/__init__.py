"""The communes of an upper office beside each other: who reported, against last year, tiles, goals."""

from desktop.ui.pages.communes.page import CommunesPage

__all__ = ["CommunesPage"]
