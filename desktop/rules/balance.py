"""Forms 7.2 and 7.3: how households and people moved in a year, so that both close and agree."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.domain.review import HouseholdClass
from desktop.domain.totals import EMPTY_FLOW, Flow, FlowCell

_LISTED = (HouseholdClass.POOR, HouseholdClass.NEAR_POOR)
_Moves = list[tuple[int, int, int]]  # column, households, persons


def flow(cells: Iterable[FlowCell], of: HouseholdClass) -> Flow:
    """Columns 1–9 of form 7.2 (`of` poor) or 7.3 (near poor), households and persons.

    Who was listed at start and grew or shrank counts the difference in column 8 or 4 of the form
    where it started, then moves at its end size; who is gone leaves at its start size; who is new
    on a list comes at its end size (law.md §7). A cell of `open_cells` counts at start and end
    only: as it has no move, the form does not close and shows the fault instead of hiding it.
    """
    total = EMPTY_FLOW
    for cell in cells:
        total += _columns(_start_and_end(cell, of) + ([] if is_open(cell) else _moves(cell, of)))
    return total


def open_cells(cells: Iterable[FlowCell]) -> list[FlowCell]:
    """The cells that break the balance.

    Listed at start, neither left nor with a complete review of the year · listed at start, with a
    complete review that has no class · left in the year, yet listed at end · listed at end without
    a complete review.
    """
    return [cell for cell in cells if is_open(cell)]


def is_open(cell: FlowCell) -> bool:
    """Whether the households of a cell still need a review or an event (see `open_cells`)."""
    if _listed(cell.end):
        return cell.left or not cell.reviewed
    if not _listed(cell.start) or cell.left:
        return False
    return cell.end is None or not cell.reviewed


def _listed(household_class: HouseholdClass | None) -> bool:
    return household_class in _LISTED


def _start_and_end(cell: FlowCell, of: HouseholdClass) -> _Moves:
    start = [(1, cell.households, cell.start_people)] if cell.start == of else []
    end = [(9, cell.households, cell.end_people)] if cell.end == of else []
    return start + end


def _moves(cell: FlowCell, of: HouseholdClass) -> _Moves:
    if cell.start == of:
        return _out_of(cell)
    return _into(cell) if cell.end == of else []


def _out_of(cell: FlowCell) -> _Moves:
    """Columns 2, 3, 4 and 8 for households that started in this form."""
    if cell.left:
        return [(4, cell.households, cell.start_people)]
    size = [(8, 0, cell.grew), (4, 0, cell.shrank)]
    if cell.start == cell.end:
        return size
    # Column 2 of 7.2 is "became near-poor", of 7.3 "escaped"; column 3 is the other way round.
    was_poor, still_listed = cell.start == HouseholdClass.POOR, _listed(cell.end)
    return [*size, (2 if was_poor == still_listed else 3, cell.households, cell.end_people)]


def _into(cell: FlowCell) -> _Moves:
    """Columns 5 to 8 for households that ended in this form and did not start in it."""
    if _listed(cell.start):
        column = 5
    elif cell.arrived:
        column = 8
    else:
        was_here = cell.was_poor if cell.end == HouseholdClass.POOR else cell.was_near_poor
        column = 6 if was_here else 7
    return [(column, cell.households, cell.end_people)]


def _columns(moves: _Moves) -> Flow:
    households, people = [0] * 9, [0] * 9
    for column, count, persons in moves:
        households[column - 1] += count
        people[column - 1] += persons
    return Flow(households=tuple(households), people=tuple(people))
