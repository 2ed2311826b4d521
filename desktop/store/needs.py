"""Needs of the poor and near-poor: counted in one pass, kept per commune, listed by name.

The review that decides the class of the year says what a household lacks and why, as for forms 7.4
and 7.10 (store/details); who its head was and which children it had is as of the end of the year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import msgspec

from desktop.domain.household import KINH, Person
from desktop.domain.planning import ALL, GROUPS, LISTED, Pair
from desktop.domain.review import HouseholdClass
from desktop.store.connection import Db
from desktop.store.totals import COMMUNES, HERE, LAST_OF_YEAR, Unit

Counts = Mapping[str, Mapping[str, Pair]]
"""Need → group → (poor, near-poor households)."""
After = tuple[str, str]
"""Where a page ends: the head's key and the uid of its last line."""

# Who was there at the end of the year, the head as Household.head names it, in one walk through the
# members: twice the least of (gone, no head, place, woman), and one more where there is a child. On
# 31 December one is as old as the difference of the years, whatever the birthday.
_THERE = "(p.left_on IS NULL OR p.left_on > :last)"
_IS_HEAD = """CASE WHEN p.relation = 'Chủ hộ' THEN 1 WHEN p.relation LIKE '%ch%h%'
  THEN is_head(p.relation) ELSE 0 END"""
_MEMBERS = f"""coalesce((SELECT
    2 * min(((NOT {_THERE}) * 2000000 + (1 - {_IS_HEAD}) * 1000000 + p.ordinal) * 2
      + (p.sex IS 'female'))
    + max({_THERE} AND p.born >= :youth AND p.born < :next)
  FROM person p WHERE p.household_uid = h.uid), 0)"""
_GROUPS = {
    # Who is of no known group is in no group, as in the counts of the forms.
    "minority": "r.ethnic_group NOT IN ('', :kinh)",
    "no_labour_capacity": "coalesce(r.no_labour_capacity, h.no_labour_capacity) <> 0",
    "merit_person": "coalesce(r.merit_person, h.merit_person) <> 0",
    "woman_head": f"{_MEMBERS} & 2",
    "children": f"{_MEMBERS} & 1",
}
_OF_REVIEW = GROUPS[1:4]
_LISTED = f"{LAST_OF_YEAR} AND r.class IN ('poor', 'near_poor') AND {HERE}"
# A commune by its households; all of them by the reviews of the lists, or in the order of names.
_OF_COMMUNE = (
    "household h CROSS JOIN review r ON r.household_uid = h.uid AND h.commune_code = :commune"
)
_OF_LISTS = "review r CROSS JOIN household h ON h.uid = r.household_uid"
_BY_NAME = "household h INDEXED BY household_order CROSS JOIN review r ON r.household_uid = h.uid"
_CAUSES = msgspec.json.Decoder(tuple[str, ...])


def _args(db: Db, year: int) -> dict[str, Any]:
    """Values of the fragments above; teaches the connection what a head is called."""
    db.conn.create_function("is_head", 1, _is_head, deterministic=True)
    return {
        "year": year, "last": f"{year}-12-31", "youth": str(year - 15), "next": str(year + 1),
        "kinh": KINH,
    }  # fmt: skip


def _is_head(relation: str) -> bool:
    return Person(uid="", name="", relation=relation).is_head


# Counted -----------------------------------------------------------------------------------------
def counts(
    db: Db, year: int, *, by_village: bool, commune_code: str = ""
) -> dict[Unit, dict[str, dict[str, Pair]]]:
    """Per unit with complete reviews in the year its needs; with a `commune_code`, of that one only."""
    unit = "r.village" if by_village else "''"
    groups = ", ".join(_GROUPS[name] for name in _OF_REVIEW)
    rows = db.execute(
        "WITH r AS MATERIALIZED (SELECT r.household_uid, r.village, r.class, r.deprived,"
        "   r.answers -> '$.causes' AS causes, r.ethnic_group, r.no_labour_capacity, r.merit_person"
        f"  FROM {_OF_COMMUNE if commune_code else 'review r'} WHERE {_LISTED}"
        "   ORDER BY r.household_uid)"  # in the order of the members' index: no page is met twice
        f" SELECT h.commune_code, {unit}, r.class = 'near_poor', r.deprived, r.causes, {groups},"
        f" {_MEMBERS} FROM r CROSS JOIN household h ON h.uid = r.household_uid",
        _args(db, year) | {"commune": commune_code},
    )
    tallies: defaultdict[Unit, tuple[_Tally, _Tally]] = defaultdict(
        lambda: (defaultdict(int), defaultdict(int))
    )
    for commune, village, is_near, deprived, causes, *known in rows:
        tally, one = tallies[commune, village][is_near], _one(*known)
        for need in _needs(deprived, causes):
            tally[need] += one
    units = _reviewed(db, year, by_village=by_village, commune_code=commune_code)
    return {key: _nested(*tallies[key]) for key in units | tallies.keys()}


_Tally = defaultdict[str, int]
"""Households by need; one number holds those of all groups, side by side: adding it counts six at once."""
_BITS = 32  # of a number of households


def _nested(poor: _Tally, near: _Tally) -> dict[str, dict[str, Pair]]:
    made: dict[str, dict[str, Pair]] = {LISTED: {ALL: (0, 0)}}
    for need in poor.keys() | near.keys():
        pairs = zip(GROUPS, _apart(poor[need]), _apart(near[need]), strict=True)
        made[need] = {group: (a, b) for group, a, b in pairs if a or b}
    return made


def _apart(counted: int) -> list[int]:
    return [counted >> _BITS * place & (1 << _BITS) - 1 for place in range(len(GROUPS))]


@lru_cache(maxsize=65536)
def _needs(deprived: str, causes: str | None) -> tuple[str, ...]:
    why = {*_CAUSES.decode(causes)} if causes else ()
    return LISTED, *(f"deprived:{c}" for c in deprived.split()), *(f"cause:{c}" for c in why)


@cache
def _one(minority: int, no_labour: int, merit: int, members: int) -> int:
    """One household in each of its groups."""
    flags = (1, minority, no_labour, merit, members & 2, members & 1)
    return sum(1 << _BITS * place for place, holds in enumerate(flags) if holds)


def _reviewed(db: Db, year: int, *, by_village: bool, commune_code: str) -> set[Unit]:
    """Units with complete reviews in the year, those without anybody poor as well."""
    args = {"year": year, "commune": commune_code}
    if by_village:
        rows = db.execute(
            "SELECT DISTINCT h.commune_code, r.village FROM review r"
            " CROSS JOIN household h ON h.uid = r.household_uid"
            " WHERE r.year = :year AND r.kind IN ('periodic', 'in_year') AND r.state = 'complete'"
            " AND :commune IN ('', h.commune_code)",
            args,
        )
        return {(row[0], row[1]) for row in rows.fetchall()}
    rows = db.execute(
        f"SELECT c.code FROM ({COMMUNES}) c WHERE :commune IN ('', c.code)"
        " AND EXISTS (SELECT 1 FROM household h CROSS JOIN review r ON r.household_uid = h.uid"
        "   AND r.year = :year AND r.state = 'complete' WHERE h.commune_code = c.code)",
        args,
    )
    return {(row[0], "") for row in rows.fetchall()}


# Kept by an upper office -------------------------------------------------------------------------
_KEPT = msgspec.json.Decoder(dict[str, dict[str, Pair]])


def kept(db: Db, program: str, year: int) -> dict[str, Counts | None]:
    """What this program counted of a year and holds, by commune; None: it has no reviews.

    A row that is there holds: triggers (step 0015_counted_needs) take it away when anything it is
    counted of is written, whoever writes it.
    """
    rows = db.execute(
        "SELECT commune_code, content FROM counted_need WHERE program = ? AND year = ?",
        [program, year],
    )
    return {code: _KEPT.decode(text) if text else None for code, text in rows.fetchall()}


def keep(db: Db, program: str, year: int, found: Mapping[str, Counts | None]) -> None:
    """Keep what was just counted, in the transaction in which it was or with nothing written since."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO counted_need VALUES (?, ?, ?, ?)",
        (
            (code, year, program, msgspec.json.encode(one).decode() if one else "")
            for code, one in found.items()
        ),
    )


# By name -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whose names: a need and group of domain/planning, and a class, commune or village ("" all)."""

    year: int
    need: str
    group: str = ALL
    household_class: HouseholdClass | None = None
    commune_code: str = ""
    village: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A household in need: as the register has it now, class and village as of its review.

    `helped`: it has a measure of the plan year that follows, not a stopped one. `key` is its place;
    `deprived` are all its deprivations.
    """

    uid: str
    number: str
    head_name: str
    commune_code: str
    village: str
    household_class: HouseholdClass
    ethnic_group: str
    people: int
    helped: bool
    key: str
    deprived: tuple[str, ...] = ()


_COLUMNS = """h.uid, h.number, h.head_name, h.commune_code, r.village, r.class, r.ethnic_group,
  r.people, EXISTS (SELECT 1 FROM measure m WHERE m.household_uid = h.uid AND m.year = :year + 1
    AND m.state <> 'stopped'), h.head_key, r.deprived"""
FEW = 2000
"""Up to so many households are gathered and sorted; more are met soon enough in the order of names."""


def page(
    db: Db, wanted: Wanted, after: After | None = None, size: int = 200, *, among: int = 0
) -> list[Case]:
    """The next households in the order of names after a line already shown; `among`: how many there
    are in all, which says how to look for them."""
    where, args = _where(db, wanted)
    if after is not None:
        where += " AND (h.head_key, h.uid) > (:after_key, :after_uid)"
        args |= {"after_key": after[0], "after_uid": after[1]}
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM {_source(wanted, among)} WHERE {where}"
        " ORDER BY h.head_key, h.uid LIMIT :size",
        args | {"size": size},
    )
    return [_case(row) for row in rows.fetchall()]


def count(db: Db, wanted: Wanted) -> int:
    """How many households are wanted."""
    where, args = _where(db, wanted)
    sql = f"SELECT count(*) FROM {_source(wanted, 0)} WHERE {where}"
    return int(db.execute(sql, args).fetchone()[0])


def uids(db: Db, wanted: Wanted) -> tuple[str, ...]:
    """All of them, in the order of names."""
    where, args = _where(db, wanted)
    sql = f"SELECT h.uid FROM {_source(wanted, 0)} WHERE {where} ORDER BY h.head_key, h.uid"
    return tuple(row[0] for row in db.execute(sql, args).fetchall())


def _source(wanted: Wanted, among: int) -> str:
    if wanted.commune_code:
        return _OF_COMMUNE
    return _BY_NAME if among > FEW else _OF_LISTS


def _where(db: Db, wanted: Wanted) -> tuple[str, dict[str, Any]]:
    kind, _, code = wanted.need.partition(":")
    parts = [_LISTED]
    args = _args(db, wanted.year) | {"commune": wanted.commune_code}
    if kind == "deprived":
        parts.append("instr(' ' || r.deprived || ' ', :code) > 0")
        args["code"] = f" {code} "
    elif kind == "cause":
        parts.append("EXISTS (SELECT 1 FROM json_each(r.answers, '$.causes') WHERE value = :code)")
        args["code"] = code
    if wanted.group != ALL:
        parts.append(_GROUPS[wanted.group])
    if wanted.household_class is not None:
        parts.append("r.class = :class")
        args["class"] = wanted.household_class.value
    if wanted.village:
        parts.append("r.village = :village")
        args["village"] = wanted.village
    return " AND ".join(f"({part})" for part in parts), args


def _case(row: tuple[Any, ...]) -> Case:
    uid, number, head, commune, village, of, group, people, helped, key, deprived = row
    return Case(
        uid=uid, number=number, head_name=head, commune_code=commune, village=village,
        household_class=HouseholdClass(of), ethnic_group=group, people=people,
        helped=bool(helped), key=key, deprived=tuple(deprived.split()),
    )  # fmt: skip
