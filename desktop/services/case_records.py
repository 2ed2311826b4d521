"""What the book holds of the cases of the procedures, read whole: the case, its households, its records."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import cache

from desktop.domain.procedure import (
    Case,
    Certificate,
    Complaint,
    Decision,
    Meeting,
    Opinion,
    Posting,
    StepDone,
)
from desktop.domain.review import HouseholdClass, RoundKind
from desktop.domain.vietnamese import sort_key
from desktop.errors import RoundMissing
from desktop.paths import resources
from desktop.rules.case_facts import Records, Subject
from desktop.rules.procedure import Procedure, parse_procedure
from desktop.rules.standard import standard_in_force
from desktop.services.catalogue import standards
from desktop.store import households, procedures, reviews, sheets_a, totals
from desktop.store.connection import Db

PERIODIC = "periodic"
_ORDER = (
    PERIODIC,
    "in_year_recognition",
    "in_year_exit",
    "average_living_standard",
    "low_income_worker",
)


@cache
def shipped_procedures() -> Mapping[str, Procedure]:
    """The procedures that the program brings, by id, the periodic one first."""
    folder = resources() / "procedures"
    return {name: parse_procedure((folder / f"{name}.toml").read_bytes()) for name in _ORDER}


def case_of_round(db: Db, year: int) -> Case:
    """The periodic case of a year; it is opened with the round. Raises RoundMissing."""
    uid = f"{PERIODIC}-{year}"
    if known := procedures.case(db, uid):
        return known
    opened = reviews.get_round(db, year)
    if opened is None:
        raise RoundMissing(year=str(year))
    day = min(opened.opened_on, datetime.date(year, 9, 1))
    return Case(uid=uid, procedure=PERIODIC, year=year, opened_on=day)


def cases(db: Db, year: int) -> tuple[Case, ...]:
    """The in-year cases of a year, newest first."""
    return tuple(c for c in procedures.cases(db, year) if c.procedure != PERIODIC)


def case(db: Db, uid: str) -> Case:
    """A case by its uid; the periodic one of a year also before anything was recorded in it."""
    if uid.startswith(f"{PERIODIC}-"):
        return case_of_round(db, int(uid.removeprefix(f"{PERIODIC}-")))
    found = procedures.case(db, uid)
    assert found is not None, f"no case {uid}"
    return found


def records_of(db: Db, of: Case) -> Records:
    """All that the book holds of a case."""
    steps = procedures.of_case(db, StepDone, of.uid)
    # A request of the yearly review is none of an in-year case.
    asked = {s.household_uid for s in steps if s.step == "request"}
    if of.procedure == PERIODIC:
        asked = {a.household_uid for a in sheets_a.of_year(db, of.year)}
    scoring = standard_in_force(standards(db).values(), of.year)
    return Records(
        case=of,
        subjects=_subjects(db, of),
        asked_by=frozenset(asked),
        sheet_a=scoring.sheet_a if scoring else None,
        steps=steps,
        meetings=procedures.of_case(db, Meeting, of.uid),
        postings=procedures.of_case(db, Posting, of.uid),
        complaints=procedures.of_case(db, Complaint, of.uid),
        opinions=procedures.of_case(db, Opinion, of.uid),
        decisions=procedures.of_case(db, Decision, of.uid),
        certificates=procedures.of_case(db, Certificate, of.uid),
    )


def kind_of(of: Case) -> RoundKind:
    """The kind of the sheets that a case is decided by."""
    return RoundKind.PERIODIC if of.procedure == PERIODIC else RoundKind.IN_YEAR


def _subjects(db: Db, of: Case) -> tuple[Subject, ...]:
    uids: Sequence[str] = of.household_uids
    is_past = False
    if of.procedure == PERIODIC:
        uids = [row[0] for row in totals.to_review(db, of.year)]
        later = (r for r in reviews.rounds(db) if r.year > of.year)
        if is_past := any(r.kind is RoundKind.PERIODIC for r in later):
            uids = list({*uids, *procedures.decided_households(db, of.year)})
    # What a sheet B was decided by says nothing of a case that an income survey decides.
    by_sheet = shipped_procedures()[of.procedure].step("sheet_b") is not None
    person = _person_name(db, of)
    found = [
        Subject(
            uid=uid, number=number, name=person or name, village=village,
            is_keyed=state == "complete",
            now=HouseholdClass(now) if now and state == "complete" else None,
            before=HouseholdClass(before) if before else None,
            reviewed_on=_date(day), decision_no=decided_by if by_sheet else "",
            decision_on=_date(decided_on) if by_sheet else None,
        )
        for (
            uid, number, name, village, state, now, before, day, decided_by, decided_on
        ) in procedures.subjects(
            db, uids, of.year, kind_of(of), is_past=is_past
        )
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda s: (sort_key(s.village), s.number)))


def _person_name(db: Db, of: Case) -> str:
    """Whom a case of one person is about; "" where it is about whole households."""
    homes = households.get_many(db, of.household_uids) if of.person_uid else []
    return next((p.name for h in homes if (p := h.member(of.person_uid))), "")


def _date(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
