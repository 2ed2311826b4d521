"""Who keys, and what stands at the foot of papers."""

from __future__ import annotations

from desktop.domain.unit import Signatory
from desktop.domain.vietnamese import nfc
from desktop.services import upkeep
from desktop.services.changes import Changes
from desktop.services.entering import Particulars
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.start.people import LABELS, SignatoryForm
from desktop.ui.widgets import Button, Card, Field, Form, Text, mark_bad


class PeopleCard(Card):
    """The user and the signatory; what was typed is kept by the button, or when one leaves."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("settings-people"), icon="users")
        self._desk = desk
        self._shown: tuple[str, Signatory] = ("", Signatory())
        self.user = Field()
        self.foot = SignatoryForm()
        self.save = Button(t("settings-people-save"), key="Ctrl+S", size="compact")
        self.save.clicked.connect(self.keep)
        form = Form(LABELS)
        form.add(t("start-people-user"), self.user, t("settings-people-user-hint"))
        self.add(form, pad=True)
        self.add(self.foot, pad=True)
        row = self.add_foot(Text(t("settings-people-hint"), "small", "text3"))
        row.addStretch(1)
        row.addWidget(self.save)
        for field in (self.user, *self.foot.findChildren(Field)):
            field.textChanged.connect(lambda _: self._tell())
        self._tell()

    def show_facts(self, facts: Particulars) -> None:
        """Fill the fields, unless something was typed that is not kept yet."""
        if self._is_edited():
            return
        self.user.setText(facts.entrance.user)
        self.foot.show_signatory(facts.signatory)
        self._shown = self._typed()
        self._tell()

    def _typed(self) -> tuple[str, Signatory]:
        return nfc(self.user.value()), self.foot.signatory()

    def _is_edited(self) -> bool:
        return self._typed() != self._shown and self._shown[0] != ""

    def _tell(self) -> None:
        self.save.setEnabled(self._is_edited())

    def keep(self) -> None:
        """Keep what was typed; a book without a user's name is refused."""
        user, signatory = self._typed()
        mark_bad(self.user, "" if user else t("start-people-no-user"))
        if not user or not self._is_edited():
            return
        before, now = self._shown, self._desk.now()

        def job(db: Db) -> Changes:
            changed = upkeep.save_signatory(db, signatory, now=now, by=user)
            return upkeep.save_user(db, user, now=now) if user != before[0] else changed

        self._shown = (user, signatory)
        self._tell()
        self._desk.worker.run(job, lambda _: self._desk.say(t("settings-people-saved")))
