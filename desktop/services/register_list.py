"""The list of the register as a paper: the lines of a filter with the chosen columns, PDF or Excel."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.vietnamese import show_date
from desktop.files import write_whole
from desktop.reports.forms import register_list
from desktop.reports.sheet import Sheet, Value
from desktop.services.catalogue import unit
from desktop.services.registering import find, uids
from desktop.services.reporting import ink
from desktop.store import audit, settings
from desktop.store.connection import Db, writing
from desktop.store.register import Line, Query
from desktop.text import t

__all__ = [
    "Listing",
    "findings_word",
    "lay_out",
    "note_printed",
    "remarks_word",
    "sheet_word",
    "write",
]

MARK = "x"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list laid out, with the ASCII name of its files."""

    sheet: Sheet
    stem: str
    year: int
    households: int


def lay_out(
    db: Db, query: Query, columns: Sequence[str], filters: Sequence[str], *, now: datetime.datetime
) -> Listing:
    """The households of a query in its order, with these columns; `filters` say the query in words."""
    office = settings.office(db)
    lines = _all_lines(db, query)
    communes = {
        code: unit(code, office.list_version).name for code in {h.commune_code for h in lines}
    }
    show = [_commune(communes) if c == "commune" else _VALUES[c] for c in columns]
    sheet = register_list.build(
        [tuple(one(line) for one in show) for line in lines],
        register_list.Wanted(
            columns=tuple(columns), filters=tuple(filters), at=now.astimezone(), year=query.year,
            people=sum(line.people for line in lines),
        ),
        office,
    )  # fmt: skip
    mark = "luyen-tap_" if office.practice else ""
    stem = f"{mark}danh_sach_ho_{office.code}_{query.year}"
    return Listing(sheet=sheet, stem=stem, year=query.year, households=len(lines))


def _all_lines(db: Db, query: Query) -> list[Line]:
    """All of the query in its order; the exact tones stand first on screen only."""
    plain = replace(query, among=tuple(uids(db, query)), text="", changed="")
    return [] if not plain.among else find(db, plain, size=len(plain.among)).lines


def write(
    db: Db, listing: Listing, kind: str, path: Path, *, now: datetime.datetime, by: str
) -> Path:
    """Write the list as "pdf" or "xlsx", whole or not at all; it leaves a line in the trail."""
    write_whole(path, ink(listing.sheet, kind))
    with writing(db):
        audit.add(db, at=now, by=by, action="papers", subject=str(listing.year), after=[path.name])
    return path


def note_printed(db: Db, listing: Listing, pages: int, *, now: datetime.datetime, by: str) -> None:
    """Keep in the trail that a list went to the printer."""
    with writing(db):
        audit.add(
            db, at=now, by=by, action="printed", subject=str(listing.year),
            after={"form": listing.stem, "households": listing.households, "pages": pages},
        )  # fmt: skip


# Cells -------------------------------------------------------------------------------------------
def sheet_word(line: Line) -> str:
    """How far the household's sheet is, or why it is no longer here; "" where none is due."""
    if line.gone_by is not None:
        return t(f"event-{line.gone_by}")
    return t(f"register-sheet-{line.sheet}") if line.sheet else ""


def findings_word(line: Line) -> str:
    """How much was found in the sheet: what must be mended, what should be looked at."""
    parts = [("register-found-blocking", line.blocking), ("register-found-warning", line.warnings)]
    return ", ".join(t(key, count=count) for key, count in parts if count)


def remarks_word(line: Line) -> str:
    """What the office above said of it: how much of it waits, or that all is dealt with."""
    if line.open_remarks:
        return t("answers-line-open", count=line.open_remarks)
    return t("answers-line-settled") if line.remarks else ""


def _decision(line: Line) -> str:
    return ", ".join(word for word in (line.decision_no, show_date(line.decision_on)) if word)


def _commune(names: Mapping[str, str]) -> Callable[[Line], Value]:
    return lambda line: names[line.commune_code]


_VALUES: Mapping[str, Callable[[Line], Value]] = {
    "number": lambda h: h.number,
    "former": lambda h: ", ".join(h.former_numbers),
    "name": lambda h: h.head_name,
    "village": lambda h: h.village,
    "ethnic_group": lambda h: h.ethnic_group,
    "people": lambda h: h.people,
    "start": lambda h: t(f"class-{h.start_class}") if h.start_class else "",
    "b1": lambda h: h.b1_points,
    "b2": lambda h: h.b2_points,
    "now": lambda h: t(f"class-{h.household_class}") if h.household_class else "",
    "state": sheet_word,
    "findings": findings_word,
    "remarks": remarks_word,
    "reviewed_on": lambda h: h.reviewed_on,
    "enumerator": lambda h: h.enumerator,
    "decision": _decision,
    "merit": lambda h: MARK if h.merit_person else "",
    "no_labour": lambda h: MARK if h.no_labour_capacity else "",
    "citizen_id": lambda h: h.citizen_id,
    "note": lambda h: h.note,
}
