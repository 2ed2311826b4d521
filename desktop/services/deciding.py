"""What the chairman signs in a case: decisions, refusals, certificates; and the in-year sheet B."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from desktop.domain.act import Touched
from desktop.domain.procedure import Case, Certificate, Decision, DecisionKind
from desktop.domain.review import Answers, Finding, Review, ReviewState, RoundKind, Severity
from desktop.domain.vietnamese import nfc
from desktop.errors import ReviewIncomplete, StandardNotInForce
from desktop.rules import case_checks, household_checks
from desktop.rules.case_facts import Records, needed
from desktop.rules.checks import findings
from desktop.rules.classify import classify
from desktop.rules.standard import Standard, standard_in_force
from desktop.services import proceeding
from desktop.services.catalogue import standards
from desktop.services.proceeding import Done
from desktop.services.registering import own_commune
from desktop.store import households, procedures, reviews
from desktop.store.connection import Db

SUFFIX = "/GCN-HN.HCN"
"""Form 03: number …/GCN-HN.HCN."""


def waiting(records: Records, kind: DecisionKind) -> tuple[str, ...]:
    """The households of a case that wait for a decision of this kind."""
    procedure = proceeding.shipped_procedures()[records.case.procedure]
    return tuple(
        s.uid
        for s in records.subjects
        if needed(procedure, s) is kind and not records.is_decided(s)
    )


def refusable(records: Records) -> tuple[str, ...]:
    """Who is refused in writing where nobody is named: of an in-year case also whoever was turned
    away before sheet B, or was surveyed instead of keyed."""
    procedure = proceeding.shipped_procedures()[records.case.procedure]
    kinds: list[DecisionKind | None] = [DecisionKind.REFUSED]
    if not procedure.is_periodic:
        kinds.append(None if procedure.step("sheet_b") else DecisionKind.RECOGNISED)
    return tuple(
        s.uid
        for s in records.subjects
        if needed(procedure, s) in kinds and not records.is_decided(s)
    )


def decide(db: Db, decision: Decision, *, now: datetime.datetime, by: str) -> Done:
    """Record a decision (form 02) or a refusal; number and day go onto the sheets it decides.

    Without households it is about all that wait for a decision of its kind. An in-year case is
    closed once all its households are decided. Raises CaseRefused.
    """
    at = proceeding.setting_of(db, decision.case_uid, now=now, by=by)
    is_refusal = decision.kind is DecisionKind.REFUSED
    everyone = refusable(at.records) if is_refusal else waiting(at.records, decision.kind)
    uids = decision.household_uids or everyone
    made = replace(
        decision, uid=decision.uid or uuid4().hex, number=nfc(decision.number),
        reason=nfc(decision.reason), household_uids=tuple(uids),
    )  # fmt: skip
    found = case_checks.check_decision(at.procedure, at.records, made, at.days, at.today)
    before, after = sheets_of(db, at.records.case, made)
    closed = _closed(at.records, made)
    more = (
        Touched(reviews=before, cases=(at.records.case,) if closed else ()),
        Touched(reviews=after, cases=closed),
    )
    return proceeding.write(
        db, f"decision-{made.kind}", "decisions", made, found, of=at.records.case, more=more,
        now=now, by=by,
    )  # fmt: skip


def sheets_of(
    db: Db, of: Case, decision: Decision
) -> tuple[tuple[Review, ...], tuple[Review, ...]]:
    """The sheets before and after the decision; a refusal in writing changes none."""
    if decision.kind is DecisionKind.REFUSED:
        return (), ()
    wanted = set(decision.household_uids)
    kind = proceeding.kind_of(of)
    every = reviews.of_round(db, of.year, kind, state=ReviewState.COMPLETE)
    before = tuple(r for r in every if r.household_uid in wanted)
    return before, tuple(
        replace(
            r, decision_no=decision.number, decision_on=decision.signed_on, revision=r.revision + 1
        )
        for r in before
    )


def _closed(records: Records, decision: Decision) -> tuple[Case, ...]:
    of = records.case
    decided = {uid for d in (*records.decisions, decision) for uid in d.household_uids}
    if of.procedure == proceeding.PERIODIC or not set(of.household_uids) <= decided:
        return ()
    outcome = "refused" if decision.kind is DecisionKind.REFUSED else "decided"
    return (replace(of, closed_on=decision.signed_on, outcome=outcome, revision=of.revision + 1),)


# Certificates ------------------------------------------------------------------------------------
def to_certify(records: Records) -> tuple[str, ...]:
    """The recognised households of a case that hold no certificate yet."""
    has = {c.household_uid for c in records.certificates if c.withdrawn_on is None}
    recognised = [d for d in records.decisions if d.kind is DecisionKind.RECOGNISED]
    return tuple(uid for d in recognised for uid in d.household_uids if uid not in has)


def next_number(db: Db, year: int) -> int:
    """The number that the next certificate of a year gets."""
    found = [re.match(r"\d+", c.number) for c in procedures.certificates(db, year)]
    return max((int(m.group()) for m in found if m), default=0) + 1


def certify(
    db: Db, case_uid: str, signed_on: datetime.date, household_uids: Sequence[str] = (), *,
    first: int = 0, now: datetime.datetime, by: str,
) -> Done:  # fmt: skip
    """Number certificates (form 03) of these households, or of all recognised without one.

    Numbers go on from `first`, or from the last one of the year. Raises CaseRefused.
    """
    at = proceeding.setting_of(db, case_uid, now=now, by=by)
    of, records = at.records.case, at.records
    uids = household_uids or to_certify(records)
    start = first or next_number(db, of.year)
    made = tuple(
        Certificate(
            uid=uuid4().hex, household_uid=uid, year=of.year, number=f"{n:02d}{SUFFIX}",
            signed_on=signed_on, case_uid=of.uid,
            decision_uid=d.uid if (d := records.decision_of(uid)) else "",
        )
        for n, uid in enumerate(uids, start=start)
    )  # fmt: skip
    taken = [c.number for c in procedures.certificates(db, of.year)]
    found = household_checks.check_certificates(at.procedure, records, made, taken)
    if signed_on > at.today:
        found.insert(0, Finding("case-future", Severity.BLOCKING, "", {"day": signed_on}))
    return proceeding.write(db, "certificates", "certificates", made, found, of=of, now=now, by=by)


def withdraw(
    db: Db, certificate: Certificate, on: datetime.date, why: str,
    *, now: datetime.datetime, by: str,
) -> Done:  # fmt: skip
    """Withdraw a certificate: it is no longer held, and its number is never given again.

    The household then waits for another one. Raises CaseRefused.
    """
    at = proceeding.setting_of(db, certificate.case_uid, now=now, by=by)
    before = next(c for c in at.records.certificates if c.uid == certificate.uid)
    made = replace(before, withdrawn_on=on, withdrawn_why=nfc(why))
    found = household_checks.check_withdrawal(before, made, at.today)
    return proceeding.write(
        db, "withdraw", "certificates", made, found, before=before, of=at.records.case,
        now=now, by=by,
    )  # fmt: skip


# In-year sheet B ---------------------------------------------------------------------------------
def key_sheet(
    db: Db, case_uid: str, household_uid: str, answers: Answers,
    *, now: datetime.datetime, by: str,
) -> Done:  # fmt: skip
    """Score sheet B of a household in an in-year case by the standard in force, and keep it.

    Raises CaseRefused without its request or where sheet A left it off the list, ReviewIncomplete,
    StandardNotInForce.
    """
    at = proceeding.setting_of(db, case_uid, now=now, by=by)
    of, office = at.records.case, own_commune(db)
    household = households.get(db, household_uid)
    assert household is not None, f"no household {household_uid}"
    scoring = _standard(db, of.year)
    proceeding.refuse(household_checks.check_sheet(at.procedure, at.records, household_uid))
    assert office.area is not None, "only communes keep sheets, and they have an area"
    last = reviews.last_before(db, household_uid, of.year)
    found = findings(household, answers, scoring, office.area, at.today, last)
    blocking = [f for f in found if f.severity is Severity.BLOCKING]
    if blocking:
        raise ReviewIncomplete(count=len(blocking), first=blocking[0].code, findings=blocking)
    before = reviews.get(db, household_uid, of.year, RoundKind.IN_YEAR)
    made = Review(
        uid=before.uid if before else uuid4().hex, household_uid=household_uid, year=of.year,
        kind=RoundKind.IN_YEAR, state=ReviewState.COMPLETE, area=office.area,
        people=len(household.present), village=household.village,
        ethnic_group=household.ethnic_group, answers=answers,
        merit_person=household.merit_person, no_labour_capacity=household.no_labour_capacity,
        outcome=classify(answers, scoring, office.area),
    )  # fmt: skip
    return proceeding.write(
        db, "sheet", "reviews", made, found, before=before, of=of, now=now, by=by
    )


def _standard(db: Db, year: int) -> Standard:
    found = standard_in_force(standards(db).values(), year)
    if found is None:
        raise StandardNotInForce(standard="", year=str(year))
    return found
