"""Tổng quan of an upper office: strip of stands, board, who is late, sums, deprivations, rates."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.services import gathering
from desktop.services.changes import Changes
from desktop.services.gathering import HELD, WAITING, CommuneStand, UpperOverview
from desktop.services.planning import course
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui.dates import local_day
from desktop.ui.page import Desk, Page
from desktop.ui.pages.communes.target import CommunesTarget, CommuneTarget
from desktop.ui.pages.inbox.tray import tray_of, waiting_of
from desktop.ui.pages.upper_overview.board import BoardCard
from desktop.ui.pages.upper_overview.late import LateCard
from desktop.ui.pages.upper_overview.pictures import LacksCard, RatesCard
from desktop.ui.pages.upper_overview.plan_line import PlanLine
from desktop.ui.pages.upper_overview.strip import SentStrip
from desktop.ui.pages.upper_overview.sums import SumsCard
from desktop.ui.pages.upper_overview.words import due_words
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.frames import ElasticGrid, PageHead, body, scrolled

BOARD, CARD = 190, 250
"""Least heights in px."""
NARROW_BELOW = 1000
# Strip, plan, board, late, sums, lacks, rates: row, column, rows, columns.
_WIDE = (
    (0, 0, 1, 3), (1, 0, 1, 3), (2, 0, 1, 2), (2, 2, 1, 1), (3, 0, 1, 1), (3, 1, 1, 1),
    (3, 2, 1, 1),
)  # fmt: skip
_NARROW = (
    (0, 0, 1, 2), (1, 0, 1, 2), (2, 0, 1, 2), (3, 1, 1, 1), (4, 0, 1, 1), (4, 1, 1, 1),
    (3, 0, 1, 1),
)  # fmt: skip
_CONCERNS = frozenset(
    {"package", "review", "household", "residents", "round", "call", "procedure", "plan", "measure"}
)


class UpperOverviewPage(Page):
    """Who has reported, who is to be called, what the received come to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tray = tray_of(desk)
        self._narrow = False
        self._communes: list[CommuneStand] = []
        self.head = PageHead(t("page-overview"))
        self.communes_button = Button(t("upper-communes"), icon="map-pin", key="F6")
        self.communes_button.clicked.connect(lambda: desk.go("communes"))
        self.totals_button = Button(t("upper-totals"), icon="table")
        self.totals_button.clicked.connect(lambda: desk.go("totals"))
        self.check_button = Button(t("upper-receive"), icon="inbox", key="F5", kind="primary")
        self.check_button.clicked.connect(lambda: desk.go("inbox"))
        self.head.add(self.communes_button, self.totals_button, self.check_button)
        self.strip, self.plan = SentStrip(), PlanLine(desk.year)
        self.board = BoardCard(desk.office, desk.year)
        self.late = LateCard(desk.year)
        self.sums = SumsCard(desk.year)
        self.lacks = LacksCard(desk.year)
        self.rates = RatesCard()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        holder = QWidget()
        self._grid = ElasticGrid(holder)
        for card in (self.sums, self.lacks, self.rates):
            card.setMinimumHeight(CARD)
            card.setMaximumHeight(400)
        self.board.setMinimumHeight(BOARD)
        self.area = scrolled(holder, ground="window")
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._arrange(is_narrow=False)
        self.column.addWidget(self.head)
        self.column.addWidget(body(self.area), 1)

    def _arrange(self, *, is_narrow: bool) -> None:
        """Board and late ones over three cards, or two and two where the window is small."""
        grid = self._grid
        self.board.set_narrow(narrow=is_narrow)
        for card, place in zip(
            (self.strip, self.plan, self.board, self.late, self.sums, self.lacks, self.rates),
            _NARROW if is_narrow else _WIDE,
            strict=True,
        ):
            grid.addWidget(card, *place)
        for column, stretch in enumerate((7, 5, 0) if is_narrow else (7, 5, 5)):
            grid.setColumnStretch(column, stretch)
        for row, stretch in enumerate((0, 0, 3, 2, 2) if is_narrow else (0, 0, 3, 2, 0)):
            grid.setRowStretch(row, stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_BELOW
        if is_narrow != self._narrow:
            self._narrow = is_narrow
            self._arrange(is_narrow=is_narrow)

    def _connect(self) -> None:
        self.plan.wanted.connect(lambda _: self.desk.go("plan", "course"))
        self.board.opened.connect(self._open)
        self.board.held.connect(lambda value: self.desk.go("communes", CommunesTarget(shown=value)))
        self.sums.goals_wanted.connect(lambda: self.desk.go("targets"))
        self.late.called.connect(self._note_call)
        self.late.copied.connect(lambda count: self.desk.say(t("upper-late-copied", count=count)))
        self.tray.changed.connect(self._on_tray)

    # Reading ----------------------------------------------------------------------------------
    def reload(self) -> None:
        year = self.desk.year
        glances, today = self.tray.glances, local_day(self.desk.now())

        def read(db: Db) -> UpperOverview:
            known = gathering.decided(db, year)
            waiting = waiting_of(glances, year, known)
            return gathering.upper_overview(db, year, waiting, today=today)

        self.desk.worker.run_latest("upper-overview", read, self._show)
        self.desk.worker.run_latest(
            "upper-overview-plan", lambda db: course.course(db, year, today), self.plan.show_units
        )

    def on_changed(self, changes: Changes) -> bool:
        return not _CONCERNS.isdisjoint(changes.names)

    def _open(self, code: str) -> None:
        """A package that waits for a decision stands in the inbox; else the commune's own page."""
        found = next((c for c in self._communes if c.code == code), None)
        if found is not None and found.stand in (WAITING, HELD):
            self.desk.go("inbox", found.through or code)
        else:
            self.desk.go("commune", CommuneTarget(code=code))

    def _on_tray(self) -> None:
        if self.isVisible():
            self.reload()

    def focus_first(self) -> None:
        self.board.focus_first()

    def _show(self, overview: UpperOverview) -> None:
        counts = overview.counts
        waiting = counts[WAITING]
        self._communes = overview.communes
        self.head.set_context(
            t(
                "upper-context",
                office=self.desk.office.name,
                year=str(overview.year),
                count=len(overview.communes),
                due=due_words(overview.due),
            )
        )
        words = t("upper-check", count=waiting) if waiting else t("upper-receive")
        self.check_button.setText(words)
        self.check_button.updateGeometry()
        self.desk.badge("inbox", waiting + counts[HELD])
        for card in (self.strip, self.board, self.late, self.sums, self.lacks, self.rates):
            card.show_overview(overview)

    # Calls ------------------------------------------------------------------------------------
    def _note_call(self, commune: CommuneStand) -> None:
        now, by, year = self.desk.now(), self.desk.by, self.desk.year
        on = None if commune.called else now.astimezone().date()
        self.desk.worker.run(
            lambda db: gathering.note_call(db, year, commune.code, on, now=now, by=by)
        )
