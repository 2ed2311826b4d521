"""Listed households that look like one of the book's although no rule of matching joined them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain

from desktop.domain.household import Household
from desktop.exchange.lists.cells import village_key
from desktop.exchange.lists.records import ListedHousehold
from desktop.rules.blocking import candidates, homes_alike, likely
from desktop.rules.twins import Names, Sketch, sketch, sketch_of

LISTED = "listed:"
"""Begins the home of a listed person; never a uid of the book."""


def alike_in(
    book: Sequence[Household], listed: Mapping[int, ListedHousehold]
) -> dict[int, list[str]]:
    """Listed household (its place) → uids of the book's households that it may be, the likeliest first."""
    if not book or not listed:
        return {}
    homes = {h.uid: book_sketches(h) for h in book}
    names = Names.of((p.name, 1) for h in book for p in h.present)
    homes |= {f"{LISTED}{i}": listed_sketches(one, f"{LISTED}{i}") for i, one in listed.items()}
    people = list(chain.from_iterable(homes.values()))
    pairs = [
        (i, j) for i, j in candidates(people) if _is_listed(people[i]) != _is_listed(people[j])
    ]
    found: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for alike in homes_alike(likely(people, pairs, names), homes):
        if alike.is_one:
            at_left = alike.left.startswith(LISTED)
            place, uid = (alike.left, alike.right) if at_left else (alike.right, alike.left)
            found[int(place.removeprefix(LISTED))].append((-alike.score.points, uid))
    return {i: [uid for _, uid in sorted(uids)] for i, uids in sorted(found.items())}


def _is_listed(one: Sketch) -> bool:
    return one.home.startswith(LISTED)


def book_sketches(household: Household) -> tuple[Sketch, ...]:
    """The people present, to be compared with those of a list."""
    where = village_key(household.village)
    return tuple(sketch_of(p, household.uid, where) for p in household.present)


def listed_sketches(listed: ListedHousehold, home: str) -> tuple[Sketch, ...]:
    """The people of a list as records of the book are sketched."""
    where = village_key(listed.village)
    heads = ("Chủ hộ", *("" for _ in listed.members[1:]))
    return tuple(
        sketch(
            f"{home}:{n}", home, p.name, born=p.born, sex=p.sex.value if p.sex else "",
            citizen_id=p.citizen_id, village=where, relation=p.relation or head,
        )
        for n, (p, head) in enumerate(zip(listed.members, heads, strict=True))
    )  # fmt: skip
