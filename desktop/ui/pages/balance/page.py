"""The page of the balance: villages above, the households that break it below, each with its cure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from desktop.errors import AppError, RoundMissing
from desktop.services import balancing, event_settling, happening
from desktop.services.balancing import NOT_REVIEWED, Balance, Break, VillageBalance
from desktop.services.changes import Changes, Tick
from desktop.store.connection import Db
from desktop.text import sentence, t
from desktop.ui.page import Desk, Page
from desktop.ui.pages.balance.breaks import BreaksCard
from desktop.ui.pages.balance.ledger import ledger_view
from desktop.ui.widgets import Button, Card, EmptyState, Note, PageHead, body

BREAKS_HEIGHT = 250


class BalancePage(Page):
    """Start + in − out = end, per village, for households and persons; and 7.2 and 7.3 beside it."""

    undo_kinds = (happening.Deed.SETTLED.value,)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Balance | None = None
        self.head = PageHead(t("page-balance"))
        self.card = Card(t("balance-villages"), t("balance-villages-remark"))
        self.breaks = BreaksCard()
        begin = Button(t("balance-begin"), size="compact")
        begin.clicked.connect(self.start_here)
        self.note = Note("info", t("balance-not-kept"), t("balance-not-kept-how"), begin)
        self.trouble = Note("err", "")
        self.stack = QStackedWidget()
        self.model, self.view = ledger_view(Balance(year=desk.year, is_kept=False))
        self._build()
        self._connect()

    def _build(self) -> None:
        self.to_overview = Button(t("balance-back"), icon="arrow-left", key="Esc", live=False)
        self.papers = Button(t("balance-papers"), icon="file-text")
        self.head.add(self.papers, self.to_overview)
        self.breaks.setMinimumHeight(BREAKS_HEIGHT)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.note)
        column.addWidget(self.trouble)
        column.addWidget(self.card, 3)
        column.addWidget(self.breaks, 2)
        enter = Button(t("balance-to-entry"), icon="keyboard", kind="primary")
        enter.clicked.connect(lambda: self.desk.go("entry"))
        self.empty = EmptyState("scale", t("balance-no-round"), enter)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(body(column))
        self.column.addWidget(self.head)
        self.column.addWidget(self.stack, 1)
        self.note.hide()
        self.trouble.hide()

    def _connect(self) -> None:
        self.to_overview.clicked.connect(lambda: self.desk.go("overview"))
        self.papers.clicked.connect(lambda: self.desk.go("papers", "7.2"))
        self.breaks.opened.connect(self.open_break)
        self.breaks.settled.connect(self.settle)
        QShortcut(QKeySequence("F8"), self).activated.connect(self.breaks.next)

    # Contract of pages --------------------------------------------------------------------------
    def reload(self) -> None:
        year = self.desk.year

        def job(db: Db) -> Balance | None:
            try:
                return balancing.balance(db, year)
            except RoundMissing:
                return None

        self.desk.worker.run_latest("balance", job, self._show)

    def on_changed(self, changes: Changes) -> bool:
        return bool(changes.names & {"household", "review", "round"})

    def focus_first(self) -> None:
        if self.found is None:
            self.empty.setFocus()
        elif self.found.breaks:
            self.breaks.view.setFocus()
        else:
            self.view.setFocus()

    def open_target(self, target: object) -> None:
        """A village's name: its households only."""
        if isinstance(target, str):
            self.breaks.of_village("")
            self.breaks.of_village(target)

    def key_line(self) -> Sequence[tuple[str, str]]:
        return (
            ("F8", t("balance-key-next")),
            ("Enter", t("balance-key-open")),
            ("F9", t("balance-settle")),
            ("Ctrl+Z", t("events-undo")),
            ("Esc", t("balance-back")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.desk.go("overview")
        else:
            super().keyPressEvent(event)

    # Showing ------------------------------------------------------------------------------------
    def _show(self, found: Balance | None) -> None:
        self.found = found
        self.stack.setCurrentIndex(0 if found is None else 1)
        if found is None:
            self.head.set_context("")
            return
        start, end = found.total.ledger.start, found.total.ledger.end
        self.head.set_context(
            t(
                "balance-context",
                year=str(found.year),
                households=start[0],
                people=start[1],
                households_now=end[0],
                people_now=end[1],
            )
            if found.is_kept
            else t("balance-context-forms", year=str(found.year))
        )
        self.note.setVisible(not found.is_kept)
        self.trouble.hide()
        self._show_villages(found)
        self.breaks.show_breaks(found.breaks)

    def _show_villages(self, found: Balance) -> None:
        """A new table: which columns there are depends on what happened."""
        row = self.view.currentIndex().row()
        self.view.hide()
        self.view.deleteLater()
        self.model, self.view = ledger_view(found)
        self.view.opened.connect(self._on_village)
        self.card.add(self.view, 1)
        self.view.choose_row(max(row, 0))

    def _on_village(self, one: VillageBalance) -> None:
        self.breaks.of_village(one.village)

    # Acts ---------------------------------------------------------------------------------------
    def open_break(self, one: Break) -> None:
        """The sheet of who was not reviewed, else the household in the register."""
        self.desk.go("entry" if one.code == NOT_REVIEWED else "households", one.uid)

    def settle(self, some: Sequence[Break]) -> None:
        """Record as events what was keyed without them, a deed for each household."""
        uids, year = list(dict.fromkeys(b.uid for b in some)), self.desk.year
        now, by = self.desk.now(), self.desk.by

        def job(db: Db, tick: Tick) -> Changes:
            return event_settling.settle_all(db, uids, year, now=now, by=by, tick=tick)

        self.desk.worker.run_long(job, lambda _: self._on_settled(uids), failed=self._on_failed)

    def _on_settled(self, uids: Sequence[str]) -> None:
        self.desk.say(
            t("balance-settled", count=len(uids)),
            (lambda: self.unsettle(uids[0])) if len(uids) == 1 else None,
        )
        self.reload()

    def unsettle(self, uid: str) -> None:
        """Take back what was just recorded for a household."""
        now, by = self.desk.now(), self.desk.by
        self.desk.worker.run(
            lambda db: event_settling.unsettle(db, uid, now=now, by=by),
            lambda _: self.reload(),
            failed=self._on_failed,
        )

    def start_here(self) -> None:
        """The register as it stands now becomes the start of a round that has none."""
        year = self.desk.year
        self.desk.worker.run(
            lambda db: balancing.start_here(db, year),
            lambda _: self.reload(),
            failed=self._on_failed,
        )

    def _on_failed(self, error: AppError) -> None:
        self.trouble.say(sentence(error))
        self.trouble.show()
