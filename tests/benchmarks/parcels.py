"""The upper desk: one large package, and the folder of 138 communes, against bare executemany."""

from __future__ import annotations

import resource
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from desktop.domain.unit import Level
from desktop.services import exchanging, receiving, registering, upkeep
from desktop.services.catalogue import units
from desktop.services.registering import Query
from desktop.store import packages
from desktop.store.connection import Db, close_book, create_book, writing
from tests.benchmarks.full import anew, first_look, kept
from tests.benchmarks.made import BY, NOW, PHRASE, fill
from tests.benchmarks.measure import Measured, best_of, timed

COMMUNES, HOUSEHOLDS = 138, 100


def run(folder: Path) -> Iterator[Measured]:
    """One commune of 5,000 households, then 138 of 100."""
    yield from _one_large(folder)
    yield from _many(folder)


def largest() -> tuple[str, list[str]]:
    """A province with communes enough, and their codes."""
    communes: dict[str, list[str]] = defaultdict(list)
    for one in units("2025").values():
        if one.level is Level.COMMUNE:
            communes[one.parent].append(one.code)
    code = next(c for c, below in communes.items() if len(below) >= COMMUNES)
    return code, communes[code][:COMMUNES]


def desk(folder: Path, code: str) -> Db:
    """A new book of an office."""
    office = upkeep.office_of(code, "2025")
    return upkeep.new_book(folder / f"{code}.rasoat-book", office, PHRASE, now=NOW, by=BY).db


def _know(a: Db, b: Db) -> None:
    """Trust each other's cards without the 0.15 s that comparing codes takes by design."""
    for mine, theirs in ((a, b), (b, a)):
        card = exchanging.own_card(theirs)
        with writing(mine):
            packages.put_card(
                mine, code=card.code, list_version=card.list_version, name=card.name,
                level=card.level, content=card.to_json(), at=NOW, by=BY,
            )  # fmt: skip


def _packed(folder: Path, upper: Db, code: str, count: int) -> Path:
    commune = desk(folder / "so", code)
    _know(upper, commune)
    fill(commune, count)
    to = exchanging.office(upper).code
    packed = exchanging.pack_report(commune, 2026, to, folder / "goi", now=NOW, by=BY)
    close_book(commune)
    return packed.path


def _one_large(folder: Path) -> Iterator[Measured]:
    upper = desk(folder / "lon", "08")
    path = _packed(folder / "lon", upper, "02296", 5000)
    ours = timed(lambda: _take(upper, [path], folder))
    yield _against_bare(upper, ours, "take in a package of 5,000 households", folder / "bare1")
    again = timed(lambda: _take(upper, [path], folder))
    look = timed(lambda: receiving.look(upper, path))
    yield Measured(
        name="the same package again", ours=again, bound=look, aim=1.5, note="against one look"
    )
    close_book(upper)


def _take(upper: Db, paths: list[Path], folder: Path) -> None:
    taken = receiving.take_in(upper, paths, receipts=folder / "giay", now=NOW, by=BY)
    refused = [one.refusal for one in taken if one.verdict not in ("accepted", "known")]
    assert not refused, refused


def _many(folder: Path) -> Iterator[Measured]:
    province, codes = largest()
    upper = desk(folder / "nhieu", province)
    paths = [_packed(folder / "nhieu", upper, code, HOUSEHOLDS) for code in codes]
    ours = timed(lambda: _take(upper, paths, folder))
    name = f"take in {len(paths)} packages of {HOUSEHOLDS} households"
    yield _against_bare(upper, ours, name, folder / "bare2")
    yield first_look(upper, len(paths) * HOUSEHOLDS)
    yield anew(upper, len(paths) * HOUSEHOLDS)
    yield kept(upper, len(paths) * HOUSEHOLDS)
    query = Query(year=2026, text="nguyen v")
    a, b = best_of(
        lambda: registering.find(upper, query),
        lambda: upper.execute(
            "SELECT uid FROM household WHERE search_key LIKE '%nguyen%' AND search_key LIKE '%v%'"
            " ORDER BY head_key, uid"
        ).fetchall(),
        5,
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Measured(
        name=f"search among {len(paths) * HOUSEHOLDS:,} households", ours=a, bound=b, aim=3,
        note=f"peak memory so far {peak:.0f} MB",
    )  # fmt: skip
    close_book(upper)


def _against_bare(upper: Db, ours: float, name: str, path: Path) -> Measured:
    """The same rows into the same tables with the same indexes by bare executemany.

    Each commune is a flushed transaction of its own here too: that is promised, not overhead.
    """
    codes = [row[0] for row in upper.execute("SELECT DISTINCT commune_code FROM household")]
    parcels = [rows_of(upper, code) for code in codes]
    count = sum(len(some) for rows in parcels for some in rows.values())
    bare, _ = create_book(path, PHRASE)
    began = time.perf_counter()
    for rows in parcels:
        with writing(bare):
            for table, some in rows.items():
                marks = ",".join("?" * len(some[0]))
                bare.conn.executemany(f"INSERT INTO {table} VALUES ({marks})", some)
    bound = time.perf_counter() - began
    close_book(bare)
    return Measured(
        name=name, ours=ours, bound=bound, aim=1 / 0.3,
        note=f"{count / ours:,.0f} rows/s, {100 * bound / ours:.0f} % of bare (aim 30 %)",
    )  # fmt: skip


def rows_of(upper: Db, code: str) -> dict[str, list[tuple[object, ...]]]:
    """All that a book holds of a commune, by table."""
    own = "household_uid IN (SELECT uid FROM household WHERE commune_code = :code)"
    where = {
        "household": "commune_code = :code", "person": own, "review": own,
        "residents": "commune_code = :code",
    }  # fmt: skip
    return {
        table: upper.execute(f"SELECT * FROM {table} WHERE {condition}", {"code": code}).fetchall()
        for table, condition in where.items()
    }
