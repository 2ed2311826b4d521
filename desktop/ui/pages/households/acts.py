"""Acts on the whole filter or on the marked rows: their menu, form, doing and taking back; the list
on paper and in Excel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from desktop.domain.act import Act
from desktop.errors import AppError, Cancelled
from desktop.services import (
    acting,
    register_list,
    registering,
    reporting,
    sheet_runs,
    undoing,
)
from desktop.services.acting import Done, Plan, Wish
from desktop.services.changes import Tick
from desktop.services.planning import measuring
from desktop.services.register_list import Listing
from desktop.services.registering import Query
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.memory import recall_folder, remember
from desktop.ui.page import Desk
from desktop.ui.pages.households.act_form import RENAME, ActForm, Task
from desktop.ui.widgets import JobBar, Note

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FOLDER = "folder/register-list"
ON_LIST = ("put_on_list", "take_off_list", "later")
ON_RECORD = ("enumerator", "village", "rename", "no_labour", "merit")


class RegisterActs(QObject):
    """Does for the page what its user wants done with many households.

    `ask` gives the query of the page, `filters` its words, `columns` the ids of the columns shown.
    `form_wanted` asks for the form in the panel's place, `left` to put it away,
    `look_at(uids, words)` to hold the list to some households.
    """

    form_wanted = Signal()
    left = Signal()
    look_at = Signal(object, str)

    def __init__(
        self,
        page: QWidget,
        desk: Desk,
        form: ActForm,
        job: JobBar,
        *,
        ask: Callable[[], Query],
        marks: Callable[[], tuple[str, ...]],
        filters: Callable[[], list[str]],
        columns: Callable[[], list[str]],
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self.form, self._job = page, desk, form, job
        self._ask, self._marks, self._filters, self._columns = ask, marks, filters, columns
        self._uids: tuple[str, ...] = ()
        self._village = ""
        form.plan_wanted.connect(self._plan)
        form.wanted.connect(self._do)
        form.left.connect(self.left)
        form.see_wanted.connect(self.look_at)

    # The menu -----------------------------------------------------------------------------------
    def menu(self, parent: QWidget, last: Act | None = None) -> QMenu:
        """All that can be done with the households, and the last act to be taken back."""
        menu = QMenu(parent)
        year = str(self._desk.year)
        for kinds in (ON_LIST, ON_RECORD):
            for kind in kinds:
                action = menu.addAction(t(f"acts-{kind}", year=year))
                action.triggered.connect(lambda _=False, kind=kind: self.begin(kind))
            menu.addSeparator()
        for words, verb in (
            (t("acts-measure"), self.begin_measure),
            (t("acts-escape"), lambda: self.begin_measure(escape=True)),
        ):
            menu.addAction(words).triggered.connect(lambda _=False, verb=verb: verb())
        menu.addSeparator()
        for words, verb in (
            (t("acts-run"), self.run),
            (f"{t('acts-print')}\tCtrl+P", self.ask_printer),
            (t("acts-pdf"), lambda: self._choose_file("pdf")),
            (t("acts-xlsx"), lambda: self._choose_file("xlsx")),
        ):
            menu.addAction(words).triggered.connect(lambda _=False, verb=verb: verb())
        if last is not None:
            menu.addSeparator()
            when = last.at.astimezone().strftime("%H:%M %d/%m/%Y")
            words = t("acts-undo-last", what=_small(t(f"act-{last.kind}")), when=when)
            menu.addAction(words).triggered.connect(lambda _=False: self.undo_last(last))
        return menu

    def open_menu(self, anchor: QWidget) -> None:
        """The menu over the button at the foot."""

        def show(last: Act | None) -> None:
            menu = self.menu(anchor, last)
            high = menu.sizeHint().height()
            menu.popup(anchor.mapToGlobal(QPoint(0, -high)))
            menu.setActiveAction(menu.actions()[0])

        self._desk.worker.run_latest("households-last-act", acting.last_act, show)

    def undo_last(self, act: Act) -> None:
        """Take an act back that was done a while ago."""
        now, by = self._desk.now(), self._desk.by
        self._desk.worker.run(
            lambda db: undoing.undo(db, act.uid, now=now, by=by),
            lambda _: self._desk.say(t("acts-undone-last", what=_small(t(f"act-{act.kind}")))),
        )

    # An act -------------------------------------------------------------------------------------
    def begin(self, kind: str, village: str = "") -> None:
        """Open the form of a kind of act for the marked households, or for all of the filter."""
        query, marks, year = self._ask(), self._marks(), self._desk.year
        is_name = kind == "enumerator"

        def read(db: Db) -> tuple[tuple[str, ...], list[str]]:
            uids = marks or tuple(registering.uids(db, query))
            names = registering.enumerators(db, year) if is_name else registering.villages(db)
            return uids, names

        def show(found: tuple[tuple[str, ...], list[str]]) -> None:
            self._uids, names = found
            chosen = village or query.village or next(iter(names), "")
            self.form_wanted.emit()
            self.form.begin(
                Task(
                    kind=kind, who=self._who(len(self._uids), marked=bool(marks)),
                    names=tuple(names), village=chosen if kind == RENAME else "",
                )
            )  # fmt: skip

        self._desk.worker.run(read, show)

    def _who(self, number: int, *, marked: bool) -> str:
        if marked:
            return t("acts-who-marked", households=number)
        words = ", ".join(self._filters())
        if not words:
            return t("acts-who-all", households=number)
        return t("acts-who-filter", households=number, filters=words)

    def _wish(self, value: str, village: str) -> Wish:
        return Wish(
            kind=self.form.task.kind, year=self._desk.year, uids=self._uids, value=value,
            village=village,
        )  # fmt: skip

    def _plan(self, value: str, village: str) -> None:
        wish = self._wish(value, village)
        self._desk.worker.run_latest(
            "households-plan", lambda db: acting.plan(db, wish), self.form.show_plan,
            failed=lambda error: self.form.fail(Note("err", sentence(error))),
        )  # fmt: skip

    def _do(self) -> None:
        planned, now, by = self.form.plan, self._desk.now(), self._desk.by
        if planned is None:
            return
        plan: Plan = planned
        self._desk.worker.run(
            lambda db: acting.do(db, plan, now=now, by=by),
            self._on_done,
            failed=lambda error: self.form.fail(Note("err", sentence(error))),
        )

    def _on_done(self, done: Done) -> None:
        self.left.emit()
        words = t(f"acts-{done.wish.kind}-done", households=done.count, value=done.wish.value)
        self._desk.say(words, (lambda: self._put_back(done)) if done.count else None)

    def _put_back(self, done: Done) -> None:
        now, by = self._desk.now(), self._desk.by
        self._desk.worker.run(
            lambda db: acting.put_back(db, done, now=now, by=by),
            lambda _: self._desk.say(t("acts-undone", households=done.count)),
        )

    def begin_measure(self, *, escape: bool = False) -> None:
        """To the plan, to record a measure for the households or register them to leave poverty."""
        query, marks, year = self._ask(), self._marks(), self._desk.year

        def read(db: Db) -> tuple[tuple[str, ...], int]:
            return marks or tuple(registering.uids(db, query)), measuring.plan_year(db, year)

        def go(found: tuple[tuple[str, ...], int]) -> None:
            uids, plan_year = found
            target = {"uids": uids, "year": plan_year, "escape": escape}
            self._desk.go("plan", ("measures", target))

        self._desk.worker.run(read, go)

    # Sheets one after the other -----------------------------------------------------------------
    def run(self) -> None:
        """Open the sheets of the households one after the other, in the order of the list."""
        query, marks, year = self._ask(), self._marks(), self._desk.year

        def begin(db: Db) -> str:
            uids = marks or tuple(registering.uids(db, query))
            return sheet_runs.begin(db, uids, year)

        def go(uid: str) -> None:
            if uid:
                self._desk.go("entry", uid)

        self._desk.worker.run(begin, go)

    # The list -----------------------------------------------------------------------------------
    def _layer(self) -> Callable[[Db], Listing]:
        """The job that lays the list out, as the page stands now: the job itself asks no widget."""
        query, marks, columns = self._ask(), self._marks(), self._columns()
        words, now = self._filters(), self._desk.now()
        if marks:
            query = replace(
                Query(year=query.year, order=query.order, descending=query.descending), among=marks
            )
            words = [t("acts-list-marked")]
        return lambda db: register_list.lay_out(db, query, columns, words, now=now)

    def stem(self) -> str:
        """The ASCII name that a file of the list gets."""
        mark = "luyen-tap_" if self._desk.office.practice else ""
        return f"{mark}danh_sach_ho_{self._desk.office.code}_{self._desk.year}"

    def _choose_file(self, kind: str) -> None:
        start = str(recall_folder(FOLDER) / f"{self.stem()}.{kind}")
        name, _ = QFileDialog.getSaveFileName(self._page, t(f"acts-{kind}"), start, f"*.{kind}")
        if name:
            self.save(kind, Path(name).with_suffix(f".{kind}"))

    def save(self, kind: str, path: Path) -> None:
        """Write the list as "pdf" or "xlsx"."""
        remember(FOLDER, str(path.parent))
        now, by, lay_out = self._desk.now(), self._desk.by, self._layer()

        def job(db: Db, tick: Tick) -> Path:
            tick(0, 2)
            listing = lay_out(db)
            tick(1, 2)
            return register_list.write(db, listing, kind, path, now=now, by=by)

        self._job.run(
            job, lambda made: self._desk.say(t("acts-saved", file=made.name)), failed=self._fail
        )

    def ask_printer(self) -> None:
        """Lay the list out, ask for a printer, print."""
        lay_out = self._layer()

        def draw(db: Db, _tick: Tick) -> tuple[Listing, bytes]:
            listing = lay_out(db)
            return listing, reporting.ink(listing.sheet, "pdf")

        self._job.run(draw, lambda drawn: self._on_drawn(*drawn), failed=self._fail)

    def _on_drawn(self, listing: Listing, pdf: bytes) -> None:
        from desktop.ui.pages.papers import printing
        from desktop.ui.pages.papers.raster import page_sizes

        printer = printing.make_printer(listing.stem, landscape=True)
        if printing.ask_printer(self._page, printer, len(page_sizes(pdf))):
            self.print_on(printer, listing, pdf)

    def print_on(self, printer: QPrinter, listing: Listing, pdf: bytes) -> None:
        """Print the list on a printer that was chosen."""
        from desktop.ui.pages.papers import printing
        from desktop.ui.pages.papers.raster import page_sizes

        now, by = self._desk.now(), self._desk.by
        pages = printing.pages_wanted(printer, len(page_sizes(pdf)))

        def job(db: Db, tick: Tick) -> int:
            count = printing.print_pages(printer, pdf, pages, tick)
            register_list.note_printed(db, listing, count, now=now, by=by)
            return count

        self._job.run(
            job, lambda count: self._desk.say(t("acts-printed", pages=count)), failed=self._fail
        )

    def _fail(self, error: AppError) -> None:
        stopped = isinstance(error, Cancelled)
        self._desk.say(t("acts-stopped") if stopped else sentence(error))


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
