"""The book itself: whose it is, where it lies, its copies, whether it is sound."""

from __future__ import annotations

import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from desktop.domain.unit import Level
from desktop.errors import AppError
from desktop.services import upkeep
from desktop.services.changes import Changes, changes
from desktop.services.entering import Particulars
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui import memory
from desktop.ui.dates import local_day, written_moment
from desktop.ui.page import Desk
from desktop.ui.pages.settings.told import Told
from desktop.ui.start.unit_words import area_words, low
from desktop.ui.widgets import Button, Card, Field, Form, KeyValues, StateLabel, padded

FOLDER = "folder/backup"
LABELS = 150
OLD_AFTER = datetime.timedelta(days=7)


class OfficeCard(Card):
    """Facts of the office; they were chosen when the book was made."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("settings-office"), icon="map-pin")
        self._desk = desk
        self.facts = KeyValues(name_width=LABELS, role="body", gap=6)
        self.add(self.facts, pad=True)

    def show_facts(self, facts: Particulars) -> None:
        """Show them."""
        office = facts.entrance.office
        listed = t("start-unit-code-in-list", code=office.code, list=office.list_version)
        rows = [
            (t("settings-office-name"), office.name),
            (t("start-unit-code"), listed),
            (t("start-unit-desk"), t(f"start-unit-desk-{office.level}")),
        ]
        if office.level is Level.COMMUNE and office.area is not None:
            year = local_day(self._desk.now()).year
            rows.append((t("start-unit-area"), area_words(office.area, year)))
        if office.upper_name:
            upper = t("start-unit-receiver-is", name=low(office.upper_name))
            rows.append((t("start-unit-receiver"), upper))
        rows.append((t("settings-office-book"), str(self._desk.path)))
        self.facts.set_rows([(name, value) for name, value in rows])


class BackupCard(Card):
    """Copies into a folder of choice, and the check of the book."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("settings-backup"), icon="copy")
        self._desk = desk
        self.folder = Field(memory.recall(FOLDER))
        self.look = Button(t("settings-backup-look"), icon="folder-open")
        self.copy = Button(t("settings-backup-now"), icon="copy", size="compact")
        self.check = Button(t("settings-check"), icon="shield-check", size="compact", kind="flat")
        self.last = StateLabel("none", "")
        self.told = Told()
        self._lay_out()
        self.look.clicked.connect(self._on_look)
        self.copy.clicked.connect(self._on_copy)
        self.check.clicked.connect(self._on_check)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.folder, 1)
        row.addWidget(self.look)
        holder = padded(row, (0, 0, 0, 0))
        holder.setFocusProxy(self.folder)
        form = Form(LABELS)
        form.add(t("settings-backup-folder"), holder, t("settings-backup-hint"))
        self.add(form, pad=True)
        self.add(self.told)
        foot = self.add_foot(self.last)
        foot.addStretch(1)
        foot.addWidget(self.check)
        foot.addWidget(self.copy)

    def show_facts(self, facts: Particulars) -> None:
        """When the last copy was made; one that is a week old is remarked."""
        last, now = facts.entrance.last_backup, self._desk.now()
        if last is None:
            self.last.set_state("warn", t("settings-backup-never"))
            return
        state = "warn" if now - last > OLD_AFTER else "ok"
        self.last.set_state(state, t("settings-backup-last", when=written_moment(last, now)))

    def _on_look(self) -> bool:
        found = QFileDialog.getExistingDirectory(
            self, t("settings-backup-folder"), self.folder.text()
        )
        if found:
            self.folder.setText(found)
        return bool(found)

    def _on_copy(self) -> None:
        if not self.folder.text().strip() and not self._on_look():
            return
        folder, desk = Path(self.folder.text().strip()), self._desk
        memory.remember(FOLDER, str(folder))

        def job(db: Db) -> tuple[Path, int]:
            made = upkeep.back_up(db, folder, now=desk.now(), by=desk.by)
            return made, made.stat().st_size

        self._wait(on=True)
        desk.worker.run(job, self._on_copied, failed=self._fail, busy=t("settings-backup-busy"))

    def _on_copied(self, made: tuple[Path, int]) -> None:
        path, size = made
        self._wait(on=False)
        first = t("settings-backup-done", file=path.name, kilobytes=max(1, size // 1024))
        self.told.say("ok", first, t("settings-backup-done-how"))
        self._desk.worker.run(_told)

    def _on_check(self) -> None:
        path = self._desk.path
        self._wait(on=True)
        self._desk.worker.run(
            lambda db: upkeep.check_soundness(db, path),
            lambda _: self._sound(),
            failed=self._fail,
            busy=t("settings-check-busy"),
        )

    def _sound(self) -> None:
        self._wait(on=False)
        self.told.say("ok", t("settings-check-sound"))

    def _fail(self, error: AppError) -> None:
        self._wait(on=False)
        self.told.fail(error)

    def _wait(self, *, on: bool) -> None:
        for button in (self.copy, self.check):
            button.setEnabled(not on)


def _told(_db: Db) -> Changes:
    """A copy changes nothing but when the last one was made: windows look again."""
    return changes("setting")
