"""In the panel: what the office above said of the household, and whether it was dealt with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.answer import Heard, Verdict
from desktop.domain.vietnamese import show_date
from desktop.services.answering import OfHousehold
from desktop.text import t
from desktop.ui.pages.checked import said_of
from desktop.ui.widgets import Link, StateLabel, Text
from desktop.ui.widgets.frames import padded

SIDE = 14
_STATES = {Verdict.TAKEN_IN: "ok", Verdict.HELD: "held", Verdict.RETURNED: "returned"}


class SaidBlock(QWidget):
    """Hidden where nothing was said; `settled(Heard)`: dealt with, or not after all."""

    settled = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.verdict = StateLabel("ok", "", role="dense")
        self.behind = Text("", "dense", "text2", wrap=True)
        self.lines = QVBoxLayout()
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(6)
        inside = QVBoxLayout()
        inside.setSpacing(3)
        self.title = Text(t("answers-title"), "dense-bold")
        inside.addWidget(self.title)
        inside.addWidget(self.verdict)
        inside.addWidget(self.behind)
        inside.addLayout(self.lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 9, 0, 10)
        column.addWidget(padded(inside, (SIDE, 0, SIDE, 0)))
        self.hide()

    def show_said(self, said: OfHousehold | None) -> None:
        """Show the verdict with its report, then the remarks, those that wait first."""
        self.setVisible(said is not None)
        while (item := self.lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if said is None:
            return
        # Of no round: another commune said it of a household handed over to it.
        beside = said.verdict is None and not any(h.year for h in said.remarks)
        self.title.setText(t("handover-said-title") if beside else t("answers-title"))
        self.verdict.setVisible(said.verdict is not None)
        self.behind.setVisible(said.verdict is not None and said.changed)
        if said.verdict is not None:
            number, year = str(said.number), str(said.year)
            words = t(f"answers-household-{said.verdict}", number=number, year=year)
            self.verdict.set_state(_STATES[said.verdict], words)
            self.behind.setText(t("answers-household-changed", number=number))
        for heard in said.remarks:
            self.lines.addWidget(self._line(heard))

    def _line(self, heard: Heard) -> QWidget:
        line = QWidget()
        line.setProperty("ground", "clear")
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(1)
        words = Text(
            said_of(heard.remark), "dense", "text" if heard.is_open else "text3", wrap=True
        )
        column.addWidget(words)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Text(_when(heard), "small", "text3"), 0, Qt.AlignmentFlag.AlignVCenter)
        deal = Link(t("answers-settle" if heard.is_open else "answers-reopen"))
        deal.clicked.connect(lambda: self.settled.emit(heard))
        row.addWidget(deal)
        row.addStretch(1)
        column.addLayout(row)
        return line


def _when(heard: Heard) -> str:
    """Who said it when, or who dealt with it when."""
    if heard.settled_on is not None:
        return t("answers-settled-by", day=show_date(heard.settled_on), by=heard.settled_by)
    said_on = heard.remark.said_on
    if said_on and not heard.year:
        return t("handover-said-on", day=show_date(said_on))
    return t("answers-said-on", day=show_date(said_on)) if said_on else t("answers-said")
