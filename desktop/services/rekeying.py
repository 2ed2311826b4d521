"""Keying a drawn sheet a second time, blind: the bench, the bare sheet, what is kept of it.

Nothing of the first keying leaves here but what finds the paper: household number, village and the
name of the head. The sheet in hand is kept as scratch of its own, so that a power cut loses nothing.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import replace

from desktop.domain.household import HEAD, Household, Person
from desktop.domain.review import Outcome, Review, ReviewState, RoundKind, Severity
from desktop.domain.second_keying import KeyedSheet, SecondKeying, SecondState
from desktop.domain.unit import Area
from desktop.domain.vietnamese import sort_key
from desktop.errors import ReviewIncomplete, ReviewOutdated
from desktop.rules.classify import classify
from desktop.rules.differences import compare
from desktop.rules.standard import Standard
from desktop.services import verifying
from desktop.services.catalogue import standard
from desktop.services.changes import changes
from desktop.services.keying import Bench, Opened, Scratch, Spot, Waiting
from desktop.services.reviewing import QueueLine, Saved, SheetB, round_of, sheet_findings
from desktop.services.verifying import Line
from desktop.store import audit, reviews, second_keyings, settings
from desktop.store.connection import Db, writing
from desktop.store.totals import VillageProgress

_OPEN = (SecondState.DRAWN, SecondState.BEGUN)


# The bench ---------------------------------------------------------------------------------------
def bench(db: Db, year: int, village: str = "") -> Bench:
    """The drawn sheets of a village that wait to be keyed again; progress over all drawn ones."""
    found = reviews.get_round(db, year)
    seconds = second_keyings.of_year(db, year)
    if found is None:
        return Bench(year=year, round=None, households=len(seconds))
    lines = verifying.due(db, year)
    scratch, spot = scratch_of(db, year), settings.get(db, f"second-spot-{year}", Spot)
    chosen = village or _village_of(lines, scratch, spot)
    if not any(line.village == chosen for line in lines) and lines:
        chosen = lines[0].village
    left = left_for_later(db, year)
    return Bench(
        year=year,
        round=found,
        households=len(seconds),
        villages=_progress(seconds),
        village=chosen,
        lines=tuple(_queued(line) for line in lines if line.village == chosen),
        left=tuple(
            Waiting(line.uid, line.number, line.head_name, line.village)
            for line in lines
            if line.uid in left
        ),
        scratch=scratch,
        spot=spot if spot and any(line.uid == spot.household_uid for line in lines) else None,
    )


def _village_of(lines: list[Line], scratch: Scratch | None, spot: Spot | None) -> str:
    if scratch is not None:
        return scratch.household.village
    wanted = spot.household_uid if spot else ""
    return next((line.village for line in lines if line.uid == wanted), "")


def _progress(seconds: list[SecondKeying]) -> tuple[VillageProgress, ...]:
    drawn, done, begun = Counter[str](), Counter[str](), Counter[str]()
    code = ""
    for second in seconds:
        home = second.first.household
        code = home.commune_code
        drawn[home.village] += 1
        done[home.village] += second.state not in _OPEN
        begun[home.village] += second.state is SecondState.BEGUN
    return tuple(
        VillageProgress(
            commune_code=code,
            village=name,
            expected=drawn[name],
            complete=done[name],
            drafts=begun[name],
        )
        for name in sorted(drawn, key=sort_key)
    )


def _queued(line: Line) -> QueueLine:
    mark = "draft" if line.state is SecondState.BEGUN else ""
    return QueueLine(line.uid, line.number, line.head_name, mark)


def left_for_later(db: Db, year: int) -> list[str]:
    """The households whose second keying waits on its own list, oldest first."""
    return settings.get(db, f"second-left-{year}", list[str]) or []


def next_blind(db: Db, year: int, after: str, village: str, *, by: str) -> Opened | None:
    """The next drawn sheet: of this village first, and those that `by` keyed himself last of all.

    Sheets left for later are passed over; None where there is no other.
    """
    left = left_for_later(db, year)
    waiting = [n for n in verifying.due(db, year) if n.uid != after and n.uid not in left]
    waiting.sort(key=lambda line: (line.first_by == by, line.village != village))
    return open_blind(db, waiting[0].uid, year) if waiting else None


# The bare sheet ----------------------------------------------------------------------------------
def open_blind(db: Db, household_uid: str, year: int) -> Opened:
    """A drawn sheet as whoever keys it again gets it: blank, or as far as he has come.

    Raises RoundMissing, ReviewOutdated where it was finished meanwhile.
    """
    return Opened(sheet=_sheet(db, _open_one(db, household_uid, year)), before=None)


def _sheet(db: Db, second: SecondKeying) -> SheetB:
    area = settings.office(db).area
    assert area is not None, "only communes keep sheets, and they have an area"
    begun = second.second
    return SheetB(
        household=begun.household if begun else _bare(second.uid, second.first.household),
        year=second.year,
        standard=standard(db, round_of(db, second.year).standard_id),
        area=area,
        review=_review(second, begun, area) if begun else None,
        last=None,
    )


def _open_one(db: Db, household_uid: str, year: int) -> SecondKeying:
    second = second_keyings.get(db, household_uid, year)
    if second is None or second.state not in _OPEN:
        raise ReviewOutdated(uid=household_uid)
    return second


def _bare(uid: str, first: Household) -> Household:
    """Number, village and head's name: what it takes to find the paper, and nothing else."""
    return Household(
        uid=first.uid,
        number=first.number,
        commune_code=first.commune_code,
        list_version=first.list_version,
        village=first.village,
        members=(Person(uid=uid, name=first.head_name, relation=HEAD),),
    )


def _review(second: SecondKeying, begun: KeyedSheet, area: Area) -> Review:
    """The second keying in the shape of a review, so that the same page can key it."""
    return Review(
        uid=second.uid,
        household_uid=second.household_uid,
        year=second.year,
        kind=RoundKind.PERIODIC,
        state=ReviewState.DRAFT,
        area=area,
        people=len(begun.household.present),
        village=begun.household.village,
        answers=begun.answers,
    )


# What is kept ------------------------------------------------------------------------------------
def scratch_of(db: Db, year: int) -> Scratch | None:
    """The second keying that was in hand when the program ended without putting it down."""
    return next(iter(settings.get(db, f"second-scratch-{year}", list[Scratch]) or []), None)


def keep(db: Db, scratch: Scratch, year: int) -> Scratch:
    """Keep the sheet in hand, on the disk when this returns."""
    with writing(db):
        settings.put(db, f"second-scratch-{year}", [scratch])
    return scratch


def keep_spot(db: Db, spot: Spot, year: int) -> None:
    """Keep where the hand was."""
    with writing(db):
        settings.put(db, f"second-spot-{year}", spot)


def put_down(
    db: Db, scratch: Scratch, year: int,
    *, complete: bool = False, later: bool = False, now: datetime.datetime, by: str,
) -> Saved:  # fmt: skip
    """Keep the second keying as far as it is, or finish it; with `later` it waits on its own list.

    Raises ReviewIncomplete while blocking findings stand, ReviewOutdated where it was finished
    meanwhile; nothing is written then and the scratch stays.
    """
    second = _open_one(db, scratch.household.uid, year)
    mine = KeyedSheet(household=scratch.household, answers=scratch.answers)
    second = replace(second, state=SecondState.BEGUN, second=mine, second_by=by)
    sheet = _sheet(db, second)
    review = sheet.review
    assert review is not None, "it is begun now"
    if complete:
        outcome = _outcome(sheet, now=now)
        review = replace(review, state=ReviewState.COMPLETE, outcome=outcome)
        second = _compared(second, mine, sheet.standard, now=now, by=by)
    uid = second.household_uid
    left = [u for u in left_for_later(db, year) if u != uid] + ([uid] if later else [])
    with writing(db):
        second_keyings.put(db, [second])
        settings.put(db, f"second-scratch-{year}", [])
        settings.put(db, f"second-spot-{year}", Spot(household_uid=uid, place=scratch.place))
        settings.put(db, f"second-left-{year}", left)
        if complete:
            found = {"fields": second.fields, "differences": len(second.differences)}
            audit.add(db, at=now, by=by, action="second-keyed", subject=uid, after=found)
    return Saved(household=scratch.household, review=review, changes=changes("second"))


def _outcome(sheet: SheetB, *, now: datetime.datetime) -> Outcome:
    """What a whole sheet comes out as; the same faults stop it as in the first keying."""
    found = sheet_findings(sheet, sheet.answers, now=now)
    blocking = [f for f in found if f.severity is Severity.BLOCKING]
    if blocking:
        raise ReviewIncomplete(count=len(blocking), first=blocking[0].code, findings=blocking)
    return classify(sheet.answers, sheet.standard, sheet.area)


def _compared(
    second: SecondKeying, mine: KeyedSheet, rules: Standard, *, now: datetime.datetime, by: str
) -> SecondKeying:
    """With its differences; without one there is nothing to settle."""
    found = compare(second.first, mine, rules, given=second.uid)
    keyed = replace(
        second, state=SecondState.KEYED, differences=found.differences, fields=found.fields
    )
    if found.differences:
        return keyed
    return replace(keyed, state=SecondState.SETTLED, settled_at=now, settled_by=by)
