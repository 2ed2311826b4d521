"""What is odd about a check (kiểm tra, giám sát): its days, its households, what is to follow."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator

from desktop.domain.planning import Visit
from desktop.domain.review import Finding, Severity


def findings(
    visit: Visit, households: Collection[str], tasks: Collection[str], today: datetime.date
) -> list[Finding]:
    """What to look at again; nothing of it stops the visit from being kept.

    `households` and `tasks`: those of the visit that the book knows.
    """
    return [*_of_visit(visit, today), *_of_follow_up(visit), *_of_named(visit, households, tasks)]


def _of_visit(visit: Visit, today: datetime.date) -> Iterator[Finding]:
    if not visit.who:
        yield Finding("visit-nobody", Severity.WARNING, "who")
    if visit.happened_on > today:
        details = {"day": visit.happened_on}
        yield Finding("visit-ahead", Severity.WARNING, "happened_on", details)


def _of_follow_up(visit: Visit) -> Iterator[Finding]:
    day = visit.happened_on
    if visit.due is not None and visit.due < day:
        details = {"due": visit.due, "day": day}
        yield Finding("visit-due-before", Severity.WARNING, "due", details)
    if visit.follow_up and visit.due is None and visit.settled_on is None:
        yield Finding("visit-no-due", Severity.WARNING, "due")
    if visit.due is not None and not visit.follow_up:
        yield Finding("visit-no-follow-up", Severity.NOTE, "follow_up")
    if visit.settled_on is not None and visit.settled_on < day:
        details = {"settled": visit.settled_on, "day": day}
        yield Finding("visit-settled-before", Severity.WARNING, "settled_on", details)


def _of_named(
    visit: Visit, households: Collection[str], tasks: Collection[str]
) -> Iterator[Finding]:
    for where, named, known in (
        ("household", visit.household_uids, households),
        ("task", visit.task_uids, tasks),
    ):
        if strange := len({*named} - {*known}):
            yield Finding(
                f"visit-{where}-unknown", Severity.WARNING, f"{where}s", {"count": strange}
            )
