"""The page of error rates on paper: saved as PDF or Excel, or sent to a printer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.errors import AppError, Cancelled
from desktop.services import reporting, verifying
from desktop.services.changes import Tick
from desktop.services.reporting import Paper
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui.memory import recall_folder, remember
from desktop.ui.page import Desk
from desktop.ui.pages.papers import printing
from desktop.ui.pages.papers.raster import page_sizes
from desktop.ui.pages.verify.rates import RatesCard
from desktop.ui.widgets import JobBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPrintSupport import QPrinter

FOLDER = "folder/papers"


class Press:
    """What the buttons of the rates do; `failed` is told what went wrong."""

    def __init__(
        self, parent: QWidget, desk: Desk, card: RatesCard, failed: Callable[[AppError], None]
    ) -> None:
        self._parent, self._desk, self._failed = parent, desk, failed
        self.job = JobBar(desk.worker)
        card.pdf.clicked.connect(lambda: self._laid_out(lambda p: self._choose_file(p, "pdf")))
        card.excel.clicked.connect(lambda: self._laid_out(lambda p: self._choose_file(p, "xlsx")))
        card.print.clicked.connect(lambda: self._laid_out(self._ask_printer))

    def _laid_out(self, then: Callable[[Paper], None]) -> None:
        year = self._desk.year
        self._desk.worker.run(lambda db: verifying.paper(db, year), then, failed=self._fail)

    def _choose_file(self, paper: Paper, kind: str) -> None:
        start = str(recall_folder(FOLDER) / f"{paper.stem}.{kind}")
        title = t("papers-save-excel") if kind == "xlsx" else t("papers-save-pdf")
        name, _ = QFileDialog.getSaveFileName(self._parent, title, start, f"*.{kind}")
        if name:
            self.save(paper, kind, Path(name).with_suffix(f".{kind}"))

    def save(self, paper: Paper, kind: str, path: Path) -> None:
        """Write the page as "pdf" or "xlsx"."""
        now, by = self._desk.now(), self._desk.by
        remember(FOLDER, str(path.parent))
        self._desk.worker.run(
            lambda db: reporting.write_paper(db, paper, kind, path, now=now, by=by),
            lambda written: self._desk.say(t("papers-saved", file=written.name)),
            failed=self._fail,
        )

    def _ask_printer(self, paper: Paper) -> None:
        pages = len(page_sizes(paper.pdf))
        printer = printing.make_printer(paper.stem, landscape=paper.sheet.landscape)
        if printing.ask_printer(self._parent, printer, pages):
            self.print_on(paper, printer, pages)

    def print_on(self, paper: Paper, printer: QPrinter, pages: int) -> None:
        """Print on a printer that was chosen."""
        now, by = self._desk.now(), self._desk.by
        chosen = printing.pages_wanted(printer, pages)

        def job(db: Db, tick: Tick) -> int:
            count = printing.print_pages(printer, paper.pdf, chosen, tick)
            reporting.note_printed(db, paper, count, now=now, by=by)
            return count

        self.job.run(
            job,
            lambda count: self._desk.say(t("papers-printed", count=count)),
            failed=self._fail,
        )

    def _fail(self, error: AppError) -> None:
        if isinstance(error, Cancelled):
            self._desk.say(t("papers-print-stopped"))
            return
        self._failed(error)
