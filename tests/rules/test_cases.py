"""Worked reviews: what the sheet says on one side, what the law makes of it on the other."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Literal

import msgspec
import pytest

from desktop.domain.household import HEAD, Person, Schooling, Work
from desktop.domain.review import Answers, HouseholdClass
from desktop.domain.unit import Area
from desktop.paths import resources
from desktop.rules.classify import classify, standing
from desktop.rules.derive import propose
from desktop.rules.standard import parse_standard

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*/*.toml"))
_Said = Literal["deprived", "not_deprived", "open"]


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    born: str = ""
    schooling: Schooling | None = None
    insured: bool | None = None
    work: Work | None = None


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`settled_with`: how many of the confirmed answers, in order, settle the class."""

    proposals: dict[str, _Said]
    b2_points: int
    deprived: tuple[str, ...]
    household_class: HouseholdClass = msgspec.field(name="class")
    settled_with: int = 12


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One review; `confirmed` holds only what the official answered against or without proposal."""

    title: str
    source: str
    area: Area
    reviewed_on: datetime.date
    b1_points: int
    members: tuple[Member, ...]
    expected: Expected
    facts: dict[str, str] = {}
    confirmed: dict[str, bool] = {}


def test_there_are_cases() -> None:
    assert len(CASES) >= 8


@pytest.mark.parametrize("file", CASES, ids=lambda f: f.stem)
def test_a_worked_review_comes_out_as_written(file: Path) -> None:
    case = msgspec.toml.decode(file.read_bytes(), type=Case)
    assert case.source
    pack = resources() / "standards" / f"{file.parent.name}.toml"
    standard = parse_standard(pack.read_bytes())
    people = [
        Person(uid=m.name, name=m.name, relation="" if i else HEAD, born=m.born,
               schooling=m.schooling, insured=m.insured, work=m.work)
        for i, m in enumerate(case.members)
    ]  # fmt: skip
    words: dict[bool | None, _Said] = {True: "deprived", False: "not_deprived", None: "open"}
    proposals = propose(standard, people, case.facts, case.reviewed_on)
    assert {c: words[p.deprived] for c, p in proposals.items()} == case.expected.proposals
    proposed = {c: p.deprived for c, p in proposals.items() if p.deprived is not None}
    answers = Answers(
        b1_points=case.b1_points, facts=case.facts, confirmed=proposed | case.confirmed
    )
    outcome = classify(answers, standard, case.area)
    assert outcome.deprived == case.expected.deprived
    assert outcome.b2_points == case.expected.b2_points
    assert outcome.household_class is case.expected.household_class
    part = [
        replace(answers, confirmed={c: answers.confirmed[c] for c in list(proposals)[:count]})
        for count in range(13)
    ]
    settled = [standing(a, standard, case.area).settled for a in part]
    assert settled.index(True) == case.expected.settled_with
