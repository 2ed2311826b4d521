"""What the official writes into an account: each field is kept whole when it is left or rests."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.account import WORDS
from desktop.domain.planning import Account
from desktop.domain.vietnamese import show_date
from desktop.services.planning.account_names import difference_words
from desktop.services.planning.accounts import Difference, clean
from desktop.text import t
from desktop.ui import fonts
from desktop.ui.pages.plan.typed import limit_typing
from desktop.ui.widgets import Button, Card, Field, Note, Text, scrolled

NUMBER = "number"
PAUSE, LONGEST = 2000, 15_000
"""Milliseconds after the last key, and after the first key not kept, when a field is kept though it
is not left: a killed program loses no more than the last words, even of one who never pauses."""


class _Lines(QPlainTextEdit):
    """Several lines; says when it is left, and when typing pauses. Tab leaves it, Enter makes a
    paragraph."""

    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._pause, self._longest = QTimer(self), QTimer(self)
        for timer, wait in ((self._pause, PAUSE), (self._longest, LONGEST)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(self._rest)
        self.textChanged.connect(self._wait)
        self.setAccessibleName(name)
        self.setFont(fonts.font("body"))
        self.setTabChangesFocus(True)
        limit_typing(self)
        self.least = 3 * fonts.line("body") + 14
        self.setMinimumHeight(self.least)

    def _wait(self) -> None:
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _rest(self) -> None:
        """Keep what stands there now; both waits begin anew with the next key."""
        self._pause.stop()
        self._longest.stop()
        self.left.emit()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, self.least)

    def value(self) -> str:
        """The text in composed form, lines kept."""
        return unicodedata.normalize("NFC", self.toPlainText())

    def set_value(self, text: str) -> None:
        """Show a text."""
        if clean(text) != clean(self.toPlainText()):
            self.setPlainText(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._rest()


class FieldsCard(Card):
    """`left(part, text)` when a field was changed and left; `NUMBER` is the document's number.

    `close_asked` and `reopen_asked` from the one button at the foot.
    """

    left = Signal(str, str)
    close_asked = Signal()
    reopen_asked = Signal()

    def __init__(self) -> None:
        super().__init__(t("plan-accounts-fields"), t("plan-accounts-fields-hint"))
        self._kept: dict[str, str] = {}
        self.uid = ""
        self.note = Note("info", "")
        self.note.hide()
        self.number = Field(name=t("plan-accounts-number"))
        self.number.setPlaceholderText(t("plan-accounts-number-shape"))
        self.fields = {part: _Lines(t(f"plan-accounts-field-{part}")) for part in WORDS}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 4, 14, 12)
        column.setSpacing(2)
        column.addWidget(self.note)
        self._add(column, t("plan-accounts-number"), self.number)
        for part, field in self.fields.items():
            self._add(column, t(f"plan-accounts-field-{part}"), field, stretch=1)
            field.left.connect(lambda part=part: self._tell(part))
        self.number.editingFinished.connect(lambda: self._tell(NUMBER))
        self.add(scrolled(inside), stretch=1)
        self.turn = Button(t("plan-accounts-close"), icon="lock", key="F9")
        self.turn.clicked.connect(lambda _=False: self._turn())
        foot = self.add_foot()
        foot.addStretch(1)
        foot.addWidget(self.turn)
        self.is_closed = False

    def _add(self, column: QVBoxLayout, label: str, field: QWidget, stretch: int = 0) -> None:
        words = Text(label, "small", "text2")
        words.setBuddy(field)
        column.addWidget(words)
        column.addWidget(field, stretch)
        column.addSpacing(6)

    # Showing ------------------------------------------------------------------------------------
    def show_account(self, account: Account, differences: tuple[Difference, ...]) -> None:
        """Show what is kept; a field of the same account that holds more than that is left alone."""
        is_other = account.uid != self.uid
        self.uid, self.is_closed = account.uid, account.closed_on is not None
        kept = {NUMBER: account.number, **{part: account.words.get(part, "") for part in WORDS}}
        for part, text in kept.items():
            if is_other or part not in self.changed():
                self._set(part, text)
        self._kept = kept
        for field in self.fields.values():
            field.setReadOnly(self.is_closed)
        word, icon = ("reopen", "pencil") if self.is_closed else ("close", "lock")
        self.turn.setText(t(f"plan-accounts-{word}"))
        self.turn.set_icon(icon)
        self.turn.setEnabled(True)
        self._show_note(account, differences)

    def _show_note(self, account: Account, differences: tuple[Difference, ...]) -> None:
        self.note.setVisible(self.is_closed)
        if account.closed_on is None:
            return
        first = t("plan-accounts-is-closed", day=show_date(account.closed_on))
        if not differences:
            self.note.say(first, t("plan-accounts-is-closed-same"), "ok")
            return
        lines = "; ".join(difference_words(differences))
        second = t("plan-accounts-is-closed-other", count=len(differences), lines=lines)
        self.note.say(first, second, "warn")

    def _set(self, part: str, text: str) -> None:
        if part == NUMBER:
            self.number.setText(text)
        else:
            self.fields[part].set_value(text)

    # What was typed -----------------------------------------------------------------------------
    def changed(self) -> Mapping[str, str]:
        """Part → its text, of those that hold something else than what is kept."""
        kept = self._kept
        return {p: x for p, x in self._now().items() if clean(x) != clean(kept.get(p, ""))}

    def _now(self) -> dict[str, str]:
        return {NUMBER: self.number.value(), **{p: f.value() for p, f in self.fields.items()}}

    def _tell(self, part: str) -> None:
        text = self.changed().get(part)
        if self.uid and text is not None:
            self.left.emit(part, text)

    def tell_all(self) -> None:
        """Hand over every field that was changed, before something else is done."""
        for part in tuple(self.changed()):
            self._tell(part)

    def note_kept(self, uid: str, part: str, text: str) -> None:
        """A part was written; what was typed since waits for the field to be left again."""
        if uid == self.uid and clean(self._now()[part]) == clean(text):
            self._kept[part] = text

    def _turn(self) -> None:
        (self.reopen_asked if self.is_closed else self.close_asked).emit()

    def focus_first(self) -> None:
        """The first field that is still empty."""
        empty = (f for f in self.fields.values() if not f.value().strip())
        next(empty, self.fields[WORDS[0]]).setFocus()
