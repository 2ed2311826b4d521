"""A commune's figures of this year and last year, and what is to be looked at again."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.services.reported import MISSING
from desktop.services.upper_board import CommunePage
from desktop.text import t
from desktop.ui.pages.communes.words import count_word, points, rate_word, sentences
from desktop.ui.pages.upper_overview.words import signed
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets import Card, Note, TableView, padded
from desktop.ui.widgets.class_names import Named, paint_named

ROW, HEAD = 27, 28


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: last year, this year, the difference. `shown`: the class it leads to, "" for none."""

    name: Named
    last: str
    now: str
    difference: str
    shown: str = ""


class FiguresCard(Card):
    """`shown` asks for the households of a class (Enter on a line of one)."""

    shown = Signal(str)

    def __init__(self, year: int) -> None:
        super().__init__(t("unit-figures"), head_height=38)
        columns: list[Column[Line]] = [
            Column(t("upper-sums-column"), lambda x: x.name, kind="named"),
            Column(str(year - 1), lambda x: x.last, kind="figures", width=78),
            Column(str(year), lambda x: x.now, kind="figures", width=78, bold=True),
            Column(t("upper-sums-difference"), lambda x: x.difference, kind="figures", width=100),
        ]
        self.model = RowsModel(columns, t("unit-figures"))
        self.table = TableView(self.model, row=ROW, head=HEAD, painters={"named": paint_named})
        self.table.opened.connect(lambda line: self.shown.emit(line.shown))
        self.note = Note("info", "")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.table)
        column.addWidget(padded(self.note, (10, 8, 10, 10)))
        column.addStretch(1)
        self.add(column, 1)

    def show_page(self, page: CommunePage) -> None:
        """Put the figures in, and say what is to be looked at."""
        self.model.set_rows(lines(page))
        self.table.fit_height()
        state, first, second = remark(page)
        self.note.say(first, second, state)


def lines(page: CommunePage) -> list[Line]:
    """Residents, classes with people, rates; – where a year is not known."""
    now, last = page.stand.now, page.stand.last

    def of(name: str, attribute: str, kind: str = "") -> Line:
        was, is_now = (None if side is None else getattr(side, attribute) for side in (last, now))
        return _line(Named(name, kind), was, is_now, kind)

    def people(name: str, attribute: str) -> Line:
        was, is_now = (
            None if side is None else getattr(side, attribute)
            for side in (page.last_figures, page.figures)
        )
        return _line(Named(name), was, is_now)

    rates = (rate_word(last.poor_rate if last else None), rate_word(now.poor_rate if now else None))
    return [
        of(t("upper-sums-residents"), "residents"),
        of(t("class-poor"), "poor", "poor"),
        people(t("unit-people-poor"), "poor_people"),
        Line(Named(t("upper-sums-rate")), *rates, _points(page.row.change)),
        of(t("upper-sums-minority"), "minority_poor"),
        of(t("class-near_poor"), "near_poor", "near_poor"),
        people(t("unit-people-near"), "near_poor_people"),
    ]


def _line(name: Named, last: int | None, now: int | None, shown: str = "") -> Line:
    change = None if last is None or now is None else now - last
    return Line(name, count_word(last), count_word(now), signed(change) or "–", shown)


def _points(change: float | None) -> str:
    return "–" if change is None else t("upper-sums-points", points=points(change))


def remark(page: CommunePage) -> tuple[str, str, str]:
    """(state, first, second): why its package is not counted, that it is late, what stands out."""
    stand = page.stand
    if not page.is_expected:
        return "info", t("unit-not-expected"), ""
    if stand.is_sums_only:
        return "info", t("communes-sums-only", name=stand.name), sentences(page.row.marks)
    if page.row.marks:
        return "warn", t("unit-look-again"), sentences(page.row.marks)
    if stand.stand == MISSING:
        state = "err" if stand.is_late else "info"
        word = t("unit-overdue", days=stand.days_late) if stand.is_late else t("unit-missing")
        return state, word, ""
    if stand.remark:
        return "warn", t(f"unit-{stand.stand}"), stand.remark
    return "ok", t("communes-why-none", name=stand.name), ""
