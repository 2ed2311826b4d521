"""The tables of a commune: villages, forms 7.2 and 7.3, and the packages that came from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from desktop.domain.totals import Flow
from desktop.domain.vietnamese import show_date, sort_key
from desktop.exchange.package import FIGURE
from desktop.services.upper_board import CommunePage, VillageLine
from desktop.store.packages import Package
from desktop.text import t
from desktop.ui.pages.communes.words import count_word, rate_word
from desktop.ui.pages.upper_overview.words import STATE_OF, stand_word
from desktop.ui.rows_model import Column, RowsModel, State
from desktop.ui.widgets import Card, EmptyState, TableView

COLUMNS = 9
"""Of forms 7.2 and 7.3."""


class VillagesCard(Card):
    """`opened` gives the village whose households are wanted."""

    opened = Signal(str)

    def __init__(self, year: int) -> None:
        super().__init__(t("unit-villages"), t("unit-villages-remark"))
        last, now = str(year - 1), str(year)
        columns: list[Column[VillageLine]] = [
            Column(t("unit-village"), lambda v: v.name, sort_key=lambda v: sort_key(v.name)),
            _figures("communes-column-residents", now, lambda v: v.residents, 98),
            _figures("communes-column-poor", last, lambda v: v.last_poor, 98),
            _figures("communes-column-poor", now, lambda v: v.poor, 98, bold=True),
            _figures("communes-column-near", last, lambda v: v.last_near_poor, 82),
            _figures("communes-column-near", now, lambda v: v.near_poor, 82, bold=True),
            Column(
                t("upper-column-rate"), lambda v: rate_word(v.poor_rate), kind="figures", width=68,
                sort_key=lambda v: v.poor_rate or -1.0,
            ),
        ]  # fmt: skip
        self.model = RowsModel(columns, t("unit-villages"))
        self.table = TableView(self.model, row=28)
        self.table.opened.connect(lambda v: self.opened.emit(v.name))
        self.none = EmptyState("home", t("unit-villages-none"))
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.none)
        self.add(self.stack, 1)

    def show_page(self, page: CommunePage) -> None:
        """Show the villages; a commune known by sums has none."""
        kept = self.table.record()
        self.model.set_rows(page.villages)
        at = self.model.row_of(lambda v: kept is not None and v.name == kept.name)
        self.table.choose_row(max(at, 0))
        self.none.sentence.setText(
            t("unit-villages-sums") if page.stand.is_sums_only else t("unit-villages-none")
        )
        self.stack.setCurrentWidget(self.table if page.villages else self.none)


_Of = Callable[[VillageLine], int | None]


def _figures(
    key: str, year: str, of: _Of, width: int, *, bold: bool = False
) -> Column[VillageLine]:
    return Column(
        t(key, year=year), lambda v: count_word(of(v)), kind="figures", width=width, bold=bold,
        sort_key=partial(_rank, of),
    )  # fmt: skip


def _rank(of: _Of, village: VillageLine) -> int:
    value = of(village)
    return -1 if value is None else value


@dataclass(frozen=True, slots=True)
class FlowLine:
    """One line of form 7.2 or 7.3."""

    form: str
    of: str
    kind: str
    cells: tuple[int, ...]


class FlowCard(Card):
    """Forms 7.2 and 7.3 of the commune: start, out, in, end; households and people."""

    def __init__(self) -> None:
        super().__init__(t("unit-flow"), head_height=36)
        columns: list[Column[FlowLine]] = [
            Column(t("unit-form"), lambda x: x.form, width=52, bold=True),
            Column("", lambda x: x.of),
        ]
        columns += [
            Column(
                t(f"unit-flow-{n}"), partial(_cell, n), kind="figures",
                width=72 if n in (1, COLUMNS) else 58, tip=partial(_meaning, n), bold=n in (1, COLUMNS),
            )
            for n in range(1, COLUMNS + 1)
        ]  # fmt: skip
        self.model = RowsModel(columns, t("unit-flow"))
        self.table = TableView(self.model, row=26, head=28)
        self.none = EmptyState("scale", t("unit-flow-none"))
        self.add(self.table)
        self.add(self.none, 1)
        self.add_stretch()

    def show_page(self, page: CommunePage) -> None:
        """Show both forms, or that there is no report to make them of."""
        rows: list[FlowLine] = []
        for form, flow in (
            (("7.2", "poor"), page.poor_flow),
            (("7.3", "near_poor"), page.near_poor_flow),
        ):
            rows += _lines(*form, flow) if flow is not None else []
        self.model.set_rows(rows)
        self.table.fit_height()
        self.table.setVisible(bool(rows))
        self.none.setVisible(not rows)
        flows = [f for f in (page.poor_flow, page.near_poor_flow) if f is not None]
        closes = all(f.closes for f in flows)
        self.set_remark((t("unit-flow-closes") if closes else t("unit-flow-open")) if flows else "")


def _cell(number: int, line: FlowLine) -> int:
    return line.cells[number - 1]


def _meaning(number: int, line: FlowLine) -> str:
    """What a column of the form counts."""
    return t(f"paper-col-flow-{line.kind}-{number}")


def _lines(form: str, kind: str, flow: Flow) -> list[FlowLine]:
    return [
        FlowLine(form, t("unit-flow-households"), kind, flow.households),
        FlowLine("", t("unit-flow-people"), kind, flow.people),
    ]


class HistoryCard(Card):
    """`opened` asks for the packages of the commune in the inbox."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__(t("unit-history"), t("unit-history-remark"))
        columns: list[Column[Package]] = [
            Column(t("upper-column-number"), lambda p: str(p.number), kind="figures", width=54, bold=True),
            Column(t("unit-made"), lambda p: show_date(p.made_at.astimezone().date()), width=92),
            Column(t("unit-handled"), lambda p: show_date(p.handled_at.astimezone().date()), width=92),
            Column(t("unit-classes"), _classes, kind="figures", width=104),
            Column(t("upper-column-stand"), _verdict, kind="state", width=112),
            Column(t("unit-reason"), lambda p: str(p.details.get("reason", "")), tip=_tip),
        ]  # fmt: skip
        self.model = RowsModel(columns, t("unit-history"))
        self.table = TableView(self.model, row=27, head=28)
        self.table.opened.connect(lambda _: self.opened.emit())
        self.none = EmptyState("package", t("unit-history-none"))
        self.add(self.table, 1)
        self.add(self.none, 1)

    def show_page(self, page: CommunePage) -> None:
        """Show the packages of the year, newest first."""
        self.model.set_rows(page.history)
        self.table.setVisible(bool(page.history))
        self.none.setVisible(not page.history)


def _classes(p: Package) -> str:
    """Poor and near-poor households as the package said; "" where the log has no totals."""
    poor, near = (p.totals.get(f"{FIGURE}{n}_households") for n in ("poor", "near_poor"))
    return "" if poor is None or near is None else f"{count_word(poor)} / {count_word(near)}"


def _verdict(p: Package) -> State:
    if p.verdict in STATE_OF:
        return State(STATE_OF[p.verdict], stand_word(p.verdict))
    return State("err", t("unit-refused"))


def _tip(p: Package) -> str:
    return str(p.details.get("reason", ""))
