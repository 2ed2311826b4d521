"""Makes one household out of its lines, or says what is wrong with which cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.domain.household import KINH
from desktop.exchange.lists import cells
from desktop.exchange.lists.cells import BadCell
from desktop.exchange.lists.drafts import Draft, Parser, Plan
from desktop.exchange.lists.people import head_first, read_person
from desktop.exchange.lists.records import (
    Cell,
    ListedHousehold,
    ListedPerson,
    Problem,
    column_letter,
)
from desktop.exchange.lists.words import Field, plain, squeezed


def complete(draft: Draft, plan: Plan) -> None:
    """Fills `household` of the draft, or `problems` where a line of it cannot be taken."""
    for row, line in draft.lines:
        person = read_person(draft, plan, row, line)
        if person is not None:
            draft.people.append(person)
    values = _shared_values(draft, plan)
    _check_class(draft, plan, values)
    _check_place(draft, plan, values)
    values |= _gathered(draft, plan)
    members = head_first(draft, plan)
    if draft.problems:
        return
    _check_people(draft, plan, values)
    _check_minority(draft, plan, members[0])
    draft.household = ListedHousehold(rows=draft.rows, members=members, **values)


# The household ------------------------------------------------------------------------------------
def _shared_values(draft: Draft, plan: Plan) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if len(draft.lines) == 1:
        return _values_of_line(draft, plan)
    for column, attribute, parse in plan.shared:
        said = {line[column] for _, line in draft.lines} - {""}
        found = _quick_value(said, parse) if len(said) < 2 else None
        if said and found is None:
            found = _one_value(draft, column, parse)
        if found not in (None, ""):
            values[attribute] = found
    return values


def _values_of_line(draft: Draft, plan: Plan) -> dict[str, Any]:
    """The same of a household with a single line: nothing to be compared."""
    values: dict[str, Any] = {}
    row, line = draft.lines[0]
    for column, attribute, parse in plan.shared:
        if (cell := line[column]) == "":
            continue
        try:
            found = parse(cell)
        except BadCell as bad:
            draft.refuse(bad, row, column, cell)
            continue
        if found not in (None, ""):
            values[attribute] = found
    return values


def _quick_value(said: set[Cell], parse: Parser) -> Any:
    """What all lines say alike; None where the slow way must look for faults."""
    try:
        return parse(next(iter(said))) if said else None
    except BadCell:
        return None


def _one_value(draft: Draft, column: int, parse: Parser) -> Any:
    """The value that the lines agree on; a line that says something else is wrong."""
    first: Any = None
    first_row = 0
    for row, line in draft.lines:
        try:
            value = None if line[column] == "" else parse(line[column])
            if value is None or value == "":
                continue
            if first is None:
                first, first_row = value, row
        except BadCell as bad:
            draft.refuse(bad, row, column, line[column])
            continue
        if not _same(value, first):
            where = f"{column_letter(column)}{first_row}"
            draft.refuse(BadCell("household-differs", where=where), row, column, line[column])
    return first


def _same(a: object, b: object) -> bool:
    if isinstance(a, str) and isinstance(b, str):
        return squeezed(a) == squeezed(b)
    return a == b


def _check_class(draft: Draft, plan: Plan, values: dict[str, Any]) -> None:
    """One class, from the column of classes or from marks under their names."""
    row = draft.lines[0][0]
    said = values.get("household_class")
    if not plan.marks and said:
        return
    marked = {c: column for column, c in plan.marks if _one_value(draft, column, cells.flag)}
    found = set(marked) | ({said} if said else set())
    if len(found) > 1:
        column = max(marked.values())
        draft.problems.append(Problem("class-two", row, column))
    elif found:
        values["household_class"] = found.pop()
    elif plan.marks or Field.CLASS in plan.at:
        column = plan.at.get(Field.CLASS, plan.marks[0][0] if plan.marks else plan.name)
        if not any(p.column == column for p in draft.problems):
            draft.problems.append(Problem("class-missing", row, column))


def _check_place(draft: Draft, plan: Plan, values: dict[str, Any]) -> None:
    row, line = draft.lines[0]
    if not values.get("village"):
        address = plan.at.get(Field.ADDRESS)
        said = "" if address is None else cells.village_of_address(line[address])
        values["village"] = said or draft.village or plan.settings.village
    column = plan.at.get(Field.VILLAGE)
    missing = not values["village"] and not plan.bare
    if missing and not any(p.column == column for p in draft.problems):
        draft.problems.append(Problem("village-missing", row, column))
    if not values.get("commune") and Field.ADDRESS in plan.at:
        values["commune"] = cells.commune_of_address(line[plan.at[Field.ADDRESS]])
    code = values.get("commune_code")
    communes = plan.settings.communes
    if code and communes and code not in communes:
        details = {"communes": ", ".join(sorted(communes))}
        column = plan.at[Field.COMMUNE_CODE]
        draft.problems.append(Problem("commune-other", row, column, code, details))


def _check_people(draft: Draft, plan: Plan, values: dict[str, Any]) -> None:
    """Lines are counted where there is one for each member; the column counts where there is not."""
    said = values.pop("people", None)
    values["people"] = said if plan.one_line else len(draft.lines)
    if said is not None and not plan.one_line and said != len(draft.lines):
        row, column = draft.lines[0][0], plan.at[Field.PEOPLE]
        details = {"lines": len(draft.lines)}
        draft.doubts.append(Problem("people-differs", row, column, str(said), details))


def _check_minority(draft: Draft, plan: Plan, head: ListedPerson) -> None:
    """The head's ethnic group counts; a mark that says otherwise is worth a look."""
    marked = _flags(draft, plan, Field.MINORITY)
    if marked and head.ethnic_group and marked[0] == (head.ethnic_group == KINH):
        details = {"group": head.ethnic_group}
        column = plan.at[Field.MINORITY]
        draft.doubts.append(Problem("minority-differs", head.row, column, "", details))


def _gathered(draft: Draft, plan: Plan) -> dict[str, Any]:
    """What any line may add: marks of persons, causes, notes."""
    values: dict[str, Any] = {}
    if not plan.gathers:
        return values
    if Field.MERIT_PERSON in plan.at:
        values["merit_person"] = any(_flags(draft, plan, Field.MERIT_PERSON))
    unable = _flags(draft, plan, Field.NO_LABOUR_CAPACITY)
    able = _flags(draft, plan, Field.LABOUR_CAPACITY)
    if Field.NO_LABOUR_CAPACITY in plan.at:
        values["no_labour_capacity"] = bool(unable) and all(unable)
    elif able:
        values["no_labour_capacity"] = not any(able)
    causes = _texts(draft, plan, Field.CAUSE)
    values["causes"], values["cause_other"] = _causes(causes, plan.settings.causes)
    values["note"] = "; ".join(_texts(draft, plan, Field.NOTE))
    return values


def _flags(draft: Draft, plan: Plan, wanted: Field) -> list[bool]:
    column = plan.at.get(wanted)
    if column is None:
        return []
    found: list[bool] = []
    for row, line in draft.lines:
        try:
            value = cells.flag(line[column])
        except BadCell as bad:
            draft.refuse(bad, row, column, line[column])
        else:
            if value is not None:
                found.append(value)
    return found


def _texts(draft: Draft, plan: Plan, wanted: Field) -> list[str]:
    column = plan.at.get(wanted)
    if column is None:
        return []
    return list(dict.fromkeys(s for _, line in draft.lines if (s := cells.optional(line[column]))))


def _causes(texts: Sequence[str], known: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], str]:
    """Codes of the causes named by number of form 7.10, code or label; the rest as text."""
    names = {str(i): code for i, (code, _) in enumerate(known, 1)}
    names |= {plain(name): code for code, label in known for name in (code, label)}
    codes: list[str] = []
    other: list[str] = []
    for said in texts:
        whole = names.get(plain(said))
        parts = [said] if whole else _parts(said, names)
        for part in parts:
            code = names.get(plain(part))
            (codes if code else other).append(code or part)
    return tuple(dict.fromkeys(codes)), "; ".join(other)


def _parts(said: str, names: Mapping[str, str]) -> list[str]:
    for sign in (";", ",", "+"):
        parts = [p.strip() for p in said.split(sign) if p.strip()]
        if len(parts) > 1 and any(plain(p) in names for p in parts):
            return parts
    return [p.strip() for p in said.split(";") if p.strip()]
