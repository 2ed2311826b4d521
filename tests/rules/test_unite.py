"""One record of two: nobody and nothing is lost, a blank never wins, every choice is followed."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.household import Household, IdState, Person, Sex
from desktop.domain.review import (
    Event,
    EventKind,
    HouseholdClass,
    Outcome,
    Review,
    ReviewState,
    RoundKind,
)
from desktop.domain.unit import Area
from desktop.rules.twin_fields import Choice, Couples, Side, chosen, fields, undecided
from desktop.rules.unite import unite

NAMES = st.sampled_from(["Ma Văn Quý", "Ma Văn Quỳ", "Lò Thị Én"])
LEFT, RIGHT = Choice.LEFT, Choice.RIGHT


@st.composite
def homes(draw: st.DrawFn, uid: str, number: str) -> Household:
    members = tuple(
        Person(
            uid=f"{uid}{n}", name=draw(NAMES), relation="Con" if n else "Chủ hộ",
            sex=draw(st.sampled_from([None, *Sex])),
            born=draw(st.sampled_from(["", "1980", "1980-07-21", "1975"])),
            citizen_id=draw(st.sampled_from(["", "008080000001", "070123456"])),
        )
        for n in range(draw(st.integers(1, 4)))
    )  # fmt: skip
    return Household(
        uid=uid, number=number, commune_code="02296", list_version="2025",
        village=draw(st.sampled_from(["Nà Bó", "Bản Kè"])), members=members,
        merit_person=draw(st.booleans()), note=draw(st.sampled_from(["", "nhà dột", "ở xa"])),
        former_numbers=draw(st.sampled_from([(), ("0009",)])),
    )  # fmt: skip


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Side, Side, Couples, dict[str, Choice]]:
    left = Side(household=draw(homes("a", "0001")), reviews=draw(sheets("a")))
    right = Side(household=draw(homes("b", "0002")), reviews=draw(sheets("b")))
    most = min(len(left.household.members), len(right.household.members))
    some = draw(st.integers(0, most))
    both = list(zip(left.household.members[:some], right.household.members[:some], strict=True))
    picks = {f.key: draw(st.sampled_from(Choice)) for f in fields(left, right, both)}
    return left, right, both, picks


@st.composite
def sheets(draw: st.DrawFn, home: str) -> tuple[Review, ...]:
    return tuple(
        sheet(home, year, draw(st.sampled_from(HouseholdClass)))
        for year in draw(st.sets(st.sampled_from([2024, 2025, 2026])))
    )


def sheet(home: str, year: int, of: HouseholdClass, state: str = "complete") -> Review:
    return Review(
        uid=f"{home}{year}", household_uid=home, year=year, kind=RoundKind.PERIODIC,
        state=ReviewState(state), area=Area.RURAL, people=3, village="Nà Bó",
        outcome=Outcome(
            household_class=of, b1_points=120, b2_points=40, deprived=(), standard_id="2022-2025"
        ),
    )  # fmt: skip


@given(pairs())
def test_every_member_of_both_is_there_once(
    found: tuple[Side, Side, Couples, dict[str, Choice]],
) -> None:
    left, right, both, picks = found
    made = unite(left, right, both, picks).household
    people = {p.uid for p in (*left.household.members, *right.household.members)}
    twice = {a.uid if made.uid == "b" else b.uid for a, b in both}
    assert sorted(p.uid for p in made.members) == sorted(people - twice)
    assert sum(p.is_head for p in made.members) == 1


@given(pairs())
def test_numbers_notes_and_rounds_of_both_are_kept(
    found: tuple[Side, Side, Couples, dict[str, Choice]],
) -> None:
    left, right, both, picks = found
    made = unite(left, right, both, picks)
    sides = (left.household, right.household)
    numbers = {n for h in sides for n in (h.number, *h.former_numbers)}
    assert {made.household.number, *made.household.former_numbers} == numbers
    assert all(h.note in made.household.note for h in sides)
    assert {r.year for r in made.reviews} == {r.year for s in (left, right) for r in s.reviews}
    assert len({r.year for r in made.reviews}) == len(made.reviews)
    assert {r.household_uid for r in made.reviews} <= {made.household.uid}


@given(pairs())
def test_every_choice_is_followed(found: tuple[Side, Side, Couples, dict[str, Choice]]) -> None:
    left, right, both, picks = found
    made = unite(left, right, both, picks)
    people = {p.uid: p for p in made.household.members}
    for field in fields(left, right, both):
        value = field.value(picks[field.key])
        if ":" not in field.key and field.name in ("village", "merit_person", "number"):
            assert getattr(made.household, field.name) == value
        elif field.who and field.name != "relation":
            a, b = next((a, b) for a, b in both if field.key.startswith(f"{a.uid}:"))
            one = people.get(a.uid) or people[b.uid]
            assert getattr(one, field.name) == value
        elif field.name == "review":
            assert value.outcome in [r.outcome for r in made.reviews if r.year == value.year]


@given(pairs())
def test_a_blank_is_never_proposed(found: tuple[Side, Side, Couples, dict[str, Choice]]) -> None:
    left, right, both, _ = found
    for field in fields(left, right, both):
        if field.proposal is not None:
            assert field.value(field.proposal) not in ("", None)
            assert chosen(field, {}) is field.proposal


def test_while_something_is_open_there_is_no_record() -> None:
    home = Household(
        uid="a", number="1", commune_code="", list_version="", village="Nà Bó", members=()
    )
    other = replace(home, uid="b", number="2", village="Bản Kè")
    left, right = Side(household=home), Side(household=other)
    assert [f.name for f in undecided(fields(left, right, ()), {})] == ["village"]
    with pytest.raises(ValueError, match="chosen"):
        unite(left, right, (), {})
    assert unite(left, right, (), {"village": RIGHT}).household.village == "Bản Kè"


def test_a_citizen_id_is_proposed_before_an_old_one_and_before_an_implausible_one() -> None:
    one = Person(uid="a", name="Ma Văn Quý", born="1975", citizen_id="070123456")
    for number in ("008075000003", ""):
        other = replace(one, uid="b", citizen_id=number, id_state=IdState.KNOWN)
        home = Household(
            uid="h", number="1", commune_code="", list_version="", village="", members=(one,)
        )
        there = replace(home, uid="i", number="2", members=(other,))
        found = fields(Side(household=home), Side(household=there), [(one, other)])
        proposed = {f.name: f.proposal for f in found}
        assert proposed["citizen_id"] is (RIGHT if number else LEFT)


def test_an_event_of_both_is_told_once_and_a_lone_arrival_is_asked_about() -> None:
    day = datetime.date(2026, 3, 1)
    home = Household(uid="a", number="1", commune_code="", list_version="", village="", members=())
    came = Event(uid="x", household_uid="a", kind=EventKind.MOVED_IN, happened_on=day)
    again = replace(came, uid="y", household_uid="b")
    other = replace(home, uid="b", number="2")
    left = Side(household=home, events=(came,))
    assert len(unite(left, Side(household=other, events=(again,)), (), {}).events) == 1
    alone = Side(household=other)
    assert [f.name for f in undecided(fields(left, alone, ()), {})] == ["event"]
    assert unite(left, alone, (), {"event:x": RIGHT}).events == ()
    assert unite(left, alone, (), {"event:x": LEFT}).events == (came,)
