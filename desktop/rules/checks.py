"""Findings in a household and its sheet B, in three grades; they are returned, never raised.

`where` names the field: "members", "member:<n>:<field>" (n = line of the member among those present,
from 1), "b1", "b1:<item>", "deprivation:<code>", "causes", "cause_other", "reviewed_on".
A note of the official on a deprivation (`Answers.notes[code]`) answers the warning about it. A
member without a name is called by the line: "#3" in `details`.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from desktop.domain.household import Household, IdState, Person, Sex
from desktop.domain.review import (
    Answers,
    EventKind,
    Finding,
    HouseholdClass,
    Review,
    Severity,
)
from desktop.domain.unit import Area
from desktop.domain.vietnamese import citizen_id_problem, nfc
from desktop.rules.ages import OLDEST, possible_ages
from desktop.rules.classify import b1_total, standing
from desktop.rules.derive import propose
from desktop.rules.standard import Standard

# Bounds of what looks plausible, ours and not the law's.
B1_JUMP = 30  # points up or down since last year
HEAD_FROM_AGE = 18
# Digits of a citizen id, of one that a spreadsheet took its first zero from, of an old CMND.
ID, ID_LESS_ZERO, OLD_ID = 12, 11, 9
AGE = "age:"
"""Prefix of the notes that keep an age which the paper states: "age:<uid of the member>"."""

TYPED = "typed:"
"""Prefix of notes that hold what could not be read: "typed:<uid>:born", "typed:b1"."""
EMPTIED = " "
"""What stands under `TYPED` for a name that was emptied: the register keeps the name it knows."""

_ORDER = (Severity.BLOCKING, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePerson:
    """Where somebody with the same citizen id (`sure`), or name and birth date, stands too."""

    number: str
    head_name: str
    village: str
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What other records of the book say of a household.

    `elsewhere`: uid of a member → the other household he stands in. `gone`, `gone_on`: how and when
    the household left, None while it is here.
    """

    elsewhere: Mapping[str, SamePerson] = field(default_factory=dict)
    gone: EventKind | None = None
    gone_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    present: tuple[Person, ...]
    left: tuple[Person, ...]
    answers: Answers
    standard: Standard
    area: Area
    on: datetime.date
    last: Review | None
    around: Around

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
    around: Around | None = None,
) -> list[Finding]:
    """Everything to look at before a sheet is complete, blocking ones first, then by the sheet.

    `on` is today: a day of review after it is wrong. `last` is the review of an earlier round,
    `around` what other records say (nothing, where nobody asked them). The standard must know its
    point limits (ValueError).
    """
    left = tuple(p for p in household.members if p.left_on is not None)
    around = around or Around()
    case = _Case(household.present, left, answers, standard, area, on, last, around)
    found = [finding for check in CHECKS for finding in check(case)]
    return sorted(found, key=lambda f: _ORDER.index(f.severity))


def _blocking(code: str, where: str, **details: object) -> Finding:
    return Finding(code, Severity.BLOCKING, where, details)


def _warning(code: str, where: str, **details: object) -> Finding:
    return Finding(code, Severity.WARNING, where, details)


def _note(code: str, where: str, **details: object) -> Finding:
    return Finding(code, Severity.NOTE, where, details)


def _called(line: int, person: Person) -> str:
    return nfc(person.name) or f"#{line}"


# The household -----------------------------------------------------------------------------------
def _gone(case: _Case) -> Iterator[Finding]:
    if case.around.gone is not None:
        details = {"event": case.around.gone, "day": case.around.gone_on}
        yield _warning("household-gone", "general:merit_person", **details)


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
            yield _warning(
                "relation-missing", f"member:{n}:relation", row=n, name=_called(n, person)
            )
        if person.sex is None:
            yield _warning("sex-missing", f"member:{n}:sex", row=n, name=_called(n, person))
        if person.is_head and not person.ethnic_group:
            yield _warning(
                "ethnic-group-missing", f"member:{n}:ethnic_group", name=_called(n, person)
            )


def _birth(case: _Case) -> Iterator[Finding]:
    for n, person in case.lines:
        where, name = f"member:{n}:born", _called(n, person)
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
            yield _wrong_length(n, person, where)
        elif problem:
            yield _warning(_ID_WARNINGS[problem], where, row=n, name=_called(n, person))
        if times[person.citizen_id] > 1:
            yield _blocking("citizen-id-twice", where, row=n, name=_called(n, person))


def _wrong_length(n: int, person: Person, where: str) -> Finding:
    digits, name = len(person.citizen_id), _called(n, person)
    if digits == ID_LESS_ZERO and person.citizen_id.isdigit():
        proposed = f"0{person.citizen_id}"
        return _blocking("citizen-id-lost-zero", where, row=n, name=name, proposed=proposed)
    return _blocking("citizen-id-length", where, row=n, name=name, digits=digits)


def _old_ids(case: _Case) -> Iterator[Finding]:
    for n, person in case.lines:
        if person.citizen_id.isdigit() and len(person.citizen_id) == OLD_ID:
            where = f"member:{n}:citizen_id"
            yield _warning("citizen-id-old", where, row=n, name=_called(n, person))


def _elsewhere(case: _Case) -> Iterator[Finding]:
    for n, person in case.lines:
        other = case.around.elsewhere.get(person.uid)
        if other is None:
            continue
        code, field_ = ("member-elsewhere", "citizen_id") if other.sure else ("namesake", "name")
        details = {"number": other.number, "head": other.head_name, "village": other.village}
        name = _called(n, person)
        yield _warning(code, f"member:{n}:{field_}", row=n, name=name, **details)


def _stated_ages(case: _Case) -> Iterator[Finding]:
    """The paper states an age that the birth date does not allow on the day of the review."""
    for n, person in case.lines:
        stated = case.answers.notes.get(f"{AGE}{person.uid}", "")
        ages = possible_ages(person.born, case.counted_on)
        if not stated.isdigit() or not person.born or int(stated) in ages:
            continue
        age = str(ages[0]) if len(ages) == 1 else f"{ages[0]}–{ages[-1]}"
        details = {"name": _called(n, person), "stated": stated, "age": age}
        yield _warning("age-contradicts-birth", f"member:{n}:born", row=n, **details)


def _left_why(case: _Case) -> Iterator[Finding]:
    names = [
        nfc(p.name)
        for p in case.left
        if p.left_on and p.left_on.year == case.counted_on.year and not p.left_why.strip()
    ]
    if names:
        yield _note("left-why-missing", "members", count=len(names), names=", ".join(names))


def _citizen_ids_wanting(case: _Case) -> Iterator[Finding]:
    without = [(n, p) for n, p in case.lines if not p.citizen_id]
    for code, states in (
        ("citizen-id-not-issued", (IdState.NOT_ISSUED,)),
        ("citizen-id-unknown", (IdState.UNKNOWN, IdState.KNOWN)),
    ):
        found = [(n, _called(n, p)) for n, p in without if p.id_state in states]
        if found:
            names = ", ".join(name for _, name in found)
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


def _which_child(case: _Case) -> Iterator[Finding]:
    """One answer stands for the household: the note says which child it is about."""
    for deprivation in case.standard.deprivations:
        if deprivation.derive != "nutrition" or not case.answers.confirmed.get(deprivation.code):
            continue
        fact, under = deprivation.choices[0].id, deprivation.params["child_under"]
        said = any(f.startswith(f"{fact}:") for f in case.answers.facts)
        noted = case.answers.notes.get(deprivation.code, "").strip()
        dated = [p for p in case.present if p.born]
        children = [p for p in dated if possible_ages(p.born, case.counted_on)[0] < under]
        if not said and not noted and len(children) > 1:
            yield _note("which-child", f"deprivation:{deprivation.code}", count=len(children))


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
    _gone,
    _household,
    _person,
    _birth,
    _stated_ages,
    _citizen_ids,
    _old_ids,
    _elsewhere,
    _b1,
    _b1_last_year,
    _deprivations,
    _against_proposal,
    _causes,
    _reviewed_on,
    _citizen_ids_wanting,
    _left_why,
    _which_child,
    _size,
)
