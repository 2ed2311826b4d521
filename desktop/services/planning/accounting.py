"""All figures of an account, from the same counts as pages, forms and packages: nothing counted twice."""

from __future__ import annotations

import datetime
from dataclasses import replace

import msgspec

from desktop.domain.account import AccountFigures, UnitLine, YearFlows, YearPoint
from desktop.domain.planning import Account, AccountKind, UnitSums
from desktop.domain.totals import EMPTY_FLOW
from desktop.domain.vietnamese import rate
from desktop.services import progressing
from desktop.services.counting import unit_figures
from desktop.services.planning import account_lines, apportioning, following, needing
from desktop.services.planning.account_flat import flat
from desktop.services.planning.apportioning import UnitShare
from desktop.services.progressing import Point, Progress, UnitProgress
from desktop.store import settings
from desktop.store.connection import Db

__all__ = ["count", "figures_of", "flat", "frozen", "span_of"]


def figures_of(db: Db, account: Account, today: datetime.date) -> AccountFigures:
    """What the account says: as it was closed, or counted now."""
    return frozen(account) or count(db, account, today)


def frozen(account: Account) -> AccountFigures | None:
    """The figures a closed account was closed with, None of one that is open."""
    if account.closed_on is None or not account.counted:
        return None
    return msgspec.json.decode(account.counted, type=AccountFigures)


def span_of(account: Account) -> tuple[datetime.date, datetime.date]:
    """The first and the last day an account is about."""
    last = (6, 30) if account.kind is AccountKind.HALF else (12, 31)
    return datetime.date(account.first, 1, 1), datetime.date(account.year, *last)


def count(db: Db, account: Account, today: datetime.date) -> AccountFigures:
    """Everything the account says in numbers, as the book has it on a day.

    Of this office alone: another's is known as it was closed (`frozen`), never counted here.
    """
    if account.office != settings.office(db).code:
        raise ValueError(account.office)
    found = _households(db, account, today)
    return replace(
        found,
        in_year=account_lines.in_year(db, account),
        measures=account_lines.measures(db, found.sums),
        programmes=account_lines.programmes(db, found.years),
        tasks=account_lines.tasks(db, found.years, today),
        late_tasks=account_lines.late_tasks(db, found.years, today),
        visits=account_lines.visits(db, found.since, found.until, today),
        below=account_lines.below(db, account),
    )


def _households(db: Db, account: Account, today: datetime.date) -> AccountFigures:
    """What reviews and measures make of households: the part that `is_open` decides on."""
    is_half, years = account.kind is AccountKind.HALF, tuple(range(account.first, account.year + 1))
    since, until = span_of(account)
    found = progressing.progress(db, account.year - 1 if is_half else account.year)
    is_open = is_half or _is_open(found, account.year)
    closed = [y for y in years if y != account.year or not is_open]
    needs_year = account.year - 1 if is_open else account.year
    needs = needing.unit_needs(db, needs_year)
    return AccountFigures(
        office=settings.office(db),
        kind=account.kind,
        years=years,
        since=since,
        until=until,
        on=today,
        is_open=is_open,
        base_year=account.first - 1,
        goals=account_lines.goals(db, years, today, is_half=is_half),
        series=tuple(_point(p) for p in found.whole.points),
        units=_units(db, account, found),
        missing=account_lines.missing(db, found, needs_year),
        flows=tuple(f for y in closed if (f := _flows(db, y)) is not None),
        needs_year=needs_year,
        needs=needing.summed(needs) if needs else None,
        sums=tuple(_sums(db, year, is_open=year not in closed) for year in years),
    )


# The office and its units ------------------------------------------------------------------------
def _is_open(found: Progress, year: int) -> bool:
    point = found.whole.point(year)
    return point is None or point.open


def _point(p: Point) -> YearPoint:
    return YearPoint(
        year=p.year, poor=p.poor, near_poor=p.near_poor, minority_poor=p.minority_poor,
        households=p.households, minority_households=p.minority_households, typed=p.typed,
        is_open=p.open,
    )  # fmt: skip


def _units(db: Db, account: Account, found: Progress) -> tuple[UnitLine, ...]:
    """Of a HALF the state before; how many must leave is asked of one year, never of a period."""
    is_period = account.kind is AccountKind.PERIOD
    shares = {} if is_period else {s.code: s for s in apportioning.shares(db, account.year)}
    lines = []
    for unit in found.units:
        line, share = _unit(account, unit), shares.get(unit.code)
        if share is not None:
            line = replace(line, must=share.must, planned=share.planned, met=_met(line, share))
        lines.append(line)
    return tuple(lines)


def _met(line: UnitLine, share: UnitShare) -> bool | None:
    """By the goal that this office set for the unit, as on its board; else by the plan's rate."""
    if not share.has_own or share.must is None or line.met is None or line.poor_now is None:
        return line.met
    return share.poor_before - line.poor_now >= share.must


def _unit(account: Account, unit: UnitProgress) -> UnitLine:
    before, now = unit.point(account.first - 1), unit.point(account.year)
    if account.kind is AccountKind.HALF or (now is not None and now.open):
        now = None
    judged = unit.fall(account.year) if now and account.kind is AccountKind.YEAR else None
    rates = (_rate(before), _rate(now))
    newest = now or before
    return UnitLine(
        code=unit.code,
        name=unit.name,
        households=newest.households if newest else None,
        poor_before=before.poor if before else None,
        poor_now=now.poor if now else None,
        near_poor=newest.near_poor if newest else None,
        rate_before=rates[0],
        rate=rates[1],
        fall=None if rates[0] is None or rates[1] is None else rates[0] - rates[1],
        met=judged.met if judged else None,
    )


def _rate(point: Point | None) -> float | None:
    if point is None or point.open or not point.households:
        return None
    return rate(point.poor, point.households)


# What happened in the year -----------------------------------------------------------------------
def _flows(db: Db, year: int) -> YearFlows | None:
    """7.2 and 7.3 of the whole office; None of a year without figures."""
    units = unit_figures(db, year)
    if not units:
        return None
    poor = sum((u.poor_flow for u in units), EMPTY_FLOW)
    near_poor = sum((u.near_poor_flow for u in units), EMPTY_FLOW)
    return YearFlows(year=year, poor=poor, near_poor=near_poor)


def _sums(db: Db, year: int, *, is_open: bool) -> UnitSums:
    """Until a year is reviewed to the end nothing can be said of its deprivations and escapes."""
    found = replace(following.summed(following.unit_sums(db, year)), year=year, code="")
    return replace(found, escaped=0, fates={}) if is_open else found
