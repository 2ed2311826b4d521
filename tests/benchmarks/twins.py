"""Looking through the book for records that stand in it twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from desktop.domain.household import Household
from desktop.domain.vietnamese import fold
from desktop.services import pairing, registering, upkeep
from desktop.store import households
from desktop.store.connection import Db, close_book, writing
from tests.benchmarks.made import BY, NOW, PHRASE, fill
from tests.benchmarks.measure import Measured, best_of

HOUSEHOLDS, TWICE = 5000, 50


def run(folder: Path) -> Iterator[Measured]:
    """5,000 households with 20,000 members, some of them entered twice."""
    made = upkeep.new_book(
        folder / "twins", upkeep.office_of("02296", "2025"), PHRASE, now=NOW, by=BY
    )
    homes = fill(made.db, HOUSEHOLDS)
    yield _scan(made.db, homes)
    yield _elsewhere(made.db, homes)
    close_book(made.db)


def _scan(db: Db, homes: list[Household]) -> Measured:
    """All pairs of the register, against the heads' names alone, each with each, in C."""
    _enter_twice(db, homes)
    names = [fold(h.head_name) for h in homes]

    def each_with_each() -> None:
        for name in names:
            process.extract(
                name, names, scorer=Levenshtein.normalized_similarity, score_cutoff=0.9, limit=None
            )

    waiting: list[int] = []

    def ours() -> None:
        waiting.append(pairing.scan(db, now=NOW).waiting)

    a, b = best_of(ours, each_with_each, 3)
    return Measured(
        name="find twins among 20,000 people", ours=a, bound=b, aim=2,
        note=f"{waiting[-1]} pairs, {TWICE} households entered twice",
    )  # fmt: skip


def _enter_twice(db: Db, homes: list[Household]) -> None:
    rng = Random(3)
    twice = [
        replace(
            h, uid=f"{rng.getrandbits(128):032x}", number=f"{9000 + n}",
            members=tuple(replace(p, uid=f"{rng.getrandbits(128):032x}") for p in h.members),
        )
        for n, h in enumerate(rng.sample(homes, TWICE))
    ]  # fmt: skip
    with writing(db):
        households.put(db, twice)


def _elsewhere(db: Db, homes: list[Household]) -> Measured:
    """The numbers of one sheet looked for in all others, against one search of the register."""
    numbers = [p.citizen_id for p in homes[7].members]
    a, b = best_of(
        lambda: pairing.elsewhere(db, numbers, not_in=homes[7].uid),
        lambda: registering.find(db, registering.Query(year=2026, text=numbers[0])),
        20,
    )
    return Measured(
        name="is a number in another household", ours=a, bound=b, aim=1,
        note=f"{a * 1000:.1f} ms for a sheet",
    )  # fmt: skip
