"""Figures of reports, as counted by the store and laid out by the forms; households and persons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.review import HouseholdClass
from desktop.domain.unit import Area


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowCell:
    """Households of one unit that went the same way in a year, counted together.

    `start` is the class by the last decision before the year, `end` by the year's review; None is
    "on no list" (not reviewed, or gone). Classes other than poor and near_poor count as off the
    lists in forms 7.2 and 7.3. `arrived`/`left`: an event of the year says so. `was_poor`/
    `was_near_poor`: recognised so in any year before. `reviewed`: a complete review of the year
    exists. `grew`/`shrank`: sums of max(end−start, 0) and max(start−end, 0) over the households.
    """

    start: HouseholdClass | None
    end: HouseholdClass | None
    reviewed: bool = True
    arrived: bool = False
    left: bool = False
    was_poor: bool = False
    was_near_poor: bool = False
    households: int
    start_people: int
    end_people: int
    grew: int = 0
    shrank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Columns 1–9 of form 7.2 or 7.3 (index 0 is column 1), on the line Hộ and the line Nhân khẩu."""

    households: tuple[int, ...]
    people: tuple[int, ...]

    def __add__(self, other: Flow) -> Flow:
        return Flow(
            households=tuple(a + b for a, b in zip(self.households, other.households, strict=True)),
            people=tuple(a + b for a, b in zip(self.people, other.people, strict=True)),
        )

    @property
    def closes(self) -> bool:
        """Whether 9 = 1−2−3−4+5+6+7+8 on both lines."""
        return all(
            c[8] == c[0] - c[1] - c[2] - c[3] + c[4] + c[5] + c[6] + c[7]
            for c in (self.households, self.people)
        )


EMPTY_FLOW = Flow(households=(0,) * 9, people=(0,) * 9)


Pair = tuple[int, int]
"""Households and persons of the same cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassDetail:
    """The households of one class in one unit, by what forms 7.4–7.10 tell apart.

    Households by deprivation code, cause code and ethnic group: one may lack several and have
    several causes. Pairs of households and persons: ethnic minority, without labour capacity, with
    a merit person.
    """

    deprived: Mapping[str, int] = field(default_factory=dict)
    causes: Mapping[str, int] = field(default_factory=dict)
    ethnic_groups: Mapping[str, int] = field(default_factory=dict)
    minority: Pair = (0, 0)
    no_labour_capacity: Pair = (0, 0)
    merit_person: Pair = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFigures:
    """What forms 7.1–7.10 say of one unit: a village at a commune, a commune at an upper office.

    `code` is the commune code, or the village's name. `group` is the district that a commune of a
    three-tier province stands under, "" elsewhere. Residents are all households and people of the
    unit as typed by the commune, None where they are missing.
    """

    code: str
    name: str
    area: Area
    group: str = ""
    resident_households: int | None = None
    resident_people: int | None = None
    poor_households: int = 0
    poor_people: int = 0
    near_poor_households: int = 0
    near_poor_people: int = 0
    poor_flow: Flow = EMPTY_FLOW
    near_poor_flow: Flow = EMPTY_FLOW
    resident_minority_households: int | None = None
    resident_minority_people: int | None = None
    poor_detail: ClassDetail = field(default_factory=ClassDetail)
    near_poor_detail: ClassDetail = field(default_factory=ClassDetail)


def usable_total(typed: int | None, listed: int) -> int | None:
    """A unit's total of households, None where it is missing or below those listed in it.

    Such a total is an error, never a number, and no rate is made of it (law.md §7, form 7.1).
    """
    return typed if typed is not None and typed >= listed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """The figures of a commune in a year, as an upper office passes them on instead of households.

    `unit.code` is the commune's; its name and group are the sender's words, for readers only.
    """

    year: int
    unit: UnitFigures
