"""Finding households, their numbers, and why they came or went."""

from __future__ import annotations

import datetime
from dataclasses import replace

from desktop.domain.household import Household, IdState
from desktop.domain.review import Answers, EventKind
from desktop.services import happening, registering, reviewing
from desktop.services.happening import Deed
from desktop.services.registering import Query
from desktop.store import audit, households
from desktop.store.connection import Db, writing
from tests.services.made import (
    BY,
    NEAR,
    NOW,
    POOR,
    SECOND,
    add,
    happen,
    key,
    open_rounds,
    people,
)

DAY = datetime.date(2026, 3, 2)


def _found(db: Db, text: str, **more: str) -> list[str]:
    query = Query(year=2026, text=text, **more)  # type: ignore[arg-type]
    return [line.head_name for line in registering.find(db, query).lines]


def test_tones_typed_rank_names_with_these_very_tones_first(commune: Db) -> None:
    for name in ("Dương Văn An", "Đường Văn Ba", "Đương Văn Chi", "Dường Văn Dư"):
        add(commune, name)
    everyone = ["Dương Văn An", "Đường Văn Ba", "Đương Văn Chi", "Dường Văn Dư"]
    assert _found(commune, "duong") == everyone
    assert _found(commune, "Đường") == [
        "Đường Văn Ba",
        *(n for n in everyone if n != "Đường Văn Ba"),
    ]
    assert _found(commune, "đương văn c") == ["Đương Văn Chi"]


def test_tones_typed_apart_find_the_same(commune: Db) -> None:
    add(commune, "Đặng Thị Mùi")
    add(commune, "Đăng Thị Mui")
    assert _found(commune, "Đa\u0323\u0306ng")[0] == "Đặng Thị Mùi"


def test_numbers_ids_and_members_find_a_household(commune: Db) -> None:
    household = add(commune, "Bàn Văn Tiến", size=2)
    child = replace(
        household.members[1],
        name="Triệu Mùi Phin",
        citizen_id="008210007752",
        id_state=IdState.KNOWN,
    )
    registering.save_household(
        commune, replace(household, members=(household.members[0], child)), now=NOW, by=BY
    )
    add(commune, "Ma Văn Quý")
    for text in ("0001", "phin", "triệu mùi", "008210007752", "7752", "tien ban"):
        assert _found(commune, text) == ["Bàn Văn Tiến"], text


def _numbered(db: Db, number: str, head: str, *former: str, citizen_id: str = "") -> None:
    made = replace(_bare(int(number), head), number=number, former_numbers=former)
    first = replace(made.members[0], uid=f"p{number}", citizen_id=citizen_id)
    with writing(db):
        households.put(db, [replace(made, members=(first,))])


def test_a_typed_number_finds_its_household_first_then_who_had_it(commune: Db) -> None:
    _numbered(commune, "0001", "Bàn Văn An", citizen_id="008201520152")
    _numbered(commune, "1152", "Bàn Văn Ba")
    _numbered(commune, "0152", "Ma Văn Ý")
    _numbered(commune, "0160", "Lý Văn Cư", "0152")
    assert _found(commune, "152") == ["Ma Văn Ý", "Lý Văn Cư", "Bàn Văn An", "Bàn Văn Ba"]
    assert _found(commune, " 0152 ") == ["Ma Văn Ý", "Lý Văn Cư", "Bàn Văn An"]
    query = Query(year=2026, text="152", order="people", descending=True)
    found = registering.find(commune, query)
    assert (found.lines[0].number, found.meant) == ("0152", found.lines[0].uid)
    assert _found(commune, "1")[0] == "Bàn Văn An"
    assert _found(commune, "152", village="Nà Mỵ") == []
    assert registering.find(commune, Query(year=2026, text="008201520152")).meant == ""


def test_the_pages_after_a_typed_number_leave_nobody_out(commune: Db) -> None:
    for number in (12, 121, 212, 1200):
        _numbered(commune, f"{number:04d}", f"Bàn Văn {number}")
    query, shown = Query(year=2026, text="12"), list[str]()
    page = registering.find(commune, query, size=2)
    shown += [line.number for line in page.lines]
    assert shown[0] == "0012"
    while page.last is not None:
        page = registering.find(commune, query, page.last, size=2)
        shown += [line.number for line in page.lines if line.number not in shown]
    assert sorted(shown) == ["0012", "0121", "0212", "1200"]


def test_the_place_of_a_household_follows_order_and_filters(commune: Db) -> None:
    for number, name in ((1, "Bàn Văn Ca"), (2, "Bàn Văn An"), (3, "Bàn Văn Ba")):
        _numbered(commune, f"{number:04d}", name)
    query = Query(year=2026)
    assert [registering.place(commune, query, f"h{n}") for n in (1, 2, 3)] == [3, 1, 2]
    down = replace(query, order="number", descending=True)
    assert [registering.place(commune, down, f"h{n}") for n in (1, 2, 3)] == [3, 2, 1]
    assert registering.place(commune, replace(query, text="an"), "h3") == 2
    assert registering.place(commune, replace(query, text="ca"), "h3") == 0


def test_who_left_the_household_does_not_find_it(commune: Db) -> None:
    household = add(commune, size=2)
    gone = replace(household.members[1], name="Triệu Mùi Phin", left_on=DAY)
    registering.save_household(
        commune, replace(household, members=(household.members[0], gone)), now=NOW, by=BY
    )
    assert _found(commune, "phin") == []


def test_pages_hold_every_household_though_exact_names_come_first(commune: Db) -> None:
    """More names with the typed tones than a page holds, in the midst of others."""
    names = ["Dang An", *["Đặng Bình"] * 7, *["Dang Chi"] * 4, *["Đặng Dần"] * 5, "Dang Yên"]
    with writing(commune):
        households.put(commune, [_bare(n, name) for n, name in enumerate(names)])
    query = Query(year=2026, text="đặng")
    shown: list[str] = []
    page = registering.find(commune, query, size=3)
    shown += [line.uid for line in page.lines]
    assert {line.head_name for line in page.lines[:12]} == {"Đặng Bình", "Đặng Dần"}
    while page.last is not None:
        page = registering.find(commune, query, page.last, size=3)
        shown += [line.uid for line in page.lines if line.uid not in shown]
    assert len(shown) == len(set(shown)) == len(names)


def _bare(n: int, head: str) -> Household:
    return Household(
        uid=f"h{n}", number=f"{n:04d}", commune_code="02296", list_version="2025", village="Nà Bó",
        members=people(head, 1), written_by="book",
    )  # fmt: skip


def test_the_next_number_follows_the_highest(commune: Db) -> None:
    first = add(commune)
    assert first.number == "0001"
    registering.save_household(commune, replace(first, number="0417"), now=NOW, by=BY)
    assert add(commune, "Ma Văn Quý").number == "0418"
    other = add(commune, "Lý Văn Ba")
    registering.save_household(commune, replace(other, number="12A"), now=NOW, by=BY)
    assert add(commune, "Nông Văn Tư").number == "0419"


def test_two_households_can_exchange_their_numbers_in_one_write(commune: Db) -> None:
    a, b = add(commune), add(commune, "Ma Văn Quý")
    with writing(commune):
        households.put(commune, [replace(a, number=b.number), replace(b, number=a.number)])
    found = {h.uid: h.number for h in registering.everyone(commune)}
    assert found == {a.uid: b.number, b.uid: a.number}


def test_filters_and_counts_agree(commune: Db) -> None:
    open_rounds(commune, 2026)
    for n, (village, of) in enumerate((("Nà Bó", POOR), ("Nà Bó", NEAR), ("Nà Mỵ", POOR))):
        key(commune, add(commune, f"Hộ {n}", village=village), of)
    add(commune, "Hộ 3", village="Nà Mỵ")
    query = Query(year=2026, village="Nà Bó")
    counted = registering.count(commune, query)
    assert (counted.households, counted.people) == (2, 6)
    assert (counted.by_class["poor"], counted.by_class["near_poor"]) == (1, 1)
    assert len(registering.find(commune, query).lines) == 2
    assert _found(commune, "", shown="poor") == ["Hộ 0", "Hộ 2"]
    assert _found(commune, "", shown="poor", village="Nà Mỵ") == ["Hộ 2"]
    assert registering.villages(commune) == ["Nà Bó", "Nà Mỵ"]


def test_a_household_whole_tells_reviews_events_and_trail(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    household = add(commune)
    reviews = [key(commune, household, POOR, 2025), key(commune, household, NEAR, 2026)]
    happen(commune, household.uid, Deed.MOVED_AWAY, DAY, "về quê vợ")
    found = registering.whole(commune, household.uid)
    assert found is not None
    assert found.reviews == reviews
    assert [(e.kind, e.happened_on, e.note) for e in found.events] == [
        (EventKind.MOVED_AWAY, DAY, "về quê vợ")
    ]
    assert [a.kind for a in found.acts] == ["moved_away"]
    assert registering.whole(commune, "nobody") is None


def test_an_event_withdrawn_is_as_if_it_had_not_been(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    household = add(commune)
    key(commune, household, POOR, 2025)
    before = [line.uid for line in reviewing.queue(commune, 2026)]
    plan = happen(commune, household.uid, Deed.DIED_OUT, DAY)
    assert reviewing.queue(commune, 2026) == []
    happening.withdraw(commune, plan.after.events[0].uid, now=NOW, by=BY)
    assert [line.uid for line in reviewing.queue(commune, 2026)] == before
    assert [line.action for line in audit.of(commune, plan.act)] == [
        "act-died_out-undone", "act-died_out",
    ]  # fmt: skip


def test_who_is_gone_is_marked_in_the_register_until_back(commune: Db) -> None:
    household = add(commune)
    for kind, day, gone in (
        (Deed.MOVED_AWAY, 2, True),
        (Deed.MOVED_IN, 20, False),
        (Deed.JOINED_ANOTHER, 28, True),
    ):
        happened = datetime.date(2026, 3, day)
        happen(commune, household.uid, kind, happened)
        line = registering.find(commune, Query(year=2026)).lines[0]
        assert line.gone is gone


def test_a_draft_is_no_class(commune: Db) -> None:
    open_rounds(commune, 2026)
    household = add(commune)
    reviewing.save_draft(commune, household, Answers(b1_points=3), 2026, now=NOW, by=BY)
    line = registering.find(commune, Query(year=2026)).lines[0]
    assert (line.household_class, line.state) == (None, "draft")


def test_communes_of_an_upper_book_come_by_name(upper: Db) -> None:
    with writing(upper):
        households.put(upper, [replace(_bare(1, "A"), commune_code=SECOND), _bare(2, "B")])
    assert [name for _, name in registering.communes(upper)] == ["Xã Bình An", "Xã Yên Nguyên"]
