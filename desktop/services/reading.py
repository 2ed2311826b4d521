"""Reading a list of households into the book: look, match, show, then write in one transaction."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from desktop.domain.act import Act, Touched
from desktop.domain.household import Household
from desktop.domain.review import Answers, Review
from desktop.domain.unit import Office
from desktop.domain.vietnamese import nfc
from desktop.errors import HeaderMissing, ListOutdated, RoundNotHere, ScriptUnsure
from desktop.exchange.lists.bare import match_people
from desktop.exchange.lists.columns import Layout, open_list
from desktop.exchange.lists.drafts import Settings
from desktop.exchange.lists.errors_workbook import mark_errors, suffix_of_errors
from desktop.exchange.lists.matching import Match, Matching, MatchKind, Totals, match_lists, totals
from desktop.exchange.lists.records import ListReading, RefusedRow, column_letter
from desktop.exchange.lists.rows import read_rows
from desktop.exchange.lists.workbook import Sheet
from desktop.files import write_whole
from desktop.rules.standard import standard_in_force
from desktop.services import finding_out, layouts, lending, old_communes, parking, undoing
from desktop.services.catalogue import standards
from desktop.services.changes import Changes, Tick, changes, no_tick
from desktop.services.layouts import KeptLayout
from desktop.services.listing import Follows, Numbers, follows_of, household_of, reviews_of
from desktop.services.old_communes import Applied, Choices
from desktop.services.opening import (
    Looked,
    Year,
    YearFrom,
    look,
    look_again,
    point_at,
    year_told,
)
from desktop.store import acts, audit, households, reviews, settings, twins
from desktop.store.connection import Db, writing

__all__ = ["Choices", "Follows", "Layout", "ListPlan", "ListResult", "Looked", "Written", "Year", "YearFrom", "kept_layouts", "look", "look_again", "open_list", "plan_list", "point_at", "read_list", "result_of", "take_back", "to_keep", "write_errors", "write_list", "year_told"]  # fmt: skip

_WRITES = changes("household", "review", "twin")
_TOLD = 10  # refusals told in words; all are in the marked copy


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPlan:
    """What reading a list would do, before anything is written.

    `origin` says why it is this year; `old` what the list tells of old communes; `kept` the layout
    to be kept once the list is written; `follows` what it does beyond its own lines.
    """

    path: Path
    layout: Layout
    year: int
    origin: YearFrom = YearFrom.CHOSEN
    old: Applied
    kept: KeptLayout | None = None
    reading: ListReading
    matching: Matching
    totals: Totals
    households: int  # in the book when it was compared
    follows: Follows = field(default_factory=Follows)

    @property
    def waiting(self) -> int:
        """Refused rows that only wait for an answer about their commune; nothing is wrong in them."""
        open_rows = {str(r.row) for r in self.reading.refused if _waits(r)}
        return sum(_waits(r) or _follows(r, open_rows) for r in self.reading.refused)

    @property
    def refused(self) -> list[RefusedRow]:
        """All refused rows in the order of the sheet."""
        return sorted((*self.reading.refused, *self.matching.refused), key=lambda r: r.row)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListResult:
    """Rows in = created + updated + skipped + refused + parked; `errors` is the marked copy, if any.

    `refusals` say of the first bad cells what is wrong and how to mend it. `parked` rows wait for a
    decision, as `parked_households` pairs. Of the refused, `waiting` only wait for an answer.
    """

    rows: int
    created: int
    updated: int
    skipped: int
    refused: int
    households: int
    year: int
    origin: YearFrom = YearFrom.CHOSEN
    errors: Path | None = None
    refusals: tuple[str, ...] = ()
    parked: int = 0
    parked_households: int = 0
    waiting: int = 0
    changes: Changes = _WRITES


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A list that was written; `act_uid` takes it back, "" where it changed no record. `parked`
    are the pairs that it put into the queue."""

    act_uid: str
    parked: tuple[str, ...] = ()
    changes: Changes = _WRITES


def _waits(row: RefusedRow) -> bool:
    return any(p.code in old_communes.WAITING for p in row.problems)


def _follows(row: RefusedRow, rows: Collection[str]) -> bool:
    """Whether a row is held back by nothing but one of these rows of its household."""
    return all(p.code == "household" and p.details.get("rows") in rows for p in row.problems)


def read_list(
    db: Db,
    path: Path,
    *,
    sheet: str | None = None,
    year: int | None = None,
    accept: Collection[str] = (),
    errors: Path | None = None,
    dry_run: bool = False,
    now: datetime.datetime,
    by: str,
    tick: Tick = no_tick,
) -> ListResult:
    """Read a workbook into the book of a commune; refused rows go to `errors`, if named.

    `accept` names old communes of the list that became ours.
    Raises what opening a workbook raises, HeaderMissing, ScriptUnsure, RoundNotHere (upper offices).
    """
    tick(0, 4)
    looked = look(path, sheet, layouts.all_of(db))
    if not looked.is_known:
        raise HeaderMissing(sheet=looked.sheet.name, missing=[])
    if looked.unanswered:
        letters = ", ".join(column_letter(f.column) for f in looked.unanswered)
        raise ScriptUnsure(path=path, columns=letters)
    tick(1, 4)
    plan = plan_list(
        db, path, looked.sheet, looked.layout, year=year, now=now,
        choices=Choices(communes={old_communes.key_of(name): True for name in accept}),
    )  # fmt: skip
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
        origin=plan.origin,
        errors=errors,
        refusals=tuple(
            p.sentence for r in plan.refused for p in r.problems if p.code != "household"
        )[:_TOLD],
        parked=plan.totals.parked,
        parked_households=len(plan.matching.parked),
        waiting=plan.waiting,
    )


def plan_list(
    db: Db,
    path: Path,
    opened: Sheet,
    layout: Layout,
    *,
    year: int | None = None,
    village: str = "",
    choices: Choices | None = None,
    add_people: bool = False,
    kept: KeptLayout | None = None,
    now: datetime.datetime,
) -> ListPlan:
    """Read the rows by a layout (guessed, or corrected by hand) and match them with the book.

    `year` is the year of the decisions listed; by default the one that the list itself tells.
    `village` is that of all households where the list has no such column. `choices` answer what
    the list asks about old communes. `add_people`: whether the people of a list without households
    become new ones where the book lacks them. `kept` is the layout to keep when it is written.
    """
    office = settings.office(db)
    if office.is_upper:
        raise RoundNotHere(office=office.name)
    told = year_told(opened, layout, now)
    chosen = year or told.year
    standard = standard_in_force(standards(db).values(), chosen)
    reading = read_rows(
        opened.rows,
        layout,
        Settings(
            village=nfc(village),
            communes=old_communes.codes_of(db, office),
            on=now.astimezone().date(),
            causes=[(c.code, c.label) for c in standard.causes] if standard else (),
        ),
    )
    book = households.all_of(db, office.code)
    old = old_communes.apply(db, opened, layout, reading, office, book, choices or Choices())
    if reading.is_bare:
        matching = match_people(book, old.reading.households, add=add_people)
    else:
        matching = parking.apart(db, _matched(db, chosen, old.reading, book), chosen)
    return ListPlan(
        path=path, layout=layout, year=chosen, reading=old.reading, matching=matching, old=old,
        origin=told.origin if chosen == told.year else YearFrom.CHOSEN, kept=kept,
        totals=totals(old.reading, matching), households=len(book),
        follows=follows_of(db, chosen, matching.matches),
    )  # fmt: skip


def _matched(db: Db, year: int, reading: ListReading, book: Sequence[Household]) -> Matching:
    """Listed households beside the book's, with what a list may change there."""
    known = {r.household_uid: r for r in reviews.of_round(db, year)}
    matching = match_lists(
        book,
        reading.households,
        reviews=known,
        overwrite=not any(r.year > year for r in reviews.rounds(db)),
    )
    matching = old_communes.with_former_numbers(matching)
    return _sparing_sheets(matching, {uid for uid, r in known.items() if _is_keyed(r)})


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


def kept_layouts(db: Db) -> list[KeptLayout]:
    """The layouts that lists were read by before."""
    return layouts.all_of(db)


def to_keep(looked: Looked, layout: Layout, now: datetime.datetime) -> KeptLayout | None:
    """The layout as it was confirmed for a sheet, to be kept when the list is written."""
    return layouts.kept_of(
        looked.stored, layout, {**looked.sheet.scripts, **looked.scripts},
        file=looked.path.name, on=now.astimezone().date(),
    )  # fmt: skip


def write_errors(plan: ListPlan, target: Path) -> Path:
    """The user's own workbook with a column "Lỗi"; mended, it can be read again whole."""
    target = target.with_suffix(suffix_of_errors(plan.path))
    write_whole(target, mark_errors(plan.path, plan.layout, plan.refused))
    return target


def write_list(db: Db, plan: ListPlan, *, now: datetime.datetime, by: str) -> Written:
    """Write what was planned, whole or not at all, as a deed that `take_back` undoes.

    Raises ListOutdated where the book changed since: nothing is overwritten unseen.
    """
    office = settings.office(db)
    wanted = [m for m in plan.matching.matches if m.kind is not MatchKind.SAME]
    with writing(db):
        _check_unchanged(db, plan, wanted, office)
        numbers = Numbers(db, office)
        records = [household_of(m, office, numbers) for m in wanted]
        lending.check(db, [h.village for h in records], [h.uid for h in records])
        households.put(db, [r for m, r in zip(wanted, records, strict=True) if m.household != r])
        known = {r.household_uid: r for r in reviews.of_round(db, plan.year)}
        decided = reviews_of(db, plan.year, wanted, records, known, office)
        reviews.put(db, decided)
        act = _act_of(plan, wanted, records, known, decided, now, by)
        if act is not None:
            acts.put(db, act)
        finding_out.keep_newest(db, [r.uid for r in records], on=now.astimezone().date())
        audit.add(
            db, at=now, by=by, action="list-read", subject=str(plan.year),
            after={
                "file": plan.path.name, "households": [h.uid for h in records],
                "communes": [told.name for told in plan.old.told if told.accepted],
            },
        )  # fmt: skip
        parked = parking.park(db, plan.matching.parked, plan.year, now=now)
        if plan.kept is not None:
            layouts.remember(db, plan.kept)
        old_communes.remember(db, plan.old.villages)
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
    return Written(act_uid=act.uid if act else "", parked=parked)


def _act_of(
    plan: ListPlan, wanted: Sequence[Match], records: Sequence[Household],
    known: Mapping[str, Review], decided: Sequence[Review], now: datetime.datetime, by: str,
) -> Act | None:  # fmt: skip
    """The deed of reading a list: what it changed, before and after; None where it changed nothing."""
    homes = [(m.household, r) for m, r in zip(wanted, records, strict=True) if m.household != r]
    if not homes and not decided:
        return None
    sheets = [known[r.household_uid] for r in decided if r.household_uid in known]
    return Act(
        uid=uuid4().hex, kind="list-read", at=now, by=by, reason=plan.path.name,
        before=Touched(
            households=tuple(before for before, _ in homes if before), reviews=tuple(sheets)
        ),
        after=Touched(households=tuple(after for _, after in homes), reviews=tuple(decided)),
    )  # fmt: skip


def take_back(db: Db, written: Written, *, now: datetime.datetime, by: str) -> Changes:
    """Bring the book back to what it was before a list was written. Raises UndoTooLate."""
    undoing.undo(db, written.act_uid, now=now, by=by)
    with writing(db):
        twins.drop_open(db, written.parked)
    return _WRITES


def _check_unchanged(db: Db, plan: ListPlan, wanted: Sequence[Match], office: Office) -> None:
    planned = [m.household for m in wanted if m.household is not None]
    found = households.get_many(db, [h.uid for h in planned])
    if planned != found or len(households.numbers(db, office.code)) != plan.households:
        raise ListOutdated(path=plan.path.name)
