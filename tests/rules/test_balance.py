"""Forms 7.2 and 7.3 close and agree, whatever happened to the households of a year."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.review import HouseholdClass
from desktop.domain.totals import FlowCell
from desktop.rules.balance import flow, open_cells

POOR, NEAR, NOT = HouseholdClass.POOR, HouseholdClass.NEAR_POOR, HouseholdClass.NOT_POOR
AVERAGE = HouseholdClass.AVERAGE_LIVING_STANDARD


def cell(
    start: HouseholdClass | None,
    end: HouseholdClass | None,
    start_people: int = 4,
    end_people: int = 4,
    **more: bool,
) -> FlowCell:
    """One household."""
    return FlowCell(
        start=start,
        end=end,
        households=1,
        start_people=start_people,
        end_people=end_people,
        grew=max(end_people - start_people, 0),
        shrank=max(start_people - end_people, 0),
        **{"reviewed": end is not None} | more,
    )


def moved(one: FlowCell, of: HouseholdClass) -> dict[int, tuple[int, int]]:
    """Columns that are not empty: (households, people)."""
    made = flow([one], of)
    pairs = enumerate(zip(made.households, made.people, strict=True), 1)
    return {column: pair for column, pair in pairs if any(pair)}


def test_the_example_of_the_rule() -> None:
    grown = cell(POOR, NEAR, 4, 5)
    assert moved(grown, POOR) == {1: (1, 4), 2: (1, 5), 8: (0, 1)}
    assert moved(grown, NEAR) == {5: (1, 5), 9: (1, 5)}


@pytest.mark.parametrize(
    ("one", "form", "columns"),
    [
        (cell(POOR, POOR, 4, 6), POOR, {1: (1, 4), 8: (0, 2), 9: (1, 6)}),
        (cell(POOR, POOR, 4, 1), POOR, {1: (1, 4), 4: (0, 3), 9: (1, 1)}),
        (cell(POOR, NOT, 4, 3), POOR, {1: (1, 4), 3: (1, 3), 4: (0, 1)}),
        (cell(POOR, AVERAGE), POOR, {1: (1, 4), 3: (1, 4)}),
        (cell(POOR, None, 4, 0, left=True), POOR, {1: (1, 4), 4: (1, 4)}),
        (cell(POOR, NOT, 4, 2, left=True), POOR, {1: (1, 4), 4: (1, 4)}),
        (cell(NEAR, NOT), NEAR, {1: (1, 4), 2: (1, 4)}),
        (cell(NEAR, POOR, 4, 3), NEAR, {1: (1, 4), 3: (1, 3), 4: (0, 1)}),
        (cell(NEAR, POOR, 4, 3), POOR, {5: (1, 3), 9: (1, 3)}),
        (cell(NEAR, None, 4, 0, left=True), NEAR, {1: (1, 4), 4: (1, 4)}),
        (cell(None, POOR, 0, 5), POOR, {7: (1, 5), 9: (1, 5)}),
        (cell(None, POOR, 0, 5, was_poor=True), POOR, {6: (1, 5), 9: (1, 5)}),
        (cell(None, POOR, 0, 5, was_near_poor=True), POOR, {7: (1, 5), 9: (1, 5)}),
        (cell(NOT, POOR, 3, 5, was_poor=True), POOR, {6: (1, 5), 9: (1, 5)}),
        (cell(None, NEAR, 0, 5, was_near_poor=True), NEAR, {6: (1, 5), 9: (1, 5)}),
        (cell(None, NEAR, 0, 5, was_poor=True), NEAR, {7: (1, 5), 9: (1, 5)}),
        (cell(None, POOR, 0, 5, arrived=True, was_poor=True), POOR, {8: (1, 5), 9: (1, 5)}),
        (cell(None, NEAR, 0, 5, arrived=True), NEAR, {8: (1, 5), 9: (1, 5)}),
        (cell(NOT, NOT), POOR, {}),
        (cell(None, NOT, 0, 4, arrived=True), NEAR, {}),
        (cell(NOT, None, 4, 0, left=True), POOR, {}),
    ],
)
def test_each_way_has_its_columns(
    one: FlowCell, form: HouseholdClass, columns: dict[int, tuple[int, int]]
) -> None:
    assert moved(one, form) == columns
    assert open_cells([one]) == []


@pytest.mark.parametrize(
    "one",
    [
        cell(POOR, None, 4, 0),  # listed, neither left nor reviewed
        cell(NEAR, None, 4, 0),
        cell(POOR, None, 4, 0, reviewed=True),  # reviewed, yet without a class
        cell(POOR, NOT, reviewed=False),
        cell(POOR, POOR, 4, 5, left=True),  # left, yet listed at end
        cell(None, NEAR, 0, 4, left=True),
        cell(NOT, POOR, reviewed=False),  # listed without a review
    ],
)
def test_what_breaks_the_balance_is_found_and_shown(one: FlowCell) -> None:
    assert open_cells([cell(POOR, POOR), one]) == [one]
    assert not (flow([one], POOR).closes and flow([one], NEAR).closes)


def test_households_off_the_lists_break_nothing() -> None:
    assert open_cells([cell(NOT, None, 4, 0), cell(None, None, 0, 0), cell(NOT, NOT)]) == []


@dataclass(frozen=True)
class Fate:
    """One household's year."""

    start: HouseholdClass | None
    end: HouseholdClass | None
    start_people: int
    end_people: int
    arrived: bool
    was_poor: bool
    was_near_poor: bool


_class = st.sampled_from([POOR, NEAR, NOT, AVERAGE, None])
_fates = st.lists(
    st.builds(
        Fate,
        _class,
        _class,
        st.integers(1, 12),
        st.integers(1, 12),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    ),
    max_size=30,
)


def as_cell(fate: Fate) -> FlowCell:
    gone = fate.end is None
    return cell(
        fate.start,
        fate.end,
        fate.start_people if fate.start else 0,
        0 if gone else fate.end_people,
        arrived=fate.arrived and fate.start is None,
        left=gone,
        was_poor=fate.was_poor,
        was_near_poor=fate.was_near_poor,
    )


def added_up(cells: list[FlowCell]) -> list[FlowCell]:
    """Households that went the same way, counted together as the store does."""
    found: dict[FlowCell, FlowCell] = {}
    for one in cells:
        way = replace(one, households=0, start_people=0, end_people=0, grew=0, shrank=0)
        before = found.get(way, way)
        found[way] = replace(
            way,
            households=before.households + one.households,
            start_people=before.start_people + one.start_people,
            end_people=before.end_people + one.end_people,
            grew=before.grew + one.grew,
            shrank=before.shrank + one.shrank,
        )
    return list(found.values())


@given(_fates)
def test_both_forms_close_and_agree(fates: list[Fate]) -> None:
    cells = [as_cell(f) for f in fates]
    poor, near = flow(cells, POOR), flow(cells, NEAR)
    assert open_cells(cells) == []
    assert poor.closes
    assert near.closes
    for p, n in ((poor.households, near.households), (poor.people, near.people)):
        assert p[1] == n[4]
        assert p[4] == n[2]
        assert min(*p, *n) >= 0


@given(_fates)
def test_start_and_end_are_the_lists_of_the_decisions(fates: list[Fate]) -> None:
    for of in (POOR, NEAR):
        made = flow([as_cell(f) for f in fates], of)
        start = [f.start_people for f in fates if f.start is of]
        end = [f.end_people for f in fates if f.end is of]
        assert (made.households[0], made.people[0]) == (len(start), sum(start))
        assert (made.households[8], made.people[8]) == (len(end), sum(end))


@given(_fates)
def test_counting_in_cells_changes_nothing(fates: list[Fate]) -> None:
    cells = [as_cell(f) for f in fates]
    for of in (POOR, NEAR):
        assert flow(added_up(cells), of) == flow(cells, of)


@given(_fates, _fates)
def test_units_add_up(here: list[Fate], there: list[Fate]) -> None:
    a, b = [as_cell(f) for f in here], [as_cell(f) for f in there]
    for of in (POOR, NEAR):
        assert flow(a + b, of) == flow(a, of) + flow(b, of)
