"""The poor rate against the plan of the province: the whole office over the years, each commune's fall."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.vietnamese import show_number
from desktop.services.catalogue import bare_name
from desktop.services.targets import Span
from desktop.services.upper_board import Compared, Comparison
from desktop.text import t
from desktop.ui.pages.upper_overview.pictures import RatesCard
from desktop.ui.pages.upper_overview.sums import plan_sentence
from desktop.ui.widgets import Card, CountStrip, EmptyState, Note, padded, scrolled
from desktop.ui.widgets.fall_bars import Fall, FallBars


class GoalsView(QWidget):
    """Left the line of the whole office, right the fall of every commune."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.rates = RatesCard()
        self.note = Note("info", "")
        self.counts = CountStrip()
        self.falls = FallBars()
        self.card = Card(t("communes-falls"))
        self.area = scrolled(self.falls)
        self.empty = EmptyState("scale", t("communes-falls-none"))
        self.card.add(padded(self.area, (14, 0, 8, 8)), 1)
        self.card.add(self.empty, 1)
        left = QVBoxLayout()
        left.setSpacing(12)
        for widget in (self.counts, self.note):
            left.addWidget(widget)
        left.addWidget(self.rates, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(left, 4)
        row.addWidget(self.card, 5)

    def show_rows(self, rows: list[Compared], found: Comparison) -> None:
        """Show these communes, the largest fall first; those without a rate last."""
        overview = found.overview
        self.rates.show_overview(overview)
        state, words = plan_sentence(overview)
        self.note.say(words.replace("**", ""), "", state)
        met = sum(row.met is True for row in rows)
        missed = sum(row.met is False for row in rows)
        counts = [(met, "met"), (missed, "missed"), (len(rows) - met - missed, "unknown")]
        self.counts.set_counts([(show_number(n), t(f"communes-falls-{w}")) for n, w in counts])
        known = [row for row in rows if row.change is not None]
        known.sort(key=lambda row: row.change or 0.0)
        bars = [
            Fall(bare_name(row.stand.name), -(row.change or 0.0), _met(row, overview.goal))
            for row in known
        ]
        goal = overview.goal.points if overview.goal else None
        self.falls.set_rows(bars, goal, t("communes-falls"))
        self.area.setVisible(bool(known))
        self.empty.setVisible(not known)

    def focus_first(self) -> None:
        """The chart of falls scrolls by keys."""
        self.area.setFocus()


def _met(row: Compared, goal: Span | None) -> bool | None:
    return row.met if goal is not None else None
