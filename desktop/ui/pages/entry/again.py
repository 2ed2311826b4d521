"""The answer of the sheet keyed just before, once more: for a row of houses that have the same well."""

from __future__ import annotations

from desktop.domain.household import Person
from desktop.domain.review import Answers
from desktop.rules.derive import square_metres
from desktop.services.keying import Keyed
from desktop.ui.pages.entry import answering, roster_fields, state
from desktop.ui.pages.entry.state import Keying, answered, with_note

NOT_OF_ANOTHER = ("name", "citizen_id")
"""Cells of a member that are nobody else's."""


def again(sheet: Keying, place: str, before: Keyed | None) -> Keying | None:
    """The place as on the sheet `before`; None where that says nothing of it.

    A member's cell repeats the line above, on the first line the head keyed before.
    """
    kind, _, rest = place.partition(":")
    if kind == "member":
        return _member(sheet, place, before)
    if before is None:
        return None
    if kind == "general":
        return state.mark_general(sheet, rest, bool(getattr(before.household, rest)))
    if kind == "b1":
        return _b1(sheet, rest, before.answers)
    if kind == "deprivation":
        return _deprivation(sheet, rest, before.answers)
    return _foot(sheet, place, before.answers)


def note_again(sheet: Keying, code: str, before: Keyed | None) -> Keying | None:
    """The note beside a deprivation as on the sheet before."""
    note = before.answers.notes.get(code, "") if before else ""
    return with_note(sheet, code, note) if note else None


def _member(sheet: Keying, place: str, before: Keyed | None) -> Keying | None:
    _, line, field = place.split(":")
    source = _above(sheet, int(line), before)
    if source is None or field in NOT_OF_ANOTHER:
        return None
    return state.type_member(sheet, int(line), field, roster_fields.edited(source, field))


def _above(sheet: Keying, line: int, before: Keyed | None) -> Person | None:
    if line > 1:
        return sheet.present[line - 2]
    return before.household.head if before else None


def _b1(sheet: Keying, item_id: str, before: Answers) -> Keying | None:
    if not item_id:
        points = before.b1_points
        return None if points is None else answering.type_b1(sheet, str(points))
    item = next((i for i in sheet.standard.b1_items if i.id == item_id), None)
    option = item.option(before.b1_choices.get(item_id)) if item else None
    return answering.answer_b1(sheet, item_id, option.key) if option else None


def _deprivation(sheet: Keying, code: str, before: Answers) -> Keying | None:
    """The facts with what follows from them here; where there are none, the bare answer."""
    of = answering.deprivation(sheet, code)
    if not of.choices:
        said = before.confirmed.get(code)
        return None if said is None else answering.confirm(sheet, code, said)
    after: Keying | None = None
    for choice in of.choices:
        fact = before.facts.get(choice.id)
        option = choice.option(fact)
        if option is not None:
            after = answering.answer(after or sheet, code, choice.id, option.key)
        elif fact and square_metres(fact):
            after = answering.type_area(after or sheet, code, fact)
    return after


def _foot(sheet: Keying, place: str, before: Answers) -> Keying | None:
    if place == "causes":
        if not before.causes:
            return None
        return answered(sheet, causes=before.causes, cause_other=before.cause_other)
    if place == "reviewed_on":
        day = before.reviewed_on
        return None if day is None else answering.type_day(sheet, day.strftime("%d/%m/%Y"))
    said = str(getattr(before, place, ""))
    return answered(sheet, **{place: said}) if said else None
