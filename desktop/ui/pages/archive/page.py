"""Kho gói: packages as they came at the left; at the right what going back to one would change."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import AppError
from desktop.services import archiving, going_back, judging
from desktop.services.archiving import Shelved
from desktop.services.changes import Changes
from desktop.services.going_back import WayBack, WentBack
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.page import Desk, Page
from desktop.ui.pages.archive.detail import BackCard
from desktop.ui.pages.archive.list_card import ListCard
from desktop.ui.widgets import Button, Note, PageHead, body

_CONCERNS = frozenset({"package", "setting"})
LEFT_SHARE, LEAST, MOST = 0.38, 380, 560


class ArchivePage(Page):
    """Target of `desk.go("archive", …)`: an office's code, whose earlier package is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted = ""
        self.head = PageHead(t("page-archive"), t("archive-context"))
        self.inbox = Button(t("archive-to-inbox"), icon="inbox")
        self.inbox.clicked.connect(lambda: desk.go("inbox"))
        self.head.add(self.inbox)
        self.note = Note("info", "")
        self.note.hide()
        self.list = ListCard(desk.year)
        self.detail = BackCard()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addWidget(self.detail, 1)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addLayout(row, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(holder), 1)
        self.list.current.connect(self._on_current)
        self.list.opened.connect(lambda _: self.detail.focus_first())
        self.list.keeps_chosen.connect(self._keep_many)
        self.detail.wanted.connect(self.go_back)
        self.detail.opened.connect(lambda path: desk.go("inbox", path))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.list.setFixedWidth(min(max(round(self.width() * LEFT_SHARE), LEAST), MOST))

    # Contract of pages ------------------------------------------------------------------------
    def reload(self) -> None:
        year = self.desk.year

        def read(db: Db) -> tuple[list[Shelved], int]:
            return archiving.shelf(db, year=year), archiving.keeps(db)

        self.desk.worker.run_latest("archive", read, lambda found: self._show(*found))

    def on_changed(self, changes: Changes) -> bool:
        return not _CONCERNS.isdisjoint(changes.names)

    def focus_first(self) -> None:
        self.list.table.setFocus()

    def open_target(self, target: object) -> None:
        if isinstance(target, str):
            self._wanted = target
            self._choose_wanted()

    def _choose_wanted(self) -> None:
        if self._wanted and self.list.choose(self._wanted):
            self._wanted = ""

    def _show(self, found: list[Shelved], keeps: int) -> None:
        kept = sum(s.path is not None for s in found)
        self.head.set_context(t("archive-context-count", count=kept))
        self.detail.one = None
        self.list.show_shelf(found, keeps)
        self._choose_wanted()
        if not found:
            self.detail.show_nothing()

    # One package ------------------------------------------------------------------------------
    def _on_current(self, one: Shelved | None) -> None:
        if one is None:
            self.detail.show_nothing()
            return
        if self.detail.one is not None and self.detail.one.package == one.package:
            return
        self.detail.show_package(one)
        if not (one.is_earlier and one.path):
            return
        now, sha = self.desk.now(), one.package.sha256
        self.desk.worker.run_latest(
            "archive-look", lambda db: going_back.look_at(db, sha, now=now), self._show_way,
            failed=lambda error: self.detail.refuse(sentence(error)),
        )  # fmt: skip

    def _show_way(self, way: WayBack) -> None:
        one = self.detail.one
        if one is not None and one.package.sha256 == way.earlier.sha256:
            self.detail.show_way(way)

    def go_back(self, reason: str) -> None:
        """Take the earlier package in again, as it was shown."""
        one = self.detail.one
        if one is None:
            return
        now, by, sha = self.desk.now(), self.desk.by, one.package.sha256

        def job(db: Db) -> WentBack:
            receipts: Path | None = judging.folder(db, judging.RECEIPTS)
            return going_back.go_back(db, sha, reason, receipts=receipts, now=now, by=by)

        self.detail.set_ready(ready=False)
        self.desk.worker.run(job, self._done, failed=self._failed)

    def _done(self, done: WentBack) -> None:
        words = t(
            "archive-went-back", sender=done.sender, number=str(done.number),
            returned=str(done.returned),
        )  # fmt: skip
        tail = t("archive-receipt", file=done.receipt.name) if done.receipt else t("archive-owed")
        self.desk.say(f"{words} {tail}")
        self.note.setVisible(done.trouble is not None)
        if done.trouble is not None:
            self.note.say(words, sentence(done.trouble), "warn")
        self.list.table.setFocus()

    def _failed(self, error: AppError) -> None:
        self.detail.set_ready(ready=True)
        self.note.say(t("archive-failed"), sentence(error), "err")
        self.note.show()

    # Setting ----------------------------------------------------------------------------------
    def _keep_many(self, count: int) -> None:
        now, by = self.desk.now(), self.desk.by
        self.desk.worker.run(lambda db: archiving.keep_many(db, count, now=now, by=by))
