"""Proposals for the deprivations, from the roster and the facts of sheet B; the official confirms.

Nothing is guessed: where an age, an answer or a month is missing and could change the answer, the
proposal says "cannot be said" (`deprived` None) and names what is missing.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal

from desktop.domain.household import Person, Schooling, Work
from desktop.domain.vietnamese import nfc
from desktop.rules.ages import OLDEST, possible_ages
from desktop.rules.standard import Deprivation, Standard


@dataclass(frozen=True, slots=True)
class Proposal:
    """Deprived or not as far as it can be derived, with the key and details of its sentence.

    `deprived` None: cannot be said; the sentence names what is missing. `seen` False: it rests on
    a rule or an option known from memory only, so the paper sheet goes first.
    """

    deprived: bool | None
    reason_key: str
    details: Mapping[str, object] = field(default_factory=dict)
    seen: bool = True


@dataclass(frozen=True, slots=True)
class _Member:
    person: Person
    name: str
    ages: range

    @property
    def with_age(self) -> str:
        """Name and age for a sentence: Liên (18), Pao (22–23), Mấy (?)."""
        if len(self.ages) > OLDEST:
            return f"{self.name} (?)"
        first, last = self.ages[0], self.ages[-1]
        return f"{self.name} ({first})" if first == last else f"{self.name} ({first}–{last})"


@dataclass(frozen=True, slots=True)
class _Case:
    members: tuple[_Member, ...]
    facts: Mapping[str, str]


_Test = Callable[[Person, int], bool | None]


def propose(
    standard: Standard, members: Iterable[Person], facts: Mapping[str, str], on: datetime.date
) -> dict[str, Proposal]:
    """A proposal for each deprivation of the standard, by code (NĐ07, annex).

    `members` may include those who left: they are passed over. `facts` as in `Answers.facts`: the
    id of a choice → the id of its option; "area" → m²; "nutrition:<uid of a child>" → an option of
    "nutrition". Ages count on the day `on`, the day of the review.
    """
    case = _Case(members=_members(members, on), facts=facts)
    return {d.code: _seen(d, case, DERIVATIONS[d.derive](case, d)) for d in standard.deprivations}


def _members(people: Iterable[Person], on: datetime.date) -> tuple[_Member, ...]:
    """Who is present, called by the given name where it is clear who is meant."""
    present = [p for p in people if p.left_on is None]
    given = [nfc(p.name).split()[-1:] or [f"#{i}"] for i, p in enumerate(present, 1)]
    count = Counter(name[0] for name in given)
    return tuple(
        _Member(p, name[0] if count[name[0]] == 1 else nfc(p.name), possible_ages(p.born, on))
        for p, name in zip(present, given, strict=True)
    )


def _seen(deprivation: Deprivation, case: _Case, proposal: Proposal) -> Proposal:
    options = (c.option(case.facts.get(c.id)) for c in deprivation.choices)
    if deprivation.seen and all(o.seen for o in options if o):
        return proposal
    return Proposal(proposal.deprived, proposal.reason_key, proposal.details, seen=False)


def _names(members: Iterable[_Member]) -> dict[str, object]:
    return {"names": ", ".join(m.name for m in members)}


def _names_and_ages(members: Iterable[_Member]) -> dict[str, object]:
    return {"names": ", ".join(m.with_age for m in members)}


def _judge(member: _Member, test: _Test) -> bool | None:
    """The answer, if it is the same at every age that the birth date allows."""
    answers = {test(member.person, age) for age in member.ages}
    return answers.pop() if len(answers) == 1 else None


def _sort(case: _Case, test: _Test) -> tuple[list[_Member], list[_Member], list[_Member]]:
    """Members for whom the test holds, for whom it cannot be said, for whom it does not."""
    judged = [(m, _judge(m, test)) for m in case.members]
    yes, unsure, no = ([m for m, j in judged if j is wanted] for wanted in (True, None, False))
    return yes, unsure, no


# From the roster ---------------------------------------------------------------------------------
_AT_SCHOOL = frozenset(
    {
        Schooling.IN_KINDERGARTEN,
        Schooling.IN_PRIMARY,
        Schooling.IN_LOWER_SECONDARY,
        Schooling.IN_UPPER_SECONDARY,
        Schooling.IN_TRAINING,
    }
)
_ENOUGH_FOR_ADULTS = _AT_SCHOOL | {
    Schooling.DONE_UPPER_SECONDARY,
    Schooling.DONE_VOCATIONAL,
    Schooling.TRAINED_BY_EMPLOYER,
}
_ENOUGH_UNDER_18 = _ENOUGH_FOR_ADULTS | {Schooling.DONE_LOWER_SECONDARY}


def _employment(case: _Case, deprivation: Deprivation) -> Proposal:
    """Somebody jobless, or hired without a contract (steady work does not count).

    What is keyed as work answers "able and willing" and "of working age"; a child's work is left
    to the official, because the bounds of working age are not in the texts at hand.
    """
    under = deprivation.params["child_under"]

    def hinted(person: Person, age: int) -> bool | None:
        if person.work in (Work.JOBLESS, Work.NO_CONTRACT):
            return True if age >= under else None
        if person.work is None and age >= under and person.schooling not in _AT_SCHOOL:
            return None
        return False

    yes, unsure, _ = _sort(case, hinted)
    jobless = [m for m in yes if m.person.work is Work.JOBLESS]
    hired = [m for m in yes if m.person.work is Work.NO_CONTRACT]
    names = {"jobless": _names(jobless)["names"], "hired": _names(hired)["names"]}
    if jobless and hired:
        return Proposal(True, "reason-employment-both", names)
    if jobless:
        return Proposal(True, "reason-employment-jobless", names)
    if hired:
        return Proposal(True, "reason-employment-no-contract", names)
    if unsure:
        return Proposal(None, "reason-employment-open", _names_and_ages(unsure))
    return _no_or_empty(case, "reason-employment-no", {})


def _dependants(case: _Case, deprivation: Deprivation) -> Proposal:
    """More than half are children or live on a monthly social allowance."""
    under, percent = deprivation.params["child_under"], deprivation.params["over_percent"]

    def depends(person: Person, age: int) -> bool | None:
        if age < under or person.work is Work.ALLOWANCE:
            return True
        return None if person.work is None else False

    yes, unsure, _ = _sort(case, depends)
    limit = percent * len(case.members)
    details = {"count": len(yes), "people": len(case.members), "percent": percent}
    if 100 * len(yes) > limit:
        return Proposal(True, "reason-dependants-yes", details)
    if 100 * (len(yes) + len(unsure)) > limit:
        return Proposal(None, "reason-dependants-open", details | _names_and_ages(unsure))
    return _no_or_empty(case, "reason-dependants-no", details)


def _health_insurance(case: _Case, deprivation: Deprivation) -> Proposal:
    """Somebody of six years or more has no health insurance."""
    from_age = deprivation.params["from_age"]

    def uninsured(person: Person, age: int) -> bool | None:
        if age < from_age:
            return False
        return None if person.insured is None else not person.insured

    yes, unsure, _ = _sort(case, uninsured)
    details: dict[str, object] = {"age": from_age}
    if yes:
        return Proposal(True, "reason-health-insurance-yes", details | _names(yes))
    if unsure:
        return Proposal(None, "reason-health-insurance-open", details | _names_and_ages(unsure))
    return _no_or_empty(case, "reason-health-insurance-no", details)


def _adult_education(case: _Case, deprivation: Deprivation) -> Proposal:
    """Somebody from 16 to 30 (to the day before 31) neither learns nor has the age's certificate."""
    p = deprivation.params

    def lacks(person: Person, age: int) -> bool | None:
        if not p["from_age"] <= age <= p["to_age"]:
            return False
        enough = _ENOUGH_FOR_ADULTS if age >= p["adult_from"] else _ENOUGH_UNDER_18
        return None if person.schooling is None else person.schooling not in enough

    yes, unsure, _ = _sort(case, lacks)
    details: dict[str, object] = {"from": p["from_age"], "to": p["to_age"]}
    if yes:
        return Proposal(True, "reason-adult-education-yes", details | _names_and_ages(yes))
    if unsure:
        return Proposal(None, "reason-adult-education-open", details | _names_and_ages(unsure))
    return _no_or_empty(case, "reason-adult-education-no", details)


_SCHOOL_RANK: Mapping[Schooling, int] = {
    Schooling.IN_KINDERGARTEN: 0,
    Schooling.IN_PRIMARY: 1,
    Schooling.IN_LOWER_SECONDARY: 2,
    Schooling.IN_UPPER_SECONDARY: 3,
    Schooling.IN_TRAINING: 3,
    Schooling.DONE_LOWER_SECONDARY: 3,
    Schooling.DONE_UPPER_SECONDARY: 3,
    Schooling.DONE_VOCATIONAL: 3,
    Schooling.TRAINED_BY_EMPLOYER: 3,
}
_NO_SCHOOL = -1


def _child_schooling(case: _Case, deprivation: Deprivation) -> Proposal:
    """A child from 3 to under 16 is not at the level of its age (the split is from memory).

    A child ahead of the split (a pupil of class 6 is often eleven) is neither proposed as deprived
    nor as not: the text says "of its age", so the official decides.
    """
    p = deprivation.params

    def misses(person: Person, age: int) -> bool | None:
        if not p["from_age"] <= age < p["under"]:
            return False
        level = (age >= p["primary_from"]) + (age >= p["lower_secondary_from"])
        if person.schooling is None or _rank(person.schooling) > level:
            return None
        return _rank(person.schooling) < level

    yes, unsure, no = _sort(case, misses)
    if yes:
        return Proposal(True, "reason-child-schooling-yes", _names_and_ages(yes))
    if ahead := [m for m in unsure if m.person.schooling is not None and len(m.ages) == 1]:
        return Proposal(None, "reason-child-schooling-ahead", _names_and_ages(ahead))
    if unsure:
        return Proposal(None, "reason-child-schooling-open", _names_and_ages(unsure))
    pupils = [m for m in no if any(p["from_age"] <= age < p["under"] for age in m.ages)]
    if pupils:
        return Proposal(False, "reason-child-schooling-no", _names(pupils))
    ages: dict[str, object] = {"from": p["from_age"], "under": p["under"]}
    return _no_or_empty(case, "reason-child-schooling-none", ages)


def _rank(schooling: Schooling) -> int:
    return _SCHOOL_RANK.get(schooling, _NO_SCHOOL)


def _no_or_empty(case: _Case, key: str, details: Mapping[str, object]) -> Proposal:
    """Of a household without members nothing can be said."""
    return Proposal(False, key, details) if case.members else Proposal(None, "reason-no-members")


# From the facts ----------------------------------------------------------------------------------
def _nutrition(case: _Case, deprivation: Deprivation) -> Proposal:
    """A child under 16 is undernourished: answered per child, or once for the household."""
    under, choice = deprivation.params["child_under"], deprivation.choices[0]

    def undernourished(person: Person, age: int) -> bool | None:
        option = choice.option(case.facts.get(f"{choice.id}:{person.uid}"))
        if age >= under:
            return False
        return option.deprived if option else None

    yes, unsure, no = _sort(case, undernourished)
    children = [m for m in no if m.ages[0] < under]
    if yes:
        return Proposal(True, "reason-nutrition-yes", _names(yes))
    if (children or unsure) and choice.option(case.facts.get(choice.id)):
        return _answer(case, deprivation)
    if unsure:
        return Proposal(None, "reason-nutrition-open", _names_and_ages(unsure))
    if children:
        return Proposal(False, "reason-nutrition-no", _names(children))
    return _no_or_empty(case, "reason-nutrition-none", {"under": under})


def _parts(case: _Case, deprivation: Deprivation) -> Proposal:
    """At least two of wall, column and roof are of non-durable material."""
    at_least = deprivation.params["at_least"]
    answers = {c.label: c.option(case.facts.get(c.id)) for c in deprivation.choices}
    bad = [label for label, option in answers.items() if option and option.deprived]
    unsure = [label for label, option in answers.items() if option is None]
    details = {"parts": ", ".join(bad), "count": len(bad), "of": len(answers)}
    if len(bad) >= at_least:
        return Proposal(True, "reason-parts-yes", details)
    if len(bad) + len(unsure) >= at_least:
        return Proposal(None, "reason-parts-open", {"parts": ", ".join(unsure)})
    return Proposal(False, "reason-parts-no" if bad else "reason-parts-none", details)


def _area_per_person(case: _Case, deprivation: Deprivation) -> Proposal:
    """Under 8 m² per person present; exact, without rounding."""
    limit, choice = deprivation.params["under_m2"], deprivation.choices[0]
    area = square_metres(case.facts.get(choice.id, ""))
    if not case.members:
        return Proposal(None, "reason-no-members")
    if area is None:
        return Proposal(None, "reason-area-open")
    people = len(case.members)
    # Cut off, not rounded: 7,96 must not read as the 8,0 that would be enough.
    each = (area / people).quantize(Decimal("0.1"), ROUND_FLOOR)
    details = {
        "area": _decimal_comma(area),
        "people": people,
        "each": _decimal_comma(each),
        "limit": limit,
    }
    if area < limit * people:
        return Proposal(True, "reason-area-yes", details)
    return Proposal(False, "reason-area-no", details)


_AREA = re.compile(r"[0-9]{1,5}([.,][0-9]{1,2})?")


def square_metres(text: str) -> Decimal | None:
    """An area as keyed ("54", "54,5", "54.5"), in m²; None where it is no positive number."""
    text = text.strip()
    value = Decimal(text.replace(",", ".")) if _AREA.fullmatch(text) else Decimal(0)
    return value if value > 0 else None


def _decimal_comma(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")


def _answer(case: _Case, deprivation: Deprivation) -> Proposal:
    """What the chosen option says."""
    choice = deprivation.choices[0]
    option = choice.option(case.facts.get(choice.id))
    if option is None:
        return Proposal(None, "reason-not-answered")
    return Proposal(option.deprived, "reason-answered", {"answer": option.label})


def _nothing(_case: _Case, _deprivation: Deprivation) -> Proposal:
    """The standard knows no derivation: the paper sheet decides."""
    return Proposal(None, "reason-not-answered")


# The whole list; the names stand in the packs (`derive`) and in standard.Derive.
DERIVATIONS: Mapping[str, Callable[[_Case, Deprivation], Proposal]] = {
    "": _nothing,
    "employment": _employment,
    "dependants": _dependants,
    "nutrition": _nutrition,
    "health_insurance": _health_insurance,
    "adult_education": _adult_education,
    "child_schooling": _child_schooling,
    "parts": _parts,
    "area_per_person": _area_per_person,
    "answer": _answer,
}
