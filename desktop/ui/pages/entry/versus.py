"""What is not as last year on the sheet in hand: members, answers, deprivations, points, class."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.domain.household import Household, Person
from desktop.domain.vietnamese import show_date
from desktop.text import t
from desktop.ui.pages.entry import roster_fields
from desktop.ui.pages.entry.answering import b1, last_b1, last_facts
from desktop.ui.pages.entry.lines import View
from desktop.ui.pages.entry.places import GENERAL_FIELDS
from desktop.ui.pages.entry.roster_fields import FIELDS
from desktop.ui.pages.entry.state import Keying
from desktop.ui.pages.entry.words import deprived_word, short_name


@dataclass(frozen=True, slots=True)
class Change:
    """One thing: what it is, how it was, how it is now; `group` names the part of the sheet."""

    group: str
    what: str
    before: str
    now: str


def versus(sheet: Keying, view: View) -> list[Change]:
    """Everything that differs, in the order of the paper; what is still open is not counted."""
    return [
        *_general(sheet),
        *_members(sheet),
        *_points(sheet),
        *_facts(sheet),
        *_deprivations(view),
        *_causes(sheet),
        *_class(sheet, view),
    ]


def _general(sheet: Keying) -> Iterator[Change]:
    last = sheet.last_household
    if last is None:
        return
    for field in GENERAL_FIELDS:
        was, is_ = bool(getattr(last, field)), bool(getattr(sheet.household, field))
        if was is not is_:
            yield Change("general", t(f"entry-field-{field}"), _yes(was), _yes(is_))


def _yes(value: bool) -> str:
    return t("insured-yes") if value else t("insured-no")


def _members(sheet: Keying) -> Iterator[Change]:
    last = sheet.last_household
    if last is None:
        return
    before = {p.uid: p for p in last.present}
    now = {p.uid: p for p in sheet.present}
    for uid, person in before.items():
        if uid not in now:
            yield Change("members", person.name, person.relation, _gone(sheet.household, uid))
    for line, (uid, person) in enumerate(now.items(), 1):
        name = person.name or t("entry-member-row", row=line)
        if uid not in before:
            words = (person.relation, roster_fields.shown(person, "born"))
            came = t("entry-versus-came")
            yield Change("members", name, "–", ", ".join(w for w in (came, *words) if w))
        else:
            yield from _cells(name, before[uid], person)


def _gone(household: Household, uid: str) -> str:
    gone = next((p for p in household.members if p.uid == uid), None)
    if gone is None:
        return t("entry-versus-gone")
    words = (t("entry-versus-gone"), gone.left_why, show_date(gone.left_on))
    return ", ".join(w for w in words if w)


def _cells(name: str, before: Person, now: Person) -> Iterator[Change]:
    for field in FIELDS:
        if not roster_fields.same_cell(now, before, field):
            what = f"{name}: {t(f'entry-field-{field}')}"
            was = roster_fields.shown(before, field)
            yield Change("members", what, was or "–", roster_fields.shown(now, field) or "–")


def _points(sheet: Keying) -> Iterator[Change]:
    now, before = b1(sheet), last_b1(sheet)
    if now is not None and before is not None and now != before:
        yield Change("points", t("entry-field-b1"), str(before), str(now))
    if sheet.last is not None and sheet.last.people != len(sheet.present):
        before_after = (str(sheet.last.people), str(len(sheet.present)))
        yield Change("points", t("entry-people-changed"), *before_after)


def _facts(sheet: Keying) -> Iterator[Change]:
    before, now = last_facts(sheet), sheet.answers.facts
    for of in sheet.standard.deprivations:
        for choice in of.choices:
            was, is_ = before.get(choice.id), now.get(choice.id)
            if was is None or is_ is None or was == is_:
                continue
            words = [
                option.label if (option := choice.option(fact)) else f"{fact} {choice.unit}".strip()
                for fact in (was, is_)
            ]
            yield Change("facts", _fact_name(short_name(of), choice.label, len(of.choices)), *words)


def _fact_name(name: str, label: str, parts: int) -> str:
    return f"{name}: {label}" if parts > 1 else name


def _deprivations(view: View) -> Iterator[Change]:
    for line in view.lines:
        if line.differs and line.last is not None and line.confirmed is not None:
            now = deprived_word(line.confirmed)
            told = f"{now}. {line.note}" if line.note else now
            yield Change("deprivations", short_name(line.of), deprived_word(line.last), told)


def _causes(sheet: Keying) -> Iterator[Change]:
    before = sheet.last.answers.causes if sheet.last else ()
    now = sheet.answers.causes
    if before and now and before != now:
        labels: Mapping[str, str] = {c.code: c.label for c in sheet.standard.causes}
        words = [", ".join(labels.get(c, c) for c in some) for some in (before, now)]
        yield Change("causes", t("entry-field-causes"), *words)


def _class(sheet: Keying, view: View) -> Iterator[Change]:
    last = sheet.last.outcome if sheet.last else None
    now = view.standing
    if last is None:
        return
    if last.b2_points is not None and not now.open_codes and last.b2_points != now.b2_points:
        yield Change("class", t("entry-versus-b2"), str(last.b2_points), str(now.b2_points))
    if now.household_class is not None and now.household_class is not last.household_class:
        words = [t(f"class-{c}") for c in (last.household_class, now.household_class)]
        yield Change("class", t("entry-versus-outcome"), *words)
