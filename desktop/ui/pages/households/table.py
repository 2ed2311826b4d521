"""The register's table: its columns, and a model that grows page by page as one scrolls down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QPainter

from desktop.domain.review import HouseholdClass, ReviewState
from desktop.services.registering import Found, Line
from desktop.text import t
from desktop.ui.rows_model import Column, Index, RowsModel, State
from desktop.ui.widgets import Cell, TableView
from desktop.ui.widgets.cells import PAINTERS
from desktop.ui.widgets.paint import draw_text

MOST = 10_000
"""Lines held at once; who wants more narrows the search."""


START, NOW = "households-start", "households-now"
"""Keys of the titles that need a year; the model fills it in."""


class RegisterModel(RowsModel[Line]):
    """Lines found so far. `more_wanted` asks for the page after `last`; `add` puts it in."""

    more_wanted = Signal()

    def __init__(self, columns: Sequence[Column[Line]], name: str) -> None:
        super().__init__(columns, name)
        self.last: Line | None = None
        self._year = 0
        self._shown: set[str] = set()
        self._waiting = False

    def set_year(self, year: int) -> None:
        """The columns of the start and of the round bear their years."""
        if year != self._year:
            self._year = year
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def headerData(  # noqa: N802
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        title = super().headerData(section, way, role)
        years = {START: self._year - 1, NOW: self._year}
        return t(title, year=str(years[title])) if title in years else title

    def start(self, found: Found) -> None:
        """Show the first page of another search."""
        self.last, self._waiting = found.last, False
        self._shown = {line.uid for line in found.lines}
        self.set_rows(found.lines)

    def add(self, found: Found) -> None:
        """Append the next page, without lines that stand above already."""
        new = [line for line in found.lines if line.uid not in self._shown]
        self.last, self._waiting = found.last, False
        self._shown |= {line.uid for line in new}
        if new:
            start = len(self._rows)
            self.beginInsertRows(QModelIndex(), start, start + len(new) - 1)
            self._rows += new
            self.endInsertRows()
        elif self.canFetchMore():
            self.fetchMore()

    @property
    def is_full(self) -> bool:
        """Whether more was found than is held."""
        return self.last is not None and len(self._rows) >= MOST

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008, N802
        more = self.last is not None and not self._waiting and len(self._rows) < MOST
        return more and not parent.isValid()

    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: B008, N802, ARG002
        self._waiting = True
        self.more_wanted.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """The book sorts, not the model: it holds only the first pages."""


def sheet_state(line: Line) -> State | None:
    """How far the household's sheet B of the year is; None where none is due."""
    if line.gone_by is not None:
        return State("none", t(f"event-{line.gone_by}"), "arrow-right")
    if line.state is ReviewState.COMPLETE:
        return State("ok", t("households-sheet-complete"))
    if line.state is ReviewState.DRAFT:
        return State("wait", t("households-sheet-draft"), "pencil")
    return State("none", t("households-sheet-none")) if line.is_due else None


def _sheet(line: Line) -> State | str:
    return sheet_state(line) or "–"


def _start(line: Line) -> State:
    kind = line.start_class
    return State(kind, t(f"class-{kind}")) if kind else State("", t("households-start-none"))


def _now(line: Line) -> HouseholdClass | None:
    return line.household_class if line.state is ReviewState.COMPLETE else None


def _paint_start(painter: QPainter, cell: Cell) -> None:
    state: State = cell.value
    if state.state:
        PAINTERS["class"](painter, replace(cell, value=state.state))
    else:
        draw_text(painter, cell.rect, state.word, cell.role, "text3")


ORDERS = ("number", "name", "people", "b1", "b2")
"""Orders of `registering.Query` that a click on a head gives, as the columns come."""


def register_view(model: RegisterModel) -> TableView:
    """The view of the register."""
    return TableView(model, row=29, painters={"start": _paint_start})


def order_of(model: RegisterModel, column: int) -> str:
    """The order that a click on this column asks for."""
    clickable = [i for i, c in enumerate(model.columns) if c.sort_key is not None]
    return ORDERS[clickable.index(column)]


def columns(communes: Mapping[str, str] | None) -> list[Column[Line]]:
    """The columns of the commune's desk, or with `communes` (code → name) of the upper one.

    A `sort_key` only says that the head can be clicked: the book sorts (see `order_of`). Without
    an index hundreds of thousands cannot be put into another order while one waits, so the upper
    desk keeps the order of names.
    """
    if communes is not None:
        return _upper_columns(communes)
    return [
        *_who(sortable=True),
        *_what(sortable=True),
        Column(t("households-sheet"), _sheet, kind="state", width=114),
    ]


def _upper_columns(communes: Mapping[str, str]) -> list[Column[Line]]:
    number, head, village, people = _who(sortable=False)
    commune: Column[Line] = Column(
        t("households-commune"),
        lambda h: _short(communes.get(h.commune_code, "")),
        width=116,
        tip=lambda h: communes.get(h.commune_code, ""),
    )
    return [number, head, commune, village, people, *_what(sortable=False)]


def _short(commune: str) -> str:
    """ "Xã" goes without saying, "Phường" does not."""
    return commune.removeprefix("Xã ")


def _who(*, sortable: bool) -> list[Column[Line]]:
    key = _key if sortable else None
    return [
        Column(
            t("households-number"), lambda h: h.number, kind="figures", width=62, ink="text3",
            align_right=False, sort_key=key,
        ),
        Column(
            t("households-head"), lambda h: h.head_name, width=152, searched=True, sort_key=key,
            tip=lambda h: h.head_name,
        ),
        Column(t("households-village"), lambda h: h.village, width=104, tip=lambda h: h.village),
        Column(
            t("households-people"), lambda h: h.people, kind="figures", width=44, sort_key=key
        ),
    ]  # fmt: skip


def _what(*, sortable: bool) -> list[Column[Line]]:
    key = _key if sortable else None
    return [
        Column(START, _start, kind="start", width=130),
        Column(t("households-b1"), lambda h: h.b1_points, kind="figures", width=48, sort_key=key),
        Column(t("households-b2"), lambda h: h.b2_points, kind="figures", width=44, sort_key=key),
        Column(NOW, _now, kind="class", width=130),
    ]


def _key(line: Line) -> object:
    return line.key
