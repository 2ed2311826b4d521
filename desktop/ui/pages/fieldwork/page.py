"""The page Phiếu trên điện thoại: two views, out and back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout

from desktop.errors import AppError, RoundMissing, SubmissionsOutdated
from desktop.services import fieldwork, undoing
from desktop.services.changes import Changes
from desktop.services.fieldwork import FormContent, FormExport, SubmissionPlan, Taken
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.memory import recall_folder, remember
from desktop.ui.page import Desk, Page
from desktop.ui.pages.fieldwork.back import BackView, file_filter, is_submission_file
from desktop.ui.pages.fieldwork.out import OutView
from desktop.ui.widgets import Button, EmptyState, JobBar, Note, PageHead, Segmented, body

FOLDER = "folder/phones"
OUT, BACK, CLOSED = 0, 1, 2
_CONCERNS = {"household", "review", "round", "queue"}


class FieldworkPage(Page):
    """`open_target`: "out", "back", or the Path of a file of filled forms."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.written: FormExport | None = None
        self._path: Path | None = None
        self.out, self.back = OutView(), BackView()
        self.views = Segmented([t("fieldwork-out"), t("fieldwork-back")], t("page-fieldwork"))
        self.job = JobBar(desk.worker)
        self.head = PageHead(t("page-fieldwork"), t("fieldwork-context", year=str(desk.year)))
        self.head.add(self.job, self.views)
        self.note = Note("err", "")
        self.note.hide()
        to_entry = Button(t("fieldwork-to-entry"), icon="keyboard", kind="primary")
        to_entry.clicked.connect(lambda: self.desk.go("entry"))
        self.closed = EmptyState("keyboard", t("fieldwork-no-round", year=str(desk.year)), to_entry)
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        for part in (self.out, self.back, self.closed):
            self.stack.addWidget(part)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addWidget(self.stack, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(column), 1)
        self.setAcceptDrops(True)
        self.views.chosen.connect(self.show_view)
        self.out.wanted.connect(self.ask_where)
        self.out.folder_wanted.connect(self._open_folder)
        self.back.wanted.connect(self.ask_for_file)
        self.back.taken.connect(self.take)

    # The contract of pages --------------------------------------------------------------------
    def reload(self) -> None:
        year = self.desk.year
        self.head.set_context(t("fieldwork-context", year=str(year)))
        self.desk.worker.run_latest(
            "fieldwork-content",
            lambda db: fieldwork.form_content(db, year),
            self._show_content,
            failed=self._on_no_round,
        )

    def on_changed(self, changes: Changes) -> bool:
        return bool(_CONCERNS & changes.names)

    def open_target(self, target: object) -> None:
        if isinstance(target, Path):
            self.show_view(BACK)
            self.read(target)
        elif target in ("out", "back"):
            self.show_view(OUT if target == "out" else BACK)

    def focus_first(self) -> None:
        (self.out if self.views.index() == OUT else self.back).focus_first()

    def key_line(self) -> Sequence[tuple[str, str]]:
        return (
            ("1", t("fieldwork-key-take")),
            ("0", t("fieldwork-key-leave")),
            ("Ctrl+Enter", t("fieldwork-key-write")),
            ("Ctrl+O", t("fieldwork-key-file")),
            ("F3", t("fieldwork-key-detail")),
        )

    # Views ------------------------------------------------------------------------------------
    def show_view(self, view: int) -> None:
        """Out or back."""
        self.views.set_index(view)
        self.note.hide()
        if self.stack.currentIndex() != CLOSED:
            self.stack.setCurrentIndex(view)
        self.focus_first()

    def _show_content(self, content: FormContent) -> None:
        self.stack.setCurrentIndex(self.views.index())
        self.out.show_content(content)

    def _on_no_round(self, error: AppError) -> None:
        if not isinstance(error, RoundMissing):
            self._tell(error, t("fieldwork-not-read"))
            return
        self.stack.setCurrentIndex(CLOSED)

    def _tell(self, error: AppError, failed: str) -> None:
        details = {k: v.name if isinstance(v, Path) else v for k, v in error.details.items()}
        self.note.say(failed, sentence(type(error)(**details)), "err")
        self.note.show()

    # Out --------------------------------------------------------------------------------------
    def ask_where(self) -> None:
        """Choose where the workbook goes."""
        year = self.desk.year
        self.desk.worker.run(lambda db: fieldwork.form_name(db, year), self._ask_where)

    def _ask_where(self, name: str) -> None:
        start = str(recall_folder(FOLDER) / name)
        chosen, _ = QFileDialog.getSaveFileName(self, t("fieldwork-write"), start, "Excel (*.xlsx)")
        if chosen:
            self.export(Path(chosen).with_suffix(".xlsx"))

    def export(self, path: Path) -> None:
        """Write the workbook there."""
        year, now, by = self.desk.year, self.desk.now(), self.desk.by
        with_ids = self.out.with_ids
        remember(FOLDER, str(path.parent))
        self.note.hide()
        self.desk.worker.run(
            lambda db: fieldwork.export_form(db, year, path, with_ids=with_ids, now=now, by=by),
            self._on_written,
            failed=lambda error: self._tell(error, t("fieldwork-not-written")),
            busy=t("fieldwork-writing"),
        )

    def _on_written(self, made: FormExport) -> None:
        self.written = made
        self.out.show_written(made)

    def _open_folder(self) -> None:
        if self.written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.written.path.parent)))

    # Back -------------------------------------------------------------------------------------
    def ask_for_file(self) -> None:
        """Choose a file that was downloaded."""
        start = str(recall_folder(FOLDER))
        name, _ = QFileDialog.getOpenFileName(self, t("fieldwork-choose"), start, file_filter())
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Compare a file with the book; nothing is written."""
        self._path = path
        year, now = self.desk.year, self.desk.now()
        remember(FOLDER, str(path.parent))
        self.note.hide()
        self.desk.worker.run(
            lambda db: fieldwork.plan_submissions(db, path, year, now=now),
            self._show_plan,
            failed=lambda error: self._tell(error, t("fieldwork-not-read")),
            busy=t("fieldwork-reading"),
        )

    def _show_plan(self, plan: SubmissionPlan) -> None:
        self.back.show_plan(plan)
        self.back.focus_first()

    def take(self) -> None:
        """Write the accepted forms."""
        plan, accepted = self.back.plan, self.back.accepted
        complete, now, by = self.back.complete.isChecked(), self.desk.now(), self.desk.by
        if plan is None or not accepted:
            return

        def job(db: Db) -> Taken:
            return fieldwork.take_submissions(db, plan, accepted, complete=complete, now=now, by=by)

        self.desk.worker.run(
            job, self._on_taken, failed=self._on_not_taken, busy=t("fieldwork-taking")
        )

    def _on_taken(self, taken: Taken) -> None:
        words = t("fieldwork-taken", drafts=taken.drafts, complete=taken.complete)
        self.desk.say(words, lambda: self._undo(taken.act_uid))
        self._read_again()

    def _on_not_taken(self, error: AppError) -> None:
        if isinstance(error, SubmissionsOutdated):
            self._read_again()
        self._tell(error, t("fieldwork-not-taken"))

    def _undo(self, act_uid: str) -> None:
        now, by = self.desk.now(), self.desk.by
        self.desk.worker.run(
            lambda db: undoing.undo(db, act_uid, now=now, by=by),
            lambda _: self._on_undone(),
            failed=lambda error: self._tell(error, t("fieldwork-not-undone")),
        )

    def _on_undone(self) -> None:
        self.desk.say(t("fieldwork-undone"))
        self._read_again()

    def _read_again(self) -> None:
        if self._path is not None:
            self.read(self._path)

    # Dropping ---------------------------------------------------------------------------------
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.open_target(path)


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return next((p for p in paths if is_submission_file(p)), None)
