"""The result on one line, for windows too narrow for the panel at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from desktop.text import t
from desktop.ui.pages.entry.lines import View
from desktop.ui.pages.entry.state import Keying
from desktop.ui.pages.entry.words import b1_against, b2_against, verdict
from desktop.ui.widgets import Card, KeyChip, MarkLabel, StateLabel, Text

HEIGHT = 34


class ResultLine(Card):
    """Class, points against their limits, what is in the way; F3 opens the whole panel."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self.mark = MarkLabel("none", role="body-bold")
        self.points = Text("", "dense")
        self.trouble = StateLabel("err", "")
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(14)
        for widget in (self.mark, self.points, self.trouble):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(KeyChip("F3"))
        row.addWidget(Text(t("entry-result-panel"), "tiny", "text2"))
        self.add(row)

    def show_sheet(self, state: Keying, view: View) -> None:
        """Show the result of a sheet."""
        said = verdict(state, view)
        self.mark.set_class(said.household_class, None if said.settled else t("entry-open-class"))
        self.points.setText(f"B1 {b1_against(view.standing)}   B2 {b2_against(view.standing)}")
        self.trouble.set_state("err", t("entry-state-err", count=str(view.blocking)))
        self.trouble.setVisible(bool(view.blocking))
