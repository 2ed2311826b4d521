"""Compares a list of people with the book, where the list does not say which household is theirs.

An id decides; else the name, with the village, birth and sex as far as both know them. Such a list
only fills blanks. Whom the book lacks is refused and named, or (`add`) becomes the head of a new
household: never silently.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from desktop.domain.household import Household, Person
from desktop.domain.vietnamese import fold, same_word
from desktop.exchange.lists.cells import same_village
from desktop.exchange.lists.matching import Match, Matching, MatchKind
from desktop.exchange.lists.merging import changes_of
from desktop.exchange.lists.records import (
    ListedHousehold,
    ListedPerson,
    Problem,
    RefusedRow,
)

Place = tuple[Household, Person]


@dataclass(frozen=True, slots=True)
class _Book:
    """The people of the book by id and by name."""

    by_id: dict[str, list[Place]]
    by_name: dict[str, list[Place]]

    @classmethod
    def of(cls, households: Iterable[Household]) -> _Book:
        book = cls(defaultdict(list), defaultdict(list))
        for household in households:
            for person in household.present:
                book.by_name[fold(person.name)].append((household, person))
                if person.citizen_id:
                    book.by_id[person.citizen_id].append((household, person))
        return book


def match_people(
    households: Iterable[Household], listed: Sequence[ListedHousehold], *, add: bool = False
) -> Matching:
    """Finds each listed person in the book; the people of one household come as one match."""
    book = _Book.of(households)
    found: dict[str, list[tuple[ListedHousehold, Place]]] = defaultdict(list)
    matches: list[Match] = []
    refused: list[RefusedRow] = []
    for one in listed:
        place = _find(book, one)
        if isinstance(place, Problem):
            refused.append(RefusedRow(row=place.row, problems=(place,)))
        elif place is not None:
            found[place[0].uid].append((one, place))
        elif problem := _why_not_new(one, add=add):
            refused.append(RefusedRow(row=one.head.row, problems=(problem,)))
        else:
            pairs = tuple((p, None) for p in one.members)
            matches.append(Match(listed=one, household=None, kind=MatchKind.CREATED, pairs=pairs))
    matches += [_match(some) for some in found.values()]
    return Matching(
        matches=tuple(sorted(matches, key=lambda m: m.listed.rows[0])), refused=tuple(refused)
    )


def _find(book: _Book, one: ListedHousehold) -> Place | Problem | None:
    person = one.head
    same_id = book.by_id.get(person.citizen_id, []) if person.citizen_id else []
    if len(same_id) == 1:
        place = same_id[0]
        if _alike_names(person.name, place[1].name):
            return place
        return _problem(one, "id-of-other", person=place[1].name, household=_home(place[0]))
    alike = [p for p in book.by_name.get(fold(person.name), ()) if _may_be(one, person, *p)]
    if len(alike) > 1:
        spelt = [p for p in alike if same_word(p[1].name, person.name)]
        dated = [p for p in spelt or alike if person.born and p[1].born == person.born]
        alike = dated or spelt or alike
    if len(alike) > 1:
        homes = ", ".join(sorted(_home(h) for h, _ in alike)[:4])
        return _problem(one, "person-unsure", count=len(alike), households=homes)
    return alike[0] if alike else None


def _alike_names(one: str, other: str) -> bool:
    """The same name, or the same given name: a middle name is often left out."""
    a, b = fold(one).split(), fold(other).split()
    return a == b or (bool(a) and bool(b) and a[-1] == b[-1] and a[0] == b[0])


def _may_be(
    one: ListedHousehold, listed: ListedPerson, household: Household, known: Person
) -> bool:
    """Nothing that both know speaks against it."""
    if one.village and not same_village(one.village, household.village):
        return False
    if listed.sex and known.sex and listed.sex is not known.sex:
        return False
    ids = listed.citizen_id and known.citizen_id
    if ids and len(listed.citizen_id) == len(known.citizen_id):
        return False  # two ids of one kind, and they differ
    return listed.born.startswith(known.born) or known.born.startswith(listed.born)


def _why_not_new(one: ListedHousehold, *, add: bool) -> Problem | None:
    if not add:
        return _problem(one, "person-unknown", person=one.head.name)
    return None if one.village else _problem(one, "village-missing")


def _problem(one: ListedHousehold, code: str, **details: object) -> Problem:
    person = one.head
    return Problem(code, person.row, None, person.name, details)


def _home(household: Household) -> str:
    return f"{household.head_name} ({household.village})"


def _match(some: Sequence[tuple[ListedHousehold, Place]]) -> Match:
    """The listed people of one household of the book, and which of its blanks they fill."""
    household = some[0][1][0]
    pairs = tuple((replace(one.head, relation=""), person) for one, (_, person) in some)
    listed = replace(
        some[0][0],
        rows=tuple(row for one, _ in some for row in one.rows),
        members=tuple(person for person, _ in pairs),
        village="",
        note="; ".join(dict.fromkeys(one.note for one, _ in some if one.note)),
        people=None,
    )
    differences = changes_of(listed, household, pairs)
    made = tuple(c for c in differences if c.fills)
    return Match(
        listed=listed,
        household=household,
        kind=MatchKind.UPDATED if made else MatchKind.SAME,
        changes=made,
        kept=tuple(c for c in differences if not c.fills),
        pairs=pairs,
    )
