"""Whether a record may be written into a case: what is lacking, out of order, or twice, in findings.

A blocking finding refuses the record and says why; a warning (a limit that has passed) goes with it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from desktop.domain.procedure import (
    Case,
    Complaint,
    Decision,
    DecisionKind,
    Meeting,
    Opinion,
    Posting,
)
from desktop.domain.review import Finding
from desktop.rules.case_facts import (
    LISTED,
    PlaceStanding,
    Records,
    Subject,
    last_day,
    last_vote,
    place_of,
    places,
    posting_of,
    standing_of,
)
from desktop.rules.case_findings import in_order, late, named, stop, warn
from desktop.rules.procedure import Procedure
from desktop.rules.workdays import WorkCalendar

_DAY = datetime.timedelta(days=1)


def check_case(procedure: Procedure, case: Case, today: datetime.date) -> list[Finding]:
    """Before a case is opened: the procedure in force, a household, its days."""
    return [*_case(procedure, case, today)]


def _case(procedure: Procedure, case: Case, today: datetime.date) -> Iterator[Finding]:
    if not procedure.is_in_force(case.opened_on):
        yield stop("case-not-in-force", name=procedure.name, day=case.opened_on)
    if not procedure.is_periodic and not case.household_uids:
        yield stop("case-nobody")
    if procedure.about == "person" and not case.person_uid:
        yield stop("case-no-person")
    if case.opened_on > today:
        yield stop("case-future", day=case.opened_on)
    if case.opened_on.year != case.year:
        yield stop("case-other-year", day=case.opened_on, year=str(case.year))
    if procedure.month_day is not None and case.opened_on.day < procedure.month_day:
        yield warn("case-early", day=case.opened_on, from_day=str(procedure.month_day))


# Meetings ----------------------------------------------------------------------------------------
def check_meeting(records: Records, meeting: Meeting, today: datetime.date) -> list[Finding]:
    """Before a meeting with its votes is recorded."""
    found = [*in_order(records, meeting.held_on, today)]
    before = [m for m in records.meetings if m.village == meeting.village and m.uid != meeting.uid]
    if before and meeting.held_on <= before[-1].held_on:
        found.append(stop("case-met-before", day=meeting.held_on, last=before[-1].held_on))
    if meeting.present <= 0:
        found.append(stop("case-no-present", village=meeting.village))
    if not meeting.agreed:
        found.append(stop("case-no-votes", village=meeting.village))
    for uid, votes in meeting.agreed.items():
        found += _vote(records, meeting, uid, votes)
    return found


def _vote(records: Records, meeting: Meeting, uid: str, votes: int) -> Iterator[Finding]:
    subject = records.subject(uid)
    if subject is None or subject.village != meeting.village:
        yield stop("case-not-here", village=meeting.village)
        return
    if votes > meeting.present > 0:
        yield stop("case-votes-over", name=subject.name, votes=votes, present=meeting.present)
    if votes < 0:
        yield stop("case-votes-under", name=subject.name)
    if not subject.is_keyed:
        yield stop("case-no-sheet", name=subject.name)
        return
    reviewed = subject.reviewed_on
    if reviewed is not None and reviewed > meeting.held_on:
        yield stop("case-met-unreviewed", name=subject.name, day=meeting.held_on, last=reviewed)
    last = last_vote(records, uid)
    if last is None or last.uid == meeting.uid or last.agrees(uid):
        return
    if reviewed is None or reviewed <= last.held_on:
        yield stop("case-not-again", name=subject.name, day=last.held_on)


# Postings, complaints ----------------------------------------------------------------------------
def check_posting(
    procedure: Procedure,
    records: Records,
    posting: Posting,
    calendar: WorkCalendar,
    today: datetime.date,
) -> list[Finding]:
    """Before a list, or the recheck of one household, is recorded as posted."""
    found = [*in_order(records, posting.posted_on, today)]
    if posting.complaint_uid:
        return [*found, *_reposting(records, posting)]
    here = standing_of(procedure, records, posting.village, calendar)
    found += _agreed(procedure, records, here)
    if here.meeting is not None and posting.posted_on < here.meeting.held_on:
        found.append(stop("case-posted-before", day=posting.posted_on, last=here.meeting.held_on))
    standing = posting_of(records, posting.village)
    if standing is not None and standing.uid != posting.uid:
        details = {"village": posting.village, "day": standing.posted_on}
        found.append(stop("case-posted-twice", **details))
    return found


def _agreed(procedure: Procedure, records: Records, here: PlaceStanding) -> Iterator[Finding]:
    """The step before the posting: all keyed or surveyed, met, and agreed on by half."""
    unkeyed = [s for s in records.in_place(here.place) if not _is_ready(procedure, records, s)]
    if unkeyed:
        code = "case-unkeyed" if procedure.step("sheet_b") else "case-unsurveyed"
        yield stop(code, **named(here.place, unkeyed))
    if procedure.step("meeting") is None:
        return
    if here.meeting is None:
        yield stop("case-not-met", village=here.place)
        return
    if here.below:
        yield stop("case-still-below", **named(here.place, here.below))
    if here.unvoted:
        yield stop("case-still-unvoted", **named(here.place, here.unvoted))


def _is_ready(procedure: Procedure, records: Records, subject: Subject) -> bool:
    if procedure.step("sheet_b") is None:
        return records.surveyed(subject.uid) is not None
    return subject.is_keyed


def _reposting(records: Records, posting: Posting) -> Iterator[Finding]:
    complaint = next((c for c in records.complaints if c.uid == posting.complaint_uid), None)
    if complaint is None or complaint.rechecked_on is None:
        yield stop("case-not-rechecked")
    elif posting.posted_on < complaint.rechecked_on:
        yield stop("case-reposted-before", day=posting.posted_on, last=complaint.rechecked_on)
    others = [p for p in records.postings if p.complaint_uid == posting.complaint_uid]
    if any(p.uid != posting.uid for p in others):
        yield stop("case-reposted-twice", day=others[0].posted_on)


def check_complaint(
    procedure: Procedure,
    records: Records,
    complaint: Complaint,
    calendar: WorkCalendar,
    today: datetime.date,
) -> list[Finding]:
    """Before a complaint, or its recheck, is recorded."""
    found = [*in_order(records, complaint.received_on, today)]
    here = standing_of(procedure, records, place_of(procedure, complaint.village), calendar)
    if here.posting is None:
        found.append(stop("case-not-posted", village=complaint.village))
    elif complaint.received_on < here.posting.posted_on:
        details = {"day": complaint.received_on, "last": here.posting.posted_on}
        found.append(stop("case-complained-before", **details))
    elif here.posting_ends is not None and complaint.received_on > here.posting_ends:
        details = {"day": complaint.received_on, "last": here.posting_ends}
        found.append(warn("case-complained-late", **details))
    if complaint.household_uid and records.subject(complaint.household_uid) is None:
        found.append(stop("case-not-here", village=complaint.village))
    decided = records.decision_of(complaint.household_uid)
    if decided is not None and complaint.rechecked_on is None:
        found.append(stop("case-complained-decided", number=decided.number))
    return [*found, *_rechecked(procedure, complaint, calendar, today)]


def _rechecked(
    procedure: Procedure, complaint: Complaint, calendar: WorkCalendar, today: datetime.date
) -> Iterator[Finding]:
    on = complaint.rechecked_on
    if on is None:
        return
    if on < complaint.received_on:
        yield stop("case-rechecked-before", day=on, last=complaint.received_on)
    if on > today:
        yield stop("case-future", day=on)
    if not complaint.result:
        yield stop("case-no-result")
    step = procedure.step("complaint")
    limit = step.limit("due") if step else None
    if limit is not None:
        yield from late("case-recheck-late", on, last_day(limit, complaint.received_on, calendar))


# The office above --------------------------------------------------------------------------------
def check_opinion(
    procedure: Procedure,
    records: Records,
    opinion: Opinion,
    calendar: WorkCalendar,
    today: datetime.date,
) -> list[Finding]:
    """Before the letter to the office above, or its answer, is recorded."""
    step = procedure.step("opinion")
    if step is None:
        return [stop("case-no-opinion-step", name=procedure.name)]
    found = [*in_order(records, opinion.sent_on, today)]
    for place in places(procedure, records):
        here = standing_of(procedure, records, place, calendar)
        found += _cleared(procedure, records, here, opinion.sent_on, "case-sent-before")
    on, limit = opinion.received_on, step.limit("due")
    if on is None:
        return found
    if on < opinion.sent_on:
        found.append(stop("case-answered-before", day=on, last=opinion.sent_on))
    if on > today:
        found.append(stop("case-future", day=on))
    if limit is not None:
        found += late("case-opinion-late", on, last_day(limit, opinion.sent_on, calendar))
    return found


def _cleared(
    procedure: Procedure,
    records: Records,
    here: PlaceStanding,
    on: datetime.date,
    code: str,
) -> Iterator[Finding]:
    """Whether the postings of a place have all ended before a day."""
    lacking = [*_agreed(procedure, records, here)]
    if lacking:
        yield lacking[0]
    elif here.posting is None:
        yield stop("case-not-posted", village=here.place)
    elif here.open:
        yield stop("case-still-open", village=here.place, day=here.open[0].received_on)
    elif here.to_repost:
        yield stop("case-still-unposted", village=here.place, day=here.to_repost[0].rechecked_on)
    elif here.clear_on is not None and on <= here.clear_on:
        first = here.clear_on + _DAY
        yield stop(code, village=here.place, day=on, last=here.clear_on, first=first)


# Decisions ---------------------------------------------------------------------------------------
def check_decision(
    procedure: Procedure,
    records: Records,
    decision: Decision,
    calendar: WorkCalendar,
    today: datetime.date,
) -> list[Finding]:
    """Before a decision, or a refusal in writing, is recorded."""
    found = [*in_order(records, decision.signed_on, today)]
    if not decision.number:
        found.append(stop("case-no-number"))
    if not decision.household_uids:
        found.append(stop("case-nobody"))
    if any(d.number == decision.number for d in records.decisions if d.uid != decision.uid):
        found.append(stop("case-number-twice", number=decision.number))
    for uid in decision.household_uids:
        found += _decided(procedure, records, decision, uid)
    if decision.kind is DecisionKind.REFUSED:
        return found + ([] if decision.reason else [stop("case-no-reason")])
    found += _before_decision(procedure, records, decision, calendar)
    step = procedure.step("decision")
    limit = step.limit("due") if step else None
    if limit is not None:
        ends = last_day(limit, records.case.opened_on, calendar)
        found += late("case-decision-late", decision.signed_on, ends)
    return found


def _decided(
    procedure: Procedure, records: Records, decision: Decision, uid: str
) -> Iterator[Finding]:
    subject = records.subject(uid)
    if subject is None:
        yield stop("case-not-here", village="")
        return
    yield from _decided_before(records, decision, subject)
    if procedure.step("sheet_b") is None or decision.kind is DecisionKind.REFUSED:
        return
    if subject.now is None:
        yield stop("case-no-sheet", name=subject.name)
    elif decision.kind is DecisionKind.RECOGNISED:
        if subject.now not in procedure.classes:
            yield stop("case-not-recognisable", name=subject.name)
    elif subject.now in LISTED or subject.before not in LISTED:
        yield stop("case-not-escaped", name=subject.name)


def _decided_before(records: Records, decision: Decision, subject: Subject) -> Iterator[Finding]:
    """Another decision of the case, or one that the sheet carries from a list or before."""
    other = records.decision_of(subject.uid)
    if other is not None and other.uid == decision.uid:
        return
    number = other.number if other else subject.decision_no
    day = other.signed_on if other else subject.decision_on
    if number:
        yield stop("case-decided-twice", name=subject.name, number=number, day=day or "")


def _before_decision(
    procedure: Procedure, records: Records, decision: Decision, calendar: WorkCalendar
) -> Iterator[Finding]:
    about = [s for uid in decision.household_uids if (s := records.subject(uid))]
    on = decision.signed_on
    for place in dict.fromkeys(place_of(procedure, s.village) for s in about):
        here = standing_of(procedure, records, place, calendar)
        yield from _cleared(procedure, records, here, on, "case-signed-posted")
    if procedure.step("opinion") is None:
        return
    answers = [o.received_on for o in records.opinions if o.received_on]
    if not answers:
        yield stop("case-no-opinion")
    elif on < answers[-1]:
        yield stop("case-signed-before", day=on, last=answers[-1])
