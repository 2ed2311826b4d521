"""What lies over the sheet for a while: why this class, what is not as last year; one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.pages.entry.versus_panel import VersusPanel
from desktop.ui.pages.entry.why import Why

if TYPE_CHECKING:
    from desktop.ui.pages.entry.page import EntryPage


class Panels:
    """Opens and closes them; the page tells when the sheet changed."""

    def __init__(self, page: EntryPage) -> None:
        self._page = page
        self.why, self.versus = Why(page.centre), VersusPanel(page.centre)
        for panel in self._all:
            panel.closed.connect(self.close)

    @property
    def _all(self) -> tuple[Why | VersusPanel, ...]:
        return self.why, self.versus

    def toggle(self, panel: Why | VersusPanel) -> None:
        """Open a panel, or go back to the sheet."""
        was_open = not panel.isHidden()
        self.close()
        sheet, view = self._page.session.state, self._page.view
        if not was_open and sheet is not None and view is not None:
            panel.show_sheet(sheet, view)
            panel.open()

    def close(self) -> None:
        """The sheet again."""
        shown = [panel for panel in self._all if not panel.isHidden()]
        for panel in shown:
            panel.hide()
        if shown:
            self._page.go_to(self._page.place)

    def refresh(self) -> None:
        """What is open shows the sheet as it stands now."""
        sheet, view = self._page.session.state, self._page.view
        for panel in self._all:
            if not panel.isHidden() and sheet is not None and view is not None:
                panel.show_sheet(sheet, view)
