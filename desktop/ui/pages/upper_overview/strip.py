"""The first line of the overview: 22/27 sent, the bar of stands, each stand with its count."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.vietnamese import show_number
from desktop.services.gathering import STANDS, UpperOverview
from desktop.text import t
from desktop.ui.pages.upper_overview.words import FILL_OF, STATE_OF, stand_word
from desktop.ui.widgets.bars import Part, StackBar
from desktop.ui.widgets.frames import Card
from desktop.ui.widgets.marks import StateLabel
from desktop.ui.widgets.text import Text


class SentStrip(Card):
    """How many have sent, and where all of them stand."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(t("upper-sent-bar"))
        self.setFixedHeight(62)
        self.sent = Text("", "result")
        self.bar = StackBar()
        self.counts = {stand: Text("", "body-bold", figures=True) for stand in STANDS}
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(22)
        first = QHBoxLayout()
        first.setSpacing(7)
        first.addWidget(self.sent)
        first.addWidget(Text(t("upper-sent")))
        row.addLayout(first)
        row.addWidget(self.bar, 1)
        for stand in STANDS:
            pair = QHBoxLayout()
            pair.setSpacing(3)
            label = StateLabel(STATE_OF[stand], stand_word(stand), role="body")
            pair.addWidget(label)
            pair.addWidget(self.counts[stand])
            row.addLayout(pair)
        self.column.addLayout(row)

    def show_overview(self, overview: UpperOverview) -> None:
        """Put the counts in."""
        counts = overview.counts
        expected = len(overview.communes)
        self.sent.setText(f"{show_number(overview.sent)}/{show_number(expected)}")
        for stand, label in self.counts.items():
            label.setText(show_number(counts[stand]))
        parts = [Part(stand_word(s), counts[s], FILL_OF[s]) for s in STANDS]
        self.bar.set_parts(parts, t("upper-sent-bar"))
