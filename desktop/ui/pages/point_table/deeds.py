"""The deeds of the page: from and to Excel, on paper, into a standard, into the open round."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from desktop.errors import AppError, PointTableFaulty
from desktop.services import reviewing, tabling
from desktop.services.changes import Changes, Tick, changes, no_tick
from desktop.services.tabling import Made, ReadTable
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.memory import recall_folder, remember
from desktop.ui.pages.papers import printing
from desktop.ui.pages.papers.raster import page_sizes
from desktop.ui.start.question import two_parts

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop.ui.pages.point_table.page import PointTablePage

FOLDER = "folder/point-table"
MOST_TOLD = 3


class Deeds:
    """What the buttons do; `has_said` while the note of the page tells of one of them."""

    def __init__(self, page: PointTablePage) -> None:
        self.page = page
        self.has_said = False
        self._year: int | None = None

    def say(self, state: str, first: str, second: str = "") -> None:
        """Tell of a deed above the table."""
        self.has_said = True
        self.page.note.say(first, second, state)
        self.page.note.show()

    def fail(self, error: AppError) -> None:
        """What happened, what to do."""
        self.say("err", *two_parts(sentence(error)))

    # Excel ------------------------------------------------------------------------------------
    def choose_workbook(self) -> None:
        """Ask for a filled template."""
        start = str(recall_folder(FOLDER))
        kinds = "*.xlsx *.xlsm *.xls *.xlsb *.ods"
        name, _ = QFileDialog.getOpenFileName(self.page, t("points-table-read"), start, kinds)
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read a workbook in place of what is typed; that can be had back."""
        draft, desk = self.page.draft, self.page.desk
        if draft is None:
            return
        remember(FOLDER, str(path.parent))
        desk.worker.run_without_book(
            lambda: tabling.read_workbook(path, draft), self._on_read, failed=self.fail
        )

    def _on_read(self, read: ReadTable) -> None:
        count = len(read.draft.lines)
        words = t("points-table-read-done", rows=count, sheet=read.sheet)
        told = [p.sentence for p in read.problems[:MOST_TOLD]]
        if more := len(read.problems) - len(told):
            told.append(t("points-table-read-more", count=more))
        if told:
            self.say("warn", words, " ".join(told))
        else:
            self.say("ok", words, t("points-table-read-how"))
        self.page.change(read.draft)
        self.page.desk.say(words, self.page.undo)

    def choose_template(self) -> None:
        """Ask where the template goes."""
        if (path := self._ask_where("xlsx", t("points-table-write"))) is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the template with what is typed."""
        draft = self.page.draft
        if draft is None:
            return
        self.page.desk.worker.run(
            lambda db: tabling.write_workbook(db, draft, path),
            lambda written: self.page.desk.say(t("points-table-written", file=written.name)),
            failed=self.fail,
        )

    def _ask_where(self, kind: str, title: str) -> Path | None:
        stem = tabling.workbook_name(self.page.desk.office)
        start = str(recall_folder(FOLDER) / f"{stem}.{kind}")
        name, _ = QFileDialog.getSaveFileName(self.page, title, start, f"*.{kind}")
        if not name:
            return None
        path = Path(name).with_suffix(f".{kind}")
        remember(FOLDER, str(path.parent))
        return path

    # Paper ------------------------------------------------------------------------------------
    def choose_pdf(self) -> None:
        """Ask where the paper goes."""
        if (path := self._ask_where("pdf", t("points-table-pdf"))) is not None:
            self.write_pdf(path)

    def write_pdf(self, path: Path) -> None:
        """Write the paper to compare on."""
        draft, desk = self.page.draft, self.page.desk
        if draft is None:
            return
        now, by = desk.now(), desk.by
        desk.worker.run(
            lambda db: tabling.write_pdf(db, draft, path, now=now, by=by),
            lambda written: desk.say(t("points-table-written", file=written.name)),
            failed=self.fail,
        )

    def print(self) -> None:
        """Draw the paper, then ask for the printer."""
        draft, desk = self.page.draft, self.page.desk
        if draft is not None:
            now = desk.now()
            desk.worker.run(lambda db: tabling.pdf_of(db, draft, now=now), self._ask_printer)

    def _ask_printer(self, pdf: bytes) -> None:
        name = tabling.workbook_name(self.page.desk.office)
        printer = printing.make_printer(name, landscape=False)
        if printing.ask_printer(self.page, printer, len(page_sizes(pdf))):
            self.print_on(printer, pdf)

    def print_on(self, printer: QPrinter, pdf: bytes) -> None:
        """Print the paper on a printer that was chosen."""
        pages = printing.pages_wanted(printer, len(page_sizes(pdf)))
        tick: Tick = no_tick
        self.page.desk.worker.run_without_book(
            lambda: printing.print_pages(printer, pdf, pages, tick),
            lambda count: self.page.desk.say(t("points-table-printed", count=count)),
            failed=self.fail,
        )

    # The standard -----------------------------------------------------------------------------
    def make_standard(self) -> None:
        """Make a standard of the table; while something is wrong, go there instead."""
        page = self.page
        page.may_leave()  # an open field is closed and counts
        draft, desk = page.draft, page.desk
        if draft is None:
            return
        now, by = desk.now(), desk.by
        page.make_button.setEnabled(False)
        desk.worker.run(
            lambda db: tabling.make_standard(db, draft, now=now, by=by),
            self._on_made,
            failed=self._on_refused,
        )

    def _on_made(self, made: Made) -> None:
        self.page.make_button.setEnabled(True)
        key = "points-table-made" if made.is_new else "points-table-made-before"
        self.say("ok", t(key, name=made.standard.name), t("points-table-made-how"))

    def _on_refused(self, error: AppError) -> None:
        self.page.make_button.setEnabled(True)
        self.fail(error)
        if isinstance(error, PointTableFaulty):
            self.page.next_problem()

    def offer_round(self, year: int | None) -> None:
        """Offer the newest version to the open round, where it can still go on with another."""
        self._year = year
        button = self.page.use_button
        button.setVisible(year is not None)
        if year is None:
            return
        button.setText(t("points-table-use", year=str(year)))
        button.updateGeometry()
        if not self.has_said:
            first = t("points-table-offer", year=str(year))
            self.say("info", first, t("points-table-offer-how"))

    def use_in_round(self) -> None:
        """Go on with the open round under the newest version."""
        bench, year, desk = self.page.bench, self._year, self.page.desk
        if bench is None or year is None or not bench.versions:
            return
        standard_id, now, by = bench.versions[0].standard_id, desk.now(), desk.by

        def job(db: Db) -> Changes:
            reviewing.change_standard(db, year, standard_id, now=now, by=by)
            return changes("round")

        desk.worker.run(job, lambda _: self._on_used(year), failed=self.fail)

    def _on_used(self, year: int) -> None:
        self.say("ok", t("points-table-used", year=str(year)), t("points-table-used-how"))
