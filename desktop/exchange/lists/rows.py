"""Reads a list: each line below the head goes to exactly one household, or is skipped or refused.

A household is taken whole or not at all. Its size counts in forms 7.2 and 7.3, so a household with
one unreadable line would enter with a wrong number of people; its other lines are refused with a
pointer to the line to mend. Rows in = rows read + skipped + refused, always.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop.domain.vietnamese import fold, nfc
from desktop.exchange.lists import cells
from desktop.exchange.lists.across import compare
from desktop.exchange.lists.columns import Layout, is_head_again
from desktop.exchange.lists.drafts import Draft, Plan, Settings, plan_of
from desktop.exchange.lists.households import complete
from desktop.exchange.lists.quiet import quiet
from desktop.exchange.lists.records import (
    Cell,
    Line,
    ListReading,
    Problem,
    RefusedRow,
    SkippedRow,
    SkipReason,
)
from desktop.exchange.lists.words import Field, plain, squeezed, words

# A line that says one of these of somebody is a person's line.
_EVIDENCE = (
    Field.RELATION,
    Field.SEX,
    Field.BIRTH,
    Field.BIRTH_YEAR,
    Field.BIRTH_MALE,
    Field.BIRTH_FEMALE,
    Field.CITIZEN_ID,
)
_NO_NAME = frozenset(" \u00a0\t\n(0123456789") | {""}
_FULL = 6  # cells; feet and totals have fewer
_PLACE_AND_DATE = re.compile(r"\bngay\b.*\bthang\b.*\bnam\b")
_LONGEST_NAME = 7  # words
_NUMBERED = re.compile(r"^\(?(?:\d{1,2}|[A-Za-z])\)?$")
_COUNTS_BEHIND = re.compile(r"\s*[:(].*$")


def read_rows(
    rows: Sequence[Line], layout: Layout, settings: Settings | None = None
) -> ListReading:
    """All households of a list with everything that could not be taken.

    `rows` are those of the whole sheet, title lines included, so that addresses fit; blank cells
    are "". The layout must have a column of names, else ValueError.
    """
    plan = plan_of(layout, settings or Settings())
    with quiet():
        lines, skipped = _sorted_lines(rows, layout, plan)
        drafts = _grouped(lines, plan)
        for draft in drafts:
            complete(draft, plan)
        compare(drafts, plan)
    return ListReading(
        rows_in=max(len(rows) - layout.first_row, 0),
        households=tuple(d.household for d in drafts if d.household and not d.problems),
        refused=tuple(sorted(_refused(drafts), key=lambda r: r.row)),
        skipped=tuple(skipped),
        doubts=tuple(p for d in drafts if not d.problems for p in d.doubts),
        is_bare=plan.bare,
    )


@dataclass(slots=True)
class _Person:
    row: int
    line: Line
    village: str


# Which lines are people ---------------------------------------------------------------------------
def _sorted_lines(
    rows: Sequence[Line], layout: Layout, plan: Plan
) -> tuple[list[_Person], list[SkippedRow]]:
    """Lines of people with the village of the section they stand in, and those left out."""
    width = max((c.index for c in layout.columns), default=0) + 1
    errors = plan.at.get(Field.ERRORS)
    evidence = tuple(plan.at[f] for f in _EVIDENCE if f in plan.at)
    title = squeezed(next(c.title for c in layout.columns if c.index == plan.name))
    people: list[_Person] = []
    skipped: list[SkippedRow] = []
    village, over = "", False
    for index in range(layout.first_row, len(rows)):
        line = rows[index]
        if len(line) < width:
            line = [*line, *[""] * (width - len(line))]
        if _is_plainly_person(line, plan, evidence, title):
            people.append(_Person(index + 1, line, village))
            continue
        said = {c: cell for c, cell in enumerate(line) if c != errors and not _is_blank(cell)}
        reason = _reason(line, said, layout, plan, over)
        if reason is None:
            people.append(_Person(index + 1, line, village))
            continue
        if reason is SkipReason.SECTION:
            village = _section(said.values())
        over = over or reason is SkipReason.FOOTER
        skipped.append(SkippedRow(row=index + 1, reason=reason))
    return people, skipped


def _is_plainly_person(line: Line, plan: Plan, evidence: Sequence[int], title: str) -> bool:
    """The quick answer for nearly all lines: a named line with more in it than a foot ever has."""
    name = line[plan.name]
    if not isinstance(name, str):
        return False
    if len(line) - line.count("") < _FULL and not _has_id(line, plan):
        return False
    first = name[:1]
    if first in _NO_NAME or (first in "TtCc" and _is_total(name)):
        return False
    if first.lower() == title[:1] and squeezed(name) == title:
        return False
    return len(name) > 1 and any(line[c] != "" for c in evidence)


def _has_id(line: Line, plan: Plan) -> bool:
    column = plan.at.get(Field.CITIZEN_ID)
    cell = "" if column is None else line[column]
    return isinstance(cell, str) and len(cell) == 12 and cell.isdigit()


def _reason(
    line: Line, said: dict[int, Cell], layout: Layout, plan: Plan, over: bool
) -> SkipReason | None:
    """Why a line is no person, None if it is one (perhaps a faulty one)."""
    if not said:
        return SkipReason.BLANK
    texts = [nfc(cell) for cell in said.values() if isinstance(cell, str)]
    for reason, holds in (
        (SkipReason.NUMBERING, _is_numbering(said)),
        (SkipReason.HEADER, is_head_again(line, layout)),
        (SkipReason.TOTAL, _has_total(texts, line, plan)),
        (SkipReason.FOOTER, _is_footer(texts, said, over)),
        (SkipReason.SECTION, _is_section(said, plan)),
        (SkipReason.REMARK, _is_remark(said, line, plan)),
    ):
        if holds:
            return reason
    return None


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _is_numbering(said: dict[int, Cell]) -> bool:
    """The line "A B 1 2 3 …" below a head."""
    marks = [cells.text(cell) for cell in said.values()]
    if len(marks) < 3 or not all(_NUMBERED.match(m) for m in marks):
        return False
    numbers = [int(m.strip("()")) for m in marks if m.strip("()").isdigit()]
    return len(numbers) >= len(marks) - 2 and all(b - a == 1 for a, b in pairwise(numbers))


def _is_total(said: str) -> bool:
    word = plain(said)
    return word in words().totals or word.startswith(("tong cong ", "tong so ho", "tong so khau"))


def _has_total(texts: Sequence[str], line: Line, plan: Plan) -> bool:
    """A total stands in the place of a name, or in a line without a name and relation."""
    relation = plan.at.get(Field.RELATION)
    if relation is not None and not _is_blank(line[relation]):
        return False
    name = line[plan.name]
    if isinstance(name, str) and name.strip():
        return _is_total(name)
    return any(_is_total(s) for s in texts)


def _is_footer(texts: Sequence[str], said: dict[int, Cell], over: bool) -> bool:
    """Signatures; once they began, short lines below belong to them."""
    if over and len(said) <= 3:
        return True
    return len(said) < _FULL and any(
        plain(s).startswith(words().footers) or _PLACE_AND_DATE.search(plain(s)) for s in texts
    )


def _is_section(said: dict[int, Cell], plan: Plan) -> bool:
    """A line that only names a village, perhaps with a Roman number before and counts behind."""
    order = said.get(plan.at.get(Field.ORDER, -1))
    if len(said) > 4 or (order is not None and cells.text(order).isdigit()):
        return False
    return any(
        isinstance(cell, str) and cells.village_kind(nfc(cell))
        for column, cell in said.items()
        if column != plan.at.get(Field.VILLAGE) or len(said) == 1
    )


def _section(said: Iterable[Cell]) -> str:
    texts = (nfc(cell) for cell in said if isinstance(cell, str))
    return next(_COUNTS_BEHIND.sub("", s) for s in texts if cells.village_kind(s))


def _is_remark(said: dict[int, Cell], line: Line, plan: Plan) -> bool:
    """No name, no number, nothing of a person: a sentence somewhere in the sheet."""
    if len(said) == 1:
        text = cells.text(next(iter(said.values())))
        if len(text.split()) > _LONGEST_NAME or any(c.isdigit() for c in text):
            return True
    order = plan.at.get(Field.ORDER)
    if order is not None and cells.text(line[order]).isdigit():
        return False
    told = (plan.name, plan.head_name, *(plan.at.get(f) for f in _EVIDENCE))
    return all(c is None or _is_blank(line[c]) for c in told)


# Which lines belong together ----------------------------------------------------------------------
def _grouped(lines: Sequence[_Person], plan: Plan) -> list[Draft]:
    order = plan.at.get(Field.ORDER)
    heads = [_is_heads_line(person.line, plan) for person in lines]
    if order is not None and _numbers_members(lines, heads, order):
        order = None
    drafts: list[Draft] = []
    led = False  # whether the household being read has had its head's line
    for person, is_head in zip(lines, heads, strict=True):
        if not drafts or _starts(person.line, drafts[-1], plan, order, led=led, is_head=is_head):
            drafts.append(Draft(lines=[], village=person.village))
            led = False
        led = led or is_head
        drafts[-1].lines.append((person.row, person.line))
    return drafts


def _numbers_members(lines: Sequence[_Person], heads: Sequence[bool], order: int) -> bool:
    """Whether the numbers count persons: most lines that are no head's carry one."""
    members = [p for p, is_head in zip(lines, heads, strict=True) if not is_head]
    return 2 * sum(1 for p in members if not _is_blank(p.line[order])) > len(members) > 0


def _is_heads_line(line: Line, plan: Plan) -> bool:
    relation = plan.at.get(Field.RELATION)
    if relation is not None and not _is_blank(line[relation]):
        return _says_head(line[relation])
    if plan.head_name is None:
        return relation is None  # a blank relation does not make a head
    return plan.one_line or _is_named_as_head(line, plan)


def _says_head(cell: Cell) -> bool:
    return isinstance(cell, str) and (cell == "Chủ hộ" or squeezed(cell) in words().heads)


def _is_named_as_head(line: Line, plan: Plan) -> bool:
    """Whether the member's name is the one in the head's column (a blank member is the head)."""
    if plan.head_name is None or _is_blank(line[plan.head_name]):
        return False
    head, name = line[plan.head_name], line[plan.name]
    return head == name or _is_blank(name) or fold(str(head)) == fold(str(name))


def _starts(
    line: Line, current: Draft, plan: Plan, order: int | None, *, led: bool, is_head: bool
) -> bool:
    """Whether a line opens another household than the one being read."""
    if plan.one_line:
        return True
    first = current.lines[0][1]
    commune = plan.at.get(Field.COMMUNE)
    if commune is not None and not _is_blank(line[commune]) and line[commune] != first[commune]:
        return True  # two communes may number their households alike
    number = plan.at.get(Field.HOUSEHOLD_NUMBER)
    if number is not None and not _is_blank(line[number]):
        return bool(squeezed(cells.text(line[number])) != squeezed(cells.text(first[number])))
    numbered = order is not None and not _is_blank(line[order])
    if numbered or _other_head(line, first, plan):
        return True
    # While the head's column names the same head, or numbers open households, another "Chủ hộ"
    # is a second head of this household, unless it is that head by name once more.
    if plan.head_name is not None:
        return led and not _is_blank(line[plan.name]) and is_head and _is_named_as_head(line, plan)
    return order is None and is_head


def _other_head(line: Line, first: Line, plan: Plan) -> bool:
    column = plan.head_name
    if column is None or line[column] == first[column] or _is_blank(line[column]):
        return False
    return fold(str(line[column])) != fold(str(first[column]))


# Outcome ------------------------------------------------------------------------------------------
def _refused(drafts: Iterable[Draft]) -> Iterable[RefusedRow]:
    for draft in drafts:
        if not draft.problems:
            continue
        by_row: dict[int, list[Problem]] = defaultdict(list)
        for problem in draft.problems:
            by_row[problem.row].append(problem)
        faulty = ", ".join(str(row) for row in sorted(by_row))
        for row in draft.rows:
            own = tuple(by_row.get(row, ())) or (
                Problem("household", row, details={"rows": faulty}),
            )
            yield RefusedRow(row=row, problems=own)
