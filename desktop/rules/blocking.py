"""Finds likely twins among many: only records that share a key are compared, not each with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from desktop.rules.twins import (
    MEMBER,
    THRESHOLD,
    Couple,
    Names,
    Score,
    Sketch,
    matched,
    may_be_one,
    score,
    weigh,
)

LARGEST = 60
"""More people than this under one key have a name too common to tell anything."""
Pair = tuple[int, int]


def keys(one: Sketch) -> Iterator[tuple[str, ...]]:
    """What a record can be found by: number, name with year or village, day of birth with a name.

    Each of the errors that happen (a letter, a day and month changed round, a lost zero, another
    village) leaves at least one of them as it was.
    """
    if one.citizen_id:
        yield "id", one.citizen_id.lstrip("0")
    if not one.parts:
        return
    name = "".join(one.parts)
    given, rest = one.parts[-1], " ".join(one.parts[:-1])
    if one.village:
        yield "place", name, one.village
    if one.born:
        yield "year", name, one.born[:4]
    if len(one.born) == 10:
        year, month, day = one.born.split("-")
        first, last = sorted((month, day))
        yield "given", given, year, first, last
        yield "rest", rest, year, month, day


def candidates(people: Sequence[Sketch]) -> set[Pair]:
    """Places in `people` of two records worth comparing, of different households, the lower first."""
    found: set[Pair] = set()
    for places in _blocks(people):
        found.update((i, j) for i, j in combinations(places, 2) if people[i].home != people[j].home)
    return found


def _blocks(people: Iterable[Sketch]) -> Iterator[list[int]]:
    blocks: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, one in enumerate(people):
        for key in keys(one):
            blocks[key].append(place)
    return (places for places in blocks.values() if 1 < len(places) <= LARGEST)


def likely(people: Sequence[Sketch], pairs: Iterable[Pair], names: Names) -> Iterator[Couple]:
    """Of these pairs the couples who may be one person, as members of a household are told."""
    for i, j in pairs:
        one, other = people[i], people[j]
        if may_be_one(one, other) and (found := score(one, other, names)).points >= MEMBER:
            yield Couple(one, other, found)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two households with the members who are in both, and how likely they are one."""

    left: str
    right: str
    score: Score
    couples: tuple[Couple, ...]

    @property
    def is_one(self) -> bool:
        """Whether the households as a whole may be one, not only a person in both."""
        return self.score.points >= THRESHOLD


def homes_alike(couples: Iterable[Couple], homes: Mapping[str, Sequence[Sketch]]) -> list[Likeness]:
    """Couples by the two households they stand in, the lower uid at the left."""
    between: defaultdict[tuple[str, str], list[Couple]] = defaultdict(list)
    for couple in couples:
        turned = _in_order(couple)
        between[turned.left.home, turned.right.home].append(turned)
    found = []
    for (left, right), some in between.items():
        both = matched(some)
        score_of_homes = weigh(homes[left], homes[right], both)
        found.append(Likeness(left, right, score_of_homes, tuple(both)))
    return found


def _in_order(couple: Couple) -> Couple:
    if couple.left.home <= couple.right.home:
        return couple
    return Couple(couple.right, couple.left, couple.score)
