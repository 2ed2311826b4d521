"""The program: which window is open, whose book, and what happens when one gives way to another.

    sys.exit(run())                                        # the window, as `rasoat` opens it
    window = open_window(path, passphrase, executor)       # tests and shots: a MainWindow, not shown

A Program owns the worker (one per book) and the one window: the first start, the pass phrase, or
the pages of a desk. A practice book lies in a folder of its own and is never remembered as the
last book.
"""

from __future__ import annotations

import datetime
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop import log as logs
from desktop.errors import AppError
from desktop.paths import data_folder
from desktop.text import t
from desktop.ui import memory, warm
from desktop.ui.app import catch_stray_errors, make_app, set_theme
from desktop.ui.dates import local_day, written_day, written_moment
from desktop.ui.desks import pages_of
from desktop.ui.page import Desk
from desktop.ui.show_error import show_error
from desktop.ui.start.question import Arrival
from desktop.ui.worker import Worker, one_thread

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from desktop.services.changes import Changes
    from desktop.services.entering import Entrance
    from desktop.ui.main_window import MainWindow
    from desktop.ui.postman import Postman
    from desktop.ui.start.flow import Flow
    from desktop.ui.start.window import StartWindow

log = logging.getLogger(__name__)

POSTMAN_AFTER = 2000
"""Time in ms before the outbox is looked at: whoever opens a book wants to see a page first."""
FIRST_PAINT = 100
"""Time in ms that a new window has for itself before anything is loaded in idle moments."""
_FACTS_CHANGE = frozenset({"round", "setting", "package"})


def clock() -> datetime.datetime:
    """The moment, aware, UTC."""
    return datetime.datetime.now(datetime.UTC)


class Program(QObject):
    """Owns worker and window; `begin` decides what opens first."""

    def __init__(
        self,
        app: QApplication,
        *,
        executor: Callable[[], Executor] = one_thread,
        now: Callable[[], datetime.datetime] = clock,
        log_file: Path | None = None,
    ) -> None:
        super().__init__()
        self.app, self.now, self.log_file = app, now, log_file
        self.window: QWidget | None = None
        self.main: MainWindow | None = None
        self.flow: Flow | None = None
        self.shows = True
        self._executor = executor
        self.worker = self._new_worker()
        app.styleHints().colorSchemeChanged.connect(self._on_scheme)

    # Which window -----------------------------------------------------------------------------
    def begin(self) -> None:
        """RASOAT_BOOK with RASOAT_PASSPHRASE opens that book; else the last one, else the first start."""
        book, phrase = os.environ.get("RASOAT_BOOK"), os.environ.get("RASOAT_PASSPHRASE")
        if book and phrase:
            self.open(Path(book), phrase)
        elif memory.last_book() is not None:
            self.unlock()
        else:
            self.first_start()

    def open(self, path: Path, passphrase: str) -> None:
        """Open a book without asking; a refusal ends in the window that asks."""

        from desktop.services.upkeep import open_book

        def refused(error: AppError) -> None:
            self.unlock(path)
            self._on_failed(error)

        self.worker.open(
            lambda: open_book(path, passphrase=passphrase),
            lambda _: self.enter(Arrival(path=path)),
            failed=refused,
        )
        warm.get_ready(self)  # while the key is made

    def first_start(self) -> None:
        """The seven questions."""
        from desktop.ui.start.first_start import FirstStart

        flow = FirstStart(self._start_window(), self.worker, self.now)
        self._follow(flow)
        flow.begin()

    def unlock(self, path: Path | None = None) -> None:
        """Ask for the pass phrase of a book, the last one if none is named."""
        path = path or memory.last_book()
        if path is None:
            self.first_start()
            return
        from desktop.ui.start.unlock import Unlock

        flow = Unlock(self._start_window(), self.worker, self.now)
        self._follow(flow)
        flow.begin(path)
        warm.get_ready(self, after=FIRST_PAINT)  # while the phrase is typed

    def restore(self, path: Path | None = None) -> None:
        """Put a backup in the place of a book, or where there was none."""
        from desktop.ui.start.restore import Restore

        flow = Restore(self._start_window(), self.worker, self.now)
        self._follow(flow)
        flow.begin(path)

    def practise(self) -> None:
        """The practice books."""
        from desktop.ui.start.practise import Practise

        flow = Practise(self._start_window(), self.worker, self.now)
        self._follow(flow)
        flow.came_from = "start" if memory.last_book() is None else "unlock"
        flow.begin()

    def _start_window(self) -> StartWindow:
        """The window of the start anew, with no book open."""
        from desktop.ui.start.window import StartWindow

        self.worker.close()
        self.worker = self._new_worker()
        self._dress(practice=False)
        window = StartWindow(self.now)
        self._replace_window(window)
        return window

    def _follow(self, flow: Flow) -> None:
        self.flow = flow
        flow.arrived.connect(self.enter)
        flow.left.connect(self._leave)

    def _leave(self, way: str, path: Path | None = None) -> None:
        if way == "start":
            self.first_start()
        elif way == "practice":
            self.practise()
        elif way == "restore":
            self.restore(path)
        else:
            self.unlock(path)

    # The main window --------------------------------------------------------------------------
    def enter(self, arrival: Arrival) -> None:
        """The worker has a book open: read what it is and show its desk."""
        from desktop.services.entering import entrance

        self.worker.run(entrance, lambda found: self._show_desk(found, arrival))

    def _show_desk(self, found: Entrance, arrival: Arrival) -> None:
        from desktop.ui.main_window import MainWindow

        office = found.office
        known = (memory.last_book(), memory.last_office())
        if not office.practice and known != (arrival.path, office.name):
            memory.remember_book(arrival.path, office.name)  # waits for the disk
        desk = Desk(
            worker=self.worker, office=office, year=self._year(found),
            by=found.user or t("program-user-unknown"), path=arrival.path, now=self.now,
            leave=self._leave_desk,
        )  # fmt: skip
        self._dress(practice=office.practice)
        window = MainWindow(desk, pages_of(office))
        window.real_book_wanted.connect(lambda: self._leave_desk("unlock"))
        self.worker.changed.connect(self._on_changed)
        self._replace_window(window)
        self.main = window
        self._show_facts(window, found)
        window.go(arrival.page_id)
        QTimer.singleShot(POSTMAN_AFTER, window, lambda: self._start_postman(desk))
        log.info("book_open level=%s practice=%s", office.level, office.practice)

    def _start_postman(self, desk: Desk) -> None:
        """Letters that are due go out while the window is open; mail is loaded off this thread."""

        def load() -> Callable[[Desk], Postman]:
            from desktop.ui.postman import postman_of

            return postman_of

        self.worker.run_without_book(load, lambda postman_of: postman_of(desk).start())

    def _year(self, found: Entrance) -> int:
        return found.opened.year if found.opened else local_day(self.now()).year

    def _leave_desk(self, way: str) -> None:
        """To another book: practice, or the window that asks; a page with unkept work may refuse."""
        page = self.main.page if self.main else None
        if page is not None and not page.may_leave():
            return
        self._leave(way)

    def _on_changed(self, changes: Changes) -> None:
        if self.main is None:
            return
        self.main.desk.saved(t("program-saved", when=written_moment(self.now(), self.now())))
        if changes.names & _FACTS_CHANGE:
            from desktop.services.entering import entrance

            self.worker.run(entrance, self._look_again)

    def _look_again(self, found: Entrance) -> None:
        window = self.main
        if window is None:
            return
        desk = window.desk
        before = (desk.year, desk.by)
        desk.year, desk.by = self._year(found), found.user or desk.by
        self._show_facts(window, found)
        if before != (desk.year, desk.by) and window.page is not None:
            window.page.reload()

    def _show_facts(self, window: MainWindow, found: Entrance) -> None:
        now = self.now()
        if found.last_write is not None:
            window.desk.saved(t("program-saved", when=written_moment(found.last_write, now)))
        window.set_facts(facts_of(found, now), written_day(local_day(now)))

    # Windows, themes, the end -----------------------------------------------------------------
    def _replace_window(self, window: QWidget) -> None:
        """The new one first, so that the program does not end with the old one."""
        old, self.window, self.main = self.window, window, None
        if self.shows:
            _place(window)
        if old is not None:
            old.hide()
            old.deleteLater()

    def _dress(self, *, practice: bool | None = None) -> None:
        if practice is None:
            practice = self.main is not None and self.main.desk.office.practice
        set_theme(self.app, memory.theme(), practice=practice)

    def _on_scheme(self) -> None:
        self._dress()

    def _new_worker(self) -> Worker:
        worker = Worker(self._executor())
        worker.failed.connect(self._on_failed)
        return worker

    def _on_failed(self, error: Exception) -> None:
        show_error(self.window, error, self.log_file)

    def close(self) -> None:
        """Wait for the running job and close the book; the program ends."""
        if self.flow is not None:
            self.flow.stop()
        self.worker.close()


def _place(window: QWidget) -> None:
    """Whole screen where the screen is small, else the window's own size."""
    screen = window.screen().availableGeometry()
    if screen.width() < 1440:
        window.showMaximized()
    else:
        window.show()


def facts_of(found: Entrance, now: datetime.datetime) -> list[str]:
    """Office, round, standard, copy: what stands in the status line."""
    office = found.office
    named = t("program-office", name=office.name, code=office.code)
    facts = [named]
    if found.opened is None:
        facts.append(t("program-no-round"))
    else:
        facts.append(t("program-round", year=str(found.opened.year)))
    if found.standard is not None:
        in_force = (found.standard.in_force_from, found.standard.in_force_to)
        years = found.standard.period or "–".join(str(day.year) for day in in_force)
        area = t(f"area-{office.area}") if office.area else ""
        key = "program-standard-area" if area else "program-standard"
        facts.append(t(key, years=years, area=area) if area else t(key, years=years))
    if found.last_backup is not None:
        facts.append(t("program-backup", when=written_moment(found.last_backup, now)))
    elif not office.practice:
        facts.append(t("program-no-backup"))
    return facts


def open_window(
    path: Path,
    passphrase: str,
    executor: Executor,
    *,
    now: Callable[[], datetime.datetime] = clock,
    page: str = "overview",
    theme: str = "",
) -> MainWindow:
    """The main window of a book, for tests and shots: built, on that page, not shown.

    `executor` must work at once (tests/ui/inline.py). Raises what opening the book raises. The
    caller shows, sizes and closes it; `window.desk.worker.close()` closes the book.
    """
    from desktop.services.upkeep import open_book

    app = QApplication.instance()
    assert isinstance(app, QApplication), "make_app, or pytest-qt's"
    program = Program(app, executor=lambda: executor, now=now)
    program.shows = False
    refused: list[AppError] = []
    program.worker.open(lambda: open_book(path, passphrase=passphrase), failed=refused.append)
    if refused:
        raise refused[0]
    program.enter(Arrival(path=path, page_id=page))
    window = program.main
    assert window is not None, "the executor worked at once"
    if theme:
        set_theme(app, theme, practice=window.desk.office.practice)
    program.setParent(window)
    return window


def run() -> int:
    """Everything from the start of the program to its end; returns the exit code."""
    app = make_app(sys.argv)
    log_file = logs.set_up(data_folder())
    catch_stray_errors(app, log_file)
    program = Program(app, log_file=log_file)
    app.aboutToQuit.connect(program.close)
    program.begin()
    return app.exec()
