"""Where there is no round yet: one sentence, the year, the standard in force, one button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.rules.standard import Standard
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.widgets import Button, Choice, Form, Icon, Text

_CENTRE = Qt.AlignmentFlag.AlignHCenter
WIDTH = 520


class RoundForm(QWidget):
    """`year_chosen(int)` asks for the standards of another year; `wanted(int, str)` opens."""

    year_chosen = Signal(int)
    wanted = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._year = 0
        self.sentence = Text("", "body", "text2", wrap=True, align=_CENTRE)
        self.year = Choice(name=t("entry-year"))
        self.standard = Choice(name=t("entry-standard"))
        self.none = Text("", "body", "err", wrap=True)
        self.button = Button(t("entry-open-round"), icon="calendar-event", kind="primary")
        self.year.chosen.connect(lambda value: self.year_chosen.emit(int(value)))
        self.button.clicked.connect(self._open)
        self._build()

    def _build(self) -> None:
        form = Form()
        form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        form.add(t("entry-year"), self.year)
        form.add(t("entry-standard"), self.standard)
        inner = QWidget()
        inner.setProperty("ground", "clear")
        inner.setFixedWidth(WIDTH)
        self.sentence.setMinimumHeight(2 * fonts.line("body"))
        column = QVBoxLayout(inner)
        column.setSpacing(12)
        column.addWidget(Icon("calendar-event", "text3", 24), 0, _CENTRE)
        for widget in (self.sentence, form, self.none):
            column.addWidget(widget)
        column.addWidget(self.button, 0, _CENTRE)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(inner, 0, _CENTRE)
        outer.addStretch(2)

    def show_offers(self, year: int, offers: Sequence[Standard]) -> None:
        """The standards that can open a round of this year."""
        if not self._year:
            years = [str(y) for y in range(year - 1, year + 2)]
            self.year.set_options([(y, y) for y in years])
        self._year = year
        self.year.set_value(str(year))
        self.sentence.setText(t("entry-no-round", year=str(year)))
        self.standard.set_options([(s.id, s.name) for s in offers])
        if not self.standard.value() and offers:
            self.standard.set_value(offers[0].id)
        self.none.setText("" if offers else t("entry-no-standard", year=str(year)))
        self.none.setVisible(not offers)
        self.button.setEnabled(bool(offers))

    def _open(self) -> None:
        self.wanted.emit(self._year, self.standard.value())
