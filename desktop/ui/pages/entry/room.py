"""Who gets how much height in the centre: a pure sum, so that it can be tested without a window."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.ui.pages.entry.places import B1, CAUSES, SIGNING

GAP = 10
TALL = 900
"""Height of the centre from which a roster may show ten rows instead of six."""
LEAST_LIST = 150
"""The deprivations: head, titles, three lines."""
SECTION_AT_A_TIME = 430
"""Under this height (150 % scaling) only the current section stands there."""
DRAWER_BELOW = 1170
"""Width of the page under which the result is a drawer (F3)."""
LEFT, CENTRE, RIGHT = 198, 744, 282
CENTRE_MOST, RIGHT_MOST, LEFT_MOST = 980, 420, 360


def sides(width: int) -> tuple[int, int]:
    """Widths of the left and right side; the centre takes the rest, up to its own most."""
    spare = max(width - LEFT - CENTRE - RIGHT, 0)
    centre = min(spare * 55 // 100, CENTRE_MOST - CENTRE)
    right = min(spare * 30 // 100, RIGHT_MOST - RIGHT)
    left = min(spare - centre - right, LEFT_MOST - LEFT)
    return LEFT + left, RIGHT + right


@dataclass(frozen=True, slots=True)
class Needs:
    """What the cards would like: px, rows; `roster_frame` is what the roster card has beside rows."""

    people: int
    row: int
    roster_frame: int
    b1_folded: int
    b1_full: int
    list_full: int
    foot: int


@dataclass(frozen=True, slots=True)
class Share:
    """What they get; 0 is "not there". The list of deprivations takes what is left."""

    roster: int
    b1: int
    deprivations: bool
    foot: bool


def share(height: int, section: int, needs: Needs) -> Share:
    """The heights of the cards for a section being keyed.

    The deprivations are the elastic part; causes and signing come when the hand is there, or when
    all fits. The table of B1 opens while it is answered.
    """
    if height < SECTION_AT_A_TIME:
        return _one_at_a_time(height, section, needs)
    most = 10 if height >= TALL else 6
    rows = min(max(needs.people, 3), most)
    b1 = needs.b1_folded
    in_foot = section in (CAUSES, SIGNING)

    def left(rows: int, *, with_foot: bool) -> int:
        roster = needs.roster_frame + rows * needs.row
        return height - roster - b1 - 2 * GAP - ((needs.foot + GAP) if with_foot else 0)

    if section == B1 and needs.b1_full > needs.b1_folded:
        while rows > 3 and left(rows, with_foot=False) < LEAST_LIST + 200:
            rows -= 1
        b1 += min(needs.b1_full - b1, max(left(rows, with_foot=False) - LEAST_LIST, 0))
    foot = in_foot or left(rows, with_foot=True) >= needs.list_full
    while foot and rows > 3 and left(rows, with_foot=True) < LEAST_LIST:
        rows -= 1
    return Share(needs.roster_frame + rows * needs.row, b1, deprivations=True, foot=foot)


def _one_at_a_time(height: int, section: int, needs: Needs) -> Share:
    rows = max((height - needs.roster_frame) // needs.row, 1)
    roster = needs.roster_frame + min(max(needs.people, 1), rows) * needs.row
    b1 = min(needs.b1_full, height)
    return Share(
        roster=roster if section in (1, 2) else 0,
        b1=b1 if section == B1 else 0,
        deprivations=section == 4,
        foot=section in (CAUSES, SIGNING),
    )
