"""How many households must leave poverty in a year in each village or commune, so that the goal holds.

The office's goals say how many poor households may be left at the end of the year; those above it
are spread over the units in proportion to their poor households. A unit for which this office set a
goal of its own is asked what that goal asks.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.domain.planning import Goal, Indicator
from desktop.domain.totals import usable_total
from desktop.rules.apportion import apportion
from desktop.services.counting import unit_figures
from desktop.services.planning import following
from desktop.services.planning import goals as plan_goals
from desktop.services.planning.goals import Facts
from desktop.store import settings
from desktop.store.connection import Db

_POOR = (Indicator.POOR_RATE, Indicator.POOR_HOUSEHOLDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitShare:
    """A village or commune in a plan year, in households.

    `poor_before`: poor at the end of the year before; `must`: how many of them must leave, None where
    no goal or no total says it; `planned` to; `households`: all, None where not known. `has_own`: by
    a goal that this office set for the unit.
    """

    code: str
    name: str
    poor_before: int
    households: int | None = None
    must: int | None = None
    planned: int = 0
    has_own: bool = False

    @property
    def lacking(self) -> int:
        """How many more should be planned."""
        return max(0, (self.must or 0) - self.planned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apportioned:
    """The shares of a year, and where they come from: the goals that ask, the most poor households
    that the strictest of them leaves, and how many must leave for it in all. `is_open`: the year before is not finished, so nothing is said.
    """

    year: int
    shares: tuple[UnitShare, ...]
    goals: tuple[Goal, ...] = ()
    most: int | None = None
    total: int | None = None
    is_open: bool = False


def shares(db: Db, year: int) -> tuple[UnitShare, ...]:
    """The units in the order of the forms; their `must` sums to that of the whole office.

    Units with a goal of their own keep it: then the sum may be larger.
    """
    return apportioned(db, year).shares


def apportioned(db: Db, year: int, known: Facts | None = None) -> Apportioned:
    """The shares of a plan year with what they follow from; `known` where it is at hand."""
    office = settings.office(db)
    known = known or plan_goals.facts(db, year)
    units = _units(db, year)
    before = known.progress.whole.point(year - 1)
    asking = _asking(db, year)
    most = _most(known, asking, year)
    total = None
    if most is not None and before is not None:
        total = max(0, before.poor - most)
    own = _own(db, known, units, year) if office.is_upper else {}
    return Apportioned(
        year=year,
        shares=_spread(units, own, total),
        goals=asking,
        most=most,
        total=total,
        is_open=before is not None and before.open,
    )


def whole(shares: Sequence[UnitShare]) -> UnitShare:
    """The units together; a number that one of them lacks is not known for all."""
    return UnitShare(
        code="",
        name="",
        poor_before=sum(s.poor_before for s in shares),
        households=_all([s.households for s in shares]),
        must=_all([s.must for s in shares]),
        planned=sum(s.planned for s in shares),
    )


def _all(counts: Sequence[int | None]) -> int | None:
    known = [c for c in counts if c is not None]
    return sum(known) if known and len(known) == len(counts) else None


def _units(db: Db, year: int) -> list[UnitShare]:
    planned = {s.code: s.planned for s in following.unit_sums(db, year)}
    return [
        UnitShare(
            code=f.code,
            name=f.name,
            poor_before=f.poor_households,
            households=usable_total(
                f.resident_households, f.poor_households + f.near_poor_households
            ),
            planned=planned.get(f.code, 0),
        )
        for f in unit_figures(db, year - 1)
    ]


def _asking(db: Db, year: int) -> tuple[Goal, ...]:
    """The goals about poor households that hold in a year: those that an office set for this one or
    it set itself, else those of the province's plan."""
    office = settings.office(db)
    every = plan_goals.goals(db)
    fitting = [g for g in every if g.indicator in _POOR and g.target(year) is not None]
    own = [g for g in fitting if not plan_goals.is_shipped(office, g)]
    return tuple(own or fitting)


def _most(known: Facts, goals: Sequence[Goal], year: int) -> int | None:
    """The poor households that the strictest goal leaves."""
    found = [_leaves(known, goal, year) for goal in goals]
    return min((most for most in found if most is not None), default=None)


def _leaves(known: Facts, goal: Goal, year: int, unit: str = "") -> int | None:
    stands = known.standing(goal, datetime.date(year, 1, 1), unit=unit).of_year(year)
    return stands.most if stands else None


def _own(db: Db, known: Facts, units: Sequence[UnitShare], year: int) -> dict[str, int]:
    """Unit → how many must leave by the goal that this office set for it."""
    poor = {u.code: u.poor_before for u in units}
    found: dict[str, int] = {}
    for goal in plan_goals.for_units(db, year):
        if goal.office in poor and goal.indicator in _POOR:
            most = _leaves(known, goal, year, goal.office)
            if most is not None:
                must = max(0, poor[goal.office] - most)
                found[goal.office] = max(must, found.get(goal.office, 0))
    return found


def _spread(
    units: Sequence[UnitShare], own: dict[str, int], total: int | None
) -> tuple[UnitShare, ...]:
    """Own goals first; what they leave of the whole is spread over the others."""
    others = [u for u in units if u.code not in own]
    parts: dict[str, int] = dict(own)
    if total is not None:
        left = max(0, total - sum(own.values()))
        given = apportion(left, [u.poor_before for u in others])
        parts |= {u.code: n for u, n in zip(others, given, strict=True)}
    return tuple(replace(u, must=parts.get(u.code), has_own=u.code in own) for u in units)
