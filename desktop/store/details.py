"""Counts behind forms 7.4–7.10: deprivations, causes, ethnic groups and traits of listed households."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import msgspec

from desktop.domain.household import KINH
from desktop.domain.review import HouseholdClass
from desktop.domain.totals import ClassDetail, Pair
from desktop.store.connection import Db
from desktop.store.totals import HERE, Unit, reviewed

_COUNTS = defaultdict[str, int]
_PAIRS = defaultdict[str, list[int]]
_CAUSES = msgspec.json.Decoder(tuple[str, ...])


def _counts() -> _COUNTS:
    return defaultdict(int)


def _pairs() -> _PAIRS:
    return defaultdict(lambda: [0, 0])


@dataclass
class _Tally:
    deprived: _COUNTS = field(default_factory=_counts)
    causes: _COUNTS = field(default_factory=_counts)
    ethnic_groups: _COUNTS = field(default_factory=_counts)
    traits: _PAIRS = field(default_factory=_pairs)

    def add_trait(self, name: str, households: int, people: int) -> None:
        pair = self.traits[name]
        pair[0] += households
        pair[1] += people

    def detail(self) -> ClassDetail:
        traits = {name: _pair(pair) for name, pair in self.traits.items()}
        return ClassDetail(
            deprived=dict(self.deprived),
            causes=dict(self.causes),
            ethnic_groups=dict(self.ethnic_groups),
            **traits,
        )


def _pair(found: list[int]) -> Pair:
    return found[0], found[1]


def class_details(
    db: Db, year: int, *, by_village: bool, commune_code: str = ""
) -> dict[Unit, dict[HouseholdClass, ClassDetail]]:
    """Per unit the poor and the near-poor of a year, counted as `class_counts`, in one pass.

    With a `commune_code`, of that commune only. Group and traits are as of the review; a review
    that did not keep its traits has those of the household now.
    """
    unit = "r.village" if by_village else "''"
    rows = db.execute(
        f"SELECT h.commune_code, {unit}, r.class, r.deprived, r.answers -> '$.causes',"
        " r.ethnic_group, coalesce(r.no_labour_capacity, h.no_labour_capacity),"
        " coalesce(r.merit_person, h.merit_person), count(*), sum(r.people)"
        f" {reviewed(commune_code)}"
        " WHERE r.year = :year AND r.kind = 'periodic' AND r.state = 'complete'"
        f" AND r.class IN ('poor', 'near_poor') AND {HERE} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8",
        {"year": year, "last": f"{year}-12-31", "commune": commune_code},
    )
    found: defaultdict[tuple[str, str, str], _Tally] = defaultdict(_Tally)
    for commune, village, of, *counted in rows:
        _count(found[commune, village, of], *counted)
    details: defaultdict[Unit, dict[HouseholdClass, ClassDetail]] = defaultdict(dict)
    for (commune, village, of), tally in found.items():
        details[commune, village][HouseholdClass(of)] = tally.detail()
    return dict(details)


def _count(
    tally: _Tally, deprived: str, causes: str | None, group: str, no_labour: int, merit: int,
    households: int, people: int,
) -> None:  # fmt: skip
    for code in deprived.split():
        tally.deprived[code] += households
    for cause in set(_CAUSES.decode(causes)) if causes else ():
        tally.causes[cause] += households
    tally.ethnic_groups[group] += households
    # Who is of no known group is in no group, as in the counts of the overview.
    for name, holds in (
        ("minority", group not in ("", KINH)),
        ("no_labour_capacity", no_labour),
        ("merit_person", merit),
    ):
        if holds:
            tally.add_trait(name, households, people)


def common_groups(db: Db) -> tuple[str, ...]:
    """The ethnic groups of poor and near-poor households, Kinh aside, the most frequent first."""
    rows = db.execute(
        "SELECT ethnic_group, count(*) FROM review WHERE class IN ('poor', 'near_poor')"
        " AND state = 'complete' AND ethnic_group NOT IN ('', :kinh)"
        " GROUP BY 1 ORDER BY 2 DESC, 1",
        {"kinh": KINH},
    )
    return tuple(row[0] for row in rows.fetchall())
