"""Values of fields in words: how they are shown, which keys answer, how a typed one is read."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from desktop.domain.household import Person
from desktop.domain.second_keying import Difference, SecondKeying
from desktop.domain.vietnamese import nfc, show_birth, show_date
from desktop.rules.derive import square_metres
from desktop.rules.differences import NO, NOT_ISSUED, YES, kind_of, member_value
from desktop.rules.standard import Choice, Standard
from desktop.services.verifying import field_word
from desktop.text import t
from desktop.ui.pages.entry import roster_fields
from desktop.ui.pages.entry.places import section_of
from desktop.ui.pages.entry.roster_fields import Option

_SECTIONS = {"fact": 4, "cause": 5}


def field_lines(second: SecondKeying, of: Difference, rules: Standard) -> tuple[str, str]:
    """The field's name, and where it stands: the member with his line, or the section."""
    kind, *rest = of.place.split(":")
    word = field_word(rules, of.place)
    if kind == "member":
        return word, t("verify-member-line", line=str(rest[0]), name=_member(second, of))
    return word, t(f"entry-section-{_SECTIONS.get(kind) or section_of(of.place)}")


def _member(second: SecondKeying, of: Difference) -> str:
    sheets = ((second.first, of.one), (second.second, of.other))
    names = (
        p.name for sheet, uid in sheets if sheet for p in sheet.household.members if p.uid == uid
    )
    return next(names, "")


_BLANKS = {
    "member": "verify-no-member",
    "general": "verify-ticked-no",
    "cause": "verify-ticked-no",
}


# Shown -------------------------------------------------------------------------------------------
def show_value(place: str, value: str, rules: Standard) -> str:
    """A value as people write it."""
    kind, *rest = kind_of(place).split(":")
    if not value:
        return t(_BLANKS.get(kind_of(place) if kind == "member" else kind, "verify-blank"))
    if place == "reviewed_on":
        return show_date(datetime.date.fromisoformat(value))
    if kind == "member" and rest == ["born"]:
        return show_birth(value)
    if kind == "member" and rest == ["citizen_id"]:
        return t("id-not_issued") if value == NOT_ISSUED else value
    for option in options_of(place, rules):
        if option.value == value:
            return option.word
    choice = _choice(place, rules)
    return f"{value.replace('.', ',')} {choice.unit}".strip() if choice else value


def options_of(place: str, rules: Standard) -> Sequence[Option]:
    """The answers that a field has, with their digits; none where anything may be typed."""
    kind, *rest = kind_of(place).split(":")
    if kind == "member" and rest:
        return [
            Option(_canonical(o.value), o.key, o.word, o.short)
            for o in roster_fields.options_of(rest[0])
            if rest[0] not in ("relation", "ethnic_group")
        ]
    if kind in ("general", "cause"):
        return _two((YES, "verify-ticked-yes"), ("", "verify-ticked-no"))
    if kind == "deprivation":
        return _two((YES, "verify-deprived-yes"), (NO, "verify-deprived-no"))
    if kind == "b1" and rest:
        item = next((i for i in rules.b1_items if i.id == rest[0]), None)
        return [Option(o.id, o.key, o.label) for o in item.options] if item else []
    choice = _choice(place, rules)
    return [Option(o.id, o.key, o.label) for o in choice.options] if choice else []


def _two(yes: tuple[str, str], no: tuple[str, str]) -> list[Option]:
    """The keys 1 and 0, each with its (value, key of its word)."""
    return [Option(value, key, t(word)) for key, (value, word) in (("1", yes), ("0", no))]


def _canonical(value: object) -> str:
    return (YES if value else NO) if isinstance(value, bool) else str(value)


def _choice(place: str, rules: Standard) -> Choice | None:
    kind, _, fact = place.partition(":")
    choices = (c for d in rules.deprivations for c in d.choices if c.id == fact)
    return next(choices, None) if kind == "fact" else None


# Typed -------------------------------------------------------------------------------------------
def may_type(place: str) -> bool:
    """Whether a third value can be typed: a member is there or not."""
    return kind_of(place) != "member"


def hint(place: str, rules: Standard) -> str:
    """What may be typed into a field."""
    options = options_of(place, rules)
    if options:
        return ", ".join(f"{o.key} {o.in_cell}" for o in options)
    known = ("b1", "reviewed_on", "member:born", "member:citizen_id")
    kind = kind_of(place)
    if kind in known:
        return t(f"verify-hint-{kind.replace(':', '-')}")
    choice = _choice(place, rules)
    return t("verify-hint-number", unit=choice.unit) if choice else t("verify-hint-text")


def read_value(place: str, typed: str, rules: Standard, today: datetime.date) -> str | None:
    """A typed text as the value that is kept; "" for a blank field, None where it cannot be read."""
    text = nfc(typed)
    kind, *rest = kind_of(place).split(":")
    if not text:
        return ""
    if kind == "member":
        person = roster_fields.typed_into(Person(uid="", name=""), rest[0], text)
        return None if person is None else member_value(person, rest[0])
    if options := options_of(place, rules):
        found = roster_fields.pick(options, text)
        return None if found is None else str(found.value)
    return _read_free(kind, text, today)


def _read_free(kind: str, text: str, today: datetime.date) -> str | None:
    """Numbers, a day, or words."""
    if kind == "b1":
        return str(int(text)) if text.isdigit() else None
    if kind == "reviewed_on":
        day = roster_fields.read_day(text, today)
        return day.isoformat() if day else None
    number = square_metres(text) if kind == "fact" else None
    if number is not None:
        return f"{number.normalize():f}"
    return None if kind == "fact" else text
