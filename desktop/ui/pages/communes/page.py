"""The page Các xã: who has reported, the comparison with last year, tiles, and the plan's goal."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout

from desktop.errors import AppError
from desktop.services import calendaring, gathering, reported, upper_board
from desktop.services.changes import Changes
from desktop.services.reported import CommuneStand
from desktop.services.upper_board import Compared, Comparison
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.dates import local_day
from desktop.ui.page import Desk, Page
from desktop.ui.pages.communes.compared_view import ComparedView
from desktop.ui.pages.communes.goals_view import GoalsView
from desktop.ui.pages.communes.holding import EXCUSED, Holding
from desktop.ui.pages.communes.reported_view import ReportedView
from desktop.ui.pages.communes.target import VIEWS, CommunesTarget, CommuneTarget
from desktop.ui.pages.communes.tiles_view import TilesView
from desktop.ui.pages.inbox.tray import tray_of, waiting_of
from desktop.ui.pages.upper_overview.words import due_words
from desktop.ui.widgets import Button, Note, PageHead, Segmented, body

NARROW_BELOW = 1000
_CONCERNS = frozenset(
    {"package", "review", "household", "residents", "round", "call", "setting", "procedure"}
)


class CommunesPage(Page):
    """Reached from the overview (F6); Enter goes down to a commune, Esc back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Comparison | None = None
        self.tray = tray_of(desk)
        self.head = PageHead(t("page-communes"))
        self.back = Button(t("communes-back"), icon="arrow-left", key="Esc", live=False)
        self.package = Button(t("communes-open-package"), icon="inbox", key="F5")
        self.open = Button(
            t("communes-open"), icon="map-pin", key="Enter", kind="primary", live=False
        )
        self.head.add(self.back, self.package, self.open)
        self.view = Segmented([t(f"communes-view-{v}") for v in VIEWS], t("communes-view"))
        self.holding = Holding()
        self.reported = ReportedView(desk.office)
        self.compared = ComparedView(desk.office, desk.year)
        self.tiles = TilesView(desk.office)
        self.goals = GoalsView()
        self.note = Note("err", "")
        self.note.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        for part in (self.reported, self.compared, self.tiles, self.goals):
            self.stack.addWidget(part)
        self._top = row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.view)
        row.addWidget(self.holding, 1)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self.note)
        column.addWidget(self.stack, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(body(column), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_BELOW
        way = QBoxLayout.Direction
        self._top.setDirection(way.TopToBottom if is_narrow else way.LeftToRight)
        self.reported.set_narrow(narrow=is_narrow)
        self.compared.set_narrow(narrow=is_narrow)

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.desk.go("overview"))
        self.open.clicked.connect(lambda: self._open_commune(self._current()))
        self.package.clicked.connect(lambda: self._open_package(self._row(self._current())))
        self.view.chosen.connect(self.show_view)
        self.holding.search.into = self.focus_first
        self.holding.changed.connect(self._fill)
        self.reported.opened.connect(lambda row: self._open_commune(row.stand.code))
        self.reported.package_wanted.connect(self._open_package)
        self.reported.called.connect(self._note_call)
        self.reported.excused.connect(self._excuse)
        self.reported.due_set.connect(self._set_due)
        self.compared.opened.connect(lambda row: self._open_commune(row.stand.code))
        self.tiles.opened.connect(self._open_commune)
        for view in (self.reported, self.compared):
            view.copied.connect(lambda count: self.desk.say(t("communes-copied", count=count)))
        self.tray.changed.connect(self._on_tray)

    # Contract of pages --------------------------------------------------------------------------
    def reload(self) -> None:
        year, glances, today = self.desk.year, self.tray.glances, self._today()

        def read(db: Db) -> Comparison:
            waiting = waiting_of(glances, year, gathering.decided(db, year))
            return upper_board.comparison(db, year, waiting, today=today)

        self.desk.worker.run_latest("communes", read, self._show)

    def on_changed(self, changes: Changes) -> bool:
        return not _CONCERNS.isdisjoint(changes.names)

    def focus_first(self) -> None:
        shown = self.stack.currentWidget()
        if shown is self.reported or shown is self.compared:
            shown.table.setFocus()
        elif isinstance(shown, TilesView | GoalsView):
            shown.focus_first()

    def open_target(self, target: object) -> None:
        if isinstance(target, CommunesTarget):
            self.show_view(VIEWS.index(target.view))
            self.holding.hold(target.shown)
            self._fill()

    def key_line(self) -> Sequence[tuple[str, str]]:
        deeds = [("F7", t("upper-late-call")), ("F8", t("communes-excuse"))]
        return (
            ("Enter", t("communes-open")),
            ("F5", t("communes-open-package")),
            *(deeds if self.stack.currentWidget() is self.reported else []),
            ("Esc", t("communes-back")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc takes the filters away first, then leads back."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.holding.is_held:
            self.holding.clear()
        else:
            self.desk.go("overview")

    # Showing ------------------------------------------------------------------------------------
    def show_view(self, number: int) -> None:
        """Reported, compared, tiles, goals."""
        self.view.set_index(number)
        self.stack.setCurrentIndex(number)
        self.keys_changed.emit()
        self.focus_first()

    def _show(self, found: Comparison) -> None:
        self.found = found
        overview = found.overview
        self.head.set_context(
            t(
                "communes-context",
                sent=overview.sent, count=len(overview.communes), late=overview.late,
                newer=overview.newer, due=due_words(overview.due),
            )
        )  # fmt: skip
        self.holding.show_comparison(found)
        self._fill()

    def _fill(self) -> None:
        if self.found is None:
            return
        rows = self.holding.rows()
        self.reported.show_excused(is_excused=self.holding.state.value() == EXCUSED)
        self.reported.show_rows(rows, self.found, self._today())
        self.compared.show_rows(rows)
        self.tiles.show_rows(rows)
        self.goals.show_rows(rows, self.found)

    def _on_tray(self) -> None:
        if self.isVisible():
            self.reload()

    def _today(self) -> datetime.date:
        return local_day(self.desk.now())

    # Going down ---------------------------------------------------------------------------------
    def _current(self) -> str:
        """The commune under the cursor of the view in sight."""
        shown = self.stack.currentWidget()
        if shown is self.tiles:
            return self.tiles.current()
        table = self.compared.table if shown is self.compared else self.reported.table
        row = table.record()
        return row.stand.code if row is not None else ""

    def _row(self, code: str) -> Compared | None:
        return next((row for row in self.holding.rows() if row.stand.code == code), None)

    def _open_commune(self, code: str) -> None:
        if code:
            back = CommunesTarget(
                view=VIEWS[self.stack.currentIndex()], shown=self.holding.state.value()
            )
            self.desk.go("commune", CommuneTarget(code=code, back="communes", back_target=back))

    def _open_package(self, row: Compared | None) -> None:
        if row is not None:
            self.desk.go("inbox", row.stand.through or row.stand.code)

    # Deeds --------------------------------------------------------------------------------------
    def _note_call(self, commune: CommuneStand) -> None:
        now, by, year = self.desk.now(), self.desk.by, self.desk.year
        on = None if commune.called else self._today()
        self.desk.worker.run(
            lambda db: reported.note_call(db, year, commune.code, on, now=now, by=by)
        )

    def _excuse(self, commune: CommuneStand) -> None:
        """Expect no report of the commune, or one again; what was said can be taken back."""
        now, by = self.desk.now(), self.desk.by
        is_excused = self.holding.state.value() != EXCUSED

        def turn(excused: bool) -> None:
            self.desk.worker.run(
                lambda db: reported.excuse(db, commune.code, excused=excused, now=now, by=by)
            )

        turn(is_excused)
        key = "communes-excused" if is_excused else "communes-expected"
        self.desk.say(t(key, name=commune.name), lambda: turn(not is_excused))

    def _set_due(self, on: datetime.date | None) -> None:
        now, by, year = self.desk.now(), self.desk.by, self.desk.year
        self.desk.worker.run(
            lambda db: calendaring.set_autumn_deadline(db, year, on, now=now, by=by),
            lambda _: self._on_due(on),
            failed=self._failed,
        )

    def _on_due(self, on: datetime.date | None) -> None:
        self.note.hide()
        self.reported.table.setFocus()
        self.desk.say(t("communes-due-kept") if on else t("communes-due-dropped"))

    def _failed(self, error: AppError) -> None:
        self.note.say(sentence(error), "", "err")
        self.note.show()
