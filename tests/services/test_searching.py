"""Search in the register: without tones, by numbers and ids, in Vietnamese order over pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.domain.vietnamese import name_key
from desktop.services import registering
from desktop.services.registering import Query
from desktop.store.connection import Db
from tests.services.made import BY, NOW, add

QUERY = Query(year=2026)
NAMES = (
    "Nguyễn Văn Dần", "Nguyễn Văn Đào", "Nguyễn Văn Dương", "Nguyễn Văn Đường", "Nguyễn Văn An",
    "Nguyễn Văn Ân", "Nguyễn Văn Ba", "Bàn Thị Mùi", "Bàn Thị Mủi", "Trần Thị Ớt", "Trần Thị Oanh",
)  # fmt: skip


@pytest.fixture
def named(commune: Db) -> Db:
    for name in NAMES:
        add(commune, name)
    return commune


def heads(db: Db, text: str) -> list[str]:
    return [line.head_name for line in registering.find(db, replace(QUERY, text=text)).lines]


def test_given_names_come_in_vietnamese_order_over_all_pages(named: Db) -> None:
    seen: list[str] = []
    last = None
    while True:
        found = registering.find(named, QUERY, last, size=3)
        seen += [line.head_name for line in found.lines]
        last = found.last
        if last is None:
            break
    assert seen == sorted(NAMES, key=name_key)
    assert seen.index("Nguyễn Văn Dương") < seen.index("Nguyễn Văn Đào"), "đ is a letter after d"


def test_tones_typed_come_first_and_without_them_all_are_found(named: Db) -> None:
    assert heads(named, "duong") == ["Nguyễn Văn Dương", "Nguyễn Văn Đường"]
    assert heads(named, "đường")[0] == "Nguyễn Văn Đường"
    assert heads(named, "mủi")[0] == "Bàn Thị Mủi"
    assert set(heads(named, "MUI")) == {"Bàn Thị Mùi", "Bàn Thị Mủi"}


def test_numbers_former_numbers_members_and_ids_are_found(named: Db) -> None:
    household = registering.everyone(named)[0]
    child = replace(
        household.members[0], uid="child", name="Vàng Seo Páo", citizen_id="002099123456"
    )
    changed = replace(household, number="9001", members=(*household.members, child))
    registering.save_household(named, changed, now=NOW, by=BY)
    for text in ("9001", household.number, "seo pao", "002099123456", "99123"):
        assert household.head_name in heads(named, text), text


def test_words_are_found_in_any_order_and_signs_are_no_patterns(named: Db) -> None:
    assert heads(named, "dao nguyen") == ["Nguyễn Văn Đào"]
    assert heads(named, "%") == []
    assert heads(named, "_") == []


def test_villages_sort_by_the_alphabet_and_then_by_name(commune: Db) -> None:
    for village in ("Đồng Mo", "Cốc Lùng", "Dặc", "Ến"):
        add(commune, "Bàn Văn An", village=village)
    found = registering.find(commune, replace(QUERY, order="village")).lines
    assert [line.village for line in found] == ["Cốc Lùng", "Dặc", "Đồng Mo", "Ến"]


def test_long_numbers_come_after_short_ones(commune: Db) -> None:
    for number in ("12001", "9999", "0417"):
        household = add(commune, f"Hộ {number}")
        registering.save_household(commune, replace(household, number=number), now=NOW, by=BY)
    found = registering.find(commune, replace(QUERY, order="number")).lines
    assert [line.number for line in found] == ["0417", "9999", "12001"]


def test_all_households_of_a_query_come_in_its_order(named: Db) -> None:
    query = replace(QUERY, text="nguyen", order="name", descending=True)
    lines = registering.find(named, query).lines
    assert registering.uids(named, query) == [line.uid for line in lines]


def test_counts_beside_the_values_are_what_choosing_them_finds(commune: Db) -> None:
    for n, village in enumerate(("Nà Bó", "Nà Mỵ", "Nà Bó")):
        add(commune, f"Hộ {n}", village=village)
    query = replace(QUERY, village="Nà Bó")
    found = registering.facets(commune, query)
    assert found["village"] == {"Nà Bó": 2, "Nà Mỵ": 1}, "its own filter is left aside"
    for name in ("ethnic_group", "state", "changed"):
        for value, number in found[name].items():
            if value and value != "rest":
                chosen = replace(query, **{name: value})  # type: ignore[arg-type]
                assert registering.count(commune, chosen).households == number
