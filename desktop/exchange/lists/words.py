"""The words by which lists are understood, held as data: column names and what stands in cells."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from desktop.domain.review import HouseholdClass
from desktop.domain.vietnamese import fold
from desktop.paths import resources
from desktop.text import t

_WORD = re.compile(r"[a-z0-9]+")
SEARCHED = 60
"""Lines from the top among which a head stands."""
_EXACT, _PARTS, _LOWER, _WITHIN = 1.0, 0.9, 0.95, 0.8


class Field(StrEnum):
    """What a column can mean; the values are the names in list_columns.toml and in lists.ftl."""

    ORDER = "order"
    HOUSEHOLD_NUMBER = "household-number"
    HEAD_NAME = "head-name"
    MEMBER_NAME = "member-name"
    PERSON_NAME = "person-name"
    RELATION = "relation"
    BIRTH = "birth"
    BIRTH_DAY = "birth-day"
    BIRTH_MONTH = "birth-month"
    BIRTH_YEAR = "birth-year"
    BIRTH_MALE = "birth-male"
    BIRTH_FEMALE = "birth-female"
    AGE = "age"
    SEX = "sex"
    SEX_MALE = "sex-male"
    SEX_FEMALE = "sex-female"
    CITIZEN_ID = "citizen-id"
    PROVINCE = "province"
    DISTRICT = "district"
    DISTRICT_CODE = "district-code"
    COMMUNE = "commune"
    COMMUNE_CODE = "commune-code"
    VILLAGE = "village"
    ADDRESS = "address"
    ETHNIC_GROUP = "ethnic-group"
    CLASS = "class"
    CLASS_POOR = "class-poor"
    CLASS_NEAR_POOR = "class-near-poor"
    CLASS_NOT_POOR = "class-not-poor"
    CLASS_AVERAGE = "class-average"
    DECISION_NO = "decision-no"
    DECISION_ON = "decision-on"
    B1 = "b1"
    B2 = "b2"
    MINORITY = "minority"
    LABOUR_CAPACITY = "labour-capacity"
    NO_LABOUR_CAPACITY = "no-labour-capacity"
    MERIT_PERSON = "merit-person"
    CAUSE = "cause"
    PEOPLE = "people"
    NOTE = "note"
    ERRORS = "errors"

    @property
    def label(self) -> str:
        """What the column is called on screen and in sentences."""
        return t(f"list-field-{self.value}")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Words without tones, case and signs: "Thôn/bản" → "thon ban"."""
    return " ".join(_WORD.findall(fold(text)))


@lru_cache(maxsize=65536)
def squeezed(text: str) -> str:
    """As `plain`, without spaces: "H'Mông" → "hmong"."""
    return "".join(_WORD.findall(fold(text)))


@dataclass(frozen=True, slots=True)
class Words:
    """All of list_columns.toml and the ethnic groups, ready to be asked."""

    exact: Mapping[str, Field | None]
    within: tuple[tuple[tuple[str, ...], Field | None], ...]
    classes: Mapping[str, HouseholdClass]
    males: frozenset[str]
    females: frozenset[str]
    heads: frozenset[str]
    not_issued: frozenset[str]
    no_id: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    totals: frozenset[str]
    footers: tuple[str, ...]
    sections: tuple[str, ...]
    ethnic_groups: Mapping[str, str]


@cache
def words() -> Words:
    """The data files, read once."""
    folder = resources() / "data"
    data = tomllib.loads((folder / "list_columns.toml").read_text(encoding="utf-8"))
    exact, within = _heads(data["fields"])
    return Words(
        exact=exact,
        within=within,
        classes={
            squeezed(word): HouseholdClass(name)
            for name, names in data["class"].items()
            for word in names
        },
        males=_set(data["sex"]["male"]),
        females=_set(data["sex"]["female"]),
        heads=_set(data["head"]["relations"]),
        not_issued=_set(data["id"]["not_issued"]),
        no_id=_set(data["id"]["blank"]),
        yes=_set(data["flag"]["yes"]),
        no=_set(data["flag"]["no"]),
        totals=frozenset(data["lines"]["total"]),
        footers=tuple(data["lines"]["footer"]),
        # The longest first; with tones, for "Bàn" is a surname and "Bản" a village.
        sections=tuple(sorted(data["lines"]["section"], key=len, reverse=True)),
        ethnic_groups=_ethnic_groups(),
    )


@lru_cache(maxsize=4096)
def meaning(title: str, lowest: str) -> tuple[Field | None, float]:
    """What a head (`plain`, with its lowest line) names and how surely, 0…1; None for a column that
    is known and not read, or (0) for one that is not known."""
    known = words()
    if title in known.exact:
        return known.exact[title], _EXACT
    found = next((e for e in known.within if _contains(title, e[0])), None)
    if found and len(found[0]) > 1:
        return found[1], _PARTS
    if lowest in known.exact:
        return known.exact[lowest], _LOWER
    return (found[1], _WITHIN) if found else (None, 0.0)


def _contains(title: str, parts: Sequence[str]) -> bool:
    rest = f" {title} "
    for part in parts:
        _, found, after = rest.partition(f" {part} ")
        if not found:
            return False
        rest = f" {after}"
    return True


def _set(names: Iterable[str]) -> frozenset[str]:
    return frozenset(squeezed(n) for n in names)


def _heads(
    fields: Mapping[str, Mapping[str, list[str]]],
) -> tuple[dict[str, Field | None], tuple[tuple[tuple[str, ...], Field | None], ...]]:
    exact: dict[str, Field | None] = {}
    within: list[tuple[tuple[str, ...], Field | None]] = []
    for name, group in fields.items():
        meaning = None if name == "ignored" else Field(name)
        exact |= dict.fromkeys(group.get("names", ()), meaning)
        within += [(tuple(w.split(" + ")), meaning) for w in group.get("within", ())]
    # The longest first, so that "ngay cap cccd" is asked before "cccd".
    within.sort(key=lambda entry: -sum(map(len, entry[0])))
    return exact, tuple(within)


def _ethnic_groups() -> dict[str, str]:
    folder = resources() / "data"
    with (folder / "ethnic_groups.csv").open(encoding="utf-8", newline="") as file:
        names = [line["name"] for line in csv.DictReader(file)]
    variants = tomllib.loads((folder / "ethnic_variants.toml").read_text(encoding="utf-8"))
    known = {squeezed(v): name for name, others in variants.items() for v in (name, *others)}
    return known | {squeezed(n): n for n in names}
