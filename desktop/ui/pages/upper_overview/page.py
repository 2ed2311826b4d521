"""Tổng quan of an upper office: strip of stands, board, who is late, sums, deprivations, rates."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.services import gathering
from desktop.services.changes import Changes
from desktop.services.gathering import HELD, WAITING, CommuneStand, UpperOverview
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui.page import Desk, Page
from desktop.ui.pages.inbox.tray import tray_of, waiting_of
from desktop.ui.pages.upper_overview.board import BoardCard
from desktop.ui.pages.upper_overview.late import LateCard
from desktop.ui.pages.upper_overview.pictures import LacksCard, RatesCard
from desktop.ui.pages.upper_overview.strip import SentStrip
from desktop.ui.pages.upper_overview.sums import SumsCard
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.frames import GAP, PageHead, body

_CONCERNS = frozenset({"package", "review", "household", "residents", "round", "call"})


class UpperOverviewPage(Page):
    """Who has reported, who is to be called, what the received come to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tray = tray_of(desk)
        self.head = PageHead(t("page-overview"))
        self.totals_button = Button(t("upper-totals"), icon="table")
        self.totals_button.clicked.connect(lambda: desk.go("totals"))
        self.check_button = Button(t("upper-receive"), icon="inbox", key="F5", kind="primary")
        self.check_button.clicked.connect(lambda: desk.go("inbox"))
        self.head.add(self.totals_button, self.check_button)
        self.strip = SentStrip()
        self.board = BoardCard(desk.office, desk.year)
        self.late = LateCard(desk.year)
        self.sums = SumsCard(desk.year)
        self.lacks = LacksCard(desk.year)
        self.rates = RatesCard()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        holder = QWidget()
        holder.setProperty("ground", "clear")
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        grid.addWidget(self.strip, 0, 0, 1, 3)
        grid.addWidget(self.board, 1, 0, 1, 2)
        grid.addWidget(self.late, 1, 2)
        for column, card in enumerate((self.sums, self.lacks, self.rates)):
            card.setMinimumHeight(241)
            card.setMaximumHeight(400)
            grid.addWidget(card, 2, column)
        for column, stretch in enumerate((7, 5, 5)):
            grid.setColumnStretch(column, stretch)
        grid.setRowStretch(1, 3)
        grid.setRowStretch(2, 2)
        self.column.addWidget(self.head)
        self.column.addWidget(body(holder), 1)

    def _connect(self) -> None:
        self.board.opened.connect(lambda code: self.desk.go("inbox", code))
        self.late.called.connect(self._note_call)
        self.late.copied.connect(lambda count: self.desk.say(t("upper-late-copied", count=count)))
        self.tray.changed.connect(self._on_tray)

    # Reading ----------------------------------------------------------------------------------
    def reload(self) -> None:
        year = self.desk.year
        glances = self.tray.glances

        def read(db: Db) -> UpperOverview:
            known = gathering.decided(db, year)
            return gathering.upper_overview(db, year, waiting_of(glances, year, known))

        self.desk.worker.run_latest("upper-overview", read, self._show)

    def on_changed(self, changes: Changes) -> bool:
        return not _CONCERNS.isdisjoint(changes.names)

    def _on_tray(self) -> None:
        if self.isVisible():
            self.reload()

    def focus_first(self) -> None:
        self.board.focus_first()

    def _show(self, overview: UpperOverview) -> None:
        counts = overview.counts
        waiting = counts[WAITING]
        self.head.set_context(
            t(
                "upper-context",
                office=self.desk.office.name,
                year=str(overview.year),
                count=len(overview.communes),
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
