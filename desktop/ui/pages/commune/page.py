"""The page of one commune at the upper desk: figures, villages, balance, packages, the way down and back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services import gathering, upper_board
from desktop.services.catalogue import bare_name
from desktop.services.changes import Changes
from desktop.services.upper_board import CommunePage
from desktop.store.connection import Db
from desktop.text import t
from desktop.ui.dates import local_day
from desktop.ui.page import Desk, Page
from desktop.ui.pages.commune.figures import FiguresCard
from desktop.ui.pages.commune.tables import FlowCard, HistoryCard, VillagesCard
from desktop.ui.pages.communes.target import CommuneTarget
from desktop.ui.pages.communes.words import counted_word, state_of
from desktop.ui.pages.households.target import RegisterTarget
from desktop.ui.pages.inbox.tray import tray_of, waiting_of
from desktop.ui.pages.upper_overview.words import group_of
from desktop.ui.widgets import (
    Button,
    Card,
    ElasticGrid,
    EmptyState,
    Legend,
    Note,
    PageHead,
    StateLabel,
    TargetLine,
    Year,
    body,
    padded,
    scrolled,
)

NARROW_BELOW = 1000
# Figures, villages, rates, flow, history: row, column, rows, columns.
_WIDE = ((0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 2, 1), (1, 1, 1, 1), (2, 1, 1, 1))
_NARROW = ((0, 0, 1, 1), (1, 0, 1, 1), (4, 0, 1, 1), (2, 0, 1, 1), (3, 0, 1, 1))
_CONCERNS = frozenset({"package", "review", "household", "residents", "round", "setting"})


class RateCard(Card):
    """The poor rate of the commune over the years beside the plan."""

    def __init__(self) -> None:
        super().__init__(t("upper-rates"), head_height=36)
        self.legend = Legend([])
        self.head.addWidget(self.legend)
        self.line = TargetLine()
        self.empty = EmptyState("scale", t("unit-rates-none"))
        self.holder = padded(self.line, (0, 0, 0, 4))
        self.add(self.holder, 1)
        self.add(self.empty, 1)

    def show_page(self, page: CommunePage) -> None:
        """Show the years that have a rate."""
        signs = [("line", t("upper-rates-actual"))]
        if page.plan is not None and len(page.series) > 1:
            signs.append(("target", page.plan.name))
        self.legend.set_entries(signs)
        several = len(page.series) > 1
        years = [Year(str(p.year), p.rate, p.target if several else None) for p in page.series]
        self.line.set_years(years, t("upper-rates"))
        self.legend.setVisible(bool(years))
        self.holder.setVisible(bool(years))
        self.empty.setVisible(not years)


class CommunePageView(Page):
    """Enter goes down to households, Esc back to where it was opened from."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: CommunePage | None = None
        self._target = CommuneTarget(code="")
        self.tray = tray_of(desk)
        self.head = PageHead(t("page-commune"))
        self.stand = StateLabel("none", "", role="body")
        self.back = Button(t("communes-back"), icon="arrow-left", key="Esc", live=False)
        self.package = Button(t("communes-open-package"), icon="inbox", key="F5")
        self.households = Button(t("unit-households"), icon="search", key="F6", kind="primary")
        self.head.add(self.stand, self.back, self.package, self.households)
        self.note = Note("info", t("unit-unknown"))
        self.note.hide()
        self.figures = FiguresCard(desk.year)
        self.villages = VillagesCard(desk.year)
        self.rates = RateCard()
        self.flow = FlowCard()
        self.history = HistoryCard()
        self.cards = (self.figures, self.villages, self.rates, self.flow, self.history)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        holder = QWidget()
        self._grid = ElasticGrid(holder)
        for card, least in zip(self.cards, (334, 220, 180, 178, 104), strict=True):
            card.setMinimumHeight(least)
        self.flow.setMaximumHeight(190)
        self._narrow = False
        self._arrange(is_narrow=False)
        self.area = scrolled(holder, ground="window")
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addWidget(self.head)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addWidget(self.area, 1)
        self.column.addWidget(body(column), 1)

    def _arrange(self, *, is_narrow: bool) -> None:
        for card, place in zip(self.cards, _NARROW if is_narrow else _WIDE, strict=True):
            self._grid.addWidget(card, *place)
        for column, stretch in enumerate((1, 0) if is_narrow else (4, 6)):
            self._grid.setColumnStretch(column, stretch)
        for row, stretch in enumerate((0, 1, 0, 0, 0) if is_narrow else (5, 0, 2, 0, 0)):
            self._grid.setRowStretch(row, stretch)

    def _connect(self) -> None:
        self.back.clicked.connect(self._go_back)
        self.package.clicked.connect(self._open_package)
        self.households.clicked.connect(lambda _=False: self._open_households())
        self.figures.shown.connect(lambda kind: self._open_households(shown=kind))
        self.villages.opened.connect(lambda name: self._open_households(village=name))
        self.history.opened.connect(self._open_package)
        self.tray.changed.connect(self._on_tray)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_BELOW
        if is_narrow != self._narrow:
            self._narrow = is_narrow
            self._arrange(is_narrow=is_narrow)

    # Contract of pages --------------------------------------------------------------------------
    def open_target(self, target: object) -> None:
        if isinstance(target, str):
            target = CommuneTarget(code=target)
        if isinstance(target, CommuneTarget):
            self._target = target
            self.reload()

    def reload(self) -> None:
        year, code, glances = self.desk.year, self._target.code, self.tray.glances
        today = local_day(self.desk.now())
        if not code:
            return

        def read(db: Db) -> CommunePage | None:
            waiting = waiting_of(glances, year, gathering.decided(db, year))
            return upper_board.commune(db, year, code, waiting, today=today)

        self.desk.worker.run_latest("commune", read, self._show)

    def on_changed(self, changes: Changes) -> bool:
        return not _CONCERNS.isdisjoint(changes.names)

    def focus_first(self) -> None:
        self.villages.table.setFocus()

    def key_line(self) -> Sequence[tuple[str, str]]:
        return (
            ("Enter", t("unit-key-down")),
            ("F5", t("communes-open-package")),
            ("F6", t("unit-households")),
            ("Esc", t("communes-back")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            super().keyPressEvent(event)

    # Showing ------------------------------------------------------------------------------------
    def _show(self, page: CommunePage | None) -> None:
        self.found = page
        self.note.setVisible(page is None)
        self.area.setVisible(page is not None)
        if page is None:
            return
        stand = page.stand
        state = state_of(stand)
        self.stand.set_state(state.state, f"{state.word} {state.faint}".strip())
        self.head.title.setText(stand.name)
        self.head.set_context(self._context(page))
        has_lists = stand.now is not None and not stand.is_sums_only
        self.households.setEnabled(has_lists or page.last_figures is not None)
        self.package.setEnabled(stand.number > 0)
        for card in self.cards:
            card.show_page(page)

    def _context(self, page: CommunePage) -> str:
        stand = page.stand
        key = "unit-context-group" if group_of(stand) else "unit-context"
        words = t(key, group=group_of(stand), code=stand.code, year=str(page.year))
        if stand.is_in_book:
            words += t("unit-context-counted", counted=counted_word(stand))
        if stand.newer:
            words += t("unit-context-newer", number=str(stand.newer))
        return words

    def _on_tray(self) -> None:
        if self.isVisible():
            self.reload()

    # Down and back ------------------------------------------------------------------------------
    def _go_back(self) -> None:
        self.desk.go(self._target.back, self._target.back_target)

    def _open_package(self) -> None:
        if self.found is not None and self.found.stand.number:
            self.desk.go("inbox", self.found.stand.through or self.found.stand.code)

    def _open_households(self, *, village: str = "", shown: str = "") -> None:
        page = self.found
        if page is None or not self.households.isEnabled():
            return
        self.desk.go(
            "find",
            RegisterTarget(
                commune_code=page.stand.code, commune_name=bare_name(page.stand.name), village=village,
                shown=shown, back="commune", back_target=self._target,
            ),
        )  # fmt: skip
