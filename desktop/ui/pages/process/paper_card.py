"""The papers of a case: those of the step in hand first, seen as they are printed; print and save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from desktop.domain.paper_words import PaperId
from desktop.errors import AppError
from desktop.services import papering
from desktop.services.changes import Tick
from desktop.services.papering import Planned
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.memory import recall_folder, remember
from desktop.ui.page import Desk
from desktop.ui.pages.papers import printing
from desktop.ui.pages.papers.preview import Preview
from desktop.ui.pages.papers.raster import page_sizes
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Button, Card, JobBar, Note, TableView, padded, rule

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

# What the procedures call a paper → the papers of the case.
PAPERS: Mapping[str, tuple[PaperId, ...]] = {
    "request": (PaperId.REQUEST,),
    "exit_request": (PaperId.REQUEST_TO_LEAVE,),
    "annex_i": (PaperId.ANNEX_I,),
    "survey": (PaperId.SURVEY,),
    "minutes": (PaperId.MINUTES,),
    "posting_list": (PaperId.POSTING, PaperId.SURVEY_POSTING, PaperId.RECHECK),
    "letter": (PaperId.LETTER,),
    "decision": (PaperId.RECOGNISED, PaperId.ESCAPED, PaperId.AVERAGE, PaperId.WORKER),
    "refusal": (PaperId.REFUSAL, PaperId.SURVEY_REFUSAL),
    "certificate": (PaperId.CERTIFICATE,),
}
LIST_WIDTH = 330
FOLDER = "folder/papers"


class PaperCard(Card):
    """`show_papers(case_uid, paper)` lists them; `failed(AppError)` when a paper cannot be made."""

    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("process-papers"))
        self.desk = desk
        self.case_uid = ""
        self.planned: list[Planned] = []
        self.pdf, self.shown = b"", ""
        columns: list[Column[Planned]] = [
            Column("", lambda p: p.title, tip=lambda p: p.title),
        ]
        self.model: RowsModel[Planned] = RowsModel(columns, t("process-papers"))
        self.view = TableView(self.model, head=0, row=30)
        self.view.setFixedWidth(LIST_WIDTH)
        self.view.current.connect(self._look)
        self.preview = Preview(desk.worker)
        self.trouble = Note("warn", "")
        self.job = JobBar(desk.worker)
        self.print_button = Button(t("process-print"), icon="printer", key="Ctrl+P", kind="primary")
        self.save_button = Button(t("process-save-paper"), icon="file-type-pdf", key="Ctrl+S")
        self.all_button = Button(t("process-save-all"), icon="stack-2")
        self._build()

    def _build(self) -> None:
        self.head.addWidget(self.job)
        self.add_rule()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.view)
        row.addWidget(rule(upright=True))
        row.addWidget(self.preview, 1)
        self.trouble_room = padded(self.trouble, (14, 8, 14, 8))
        self.trouble_room.hide()
        self.add(self.trouble_room)
        self.add(row, 1)
        foot = self.add_foot(self.print_button, self.save_button, self.all_button)
        foot.setContentsMargins(14, 8, 14, 8)
        foot.addStretch(1)
        self.print_button.clicked.connect(self._ask_printer)
        self.save_button.clicked.connect(lambda _=False: self._choose_folder(whole=False))
        self.all_button.clicked.connect(lambda _=False: self._choose_folder(whole=True))

    # Showing ------------------------------------------------------------------------------------
    def show_papers(self, case_uid: str, *papers: str) -> None:
        """List the papers of a case; the cursor goes to the first of these kinds."""
        self.case_uid = case_uid
        wanted = [one for paper in papers for one in PAPERS.get(paper, ())]
        self.desk.worker.run_latest(
            "process-papers", lambda db: papering.plan(db, case_uid),
            lambda planned: self._show(planned, wanted), failed=self._fail,
        )  # fmt: skip

    def show_asking(
        self, year: int, procedure: str, household_uid: str, person_uid: str = ""
    ) -> None:
        """The paper that a household fills in before its case is opened."""
        self.case_uid = ""
        self.desk.worker.run_latest(
            "process-papers",
            lambda db: papering.asking_paper(db, year, procedure, household_uid, person_uid),
            lambda one: self._show([one], ()), failed=self._fail,
        )  # fmt: skip

    def _show(self, planned: Sequence[Planned], wanted: Sequence[PaperId]) -> None:
        self.planned = list(planned)
        self.all_button.setVisible(bool(self.case_uid))
        self.model.set_rows(self.planned)
        self.set_remark(t("process-papers-count", count=len(planned)))
        first = next((n for n, p in enumerate(planned) if p.paper in wanted), -1)
        self.view.choose_row(max(first, 0))
        if wanted and first < 0:
            self._tell(t("process-paper-later"))
        self.view.setFocus()

    def _look(self, record: object) -> None:
        if not isinstance(record, Planned):
            return
        self.trouble_room.hide()

        def drawn(pdf: bytes) -> None:
            self.pdf, self.shown = pdf, record.title
            self.preview.show_pdf(pdf, record.title)

        self.desk.worker.run_latest(
            "process-paper", lambda _db: papering.ink(record.sheets(), "pdf"), drawn,
            failed=self._fail,
        )  # fmt: skip

    def _tell(self, words: str) -> None:
        self.trouble.say(words)
        self.trouble_room.show()

    def _fail(self, error: AppError) -> None:
        self.pdf = b""
        self._tell(sentence(error))

    # Print and save -----------------------------------------------------------------------------
    def _ask_printer(self) -> None:
        record = self.view.record()
        if not isinstance(record, Planned) or not self.pdf:
            return
        size = page_sizes(self.pdf)[0]
        printer = printing.make_printer(record.stem, landscape=size.width() > size.height())
        if printing.ask_printer(self, printer, self.preview.page_count):
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the paper that is shown on a printer that was chosen."""
        record, now, by = self.view.record(), self.desk.now(), self.desk.by
        pdf, pages = self.pdf, printing.pages_wanted(printer, self.preview.page_count)

        def job(db: Db, tick: Tick) -> int:
            count = printing.print_pages(printer, pdf, pages, tick)
            papering.note_printed(db, record, now=now, by=by)
            return count

        self.job.run(
            job, lambda count: self.desk.say(t("process-printed", count=count)), failed=self._fail
        )

    def _choose_folder(self, *, whole: bool) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, t("process-folder"), str(recall_folder(FOLDER))
        )
        if folder:
            self.save(Path(folder), whole=whole)

    def save(self, folder: Path, *, whole: bool) -> None:
        """Write the paper under the cursor, or all papers of the case, as PDF and Excel."""
        record = self.view.record()
        if not whole and not isinstance(record, Planned):
            return
        remember(FOLDER, str(folder))
        uid, now, by = self.case_uid, self.desk.now(), self.desk.by

        def job(db: Db, tick: Tick) -> list[Path]:
            if whole:
                into = folder / papering.folder_name(db, uid)
                return papering.write_all(db, uid, into, now=now, by=by, tick=tick)
            return papering.write(db, [record], folder, now=now, by=by, tick=tick)

        self.job.run(
            job,
            lambda written: self.desk.say(t("process-papers-saved", count=len(written))),
            failed=self._fail,
        )
