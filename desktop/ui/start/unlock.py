"""The pass phrase of a book; the recovery sheet where it is forgotten; what to do if neither helps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import (
    AppError,
    BookDamaged,
    BookMissing,
    NotABook,
    PassphraseTooShort,
    RecoveryCodeWrong,
    WrongPassphrase,
)
from desktop.text import t
from desktop.ui import memory
from desktop.ui.start.flow import Flow
from desktop.ui.start.phrase import PhraseField, PhraseQuestion, ShowPhrase
from desktop.ui.start.question import Arrival, Question
from desktop.ui.widgets import Button, Form, Link, Text, mark_bad
from desktop.ui.widgets.frames import rule

if TYPE_CHECKING:
    from desktop.domain.unit import Office
    from desktop.store.connection import Db

WIDTH = 560
_WANTS_BACKUP = (BookDamaged, BookMissing, NotABook)


class UnlockQuestion(Question):
    """One field, and the ways around it."""

    def __init__(self, path: Path, office_name: str) -> None:
        name = office_name or path.stem
        super().__init__(t("unlock-title"), t("unlock-lead", name=name), verb=t("unlock-verb"))
        self._path = path
        self.phrase = PhraseField(t("unlock-phrase"))
        self.show_phrase = ShowPhrase(self.phrase)
        self.recover = Link(t("unlock-recover"), icon="key")
        self.other = Link(t("unlock-other"), icon="folder-open")
        self.make = Link(t("unlock-new"), icon="plus")
        self.restore = Link(t("unlock-restore"), icon="history")
        self._lay_out(path)
        self.phrase.textEdited.connect(lambda _: mark_bad(self.phrase, ""))

    def _lay_out(self, path: Path) -> None:
        form = Form(110)
        form.setMaximumWidth(WIDTH)
        form.add(t("unlock-phrase"), self.phrase)
        form.add("", self.show_phrase)
        form.add(t("unlock-book"), Text(str(path), "small", "text3", wrap=True))
        self.main.addWidget(form)
        self.main.addSpacing(16)
        line = rule()
        line.setMaximumWidth(WIDTH)
        self.main.addWidget(line)
        self.main.addSpacing(10)
        for link in (self.recover, self.other, self.restore, self.make):
            self.main.addWidget(_at_left(link))
        self.main.addStretch(1)

    def problem(self) -> str:
        if self.phrase.text():
            return ""
        self.phrase.setFocus()
        return t("unlock-nothing")

    def refuse(self, error: AppError) -> None:
        """A phrase too short for any book is simply a wrong one."""
        if isinstance(error, PassphraseTooShort):
            error = WrongPassphrase(path=self._path.name)
        wants = isinstance(error, _WANTS_BACKUP)
        buttons = [self._restore_button()] if wants else []
        self.fail(error, *buttons)
        if isinstance(error, WrongPassphrase):
            mark_bad(self.phrase, t("unlock-wrong"))
            self.phrase.selectAll()

    def _restore_button(self) -> Button:
        button = Button(t("unlock-restore"), size="compact")
        button.clicked.connect(self.restore.click)
        return button

    def focus_first(self) -> None:
        self.phrase.setFocus()


class CodeQuestion(Question):
    """The code of the recovery sheet, group by group as printed."""

    def __init__(self) -> None:
        from desktop.ui.start.code_field import CodeField

        super().__init__(t("unlock-code-title"), t("unlock-code-lead"), verb=t("unlock-code-verb"))
        self.code = CodeField()
        self.main.addWidget(self.code)
        self.main.addSpacing(12)
        self.main.addWidget(Text(t("unlock-code-hint"), "small", "text3", wrap=True))
        self.main.addStretch(1)

    def problem(self) -> str:
        if self.code.is_full():
            return ""
        self.code.focus_gap()
        return t("unlock-code-gap")

    def refuse(self, error: AppError) -> None:
        """A good code that opens another book is told from a mistyped one."""
        if isinstance(error, WrongPassphrase):
            self.rest()
            self.say("err", t("unlock-code-other"), t("unlock-code-other-how"))
            self.code.focus_first()
            return
        self.fail(error)
        if isinstance(error, RecoveryCodeWrong):
            self.code.focus_first()

    def focus_first(self) -> None:
        self.code.focus_gap()


class Unlock(Flow):
    """From the pass phrase (or the sheet) to an open book."""

    def begin(self, path: Path) -> None:
        """Ask for the phrase of this book."""
        self.path = path
        self.window.set_steps([])
        name = memory.last_office() if path == memory.last_book() else ""
        asked = self.question = UnlockQuestion(path, name)
        asked.go = self._open
        asked.recover.clicked.connect(self._ask_code)
        asked.other.clicked.connect(self._on_other)
        asked.make.clicked.connect(lambda: self.left.emit("start", None))
        asked.restore.clicked.connect(lambda: self.left.emit("restore", path))
        self.ask(asked)
        if not path.is_file():
            asked.refuse(BookMissing(path=path.name))

    def _on_other(self) -> None:
        from desktop.ui.start.begin import BOOK_FILES, pick_file

        path = pick_file(self.window, t("unlock-other"), BOOK_FILES, self.path)
        if path is not None and path != self.path:
            self.left.emit("unlock", path)

    # The phrase -------------------------------------------------------------------------------
    def _open(self) -> None:
        from desktop.services import upkeep

        phrase, path = self.question.phrase.text(), self.path
        self.question.work(t("start-opening"))
        self.worker.open(
            lambda: upkeep.open_book(path, passphrase=phrase),
            lambda _: self._on_open(phrase),
            failed=self.question.refuse,
        )

    def _on_open(self, phrase: str) -> None:
        if not memory.sheet_is_missing() or self.path != memory.last_book():
            self._arrive()
            return
        from desktop.services.entering import entrance, sheet_code

        self.worker.run(
            lambda db: (entrance(db).office, sheet_code(db, phrase)),
            lambda found: self._ask_sheet(*found, lead=t("unlock-sheet-owed")),
        )

    # The sheet --------------------------------------------------------------------------------
    def _ask_code(self) -> None:
        self.code = CodeQuestion()
        self.code.go = self._recover
        self.ask(self.code)

    def _recover(self) -> None:
        from desktop.services import upkeep

        code, path = self.code.code.value(), self.path
        self.code.work(t("start-opening"))
        self.worker.open(
            lambda: upkeep.open_book(path, code=code),
            lambda _: self._ask_phrase(),
            failed=self.code.refuse,
        )

    def _ask_phrase(self) -> None:
        question = PhraseQuestion(
            title=t("unlock-new-title"), lead=t("unlock-new-lead"), verb=t("unlock-new-verb"),
            book=self.path, taken=False,
        )  # fmt: skip
        question.go = lambda: self._change(question)
        self.ask(question, can_go_back=False)

    def _change(self, question: PhraseQuestion) -> None:
        from desktop.services import upkeep
        from desktop.services.entering import entrance

        phrase, path = question.pair.value(), self.path

        def change(db: Db) -> tuple[Office, str]:
            found = entrance(db)
            code = upkeep.change_passphrase(db, path, phrase, now=self.now(), by=found.user)
            return found.office, code

        question.work(t("unlock-new-working"))
        self.worker.run(
            change,
            lambda found: self._ask_sheet(*found, lead=t("unlock-sheet-new")),
            failed=question.fail,
        )

    def _ask_sheet(self, office: Office, code: str, *, lead: str) -> None:
        from desktop.ui.start.sheet import RecoverySheet, SheetQuestion

        memory.remember_book(self.path, office.name)
        memory.remember_sheet(kept=False)
        question = SheetQuestion(RecoverySheet(self.worker, office, code, self.now), lead=lead)
        question.go = self._on_sheet
        self.ask(question, can_go_back=False)

    def _on_sheet(self) -> None:
        memory.remember_sheet(kept=True)
        self._arrive()

    def _arrive(self) -> None:
        self.arrived.emit(Arrival(path=self.path))


def _at_left(link: Link) -> QWidget:
    holder = QWidget()
    holder.setProperty("ground", "clear")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 2)
    column.addWidget(link, 0)
    link.setSizePolicy(link.sizePolicy().Policy.Fixed, link.sizePolicy().Policy.Fixed)
    return holder
