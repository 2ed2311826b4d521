"""Sheet B of a round as an XLSForm workbook for ODK Collect or KoboCollect, households included.

The list of households goes along as choices, so that the phone needs no line: choose the village,
then the household; what the register holds of it and its members is filled in. That is personal
data on phones: the caller says so, and may leave the citizen ids out. No place is asked for.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.household import Household, IdState, Person
from desktop.domain.vietnamese import nfc, show_birth, sort_key
from desktop.exchange.phone_form import (
    Kind,
    Mark,
    Part,
    Question,
    ascii_name,
    group_name,
    household_name,
    parts,
    person_name,
    short_hash,
    yes_no,
)
from desktop.rules.standard import Standard
from desktop.text import t

SURVEY = ("type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message", "calculation", "trigger", "choice_filter", "default", "appearance", "repeat_count")  # fmt: skip
HOUSEHOLD = ("village", "number", "head", "people", "merit_person", "no_labour_capacity")
PERSON = ("person", "full_name", "relation", "sex", "born", "ethnic_group", "id_state", "citizen_id", "schooling", "insured", "work")  # fmt: skip
CHOICES = ("list_name", "name", "label", *HOUSEHOLD, *PERSON)
SETTINGS = ("form_title", "form_id", "version", "instance_name", "style")

Line = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneForm:
    """What an XLSForm is made of. `practice`: the form says LUYỆN TẬP in its title."""

    mark: Mark
    commune_name: str
    standard: Standard
    households: tuple[Household, ...]
    groups: tuple[str, ...]
    with_ids: bool = False
    practice: bool = False


def form_id(mark: Mark) -> str:
    """The same for every edition of a round's form: "rasoat_02296_2026"."""
    return f"rasoat_{mark.commune}_{mark.year}"


def version_of(form: PhoneForm) -> str:
    """Standard, its hash, and a hash of all that the form says: another list, another version."""
    said = json.dumps([list(survey_lines(form)), list(choice_lines(form))], sort_keys=True)
    return f"{form.mark.standard_id}_{form.mark.standard_hash}_{short_hash(said.encode())}"


def workbook(form: PhoneForm) -> bytes:
    """The XLSForm: sheets survey, choices and settings, every cell a text."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, columns, lines in (
        ("survey", SURVEY, survey_lines(form)),
        ("choices", CHOICES, choice_lines(form)),
        ("settings", SETTINGS, iter([_settings(form)])),
    ):
        sheet = book.create_sheet(name)
        sheet.append(columns)
        for line in lines:
            sheet.append([_cell(sheet, line[c]) if line.get(c) else None for c in columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: object, text: str) -> object:
    """A text cell, whatever it looks like: "0417" stays, and "=…" is no formula."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


def _settings(form: PhoneForm) -> Line:
    title = t("phone-title", year=str(form.mark.year), commune=form.commune_name)
    return {
        "form_title": t("phone-title-practice", title=title) if form.practice else title,
        "form_id": form_id(form.mark),
        "version": version_of(form),
        # Names of submissions are seen on servers and in notifications: the number, no person.
        "instance_name": "concat('" + t("phone-instance") + " ', ${household_number})",
        "style": "pages",
    }


# The survey --------------------------------------------------------------------------------------
def survey_lines(form: PhoneForm) -> Iterator[Line]:
    """The rows of the sheet "survey"."""
    yield {"type": "calculate", "name": "form_mark", "calculation": f"'{form.mark.word}'"}
    if form.practice:
        yield {"type": "note", "name": "practice_note", "label": t("phone-practice")}
    for part in parts(form.standard, form.groups, with_ids=form.with_ids):
        yield from _part_lines(part)


def _part_lines(part: Part) -> Iterator[Line]:
    kind = "repeat" if part.repeats else "group"
    if not part.questions:
        return
    begin = {"type": f"begin {kind}", "name": part.name, "label": part.label}
    yield begin | ({"repeat_count": part.repeats} if part.repeats else {})
    for question in part.questions:
        yield _question_line(question)
        if question.name == "known_people":
            told = {"number": "${household_number}", "head": "${household_head}"}
            yield {
                "type": "note", "name": "household_note",
                "label": t("phone-household-note", **told), "relevant": "${household} != ''",
            }  # fmt: skip
        if question.name == "person":
            yield {
                "type": "note", "name": "person_note", "label": t("phone-person-note"),
                "relevant": "${person} = 'new'",
            }  # fmt: skip
    yield {"type": f"end {kind}", "name": part.name}


def _question_line(question: Question) -> Line:
    kind = str(question.kind)
    if question.kind in (Kind.ONE, Kind.MANY):
        kind = f"{kind} {question.list_name}"
    return {"type": kind, "name": question.name, "label": question.label, **question.cells}


# The choices -------------------------------------------------------------------------------------
def choice_lines(form: PhoneForm) -> Iterator[Line]:
    """The rows of the sheet "choices": villages, households, their people, then all options."""
    ordered = sorted(form.households, key=lambda h: (sort_key(h.village), h.number))
    for village in dict.fromkeys(h.village for h in ordered):
        yield {"list_name": "village", "name": village_name(village), "label": village}
    for household in ordered:
        yield _household_line(household)
    for household in ordered:
        yield from _people_lines(household, with_ids=form.with_ids)
    yield from _option_lines(parts(form.standard, form.groups, with_ids=form.with_ids))


def village_name(village: str) -> str:
    """A village as a choice."""
    return ascii_name(nfc(village), "v_")


def _yes_no(yes: bool | None) -> str:
    return "" if yes is None else yes_no()[0 if yes else 1].name


def _household_line(household: Household) -> Line:
    head = household.head_name
    return {
        "list_name": "household",
        "name": household_name(household.uid),
        "label": t("phone-household-choice", number=household.number, head=head or "–"),
        "village": village_name(household.village),
        "number": household.number,
        "head": head or "–",
        "people": str(len(household.present)),
        "merit_person": _yes_no(household.merit_person),
        "no_labour_capacity": _yes_no(household.no_labour_capacity),
    }


def _people_lines(household: Household, *, with_ids: bool) -> Iterator[Line]:
    for number, person in enumerate(household.present, 1):
        name = f"{household_name(household.uid)}-{number}"
        yield {"list_name": "people", "name": name, "label": person.name or "–"} | {
            key: value for key, value in _person(person, with_ids=with_ids).items() if value
        }


def _person(person: Person, *, with_ids: bool) -> dict[str, str]:
    told = {
        "person": person_name(person.uid),
        "full_name": person.name,
        "relation": person.relation,
        "sex": person.sex.value if person.sex else "",
        "born": show_birth(person.born),
        "ethnic_group": group_name(person.ethnic_group) if person.ethnic_group else "",
        "schooling": person.schooling.value if person.schooling else "",
        "insured": _yes_no(person.insured),
        "work": person.work.value if person.work else "",
    }
    if with_ids:
        state = IdState.KNOWN if person.citizen_id else person.id_state
        told |= {"id_state": state.value, "citizen_id": person.citizen_id}
    return told


def _option_lines(all_parts: Sequence[Part]) -> Iterator[Line]:
    seen: set[str] = set()
    for question in (q for part in all_parts for q in part.questions):
        if not question.options or question.list_name in seen:
            continue
        seen.add(question.list_name)
        for option in question.options:
            yield {
                "list_name": question.list_name, "name": option.name, "label": option.label,
            }  # fmt: skip
