"""A form made of questions: fields in two columns, Enter goes on, Ctrl+Enter records."""

from __future__ import annotations

import datetime
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.text import t
from desktop.ui.pages.entry.roster_fields import read_day
from desktop.ui.pages.process.asks import FEW, Ask, Asking
from desktop.ui.pages.process.pick import Pick
from desktop.ui.widgets import Button, Choice, Field, Text, mark_bad

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ACROSS, ACROSS_WIDE, WIDE_FROM = 2, 3, 760
"""Questions side by side; more of them from a width in px on."""
MOST = {"lacks": 12, "causes": 8}
"""The deprivations are numbered 1 to 12, the causes of form 7.10 1 to 8."""


class RecordForm(QWidget):
    """The questions of one step; `wanted(values)` when all of them can be read, `refused(str)` says
    in words which one cannot."""

    wanted = Signal(object)
    refused = Signal(str)
    onward = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.form: Asking | None = None
        self.fields: dict[str, Field | Choice] = {}
        self.after: QWidget | None = None
        self._today = datetime.date.min
        self._holder: QWidget | None = None
        self._grid = QGridLayout()
        self._asks: tuple[Ask, ...] = ()
        self._pairs: list[tuple[Text, QWidget]] = []
        self._across = ACROSS
        self.record = Button(t("process-record"), kind="primary", key="Ctrl+Enter", icon="check")
        self.record.clicked.connect(self.submit)
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self.row.addWidget(self.record)
        self.row.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 8, 14, 10)
        self.column.setSpacing(8)
        self.column.addLayout(self.row)

    def ask(self, form: Asking, today: datetime.date) -> None:
        """Show these questions; what was typed into the same ones stays."""
        if form == self.form:
            return
        self.form, self._today = form, today
        if self._holder is not None:
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = QWidget()
        self._holder.setProperty("ground", "clear")
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self.fields = {}
        self._asks = form.asks
        self._pairs = [self._pair(one) for one in form.asks]
        self._place()
        self.column.insertWidget(0, self._holder)
        self._holder.show()
        self._chain()
        self.record.setText(t(f"process-do-{form.verb}"))
        self.record.setAccessibleName(self.record.text())
        self.record.updateGeometry()

    def _chain(self) -> None:
        """Tab goes from what stands before the form through its fields, made anew each time."""
        chain = [*([self.after] if self.after else []), *self.fields.values(), self.record]
        for one, following in pairwise(chain):
            QWidget.setTabOrder(one, following)

    def _place(self) -> None:
        """Label and field, label and field, as many as go side by side."""
        self._across = ACROSS_WIDE if self.width() >= WIDE_FROM else ACROSS
        row = column = 0
        for one, (words, field) in zip(self._asks, self._pairs, strict=True):
            rest = self._across - column if one.wide else 1
            self._grid.removeWidget(words)
            self._grid.removeWidget(field)
            self._grid.addWidget(words, row, 2 * column)
            self._grid.addWidget(field, row, 2 * column + 1, 1, 2 * rest - 1)
            column += rest
            if column >= self._across:
                row, column = row + 1, 0
        for column in range(ACROSS_WIDE):
            self._grid.setColumnStretch(2 * column + 1, int(column < self._across))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self._pairs and (self.width() >= WIDE_FROM) != (self._across == ACROSS_WIDE):
            self._place()

    def _pair(self, one: Ask) -> tuple[Text, QWidget]:
        label = t(f"process-ask-{one.id}")
        made: Field | Choice
        if one.kind == "household" and len(one.options) > FEW + 1:
            made = Pick(one.options, name=label)
            made.set_value(one.value)
        elif one.kind in ("choice", "household"):
            made = Choice(one.options, name=label, compact=True)
            made.setMinimumWidth(60)
            made.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            if one.value:
                made.set_value(one.value)
        else:
            made = Field(one.value, name=label, compact=True)
            made.setPlaceholderText(one.hint)
            made.setCursorPosition(0)
        if isinstance(made, Field):
            made.textChanged.connect(lambda _, field=made: mark_bad(field, ""))
        made.installEventFilter(self)
        words = Text(label, "small", "text2")
        words.setBuddy(made)
        self.fields[one.id] = made
        return words, made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if not is_key or not isinstance(event, QKeyEvent) or event.key() not in _ENTER:
            return super().eventFilter(watched, event)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        order = list(self.fields.values())
        place = next((n for n, f in enumerate(order) if f is watched), -1)
        if 0 <= place < len(order) - 1:
            order[place + 1].setFocus()
            if isinstance(field := order[place + 1], Field):
                field.selectAll()
        else:
            self.onward.emit()
        return True

    def focus_first(self) -> None:
        """The first question."""
        for field in self.fields.values():
            field.setFocus()
            if isinstance(field, Field):
                field.selectAll()
            return

    # Reading ----------------------------------------------------------------------------------
    def number(self, name: str) -> int | None:
        """A number as typed so far, None where there is none."""
        field = self.fields.get(name)
        typed = field.value().replace(".", "") if field else ""
        return int(typed) if typed.isdecimal() else None

    def submit(self) -> None:
        """Read all answers; the first that cannot be read is gone to and says why."""
        if self.form is None or not self.isVisible():
            return
        values: dict[str, Any] = {}
        bad: list[tuple[str, str]] = []
        for one in self.form.asks:
            value, reason = self._read(one)
            mark_bad(self.fields[one.id], reason)
            if reason:
                bad.append((one.id, reason))
            values[one.id] = value
        if bad:
            name, reason = bad[0]
            self.fields[name].setFocus()
            reason = reason[:1].lower() + reason[1:]
            self.refused.emit(t("process-bad", label=t(f"process-ask-{name}"), reason=reason))
            return
        self.wanted.emit(values)

    def _read(self, one: Ask) -> tuple[Any, str]:
        typed = self.fields[one.id].value()
        if one.kind in MOST:
            some = typed.replace(",", " ").split()
            good = all(n.isdecimal() and 1 <= int(n) <= MOST[one.kind] for n in some)
            return {int(n) for n in some if good}, "" if good else t(f"process-bad-{one.kind}")
        if one.kind == "household":
            return typed, "" if typed else t("process-bad-household")
        if not typed:
            return (None if one.kind in ("day", "number") else ""), (
                t("process-bad-empty") if one.needed else ""
            )
        if one.kind == "day":
            day = read_day(typed, self._today)
            return day, "" if day else t("process-bad-day")
        if one.kind == "number":
            number = self.number(one.id)
            return number, "" if number is not None else t("process-bad-number")
        return typed, ""
