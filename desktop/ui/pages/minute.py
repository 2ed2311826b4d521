"""The minute of a package's hand-over at either desk: a menu that saves it as PDF or Excel, or prints it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from desktop.errors import AppError
from desktop.services import handing_minutes
from desktop.services.changes import no_tick
from desktop.services.handing_minutes import Paper
from desktop.store.connection import Db
from desktop.store.packages import Package
from desktop.text import t
from desktop.ui.memory import recall_folder, remember
from desktop.ui.page import Desk
from desktop.ui.pages.checked import said_of
from desktop.ui.pages.papers import printing
from desktop.ui.pages.papers.raster import page_sizes

FOLDER = "folder/minutes"


class MinuteMenu(QObject):
    """`open(report, button)` shows the choices; `fail` hears what could not be done."""

    def __init__(self, desk: Desk, window: QWidget, fail: Callable[[AppError], None]) -> None:
        super().__init__(window)
        self._desk, self._window, self._fail = desk, window, fail

    def menu(self, report: Package) -> QMenu:
        """Save as PDF, save as Excel, print."""
        menu = QMenu(self._window)
        for kind in ("pdf", "xlsx"):
            action = menu.addAction(t(f"answers-minute-{kind}"))
            action.triggered.connect(lambda _=False, k=kind: self._choose_file(report, k))
        menu.addAction(t("answers-minute-print")).triggered.connect(lambda: self._print(report))
        return menu

    def open(self, report: Package, button: QWidget) -> None:
        """Open the choices below the button."""
        self.menu(report).popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _choose_file(self, report: Package, kind: str) -> None:
        def choose(paper: Paper) -> None:
            start = str(recall_folder(FOLDER) / f"{paper.stem}.{kind}")
            words = t(f"answers-minute-filter-{kind}")
            name, _ = QFileDialog.getSaveFileName(
                self._window, t("answers-minute-save"), start, words
            )
            if name:
                remember(FOLDER, str(Path(name).parent))
                self.save(report, kind, Path(name))

        self._lay_out(report, choose)

    def save(self, report: Package, kind: str, path: Path) -> None:
        """Write the minute into a file."""
        now, by = self._desk.now(), self._desk.by

        def job(db: Db) -> Path:
            paper = handing_minutes.lay_out(db, report, said_of, now=now)
            return handing_minutes.write(db, paper, kind, path, now=now, by=by)

        self._desk.worker.run(
            job,
            lambda written: self._desk.say(t("answers-minute-saved", file=written.name)),
            failed=self._fail,
        )

    def _lay_out(self, report: Package, then: Callable[[Paper], None]) -> None:
        now = self._desk.now()
        self._desk.worker.run(
            lambda db: handing_minutes.lay_out(db, report, said_of, now=now),
            then,
            failed=self._fail,
        )

    def _print(self, report: Package) -> None:
        def ask(paper: Paper) -> None:
            pdf = handing_minutes.draw(paper, "pdf")
            printer = printing.make_printer(paper.stem, landscape=False)
            count = len(page_sizes(pdf))
            if not printing.ask_printer(self._window, printer, count):
                return
            pages, now, by = printing.pages_wanted(printer, count), self._desk.now(), self._desk.by

            def job(db: Db) -> int:
                done = printing.print_pages(printer, pdf, pages, no_tick)
                handing_minutes.note_printed(db, paper, now=now, by=by)
                return done

            self._desk.worker.run(
                job,
                lambda pages: self._desk.say(t("answers-minute-printed", count=pages)),
                failed=self._fail,
            )

        self._lay_out(report, ask)
