"""How many must leave poverty where: the whole by its goal, units in proportion, own goals first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.planning import Aim, Goal, Indicator, PlannedEscape
from desktop.domain.totals import EMPTY_FLOW, UnitFigures, YearFigures
from desktop.domain.unit import Area
from desktop.services import registering
from desktop.services.planning import apportioning, goals
from desktop.services.planning.apportioning import UnitShare
from desktop.store import figures, measures
from desktop.store.connection import Db, writing
from tests.services.made import BY, NOT, NOW, POOR, add, key, open_rounds, residents

HOUSEHOLDS = Goal(
    uid="own", office="02296", set_by="02296", indicator=Indicator.POOR_HOUSEHOLDS,
    aim=Aim.FALL_LEAST, first=2027, last=2027, value=4.0,
)  # fmt: skip


@pytest.fixture
def reviewed(commune: Db) -> Db:
    """2026 done: 7 poor of 50 in Nà Bó, 3 of 50 in Bản Phú, none of 50 in Khau Cau."""
    open_rounds(commune, 2026)
    for village, poor, others in (("Nà Bó", 7, 0), ("Bản Phú", 3, 1), ("Khau Cau", 0, 1)):
        for n in range(poor + others):
            home = add(commune, f"Bàn Văn {village[0]}{n}", village=village, size=1)
            key(commune, home, POOR if n < poor else NOT, 2026)
    residents(commune, 2026)
    return commune


def must(found: tuple[UnitShare, ...]) -> dict[str, int | None]:
    return {s.code: s.must for s in found}


def test_kh107_is_spread_over_the_villages(reviewed: Db) -> None:
    """10 of 150 are 6.667 %; more than two points less is under 4.667 %: 7 would be exactly that,
    so at most 6 and 4 must leave. 4 over 7 : 3 are 2.8 and 1.2: 3 and 1."""
    found = apportioning.apportioned(reviewed, 2027)
    assert (found.most, found.total) == (6, 4)
    assert must(found.shares) == {"Nà Bó": 3, "Bản Phú": 1, "Khau Cau": 0}
    whole = apportioning.whole(found.shares)
    assert (whole.poor_before, whole.households, whole.must, whole.lacking) == (10, 150, 4, 4)


def test_a_goal_of_the_office_goes_before_the_plan_of_the_province(reviewed: Db) -> None:
    """6 over 7 : 3 are 4.2 and 1.8: 4 and 2."""
    goals.keep(reviewed, replace(HOUSEHOLDS, value=6.0), now=NOW, by=BY)
    found = apportioning.apportioned(reviewed, 2027)
    assert [g.uid for g in found.goals] == ["own"]
    assert must(found.shares) == {"Nà Bó": 4, "Bản Phú": 2, "Khau Cau": 0}


def test_never_more_than_a_village_has(reviewed: Db) -> None:
    goals.keep(reviewed, replace(HOUSEHOLDS, value=40.0), now=NOW, by=BY)
    assert must(apportioning.shares(reviewed, 2027)) == {"Nà Bó": 7, "Bản Phú": 3, "Khau Cau": 0}


def test_those_planned_are_counted_beside(reviewed: Db) -> None:
    homes = [h for h in registering.everyone(reviewed) if h.village == "Nà Bó"][:2]
    with writing(reviewed):
        measures.put_escapes(
            reviewed,
            [
                PlannedEscape(uid=f"e{n}", household_uid=h.uid, commune_code="02296", year=2027)
                for n, h in enumerate(homes)
            ],
        )
    found = {s.code: s for s in apportioning.shares(reviewed, 2027)}
    assert (found["Nà Bó"].planned, found["Nà Bó"].lacking) == (2, 1)
    assert (found["Bản Phú"].planned, found["Bản Phú"].lacking) == (0, 1)


def test_while_the_round_before_is_open_nothing_is_said(reviewed: Db) -> None:
    add(reviewed, "Lý A Páo", village="Bản Phú")
    found = apportioning.apportioned(reviewed, 2027)
    assert found.is_open
    assert set(must(found.shares).values()) == {None}
    assert apportioning.whole(found.shares).must is None


def test_without_a_total_only_a_goal_in_households_can_say(commune: Db) -> None:
    open_rounds(commune, 2026)
    key(commune, add(commune, "Bàn Văn A"), POOR, 2026)
    assert must(apportioning.shares(commune, 2027)) == {"Nà Bó": None}
    goals.keep(commune, replace(HOUSEHOLDS, value=1.0), now=NOW, by=BY)
    assert must(apportioning.shares(commune, 2027)) == {"Nà Bó": 1}


def test_an_upper_office_asks_its_communes_what_it_set_for_them(upper: Db) -> None:
    """Three communes of 1,000 with 60, 30, 10 poor: 100 of 3,000 is 3.333 %; more than two points
    less is under 1.333 %: at most 39, so 61 must leave. 02296 is asked 20; for the 41
    left the others have 40 poor households: all of them, 30 and 10."""
    counts = {"02296": 60, "02365": 30, "02512": 10}
    with writing(upper):
        figures.put(upper, [_year(code, poor) for code, poor in counts.items()], "08")
    before = apportioning.apportioned(upper, 2027)
    assert (before.most, before.total) == (39, 61)
    assert sum(s.must or 0 for s in before.shares) == 61
    own = replace(HOUSEHOLDS, uid="u", office="02296", set_by="08", value=20.0)
    goals.keep_for_units(upper, [own], now=NOW, by=BY)
    found = {s.code: s for s in apportioning.shares(upper, 2027)}
    assert {code: s.must for code, s in found.items()} == {"02296": 20, "02365": 30, "02512": 10}
    assert [code for code, s in found.items() if s.has_own] == ["02296"]


def _year(code: str, poor: int) -> YearFigures:
    unit = UnitFigures(
        code=code, name=code, area=Area.RURAL, resident_households=1000, poor_households=poor,
        poor_flow=EMPTY_FLOW,
    )  # fmt: skip
    return YearFigures(year=2026, unit=unit)
