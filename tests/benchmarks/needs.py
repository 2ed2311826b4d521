"""Needs of a province: counted anew, as kept, listed by name; 45,000 households, at full size 450,000.

A fifth of the households are poor or near-poor, each of four people: as many as Tuyên Quang had.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from desktop.services import upkeep
from desktop.services.catalogue import communes_below
from desktop.services.planning import needing, needs_report
from desktop.store import reviews
from desktop.store.connection import Db, close_book, writing
from tests.benchmarks.board import COMMUNES, HOUSEHOLDS, LIST, OFFICE, PROVINCE
from tests.benchmarks.made import BY, CODES, NOW, PHRASE, VILLAGES, round_of
from tests.benchmarks.measure import Measured, timed

YEAR = 2026
ALL_NEEDS = 2.0
"""Seconds for the needs of all (issue E), whatever the machine."""
SHOWN = 0.1
NEED = "deprived:health_insurance"


def run_full(folder: Path) -> Iterator[Measured]:
    """The same with as many households as a large province has."""
    return run(folder, PROVINCE)


def run(folder: Path, households: int = HOUSEHOLDS) -> Iterator[Measured]:
    """Counted from nothing, as kept, after a commune changed; pages of names; the report."""
    made = upkeep.new_book(
        folder / "upper", upkeep.office_of(OFFICE, LIST), PHRASE, now=NOW, by=BY
    )  # fmt: skip
    db = made.db
    codes = fill(db, households)
    size = f"{COMMUNES} communes, {households:,} households"
    yield against_sql(db, households)
    ours = timed(lambda: _anew(db))
    yield Measured(name="needs, nothing kept", ours=ours, bound=ALL_NEEDS, aim=1, note=size)
    kept = min(timed(lambda: needing.unit_needs(db, YEAR)) for _ in range(5))
    yield Measured(name="needs as kept", ours=kept, bound=SHOWN, aim=1, note=size)
    _touch(db, codes[7])
    again = timed(lambda: needing.unit_needs(db, YEAR))
    yield Measured(name="needs after a member changed", ours=again, bound=SHOWN, aim=1, note=size)
    among = sum(needing.pair_of(needing.summed(needing.unit_needs(db, YEAR)), NEED))
    page = max(_pages(db, among))
    yield Measured(
        name="names: the slowest of three pages", ours=page, bound=SHOWN, aim=1, note=size
    )
    path = folder / "nhu_cau.xlsx"
    report = timed(lambda: needs_report.write(db, YEAR, "xlsx", path, now=NOW, by=BY))
    yield Measured(
        name="needs in Excel", ours=report, bound=5, aim=1, note="bound: 5 s, for orientation"
    )
    close_book(db)


def against_sql(db: Db, households: int) -> Measured:
    """All counted again against the very SQL that counts them."""
    statements: list[str] = []
    db.conn.set_trace_callback(statements.append)
    _anew(db)
    db.conn.set_trace_callback(None)
    ours = _anew(db)
    selects = [
        s for s in statements if s.lstrip().startswith(("SELECT", "WITH")) and "household h" in s
    ]
    bound = timed(lambda: [db.execute(s).fetchall() for s in selects])
    return Measured(
        name=f"needs of {households:,}, counted anew", ours=ours, bound=bound, aim=2,
        note="bound: the same SQL",
    )  # fmt: skip


def _anew(db: Db) -> float:
    with writing(db):
        db.execute("DELETE FROM counted_need")
    return timed(lambda: needing.unit_needs(db, YEAR))


def _pages(db: Db, among: int) -> Iterator[float]:
    after = None
    for _ in range(3):
        began = time.perf_counter()
        found = needing.who(db, YEAR, NEED, after=after, among=among)
        yield time.perf_counter() - began
        after = found.last


def _touch(db: Db, code: str) -> None:
    with writing(db):
        db.execute(
            "UPDATE person SET born = '1999' WHERE household_uid IN"
            " (SELECT uid FROM household WHERE commune_code = ? LIMIT 1)",
            [code],
        )


def fill(db: Db, households: int) -> list[str]:
    """Households of four with their reviews, commune by commune, row by row."""
    codes = [u.code for u in communes_below(OFFICE, LIST)][:COMMUNES]
    with writing(db):
        for code in codes:
            _commune(db, code, households // len(codes))
        reviews.put_round(db, round_of(YEAR))
    return codes


def _commune(db: Db, code: str, count: int) -> None:
    rng = Random(code)
    homes, people, sheets = [], [], []
    for n in range(count):
        uid, name = f"{rng.getrandbits(128):032x}", f"{rng.choice(_KEYS)} {rng.choice(_KEYS)} ban"
        group = rng.choice(("Tày", "Dao", "Kinh", "Nùng"))
        village = VILLAGES[n % len(VILLAGES)]
        homes.append((uid, f"{n + 1:04d}", code, LIST, village, name, f"{name}|{n}", group))
        people += [
            (f"{uid}{p}", uid, p, "Con" if p else "Chủ hộ", rng.choice(("male", "female")),
             f"{rng.randint(1950, 2024)}-05-17", group)
            for p in range(4)
        ]  # fmt: skip
        lacking = rng.randrange(1, 7)
        kind = rng.choices(("poor" if lacking >= 3 else "near_poor", "not_poor"), (1, 4))[0]
        lacks = " ".join(sorted(rng.sample(CODES, lacking), key=CODES.index))
        sheets.append(
            (f"{rng.getrandbits(128):032x}", uid, YEAR, village, group, kind, lacks, _answers(rng))
        )
    db.conn.executemany(_HOUSEHOLD, homes)
    db.conn.executemany(_PERSON, people)
    db.conn.executemany(_REVIEW, sheets)


def _answers(rng: Random) -> str:
    causes = [rng.choice(("land", "capital")), rng.choice(("illness", "skills"))]
    return json.dumps({"b1_points": 120, "causes": causes, "enumerator": "Kim"})


_KEYS = ("an", "binh", "cuc", "dao", "hien", "kem", "lan", "mui", "ngan", "quy", "sen", "tien")
_HOUSEHOLD = """INSERT INTO household (uid, number, commune_code, list_version, village, head_name,
  head_key, search_key, ethnic_group, people, merit_person, no_labour_capacity, note, written_by,
  revision) VALUES (?,?,?,?,?,'Bàn Văn An',?,?,?,4,0,0,'','b',1)"""
_PERSON = """INSERT INTO person (uid, household_uid, ordinal, name, relation, sex, born, ethnic_group,
  citizen_id, id_state, left_why) VALUES (?,?,?,'Bàn Thị Lan',?,?,?,?,'','unknown','')"""
_REVIEW = """INSERT INTO review (uid, household_uid, year, kind, state, area, people, village,
  ethnic_group, class, b1_points, b2_points, deprived, standard_id, answers, decision_no,
  written_by, revision)
  VALUES (?,?,?,'periodic','complete','rural',4,?,?,?,120,30,?,'2022-2025',?,'','b',1)"""
