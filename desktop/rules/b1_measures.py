"""Proposes answers of the B1 table from the roster and the area of the house; the official confirms.

Only items whose unit the sheet itself can count are proposed, and only where one answer is meant
whatever is not known.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from desktop.domain.household import Person, Work
from desktop.rules.ages import possible_ages
from desktop.rules.derive import square_metres
from desktop.rules.standard import B1Item, Measure, Standard

Span = tuple[Decimal, Decimal]
"""The least and the most that a measure can be."""


def propose_b1(
    standard: Standard, members: Iterable[Person], facts: Mapping[str, str], on: datetime.date
) -> dict[str, str]:
    """Item id → option id, for the items of the B1 table that can be told.

    `members`, `facts` and `on` as in derive.propose: those who left are passed over, ages count on
    the day of the review.
    """
    present = [p for p in members if p.left_on is None]
    spans: dict[Measure, Span | None] = {
        measure: count(standard, present, facts, on) for measure, count in _COUNTS.items()
    }
    found: dict[str, str] = {}
    for item in standard.b1_items:
        span = spans.get(item.measure)
        option_id = _answer(item, span) if span else ""
        if option_id:
            found[item.id] = option_id
    return found


def _answer(item: B1Item, span: Span) -> str:
    """The one option that holds both ends (and so all between them), "" where there is none."""
    bounded = [o for o in item.options if o.range.is_bounded]
    hits = [o.id for o in bounded if all(o.range.holds(end) for end in span)]
    touched = [o.id for o in bounded if any(o.range.holds(end) for end in span)]
    return hits[0] if len(hits) == 1 and touched == hits else ""


def _members(
    _standard: Standard, present: list[Person], _facts: Mapping[str, str], _on: datetime.date
) -> Span | None:
    people = Decimal(len(present))
    return (people, people) if present else None


def _dependants(
    standard: Standard, present: list[Person], _facts: Mapping[str, str], on: datetime.date
) -> Span | None:
    """As deprivation 2 counts them: children, and those on a monthly social allowance."""
    deprivation = standard.deprivation("dependants")
    if deprivation is None or "child_under" not in deprivation.params or not present:
        return None
    under = deprivation.params["child_under"]
    least = most = 0
    for person in present:
        ages = possible_ages(person.born, on)
        child = {age < under for age in ages}
        allowance = person.work is Work.ALLOWANCE
        least += allowance or child == {True}
        most += allowance or True in child or person.work is None
    return Decimal(least), Decimal(most)


def _area_per_person(
    standard: Standard, present: list[Person], facts: Mapping[str, str], _on: datetime.date
) -> Span | None:
    deprivation = standard.deprivation("housing_area")
    if deprivation is None or not deprivation.choices or not present:
        return None
    area = square_metres(facts.get(deprivation.choices[0].id, ""))
    return None if area is None else (area / len(present), area / len(present))


_Count = Callable[[Standard, list[Person], Mapping[str, str], datetime.date], Span | None]
_COUNTS: Mapping[Measure, _Count] = {
    "members": _members,
    "dependants": _dependants,
    "area_per_person": _area_per_person,
}
