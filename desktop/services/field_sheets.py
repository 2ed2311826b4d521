"""Sheets for the field: whose, in which order, blank or prefilled, and which household a code names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.codes import SheetCode, read_sheet_code, sheet_code
from desktop.domain.household import Household
from desktop.domain.unit import Area
from desktop.domain.vietnamese import fold
from desktop.errors import NothingToReport
from desktop.files import make_folder, write_whole
from desktop.reports.field_layout import Laid, Own, draw
from desktop.reports.forms import sheet_a, sheet_b
from desktop.reports.forms.sheet_b import FieldContext
from desktop.rules.standard import SheetARule
from desktop.services.asking import mark_names
from desktop.services.catalogue import standard
from desktop.services.changes import Tick, no_tick
from desktop.services.registering import own_commune, villages
from desktop.services.reporting import ink
from desktop.services.reviewing import queue, round_of
from desktop.store import audit, households, reviews, sheets_a
from desktop.store.connection import Db, writing
from desktop.text import t

PREFILLED, NAMED, BLANK = "prefilled", "named", "blank"
FILLINGS = (PREFILLED, NAMED, BLANK)
MOST_COPIES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which sheets: "A" or "B", how filled, of which village ("" = all), how many blank copies."""

    sheet: str = "B"
    filling: str = PREFILLED
    village: str = ""
    copies: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Sheets ready to print: PDF, ASCII name of the file, households (copies of blank ones), pages."""

    wanted: Wanted
    year: int
    stem: str
    pdf: bytes
    sheets: int
    pages: int


def find(db: Db, typed: str) -> str:
    """The household whose sheet carries this code, scanned or typed; "" if it names none here."""
    code = read_sheet_code(typed)
    return households.of_code(db, code) if code else ""


def code_of(household: Household, sheet: str, year: int) -> SheetCode:
    """The code on a household's sheet."""
    return sheet_code(sheet, year, household.number, household.uid)


# Making ------------------------------------------------------------------------------------------
def make(db: Db, year: int, wanted: Wanted) -> Made:
    """The sheets as PDF, nothing written.

    Sheets B of a village: of all who are to be reviewed, in the order of keying. Sheets A: of all
    who asked. Raises RoundMissing, RoundNotHere, NothingToReport.
    """
    context = _context(db, year, prefilled=wanted.filling == PREFILLED)
    people = [] if wanted.filling == BLANK else _households(db, year, wanted)
    if wanted.filling != BLANK and not people:
        raise NothingToReport(form=t(f"field-name-{wanted.sheet.lower()}"), year=str(year))
    laid = _laid(db, context, wanted.sheet, people)
    owns = [Own()] * min(max(wanted.copies, 1), MOST_COPIES) if wanted.filling == BLANK else [
        _own(db, household, wanted, year) for household in people
    ]  # fmt: skip
    return Made(
        wanted=wanted,
        year=year,
        stem=_stem(context, wanted),
        pdf=draw(laid, owns),
        sheets=len(owns),
        pages=len(owns) * len(laid.pages),
    )


def _context(db: Db, year: int, *, prefilled: bool = False) -> FieldContext:
    office = own_commune(db)
    found = standard(db, round_of(db, year).standard_id)
    return FieldContext(
        office=office,
        year=year,
        standard=found,
        area=office.area or Area.RURAL,
        practice=found.practice or office.practice,
        prefilled=prefilled,
    )


def _households(db: Db, year: int, wanted: Wanted) -> list[Household]:
    if wanted.sheet == "A":
        asked = [s.household_uid for s in sheets_a.of_year(db, year) if not s.leaving]
        found = households.get_many(db, asked)
        return [h for h in found if wanted.village in ("", h.village)]
    names = [wanted.village] if wanted.village else villages(db)
    return households.get_many(db, [line.uid for v in names for line in queue(db, year, v)])


def _laid(db: Db, context: FieldContext, sheet: str, people: Sequence[Household]) -> Laid:
    if sheet == "A":
        return sheet_a.lay_out(context, _rule(context), mark_names(db))
    rows = sheet_b.rows_for(people) if context.prefilled else sheet_b.LEAST_ROWS
    return sheet_b.lay_out(context, rows)


def _rule(context: FieldContext) -> SheetARule:
    rule = context.standard.sheet_a
    if rule is None:
        raise NothingToReport(form=t("field-name-a"), year=str(context.year))
    return rule


def _own(db: Db, household: Household, wanted: Wanted, year: int) -> Own:
    fills = sheet_b.who_fills(household)
    if wanted.filling == PREFILLED and wanted.sheet == "B":
        fills |= sheet_b.last_fills(household, reviews.last_before(db, household.uid, year))
    return Own(
        code=code_of(household, wanted.sheet, year).text,
        who=t(
            "field-who",
            number=household.number, head=household.head_name, village=household.village,
        ),
        fills=fills,
    )  # fmt: skip


def _stem(context: FieldContext, wanted: Wanted) -> str:
    mark = "luyen-tap_" if context.practice else ""
    kind = {PREFILLED: "", NAMED: "_ten", BLANK: "_trang"}[wanted.filling]
    place = f"_{ascii_word(wanted.village)}" if wanted.village and wanted.filling != BLANK else ""
    return (
        f"{mark}phieu_{wanted.sheet}{kind}_{context.office.code}_{context.year}{place}"
    )  # fmt: skip


def ascii_word(words: str) -> str:
    """A name for a file: "Nà Bó 2" → "na_bo_2"."""
    return re.sub(r"[^a-z0-9]+", "_", fold(words)).strip("_") or "thon"


# Writing -----------------------------------------------------------------------------------------
def write(db: Db, made: Made, path: Path, *, now: datetime.datetime, by: str) -> Path:
    """Write the sheets that are looked at, whole or not at all."""
    write_whole(path, made.pdf)
    _note(db, [path], made.year, now=now, by=by)
    return path


def write_villages(
    db: Db, year: int, wanted: Wanted, folder: Path,
    *, now: datetime.datetime, by: str, tick: Tick = no_tick,
) -> list[Path]:  # fmt: skip
    """One PDF for each village that has such sheets; all are drawn before the first is written."""
    names = villages(db)
    drawn: dict[Path, bytes] = {}
    for number, village in enumerate(names):
        tick(number, len(names))
        one = Wanted(sheet=wanted.sheet, filling=wanted.filling, village=village)
        if _households(db, year, one):
            made = make(db, year, one)
            drawn[_free(folder / f"{made.stem}.pdf", drawn)] = made.pdf
    if not drawn:
        raise NothingToReport(form=t(f"field-name-{wanted.sheet.lower()}"), year=str(year))
    tick(len(names), len(names))
    make_folder(folder)
    for path, data in drawn.items():
        write_whole(path, data)
    _note(db, [*drawn], year, now=now, by=by)
    return [*drawn]


def _free(path: Path, taken: dict[Path, bytes]) -> Path:
    """Villages that differ in their tones only would have one file name."""
    number, found = 2, path
    while found in taken:
        found = path.with_name(f"{path.stem}_{number}{path.suffix}")
        number += 1
    return found


def blank_workbook(
    db: Db, year: int, sheet: str, path: Path, *, now: datetime.datetime, by: str
) -> Path:
    """The blank sheet as an Excel table."""
    context = _context(db, year)
    table = (
        sheet_a.blank_table(context, _rule(context), mark_names(db))
        if sheet == "A"
        else sheet_b.blank_table(context)
    )
    write_whole(path, ink(table, "xlsx"))
    _note(db, [path], year, now=now, by=by)
    return path


def _note(
    db: Db, paths: Sequence[Path], year: int, *, now: datetime.datetime, by: str
) -> None:  # fmt: skip
    with writing(db):
        audit.add(
            db, at=now, by=by, action="papers", subject=str(year), after=[p.name for p in paths]
        )


def note_printed(db: Db, made: Made, pages: int, *, now: datetime.datetime, by: str) -> None:
    """Keep in the trail that sheets went to the printer."""
    with writing(db):
        audit.add(
            db, at=now, by=by, action="printed", subject=str(made.year),
            after={"form": f"phieu_{made.wanted.sheet}", "sheets": made.sheets, "pages": pages},
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the page can choose from: villages with how many sheets B are due in each, requests."""

    villages: tuple[tuple[str, int], ...]
    requests: int
    knows_sheet_a: bool


def offer(db: Db, year: int) -> Offer:
    """Raises RoundMissing, RoundNotHere."""
    context = _context(db, year)
    due = tuple((v, len(queue(db, year, v))) for v in villages(db))
    return Offer(
        villages=due,
        requests=len(_households(db, year, Wanted(sheet="A"))),
        knows_sheet_a=context.standard.sheet_a is not None,
    )
