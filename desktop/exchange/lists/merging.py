"""Pairs the people of a listed household with those of the book and says what the list changes.

A blank in the list changes nothing; a year never replaces a full date, an old CMND never a citizen
id; two spellings of one word (hòa, hoà) are no change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop.domain.household import Household, IdState, Person
from desktop.domain.review import Review
from desktop.domain.vietnamese import fold, same_word
from desktop.exchange.lists.cells import same_village
from desktop.exchange.lists.records import ListedHousehold, ListedPerson
from desktop.exchange.lists.words import Field

Pair = tuple[ListedPerson, Person | None]

_FIELD_OF = {
    "name": Field.MEMBER_NAME,
    "relation": Field.RELATION,
    "sex": Field.SEX,
    "born": Field.BIRTH,
    "ethnic_group": Field.ETHNIC_GROUP,
    "citizen_id": Field.CITIZEN_ID,
    "id_state": Field.CITIZEN_ID,
    "village": Field.VILLAGE,
    "former_numbers": Field.HOUSEHOLD_NUMBER,
    "note": Field.NOTE,
    "merit_person": Field.MERIT_PERSON,
    "no_labour_capacity": Field.NO_LABOUR_CAPACITY,
    "class": Field.CLASS,
    "b1": Field.B1,
    "b2": Field.B2,
    "decision_no": Field.DECISION_NO,
    "decision_on": Field.DECISION_ON,
    "people": Field.PEOPLE,
    "causes": Field.CAUSE,
    "cause_other": Field.CAUSE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value that differs: of the household, of a person (`person_uid`), or of the review.

    `attribute` is the record's; "member" with a blank `before` is a person the book lacks.
    """

    of: str  # "household", "person", "review"
    attribute: str
    before: Any
    after: Any
    person_uid: str = ""

    @property
    def fills(self) -> bool:
        """Whether the book had nothing there. An old no is not nothing where yes is listed."""
        return self.before in (None, "", (), IdState.UNKNOWN)

    @property
    def label(self) -> str:
        """What the field is called on screen."""
        return _FIELD_OF.get(self.attribute, Field.MEMBER_NAME).label


def paired(listed: ListedHousehold, household: Household) -> tuple[Pair, ...]:
    """Each listed person with the book's, None where the book has no such person.

    Those who left are asked last: an older list does not bring them back. Who lives in another
    household by now is not asked.
    """
    gone = (p for p in household.members if p.left_on is not None and not p.is_trace)
    free = [*household.present, *gone]
    found: dict[int, Person] = {}
    for test in (_same_id, _same_birth, _same_name):
        for i, person in enumerate(listed.members):
            if i in found:
                continue
            other = next((p for p in free if test(person, p)), None)
            if other is not None:
                found[i] = other
                free.remove(other)
    return tuple((person, found.get(i)) for i, person in enumerate(listed.members))


def _same_id(a: ListedPerson, b: Person) -> bool:
    return bool(a.citizen_id) and a.citizen_id == b.citizen_id


def _same_birth(a: ListedPerson, b: Person) -> bool:
    return a.born == b.born and fold(a.name) == fold(b.name) and not _other_id(a, b)


def _same_name(a: ListedPerson, b: Person) -> bool:
    born = a.born.startswith(b.born) or b.born.startswith(a.born)
    return born and fold(a.name) == fold(b.name) and not _other_id(a, b)


def _other_id(a: ListedPerson, b: Person) -> bool:
    """Two ids of one kind that differ."""
    both = a.citizen_id and b.citizen_id and len(a.citizen_id) == len(b.citizen_id)
    return bool(both) and a.citizen_id != b.citizen_id


def changes_of(
    listed: ListedHousehold, household: Household, pairs: Sequence[Pair]
) -> tuple[Change, ...]:
    """All that the list says of a household and its people otherwise than the book."""
    changes = _household_changes(listed, household)
    for person, known in pairs:
        if known is None:
            changes.append(Change(of="person", attribute="member", before="", after=person.name))
        elif known.left_on is None:
            changes += _person_changes(person, known)
    return tuple(changes)


def _household_changes(listed: ListedHousehold, household: Household) -> list[Change]:
    changes: list[Change] = []
    if listed.village and not same_village(listed.village, household.village):
        changes.append(_of_household("village", household.village, listed.village))
    if listed.note and listed.note not in household.note:
        changes.append(_of_household("note", household.note, listed.note))
    for attribute in ("merit_person", "no_labour_capacity"):
        before, after = getattr(household, attribute), getattr(listed, attribute)
        if after is not None and after != before:
            changes.append(_of_household(attribute, before, after))
    return changes


def _of_household(attribute: str, before: object, after: object) -> Change:
    return Change(of="household", attribute=attribute, before=before, after=after)


def _person_changes(listed: ListedPerson, known: Person) -> list[Change]:
    differing: dict[str, Callable[[Any, Any], bool]] = {
        "name": lambda before, after: not same_word(before, after),
        "relation": lambda before, after: not same_word(before, after),
        "sex": lambda before, after: before is not after,
        "born": lambda before, after: not before.startswith(after),
        "ethnic_group": lambda before, after: not same_word(before, after),
        "citizen_id": lambda before, after: before != after and len(after) >= len(before),
    }
    changes = [
        Change(of="person", attribute=a, before=before, after=after, person_uid=known.uid)
        for a, differs in differing.items()
        if (after := getattr(listed, a)) and differs(before := getattr(known, a), after)
    ]
    state = listed.id_state
    if state is IdState.NOT_ISSUED and known.id_state is IdState.UNKNOWN:
        changes.append(
            Change(
                of="person",
                attribute="id_state",
                before=known.id_state,
                after=state,
                person_uid=known.uid,
            )
        )
    return changes


def review_changes(listed: ListedHousehold, review: Review | None) -> tuple[Change, ...]:
    """Class, points and decision of the list's year; all of them where there is no review yet."""
    outcome = review.outcome if review else None
    before: dict[str, Any] = {
        "class": outcome and outcome.household_class,
        "b1": outcome and outcome.b1_points,
        "b2": outcome and outcome.b2_points,
        "decision_no": review and review.decision_no,
        "decision_on": review and review.decision_on,
        "people": review and review.people,
        "causes": review and review.answers.causes,
        "cause_other": review and review.answers.cause_other,
    }
    after: dict[str, Any] = {
        "class": listed.household_class,
        "b1": listed.b1,
        "b2": listed.b2,
        "decision_no": listed.decision_no,
        "decision_on": listed.decision_on,
        "people": listed.people,
        "causes": listed.causes,
        "cause_other": listed.cause_other,
    }
    if review is None and listed.household_class is None:
        return ()
    return tuple(
        Change(of="review", attribute=a, before=before[a], after=value)
        for a, value in after.items()
        if value not in (None, "", ()) and value != before[a]
    )


# The household after reading ----------------------------------------------------------------------
def new_household(
    listed: ListedHousehold,
    *,
    new_uid: Callable[[], str],
    number: str,
    commune_code: str,
    list_version: str,
    written_by: str,
) -> Household:
    """The record of a household the book lacks; `number` is the register's, chosen by the caller."""
    return Household(
        uid=new_uid(),
        number=number,
        commune_code=commune_code,
        list_version=list_version,
        village=listed.village,
        members=tuple(new_person(p, new_uid) for p in listed.members),
        merit_person=bool(listed.merit_person),
        no_labour_capacity=bool(listed.no_labour_capacity),
        note=listed.note,
        written_by=written_by,
    )


def new_person(listed: ListedPerson, new_uid: Callable[[], str]) -> Person:
    """The record of a person the book lacks."""
    return Person(
        uid=new_uid(),
        name=listed.name,
        relation=listed.relation,
        sex=listed.sex,
        born=listed.born,
        ethnic_group=listed.ethnic_group,
        citizen_id=listed.citizen_id,
        id_state=listed.id_state,
    )


def changed_household(
    household: Household,
    changes: Sequence[Change],
    pairs: Sequence[Pair],
    *,
    new_uid: Callable[[], str],
) -> Household:
    """The book's record with the changes made; its revision is the caller's to raise."""
    of_household = {c.attribute: c.after for c in changes if c.of == "household"}
    if "note" in of_household and household.note:
        of_household["note"] = f"{household.note}; {of_household['note']}"
    members = [_changed_person(p, changes) for p in household.members]
    added = [p for p, known in pairs if known is None]
    if any(c.attribute == "member" for c in changes):
        members += [new_person(p, new_uid) for p in added]
    return replace(household, **of_household, members=tuple(members))


def _changed_person(person: Person, changes: Sequence[Change]) -> Person:
    values = {c.attribute: c.after for c in changes if c.of == "person" and c.person_uid == person.uid}  # fmt: skip
    if "citizen_id" in values:
        values["id_state"] = IdState.KNOWN
    return replace(person, **values) if values else person
