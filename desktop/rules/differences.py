"""Two keyings of one sheet B side by side, field by field in the order of the paper.

Values are texts that two keyings can be compared by and a choice is kept as: words as typed, dates
in ISO form, ids of options, "yes" and "no", "*" for a citizen id not yet issued; "" is blank. A
member who stands in one keying only is one difference at "member:<n>": his name, and "".
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop.domain.household import Household, IdState, Person, Schooling, Sex, Work
from desktop.domain.review import Answers
from desktop.domain.second_keying import Difference, KeyedSheet, same_value
from desktop.domain.vietnamese import nfc, spelling_key
from desktop.rules.derive import square_metres
from desktop.rules.standard import Choice, Standard

YES, NO = "yes", "no"
NOT_ISSUED = "*"
MEMBER_FIELDS = (
    "name", "relation", "born", "sex", "ethnic_group", "citizen_id", "schooling", "insured", "work",
)  # fmt: skip
GENERAL_FIELDS = ("merit_person", "no_labour_capacity")


@dataclass(frozen=True, slots=True)
class Compared:
    """The differences in the order of the paper, and how many fields were compared.

    A field that is blank in both keyings was not compared: nobody keyed anything there.
    """

    differences: tuple[Difference, ...]
    fields: int


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of the sheet in both keyings."""

    place: str
    first: str
    second: str
    one: str = ""
    other: str = ""


def compare(
    first: KeyedSheet, second: KeyedSheet, standard: Standard, *, given: str = ""
) -> Compared:
    """What differs between two keyings of a sheet of this standard.

    `given` is the uid of the member of `second` whose name and relation were not keyed but given:
    they count only where they were changed.
    """
    fields = [f for f in _fields(first, second, standard) if f.first or f.second]
    differing = [f for f in fields if not same_value(f.first, f.second)]
    free = sum(
        bool(given) and f.other == given and f.place.endswith((":name", ":relation"))
        for f in fields
        if f not in differing
    )
    found = tuple(
        Difference(place=f.place, first=f.first, second=f.second, one=f.one, other=f.other)
        for f in differing
    )
    return Compared(found, len(fields) - free)


def _fields(first: KeyedSheet, second: KeyedSheet, standard: Standard) -> Iterator[_Field]:
    one, other = values_of(first, standard), values_of(second, standard)
    beside = [_Field(place, one[place], other[place]) for place in places_of(standard)]
    front = len(GENERAL_FIELDS)
    yield from beside[:front]
    yield from _members(first.household.present, second.household.present)
    yield from beside[front:]


# Members -----------------------------------------------------------------------------------------
def pairs(
    first: Sequence[Person], second: Sequence[Person]
) -> list[tuple[Person | None, Person | None]]:
    """The members of two keyings matched: by name and birth, name, birth or id, then by line.

    In the order of the first keying; those of the second alone stand behind the one they follow.
    """
    left = dict(enumerate(first))
    right = dict(enumerate(second))
    matched: dict[int, int] = {}
    for key in _KEYS:
        for i, j in _meet(key, left, right):
            matched[i] = j
            del left[i], right[j]
    found: list[tuple[float, Person | None, Person | None]] = [
        (float(i), p, second[matched[i]] if i in matched else None) for i, p in enumerate(first)
    ]
    back = {j: i for i, j in matched.items()}
    for j, person in right.items():
        before = max((back[k] for k in back if k < j), default=-1)
        found.append((before + 0.5, None, person))
    return [(one, other) for _, one, other in sorted(found, key=lambda line: line[0])]


_Key = Callable[[int, Person], object]


def _name(person: Person) -> str:
    return spelling_key(person.name)


# A key that gives None matches nobody.
_KEYS: tuple[_Key, ...] = (
    lambda _, p: (_name(p), p.born) if p.name and p.born else None,
    lambda _, p: _name(p) or None,
    lambda _, p: p.born or None,
    lambda _, p: p.citizen_id or None,
    lambda line, _: line,
)


def _meet(
    key: _Key, left: Mapping[int, Person], right: Mapping[int, Person]
) -> Iterator[tuple[int, int]]:
    """Lines of both sides with an equal key, the first with the first."""
    waiting: dict[object, list[int]] = {}
    for j, person in right.items():
        waiting.setdefault(key(j, person), []).append(j)
    for i, person in list(left.items()):
        wanted = key(i, person)
        if wanted is not None and waiting.get(wanted):
            yield i, waiting[wanted].pop(0)


def _members(first: Sequence[Person], second: Sequence[Person]) -> Iterator[_Field]:
    for line, (one, other) in enumerate(pairs(first, second), 1):
        if one is None or other is None:
            yield _Field(
                f"member:{line}",
                _called(one),
                _called(other),
                one.uid if one else "",
                other.uid if other else "",
            )
            continue
        for field in MEMBER_FIELDS:
            place = f"member:{line}:{field}"
            yield _Field(
                place, member_value(one, field), member_value(other, field), one.uid, other.uid
            )


def _called(person: Person | None) -> str:
    """Somebody without a name is there all the same."""
    return (nfc(person.name) or "?") if person else ""


def member_value(person: Person, field: str) -> str:
    """A field of a member as a text."""
    if field == "citizen_id":
        digits = "".join(c for c in person.citizen_id if c.isalnum())
        return digits or (NOT_ISSUED if person.id_state is IdState.NOT_ISSUED else "")
    value = getattr(person, field)
    if isinstance(value, bool):
        return YES if value else NO
    return "" if value is None else nfc(str(value))


# Everything beside the members -------------------------------------------------------------------
def places_of(standard: Standard) -> Iterator[str]:
    """All places of a sheet but those of members, in the order of the paper."""
    yield from (f"general:{field}" for field in GENERAL_FIELDS)
    yield "b1"
    yield from (f"b1:{item.id}" for item in standard.b1_items)
    for of in standard.deprivations:
        yield from (f"fact:{choice.id}" for choice in of.choices)
        yield f"deprivation:{of.code}"
    yield from (f"cause:{cause.code}" for cause in standard.causes)
    yield from ("cause_other", "enumerator", "reviewed_on")


def values_of(sheet: KeyedSheet, standard: Standard) -> dict[str, str]:
    """The value at each place of `places_of`. A box that is not ticked is blank."""
    home, answers = sheet.household, sheet.answers
    found = {f"general:{field}": _ticked(getattr(home, field)) for field in GENERAL_FIELDS}
    found["b1"] = "" if answers.b1_points is None else str(answers.b1_points)
    found |= {f"b1:{i.id}": answers.b1_choices.get(i.id, "") for i in standard.b1_items}
    for of in standard.deprivations:
        found |= {f"fact:{c.id}": _fact(c, answers.facts.get(c.id, "")) for c in of.choices}
        said = answers.confirmed.get(of.code)
        found[f"deprivation:{of.code}"] = "" if said is None else (YES if said else NO)
    found |= {f"cause:{c.code}": _ticked(c.code in answers.causes) for c in standard.causes}
    found["cause_other"] = nfc(answers.cause_other)
    found["enumerator"] = nfc(answers.enumerator)
    found["reviewed_on"] = answers.reviewed_on.isoformat() if answers.reviewed_on else ""
    return found


def _ticked(holds: bool) -> str:
    return YES if holds else ""


def _fact(choice: Choice, answer: str) -> str:
    """54, 54,0 and 54.00 m² are one answer."""
    number = None if choice.options else square_metres(answer)
    return nfc(answer) if number is None else f"{number.normalize():f}"


# What was settled --------------------------------------------------------------------------------
def settled(
    book: KeyedSheet, second: KeyedSheet, differences: Iterable[Difference], standard: Standard,
    *, known: frozenset[str] = frozenset(),
) -> KeyedSheet:  # fmt: skip
    """The sheet of the book with every settled value that is not the first keying's.

    `known` are uids of members who stood in the register before the round: one of them who is not
    on the paper has left; another one was keyed by mistake and is taken out.
    """
    for difference in differences:
        if difference.first_wrong:
            book = _put(book, second, difference, standard, known)
    return book


def _put(
    book: KeyedSheet,
    second: KeyedSheet,
    of: Difference,
    standard: Standard,
    known: frozenset[str],
) -> KeyedSheet:
    kind, _, rest = of.place.partition(":")
    value = of.chosen or ""
    if kind == "member":
        _, _, field = rest.partition(":")
        return replace(book, household=_put_member(book, second, of, field, known))
    if kind == "general":
        changes: dict[str, Any] = {rest: value == YES}
        return replace(book, household=replace(book.household, **changes))
    return replace(book, answers=_put_answer(book.answers, kind, rest, value, standard))


def _put_member(
    book: KeyedSheet, second: KeyedSheet, of: Difference, field: str, known: frozenset[str]
) -> Household:
    members = book.household.members
    if field:
        members = tuple(
            with_value(p, field, of.chosen or "") if p.uid == of.one else p for p in members
        )
    elif of.other and of.chosen:
        there = {p.uid for p in members}
        members += tuple(
            p for p in second.household.members if p.uid == of.other and p.uid not in there
        )
    elif of.one in known:
        day = second.answers.reviewed_on
        members = tuple(replace(p, left_on=day) if p.uid == of.one else p for p in members)
    else:
        members = tuple(p for p in members if p.uid != of.one)
    return replace(book.household, members=members)


_CLOSED: Mapping[str, Callable[[str], object]] = {
    "sex": Sex,
    "schooling": Schooling,
    "work": Work,
    "insured": lambda value: value == YES,
}


def with_value(person: Person, field: str, value: str) -> Person:
    """The member with a field of this value, as `member_value` writes it."""
    if field == "citizen_id":
        if value == NOT_ISSUED:
            return replace(person, citizen_id="", id_state=IdState.NOT_ISSUED)
        state = IdState.KNOWN if value else IdState.UNKNOWN
        return replace(person, citizen_id=value, id_state=state)
    read = _CLOSED.get(field)
    changes: dict[str, Any] = {field: (read(value) if value else None) if read else value}
    return replace(person, **changes)


def _put_answer(answers: Answers, kind: str, rest: str, value: str, standard: Standard) -> Answers:
    if kind == "cause":
        chosen = {*answers.causes, rest} if value == YES else {*answers.causes} - {rest}
        return replace(answers, causes=tuple(c.code for c in standard.causes if c.code in chosen))
    if rest:
        name = _MAPPINGS[kind]
        said: object = {YES: True, NO: False}.get(value) if kind == "deprivation" else value
        changes: dict[str, Any] = {name: _with(getattr(answers, name), rest, said)}
        return replace(answers, **changes)
    name, read = _SINGLES[kind]
    changes = {name: read(value)}
    return replace(answers, **changes)


_MAPPINGS = {"b1": "b1_choices", "fact": "facts", "deprivation": "confirmed"}
_SINGLES: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "b1": ("b1_points", lambda value: int(value) if value else None),
    "cause_other": ("cause_other", str),
    "enumerator": ("enumerator", str),
    "reviewed_on": (
        "reviewed_on",
        lambda value: datetime.date.fromisoformat(value) if value else None,
    ),
}


def _with(kept: Mapping[str, Any], key: str, value: object) -> dict[str, Any]:
    others = {k: v for k, v in kept.items() if k != key}
    return others if value in ("", None) else {**others, key: value}


def kind_of(place: str) -> str:
    """The field a place is of, whatever the member: "member:born", "fact:water".

    A field stays what it is: `kind_of(kind_of(place)) == kind_of(place)`.
    """
    kind, *rest = place.split(":")
    is_line = kind == "member" and bool(rest) and rest[0].isdigit()
    return ":".join((kind, *rest[1:])) if is_line else place
