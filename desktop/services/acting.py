"""Acts on many households at once: planned first (who changes, who cannot and why), then done as one.

What is done goes through services.undoing, in one transaction, and is undone as one. Leaving sheets
for later touches only the list of those left for later, which has no records to undo: `put_back`.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import uuid4

from desktop.domain.act import Act, Touched
from desktop.domain.household import Household
from desktop.domain.review import Answers, Residents, Review, ReviewState, RoundKind
from desktop.domain.unit import Office
from desktop.domain.vietnamese import nfc
from desktop.services import keying, undoing
from desktop.services.changes import Changes, changes
from desktop.services.registering import own_commune
from desktop.services.reviewing import round_of
from desktop.store import audit, households, register, reviews
from desktop.store.connection import Db
from desktop.store.register import Line, Query

__all__ = ["KINDS", "Done", "Plan", "Wish", "do", "last_act", "plan", "put_back"]

SAME = "same"
YES, NO = "yes", "no"
LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be done with which households in which year; `value` is what they get, if anything.

    `kind`: a key of KINDS. The value of "merit" and "no_labour" is YES or NO. To "rename" is to
    give a village another name everywhere: its households are all of `village`, not `uids`.
    """

    kind: str
    year: int
    uids: tuple[str, ...] = ()
    value: str = ""
    village: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would come of a wish: uids that change, that are so already, that cannot and why.

    `remarks` are codes of what else is to be known ("villages-join": the name is another village's).
    `stamp`: the book's newest line of the trail when it was planned.
    """

    wish: Wish
    changing: tuple[str, ...]
    same: tuple[str, ...]
    refused: Mapping[str, tuple[str, ...]]
    remarks: tuple[str, ...] = ()
    before: Touched = field(default_factory=Touched)
    after: Touched = field(default_factory=Touched)
    stamp: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done: to how many households, and under which name it is undone ("" for `later`)."""

    wish: Wish
    count: int
    act_uid: str
    changes: Changes
    uids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One household to be changed, as it stands."""

    household: Household
    review: Review | None
    line: Line
    wish: Wish
    office: Office
    left: bool


# A reason why not (SAME: nothing to do), or the records as they will be (None: as they are).
_Answer = str | tuple[Household | None, Review | None]


def plan(db: Db, wish: Wish) -> Plan:
    """Who would change, who not and why; writes nothing. Raises RoundMissing, RoundNotHere."""
    office = own_commune(db)
    if wish.kind not in _WITHOUT_ROUND:
        round_of(db, wish.year)
    wish = replace(wish, value=nfc(wish.value), uids=_uids(db, wish))
    one = KINDS[wish.kind]
    left = {w.uid for w in keying.left_for_later(db, wish.year)}
    answers = [(case, one(case)) for case in _cases(db, wish, office, left)]
    return _planned(db, wish, office, answers)


def do(db: Db, planned: Plan, *, now: datetime.datetime, by: str) -> Done:
    """Do what was planned, whole or not at all; planned anew if the book has changed since."""
    wish = planned.wish
    if planned.stamp != audit.newest_id(db):
        planned = plan(db, wish)
    if wish.kind == LATER:
        told = keying.leave_many(db, planned.changing, wish.year)
        return Done(
            wish=wish, count=len(planned.changing), act_uid="", changes=told, uids=planned.changing
        )
    uid, told = "", changes()
    if planned.changing:
        uid = uuid4().hex
        told = undoing.do(
            db,
            Act(
                uid=uid, kind=ACTS[wish.kind], at=now, by=by, reason=planned.wish.value,
                before=planned.before, after=planned.after,
            ),
        )  # fmt: skip
    return Done(wish=wish, count=len(planned.changing), act_uid=uid, changes=told)


def put_back(db: Db, done: Done, *, now: datetime.datetime, by: str) -> Changes:
    """Take it back. Raises UndoTooLate."""
    if done.wish.kind == LATER:
        return keying.leave_many(db, done.uids, done.wish.year, later=False)
    return undoing.undo(db, done.act_uid, now=now, by=by)


def last_act(db: Db) -> Act | None:
    """The newest act on many households, if it was not undone: to be taken back later too."""
    newest = undoing.latest_acts(db, [*ACTS.values()], limit=1)
    return newest[0] if newest and newest[0].undone_at is None else None


# Reading -----------------------------------------------------------------------------------------
def _uids(db: Db, wish: Wish) -> tuple[str, ...]:
    if wish.kind != "rename":
        return wish.uids
    return tuple(register.uids(db, Query(year=wish.year, village=wish.village)))


def _cases(db: Db, wish: Wish, office: Office, left: set[str]) -> list[_Case]:
    some = Query(year=wish.year, among=wish.uids)
    lines = {line.uid: line for line in register.page(db, some, size=len(wish.uids))}
    sheets = {
        r.household_uid: r
        for r in reviews.of_households(db, wish.uids, wish.year, since=wish.year)
        if r.kind is RoundKind.PERIODIC
    }
    return [
        _Case(
            household=h, review=sheets.get(h.uid), line=lines[h.uid], wish=wish, office=office,
            left=h.uid in left,
        )
        for h in households.get_many(db, wish.uids)
    ]  # fmt: skip


def _planned(db: Db, wish: Wish, office: Office, answers: Sequence[tuple[_Case, _Answer]]) -> Plan:
    refused: defaultdict[str, list[str]] = defaultdict(list)
    homes: list[tuple[Household, Household]] = []
    sheets: list[tuple[Review | None, Review | None]] = []
    changing = []
    for case, answer in answers:
        if isinstance(answer, str):
            refused[answer].append(case.household.uid)
            continue
        household, review = answer
        changing.append(case.household.uid)
        if household is not None:
            homes.append((case.household, _raised(household)))
        if review is not case.review:
            sheets.append((case.review, review and _raised_review(review, case.review)))
    old, new = _residents(db, wish, office)
    same = tuple(refused.pop(SAME, ()))
    return Plan(
        wish=wish, changing=tuple(changing), same=same,
        refused={why: tuple(uids) for why, uids in refused.items()},
        remarks=_remarks(db, wish),
        before=Touched(
            households=tuple(a for a, _ in homes),
            reviews=tuple(a for a, _ in sheets if a is not None), residents=old,
        ),
        after=Touched(
            households=tuple(b for _, b in homes),
            reviews=tuple(b for _, b in sheets if b is not None), residents=new,
        ),
        stamp=audit.newest_id(db),
    )  # fmt: skip


def _raised(household: Household) -> Household:
    return replace(household, revision=household.revision + 1)


def _raised_review(review: Review, before: Review | None) -> Review:
    return replace(review, revision=before.revision + 1 if before else 1)


def _remarks(db: Db, wish: Wish) -> tuple[str, ...]:
    if wish.kind != "rename" or not wish.value or wish.value == wish.village:
        return ()
    known = {village for _, village, _ in households.villages(db)}
    return ("villages-join",) if wish.value in known else ()


def _residents(
    db: Db, wish: Wish, office: Office
) -> tuple[tuple[Residents, ...], tuple[Residents, ...]]:
    """Resident totals typed under the old name of a village go to the new one, unless it has some."""
    if wish.kind != "rename" or not wish.value or wish.value == wish.village:
        return (), ()
    known = {r.village: r for r in reviews.residents(db, wish.year, office.code)}
    old = known.get(wish.village)
    if old is None or wish.value in known:
        return (), ()
    return (old,), (replace(old, village=wish.value),)


# What each kind does -----------------------------------------------------------------------------
def _put_on_list(case: _Case) -> _Answer:
    """An empty sheet for who would not be reviewed otherwise."""
    if case.line.gone:
        return "gone"
    if case.review is not None or case.line.is_due:
        return SAME
    return None, _blank(case)


def _blank(case: _Case, enumerator: str = "") -> Review:
    assert case.office.area is not None, "only communes keep sheets, and they have an area"
    return Review(
        uid=uuid4().hex, household_uid=case.household.uid, year=case.wish.year,
        kind=RoundKind.PERIODIC, state=ReviewState.DRAFT, area=case.office.area,
        people=len(case.household.present), village=case.household.village,
        ethnic_group=case.household.ethnic_group, answers=Answers(enumerator=enumerator),
        written_by=case.office.book_id,
    )  # fmt: skip


def _take_off_list(case: _Case) -> _Answer:
    """The empty sheet goes, where nothing else puts the household on the list."""
    if case.review is None:
        return "listed" if case.line.is_due else SAME
    if case.review.state is ReviewState.COMPLETE or not case.review.answers.is_blank:
        return "keyed"
    return "listed" if replace(case.line, state=None).is_due else (None, None)


def _leave_for_later(case: _Case) -> _Answer:
    if case.line.state is ReviewState.COMPLETE:
        return "complete"
    if not case.line.is_due:
        return "gone" if case.line.gone else "not-listed"
    return SAME if case.left else (None, case.review)


def _set_enumerator(case: _Case) -> _Answer:
    """Who goes there stands on the sheet; an empty one is made where none was begun."""
    if case.review is None:
        if not case.line.is_due:
            return "gone" if case.line.gone else "not-listed"
        return None, _blank(case, case.wish.value)
    if case.review.answers.enumerator == case.wish.value:
        return SAME
    if case.review.decision_no:
        return "decided"
    answers = replace(case.review.answers, enumerator=case.wish.value)
    return None, replace(case.review, answers=answers)


def _set_village(case: _Case) -> _Answer:
    """The household, and its sheet of the year unless a decision names it by its village."""
    review = case.review
    if review is not None and not review.decision_no:
        review = _in_village(review, case.wish.value)
    return _moved(case, review)


def _rename_village(case: _Case) -> _Answer:
    """As a mended spelling: the sheets of the year follow, those of earlier years stay as printed."""
    review = case.review
    return _moved(case, review and _in_village(review, case.wish.value))


def _in_village(review: Review, village: str) -> Review:
    return review if review.village == village else replace(review, village=village)


def _moved(case: _Case, review: Review | None) -> _Answer:
    village = case.wish.value
    if not village or (case.household.village == village and review is case.review):
        return SAME
    is_there = case.household.village == village
    return None if is_there else replace(case.household, village=village), review


def _mark_no_labour(case: _Case) -> _Answer:
    wanted = case.wish.value == YES
    if case.household.no_labour_capacity == wanted:
        return SAME
    review = case.review and replace(case.review, no_labour_capacity=wanted)
    return replace(case.household, no_labour_capacity=wanted), review


def _mark_merit(case: _Case) -> _Answer:
    wanted = case.wish.value == YES
    if case.household.merit_person == wanted:
        return SAME
    review = case.review and replace(case.review, merit_person=wanted)
    return replace(case.household, merit_person=wanted), review


KINDS: Mapping[str, Callable[[_Case], _Answer]] = {
    "put_on_list": _put_on_list,
    "take_off_list": _take_off_list,
    LATER: _leave_for_later,
    "enumerator": _set_enumerator,
    "village": _set_village,
    "rename": _rename_village,
    "no_labour": _mark_no_labour,
    "merit": _mark_merit,
}
ACTS = {
    "put_on_list": "put_on_list",
    "take_off_list": "take_off_list",
    "enumerator": "set_enumerator",
    "village": "set_village",
    "rename": "rename_village",
    "no_labour": "mark_no_labour",
    "merit": "mark_merit",
}
"""Kind of wish → kind of the act that is kept."""
_WITHOUT_ROUND = ("village", "rename", "no_labour", "merit")
