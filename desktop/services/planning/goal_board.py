"""All goals of a plan on one board: how they stand, what is counted, how many must leave where."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.planning import Goal, Indicator
from desktop.domain.unit import Office
from desktop.rules.goals import GoalStanding, Seen
from desktop.services.planning import apportioning, goals
from desktop.services.planning.apportioning import Apportioned
from desktop.services.planning.need_words import DEPRIVED, needs_in_order
from desktop.store import settings
from desktop.store.connection import Db

Topic = tuple[Indicator, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A plan year: every goal of the plan as it stands then, what the book counts of each indicator,
    how many must leave poverty where, and at an upper desk the goals of those below."""

    year: int
    office: Office
    standings: tuple[GoalStanding, ...]
    shipped: frozenset[str]
    counted: Mapping[Topic, Mapping[int, Seen]]
    apportioned: Apportioned
    for_units: tuple[Goal, ...] = ()

    @property
    def goals(self) -> tuple[Goal, ...]:
        """All goals of the plan."""
        return tuple(s.goal for s in self.standings)

    def is_own(self, goal: Goal) -> bool:
        """Whether this office may change a goal."""
        return goal.set_by == self.office.code


def board(db: Db, year: int, today: datetime.date) -> Board:
    """Everything of a plan year."""
    office = settings.office(db)
    known, every = goals.facts(db, year), goals.goals(db)
    return Board(
        year=year,
        office=office,
        standings=tuple(known.standing(g, today, others=every) for g in every),
        shipped=frozenset(g.uid for g in goals.shipped(office)),
        counted={topic: known.counted(*topic) for topic in topics()},
        apportioned=apportioning.apportioned(db, year, known),
        for_units=goals.for_units(db, year) if office.is_upper else (),
    )


def topics() -> list[Topic]:
    """Every indicator that is counted, the deprivations one by one."""
    plain: list[Topic] = [
        (kind, "")
        for kind in Indicator
        if kind not in (Indicator.OWN, Indicator.DEPRIVED_HOUSEHOLDS)
    ]
    return plain + [(Indicator.DEPRIVED_HOUSEHOLDS, code) for code in deprivations()]


def deprivations() -> list[str]:
    """The codes of the deprivations in the order of the decree."""
    return [n.removeprefix(DEPRIVED) for n in needs_in_order() if n.startswith(DEPRIVED)]
