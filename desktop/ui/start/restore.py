"""A backup in the place of the book: chosen, opened by phrase or sheet, checked, then put there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.errors import AppError, RecoveryCodeWrong, WrongPassphrase
from desktop.paths import data_folder
from desktop.services import upkeep
from desktop.text import t
from desktop.ui import memory
from desktop.ui.dates import written_moment
from desktop.ui.start.begin import BOOK_FILES, pick_file
from desktop.ui.start.code_field import CodeField
from desktop.ui.start.phrase import PhraseField, ShowPhrase
from desktop.ui.start.question import Arrival, Question
from desktop.ui.start.unlock import Unlock
from desktop.ui.widgets import Button, Field, Form, Link, Text

WIDTH = 640


class FilePick(QWidget):
    """A file's path in a field, with the button that looks for it."""

    def __init__(self, name: str, files: str) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._name, self._files = name, files
        self.field = Field(name=name)
        self.look = Button(t("start-look"), icon="folder-open")
        self.look.clicked.connect(self._on_look)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.look)
        self.setFocusProxy(self.field)

    def path(self) -> Path | None:
        """The file, None while nothing is chosen."""
        text = self.field.text().strip()
        return Path(text) if text else None

    def _on_look(self) -> None:
        found = pick_file(self, self._name, self._files, self.path())
        if found is not None:
            self.field.setText(str(found))


class RestoreQuestion(Question):
    """Which backup to put in place of the book, and what opens it: the phrase, or the sheet."""

    def __init__(self, target: Path | None) -> None:
        super().__init__(
            t("start-restore-title"), t("start-restore-lead"), verb=t("start-restore-verb")
        )
        self._target = target
        self.file = FilePick(t("start-restore-file"), BOOK_FILES)
        self.phrase = PhraseField(t("start-restore-phrase"))
        self.code = CodeField()
        self.by_code = Link("", icon="key")
        self.by_code.clicked.connect(lambda: self._open_by(sheet=not self.is_by_sheet()))
        form = Form(150)
        form.setMaximumWidth(WIDTH)
        form.add(t("start-restore-file"), self.file)
        self.phrases = Form(150)
        self.phrases.setMaximumWidth(WIDTH)
        self.phrases.add(t("start-restore-phrase"), self.phrase, t("start-restore-phrase-hint"))
        self.phrases.add("", ShowPhrase(self.phrase))
        for part in (form, self.phrases, self.code):
            self.main.addWidget(part)
            self.main.addSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.by_code)
        row.addStretch(1)
        self.main.addLayout(row)
        if target is not None and target.exists():
            self.main.addSpacing(12)
            words = t("start-restore-replaces", book=target.name)
            self.main.addWidget(Text(words, "small", "text2", wrap=True))
        self.main.addStretch(1)
        self._open_by(sheet=False)

    def _open_by(self, *, sheet: bool) -> None:
        self.code.setVisible(sheet)
        self.phrases.setVisible(not sheet)
        self.by_code.setText(t("start-restore-by-phrase" if sheet else "start-restore-by-sheet"))
        self.by_code.updateGeometry()
        self.focus_first()

    def is_by_sheet(self) -> bool:
        """Whether the code of the recovery sheet opens it."""
        return self.phrases.isHidden()

    def problem(self) -> str:
        path = self.file.path()
        if path is None or not path.is_file():
            self.file.field.setFocus()
            return t("start-restore-no-file")
        if self.is_by_sheet():
            return "" if self.code.is_full() else t("unlock-code-gap")
        return "" if self.phrase.text() else t("start-restore-no-phrase")

    def backup(self) -> Path:
        """The file that was chosen."""
        path = self.file.path()
        assert path is not None, "asked only once `problem` is silent"
        return path

    def target(self) -> Path:
        """Where the restored book will lie: in place of the lost one, or in the data folder."""
        if self._target is not None:
            return self._target
        return data_folder() / "so" / f"{self.backup().stem}.rasoat-book"

    def refuse(self, error: AppError) -> None:
        """Say what is wrong; the book in its place is untouched."""
        self.fail(error)
        if isinstance(error, WrongPassphrase | RecoveryCodeWrong):
            (self.code if self.is_by_sheet() else self.phrase).setFocus()

    def focus_first(self) -> None:
        if self.file.path() is None:
            self.file.field.setFocus()
        elif self.is_by_sheet():
            self.code.focus_gap()
        else:
            self.phrase.setFocus()


class Restore(Unlock):
    """From a backup to an open book; with the sheet a new phrase is set on the way."""

    def begin(self, path: Path | None) -> None:
        """Ask for the backup; `path` is the book it replaces, None where there is none."""
        self.window.set_steps([])
        self.came_from = "unlock" if path is not None else "start"
        self.asked = RestoreQuestion(path)
        self.asked.go = self._restore
        self.ask(self.asked)

    def _restore(self) -> None:
        asked = self.asked
        backup, path = asked.backup(), asked.target()
        phrase = "" if asked.is_by_sheet() else asked.phrase.text()
        code = asked.code.value() if asked.is_by_sheet() else ""
        asked.work(t("start-restoring"))
        self.worker.run_without_book(
            lambda: upkeep.restore(backup, path, passphrase=phrase, code=code, now=self.now()),
            lambda restored: self._on_restored(restored, phrase, code),
            failed=asked.refuse,
        )

    def _on_restored(self, restored: upkeep.Restored, phrase: str, code: str) -> None:
        self.path = restored.path
        memory.remember_book(restored.path, "")
        written, kept = restored.last_write, restored.kept
        when = written_moment(written, self.now()) if written is not None else "–"
        self.asked.rest()
        second = t("start-restored-kept", file=kept.name) if kept else ""
        self.asked.say("ok", t("start-restored", when=when), second)
        self.asked.verb = t("unlock-verb")
        self.asked.go = lambda: self._enter(phrase, code)
        self.asked.changed.emit()

    def _enter(self, phrase: str, code: str) -> None:
        path = self.path
        self.asked.work(t("start-opening"))
        self.worker.open(
            lambda: upkeep.open_book(path, passphrase=phrase, code=code),
            lambda _: self._ask_phrase() if code else self.arrived.emit(Arrival(path=path)),
            failed=self.asked.refuse,
        )
