"""Progress by village: a bar for each, what came out so far, the residents; and the sum."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView

from desktop.services.overview import Situation
from desktop.text import t
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Card, Link, TableView

ROW = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageLine:
    """One village of the table. `residents` are all its households as typed, None where missing."""

    village: str
    complete: int
    expected: int
    poor: int
    near_poor: int
    residents: int | None
    lent: bool = False

    @property
    def shown(self) -> str:
        """The name, with a word where a second PC keys it."""
        return t("branch-village-lent", village=self.village) if self.lent else self.village


def village_lines(found: Situation) -> tuple[list[VillageLine], VillageLine]:
    """Every village with something to do this year, and the whole commune."""
    progress = {p.village: p for p in found.overview.progress}
    lines = []
    for village in found.villages:
        done, listed = progress.get(village), found.listed.get(village)
        typed = found.residents.get(village)
        if done is None and listed is None:
            continue
        lines.append(
            VillageLine(
                village=village,
                complete=done.complete if done else 0,
                expected=done.expected if done else 0,
                poor=listed.poor if listed else 0,
                near_poor=listed.near_poor if listed else 0,
                residents=typed.households if typed and typed.households else None,
                lent=village in found.lent,
            )
        )
    return lines, _sum(lines)


def _sum(lines: list[VillageLine]) -> VillageLine:
    typed = [line.residents for line in lines if line.residents is not None]
    return VillageLine(
        village=t("overview-whole"),
        complete=sum(line.complete for line in lines),
        expected=sum(line.expected for line in lines),
        poor=sum(line.poor for line in lines),
        near_poor=sum(line.near_poor for line in lines),
        residents=sum(typed) if len(typed) == len(lines) and lines else None,
    )


def _residents(line: VillageLine) -> int | str:
    return "–" if line.residents is None else line.residents


class VillagesCard(Card):
    """`village_wanted(str)` when one opens a village, `residents_wanted` for their totals."""

    village_wanted = Signal(str)
    residents_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(t("overview-progress"))
        self.residents = Link(t("overview-residents"))
        self.residents.clicked.connect(self.residents_wanted)
        self.head.addWidget(self.residents)
        columns: list[Column[VillageLine]] = [
            Column(t("overview-village"), lambda v: v.shown, width=114, tip=lambda v: v.shown),
            Column(t("overview-keyed"), lambda v: (v.complete, v.expected), kind="progress"),
            Column(t("overview-poor"), lambda v: v.poor, kind="figures", width=60),
            Column(t("overview-near"), lambda v: v.near_poor, kind="figures", width=80),
            Column(t("overview-resident"), _residents, kind="figures", width=90),
        ]
        self.model = RowsModel(columns, t("overview-progress"))
        self.view = TableView(self.model, row=ROW, head=28)
        self.view.opened.connect(lambda line: self.village_wanted.emit(line.village))
        self.sum = RowsModel(columns, t("overview-whole"))
        self.sum_view = TableView(self.sum, row=ROW, head=0)
        self.sum_view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sum_view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sum_view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sum_view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.view.horizontalHeader().sectionResized.connect(self._fit_sum)
        self.add(self.view, 100)
        self.add(self.sum_view)
        self.add_stretch()
        self.column.setContentsMargins(0, 0, 0, 6)

    def show_situation(self, found: Situation) -> None:
        """Show all villages."""
        lines, whole = village_lines(found)
        remark = t("overview-progress-count", villages=len(lines), households=whole.expected)
        if lent := sum(line.lent for line in lines):
            remark = t("branch-overview", villages=len(lines), count=lent)
        self.set_remark(remark)
        self.model.set_rows(lines)
        self.sum.set_rows([], total=whole)
        self.sum_view.fit_height()
        # The sum stands right below a short list, and stays in sight under a long one.
        self.view.setMaximumHeight(28 + ROW * max(len(lines), 1))

    def _fit_sum(self, section: int, _before: int, width: int) -> None:
        self.sum_view.horizontalHeader().resizeSection(section, width)
