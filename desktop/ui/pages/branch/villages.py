"""The villages with who has each, and below them what went between the PCs."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.services.sharing import Sharing, VillageLine
from desktop.store.branch import HELD, LENT
from desktop.store.packages import Package
from desktop.text import t
from desktop.ui.dates import written_moment
from desktop.ui.page import Desk
from desktop.ui.pages.branch.words import answered, heard, sent, villages_of, where
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Button, Card, EmptyState, TableView, Text, TurnedTable

_CHOSEN, _KEYED, _HEARD = 0, 3, 5
_WHEN = 2


class VillagesCard(Card):
    """`chosen_changed()` when a village is ticked; `recall()`, `again()` from the foot."""

    chosen_changed = Signal()
    recall = Signal()
    again = Signal()

    def __init__(self) -> None:
        super().__init__(t("branch-villages"), icon="map-pin")
        self.found: Sharing | None = None
        self.chosen: set[str] = set()
        columns: list[Column[VillageLine]] = [
            Column("", self._tick, kind="icon", width=36),
            Column(t("branch-village"), lambda v: v.village, bold=True, tip=lambda v: v.village),
            Column(t("branch-households"), lambda v: v.households, kind="figures", width=56),
            Column(t("branch-keyed"), lambda v: (v.keyed, v.households), kind="progress", width=150),
            Column(t("branch-where"), self._where, kind="state", width=236),
            Column(t("branch-heard"), heard, width=108, ink="text2"),
        ]  # fmt: skip
        self.rows: RowsModel[VillageLine] = RowsModel(columns, t("branch-villages"))
        self.table = TurnedTable(self.rows, row=29)
        self.table.opened.connect(self.turn)
        self.table.turned.connect(self.turn)
        self.table.clicked.connect(self._on_click)
        self.add(self.table, 1)
        self.count = Text("", "small", "text2")
        self.recall_button = Button(t("branch-recall"), icon="arrow-back-up", size="compact")
        self.again_button = Button(t("branch-again"), icon="refresh", size="compact")
        self.recall_button.clicked.connect(self.recall)
        self.again_button.clicked.connect(self.again)
        foot = self.add_foot(self.count)
        foot.addStretch(1)
        foot.addWidget(self.again_button)
        foot.addWidget(self.recall_button)

    def _tick(self, line: VillageLine) -> State | None:
        return State("ok", "") if line.village in self.chosen else None

    def _where(self, line: VillageLine) -> State | None:
        return where(self.found, line) if self.found else None

    def may_choose(self, line: VillageLine) -> bool:
        """Main: every village; a second PC: those that it holds and could give back."""
        if self.found is None or not self.found.is_branch:
            return True
        return line.holding is not None and line.holding.state == HELD

    def turn(self, line: VillageLine) -> None:
        """Tick a village, or take the tick off."""
        if self.may_choose(line):
            self.chosen ^= {line.village}
            self._fill_again()
            self._say()
            self.chosen_changed.emit()

    def _fill_again(self) -> None:
        row = self.table.currentIndex().row()
        if self.found is not None:
            self.rows.set_rows(list(self._shown(self.found)))
        self.table.choose_row(row)

    def _on_click(self, index: object) -> None:
        record = self.table.record()
        column = index.column() if hasattr(index, "column") else -1
        if column == _CHOSEN and record is not None:
            self.turn(record)

    @staticmethod
    def _shown(found: Sharing) -> list[VillageLine]:
        if not found.is_branch:
            return list(found.villages)
        return [v for v in found.villages if v.holding is not None]

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Leave the names room in a small window."""
        for column in (_KEYED, _HEARD):
            self.table.setColumnHidden(column, is_narrow)

    def show_sharing(self, found: Sharing) -> None:
        """Show every village; ticks stay on villages that can still be chosen."""
        self.found = found
        lines = self._shown(found)
        self.chosen &= {v.village for v in lines if self.may_choose(v)}
        row = max(self.table.currentIndex().row(), 0)
        self.rows.set_rows(lines)
        self.table.choose_row(row if lines else -1)
        self.set_remark(
            t("branch-held-count", count=len(lines))
            if found.is_branch
            else t("branch-lent-count", count=len(found.lent), all=len(lines))
        )
        self._say()

    def of(self, state: str) -> list[VillageLine]:
        """The ticked villages in a state of loan; "" are those that are ours."""
        lines = self._shown(self.found) if self.found else []
        return [
            v
            for v in lines
            if v.village in self.chosen
            and (v.loan is not None and v.loan.state == LENT) == (state == LENT)
        ]

    def _say(self) -> None:
        found = self.found
        is_main = found is not None and not found.is_branch
        self.count.setText(t("branch-chosen", count=len(self.chosen)))
        self.recall_button.setVisible(is_main)
        self.recall_button.setEnabled(bool(self.of(LENT)))
        self.again_button.setVisible(is_main and bool(found and found.lent))


class LogCard(Card):
    """What went between the PCs, newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("branch-log"), icon="history")
        columns: list[Column[Package]] = [
            Column(t("branch-log-what"), sent, width=250, tip=lambda p: p.file_name),
            Column(t("branch-log-villages"), villages_of, tip=villages_of),
            Column(
                t("branch-log-when"), lambda p: written_moment(p.handled_at, desk.now()), width=150,
                ink="text2",
            ),
            Column(t("branch-log-state"), answered, kind="state", width=184),
        ]  # fmt: skip
        self.rows: RowsModel[Package] = RowsModel(columns, t("branch-log"))
        self.table = TableView(self.rows, row=28)
        self.empty = EmptyState("history", t("branch-log-empty"))
        self.add(self.table, 1)
        self.add(self.empty, 1)

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Leave the names room in a small window."""
        self.table.setColumnHidden(_WHEN, is_narrow)
        self.table.horizontalHeader().resizeSection(0, 150 if is_narrow else 250)

    def show_log(self, log: tuple[Package, ...]) -> None:
        """Show the files."""
        self.rows.set_rows(list(log))
        self.table.setVisible(bool(log))
        self.empty.setVisible(not log)
