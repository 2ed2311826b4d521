"""The first page of an upper office with 138 communes: 45,000 households, at full size 450,000."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from random import Random

from desktop.services import counting, gathering, upkeep, upper_board
from desktop.services.catalogue import communes_below
from desktop.store import packages, reviews
from desktop.store.connection import Db, close_book, writing
from desktop.store.packages import Package
from tests.benchmarks.full import anew
from tests.benchmarks.made import BY, CODES, NOW, PHRASE, VILLAGES, round_of
from tests.benchmarks.measure import Measured, timed

OFFICE, LIST, COMMUNES, HOUSEHOLDS, PROVINCE = "08", "2022", 138, 45_000, 450_000
YEARS = (2025, 2026)
TODAY = datetime.date(2026, 11, 20)
AIM = 0.2
"""Seconds for the board, whatever the machine (product.md §7)."""


def run_full(folder: Path) -> Iterator[Measured]:
    """The same with as many households as a large province has; a minute and a half."""
    return run(folder, PROVINCE)


def run(folder: Path, households: int = HOUSEHOLDS) -> Iterator[Measured]:
    """The board counted from nothing, when nothing changed, and after a commune changed."""
    made = upkeep.new_book(
        folder / "upper", upkeep.office_of(OFFICE, LIST), PHRASE, now=NOW, by=BY
    )  # fmt: skip
    db = made.db
    codes = fill(db, households)
    size = f"{COMMUNES} communes, {households:,} households"
    yield anew(db, households)
    counting.known(db, YEARS[-1])
    ours = min(timed(lambda: _board(db)) for _ in range(5))
    yield Measured(name="board of the upper office", ours=ours, bound=AIM, aim=1, note=size)
    table = min(timed(lambda: upper_board.comparison(db, 2026, today=TODAY)) for _ in range(5))
    yield Measured(name="comparison with last year", ours=table, bound=AIM, aim=1, note=size)
    page = min(
        timed(lambda: upper_board.commune(db, 2026, codes[5], today=TODAY)) for _ in range(3)
    )
    yield Measured(name="page of one commune", ours=page, bound=AIM, aim=1, note=size)
    _touch(db, codes[7])
    again = timed(lambda: _board(db))
    yield Measured(name="board after a commune changed", ours=again, bound=AIM, aim=1, note=size)
    close_book(db)


def _board(db: Db) -> object:
    return gathering.upper_overview(db, 2026, today=TODAY)


def _touch(db: Db, code: str) -> None:
    with writing(db):
        db.execute(
            "UPDATE review SET revision = revision + 1 WHERE household_uid IN"
            " (SELECT uid FROM household WHERE commune_code = ?)",
            [code],
        )


def fill(db: Db, households: int, office: str = OFFICE, communes: int = COMMUNES) -> list[str]:
    """Households, two rounds, residents and packages of an office's communes, row by row."""
    codes = [u.code for u in communes_below(office, LIST)][:communes]
    each = households // len(codes)
    with writing(db):
        for code in codes:
            _commune(db, code, each)
        for year in YEARS:
            reviews.put_round(db, round_of(year))
        for number, code in enumerate(codes):
            if number % 9:
                packages.put(db, _package(code, number))
    return codes


def _commune(db: Db, code: str, count: int) -> None:
    rng = Random(code)
    homes, sheets = [], []
    for n in range(count):
        uid = f"{rng.getrandbits(128):032x}"
        village = VILLAGES[n % len(VILLAGES)]
        group = rng.choice(("Tày", "Dao", "Kinh", "Nùng"))
        homes.append(
            (uid, f"{n + 1:04d}", code, LIST, village, "Bàn Văn An", "an van ban", f"an|{n}", group)
        )
        for year in YEARS:
            lacking = rng.randrange(6)
            kind = "poor" if lacking >= 3 else rng.choice(("near_poor", "not_poor"))
            sheets.append(
                (
                    f"{rng.getrandbits(128):032x}", uid, year, village, group, kind,
                    " ".join(CODES[:lacking]), ANSWERS,
                )
            )  # fmt: skip
    db.conn.executemany(_HOUSEHOLD, homes)
    db.conn.executemany(_REVIEW, sheets)
    db.conn.executemany(
        "INSERT INTO residents (year, commune_code, village, households, people) VALUES (?,?,?,?,?)",
        [(year, code, v, count // 3, count) for year in YEARS for v in VILLAGES],
    )


ANSWERS = '{"b1_points":120,"facts":{"water":"drilled_well","toilet":"other"},"enumerator":"Kim"}'
_HOUSEHOLD = """INSERT INTO household (uid, number, commune_code, list_version, village, head_name,
  head_key, search_key, ethnic_group, people, merit_person, no_labour_capacity, note, written_by,
  revision) VALUES (?,?,?,?,?,?,?,?,?,4,0,0,'','b',1)"""
_REVIEW = """INSERT INTO review (uid, household_uid, year, kind, state, area, people, village,
  ethnic_group, class, b1_points, b2_points, deprived, standard_id, answers, decision_no,
  written_by, revision)
  VALUES (?,?,?,'periodic','complete','rural',4,?,?,?,120,30,?,'2022-2025',?,'','b',1)"""


def _package(code: str, number: int) -> Package:
    return Package(
        sha256=f"{number:064x}", direction="in", kind="report", sender=code, receiver=OFFICE,
        year=2026, number=1, made_at=NOW, handled_at=NOW, file_name=f"{code}.rasoat",
        size=1_300_000, verdict="accepted" if number % 7 else "held",
        totals={f"figure.{n}": n for n in range(120)}, details={},
    )  # fmt: skip
