"""The code at the foot of papers: what left under it is kept, so a retouched paper shows offline.

The code is drawn from the hash of the paper's text, so the paper that is looked at already carries
it, and the same state printed twice has one code. The text is kept once the paper is written or
printed, and each time goes to the audit trail under the code.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from desktop.domain.codes import paper_code, read_paper_code
from desktop.domain.vietnamese import nfc
from desktop.errors import PaperCodeUnknown, PaperCodeWrong
from desktop.reports.sheet import RowKind, Sheet, leaves, shown
from desktop.reports.text_sheet import AnySheet, TextSheet, as_text
from desktop.store import audit, paper_codes
from desktop.store.audit import Entry
from desktop.store.connection import Db
from desktop.store.paper_codes import KeptPaper
from desktop.text import t

WRITTEN, PRINTED = "paper-written", "paper-printed"
_Paper = TypeVar("_Paper", bound=Sheet | TextSheet)


def coded(sheet: _Paper) -> _Paper:
    """The sheet with its code, to be drawn at the foot of its pages."""
    return replace(sheet, code=paper_code(as_text(sheet)))


def keep(
    db: Db, sheet: AnySheet, year: int,
    *, official: bool, how: str, now: datetime.datetime, by: str, form: str = "", file: str = "",
) -> str:  # fmt: skip
    """Inside a transaction: keep the text of a paper that was written or printed; its code.

    `how` is WRITTEN or PRINTED; `form` names the paper where its sheet's own id does not do.
    """
    text = as_text(sheet)
    code = paper_code(text)
    paper = KeptPaper(
        code=code,
        form=form or sheet.form,
        year=year,
        title=nfc(" ".join(sheet.heading.title)),
        official=official,
        totals=tuple(_totals(sheet)),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
    )
    paper_codes.put(db, paper)
    audit.add(db, at=now, by=by, action=how, subject=code, after={"file": file} if file else None)
    return code


def keep_many(
    db: Db, sheets: Iterable[AnySheet], year: int,
    *, official: bool, how: str, now: datetime.datetime, by: str,
) -> None:  # fmt: skip
    """As `keep`, for many sheets of a year."""
    for sheet in sheets:
        keep(db, sheet, year, official=official, how=how, now=now, by=by)


def _totals(sheet: AnySheet) -> Iterator[tuple[str, str]]:
    """Of a report its last line, column by column; of a list how many households it names."""
    if not isinstance(sheet, Sheet):
        return
    columns = leaves(sheet.head)
    entries = sum(r.kind is RowKind.ENTRY and r.lines[0][0] is not None for r in sheet.body)
    if entries:
        yield t("paper-total-entries"), str(entries)
    for row in (r for r in sheet.body if r.kind is RowKind.TOTAL):
        for line in row.lines:
            label = "".join(f"{v} · " for v in line[2:3] if isinstance(v, str) and v)
            for column, value in zip(columns, line, strict=True):
                if column.kind.is_figure:
                    yield f"{label}{_named(column.letter, column.title)}", shown(value, column.kind)


def _named(letter: str, title: str) -> str:
    short = letter.partition("=")[0].strip()
    return f"({short}) {title}" if short else title


# Finding -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A paper found by its code: as it was, and each time it left, oldest first."""

    paper: KeptPaper
    times: tuple[Entry, ...]


def find(db: Db, typed: str) -> Sealed:
    """The paper of a code, scanned or typed.

    Raises PaperCodeWrong where the check character does not fit (mistyped, or made up), and
    PaperCodeUnknown where no paper left this book under it.
    """
    code = read_paper_code(typed)
    if code is None:
        raise PaperCodeWrong(code=typed.strip())
    paper = paper_codes.get(db, code)
    if paper is None:
        raise PaperCodeUnknown(code=code)
    return Sealed(paper=paper, times=tuple(reversed(audit.of(db, code))))


# The text as a paper again -----------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Line:
    """A line of words above, between or below tables."""

    words: str


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of a table: its cells; the titles of the columns are bold, as sections and totals are."""

    cells: tuple[str, ...]
    bold: bool


_TITLE = re.compile(r"^\s*(.*) \[(\d+)\+(\d+)\]$")
_FORMULAS = re.compile(r"^\d+: (\d+:\S+ ?)+$")
_KIND = 8  # characters before the cells of a row
_ROW_KINDS = frozenset(kind.value for kind in RowKind)


def readable(text: str) -> list[Line | TableLine]:
    """The kept text without what only the program reads: formulas, places of titles, kinds of rows."""
    found: list[Line | TableLine] = []
    titles: dict[int, str] = {}
    for line in text.splitlines()[1:]:
        if title := _TITLE.match(line):
            titles |= {int(title[2]): title[1]} if title[3] == "1" else {}
            continue
        if titles:
            found.append(TableLine(tuple(titles[n] for n in sorted(titles)), bold=True))
            titles = {}
        kind = line[:_KIND].strip()
        if kind in _ROW_KINDS and len(line) >= _KIND:
            bold = RowKind(kind).is_bold
            found.append(TableLine(tuple(line[_KIND:].split(" | ")), bold))
        elif " | " in line:
            found.append(TableLine(tuple(line.split(" | ")), bold=False))
        elif line and not _FORMULAS.match(line) and line != "--- page ---":
            words = t("paper-practice") if line == "PRACTICE" else line.removeprefix("sign: ")
            found.append(Line(words))
    return found
