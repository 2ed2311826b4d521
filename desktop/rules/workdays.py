"""Working days, in which the law counts its limits: no Saturdays, Sundays, public holidays (law.md §6).

Which days are holidays, and which were exchanged by order, is data: `WorkCalendar` only counts. The
day on which something happens is not counted; the next one is the first.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

_DAY = datetime.timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """Days off besides week ends (`holidays`, `off` by exchange), and days worked instead of them."""

    holidays: frozenset[datetime.date] = frozenset()
    off: frozenset[datetime.date] = frozenset()
    worked: frozenset[datetime.date] = frozenset()

    def is_working(self, day: datetime.date) -> bool:
        """Whether offices work on a day; an exchanged day goes before week end and holiday."""
        if day in self.worked:
            return True
        return not (day.weekday() >= _SATURDAY or day in self.holidays or day in self.off)

    def after(self, day: datetime.date, working_days: int) -> datetime.date:
        """The last day of a limit of so many working days that begins after a day."""
        while working_days > 0:
            day += _DAY
            working_days -= self.is_working(day)
        return day

    def between(self, first: datetime.date, last: datetime.date) -> int:
        """Working days after the first day up to and with the last one; 0 where it is not later."""
        days = (last - first).days
        return sum(self.is_working(first + _DAY * n) for n in range(1, days + 1))
