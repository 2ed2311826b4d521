"""The left side: packages by office, number, day and what became of them; how many are kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop.domain.vietnamese import fold, show_date
from desktop.services.archiving import HELD, KEEP_TO, Shelved
from desktop.services.catalogue import bare_name
from desktop.text import t
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Card, Choice, EmptyState, SearchField, TableView, Text, padded

KEEPS = (2, 5, 12, 30, KEEP_TO)


class ListCard(Card):
    """`current` gives the package under the cursor, `opened` on Enter; `keeps_chosen(count)`."""

    current = Signal(object)
    opened = Signal(object)
    keeps_chosen = Signal(int)

    def __init__(self, year: int) -> None:
        super().__init__()
        self._all: Sequence[Shelved] = ()
        self.search = SearchField(t("archive-search"), compact=True)
        self.search.searched.connect(lambda _: self._fill())
        self.model: RowsModel[Shelved] = RowsModel(
            [
                Column(t("archive-col-office"), lambda s: bare_name(s.sender_name), tip=lambda s: s.sender_name),
                Column(t("archive-col-number"), lambda s: _number(s, year), kind="figures", width=64),
                Column(t("archive-col-day"), lambda s: show_date(s.package.handled_at.astimezone().date()),
                       kind="figures", width=92),
                Column(t("archive-col-state"), state_of, kind="state", width=128),
            ],
            t("archive-list"),
        )  # fmt: skip
        self.table = TableView(self.model, row=30, head=30)
        self.table.current.connect(self.current)
        self.table.opened.connect(self.opened)
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(self.table)
        self.stack.addWidget(padded(EmptyState("package", t("archive-none"))))
        self.keeps = Choice([(str(n), str(n)) for n in KEEPS], name=t("archive-keeps"))
        self.keeps.chosen.connect(lambda value: self.keeps_chosen.emit(int(value)))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(Text(t("archive-keeps"), "small", "text2"))
        foot.addWidget(self.keeps)
        foot.addStretch(1)
        self.add(padded(self.search, (12, 10, 12, 8)))
        self.add_rule()
        self.add(self.stack, 1)
        self.add_rule()
        self.add(padded(foot, (12, 8, 12, 8)))

    def show_shelf(self, found: Sequence[Shelved], keeps: int) -> None:
        """Show these; the cursor stays on its package."""
        self._all = found
        self.keeps.set_value(str(min(KEEPS, key=lambda n: abs(n - keeps))))
        self._fill()

    def choose(self, sender: str) -> bool:
        """Put the cursor on an office's package that can be gone back to, else on its newest."""
        place = self.model.row_of(lambda s: s.package.sender == sender and s.is_earlier)
        if place < 0:
            place = self.model.row_of(lambda s: s.package.sender == sender)
        if place >= 0:
            self.table.choose_row(place)
        return place >= 0

    def _fill(self) -> None:
        before = self.table.record()
        wanted = fold(self.search.text()).split()
        rows = [s for s in self._all if all(word in _words(s) for word in wanted)]
        self.model.set_rows(rows)
        self.stack.setCurrentIndex(0 if self._all else 1)
        kept = before.package.sha256 if isinstance(before, Shelved) else ""
        same = self.model.row_of(lambda s: s.package.sha256 == kept)
        self.table.choose_row(max(same, 0) if rows else -1)


def _number(one: Shelved, year: int) -> str:
    number = str(one.package.number)
    return number if one.package.year == year else f"{number}/{one.package.year}"


def _words(one: Shelved) -> str:
    return fold(f"{one.sender_name} {one.package.sender} {one.package.number}")


def state_of(one: Shelved) -> State:
    """What became of it, and whether its file is still kept."""
    if one.is_current:
        return State("ok", t("archive-state-current"))
    if one.package.verdict == HELD:
        return State("held", t("archive-state-held"))
    if "back_to" in one.package.details:
        number = str(one.package.details["back_to"])
        return State("returned", t("archive-state-back", number=number))
    if one.package.verdict == "returned":
        return State("returned", t("archive-state-returned"))
    return State("none" if one.path else "warn", t("archive-state-earlier" if one.path else "archive-state-missing"))  # fmt: skip
