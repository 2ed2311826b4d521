"""The ways from the register to pages that others built, as far as this desk has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence, QShortcut

from desktop.text import t
from desktop.ui.page import Desk, Page


@dataclass(frozen=True, slots=True)
class Way:
    """A page, the key that leads to it, and whether it is about the household under the cursor."""

    page_id: str
    key: str
    icon: str
    of_household: bool = True

    @property
    def word(self) -> str:
        """What the button says."""
        return t(f"households-to-{self.page_id}")


WAYS = (
    Way("explain", "F6", "help"),
    Way("history", "Ctrl+H", "history"),
    Way("events", "Ctrl+E", "arrow-right"),
    Way("hand-over", "", "users"),
    Way("field-sheets", "", "printer", of_household=False),
    Way("twins", "Ctrl+T", "copy", of_household=False),
    Way("balance", "Ctrl+B", "scale", of_household=False),
)


def ways_of(desk: Desk) -> tuple[Way, ...]:
    """The ways that this desk has."""
    from desktop.ui.desks import pages_of

    known = {spec.id for spec in pages_of(desk.office)}
    return tuple(way for way in WAYS if way.page_id in known)


def add_keys(page: Page, ways: tuple[Way, ...], follow: Callable[[Way], None]) -> None:
    """The keys of the ways work anywhere on the page."""
    for way in ways:
        if way.key:
            shortcut = QShortcut(QKeySequence(way.key), page)
            shortcut.activated.connect(lambda way=way: follow(way))
