"""Biểu mẫu: papers in the order of the work at the left, the very paper at the right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import AppError, Cancelled
from desktop.reports.forms import FORMS
from desktop.services import monthly, provisional, reporting
from desktop.services.changes import Changes, Tick
from desktop.services.reporting import Paper, Readiness, Trouble
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.memory import recall_folder, remember
from desktop.ui.page import Desk, Page
from desktop.ui.pages.checked import say_check
from desktop.ui.pages.papers import printing
from desktop.ui.pages.papers.check_line import CheckLine, Said
from desktop.ui.pages.papers.cures import short_reason
from desktop.ui.pages.papers.preview import Preview
from desktop.ui.pages.papers.received import Received
from desktop.ui.pages.papers.shelf import Entry, Shelf
from desktop.ui.pages.papers.toolbar import Toolbar
from desktop.ui.pages.papers.trouble import TroubleView
from desktop.ui.widgets import (
    Button,
    Card,
    FilterButton,
    JobBar,
    Link,
    Note,
    PageHead,
    SearchField,
    body,
    padded,
    rule,
)

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FOLDER = "folder/papers"
NARROW_BELOW = 900
_REPORTS = tuple(f"7.{number}" for number in range(1, 11))
_STEPS = (("papers-step-5", ("VI",)), ("papers-step-6", _REPORTS))
_STEPS_UPPER = (("papers-step-upper", _REPORTS),)
_ICONS = {"balance": "scale"}
_CONCERNS = {"household", "review", "residents", "round", "setting", "package", "procedure"}
_SHOWN, _MISSING = 0, 1


class PapersPage(Page):
    """Look at a paper, see it checked, save it as PDF or Excel, print it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.year = desk.year
        self.form_id = ""
        self.paper: Paper | None = None
        self._ready: list[str] = []
        self._told: list[str] = []
        self._build_head()
        self._build_list()
        self._build_paper()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._list_card)
        row.addWidget(self._paper_card, 1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addWidget(self.received.note)
        column.addLayout(row, 1)
        self.column.addWidget(self._head)
        self.column.addWidget(body(column), 1)

    # Building ---------------------------------------------------------------------------------
    def _build_head(self) -> None:
        key = "page-totals" if self.desk.office.is_upper else "page-papers"
        self._head = PageHead(t(key), t("papers-context", year=str(self.year)))
        self.rounds = FilterButton(t("papers-round"), [(str(self.year), str(self.year))])
        self.rounds.changed.connect(self._choose_year)
        self.job = JobBar(self.desk.worker)
        self.received = Received(self.desk, self.job, self._fail_counting)
        self.received.changed.connect(self._read)
        self.received.switch.chosen.connect(lambda _: self.received.count(self.year))
        self.received.switch.setVisible(self.desk.office.is_upper)
        self.all_button = Button(t("papers-save-all"), icon="stack-2")
        self.excel_button = Button(t("papers-excel"), icon="file-spreadsheet", key="Ctrl+E")
        self.pdf_button = Button(t("papers-pdf"), icon="file-type-pdf", key="Ctrl+S")
        self.print_button = Button(t("papers-print"), icon="printer", key="Ctrl+P", kind="primary")
        self.all_button.clicked.connect(self._choose_folder)
        self.excel_button.clicked.connect(lambda: self._choose_file("xlsx"))
        self.pdf_button.clicked.connect(lambda: self._choose_file("pdf"))
        self.print_button.clicked.connect(self._ask_printer)
        self._head.add(
            self.job, self.rounds, self.all_button, self.excel_button, self.pdf_button,
            self.print_button,
        )  # fmt: skip
        self.note = Note("err", "")
        self.note.hide()

    def _build_list(self) -> None:
        self.shelf = Shelf()
        self.shelf.chosen.connect(self._choose_form)
        self.shelf.activated.connect(lambda _: self.preview.setFocus())
        self.search = SearchField(t("papers-search"), compact=True)
        self.search.searched.connect(self.shelf.search)
        self._list_card = Card()
        self._list_card.setFixedWidth(318)
        switch = _at_left(self.received.switch, (12, 10, 12, 0))
        switch.setVisible(self.desk.office.is_upper)
        self._list_card.add(switch)
        self._list_card.add(padded(self.search, (12, 10, 12, 2)))
        self._list_card.add(self.shelf, 1)
        self.check_code = Link(t("papers-check-code"))
        self.check_code.clicked.connect(lambda: self.desk_go("check-paper"))
        if not self.desk.office.is_upper:
            self.field_sheets = Link(t("households-to-field-sheets"))
            self.field_sheets.clicked.connect(lambda: self.desk_go("field-sheets"))
            self._list_card.add(_at_left(self.field_sheets, (10, 6, 12, 0)))
        self._list_card.add(_at_left(self.check_code, (10, 4, 12, 10)))

    def _build_paper(self) -> None:
        self.preview = Preview(self.desk.worker)
        self.toolbar = Toolbar(self.preview)
        self.toolbar.state_chosen.connect(lambda _: self._look())
        self.checks = CheckLine()
        self.households_link = Link(t("papers-see-breaking"))
        self.trouble = TroubleView(self.desk.office)
        self.trouble.wanted.connect(self.desk_go)
        self.households_link.clicked.connect(self._open_breaking)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.checks, 1)
        line.addWidget(self.households_link)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(padded(line, (14, 6, 10, 6)))
        lines.addWidget(rule())
        self._check_bar = padded(lines, (0, 0, 0, 0))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.preview)
        self.stack.addWidget(self.trouble)
        self._paper_card = Card()
        for part in (self.toolbar, rule(), self._check_bar):
            self._paper_card.add(part)
        self._paper_card.add(self.stack, 1)

    def desk_go(self, page_id: str, target: object = None) -> None:
        """By the desk's way as it is now: the window fills it in after the page may be built."""
        self.desk.go(page_id, target)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_BELOW
        self._list_card.setFixedWidth(220 if is_narrow else 318)
        self.toolbar.set_narrow(is_narrow)

    # Reading ----------------------------------------------------------------------------------
    def reload(self) -> None:
        if self.received.is_on:
            self.received.count(self.year)
        else:
            self._read()

    def _read(self) -> None:
        year, today = self.year, self.desk.now().astimezone().date()

        def read(db: Db) -> tuple[list[int], list[Readiness], list[str], list[str]]:
            # In spring the year has no round yet, and in-year cases all the same.
            in_year = [today.year] if monthly.has_cases(db, today.year) else []
            offered = [*dict.fromkeys((*in_year, *reporting.years(db)))]
            ready = reporting.readiness(db, year)
            months = monthly.offered(db, year, today)
            return offered, ready, months, monthly.told(db, year, today) if months else []

        self.desk.worker.run_latest("papers-list", read, lambda found: self._show_list(*found))

    def on_changed(self, changes: Changes) -> bool:
        return bool(_CONCERNS & changes.names)

    def focus_first(self) -> None:
        self.shelf.setFocus()

    def open_target(self, target: object) -> None:
        if isinstance(target, str) and (target in FORMS or monthly.month_of(target)):
            self._choose_form(target)
            self.shelf.choose(target)

    def _show_list(
        self, years: list[int], readiness: list[Readiness], months: list[str], told: list[str]
    ) -> None:
        self._told = told
        readiness = self.received.readiness(readiness)
        first = self.desk.year
        offered = [first, *(y for y in years if y != first)]
        self.rounds.set_options([(str(y), str(y)) for y in offered])
        self.rounds.setVisible(len(offered) > 1)
        self._ready = [r.form_id for r in readiness if r.error is None]
        entries = {r.form_id: _entry(r) for r in readiness}
        steps = _STEPS_UPPER if self.desk.office.is_upper else _STEPS
        groups = [(t(key), [entries[i] for i in ids if i in entries]) for key, ids in steps]
        in_year = [(t("papers-step-in-year"), [_month_entry(m) for m in months])] if months else []
        self.shelf.show_groups([*groups, *in_year])
        self.all_button.setEnabled(bool(self._ready or told))
        is_there = self.form_id in entries or self.form_id in months
        shown = self.form_id if is_there else (self._ready or list(entries))[0]
        self._choose_form(shown)
        self.shelf.choose(shown)

    def _choose_year(self, year: str) -> None:
        self.year = int(year)
        self._head.set_context(t("papers-context", year=year))
        self.reload()

    def _choose_form(self, form_id: str) -> None:
        self.form_id = form_id
        self.note.hide()
        month = monthly.month_of(form_id)
        # What is reported by month is neither preliminary nor official.
        self.toolbar.state.setVisible(month is None and self.received.found is None)
        if month:
            self.toolbar.show_paper(*_month_names(month))
        else:
            form = FORMS[form_id]
            self.toolbar.show_paper(form.number, t(form.title_key))
        self._look()

    def _look(self) -> None:
        # Until the new paper is there none is: a key would save the one before under its own name.
        self.paper = None
        form_id, year = self.form_id, self.year
        official, found = bool(self.toolbar.state.index()), self.received.found
        self.desk.worker.run_latest(
            "papers-look",
            lambda db: (
                monthly.paper_of(db, form_id, year)
                if monthly.month_of(form_id)
                else provisional.paper_of(found, form_id)
                if found is not None
                else reporting.look_at(db, form_id, year, official=official)
            ),
            self._show,
        )

    # Showing ----------------------------------------------------------------------------------
    def _show(self, found: Paper | Trouble) -> None:
        is_paper = isinstance(found, Paper)
        self.paper = found if isinstance(found, Paper) else None
        if isinstance(found, Paper):
            self.preview.show_pdf(found.pdf, f"{self.toolbar.number.text()} {found.stem}")
        else:
            self.trouble.show_trouble(found)
        self.stack.setCurrentIndex(_SHOWN if is_paper else _MISSING)
        self.toolbar.set_usable(is_paper)
        self.checks.say(
            [Said(c.state, say_check(c, self.desk.office), _icon(c.code)) for c in found.checks]
        )
        self._check_bar.setVisible(bool(found.checks))
        self.households_link.setVisible(any(c.households for c in found.checks))
        for button in (self.excel_button, self.pdf_button, self.print_button):
            button.setEnabled(is_paper)

    def _open_breaking(self) -> None:
        self.trouble.focus_list()

    # Saving -----------------------------------------------------------------------------------
    def _choose_file(self, kind: str) -> None:
        if self.paper is None:
            return
        start = str(recall_folder(FOLDER) / f"{self.paper.stem}.{kind}")
        title = t("papers-save-excel") if kind == "xlsx" else t("papers-save-pdf")
        name, _ = QFileDialog.getSaveFileName(self, title, start, f"*.{kind}")
        if name:
            self.save(kind, Path(name).with_suffix(f".{kind}"))

    def save(self, kind: str, path: Path) -> None:
        """Write the paper that is shown, as "pdf" or "xlsx"."""
        paper, now, by = self.paper, self.desk.now(), self.desk.by
        if paper is None:
            return
        remember(FOLDER, str(path.parent))
        self.desk.worker.run(
            lambda db: reporting.write_paper(db, paper, kind, path, now=now, by=by),
            lambda written: self._say(t("papers-saved", file=written.name)),
            failed=self._fail,
        )

    def _choose_folder(self) -> None:
        start = str(recall_folder(FOLDER))
        folder = QFileDialog.getExistingDirectory(self, t("papers-folder"), start)
        if folder:
            self.save_all(Path(folder))

    def save_all(self, folder: Path) -> None:
        """Write every paper that is ready, and the reports of months that decided something."""
        remember(FOLDER, str(folder))
        year, now, by = self.year, self.desk.now(), self.desk.by
        forms, told, found = self._ready, self._told, self.received.found
        official = found is None and bool(self.toolbar.state.index())

        def job(db: Db, tick: Tick) -> list[Path]:
            sheets = (
                found.ready if found else reporting.sheets_of(db, year, forms, official=official)
            )
            return reporting.write_sheets(
                db, year, sheets | monthly.sheets_of(db, year, told), folder, official=official,
                now=now, by=by, tick=tick,
            )  # fmt: skip

        self.job.run(
            job,
            lambda written: self._say(
                t("papers-saved-all", count=len(written), folder=folder.name)
            ),
            failed=self._fail,
        )

    def _say(self, text: str) -> None:
        self.note.hide()
        self.desk.say(text)

    def _fail_counting(self, error: AppError) -> None:
        self._tell(error, t("papers-stopped"), t("papers-not-counted"))

    def _fail(self, error: AppError) -> None:
        self._tell(error, t("papers-stopped"), t("papers-not-written"))

    def _tell(self, error: AppError, stopped: str, failed: str) -> None:
        """What was stopped is said in the status line, what failed above the paper."""
        if isinstance(error, Cancelled):
            self._say(stopped)
            return
        self.note.say(failed, sentence(error), "err")
        self.note.show()

    # Printing ---------------------------------------------------------------------------------
    def _ask_printer(self) -> None:
        if self.paper is None:
            return
        printer = printing.make_printer(self.paper.stem, landscape=self.paper.sheet.landscape)
        if printing.ask_printer(self, printer, self.preview.page_count):
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the paper that is shown on a printer that was chosen."""
        paper, now, by = self.paper, self.desk.now(), self.desk.by
        if paper is None:
            return
        pages = printing.pages_wanted(printer, self.preview.page_count)

        def job(db: Db, tick: Tick) -> int:
            count = printing.print_pages(printer, paper.pdf, pages, tick)
            reporting.note_printed(db, paper, count, now=now, by=by)
            return count

        self.job.run(
            job,
            lambda count: self._say(t("papers-printed", count=count)),
            failed=lambda error: self._tell(
                error, t("papers-print-stopped"), t("papers-not-printed")
            ),
        )


def _at_left(link: QWidget, margins: tuple[int, int, int, int]) -> QWidget:
    row = QHBoxLayout()
    row.addWidget(link)
    row.addStretch(1)
    return padded(row, margins)


def _entry(one: Readiness) -> Entry:
    reason = short_reason(one.error) if one.error else ""
    name = one.form_id.replace(".", "-").lower()
    return Entry(one.form_id, FORMS[one.form_id].number, t(f"papers-short-{name}"), reason)


def _month_entry(form_id: str) -> Entry:
    number, title = _month_names(monthly.month_of(form_id) or 0)
    return Entry(form_id, number, title)


def _month_names(month: int) -> tuple[str, str]:
    return t("papers-short-month", month=str(month)), t("papers-month-title")


def _icon(code: str) -> str:
    return _ICONS.get(code, "")
