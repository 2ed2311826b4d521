"""The tables of an account that say where the office stands: goals, years, units."""

from __future__ import annotations

import math
from collections.abc import Sequence

from desktop.domain.account import GoalLine, GoalYear, UnitLine, YearPoint
from desktop.domain.planning import Aim, Goal, Indicator
from desktop.domain.vietnamese import nfc
from desktop.reports.forms.account_paper import AccountPaper, account_table, met_word
from desktop.reports.forms.tabled import (
    Tabled,
    count_column,
    entry,
    number_column,
    rate_column,
    total,
    words_column,
)
from desktop.reports.sheet import (
    Column,
    Formula,
    Group,
    Head,
    Kind,
    Merge,
    RateOf,
    Row,
    RowKind,
    Value,
)
from desktop.text import t


# Goals -------------------------------------------------------------------------------------------
def goals_table(paper: AccountPaper) -> Tabled:
    """Each goal with what it asked of each year, what was reached, and whether that is enough."""
    is_period = len(paper.figures.years) > 1
    # Cells that are merged grow no row in Excel: only where rows have several lines.
    merge = Merge.ALWAYS if is_period else Merge.NEVER
    head = [
        Column(title=t("paper-col-no"), kind=Kind.ORDINAL, width=9, merge=merge, centred=True),
        Column(title=t("account-col-goal"), width=40, merge=merge),
        Column(title=t("account-col-asks"), width=34, merge=merge),
        Column(title=t("account-col-year"), kind=Kind.ID, width=13),
        Column(title=t("account-col-value"), kind=Kind.FIGURE, width=16),
        Column(title=t("account-col-fall"), kind=Kind.FIGURE, width=16),
        Column(title=t("account-col-target"), kind=Kind.FIGURE, width=15),
        Column(title=t("account-col-verdict"), width=22, centred=True),
    ]  # fmt: skip
    if is_period:
        head.append(
            Column(title=t("account-col-average"), kind=Kind.FIGURE, width=16, merge=Merge.ALWAYS)
        )
        head.append(Column(title=t("account-col-over-all"), width=20, merge=merge))
    return account_table("goals", head, [
        _goal(n, line, is_period=is_period)
        for n, line in enumerate(paper.figures.goals, start=1)
        if line.years
    ])  # fmt: skip


def _goal(number: int, line: GoalLine, *, is_period: bool) -> Row:
    goal = line.goal
    lines = []
    for one in line.years:
        values: list[Value] = [
            number, nfc(line.name), nfc(line.asks), str(one.year), _figure(goal, one.value),
            _figure(goal, one.fall), _figure(goal, one.target), _verdict(line, one),
        ]  # fmt: skip
        if is_period:
            values += [_figure(goal, line.average), met_word(line.met)]
        lines.append(tuple(values))
    return Row(kind=RowKind.ENTRY, lines=tuple(lines))


def _figure(goal: Goal, value: float | None) -> Value:
    """A rate or points with decimals, households without."""
    if value is None or goal.aim is Aim.WORDS:
        return None
    if goal.indicator.is_rate or (goal.indicator is Indicator.OWN and value != int(value)):
        return _printed(value)
    return round(value)


def _printed(value: float) -> float:
    """As on paper: two decimals, halves go up."""
    return float(f"{value + math.copysign(1e-9, value):.2f}")


def _verdict(line: GoalLine, one: GoalYear) -> str:
    if one.is_open:
        return t("account-word-open")
    return met_word(one.met if len(line.years) > 1 or one.met is not None else line.met)


# Years -------------------------------------------------------------------------------------------
def series_table(paper: AccountPaper) -> Tabled:
    """Poor, near-poor and minority households of each year that is known, with their rates."""
    head = (
        Column(title=t("account-col-year"), kind=Kind.ID, width=16),
        count_column(t("account-col-households"), 20),
        _pair(t("account-col-poor")),
        _pair(t("account-col-near-poor")),
        count_column(t("account-col-minority"), 20),
        _pair(t("account-col-minority-poor")),
    )
    return account_table("series", head, [_year(point) for point in paper.figures.series])


def _pair(title: str) -> Group:
    count = count_column(t("paper-col-households"), 18)
    return Group(title=title, columns=(count, rate_column(t("paper-col-rate"), 16)))


def _year(p: YearPoint) -> Row:
    year = f"{p.year}{t('account-mark-open') if p.is_open else ''}"
    rates = ((3, 2, 1, p.poor_rate), (5, 4, 1, p.near_poor_rate), (8, 7, 6, p.minority_poor_rate))
    formulas = [(at, RateOf(part, whole)) for at, part, whole, rate in rates if rate is not None]
    return entry(
        year, p.households, p.poor, p.poor_rate, p.near_poor, p.near_poor_rate,
        p.minority_households, p.minority_poor, p.minority_poor_rate, formulas=formulas,
    )  # fmt: skip


# Units -------------------------------------------------------------------------------------------
_U_POOR, _U_RATE, _U_ALL = 5, 6, 2


def units_table(paper: AccountPaper) -> Tabled:
    """Villages or communes before and now, what was asked of them, and their sum."""
    f = paper.figures
    if all(u.poor_now is None for u in f.units):
        return _units_before(paper)
    before, now = str(f.base_year), str(f.year)
    head: Head = (
        *_unit_columns(paper, 33),
        Group(title=t("account-col-end-of", year=before), columns=_poor_pair()),
        Group(title=t("account-col-end-of", year=now), columns=_poor_pair()),
        Column(title=t("account-col-points"), kind=Kind.FIGURE, width=14),
        count_column(t("account-col-near-poor"), 13),
        count_column(t("account-col-must"), 13),
        count_column(t("account-col-planned"), 13),
        Column(title=t("account-col-verdict"), width=19, centred=True),
    )
    rows = [_unit(n, unit) for n, unit in enumerate(f.units, start=1)]
    body = [*rows, _units_total(rows)] if len(rows) > 1 else rows
    return account_table("units", head, body)


def _unit_columns(paper: AccountPaper, width: float) -> tuple[Column, ...]:
    return (
        number_column(8),
        words_column(nfc(paper.unit_word), width),
        count_column(t("account-col-households"), 14),
    )


def _units_before(paper: AccountPaper) -> Tabled:
    """Before the year's review: where the units stood, what is asked of them and planned."""
    head: Head = (
        *_unit_columns(paper, 60),
        Group(
            title=t("account-col-end-of", year=str(paper.figures.base_year)), columns=_poor_pair()
        ),
        count_column(t("account-col-near-poor"), 16),
        count_column(t("account-col-must"), 20),
        count_column(t("account-col-planned"), 20),
    )
    rows = [
        entry(
            n, nfc(u.name), u.households, u.poor_before, u.rate_before, u.near_poor, u.must, u.planned
        )
        for n, u in enumerate(paper.figures.units, start=1)
    ]  # fmt: skip
    body = [*rows, total(rows, (_U_ALL, 3, 5, 6, 7), 8)] if len(rows) > 1 else rows
    return account_table("units", head, body)


def _poor_pair() -> tuple[Column, Column]:
    return (
        count_column(t("account-col-poor"), 13),
        rate_column(t("paper-col-rate"), 13),
    )


def _unit(number: int, u: UnitLine) -> Row:
    formulas: list[tuple[int, Formula]] = []
    if u.rate is not None and u.households and u.poor_now is not None:
        formulas.append((_U_RATE, RateOf(_U_POOR, _U_ALL)))
    verdict = met_word(u.met) if u.met is not None else ""
    return entry(
        number, nfc(u.name), u.households, u.poor_before, u.rate_before, u.poor_now, u.rate,
        None if u.fall is None else _printed(u.fall), u.near_poor, u.must, u.planned, verdict,
        formulas=formulas,
    )  # fmt: skip


def _units_total(rows: Sequence[Row]) -> Row:
    made = total(rows, (_U_ALL, 3, _U_POOR, 8, 9, 10), 12)
    line = made.lines[0]
    whole, poor = line[_U_ALL], line[_U_POOR]
    if not isinstance(whole, int) or not isinstance(poor, int) or not whole:
        return made
    values = (*line[:_U_RATE], 100 * poor / whole, *line[_U_RATE + 1 :])
    formulas = (*made.formulas, (_U_RATE, RateOf(_U_POOR, _U_ALL)))
    return Row(kind=made.kind, lines=(values,), formulas=formulas)
