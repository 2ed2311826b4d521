"""The two pictures of the overview: what poor households lack, and the rate over the years."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from desktop.services.gathering import UpperOverview
from desktop.text import t
from desktop.ui.widgets.charts import DeprivationProfile, Legend, Row, TargetLine, Year
from desktop.ui.widgets.frames import Card, EmptyState, padded


class LacksCard(Card):
    """The twelve deprivations among poor households; ticks are last year's."""

    def __init__(self, year: int) -> None:
        super().__init__(t("upper-lacks"), head_height=34)
        self.legend = Legend([("bar", str(year)), ("tick", _last(year))])
        self.head.addWidget(self.legend)
        self.profile = DeprivationProfile(row_height=26)
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(padded(self.profile, (0, 0, 0, 8)))
        self.stack.addWidget(EmptyState("table", t("upper-lacks-empty")))
        self.add(self.stack, 1)

    def show_overview(self, overview: UpperOverview) -> None:
        """Show the shares in the order of the decree."""
        known = [lack for lack in overview.lacks if lack.now is not None]
        self.profile.set_rows(
            [Row(t(f"upper-lack-{x.code}"), x.now, x.last) for x in overview.lacks],
            t("upper-lacks"),
        )
        self.legend.setVisible(bool(known))
        self.stack.setCurrentIndex(0 if known else 1)


def _last(year: int) -> str:
    return t("upper-lacks-last", year=str(year - 1))


class RatesCard(Card):
    """The poor rate of the received communes over the years, with the plan's line."""

    def __init__(self) -> None:
        super().__init__(t("upper-rates"), head_height=38)
        self.legend = Legend([])
        self.head.addWidget(self.legend)
        self.line = TargetLine()
        self.stack = QStackedWidget()
        self.stack.setProperty("ground", "clear")
        self.stack.addWidget(padded(self.line, (0, 0, 0, 4)))
        self.stack.addWidget(EmptyState("route", t("upper-rates-empty")))
        self.add(self.stack, 1)

    def show_overview(self, overview: UpperOverview) -> None:
        """Show the years; the year under way is hollow until all communes are in."""
        signs = [("line", t("upper-rates-actual"))]
        if overview.plan is not None:
            signs.append(("target", overview.plan.name))
        self.legend.set_entries(signs)
        self.line.set_years(_years(overview), t("upper-rates"))
        self.legend.setVisible(bool(overview.series))
        self.stack.setCurrentIndex(0 if overview.series else 1)


def _years(overview: UpperOverview) -> list[Year]:
    return [
        Year(
            str(point.year),
            point.rate,
            point.target if len(overview.series) > 1 else None,
            provisional=point.year == overview.year and not point.is_whole,
        )
        for point in overview.series
    ]
