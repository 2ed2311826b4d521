"""What an upper office decides of a pair across communes: a remark to both, two of them, or later."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.text import t
from desktop.ui.widgets import Button, Field, Text

WITH_HINT = 700
"""Width in px from which it is said beside the field that no record is touched."""


class AcrossBar(QFrame):
    """`told(note)`: both communes are to hear of it; `different` and `put_off` tell nobody."""

    told = Signal(str)
    different = Signal()
    put_off = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("foot", "true")
        self.note = Field(name=t("twins-across-note"))
        self.note.setPlaceholderText(t("twins-across-note"))
        self.hint = Text(t("twins-upper-only-looks"), "small", "text2")
        self.tell = Button(t("twins-across-tell"), icon="send", key="F9", kind="primary")
        self.two = Button("", icon="x", key="F10")
        self.later = Button(t("twins-across-later"), icon="clock", key="F8")
        words = QHBoxLayout()
        words.setSpacing(12)
        words.addWidget(self.note, 1)
        words.addWidget(self.hint)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.tell, self.two, self.later):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 9, 14, 9)
        column.setSpacing(8)
        column.addLayout(words)
        column.addLayout(row)
        self.tell.clicked.connect(lambda: self.told.emit(self.note.value()))
        self.two.clicked.connect(self.different)
        self.later.clicked.connect(self.put_off)
        self.note.returnPressed.connect(self.tell.setFocus)

    def show_pair(self, kind: str, *, is_put_off: bool) -> None:
        """Another pair: its words, nothing to decide before its sides are read."""
        self.note.clear()
        self.two.setText(t(f"twins-across-two-{kind}"))
        self.two.updateGeometry()
        self.later.setVisible(not is_put_off)
        self.set_ready(ready=False)

    def set_ready(self, *, ready: bool) -> None:
        """Whether both sides are there to be decided on."""
        for button in (self.tell, self.two, self.later):
            button.setEnabled(ready)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.hint.setVisible(self.width() >= WITH_HINT)
