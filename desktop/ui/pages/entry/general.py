"""General facts of the household in one thin line: person of merit, capacity to work."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.text import t
from desktop.ui.pages.entry import state
from desktop.ui.pages.entry.places import GENERAL_FIELDS
from desktop.ui.pages.entry.rove import AnswerBox, bare
from desktop.ui.pages.entry.state import Keying
from desktop.ui.widgets import Text

HEIGHT = 30


class General(QWidget):
    """`typed(Keying)` at each answer, `entered(place)`, `stepped(±1)` at Enter; 1 yes, 0 no."""

    typed = Signal(object)
    entered = Signal(str)
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.setFixedHeight(HEIGHT)
        self._state: Keying | None = None
        self.boxes = {field: self._box(field) for field in GENERAL_FIELDS}
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 4)
        row.setSpacing(8)
        for field, box in self.boxes.items():
            row.addWidget(Text(t(f"entry-field-{field}"), "small", "text2"))
            row.addWidget(box)
            row.addSpacing(12)
        row.addStretch(1)

    def _box(self, field: str) -> AnswerBox:
        made = AnswerBox(on_key=lambda event: self._key(field, event))
        made.setFixedSize(72, 24)
        made.stepped.connect(self.stepped)
        made.entered.connect(lambda: self.entered.emit(f"general:{field}"))
        return made

    def show_sheet(self, sheet: Keying) -> None:
        """Show the facts of a sheet."""
        self._state = sheet
        for field, box in self.boxes.items():
            yes = bool(getattr(sheet.household, field))
            word = t("insured-yes") if yes else t("insured-no")
            box.show_answer(str(int(yes)), word)
            box.say(f"{t(f'entry-field-{field}')}: {word}")

    def go_to(self, place: str) -> None:
        """Put the focus on "general:merit_person"."""
        self.boxes[place.partition(":")[2]].setFocus()

    def _key(self, field: str, event: QKeyEvent) -> bool:
        if bare(event) != Qt.KeyboardModifier.NoModifier or not event.text():
            return False
        if event.text() in ("0", "1") and self._state is not None:
            self.typed.emit(state.mark_general(self._state, field, event.text() == "1"))
        return event.text().isprintable()
