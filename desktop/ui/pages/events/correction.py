"""The fields of a correction: number and village of the household, or the facts of one member."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.household import Household
from desktop.text import t
from desktop.ui.pages.events.persons import PersonFields
from desktop.ui.widgets import Choice, Field, Form


class CorrectionFields(QWidget):
    """What stands in the register, to be put right; `changed` as it is typed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._before: Household | None = None
        self.number, self.village = Field(), Field()
        self.field = self.number
        self.whose = Choice()
        self.person = PersonFields()
        form = Form(label_width=110)
        form.add(t("events-number"), self.number)
        form.add(t("events-village"), self.village)
        form.add(t("events-whose"), self.whose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(form)
        column.addWidget(self.person)
        for field in (self.number, self.village):
            field.textEdited.connect(lambda _: self.changed.emit())
        self.person.changed.connect(self.changed)
        self.whose.chosen.connect(self._on_whose)

    def stops(self) -> list[QWidget]:
        """Where the tab key stops, from above."""
        return [self.number, self.village, self.whose, *self.person.stops()]

    def show_household(self, household: Household) -> None:
        """Fill in what stands there."""
        self._before = household
        self.number.setText(household.number)
        self.village.setText(household.village)
        options = [(p.uid, p.name) for p in household.present]
        self.whose.set_options([("", t("events-whose-nobody")), *options])
        self.whose.set_value("")
        self.person.hide()

    def _on_whose(self, uid: str) -> None:
        members = self._before.members if self._before else ()
        person = next((p for p in members if p.uid == uid), None)
        self.person.setVisible(person is not None)
        if person is not None:
            self.person.show_person(person)
        self.changed.emit()

    def choose(self, uid: str) -> None:
        """Correct this member."""
        self.whose.set_value(uid)
        self._on_whose(uid)

    def problem(self) -> str:
        """What cannot be read of the member's birth."""
        return self.person.problem() if self.whose.value() else ""

    def household(self) -> Household | None:
        """The household as it should stand."""
        if self._before is None:
            return None
        uid = self.whose.value()
        members = tuple(self.person.person(p) if p.uid == uid else p for p in self._before.members)
        return replace(
            self._before, number=self.number.value(), village=self.village.value(), members=members
        )
