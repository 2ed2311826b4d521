"""What was looked at in this session and waits on the table: no book knows it, both pages show it.

tray = tray_of(desk)                 # one for each worker, so the overview sees what the inbox read
tray.put(glances); tray.drop(id)     # emits `changed`
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable

from PySide6.QtCore import QObject, Signal

from desktop.exchange import parts
from desktop.exchange.letter import Kind
from desktop.files import is_there
from desktop.services.examining import REFUSED
from desktop.services.looking import Glance
from desktop.ui.page import Desk


class Tray(QObject):
    """Glances by id, in the order they came; lives and dies with the worker of its book."""

    changed = Signal()

    def __init__(self, parent: QObject, book_id: str) -> None:
        super().__init__(parent)
        self.book_id = book_id
        self._glances: dict[str, Glance] = {}

    @property
    def glances(self) -> list[Glance]:
        """Everything on the table."""
        return list(self._glances.values())

    def put(self, glances: Iterable[Glance]) -> None:
        """Lay glances down; the same file again replaces its own."""
        found = {g.id: g for g in glances}
        if found:
            # Parts that have become a whole package since are gone; what they said is no longer so.
            kept = {i: g for i, g in self._glances.items() if not _is_gone_part(g)}
            self._glances = kept | found
            self.changed.emit()

    def drop(self, glance_id: str) -> None:
        """Take one off the table; its file stays where it is."""
        if self._glances.pop(glance_id, None) is not None:
            self.changed.emit()


def _is_gone_part(glance: Glance) -> bool:
    return glance.path.suffix == parts.SUFFIX and not is_there(glance.path)


def waiting_of(
    glances: Iterable[Glance], year: int, decided: Collection[str]
) -> dict[str, tuple[int, datetime.date]]:
    """Sender → (number, day) of the reports of a year that nobody decided on yet.

    `decided` are the ids that the log holds already.
    """
    found: dict[str, tuple[int, datetime.date]] = {}
    for g in glances:
        if g.kind != Kind.REPORT or g.year != year or g.state == REFUSED or g.id in decided:
            continue
        if g.number > found.get(g.sender, (0,))[0]:
            found[g.sender] = (g.number, g.looked_at.astimezone().date())
    return found


def tray_of(desk: Desk) -> Tray:
    """The tray of the book at hand; a new one when another book was opened."""
    for tray in desk.worker.findChildren(Tray):
        if tray.book_id == desk.office.book_id:
            return tray
        tray.setParent(None)
        tray.deleteLater()
    return Tray(desk.worker, desk.office.book_id)
