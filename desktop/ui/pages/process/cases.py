"""Cases within the year: those that run, and a new one opened for a household."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.procedure import Case
from desktop.domain.vietnamese import show_date
from desktop.services import proceeding
from desktop.services.proceeding import Look
from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.pages.entry.roster_fields import read_day
from desktop.ui.pages.events.finder import HouseholdFinder
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Button, Card, Choice, Field, Form, TableView, mark_bad, padded


class CasesCard(Card):
    """`opened(uid)` at Enter on a case, `closing(uid)` when its household took the request back;
    `wanted(Case)` when a new one is to be opened."""

    opened = Signal(str)
    closing = Signal(str)
    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("process-cases"))
        self.desk = desk
        columns: list[Column[Look]] = [
            Column(t("process-col-household"), _who, bold=True),
            Column(t("process-col-procedure"), lambda k: t(f"process-short-{k.case.procedure}"), width=150, tip=lambda k: k.standing.procedure.name),
            Column(t("process-col-opened"), lambda k: show_date(k.case.opened_on), width=100),
            Column("", _state, kind="state", width=190),
        ]  # fmt: skip
        self.model: RowsModel[Look] = RowsModel(columns, t("process-cases"))
        self.view = TableView(self.model)
        self.view.opened.connect(lambda look: self.opened.emit(look.case.uid))
        self.kind = Choice(name=t("process-ask-procedure"))
        self.finder = HouseholdFinder(desk, "process-find")
        self.day = Field(name=t("process-ask-opened_on"))
        self.open = Button(t("process-open-case"), kind="primary", icon="plus", key="Ctrl+Enter")
        self.close_case = Button(t("process-close-case"), icon="x", key="Ctrl+Delete")
        self.close_case.clicked.connect(self._close)
        self.form = Form(110)
        self.form.add(t("process-ask-procedure"), self.kind)
        self.form.add(t("process-ask-household"), self.finder)
        self.form.add(t("process-ask-opened_on"), self.day, t("process-opened-hint"))
        self.open.clicked.connect(self.submit)
        self.add(self.view, 1)
        self.add_rule()
        self.add(padded(self.form, (14, 10, 14, 6)))
        row = QHBoxLayout()
        row.addWidget(self.open)
        row.addWidget(self.close_case)
        row.addStretch(1)
        self.add(padded(row, (14, 0, 14, 12)))

    def show_cases(self, looks: Sequence[Look], today: datetime.date) -> None:
        """Show the cases of the year."""
        self.model.set_rows(list(looks))
        self.set_remark(t("process-cases-count", count=len(looks)))
        self.close_case.setEnabled(bool(looks))
        if looks and self.view.record() is None:
            self.view.choose_row(0)
        self.kind.set_options([(p.id, p.name) for p in proceeding.offered(today)])
        if not self.day.text():
            self.day.setText(today.strftime("%d/%m/%Y"))

    def _close(self) -> None:
        look = self.view.record()
        if isinstance(look, Look) and not look.case.outcome:
            self.closing.emit(look.case.uid)

    def submit(self) -> None:
        """Open a case for the household under the cursor."""
        today = self.desk.now().astimezone().date()
        day, uid = read_day(self.day.value(), today), self.finder.value()
        reason = "" if day else t("process-bad-day")
        if day and day.year != self.desk.year:
            reason, day = t("process-bad-year", year=str(self.desk.year)), None
        mark_bad(self.day, reason)
        mark_bad(self.finder.field, "" if uid else t("process-bad-household"))
        if day is None:
            self.day.setFocus()
        elif not uid:
            self.finder.field.setFocus()
        else:
            self.wanted.emit(
                Case(
                    uid="", procedure=self.kind.value(), year=day.year, opened_on=day,
                    household_uids=(uid,),
                )
            )  # fmt: skip


def _who(look: Look) -> str:
    subjects = look.standing.records.subjects
    return ", ".join(f"{s.name} · {s.number}" for s in subjects)


def _state(look: Look) -> State:
    if look.case.outcome:
        return State("ok", t(f"process-outcome-{look.case.outcome}"))
    late = [d for d in look.standing.dues if d.is_late(look.today)]
    step = look.standing.next
    name = step.step.name if step else t("process-all-done")
    return State("err" if late else "wait", name)
