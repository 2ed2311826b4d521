"""The upper desk at full size: 138 packages of 1,600 households, then a book of 450,000; minutes, not seconds.

The packages are made by a process of their own, so that the memory measured is that of taking in.
"""

from __future__ import annotations

import gc
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median

import msgspec

from desktop.exchange import package, seal
from desktop.exchange.letter import Kind, StandardNamed
from desktop.exchange.package import Draft
from desktop.exchange.records import Records
from desktop.exchange.seal import Card
from desktop.paths import resources
from desktop.services import counting, exchanging, gathering, receiving, registering, upkeep
from desktop.services.catalogue import units
from desktop.services.registering import Query
from desktop.store import packages
from desktop.store.connection import Db, close_book, create_book, writing
from tests.benchmarks.desk import NEEDLES
from tests.benchmarks.made import (
    BY,
    NOW,
    PHRASE,
    STANDARD,
    YEARS,
    homes,
    residents_of,
    round_of,
    sheets,
)
from tests.benchmarks.measure import Measured, timed

COMMUNES, HOUSEHOLDS, PROVINCE = 138, 1600, 450_000


def run(folder: Path) -> Iterator[Measured]:
    """Made, taken in, taken in again; figures and search over 220,000, then over 450,000 households."""
    from tests.benchmarks.parcels import desk, largest

    province, codes = largest()
    upper = desk(folder, province)
    (folder / "upper.card").write_text(exchanging.own_card(upper).to_json(), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "tests.benchmarks.full", str(folder), *codes], check=True)
    _trust(upper, folder)
    paths = sorted((folder / "goi").iterdir())
    before = peak()
    ours = timed(lambda: _take(upper, paths, folder))
    after = peak()
    yield _against_bare(upper, ours, folder / "bare", f"peak {after:.0f} MB, {before:.0f} before")
    again = timed(lambda: _take(upper, paths, folder))
    yield Measured(
        name="the same folder a second time", ours=again, bound=ours, aim=0.1,
        note=f"{len(paths)} files; bound: the first time",
    )  # fmt: skip
    yield first_look(upper, COMMUNES * HOUSEHOLDS)
    yield kept(upper, COMMUNES * HOUSEHOLDS)
    yield from _search(upper, COMMUNES * HOUSEHOLDS)
    _grow(upper, codes)
    count = upper.execute("SELECT count(*) FROM household").fetchone()[0]
    yield anew(upper, count)
    yield kept(upper, count)
    yield from _search(upper, count)
    yield Measured(
        name="memory, in GB",
        ours=peak() / 1024,
        bound=0.4,
        aim=1,
        note=f"peak {peak():.0f} MB of 400",
    )
    close_book(upper)


def peak() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _take(upper: Db, paths: list[Path], folder: Path) -> None:
    taken = receiving.take_in(
        upper, paths, receipts=folder / "giay", copies=folder / "copies", now=NOW, by=BY
    )
    assert not [t.refusal for t in taken if t.verdict not in ("accepted", "known")]


def _trust(upper: Db, folder: Path) -> None:
    with writing(upper):
        for file in (folder / "cards").iterdir():
            card = Card.from_json(file.read_text(encoding="utf-8"))
            packages.put_card(
                upper, code=card.code, list_version=card.list_version, name=card.name,
                level=card.level, content=card.to_json(), at=NOW, by=BY,
            )  # fmt: skip


def _against_bare(upper: Db, ours: float, path: Path, note: str) -> Measured:
    """The same rows by bare executemany, each commune a flushed transaction."""
    from tests.benchmarks.parcels import rows_of

    codes = [row[0] for row in upper.execute("SELECT DISTINCT commune_code FROM household")]
    bare, _ = create_book(path, PHRASE)
    rows, seconds = 0, 0.0
    for code in codes:
        parcel = rows_of(upper, code)
        began = time.perf_counter()
        with writing(bare):
            for table, some in parcel.items():
                marks = ",".join("?" * len(some[0]))
                bare.conn.executemany(f"INSERT INTO {table} VALUES ({marks})", some)
        seconds += time.perf_counter() - began
        rows += sum(len(some) for some in parcel.values())
        del parcel
    close_book(bare)
    return Measured(
        name=f"take in {len(codes)} packages of {HOUSEHOLDS:,}", ours=ours, bound=seconds,
        aim=1 / 0.3, note=f"{rows / ours:,.0f} rows/s, {100 * seconds / ours:.0f} % of bare; {note}",
    )  # fmt: skip


def kept(upper: Db, count: int) -> Measured:
    """All figures of the forms as the desk gets them: kept since their communes were taken in."""

    def both() -> None:
        counting.unit_figures(upper, 2026)
        counting.balance_breaks(upper, 2026)

    return Measured(
        name=f"7.1–7.10 of {count:,}, as kept", ours=timed(both), bound=5, aim=1, note="bound: 5 s"
    )


def first_look(upper: Db, count: int) -> Measured:
    """The board for the first time after a night of packages: each take-in kept what it counts."""
    ours = timed(lambda: gathering.upper_overview(upper, 2026))
    return Measured(
        name=f"first board after {count:,} came in",
        ours=ours,
        bound=0.2,
        aim=1,
        note="bound: 200 ms",
    )


def anew(upper: Db, count: int) -> Measured:
    """All of a year counted again, nothing kept, against the very SQL that counts them."""
    statements: list[str] = []
    upper.conn.set_trace_callback(statements.append)
    cold = _count_all(upper)
    upper.conn.set_trace_callback(None)
    ours = _count_all(upper)
    selects = [sql for sql in statements if sql.lstrip().startswith(("SELECT", "WITH"))]
    bound = timed(lambda: [upper.execute(sql).fetchall() for sql in selects])
    return Measured(
        name=f"7.1–7.10 of {count:,}, counted anew", ours=ours, bound=bound, aim=2,
        note=f"bound: the same SQL; {cold:.1f} s a year, once for each version of the program",
    )  # fmt: skip


def _count_all(upper: Db) -> float:
    with writing(upper):
        upper.execute("DELETE FROM counted_figure")
    return timed(lambda: counting.unit_figures(upper, 2026))


def _search(upper: Db, count: int) -> Iterator[Measured]:
    found = {}
    for needle in NEEDLES:
        query = Query(year=2026, text=needle)
        found[needle] = min(timed(lambda q=query: registering.find(upper, q)) for _ in range(3))  # type: ignore[misc]
    slowest = max(found, key=lambda n: found[n])
    yield Measured(
        name=f"search among {count:,}: first rows", ours=median(found.values()), bound=0.1, aim=1,
        note=f"bound: 100 ms; slowest {slowest!r} {found[slowest] * 1000:.0f} ms",
    )  # fmt: skip


def _grow(upper: Db, codes: list[str]) -> None:
    """More communes like those that were taken in, until the book holds a large province."""
    taken = set(codes)
    others = [
        u.code for u in units("2025").values() if u.level == "commune" and u.code not in taken
    ]
    wanted = (PROVINCE - COMMUNES * HOUSEHOLDS) // HOUSEHOLDS
    known = {name: upper.execute(f"SELECT * FROM {name} LIMIT 0").description for name in _TABLES}
    with writing(upper):
        for at in range(wanted):
            new = {"old": codes[at % COMMUNES], "new": others[at], "mark": f"+{at // COMMUNES}"}
            for name, changed in _TABLES.items():
                columns = [c[0] for c in known[name]]
                picked = ", ".join(changed.get(c, f"x.{c}") for c in columns)
                upper.conn.execute(f"INSERT INTO {name} SELECT {picked} FROM {_FROM[name]}", new)


_TABLES = {
    "household": {"uid": "x.uid || :mark", "commune_code": ":new"},
    "person": {"uid": "x.uid || :mark", "household_uid": "x.household_uid || :mark"},
    "review": {"uid": "x.uid || :mark", "household_uid": "x.household_uid || :mark"},
    "residents": {"commune_code": ":new"},
}
_OWN = "JOIN household h ON h.uid = x.household_uid AND h.commune_code = :old"
_FROM = {
    "household": "household x WHERE x.commune_code = :old",
    "person": f"person x {_OWN}",
    "review": f"review x {_OWN}",
    "residents": "residents x WHERE x.commune_code = :old",
}


# Making the packages -----------------------------------------------------------------------------
def make(folder: Path, codes: list[str]) -> None:
    """Cards and reports of communes that need no books: records, keys and a pack."""
    receiver = Card.from_json((folder / "upper.card").read_text(encoding="utf-8"))
    for name in ("cards", "goi"):
        (folder / name).mkdir(exist_ok=True)
    for number, code in enumerate(codes):
        _make_one(folder, code, receiver)
        with suppress(OSError):
            print(f"\rmade {number + 1} of {len(codes)}", end="", file=sys.stderr, flush=True)
        gc.collect()
    print(file=sys.stderr)


def _make_one(folder: Path, code: str, receiver: Card) -> None:
    keys = seal.new_keys()
    office = upkeep.office_of(code, "2025")
    card = seal.card_of(office, keys)
    made = homes(HOUSEHOLDS, code, "2025", office.book_id)
    records = Records(
        households=tuple(made),
        reviews=tuple(sheets(made, office.book_id)),
        residents=tuple(r for year in YEARS for r in residents_of(code, year, HOUSEHOLDS)),
        rounds=tuple(round_of(year) for year in YEARS),
    )
    raw = (resources() / "standards" / f"{STANDARD.id}.toml").read_bytes()
    draft = Draft(
        kind=Kind.REPORT, year=2026, number=1, made_at=NOW, program="bench",
        standard=StandardNamed(id=STANDARD.id, sha256=package.fingerprint(raw)),
    )  # fmt: skip
    sealed = package.pack_report(draft, records, {}, keys=keys, me=card, receiver=receiver)
    (folder / "goi" / package.file_name(sealed)).write_bytes(sealed)
    (folder / "cards" / f"{code}.json").write_bytes(msgspec.json.encode(card))


if __name__ == "__main__":
    random.seed(0)
    make(Path(sys.argv[1]), sys.argv[2:])
