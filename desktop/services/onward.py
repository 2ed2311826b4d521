"""The report of an upper office to the office above it: its communes as sums, as lists, or whole."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.household import Household, Person
from desktop.domain.review import Answers, HouseholdClass, Review, ReviewState, Round, RoundKind
from desktop.domain.totals import YearFigures
from desktop.domain.unit import Office, Unit
from desktop.errors import AppError, NothingAbove
from desktop.exchange.letter import Carries, Source
from desktop.exchange.package import Draft
from desktop.exchange.records import Records
from desktop.services import checking
from desktop.services.catalogue import communes_below, standard
from desktop.services.changes import Tick, no_tick
from desktop.services.checking import OK, WARN, Check
from desktop.services.class_sums import RESIDENTS
from desktop.services.counting import unit_figures
from desktop.services.exchanging import (
    Packed,
    check_key,
    check_opens,
    draft_of,
    last_sent,
    next_number,
    receiver,
    records_of,
    send,
    trusted_since,
)
from desktop.services.reviewing import round_of
from desktop.services.sources import ACCEPTED, carried, newest_of
from desktop.store import households, packages, reviews, settings, totals
from desktop.store.connection import Db
from desktop.store.packages import Package

__all__ = ["Carries", "Going", "checks", "going", "is_possible", "pack_onward"]

LISTED = (HouseholdClass.POOR, HouseholdClass.NEAR_POOR)
NO_ANSWERS = Answers()


def is_possible(office: Office) -> bool:
    """Whether an office has one above it that keeps a book: a district has, a province has not."""
    return office.is_upper and bool(office.upper_code)


# Before sealing ----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """What would go onward now, before it is sealed.

    `totals`: "residents" and the classes → (households, people). `communes` are all below;
    `reported` those with a report of the year in the book, `missing` the names of the others.
    `households` and `people` go along by name; 0 for sums. `before`: what the last one carried.
    """

    year: int
    number: int
    to: str
    to_name: str
    trusted_at: datetime.datetime | None
    previous: Package | None
    before: Carries | None
    carries: Carries
    communes: int
    reported: int
    missing: tuple[str, ...]
    households: int
    people: int
    reviews: int
    totals: Mapping[str, tuple[int | None, int | None]]


def going(db: Db, year: int, carries: Carries) -> Going:
    """What `pack_onward` would seal. Raises RoundMissing, NothingAbove."""
    office = _upper(db)
    opened = round_of(db, year)
    below, sources = _below(office), _sources(db, office)
    of_year = {s.commune for s in sources if s.year == opened.year}
    records = records_to_send(db, year, carries)
    previous = last_sent(db, year)
    return Going(
        year=year, number=next_number(db, year), to=office.upper_code, to_name=office.upper_name,
        trusted_at=_trusted_at(db, office), previous=previous, before=carried(previous),
        carries=carries, communes=len(below), reported=len(of_year),
        missing=tuple(u.name for u in below if u.code not in of_year),
        households=len(records.households), people=sum(len(h.present) for h in records.households),
        reviews=len(records.reviews), totals=_totals(db, year),
    )  # fmt: skip


def _upper(db: Db) -> Office:
    office = settings.office(db)
    if not is_possible(office):
        raise NothingAbove(office=office.name)
    return office


def _below(office: Office) -> Sequence[Unit]:
    return communes_below(office.code, office.list_version)


def _trusted_at(db: Db, office: Office) -> datetime.datetime | None:
    above = (office.upper_code, office.list_version)
    found = (at for card, at in trusted_since(db) if (card.code, card.list_version) == above)
    return next(found, None)


def _totals(db: Db, year: int) -> dict[str, tuple[int | None, int | None]]:
    """From the figures of the forms, so that the card, the paper and the package say the same."""
    found = unit_figures(db, year)
    counted: dict[str, tuple[int | None, int | None]] = {
        RESIDENTS: (
            sum(f.resident_households or 0 for f in found) or None,
            sum(f.resident_people or 0 for f in found) or None,
        ),
        HouseholdClass.POOR: (
            sum(f.poor_households for f in found), sum(f.poor_people for f in found),
        ),
        HouseholdClass.NEAR_POOR: (
            sum(f.near_poor_households for f in found), sum(f.near_poor_people for f in found),
        ),
    }  # fmt: skip
    return counted


# What goes ---------------------------------------------------------------------------------------
def _sources(db: Db, office: Office) -> tuple[Source, ...]:
    """The package of each commune that the book holds now, as this office signs for it."""
    found = []
    for unit in _below(office):
        log = [p for p in packages.from_sender(db, unit.code) if p.verdict == ACCEPTED]
        held = _held(log, households.writer_of(db, unit.code))
        if held is not None:
            found.append(
                Source(
                    commune=unit.code, book_id=str(held.details.get("book", "")), year=held.year,
                    number=held.number, package_sha256=held.sha256,
                )
            )  # fmt: skip
    return tuple(found)


def _held(log: Sequence[Package], book: str) -> Package | None:
    """Of the book whose records lie here, the report that its own count puts last: no clock is asked."""
    return newest_of([p for p in log if not book or p.details.get("book", book) == book])


def records_to_send(db: Db, year: int, carries: Carries) -> Records:
    """The records of all communes up to a year, as much of them as is to go."""
    office = settings.office(db)
    rounds = tuple(r for r in reviews.rounds(db) if r.year <= year)
    communes = [s.commune for s in _sources(db, office)]
    if carries is Carries.SUMS:
        residents = [
            r for r in reviews.residents(db) if r.year <= year and r.commune_code in communes
        ]
        return Records(
            residents=tuple(residents), rounds=rounds, figures=_figures(db, rounds, communes)
        )
    found = [records_of(db, code, year) for code in communes]
    whole = Records(
        households=tuple(h for r in found for h in r.households),
        reviews=tuple(x for r in found for x in r.reviews),
        events=tuple(e for r in found for e in r.events),
        residents=tuple(x for r in found for x in r.residents),
        rounds=rounds,
    )
    if carries is Carries.WHOLE:
        return whole
    return _as_lists(whole, _figures(db, rounds, communes), _gone(db, rounds))


def _figures(db: Db, rounds: Iterable[Round], communes: Iterable[str]) -> tuple[YearFigures, ...]:
    """All that forms 7.1–7.10 need, of each commune and each year that the book knows."""
    years = sorted({r.year for r in rounds if r.kind is RoundKind.PERIODIC})
    below = {*communes}
    return tuple(
        YearFigures(year=year, unit=unit)
        for year in years
        for unit in unit_figures(db, year)
        if unit.code in below
    )


def _gone(db: Db, rounds: Iterable[Round]) -> Mapping[int, set[str]]:
    return {r.year: totals.gone(db, r.year) for r in rounds}


def _as_lists(
    whole: Records, figures: tuple[YearFigures, ...], gone: Mapping[int, set[str]]
) -> Records:
    """The poor and near-poor of each year as annex VI names them: who, where, class, points, causes."""
    # A list read for a year before the first round has no sums that it could be held against.
    years = {f.year for f in figures}
    listed = [r for r in whole.reviews if r.year in years and _is_listed(r, gone)]
    named = {r.household_uid for r in listed}
    return Records(
        households=tuple(_bare_home(h) for h in whole.households if h.uid in named),
        reviews=tuple(_bare_review(r) for r in listed),
        residents=whole.residents,
        rounds=whole.rounds,
        figures=figures,
    )


def _is_listed(review: Review, gone: Mapping[int, set[str]]) -> bool:
    return (
        review.state is ReviewState.COMPLETE
        and review.kind is RoundKind.PERIODIC
        and review.outcome is not None
        and review.outcome.household_class in LISTED
        and review.household_uid not in gone.get(review.year, ())
    )


def _bare_home(household: Household) -> Household:
    members = tuple(_bare_person(p) for p in household.present)
    return replace(household, members=members, note="", former_numbers=())


def _bare_person(person: Person) -> Person:
    return replace(person, schooling=None, insured=None, work=None)


def _bare_review(review: Review) -> Review:
    """Class, points, causes and decision; neither answers nor which of the twelve are lacking."""
    assert review.outcome is not None
    answers = replace(
        NO_ANSWERS, causes=review.answers.causes, cause_other=review.answers.cause_other
    )
    return replace(review, answers=answers, outcome=replace(review.outcome, deprived=()))


# Sealing -----------------------------------------------------------------------------------------
def pack_onward(
    db: Db,
    year: int,
    to: str,
    folder: Path,
    *,
    carries: Carries,
    papers: Mapping[str, bytes] | None = None,
    now: datetime.datetime,
    by: str,
    tick: Tick = no_tick,
) -> Packed:
    """Seal the communes' round for the office above and write it whole into a folder.

    Each commune goes with the book and the package that were taken in. Raises RoundMissing,
    NothingAbove (a commune, or a province), ReceiverUnknown, DiskFull, FileUnwritable.
    """
    office = _upper(db)
    card, opened = receiver(db, to), round_of(db, year)
    tick(0, 3)
    records = records_to_send(db, year, carries)
    tick(1, 3)
    draft = _draft(db, office, opened, carries, now)
    return send(db, draft, records, card, folder, papers=papers, now=now, by=by, tick=tick)


def _draft(
    db: Db, office: Office, opened: Round, carries: Carries, now: datetime.datetime
) -> Draft:
    draft = draft_of(db, opened, now=now)
    return replace(draft, carries=carries, sources=_sources(db, office))


# As the office above -----------------------------------------------------------------------------
def checks(
    db: Db, year: int, carries: Carries, *, now: datetime.datetime, tick: Tick = no_tick
) -> list[Check]:
    """What the office above would find, by the code that it runs. Raises RoundMissing, NothingAbove."""
    office, opened = _upper(db), round_of(db, year)
    tick(0, 3)
    records = records_to_send(db, year, carries)
    tick(1, 3)
    found = unit_figures(db, year)
    made = [
        check_key(db, office),
        check_opens(db, _draft(db, office, opened, carries, now), records),
        _communes(db, office, year),
        checking.check_balance(found, checking.breaking(db, year)),
        checking.check_agreement(found),
        checking.check_residents(found),
        checking.check_minority(found),
    ]
    tick(2, 3)
    if carries is Carries.WHOLE:
        made += _sheets(db, opened, records, now)
    return made


def _communes(db: Db, office: Office, year: int) -> Check:
    below = _below(office)
    of_year = {s.commune for s in _sources(db, office) if s.year == year}
    missing = [u.name for u in below if u.code not in of_year]
    names = ", ".join(missing[:3]) + (" …" if len(missing) > 3 else "")
    details = {"count": len(of_year), "all": len(below), "missing": len(missing), "names": names}
    return Check(code="communes", state=WARN if missing else OK, details=details)


def _sheets(db: Db, opened: Round, records: Records, now: datetime.datetime) -> list[Check]:
    try:
        rules = standard(db, opened.standard_id)
    except AppError:
        return []
    sheets = checking.sheets_of(
        opened.year, rules, records.households, records.reviews, totals.gone(db, opened.year)
    )
    return [
        checking.check_outcomes(sheets),
        checking.check_average(sheets),
        *checking.check_findings(sheets, now.astimezone().date()),
    ]
