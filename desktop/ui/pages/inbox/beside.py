"""What the inbox does with remarks and opinions: reads them beside a package, keeps them, writes what is owed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop.domain.answer import Given, Verdict
from desktop.errors import AppError
from desktop.services import judging, receipting, saying
from desktop.services.changes import Changes
from desktop.services.checking import Check
from desktop.services.foreseeing import ChangedHousehold
from desktop.services.receipting import Owed, Written
from desktop.services.saying import Beside
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.page import Desk
from desktop.ui.pages.inbox.decisions import Decisions
from desktop.ui.pages.inbox.detail import DetailCard
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.frames import Note

SOME = 3


class Besides(QObject):
    """Fills the remarks and the opinion of `detail`; `owed` is the note above the list."""

    def __init__(self, desk: Desk, detail: DetailCard, decisions: Decisions) -> None:
        super().__init__(detail)
        self._desk, self._detail, self._decisions = desk, detail, decisions
        self._owed: list[Owed] = []
        self.write = Button(t("answers-owed-write"), icon="send", size="compact")
        self.write.clicked.connect(self.write_owed)
        self.owed = Note("info", "", "", self.write)
        self.owed.hide()
        detail.remarks.wanted.connect(self._remark)
        detail.remarks.back.connect(self._take_back)
        detail.findings_wanted.connect(self.turn)

    # Beside one package -----------------------------------------------------------------------
    def read(self) -> None:
        """What is said of the package shown."""
        entry = self._detail.entry
        if entry is None:
            return
        sha, sender, changed = entry.id, entry.sender, self._changed()

        def show(found: Beside) -> None:
            now = self._detail.entry
            if now is not None and now.id == sha:
                self._detail.show_beside(found)

        self._desk.worker.run_latest(
            "inbox-beside", lambda db: saying.beside(db, sha, sender, changed), show
        )

    def _changed(self) -> tuple[ChangedHousehold, ...]:
        found = self._detail.examined
        return found.changed if found else ()

    def _remark(self, number: str, words: str) -> None:
        entry, changed = self._detail.entry, self._changed()
        if entry is None:
            return
        now, by, sha, sender = self._desk.now(), self._desk.by, entry.id, entry.sender

        def keep(db: Db) -> Given | None:
            uid = saying.numbered(db, sender, number, changed)
            if uid is None:
                return None
            return receipting.remark(
                db, uid, words, package=sha, office=sender, now=now, by=by
            )  # fmt: skip

        self._desk.worker.run(keep, lambda made: self._kept(made, number))

    def _kept(self, made: Given | None, number: str) -> None:
        if made is None:
            self._detail.remarks.refuse(t("answers-remark-unknown", number=number))
            return
        self._detail.remarks.clear()
        self._detail.remarks.begin("")
        self._again()

    def _take_back(self, given: Given) -> None:
        now, by = self._desk.now(), self._desk.by
        self._desk.worker.run(
            lambda db: receipting.take_back(db, given.uid, now=now, by=by), lambda _: self._again()
        )

    def turn(self, checks: Sequence[Check]) -> None:
        """Findings become remarks on their households."""
        entry = self._detail.entry
        if entry is None:
            return
        remarks = judging.remarks_in(checks, Verdict.HELD)
        now, by, sha, sender = self._desk.now(), self._desk.by, entry.id, entry.sender

        def told(_: Changes) -> None:
            self._desk.say(t("answers-remarks-made", count=len(remarks)))
            self._again()

        self._desk.worker.run(
            lambda db: receipting.remark_findings(db, remarks, sha, sender, now=now, by=by), told
        )

    def _again(self) -> None:
        self.read()
        self.read_owed()

    # What no receipt carries yet --------------------------------------------------------------
    def read_owed(self) -> None:
        """Which communes have something to hear that was not sent."""
        self._desk.worker.run_latest("inbox-owed", receipting.receipts_owed, self._show_owed)

    def _show_owed(self, owed: list[Owed]) -> None:
        self._owed = owed
        self.owed.setVisible(bool(owed))
        if owed:
            names = _names([o.name for o in owed])
            self.owed.say(
                t("answers-owed", count=len(owed)), t("answers-owed-how", names=names), "info"
            )

    def write_owed(self) -> None:
        """A receipt for each of them, into the receipts' folder."""
        folder = self._decisions.receipts
        if folder is None:
            if not self._decisions.ask_receipts():
                return
            folder = self._decisions.receipts
        assert folder is not None
        now, by = self._desk.now(), self._desk.by
        self._desk.worker.run(
            lambda db: receipting.write_owed(db, folder, now=now, by=by),
            self._written,
            failed=self._failed,
        )

    def _written(self, written: list[Written]) -> None:
        done = [w for w in written if w.path is not None]
        if done:
            folder = str(self._decisions.receipts)
            self._desk.say(t("answers-owed-written", count=len(done), folder=folder))
        if failed := [w for w in written if w.refusal is not None]:
            words = t("answers-owed-failed", names=_names([w.owed.name for w in failed]))
            error = failed[0].refusal
            self._decisions.told.emit("warn", words, sentence(error) if error else "")
        self._again()

    def _failed(self, error: AppError) -> None:
        self._decisions.told.emit("err", sentence(error), "")


def _names(names: Sequence[str]) -> str:
    return ", ".join(names[:SOME]) + (" …" if len(names) > SOME else "")
