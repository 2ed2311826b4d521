"""A B1 point table as an office typed it from the circular: its records, and the standard it makes.

The program knows no point of B1: every number, word and source here was typed by the office.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import msgspec

from desktop.domain.unit import Area
from desktop.domain.vietnamese import fold, nfc
from desktop.rules.ranges import Range, range_of
from desktop.rules.standard import B1Item, B1Option, Key, Measure, Standard
from desktop.text import t

MOST_OPTIONS = 9
"""An answer is one digit on the keypad, 1 to 9."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointOption:
    """One answer: its digit ("" beyond nine), points by area (None: not typed), bounds (ranges.py)."""

    key: str
    label: str
    points: Mapping[Area, int | None]
    low: str = ""
    high: str = ""

    @property
    def range(self) -> Range:
        """The values of the measure that this answer stands for."""
        return range_of(self.low, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class PointItem:
    """One item. `number` as on the paper; `unit` is what its ranges count; `source` may be empty
    where that of the whole table holds."""

    number: str = ""
    label: str
    unit: str = ""
    source: str = ""
    options: tuple[PointOption, ...] = ()

    @property
    def measure(self) -> Measure:
        """What the unit stands for, where it is one that the sheet itself can count."""
        return _measures().get(fold(self.unit), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PointTable:
    """A whole table: for which areas, and (typed) of which region, on which standard it is put.

    `practice`: a table of a practice book, which never counts.
    """

    name: str = ""
    base: str
    source: str = ""
    areas: tuple[Area, ...]
    regions: Mapping[Area, str] = field(default_factory=dict)
    items: tuple[PointItem, ...] = ()
    practice: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of one area: smallest and largest total that a household can reach, and of all points."""

    smallest: int
    largest: int
    whole: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What a person compares with the paper: items, answers, sums by area."""

    items: int
    options: int
    totals: Mapping[Area, Totals]


def count(table: PointTable) -> Counts:
    """The counts of a table; points not typed yet count nothing."""
    return Counts(
        items=len(table.items),
        options=sum(len(i.options) for i in table.items),
        totals={area: _totals(table, area) for area in table.areas},
    )


def _totals(table: PointTable, area: Area) -> Totals:
    points = [[o.points.get(area) or 0 for o in i.options] or [0] for i in table.items]
    return Totals(
        smallest=sum(map(min, points)), largest=sum(map(max, points)), whole=sum(map(sum, points))
    )


def measure_units() -> tuple[str, ...]:
    """The units whose ranges let a standard propose the answer, as they are typed."""
    return (
        t("points-unit-members"),
        t("points-unit-dependants"),
        t("points-unit-area-per-person"),
    )


@cache
def _measures() -> Mapping[str, Measure]:
    known: tuple[Measure, ...] = ("members", "dependants", "area_per_person")
    return {fold(unit): measure for unit, measure in zip(measure_units(), known, strict=True)}


# The standard ------------------------------------------------------------------------------------
def standard_of(table: PointTable, base: Standard, *, standard_id: str, name: str) -> Standard:
    """The base with this table in it; the table has no blocking problem (point_checks.py)."""
    ids = _ids([i.label for i in table.items], "item")
    named = [f"{t(f'points-area-{a}')}: {r}" for a in table.areas if (r := table.regions.get(a))]
    source = t("points-standard-source", base=base.source, source="; ".join([table.source, *named]))
    return msgspec.structs.replace(
        base,
        id=standard_id,
        name=name,
        source=source,
        practice=base.practice or table.practice,
        b1_items=tuple(
            _item(i, item_id, table) for i, item_id in zip(table.items, ids, strict=True)
        ),
    )


def _item(item: PointItem, item_id: str, table: PointTable) -> B1Item:
    ids = _ids([o.label for o in item.options], "option")
    return B1Item(
        id=item_id,
        label=item.label,
        source=item.source or table.source,
        unit=item.unit,
        measure=item.measure,
        options=tuple(
            _option(option, option_id) for option, option_id in zip(item.options, ids, strict=True)
        ),
    )


def _option(option: PointOption, option_id: str) -> B1Option:
    return B1Option(
        key=msgspec.convert(option.key, Key),
        id=option_id,
        label=option.label,
        points={area: points for area, points in option.points.items() if points is not None},
        low=option.low,
        high=option.high,
    )


_NO_LETTERS = re.compile(r"[^a-z0-9]+")


def _ids(labels: list[str], word: str) -> list[str]:
    """An id for each label, made of its letters, so that a later version keeps it; none twice."""
    found: list[str] = []
    for label in labels:
        stem = _NO_LETTERS.sub("_", fold(nfc(label)))[:40].strip("_") or word
        made, number = stem, 1
        while made in found:
            number += 1
            made = f"{stem}_{number}"
        found.append(made)
    return found
