"""Findings in a household and its sheet B, in three grades; they are returned, never raised.

`where` names the field: "members", "member:<n>:<field>" (n = line of the member among those present,
from 1), "b1", "b1:<item>", "deprivation:<code>", "causes", "cause_other", "reviewed_on".
A note of the official on a deprivation (`Answers.notes[code]`) answers the warning about it.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desktop.domain.household import Household, IdState, Person, Sex
from desktop.domain.review import Answers, Finding, HouseholdClass, Review, Severity
from desktop.domain.unit import Area
from desktop.domain.vietnamese import citizen_id_problem, nfc
from desktop.rules.ages import OLDEST, possible_ages
from desktop.rules.classify import b1_total, standing
from desktop.rules.derive import propose
from desktop.rules.standard import Standard

# Bounds of what looks plausible, ours and not the law's.
B1_JUMP = 30  # points up or down since last year
HEAD_FROM_AGE = 18

_ORDER = (Severity.BLOCKING, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class _Case:
    present: tuple[Person, ...]
    answers: Answers
    standard: Standard
    area: Area
    on: datetime.date
    last: Review | None

    @property
    def counted_on(self) -> datetime.date:
        """Ages count on the day of the review; today, while that is missing or yet to come."""
        return min(self.answers.reviewed_on or self.on, self.on)

    @property
    def lines(self) -> Iterator[tuple[int, Person]]:
        """Members present with their line on the sheet."""
        return enumerate(self.present, 1)


_Check = Callable[[_Case], Iterator[Finding]]


def findings(
    household: Household,
    answers: Answers,
    standard: Standard,
    area: Area,
    on: datetime.date,
    last: Review | None = None,
) -> list[Finding]:
    """Everything to look at before a sheet is complete, blocking ones first, then by the sheet.

    `on` is today: a day of review after it is wrong. `last` is the review of an earlier round. The
    standard must know its point limits (ValueError).
    """
    case = _Case(household.present, answers, standard, area, on, last)
    found = [finding for check in CHECKS for finding in check(case)]
    return sorted(found, key=lambda f: _ORDER.index(f.severity))


def _blocking(code: str, where: str, **details: object) -> Finding:
    return Finding(code, Severity.BLOCKING, where, details)


def _warning(code: str, where: str, **details: object) -> Finding:
    return Finding(code, Severity.WARNING, where, details)


def _note(code: str, where: str, **details: object) -> Finding:
    return Finding(code, Severity.NOTE, where, details)


# Members -----------------------------------------------------------------------------------------
def _household(case: _Case) -> Iterator[Finding]:
    heads = [n for n, p in case.lines if p.is_head]
    if not case.present:
        yield _blocking("no-member", "members")
    elif not heads:
        yield _blocking("no-head", "member:1:relation")
    elif len(heads) > 1:
        yield _blocking("two-heads", f"member:{heads[1]}:relation", count=len(heads))


def _person(case: _Case) -> Iterator[Finding]:
    for n, person in case.lines:
        if not person.name.strip():
            yield _blocking("name-missing", f"member:{n}:name", row=n)
        if not person.relation.strip():
            yield _warning("relation-missing", f"member:{n}:relation", row=n, name=person.name)
        if person.sex is None:
            yield _warning("sex-missing", f"member:{n}:sex", row=n, name=person.name)
        if person.is_head and not person.ethnic_group:
            yield _warning("ethnic-group-missing", f"member:{n}:ethnic_group", name=person.name)


def _birth(case: _Case) -> Iterator[Finding]:
    for n, person in case.lines:
        where, name = f"member:{n}:born", person.name
        ages = possible_ages(person.born, case.counted_on)
        if not person.born:
            yield _warning("born-missing", where, row=n, name=name)
        elif len(ages) > OLDEST:
            yield _warning("born-after-review", where, row=n, name=name)
        elif ages[0] > OLDEST:
            yield _warning("too-old", where, row=n, name=name, age=ages[0])
        elif person.is_head and ages[-1] < HEAD_FROM_AGE:
            yield _warning("head-is-minor", where, name=name, age=ages[-1])


_ID_WARNINGS = {
    "century": "citizen-id-century",
    "year": "citizen-id-year",
    "sex": "citizen-id-sex",
}


def _citizen_ids(case: _Case) -> Iterator[Finding]:
    times = Counter(p.citizen_id for p in case.present if p.citizen_id)
    for n, person in case.lines:
        if not person.citizen_id:
            continue
        where = f"member:{n}:citizen_id"
        male = None if person.sex is None else person.sex is Sex.MALE
        problem = citizen_id_problem(person.citizen_id, person.born, male)
        if problem == "length":
            digits = len(person.citizen_id)
            yield _blocking("citizen-id-length", where, row=n, name=person.name, digits=digits)
        elif problem:
            yield _warning(_ID_WARNINGS[problem], where, row=n, name=person.name)
        if times[person.citizen_id] > 1:
            yield _blocking("citizen-id-twice", where, row=n, name=person.name)


def _citizen_ids_wanting(case: _Case) -> Iterator[Finding]:
    without = [(n, p) for n, p in case.lines if not p.citizen_id]
    for code, states in (
        ("citizen-id-not-issued", (IdState.NOT_ISSUED,)),
        ("citizen-id-unknown", (IdState.UNKNOWN, IdState.KNOWN)),
    ):
        found = [(n, p.name) for n, p in without if p.id_state in states]
        if found:
            names = ", ".join(nfc(name) for _, name in found)
            yield _note(code, f"member:{found[0][0]}:citizen_id", count=len(found), names=names)


# Sheet B -----------------------------------------------------------------------------------------
def _b1(case: _Case) -> Iterator[Finding]:
    total = b1_total(case.answers, case.standard, case.area)
    chosen = case.answers.b1_choices
    if total is not None and total < 0:
        yield _blocking("b1-negative", "b1", points=total)
    elif total is None and not (case.standard.b1_items and chosen):
        yield _blocking("b1-missing", "b1")
    elif total is None:
        open_items = [i for i in case.standard.b1_items if i.option(chosen.get(i.id)) is None]
        where = f"b1:{open_items[0].id}"
        yield _blocking("b1-items-open", where, count=len(open_items), item=open_items[0].label)
    keyed = case.answers.b1_points
    if total is not None and keyed is not None and keyed != total:
        yield _warning("b1-differs-from-table", "b1", keyed=keyed, points=total)


def _b1_last_year(case: _Case) -> Iterator[Finding]:
    before = case.last.outcome if case.last else None
    now = b1_total(case.answers, case.standard, case.area)
    if case.last is None or before is None or before.b1_points is None or now is None:
        return
    # Points of two standards cannot be compared.
    if before.standard_id == case.standard.id and abs(now - before.b1_points) >= B1_JUMP:
        year = str(case.last.year)
        yield _warning("b1-jump", "b1", points=now, before=before.b1_points, year=year)


def _deprivations(case: _Case) -> Iterator[Finding]:
    unconfirmed = [d for d in case.standard.deprivations if d.code not in case.answers.confirmed]
    if unconfirmed:
        first = unconfirmed[0]
        where = f"deprivation:{first.code}"
        yield _blocking("deprivations-open", where, count=len(unconfirmed), first=first.name)


def _against_proposal(case: _Case) -> Iterator[Finding]:
    answers = case.answers
    proposals = propose(case.standard, case.present, answers.facts, case.counted_on)
    for deprivation in case.standard.deprivations:
        confirmed = answers.confirmed.get(deprivation.code)
        proposed = proposals[deprivation.code].deprived
        noted = answers.notes.get(deprivation.code, "").strip()
        if None in (confirmed, proposed) or confirmed == proposed or noted:
            continue
        code = "deprived-against-proposal" if confirmed else "not-deprived-against-proposal"
        yield _warning(code, f"deprivation:{deprivation.code}", name=deprivation.name)


def _causes(case: _Case) -> Iterator[Finding]:
    answers = case.answers
    now = standing(answers, case.standard, case.area).household_class
    if not answers.causes and now in (HouseholdClass.POOR, HouseholdClass.NEAR_POOR):
        yield _warning("cause-missing", "causes")
    if "other" in answers.causes and not answers.cause_other.strip():
        yield _warning("cause-other-empty", "cause_other")


def _reviewed_on(case: _Case) -> Iterator[Finding]:
    if case.answers.reviewed_on is None:
        yield _blocking("reviewed-on-missing", "reviewed_on")
    elif case.answers.reviewed_on > case.on:
        yield _blocking("reviewed-on-future", "reviewed_on", day=case.answers.reviewed_on)


def _size(case: _Case) -> Iterator[Finding]:
    if case.last and case.last.people != len(case.present):
        before, year = case.last.people, str(case.last.year)
        yield _note("size-changed", "members", people=len(case.present), before=before, year=year)


# In the order of the sheet.
CHECKS: tuple[_Check, ...] = (
    _household,
    _person,
    _birth,
    _citizen_ids,
    _b1,
    _b1_last_year,
    _deprivations,
    _against_proposal,
    _causes,
    _reviewed_on,
    _citizen_ids_wanting,
    _size,
)
