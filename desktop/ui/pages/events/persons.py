"""The fields of one person: somebody new to the register, or a member being corrected."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.household import IdState, Person, Sex
from desktop.domain.vietnamese import parse_birth, show_birth
from desktop.text import t
from desktop.ui.widgets import Choice, Field, Form, mark_bad


class PersonFields(QWidget):
    """Name, relation, birth, sex, ethnic group, citizen id; `changed` as they are typed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.name, self.relation, self.born = Field(), Field(), Field()
        self.group, self.citizen_id = Field(), Field()
        self.sex = Choice(
            [("", t("events-sex-open")), (Sex.FEMALE.value, t("sex-female")), (Sex.MALE.value, t("sex-male"))]
        )  # fmt: skip
        self.born.setPlaceholderText(t("events-day-shape"))
        self.group.setPlaceholderText(t("events-group-like"))
        form = Form(label_width=110)
        form.add(t("events-name"), self.name)
        form.add(t("events-relation-name"), self.relation)
        form.add(t("events-sex"), self.sex)
        form.add(t("events-born"), self.born)
        form.add(t("events-group"), self.group)
        form.add(t("events-citizen-id"), self.citizen_id)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)
        for field in (self.name, self.relation, self.born, self.group, self.citizen_id):
            field.textEdited.connect(self._on_edited)
        self.sex.chosen.connect(lambda _: self.changed.emit())

    def stops(self) -> list[QWidget]:
        """Where the tab key stops, from above."""
        return [self.name, self.relation, self.sex, self.born, self.group, self.citizen_id]

    def _on_edited(self) -> None:
        mark_bad(self.born, self.problem())
        self.changed.emit()

    def problem(self) -> str:
        """What is no date; "" for nothing."""
        text = self.born.value()
        return t("events-born-bad") if text and parse_birth(text) is None else ""

    def begin(self, relation: str) -> None:
        """Somebody new: nothing is known but perhaps the relation."""
        self.show_person(Person(uid="", name="", relation=relation))

    def show_person(self, person: Person) -> None:
        """Fill the fields."""
        self.name.setText(person.name)
        self.relation.setText(person.relation)
        self.born.setText(show_birth(person.born))
        self.group.setText(person.ethnic_group)
        self.citizen_id.setText(person.citizen_id)
        self.sex.set_value(person.sex.value if person.sex else "")
        mark_bad(self.born, "")

    def person(self, before: Person | None = None) -> Person:
        """The person as typed; what is not asked for stays as it was."""
        number = "".join(self.citizen_id.value().split())
        known = before or Person(uid="", name="")
        state = IdState.KNOWN if number else known.id_state
        if not number and known.id_state is IdState.KNOWN:
            state = IdState.UNKNOWN
        return replace(
            known,
            name=self.name.value(),
            relation=self.relation.value(),
            born=parse_birth(self.born.value()) or "",
            sex=Sex(self.sex.value()) if self.sex.value() else None,
            ethnic_group=self.group.value(),
            citizen_id=number,
            id_state=state,
        )
