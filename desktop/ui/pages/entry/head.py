"""The head of the page: whose sheet it is, where in the queue, and the three ways on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.keying import Pace
from desktop.text import t
from desktop.ui.pages.entry.state import Keying
from desktop.ui.widgets import Button, MarkLabel, Text

HEIGHT, SIDE = 56, 16
ROOMY = 1000
"""Width in px from which pace and enumerator have room."""


class Head(QWidget):
    """Name and place of the sheet; the page connects the buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self.name = Text("", "title")
        self.number = Text("", "body", "text3")
        self.where = Text("", "small", "text2")
        self.enumerator = Text("", "small", "text2")
        self.last = Text("", "small", "text2")
        self.mark = MarkLabel("none", role="small-medium")
        self.pace = Text("", "small", "text2")
        self.why = Button(t("entry-why"), key="F6")
        self.later = Button(t("entry-leave"), key="F7")
        self.finish = Button(t("entry-finish"), key="Ctrl+Enter", kind="primary")
        self._build()

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self.name)
        first.addWidget(self.number, 0, Qt.AlignmentFlag.AlignBottom)
        first.addStretch(1)
        second = QHBoxLayout()
        second.setSpacing(4)
        for widget in (self.where, self.enumerator, self.last, self.mark):
            second.addWidget(widget)
        second.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addLayout(first)
        words.addLayout(second)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, 0, SIDE, 0)
        row.setSpacing(10)
        row.addLayout(words, 1)
        row.addWidget(self.pace)
        row.addSpacing(8)
        for button in (self.why, self.later, self.finish):
            row.addWidget(button)

    def show_sheet(self, state: Keying, position: int, total: int) -> None:
        """Whose sheet it is."""
        household = state.household
        self.finish.setText(t("entry-finish") if state.listed else t("entry-put-on-list-short"))
        self.finish.updateGeometry()
        self.name.setText(household.head_name or t("entry-new-row"))
        self.number.setText(t("entry-sheet-of", number=household.number))
        if position:
            village = t(
                "entry-village", village=household.village, position=str(position), total=str(total)
            )
        else:
            village = t("entry-village-only", village=household.village)
        self.where.setText(village)
        enumerator = state.answers.enumerator
        self.enumerator.setText(t("entry-enumerator-is", name=enumerator) if enumerator else "")
        self.enumerator.setVisible(bool(enumerator) and self.width() >= ROOMY)
        last = state.last
        known = last is not None and last.outcome is not None
        self.mark.setVisible(known)
        if last is not None and last.outcome is not None:
            self.last.setText(t("entry-last-round", year=str(last.year)))
            self.mark.set_class(str(last.outcome.household_class))
        else:
            self.last.setText(t("entry-no-last-round"))

    def show_pace(self, pace: Pace) -> None:
        """How many sheets today, how long each."""
        if not pace.sheets:
            words = ""
        elif pace.seconds is None:
            words = t("entry-pace-short", sheets=pace.sheets)
        else:
            words = t("entry-pace", sheets=pace.sheets, seconds=pace.seconds)
        self.pace.setText(words)
        self.pace.setVisible(bool(words) and self.width() >= ROOMY)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        is_roomy = self.width() >= ROOMY
        self.pace.setVisible(is_roomy and bool(self.pace.text()))
        self.enumerator.setVisible(is_roomy and bool(self.enumerator.text()))
