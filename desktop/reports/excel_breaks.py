"""Where the pages of a worksheet end, so that the lines of one unit are never parted.

The program that prints chooses the scale; it is foreseen here from the widths, a little too large,
so that a page ends rather one unit early than in the middle of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

MM_TO_POINTS = 72 / 25.4
DIGIT = 8 * 25.4 / 96
"""How wide (mm) a digit of the standard face is: 8 pixels, by which programs widen columns."""
SAFETY = 0.96
"""Share of the foreseen height that is used: programs differ in how wide a digit is."""


def page_room(paper: tuple[float, float], widths: Sequence[float]) -> float:
    """Points of height on a page whose columns (in mm) are shrunk to the paper (width, height in mm)."""
    width, height = paper
    scale = min(1.0, width / sum(widths))
    return SAFETY * height * MM_TO_POINTS / scale


def breaks(
    groups: Sequence[Sequence[int]],
    heights: Mapping[int, float],
    room: float,
    *,
    before: float,
    repeated: float,
    after: float,
) -> Iterator[int]:
    """The rows after which a page ends; `groups` are rows that stay together.

    Heights in points: `before` of all above the rows on the first page, `repeated` of the head on
    the others, `after` of what stands below and keeps the last group with it.
    """
    used = before
    for numbers in groups:
        need = sum(heights[n] for n in numbers)
        is_last = numbers is groups[-1]
        if used > repeated and used + need + (after if is_last else 0) > room:
            yield numbers[0] - 1
            used = repeated
        used += need
