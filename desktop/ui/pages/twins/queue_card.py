"""The left side: pairs that wait, the likeliest first, each with its reasons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from desktop.services.pairing import Pair
from desktop.store.twins import HOUSEHOLD, LISTED, PERSON
from desktop.text import t
from desktop.ui.pages.twins import words
from desktop.ui.rows_model import Column, Heading, RowsModel, State
from desktop.ui.widgets import Card, EmptyState, JobBar, TableView, Tag, padded
from desktop.ui.worker import Worker

ICONS = {HOUSEHOLD: "home", PERSON: "users", LISTED: "file-spreadsheet"}


class QueueCard(Card):
    """`current` gives the pair under the cursor; `opened` when Enter goes over to its fields."""

    current = Signal(object)
    opened = Signal(object)

    def __init__(self, worker: Worker) -> None:
        super().__init__(t("twins-queue"))
        self.count = Tag("")
        self.beside_title(self.count)
        self.job_bar = JobBar(worker)
        self.head.addWidget(self.job_bar)
        self.model: RowsModel[Pair] = RowsModel(
            [
                Column("", lambda p: State("plain", "", ICONS[p.kind]), kind="icon", width=38),
                Column("", lambda p: (words.title(p), _second(p)), kind="lines", tip=_whole),
                Column("", lambda p: p.score, kind="figures", width=44, ink="text2"),
            ],
            t("twins-queue"),
        )
        self.table = TableView(self.model, row=52, head=0)
        self.table.current.connect(self.current)
        self.table.opened.connect(self.opened)
        self.empty = EmptyState("check", t("twins-none"))
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(self.table)
        self.stack.addWidget(padded(self.empty))
        self.add_rule()
        self.add(self.stack, 1)

    def show_pairs(self, pairs: Sequence[Pair], keep: int = 0) -> Pair | None:
        """Show what waits; the cursor stays on its pair, else on the line `keep`."""
        before = self.table.record()
        later = [p for p in pairs if p.later]
        waiting = [p for p in pairs if not p.later]
        self.model.set_rows([*waiting, Heading(t("twins-later")), *later] if later else waiting)
        self.count.setVisible(bool(waiting))
        self.count.set_state(str(len(waiting)))
        self.stack.setCurrentIndex(0 if pairs else 1)
        if not pairs:
            return None
        # One that was just put off is left behind: the next that waits is looked at.
        kept = (before.uid, before.later) if isinstance(before, Pair) else None
        same = self.model.row_of(lambda p: (p.uid, p.later) == kept)
        self.table.choose_row(same if same >= 0 else self._near(keep))
        found = self.table.record()
        return found if isinstance(found, Pair) else None

    def _near(self, row: int) -> int:
        """The line there, or the nearest that is a pair."""
        lines = [n for n in range(self.model.rowCount()) if isinstance(self.model.at(n), Pair)]
        return min(lines, key=lambda n: abs(n - row))

    def choose(self, household_uid: str) -> bool:
        """Put the cursor on the first pair of a household; whether there is one."""
        row = self.model.row_of(
            lambda p: household_uid in (p.left.household_uid, p.right.household_uid)
        )
        self.table.choose_row(row)
        return row >= 0

    @property
    def row(self) -> int:
        """The line under the cursor."""
        return max(0, self.table.currentIndex().row())


def _second(pair: Pair) -> str:
    """The reasons; across communes also where both are."""
    why, here, there = words.because(pair.reasons), pair.left.commune, pair.right.commune
    if here and there and here != there:
        return t("twins-communes", left=here, right=there, why=why)
    return why


def _whole(pair: Pair) -> str:
    return "\n".join(
        (words.title(pair), words.where(pair.left), words.where(pair.right), _second(pair))
    )
