"""The fields in which two states of a household differ, in words: for every page that shows them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from desktop.domain.household import Household, Person
from desktop.domain.vietnamese import show_birth, show_date, show_number
from desktop.exchange.merge import Change
from desktop.text import t


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: of whom ("" for the household), its name, both values in words, its weight.

    For a member who comes or goes `after` says who; then there is no field.
    """

    who: str
    field: str
    before: str
    after: str
    weight: int

    @property
    def is_member(self) -> bool:
        """Whether a member comes or goes."""
        return not self.field


def in_words(difference: Difference) -> str:
    """One line: whose, which field, before and now."""
    if difference.is_member:
        return capital(difference.after)
    words = t(
        "differ-now", field=difference.field, before=difference.before, after=difference.after
    )
    return capital(of_whom(difference, words))


def of_whom(difference: Difference, words: str) -> str:
    """The words with the member's name before them, if it is about one."""
    if not difference.who or not words:
        return words
    return t("differ-of", name=difference.who, words=words)


def capital(words: str) -> str:
    """With a capital at the beginning."""
    return words[:1].upper() + words[1:]


_PERSON = frozenset(Person.__dataclass_fields__)
# What weighs most is told first; whatever is not named here comes last.
_WEIGHTS = {
    name: number
    for number, name in enumerate(
        ("citizen_id", "name", "born", "sex", "ethnic_group", "relation", "village", "number",
         "b1_points", "b2_points", "deprived", "confirmed", "insured", "schooling", "work",
         "merit_person", "no_labour_capacity", "area", "kind", "happened_on")
    )
}  # fmt: skip
# They follow from others, or say nothing to an official.
_SILENT = frozenset(
    {"household_class", "b2_points", "standard_id", "id_state", "written_by", "people",
     "commune_code", "list_version", "deprived", "revision", "uid", "household_uid", "ordinal"}
)  # fmt: skip


def differences(changes: Iterable[Change], head_name: str) -> list[Difference]:
    """The fields that differ, the weightiest first; a field that two records hold stands once."""
    found: dict[tuple[str, str, str, str], Difference] = {}
    for change in changes:
        difference = _difference(change, head_name)
        if difference is not None:
            key = (difference.who, difference.field, difference.before, difference.after)
            found.setdefault(key, difference)
    return sorted(found.values(), key=lambda d: d.weight)


def _difference(change: Change, head: str) -> Difference | None:
    who, field = _place(change.where)
    if who and not field:
        return _member(who, change)
    if field in _SILENT and not (field == "id_state" and who):
        return None
    before, after = _shown(field, change.before), _shown(field, change.after)
    if before == after or (field == "id_state" and _has_number(change)):
        return None
    return Difference(
        who="" if who == head else who, field=_field_name(field), before=before, after=after,
        weight=_WEIGHTS.get(field, len(_WEIGHTS)),
    )  # fmt: skip


def _has_number(change: Change) -> bool:
    """Whether the id itself changes with its state: then the number says it."""
    return "known" in (str(change.before), str(change.after))


def _place(where: str) -> tuple[str, str]:
    """(member, field) of a change; a member who comes or goes has no field."""
    if where.startswith("members."):
        name, dot, last = where.removeprefix("members.").rpartition(".")
        return (name, last) if dot and last in _PERSON else (where.removeprefix("members."), "")
    parts = where.split(".")
    for known in ("confirmed", "facts", "b1_choices", "notes"):
        if known in parts[:-1]:
            return "", f"{known}.{parts[-1]}"
    return "", parts[-1]


def _member(who: str, change: Change) -> Difference:
    gone = change.after is None
    word = t("differ-removed", name=who) if gone else t("differ-added", name=who)
    return Difference("", "", "", word, -1)


def _field_name(field: str) -> str:
    kind, _, detail = field.partition(".")
    if kind == "confirmed":
        return t(f"upper-lack-{detail}").lower()
    try:
        return t(f"differ-field-{kind}")
    except LookupError:
        return t("differ-field-other")


_VALUES: Mapping[str, Callable[[object], str]] = {
    "born": lambda v: show_birth(str(v)),
    "sex": lambda v: t(f"sex-{v}"),
    "schooling": lambda v: t(f"schooling-{v}"),
    "work": lambda v: t(f"work-{v}"),
    "area": lambda v: t(f"area-{v}"),
    "state": lambda v: t(f"differ-state-{v}"),
    "kind": lambda v: t(f"event-{v}"),
    "id_state": lambda v: t(f"id-{v}"),
}


def _shown(field: str, value: object) -> str:
    if value is None or value == "":
        return t("differ-empty")
    special = _VALUES.get(field)
    if special is not None:
        try:
            return special(value)
        except LookupError:
            return str(value)
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return t("differ-yes") if value else t("differ-no")
    if isinstance(value, int):
        return show_number(value)
    if isinstance(value, datetime.date):
        return show_date(value)
    if isinstance(value, tuple | list):
        return ", ".join(str(v) for v in value) or t("differ-empty")
    if isinstance(value, Household | Person):
        return value.head_name if isinstance(value, Household) else value.name
    return str(value)
