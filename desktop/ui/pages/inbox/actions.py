"""The fixed bar under a package: accept, hold, return; reason and opinion are typed in its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.answer import Said
from desktop.domain.vietnamese import nfc
from desktop.services.examining import ACCEPTED, HELD, REFUSED, RETURNED
from desktop.text import t
from desktop.ui.pages.inbox.entries import OTHER, Entry
from desktop.ui.pages.inbox.opinion import OpinionFields
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.text import Text

CHOICES, ASKING = 32, 124
"""Heights in px of the buttons and of the fields for reason or opinion."""
RETURN, OPINION = "return", "opinion"


class ActionBar(QFrame):
    """`accepted` (with what is said, or None), `held`, `returned` (with reason and letter),
    `answered` (a receipt again, with what is said) and `dropped` are what the user decides."""

    accepted = Signal(object)
    held = Signal()
    returned = Signal(object)
    answered = Signal(object)
    dropped = Signal()
    minute_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("foot", "true")
        self._mode, self._group = RETURN, ""
        self._said, self._proposed = Said(), ""
        self.accept = Button(t("inbox-accept"), icon="check", key="F9", kind="primary")
        self.opinion = Button(t("answers-give"), icon="note", key="F7")
        self.hold = Button(t("inbox-hold"), icon="player-pause", key="F10")
        self.give_back = Button(t("inbox-return"), icon="arrow-back-up", kind="danger")
        self.minute = Button(t("answers-minute-short"), icon="printer", kind="flat")
        self.minute.setToolTip(t("answers-minute"))
        self.drop = Button("", icon="x", kind="flat")
        self.drop.setToolTip(t("inbox-drop-entry"))
        self.drop.setAccessibleName(t("inbox-drop-entry"))
        self.fields = OpinionFields()
        self.reason = self.fields.text
        self.confirm = Button(t("inbox-reason-now"), icon="arrow-back-up", key="Ctrl+Enter")
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
        for button in (self.accept, self.opinion, self.hold, self.give_back):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.minute)
        row.addWidget(self.drop)
        return holder

    def _asking(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("ground", "clear")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.confirm)
        row.addWidget(self.later)
        row.addWidget(self.missing)
        row.addStretch(1)
        column.addWidget(self.fields)
        column.addLayout(row)
        return holder

    def _connect(self) -> None:
        self.accept.clicked.connect(lambda: self.accepted.emit(None))
        self.hold.clicked.connect(self.held)
        self.drop.clicked.connect(self.dropped)
        self.minute.clicked.connect(self.minute_wanted)
        self.give_back.clicked.connect(self.ask_reason)
        self.opinion.clicked.connect(self.ask_opinion)
        self.confirm.clicked.connect(self._confirm)
        self.later.clicked.connect(self.show_choices)
        self.reason.textChanged.connect(self._on_reason)
        self.fields.day.textChanged.connect(lambda _: self._on_reason())
        for field in (self.reason, self.fields.number, self.fields.day):
            escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), field, self.show_choices)
            escape.setContext(Qt.ShortcutContext.WidgetShortcut)

    # What may be done -------------------------------------------------------------------------
    def show_entry(self, entry: Entry | None, *, proposed: str = "") -> None:
        """Offer what fits this package; `proposed` begins the reason of a return."""
        self._proposed, self._said = proposed, Said()
        self.fields.show_said(self._said, proposed=proposed)
        glance = entry.glance if entry else None
        self._group = entry.group if entry else ""
        is_logged = entry is not None and entry.logged is not None
        decided = self._group == ACCEPTED
        undecidable = entry is None or entry.group in (REFUSED, OTHER) or glance is None
        self.setVisible(entry is not None and (glance is not None or is_logged))
        self.accept.setText(t("inbox-accept-again") if decided else t("inbox-accept"))
        self.accept.updateGeometry()
        self.accept.setVisible(not undecidable)
        self.accept.setEnabled(decided or (glance is not None and glance.can_accept))
        self.hold.setVisible(not undecidable and not is_logged)
        self.give_back.setVisible(not undecidable and not decided)
        is_plan = entry is not None and entry.is_plan  # a plan is answered by its receipt alone
        can_say = not is_plan and (
            is_logged or (glance is not None and glance.can_accept and not undecidable)
        )
        self.opinion.setVisible(can_say)
        # Alone it says all that it does; beside the other button both would not find room.
        alone = self._is_decided() and undecidable
        self.opinion.setText(t("answers-give-again") if alone else t("answers-give"))
        self.opinion.updateGeometry()
        self.minute.setVisible(is_logged and self._is_decided() and not is_plan)
        self.drop.setVisible(glance is not None and not is_logged)
        self.show_choices()

    def _is_decided(self) -> bool:
        return self._group in (ACCEPTED, RETURNED, HELD)

    def show_said(self, said: Said) -> None:
        """What was said of this package before; words begun here meanwhile stay."""
        self._said = said
        if self.stack.currentIndex() == 0:
            self.fields.show_said(said, proposed=self._proposed)

    def show_choices(self) -> None:
        """The buttons; words begun stay for the next time."""
        self._show(0)

    def ask_reason(self) -> None:
        """The field for the reason, with the hand in it."""
        self._ask(RETURN, t("inbox-reason"), t("inbox-reason-name"))
        if not self.reason.toPlainText():
            self.reason.setPlainText(self._said.text or self._proposed)
        self.confirm.setText(t("inbox-reason-now"))
        self.confirm.set_icon("arrow-back-up")
        self.confirm.set_kind("danger")
        self.reason.selectAll()

    def ask_opinion(self) -> None:
        """The fields of the letter that goes with the receipt."""
        self._ask(OPINION, t("answers-give-label"), t("answers-give-name"))
        if self.reason.toPlainText() == self._proposed:
            self.reason.setPlainText(self._said.text)
        words = "answers-give-now" if self._is_decided() else "inbox-accept"
        self.confirm.setText(t(words))
        self.confirm.set_icon("check")
        self.confirm.set_kind("primary")
        self.confirm.updateGeometry()

    def _ask(self, mode: str, label: str, name: str) -> None:
        self._mode = mode
        self.fields.ask(label, name)
        self._show(1)
        self._on_reason()
        self.reason.setFocus()

    def _show(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        # As high as what is in sight, not as the higher of both.
        self.stack.setFixedHeight((CHOICES, ASKING)[number])

    def _on_reason(self) -> None:
        empty = self._mode == RETURN and not nfc(self.reason.toPlainText())
        self.confirm.setEnabled(not empty)
        self.missing.setText(t("inbox-reason-missing"))
        self.missing.setVisible(empty)

    def _confirm(self) -> None:
        # A receipt again does not turn a return into agreement.
        agrees = self._mode == OPINION and self._group not in (RETURNED, HELD)
        said = self.fields.said(agrees)
        if said is None:
            self.missing.setText(t("answers-give-day-wrong"))
            self.missing.show()
            return
        if self._mode == RETURN:
            self.returned.emit(said)
        elif self._is_decided():
            self.answered.emit(said)
        else:
            self.accepted.emit(said)
