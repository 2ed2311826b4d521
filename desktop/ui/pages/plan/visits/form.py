"""The form of a check: when, who, where, about whom; what was found, what follows, how it ended."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.planning import Visit
from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.pages.plan.typed import DayField, FindingLines, Lines, in_row, labelled
from desktop.ui.pages.plan.visits.about import About
from desktop.ui.widgets import Choice, Field, Text, rule


class VisitForm(QWidget):
    """`changed` when what is typed may have become another."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.visit: Visit | None = None
        self.day = DayField(t("plan-visits-day"))
        self.who, self.subject = Field(), Field()
        self.unit = Choice()
        self.unit.setMinimumWidth(150)
        self.unit.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.about = About(desk)
        self.found = Lines(t("plan-visits-found"), 3)
        self.follow_up = Lines(t("plan-visits-follow-up"), 2)
        self.due = DayField(t("plan-visits-due"))
        self.settled_on = DayField(t("plan-visits-settled-on"))
        self.settled = Lines(t("plan-visits-settled"), 2)
        self.findings = FindingLines()  # stands below the form, in view at every line
        self._build()
        self._connect()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 4, 14, 10)
        column.setSpacing(8)
        for widget in (
            in_row(
                labelled(t("plan-visits-day"), self.day), labelled(t("plan-visits-unit"), self.unit)
            ),
            labelled(t("plan-visits-who"), self.who),
            labelled(t("plan-visits-subject"), self.subject),
            labelled(t("plan-visits-about"), self.about),
            labelled(t("plan-visits-found"), self.found),
            labelled(t("plan-visits-follow-up"), self.follow_up),
            in_row(labelled(t("plan-visits-due"), self.due), None),
            rule(),
            Text(t("plan-visits-result"), "body-bold"),
            labelled(t("plan-visits-settled"), self.settled),
            in_row(labelled(t("plan-visits-settled-on"), self.settled_on), None),
        ):
            column.addWidget(widget)
        column.addStretch(1)

    def _connect(self) -> None:
        for lines in (self.found, self.follow_up, self.settled):
            lines.textChanged.connect(self.changed)
        for field in (self.day, self.who, self.subject, self.due, self.settled_on):
            field.textChanged.connect(self.changed)
        self.unit.chosen.connect(self.changed)
        self.about.changed.connect(self.changed)

    def show_visit(
        self, visit: Visit, places: Sequence[tuple[str, str]],
        today: datetime.date,
    ) -> None:  # fmt: skip
        """Show a check as it is kept, or a blank one; `places`: (code or village, name)."""
        self.visit = None  # what is set now is nothing that was typed
        for field in (self.day, self.due, self.settled_on):
            field.today = today
        self.day.set_day(visit.happened_on)
        self.who.setText(visit.who)
        self.subject.setText(visit.subject)
        options = [("", t("plan-visits-nowhere")), *places]
        if visit.unit not in dict(options):
            options.append((visit.unit, visit.unit))
        self.unit.set_options(options)
        self.unit.set_value(visit.unit)
        self.about.begin(visit.household_uids, visit.task_uids)
        self.found.set_value(visit.findings)
        self.follow_up.set_value(visit.follow_up)
        self.due.set_day(visit.due)
        self.settled_on.set_day(visit.settled_on)
        self.settled.set_value(visit.settled)
        self.visit = visit
        self.changed.emit()

    def has_bad_day(self) -> bool:
        """Whether a day cannot be read, or that of the check is missing; the cursor goes there."""
        bad = [field for field in (self.day, self.due, self.settled_on) if field.is_bad()]
        if not bad and self.day.day() is None:
            bad = [self.day]
        if bad:
            bad[0].setFocus()
        return bool(bad)

    def value(self) -> Visit | None:
        """The check as typed; its day as kept while none can be read. None while none is shown."""
        if self.visit is None:
            return None
        return replace(
            self.visit,
            happened_on=self.day.day() or self.visit.happened_on,
            who=self.who.value(),
            unit=self.unit.value(),
            subject=self.subject.value(),
            household_uids=self.about.households,
            task_uids=self.about.tasks,
            findings=self.found.value(),
            follow_up=self.follow_up.value(),
            due=self.due.day(),
            settled_on=self.settled_on.day(),
            settled=self.settled.value(),
        )

    def is_changed(self) -> bool:
        """Whether what is typed differs from what is kept."""
        typed = any(field.is_bad() for field in (self.day, self.due, self.settled_on))
        return self.visit is not None and (typed or self.value() != self.visit)
