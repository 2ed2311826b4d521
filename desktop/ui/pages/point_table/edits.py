"""Steps of typing a point table, without a window: where Enter goes, rows in and out, pasting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.unit import Area
from desktop.rules.point_lines import FIELDS, Field, Line, Place, places

Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of the grid."""

    row: int
    field: Field


def shown_fields(areas: Sequence[Area]) -> tuple[Field, ...]:
    """The columns in sight: no points of an area that the table is not for."""
    return tuple(f for f in FIELDS if f not in tuple(Area) or f in areas)


def trimmed(lines: Sequence[Line]) -> Lines:
    """Without blank lines at the end."""
    kept = list(lines)
    while kept and kept[-1].is_blank:
        kept.pop()
    return tuple(kept)


def put(lines: Lines, spot: Spot, text: str) -> Lines:
    """The lines with a cell changed; a row beyond the end is made."""
    made = [*lines, *(Line() for _ in range(spot.row + 1 - len(lines)))]
    made[spot.row] = made[spot.row].put(spot.field, text)
    return trimmed(made)


def insert_row(lines: Lines, row: int) -> Lines:
    """A blank line before this row."""
    return (*lines[:row], Line(), *lines[row:])


def delete_row(lines: Lines, row: int) -> Lines:
    """Without this row; what names its item moves down to the next answer of the item."""
    if row >= len(lines):
        return lines
    found = places(lines)
    gone, rest = lines[row], list(lines[row + 1 :])
    goes_on = rest and found[row].item and found[row].item == found[row + 1].item
    if goes_on and gone.label:
        first = rest[0]
        for name in ("number", "label", "unit", "source"):
            if not getattr(first, name):
                first = first.put(name, getattr(gone, name))
        rest[0] = first
    return trimmed([*lines[:row], *rest])


def paste(lines: Lines, spot: Spot, text: str, areas: Sequence[Area]) -> Lines:
    """A block of cells from a spreadsheet, put in from this cell on; what lies beyond is left out."""
    fields = shown_fields(areas)
    start = fields.index(spot.field)
    for down, row in enumerate(text.replace("\r\n", "\n").rstrip("\n").split("\n")):
        for beside, cell in enumerate(row.split("\t")):
            if start + beside < len(fields):
                lines = put(lines, Spot(spot.row + down, fields[start + beside]), _bare(cell))
    return lines


def _bare(cell: str) -> str:
    """A cell without the quotes that Excel puts around line breaks."""
    bare = cell.strip()
    if len(bare) > 1 and bare[0] == bare[-1] == '"':
        bare = bare[1:-1].replace('""', '"')
    return " ".join(bare.split())


# Enter -------------------------------------------------------------------------------------------
_FORWARD: dict[Field, Field] = {"number": "label", "label": "unit", "low": "high", "high": "answer"}


def after_enter(lines: Lines, spot: Spot, areas: Sequence[Area]) -> Spot:
    """The cell that is typed next: what an item does not have is passed over.

    A blank answer begins the next item, the last points of a row the next answer.
    """
    row, field = spot.row, spot.field
    line = lines[row] if row < len(lines) else Line()
    points = [f for f in shown_fields(areas) if f in tuple(Area)]
    if field in _FORWARD:
        return Spot(row, _FORWARD[field])
    if field == "unit":
        return Spot(row, _first_of_answer(lines, row))
    if field == "answer" and not line.get("answer") and not line.get("label"):
        return Spot(row, "label")
    following = (["answer", *points, None]) if field != "source" else ["source", None]
    at = following.index(field)
    nearby = following[at + 1]
    if nearby is not None:
        return Spot(row, nearby)  # type: ignore[arg-type]  # one of FIELDS
    return Spot(row + 1, _first_of_answer(lines, row))


def _first_of_answer(lines: Lines, row: int) -> Field:
    """Where an answer begins: at its range, if the item is measured."""
    return "low" if unit_at(lines, row) else "answer"


def unit_at(lines: Lines, row: int) -> str:
    """The unit of the item that a row belongs to, "" where it has none."""
    found = places(lines)
    item = next((p.item for p in reversed(found[: row + 1]) if p.item), 0)
    same = (line for line, p in zip(lines, found, strict=True) if p.item == item and item)
    return next((unit for line in same if (unit := line.get("unit"))), "")


def after_shift_enter(spot: Spot, areas: Sequence[Area]) -> Spot:
    """The cell before, in the order of the columns."""
    fields = shown_fields(areas)
    at = fields.index(spot.field)
    if at > 0:
        return Spot(spot.row, fields[at - 1])
    return Spot(max(spot.row - 1, 0), fields[-1] if spot.row else fields[0])


# Findings ----------------------------------------------------------------------------------------
def spot_of(where: str, lines: Lines) -> Spot | None:
    """The cell that a finding means, None for the facts of the table."""
    kind, *rest = where.split(":")
    if kind == "table":
        return None
    place = Place(int(rest[0]), int(rest[1]) if kind == "option" else 0)
    found = places(lines)
    rows = [n for n, p in enumerate(found) if p.item == place.item]
    row = next((n for n in rows if found[n].option == place.option), rows[0] if rows else None)
    if kind == "item" and rows:
        row = rows[0]
    field = next(f for f in FIELDS if f == rest[-1])
    return None if row is None else Spot(row, field)
