"""What is wrong with a point table before it may count points; found, named, never mended.

`where` names the place: "table:<field>", "item:<i>:<field>", "option:<i>:<j>:<field>", counted
from 1. A blocking finding stands against making a standard of the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from desktop.domain.review import Finding, Severity
from desktop.domain.unit import Area
from desktop.domain.vietnamese import fold, show_number
from desktop.rules.point_lines import Draft, table_of
from desktop.rules.point_table import (
    MOST_OPTIONS,
    Counts,
    PointItem,
    PointOption,
    PointTable,
    count,
)
from desktop.rules.ranges import Range, clashes, show_bound
from desktop.rules.standard import Standard
from desktop.text import t

_ORDER = (Severity.BLOCKING, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class Looked:
    """A draft read: its table, all that is wrong, the counts to compare with the paper."""

    table: PointTable
    findings: tuple[Finding, ...]
    counts: Counts

    @property
    def blocking(self) -> int:
        """How many findings stand against making a standard."""
        return sum(f.severity is Severity.BLOCKING for f in self.findings)


def look(
    draft: Draft, standard: Standard, *, practice: bool = False, area: Area | None = None
) -> Looked:
    """Read a draft and check it against the standard that it is to be put on.

    `area` is that of the office, which must have points; None above the commune.
    """
    table, unread = table_of(draft, practice=practice)
    places = {f.where for f in unread}
    # What cannot be read is told as that, not as missing too.
    found = [*unread, *(f for f in problems(table, standard) if f.where not in places)]
    if area is not None and table.areas and area not in table.areas:
        named = _area(area)
        found.append(_blocking("points-not-for-us", "table:areas", area=named))
    found.sort(key=_order)
    return Looked(table, tuple(found), count(table))


def problems(table: PointTable, standard: Standard) -> list[Finding]:
    """All that is wrong with a table, blocking findings first, then in the order of the table."""
    case = _Case(table, standard)
    return sorted((finding for check in _CHECKS for finding in check(case)), key=_order)


def _order(finding: Finding) -> tuple[int, int, int]:
    """What blocks first; the facts of the table, then its lines from top to bottom."""
    numbers = [int(part) for part in finding.where.split(":") if part.isdigit()]
    item, option = [*numbers, 0, 0][:2]
    return _ORDER.index(finding.severity), item, option


@dataclass(frozen=True, slots=True)
class _Case:
    table: PointTable
    standard: Standard

    @property
    def items(self) -> Iterator[tuple[int, PointItem]]:
        """Items with their number, from 1."""
        return enumerate(self.table.items, 1)

    @property
    def options(self) -> Iterator[tuple[str, PointItem, PointOption]]:
        """Answers with their place."""
        for i, item in self.items:
            for j, option in enumerate(item.options, 1):
                yield f"option:{i}:{j}", item, option


def _area(area: Area) -> str:
    return t(f"points-area-{area}").lower()


def _blocking(code: str, where: str, **details: object) -> Finding:
    return Finding(code, Severity.BLOCKING, where, details)


def _warning(code: str, where: str, **details: object) -> Finding:
    return Finding(code, Severity.WARNING, where, details)


# The table ---------------------------------------------------------------------------------------
def _head(case: _Case) -> Iterator[Finding]:
    table = case.table
    if not table.name:
        yield _blocking("points-name-missing", "table:name")
    if not table.source:
        yield _blocking("points-source-missing", "table:source")
    if not table.areas:
        yield _blocking("points-no-area", "table:areas")
    for area in table.areas:
        if not table.regions.get(area):
            yield _warning("points-region-missing", f"table:{area}", area=_area(area))
    if not table.items:
        yield _blocking("points-no-items", "table:items")


def _base(case: _Case) -> Iterator[Finding]:
    if case.standard.missing:
        missing = "; ".join(case.standard.missing)
        yield _blocking(
            "points-base-incomplete", "table:base", standard=case.standard.name, missing=missing
        )
    if case.standard.practice and not case.table.practice:
        yield _blocking("points-base-practice", "table:base", standard=case.standard.name)


# Items and answers -------------------------------------------------------------------------------
def _names(case: _Case) -> Iterator[Finding]:
    yield from _twice(
        "points-item-twice", ((f"item:{i}:label", item.label) for i, item in case.items)
    )
    for i, item in case.items:
        if not item.label:
            yield _blocking("points-item-unnamed", f"item:{i}:label", item=i)
        for j, option in enumerate(item.options, 1):
            if not option.label:
                yield _blocking(
                    "points-answer-missing", f"option:{i}:{j}:answer", item=_named(i, item), row=j
                )
        labels = ((f"option:{i}:{j}:answer", o.label) for j, o in enumerate(item.options, 1))
        yield from _twice("points-answer-twice", labels, item=_named(i, item))
        keys = ((f"option:{i}:{j}:answer", o.key) for j, o in enumerate(item.options, 1))
        yield from _twice("points-key-twice", keys, item=_named(i, item))


def _twice(code: str, labels: Iterable[tuple[str, str]], **details: object) -> Iterator[Finding]:
    seen: set[str] = set()
    for where, label in labels:
        # Case and spaces do not tell two answers apart, tones do.
        key = label.casefold()
        if label and key in seen:
            yield _blocking(code, where, label=label, **details)
        seen.add(key)


def _named(number: int, item: PointItem) -> str:
    return item.label or str(number)


def _sizes(case: _Case) -> Iterator[Finding]:
    for i, item in case.items:
        where, options = f"item:{i}:label", len(item.options)
        if not options:
            yield _blocking("points-no-answers", where, item=_named(i, item))
        elif options > MOST_OPTIONS:
            yield _blocking(
                "points-too-many", f"option:{i}:{MOST_OPTIONS + 1}:answer",
                item=_named(i, item), count=options, most=MOST_OPTIONS,
            )  # fmt: skip
        elif options == 1:
            yield _warning("points-one-answer", where, item=_named(i, item))


def _points(case: _Case) -> Iterator[Finding]:
    for where, item, option in case.options:
        for area in case.table.areas:
            points = option.points.get(area)
            place, named = f"{where}:{area}", _area(area)
            if points is None:
                yield _blocking(
                    "points-missing", place, item=item.label, answer=option.label, area=named
                )
            elif points < 0:
                yield _warning(
                    "points-negative", place,
                    item=item.label, answer=option.label, points=show_number(points),
                )  # fmt: skip


def _same_points(case: _Case) -> Iterator[Finding]:
    """An item that never changes the sum: often one number copied down."""
    for i, item in case.items:
        for area in case.table.areas:
            points = {o.points.get(area) for o in item.options}
            if len(item.options) > 1 and len(points) == 1 and None not in points:
                yield _warning(
                    "points-all-same", f"option:{i}:1:{area}",
                    item=_named(i, item), area=_area(area),
                )  # fmt: skip


def _areas_same(case: _Case) -> Iterator[Finding]:
    """One area's numbers pasted into the other."""
    pairs = [(o.points.get(Area.RURAL), o.points.get(Area.URBAN)) for _, _, o in case.options]
    is_told = len(case.table.areas) > 1 and any(a is not None for a, _ in pairs)
    if is_told and all(a == b for a, b in pairs):
        yield _warning("points-areas-same", "table:areas", count=len(pairs))


# Ranges ------------------------------------------------------------------------------------------
def _ranges(case: _Case) -> Iterator[Finding]:
    for i, item in case.items:
        bounded = [(j, o.range) for j, o in enumerate(item.options, 1) if o.range.is_bounded]
        if not bounded:
            continue
        if not item.unit:
            yield _warning("points-unit-missing", f"item:{i}:unit", item=_named(i, item))
        for j, option in enumerate(item.options, 1):
            where = f"option:{i}:{j}:low"
            if not option.range.is_bounded:
                yield _warning("points-range-missing", where, answer=option.label)
            elif option.range.is_empty:
                yield _blocking(
                    "points-range-empty", where,
                    answer=option.label, low=show_bound(option.low), high=show_bound(option.high),
                )  # fmt: skip
        yield from _clashes(i, item)
        yield from _ends(i, item, bounded)


def _clashes(i: int, item: PointItem) -> Iterator[Finding]:
    for clash in clashes([o.range for o in item.options]):
        first, second = item.options[clash.first], item.options[clash.second]
        where = f"option:{i}:{clash.second + 1}:low"
        code = f"points-range-{clash.kind}"
        yield _blocking(code, where, first=first.label, second=second.label)


def _ends(i: int, item: PointItem, bounded: list[tuple[int, Range]]) -> Iterator[Finding]:
    """Values below the first range or beyond the last that no answer is for."""
    least = 1 if item.measure == "members" else 0
    lows = [(r.low, j) for j, r in bounded if r.low is not None]
    highs = [(r.high, j) for j, r in bounded if r.high is not None]
    if len(lows) == len(bounded) and min(lows)[0] > least:
        yield _warning("points-range-below", f"option:{i}:{min(lows)[1]}:low", item=_named(i, item))
    if len(highs) == len(bounded):
        at = max(highs)[1]
        yield _warning("points-range-above", f"option:{i}:{at}:high", item=_named(i, item))


# Sums --------------------------------------------------------------------------------------------
def _reach(case: _Case) -> Iterator[Finding]:
    """A table under which every household falls on one side of the limit decides nothing."""
    counts = count(case.table)
    if not counts.options or _has_open_points(case):
        return
    for area, totals in counts.totals.items():
        limit = case.standard.limits[area].b1_points
        details = {"area": t(f"points-area-{area}"), "limit": limit or 0}
        if limit is not None and totals.smallest > limit:
            yield _blocking(
                "points-poor-unreachable", f"table:{area}", points=totals.smallest, **details
            )
        if limit is not None and totals.largest <= limit:
            yield _blocking(
                "points-not-poor-unreachable", f"table:{area}", points=totals.largest, **details
            )


def _has_open_points(case: _Case) -> bool:
    return any(o.points.get(a) is None for _, _, o in case.options for a in case.table.areas)


def _practice_words(case: _Case) -> Iterator[Finding]:
    """Invented points of the practice pack have no place in a real book."""
    if case.table.practice:
        return
    mark = fold(t("points-practice-mark"))
    texts = [("table:name", case.table.name), ("table:source", case.table.source)]
    for i, item in case.items:
        texts += [(f"item:{i}:label", item.label), (f"item:{i}:source", item.source)]
    texts += [(f"{where}:answer", option.label) for where, _, option in case.options]
    marked = [where for where, text in texts if mark in fold(text)]
    if marked:
        yield _blocking("points-practice-words", marked[0], count=len(marked))


_CHECKS: tuple[Callable[[_Case], Iterator[Finding]], ...] = (
    _base,
    _head,
    _practice_words,
    _names,
    _sizes,
    _points,
    _ranges,
    _reach,
    _areas_same,
    _same_points,
)
