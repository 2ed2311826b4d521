"""Households as a plan year meets them: what last year's review found, whether they left, what is planned."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from desktop.store.connection import Db
from desktop.store.totals import HERE, LAST_OF_YEAR

_CAUSES = msgspec.json.Decoder(tuple[str, ...])
_LAST_BEFORE = re.sub(r"\br\.", "p.", LAST_OF_YEAR)
_HERE = HERE.replace("r.household_uid", "h.uid").replace(":last", "'9999'")
_LEFT = """(SELECT max(e.happened_on) FROM event e WHERE e.household_uid = h.uid
  AND e.kind IN ('moved_away', 'died_out', 'joined_another')
  AND NOT EXISTS (SELECT 1 FROM event b WHERE b.household_uid = h.uid
    AND b.kind IN ('moved_in', 'split_off') AND b.happened_on > e.happened_on))"""
_COLUMNS = f"""h.uid, h.number, h.head_name, h.commune_code, h.village, p.class, p.deprived,
  p.b2_points, p.answers -> '$.causes', {_LEFT},
  EXISTS (SELECT 1 FROM planned_escape s WHERE s.household_uid = h.uid AND s.year = :plan),
  EXISTS (SELECT 1 FROM measure m WHERE m.household_uid = h.uid AND m.year = :plan
    AND m.state <> 'stopped')"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A household for a plan year. `household_class`, `deprived` and `causes` are those of the review
    that decided its class at the end of the year before: "" and None where there was none, `deprived`
    None where it does not say. `gone_on`: the day it left for good."""

    uid: str
    number: str
    head_name: str
    commune_code: str
    village: str
    household_class: str
    deprived: frozenset[str] | None
    causes: frozenset[str]
    gone_on: datetime.date | None
    is_planned: bool
    is_helped: bool

    @property
    def is_listed(self) -> bool:
        """Poor or near-poor at the end of the year before."""
        return self.household_class in ("poor", "near_poor")


def homes(db: Db, uids: Sequence[str], plan_year: int) -> dict[str, Home]:
    """These households; unknown ones are missing."""
    found = _homes(
        db,
        "json_each(:uids) u CROSS JOIN household h ON h.uid = u.value"
        f" LEFT JOIN review p ON p.household_uid = h.uid AND {_LAST_BEFORE}",
        "1",
        plan_year,
        uids=msgspec.json.encode(list(uids)).decode(),
    )
    return {one.uid: one for one in found}


def listed(db: Db, plan_year: int, commune_code: str = "") -> list[Home]:
    """The households that were poor or near-poor at the end of the year before and are still here, by
    village and name."""
    of = "h.commune_code = :commune" if commune_code else "1"
    return _homes(
        db,
        f"household h CROSS JOIN review p ON p.household_uid = h.uid AND {_LAST_BEFORE}",
        f"{of} AND p.class IN ('poor', 'near_poor') AND {_HERE}"
        " ORDER BY h.commune_code, order_vi(h.village), h.head_key, h.uid",
        plan_year,
        **({"commune": commune_code} if commune_code else {}),
    )


def _homes(db: Db, tables: str, where: str, plan_year: int, **args: str) -> list[Home]:
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM {tables} WHERE {where}",
        {"plan": plan_year, "year": plan_year - 1, **args},
    )
    return [
        Home(
            uid=r[0],
            number=r[1],
            head_name=r[2],
            commune_code=r[3],
            village=r[4],
            household_class=r[5] or "",
            # A list that was read in may say points and no deprivations: then they are not known.
            deprived=frozenset(r[6].split()) if r[6] or r[7] == 0 else None,
            causes=frozenset(_CAUSES.decode(r[8])) if r[8] else frozenset(),
            gone_on=datetime.date.fromisoformat(r[9]) if r[9] else None,
            is_planned=bool(r[10]),
            is_helped=bool(r[11]),
        )
        for r in rows.fetchall()
    ]
