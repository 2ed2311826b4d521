"""Asks the book about people just keyed: whether they stand in another household too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.rules.checks import Around
from desktop.services import surrounding
from desktop.ui.pages.entry.state import Keying

if TYPE_CHECKING:
    from desktop.ui.pages.entry.page import EntryPage


class Surroundings:
    """Looks again where names, birth dates or numbers changed; the answer comes from the worker."""

    def __init__(self, page: EntryPage) -> None:
        self._page = page
        self._asked: tuple[object, ...] = ()

    def look(self, sheet: Keying) -> None:
        """Ask about the members of a sheet, once for each state of them."""
        people = (sheet.uid, *((p.uid, p.name, p.born, p.citizen_id) for p in sheet.present))
        if people == self._asked:
            return
        self._asked = people
        household = sheet.household
        self._page.desk.worker.run_latest(
            f"{self._page.session.source.name}-around",
            lambda db: surrounding.around(db, household),
            lambda found: self._on_found(household.uid, found),
        )

    def _on_found(self, uid: str, found: Around) -> None:
        sheet = self._page.session.state
        if sheet is not None and sheet.uid == uid and sheet.around != found:
            self._page.show_around(found)
