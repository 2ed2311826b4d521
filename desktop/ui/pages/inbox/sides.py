"""What changes in a household, in words: how it stands in the book, how in the package."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.vietnamese import show_date
from desktop.services.foreseeing import ChangedHousehold
from desktop.text import t
from desktop.ui.pages.differing import capital, differences, in_words, of_whom


@dataclass(frozen=True, slots=True)
class Side:
    """One half of a row: the mark of a class ("" for none) and words."""

    household_class: str = ""
    words: str = ""

    def __str__(self) -> str:
        name = t(f"class-{self.household_class}") if self.household_class else ""
        return f"{name} {self.words}".strip()


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
    rows = [in_words(d) for d in differences(line.changes, line.head_name)]
    return "\n".join([*rows, *(capital(row) for row in _events(line))])


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
    found = differences(line.changes, line.head_name)
    events = _events(line)
    if not found:
        return Side(), Side(words=", ".join(events))
    first, more = found[0], len(found) - 1
    before, after = first.before, first.after
    if first.is_member:
        before = t("inbox-side-people", count=line.people_before)
        after = f"{t('inbox-side-people', count=line.people_after)}, {after}"
    else:
        before, after = (of_whom(first, _value(first.field, words)) for words in (before, after))
    tail = [t("inbox-side-more", count=more)] if more else []
    words = ", ".join([after, *events, *tail])
    return Side(words=capital(before)), Side(words=capital(words))


def _events(line: ChangedHousehold) -> list[str]:
    return [
        t("inbox-side-event", event=t(f"event-{e.kind}"), day=show_date(e.happened_on))
        for e in line.events
    ]


def _value(field: str, value: str) -> str:
    return t("inbox-side-value", field=field, value=value)
