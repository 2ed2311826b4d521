"""Counts behind forms 7.1 and 7.4–7.10: classes, and of the listed households what they lack, why, who."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import msgspec

from desktop.domain.household import KINH
from desktop.domain.review import HouseholdClass
from desktop.domain.totals import ClassDetail, Pair
from desktop.store.connection import Db
from desktop.store.totals import HERE, LAST_OF_YEAR, Unit, reviewed

_COUNTS = defaultdict[str, int]
_PAIRS = defaultdict[str, list[int]]
_CAUSES = msgspec.json.Decoder(tuple[str, ...])

_DETAILS = (
    "r.deprived", "r.answers -> '$.causes'", "r.ethnic_group",
    "coalesce(r.no_labour_capacity, h.no_labour_capacity)",
    "coalesce(r.merit_person, h.merit_person)",
)  # fmt: skip


def _counts() -> _COUNTS:
    return defaultdict(int)


def _pairs() -> _PAIRS:
    return defaultdict(lambda: [0, 0])


@dataclass(frozen=True, slots=True, kw_only=True)
class OfClass:
    """The households of one class in one unit, and what 7.4–7.10 tell apart of listed ones."""

    households: int = 0
    people: int = 0
    detail: ClassDetail = field(default_factory=ClassDetail)


@dataclass
class _Tally:
    households: int = 0
    people: int = 0
    deprived: _COUNTS = field(default_factory=_counts)
    causes: _COUNTS = field(default_factory=_counts)
    ethnic_groups: _COUNTS = field(default_factory=_counts)
    traits: _PAIRS = field(default_factory=_pairs)

    def add_trait(self, name: str, households: int, people: int) -> None:
        pair = self.traits[name]
        pair[0] += households
        pair[1] += people

    def of_class(self) -> OfClass:
        return OfClass(households=self.households, people=self.people, detail=self._detail())

    def _detail(self) -> ClassDetail:
        traits = {name: _pair(pair) for name, pair in self.traits.items()}
        return ClassDetail(
            deprived=dict(self.deprived),
            causes=dict(self.causes),
            ethnic_groups=dict(self.ethnic_groups),
            **traits,
        )


def _pair(found: list[int]) -> Pair:
    return found[0], found[1]


def classes(
    db: Db, year: int, *, by_village: bool, commune_code: str = ""
) -> dict[Unit, dict[HouseholdClass, OfClass]]:
    """Per unit the classes of a year, counted as `totals.class_counts`, with their details, in one pass.

    With a `commune_code`, of that commune only. Group and traits are as of the review; a review
    that did not keep its traits has those of the household now.
    """
    unit = "r.village" if by_village else "''"
    details = ", ".join(
        f"CASE WHEN r.class IN ('poor', 'near_poor') THEN {d} END" for d in _DETAILS
    )
    rows = db.execute(
        f"SELECT h.commune_code, {unit}, r.class, {details}, count(*), sum(r.people)"
        f" {reviewed(commune_code)}"
        f" WHERE {LAST_OF_YEAR} AND {HERE} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8",
        {"year": year, "last": f"{year}-12-31", "commune": commune_code},
    )
    found: defaultdict[tuple[str, str, str], _Tally] = defaultdict(_Tally)
    for commune, village, of, *counted in rows:
        _count(found[commune, village, of], *counted)
    made: defaultdict[Unit, dict[HouseholdClass, OfClass]] = defaultdict(dict)
    for (commune, village, of), tally in found.items():
        made[commune, village][HouseholdClass(of)] = tally.of_class()
    return dict(made)


def _count(
    tally: _Tally, deprived: str | None, causes: str | None, group: str, no_labour: int, merit: int,
    households: int, people: int,
) -> None:  # fmt: skip
    tally.households += households
    tally.people += people
    if deprived is None:  # on no list
        return
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
