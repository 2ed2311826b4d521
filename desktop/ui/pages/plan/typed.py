"""Fields that tasks and checks share: days, several lines, what is odd, buttons that act in a row."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.plain_text import LONGEST_TEXT
from desktop.domain.review import Finding, Severity
from desktop.domain.vietnamese import nfc, show_date
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.pages.entry.roster_fields import read_day
from desktop.ui.widgets import Field, Icon, Text, mark_bad

DAY_WIDTH = 148
_ICONS = {
    Severity.BLOCKING: ("alert-octagon", "err"),
    Severity.WARNING: ("alert-triangle", "warn"),
    Severity.NOTE: ("info-circle", "accent"),
}


class DayField(Field):
    """A day as typed: 15/10/2026, 15102026, 15/10; it says itself when it cannot be read."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self.today = datetime.date.min
        self.setPlaceholderText(t("plan-tasks-day-shape"))
        self.setFixedWidth(DAY_WIDTH)
        self.textChanged.connect(lambda _: mark_bad(self, ""))
        self.editingFinished.connect(self._tidy)

    def day(self) -> datetime.date | None:
        """The day, None where nothing or no day is typed."""
        return read_day(self.value(), self.today) if self.value() else None

    def set_day(self, day: datetime.date | None) -> None:
        """Show a day."""
        self.setText(show_date(day))

    def is_bad(self) -> bool:
        """Whether something is typed that is no day; then the field says so."""
        is_bad = bool(self.value()) and self.day() is None
        mark_bad(self, t("plan-tasks-day-bad") if is_bad else "")
        return is_bad

    def _tidy(self) -> None:
        if not self.is_bad() and self.value():
            self.set_day(self.day())


def limit_typing(field: QPlainTextEdit) -> None:
    """No more signs than a text of a plan may have: what is typed or pasted beyond is not taken."""

    def cut() -> None:
        if field.document().characterCount() - 1 > LONGEST_TEXT:
            tail = QTextCursor(field.document())
            tail.setPosition(LONGEST_TEXT - 1)
            tail.movePosition(QTextCursor.MoveOperation.NextCharacter)
            tail.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
            if tail.hasSelection():
                tail.removeSelectedText()

    field.textChanged.connect(cut)


class Lines(QPlainTextEdit):
    """A field of several lines; Tab leaves it."""

    def __init__(self, name: str, lines: int = 3) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFont(fonts.font("body"))
        self.setTabChangesFocus(True)
        limit_typing(self)
        self.setAcceptDrops(False)  # a file let go over it is for the form around
        self.setFixedHeight(lines * fonts.line("body") + 24)

    def value(self) -> str:
        """The text in composed form, ends trimmed."""
        return nfc(self.toPlainText()).strip()

    def set_value(self, text: str) -> None:
        """Show a text."""
        if text != self.toPlainText():
            self.setPlainText(text)


class FindingLines(QWidget):
    """What is odd, worst first, each with its cure; nothing where nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 6, 14, 6)
        self.column.setSpacing(4)
        self._words: list[str] = []
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these instead of what stood there."""
        while (item := self.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        order = [Severity.BLOCKING, Severity.WARNING, Severity.NOTE]
        self._words = []
        for one in sorted(findings, key=lambda f: order.index(f.severity)):
            what, cure = t(f"finding-{one.code}", **one.details), _cure(one)
            self._words.append(f"{what} {cure}")
            self.column.addWidget(_line(one.severity, what, cure))
        self.setVisible(bool(findings))

    def words(self) -> list[str]:
        """What is said, line by line."""
        return list(self._words)


def _cure(one: Finding) -> str:
    return t(f"finding-{one.code}-cure", **one.details)


def _line(severity: Severity, what: str, cure: str) -> QWidget:
    name, ink = _ICONS[severity]
    holder = QWidget()
    holder.setProperty("ground", "clear")
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Icon(name, ink, 16), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Text(f"**{what}** {cure}", "small", wrap=True), 1)
    return holder


def in_row(*widgets: QWidget | None, spacing: int = 8) -> QWidget:
    """Widgets side by side; None is the space that takes what is left."""
    holder = QWidget()
    holder.setProperty("ground", "clear")
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return holder


def labelled(label: str, field: QWidget) -> QWidget:
    """A field under its label; the label is its buddy."""
    words = Text(label, "small", "text2")
    words.setBuddy(field)
    if not field.accessibleName():
        field.setAccessibleName(label)
    holder = QWidget()
    holder.setProperty("ground", "clear")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(words)
    column.addWidget(field)
    if isinstance(field, DayField):
        holder.setFixedWidth(DAY_WIDTH)
    return holder
