"""The charts of an account: rates against goals, units, needs, measures, what became of deprivations."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.domain.account import UnitLine, YearPoint
from desktop.domain.planning import ALL, Aim, Goal, Indicator, MeasureState
from desktop.domain.vietnamese import nfc
from desktop.reports.chart import Chart, ChartKind, Series
from desktop.reports.forms.account_paper import AccountPaper
from desktop.reports.forms.account_tables import fates_of
from desktop.text import t

MOST_UNITS = 20
_YEARS = 12


def chart_of(paper: AccountPaper, name: str) -> Chart | None:
    """The chart with this id; None where there is nothing to draw."""
    made = _CHARTS[name](paper)
    return made if made is not None and made.has_values() else None


AFTER_TABLES = ("needs", "measures", "fates")
"""Charts that stand below the table of the same id, as the text asks for none of them."""


# Rates over years --------------------------------------------------------------------------------
def _series(paper: AccountPaper) -> Chart | None:
    """Poor and near-poor rates with the goal; households where no total is known of any year."""
    points = [p for p in paper.figures.series if not p.is_open][-_YEARS:]
    if len(points) < 2:
        return None
    if not any(p.poor_rate is not None for p in points):
        return _households(points)
    years, goal = _years(paper, points), _goal_of(paper)
    rates = {p.year: p for p in points}
    near = [rates[y].near_poor_rate if y in rates else None for y in years]
    series = [
        Series(
            name=t("account-chart-poor-rate"),
            values=tuple(rates[y].poor_rate if y in rates else None for y in years),
        )
    ]
    if any(v is not None for v in near):
        series.append(Series(name=t("account-chart-near-rate"), values=tuple(near), is_light=True))
    if goal is not None:
        asked = goal_rates(goal, rates, years)
        if any(v is not None for v in asked):
            name = t("account-chart-goal")
            series.append(Series(name=name, values=tuple(asked), is_goal=True))
    return Chart(
        kind=ChartKind.LINE, title=t("account-chart-series"), labels=tuple(map(str, years)),
        series=tuple(series), unit="%", digits=2,
    )  # fmt: skip


def _years(paper: AccountPaper, points: list[YearPoint]) -> list[int]:
    """From the first year known to the account's last: a year not reviewed yet has its goal alone."""
    last = max(points[-1].year, paper.figures.year)
    first = next(p.year for p in points if p.poor_rate is not None)
    return list(range(first, last + 1))


def _households(points: list[YearPoint]) -> Chart:
    found = (
        (t("account-col-poor"), tuple(p.poor for p in points)),
        (t("account-col-near-poor"), tuple(p.near_poor for p in points)),
    )
    return Chart(
        kind=ChartKind.LINE, title=t("account-chart-households"),
        labels=tuple(str(p.year) for p in points),
        series=tuple(
            Series(name=name, values=values, is_light=n > 0)
            for n, (name, values) in enumerate(found)
            if any(v is not None for v in values)
        ),
        unit=t("goal-unit-households"),
    )  # fmt: skip


def _goal_of(paper: AccountPaper) -> Goal | None:
    return next(
        (g.goal for g in paper.figures.goals if g.goal.indicator is Indicator.POOR_RATE), None
    )


def goal_rates(
    goal: Goal, points: Mapping[int, YearPoint], years: list[int]
) -> list[float | None]:  # fmt: skip
    """The rate that the goal leads to in each year: its level, or the rate before less its fall.

    An average is led on from the baseline, a yearly fall from what was reached the year before.
    """
    found: list[float | None] = []
    for year in years:
        target = goal.target(year)
        if target is None or goal.aim is Aim.AT_LEAST:
            is_start = goal.aim is Aim.FALL_AVERAGE and year == _start(goal)
            found.append(_averaged(goal, points, year) if is_start else None)
        elif not goal.aim.is_fall:
            found.append(target)
        elif goal.aim is Aim.FALL_AVERAGE:
            found.append(_averaged(goal, points, year))
        else:
            before = points[year - 1].poor_rate if year - 1 in points else None
            found.append(None if before is None else max(0.0, before - target))
    return found


def _start(goal: Goal) -> int:
    return goal.baseline_year or goal.first - 1


def _averaged(goal: Goal, points: Mapping[int, YearPoint], year: int) -> float | None:
    start, base = _start(goal), goal.baseline
    if base is None and start in points:
        base = points[start].poor_rate
    if base is None:
        return None
    return max(0.0, base - sum(goal.target(y) or 0.0 for y in range(start + 1, year + 1)))


# Units -------------------------------------------------------------------------------------------
def _units(paper: AccountPaper) -> Chart | None:
    units = [u for u in paper.figures.units if u.poor_before is not None or u.poor_now is not None]
    if len(units) < 2:
        return None
    shown = (
        sorted(units, key=_poor, reverse=True)[:MOST_UNITS] if len(units) > MOST_UNITS else units
    )
    f, count = paper.figures, len(units)
    key = "account-chart-units-most" if len(units) > len(shown) else "account-chart-units"
    is_now = any(u.poor_now is not None for u in shown)
    year = "" if is_now else t("account-chart-end-of", year=str(f.base_year))
    found = (
        (str(f.base_year), tuple(u.poor_before for u in shown)),
        (str(f.year), tuple(u.poor_now for u in shown)),
    )
    return Chart(
        kind=ChartKind.BARS, title=t(key, count=len(shown), all=count) + year,
        labels=tuple(nfc(u.name) for u in shown),
        series=tuple(
            Series(name=t("account-col-end-of", year=of), values=values)
            for of, values in found
            if any(v is not None for v in values)
        ),
    )  # fmt: skip


def _poor(unit: UnitLine) -> int:
    return unit.poor_now if unit.poor_now is not None else unit.poor_before or 0


# Needs, measures, fates --------------------------------------------------------------------------
def _needs(paper: AccountPaper) -> Chart | None:
    needs = paper.figures.needs
    if needs is None:
        return None
    told = [n for n in paper.needs if n.startswith("deprived:") and n in needs.counts]
    pairs = [needs.counts[n].get(ALL, (0, 0)) for n in told]
    names = (t("account-col-poor"), t("account-col-near-poor"))
    return Chart(
        kind=ChartKind.BARS, title=t("account-chart-needs", year=str(paper.figures.needs_year)),
        labels=tuple(nfc(paper.needs[n]) for n in told),
        series=tuple(Series(name=name, values=tuple(p[i] for p in pairs)) for i, name in enumerate(names)),
    )  # fmt: skip


def _measures(paper: AccountPaper) -> Chart:
    states = (MeasureState.DONE, MeasureState.UNDER_WAY, MeasureState.PLANNED)
    lines = [line for line in paper.figures.measures if line.measures]
    return Chart(
        kind=ChartKind.STACKED, title=t("account-chart-measures"),
        labels=tuple(nfc(line.name) for line in lines),
        series=tuple(
            Series(name=t(f"account-measures-in-{s}"), values=tuple(x.by_state.get(s, 0) for x in lines))
            for s in states
        ),
    )  # fmt: skip


def _fates(paper: AccountPaper) -> Chart:
    fates = fates_of(paper)
    parts = ("gone_with", "gone_without", "stayed_with", "stayed_without")
    return Chart(
        kind=ChartKind.STACKED, title=t("account-chart-fates"),
        labels=tuple(name for name, _ in fates),
        series=tuple(
            Series(
                name=t(f"account-fate-{part.replace('_', '-')}"),
                values=tuple(getattr(fate, part) for _, fate in fates),
            )
            for part in parts
        ),
    )  # fmt: skip


_CHARTS: Mapping[str, Callable[[AccountPaper], Chart | None]] = {
    "series": _series,
    "units": _units,
    "needs": _needs,
    "measures": _measures,
    "fates": _fates,
}
