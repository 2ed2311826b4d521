"""Reads the people of a household from their lines, and tells which of them is the head."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from desktop.domain.household import HEAD, Sex
from desktop.domain.vietnamese import citizen_id_problem, fold
from desktop.exchange.lists import cells
from desktop.exchange.lists.cells import BadCell
from desktop.exchange.lists.drafts import Draft, Plan
from desktop.exchange.lists.records import Line, ListedPerson, Problem
from desktop.exchange.lists.words import Field


def read_person(draft: Draft, plan: Plan, row: int, line: Line) -> ListedPerson | None:
    """The person of a line; None, with problems noted in the draft, where a cell cannot be read."""
    before = len(draft.problems)
    values: dict[str, Any] = {"name": _name(draft, plan, row, line), "relation": plan.relation}
    for column, attribute, parse in plan.person:
        cell = line[column]
        if cell == "":
            continue
        try:
            values[attribute] = parse(cell)
        except BadCell as bad:
            draft.refuse(bad, row, column, cell)
    if plan.split:
        for special in (_parts_of_birth, _birth_by_sex, _marked_sex):
            special(draft, plan, row, line, values)
    if "citizen_id" in values:
        values["citizen_id"], values["id_state"] = values["citizen_id"]
    if len(draft.problems) > before:
        return None
    person = ListedPerson(row=row, **values)
    _check_person(draft, plan, person)
    _keep_age(draft, plan, person, line)
    return person


def _keep_age(draft: Draft, plan: Plan, person: ListedPerson, line: Line) -> None:
    """The age is compared with the birth year once the whole list is read."""
    column = plan.at.get(Field.AGE)
    if column is not None and person.born:
        draft.ages.append((person.row, int(person.born[:4]), cells.text(line[column])))


def _name(draft: Draft, plan: Plan, row: int, line: Line) -> str:
    column = plan.name
    cell = line[column]
    if cell == "" and plan.head_name is not None and row == draft.lines[0][0]:
        column = plan.head_name  # the head's own line leaves the member's name blank
        cell = line[column]
    try:
        said = cells.name(cell)
    except BadCell as bad:
        draft.refuse(bad, row, column, cell)
        return ""
    if not said:
        draft.refuse(BadCell("name-missing"), row, column)
    return said


def _parts_of_birth(draft: Draft, plan: Plan, row: int, line: Line, values: dict[str, Any]) -> None:
    year = plan.at.get(Field.BIRTH_YEAR)
    if year is None or values.get("born"):
        return
    day, month = (plan.at.get(f) for f in (Field.BIRTH_DAY, Field.BIRTH_MONTH))
    parts = ["" if c is None else line[c] for c in (day, month)]
    try:
        values["born"] = cells.birth_of_parts(parts[0], parts[1], line[year])
    except BadCell as bad:
        draft.refuse(bad, row, year, line[year])


def _birth_by_sex(draft: Draft, plan: Plan, row: int, line: Line, values: dict[str, Any]) -> None:
    """The birth year stands under "Nam" or under "Nữ"."""
    columns = ((Field.BIRTH_MALE, Sex.MALE), (Field.BIRTH_FEMALE, Sex.FEMALE))
    filled = [
        (plan.at[f], sex) for f, sex in columns if f in plan.at and cells.optional(line[plan.at[f]])
    ]
    if not filled:
        return
    column, sex = filled[-1]
    if len(filled) > 1 or values.get("sex") not in (None, sex):
        draft.refuse(BadCell("sex-two"), row, column, line[column])
        return
    try:
        values["born"], values["sex"] = cells.birth(line[column]), sex
    except BadCell as bad:
        draft.refuse(bad, row, column, line[column])


def _marked_sex(draft: Draft, plan: Plan, row: int, line: Line, values: dict[str, Any]) -> None:
    """An x under "Nữ" or "Nam"; with one such column, a blank is the other sex."""
    columns = ((Field.SEX_MALE, Sex.MALE), (Field.SEX_FEMALE, Sex.FEMALE))
    present = [(plan.at[f], sex) for f, sex in columns if f in plan.at]
    if not present or values.get("sex"):
        return
    marked: list[Sex] = []
    for column, sex in present:
        try:
            if cells.flag(line[column]):
                marked.append(sex)
        except BadCell as bad:
            draft.refuse(bad, row, column, line[column])
    if len(marked) > 1:
        draft.refuse(BadCell("sex-two"), row, present[-1][0], line[present[-1][0]])
    elif marked:
        values["sex"] = marked[0]
    elif len(present) == 1:
        values["sex"] = Sex.FEMALE if present[0][1] is Sex.MALE else Sex.MALE


def _check_person(draft: Draft, plan: Plan, person: ListedPerson) -> None:
    if plan.settings.on and person.born > plan.settings.on.isoformat():
        column = next((plan.at[f] for f in (Field.BIRTH, Field.BIRTH_YEAR) if f in plan.at), None)
        said = "/".join(reversed(person.born.split("-")))
        draft.problems.append(Problem("birth-future", person.row, column, said))
    if len(person.citizen_id) == 12:
        male = None if person.sex is None else person.sex is Sex.MALE
        odd = citizen_id_problem(person.citizen_id, person.born, male)
        if odd:
            column = plan.at[Field.CITIZEN_ID]
            draft.doubts.append(Problem(f"id-{odd}", person.row, column, person.citizen_id))


def head_first(draft: Draft, plan: Plan) -> tuple[ListedPerson, ...]:
    """The members, head in front: the one marked so, else the one named in the head's column."""
    people = draft.people
    if draft.problems or not people:
        return ()
    if plan.one_line and people[0].relation == HEAD and len(people) == 1:
        return (people[0],)
    heads = [p for p in people if p.relation == HEAD]
    named = _named_head(draft, plan)
    if len(heads) > 1:
        rows = ", ".join(str(p.row) for p in heads)
        draft.problems += [
            Problem("heads-two", p.row, plan.at.get(Field.RELATION), HEAD, {"rows": rows})
            for p in heads
        ]
        return ()
    if not heads:
        heads = [p for p in people if named and fold(p.name) == named and not p.relation][:1]
    if not heads and (named == "" or named == fold(people[0].name)) and not people[0].relation:
        heads = people[:1]
    if not heads:
        draft.problems.append(_no_head(draft, plan))
        return ()
    if named and fold(heads[0].name) != named:
        draft.problems.append(
            Problem("head-differs", heads[0].row, plan.name, heads[0].name, {"head": _head(draft, plan)})
        )  # fmt: skip
        return ()
    head = heads[0] if heads[0].relation == HEAD else replace(heads[0], relation=HEAD)
    return (head, *(p for p in people if p is not heads[0]))


def _no_head(draft: Draft, plan: Plan) -> Problem:
    row, line = draft.lines[0]
    column = plan.at.get(Field.RELATION, plan.name)
    return Problem("head-missing", row, column, cells.show_value(line[column]))


def _head(draft: Draft, plan: Plan) -> str:
    if plan.head_name is None or plan.one_line:
        return ""
    said = (cells.optional(line[plan.head_name]) for _, line in draft.lines)
    return next((s for s in said if s), "")


def _named_head(draft: Draft, plan: Plan) -> str:
    return fold(_head(draft, plan))
