"""The office's own days: until when it reports in autumn, and days exchanged by order."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.vietnamese import show_date
from desktop.services.calendaring import Exchanged
from desktop.text import t
from desktop.ui.pages.entry.roster_fields import read_day
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Button, Card, Field, Form, TableView, Text, mark_bad, padded


class DaysCard(Card):
    """`autumn(date or None)`, `exchanged(list of Exchanged)` when they are kept; `refused(str)` says
    what cannot be read."""

    autumn = Signal(object)
    exchanged = Signal(object)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__(t("process-days"))
        self.days: list[Exchanged] = []
        self._today = datetime.date.min
        self.autumn_day, self.off, self.worked = (
            Field(name=t(f"process-ask-{name}")) for name in ("autumn", "off", "worked")
        )
        self.keep_autumn = Button(t("process-keep-autumn"), icon="check")
        self.add_day = Button(t("process-add-exchanged"), icon="plus")
        self.drop = Button(t("process-drop-exchanged"), icon="trash", key="Ctrl+Delete")
        columns: list[Column[Exchanged]] = [
            Column(t("process-ask-off"), lambda e: show_date(e.off), width=160),
            Column(t("process-ask-worked"), lambda e: show_date(e.worked)),
        ]
        self.model: RowsModel[Exchanged] = RowsModel(columns, t("process-exchanged"))
        self.view = TableView(self.model)
        self._lay_out()
        self.keep_autumn.clicked.connect(self._keep_autumn)
        self.add_day.clicked.connect(self._add)
        self.drop.clicked.connect(self._drop)
        self.autumn_day.returnPressed.connect(self._keep_autumn)
        self.off.returnPressed.connect(self.worked.setFocus)
        self.worked.returnPressed.connect(self._add)

    def _lay_out(self) -> None:
        first, second = Form(150), Form(150)
        first.add(t("process-ask-autumn"), self.autumn_day, t("process-autumn-hint"))
        second.add(t("process-ask-off"), self.off, t("process-exchanged-hint"))
        second.add(t("process-ask-worked"), self.worked)
        for form, button in ((first, self.keep_autumn), (second, self.add_day)):
            self.add(padded(form, (14, 8, 14, 6)))
            self.add(padded(_at_left(button), (14, 0, 14, 10)))
            self.add_rule()
        self.add(padded(Text(t("process-exchanged"), "small-bold", "text2"), (14, 8, 14, 4)))
        self.add(self.view, 1)
        self.add(padded(_at_left(self.drop), (14, 6, 14, 10)))

    def show_days(
        self, autumn: datetime.date | None, days: Sequence[Exchanged], today: datetime.date
    ) -> None:
        """Show what is kept."""
        self._today, self.days = today, list(days)
        self.autumn_day.setText(show_date(autumn))
        self.model.set_rows(self.days)
        self.drop.setEnabled(bool(self.days))

    def _read(self, field: Field) -> tuple[datetime.date | None, bool]:
        day = read_day(field.value(), self._today) if field.value() else None
        is_good = not field.value() or day is not None
        mark_bad(field, "" if is_good else t("process-bad-day"))
        if not is_good:
            self.refused.emit(t("process-bad-day"))
        return day, is_good

    def _keep_autumn(self) -> None:
        day, is_good = self._read(self.autumn_day)
        if is_good:
            self.autumn.emit(day)
        else:
            self.autumn_day.setFocus()

    def _add(self) -> None:
        (off, off_good), (worked, worked_good) = self._read(self.off), self._read(self.worked)
        if not off_good or not worked_good or not (off or worked):
            (self.worked if off_good and off else self.off).setFocus()
            return
        self.off.clear()
        self.worked.clear()
        self.exchanged.emit([*self.days, Exchanged(off=off, worked=worked)])

    def _drop(self) -> None:
        gone = self.view.record()
        if isinstance(gone, Exchanged):
            self.exchanged.emit([e for e in self.days if e != gone])


def _at_left(button: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(button)
    row.addStretch(1)
    return row
