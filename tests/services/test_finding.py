"""The register page by page: in every order each household once, held to what is asked for."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from desktop.domain.review import Answers
from desktop.services import registering, reviewing
from desktop.services.happening import Deed
from desktop.services.registering import Query
from desktop.store import register
from desktop.store.connection import Db
from desktop.store.totals import VillageProgress
from tests.services.made import BY, NEAR, NOT, NOW, POOR, add, happen, key, open_rounds

QUERY = Query(year=2026)


def heads(db: Db, query: Query) -> list[str]:
    return [line.head_name for line in registering.find(db, query).lines]


@pytest.fixture
def season(commune: Db) -> Db:
    """Poor before and now, poor before and near poor now, poor before and not keyed, new, gone."""
    open_rounds(commune, 2025, 2026)
    for number, (name, before, now) in enumerate(
        (("An", POOR, POOR), ("Bình", POOR, NEAR), ("Chi", POOR, None), ("Dần", None, NOT))
    ):
        household = add(commune, f"Bàn Văn {name}", size=number + 1)
        if before:
            key(commune, household, before, 2025)
        if now:
            found = registering.whole(commune, household.uid)
            assert found is not None
            key(commune, found.household, now, 2026)
    gone = add(commune, "Bàn Văn Giang")
    key(commune, gone, POOR, 2025)
    day = datetime.date(2026, 3, 2)
    happen(commune, gone.uid, Deed.MOVED_AWAY, day)
    return commune


@pytest.mark.parametrize("order", list(register.ORDERS))
@pytest.mark.parametrize("descending", [False, True])
def test_pages_in_every_order_give_each_household_once(
    season: Db, order: str, descending: bool
) -> None:
    query = replace(QUERY, order=order, descending=descending)
    seen, last = [], None
    while True:
        found = registering.find(season, query, last, size=2)
        seen += found.lines
        last = found.last
        if last is None:
            break
    assert len({line.uid for line in seen}) == len(seen) == 5
    keys = [line.key for line in seen]
    assert keys == sorted(keys, reverse=descending)


def test_what_changed_and_what_is_open(season: Db) -> None:
    assert heads(season, replace(QUERY, changed="moved")) == ["Bàn Văn Bình", "Bàn Văn Dần"]
    assert heads(season, replace(QUERY, changed="gone")) == ["Bàn Văn Giang"]
    assert heads(season, replace(QUERY, changed="breaking")) == ["Bàn Văn Chi"]


def test_only_who_is_to_be_reviewed_counts_as_not_keyed(season: Db) -> None:
    key(season, add(season, "Bàn Văn Hin"), NOT, 2025)
    counts = registering.count(season, QUERY)
    assert counts.by_class == {"poor": 1, "near_poor": 1, "not_poor": 1, "none": 1, "rest": 2}
    assert counts.people_by_class["near_poor"] == 2
    assert heads(season, replace(QUERY, state="none")) == ["Bàn Văn Chi"]
    waiting = {p.village: p.expected - p.complete for p in _progress(season)}
    assert sum(waiting.values()) == counts.by_class["none"], "as the overview counts"


def _progress(db: Db) -> list[VillageProgress]:
    from desktop.services.overview import overview

    return list(overview(db, 2026).progress)


def test_a_draft_counts_as_begun(season: Db) -> None:
    line = registering.find(season, replace(QUERY, state="none")).lines[0]
    whole = registering.whole(season, line.uid)
    assert whole is not None
    begun = Answers(b1_points=90)
    reviewing.save_draft(season, whole.household, begun, 2026, now=NOW, by=BY)
    assert heads(season, replace(QUERY, state="draft")) == ["Bàn Văn Chi"]
    assert registering.count(season, QUERY).by_class["none"] == 1


def test_a_list_can_be_held_to_some_households(season: Db) -> None:
    some = tuple(line.uid for line in registering.find(season, QUERY).lines[:2])
    assert len(registering.find(season, replace(QUERY, among=some)).lines) == 2
    assert registering.find(season, replace(QUERY, among=())).lines == []


def test_households_of_one_name_in_a_village_are_alike(season: Db) -> None:
    assert [h.head_name for h in registering.alike(season, "Nà Bó", "ban van binh", 2026)] == [
        "Bàn Văn Bình"
    ]
    assert registering.alike(season, "Nà Mỵ", "Bàn Văn Bình", 2026) == []
    assert registering.alike(season, "Nà Bó", "Bàn Văn", 2026) == []
