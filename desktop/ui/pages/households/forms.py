"""The short form of the register, in the place of the panel: a new household."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from desktop.exchange.lists.legacy import mended
from desktop.services.registering import Line
from desktop.text import t
from desktop.ui.widgets import Button, Card, Field, Form, Link, Note, Text, mark_bad, padded

SIDE = 16


class _PanelForm(Card):
    """A titled form with its verb and *Thôi*; Enter goes on or does it, Esc leaves it."""

    left = Signal()

    def __init__(self, title: str, verb: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.head_words = Text(title, "name")
        self.second = Text("", "small", "text2", wrap=True)
        self.form = Form(label_width=86)
        self.notes = QVBoxLayout()
        self.notes.setSpacing(8)
        self.verb = Button(verb, kind="primary")
        self.leave = Button(t("households-form-leave"), key="Esc", kind="flat")
        self.leave.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.verb)
        row.addWidget(self.leave)
        row.addStretch(1)
        inner = QVBoxLayout()
        inner.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.head_words)
        words.addWidget(self.second)
        for part in (words, self.notes):
            inner.addLayout(part)
        inner.addWidget(self.form)
        inner.addLayout(row)
        self.add(padded(inner, (SIDE, 12, SIDE, 12)))
        self.add_stretch()

    def say(self, *notes: QWidget) -> None:
        """Show these notes above the fields instead of any others."""
        while (item := self.notes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for note in notes:
            self.notes.addWidget(note)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class AddForm(_PanelForm):
    """A new household: village and head. `wanted(village, name)`; `known(uid)` opens one that is
    in the register already."""

    wanted = Signal(str, str)
    known = Signal(str)

    def __init__(self) -> None:
        super().__init__(t("households-add-title"), t("households-add-do"))
        self.second.setText(t("households-add-hint"))
        self.village = Field()
        self.name = Field()
        self.form.add(t("households-village"), self.village)
        self.form.add(t("households-head"), self.name)
        self._warned: tuple[str, str] | None = None
        self._asked: list[str] = []
        self.verb.clicked.connect(self.submit)
        self.village.returnPressed.connect(self.name.setFocus)
        self.name.returnPressed.connect(self.submit)
        for field in (self.village, self.name):
            field.textEdited.connect(lambda _, field=field: mark_bad(field, ""))

    def begin(self, villages: Sequence[str], village: str) -> None:
        """Empty, with the villages to complete from and the one filtered for."""
        self._warned = None
        self._asked = []
        self.say()
        self.village.setText(village)
        self.name.clear()
        for field in (self.village, self.name):
            mark_bad(field, "")
        completer = QCompleter(list(villages), self.village)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.village.setCompleter(completer)
        (self.name if village else self.village).setFocus()

    def submit(self) -> None:
        """Ask for it if both are filled."""
        empty = [f for f in (self.village, self.name) if not f.value()]
        for field in empty:
            mark_bad(field, t("households-add-missing"))
        if empty:
            empty[0].setFocus()
            return
        if not self._asks_about_letters():
            self.wanted.emit(self.village.value(), self.name.value())

    def _asks_about_letters(self) -> bool:
        """Proposes what was pasted out of an old list in Unicode; asked once of the same texts."""
        fields = (self.village, self.name)
        said = [field.value() for field in fields]
        read = [mended(text) for text in said]
        if said in (read, self._asked):
            return False
        self._asked = said
        take = Link(t("list-mended-take"))

        def take_it() -> None:
            for field, text in zip(fields, read, strict=True):
                field.setText(text)
            self.say()
            self.name.setFocus()

        take.clicked.connect(lambda _=False: take_it())
        changed = ", ".join(r for r, s in zip(read, said, strict=True) if r != s)
        self.say(Note("warn", t("list-mended", text=changed), t("list-mended-again")), take)
        return True

    def is_confirmed(self) -> bool:
        """Whether the warning about households of this name was answered by the verb again."""
        return self._warned == (self.village.value(), self.name.value())

    def warn(self, alike: Sequence[Line]) -> None:
        """There are households of this name in the village: open one, or add all the same."""
        self._warned = (self.village.value(), self.name.value())
        first = alike[0]
        opener = Link(t("households-add-known"))
        opener.clicked.connect(lambda _=False: self.known.emit(first.uid))
        words = t(
            "households-add-alike", name=first.head_name, village=first.village, number=first.number
        )
        self.say(Note("warn", words, t("households-add-again")), opener)
