"""Bộ từ cấp trên: packs of standards, days and words, looked at thing by thing before they apply."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout

from desktop.errors import AppError
from desktop.exchange.package import SUFFIX
from desktop.services import bringing_down
from desktop.services.bringing_down import Applied, Seen
from desktop.services.changes import Changes
from desktop.store.connection import Db
from desktop.store.sent_down import Pack
from desktop.text import sentence, t
from desktop.ui.memory import recall_folder, remember
from desktop.ui.page import Desk, Page
from desktop.ui.pages.down.plan import PlanCard
from desktop.ui.pages.down.words import handled, pack_name, state_of
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Button, Card, EmptyState, Note, PageHead, TableView, ask, body

FOLDER = "folder/received"
T = TypeVar("T")
LIST_WIDTH, LIST_NARROW = 300, 132
NARROW_BELOW, LOW_BELOW = 1000, 600
_CONCERNS = {"setting", "standard", "round", "package", "procedure"}


@dataclass(frozen=True, slots=True)
class _Found:
    packs: list[Pack]
    seen: Seen | None


class FromAbovePage(Page):
    """A Path as target is a package to look at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.path: Path | None = None
        self.chosen = ""
        self.setAcceptDrops(True)
        upper = desk.office.upper_name
        self.head = PageHead(t("page-from-above"), t("down-context", upper=upper))
        self.back = Button(t("down-back"), icon="arrow-left", key="Esc", live=False)
        self.open = Button(t("down-open"), icon="package-import", key="Ctrl+O")
        self.head.add(self.back, self.open)
        self.note = Note("ok", "")
        self.note.hide()
        self.list = Card(t("down-came"), icon="inbox")
        self.list.setFixedWidth(LIST_WIDTH)
        columns: list[Column[Pack]] = [
            Column(t("down-pack-col"), lambda p: (pack_name(p), handled(p)), kind="lines"),
            Column(t("down-col-fate"), state_of, kind="state", width=124),
        ]
        self.rows: RowsModel[Pack] = RowsModel(columns, t("down-came"))
        self.table = TableView(self.rows, row=46, head=0)
        self.list.add(self.table, 1)
        self.plan = PlanCard()
        self.empty = EmptyState("package", t("down-empty", upper=upper))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.plan)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addLayout(row, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(column), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_BELOW
        self.list.setFixedWidth(LIST_NARROW if is_narrow else LIST_WIDTH)
        self.table.setColumnHidden(1, is_narrow)
        self.plan.set_small(is_narrow=is_narrow, is_low=self.height() < LOW_BELOW)

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.desk.go("exchange"))
        self.open.clicked.connect(self._choose)
        self.table.current.connect(self._on_pack)
        self.plan.apply.connect(self.apply)
        self.plan.later.connect(self.keep)
        self.plan.undo.connect(self._on_undo)

    # Contract of pages ------------------------------------------------------------------------
    def reload(self) -> None:
        path, chosen = self.path, self.chosen

        def read(db: Db) -> _Found:
            packs = bringing_down.packs(db)
            if path is not None:
                return _Found(packs, bringing_down.look(db, path))
            wanted = chosen or (packs[0].sha256 if packs else "")
            return _Found(packs, bringing_down.look_kept(db, wanted) if wanted else None)

        self.desk.worker.run_latest("from-above", read, self._show)

    def on_changed(self, changes: Changes) -> bool:
        return bool(_CONCERNS & changes.names)

    def focus_first(self) -> None:
        (self.plan.table if self.plan.isVisible() else self.open).setFocus()

    def open_target(self, target: object) -> None:
        if isinstance(target, Path):
            self.look_at(target)

    def key_line(self) -> Sequence[tuple[str, str]]:
        return (
            ("Ctrl+O", t("down-open")),
            ("Space", t("down-turn")),
            ("Ctrl+Enter", t("down-apply")),
            ("Esc", t("down-back")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.desk.go("exchange")
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        urls = event.mimeData().urls()
        if urls and urls[0].toLocalFile().endswith(SUFFIX):
            self.look_at(Path(urls[0].toLocalFile()))

    # Looking ----------------------------------------------------------------------------------
    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, t("down-open"), str(recall_folder(FOLDER)), f"*{SUFFIX}"
        )
        if name:
            remember(FOLDER, str(Path(name).parent))
            self.look_at(Path(name))

    def look_at(self, path: Path) -> None:
        """Show what a file would change; nothing is written."""
        self.note.hide()
        self.path, self.chosen = path, ""
        self.reload()

    def _on_pack(self, pack: Pack | None) -> None:
        if pack is not None and (self.path is not None or pack.sha256 != self.chosen):
            self.path, self.chosen = None, pack.sha256
            self.reload()

    def _show(self, found: _Found) -> None:
        self.table.blockSignals(True)
        self.rows.set_rows(found.packs)
        seen = found.seen
        if seen is not None:
            if seen.kept is not None:
                self.path, self.chosen = None, seen.sha256
            self.table.choose_row(self.rows.row_of(lambda p: p.sha256 == seen.sha256))
            self.plan.show_seen(seen)
        self.table.blockSignals(False)
        self.list.setVisible(bool(found.packs))
        self.stack.setCurrentWidget(self.empty if seen is None else self.plan)

    # Deeds ------------------------------------------------------------------------------------
    def apply(self) -> None:
        """Write what the pack sets; where the office's own word was not given up it stays."""
        seen, take = self.plan.seen, frozenset(self.plan.taken)
        if seen is None:
            return
        now, by, path = self.desk.now(), self.desk.by, self.desk.path
        copies = path.parent / "copies" if path.name else None

        def job(db: Db) -> Applied:
            return bringing_down.apply(db, seen, take, copies=copies, now=now, by=by)

        self._do(job, lambda done: self._applied(done, seen.sha256))

    def _applied(self, done: Applied, sha256: str) -> None:
        self.path, self.chosen = None, sha256
        first = t("down-applied", count=len(done.written))
        second = t("down-applied-kept", count=len(done.kept)) if done.kept else ""
        if any(line.kind.value == "standard" for line in done.written):
            second = f"{second} {t('down-applied-standard')}".strip()
        self.note.say(first, second, "ok")
        self.note.show()
        self.desk.say(first, lambda: self.undo(sha256))
        self.reload()

    def keep(self) -> None:
        """Lay the pack into the book for later."""
        seen, now, by = self.plan.seen, self.desk.now(), self.desk.by
        if seen is not None:
            self._do(
                lambda db: bringing_down.keep(db, seen, now=now, by=by),
                lambda _: self._kept(seen.sha256),
            )

    def _kept(self, sha256: str) -> None:
        self.path, self.chosen = None, sha256
        self.desk.say(t("down-kept"))
        self.reload()

    def _on_undo(self) -> None:
        seen = self.plan.seen
        if seen and ask(self, t("down-undo-question"), t("down-undo-means"), t("down-undo")):
            self.undo(seen.sha256)

    def undo(self, sha256: str) -> None:
        """Bring back what stood before a pack was applied."""
        now, by = self.desk.now(), self.desk.by
        self._do(
            lambda db: bringing_down.undo(db, sha256, now=now, by=by), lambda _: self._undone()
        )

    def _undone(self) -> None:
        self.note.hide()
        self.desk.say(t("down-undone"))
        self.reload()

    def _do(self, job: Callable[[Db], T], done: Callable[[T], object]) -> None:
        self.note.hide()
        self.desk.worker.run(job, done, failed=self._fail)

    def _fail(self, error: AppError) -> None:
        self.note.say(t("down-not-done"), sentence(error), "err")
        self.note.show()
