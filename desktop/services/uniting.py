"""Settling a pair: what differs, chosen field by field, becomes one record; undone as one deed."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from desktop.domain.act import Act, Touched
from desktop.domain.household import Household, Person
from desktop.domain.review import Answers, Event, EventKind, Review
from desktop.errors import TwinGone, TwinLastMember, TwinUndecided
from desktop.exchange.lists.cells import same_village
from desktop.exchange.lists.doubts import book_sketches, listed_sketches
from desktop.exchange.lists.matching import Match, MatchKind
from desktop.exchange.lists.merging import new_household
from desktop.exchange.lists.records import ListedHousehold
from desktop.rules.twin_fields import (
    Choice,
    Choices,
    Field,
    Side,
    fields,
    person_fields,
    undecided,
)
from desktop.rules.twins import Couple, Names, Reason, couples, sketches
from desktop.rules.unite import one_person, unite
from desktop.services import undoing
from desktop.services.changes import Changes, changes
from desktop.services.listing import Numbers, household_of, padded, reviews_of
from desktop.services.parking import line_of, rank
from desktop.services.planning.carrying import carried_over
from desktop.services.registering import own_commune
from desktop.store import households, reviews, settings, sheets_a, twins
from desktop.store.connection import Db, writing
from desktop.store.twins import LATER, LISTED, OPEN, PERSON, SAME, Twin
from desktop.text import t

__all__ = ["Choice", "Field", "Settled", "View", "keep_person", "same", "undo", "view", "write_new"]

_WRITES = changes("twin", "household", "review", "residents")
_ONE_HOUSEHOLD = 40
"""Points from which members are one person once it is said that their households are one."""
_NEW = "listed:"
Couples = Sequence[tuple[Person, Person]]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A pair side by side. `both` joins members; `fields` are all that has to be chosen.

    For a person in two households `both` holds the two records. For a listed household the book's
    side is `left`; `candidates` are (uid, points) of all whom it may be, and `year` the list's.
    """

    uid: str
    kind: str
    score: int
    reasons: tuple[Reason, ...]
    left: Side
    right: Side
    both: Couples
    fields: tuple[Field, ...]
    candidates: tuple[tuple[str, int], ...] = ()
    year: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of a pair: the deed that can be undone, and the household that holds it now."""

    uid: str
    act_uid: str
    household: Household
    changes: Changes = _WRITES


# Looking -----------------------------------------------------------------------------------------
def view(db: Db, uid: str, *, apart: Collection[str] = (), candidate: str = "") -> View:
    """Both sides whole. `apart`: members (uid at the left) who are two persons after all.

    `candidate` is the household that a listed one is compared with, by default the likeliest.
    Raises TwinGone.
    """
    twin = twins.get(db, uid)
    if twin is None or twin.state not in (OPEN, LATER):
        raise TwinGone
    if twin.kind == LISTED:
        return _listed_view(db, twin, apart, candidate)
    return _person_view(db, twin) if twin.kind == PERSON else _household_view(db, twin, apart)


def _sides(db: Db, uids: Sequence[str]) -> tuple[Side, Side]:
    """Both households, the lower number at the left."""
    found = sorted(households.get_many(db, uids), key=lambda h: (h.number, h.uid))
    if len(found) != 2:
        raise TwinGone
    return side_of(db, found[0]), side_of(db, found[1])


def side_of(db: Db, household: Household) -> Side:
    """A household with its sheets and events."""
    return Side(
        household=household,
        reviews=tuple(reviews.of_household(db, household.uid)),
        events=tuple(reviews.events_of(db, household.uid)),
        sheets_a=tuple(sheets_a.of_household(db, household.uid)),
    )


def _household_view(db: Db, twin: Twin, apart: Collection[str]) -> View:
    left, right = _sides(db, [twin.left_uid, twin.right_uid])
    found = couples(sketches(left.household), sketches(right.household), _names(db), _ONE_HOUSEHOLD)
    both = _joined(found, left.household, right.household, apart)
    return _viewed(twin, left, right, both)


def _names(db: Db) -> Names:
    # Among all names of a province counting takes seconds; who is who in two families needs none.
    return Names.of(() if settings.office(db).is_upper else twins.names(db))


def _joined(
    found: Sequence[Couple], left: Household, right: Household, apart: Collection[str]
) -> Couples:
    """Couples as persons, in the order of the left household."""
    people = {p.uid: p for p in (*left.members, *right.members)}
    of_left = {c.left.uid: c.right.uid for c in found if c.left.uid not in apart}
    return [(p, people[of_left[p.uid]]) for p in left.members if p.uid in of_left]


def _viewed(twin: Twin, left: Side, right: Side, both: Couples) -> View:
    return View(
        uid=twin.uid, kind=twin.kind, score=twin.score, reasons=twin.reasons, left=left,
        right=right, both=both, fields=fields(left, right, both),
    )  # fmt: skip


def _person_view(db: Db, twin: Twin) -> View:
    homes = twins.homes_of(db, [twin.left_uid, twin.right_uid])
    left, right = _sides(db, sorted(set(homes.values())))
    one, other = (_one_of(side, homes) for side in (left, right))
    return replace(
        _viewed(twin, left, right, [(one, other)]),
        fields=tuple(person_fields(one, other, with_relations=False)),
    )


def _one_of(side: Side, homes: Mapping[str, str]) -> Person:
    return next(p for p in side.household.members if p.uid in homes)


# A listed household ------------------------------------------------------------------------------
def _listed_view(db: Db, twin: Twin, apart: Collection[str], candidate: str) -> View:
    line = line_of(twin)
    names = _names(db)
    ranked = rank(db, line.listed, line.candidates, names)
    chosen = candidate or (ranked[0][0] if ranked else "")
    home = households.get(db, chosen) if chosen else None
    if home is None:
        raise TwinGone
    left = side_of(db, home)
    right = _listed_side(db, line.listed, left, line.year)
    listed = listed_sketches(line.listed, _NEW.removesuffix(":"))
    found = couples(book_sketches(home), listed, names, _ONE_HOUSEHOLD)
    both = _joined(found, home, right.household, apart)
    return replace(
        _viewed(twin, left, right, both),
        candidates=tuple((uid, score.points) for uid, score in ranked),
        year=line.year,
    )


def _listed_side(db: Db, listed: ListedHousehold, left: Side, year: int) -> Side:
    """The list as a record; what it does not say is as in the book, and a keyed sheet stays."""
    home, office = left.household, settings.office(db)
    made = new_household(
        listed, new_uid=str, number="", commune_code=office.code,
        list_version=office.list_version, written_by=office.book_id,
    )  # fmt: skip
    # As listed_sketches names them.
    members = tuple(replace(p, uid=f"{_NEW}{n}") for n, p in enumerate(made.members))
    paper = padded(listed.former_number or listed.number)
    record = replace(
        made,
        uid=home.uid,
        members=members,
        former_numbers=(paper,) if paper else (),
        village=home.village if same_village(listed.village, home.village) else made.village,
        merit_person=_said(listed.merit_person, home.merit_person),
        no_labour_capacity=_said(listed.no_labour_capacity, home.no_labour_capacity),
    )
    keyed = any(r.year == year and _is_keyed(r) for r in left.reviews)
    match = Match(listed=listed, household=None, kind=MatchKind.CREATED)
    decided = [] if keyed else reviews_of(db, year, [match], [record], {}, office)
    return Side(household=record, reviews=tuple(decided))


def _said(listed: bool | None, known: bool) -> bool:
    return known if listed is None else listed


def _is_keyed(review: Review) -> bool:
    return replace(review.answers, causes=(), cause_other="") != Answers()


# Settling ----------------------------------------------------------------------------------------
def same(
    db: Db, uid: str, choices: Choices, *, apart: Collection[str] = (), candidate: str = "",
    now: datetime.datetime, by: str,
) -> Settled:  # fmt: skip
    """The two are one household: the record made by the choices stays, the other is taken out.

    Raises TwinUndecided, TwinGone, RoundNotHere (an upper office only looks).
    """
    own_commune(db)
    shown = view(db, uid, apart=apart, candidate=candidate)
    if shown.kind == PERSON:
        raise TwinGone
    _check_decided(shown, choices)
    united = unite(shown.left, shown.right, shown.both, choices)
    if shown.kind == LISTED:
        united = replace(united, household=_with_uids(united.household))
        return _settle(db, uid, "twins-listed", _whole(shown.left), united, now=now, by=by)
    at_left = united.household.uid == shown.left.household.uid
    stays, gone = (shown.left, shown.right) if at_left else (shown.right, shown.left)
    before = _joined_touched(_whole(shown.left), _whole(shown.right))
    others = reviews.get_events(db, twins.events_naming(db, gone.household.uid))
    strangers = tuple(e for e in others if e.uid not in {x.uid for x in before.events})
    before = replace(before, events=(*before.events, *strangers))
    kept = united.household.uid
    moved = tuple(replace(e, other_uid=kept, revision=e.revision + 1) for e in strangers)
    told = _telling(stays.household, united.household, gone.household.number, now)
    united = replace(united, events=(*united.events, *moved, *told))
    old, new = carried_over(db, gone.household.uid, kept)
    before = replace(before, measures=old.measures, planned_escapes=old.planned_escapes)
    return _settle(db, uid, "twins-same", before, united, carried=new, now=now, by=by)


def _telling(
    before: Household, after: Household, number: str, now: datetime.datetime
) -> list[Event]:
    """What the balance has to know: whom the other record brought, and why the village is another."""
    here, there = ({p.uid for p in h.present} for h in (before, after))
    kinds = [(EventKind.CORRECTED, "")]
    kinds += [(EventKind.MEMBER_IN, p.uid) for p in after.present if p.uid not in here]
    kinds += [(EventKind.MEMBER_OUT, p.uid) for p in before.present if p.uid not in there]
    return [
        Event(
            uid=uuid4().hex, household_uid=after.uid, kind=kind,
            happened_on=now.astimezone().date(), note=t("twins-united-why", number=number),
            written_by=after.written_by, people=abs(kind.sign), person_uid=person,
        )
        for kind, person in kinds
    ]  # fmt: skip


def _check_decided(shown: View, choices: Choices) -> None:
    if left_open := undecided(shown.fields, choices):
        raise TwinUndecided(count=len(left_open))


def _with_uids(household: Household) -> Household:
    members = (
        replace(p, uid=uuid4().hex) if p.uid.startswith(_NEW) else p for p in household.members
    )
    return replace(household, members=tuple(members))


def _whole(side: Side) -> Touched:
    return Touched(
        households=(side.household,), reviews=side.reviews, events=side.events,
        sheets_a=side.sheets_a,
    )  # fmt: skip


def _joined_touched(one: Touched, other: Touched) -> Touched:
    return Touched(
        households=(*one.households, *other.households),
        reviews=(*one.reviews, *other.reviews),
        events=(*one.events, *other.events),
        sheets_a=(*one.sheets_a, *other.sheets_a),
    )


def _settle(
    db: Db, uid: str, kind: str, before: Touched, after: Side, *,
    carried: Touched = Touched(), now: datetime.datetime, by: str,  # noqa: B008 - frozen
) -> Settled:  # fmt: skip
    """Only what changes is part of the deed, so that it can be undone while the rest is worked on."""
    act_uid, known = uuid4().hex, {e.uid for e in before.events}
    events = tuple(e if e.uid in known else replace(e, act=act_uid) for e in after.events)
    after = replace(after, events=events)
    whole = replace(
        _whole(after), measures=carried.measures, planned_escapes=carried.planned_escapes
    )
    act = Act(uid=act_uid, kind=kind, at=now, by=by, before=before, after=whole)
    return _do(db, uid, _lean(act), after.household)


def _lean(act: Act) -> Act:
    kinds = ("households", "reviews", "events", "sheets_a", "measures", "planned_escapes")
    before, after = (
        {kind: getattr(side, kind) for kind in kinds} for side in (act.before, act.after)
    )
    for kind in kinds:
        same_ones = [r for r in before[kind] if r in after[kind]]
        for side in (before, after):
            side[kind] = tuple(r for r in side[kind] if r not in same_ones)
    return replace(act, before=Touched(**before), after=Touched(**after))


def _do(db: Db, uid: str, act: Act, household: Household) -> Settled:
    """The pair names its deed first: until that is done, and once it is undone, it waits."""
    twin = twins.get(db, uid)
    assert twin is not None, "it was looked at a moment ago"
    marked = replace(
        twin, state=SAME, settled_at=act.at, settled_by=act.by, act_uid=act.uid
    )  # fmt: skip
    with writing(db):
        twins.put(db, [marked])
    undoing.do(db, act)
    return Settled(uid=uid, act_uid=act.uid, household=household)


def keep_person(
    db: Db, uid: str, keep: Choice, choices: Choices, *, now: datetime.datetime, by: str
) -> Settled:
    """One person in two households: stays in one, with what was chosen of both records.

    In the other the person has left, today, by an event that the balance counts.
    Raises TwinUndecided, TwinLastMember, TwinGone, RoundNotHere.
    """
    office = own_commune(db)
    shown = view(db, uid)
    if shown.kind != PERSON:
        raise TwinGone
    _check_decided(shown, choices)
    one, other = shown.both[0]
    home, loser = shown.left.household, shown.right.household
    stays, goes = one, other
    if keep is Choice.RIGHT:
        home, loser, stays, goes = loser, home, other, one
    if len(loser.present) == 1:
        raise TwinLastMember(number=loser.number)
    picks = {f.key: pick for f in shown.fields if (pick := choices.get(f.key, f.proposal))}
    merged = one_person(one, other, stays.uid, picks)
    on = now.astimezone().date()
    gone = replace(goes, left_on=on, left_why=t("twins-left-why", number=home.number))
    act_uid = uuid4().hex
    event = Event(
        uid=uuid4().hex, household_uid=loser.uid, kind=EventKind.MEMBER_OUT, happened_on=on,
        note=gone.left_why, written_by=office.book_id, people=1, person_uid=goes.uid, act=act_uid,
    )  # fmt: skip
    act = Act(
        uid=act_uid, kind="twins-person", at=now, by=by, happened_on=on,
        before=Touched(households=(home, loser)),
        after=Touched(
            households=(_with_person(home, merged), _with_person(loser, gone)), events=(event,)
        ),
    )  # fmt: skip
    return _do(db, uid, _lean(act), home)


def _with_person(household: Household, person: Person) -> Household:
    members = tuple(person if p.uid == person.uid else p for p in household.members)
    if members == household.members:
        return household
    return replace(household, members=members, revision=household.revision + 1)


def write_new(db: Db, uid: str, *, now: datetime.datetime, by: str) -> Settled:
    """A listed household that is none of the book's: written as a new one. Raises TwinGone."""
    office = own_commune(db)
    twin = twins.get(db, uid)
    if twin is None or twin.state != OPEN or twin.kind != LISTED:
        raise TwinGone
    line = line_of(twin)
    match = Match(listed=line.listed, household=None, kind=MatchKind.CREATED)
    record = household_of(match, office, Numbers(db, office))
    decided = reviews_of(db, line.year, [match], [record], {}, office)
    act = Act(
        uid=uuid4().hex, kind="twins-listed-new", at=now, by=by,
        after=Touched(households=(record,), reviews=tuple(decided)),
    )  # fmt: skip
    return _do(db, uid, act, record)


def undo(db: Db, act_uid: str, *, now: datetime.datetime, by: str) -> Changes:
    """Bring both records back as they were; the pair waits again. Raises UndoTooLate."""
    done = undoing.undo(db, act_uid, now=now, by=by)
    return _WRITES if done.names else done
