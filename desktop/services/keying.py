"""What the entry page needs beside the sheets: queue, sheet in hand, sheets left for later, pace.

A sheet being keyed is kept after each field as one scratch record; it becomes a draft (with its
line in the audit trail) when it is put down. So a power cut loses nothing, and the trail tells of
sittings, not of keystrokes.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from uuid import uuid4

from desktop.domain.act import Act, Touched
from desktop.domain.household import Household
from desktop.domain.review import Answers, Round
from desktop.domain.vietnamese import sort_key
from desktop.errors import ReviewOutdated
from desktop.rules.checks import Around
from desktop.rules.standard import Standard
from desktop.services import lending, sheet_runs, surrounding, undoing
from desktop.services.catalogue import standards
from desktop.services.changes import Changes, changes
from desktop.services.reviewing import (
    QueueLine,
    Saved,
    SheetB,
    blank_review,
    complete_review,
    open_sheet,
    queue,
    save_draft,
)
from desktop.store import audit, households, reviews, settings, totals
from desktop.store.connection import Db, writing
from desktop.store.totals import VillageProgress

BREAK = 600  # seconds without a finished sheet that are a pause, not the time of a sheet
OPEN_MARKS = ("", "draft")
LATEST = 20  # lines of the trail in which the sheet keyed last is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where the hand was: a household and a place of its sheet ("member:2:born")."""

    household_uid: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scratch:
    """A sheet in the middle of being keyed. `base`, `household_base`: revisions it was opened at."""

    household: Household
    answers: Answers
    place: str
    base: int
    household_base: int
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Keyed:
    """A sheet as it left the hand: what a key repeats on the next one."""

    household: Household
    answers: Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A sheet with the household as it stood before this round (None: it came in this round).

    `last_household`: as its last sheet left it; `around`: what other records say of it.
    `listed`: whether the household is to be reviewed this year.
    """

    sheet: SheetB
    before: Household | None
    last_household: Household | None = None
    around: Around = field(default_factory=Around)
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sheet left for later."""

    uid: str
    number: str
    head_name: str
    village: str


@dataclass(frozen=True, slots=True)
class Pace:
    """Sheets finished today by one person, and seconds per sheet (None: not enough of them)."""

    sheets: int
    seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """All that lies on the desk of whoever keys. Without a `round` only `offers` says something."""

    year: int
    round: Round | None
    households: int
    offers: tuple[Standard, ...] = ()
    villages: tuple[VillageProgress, ...] = ()
    village: str = ""
    lines: tuple[QueueLine, ...] = ()
    left: tuple[Waiting, ...] = ()
    scratch: Scratch | None = None
    spot: Spot | None = None
    pace: Pace = Pace(0, None)
    previous: Keyed | None = None


def bench(db: Db, year: int, village: str = "", *, now: datetime.datetime, by: str) -> Bench:
    """The queue of a village ("" = where the hand was, else the first with open sheets) and more."""
    found = reviews.get_round(db, year)
    count = sum(number for _, _, number in households.villages(db))
    if found is None:
        return Bench(year=year, round=None, households=count, offers=offers(db, year))
    villages = sorted(totals.progress(db, year), key=lambda v: sort_key(v.village))
    scratch, spot = scratch_of(db, year), settings.get(db, f"entry-spot-{year}", Spot)
    chosen = village or _village_of(db, scratch, spot) or _first_open(villages)
    return Bench(
        year=year,
        round=found,
        households=count,
        villages=tuple(villages),
        village=chosen,
        lines=tuple(queue(db, year, chosen)),
        left=left_for_later(db, year),
        scratch=scratch,
        spot=spot,
        pace=pace(db, now=now, by=by),
        previous=_keyed_last(db, year, by=by),
    )


def _keyed_last(db: Db, year: int, *, by: str) -> Keyed | None:
    """The sheet that somebody finished last in this round."""
    done = (e.subject for e in audit.latest(db, "review-complete", LATEST) if e.by == by)
    for uid in done:
        household, review = households.get(db, uid), reviews.get(db, uid, year)
        if household is not None and review is not None:
            return Keyed(household, review.answers)
    return None


def offers(db: Db, year: int) -> tuple[Standard, ...]:
    """The standards that can open a round of a year here; practice ones in practice books only."""
    office = settings.office(db)
    return tuple(
        s
        for s in standards(db).values()
        if s.in_force_from.year <= year <= s.in_force_to.year
        and not s.missing
        and (office.practice or not s.practice)
        and (office.area is None or s.fits(office.area))
    )


def _village_of(db: Db, scratch: Scratch | None, spot: Spot | None) -> str:
    if scratch is not None:
        return scratch.household.village
    household = households.get(db, spot.household_uid) if spot else None
    return household.village if household else ""


def _first_open(villages: Sequence[VillageProgress]) -> str:
    unfinished = (v.village for v in villages if v.complete < v.expected)
    return next(unfinished, villages[0].village if villages else "")


# Sheets ------------------------------------------------------------------------------------------
def open_for_keying(db: Db, household_uid: str, year: int) -> Opened:
    """The sheet of a household with what stood in the register before; raises RoundMissing."""
    sheet = open_sheet(db, household_uid, year)
    household, last = sheet.household, sheet.last
    opened = reviews.get_round(db, year)
    assert opened is not None, "open_sheet asked for the round"
    before = surrounding.as_round_found_it(db, household, opened.opened_on)
    due = sheet.review is not None or any(
        line.uid == household_uid for line in queue(db, year, household.village)
    )
    return Opened(
        sheet=sheet,
        before=before,
        last_household=(surrounding.as_sheet_left_it(db, household, last) if last else None)
        or before,
        around=surrounding.around(db, household),
        listed=due,
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A household was put on the list; `act` undoes it, "" where nothing was done."""

    act: str
    changes: Changes


def put_on_list(
    db: Db, household_uid: str, year: int, *, now: datetime.datetime, by: str
) -> Listed:
    """An empty sheet for a household that would not be reviewed this year, as one deed.

    Nothing is done for one that has left, or has a sheet. Raises RoundMissing.
    """
    sheet = open_sheet(db, household_uid, year)
    gone = surrounding.around(db, sheet.household).gone is not None
    if gone or sheet.review is not None:
        return Listed("", changes())
    act = Act(
        uid=uuid4().hex, kind="put_on_list", at=now, by=by,
        after=Touched(reviews=(blank_review(db, sheet.household, year),)),
    )  # fmt: skip
    return Listed(act.uid, undoing.do(db, act))


def next_sheet(db: Db, year: int, after: str, village: str) -> Opened | None:
    """The next open sheet of the queue: of this village, else of the ones after it; None: all done.

    Sheets left for later are passed over. A run over chosen households comes first.
    """
    if uid := sheet_runs.next_of(db, year, after):
        return open_for_keying(db, uid, year)
    left = {line.uid for line in left_for_later(db, year)}
    progress = sorted(totals.progress(db, year), key=lambda v: sort_key(v.village))
    names = [v.village for v in progress if v.complete < v.expected or v.village == village]
    at = names.index(village) if village in names else 0
    for name in names[at:] + names[:at]:
        for line in _after(queue(db, year, name), after):
            if line.mark in OPEN_MARKS and line.uid not in left and line.uid != after:
                return open_for_keying(db, line.uid, year)
    return None


def _after(lines: Sequence[QueueLine], uid: str) -> Iterator[QueueLine]:
    """The lines behind one, then those before it."""
    at = next((i for i, line in enumerate(lines) if line.uid == uid), -1)
    yield from lines[at + 1 :]
    yield from lines[: max(at, 0)]


def scratch_of(db: Db, year: int) -> Scratch | None:
    """The sheet that was in hand when the program ended without putting it down."""
    return next(iter(settings.get(db, f"entry-scratch-{year}", list[Scratch]) or []), None)


def keep(db: Db, scratch: Scratch, year: int) -> Scratch:
    """Keep the sheet in hand, on the disk when this returns.

    Raises VillageLent, VillageNotHeld at the first keys already: nobody should key a sheet in vain.
    """
    lending.check(db, [scratch.household.village], [scratch.household.uid])
    with writing(db):
        settings.put(db, f"entry-scratch-{year}", [scratch])
    return scratch


def keep_spot(db: Db, spot: Spot, year: int) -> None:
    """Keep where the hand was."""
    with writing(db):
        settings.put(db, f"entry-spot-{year}", spot)


def put_down(
    db: Db, scratch: Scratch, year: int,
    *, complete: bool = False, later: bool = False, now: datetime.datetime, by: str,
) -> Saved:  # fmt: skip
    """Make the sheet in hand a draft, or `complete` it; with `later` it waits on its own list.

    Raises ReviewIncomplete, ReviewOutdated (also when the household was changed in between);
    nothing is written then and the scratch stays.
    """
    known = households.get(db, scratch.household.uid)
    if (
        known is not None
        and scratch.household_base not in (0, known.revision)
        and replace(scratch.household, revision=known.revision) != known
    ):
        raise ReviewOutdated(uid=known.uid)
    write = complete_review if complete else save_draft
    saved = write(
        db, scratch.household, scratch.answers, year, base=scratch.base, now=now, by=by
    )  # fmt: skip
    uid = scratch.household.uid
    with writing(db):
        settings.put(db, f"entry-scratch-{year}", [])
        settings.put(db, f"entry-spot-{year}", Spot(household_uid=uid, place=scratch.place))
        _put_left(db, year, uid, later=later)
    return saved


# Left for later, pace ----------------------------------------------------------------------------
def left_for_later(db: Db, year: int) -> tuple[Waiting, ...]:
    """The sheets left for later, oldest first; those completed since are not among them."""
    uids = settings.get(db, f"entry-left-{year}", list[str]) or []
    found = households.get_many(db, uids)
    return tuple(Waiting(h.uid, h.number, h.head_name, h.village) for h in found)


def leave(db: Db, household_uid: str, year: int, *, later: bool = True) -> Changes:
    """Put a sheet on the list of those left for later, or take it off."""
    with writing(db):
        _put_left(db, year, household_uid, later=later)
    return changes("queue")


def leave_many(db: Db, household_uids: Sequence[str], year: int, *, later: bool = True) -> Changes:
    """As `leave`, for many sheets at once."""
    with writing(db):
        for uid in household_uids:
            _put_left(db, year, uid, later=later)
    return changes("queue")


def _put_left(db: Db, year: int, uid: str, *, later: bool) -> None:
    before = settings.get(db, f"entry-left-{year}", list[str]) or []
    after = [u for u in before if u != uid] + ([uid] if later else [])
    if after != before:
        settings.put(db, f"entry-left-{year}", after)


def pace(db: Db, *, now: datetime.datetime, by: str) -> Pace:
    """How many sheets somebody finished today, and how long one takes without the pauses."""
    midnight = now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    done = [e for e in audit.latest(db, "review-complete") if e.by == by and e.at >= midnight]
    moments = sorted(e.at for e in done)
    gaps = [(b - a).total_seconds() for a, b in pairwise(moments)]
    gaps = [gap for gap in gaps if 0 < gap <= BREAK]
    sheets = len({e.subject for e in done})
    return Pace(sheets, round(sum(gaps) / len(gaps)) if len(gaps) >= 2 else None)
