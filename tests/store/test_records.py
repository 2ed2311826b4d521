"""Households, reviews and figures come out of the book as they went in."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.household import Household, IdState, Person, Schooling, Sex, Work
from desktop.domain.review import (
    Answers,
    Event,
    EventKind,
    HouseholdClass,
    Outcome,
    Residents,
    Review,
    ReviewState,
    RoundKind,
)
from desktop.domain.unit import Area
from desktop.store import households, register, reviews, totals
from desktop.store.connection import Db, close_book, create_book, writing
from desktop.store.register import Query

POOR, NEAR, NOT = HouseholdClass.POOR, HouseholdClass.NEAR_POOR, HouseholdClass.NOT_POOR


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    book, _ = create_book(tmp_path / "book", "nhà sàn bên suối")
    yield book
    close_book(book)


def person(uid: str, name: str, **more: object) -> Person:
    return Person(uid=uid, name=name, **more)  # type: ignore[arg-type]


def household(
    n: int, name: str, village: str = "Nà Bó", size: int = 3, **more: object
) -> Household:
    members = [person(f"p{n}-0", name, relation="Chủ hộ", ethnic_group="Dao")]
    members += [person(f"p{n}-{i}", f"Con {i}", relation="Con") for i in range(1, size)]
    return Household(
        uid=f"h{n}", number=f"{n:04d}", commune_code="02296", list_version="2022",
        village=village, members=tuple(members), written_by="book", **more,  # type: ignore[arg-type]
    )  # fmt: skip


def review(n: int, year: int, of: HouseholdClass | None, people: int = 3, **more: object) -> Review:
    outcome = of and Outcome(
        household_class=of, b1_points=100, b2_points=30, deprived=("water", "toilet"),
        standard_id="2022-2025",
    )  # fmt: skip
    record = Review(
        uid=f"r{n}-{year}", household_uid=f"h{n}", year=year, kind=RoundKind.PERIODIC,
        state=ReviewState.COMPLETE if of else ReviewState.DRAFT, area=Area.RURAL, people=people,
        village="Nà Bó", ethnic_group="Dao", outcome=outcome or None, written_by="book",
    )  # fmt: skip
    return replace(record, **more)  # type: ignore[arg-type]


def test_a_household_comes_back_whole(db: Db) -> None:
    full = household(1, "Đặng Thị Mùi")
    rich = person(
        "p1-9", "Bàn Văn Hưng", relation="Con", sex=Sex.MALE, born="2013-11", citizen_id="008213007752",
        id_state=IdState.KNOWN, schooling=Schooling.IN_PRIMARY, insured=False, work=Work.NOT_WORKING,
        left_on=datetime.date(2026, 3, 2), left_why="đi học xa",
    )  # fmt: skip
    full = replace(full, members=(*full.members, rich), merit_person=True, note="ghi chú")
    with writing(db):
        households.put(db, [full])
    assert households.get(db, "h1") == full


def test_a_member_no_longer_in_the_record_is_taken_out(db: Db) -> None:
    full = household(1, "Đặng Thị Mùi", size=4)
    with writing(db):
        households.put(db, [full])
        households.put(db, [replace(full, members=full.members[:2])])
    found = households.get(db, "h1")
    assert found is not None
    assert len(found.members) == 2


def test_a_review_comes_back_whole(db: Db) -> None:
    kept = review(
        1, 2026, POOR, decision_no="214/QĐ-UBND", decision_on=datetime.date(2026, 12, 10),
        answers=Answers(b1_points=112, facts={"water": "other"}, confirmed={"water": True},
                        causes=("no_land",), reviewed_on=datetime.date(2026, 10, 9)),
    )  # fmt: skip
    with writing(db):
        households.put(db, [household(1, "A")])
        reviews.put(db, [kept])
    assert reviews.get(db, "h1", 2026) == kept
    assert reviews.last_before(db, "h1", 2027) == kept
    assert reviews.last_before(db, "h1", 2026) is None


def test_one_household_has_one_review_in_a_round(db: Db) -> None:
    from sqlcipher3 import dbapi2

    with writing(db):
        households.put(db, [household(1, "A")])
        reviews.put(db, [review(1, 2026, POOR)])
    with pytest.raises(dbapi2.IntegrityError), writing(db):
        reviews.put(db, [replace(review(1, 2026, NEAR), uid="another")])


@pytest.fixture
def names(db: Db) -> Db:
    listed = [
        "Triệu Văn An",
        "Đường Văn Bảo",
        "Dương Văn Bảo",
        "Đặng Thị Mùi",
        "Bàn Văn Đào",
        "Bàn Văn Dư",
    ]
    with writing(db):
        households.put(db, [household(i, n) for i, n in enumerate(listed)])
    return db


def _heads(db: Db, text: str = "", *, shown: str = "", state: str = "") -> list[str]:
    query = Query(year=2026, text=text, shown=shown, state=state)
    return [line.head_name for line in register.page(db, query)]


def test_the_register_is_in_vietnamese_order_of_given_names(names: Db) -> None:
    assert _heads(names) == [
        "Triệu Văn An", "Dương Văn Bảo", "Đường Văn Bảo", "Bàn Văn Dư", "Bàn Văn Đào", "Đặng Thị Mùi",
    ]  # fmt: skip


def test_search_needs_no_tones_and_finds_numbers_and_members(names: Db) -> None:
    assert _heads(names, "dang") == ["Đặng Thị Mùi"]
    assert _heads(names, "van duong") == ["Dương Văn Bảo", "Đường Văn Bảo"]
    assert _heads(names, "0003") == ["Đặng Thị Mùi"]
    assert len(_heads(names, "con 1")) == 6
    assert _heads(names, "100%") == []


def test_pages_by_key_give_every_household_once(names: Db) -> None:
    query, seen, last = Query(year=2026), [], None
    while lines := register.page(names, query, last, size=2):
        seen += [line.uid for line in lines]
        last = lines[-1]
    assert sorted(seen) == [f"h{i}" for i in range(6)]


def test_counts_follow_the_query(names: Db) -> None:
    with writing(names):
        begun = review(2, 2026, None, answers=Answers(b1_points=90))
        reviews.put(names, [review(0, 2026, POOR), review(1, 2026, NEAR), begun])
    found = register.counts(names, Query(year=2026))
    assert found.households == 6
    assert found.by_class == {"poor": 1, "near_poor": 1, "none": 4}
    assert _heads(names, shown="poor") == ["Triệu Văn An"]
    assert _heads(names, state="draft") == ["Dương Văn Bảo"]


def _event(n: int, kind: EventKind, on: str) -> Event:
    return Event(
        uid=f"e{n}-{on}",
        household_uid=f"h{n}",
        kind=kind,
        happened_on=datetime.date.fromisoformat(on),
    )


def test_flow_cells_say_what_became_of_each_household(db: Db) -> None:
    with writing(db):
        households.put(db, [household(i, f"Hộ {i}") for i in range(6)])
        reviews.put(db, [
            review(0, 2025, POOR, 4), review(0, 2026, NEAR, 5),
            review(1, 2025, POOR, 2),
            review(2, 2026, POOR, 3),
            review(3, 2024, POOR), review(3, 2025, NOT), review(3, 2026, POOR),
            review(4, 2025, POOR, 1),
            review(5, 2024, POOR, 1),
        ])  # fmt: skip
        reviews.put_events(db, [
            _event(2, EventKind.MOVED_IN, "2026-05-01"),
            _event(4, EventKind.MOVED_AWAY, "2026-02-01"),
            _event(5, EventKind.DIED_OUT, "2025-02-01"),
        ])  # fmt: skip
    cells = totals.flow_cells(db, 2026, by_village=False)[("02296", "")]
    by_way = {(c.start, c.end, c.left, c.arrived, c.was_poor): c for c in cells}
    moved = by_way[POOR, NEAR, False, False, True]
    assert (moved.start_people, moved.end_people, moved.grew, moved.shrank) == (4, 5, 1, 0)
    assert by_way[POOR, None, False, False, True].reviewed is False
    assert by_way[None, POOR, False, True, False].households == 1
    assert by_way[NOT, POOR, False, False, True].households == 1
    assert by_way[POOR, None, True, False, True].start_people == 1
    assert sum(c.households for c in cells) == 5, "who left before the year is in no cell"
    assert [row[1] for row in totals.breaking(db, 2026)] == ["Hộ 1"]


def test_who_left_in_the_year_is_on_no_list_of_it(db: Db) -> None:
    with writing(db):
        households.put(db, [household(0, "A"), household(1, "B")])
        reviews.put(db, [review(0, 2026, POOR), review(1, 2026, POOR)])
        reviews.put_events(db, [_event(1, EventKind.MOVED_AWAY, "2026-12-01")])
    counted = totals.class_counts(db, 2026, by_village=True)
    assert counted["02296", "Nà Bó"][POOR].households == 1
    assert totals.deprivation_counts(db, 2026, POOR) == {"water": 1, "toilet": 1}


def test_a_review_keeps_what_the_household_was_like_then(db: Db) -> None:
    kept = [
        review(0, 2026, POOR, merit_person=True, no_labour_capacity=False),
        review(0, 2025, POOR),
        review(0, 2024, POOR, merit_person=False, no_labour_capacity=True),
    ]
    with writing(db):
        households.put(db, [household(0, "A")])
        reviews.put(db, kept)
    assert reviews.of_household(db, "h0") == kept[::-1]


def test_residents_of_a_minority_may_be_missing(db: Db) -> None:
    bare = Residents(year=2026, commune_code="02296", village="Nà Bó", households=49, people=210)
    typed = replace(bare, village="Nà Mỵ", minority_households=0, minority_people=0)
    with writing(db):
        reviews.put_residents(db, [bare, typed])
    assert reviews.residents(db, 2026) == [bare, typed]


def test_residents_are_kept_per_village_and_year(db: Db) -> None:
    kept = Residents(year=2026, commune_code="02296", village="Nà Bó", households=49, people=210)
    with writing(db):
        reviews.put_residents(db, [replace(kept, households=1), kept])
    assert reviews.residents(db, 2026) == [kept]
    assert reviews.residents(db, 2025) == []
