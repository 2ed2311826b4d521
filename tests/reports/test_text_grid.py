"""Where the pages of a running text's worksheet end: signatures are never parted, nor left alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.reports.text_grid import Rows

ROOM = 100.0


def _rows(heights: list[float], kept: list[tuple[int, int]], breaks: list[int]) -> Rows:
    made = Rows((0.0, 50.0, 100.0))
    for height in heights:
        made.add(height)
    made.kept, made.breaks = kept, breaks
    return made


def test_signatures_that_would_be_cut_go_to_the_next_page_with_the_row_before_them() -> None:
    made = _rows([30, 30, 20, 20, 20], [(2, 5)], [])
    assert made.page_breaks(ROOM) == [2]


def test_what_fits_is_left_alone() -> None:
    made = _rows([30, 30, 10, 10, 10], [(2, 5)], [])
    assert made.page_breaks(ROOM) == []


def test_a_page_that_ends_by_itself_begins_to_count_anew() -> None:
    made = _rows([60, 60, 20, 10], [(2, 4)], [])
    assert made.page_breaks(ROOM) == []


@given(
    st.lists(st.floats(5, 40), min_size=3, max_size=60),
    st.data(),
)
def test_no_page_parts_what_is_kept_together(heights: list[float], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(heights) - 2))
    end = start + 2
    made = _rows(heights, [(start, end)], [])
    ends = set(made.page_breaks(ROOM))
    page, used, pages = 0, 0.0, []
    for number, height in enumerate(heights):
        if number in ends or used + height > ROOM:
            page, used = page + 1, 0.0
        used += height
        pages.append(page)
    assert len(set(pages[start:end])) == 1
