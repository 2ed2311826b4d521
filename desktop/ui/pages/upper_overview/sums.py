"""What the received communes come to, against the same communes last year, and against the plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.vietnamese import show_rate
from desktop.services.gathering import Indicators, UpperOverview
from desktop.services.targets import Plan, Span
from desktop.text import t
from desktop.ui.pages.upper_overview.words import signed, signed_rate
from desktop.ui.rows_model import Column, RowsModel
from desktop.ui.widgets.buttons import Link
from desktop.ui.widgets.class_names import Named, paint_named
from desktop.ui.widgets.frames import Card, EmptyState, Icon
from desktop.ui.widgets.table import TableView
from desktop.ui.widgets.text import Text

ROW, HEAD = 27, 28
LEAST_WIDTH = 452


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator: last year, this year, the difference."""

    name: Named
    last: str | int | None
    now: str | int | None
    difference: str | None


class SumsCard(Card):
    """Five indicators of two years and the sentence about the plan; `goals_wanted` asks for its page."""

    goals_wanted = Signal()

    def __init__(self, year: int) -> None:
        super().__init__(t("upper-sums", count=0), head_height=38)
        self._year = year
        self.setMinimumWidth(LEAST_WIDTH)
        self.compared = Text("", "small", "text3")
        self.head.addWidget(self.compared)
        columns: list[Column[Line]] = [
            Column(t("upper-sums-column"), lambda x: x.name, kind="named"),
            Column(str(year - 1), lambda x: x.last, kind="figures", width=78),
            Column(str(year), lambda x: x.now, kind="figures", width=78, bold=True),
            Column(t("upper-sums-difference"), lambda x: x.difference, kind="figures", width=116),
        ]
        self.model = RowsModel(columns, t("upper-sums-column"))
        self.table = TableView(self.model, row=ROW, head=HEAD, painters={"named": paint_named})
        self.icon = Icon("circle-check", "ok", 16)
        self.sentence = Text("", "small", wrap=True)
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(self._filled())
        self.stack.addWidget(EmptyState("inbox", t("upper-sums-empty", year=str(year))))
        self.add(self.stack, 1)

    def _filled(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("ground", "clear")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table)
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(self.icon)
        row.addWidget(self.sentence, 1)
        self.goals = Link(t("targets-link"))
        self.goals.clicked.connect(self.goals_wanted)
        row.addWidget(self.goals)
        column.addSpacing(4)
        column.addLayout(row)
        column.addStretch(1)
        return holder

    def show_overview(self, overview: UpperOverview) -> None:
        """Put the sums in; without a received report there is only what to do first."""
        self.title.setText(t("upper-sums", count=overview.received))
        self.compared.setText(_compared(overview))
        self.model.set_rows(_lines(overview.now, overview.last))
        self.table.fit_height()
        state, words = plan_sentence(overview)
        self.icon.set_icon(*_ICONS[state])
        self.icon.setVisible(bool(words))
        self.sentence.setText(words)
        self.stack.setCurrentIndex(0 if overview.received else 1)


_ICONS = {
    "ok": ("circle-check", "ok"),
    "warn": ("alert-triangle", "warn"),
    "info": ("info-circle", "text3"),
}


def _compared(overview: UpperOverview) -> str:
    if not overview.received:
        return ""
    if overview.last is None:
        return t("upper-sums-alone", year=str(overview.year - 1))
    if overview.compared < overview.received:
        return t("upper-sums-some", count=overview.compared)
    return t("upper-sums-same")


def _lines(now: Indicators, last: Indicators | None) -> list[Line]:
    def line(name: str, of: Callable[[Indicators], int | None], mark: str = "") -> Line:
        before, after = (of(last) if last else None), of(now)
        change = None if before is None or after is None else after - before
        return Line(Named(name, mark), _known(before), _known(after), signed(change))

    return [
        line(t("upper-sums-residents"), lambda i: i.residents),
        line(t("class-poor"), lambda i: i.poor, "poor"),
        _rate_line(now, last),
        line(t("upper-sums-minority"), lambda i: i.minority_poor),
        line(t("class-near_poor"), lambda i: i.near_poor, "near_poor"),
    ]


def _known(value: int | None) -> int | str:
    return "–" if value is None else value


def _rate_line(now: Indicators, last: Indicators | None) -> Line:
    before, after = (last.poor_rate if last else None), now.poor_rate
    change = None
    if before is not None and after is not None:
        change = t("upper-sums-points", points=signed_rate(after - before))
    rates = (show_rate(before) or "–", show_rate(after) or "–")
    return Line(Named(t("upper-sums-rate")), *rates, change)


def plan_sentence(overview: UpperOverview) -> tuple[str, str]:
    """(state, sentence) about the fall of the rate and what the plan of the province asks."""
    fall, plan, goal = overview.fall, overview.plan, overview.goal
    if fall is None:
        if overview.last is None:
            return "info", t("upper-no-last", year=str(overview.year - 1))
        return "info", t("upper-no-rate")
    if plan is None or goal is None:
        return "info", _fall(fall)
    return ("ok" if goal.is_met(fall) else "warn"), f"{_fall(fall)} {_goal(plan, goal)}"


def _fall(fall: float) -> str:
    points = show_rate(abs(fall))
    if not points.strip("0,"):
        return t("upper-same")
    return t("upper-fall", points=points) if fall > 0 else t("upper-rise", points=points)


def _goal(plan: Plan, goal: Span) -> str:
    digits = 0 if goal.points == int(goal.points) else 1
    return t(
        f"upper-goal-{goal.kind}",
        plan=plan.name, first=str(goal.first), last=str(goal.last),
        points=show_rate(goal.points, digits),
    )  # fmt: skip
