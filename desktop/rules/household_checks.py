"""Whether what a case records of one household may be written: certificates, requests, surveys, sheet B."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from desktop.domain.procedure import Certificate, DecisionKind, StepDone
from desktop.domain.review import Finding
from desktop.rules.case_facts import LISTED, Records
from desktop.rules.case_findings import in_order, stop, warn
from desktop.rules.procedure import Procedure


def check_certificates(
    procedure: Procedure,
    records: Records,
    certificates: Sequence[Certificate],
    taken: Iterable[str],
) -> list[Finding]:
    """Before certificates are recorded; `taken`: numbers of the year that stand on others."""
    if procedure.step("certificate") is None:
        return [stop("case-no-certificates", name=procedure.name)]
    found, numbers = [], set(taken)
    if not certificates:
        found.append(stop("case-nobody-to-certify"))
    for one in certificates:
        found += _certified(records, one)
        if one.number in numbers:
            found.append(stop("case-number-twice", number=one.number))
        numbers.add(one.number)
    return found


def _certified(records: Records, one: Certificate) -> Iterator[Finding]:
    subject, decision = records.subject(one.household_uid), records.decision_of(one.household_uid)
    name = subject.name if subject else ""
    if decision is None or decision.kind is not DecisionKind.RECOGNISED:
        yield stop("case-not-recognised", name=name)
        return
    if one.signed_on < decision.signed_on:
        yield stop("case-certified-before", day=one.signed_on, last=decision.signed_on)
    for other in records.certificates:
        if other.household_uid == one.household_uid and other.withdrawn_on is None:
            yield stop("case-certified-twice", name=name, number=other.number)


def check_withdrawal(
    held: Certificate, withdrawn: Certificate, today: datetime.date
) -> list[Finding]:
    """Before a certificate is withdrawn: it is held, its day has come, and somebody says why."""
    on, found = withdrawn.withdrawn_on, []
    if held.withdrawn_on is not None:
        found.append(stop("case-withdrawn-twice", number=held.number, day=held.withdrawn_on))
    if on is not None and on < held.signed_on:
        found.append(stop("case-withdrawn-before", day=on, last=held.signed_on))
    if on is not None and on > today:
        found.append(stop("case-future", day=on))
    if not withdrawn.withdrawn_why.strip():
        found.append(stop("case-withdrawn-no-reason", number=held.number))
    return found


def check_step(
    records: Records,
    done: StepDone,
    today: datetime.date,
    bounds: tuple[int, int] | None = None,
) -> list[Finding]:
    """Before a request or an income survey (annex VIII) is recorded.

    `bounds`: đồng that the income of an average living standard lies above, and reaches up to.
    """
    found = [*in_order(records, done.done_on, today)]
    if done.step == "request":  # it comes before the review begins
        found = [f for f in found if f.code != "case-before-opened"]
        if done.done_on > records.case.opened_on:
            details = {"day": done.done_on, "last": records.case.opened_on}
            found.append(warn("case-asked-late", **details))
        found += _marks(records, done)
    elif not done.number.isdecimal():
        found.append(stop("case-no-income"))
    elif bounds is not None and not bounds[0] < int(done.number) <= bounds[1]:
        income = {"income": int(done.number), "above": bounds[0], "up_to": bounds[1]}
        found.append(warn("case-income-outside", **income))
    if records.subject(done.household_uid) is None:
        found.append(stop("case-not-here", village=done.village))
    return found


def _marks(records: Records, done: StepDone) -> Iterator[Finding]:
    """Sheet A has so many marks, and no more."""
    if not done.number or records.sheet_a is None:
        return
    most = records.sheet_a.marks
    if not done.number.isdecimal() or int(done.number) > most:
        yield stop("case-marks-over", marks=done.number, most=most)


def check_sheet(procedure: Procedure, records: Records, uid: str) -> list[Finding]:
    """Before sheet B of an in-year case: its request, and few enough marks on sheet A."""
    step = procedure.step("request")
    subject = records.subject(uid)
    name = subject.name if subject else ""
    if step is None:
        return []
    if uid not in records.asked_by:
        return [stop("case-not-asked", name=name)]
    is_listed = subject is not None and subject.before in LISTED
    if is_listed or "sheet_a" not in step.papers or records.sheet_a is None:
        return []
    marks, below = records.marks_of(uid), records.sheet_a.listed_below
    if marks is None:
        return [stop("case-no-sheet-a", name=name)]
    if marks >= below:
        return [stop("case-sheet-a-full", name=name, marks=marks, below=below)]
    return []
