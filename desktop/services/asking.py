"""Requests for a review: sheet A keyed, its result drawn, the household put on the list or not."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from desktop.domain.act import Act, Touched
from desktop.domain.household import HEAD, Household, Person
from desktop.domain.review import Finding, HouseholdClass, Review, ReviewState, Severity, SheetA
from desktop.domain.vietnamese import nfc
from desktop.errors import SheetAIncomplete
from desktop.rules.sheet_a import Known, Verdict, findings, marked, skips, verdict
from desktop.rules.standard import SheetARule
from desktop.services.catalogue import standard
from desktop.services.changes import Changes, changes
from desktop.services.registering import next_number, own_commune
from desktop.services.reviewing import blank_review, round_of
from desktop.services.undoing import do
from desktop.store import audit, households, reviews, settings, sheets_a
from desktop.store.connection import Db, writing

__all__ = [
    "Asking", "Known", "Recorded", "Request", "asking", "known_of", "name_marks", "new_household",
    "record", "request_of", "withdraw",
]  # fmt: skip

_NAMES = "sheet-a-mark-names"
_WRITES = changes("household", "review", "sheet_a")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request of the year as the list shows it.

    `sheet_b` is "" (none), "blank" (nothing keyed yet), "draft" or "complete".
    """

    sheet: SheetA
    number: str
    head_name: str
    village: str
    marked: int | None
    verdict: Verdict
    sheet_b: str
    household_class: HouseholdClass | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """All requests of a year, newest first. `rule` None: the round's standard knows no sheet A.

    `names` are the office's own names of the columns, "" where it gave none.
    """

    year: int
    rule: SheetARule | None
    names: Mapping[str, str]
    requests: tuple[Request, ...] = ()
    has_round: bool = True


def asking(db: Db, year: int) -> Asking:
    """The requests of a year with their results."""
    opened = reviews.get_round(db, year)
    if opened is None:
        return Asking(year=year, rule=None, names={}, has_round=False)
    rule = standard(db, opened.standard_id).sheet_a
    sheets = sheets_a.of_year(db, year)
    found = {h.uid: h for h in households.get_many(db, [s.household_uid for s in sheets])}
    lines = [request_of(db, found[s.household_uid], s, rule) for s in sheets]
    return Asking(year=year, rule=rule, names=mark_names(db), requests=tuple(reversed(lines)))


def request_of(db: Db, household: Household, sheet: SheetA, rule: SheetARule | None) -> Request:
    """One request as the list shows it."""
    review = reviews.get(db, household.uid, sheet.year)
    known = Known(now=_class_before(db, household.uid, sheet.year))
    said = verdict(sheet, rule, known) if rule else Verdict.ON_LIST
    return Request(
        sheet=sheet,
        number=household.number,
        head_name=household.head_name,
        village=household.village,
        marked=None if skips(sheet, known) else marked(sheet),
        verdict=said,
        sheet_b=_state_of(review),
        household_class=review.outcome.household_class if review and review.outcome else None,
    )


def _state_of(review: Review | None) -> str:
    if review is None:
        return ""
    return "blank" if _is_empty(review) else str(review.state)


def _class_before(db: Db, uid: str, year: int) -> HouseholdClass | None:
    last = reviews.last_before(db, uid, year)
    return last.outcome.household_class if last and last.outcome else None


def known_of(db: Db, household_uid: str, year: int, but: str = "") -> tuple[Known, SheetA | None]:
    """What the book knows of a household that asks, and its request of the year.

    The request with the uid `but` is the one being corrected: it is no second one.
    """
    before = sheets_a.get(db, household_uid, year)
    other = before if before is not None and before.uid != but else None
    events = reviews.events_of(db, household_uid)
    moves = [e for e in events if e.kind.is_leaving or e.kind.is_arrival]
    gone = moves[-1] if moves and moves[-1].kind.is_leaving else None
    known = Known(
        now=_class_before(db, household_uid, year),
        has_sheet_b=reviews.get(db, household_uid, year) is not None,
        gone=gone.kind if gone else None,
        gone_on=gone.happened_on if gone else None,
        asked_before=other.asked_on if other else None,
    )
    return known, before


# Writing -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What recording a request left in the book; `act` undoes it, `kept_sheet_b`: it was keyed."""

    act: str
    request: Request
    kept_sheet_b: bool = False
    changes: Changes = _WRITES


def new_household(db: Db, village: str, head_name: str) -> Household:
    """A household that asks and is not in the register yet; `record` writes it with the request."""
    office = own_commune(db)
    return Household(
        uid=uuid4().hex,
        number=next_number(db, office.code),
        commune_code=office.code,
        list_version=office.list_version,
        village=nfc(village),
        members=(Person(uid=uuid4().hex, name=nfc(head_name), relation=HEAD),),
        written_by=office.book_id,
    )


def record(
    db: Db, sheet: SheetA, newcomer: Household | None = None,
    *, now: datetime.datetime, by: str,
) -> Recorded:  # fmt: skip
    """Keep a request with its sheet A as one deed; where it says so, an empty sheet B waits then.

    A second request of a year corrects the first. An empty sheet B that no longer has a reason is
    taken off the list, a keyed one stays (`kept_sheet_b`). Raises RoundMissing, RoundNotHere,
    SheetAIncomplete while a blocking finding stands.
    """
    office, rule = own_commune(db), _rule(db, sheet.year)
    uid = sheet.household_uid
    known, before = known_of(db, uid, sheet.year, but=sheet.uid)
    _check(findings(sheet, rule, known, now.astimezone().date()))
    household = newcomer or households.get(db, uid)
    assert household is not None, f"no household {uid}"
    kept = replace(
        sheet,
        uid=before.uid if before else sheet.uid,
        note=nfc(sheet.note),
        written_by=office.book_id,
        revision=before.revision + 1 if before else 1,
    )
    said = verdict(kept, rule, known)
    kept = replace(kept, listed=None if said is Verdict.ON_LIST else said is Verdict.LISTED)
    had, has, stays = _sheet_b(db, household, kept, said)
    act = Act(
        uid=uuid4().hex, kind="sheet-a", at=now, by=by, happened_on=kept.asked_on,
        before=Touched(sheets_a=(before,) if before else (), reviews=had),
        after=Touched(
            sheets_a=(kept,), reviews=has, households=(newcomer,) if newcomer else ()
        ),
    )  # fmt: skip
    do(db, act)
    return Recorded(act=act.uid, request=request_of(db, household, kept, rule), kept_sheet_b=stays)


def withdraw(db: Db, sheet_uid: str, *, now: datetime.datetime, by: str) -> Recorded | None:
    """Take a request out that was recorded by mistake, its empty sheet B with it; can be undone."""
    sheet = next(iter(sheets_a.get_many(db, [sheet_uid])), None)
    if sheet is None:
        return None
    household = households.get(db, sheet.household_uid)
    assert household is not None, "a sheet A goes with its household"
    request = request_of(db, household, sheet, _rule(db, sheet.year))
    review = reviews.get(db, household.uid, sheet.year)
    empty = (review,) if review and _is_empty(review) else ()
    act = Act(
        uid=uuid4().hex, kind="sheet-a-withdrawn", at=now, by=by, happened_on=sheet.asked_on,
        before=Touched(sheets_a=(sheet,), reviews=empty),
    )  # fmt: skip
    do(db, act)
    return Recorded(act=act.uid, request=request, kept_sheet_b=review is not None and not empty)


def _rule(db: Db, year: int) -> SheetARule:
    rule = standard(db, round_of(db, year).standard_id).sheet_a
    if rule is None:
        raise SheetAIncomplete(first="sheet-a-no-rule")
    return rule


def _check(found: Sequence[Finding]) -> None:
    blocking = [f for f in found if f.severity is Severity.BLOCKING]
    if blocking:
        raise SheetAIncomplete(first=blocking[0].code)


def _sheet_b(
    db: Db, household: Household, sheet: SheetA, said: Verdict
) -> tuple[tuple[Review, ...], tuple[Review, ...], bool]:
    """The sheet B before and after the request, and whether a keyed one stays against it."""
    review = reviews.get(db, household.uid, sheet.year)
    if said in (Verdict.LISTED, Verdict.ON_LIST):
        if review is not None:
            return (), (), False
        return (), (blank_review(db, household, sheet.year),), False
    if review is None:
        return (), (), False
    return ((review,), (), False) if _is_empty(review) else ((), (), True)


def _is_empty(review: Review) -> bool:
    return review.state is ReviewState.DRAFT and review.answers.is_blank


# Names of the columns ----------------------------------------------------------------------------
def mark_names(db: Db) -> dict[str, str]:
    """What the office calls the columns of sheet A, by their number; "" where it gave no name."""
    return settings.get(db, _NAMES, dict[str, str]) or {}


def name_marks(db: Db, names: Mapping[str, str], *, now: datetime.datetime, by: str) -> Changes:
    """Keep the office's names of the columns: the circular's own are not known to the program."""
    before = mark_names(db)
    after = {column: nfc(name) for column, name in names.items() if nfc(name)}
    if after == before:
        return changes()
    with writing(db):
        settings.put(db, _NAMES, after)
        audit.add(db, at=now, by=by, action=_NAMES, subject="setting", before=before, after=after)
    return changes("sheet_a")
