"""One sheet B being keyed: what the book held and what was typed, with every step as a new state.

Pure Python. Places are named as findings name them (`Finding.where`): "general:merit_person",
"member:2:born", "b1", "b1:<item>", "deprivation:water", "causes", "cause_other", "enumerator",
"reviewed_on". What cannot be read stays as typed among the notes of the sheet, so that it
survives a draft; it blocks completion until it is mended.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.domain.household import HEAD, Household, Person
from desktop.domain.review import Answers, Review, ReviewState
from desktop.domain.unit import Area
from desktop.domain.vietnamese import nfc
from desktop.rules.checks import AGE, EMPTIED, TYPED, Around
from desktop.rules.standard import Standard
from desktop.services.keying import Opened, Scratch
from desktop.services.reviewing import SheetB
from desktop.ui.pages.entry import roster_fields

_OF_A_MEMBER = (TYPED, AGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keying:
    """A sheet in hand. `before`: the household as the round found it, None if it came in it.

    `last_household`: as its last sheet left it; `around`: what other records say of it.
    `listed`: whether it is to be reviewed this year; else nothing is typed into it.
    """

    sheet: SheetB
    before: Household | None
    today: datetime.date
    household: Household
    answers: Answers
    last_household: Household | None = None
    around: Around = field(default_factory=Around)
    listed: bool = True

    @property
    def uid(self) -> str:
        """The household's uid."""
        return self.household.uid

    @property
    def standard(self) -> Standard:
        """The standard of the round."""
        return self.sheet.standard

    @property
    def area(self) -> Area:
        """Which limits hold."""
        return self.sheet.area

    @property
    def last(self) -> Review | None:
        """The last complete review of an earlier round."""
        return self.sheet.last

    @property
    def was_complete(self) -> bool:
        """Whether the book holds this sheet as complete."""
        review = self.sheet.review
        return review is not None and review.state is ReviewState.COMPLETE

    @property
    def base(self) -> int:
        """Revision of the review in the book, 0 where there is none."""
        return self.sheet.review.revision if self.sheet.review else 0

    @property
    def present(self) -> tuple[Person, ...]:
        """Members in the grid."""
        return self.household.present

    @property
    def counted_on(self) -> datetime.date:
        """The day on which ages count."""
        return min(self.answers.reviewed_on or self.today, self.today)


def begin(opened: Opened, today: datetime.date, *, enumerator: str = "", new_uid: str) -> Keying:
    """A sheet as it comes to the hand: today as its day, the enumerator of the sheet before.

    An empty household gets a row for its head (`new_uid`).
    """
    sheet = opened.sheet
    household, answers = sheet.household, sheet.answers
    if not household.present:
        head = Person(uid=new_uid, name="", relation=HEAD)
        household = replace(household, members=(*household.members, head))
    if not (sheet.review and sheet.review.state is ReviewState.COMPLETE):
        answers = replace(
            answers,
            reviewed_on=answers.reviewed_on or today,
            enumerator=answers.enumerator or enumerator,
        )
    return Keying(
        sheet=sheet, before=opened.before, today=today, household=household, answers=answers,
        last_household=opened.last_household, around=opened.around, listed=opened.listed,
    )  # fmt: skip


def resume(state: Keying, scratch: Scratch) -> Keying:
    """The sheet as it was when the program ended without putting it down: in work, so listed."""
    return replace(state, household=scratch.household, answers=scratch.answers, listed=True)


def rebase(state: Keying, household: Household, review: Review) -> Keying:
    """The same typing over what the book holds now."""
    sheet = replace(state.sheet, household=household, review=review)
    mine = replace(state.household, revision=household.revision)
    return replace(state, sheet=sheet, household=mine)


def scratch(state: Keying, place: str, at: datetime.datetime) -> Scratch:
    """What is kept of it."""
    return Scratch(
        household=state.household,
        answers=state.answers,
        place=place,
        base=state.base,
        household_base=state.sheet.household.revision,
        at=at,
    )


def differs(one: Keying, other: Keying) -> bool:
    """Whether two states of a sheet hold different typing."""
    return (one.household, one.answers) != (other.household, other.answers)


def answered(state: Keying, **changes: Any) -> Keying:
    """The sheet with some of its answers replaced."""
    return replace(state, answers=replace(state.answers, **changes))


def without(kept: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """A mapping less some of its keys."""
    return {k: v for k, v in kept.items() if k not in keys}


def with_note(state: Keying, key: str, text: str) -> Keying:
    """A note beside an answer; "" takes it away."""
    notes = without(state.answers.notes, key) | ({key: text} if text else {})
    return state if notes == state.answers.notes else answered(state, notes=notes)


# Unreadable text ---------------------------------------------------------------------------------
def unread_key(state: Keying, place: str) -> str:
    """The note under which a place keeps what could not be read."""
    kind, *rest = place.split(":")
    if kind != "member":
        return f"{TYPED}{place}"
    return f"{TYPED}{state.present[int(rest[0]) - 1].uid}:{rest[1]}"


def unread(state: Keying, place: str) -> str:
    """What was typed there and could not be read, "" if nothing."""
    return state.answers.notes.get(unread_key(state, place), "")


def unread_places(state: Keying) -> list[str]:
    """All places with unreadable text, in the order of the paper."""
    lines = {person.uid: n for n, person in enumerate(state.present, 1)}
    found = []
    for key in state.answers.notes:
        if not key.startswith(TYPED):
            continue
        name = key.removeprefix(TYPED)
        uid, _, field = name.partition(":")
        if not field:
            found.append(name)
        elif uid in lines:
            found.append(f"member:{lines[uid]}:{field}")
    return sorted(found, key=lambda place: (not place.startswith("member"), place))


# Household and members ---------------------------------------------------------------------------
def mark_general(state: Keying, field: str, yes: bool) -> Keying:
    """`merit_person` or `no_labour_capacity` of the household."""
    changes: dict[str, Any] = {field: yes}
    return replace(state, household=replace(state.household, **changes))


def type_member(state: Keying, line: int, field: str, typed: str) -> Keying:
    """Key a cell of the member on a line (from 1); a name the register knows is never emptied."""
    person = state.present[line - 1]
    key = unread_key(state, f"member:{line}:{field}")
    if field == "name" and not nfc(typed) and (known := _known_name(state, person)):
        return _with_member(with_note(state, key, EMPTIED), replace(person, name=known))
    if field == "born":
        typed, age = roster_fields.split_age(typed, state.counted_on)
        state = with_note(state, f"{AGE}{person.uid}", age)
    after = roster_fields.typed_into(person, field, typed)
    if after is None:
        return with_note(state, key, nfc(typed))
    return _with_member(with_note(state, key, ""), after)


def _known_name(state: Keying, person: Person) -> str:
    """The name under which the register has a member, "" for a new row."""
    return next((p.name for p in state.sheet.household.members if p.uid == person.uid), "")


def _with_member(state: Keying, person: Person) -> Keying:
    members = tuple(person if p.uid == person.uid else p for p in state.household.members)
    return replace(state, household=replace(state.household, members=members))


def member_before(state: Keying, person: Person) -> Person | None:
    """The same person as the round found him."""
    known = state.before.members if state.before else ()
    return next((p for p in known if p.uid == person.uid), None)


def member_as_before(state: Keying, line: int, field: str) -> Keying:
    """A cell back to what the round found; nothing happens where it found nothing."""
    person = state.present[line - 1]
    before = member_before(state, person)
    if before is None:
        return state
    cleared = with_note(state, unread_key(state, f"member:{line}:{field}"), "")
    return _with_member(cleared, roster_fields.copied(person, before, field))


def add_member(state: Keying, uid: str) -> Keying:
    """A new row at the end, of the head's ethnic group."""
    person = Person(uid=uid, name="", ethnic_group=state.household.ethnic_group)
    members = (*state.household.members, person)
    return replace(state, household=replace(state.household, members=members))


def drop_member(state: Keying, line: int) -> Keying:
    """The member left today; a row that was added while keying just goes."""
    person = state.present[line - 1]
    known = any(p.uid == person.uid for p in state.sheet.household.members)
    members = state.household.members
    if known:
        gone = replace(person, left_on=state.counted_on)
        members = tuple(gone if p.uid == person.uid else p for p in members)
    else:
        members = tuple(p for p in members if p.uid != person.uid)
    mine = (f"{TYPED}{person.uid}:", f"{AGE}{person.uid}")
    stale = [k for k in state.answers.notes if k.startswith(mine)]
    state = replace(state, household=replace(state.household, members=members))
    return answered(state, notes=without(state.answers.notes, *stale)) if stale else state


def left_because(state: Keying, uid: str, why: str) -> Keying:
    """Why a member left who was taken out of the sheet."""
    members = tuple(
        replace(p, left_why=why) if p.uid == uid else p for p in state.household.members
    )
    return replace(state, household=replace(state.household, members=members))


def with_members_of(state: Keying, before: Keying) -> Keying:
    """The members as they were at an earlier step, with what could not be read there."""
    typed = {k: v for k, v in before.answers.notes.items() if k.startswith(_OF_A_MEMBER)}
    kept = {k: v for k, v in state.answers.notes.items() if not k.startswith(_OF_A_MEMBER)}
    household = replace(state.household, members=before.household.members)
    return answered(replace(state, household=household), notes={**kept, **typed})
