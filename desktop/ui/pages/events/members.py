"""The members of a household to choose from: a check box each, and the relation from now on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from desktop.domain.household import Person
from desktop.domain.vietnamese import show_birth
from desktop.text import t
from desktop.ui.widgets import Field, Text

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class _Mark(QCheckBox):
    """A member's check box: the space bar chooses, the arrows go to the next one."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


@dataclass
class _Row:
    person: Person
    mark: _Mark
    facts: Text
    relation: Field


class MemberRows(QWidget):
    """One row per member; `changed` whenever something is chosen or typed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[_Row] = []
        self._marked, self._related, self._fresh = True, False, False

    def show_people(
        self, people: Sequence[Person], *, marked: bool, related: bool, fresh: bool, all_: bool
    ) -> None:
        """Show these. `marked`: they can be chosen (`all_` are at first); `related`: their relation
        can be changed; `fresh`: who is chosen needs another one, so theirs is empty."""
        self._clear()
        self._marked, self._related, self._fresh = marked, related, fresh
        for number, person in enumerate(people):
            row = _Row(person, _Mark(person.name), Text(_facts(person), "dense", "text2"), Field())
            row.mark.setChecked(marked and all_)
            row.mark.setEnabled(marked)
            row.relation.setAccessibleName(t("events-relation-of", name=person.name))
            row.relation.setPlaceholderText(t("events-relation"))
            row.relation.setFixedWidth(150)
            row.relation.setVisible(related)
            row.mark.stepped.connect(lambda step, number=number: self._step(number, step))
            row.mark.toggled.connect(lambda _, row=row: self._on_mark(row))
            row.relation.textEdited.connect(lambda _: self.changed.emit())
            for column, widget in enumerate((row.mark, row.facts, row.relation)):
                self._grid.addWidget(widget, number, column)
            self._rows.append(row)
            self._fill(row)

    def _clear(self) -> None:
        for row in self._rows:
            for widget in (row.mark, row.facts, row.relation):
                widget.hide()
                widget.deleteLater()
        self._rows = []

    def _fill(self, row: _Row) -> None:
        empty = self._fresh and row.mark.isChecked()
        row.relation.setText("" if empty else row.person.relation)
        row.relation.setEnabled(not self._fresh or row.mark.isChecked())

    def _on_mark(self, row: _Row) -> None:
        self._fill(row)
        self.changed.emit()

    def _step(self, number: int, step: int) -> None:
        other = min(max(number + step, 0), len(self._rows) - 1)
        self._rows[other].mark.setFocus()

    def chosen(self) -> tuple[str, ...]:
        """The uids of who is chosen."""
        return tuple(r.person.uid for r in self._rows if self._marked and r.mark.isChecked())

    def rest(self) -> list[Person]:
        """Who is not chosen."""
        chosen = self.chosen()
        return [r.person for r in self._rows if r.person.uid not in chosen]

    def those_chosen(self) -> list[Person]:
        """Who is chosen."""
        chosen = self.chosen()
        return [r.person for r in self._rows if r.person.uid in chosen]

    def relations(self) -> dict[str, str]:
        """Relations that were changed; of who goes elsewhere whatever stands there."""
        if not self._related:
            return {}
        chosen = self.chosen()
        return {
            r.person.uid: r.relation.value()
            for r in self._rows
            if (self._fresh and r.person.uid in chosen) or r.relation.value() != r.person.relation
        }

    def stops(self) -> list[QWidget]:
        """Where the tab key stops, line by line."""
        shown = (
            (row.mark, row.relation) if self._related and self._marked
            else (row.relation,) if self._related
            else (row.mark,)
            for row in self._rows
        )  # fmt: skip
        return [widget for line in shown for widget in line]

    def focus_first(self) -> None:
        """To the first check box, or the first relation."""
        if self._rows:
            (self._rows[0].mark if self._marked else self._rows[0].relation).setFocus()

    def mark(self, number: int, *, on: bool = True) -> None:
        """Choose a member by line, as the space bar does."""
        self._rows[number].mark.setChecked(on)

    def relate(self, number: int, relation: str) -> None:
        """Type a relation into a line."""
        self._rows[number].relation.setText(relation)
        self.changed.emit()


def _facts(person: Person) -> str:
    """ "Vợ, 1972, Nữ": what tells members of one name apart."""
    sex = t(f"sex-{person.sex}") if person.sex else ""
    return ", ".join(word for word in (person.relation, show_birth(person.born), sex) if word)
