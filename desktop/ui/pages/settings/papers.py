"""What papers leave to the office: the ethnic groups that have a column in form 7.9."""

from __future__ import annotations

from desktop.errors import AppError
from desktop.services import ethnic_columns
from desktop.services.entering import Particulars
from desktop.text import t
from desktop.ui.page import Desk
from desktop.ui.pages.settings.told import Told
from desktop.ui.start.people import LABELS
from desktop.ui.widgets import Button, Card, Field, Form, Text


class PapersCard(Card):
    """The groups with commas between them; an empty field goes back to the default."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("settings-papers"), icon="file-text")
        self._desk = desk
        self._shown = ""
        self.groups = Field()
        self.save = Button(t("settings-papers-save"), size="compact")
        self.told = Told()
        hint = t("settings-papers-groups-hint", most=ethnic_columns.MOST)
        form = Form(LABELS)
        form.add(t("settings-papers-groups"), self.groups, hint)
        self.add(form, pad=True)
        row = self.add_foot(Text(t("settings-papers-hint"), "small", "text3"))
        row.addStretch(1)
        row.addWidget(self.save)
        self.add(self.told)
        self.groups.textChanged.connect(lambda _: self._tell())
        self.groups.returnPressed.connect(self.keep)
        self.save.clicked.connect(self.keep)
        self._tell()

    def show_facts(self, facts: Particulars) -> None:
        """Fill the field, unless something was typed that is not kept yet."""
        if self.groups.value() != self._shown:
            return
        self._shown = ", ".join(facts.ethnic_columns)
        self.groups.setText(self._shown)
        self._tell()

    def _tell(self) -> None:
        self.save.setEnabled(self.groups.value() != self._shown)

    def keep(self) -> None:
        """Keep what was typed; a name that is no group is refused and stays to be mended."""
        typed, now, by = self.groups.value(), self._desk.now(), self._desk.by
        if typed == self._shown:
            return
        self._desk.worker.run(
            lambda db: ethnic_columns.save(db, typed.split(","), now=now, by=by),
            lambda _: self._kept(typed),
            failed=self._fail,
        )

    def _kept(self, typed: str) -> None:
        self._shown = typed if self.groups.value() == typed else self._shown
        self.told.hide()
        self._tell()
        self._desk.say(t("settings-papers-saved"))

    def _fail(self, error: AppError) -> None:
        self.told.fail(error)
