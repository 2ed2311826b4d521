"""Cases within the year: those that run, and a new one opened for a household."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.domain.household import Person
from desktop.domain.procedure import Case
from desktop.domain.vietnamese import show_birth, show_date
from desktop.services import proceeding, registering
from desktop.services.proceeding import Look
from desktop.services.registering import Line, Whole
from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.pages.entry.roster_fields import read_day
from desktop.ui.pages.events.finder import HouseholdFinder
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Button, Card, Choice, Field, Form, TableView, Text, mark_bad, padded


class CasesCard(Card):
    """`opened(uid)` at Enter on a case, `closing(uid)` when its household took the request back;
    `wanted(Case)` when a new one is to be opened."""

    opened = Signal(str)
    closing = Signal(str)
    wanted = Signal(object)
    printing = Signal(str, str, str)
    refused = Signal(str)

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
        self.person = Choice(name=t("process-ask-person"))
        self.day = Field(name=t("process-ask-opened_on"))
        self.open = Button(t("process-open-case"), kind="primary", icon="plus", key="Ctrl+Enter")
        self.print = Button(t("process-asking-paper"), icon="printer", key="Ctrl+P")
        self.close_case = Button(t("process-close-case"), icon="x", key="Ctrl+Delete")
        self.form, self.person_form, self.day_form = Form(110), Form(110), Form(110)
        self.form.add(t("process-ask-procedure"), self.kind)
        self.form.add(t("process-ask-household"), self.finder)
        self.person_form.add(t("process-ask-person"), self.person)
        self.day_form.add(t("process-ask-opened_on"), self.day, t("process-opened-hint"))
        self.none = Text(t("process-cases-none"), "body", "text2", wrap=True)
        self.none_room = padded(self.none, (14, 4, 14, 10))
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        self.print.clicked.connect(self._print)
        self.close_case.clicked.connect(self._close)
        self.open.clicked.connect(self.submit)
        self.kind.currentIndexChanged.connect(lambda _: self._ask_person())
        self.finder.changed.connect(self._ask_person)
        self.finder.picked.connect(lambda _: self._after_household())
        self.day.returnPressed.connect(self.open.setFocus)

    def _lay_out(self) -> None:
        self.add(self.view, 1)
        self.add(self.none_room)
        self.add_rule()
        forms = QVBoxLayout()
        forms.setSpacing(8)
        for part in (self.form, self.person_form, self.day_form):
            forms.addWidget(part)
        self.person_form.hide()
        self.add(padded(forms, (14, 10, 14, 6)))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.open)
        row.addWidget(self.print)
        row.addWidget(self.close_case)
        row.addStretch(1)
        self.add(padded(row, (14, 0, 14, 12)))

    def show_cases(self, looks: Sequence[Look], today: datetime.date) -> None:
        """Show the cases of the year."""
        self.model.set_rows(list(looks))
        self.set_remark(t("process-cases-count", count=len(looks)))
        self.close_case.setEnabled(bool(looks))
        self.none_room.setVisible(not looks)
        if looks and self.view.record() is None:
            self.view.choose_row(0)
        self.kind.set_options([(p.id, p.name) for p in proceeding.offered(today)])
        if not self.day.text():
            self.day.setText(today.strftime("%d/%m/%Y"))

    def begin(self) -> None:
        """The next case is of another household."""
        self.finder.begin()

    @property
    def _is_personal(self) -> bool:
        procedure = proceeding.shipped_procedures().get(self.kind.value())
        return procedure is not None and procedure.about == "person"

    def _ask_person(self) -> None:
        """Whom a case is about, where its procedure is about one person: members of the household."""
        self.person_form.setVisible(self._is_personal)
        uid = self.finder.value()
        if not self._is_personal or not uid:
            self.person.set_options([])
            return
        self.desk.worker.run_latest(
            "process-members", lambda db: registering.whole(db, uid), self._show_members
        )

    def _after_household(self) -> None:
        """Enter on a household goes on to what is asked next."""
        (self.person if self._is_personal else self.day).setFocus()
        self.day.selectAll()

    def _show_members(self, found: Whole | None) -> None:
        people = found.household.present if found else ()
        self.person.set_options([(p.uid, person_line(p)) for p in people])

    def _print(self) -> None:
        """The request or survey sheet of the household under the cursor, to be filled in."""
        uid = self.finder.value()
        mark_bad(self.finder.field, "" if uid else t("process-bad-household"))
        if not uid:
            self.finder.field.setFocus()
            return
        person = self.person.value() if self._is_personal else ""
        self.printing.emit(self.kind.value(), uid, person)

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
        who = "" if uid else t("process-bad-household")
        line = self.finder.view.record()
        if uid and isinstance(line, Line) and line.gone_by:
            who, uid = t("process-bad-gone"), ""
        mark_bad(self.finder.field, who)
        person = self.person.value() if self._is_personal else ""
        mark_bad(self.person, t("process-bad-person") if self._is_personal and not person else "")
        if reason or not uid:
            self.refused.emit(reason or who)
        elif self._is_personal and not person:
            self.refused.emit(t("process-bad-person"))
        if day is None:
            self.day.setFocus()
        elif not uid:
            self.finder.field.setFocus()
        elif self._is_personal and not person:
            self.person.setFocus()
        else:
            self.wanted.emit(
                Case(
                    uid="", procedure=self.kind.value(), year=day.year, opened_on=day,
                    household_uids=(uid,), person_uid=person,
                )
            )  # fmt: skip


def person_line(person: Person) -> str:
    """Name, birth and relation: enough to tell people of one household apart."""
    parts = (person.name, show_birth(person.born), person.relation)
    return " · ".join(part for part in parts if part)


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
