"""The pass phrase: hidden fields, how strong it is in words, and the question that sets one."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.vietnamese import fold, nfc
from desktop.text import t
from desktop.ui.start.question import Question
from desktop.ui.widgets import Field, Form, KeyValues, Note, StateLabel, Text

_FAIR, _STRONG = 16, 22
_STATES = {"none": "none", "short": "none", "weak": "warn", "fair": "info", "strong": "ok"}
_COMMON = re.compile(r"1234|abcd|qwer|mat ?khau|password|admin|(.)\1{3}")


def least() -> int:
    """How many signs a pass phrase must have. Asked late: services load slower than this window."""
    from desktop.services.entering import LEAST_PASSPHRASE

    return LEAST_PASSPHRASE


def strength(phrase: str) -> str:
    """How hard to guess: "none", "short", "weak", "fair" or "strong".

    Length counts most, further words and kinds of signs help; runs and well-known words spoil it.
    """
    phrase = nfc(phrase)
    if len(phrase) < least():
        return "short" if phrase else "none"
    kinds = sum(bool(re.search(kind, phrase)) for kind in (r"[a-z]", r"[A-Z]", r"\d", r"[^\w ]"))
    points = len(phrase) + 3 * (len(phrase.split()) - 1) + 2 * (kinds - 1)
    if len(set(fold(phrase))) < 5 or _COMMON.search(fold(phrase)):
        points = min(points, len(phrase) // 2)
    return "strong" if points >= _STRONG else "fair" if points >= _FAIR else "weak"


class PhraseField(Field):
    """A field that hides what is typed until it is asked to show it."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self.show_phrase(shown=False)

    def show_phrase(self, *, shown: bool) -> None:
        """Show or hide the signs."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)


class ShowPhrase(QCheckBox):
    """The check box that shows what stands in hidden fields."""

    def __init__(self, *fields: PhraseField) -> None:
        super().__init__(t("start-phrase-show"))
        for field in fields:
            self.toggled.connect(lambda on, field=field: field.show_phrase(shown=on))


class PhrasePair(QWidget):
    """A new pass phrase, typed twice, with its strength in words. Used in settings as well."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.first = PhraseField(t("start-phrase-first"))
        self.second = PhraseField(t("start-phrase-second"))
        self.strength = StateLabel("none", "")
        form = Form(150)
        form.add(t("start-phrase-first"), self.first)
        form.add("", self.strength)
        form.add(t("start-phrase-second"), self.second)
        form.add("", ShowPhrase(self.first, self.second))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)
        self.first.textChanged.connect(self._tell)
        self.second.textChanged.connect(self.edited)
        self._tell()

    def _tell(self) -> None:
        grade = strength(self.first.text())
        self.strength.set_state(_STATES[grade], t(f"start-strength-{grade}"))
        self.edited.emit()

    def value(self) -> str:
        """The phrase as typed, composed."""
        return nfc(self.first.text())

    def problem(self) -> str:
        """Why it cannot be taken, "" if it can."""
        if len(self.value()) < least():
            return t("start-phrase-short", least=least())
        if not self.second.text():
            return t("start-phrase-again")
        return "" if self.value() == nfc(self.second.text()) else t("start-phrase-differs")

    def clear(self) -> None:
        """Empty both fields."""
        self.first.clear()
        self.second.clear()

    def focus_wanting(self) -> None:
        """To the field that wants something."""
        short = len(self.value()) < least()
        wanting = self.first if short else self.second
        wanting.setFocus()
        wanting.selectAll()


class PhraseQuestion(Question):
    """A new pass phrase; for a new book, and after the recovery sheet was used."""

    def __init__(self, *, title: str, lead: str, verb: str, book: Path, taken: bool) -> None:
        super().__init__(title, lead, verb=verb, aside=True)
        self.pair = PhrasePair()
        self.pair.setMaximumWidth(560)
        self.main.addWidget(self.pair)
        self.main.addSpacing(16)
        self.main.addWidget(Text(t("start-phrase-keys"), "small", "text3", wrap=True))
        self.main.addStretch(1)
        self.side.addWidget(Note("info", t("start-phrase-advice"), t("start-phrase-advice-how")))
        if taken:
            self.side.addWidget(Note("warn", t("start-phrase-taken"), t("start-phrase-taken-how")))
        where = KeyValues([(t("start-phrase-where"), str(book))], name_width=72, role="small")
        self.side.addWidget(where)
        self.side.addStretch(1)

    def problem(self) -> str:
        trouble = self.pair.problem()
        if trouble:
            self.pair.focus_wanting()
        return trouble

    def focus_first(self) -> None:
        self.pair.focus_wanting()
