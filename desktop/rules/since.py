"""What differs between two states of a sheet B and its household: answers, members, result. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.household import Household, Person
from desktop.domain.review import Answers, Outcome
from desktop.domain.vietnamese import nfc, show_birth, show_date
from desktop.rules.standard import Standard

_MEMBER_FIELDS = ("name", "relation", "sex", "born", "ethnic_group", "id", "schooling", "insured", "work")  # fmt: skip
_HOUSEHOLD_FIELDS = ("merit_person", "no_labour_capacity")


class About(StrEnum):
    """What a difference is about; the words stand in explain.ftl under `since-<about>`."""

    CLASS = "class"
    B1 = "b1"
    B1_ITEM = "b1_item"
    B2 = "b2"
    DEPRIVATION = "deprivation"
    FACT = "fact"
    CAUSES = "causes"
    REVIEWED_ON = "reviewed_on"
    ENUMERATOR = "enumerator"
    PEOPLE = "people"
    CAME = "came"
    LEFT = "left"
    MEMBER = "member"
    HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same. `name` says which (a label, a person's name), `field` which
    of a member's fields; values are words, codes of their lists ("yes", "in_primary"), or ""."""

    about: About
    name: str
    before: str
    after: str
    field: str = ""


def of_outcomes(before: Outcome | None, after: Outcome | None) -> Iterator[Difference]:
    """Class and points, where both say them."""
    if before is None or after is None:
        return
    if before.household_class is not after.household_class:
        yield Difference(About.CLASS, "", before.household_class, after.household_class)
    pairs = (
        (About.B1, before.b1_points, after.b1_points),
        (About.B2, before.b2_points, after.b2_points),
    )
    for about, old, new in pairs:
        if old is not None and new is not None and old != new:
            yield Difference(about, "", str(old), str(new))


def of_deprivations(
    before: Mapping[str, bool], after: Mapping[str, bool], standard: Standard
) -> Iterator[Difference]:
    """Deprivations that both sides know and know otherwise."""
    for deprivation in standard.deprivations:
        old, new = before.get(deprivation.code), after.get(deprivation.code)
        if old is not None and new is not None and old is not new:
            yield Difference(About.DEPRIVATION, deprivation.name, _yes_no(old), _yes_no(new))


def of_answers(before: Answers, after: Answers, standard: Standard) -> Iterator[Difference]:
    """The answers of sheet B, without day and enumerator, in the order of the paper."""
    if before.b1_points != after.b1_points:
        yield Difference(About.B1, "", _points(before.b1_points), _points(after.b1_points))
    for item in standard.b1_items:
        options = [item.option(side.b1_choices.get(item.id)) for side in (before, after)]
        old, new = (nfc(o.label) if o else "" for o in options)
        if old != new:
            yield Difference(About.B1_ITEM, item.label, old, new)
    for deprivation in standard.deprivations:
        for choice in deprivation.choices:
            answers = [side.facts.get(choice.id, "") for side in (before, after)]
            if answers[0] == answers[1]:
                continue
            labels = [_answer(choice.option(a), a, choice.unit) for a in answers]
            one = len(deprivation.choices) == 1
            name = deprivation.name if one else f"{deprivation.name}: {choice.label}"
            yield Difference(About.FACT, name, *labels)
    causes = [_causes(side, standard) for side in (before, after)]
    if causes[0] != causes[1]:
        yield Difference(About.CAUSES, "", *causes)


def of_signing(before: Answers, after: Answers) -> Iterator[Difference]:
    """Who asked, and when."""
    days = show_date(before.reviewed_on), show_date(after.reviewed_on)
    if days[0] != days[1]:
        yield Difference(About.REVIEWED_ON, "", *days)
    if before.enumerator != after.enumerator:
        yield Difference(About.ENUMERATOR, "", before.enumerator, after.enumerator)


def of_people(before: int, after: int) -> Iterator[Difference]:
    """How many persons the household has."""
    if before != after:
        yield Difference(About.PEOPLE, "", str(before), str(after))


def of_households(before: Household, after: Household) -> Iterator[Difference]:
    """Who came, who left, what is otherwise known of those who stayed, and of the household."""
    yield from _came_and_left(before, after)
    known = {p.uid: p for p in before.present}
    for person in after.present:
        if person.uid in known:
            yield from _of_member(known[person.uid], person)
    for field in _HOUSEHOLD_FIELDS:
        pair = getattr(before, field), getattr(after, field)
        if pair[0] is not pair[1]:
            yield Difference(About.HOUSEHOLD, "", _yes_no(pair[0]), _yes_no(pair[1]), field)


def _came_and_left(before: Household, after: Household) -> Iterator[Difference]:
    old, new = ({p.uid for p in side.present} for side in (before, after))
    reasons = {p.uid: p.left_why for p in after.members}
    for person in before.present:
        if person.uid not in new:
            yield Difference(About.LEFT, person.name, "", reasons.get(person.uid, ""))
    for person in after.present:
        if person.uid not in old:
            yield Difference(About.CAME, person.name, "", person.relation)


def _of_member(before: Person, after: Person) -> Iterator[Difference]:
    for field in _MEMBER_FIELDS:
        pair = _shown(before, field), _shown(after, field)
        if pair[0] != pair[1]:
            yield Difference(About.MEMBER, after.name, pair[0], pair[1], field)


def _shown(person: Person, field: str) -> str:
    if field == "born":
        return show_birth(person.born)
    if field == "id":
        return person.citizen_id or person.id_state.value
    value = getattr(person, field)
    if value is None:
        return ""
    return _yes_no(value) if isinstance(value, bool) else str(value)


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def _points(points: int | None) -> str:
    return "" if points is None else str(points)


def _answer(option: object, answer: str, unit: str) -> str:
    label = getattr(option, "label", None)
    if label is not None:
        return nfc(str(label))
    return f"{answer.replace('.', ',')} {unit}".strip() if answer else ""


def _causes(answers: Answers, standard: Standard) -> str:
    labels = {c.code: c.label for c in standard.causes}
    words: Sequence[str] = [labels.get(code, code) for code in answers.causes]
    return "; ".join([*words, answers.cause_other] if answers.cause_other else words)
