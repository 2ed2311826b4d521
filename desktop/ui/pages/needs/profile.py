"""The profile of needs: a bar for each, poor and near-poor told apart, in the order of the decree."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.domain.planning import LISTED, UnitNeeds
from desktop.services.planning.need_words import CAUSE, DEPRIVED, need_name, needs_in_order
from desktop.text import t
from desktop.ui.pages.needs.wanted import Wanted
from desktop.ui.rows_model import Column, Heading, RowsModel
from desktop.ui.theme import colour
from desktop.ui.widgets import Card, ClassChip, TableView
from desktop.ui.widgets.cells import Cell
from desktop.ui.widgets.paint import fill_round, needs_outline, pen

ROW = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A need with its poor and near-poor households; `most` is the longest bar's."""

    need: str
    number: str
    poor: int
    near: int
    most: int

    @property
    def name(self) -> str:
        """What the need is called."""
        return need_name(self.need)


def paint_bar(painter: QPainter, cell: Cell) -> None:
    """Poor, then near-poor, on the scale of the most frequent need."""
    poor, near, most = cell.value
    track = QRectF(cell.rect.left(), round(cell.rect.center().y()) - 4, cell.rect.width(), 9)
    left = track.left()
    for number, token in ((poor, "poor_fill"), (near, "near_fill")):
        if not number or not most:
            continue
        bar = QRectF(left, track.top(), max(3.0, track.width() * number / most), track.height())
        fill_round(painter, bar, token, 2)
        if ink := needs_outline(token):
            painter.save()
            painter.setPen(pen(ink))
            painter.setBrush(colour(token))
            painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
            painter.restore()
        left = bar.right() + 2


class ProfileCard(Card):
    """All needs of the chosen group, class and unit; `view.current` gives the Line chosen."""

    def __init__(self) -> None:
        super().__init__(t("needs-profile"))
        self.setAccessibleName(t("needs-profile"))
        self.model: RowsModel[Line] = RowsModel(_columns(), t("needs-profile"))
        self.view = TableView(self.model, row=ROW, painters={"bar": paint_bar})
        for of in ("poor", "near_poor"):
            self.head.addWidget(ClassChip(of))
        self.add(self.view, 1)

    def show_needs(self, needs: UnitNeeds, wanted: Wanted) -> None:
        """Show these needs; the cursor stays on the need that is wanted."""
        rows: list[Line | Heading] = [_line(LISTED, "", needs, wanted, 0)]
        most = max(sum(wanted.pair(needs, need)) for need in needs_in_order())
        for part, words in ((DEPRIVED, "deprived"), (CAUSE, "causes")):
            own = [need for need in needs_in_order() if need.startswith(part)]
            rows.append(Heading(t(f"needs-part-{words}")))
            rows += [
                _line(need, str(n), needs, wanted, most) for n, need in enumerate(own, start=1)
            ]
        before = self.view.blockSignals(True)
        self.model.set_rows(rows)
        self.view.choose_row(self.model.row_of(lambda line: line.need == wanted.need))
        self.view.blockSignals(before)


def _line(need: str, number: str, needs: UnitNeeds, wanted: Wanted, most: int) -> Line:
    poor, near = wanted.pair(needs, need)
    return Line(need=need, number=number, poor=poor, near=near, most=most or poor + near)


def _columns() -> list[Column[Line]]:
    return [
        Column("", lambda x: x.number, width=44, ink="text3"),
        Column(t("needs-col-need"), lambda x: x.name, width=284, tip=lambda x: x.name),
        Column("", lambda x: (x.poor, x.near, x.most), kind="bar"),
        Column(t("needs-col-poor"), lambda x: x.poor, kind="figures", width=76),
        Column(t("needs-col-near-poor"), lambda x: x.near, kind="figures", width=104),
        Column(t("needs-col-both"), lambda x: x.poor + x.near, kind="figures", width=66, bold=True),
    ]
