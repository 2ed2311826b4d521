"""The page In phiếu: the choice at the left, the very sheets at the right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout

from desktop.errors import AppError, Cancelled
from desktop.services import field_sheets
from desktop.services.changes import Changes, Tick
from desktop.services.field_sheets import BLANK, Made, Offer
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.memory import recall_folder, remember
from desktop.ui.page import Desk, Page
from desktop.ui.pages.field_sheets.choosing import Choosing
from desktop.ui.pages.papers import printing
from desktop.ui.pages.papers.preview import Preview
from desktop.ui.widgets import Button, Card, EmptyState, JobBar, Note, PageHead, Text, body, padded

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FOLDER = "folder/papers"
_CONCERNS = {"household", "review", "round", "sheet_a", "setting"}
_SHOWN, _NONE = 0, 1


class FieldSheetsPage(Page):
    """Look at the sheets, print them, or write them as PDF; `open_target`: a village."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.made: Made | None = None
        self._village = ""
        self.choosing = Choosing()
        self.choosing.changed.connect(self._look)
        self.job = JobBar(desk.worker)
        self.preview = Preview(desk.worker)
        self._build_head()
        self._build()

    def _build_head(self) -> None:
        year = str(self.desk.year)
        self.head = PageHead(t("page-field-sheets"), t("fieldsheets-context", year=year))
        self.excel_button = Button(t("fieldsheets-excel"), icon="file-spreadsheet")
        self.all_button = Button(t("fieldsheets-write-all"), icon="stack-2")
        self.pdf_button = Button(t("fieldsheets-pdf"), icon="file-type-pdf", key="Ctrl+S")
        self.print_button = Button(
            t("fieldsheets-print"), icon="printer", key="Ctrl+P", kind="primary"
        )
        self.excel_button.clicked.connect(self._choose_workbook)
        self.all_button.clicked.connect(self._choose_folder)
        self.pdf_button.clicked.connect(self._choose_file)
        self.print_button.clicked.connect(self._ask_printer)
        self.head.add(
            self.job, self.excel_button, self.all_button, self.pdf_button, self.print_button
        )

    def _build(self) -> None:
        self.note = Note("err", "")
        self.note.hide()
        self.count = Text("", "small", "text2")
        self.empty = EmptyState("printer", "")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.preview)
        self.stack.addWidget(self.empty)
        card = Card()
        card.add(padded(self.count, (14, 8, 14, 8)))
        card.add_rule()
        card.add(self.stack, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.choosing)
        row.addWidget(card, 1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addLayout(row, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(column), 1)

    # Contract of pages --------------------------------------------------------------------------
    def reload(self) -> None:
        year = self.desk.year
        self.desk.worker.run_latest(
            "field-sheets-offer",
            lambda db: field_sheets.offer(db, year),
            self._show_offer,
            failed=self._show_missing,
        )

    def on_changed(self, changes: Changes) -> bool:
        return bool(_CONCERNS & changes.names)

    def focus_first(self) -> None:
        self.choosing.village.setFocus()

    def open_target(self, target: object) -> None:
        if isinstance(target, str):
            self._village = target

    def key_line(self) -> Sequence[tuple[str, str]]:
        return (
            ("Ctrl+P", t("fieldsheets-print")),
            ("Ctrl+S", t("fieldsheets-pdf")),
            ("Esc", t("fieldsheets-back")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.desk.go("households")
        else:
            super().keyPressEvent(event)

    # Looking ------------------------------------------------------------------------------------
    def _show_offer(self, offer: Offer) -> None:
        self.choosing.show_offer(offer, self._village)
        self._village = ""
        self._look()

    def _look(self) -> None:
        self.made = None
        year, wanted = self.desk.year, self.choosing.wanted()
        self.desk.worker.run_latest(
            "field-sheets",
            lambda db: field_sheets.make(db, year, wanted),
            self._show,
            failed=self._show_missing,
        )

    def _show(self, made: Made) -> None:
        self.made = made
        self.note.hide()
        self.count.setText(t("fieldsheets-made", sheets=made.sheets, pages=made.pages))
        self.preview.show_pdf(made.pdf, made.stem)
        self.stack.setCurrentIndex(_SHOWN)
        self._allow(is_made=True)

    def _show_missing(self, error: AppError) -> None:
        self.made = None
        self.count.setText("")
        self.empty.sentence.setText(sentence(error))
        self.stack.setCurrentIndex(_NONE)
        self._allow(is_made=False)

    def _allow(self, *, is_made: bool) -> None:
        for button in (self.pdf_button, self.print_button):
            button.setEnabled(is_made)
        self.excel_button.setEnabled(is_made)
        is_blank = self.choosing.wanted().filling == BLANK
        self.all_button.setEnabled(is_made and not is_blank)

    # Writing ------------------------------------------------------------------------------------
    def _choose_file(self) -> None:
        if self.made is None:
            return
        start = str(recall_folder(FOLDER) / f"{self.made.stem}.pdf")
        name, _ = QFileDialog.getSaveFileName(self, t("fieldsheets-pdf"), start, "*.pdf")
        if name:
            self.save(Path(name).with_suffix(".pdf"))

    def save(self, path: Path) -> None:
        """Write the sheets that are shown."""
        made, now, by = self.made, self.desk.now(), self.desk.by
        if made is None:
            return
        remember(FOLDER, str(path.parent))
        self.desk.worker.run(
            lambda db: field_sheets.write(db, made, path, now=now, by=by),
            lambda written: self._say(t("fieldsheets-saved", file=written.name)),
            failed=self._fail,
        )

    def _choose_workbook(self) -> None:
        sheet = self.choosing.wanted().sheet
        start = str(recall_folder(FOLDER) / f"phieu_{sheet}_trang_{self.desk.year}.xlsx")
        name, _ = QFileDialog.getSaveFileName(self, t("fieldsheets-excel"), start, "*.xlsx")
        if name:
            self.save_workbook(Path(name).with_suffix(".xlsx"))

    def save_workbook(self, path: Path) -> None:
        """Write the blank sheet as an Excel table."""
        year, now, by = self.desk.year, self.desk.now(), self.desk.by
        sheet = self.choosing.wanted().sheet
        remember(FOLDER, str(path.parent))
        self.desk.worker.run(
            lambda db: field_sheets.blank_workbook(db, year, sheet, path, now=now, by=by),
            lambda written: self._say(t("fieldsheets-saved", file=written.name)),
            failed=self._fail,
        )

    def _choose_folder(self) -> None:
        start = str(recall_folder(FOLDER))
        folder = QFileDialog.getExistingDirectory(self, t("fieldsheets-folder"), start)
        if folder:
            self.save_all(Path(folder))

    def save_all(self, folder: Path) -> None:
        """One PDF for each village."""
        year, wanted, now, by = (
            self.desk.year,
            self.choosing.wanted(),
            self.desk.now(),
            self.desk.by,
        )
        remember(FOLDER, str(folder))
        self.job.run(
            lambda db, tick: field_sheets.write_villages(
                db, year, wanted, folder, now=now, by=by, tick=tick
            ),
            lambda written: self._say(
                t("fieldsheets-saved-all", count=len(written), folder=folder.name)
            ),
            failed=self._fail,
        )

    def _say(self, text: str) -> None:
        self.note.hide()
        self.desk.say(text)

    def _fail(self, error: AppError) -> None:
        if isinstance(error, Cancelled):
            self._say(sentence(error))
            return
        self.note.say(t("fieldsheets-not-done"), sentence(error), "err")
        self.note.show()

    # Printing -----------------------------------------------------------------------------------
    def _ask_printer(self) -> None:
        if self.made is None:
            return
        printer = printing.make_printer(self.made.stem, landscape=False)
        if printing.ask_printer(self, printer, self.preview.page_count):
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the sheets that are shown on a printer that was chosen."""
        made, now, by = self.made, self.desk.now(), self.desk.by
        if made is None:
            return
        pages = printing.pages_wanted(printer, self.preview.page_count)

        def job(db: Db, tick: Tick) -> int:
            count = printing.print_pages(printer, made.pdf, pages, tick)
            field_sheets.note_printed(db, made, count, now=now, by=by)
            return count

        self.job.run(
            job, lambda count: self._say(t("papers-printed", count=count)), failed=self._fail
        )
