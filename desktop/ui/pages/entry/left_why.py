"""Why a member left, asked in the sheet itself: a digit answers, own words do too, Enter goes on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.text import t
from desktop.ui import fonts
from desktop.ui.pages.entry.rove import Rove, bare
from desktop.ui.widgets import KeyChip, Text

HEIGHT = 34


def reasons() -> Sequence[str]:
    """The reasons in the order of their digits; the last one is "other"."""
    return t("entry-left-whys").split(", ")


class LeftWhy(QWidget):
    """`chosen(str)` the reason ("" where none was given), `taken_back` at Esc, `turned` when it
    comes or goes."""

    chosen = Signal(str)
    taken_back = Signal()
    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.setFixedHeight(HEIGHT)
        self.question = Text("", "small-bold")
        self.field = _Field(on_key=self._on_key)
        self.field.setFont(fonts.font("body"))
        self.field.setFixedSize(150, 24)
        self.field.stepped.connect(lambda _by: self._settle(self.field.value().strip()))
        self.field.left.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 14, 2)
        row.setSpacing(5)
        row.addWidget(self.question)
        row.addWidget(self.field)
        for key, word in enumerate(reasons(), 1):
            row.addSpacing(4)
            row.addWidget(KeyChip(str(key)))
            row.addWidget(Text(word, "small"))
        row.addStretch(1)
        self.hide()

    def ask(self, name: str) -> None:
        """Ask why somebody left; the hand is here until it is answered."""
        words = t("entry-left-why", name=name)
        self.question.setText(words)
        self.field.clear()
        self.field.setPlaceholderText("")
        self.field.say(words, ", ".join(f"{n} {w}" for n, w in enumerate(reasons(), 1)))
        self.show()
        self.field.setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.turned.emit()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self.turned.emit()

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.taken_back.emit()
            self.hide()
            return True
        known = reasons()
        digit = event.text() if bare(event) == Qt.KeyboardModifier.NoModifier else ""
        if self.field.text() or not digit.isdigit() or not 1 <= int(digit) <= len(known):
            return False
        if int(digit) == len(known):
            self.field.setPlaceholderText(t("entry-left-why-other"))
        else:
            self._settle(known[int(digit) - 1])
        return True

    def _settle(self, why: str) -> None:
        is_other = bool(self.field.placeholderText()) and not why
        # First the hand goes on; hidden under the focus, the field would hand it to its neighbour.
        self.chosen.emit(reasons()[-1] if is_other else why)
        self.hide()


class _Field(Rove):
    """`left` when the focus goes elsewhere: then nobody waits for an answer any more."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()
