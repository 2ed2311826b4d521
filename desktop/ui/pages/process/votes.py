"""The votes of a village meeting: one line for each household, how many of those present agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.rules.case_facts import Subject
from desktop.text import t
from desktop.ui.widgets import Field, MarkLabel, StateLabel, Text, scrolled

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
MOST = 9999


class Votes(QWidget):
    """Fields in a scrolling grid; what is left empty is no vote."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self._states: dict[str, StateLabel] = {}
        self._present: int | None = None
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 4, 14, 4)
        self.grid.setHorizontalSpacing(10)
        self.grid.setVerticalSpacing(4)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnMinimumWidth(3, 130)
        self.area = scrolled(self)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_subjects(self, subjects: Sequence[Subject]) -> None:
        """These households, those whose sheet is complete."""
        while (item := self.grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row in range(self.grid.rowCount()):
            self.grid.setRowMinimumHeight(row, 0)
            self.grid.setRowStretch(row, 0)
        self.area.verticalScrollBar().setValue(0)
        self.fields, self._states = {}, {}
        for row, subject in enumerate(s for s in subjects if s.is_keyed):
            self._add(row, subject)
        self.grid.setRowStretch(len(self.fields), 1)

    def _add(self, row: int, subject: Subject) -> None:
        name = Text(f"{subject.name} · {subject.number}", "dense")
        field = Field(name=t("process-votes-of", name=subject.name), figures=True, compact=True)
        field.setValidator(QIntValidator(0, MOST, field))
        field.setFixedWidth(72)
        field.installEventFilter(self)
        state = StateLabel("none", "", role="small")
        state.hide()
        name.setBuddy(field)
        for column, widget in enumerate(
            (name, MarkLabel(str(subject.now or "none")), field, state)
        ):
            self.grid.addWidget(widget, row, column)
        # The state that is shown later moves no row.
        self.grid.setRowMinimumHeight(
            row, max(field.sizeHint().height(), state.sizeHint().height())
        )
        field.show()  # it can be gone to at once
        self.fields[subject.uid], self._states[subject.uid] = field, state
        field.textChanged.connect(lambda _, uid=subject.uid: self._say(uid))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1} | dict.fromkeys(_ENTER, 1)
        if not is_key or not isinstance(event, QKeyEvent) or event.key() not in steps:
            return super().eventFilter(watched, event)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        order = list(self.fields.values())
        at = next((n for n, f in enumerate(order) if f is watched), 0)
        at += steps[Qt.Key(event.key())]
        if at >= len(order):
            self.done.emit()
        else:
            self._go(order[max(at, 0)])
        return True

    def _go(self, field: Field) -> None:
        field.setFocus()
        field.selectAll()
        # `ensureWidgetVisible` shows only as much of a line as its caret takes.
        place = field.geometry()
        margin = place.height() // 2 + self.grid.verticalSpacing()
        self.area.ensureVisible(0, place.center().y(), 0, margin)

    def focus_first(self) -> None:
        """The first household."""
        for field in self.fields.values():
            self._go(field)
            return

    def set_present(self, present: int | None) -> None:
        """How many took part: what a vote is held against."""
        self._present = present
        for uid in self.fields:
            self._say(uid)

    def fill(self) -> None:
        """All who are present agree to every household that has no vote yet."""
        for field in self.fields.values():
            if not field.text() and self._present:
                field.setText(str(self._present))

    def values(self) -> Mapping[str, int]:
        """Households with a vote."""
        return {uid: int(f.text()) for uid, f in self.fields.items() if f.text().isdecimal()}

    def set_values(self, votes: Mapping[str, int]) -> None:
        """Votes as they were recorded."""
        for uid, count in votes.items():
            if field := self.fields.get(uid):
                field.setText(str(count))

    def _say(self, uid: str) -> None:
        votes, present, state = self.fields[uid].text(), self._present, self._states[uid]
        if not votes.isdecimal() or not present:
            state.set_state("none", "")
            state.hide()
            return
        state.show()
        if int(votes) > present:
            state.set_state("err", t("process-votes-over"))
        elif 2 * int(votes) < present:
            state.set_state("warn", t("process-votes-under"))
        else:
            state.set_state("ok", t("process-votes-agreed"))
