"""Who has reported, as a board of tiles by district, or as a list where tiles would be too many."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from desktop.domain.unit import Level, Office
from desktop.domain.vietnamese import show_rate, sort_key
from desktop.services.catalogue import bare_name
from desktop.services.gathering import STANDS, CommuneStand, UpperOverview
from desktop.text import t
from desktop.ui.pages.upper_overview.words import STATE_OF, day, group_of, signed, stand_word
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets.board import StatusBoard, Tile
from desktop.ui.widgets.buttons import Link
from desktop.ui.widgets.choices import Segmented
from desktop.ui.widgets.frames import Card, padded, scrolled
from desktop.ui.widgets.shaded import Shaded, ShadedBoard
from desktop.ui.widgets.table import TableView

MOST_TILES = 40
"""Beyond it the list is shown first."""
BOARD, RATES, LIST = 0, 1, 2
GROUP = 1


class BoardCard(Card):
    """`opened` gives the code of the commune clicked or entered, `held` a filter of the page of all
    communes: "late" or "newer"."""

    opened = Signal(str)
    held = Signal(str)

    def __init__(self, office: Office, year: int) -> None:
        super().__init__(t("upper-board"), _remark(office))
        self._office = office
        self._chosen: int | None = None
        self._known, self._narrow = True, False
        self.view = Segmented(
            [t("upper-view-board"), t("upper-view-rates"), t("upper-view-list")], t("upper-view")
        )
        self.view.chosen.connect(self._choose)
        self.late, self.newer = Link(""), Link("")
        for link, value in ((self.late, "late"), (self.newer, "newer")):
            link.clicked.connect(lambda _=False, value=value: self.held.emit(value))
            self.head.addWidget(link)
        self.head.addWidget(self.view)
        self.board = StatusBoard()
        self.shaded = ShadedBoard()
        for board in (self.board, self.shaded):
            board.opened.connect(self.opened)
        self.model: RowsModel[CommuneStand] = RowsModel(_columns(office, year), t("upper-board"))
        self.table = TableView(self.model, row=29)
        self.table.opened.connect(lambda commune: self.opened.emit(commune.code))
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        for board in (self.board, self.shaded):
            self.stack.addWidget(padded(scrolled(board), (14, 0, 14, 10)))
        self.stack.addWidget(self.table)
        self.add(self.stack, 1)

    def show_overview(self, overview: UpperOverview) -> None:
        """Show the communes; what the user chose of board and list stays."""
        known = any(c.group for c in overview.communes)
        other = t("upper-no-group") if known else bare_name(self._office.name)
        tiles = [_tile(c, group_of(c) or other) for c in overview.communes]
        self.board.set_tiles(tiles, t("upper-board"))
        shaded = [_shaded(c, group_of(c) or other) for c in overview.communes]
        self.shaded.set_shaded(shaded, t("communes-shaded"))
        self.late.setText(t("upper-late-some", count=overview.late))
        self.newer.setText(t("upper-newer-some", count=overview.newer))
        self.late.setVisible(overview.late > 0)
        self.newer.setVisible(overview.newer > 0)
        kept = self.table.record()
        self.model.set_rows(overview.communes)
        self._show_groups(known)
        if kept is not None:
            self.table.choose_row(self.model.row_of(lambda c: c.code == kept.code))
        if self._chosen is None:
            self._show(LIST if len(overview.communes) > MOST_TILES else BOARD)

    def _show_groups(self, known: bool) -> None:
        """Former districts are known for some provinces only."""
        self._known = known
        if self._office.level is not Level.DISTRICT:
            self.table.setColumnHidden(GROUP, self._narrow or not known)
            self.set_remark(_remark(self._office) if known else t("upper-board-plain"))

    def set_narrow(self, *, narrow: bool) -> None:
        """Whether the list has no room for the former districts, which the tiles show too."""
        self._narrow = narrow
        self._show_groups(self._known)

    def _choose(self, number: int) -> None:
        self._chosen = number
        self._show(number)

    def _show(self, number: int) -> None:
        self.view.set_index(number)
        self.stack.setCurrentIndex(number)

    def focus_first(self) -> None:
        """The tiles or the list, whichever is in sight."""
        (self.board, self.shaded, self.table)[self.stack.currentIndex()].setFocus()


def _tile(c: CommuneStand, group: str) -> Tile:
    return Tile(
        id=c.code, name=bare_name(c.name), state=STATE_OF[c.stand], word=stand_word(c.stand),
        date=day(c.on), group=group,
    )  # fmt: skip


def _shaded(c: CommuneStand, group: str) -> Shaded:
    return Shaded(c.code, bare_name(c.name), c.now.poor_rate if c.now else None, group)


def _remark(office: Office) -> str:
    if office.level is Level.DISTRICT:
        return t("upper-board-plain")
    former = office.list_version == "2025"
    return t("upper-board-by-former") if former else t("upper-board-by-district")


def _columns(office: Office, year: int) -> list[Column[CommuneStand]]:
    columns: list[Column[CommuneStand]] = [
        Column(t("upper-column-commune"), lambda c: c.name, sort_key=_by_name),
        Column(
            t("upper-column-stand"), _state, kind="state", width=150,
            sort_key=lambda c: (STANDS.index(c.stand), _by_name(c)),
        ),
        Column(t("upper-column-number"), lambda c: c.number or None, kind="figures", width=50),
        Column(
            t("upper-column-poor", year=str(year - 1)), lambda c: c.last and c.last.poor,
            kind="figures", width=120, sort_key=lambda c: c.last.poor if c.last else -1,
        ),
        Column(
            t("upper-column-poor", year=str(year)), lambda c: c.now and c.now.poor,
            kind="figures", width=120, sort_key=lambda c: c.now.poor if c.now else -1, bold=True,
        ),
        Column(
            t("upper-column-change"), lambda c: signed(_change(c)), kind="figures", width=92,
            sort_key=lambda c: _change(c) or 0,
        ),
        Column(t("upper-column-rate"), _rate, kind="figures", width=76, sort_key=_rate_key),
    ]  # fmt: skip
    if office.level is not Level.DISTRICT:
        former = office.list_version == "2025"
        title = t("upper-column-group") if former else t("upper-column-district")
        columns.insert(GROUP, Column(title, group_of, width=100, sort_key=_by_group))
    return columns


def _by_name(c: CommuneStand) -> Any:
    return sort_key(bare_name(c.name))


def _by_group(c: CommuneStand) -> Any:
    return (not c.group, c.group, _by_name(c))


def _state(c: CommuneStand) -> State:
    return State(STATE_OF[c.stand], stand_word(c.stand), faint=day(c.on))


def _change(c: CommuneStand) -> int | None:
    return c.now.poor - c.last.poor if c.now and c.last else None


def _rate(c: CommuneStand) -> str | None:
    return show_rate(c.now.poor_rate) if c.now else None


def _rate_key(c: CommuneStand) -> float:
    rate = c.now.poor_rate if c.now else None
    return -1.0 if rate is None else rate
