"""Fourteen groups of four signs, laid out as they are printed on the recovery sheet."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.text import t
from desktop.ui import fonts
from desktop.ui.widgets import Field, Text

GROUPS, SIGNS, COLUMNS = 14, 4, 7
_PARTS = re.compile(r"[0-9A-Za-z]")


class _Group(Field):
    """One group: full, it hands on to the next; empty, backspace goes to the one before."""

    pasted = Signal(str)
    filled = Signal()
    emptied = Signal()

    def __init__(self, number: int) -> None:
        super().__init__(name=t("unlock-code-group", number=number, count=GROUPS))
        self.setMaxLength(SIGNS)
        self.setFont(fonts.font("body-bold"))
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFixedWidth(76)
        self.textEdited.connect(self._on_edited)

    def _on_edited(self, text: str) -> None:
        at = self.cursorPosition()
        self.setText("".join(_PARTS.findall(text)).upper())
        self.setCursorPosition(at)
        if len(self.text()) == SIGNS and at >= SIGNS:
            self.filled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.matches(QKeySequence.StandardKey.Paste):
            from PySide6.QtGui import QGuiApplication

            self.pasted.emit(QGuiApplication.clipboard().text())
            return
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
            return
        super().keyPressEvent(event)


class CodeField(QWidget):
    """All groups; a code pasted or scanned into any of them is dealt out."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.setAccessibleName(t("unlock-code-title"))
        self.groups = [_Group(number + 1) for number in range(GROUPS)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for number, group in enumerate(self.groups):
            row, column = divmod(number, COLUMNS)
            grid.addWidget(Text(str(number + 1), "tiny", "text3"), 2 * row, column)
            grid.addWidget(group, 2 * row + 1, column)
            group.filled.connect(lambda number=number: self._focus(number + 1))
            group.emptied.connect(lambda number=number: self._focus(number - 1))
            group.pasted.connect(lambda text, number=number: self._deal(number, text))
        grid.setColumnStretch(COLUMNS, 1)
        grid.setRowMinimumHeight(2, 24)

    def _focus(self, number: int) -> None:
        if 0 <= number < GROUPS:
            self.groups[number].setFocus()
            self.groups[number].selectAll()

    def _deal(self, start: int, text: str) -> None:
        signs = "".join(_PARTS.findall(text)).upper()
        if len(signs) >= GROUPS * SIGNS:
            start = 0
        parts = [signs[i : i + SIGNS] for i in range(0, len(signs), SIGNS)]
        for group, part in zip(self.groups[start:], parts, strict=False):
            group.setText(part)
        self.focus_gap()

    def value(self) -> str:
        """The code in groups parted by hyphens, as printed."""
        return "-".join(group.text() for group in self.groups)

    def is_full(self) -> bool:
        """Whether all signs are there."""
        return all(len(group.text()) == SIGNS for group in self.groups)

    def focus_gap(self) -> None:
        """To the first group that is not full, else the last."""
        gaps = (n for n, group in enumerate(self.groups) if len(group.text()) < SIGNS)
        self._focus(next(gaps, GROUPS - 1))

    def focus_first(self) -> None:
        """To the first group."""
        self._focus(0)
