"""The cards of keys inside the page, with the way back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.widgets import Button, Text
from desktop.ui.widgets.cards_panel import CardsPanel


class KeysView(QWidget):
    """`left`: back to the page."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.panel = CardsPanel(desk, wide=True)
        self.back = Button(t("exchange-back"), icon="arrow-left", key="Esc")
        self.back.clicked.connect(self.left)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.back)
        top.addWidget(Text(t("exchange-keys"), "name"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.panel, 1)

    def open(self, card: Path | None) -> None:
        """Read the cards again; with a file, offer the card in it for trust."""
        self.panel.reload()
        if card is not None:
            self.panel.read_card(card)
        self.panel.focus_first()
