"""Sums of measures and planned escapes, and what became of deprivations with and without a measure: by SQL."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec

from desktop.domain.planning import Fate, MeasureState, MeasureSum, UnitSums
from desktop.store.connection import Db
from desktop.store.totals import HERE, LAST_OF_YEAR, Unit

# The review `p` that decided the class at the end of the year before.
_LAST_BEFORE = re.sub(r"\br\.", "p.", LAST_OF_YEAR).replace(":year", ":year - 1")
_HERE_BEFORE = re.sub(r"\br\.", "p.", HERE).replace(":last", ":before")

_MEASURES = """
FROM measure m LEFT JOIN household h ON h.uid = m.household_uid
WHERE m.year = :year AND {whose}"""
_SUMS = f"""
SELECT m.commune_code, {{unit}}, m.kind, m.state, count(*), count(DISTINCT m.household_uid),
  coalesce(sum(m.amount), 0) {_MEASURES} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"""
_HELPED = f"""
SELECT m.commune_code, {{unit}}, count(DISTINCT m.household_uid) {_MEASURES}
AND m.state <> 'stopped' GROUP BY 1, 2"""
_HELPED_BY_KIND = f"""
SELECT m.commune_code, {{unit}}, m.kind, count(DISTINCT m.household_uid) {_MEASURES}
AND m.state <> 'stopped' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""
# Planned: poor at the end of the year before; escaped: here at the end of the year and poor no more.
_PLANNED = f"""
SELECT s.commune_code, {{unit}}, count(*), sum(EXISTS (
  SELECT 1 FROM review r WHERE r.household_uid = s.household_uid AND {LAST_OF_YEAR}
    AND r.class <> 'poor' AND {HERE}))
FROM planned_escape s
CROSS JOIN review p ON p.household_uid = s.household_uid AND {_LAST_BEFORE} AND p.class = 'poor'
WHERE s.year = :year AND {_HERE_BEFORE} AND {{whose}} GROUP BY 1, 2"""
_WITH = """coalesce((SELECT group_concat(m.against, ' ') FROM measure m
  WHERE m.household_uid = r.household_uid AND m.year = :year AND m.state <> 'stopped'), '')"""
# A list that was read in may say points and no deprivations: nothing can be compared with it.
_BOTH_YEARS = f"""
FROM {{homes}}
JOIN review p ON p.household_uid = r.household_uid AND {_LAST_BEFORE} AND p.deprived <> ''
WHERE {LAST_OF_YEAR} AND (r.deprived <> '' OR r.b2_points = 0)
  AND {HERE} AND {_HERE_BEFORE}"""
_FATES = f"""
SELECT h.commune_code, {{unit}}, p.deprived, r.deprived, {_WITH} {_BOTH_YEARS}"""
_OF_COMMUNE = """household h CROSS JOIN review r
  ON r.household_uid = h.uid AND h.commune_code = :commune"""
_OF_ALL = "review r JOIN household h ON h.uid = r.household_uid AND :commune = ''"


class _Tally:
    """What is counted of one unit."""

    def __init__(self) -> None:
        self.measures: list[MeasureSum] = []
        self.helped = self.planned = self.escaped = 0
        self.helped_by_kind: dict[str, int] = {}
        self.fates: defaultdict[tuple[str, str], int] = defaultdict(int)

    def sums(self, year: int, code: str) -> UnitSums:
        return UnitSums(
            year=year, code=code, measures=tuple(self.measures), helped=self.helped,
            helped_by_kind=self.helped_by_kind, planned=self.planned, escaped=self.escaped, fates=_fates(self.fates),
        )  # fmt: skip


def unit_sums(
    db: Db, year: int, *, by_village: bool, commune_code: str = ""
) -> dict[Unit, UnitSums]:
    """The sums of a plan year per unit, counted anew; units of which there is nothing are missing.

    Measures stand under the village where their household is now, planned escapes under the one
    of last year's review, fates under that of this year's. With a `commune_code`, of that commune only.
    """
    found: defaultdict[Unit, _Tally] = defaultdict(_Tally)
    args = {
        "year": year, "last": f"{year}-12-31", "before": f"{year - 1}-12-31", "commune": commune_code,
    }  # fmt: skip

    def rows(sql: str, table: str, unit: str) -> Iterator[tuple[Any, ...]]:
        whose = f"{table}.commune_code = :commune" if commune_code else "1"
        filled = sql.format(
            unit=unit if by_village else "''", whose=whose,
            homes=_OF_COMMUNE if commune_code else _OF_ALL,
        )  # fmt: skip
        yield from db.execute(filled, {k: v for k, v in args.items() if f":{k}" in filled})

    village = "coalesce(h.village, '')"
    for commune, place, kind, state, number, homes, amount in rows(_SUMS, "m", village):
        found[commune, place].measures.append(
            MeasureSum(
                kind=kind, state=MeasureState(state), measures=number, households=homes, amount=amount
            )
        )  # fmt: skip
    for commune, place, homes in rows(_HELPED, "m", village):
        found[commune, place].helped = homes
    for commune, place, kind, homes in rows(_HELPED_BY_KIND, "m", village):
        found[commune, place].helped_by_kind[kind] = homes
    for commune, place, planned, escaped in rows(_PLANNED, "s", "p.village"):
        found[commune, place].planned, found[commune, place].escaped = planned, escaped
    for commune, place, *case in rows(_FATES, "h", "r.village"):
        fates = found[commune, place].fates
        for of in _ways(*case):
            fates[of] += 1
    return {key: tally.sums(year, key[1] or key[0]) for key, tally in found.items()}


@lru_cache(maxsize=65536)
def _ways(before: str, after: str, against: str) -> tuple[tuple[str, str], ...]:
    """What became of each deprivation of a household: (code, field of Fate)."""
    stayed, helped = {*after.split()}, {*against.split()}
    return tuple((code, fate_of(code in stayed, code in helped)) for code in before.split())


def _fates(counted: Mapping[tuple[str, str], int]) -> dict[str, Fate]:
    ways: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (code, way), homes in counted.items():
        ways[code][way] = homes
    return {code: Fate(**numbers) for code, numbers in ways.items()}


def fate_of(stayed: bool, helped: bool) -> str:
    """The field of Fate in which a case counts."""
    return f"{'stayed' if stayed else 'gone'}_{'with' if helped else 'without'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One household that lacked something last year: whether it still does, and whether it was helped."""

    uid: str
    number: str
    head_name: str
    commune_code: str
    village: str
    household_class: str
    stayed: bool
    helped: bool


def cases(db: Db, year: int, deprivation: str, commune_code: str = "") -> list[Case]:
    """Every case behind the fates of one deprivation, by commune, village and name."""
    sql = f"""SELECT h.uid, h.number, h.head_name, h.commune_code, r.village, r.class,
      instr(' ' || r.deprived || ' ', :code), instr(' ' || {_WITH} || ' ', :code)
      {_BOTH_YEARS} AND instr(' ' || p.deprived || ' ', :code)
      ORDER BY h.commune_code, order_vi(r.village), h.head_key, h.uid"""
    filled = sql.format(homes=_OF_COMMUNE if commune_code else _OF_ALL)
    rows = db.execute(
        filled,
        {
            "year": year, "last": f"{year}-12-31", "before": f"{year - 1}-12-31",
            "commune": commune_code, "code": f" {deprivation} ",
        },
    )  # fmt: skip
    return [
        Case(
            uid=r[0], number=r[1], head_name=r[2], commune_code=r[3], village=r[4],
            household_class=r[5] or "", stayed=bool(r[6]), helped=bool(r[7]),
        )
        for r in rows.fetchall()
    ]  # fmt: skip


# Kept by an upper office -------------------------------------------------------------------------
_KEPT = msgspec.json.Decoder(UnitSums)


def communes(db: Db, year: int) -> set[str]:
    """The communes with measures or planned escapes in a plan year."""
    rows = db.execute(
        "SELECT commune_code FROM measure WHERE year = ?1 UNION"
        " SELECT commune_code FROM planned_escape WHERE year = ?1",
        [year],
    )
    return {row[0] for row in rows.fetchall()}


def kept(db: Db, program: str, year: int) -> dict[str, UnitSums]:
    """Commune code → its sums as this program counted them and they still hold."""
    rows = db.execute(
        "SELECT commune_code, content FROM counted_sum WHERE program = ? AND year = ?",
        [program, year],
    )
    return {row[0]: _KEPT.decode(row[1]) for row in rows.fetchall()}


def keep(db: Db, program: str, year: int, found: Mapping[str, UnitSums]) -> None:
    """Keep what was just counted, with nothing written since."""
    rows: Iterable[tuple[str, int, str, str]] = (
        (code, year, program, msgspec.json.encode(one).decode()) for code, one in found.items()
    )
    db.conn.executemany("INSERT OR REPLACE INTO counted_sum VALUES (?, ?, ?, ?)", rows)
