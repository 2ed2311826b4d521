"""In the panel: the household was given to another commune, or came from one, and how that stands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.store.hand_overs import BACK, HandOver
from desktop.text import t
from desktop.ui.pages.hand_over.words import told
from desktop.ui.widgets import Link, Note
from desktop.ui.widgets.frames import padded

SIDE = 14


class HandedBlock(QWidget):
    """Hidden where nothing was handed over; `wanted()`: the page of hand-overs."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.note = Note("info", "")
        self.see = Link(t("handover-panel"))
        self.see.clicked.connect(self.wanted)
        inside = QVBoxLayout()
        inside.setSpacing(4)
        inside.addWidget(self.note)
        inside.addWidget(self.see, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 9, 0, 4)
        column.addWidget(padded(inside, (SIDE, 0, SIDE, 0)))
        self.hide()

    def show_one(self, one: HandOver | None) -> None:
        """Show how the newest hand-over of the household stands; one taken back says nothing."""
        is_over = one is not None and one.state == BACK and not one.details.get("crossed")
        self.setVisible(one is not None and not is_over)
        if one is None or is_over:
            return
        state, words = told(one, briefly=True)
        self.see.setVisible(one.direction == "out")
        self.note.say(words, "", state)
