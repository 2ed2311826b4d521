"""Compares the households of a list with each other: ids and people met twice, ages that cannot be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence

from desktop.domain.vietnamese import fold
from desktop.exchange.lists import cells
from desktop.exchange.lists.drafts import Draft, Plan
from desktop.exchange.lists.records import ListedPerson, Problem
from desktop.exchange.lists.words import Field

_FEWEST = 5  # ages from which the year that they were counted in can be told
_WHOLE_DATE = 10  # characters


def compare(drafts: Sequence[Draft], plan: Plan) -> None:
    """Adds problems and doubts that only the list as a whole can show."""
    if Field.CITIZEN_ID in plan.at:
        _refuse_ids_twice(drafts, plan)
    _doubt_people_twice(drafts, plan)
    if Field.AGE in plan.at:
        _doubt_ages(drafts, plan)


Place = tuple[Draft, ListedPerson]


def _met_twice(
    drafts: Sequence[Draft], key: Callable[[ListedPerson], Hashable]
) -> list[tuple[Hashable, list[Place]]]:
    """Keys that several listed people share, with those people; a blank key is none."""
    said = [found for draft in drafts for person in draft.people if (found := key(person))]
    twice = {found for found, count in Counter(said).items() if count > 1}
    if not twice:  # as in nearly all lists
        return []
    places: dict[Hashable, list[Place]] = defaultdict(list)
    for draft in drafts:
        for person in draft.people:
            if (found := key(person)) in twice:
                places[found].append((draft, person))
    return list(places.items())


def _refuse_ids_twice(drafts: Sequence[Draft], plan: Plan) -> None:
    """An id stands for one person: all lines that share one are refused, nobody can tell whose."""
    column = plan.at[Field.CITIZEN_ID]
    for citizen_id, places in _met_twice(drafts, lambda p: p.citizen_id):
        for draft, person in places:
            details = {"rows": _others(places, person)}
            draft.problems.append(Problem("id-twice", person.row, column, str(citizen_id), details))


def _doubt_people_twice(drafts: Sequence[Draft], plan: Plan) -> None:
    """One name with one day of birth in two households is perhaps one person."""
    for _, places in _met_twice(drafts, _dated_name):
        homes = {id(draft) for draft, _ in places}
        ids = [p.citizen_id for _, p in places if p.citizen_id]
        if len(homes) < 2 or len(ids) == len(places):
            continue
        for draft, person in places:
            details = {"rows": _others(places, person)}
            draft.doubts.append(
                Problem("person-twice", person.row, plan.name, person.name, details)
            )


def _dated_name(person: ListedPerson) -> tuple[str, str] | None:
    return (fold(person.name), person.born) if len(person.born) == _WHOLE_DATE else None


def _others(places: Sequence[Place], person: ListedPerson) -> str:
    return ", ".join(str(p.row) for _, p in places if p is not person)


def _doubt_ages(drafts: Sequence[Draft], plan: Plan) -> None:
    """Most ages tell the year that they were counted in; one that tells another is worth a look."""
    column = plan.at[Field.AGE]
    told = [
        (draft, row, year, age, said)
        for draft in drafts
        for row, year, said in draft.ages
        if (age := cells.age(said)) is not None
    ]
    years = Counter(year + age for _, _, year, age, _ in told)
    if len(told) < _FEWEST:
        return
    counted = years.most_common(1)[0][0]
    for draft, row, year, age, said in told:
        if abs(year + age - counted) > 1:  # the birthday may lie behind or ahead
            details = {"expected": str(counted - year), "year": str(counted)}
            draft.doubts.append(Problem("age-differs", row, column, said, details))
