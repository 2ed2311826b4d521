"""What speaks against a deed on households: findings, of which a blocking one stops it.

`where` names the field of the request: "on", "household", "members", "member:<uid>", "head",
"new_head", "target", "relations", "people", "person:<n>:<field>", "village", "reason", "number".
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from desktop.domain.household import Household, Person
from desktop.domain.review import Event, EventKind, Finding, Severity
from desktop.domain.vietnamese import citizen_id_problem, fold
from desktop.rules.event_request import Case, Deed

_Check = Callable[[Case], Iterator[Finding]]


def findings(case: Case) -> list[Finding]:
    """Everything that speaks against the deed, in the order of the form."""
    return [
        f for check in (_on, _household, *_CHECKS[case.request.kind], _heads) for f in check(case)
    ]


def _blocking(code: str, where: str, **details: object) -> Finding:
    return Finding(f"event-{code}", Severity.BLOCKING, where, details)


def _warning(code: str, where: str, **details: object) -> Finding:
    return Finding(f"event-{code}", Severity.WARNING, where, details)


# The day and the household -----------------------------------------------------------------------
def _on(case: Case) -> Iterator[Finding]:
    on = case.request.on
    if on > case.today:
        yield _blocking("ahead", "on", day=on)
    if on.year in case.known.decided:
        yield _warning("year-decided", "on", year=str(on.year))


def _household(case: Case) -> Iterator[Finding]:
    """It must be in the register, and here; only who moved away can come back."""
    request = case.request
    if case.home is None:
        if not request.kind.is_arrival or request.household:
            yield _blocking("household-missing", "household")
        return
    gone = case.known.is_gone(request.household)
    if gone and request.kind not in (Deed.MOVED_IN, Deed.CORRECTED):
        yield _blocking("household-left", "household", name=_called(case.home))
    last = case.known.last_move.get(request.household)
    if last is not None and case.goes_whole and not gone and request.on < last.happened_on:
        yield _blocking("before-move", "on", day=last.happened_on)


def _called(household: Household) -> str:
    """How a household is named in a sentence: by its head, without one by its number."""
    return household.head_name or household.number


# Members -----------------------------------------------------------------------------------------
def _chosen(case: Case) -> Iterator[Finding]:
    chosen, there = case.request.members, {p.uid for p in case.going}
    if not chosen:
        yield _blocking("nobody-chosen", "members")
    for uid, times in Counter(chosen).items():
        if times > 1:
            yield _blocking("member-twice", f"member:{uid}", name=_name(case, uid))
        if uid not in there:
            yield _blocking("member-gone", f"member:{uid}", name=_name(case, uid))
    for person in case.going:
        if person.born and case.request.on < first_day(person.born):
            yield _blocking("before-birth", "on", name=person.name, born=first_day(person.born))


def first_day(born: str) -> datetime.date:
    """The earliest day that a birth date ("1980", "1980-07", "1980-07-21") can mean."""
    return datetime.date.fromisoformat(born + "yyyy-01-01"[len(born) :])


def _name(case: Case, uid: str) -> str:
    members = case.home.members if case.home else ()
    return next((p.name for p in members if p.uid == uid), "")


def _head_of_the_rest(case: Case) -> Iterator[Finding]:
    """Who stays needs a head when the head goes."""
    head, staying = case.request.head, {p.uid for p in case.staying}
    if head and head not in staying:
        yield _blocking("head-not-member", "head", name=_name(case, head))
    elif staying and not head and any(p.is_head for p in case.going):
        name = next(p.name for p in case.going if p.is_head)
        yield _blocking("head-missing", "head", name=name)


def _somebody_stays(case: Case) -> Iterator[Finding]:
    """The last member does not die or leave: the household dies out or moves away."""
    if case.going and not case.staying:
        yield _blocking(f"last-{case.request.kind}", "members")


def _target(case: Case) -> Iterator[Finding]:
    request = case.request
    if case.target is None:
        yield _blocking("target-missing", "target")
    elif request.target == request.household:
        yield _blocking("join-itself", "target")
    elif case.known.is_gone(request.target):
        yield _blocking("target-left", "target", name=_called(case.target))


def _relations_there(case: Case) -> Iterator[Finding]:
    """The relation of a member is to the head: in another household it is another one."""
    given = case.request.relations
    bare = sum(not given.get(p.uid) for p in case.going)
    if bare:
        yield _warning("relation-missing", "relations", count=bare)


def _founder(case: Case) -> Iterator[Finding]:
    head = case.request.new_head
    if not head:
        yield _blocking("new-head-missing", "new_head")
    elif head not in {p.uid for p in case.going}:
        yield _blocking("head-not-member", "new_head", name=_name(case, head))


def _successor(case: Case) -> Iterator[Finding]:
    """The new head is present, and not the head already."""
    present = {p.uid: p for p in case.staying}
    new = present.get(case.request.head)
    if new is None:
        yield _blocking("new-head-missing", "head")
    elif new.is_head:
        yield _blocking("nothing-changed", "head")
    before = next((p for p in case.staying if p.is_head), None)
    if before is not None and not case.request.relations.get(before.uid):
        yield _warning("relation-missing", "relations", count=1)


def _heads(case: Case) -> Iterator[Finding]:
    """Nobody becomes a second head by a relation."""
    heads = {case.request.head, case.request.new_head}
    for uid, relation in case.request.relations.items():
        if fold(relation) == "chu ho" and uid not in heads:
            yield _blocking("two-heads", "relations", name=_name(case, uid))


# Persons new to the register ---------------------------------------------------------------------
def _newcomers(case: Case) -> Iterator[Finding]:
    comes_back = case.request.kind is Deed.MEMBER_IN and case.request.members
    if not case.request.people and not comes_back:
        yield _blocking("nobody-chosen", "people")
    for line, person in case.newcomers:
        yield from _newcomer(case, line, person)
        yield from _unknown(case, line, person)


def _newcomer(case: Case, line: int, person: Person) -> Iterator[Finding]:
    if not person.name:
        yield _blocking("name-missing", f"person:{line}:name")
    elif not any(char.isalpha() for char in person.name):
        yield _blocking("name-odd", f"person:{line}:name", name=person.name)
    if person.born and case.request.on < first_day(person.born):
        yield _blocking(
            "before-birth", f"person:{line}:born", name=person.name, born=first_day(person.born)
        )
    if person.citizen_id:
        problem = citizen_id_problem(person.citizen_id, person.born)
        if problem:
            yield _warning("id-odd", f"person:{line}:citizen_id", name=person.name)


def _unknown(case: Case, line: int, person: Person) -> Iterator[Finding]:
    """Sex and birthday of somebody new; a child without a birthday is born on the day."""
    if person.sex is None:
        yield _warning("sex-missing", f"person:{line}:sex")
    if not person.born and case.request.kind is Deed.BORN:
        yield _warning("birthday-missing", f"person:{line}:born", day=case.request.on)
    elif not person.born:
        yield _warning("born-missing", f"person:{line}:born")


def _no_second_head(case: Case) -> Iterator[Finding]:
    for _, person in case.newcomers:
        if person.is_head:
            yield _blocking("two-heads", "people", name=person.name)


def _born_that_day(case: Case) -> Iterator[Finding]:
    for line, person in case.newcomers:
        if person.born and not case.request.on.isoformat().startswith(person.born):
            yield _warning("other-birthday", f"person:{line}:born", name=person.name)


def _back(case: Case) -> Iterator[Finding]:
    """Who comes back is a former member, and no trace of one who lives in another household."""
    away = {p.uid: p for p in (case.home.members if case.home else ()) if p.left_on}
    for uid, times in Counter(case.request.members).items():
        person = away.get(uid)
        if times > 1:
            yield _blocking("member-twice", f"member:{uid}", name=_name(case, uid))
        if person is None or person.is_trace:
            yield _blocking("member-not-away", f"member:{uid}", name=_name(case, uid))
        elif person.left_on and case.request.on < person.left_on:
            yield _blocking("before-leaving", "on", name=person.name, day=person.left_on)


# Whole households --------------------------------------------------------------------------------
def _arrival(case: Case) -> Iterator[Finding]:
    """A new household with its head and village; one that comes back; or why one is here."""
    if case.home is not None:
        last = case.known.last_move.get(case.home.uid)
        if last is not None and last.kind.is_leaving:
            yield from _return(case, case.home, last)
        elif last is not None or case.home.uid in case.known.reviewed:
            yield _blocking("household-here", "household", name=_called(case.home))
        return
    yield from _newcomers(case)
    heads = [p.name for _, p in case.newcomers if p.is_head]
    if case.request.people and not heads:
        yield _blocking("new-head-missing", "people")
    for name in heads[1:]:
        yield _blocking("two-heads", "people", name=name)
    if not case.request.village:
        yield _blocking("village-missing", "village")


def _return(case: Case, home: Household, last: Event) -> Iterator[Finding]:
    if last.kind is EventKind.DIED_OUT or not home.present:
        yield _blocking("nobody-to-return", "household", name=_called(home))
    elif case.request.on <= last.happened_on:
        yield _blocking("before-move", "on", day=last.happened_on)


# Corrections -------------------------------------------------------------------------------------
def _correction(case: Case) -> Iterator[Finding]:
    right, home = case.request.corrected, case.home
    if right is None or home is None or right == home:
        yield _blocking("nothing-changed", "household")
        return
    if not case.request.reason:
        yield _blocking("reason-missing", "reason")
    if right.number != home.number and right.number in case.known.numbers:
        yield _blocking("number-taken", "number", number=right.number)
    if not right.village:
        yield _blocking("village-missing", "village")
    if not right.number:
        yield _blocking("number-missing", "number")
    yield from _corrected_people(case, right.present, home)


def _corrected_people(case: Case, people: Sequence[Person], home: Household) -> Iterator[Finding]:
    if {p.uid for p in people} != {p.uid for p in home.present}:
        raise ValueError("a correction neither brings nor takes members")
    heads = [p for p in people if p.is_head]
    if len(heads) > 1:
        yield _blocking("two-heads", "people", name=heads[1].name)
    if not heads and any(p.is_head for p in home.present):
        yield _blocking("new-head-missing", "people")
    for line, person in enumerate(people, 1):
        yield from _newcomer(case, line, person)


_CHECKS: Mapping[Deed, tuple[_Check, ...]] = {
    Deed.BORN: (_newcomers, _no_second_head, _born_that_day),
    Deed.DIED: (_chosen, _somebody_stays, _head_of_the_rest),
    Deed.MEMBER_IN: (_newcomers, _no_second_head, _back),
    Deed.MEMBER_OUT: (_chosen, _somebody_stays, _head_of_the_rest),
    Deed.SPLIT: (_chosen, _somebody_stays, _founder, _head_of_the_rest),
    Deed.JOIN: (_chosen, _target, _head_of_the_rest, _relations_there),
    Deed.MOVED_IN: (_arrival,),
    Deed.SPLIT_OFF: (_arrival,),
    Deed.MOVED_AWAY: (),
    Deed.DIED_OUT: (),
    Deed.JOINED_ANOTHER: (),
    Deed.HEAD_CHANGED: (_successor,),
    Deed.CORRECTED: (_correction,),
}
