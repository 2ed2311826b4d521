"""One period's law as a frozen record, read strictly from a TOML pack; each number has its source."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal

import msgspec

from desktop.domain.unit import Area
from desktop.rules.ranges import HIGH_PATTERN, LOW_PATTERN, Range, range_of

Text = Annotated[str, msgspec.Meta(min_length=1)]
Count = Annotated[int, msgspec.Meta(ge=0)]
Key = Annotated[str, msgspec.Meta(pattern="^[1-9]$")]
Low = Annotated[str, msgspec.Meta(pattern=LOW_PATTERN)]
High = Annotated[str, msgspec.Meta(pattern=HIGH_PATTERN)]
# What an item of the B1 table can be measured by, from the roster and the facts of the sheet.
Measure = Literal["", "members", "dependants", "area_per_person"]
Derive = Literal[
    "",
    "employment",
    "dependants",
    "nutrition",
    "health_insurance",
    "adult_education",
    "child_schooling",
    "parts",
    "area_per_person",
    "answer",
]

# What each derivation needs to find in `params`: a pack without it is refused when it is read.
_PARAMS: Mapping[str, frozenset[str]] = {
    "employment": frozenset({"child_under"}),
    "dependants": frozenset({"child_under", "over_percent"}),
    "nutrition": frozenset({"child_under"}),
    "health_insurance": frozenset({"from_age"}),
    "adult_education": frozenset({"from_age", "adult_from", "to_age"}),
    "child_schooling": frozenset({"from_age", "primary_from", "lower_secondary_from", "under"}),
    "parts": frozenset({"at_least"}),
    "area_per_person": frozenset({"under_m2"}),
}
_MOST_PARTS = 9
_ONE_CHOICE = ("nutrition", "area_per_person", "answer")


class Limit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The limits of one area: B1 points, đồng per person and month; None where not known.

    A household is within the limit when its B1 total is at most `b1_points`. The average living
    standard lies above `income_vnd` and reaches up to `average_living_standard_vnd`.
    """

    b1_points: Count | None = None
    b1_source: str = ""
    income_vnd: Count | None = None
    income_source: str = ""
    average_living_standard_vnd: Count | None = None
    average_living_standard_source: str = ""


class Option(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer to a choice, with its digit on the keypad. `seen` False: named from memory."""

    key: Key
    id: Text
    label: Text
    deprived: bool = False
    seen: bool = True


class Choice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One fact of sheet B: keyed under `id`. Without options it is a number in `unit`."""

    id: Text
    label: Text
    unit: str = ""
    options: tuple[Option, ...] = ()

    def option(self, answer: str | None) -> Option | None:
        """The option of this answer, None if there is none."""
        return next((o for o in self.options if o.id == answer), None)


class Deprivation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One indicator of B2: its points and how it can be proposed.

    `rule` says in our words when a household is deprived (no quotation). `seen` False: the rule or
    its parts are from memory and were not compared with the decree. `derive` names a derivation of
    rules/derive.py, `params` are its numbers (ages in full years, m², per cent, parts).
    """

    code: Text
    number: Count
    name: Text
    points: Count
    source: Text
    rule: Text
    seen: bool = True
    derive: Derive = ""
    params: dict[str, int] = {}
    choices: tuple[Choice, ...] = ()


class B1Option(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer to an item of the B1 table, with its points in each area that the table is for.

    `low` and `high` bound the item's measure where the table says so (rules/ranges.py).
    """

    key: Key
    id: Text
    label: Text
    points: dict[Area, int]
    low: Low = ""
    high: High = ""

    @property
    def range(self) -> Range:
        """The values of the measure that this answer stands for."""
        return range_of(self.low, self.high)


class B1Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One item of the B1 table; `unit` and `measure` say what its ranges count, if it has any."""

    id: Text
    label: Text
    source: Text
    unit: str = ""
    measure: Measure = ""
    options: Annotated[tuple[B1Option, ...], msgspec.Meta(min_length=1)]

    def option(self, answer: str | None) -> B1Option | None:
        """The option of this answer, None if there is none."""
        return next((o for o in self.options if o.id == answer), None)


class Cause(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A cause of poverty, as form 7.10 counts them."""

    key: Key
    code: Text
    label: Text


class SheetARule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sheet A: how many marks it has; with fewer than `listed_below` of them sheet B follows."""

    marks: Annotated[int, msgspec.Meta(ge=1, le=9)]
    listed_below: Count
    source: Text


class Standard(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One period's law. `missing` says in Vietnamese what is not known: no round opens with it.

    Poor: B1 within the limit of the area and B2 of `b2_poor` points or more, which stand for
    `poor_deprivations` deprivations. An empty `b1_items` means that the B1 total is keyed from the
    paper sheet. `practice` packs are never in force. `period` is what people call it by
    ("2022–2025"), which its last day need not show. Without `sheet_a` the office decides by itself.
    """

    id: Text
    name: Text
    in_force_from: datetime.date
    in_force_to: datetime.date
    source: Text
    practice: bool = False
    missing: tuple[Text, ...] = ()
    poor_deprivations: Count
    poor_deprivations_source: Text
    b2_poor: Count | None = None
    b2_source: str = ""
    limits: dict[Area, Limit]
    deprivations: tuple[Deprivation, ...] = ()
    b1_items: tuple[B1Item, ...] = ()
    causes: tuple[Cause, ...] = ()
    causes_source: str = ""
    sheet_a: SheetARule | None = None
    period: str = ""

    def deprivation(self, code: str) -> Deprivation | None:
        """The deprivation of this code, None if the standard has none."""
        return next((d for d in self.deprivations if d.code == code), None)

    @property
    def b1_areas(self) -> frozenset[Area]:
        """The areas that the B1 table has points for; in the others the total is keyed."""
        return frozenset(self.b1_items[0].options[0].points) if self.b1_items else frozenset()

    def fits(self, area: Area) -> bool:
        """Whether sheets of the area can be scored: its table is here, or no area has one."""
        return not self.b1_items or area in self.b1_areas


def parse_standard(raw: bytes) -> Standard:
    """Read a pack (TOML bytes); ValueError names the place in the pack that is wrong."""
    # The reader of TOML takes minutes over a name of many thousand parts; no name here has any.
    if any(_key(line).count(b".") > _MOST_PARTS for line in raw.split(b"\n")):
        raise ValueError("standard pack: a name of too many parts")
    try:
        standard = msgspec.toml.decode(raw, type=Standard)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise ValueError(f"standard pack: {error}") from error
    if problem := next(_problems(standard), None):
        raise ValueError(f"standard pack: {problem}")
    return standard


def _key(line: bytes) -> bytes:
    key, equals, _ = line.partition(b"=")
    return key if equals else b""


def standard_in_force(standards: Iterable[Standard], year: int) -> Standard | None:
    """The standard in force in a year, None if there is none; practice packs never are."""
    return next(
        (
            s
            for s in standards
            if not s.practice and s.in_force_from.year <= year <= s.in_force_to.year
        ),
        None,
    )


# What the shape alone cannot say -----------------------------------------------------------------
def _problems(standard: Standard) -> Iterator[str]:
    if standard.in_force_from > standard.in_force_to:
        yield "$.in_force_to is before $.in_force_from"
    if standard.b2_poor is not None and not standard.b2_source:
        yield "$.b2_source is missing"
    if standard.causes and not standard.causes_source:
        yield "$.causes_source is missing"
    yield from _limit_problems(standard)
    yield from _deprivation_problems(standard.deprivations)
    yield from _b1_problems(standard.b1_items)
    yield from _twice("$.causes", (c.code for c in standard.causes))
    yield from _twice("$.causes", (c.key for c in standard.causes))
    if not standard.missing:
        yield from _gaps(standard)


def _limit_problems(standard: Standard) -> Iterator[str]:
    for area in Area:
        limit = standard.limits.get(area)
        if limit is None:
            yield f"$.limits.{area} is missing"
            continue
        for name, value, source in (
            ("b1", limit.b1_points, limit.b1_source),
            ("income", limit.income_vnd, limit.income_source),
            (
                "average_living_standard",
                limit.average_living_standard_vnd,
                limit.average_living_standard_source,
            ),
        ):
            if value is not None and not source:
                yield f"$.limits.{area}.{name}_source is missing"


def _deprivation_problems(deprivations: tuple[Deprivation, ...]) -> Iterator[str]:
    yield from _twice("$.deprivations", (d.code for d in deprivations))
    yield from _twice(
        "$.deprivations[...].choices", (c.id for d in deprivations for c in d.choices)
    )
    for i, deprivation in enumerate(deprivations):
        where = f"$.deprivations[{i}]"
        if deprivation.number != i + 1:
            yield f"{where}.number should be {i + 1}"
        needed = _PARAMS.get(deprivation.derive, frozenset())
        if deprivation.params.keys() != needed:
            yield f"{where}.params should hold {sorted(needed)}"
        yield from _choice_problems(where, deprivation)


def _choice_problems(where: str, deprivation: Deprivation) -> Iterator[str]:
    if deprivation.derive in _ONE_CHOICE and len(deprivation.choices) != 1:
        yield f"{where}.choices should hold one fact"
    if deprivation.derive == "parts" and not deprivation.choices:
        yield f"{where}.choices is empty"
    for j, choice in enumerate(deprivation.choices):
        yield from _twice(f"{where}.choices[{j}].options", (o.id for o in choice.options))
        yield from _twice(f"{where}.choices[{j}].options", (o.key for o in choice.options))
        if bool(choice.options) == (deprivation.derive == "area_per_person"):
            yield f"{where}.choices[{j}].options do not fit {deprivation.derive!r}"


def _b1_problems(items: tuple[B1Item, ...]) -> Iterator[str]:
    yield from _twice("$.b1_items", (i.id for i in items))
    areas = items[0].options[0].points.keys() if items else ()
    for i, item in enumerate(items):
        yield from _twice(f"$.b1_items[{i}].options", (o.id for o in item.options))
        yield from _twice(f"$.b1_items[{i}].options", (o.key for o in item.options))
        if not areas or any(o.points.keys() != areas for o in item.options):
            yield f"$.b1_items[{i}].options: points of the same areas are needed"


def _gaps(standard: Standard) -> Iterator[str]:
    """A pack that says nothing is missing must be able to score."""
    if standard.b2_poor is None:
        yield "$.b2_poor is missing"
    for area in Area:
        if standard.limits[area].b1_points is None:
            yield f"$.limits.{area}.b1_points is missing"
    if not standard.deprivations:
        yield "$.deprivations is empty"
    if not standard.causes:
        yield "$.causes is empty"


def _twice(where: str, values: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            yield f"{where}: {value!r} stands there twice"
        seen.add(value)
