"""Cases of the legal procedures: where they stand, and what is done in them, step by step.

Each deed is checked by rules/case_checks.py first: what is lacking, out of order or twice refuses it
with the reason, a limit that has passed only warns. Each is one act, undone through `undoing`.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from desktop.domain.act import Act, Touched
from desktop.domain.answer import Said
from desktop.domain.procedure import (
    Case,
    Complaint,
    Meeting,
    Opinion,
    Posting,
    StepDone,
)
from desktop.domain.review import Finding, HouseholdClass, Severity
from desktop.domain.vietnamese import nfc
from desktop.errors import CaseRefused, RoundMissing
from desktop.rules import case_checks, household_checks
from desktop.rules.case_facts import Records
from desktop.rules.deadlines import CaseStanding, standing
from desktop.rules.procedure import Procedure, procedures_in_force
from desktop.rules.standard import standard_in_force
from desktop.rules.workdays import WorkCalendar
from desktop.services import calendaring, case_doubts, catalogue, lending, offering, undoing
from desktop.services.case_records import (
    PERIODIC,
    case,
    case_of_round,
    cases,
    kind_of,
    records_of,
    shipped_procedures,
)
from desktop.services.changes import Changes, changes
from desktop.services.registering import own_commune
from desktop.store import procedures, settings
from desktop.store.connection import Db, writing
from desktop.text import t

__all__ = [
    "PERIODIC",
    "Done",
    "Look",
    "Setting",
    "case",
    "case_of_round",
    "cases",
    "close_case",
    "kind_of",
    "look",
    "look_at_round",
    "offered",
    "open_case",
    "record_complaint",
    "record_meeting",
    "record_meetings",
    "record_opinion",
    "record_posting",
    "record_postings",
    "record_step",
    "records_of",
    "refuse",
    "said",
    "setting_of",
    "shipped_procedures",
    "undo",
    "write",
]

_WRITES = changes("procedure", "review")


def offered(on: datetime.date) -> list[Procedure]:
    """The in-year procedures that a case can be opened by on a day."""
    return [p for p in procedures_in_force(shipped_procedures().values(), on) if not p.is_periodic]


# Reading -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A case as the page shows it: where it stands today, and by which calendar.

    `offered`: the opinion that came with a receipt and is not recorded yet.
    """

    case: Case
    standing: CaseStanding
    calendar: WorkCalendar
    today: datetime.date
    offered: Said | None = None


def look(db: Db, case_uid: str, *, now: datetime.datetime) -> Look:
    """Where a case stands today. Raises RoundMissing for the periodic one of a year without round."""
    of = case(db, case_uid)
    today = now.astimezone().date()
    days = calendaring.calendar(db, of.year)
    procedure = shipped_procedures()[of.procedure]
    found = offering.offered(db, of.year) if of.procedure == PERIODIC else None
    return Look(
        case=of,
        standing=standing(procedure, records_of(db, of), days, today),
        calendar=days,
        today=today,
        offered=found[1] if found else None,
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
    found += case_doubts.doubts(db, made)
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
    found = household_checks.check_step(at.records, made, at.today, _bounds(db, at))
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
    lending.check_main(db)
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
