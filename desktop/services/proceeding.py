"""Cases of the legal procedures: where they stand, and what is done in them, step by step.

Each deed is checked by rules/case_checks.py first: what is lacking, out of order or twice refuses it
with the reason, a limit that has passed only warns. Each is one act, undone through `undoing`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from uuid import uuid4

from desktop.domain.act import Act, Touched
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
from desktop.domain.review import Finding, HouseholdClass, RoundKind, Severity
from desktop.domain.vietnamese import nfc, sort_key
from desktop.errors import CaseRefused, RoundMissing
from desktop.paths import resources
from desktop.rules import case_checks
from desktop.rules.case_facts import Records, Subject
from desktop.rules.deadlines import CaseStanding, standing
from desktop.rules.procedure import Procedure, parse_procedure, procedures_in_force
from desktop.rules.standard import standard_in_force
from desktop.rules.workdays import WorkCalendar
from desktop.services import calendaring, catalogue, undoing
from desktop.services.changes import Changes, changes
from desktop.services.registering import own_commune
from desktop.store import procedures, reviews, settings, sheets_a, totals
from desktop.store.connection import Db, writing
from desktop.text import t

PERIODIC = "periodic"
_WRITES = changes("procedure", "review")
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


def offered(on: datetime.date) -> list[Procedure]:
    """The in-year procedures that a case can be opened by on a day."""
    return [p for p in procedures_in_force(shipped_procedures().values(), on) if not p.is_periodic]


# Reading -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A case as the page shows it: where it stands today, and by which calendar."""

    case: Case
    standing: CaseStanding
    calendar: WorkCalendar
    today: datetime.date


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
    asked = {s.household_uid for s in steps if s.step == "request"}
    asked |= {a.household_uid for a in sheets_a.of_year(db, of.year)} & set(of.household_uids)
    if of.procedure == PERIODIC:
        asked = {a.household_uid for a in sheets_a.of_year(db, of.year)}
    return Records(
        case=of,
        subjects=_subjects(db, of),
        asked=len(asked),
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
    found = [
        Subject(
            uid=uid, number=number, name=name, village=village, is_keyed=state == "complete",
            now=HouseholdClass(now) if now and state == "complete" else None,
            before=HouseholdClass(before) if before else None,
            reviewed_on=_date(day), decision_no=decided_by, decision_on=_date(decided_on),
        )
        for (
            uid, number, name, village, state, now, before, day, decided_by, decided_on
        ) in procedures.subjects(
            db, uids, of.year, kind_of(of), is_past=is_past
        )
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda s: (sort_key(s.village), s.number)))


def _date(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def look(db: Db, case_uid: str, *, now: datetime.datetime) -> Look:
    """Where a case stands today. Raises RoundMissing for the periodic one of a year without round."""
    of = case(db, case_uid)
    today = now.astimezone().date()
    days = calendaring.calendar(db, of.year)
    procedure = shipped_procedures()[of.procedure]
    return Look(
        case=of,
        standing=standing(procedure, records_of(db, of), days, today),
        calendar=days,
        today=today,
    )


def look_at_round(db: Db, year: int, *, now: datetime.datetime) -> Look | None:
    """Where the periodic case of a year stands, None where the year has no round."""
    try:
        return look(db, f"{PERIODIC}-{year}", now=now)
    except RoundMissing:
        return None


# Recording ---------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a deed left in the book: `act` undoes it, `warnings` are to be told."""

    act: str
    record: Any
    warnings: tuple[Finding, ...] = ()
    changes: Changes = _WRITES


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What every deed is checked against."""

    procedure: Procedure
    records: Records
    days: WorkCalendar
    today: datetime.date
    now: datetime.datetime
    by: str


def setting_of(db: Db, case_uid: str, *, now: datetime.datetime, by: str) -> Setting:
    """The case as it stands, for the deed that comes next. Raises RoundMissing, RoundNotHere."""
    own_commune(db)
    of = case(db, case_uid)
    return Setting(
        procedure=shipped_procedures()[of.procedure],
        records=records_of(db, of),
        days=calendaring.calendar(db, of.year),
        today=now.astimezone().date(),
        now=now,
        by=by,
    )


def open_case(db: Db, wanted: Case, *, now: datetime.datetime, by: str) -> Done:
    """Open an in-year case (`uid` "": a new one). Raises CaseRefused, RoundNotHere."""
    own_commune(db)
    today = now.astimezone().date()
    made = replace(wanted, uid=wanted.uid or uuid4().hex, note=nfc(wanted.note))
    found = case_checks.check_case(shipped_procedures()[made.procedure], made, today)
    running = {
        uid: c for c in cases(db, made.year) if not c.outcome and c.procedure == made.procedure
        for uid in c.household_uids
    }  # fmt: skip
    for uid in made.household_uids:
        if other := running.get(uid):
            details = {"day": other.opened_on}
            found.append(Finding("case-running", Severity.BLOCKING, "", details))
    return write(db, "case", "cases", made, found, now=now, by=by)


def close_case(
    db: Db, case_uid: str, on: datetime.date, note: str, *, now: datetime.datetime, by: str
) -> Done:
    """Close an in-year case that its household has taken back. Raises CaseRefused."""
    before = case(db, case_uid)
    found = []
    if on < before.opened_on:
        details = {"day": on, "last": before.opened_on}
        found.append(Finding("case-before-opened", Severity.BLOCKING, "", details))
    after = replace(before, closed_on=on, outcome="withdrawn", note=nfc(note))
    return write(db, "case", "cases", after, found, before=before, now=now, by=by)


def record_meeting(db: Db, meeting: Meeting, *, now: datetime.datetime, by: str) -> Done:
    """Record a village's meeting with its votes (annex V). Raises CaseRefused."""
    return record_meetings(db, [meeting], now=now, by=by)


def record_meetings(
    db: Db, meetings: Sequence[Meeting], *, now: datetime.datetime, by: str
) -> Done:
    """Record meetings of one case as one deed, all or none of them. Raises CaseRefused."""
    at = setting_of(db, meetings[0].case_uid, now=now, by=by)
    records, made, found = at.records, list[Meeting](), list[Finding]()
    for meeting in meetings:
        earlier = [m for m in records.meetings if m.village == meeting.village]
        one = replace(
            meeting, uid=meeting.uid or uuid4().hex, attempt=len(earlier) + 1,
            place=nfc(meeting.place), chair=nfc(meeting.chair), secretary=nfc(meeting.secretary),
        )  # fmt: skip
        found += case_checks.check_meeting(records, one, at.today)
        records = replace(records, meetings=(*records.meetings, one))
        made.append(one)
    return write(db, "meeting", "meetings", tuple(made), found, of=at.records.case, now=now, by=by)


def record_posting(db: Db, posting: Posting, *, now: datetime.datetime, by: str) -> Done:
    """Record that a list, or a recheck, was posted. Raises CaseRefused."""
    return record_postings(db, [posting], now=now, by=by)


def record_postings(
    db: Db, postings: Sequence[Posting], *, now: datetime.datetime, by: str
) -> Done:
    """Record postings of one case as one deed, all or none of them. Raises CaseRefused."""
    at = setting_of(db, postings[0].case_uid, now=now, by=by)
    records, made, found = at.records, list[Posting](), list[Finding]()
    for posting in postings:
        one = replace(posting, uid=posting.uid or uuid4().hex)
        found += case_checks.check_posting(at.procedure, records, one, at.days, at.today)
        records = replace(records, postings=(*records.postings, one))
        made.append(one)
    return write(db, "posting", "postings", tuple(made), found, of=at.records.case, now=now, by=by)


def record_complaint(db: Db, complaint: Complaint, *, now: datetime.datetime, by: str) -> Done:
    """Record a complaint (`uid` "": a new one) or what its recheck found. Raises CaseRefused."""
    at = setting_of(db, complaint.case_uid, now=now, by=by)
    before = next((c for c in at.records.complaints if c.uid == complaint.uid), None)
    made = replace(
        complaint, uid=complaint.uid or uuid4().hex,
        by=nfc(complaint.by), text=nfc(complaint.text), result=nfc(complaint.result),
    )  # fmt: skip
    found = case_checks.check_complaint(at.procedure, at.records, made, at.days, at.today)
    kind = "recheck" if made.rechecked_on else "complaint"
    return write(
        db, kind, "complaints", made, found, before=before, of=at.records.case, now=now, by=by
    )


def record_opinion(db: Db, opinion: Opinion, *, now: datetime.datetime, by: str) -> Done:
    """Record the letter to the office above, or its answer. Raises CaseRefused."""
    at = setting_of(db, opinion.case_uid, now=now, by=by)
    before = next((o for o in at.records.opinions if o.uid == opinion.uid), None)
    made = replace(
        opinion, uid=opinion.uid or uuid4().hex, sent_number=nfc(opinion.sent_number),
        number=nfc(opinion.number), text=nfc(opinion.text),
    )  # fmt: skip
    found = case_checks.check_opinion(at.procedure, at.records, made, at.days, at.today)
    kind = "answer" if made.received_on else "letter"
    return write(
        db, kind, "opinions", made, found, before=before, of=at.records.case, now=now, by=by
    )


def record_step(db: Db, done: StepDone, *, now: datetime.datetime, by: str) -> Done:
    """Record a request (form 01, 04) or an income survey (annex VIII) of one household.

    The same step of the household again corrects it. Raises CaseRefused.
    """
    at = setting_of(db, done.case_uid, now=now, by=by)
    same = (done.step, done.household_uid)
    before = next((s for s in at.records.steps if (s.step, s.household_uid) == same), None)
    made = replace(done, uid=before.uid if before else uuid4().hex, note=nfc(done.note))
    found = case_checks.check_step(at.records, made, at.today, _bounds(db, at))
    return write(
        db, done.step, "steps_done", made, found, before=before, of=at.records.case, now=now, by=by
    )


def _bounds(db: Db, at: Setting) -> tuple[int, int] | None:
    """Between which incomes the average living standard lies, None where that is not known."""
    if HouseholdClass.AVERAGE_LIVING_STANDARD not in at.procedure.classes:
        return None
    area = settings.office(db).area
    known = standard_in_force(catalogue.standards(db).values(), at.records.case.year)
    limit = known.limits.get(area) if known and area else None
    if limit is None or limit.income_vnd is None or limit.average_living_standard_vnd is None:
        return None
    return limit.income_vnd, limit.average_living_standard_vnd


def undo(db: Db, act_uid: str, *, now: datetime.datetime, by: str) -> Changes:
    """Take back a deed of a case, and all that it wrote. Raises UndoTooLate."""
    return undoing.undo(db, act_uid, now=now, by=by)


# Writing -----------------------------------------------------------------------------------------
def refuse(found: Sequence[Finding]) -> None:
    """Raise CaseRefused with the first blocking finding in words, if there is one."""
    blocking = [f for f in found if f.severity is Severity.BLOCKING]
    if not blocking:
        return
    reason, cure = said(blocking[0])
    raise CaseRefused(reason=reason, cure=cure, first=blocking[0].code)


def said(finding: Finding) -> tuple[str, str]:
    """A finding of a case in words: what is wrong, and how to mend it."""
    details = dict(finding.details)
    if details.get("village") == "":
        details["village"] = t("case-commune")
    key = f"finding-{finding.code}"
    return t(key, **details), t(f"{key}-cure", **details)


def write(
    db: Db, kind: str, field: str, made: Any, found: Sequence[Finding], *,
    before: Any = None, of: Case | None = None, more: Sequence[Touched] = (),
    now: datetime.datetime, by: str,
) -> Done:  # fmt: skip
    """Refuse, or write one record (or a tuple of them) as one act, with what goes `more` with it.

    `more`: (before, after) of other records. The periodic case is written with its first deed.
    """
    refuse(found)
    book = settings.office(db).book_id
    many = made if isinstance(made, tuple) else (made,)
    old = () if before is None else (before,)
    revision = before.revision + 1 if before is not None else 1
    kept = tuple(replace(r, written_by=book, revision=revision) for r in many)
    sides = {"before": {field: old}, "after": {field: kept}}
    extra = more or (Touched(), Touched())
    act = Act(
        uid=uuid4().hex, kind=f"process-{kind}", at=now, by=by,
        before=replace(extra[0], **sides["before"]), after=replace(extra[1], **sides["after"]),
    )  # fmt: skip
    if of is not None and procedures.case(db, of.uid) is None:
        with writing(db):
            procedures.put(db, [replace(of, written_by=book)])
    undoing.do(db, act)
    return Done(act=act.uid, record=kept[0], warnings=tuple(found))
