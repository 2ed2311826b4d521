"""Ages in full years as far as a birth date tells them: often only the year is known."""

from __future__ import annotations

import datetime

from desktop.domain.vietnamese import age_on

OLDEST = 115
_LATEST = "yyyy-12-31"  # what completes a date of which only the year or month is known


def possible_ages(born: str, on: datetime.date) -> range:
    """Every age that `born` (ISO prefix: day, month or year known) allows on a day.

    Someone born in "2010" is 15 or 16 on 1 September 2026. An unknown date, and one after `on`,
    allow every age: who decides by age must then leave the answer open.
    """
    oldest = age_on(born, on)
    if oldest is None or oldest < 0:
        return range(OLDEST + 1)
    youngest = age_on(born + _LATEST[len(born) :], on)
    return range(max(youngest or 0, 0), oldest + 1)
