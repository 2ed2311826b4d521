"""A household in the making: its lines, the columns they are read by, what is wrong so far."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.domain.household import HEAD
from desktop.domain.review import HouseholdClass
from desktop.exchange.lists import cells
from desktop.exchange.lists.cells import BadCell
from desktop.exchange.lists.columns import Layout
from desktop.exchange.lists.records import Cell, Line, ListedHousehold, ListedPerson, Problem
from desktop.exchange.lists.words import Field

Parser = Callable[[Cell], Any]

_OF_PERSON: dict[Field, tuple[str, Parser]] = {
    Field.RELATION: ("relation", cells.relation),
    Field.BIRTH: ("born", cells.birth),
    Field.SEX: ("sex", cells.sex),
    Field.CITIZEN_ID: ("citizen_id", cells.citizen_id),
    Field.ETHNIC_GROUP: ("ethnic_group", cells.ethnic_group),
}
# One value for the whole household: other lines repeat it or leave it blank.
_OF_HOUSEHOLD: dict[Field, tuple[str, Parser]] = {
    Field.HOUSEHOLD_NUMBER: ("number", cells.optional),
    Field.VILLAGE: ("village", cells.village),
    Field.CLASS: ("household_class", cells.household_class),
    Field.B1: ("b1", cells.b1),
    Field.B2: ("b2", cells.b2),
    Field.DECISION_NO: ("decision_no", cells.optional),
    Field.DECISION_ON: ("decision_on", cells.decision_date),
    Field.PEOPLE: ("people", cells.people),
    Field.COMMUNE: ("commune", cells.optional),
    Field.COMMUNE_CODE: ("commune_code", cells.unit_code),
}
_SPLIT = frozenset(
    {
        Field.BIRTH_YEAR,
        Field.BIRTH_MALE,
        Field.BIRTH_FEMALE,
        Field.SEX_MALE,
        Field.SEX_FEMALE,
    }
)
_GATHERED = frozenset(
    {
        Field.MERIT_PERSON,
        Field.NO_LABOUR_CAPACITY,
        Field.LABOUR_CAPACITY,
        Field.CAUSE,
        Field.NOTE,
    }
)
_MARKED_CLASSES = {
    Field.CLASS_POOR: HouseholdClass.POOR,
    Field.CLASS_NEAR_POOR: HouseholdClass.NEAR_POOR,
    Field.CLASS_NOT_POOR: HouseholdClass.NOT_POOR,
    Field.CLASS_AVERAGE: HouseholdClass.AVERAGE_LIVING_STANDARD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the list itself does not say.

    `village`: for a sheet of one village without such a column. `communes`: codes that belong to
    this office (empty: any). `on`: nobody was born after this day. `causes`: (code, label) of the
    standard, in the order of form 7.10.
    """

    village: str = ""
    communes: frozenset[str] = frozenset()
    on: datetime.date | None = None
    causes: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Columns of a layout, looked up once for the whole list."""

    name: int
    head_name: int | None
    one_line: bool
    relation: str  # of whom the list gives none
    bare: bool  # people of whom the list does not say which household is theirs
    split: bool  # birth or sex spread over several columns
    person: tuple[tuple[int, str, Parser], ...]
    shared: tuple[tuple[int, str, Parser], ...]
    marks: tuple[tuple[int, HouseholdClass], ...]
    gathers: bool  # marks, causes or notes that any line may add
    at: Mapping[Field, int]
    settings: Settings


@dataclass(slots=True, kw_only=True)
class Draft:
    """A household being made: its lines (row, cells), what came of them, what is wrong."""

    lines: list[tuple[int, Line]]
    village: str = ""
    household: ListedHousehold | None = None
    people: list[ListedPerson] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    ages: list[tuple[int, int, str]] = field(default_factory=list)  # row, birth year, age as listed

    def refuse(self, bad: BadCell, row: int, column: int | None, cell: Cell = "") -> None:
        """Notes that a cell breaks a rule: the household will not be taken."""
        self.problems.append(Problem(bad.code, row, column, cells.show_value(cell), bad.details))

    @property
    def rows(self) -> tuple[int, ...]:
        """Its rows as the spreadsheet counts."""
        return tuple(row for row, _ in self.lines)


def plan_of(layout: Layout, settings: Settings) -> Plan:
    """The columns of a layout in the form that `complete` needs."""
    at = layout.fields
    member, head = at.get(Field.MEMBER_NAME), at.get(Field.HEAD_NAME)
    person = at.get(Field.PERSON_NAME)
    name = next((c for c in (member, head, person) if c is not None), None)
    if name is None:
        raise ValueError("a layout without a name column cannot be read")
    return Plan(
        name=name,
        head_name=head,
        one_line=member is None,
        relation=HEAD if member is None else "",
        bare=member is None and head is None,
        split=not _SPLIT.isdisjoint(at),
        person=tuple((at[f], *how) for f, how in _OF_PERSON.items() if f in at),
        shared=tuple((at[f], *how) for f, how in _OF_HOUSEHOLD.items() if f in at),
        marks=tuple((at[f], c) for f, c in _MARKED_CLASSES.items() if f in at),
        gathers=not _GATHERED.isdisjoint(at),
        at=at,
        settings=settings,
    )
