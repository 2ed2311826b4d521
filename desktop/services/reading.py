"""Reading a list of households into the book: look, match, show, then write in one transaction."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.review import Answers, Review
from desktop.domain.unit import Office
from desktop.domain.vietnamese import nfc
from desktop.errors import HeaderMissing, ListOutdated, RoundNotHere
from desktop.exchange.lists.columns import Layout, layout_at, open_list
from desktop.exchange.lists.drafts import Settings
from desktop.exchange.lists.errors_workbook import mark_errors, suffix_of_errors
from desktop.exchange.lists.matching import Match, Matching, MatchKind, Totals, match_lists, totals
from desktop.exchange.lists.records import ListReading, RefusedRow
from desktop.exchange.lists.rows import read_rows
from desktop.exchange.lists.workbook import Sheet, read_sheet, sheet_names
from desktop.files import write_whole
from desktop.rules.standard import standard_in_force
from desktop.services.catalogue import standards
from desktop.services.changes import Changes, Tick, changes, no_tick
from desktop.services.listing import Numbers, household_of, reviews_of
from desktop.store import audit, households, reviews, settings
from desktop.store.connection import Db, writing

__all__ = ["Layout", "ListPlan", "ListResult", "Looked", "look", "open_list", "plan_list", "point_at", "read_list", "result_of", "write_errors", "write_list", "year_told"]  # fmt: skip

_WRITES = changes("household", "review")
_TOLD = 10  # refusals told in words; all are in the marked copy
_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A workbook opened to be looked at: its sheets, the one in front, how it seems laid out.

    `is_known` False: no head was found; the layout is a first guess for a person to correct.
    """

    path: Path
    sheets: tuple[str, ...]
    sheet: Sheet
    layout: Layout
    is_known: bool


def look(path: Path, sheet: str | None = None) -> Looked:
    """Open a workbook without reading it into anything. Raises what opening a workbook raises."""
    names = sheet_names(path)
    try:
        opened, layout = open_list(path, sheet)
        return Looked(path=path, sheets=names, sheet=opened, layout=layout, is_known=True)
    except HeaderMissing as error:
        opened = read_sheet(path, sheet or str(error.details["sheet"]) or None)
    first = next((i for i, row in enumerate(opened.rows) if _names_columns(row)), 0)
    layout = point_at(opened, first, first)
    return Looked(path=path, sheets=names, sheet=opened, layout=layout, is_known=False)


def _names_columns(row: Sequence[object]) -> bool:
    return sum(isinstance(cell, str) and bool(cell.strip()) for cell in row) >= 2


def point_at(opened: Sheet, head_first: int, head_last: int) -> Layout:
    """The layout when a person says which lines (from 0) are the head."""
    return layout_at(opened.rows, head_first, head_last, merged=opened.merged, sheet=opened.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPlan:
    """What reading a list would do, before anything is written."""

    path: Path
    layout: Layout
    year: int
    reading: ListReading
    matching: Matching
    totals: Totals
    households: int  # in the book when it was compared

    @property
    def refused(self) -> list[RefusedRow]:
        """All refused rows in the order of the sheet."""
        return sorted((*self.reading.refused, *self.matching.refused), key=lambda r: r.row)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListResult:
    """Rows in = created + updated + skipped + refused; `errors` is the marked copy, if any.

    `refusals` say of the first bad cells what is wrong and how to mend it.
    """

    rows: int
    created: int
    updated: int
    skipped: int
    refused: int
    households: int
    year: int
    errors: Path | None = None
    refusals: tuple[str, ...] = ()
    changes: Changes = _WRITES


def read_list(
    db: Db,
    path: Path,
    *,
    sheet: str | None = None,
    year: int | None = None,
    errors: Path | None = None,
    dry_run: bool = False,
    now: datetime.datetime,
    by: str,
    tick: Tick = no_tick,
) -> ListResult:
    """Read a workbook into the book of a commune; refused rows go to `errors`, if named.

    Raises what opening a workbook raises, HeaderMissing, RoundNotHere (upper offices).
    """
    tick(0, 4)
    opened, layout = open_list(path, sheet)
    tick(1, 4)
    plan = plan_list(db, path, opened, layout, year=year, now=now)
    tick(2, 4)
    written = write_errors(plan, errors) if errors and plan.refused else None
    tick(3, 4)  # the last chance to cancel
    if not dry_run:
        write_list(db, plan, now=now, by=by)
    return result_of(plan, written)


def result_of(plan: ListPlan, errors: Path | None = None) -> ListResult:
    """The honest count of a plan."""
    assert plan.totals.add_up, "each row is counted exactly once"
    return ListResult(
        rows=plan.totals.rows_in,
        created=plan.totals.created,
        updated=plan.totals.updated,
        skipped=len(plan.totals.skipped),
        refused=plan.totals.refused,
        households=sum(m.kind is not MatchKind.SAME for m in plan.matching.matches),
        year=plan.year,
        errors=errors,
        refusals=tuple(
            p.sentence for r in plan.refused for p in r.problems if p.code != "household"
        )[:_TOLD],
    )


def plan_list(
    db: Db,
    path: Path,
    opened: Sheet,
    layout: Layout,
    *,
    year: int | None = None,
    village: str = "",
    now: datetime.datetime,
) -> ListPlan:
    """Read the rows by a layout (guessed, or corrected by hand) and match them with the book.

    `year` is the year of the decisions listed; by default the one that the list itself tells.
    `village` is that of all households where the list has no such column.
    """
    office = settings.office(db)
    if office.is_upper:
        raise RoundNotHere(office=office.name)
    standard = standard_in_force(standards(db).values(), year or now.year - 1)
    reading = read_rows(
        opened.rows,
        layout,
        Settings(
            village=nfc(village),
            communes=frozenset({office.code}),
            on=now.astimezone().date(),
            causes=[(c.code, c.label) for c in standard.causes] if standard else (),
        ),
    )
    chosen = year or _year_told(opened, layout, reading, now)
    known = {r.household_uid: r for r in reviews.of_round(db, chosen)}
    book = households.all_of(db, office.code)
    matching = match_lists(
        book,
        reading.households,
        reviews=known,
        overwrite=not any(r.year > chosen for r in reviews.rounds(db)),
    )
    matching = _sparing_sheets(matching, {uid for uid, r in known.items() if _is_keyed(r)})
    return ListPlan(
        path=path, layout=layout, year=chosen, reading=reading, matching=matching,
        totals=totals(reading, matching), households=len(book),
    )  # fmt: skip


def _is_keyed(review: Review) -> bool:
    """Whether a sheet was keyed here; a list brings an outcome and at most causes."""
    return replace(review.answers, causes=(), cause_other="") != Answers()


def _sparing_sheets(matching: Matching, keyed: set[str]) -> Matching:
    """A list never changes a sheet: what it says otherwise is left as the book has it."""
    matches = tuple(
        _sparing_sheet(m) if m.household and m.household.uid in keyed else m
        for m in matching.matches
    )
    return replace(matching, matches=matches)


def _sparing_sheet(match: Match) -> Match:
    spared = tuple(c for c in match.changes if c.of == "review")
    changed = tuple(c for c in match.changes if c.of != "review")
    kind = MatchKind.UPDATED if changed else MatchKind.SAME
    return replace(match, kind=kind, changes=changed, kept=(*match.kept, *spared))


def _year_told(opened: Sheet, layout: Layout, reading: ListReading, now: datetime.datetime) -> int:
    """The year of most decisions, else of the title, else last year."""
    decided = Counter(h.decision_on.year for h in reading.households if h.decision_on)
    if decided:
        return decided.most_common(1)[0][0]
    titles = " ".join(str(c) for row in opened.rows[: layout.head_first] for c in row)
    told = _YEAR.search(titles)
    return int(told[1]) if told else now.year - 1


def year_told(looked: Looked, now: datetime.datetime) -> int:
    """The year that a list just opened seems to be of, before its rows are compared with the book."""
    if not looked.is_known:
        return now.year - 1
    read = read_rows(looked.sheet.rows, looked.layout)
    return _year_told(looked.sheet, looked.layout, read, now)


def write_errors(plan: ListPlan, target: Path) -> Path:
    """The user's own workbook with a column "Lỗi"; mended, it can be read again whole."""
    target = target.with_suffix(suffix_of_errors(plan.path))
    write_whole(target, mark_errors(plan.path, plan.layout, plan.refused))
    return target


def write_list(db: Db, plan: ListPlan, *, now: datetime.datetime, by: str) -> Changes:
    """Write what was planned, whole or not at all.

    Raises ListOutdated where the book changed since: nothing is overwritten unseen.
    """
    office = settings.office(db)
    wanted = [m for m in plan.matching.matches if m.kind is not MatchKind.SAME]
    with writing(db):
        _check_unchanged(db, plan, wanted, office)
        numbers = Numbers(db, office)
        records = [household_of(m, office, numbers) for m in wanted]
        households.put(db, [r for m, r in zip(wanted, records, strict=True) if m.household != r])
        known = {r.household_uid: r for r in reviews.of_round(db, plan.year)}
        decided = reviews_of(db, plan.year, wanted, records, known, office)
        reviews.put(db, decided)
        audit.add(
            db, at=now, by=by, action="list-read", subject=str(plan.year),
            after={"file": plan.path.name, "households": [h.uid for h in records]},
        )  # fmt: skip
        for match, record in zip(wanted, records, strict=True):
            if match.household is not None and match.household != record:
                audit.add(
                    db, at=now, by=by, action="household", subject=record.uid,
                    before=match.household, after=record,
                )  # fmt: skip
        for review in decided:
            if before := known.get(review.household_uid):
                audit.add(
                    db, at=now, by=by, action="review-listed", subject=review.household_uid,
                    before=before, after=review,
                )  # fmt: skip
    return _WRITES


def _check_unchanged(db: Db, plan: ListPlan, wanted: Sequence[Match], office: Office) -> None:
    planned = [m.household for m in wanted if m.household is not None]
    found = households.get_many(db, [h.uid for h in planned])
    if planned != found or len(households.numbers(db, office.code)) != plan.households:
        raise ListOutdated(path=plan.path.name)
