"""Another pass phrase: the one of now, the new one twice; the new recovery sheet follows."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.errors import AppError, PassphraseTooShort, WrongPassphrase
from desktop.services import upkeep
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.pages.settings.told import Told
from desktop.ui.start.people import LABELS
from desktop.ui.start.phrase import PhraseField, PhrasePair
from desktop.ui.widgets import Button, Card, Form, Text, mark_bad, padded


class PhraseCard(Card):
    """`changed_to` carries the new recovery code."""

    changed_to = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("settings-phrase"), icon="key")
        self._desk = desk
        self.current = PhraseField(t("settings-phrase-now"))
        self.pair = PhrasePair()
        self.change = Button(t("settings-phrase-change"), icon="key", size="compact")
        self.told = Told()
        if desk.office.practice:
            self.add(Text(t("settings-phrase-practice"), "body", "text2", wrap=True), pad=True)
            return
        form = Form(LABELS)
        form.add(t("settings-phrase-now"), self.current)
        self.add(padded(form, (14, 0, 14, 8)))
        self.add(self.pair, pad=True)
        self.add(self.told)
        foot = self.add_foot(Text(t("settings-phrase-hint"), "small", "text3"))
        foot.addStretch(1)
        foot.addWidget(self.change)
        self.change.clicked.connect(self._on_change)

    def _on_change(self) -> None:
        self.told.hide()
        mark_bad(self.current, "")
        if not self.current.text():
            self.told.say("warn", t("settings-phrase-first"))
            self.current.setFocus()
        elif trouble := self.pair.problem():
            self.told.say("warn", trouble)
            self.pair.focus_wanting()
        else:
            self._start()

    def _start(self) -> None:
        desk, now_phrase, new_phrase = self._desk, self.current.text(), self.pair.value()

        def job(db: Db) -> str:
            upkeep.check_passphrase(db, desk.path, now_phrase)
            return upkeep.change_passphrase(db, desk.path, new_phrase, now=desk.now(), by=desk.by)

        self.change.setEnabled(False)
        desk.worker.run(job, self._done, failed=self._fail, busy=t("unlock-new-working"))

    def _done(self, code: str) -> None:
        self.change.setEnabled(True)
        self.current.clear()
        self.pair.clear()
        self.changed_to.emit(code)

    def _fail(self, error: AppError) -> None:
        self.change.setEnabled(True)
        if isinstance(error, WrongPassphrase | PassphraseTooShort):
            mark_bad(self.current, t("unlock-wrong"))
            self.told.say("err", t("settings-phrase-wrong"), t("settings-phrase-wrong-how"))
            self.current.setFocus()
            self.current.selectAll()
            return
        self.told.fail(error)
