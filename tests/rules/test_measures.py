"""What is odd about measures: worked cases, and when two measures are one."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.planning import Measure, MeasureState
from desktop.rules.measures import (
    HouseholdFacts,
    findings,
    in_state,
    is_blocked,
    is_double,
    of_itself,
)
from desktop.text import t

TODAY = datetime.date(2027, 5, 20)
NAMES = {"water": "Nguồn nước sinh hoạt", "toilet": "Nhà tiêu hợp vệ sinh"}
PLAIN = Measure(
    uid="m1", household_uid="h1", commune_code="02296", year=2027, kind="water_toilet",
    amount=6_000_000, against=("water",),
)  # fmt: skip
POOR = HouseholdFacts(listed=True, deprived=frozenset(["water"]), causes=frozenset(["capital"]))


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


CASES: list[tuple[str, dict[str, Any], dict[str, Any], list[str]]] = [
    ("nothing odd", {}, {}, []),
    ("no amount", {"amount": None}, {}, []),
    ("below zero", {"amount": -1}, {}, ["amount-negative"]),
    ("30 for 30 million", {"amount": 30}, {}, ["amount-small"]),
    ("a sum of a list", {"amount": 1_000_000_001}, {}, ["amount-large"]),
    ("the largest", {"amount": 1_000_000_000}, {}, []),
    ("ends first", {"starts_on": day("2027-07-02"), "ends_on": day("2027-07-01")}, {}, ["ends-early"]),
    ("one day", {"state": "done", "starts_on": day("2027-03-02"), "ends_on": day("2027-03-02")}, {}, []),
    ("next year's", {"starts_on": day("2028-01-01")}, {}, ["other-year"]),
    ("last year's", {"state": "done", "ends_on": day("2026-12-31")}, {}, ["other-year"]),
    ("done when?", {"state": "done"}, {}, ["done-without-date"]),
    ("done tomorrow", {"state": "done", "ends_on": day("2027-05-21")}, {}, ["done-ahead"]),
    ("done today", {"state": "done", "ends_on": TODAY}, {}, []),
    ("not done in time", {"state": "under_way", "ends_on": day("2027-05-19")}, {}, ["late"]),
    ("stopped in time", {"state": "stopped", "ends_on": day("2027-05-19")}, {}, []),
    ("left before", {}, {"gone_on": day("2026-12-31")}, ["household-left"]),
    ("left in the year, not done", {}, {"gone_on": day("2027-02-01")}, ["left-open"]),
    ("left in the year, done", {"state": "done", "ends_on": day("2027-01-20")}, {"gone_on": day("2027-02-01")}, []),
    ("left after its end", {"ends_on": day("2027-06-30")}, {"gone_on": day("2027-07-02")}, []),
    ("stopped for who left", {"state": "stopped"}, {"gone_on": day("2027-02-01")}, []),
    ("household lost", {}, {"lost": True}, ["household-lost"]),
    ("stopped for who is lost", {"state": "stopped"}, {"lost": True}, []),
    ("left before its start", {"starts_on": day("2027-03-01")}, {"gone_on": day("2027-02-01")}, ["household-left"]),
    ("on no list", {}, {"listed": False}, ["not-listed"]),
    ("not reviewed", {}, {"listed": None}, ["not-listed"]),
    ("lacks another", {"against": ("toilet",)}, {}, ["not-lacking"]),
    ("lacks one of both", {"against": ("toilet", "water")}, {}, []),
    ("has the cause", {"against": ("toilet", "cause:capital")}, {}, []),
    ("has neither", {"against": ("toilet", "cause:land")}, {}, ["not-lacking"]),
    ("not known what it lacks", {"against": ("toilet",)}, {"deprived": None}, []),
    ("twice", {}, {"others": (replace(PLAIN, uid="m2"),)}, ["double"]),
    ("itself is no other", {}, {"others": (PLAIN,)}, []),
    ("another programme", {}, {"others": (replace(PLAIN, uid="m2", programme="Nước sạch"),)}, []),
    ("the other was stopped", {}, {"others": (replace(PLAIN, uid="m2", state=MeasureState.STOPPED),)}, []),
]  # fmt: skip


def _changed(change: dict[str, Any]) -> Measure:
    state = MeasureState(change.get("state", "planned"))
    return replace(PLAIN, **(change | {"state": state}))


@pytest.mark.parametrize(("change", "facts", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])  # fmt: skip
def test_worked_cases(change: dict[str, Any], facts: dict[str, Any], expected: list[str]) -> None:
    found = findings(_changed(change), replace(POOR, **facts), NAMES, TODAY)
    assert [f.code for f in found] == [f"measure-{code}" for code in expected]
    for one in found:
        assert t(f"finding-{one.code}", **one.details)
        assert t(f"finding-{one.code}-cure", **one.details)


def test_only_nonsense_keeps_a_measure_from_being_written() -> None:
    blocking = set()
    for _, change, facts, _ in CASES:
        found = findings(_changed(change), replace(POOR, **facts), NAMES, TODAY)
        blocking |= {f.code for f in found if is_blocked([f])}
    assert blocking == {"measure-amount-negative", "measure-ends-early"}


Span = tuple[int | None, int | None]


def _sorted(span: Span) -> Span:
    first, last = span
    return (last, first) if first and last and last < first else span


days = st.none() | st.integers(1, 365)
spans = st.tuples(days, days).map(_sorted)


def _on(number: int | None) -> datetime.date | None:
    return None if number is None else datetime.date(2026, 12, 31) + datetime.timedelta(number)


@given(one=spans, other=spans)
def test_doubles_are_doubles_both_ways_and_where_a_day_is_in_both(one: Span, other: Span) -> None:
    a = replace(PLAIN, uid="a", starts_on=_on(one[0]), ends_on=_on(one[1]))
    b = replace(PLAIN, uid="b", starts_on=_on(other[0]), ends_on=_on(other[1]))
    days = [set(range(s[0] or 1, (s[1] or 365) + 1)) for s in (one, other)]
    assert is_double(a, b) == is_double(b, a) == bool(days[0] & days[1])


@given(
    state=st.sampled_from(MeasureState),
    ends=st.none() | st.dates(datetime.date(2027, 1, 1), datetime.date(2027, 12, 31)),
)
def test_what_is_brought_to_done_has_an_end_that_has_come(
    state: MeasureState, ends: datetime.date | None
) -> None:
    done = in_state(replace(PLAIN, state=state, ends_on=ends), MeasureState.DONE, TODAY)
    assert done.ends_on is not None
    assert done.ends_on <= TODAY
    assert of_itself(done, TODAY) == []
