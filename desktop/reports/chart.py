"""A chart before ink: what it compares, as frozen records, and the same in words."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.vietnamese import show_number, show_rate

DASH = "–"


class ChartKind(StrEnum):
    """LINE: series over years. BARS: series beside each other. STACKED: parts of one bar.

    Bars lie level: what they compare has long names.
    """

    LINE = "line"
    BARS = "bars"
    STACKED = "stacked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What is compared over the labels of the chart; None where it is not known.

    `is_goal`: a line to be reached, dashed; `is_light`: a second line, thinner, with hollow marks.
    """

    name: str
    values: tuple[float | None, ...]
    is_goal: bool = False
    is_light: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture of figures that a table of the same paper has too; as wide as the text.

    `unit` follows the values ("%", "hộ"), `digits` are those after the comma.
    """

    kind: ChartKind
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    digits: int = 0

    def shown(self, value: float | None) -> str:
        """A value as it is written beside its mark."""
        if value is None:
            return DASH
        return show_rate(value, self.digits) if self.digits else show_number(round(value))

    def has_values(self) -> bool:
        """Whether there is anything to draw."""
        return any(v for one in self.series for v in one.values)


def chart_words(chart: Chart) -> str:
    """The chart for those who do not see it: every series with its numbers."""
    told = [
        f"{one.name}: "
        + "; ".join(
            f"{label} {chart.shown(value)}{_unit(chart.unit)}"
            for label, value in zip(chart.labels, one.values, strict=True)
            if value is not None
        )
        for one in chart.series
    ]
    return unicodedata.normalize("NFC", ". ".join([chart.title, *told]) + ".")


def _unit(unit: str) -> str:
    return f" {unit}" if unit else ""
