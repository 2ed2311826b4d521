"""The one record made of two, by what was chosen in each field that differs.

Nothing is lost by not choosing: members, sheets and events that only one side has are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop.domain.household import Household, Person
from desktop.domain.review import Event
from desktop.rules.twin_fields import (
    HEAD,
    NUMBER,
    PERSON,
    Choice,
    Choices,
    Couples,
    Side,
    chosen,
    fields,
    round_of,
    undecided,
    what,
)


def unite(left: Side, right: Side, both: Couples, choices: Choices) -> Side:
    """The one household. Raises ValueError while something is undecided.

    The record stays whose number is kept, with its uid; its number and the other's earlier ones
    become former numbers. Of two sheets of one round the chosen one stays under the uid of the
    record that stays, so that a round has one sheet at any moment of writing.
    """
    found = fields(left, right, both)
    if undecided(found, choices):
        raise ValueError("every field that differs must be chosen first")
    picks = {f.key: pick for f in found if (pick := chosen(f, choices)) is not None}
    stays = picks.get(NUMBER, Choice.LEFT)
    kept, other = (left, right) if stays is Choice.LEFT else (right, left)
    uids = {b.uid: a.uid for a, b in _turned(both, stays)}
    household = _household(kept, other, both, picks, stays)
    return Side(
        household=household,
        reviews=_sheets(kept, other, "review", round_of, picks, stays),
        events=_events(kept, other, picks, stays, uids),
        sheets_a=_sheets(kept, other, "sheet_a", lambda s: s.year, picks, stays),
    )


def _turned(both: Couples, stays: Choice) -> list[tuple[Person, Person]]:
    """Couples with the person of the household that stays first."""
    return [(a, b) if stays is Choice.LEFT else (b, a) for a, b in both]


def _household(kept: Side, other: Side, both: Couples, picks: Choices, stays: Choice) -> Household:
    home, gone = kept.household, other.household
    values = {
        name: getattr(home if picks[name] is stays else gone, name)
        for name in ("village", "merit_person", "no_labour_capacity")
        if name in picks
    }
    former = dict.fromkeys((*home.former_numbers, *gone.former_numbers, gone.number))
    notes = dict.fromkeys(n for n in (home.note, gone.note) if n)
    return replace(
        home,
        **values,
        members=tuple(_members(home, gone, both, picks, stays)),
        note="\n".join(notes),
        former_numbers=tuple(n for n in former if n and n != home.number),
        revision=max(home.revision, gone.revision) + 1,
    )


def _members(
    home: Household, gone: Household, both: Couples, picks: Choices, stays: Choice
) -> Iterator[Person]:
    """The members of the household that stays, then those whom only the other one has.

    With another head the relations are those to the head chosen; a second one is none any more.
    """
    merged = {}
    taken = set()
    head_side = picks.get(HEAD)
    for a, b in both:
        own, twin = (a, b) if stays is Choice.LEFT else (b, a)
        merged[own.uid] = _person(a, b, own.uid, picks, head_side)
        taken.add(twin.uid)
    heads_home = head_side in (None, stays)
    for person in home.members:
        yield merged.get(person.uid) or _told(person, keeps_head=heads_home)
    for person in gone.members:
        if person.uid not in taken:
            yield _told(person, keeps_head=not heads_home)


def _told(person: Person, *, keeps_head: bool) -> Person:
    """A member of one side only; who was head there is not head here."""
    if keeps_head or not person.is_head or person.left_on is not None:
        return person
    return replace(person, relation="")


def _person(a: Person, b: Person, uid: str, picks: Choices, head_side: Choice | None) -> Person:
    merged = one_person(a, b, uid, picks)
    if head_side is None:
        return merged
    return replace(merged, relation=a.relation if head_side is Choice.LEFT else b.relation)


def one_person(a: Person, b: Person, uid: str, picks: Choices) -> Person:
    """The one person of two records, by the choices; `a` names the keys of its fields."""
    sides = {Choice.LEFT: a, Choice.RIGHT: b}
    own = a if uid == a.uid else b
    values: dict[str, Any] = {}
    for name in (*PERSON, "id_state"):
        pick = picks.get(f"{a.uid}:{name}")
        if pick is None:
            continue
        values[name] = getattr(sides[pick], name)
        if name == "citizen_id":
            values["id_state"] = sides[pick].id_state
        if name == "left_on":
            values["left_why"] = sides[pick].left_why
    return replace(own, **values, uid=uid)


def _sheets(
    kept: Side, other: Side, name: str, key: Callable[[Any], Any], picks: Choices, stays: Choice
) -> tuple[Any, ...]:
    """Those of the record that stays, changed where the other's was chosen; then the other's rest."""
    mine, theirs = (_of(side, name) for side in (kept, other))
    rivals = {key(record): record for record in theirs}
    made = [
        _winner(record, rivals.pop(key(record), None), f"{name}:", picks, stays) for record in mine
    ]
    return (*made, *(_moved(record, kept.household.uid) for record in rivals.values()))


def _of(side: Side, name: str) -> Sequence[Any]:
    return side.reviews if name == "review" else side.sheets_a


def _moved(record: Any, household_uid: str) -> Any:
    return replace(record, household_uid=household_uid, revision=record.revision + 1)


def _winner(record: Any, rival: Any, prefix: str, picks: Choices, stays: Choice) -> Any:
    if rival is None:
        return record
    left = record if stays is Choice.LEFT else rival
    if picks.get(prefix + left.uid) in (None, stays):
        return record
    revision = max(record.revision, rival.revision) + 1
    return replace(rival, uid=record.uid, household_uid=record.household_uid, revision=revision)


def _events(
    kept: Side, other: Side, picks: Choices, stays: Choice, uids: Mapping[str, str]
) -> tuple[Event, ...]:
    """What happened to either, once; of the members of the other record under the uids that stay."""
    told: dict[tuple[str, str, str], Event] = {}
    for side, events in ((stays, kept.events), (stays.other, other.events)):
        for event in events:
            if picks.get(f"event:{event.uid}", side) is side:
                moved = _moved_event(event, kept.household.uid, other.household.uid, uids)
                told.setdefault(what(moved), moved)
    return tuple(told.values())


def _moved_event(event: Event, kept: str, gone: str, uids: Mapping[str, str]) -> Event:
    """The other side of a split between the two is no other side any more."""
    moved = replace(
        event,
        household_uid=kept,
        person_uid=uids.get(event.person_uid, event.person_uid),
        other_uid="" if event.other_uid in (kept, gone) else event.other_uid,
    )
    return event if moved == event else replace(moved, revision=event.revision + 1)
