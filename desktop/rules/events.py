"""What a deed on households comes to: the records after it and its events, before it is written.

Whoever goes to another household of the register goes with the person record and its uid, for one
person is one record: a search by citizen id finds where the person lives now, and nobody can stand
in two households. The household left keeps a trace (domain.household.Person), so that lists of
earlier years still name who was on them. The events of both sides carry the person's uid and the
other household's. Whoever leaves the register keeps the record where it is, with day and reason. A
household that moves away or dies out stays as it stood that day, ready to come back.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.domain.act import Touched
from desktop.domain.household import HEAD, TRACE, Household, Person
from desktop.domain.review import Event, EventKind, Finding, Severity
from desktop.domain.vietnamese import age_on
from desktop.rules.event_checks import findings
from desktop.rules.event_request import Case, Deed, Known, Request

__all__ = ["Deed", "Effect", "Known", "Plan", "Request", "effects", "founder", "plan"]

NewUid = Callable[[], str]
_GROWN = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a deed would do. With a blocking finding it does nothing: both sides are empty."""

    kind: Deed
    act: str
    request: Request
    before: Touched = field(default_factory=Touched)
    after: Touched = field(default_factory=Touched)
    findings: tuple[Finding, ...] = ()

    @property
    def is_blocked(self) -> bool:
        """Whether something must be mended first."""
        return any(f.severity is Severity.BLOCKING for f in self.findings)


def plan(request: Request, known: Known, *, today: datetime.date, new_uid: NewUid) -> Plan:
    """Plan a deed on the households of a register; pure, `new_uid` gives uids one by one.

    Raises ValueError where `corrected` brings or takes members: that is another deed.
    """
    case = Case(request, known, today, new_uid())
    found = tuple(findings(case))
    planned = Plan(kind=request.kind, act=case.act, request=request, findings=found)
    if planned.is_blocked:
        return planned
    deed = _DEEDS[request.kind](case, new_uid)
    before = [known.households[h.uid] for h in deed.households if h.uid in known.households]
    events = tuple(_dated(case, e, new_uid) for e in deed.events)
    return replace(
        planned,
        kind=_kind(case),
        before=Touched(households=tuple(before)),
        after=Touched(households=tuple(_raised(case, deed.households)), events=events),
    )


def _kind(case: Case) -> Deed:
    """A correction that puts the household elsewhere is told apart: villages are balanced."""
    right, home = case.request.corrected, case.home
    moved = right is not None and home is not None and right.village != home.village
    return Deed.VILLAGE_CHANGED if moved else case.request.kind


def _raised(case: Case, households: Iterable[Household]) -> Iterator[Household]:
    for household in households:
        before = case.known.households.get(household.uid)
        changed = before is not None and before != household
        yield replace(household, revision=before.revision + 1) if before and changed else household


def _dated(case: Case, event: Event, new_uid: NewUid) -> Event:
    return replace(
        event, uid=new_uid(), happened_on=case.request.on, note=case.request.reason,
        written_by=case.known.founded.written_by, act=case.act,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Done:
    """Households as they are after a deed, those only told about among them; events undated."""

    households: tuple[Household, ...]
    events: tuple[Event, ...]


def _event(
    kind: EventKind,
    household: Household,
    people: int = 1,
    person_uid: str = "",
    other_uid: str = "",
) -> Event:
    return Event(
        uid="", household_uid=household.uid, kind=kind, happened_on=datetime.date.min,
        people=people, person_uid=person_uid, other_uid=other_uid,
    )  # fmt: skip


def _home(case: Case) -> Household:
    assert case.home is not None, "the checks asked for it"
    return case.home


# Members -----------------------------------------------------------------------------------------
def _regrouped(
    members: Iterable[Person], head: str, relations: Mapping[str, str]
) -> Iterator[Person]:
    """The members with their relations from now on; with a new `head` nobody else stays one."""
    for person in members:
        if person.left_on is not None:
            yield person
        elif person.uid == head:
            yield replace(person, relation=HEAD)
        elif person.uid in relations:
            yield replace(person, relation=relations[person.uid])
        elif head and person.is_head:
            yield replace(person, relation="")
        else:
            yield person


def _without(case: Case, *, moving: bool) -> Household:
    """The household after the chosen members left; those who move leave a trace only."""
    home, request = _home(case), case.request
    members = []
    for person in home.members:
        if person in case.going:
            uid = f"{person.uid}{TRACE}{case.act}" if moving else person.uid
            members.append(
                replace(person, uid=uid, left_on=request.on, left_why=case.known.why)
            )  # fmt: skip
        else:
            members.append(person)
    return replace(home, members=tuple(_regrouped(members, request.head, request.relations)))


def _come(case: Case, new_uid: NewUid) -> tuple[Person, ...]:
    """Persons new to the register, with uids; without a group or birthday they get the obvious."""
    home = case.home
    group = home.ethnic_group if home else ""
    born = case.request.on.isoformat() if case.request.kind is Deed.BORN else ""
    return tuple(
        replace(
            p, uid=new_uid(), born=p.born or born, ethnic_group=p.ethnic_group or group,
            left_on=None, left_why="",
        )
        for p in case.request.people
    )  # fmt: skip


def _born(case: Case, new_uid: NewUid) -> _Done:
    return _came(case, new_uid, EventKind.BORN)


def _member_in(case: Case, new_uid: NewUid) -> _Done:
    return _came(case, new_uid, EventKind.MEMBER_IN)


def _came(case: Case, new_uid: NewUid, kind: EventKind) -> _Done:
    home = _home(case)
    back = set(case.request.members) if kind is EventKind.MEMBER_IN else set()
    members = [
        replace(
            p, left_on=None, left_why="",
            relation=case.request.relations.get(p.uid, "" if p.is_head else p.relation),
        )
        if p.uid in back
        else p
        for p in home.members
    ]  # fmt: skip
    newcomers = _come(case, new_uid)
    after = replace(home, members=(*members, *newcomers))
    who = [*(p.uid for p in home.members if p.uid in back), *(p.uid for p in newcomers)]
    return _Done((after,), tuple(_event(kind, home, person_uid=uid) for uid in who))


def _died(case: Case, _: NewUid) -> _Done:
    return _went(case, EventKind.DIED)


def _member_out(case: Case, _: NewUid) -> _Done:
    return _went(case, EventKind.MEMBER_OUT)


def _went(case: Case, kind: EventKind) -> _Done:
    home = _home(case)
    events = tuple(_event(kind, home, person_uid=p.uid) for p in case.going)
    return _Done((_without(case, moving=False),), events)


# Between households ------------------------------------------------------------------------------
def _split(case: Case, _: NewUid) -> _Done:
    home, request = _home(case), case.request
    members = tuple(_regrouped(case.going, request.new_head, request.relations))
    founded = replace(case.known.founded, village=request.village or home.village, members=members)
    out = tuple(
        _event(EventKind.MEMBER_OUT, home, person_uid=p.uid, other_uid=founded.uid)
        for p in case.going
    )
    off = _event(EventKind.SPLIT_OFF, founded, len(members), other_uid=home.uid)
    return _Done((_without(case, moving=True), founded), (*out, off))


def _join(case: Case, _: NewUid) -> _Done:
    home, target, given = _home(case), case.target, case.request.relations
    assert target is not None, "the checks asked for it"
    arrived = tuple(replace(p, relation=given.get(p.uid, "")) for p in case.going)
    there = replace(target, members=(*target.members, *arrived))
    events = [
        _event(EventKind.MEMBER_IN, target, person_uid=p.uid, other_uid=home.uid)
        for p in case.going
    ]
    if case.goes_whole:
        whole = _event(EventKind.JOINED_ANOTHER, home, len(arrived), other_uid=target.uid)
        return _Done((_without(case, moving=True), there), (whole, *events))
    out = (
        _event(EventKind.MEMBER_OUT, home, person_uid=p.uid, other_uid=target.uid)
        for p in case.going
    )
    return _Done((_without(case, moving=True), there), (*out, *events))


def founder(people: Sequence[Person], on: datetime.date) -> str:
    """The uid of who is proposed as head of those that split off: the only one, else the first
    known to be grown up; "" for nobody."""
    if len(people) == 1:
        return people[0].uid
    return next((p.uid for p in people if (age_on(p.born, on) or 0) >= _GROWN), "")


# Whole households --------------------------------------------------------------------------------
def _arrived(case: Case, new_uid: NewUid) -> _Done:
    home = case.home or replace(
        case.known.founded, village=case.request.village, members=_come(case, new_uid)
    )
    return _moved(case, home)


def _left(case: Case, _: NewUid) -> _Done:
    return _moved(case, _home(case))


def _moved(case: Case, household: Household) -> _Done:
    """The record of a household that is known stays as it is; the event says that it moved."""
    event = _event(EventKind(case.request.kind), household, len(household.present))
    return _Done((household,), (event,))


# Heads and corrections ---------------------------------------------------------------------------
def _head_changed(case: Case, _: NewUid) -> _Done:
    home, request = _home(case), case.request
    members = tuple(_regrouped(home.members, request.head, request.relations))
    event = _event(EventKind.HEAD_CHANGED, home, 0, person_uid=request.head)
    return _Done((replace(home, members=members),), (event,))


def _corrected(case: Case, _: NewUid) -> _Done:
    home, right = _home(case), case.request.corrected
    assert right is not None, "the checks asked for it"
    if right.number != home.number:
        former = dict.fromkeys((*home.former_numbers, home.number))
        right = replace(right, former_numbers=tuple(n for n in former if n != right.number))
    known = {p.uid: p for p in home.members}
    changed = [p.uid for p in right.members if p != known.get(p.uid)]
    whose = changed[0] if len(changed) == 1 else ""
    return _Done((right,), (_event(EventKind.CORRECTED, home, 0, person_uid=whose),))


_DEEDS: Mapping[Deed, Callable[[Case, NewUid], _Done]] = {
    Deed.BORN: _born,
    Deed.DIED: _died,
    Deed.MEMBER_IN: _member_in,
    Deed.MEMBER_OUT: _member_out,
    Deed.SPLIT: _split,
    Deed.JOIN: _join,
    Deed.MOVED_IN: _arrived,
    Deed.SPLIT_OFF: _arrived,
    Deed.MOVED_AWAY: _left,
    Deed.DIED_OUT: _left,
    Deed.JOINED_ANOTHER: _left,
    Deed.HEAD_CHANGED: _head_changed,
    Deed.CORRECTED: _corrected,
}


# What is shown before it is done -----------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Effect:
    """What a deed does to one household: its head and persons before and after.

    None: it is not here (not yet, or no more).
    """

    uid: str
    number: str
    head_name: str
    people_before: int | None
    people_after: int | None


def effects(planned: Plan) -> list[Effect]:
    """One line per household, in the order in which the deed goes through them."""
    before = {h.uid: h for h in planned.before.households}
    kinds = {e.household_uid: e.kind for e in planned.after.events if _moves(e.kind)}
    return [_effect(before.get(h.uid), h, kinds.get(h.uid)) for h in planned.after.households]


def _moves(kind: EventKind) -> bool:
    return kind.is_arrival or kind.is_leaving


def _effect(before: Household | None, after: Household, kind: EventKind | None) -> Effect:
    came, went = kind is not None and kind.is_arrival, kind is not None and kind.is_leaving
    # An arrival of a household in the register: it was away, or its coming is only told afterwards.
    named = after if after.present or before is None else before
    return Effect(
        uid=after.uid,
        number=after.number,
        head_name=named.head_name,
        people_before=None if before is None or came else len(before.present),
        people_after=None if went else len(after.present),
    )
