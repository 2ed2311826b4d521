"""What each cell of a member takes and shows: free words, dates, ids, choices by digit or letters."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from desktop.domain.household import IdState, Person, Schooling, Sex, Work
from desktop.domain.vietnamese import fold, nfc, parse_birth, show_birth
from desktop.services.catalogue import ethnic_groups
from desktop.text import t

NOT_ISSUED = "*"
FIELDS = (
    "name",
    "relation",
    "born",
    "sex",
    "ethnic_group",
    "citizen_id",
    "schooling",
    "insured",
    "work",
)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice: what the record keeps, its digits, its word in the list and cell."""

    value: object
    key: str
    word: str
    short: str = ""

    @property
    def in_cell(self) -> str:
        """The word that fits a cell."""
        return self.short or self.word


def pick(options: Sequence[Option], typed: str, *, closed: bool = True) -> Option | None:
    """The option meant by digits or by first letters, tones and case aside; None if none is.

    The whole word goes before its beginning. Where nothing but an option may stand (`closed`), the
    beginning of a later word or initials ("mg" for Mẫu giáo) will do as well.
    """
    text = fold(typed)
    if not text:
        return None
    if text.isdigit():
        return next((o for o in options if o.key == text), None)
    for fits in (_is_word, _begins, *((_begins_inside, _initials) if closed else ())):
        for option in options:
            if fits(option, text):
                return option
    return None


def _folded(option: Option) -> tuple[str, str]:
    return fold(option.in_cell), fold(option.word)


def _is_word(option: Option, text: str) -> bool:
    return text in _folded(option)


def _begins(option: Option, text: str) -> bool:
    return any(word.startswith(text) for word in _folded(option))


def _begins_inside(option: Option, text: str) -> bool:
    return any(f" {text}" in word for word in _folded(option))


def _initials(option: Option, text: str) -> bool:
    return any("".join(w[0] for w in word.split()).startswith(text) for word in _folded(option))


@cache
def options_of(field: str) -> tuple[Option, ...]:
    """The choices of a field, in the order of their digits; empty where anything may stand."""
    return _OPTIONS[field]() if field in _OPTIONS else ()


def _numbered(pairs: Sequence[tuple[object, str, str]]) -> tuple[Option, ...]:
    return tuple(Option(v, str(i), word, short) for i, (v, word, short) in enumerate(pairs, 1))


def _sexes() -> tuple[Option, ...]:
    return _numbered([(s, t(f"sex-{s}"), "") for s in Sex])


def _schoolings() -> tuple[Option, ...]:
    return _numbered([(s, t(f"schooling-{s}"), t(f"entry-schooling-{s}")) for s in Schooling])


def _works() -> tuple[Option, ...]:
    return _numbered([(w, t(f"work-{w}"), t(f"entry-work-{w}")) for w in Work])


def _insured() -> tuple[Option, ...]:
    return (Option(True, "1", t("insured-yes")), Option(False, "0", t("insured-no")))


def _relations() -> tuple[Option, ...]:
    words = t("entry-relations").split(", ")
    return _numbered([(word, word, "") for word in words])


def _groups() -> tuple[Option, ...]:
    return _numbered([(name, name, "") for name in ethnic_groups()])


_OPTIONS: Mapping[str, Callable[[], tuple[Option, ...]]] = {
    "relation": _relations,
    "sex": _sexes,
    "ethnic_group": _groups,
    "schooling": _schoolings,
    "insured": _insured,
    "work": _works,
}
_CLOSED = ("sex", "schooling", "insured", "work")
"""Choices that take nothing else; a relation or a group may be written otherwise."""


def meant(field: str, typed: str) -> Option | None:
    """The option that a text typed into a field means."""
    return pick(options_of(field), typed, closed=field in _CLOSED)


# From what is typed to the record ----------------------------------------------------------------
def typed_into(person: Person, field: str, typed: str) -> Person | None:
    """The member with this cell keyed; None where the text cannot be read as such a value."""
    text = nfc(typed)
    if field == "citizen_id":
        return _with_id(person, text)
    if field == "born":
        born = read_birth(text)
        return None if born is None else replace(person, born=born)
    if field == "name":
        return replace(person, name=tidy_name(text))
    option = meant(field, text)
    if field in _CLOSED and text and option is None:
        return None
    nothing = None if field in _CLOSED else text
    changes: dict[str, Any] = {field: option.value if option else nothing}
    return replace(person, **changes)


def _with_id(person: Person, text: str) -> Person:
    if text == NOT_ISSUED:
        return replace(person, citizen_id="", id_state=IdState.NOT_ISSUED)
    plain = re.sub(r"[\s.]", "", text)
    state = IdState.KNOWN if plain else IdState.UNKNOWN
    return replace(person, citizen_id=plain, id_state=state)


_EIGHT = re.compile(r"(\d{2})(\d{2})(\d{4})")
_SIX = re.compile(r"(\d{2})(\d{4})")


def read_birth(text: str) -> str | None:
    """14/02/1984, 14021984, 2/1984, 021984 or 1984 as an ISO prefix; "" for ""; None unreadable."""
    text = nfc(text)
    if not text:
        return ""
    if found := _EIGHT.fullmatch(text) or _SIX.fullmatch(text):
        text = "/".join(found.groups())
    return parse_birth(text)


_AGE = re.compile(r"(?:(\S+)\s+)?(\d{1,3})\s*t(?:uoi)?")
_DATE_AND_AGE = re.compile(r"(\S*\d{4})\s+(\d{1,3})")


def split_age(typed: str, on: datetime.date) -> tuple[str, str]:
    """(birth date, age) of what is typed: "1984 42", "14/02/1984 42t", "42 tuổi"; age "" if none.

    An age alone gives the year of birth that it makes on the day.
    """
    text = nfc(typed)
    found = _AGE.fullmatch(fold(text)) or _DATE_AND_AGE.fullmatch(text)
    if found is None:
        return typed, ""
    date, age = found.groups()
    return date or str(on.year - int(age)), age


def read_day(text: str, today: datetime.date) -> datetime.date | None:
    """15/10/2026, 15102026, 15/10 or 1510 (this year) as a day; None where it is none."""
    text = nfc(text)
    if found := re.fullmatch(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})|(\d{2})(\d{2})", text):
        day, month = (part for part in found.groups() if part)
        text = f"{day}/{month}/{today.year}"
    born = read_birth(text)
    return datetime.date.fromisoformat(born) if born and len(born) == 10 else None


def tidy_name(text: str) -> str:
    """A name keyed all in small or all in capital letters gets its capitals."""
    text = nfc(text)
    if text.islower() or (text.isupper() and len(text) > 3):
        return " ".join(word[:1].upper() + word[1:].lower() for word in text.split())
    return text


# From the record to the cell ---------------------------------------------------------------------
def shown(person: Person, field: str) -> str:
    """What the cell shows."""
    if field == "citizen_id" and person.id_state is IdState.NOT_ISSUED:
        return t("id-not_issued")
    return _text(person, field)


def edited(person: Person, field: str) -> str:
    """What the editor of the cell begins with."""
    if field == "citizen_id" and person.id_state is IdState.NOT_ISSUED:
        return NOT_ISSUED
    return _text(person, field)


def _text(person: Person, field: str) -> str:
    value = getattr(person, field)
    if field == "born":
        return show_birth(person.born)
    if field in _CLOSED:
        option = next((o for o in options_of(field) if o.value == value), None)
        return option.in_cell if option else ""
    return str(value)


def same_cell(one: Person, other: Person, field: str) -> bool:
    """Whether two states of a member agree in a cell."""
    if field == "citizen_id" and one.id_state is not other.id_state:
        return False
    return bool(getattr(one, field) == getattr(other, field))


def copied(person: Person, source: Person, field: str) -> Person:
    """The member with one cell taken over from another state."""
    changes: dict[str, Any] = {field: getattr(source, field)}
    if field == "citizen_id":
        changes["id_state"] = source.id_state
    return replace(person, **changes)
