"""Filled forms as ODK Central and KoboToolbox hand them out → submissions with clean values.

Heads come with or without the names of groups ("b2-fact_water", "b2/fact_water"), as names or as
the labels of the form; several choices in one cell or one column each. A submission is known by
its instance id, whatever the server and the file.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.domain.review import Finding, Severity
from desktop.domain.vietnamese import nfc, parse_birth
from desktop.exchange.lists.cells import BadCell, flag, show_value
from desktop.exchange.lists.cells import text as text_of
from desktop.exchange.lists.records import Cell
from desktop.exchange.phone_form import Kind, Mark, Option, Question, mark_of
from desktop.exchange.submission_files import Table, read_tables, unreadable

__all__ = ["Filled", "Member", "Submission", "read_submissions"]

# An edit on a server gives a new instance id; the first of these that is there stays.
_ID_HEADS = ("rootuuid", "key", "_uuid", "instanceid")
_WHEN_HEADS = ("submissiondate", "_submission_time")
_STATE_HEADS = ("reviewstate", "_validation_status")
_LINKS = (("parent_key", "key"), ("_parent_index", "_index"), ("_submission__uuid", "_uuid"))
_REJECTED = ("rejected", "not approved", "validation_status_not_approved")
_OURS = "household_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """Answers by what they fill (Question.target): an id, a text, a number, a day, several ids.

    `unread`: what could not be read, as it was written.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Filled):
    """One member; `person_uid` "" for one who is new."""

    person_uid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Filled):
    """One filled form. `row` is its line in the file; `members` None: no table of members came.

    `is_rejected`: whoever looked at it on the server turned it down.
    """

    key: str
    row: int
    at: datetime.datetime | None = None
    mark: Mark | None = None
    household_uid: str = ""
    is_rejected: bool = False
    members: tuple[Member, ...] | None = None


def read_submissions(path: Path, questions: Iterable[Question]) -> tuple[Submission, ...]:
    """All submissions of a file, in its order.

    Raises SubmissionsUnreadable for files that hold none of ours, and as `read_tables`.
    """
    asked = tuple(questions)
    tables = [t for t in read_tables(path) if t.heads]
    roots = [t for t in tables if _OURS in _names(t)]
    if len(roots) != 1:
        raise unreadable(path, "foreign" if not roots else "several")
    root = roots[0]
    children = [t for t in tables if t is not root and "person" in _names(t)]
    system = _system(root)
    columns = _columns(root, [q for q in asked if not q.of_member])
    people = [_people(child, system, asked) for child in children]
    found = []
    for number, row in enumerate(root.rows, 2):
        lookup = {key: _at(row, place) for key, place in system.items()}
        members = [p[str(lookup.get(link, ""))] for link, p in people if link in lookup]
        found.append(_submission(number, row, lookup, columns, members))
    return tuple(found)


def _names(table: Table) -> set[str]:
    return {_last(head) for head in table.heads}


def _last(head: str) -> str:
    return re.split(r"[/-]", head)[-1]


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else ""


def _system(table: Table) -> dict[str, int]:
    """Columns that the server adds, and those of ours that are no question, by their small names."""
    known = {*_ID_HEADS, *_WHEN_HEADS, *_STATE_HEADS, "_index", "form_mark"}
    known |= {name for pair in _LINKS for name in pair}
    found: dict[str, int] = {}
    for place, head in enumerate(table.heads):
        name = _last(head).lower()
        if name in known:
            found.setdefault(name, place)
    return found


# Heads -------------------------------------------------------------------------------------------
_Column = tuple[int, Question, Option | None]


def _columns(table: Table, asked: Sequence[Question]) -> list[_Column]:
    """The place of each question, and of each choice that has a column of its own."""
    known: dict[str, tuple[Question, Option | None]] = {}
    for question in asked:
        for words in (question.name, nfc(question.label)):
            if not words:
                continue
            known.setdefault(words, (question, None))
            for option in question.options if question.kind is Kind.MANY else ():
                for choice in (option.name, nfc(option.label)):
                    known.setdefault(f"{words}/{choice}", (question, option))
    found = []
    for place, head in enumerate(table.heads):
        meant = _meant(nfc(head), known)
        if meant is not None:
            found.append((place, *meant))
    return found


def _meant(
    head: str, known: Mapping[str, tuple[Question, Option | None]]
) -> tuple[Question, Option | None] | None:
    """The longest end of a head, behind a stroke or a hyphen, that is known."""
    starts = (0, *(m.end() for m in re.finditer(r"[/-]", head)))
    return next((known[head[s:]] for s in starts if head[s:] in known), None)


# Rows --------------------------------------------------------------------------------------------
def _submission(
    number: int, row: Sequence[Cell], lookup: Mapping[str, Cell], columns: Sequence[_Column],
    members: Sequence[Sequence[Member]],
) -> Submission:  # fmt: skip
    filled = _filled(row, columns)
    values = dict(filled.values)
    household = str(values.pop("household", ""))
    state = str(_first(lookup, _STATE_HEADS)).strip().lower()
    return Submission(
        key=_bare_key(str(_first(lookup, _ID_HEADS))) or f"row-{number}",
        row=number,
        at=_moment(_first(lookup, _WHEN_HEADS)),
        mark=mark_of(str(lookup.get("form_mark", ""))),
        household_uid=household.removeprefix("h"),
        is_rejected=state in _REJECTED,
        values=values,
        unread=filled.unread,
        members=tuple(m for rows in members for m in rows) if members else None,
    )


def _first(lookup: Mapping[str, Cell], names: Sequence[str]) -> Cell:
    return next((lookup[n] for n in names if lookup.get(n) not in (None, "")), "")


def _bare_key(key: str) -> str:
    return key.strip().removeprefix("uuid:")


class _ByLink(dict[str, list[Member]]):
    """The members of each submission; none for those without."""

    def __missing__(self, key: str) -> list[Member]:
        return []


def _people(
    table: Table, root: Mapping[str, int], asked: Sequence[Question]
) -> tuple[str, _ByLink]:
    """By which column of the root the members are found, and the members."""
    own = _system(table)
    pair = next(((c, r) for c, r in _LINKS if c in own and r in root), None)
    found = _ByLink()
    if pair is None:
        return "", found
    columns = _columns(table, [q for q in asked if q.of_member])
    for row in table.rows:
        filled = _filled(row, columns)
        values = dict(filled.values)
        uid = str(values.pop("person", ""))
        member = Member(
            person_uid="" if uid == "new" else uid.removeprefix("p"),
            values=values, unread=filled.unread,
        )  # fmt: skip
        if values or filled.unread or member.person_uid:
            found.setdefault(str(_at(row, own[pair[0]])), []).append(member)
    return pair[1], found


def _moment(cell: Cell) -> datetime.datetime | None:
    """When a submission came; what names no zone is UTC, as both servers mean it."""
    if isinstance(cell, datetime.datetime):
        found = cell
    else:
        try:
            found = datetime.datetime.fromisoformat(str(cell).strip())
        except ValueError:
            return None
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)


# Cells -------------------------------------------------------------------------------------------
def _filled(row: Sequence[Cell], columns: Sequence[_Column]) -> Filled:
    values: dict[str, Any] = {}
    unread: dict[str, str] = {}
    split: dict[str, list[str]] = {}
    for place, question, option in columns:
        cell = _at(row, place)
        if cell is None or not str(cell).strip() or not question.target:
            continue
        try:
            if option is None:
                values[question.target] = _READERS[question.kind](question, cell)
            elif _is_chosen(cell):
                split.setdefault(question.target, []).append(option.value)
        except BadCell:
            unread[question.target] = show_value(cell)
    for target, chosen in split.items():
        if target not in values:
            values[target] = tuple(chosen)
            unread.pop(target, None)
    return Filled(values=values, unread=unread)


def _is_chosen(cell: Cell) -> bool:
    """1 and 0, True and False, or what people write; raises BadCell."""
    said = text_of(cell).lower()
    if said in ("true", "1", "1.0", "1,0"):
        return True
    return said not in ("false", "0", "0.0", "0,0") and bool(flag(said))


def _one(question: Question, cell: Cell) -> str:
    said = text_of(cell)
    for option in question.options:
        if said in (option.name, nfc(option.label)):
            return option.value
    raise BadCell("choice-unknown")


def _many(question: Question, cell: Cell) -> tuple[str, ...]:
    """Names between spaces, or labels one after another."""
    words = {o.name: o.value for o in question.options}
    words |= {nfc(o.label): o.value for o in question.options}
    rest, chosen = text_of(cell), []
    while rest:
        fits = [w for w in words if rest == w or rest.startswith(f"{w} ")]
        if not fits:
            raise BadCell("choice-unknown")
        longest = max(fits, key=len)
        chosen.append(words[longest])
        rest = rest[len(longest) :].lstrip()
    return tuple(dict.fromkeys(chosen))


def _whole(_question: Question, cell: Cell) -> int:
    said = text_of(cell)
    if not re.fullmatch(r"[0-9]{1,9}([.,]0+)?", said):
        raise BadCell("points-odd")
    return int(re.split("[.,]", said)[0])


def _decimal(_question: Question, cell: Cell) -> str:
    said = (str(cell) if isinstance(cell, float | int) else text_of(cell)).replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", said):
        raise BadCell("points-odd")
    return said.rstrip("0").rstrip(".") if "." in said else said


def _day(_question: Question, cell: Cell) -> datetime.date:
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    iso = parse_birth(text_of(cell)[:10])
    if iso is None or len(iso) != 10:
        raise BadCell("date-impossible")
    return datetime.date.fromisoformat(iso)


def _text(_question: Question, cell: Cell) -> str:
    return text_of(cell)


_READERS = {
    Kind.TEXT: _text,
    Kind.HIDDEN: _text,
    Kind.WHOLE: _whole,
    Kind.DECIMAL: _decimal,
    Kind.DAY: _day,
    Kind.ONE: _one,
    Kind.MANY: _many,
}


def unread_findings(filled: Filled, questions: Iterable[Question]) -> Iterator[Finding]:
    """A finding for each answer that could not be read, naming its question."""
    labels = {q.target: q.label for q in questions if q.label}
    for target, typed in filled.unread.items():
        yield Finding(
            "phone-unread", Severity.WARNING, target,
            {"question": labels.get(target, target), "typed": typed},
        )  # fmt: skip
