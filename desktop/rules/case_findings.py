"""How findings of a case are made: what stops a record, what only warns, days in order."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from desktop.domain.review import Finding, Severity
from desktop.rules.case_facts import Records, Subject

NAMES = 3
"""So many households are named in a sentence; the others are counted."""


def in_order(records: Records, day: datetime.date, today: datetime.date) -> Iterator[Finding]:
    """A day that has come, and not before the case was opened."""
    if day > today:
        yield stop("case-future", day=day)
    if day < records.case.opened_on:
        yield stop("case-before-opened", day=day, last=records.case.opened_on)


def late(code: str, on: datetime.date, last: datetime.date) -> Iterator[Finding]:
    """A limit that has passed, which only warns."""
    if on > last:
        yield warn(code, day=on, last=last)


def named(village: str, subjects: Sequence[Subject]) -> dict[str, object]:
    """A place, its first households by name, and how many there are."""
    names = ", ".join(s.name for s in subjects[:NAMES])
    return {"village": village, "names": names, "count": len(subjects)}


def stop(code: str, **details: object) -> Finding:
    """A finding that refuses the record."""
    return Finding(code, Severity.BLOCKING, str(details.get("village", "")), details)


def warn(code: str, **details: object) -> Finding:
    """A finding that goes with the record."""
    return Finding(code, Severity.WARNING, str(details.get("village", "")), details)
