"""The chart of the rate beside its plan, and the year's verdict in facts and one sentence."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.progressing import Point, Progress
from desktop.text import t
from desktop.ui.pages.targets.words import (
    goal_words,
    points_word,
    rate_word,
    remains_sentence,
    verdict,
    year_rate,
)
from desktop.ui.widgets import (
    Card,
    EmptyState,
    KeyValues,
    Legend,
    Note,
    StateLabel,
    TargetLine,
    Text,
    Year,
    padded,
)

HEIGHT = 262
_NOTE = {"ok": "ok", "err": "err", "warn": "warn"}


def chart_years(found: Progress) -> list[Year]:
    """One for each year from the first known rate on; the plan's line begins there."""
    known = {p.year: p for p in found.whole.points}
    rated = [p for p in found.whole.points if p.rate is not None]
    if not rated:
        return []
    years = list(range(rated[0].year, found.year + 1))
    line: list[float | None] = [None] * len(years)
    if found.plan is not None:
        line = found.plan.line(years, float(rated[0].rate or 0))
    return [_year(known.get(y), y, goal) for y, goal in zip(years, line, strict=True)]


def _year(point: Point | None, year: int, goal: float | None) -> Year:
    if point is None:
        return Year(str(year), None, goal)
    rate = None if point.open or point.rate is None else float(point.rate)
    return Year(str(year), rate, goal, under_way=point.open)


class ChartCard(Card):
    """The poor rate through the years."""

    def __init__(self) -> None:
        super().__init__(t("targets-chart"))
        self.setFixedHeight(HEIGHT)
        self.legend = Legend([])
        self.head.addWidget(self.legend)
        self.line = TargetLine()
        self.empty = EmptyState("scale", t("targets-chart-none"))
        self.add(self.line, 1)
        self.add(self.empty, 1)

    def show_progress(self, found: Progress) -> None:
        """Show the years that have a rate."""
        years = chart_years(found)
        signs = [("line", t("targets-chart-rate"))]
        if found.plan is not None:
            signs.append(("target", found.plan.name))
        self.legend.set_entries(signs)
        self.line.set_years(years, t("targets-chart"))
        self.legend.setVisible(bool(years))
        self.line.setVisible(bool(years))
        self.empty.setVisible(not years)


class VerdictCard(Card):
    """The year against its goal."""

    def __init__(self, year: int) -> None:
        super().__init__(t("targets-verdict", year=str(year)))
        self.setFixedHeight(HEIGHT)
        self.facts = KeyValues(name_width=150, role="body", gap=5)
        self.note = Note("info", "")
        self.source = Text("", "small", "text3", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.facts)
        column.addWidget(self.note)
        column.addStretch(1)
        column.addWidget(self.source)
        self.add(padded(column, (14, 0, 14, 10)), 1)

    def show_progress(self, found: Progress) -> None:
        """The figures of the whole office."""
        whole, year = found.whole, found.year
        now, before, fall = whole.point(year), whole.point(year - 1), whole.fall(year)
        minority = whole.minority_fall(year)
        state = verdict(now, fall)
        rates = t(
            "targets-from-to",
            last=_percent(rate_word(before.rate if before else None)),
            now=_percent(year_rate(now)),
        )
        rows: list[tuple[str, str | QWidget]] = [
            (t("targets-goal"), goal_words(found.span)),
            (t("targets-rates"), rates),
            (t("targets-fall"), points_word(fall.points if fall else None)),
            (t("targets-fall-minority"), self._minority(found)),
            (t("targets-result"), StateLabel(state.state, state.word)),
        ]
        if whole.average is not None:
            rows.insert(3, (t("targets-average"), points_word(whole.average)))
        if minority is None and (found.span is None or found.span.minority_points is None):
            rows = [row for row in rows if row[0] != t("targets-fall-minority")]
        self.facts.set_rows(rows)
        self.note.say(remains_sentence(found), "", _NOTE.get(state.state, "info"))
        self.source.setText(
            t("targets-source", source=found.plan.source) if found.plan else t("targets-no-plan")
        )

    @staticmethod
    def _minority(found: Progress) -> str:
        fall = found.whole.minority_fall(found.year)
        goal = found.span.minority_points if found.span else None
        asked = t("targets-minority-asked", points=f"{goal:g}".replace(".", ",")) if goal else ""
        if fall is None or fall.points is None:
            return t("targets-minority-unknown") + asked
        return points_word(fall.points) + asked


def _percent(rate: str) -> str:
    """A rate with its sign; what is not known has none."""
    return t("targets-percent", rate=rate) if any(c.isdigit() for c in rate) else rate
