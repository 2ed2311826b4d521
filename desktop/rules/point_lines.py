"""A point table while it is typed: lines of text, one per answer, and the table they are read as."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from desktop.domain.review import Finding, Severity
from desktop.domain.unit import Area
from desktop.domain.vietnamese import nfc
from desktop.rules.point_table import MOST_OPTIONS, PointItem, PointOption, PointTable
from desktop.rules.ranges import Side, read_bound, show_bound

Field = Literal["number", "label", "unit", "low", "high", "answer", "rural", "urban", "source"]
FIELDS: tuple[Field, ...] = (
    "number", "label", "unit", "low", "high", "answer", "rural", "urban", "source",
)  # fmt: skip
"""The columns, in the order of the workbook."""

_OF_ANSWER: tuple[Field, ...] = ("low", "high", "answer", "rural", "urban")
_SIDES: tuple[Side, ...] = ("low", "high")
_POINTS = re.compile(r"^[-−]?[0-9]{1,4}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One answer as typed; a blank name (or the same one) goes on with the item above."""

    number: str = ""
    label: str = ""
    unit: str = ""
    low: str = ""
    high: str = ""
    answer: str = ""
    rural: str = ""
    urban: str = ""
    source: str = ""

    def get(self, name: Field) -> str:
        """A cell, spaces tidied."""
        return nfc(str(getattr(self, name)))

    def put(self, name: Field, text: str) -> Line:
        """The same with another cell."""
        return replace(self, **{name: text})

    @property
    def is_blank(self) -> bool:
        """Whether nothing is typed."""
        return not any(self.get(name) for name in FIELDS)

    @property
    def is_answer(self) -> bool:
        """Whether it holds an answer; a line with a name alone stands above its answers."""
        return any(self.get(name) for name in _OF_ANSWER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The whole of what is typed. `base` is the id of the standard that the table is put on."""

    name: str = ""
    base: str
    source: str = ""
    areas: tuple[Area, ...]
    rural: str = ""
    urban: str = ""
    lines: tuple[Line, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no line says anything."""
        return all(line.is_blank for line in self.lines)


@dataclass(frozen=True, slots=True)
class Place:
    """Which item and which answer of it a line is, from 1; 0 where it is none."""

    item: int
    option: int


def places(lines: Sequence[Line]) -> list[Place]:
    """The place of every line."""
    found: list[Place] = []
    item = option = 0
    above = Line()
    for line in lines:
        if line.is_blank:
            found.append(Place(0, 0))
            continue
        if item == 0 or _begins(line, above):
            item, option = item + 1, 0
            above = line
        option += line.is_answer
        found.append(Place(item, option if line.is_answer else 0))
    return found


def _begins(line: Line, above: Line) -> bool:
    """Whether a line opens another item than the one that `above` opened."""
    own = (line.get("number"), line.get("label"))
    first = (above.get("number"), above.get("label"))
    return any(mine and mine != theirs for mine, theirs in zip(own, first, strict=True))


def table_of(draft: Draft, *, practice: bool = False) -> tuple[PointTable, list[Finding]]:
    """The table that the lines are read as, and what cannot be read (blocking)."""
    grouped: dict[int, list[tuple[Place, Line]]] = {}
    for place, line in zip(places(draft.lines), draft.lines, strict=True):
        if place.item:
            grouped.setdefault(place.item, []).append((place, line))
    unread = [
        finding
        for of_item in grouped.values()
        for place, line in of_item
        if place.option
        for finding in _unread(place, line, draft.areas)
    ]
    table = PointTable(
        name=nfc(draft.name),
        base=draft.base,
        source=nfc(draft.source),
        areas=draft.areas,
        regions={area: nfc(str(getattr(draft, area))) for area in draft.areas},
        items=tuple(_item([line for _, line in g], draft.areas) for g in grouped.values()),
        practice=practice,
    )
    return table, unread


def _item(lines: Sequence[Line], areas: Sequence[Area]) -> PointItem:
    answers = [line for line in lines if line.is_answer]
    return PointItem(
        number=_first(lines, "number"),
        label=_first(lines, "label"),
        unit=_first(lines, "unit"),
        source="; ".join(dict.fromkeys(s for line in lines if (s := line.get("source")))),
        options=tuple(_option(n, line, areas) for n, line in enumerate(answers, 1)),
    )


def _first(lines: Iterable[Line], name: Field) -> str:
    return next((text for line in lines if (text := line.get(name))), "")


def _option(number: int, line: Line, areas: Sequence[Area]) -> PointOption:
    return PointOption(
        key=str(number) if number <= MOST_OPTIONS else "",
        label=line.get("answer"),
        points={area: read_points(line.get(_field(area))) for area in areas},
        low=read_bound(line.get("low"), "low") or "",
        high=read_bound(line.get("high"), "high") or "",
    )


def _field(area: Area) -> Field:
    return "rural" if area is Area.RURAL else "urban"


def read_points(text: str) -> int | None:
    """Points as typed, None where blank or no whole number."""
    return int(text.replace("−", "-")) if _POINTS.match(text) else None


def _unread(place: Place, line: Line, areas: Sequence[Area]) -> Iterator[Finding]:
    where = f"option:{place.item}:{place.option}"
    for area in areas:
        name = _field(area)
        text = line.get(name)
        if text and read_points(text) is None:
            yield Finding(
                "points-unread", Severity.BLOCKING, f"{where}:{name}", {"text": text[:40]}
            )
    for side in _SIDES:
        text = line.get(side)
        if read_bound(text, side) is None:
            yield Finding(
                "points-range-unread", Severity.BLOCKING, f"{where}:{side}", {"text": text[:40]}
            )


# Back to lines -----------------------------------------------------------------------------------
def draft_of(table: PointTable) -> Draft:
    """A table as lines; read again they are the same table."""
    return Draft(
        name=table.name,
        base=table.base,
        source=table.source,
        areas=table.areas,
        rural=table.regions.get(Area.RURAL, ""),
        urban=table.regions.get(Area.URBAN, ""),
        lines=tuple(line for item in table.items for line in _lines(item)),
    )


def _lines(item: PointItem) -> Iterator[Line]:
    head = Line(number=item.number, label=item.label, unit=item.unit, source=item.source)
    if not item.options:
        yield head
    for number, option in enumerate(item.options):
        yield replace(
            Line() if number else head,
            low=show_bound(option.low),
            high=show_bound(option.high),
            answer=option.label,
            rural=_shown(option.points.get(Area.RURAL)),
            urban=_shown(option.points.get(Area.URBAN)),
        )


def _shown(points: int | None) -> str:
    return "" if points is None else str(points)


_ONCE: tuple[Field, ...] = ("number", "label", "unit", "source")


def tidied(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines without blank ones, and with what an item says once on its first line only."""
    kept = [line for line in lines if not line.is_blank]
    found: list[Line] = []
    above, item = Line(), 0
    for place, line in zip(places(kept), kept, strict=True):
        if place.item != item:
            above, item = line, place.item
            found.append(line)
            continue
        repeated = {name: "" for name in _ONCE if line.get(name) == above.get(name)}
        found.append(replace(line, **repeated))
    return tuple(found)
