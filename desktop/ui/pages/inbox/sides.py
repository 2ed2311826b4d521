"""What changes in a household, in words: how it stands in the book, how in the package."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop.domain.household import Household, Person
from desktop.domain.vietnamese import show_birth, show_date, show_number
from desktop.exchange.merge import Change
from desktop.services.foreseeing import ChangedHousehold
from desktop.text import t


@dataclass(frozen=True, slots=True)
class Side:
    """One half of a row: the mark of a class ("" for none) and words."""

    household_class: str = ""
    words: str = ""

    def __str__(self) -> str:
        name = t(f"class-{self.household_class}") if self.household_class else ""
        return f"{name} {self.words}".strip()


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


def sides(line: ChangedHousehold) -> tuple[Side, Side]:
    """(in the book, in the package) of a household."""
    if line.fate == "new":
        return Side(words=t("inbox-side-none")), _whole(line.class_after, line.people_after)
    if line.fate == "leaves":
        before = _whole(line.class_before, line.people_before)
        return before, Side(words=t("inbox-side-gone"))
    if line.fate == "conflict":
        kept = Side(_class(line.class_before), t("inbox-side-kept"))
        return kept, Side(_class(line.class_after))
    if line.class_moves:
        return _moved(line)
    return _told(line)


def tip(line: ChangedHousehold) -> str:
    """Every difference, one a line."""
    rows = [
        d.after
        if d.is_member
        else _of(d, t("inbox-side-now", field=d.field, before=d.before, after=d.after))
        for d in differences(line)
    ]
    return "\n".join(capital(row) for row in [*rows, *_events(line)])


def _whole(household_class: object, people: int) -> Side:
    words = t("inbox-side-people", count=people)
    if household_class is None:
        return Side(words=f"{t('inbox-side-unclassed')}, {words}")
    return Side(_class(household_class), words)


def _class(household_class: object) -> str:
    return "" if household_class is None else str(household_class)


def _moved(line: ChangedHousehold) -> tuple[Side, Side]:
    """Another class; the number of people stands beside it only where it changes too."""
    grew = line.people_before != line.people_after
    counts = [
        t("inbox-side-people", count=n) if grew else ""
        for n in (line.people_before, line.people_after)
    ]
    events = _events(line)
    before = Side(_class(line.class_before), counts[0])
    if line.class_before is None:
        before = Side(words=", ".join(filter(None, [t("inbox-side-unclassed"), counts[0]])))
    return before, Side(_class(line.class_after), ", ".join(filter(None, [counts[1], *events])))


def _told(line: ChangedHousehold) -> tuple[Side, Side]:
    """The same class: the weightiest difference, and how many others there are."""
    found = differences(line)
    events = _events(line)
    if not found:
        return Side(), Side(words=", ".join(events))
    first, more = found[0], len(found) - 1
    before, after = first.before, first.after
    if first.is_member:
        before = t("inbox-side-people", count=line.people_before)
        after = f"{t('inbox-side-people', count=line.people_after)}, {after}"
    else:
        before, after = (_of(first, _value(first.field, words)) for words in (before, after))
    tail = [t("inbox-side-more", count=more)] if more else []
    words = ", ".join([after, *events, *tail])
    return Side(words=capital(before)), Side(words=capital(words))


def capital(words: str) -> str:
    """With a capital at the beginning."""
    return words[:1].upper() + words[1:]


def _events(line: ChangedHousehold) -> list[str]:
    return [
        t("inbox-side-event", event=t(f"event-{e.kind}"), day=show_date(e.happened_on))
        for e in line.events
    ]


def _of(difference: Difference, words: str) -> str:
    if not difference.who or not words:
        return words
    return t("inbox-side-of", name=difference.who, words=words)


def _value(field: str, value: str) -> str:
    return t("inbox-side-value", field=field, value=value)


# Fields ------------------------------------------------------------------------------------------
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


def differences(line: ChangedHousehold) -> list[Difference]:
    """The fields that differ, the weightiest first; a field that two records hold stands once."""
    found: dict[tuple[str, str, str, str], Difference] = {}
    for change in line.changes:
        difference = _difference(change, line.head_name)
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
    word = t("inbox-side-removed", name=who) if gone else t("inbox-side-added", name=who)
    return Difference("", "", "", word, -1)


def _field_name(field: str) -> str:
    kind, _, detail = field.partition(".")
    if kind == "confirmed":
        return t(f"upper-lack-{detail}").lower()
    try:
        return t(f"inbox-field-{kind}")
    except LookupError:
        return t("inbox-field-other")


_VALUES: Mapping[str, Callable[[object], str]] = {
    "born": lambda v: show_birth(str(v)),
    "sex": lambda v: t(f"sex-{v}"),
    "schooling": lambda v: t(f"schooling-{v}"),
    "work": lambda v: t(f"work-{v}"),
    "area": lambda v: t(f"area-{v}"),
    "state": lambda v: t(f"inbox-state-{v}"),
    "kind": lambda v: t(f"event-{v}"),
    "id_state": lambda v: t(f"id-{v}"),
}


def _shown(field: str, value: object) -> str:
    if value is None or value == "":
        return t("inbox-side-empty")
    special = _VALUES.get(field)
    if special is not None:
        try:
            return special(value)
        except LookupError:
            return str(value)
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return t("inbox-side-yes") if value else t("inbox-side-no")
    if isinstance(value, int):
        return show_number(value)
    if isinstance(value, datetime.date):
        return show_date(value)
    if isinstance(value, tuple | list):
        return ", ".join(str(v) for v in value) or t("inbox-side-empty")
    if isinstance(value, Household | Person):
        return value.head_name if isinstance(value, Household) else value.name
    return str(value)
