"""Where two records of one household differ, and what seems right in each field.

Where one side is blank, or says the same less exactly, the other is proposed; where both say
something else, somebody has to choose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from desktop.domain.household import Household, IdState, Person
from desktop.domain.review import Event, Review, ReviewState, SheetA
from desktop.domain.vietnamese import citizen_id_problem, same_word

Couples = Sequence[tuple[Person, Person]]


class Choice(StrEnum):
    """Which side's value holds."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Choice:
        """The other side."""
        return Choice.RIGHT if self is Choice.LEFT else Choice.LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A household with all that hangs on it."""

    household: Household
    reviews: tuple[Review, ...] = ()
    events: tuple[Event, ...] = ()
    sheets_a: tuple[SheetA, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A value that differs. `key` names it among the choices, `name` its words.

    `who` is the member's name, "" for the household. `proposal` None: nothing speaks for either.
    """

    key: str
    name: str
    left: Any
    right: Any
    who: str = ""
    proposal: Choice | None = None

    def value(self, choice: Choice) -> Any:
        """What stands on a side."""
        return self.left if choice is Choice.LEFT else self.right


NUMBER = "number"
"""The field that decides which record stays: the one whose number is kept."""
HEAD = "head"


# What differs ------------------------------------------------------------------------------------
def fields(left: Side, right: Side, both: Couples) -> tuple[Field, ...]:
    """All that has to be chosen before two households are one, in the order of a sheet."""
    return (*_household_fields(left, right, both), *_people_fields(left, right, both), *_sheet_fields(left, right))  # fmt: skip


def _household_fields(left: Side, right: Side, both: Couples) -> Iterator[Field]:
    a, b = left.household, right.household
    if a.number and b.number and a.number != b.number:
        yield Field(
            key=NUMBER, name=NUMBER, left=a.number, right=b.number, proposal=_older(left, right)
        )
    if not same_word(a.village, b.village):
        yield _field("village", a.village, b.village)
    for name in ("merit_person", "no_labour_capacity"):
        if getattr(a, name) != getattr(b, name):
            yield Field(key=name, name=name, left=getattr(a, name), right=getattr(b, name))
    if _heads_differ(a, b, both):
        yield Field(key=HEAD, name=HEAD, left=a.head_name, right=b.head_name)


def _older(left: Side, right: Side) -> Choice:
    """The record with the longer history stays; of two alike the one with the lower number."""
    years = [sorted(r.year for r in side.reviews) for side in (left, right)]
    if len(years[0]) != len(years[1]):
        return Choice.LEFT if len(years[0]) > len(years[1]) else Choice.RIGHT
    return Choice.LEFT if left.household.number <= right.household.number else Choice.RIGHT


def _heads_differ(a: Household, b: Household, both: Couples) -> bool:
    if a.head is None or b.head is None:
        return False
    return (a.head.uid, b.head.uid) not in {(x.uid, y.uid) for x, y in both}


def _people_fields(left: Side, right: Side, both: Couples) -> Iterator[Field]:
    with_relations = not _heads_differ(left.household, right.household, both)
    for a, b in both:
        yield from person_fields(a, b, with_relations=with_relations)


def person_fields(a: Person, b: Person, *, with_relations: bool = True) -> Iterator[Field]:
    """What two records of one person say differently.

    A relation is to the head: where the heads differ it follows from the choice of the head.
    """
    for name, (differs, proposed) in PERSON.items():
        one, other = getattr(a, name), getattr(b, name)
        if (name == "relation" and not with_relations) or not differs(one, other):
            continue
        key = f"{a.uid}:{name}"
        yield Field(key=key, name=name, left=one, right=other, who=a.name, proposal=proposed(a, b))
    if not a.citizen_id and not b.citizen_id and a.id_state is not b.id_state:
        known = Choice.LEFT if a.id_state is IdState.NOT_ISSUED else Choice.RIGHT
        yield Field(
            key=f"{a.uid}:id_state", name="id_state", left=a.id_state, right=b.id_state,
            who=a.name, proposal=known,
        )  # fmt: skip


def _unlike(one: Any, other: Any) -> bool:
    return bool(one != other)


def _unlike_words(one: str, other: str) -> bool:
    return not same_word(one, other)


def _filled(name: str) -> Callable[[Person, Person], Choice | None]:
    return lambda a, b: _not_blank(getattr(a, name), getattr(b, name))


def _not_blank(one: Any, other: Any) -> Choice | None:
    blank = ("", None)
    if one in blank or other in blank:
        return Choice.RIGHT if one in blank else Choice.LEFT
    return None


def _longer_birth(a: Person, b: Person) -> Choice | None:
    """The day says more than the year alone."""
    if a.born.startswith(b.born):
        return Choice.LEFT
    return Choice.RIGHT if b.born.startswith(a.born) else None


def _sounder_id(a: Person, b: Person) -> Choice | None:
    """A citizen id before an old CMND, a plausible number before one that is not."""
    if found := _not_blank(a.citizen_id, b.citizen_id):
        return found
    sound = [citizen_id_problem(p.citizen_id, p.born) is None for p in (a, b)]
    if sound[0] != sound[1]:
        return Choice.LEFT if sound[0] else Choice.RIGHT
    longer = len(a.citizen_id) - len(b.citizen_id)
    return None if not longer else Choice.LEFT if longer > 0 else Choice.RIGHT


def _not_left(a: Person, b: Person) -> Choice | None:  # noqa: ARG001
    return None


PERSON: Mapping[
    str, tuple[Callable[[Any, Any], bool], Callable[[Person, Person], Choice | None]]
] = {
    "name": (_unlike_words, _filled("name")),
    "relation": (_unlike_words, _filled("relation")),
    "sex": (_unlike, _filled("sex")),
    "born": (_unlike, _longer_birth),
    "citizen_id": (_unlike, _sounder_id),
    "ethnic_group": (_unlike_words, _filled("ethnic_group")),
    "schooling": (_unlike, _filled("schooling")),
    "insured": (_unlike, _filled("insured")),
    "work": (_unlike, _filled("work")),
    "left_on": (_unlike, _not_left),
}


def _field(name: str, left: Any, right: Any) -> Field:
    return Field(key=name, name=name, left=left, right=right, proposal=_not_blank(left, right))


def _sheet_fields(left: Side, right: Side) -> Iterator[Field]:
    for one, other in _clashing(left.reviews, right.reviews, round_of):
        if _content(one) == _content(other):
            continue
        yield Field(
            key=f"review:{one.uid}", name="review", left=one, right=other,
            proposal=_sounder_review(one, other),
        )  # fmt: skip
    for one_a, other_a in _clashing(left.sheets_a, right.sheets_a, lambda s: s.year):
        if _content(one_a) != _content(other_a):
            yield Field(key=f"sheet_a:{one_a.uid}", name="sheet_a", left=one_a, right=other_a)
    for event, side in _lone_moves(left, right):
        at_left = side is Choice.LEFT
        yield Field(
            key=f"event:{event.uid}", name="event", left=event if at_left else None,
            right=None if at_left else event,
        )  # fmt: skip


def round_of(review: Review) -> tuple[int, str]:
    return review.year, review.kind.value


def _content(sheet: SheetA | Review) -> SheetA | Review:
    return replace(sheet, uid="", household_uid="", written_by="", revision=1)


def _clashing(
    left: Sequence[Any], right: Sequence[Any], key: Callable[[Any], Any]
) -> list[tuple[Any, Any]]:
    others = {key(record): record for record in right}
    return [(record, others[key(record)]) for record in left if key(record) in others]


def _sounder_review(a: Review, b: Review) -> Choice | None:
    """A complete sheet before a draft; of two with one result the one that was keyed."""
    if a.state is not b.state:
        return Choice.LEFT if a.state is ReviewState.COMPLETE else Choice.RIGHT
    if a.outcome is None or b.outcome is None:
        return None
    said = [(r.outcome.household_class, r.outcome.b1_points, r.outcome.b2_points) for r in (a, b) if r.outcome]  # fmt: skip
    if said[0] != said[1]:
        return None
    return Choice.LEFT if len(a.answers.confirmed) >= len(b.answers.confirmed) else Choice.RIGHT


def _lone_moves(left: Side, right: Side) -> Iterator[tuple[Event, Choice]]:
    """Arrivals and leavings that only one of the two records has: did they happen to the family?"""
    here = {what(e) for e in left.events}
    there = {what(e) for e in right.events}
    for side, events, others in ((Choice.LEFT, left.events, there), (Choice.RIGHT, right.events, here)):  # fmt: skip
        for event in events:
            if _is_move(event) and what(event) not in others:
                yield event, side


def _is_move(event: Event) -> bool:
    return event.kind.is_arrival or event.kind.is_leaving


def what(event: Event) -> tuple[str, str, str]:
    return event.kind.value, event.happened_on.isoformat(), event.person_uid


# What was chosen --------------------------------------------------------------------------------
Choices = Mapping[str, Choice]


def undecided(found: Iterable[Field], choices: Choices) -> list[Field]:
    """Fields that nobody has chosen and nothing is proposed for."""
    return [f for f in found if chosen(f, choices) is None]


def chosen(one: Field, choices: Choices) -> Choice | None:
    """What was chosen, else what is proposed."""
    return choices.get(one.key, one.proposal)
