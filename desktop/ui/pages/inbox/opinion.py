"""Number, day and text of the office's letter, typed once here and carried by the receipt."""

from __future__ import annotations

import datetime

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.answer import Said
from desktop.domain.vietnamese import nfc, show_date
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.pages.entry.roster_fields import read_day
from desktop.ui.widgets.fields import Field, mark_bad
from desktop.ui.widgets.text import Text

HIGH = 58
"""Height in px of the text: two lines and a half."""


class OpinionFields(QWidget):
    """`said(agrees)` is what was typed, None while the day cannot be read (it is marked then)."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.today = datetime.date.max
        self.label = Text("", "small", "text2")
        self.text = QPlainTextEdit()
        self.text.setFont(fonts.font("body"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(HIGH)
        self.label.setBuddy(self.text)
        self.number = Field(name=t("answers-give-number-name"), compact=True)
        self.number.setPlaceholderText(t("answers-give-number"))
        self.day = Field(name=t("answers-give-day-name"), compact=True)
        self.day.setPlaceholderText(t("answers-give-day"))
        side = QVBoxLayout()
        side.setSpacing(4)
        for field in (self.number, self.day):
            field.setFixedWidth(150)
            side.addWidget(field)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        row.addLayout(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.label)
        column.addLayout(row)
        self.day.textChanged.connect(lambda _: mark_bad(self.day, ""))

    def ask(self, label: str, name: str) -> None:
        """What the text is called here."""
        self.label.setText(label)
        self.text.setAccessibleName(name)

    def show_said(self, said: Said, *, proposed: str = "") -> None:
        """What was typed before, or words to begin with."""
        self.text.setPlainText(said.text or proposed)
        self.number.setText(said.number)
        self.day.setText(show_date(said.on))

    def said(self, agrees: bool | None) -> Said | None:
        """What was typed."""
        typed = self.day.value()
        on = read_day(typed, self.today) if typed else None
        if typed and on is None:
            mark_bad(self.day, t("answers-give-day-wrong"))
            self.day.setFocus()
            return None
        return Said(
            text=self.text.toPlainText().strip(), number=nfc(self.number.value()), on=on,
            agrees=agrees,
        )  # fmt: skip
