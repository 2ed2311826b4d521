"""The two pictures: the poor rate over the years beside its plan, and what poor households lack."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.domain.vietnamese import rate
from desktop.services.overview import Situation
from desktop.text import t
from desktop.ui.pages.entry.words import short_name
from desktop.ui.widgets import (
    Card,
    DeprivationProfile,
    EmptyState,
    Legend,
    Link,
    Row,
    TargetLine,
    Text,
    Year,
    padded,
)

RATES_HEIGHT, LACKING_HEIGHT = 214, 24
ROW_MOST = 28
"""Highest row of the profile in px; where there is more room it ends."""


def chart_years(found: Situation) -> list[Year]:
    """The years of the chart. While sheets are missing the year under way has no number; before the
    decision it is provisional."""
    this_year = found.overview.year
    under_way = found.complete < found.expected
    return [
        Year(
            str(r.year),
            None if r.year == this_year and under_way else r.actual,
            r.target if found.plan_name else None,
            provisional=r.year == this_year and not found.decided,
            under_way=r.year == this_year and under_way,
        )
        for r in found.rates
    ]


def profile_rows(found: Situation) -> list[Row]:
    """The twelve in the order of the decree: share of this year's poor households, and last year's."""
    over = found.overview
    return [
        Row(
            short_name(d),
            rate(over.deprived.get(d.code, 0), over.poor_households),
            rate(over.last_deprived.get(d.code, 0), over.last_poor_households)
            if over.last_deprived
            else None,
        )
        for d in found.deprivations
    ]


class RatesCard(Card):
    """The poor rate of all resident households through the years."""

    def __init__(self) -> None:
        super().__init__(t("overview-rates"))
        self.setFixedHeight(RATES_HEIGHT)
        self.targets = Link(t("targets-link"))
        self.beside_title(self.targets)
        self.head.addWidget(Text(t("overview-percent"), "small", "text3"))
        self.legend = Legend([])
        self.line = TargetLine()
        self.stack = _either(self.line, EmptyState("scale", t("overview-rates-none")))
        self.lacking = Text("", "small", "warn")
        self.lacking_room = padded(self.lacking, (14, 0, 14, 6))
        self.add(padded(self.legend, (14, 0, 14, 0)))
        self.add(self.stack, 1)
        self.add(self.lacking_room)

    def show_situation(self, found: Situation) -> None:
        """Show the years that have a rate."""
        years = chart_years(found)
        has_any = any(year.actual is not None for year in years)
        signs = [("line", t("overview-rates-actual"))]
        if found.plan_name:
            signs.append(("target", t("overview-rates-plan", plan=found.plan_name)))
        self.legend.set_entries(signs)
        self.legend.setVisible(has_any)
        self.line.set_years(years)
        self.stack.setCurrentIndex(0 if has_any else 1)
        lacking = [point for point in found.overview.series if point.lacking]
        is_told = bool(lacking) and has_any
        self.lacking_room.setVisible(is_told)
        # The years below the chart keep their room.
        self.setFixedHeight(RATES_HEIGHT + (LACKING_HEIGHT if is_told else 0))
        if lacking:
            last = lacking[-1]
            self.lacking.setText(
                t("overview-rates-lacking", year=str(last.year), count=len(last.lacking))
            )
            self.lacking.setToolTip(", ".join(last.lacking))


class LacksCard(Card):
    """The deprivation profile of poor households keyed so far, with last year's ticks."""

    def __init__(self) -> None:
        super().__init__(t("overview-lacks"), head_height=36)
        self.head.addWidget(Text(t("overview-percent"), "small", "text3"))
        self.profile = DeprivationProfile(row_height=ROW_MOST)
        self.legend = Legend([])
        self.stack = _either(self.profile, EmptyState("table", t("overview-lacks-none")))
        self.add(self.stack, 100)
        self.foot = padded(self.legend, (14, 6, 14, 10))
        self.add(self.foot)
        self.column.addStretch(1)

    def show_situation(self, found: Situation) -> None:
        """Show this year's shares."""
        over = found.overview
        signs = [("bar", t("overview-lacks-now", households=over.poor_households))]
        if over.last_deprived:
            signs.append(("tick", t("overview-lacks-last", year=str(over.year - 1))))
        self.legend.set_entries(signs)
        self.profile.set_rows(profile_rows(found))
        has_any = over.poor_households > 0
        self.stack.setCurrentIndex(0 if has_any else 1)
        self.stack.setMaximumHeight(ROW_MOST * len(found.deprivations) if has_any else 16_777_215)
        self.foot.setVisible(has_any)


def _either(chart: QWidget, empty: EmptyState) -> QStackedWidget:
    stack = QStackedWidget()
    stack.setProperty("ground", "clear")
    stack.addWidget(chart)
    stack.addWidget(empty)
    return stack
