"""Thẻ khóa as a page of its own, for both desks: the panel of cards under a page head."""

from __future__ import annotations

from pathlib import Path

from desktop.services.changes import Changes
from desktop.text import t
from desktop.ui.page import Desk, Page
from desktop.ui.widgets.cards_panel import CardsPanel
from desktop.ui.widgets.frames import PageHead, body


class CardsPage(Page):
    """Our card and the cards of others; a Path as target is a card file to be trusted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.panel = CardsPanel(desk, wide=True)
        self.column.addWidget(PageHead(t("page-cards"), t("cards-page-context")))
        self.column.addWidget(body(self.panel), 1)

    def reload(self) -> None:
        self.panel.reload()

    def on_changed(self, changes: Changes) -> bool:
        return "card" in changes

    def focus_first(self) -> None:
        self.panel.focus_first()

    def open_target(self, target: object) -> None:
        if isinstance(target, Path):
            self.panel.read_card(target)
