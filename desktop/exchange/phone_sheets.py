"""A submission laid over what the book holds: the household and the sheet B that it would become.

What was not asked or left blank stays as it is. Nothing is guessed: what cannot be read is kept as
it was written beside the answer ("typed:…", as the entry page does) and told as a finding.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop.domain.household import Household, IdState, Person, Schooling, Sex, Work
from desktop.domain.review import Answers, Finding, Severity
from desktop.domain.vietnamese import birth_year, fold, nfc
from desktop.exchange.lists import cells
from desktop.exchange.lists.cells import BadCell
from desktop.exchange.phone_form import Question
from desktop.exchange.submissions import Filled, Member, Submission, unread_findings
from desktop.rules.standard import Standard

TYPED = "typed:"
"""Prefix of notes that hold what could not be read; the entry page shows them in their field."""
_FLAGS = ("merit_person", "no_labour_capacity")
_TYPED_PLACES = ("b1", "reviewed_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """What a submission would make of a household and its sheet, and what there is to say of it."""

    household: Household
    answers: Answers
    findings: tuple[Finding, ...] = ()

    @property
    def is_strange(self) -> bool:
        """Whether the members are those of another household: nothing of it can be taken."""
        return any(f.code == "phone-people-of-another" for f in self.findings)


def compose(
    submission: Submission,
    household: Household,
    before: Answers,
    standard: Standard,
    questions: Sequence[Question],
    *,
    on: datetime.date,
) -> Composed:
    """Lay a submission over a household and the answers keyed so far; `on` is today."""
    day = submission.values.get("reviewed_on") or on
    roster = _Roster(household, submission, day)
    members = roster.members()
    flags: dict[str, Any] = {
        name: submission.values[name] == "yes" for name in _FLAGS if name in submission.values
    }
    answers = _answers(submission, before, standard)
    typed = {f"{TYPED}{p}": w for p, w in submission.unread.items() if p in _TYPED_PLACES}
    if typed or roster.typed:
        answers = replace(answers, notes={**answers.notes, **typed, **roster.typed})
    unread = [*unread_findings(submission, questions)]
    unread += [f for m in submission.members or () for f in unread_findings(m, questions)]
    return Composed(
        household=replace(household, members=members, **flags),
        answers=answers,
        findings=(*roster.findings, *unread),
    )


# Sheet B -----------------------------------------------------------------------------------------
def _answers(submission: Submission, before: Answers, standard: Standard) -> Answers:
    values = submission.values
    facts = {k.removeprefix("fact:"): v for k, v in values.items() if k.startswith("fact:")}
    chosen = {k.removeprefix("b1:"): v for k, v in values.items() if k.startswith("b1:")}
    causes = _causes(values, before, standard)
    other = nfc(str(values.get("cause_other", before.cause_other))) if "other" in causes else ""
    return replace(
        before,
        b1_points=values.get("b1", before.b1_points),
        b1_choices={**before.b1_choices, **chosen} if chosen else before.b1_choices,
        facts={**before.facts, **facts} if facts else before.facts,
        causes=causes,
        cause_other=other,
        reviewed_on=values.get("reviewed_on", before.reviewed_on),
        enumerator=nfc(str(values.get("enumerator", before.enumerator))),
    )


def _causes(values: Mapping[str, Any], before: Answers, standard: Standard) -> tuple[str, ...]:
    if "causes" not in values:
        return before.causes
    if set(values["causes"]) == set(before.causes):
        return before.causes  # in whichever order they were keyed
    return tuple(c.code for c in standard.causes if c.code in values["causes"])


# Members -----------------------------------------------------------------------------------------
class _Roster:
    """The members as the submission leaves them; collects findings and unreadable words."""

    def __init__(self, household: Household, submission: Submission, day: datetime.date) -> None:
        self.findings: list[Finding] = []
        self.typed: dict[str, str] = {}
        self._known = {p.uid: p for p in household.members}
        self._order = household.members
        self._submission = submission
        self._day = day

    def members(self) -> tuple[Person, ...]:
        """Those known in their order, then the new ones."""
        told: dict[str, Person] = {}
        rows = self._submission.members or ()
        strangers = [m for m in rows if m.person_uid and m.person_uid not in self._known]
        if strangers and len(strangers) == sum(bool(m.person_uid) for m in rows):
            self._say("phone-people-of-another", Severity.BLOCKING, count=len(strangers))
            return self._order
        taken = {m.person_uid for m in rows}
        for number, member in enumerate(rows, 1):
            person = self._person_of(member, number, taken)
            if person is not None:
                told[person.uid] = self._filled(person, member)
        kept = [told.pop(p.uid, p) for p in self._order]
        return (*kept, *told.values())

    def _person_of(self, member: Member, number: int, taken: set[str]) -> Person | None:
        known = self._known.get(member.person_uid)
        if known is not None:
            if known.left_on is not None and _is_here(member):
                self._say("phone-member-left", name=known.name)
                return None
            return known
        name = nfc(str(member.values.get("name", "")))
        if not name:
            return None
        if member.person_uid:
            self._say("phone-member-unknown", name=name)
            return None
        return self._same_name(name, member, taken) or Person(uid=self._new_uid(number), name=name)

    def _same_name(self, name: str, member: Member, taken: set[str]) -> Person | None:
        """Somebody who came into the register after the form was made."""
        year = birth_year(_born(member) or "")
        return next(
            (
                p
                for p in self._order
                if p.uid not in taken and p.left_on is None and fold(p.name) == fold(name)
                and birth_year(p.born) == year
            ),
            None,
        )  # fmt: skip

    def _new_uid(self, number: int) -> str:
        """Always the same for the same line: a file read twice makes nobody twice."""
        source = f"{self._submission.key}/{number}"
        return hashlib.sha256(source.encode()).hexdigest()[:32]

    def _filled(self, person: Person, member: Member) -> Person:
        values = member.values
        if not _is_here(member):
            if person.left_on is not None:
                return person  # known already, with its own day
            why = nfc(str(values.get("left_why", "")))
            return replace(person, left_on=self._day, left_why=why)
        changes: dict[str, Any] = {}
        for name, read in _FIELDS.items():
            if name in values:
                self._read(person, name, values[name], read, changes)
        for name in ("sex", "schooling", "work", "insured"):
            if name in values:
                changes[name] = _ENUMS[name](values[name])
        self._read_id(person, values, changes)
        return replace(person, **changes)

    def _read(
        self, person: Person, name: str, said: Any, read: Any, changes: dict[str, Any]
    ) -> None:
        try:
            changes[name] = read(said)
        except BadCell:
            if name == "born":
                self.typed[f"{TYPED}{person.uid}:born"] = str(said)
            self._say("phone-member-unread", name=person.name, field=name, typed=str(said))

    def _read_id(self, person: Person, values: Mapping[str, Any], changes: dict[str, Any]) -> None:
        state = values.get("id_state", IdState.KNOWN if "citizen_id" in values else None)
        if state is None:
            return
        if state != IdState.KNOWN:
            changes |= {"citizen_id": "", "id_state": IdState(state)}
        elif "citizen_id" in values:
            found: dict[str, Any] = {}
            self._read(person, "citizen_id", values["citizen_id"], cells.citizen_id, found)
            if found:
                changes["citizen_id"], changes["id_state"] = found["citizen_id"]

    def _say(self, code: str, severity: Severity = Severity.WARNING, **details: object) -> None:
        self.findings.append(Finding(code, severity, "members", details))


def _is_here(member: Filled) -> bool:
    return member.values.get("present") != "no"


def _born(member: Member) -> str | None:
    try:
        return cells.birth(member.values.get("born", ""))
    except BadCell:
        return None


def _name(said: str) -> str:
    return nfc(said)


_FIELDS: Mapping[str, Any] = {
    "name": _name,
    "relation": cells.relation,
    "born": cells.birth,
    "ethnic_group": _name,
}
_ENUMS: Mapping[str, Any] = {
    "sex": Sex,
    "schooling": Schooling,
    "work": Work,
    "insured": lambda said: said == "yes",
}
