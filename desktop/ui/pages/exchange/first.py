"""What to do first, while the card of the office above is missing: three steps, one button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.text import t
from desktop.ui.widgets import Button, Card, EmptyState, Text, padded


class FirstCard(Card):
    """Stands where the roads will be; `button` leads to the cards of keys."""

    def __init__(self, upper: str) -> None:
        super().__init__(t("exchange-roads"), icon="send")
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(Text(t("exchange-first", upper=upper), "body-bold", wrap=True))
        for step in (t("exchange-first-1"), t("exchange-first-2"), t("exchange-first-3")):
            column.addWidget(Text(step, "dense", "text2", wrap=True))
        self.add(padded(column), 0)
        self.add_stretch()
        self.button = Button(t("exchange-first-button"), icon="key", kind="primary", size="main")
        foot = QVBoxLayout()
        foot.addWidget(self.button)
        self.add(padded(foot, (12, 8, 12, 12)))


class NothingYet(QWidget):
    """Instead of the cards where the round is not open; `begin` leads to where it is opened."""

    def __init__(self, begin: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        button = Button(t("exchange-to-overview"), kind="primary")
        button.clicked.connect(lambda _: begin())
        self.empty = EmptyState("send", "", button)
        self.empty.setFixedWidth(560)
        row = QHBoxLayout(self)
        row.addWidget(self.empty)

    def show_year(self, year: int) -> None:
        """Say which round is missing."""
        self.empty.sentence.setText(t("exchange-no-round", year=str(year)))
