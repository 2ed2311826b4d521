"""Whether the records of a case still stand once one of them is put right: each checked in its turn.

Pure. What was in the way before (a sheet keyed again since) is no fault of the correction: only what it
newly breaks counts.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from desktop.domain.procedure import (
    Complaint,
    Decision,
    Meeting,
    Opinion,
    Posting,
    StepDone,
)
from desktop.domain.review import Finding, Severity
from desktop.rules import case_checks, household_checks
from desktop.rules.case_facts import Records
from desktop.rules.procedure import Procedure
from desktop.rules.workdays import WorkCalendar

OfCase = StepDone | Meeting | Posting | Complaint | Opinion | Decision
FIELDS: dict[type, str] = {
    StepDone: "steps",
    Meeting: "meetings",
    Posting: "postings",
    Complaint: "complaints",
    Opinion: "opinions",
    Decision: "decisions",
}
"""Where records of a kind stand in Records."""
_Moment = tuple[datetime.date, int, OfCase]


def corrected(records: Records, made: OfCase) -> Records:
    """The records with this one in the place of the one of its uid, or after the others."""
    field = FIELDS[type(made)]
    held: Sequence[OfCase] = getattr(records, field)
    rows = tuple(made if one.uid == made.uid else one for one in held)
    if all(one.uid != made.uid for one in held):
        rows = (*rows, made)
    changed: dict[str, Any] = {field: rows}
    return replace(records, **changed)


def newly_broken(
    procedure: Procedure,
    records: Records,
    made: OfCase,
    calendar: WorkCalendar,
    today: datetime.date,
) -> list[Finding]:
    """What a correction breaks that stood before, its own faults first; warnings of it alone."""
    before = {(uid, f.code) for uid, f in _replayed(procedure, records, calendar, today)}
    found = []
    after = _replayed(procedure, corrected(records, made), calendar, today)
    for uid, finding in sorted(after, key=lambda told: told[0] != made.uid):
        stops = finding.severity is Severity.BLOCKING and (uid, finding.code) not in before
        if stops or (uid == made.uid and finding.severity is Severity.WARNING):
            found.append(finding)
    return found


def _replayed(
    procedure: Procedure, records: Records, calendar: WorkCalendar, today: datetime.date
) -> Iterator[tuple[str, Finding]]:
    """The findings of all records, each checked against those of the days before it."""
    nothing: dict[str, Any] = dict.fromkeys(FIELDS.values(), ())
    so_far = replace(records, certificates=(), **nothing)
    for _, _, record in sorted(_moments(records), key=lambda m: m[:2]):
        for finding in _check(procedure, so_far, record, calendar, today):
            yield record.uid, finding
        so_far = corrected(so_far, record)
    # Certificates are never put right; a thousand of them stand or fall with the decisions alone.
    for one in records.certificates:
        for finding in household_checks.check_certificates(procedure, so_far, [one], ()):
            yield one.uid, finding


def _moments(records: Records) -> Iterator[_Moment]:
    """What happened, with its day; things of one day in the order of the procedure."""
    yield from ((s.done_on, 0, s) for s in records.steps)
    yield from ((m.held_on, 1, m) for m in records.meetings)
    yield from ((p.posted_on, 5 if p.complaint_uid else 2, p) for p in records.postings)
    for complaint in records.complaints:
        yield complaint.received_on, 3, replace(complaint, rechecked_on=None, result="")
        if complaint.rechecked_on:
            yield complaint.rechecked_on, 4, complaint
    for opinion in records.opinions:
        yield opinion.sent_on, 6, replace(opinion, received_on=None)
        if opinion.received_on:
            yield opinion.received_on, 7, opinion
    yield from ((d.signed_on, 8, d) for d in records.decisions)


def _check(
    procedure: Procedure,
    records: Records,
    record: OfCase,
    calendar: WorkCalendar,
    today: datetime.date,
) -> list[Finding]:
    match record:
        case Meeting():
            found = case_checks.check_meeting(records, record, today)
        case Posting():
            found = case_checks.check_posting(procedure, records, record, calendar, today)
        case Complaint():
            found = case_checks.check_complaint(procedure, records, record, calendar, today)
        case Opinion():
            found = case_checks.check_opinion(procedure, records, record, calendar, today)
        case Decision():
            found = case_checks.check_decision(procedure, records, record, calendar, today)
        case StepDone():
            found = household_checks.check_step(records, record, today)
    return found
