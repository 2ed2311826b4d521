"""Working days against dates worked out by hand on a wall calendar."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.workdays import WorkCalendar

D = datetime.date
# Tết Bính Ngọ: Monday 16 to Friday 20 February 2026; Saturday 22 August worked for Monday 31 August.
TET = frozenset(D(2026, 2, day) for day in range(16, 21))
YEAR_2026 = WorkCalendar(
    holidays=TET | {D(2026, 4, 27), D(2026, 4, 30), D(2026, 5, 1), D(2026, 9, 1), D(2026, 9, 2)},
    off=frozenset({D(2026, 8, 31)}),
    worked=frozenset({D(2026, 8, 22)}),
)


def test_three_working_days_from_a_wednesday_end_on_monday() -> None:
    assert WorkCalendar().after(D(2026, 11, 4), 3) == D(2026, 11, 9)


def test_a_posting_before_tet_ends_after_it() -> None:
    # Posted Thursday 12 February: 13, then 23 and 24 after the nine days off.
    assert YEAR_2026.after(D(2026, 2, 12), 3) == D(2026, 2, 24)


def test_an_exchanged_saturday_counts_and_the_day_off_does_not() -> None:
    assert YEAR_2026.is_working(D(2026, 8, 22))
    # From Thursday 20 August: 21, 22 (worked), 24.
    assert YEAR_2026.after(D(2026, 8, 20), 3) == D(2026, 8, 24)
    # From Friday 28 August: 31 is off, 1 and 2 September are holidays: 3, 4, 7.
    assert YEAR_2026.after(D(2026, 8, 28), 3) == D(2026, 9, 7)


def test_seven_working_days_over_the_double_holiday_of_april() -> None:
    # From Friday 24 April: 28, 29, then 4, 5, 6, 7, 8 May (27, 30 April and 1 May are off).
    assert YEAR_2026.after(D(2026, 4, 24), 7) == D(2026, 5, 8)


@given(
    start=st.dates(D(2025, 1, 1), D(2027, 12, 31)),
    count=st.integers(1, 40),
    holidays=st.frozensets(st.dates(D(2025, 1, 1), D(2028, 3, 1)), max_size=20),
)
def test_counting_forth_and_back_agree(
    start: D, count: int, holidays: frozenset[datetime.date]
) -> None:
    calendar = WorkCalendar(holidays=holidays)
    end = calendar.after(start, count)
    assert calendar.is_working(end)
    assert calendar.between(start, end) == count
