"""Phone forms as if filled in the field, written as ODK Central and KoboToolbox hand them out."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from openpyxl import Workbook

from desktop.domain.household import Household, IdState, Person
from desktop.domain.review import Answers
from desktop.domain.vietnamese import show_birth
from desktop.exchange.phone_form import (
    Kind,
    Mark,
    Part,
    Question,
    household_name,
    parts,
    person_name,
)
from desktop.rules.standard import Standard

GROUPS = ("Kinh", "Tày", "Dao", "Sán Chay", "Khác")
_YES = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One filled form: raw values by the name of their question; `at` as servers write it."""

    key: str
    root: Mapping[str, str]
    members: Sequence[Mapping[str, str]]
    at: str = "2026-10-12T03:00:00.000Z"
    state: str = ""


def fill(
    key: str,
    mark: Mark,
    household: Household,
    answers: Answers,
    standard: Standard,
    *,
    at: str = "2026-10-12T03:00:00.000Z",
) -> Form:
    """What a phone would send if these people and answers were met."""
    asked = [q for part in parts(standard, GROUPS) for q in part.questions]
    root = {
        "form_mark": mark.word,
        "household": household_name(household.uid),
        "household_id": household_name(household.uid),
        "household_number": household.number,
        "merit_person": _YES[household.merit_person],
        "no_labour_capacity": _YES[household.no_labour_capacity],
    }
    for question in asked:
        if not question.of_member and (said := _answer(question, answers)):
            root[question.name] = said
    members = [
        {q.name: v for q in asked if q.of_member for v in [_of_person(q, p)] if v}
        for p in household.members
    ]
    return Form(key=key, root=root, members=members, at=at)


def _answer(question: Question, answers: Answers) -> str:
    kind, _, rest = question.target.partition(":")
    if kind == "b1":
        value = answers.b1_choices.get(rest) if rest else answers.b1_points
    elif kind == "fact":
        value = answers.facts.get(rest)
    elif kind == "causes":
        return " ".join(o.name for o in question.options if o.value in answers.causes)
    elif kind in ("cause_other", "reviewed_on", "enumerator"):
        value = getattr(answers, kind)
    else:
        return ""
    if question.kind is Kind.ONE:
        return next((o.name for o in question.options if o.value == value), "")
    return "" if value is None else str(value)


def _of_person(question: Question, person: Person) -> str:
    target = question.target
    always = {
        "person": "new" if person.uid.startswith("new") else person_name(person.uid),
        "present": "no" if person.left_on else "yes",
        "left_why": person.left_why if person.left_on else "",
    }
    if target in always:
        return always[target]
    return _trait(question, person) if target and not person.left_on else ""


def _trait(question: Question, person: Person) -> str:
    told = {
        "born": show_birth(person.born),
        "id_state": (IdState.KNOWN if person.citizen_id else person.id_state).value,
    }
    if question.target in told:
        return told[question.target]
    value = getattr(person, question.target)
    text = _YES[value] if isinstance(value, bool) else "" if value is None else str(value)
    if question.target == "ethnic_group":
        return next((o.name for o in question.options if o.value == text), "")
    return text


def as_new(person: Person) -> Person:
    """A member whom the register does not know: the form says "new"."""
    return replace(person, uid=f"new{person.uid}"[:32])


# Heads -------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a server writes its tables: sign between groups ("" for none), labels for names, and
    several choices as "one" column, "split" columns, or "both"."""

    groups: str = "-"
    labels: bool = False
    many: str = "one"
    truth: tuple[str, str] = ("1", "0")


def _tables(
    forms: Sequence[Form], standard: Standard, style: Style
) -> tuple[list[str], list[list[str]], list[str], list[list[list[str]]]]:
    """Root heads and rows, member heads, member rows of each form."""
    root_heads, member_heads = ["form_mark"], list[str]()
    root_cells: list[list[str]] = []
    member_cells: list[list[list[str]]] = []
    columns: list[tuple[Question, str]] = []
    people: list[tuple[Question, str]] = []
    for part in parts(standard, GROUPS):
        for question in part.questions:
            target = people if question.of_member else columns
            heads = member_heads if question.of_member else root_heads
            for head, option in _heads(part, question, style):
                heads.append(head)
                target.append((question, option))
    for form in forms:
        cells = [_cell(form.root, q, o, style) for q, o in columns]
        root_cells.append([form.root["form_mark"], *cells])
        member_cells.append([[_cell(m, q, o, style) for q, o in people] for m in form.members])
    return root_heads, root_cells, member_heads, member_cells


def _heads(part: Part, question: Question, style: Style) -> Iterable[tuple[str, str]]:
    word = question.label if style.labels and question.label else question.name
    group = part.label if style.labels else part.name
    head = f"{group}{style.groups}{word}" if style.groups else word
    if question.kind is not Kind.MANY or style.many != "split":
        yield head, ""
    if question.kind is Kind.MANY and style.many != "one":
        for option in question.options:
            yield f"{head}/{option.label if style.labels else option.name}", option.name


def _cell(values: Mapping[str, str], question: Question, option: str, style: Style) -> str:
    said = values.get(question.name, "")
    if option:
        return style.truth[0 if option in said.split() else 1]
    if style.labels and question.kind in (Kind.ONE, Kind.MANY):
        labels = {o.name: o.label for o in question.options}
        return " ".join(labels.get(name, name) for name in said.split())
    return said


# Files -------------------------------------------------------------------------------------------
def central_zip(forms: Sequence[Form], standard: Standard, style: Style = Style()) -> bytes:
    """submissions.csv.zip of ODK Central."""
    root_heads, root_cells, member_heads, member_cells = _tables(forms, standard, style)
    root = [["SubmissionDate", *root_heads, "meta-instanceID", "KEY", "SubmitterName", "ReviewState", "FormVersion"]]  # fmt: skip
    people = [[*member_heads, "PARENT_KEY", "KEY"]]
    for form, cells, rows in zip(forms, root_cells, member_cells, strict=True):
        key = f"uuid:{form.key}"
        root.append([form.at, *cells, key, key, "App User", form.state, "v"])
        people += [[*r, key, f"{key}/members[{n}]"] for n, r in enumerate(rows, 1)]
    return zipped(
        {"rasoat_02296_2026.csv": _csv(root), "rasoat_02296_2026-members.csv": _csv(people)}
    )


def central_csv(forms: Sequence[Form], standard: Standard) -> bytes:
    """The root table alone."""
    with zipfile.ZipFile(io.BytesIO(central_zip(forms, standard))) as archive:
        return archive.read("rasoat_02296_2026.csv")


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _csv(rows: Sequence[Sequence[str]], separator: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode()


def kobo_csv(forms: Sequence[Form], standard: Standard, style: Style | None = None) -> bytes:
    """The CSV of KoboToolbox: semicolons, a mark before, everything in quotes, no members."""
    heads, rows = _kobo_root(forms, standard, style or Style(groups="/", many="both"))
    text = io.StringIO()
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL).writerows([heads, *rows])
    return text.getvalue().encode("utf-8-sig")


def _kobo_root(
    forms: Sequence[Form], standard: Standard, style: Style
) -> tuple[list[str], list[list[str]]]:
    heads, cells, _, _ = _tables(forms, standard, style)
    more = ["__version__", "_id", "_uuid", "_submission_time", "_validation_status", "_index"]
    rows = [
        [*row, "vX", str(n), form.key, form.at.removesuffix(".000Z"), form.state, str(n)]
        for n, (form, row) in enumerate(zip(forms, cells, strict=True), 1)
    ]
    return [*heads, *more], rows


def kobo_xlsx(forms: Sequence[Form], standard: Standard, style: Style) -> bytes:
    """The workbook of KoboToolbox: a sheet of forms, a sheet of members that point to them."""
    heads, rows = _kobo_root(forms, standard, style)
    _, _, member_heads, member_cells = _tables(forms, standard, style)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Phiếu B 2026, Xã Bình An"
    for line in (heads, *rows):
        sheet.append(line)
    people = book.create_sheet("members")
    people.append(
        [*member_heads, "_index", "_parent_table_name", "_parent_index", "_submission__uuid"]
    )
    at = 0
    for n, (form, lines) in enumerate(zip(forms, member_cells, strict=True), 1):
        for line in lines:
            at += 1
            people.append([*line, at, sheet.title, n, form.key])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
