"""The fixed bar under a package: accept, hold, return; the reason of a return is typed in its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.vietnamese import nfc
from desktop.services.examining import ACCEPTED, REFUSED
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.pages.inbox.entries import OTHER, Entry
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.text import Text

CHOICES, ASKING = 32, 130
"""Heights in px of the buttons and of the field for the reason."""


class ActionBar(QFrame):
    """`accepted`, `held`, `returned` (with the reason) and `dropped` are what the user decides."""

    accepted = Signal()
    held = Signal()
    returned = Signal(str)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("foot", "true")
        self.accept = Button(t("inbox-accept"), icon="check", key="F9", kind="primary")
        self.hold = Button(t("inbox-hold"), icon="player-pause", key="F10")
        self.give_back = Button(t("inbox-return"), icon="arrow-back-up", kind="danger")
        self.drop = Button(t("inbox-drop-entry"), icon="x", kind="flat")
        self.reason = QPlainTextEdit()
        self.confirm = Button(t("inbox-reason-now"), icon="arrow-back-up", kind="danger")
        self.later = Button(t("ui-later"), kind="flat")
        self.missing = Text(t("inbox-reason-missing"), "small", "warn")
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(self._choices())
        self.stack.addWidget(self._asking())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.addWidget(self.stack)
        self._connect()
        self.show_choices()

    def _choices(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("ground", "clear")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.accept, self.hold, self.give_back):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.drop)
        return holder

    def _asking(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("ground", "clear")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        label = Text(t("inbox-reason"), "small", "text2")
        label.setBuddy(self.reason)
        self.reason.setAccessibleName(t("inbox-reason-name"))
        self.reason.setFont(fonts.font("body"))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(66)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.confirm)
        row.addWidget(self.later)
        row.addWidget(self.missing)
        row.addStretch(1)
        column.addWidget(label)
        column.addWidget(self.reason)
        column.addLayout(row)
        return holder

    def _connect(self) -> None:
        self.accept.clicked.connect(self.accepted)
        self.hold.clicked.connect(self.held)
        self.drop.clicked.connect(self.dropped)
        self.give_back.clicked.connect(self.ask_reason)
        self.confirm.clicked.connect(self._return)
        self.later.clicked.connect(self.show_choices)
        self.reason.textChanged.connect(self._on_reason)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.reason, self.show_choices)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)

    # What may be done -------------------------------------------------------------------------
    def show_entry(self, entry: Entry | None, *, proposed: str = "") -> None:
        """Offer what fits this package; `proposed` begins the reason of a return."""
        self.reason.setPlainText(proposed)
        glance = entry.glance if entry else None
        decided = entry is not None and entry.group == ACCEPTED
        undecidable = entry is None or entry.group in (REFUSED, OTHER) or glance is None
        self.setVisible(entry is not None and glance is not None)
        self.accept.setText(t("inbox-accept-again") if decided else t("inbox-accept"))
        self.accept.updateGeometry()
        self.accept.setVisible(not undecidable)
        self.accept.setEnabled(decided or (glance is not None and glance.can_accept))
        self.hold.setVisible(not undecidable and not decided)
        self.hold.setEnabled(entry is not None and entry.logged is None)
        self.give_back.setVisible(not undecidable and not decided)
        self.drop.setVisible(glance is not None and (entry is None or entry.logged is None))
        self.show_choices()

    def show_choices(self) -> None:
        """The buttons; a reason begun stays for the next time."""
        self._show(0)

    def ask_reason(self) -> None:
        """The field for the reason, with the hand in it."""
        self._show(1)
        self._on_reason()
        self.reason.setFocus()
        self.reason.selectAll()

    def _show(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        # As high as what is in sight, not as the higher of both.
        self.stack.setFixedHeight((CHOICES, ASKING)[number])

    def _on_reason(self) -> None:
        empty = not nfc(self.reason.toPlainText())
        self.confirm.setEnabled(not empty)
        self.missing.setVisible(empty)

    def _return(self) -> None:
        self.returned.emit(self.reason.toPlainText())
