"""Many meetings and lists as one deed, and what a round that another has followed still says."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.household import Household
from desktop.domain.procedure import Meeting, Posting
from desktop.errors import CaseRefused
from desktop.services import proceeding, registering
from desktop.services.happening import Deed
from desktop.store.connection import Db
from tests.services.made import (
    BY,
    NEAR,
    POOR,
    add,
    at,
    carry_decision,
    dump,
    happen,
    key,
    open_rounds,
)

D = datetime.date
CASE = "periodic-2026"
ON: dict[str, Any] = {"now": at(2026, 12, 10), "by": BY}
MET, POSTED = D(2026, 10, 20), D(2026, 10, 21)
VILLAGES = ("Nà Bó", "Nà Mỵ")


@pytest.fixture
def homes(commune: Db) -> list[Household]:
    """A household in each of two villages, with sheets of 9 October 2026."""
    open_rounds(commune, 2026)
    made = [add(commune, f"Bàn Văn {n}", village=v) for n, v in enumerate(VILLAGES)]
    for household in made:
        key(commune, household, POOR)
    return made


def _meeting(home: Household, votes: int = 20, on: D = MET) -> Meeting:
    return Meeting(
        uid="", case_uid=CASE, village=home.village, held_on=on, present=20,
        agreed={home.uid: votes},
    )  # fmt: skip


def _posting(village: str, on: D = POSTED) -> Posting:
    return Posting(uid="", case_uid=CASE, village=village, posted_on=on)


def test_meetings_and_lists_of_many_villages_are_one_deed_each(
    commune: Db, homes: list[Household]
) -> None:
    met = proceeding.record_meetings(commune, [_meeting(h) for h in homes], **ON)
    posted = proceeding.record_postings(commune, [_posting(v) for v in VILLAGES], **ON)
    places = proceeding.look(commune, CASE, now=ON["now"]).standing.places
    assert [(p.place, p.is_met, p.clear_on) for p in places] == [
        (v, True, D(2026, 10, 26)) for v in VILLAGES
    ]
    proceeding.undo(commune, posted.act, **ON)
    proceeding.undo(commune, met.act, **ON)
    records = proceeding.records_of(commune, proceeding.case(commune, CASE))
    assert (records.meetings, records.postings) == ((), ())


def test_one_refused_among_many_leaves_all_unwritten(commune: Db, homes: list[Household]) -> None:
    before = dump(commune)
    with pytest.raises(CaseRefused):
        proceeding.record_meetings(commune, [_meeting(homes[0]), _meeting(homes[1], 21)], **ON)
    assert dump(commune) == before
    proceeding.record_meetings(commune, [_meeting(h) for h in homes], **ON)
    before = dump(commune)
    with pytest.raises(CaseRefused):
        early = _posting(VILLAGES[1], D(2026, 10, 19))
        proceeding.record_postings(commune, [_posting(VILLAGES[0]), early], **ON)
    assert dump(commune) == before


def test_each_of_many_is_checked_after_those_before_it(commune: Db, homes: list[Household]) -> None:
    twice = [_meeting(homes[0], 5), _meeting(homes[0], on=D(2026, 10, 22))]
    with pytest.raises(CaseRefused) as refused:
        proceeding.record_meetings(commune, twice, **ON)
    assert refused.value.details["first"] == "case-not-again"
    with pytest.raises(CaseRefused) as refused:
        proceeding.record_meetings(commune, [_meeting(homes[0]), _meeting(homes[0])], **ON)
    assert refused.value.details["first"] == "case-met-before"


# Rounds that others have followed -----------------------------------------------------------------
def _places(db: Db, year: int) -> list[tuple[str, int, int]]:
    places = proceeding.look(db, f"periodic-{year}", now=ON["now"]).standing.places
    return [(p.place, p.subjects, p.keyed) for p in places]


def test_a_round_that_another_has_followed_stands_as_it_was(commune: Db) -> None:
    """A household moves within the commune, one goes, one comes: the round before knows none of it."""
    open_rounds(commune, 2025)
    homes = [add(commune, f"Bàn Văn {n}", village=v) for n, v in enumerate(VILLAGES)]
    for household in homes:
        key(commune, household, POOR, 2025)
    carry_decision(commune, 2025, "214/QĐ", D(2025, 12, 10))
    then = [(v, 1, 1) for v in VILLAGES]
    assert _places(commune, 2025) == then
    open_rounds(commune, 2026)
    registering.save_household(commune, replace(homes[0], village="Khuổi Trang"), **ON)
    happen(commune, homes[1].uid, Deed.MOVED_AWAY, D(2026, 5, 4))
    key(commune, add(commune, "Ma Văn Quý", village="Bản Chợ"), NEAR, 2026)
    assert _places(commune, 2025) == then
    assert _places(commune, 2026) == [("Bản Chợ", 1, 1), ("Khuổi Trang", 1, 0)]
