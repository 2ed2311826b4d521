"""What is wrong with the sheets of the book, kept true at every save so that one can search for it.

A sheet without answers (an imported list) and one in which nothing was keyed yet have no findings:
that nothing stands in them is said by their state.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from desktop.domain.act import Touched
from desktop.domain.household import Household
from desktop.domain.review import Answers, Finding, Review, ReviewState, RoundKind, Severity
from desktop.rules.checks import findings
from desktop.rules.standard import Standard
from desktop.services.catalogue import standards
from desktop.services.changes import Changes, Tick, changes, no_tick
from desktop.store import households, register, reviews, settings, sheet_findings
from desktop.store.connection import Db, writing

__all__ = ["found_in", "is_known", "keep", "keep_newest", "keep_touched", "kinds", "look_again"]

CHECKS = 2
"""Rises where rules.checks finds other things than before: books are then looked through again."""
AT_ONCE = 500


def keep(db: Db, household_uids: Sequence[str], year: int, *, on: datetime.date) -> None:
    """Inside a transaction: look at the sheets of these households again; `on` is today."""
    standard = _standard_of(db, year)
    if standard is None:
        sheet_findings.put(db, year, dict.fromkeys(household_uids, ()))
        return
    homes = households.get_many(db, household_uids)
    now, last = _sheets(db, [h.uid for h in homes], year)
    sheet_findings.put(
        db, year, {h.uid: _look(h, now.get(h.uid), last.get(h.uid), standard, on) for h in homes}
    )


def keep_newest(db: Db, household_uids: Sequence[str], *, on: datetime.date) -> None:
    """Inside a transaction: as `keep`, in the round that is worked in; without one nothing is due."""
    newest = next((r for r in reviews.rounds(db) if r.kind is RoundKind.PERIODIC), None)
    if household_uids and newest is not None:
        keep(db, household_uids, newest.year, on=on)


def keep_touched(db: Db, before: Touched, after: Touched, *, on: datetime.date) -> None:
    """Inside a transaction: look again at the sheets whose answers or people a deed changed."""
    keep_newest(db, sorted(_touched(before, after)), on=on)


def _touched(before: Touched, after: Touched) -> set[str]:
    """Households whose members differ, and those whose reviews differ in answers or state."""
    members = {h.uid: h.members for h in before.households}
    homes = {h.uid for h in after.households if members.get(h.uid) != h.members}
    old = {r.uid: r for r in before.reviews}
    new = {r.uid: r for r in after.reviews}
    for uid in {*old, *new}:
        one, other = old.get(uid), new.get(uid)
        if one is None or other is None:
            homes |= {r.household_uid for r in (one, other) if r is not None}
        elif one.state is not other.state or not _say_the_same(one.answers, other.answers):
            homes.add(other.household_uid)
    return homes


def _say_the_same(one: Answers, other: Answers) -> bool:
    """Who went there is no matter of the checks."""
    return one == other or replace(one, enumerator=other.enumerator) == other


def _standard_of(db: Db, year: int) -> Standard | None:
    opened = reviews.get_round(db, year)
    return standards(db).get(opened.standard_id) if opened else None


def _sheets(
    db: Db, household_uids: Sequence[str], year: int
) -> tuple[Mapping[str, Review], Mapping[str, Review]]:
    """The periodic sheets of the year, and the last decisions before it, by household."""
    now: dict[str, Review] = {}
    last: dict[str, Review] = {}
    for review in reviews.of_households(db, household_uids, year):
        if review.year < year and review.state is ReviewState.COMPLETE:
            last[review.household_uid] = review
        elif review.year == year and review.kind is RoundKind.PERIODIC:
            now[review.household_uid] = review
    return now, last


def _look(
    household: Household, review: Review | None, last: Review | None, standard: Standard,
    on: datetime.date,
) -> Sequence[Finding]:  # fmt: skip
    if review is None or review.answers.is_blank:
        return ()
    return findings(household, review.answers, standard, review.area, on, last)


# All of them -------------------------------------------------------------------------------------
def look_again(db: Db, year: int, *, now: datetime.datetime, tick: Tick = no_tick) -> Changes:
    """Look through all sheets of a year anew: after a list was read or a package was restored.

    Raises Cancelled by `tick`; then what was found before stays.
    """
    day = now.astimezone().date()
    uids = register.all_uids(db)
    with writing(db):
        sheet_findings.forget_year(db, year)
        for done, some in enumerate(_parts(uids)):
            tick(done * AT_ONCE, len(uids))
            keep(db, some, year, on=day)
        settings.put(db, _key(year), CHECKS)
    return changes("findings")


def is_known(db: Db, year: int) -> bool:
    """Whether the sheets of a year were looked through by the checks as they are now."""
    return settings.get(db, _key(year), int) == CHECKS


def _key(year: int) -> str:
    return f"sheet-findings-{year}"


def _parts(uids: Iterable[str]) -> Iterable[list[str]]:
    feed = iter(uids)
    while some := list(islice(feed, AT_ONCE)):
        yield some


# Reading -----------------------------------------------------------------------------------------
def kinds(db: Db, year: int) -> list[tuple[str, Severity]]:
    """(code, severity) of all that was found in a year's sheets, worst and most frequent first."""
    return sheet_findings.kinds(db, year)


def found_in(db: Db, household_uid: str, year: int) -> list[Finding]:
    """What was found in one sheet, worst first, without details."""
    return sheet_findings.of_household(db, household_uid, year)
