"""Needs are what a plain recount of the records finds; lists hold whom the figures count."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from desktop.domain.household import Household
from desktop.domain.planning import ALL, GROUPS, LISTED, MeasureState, UnitNeeds
from desktop.domain.review import HouseholdClass
from desktop.services import registering
from desktop.services.planning import need_words, needing
from desktop.store import households, plans, reviews
from desktop.store import needs as stored
from desktop.store.connection import Db, writing
from tests.services.made import (
    COMMUNE,
    LIST,
    NEAR,
    NOT,
    POOR,
    SECOND,
    add,
    happen,
    key,
    open_rounds,
    pack,
    take_in,
)
from tests.services.planning import need_books as books
from tests.services.planning.need_books import YEARS, Needs

NEEDS = (LISTED, *need_words.needs_in_order())


def _plain(found: list[UnitNeeds]) -> dict[str, Needs]:
    """As the recount has it: without units and pairs of nought."""
    return {
        n.code: {
            need: {g: p for g, p in groups.items() if p != (0, 0)}
            for need, groups in n.counts.items()
        }
        for n in found
        if needing.pair_of(n, LISTED) != (0, 0)
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_needs_of_villages_are_those_of_a_plain_recount(commune: Db, seed: int) -> None:
    records = books.made(Random(seed), [COMMUNE], each=60)
    books.put(commune, records)
    for year in YEARS:
        found = needing.unit_needs(commune, year)
        assert _plain(found) == books.recount(records, year, by_village=True)
        assert [n.code for n in found] == ["Đồng Trang", "Khuổi Mỵ", "Nà Bó"]


@pytest.mark.parametrize("seed", range(3))
def test_needs_of_communes_are_those_of_a_plain_recount(upper: Db, seed: int) -> None:
    records = books.made(Random(seed), [COMMUNE, SECOND], each=40)
    books.put(upper, records)
    for year in YEARS:
        expected = books.recount(records, year, by_village=False)
        for _ in ("counted", "kept"):
            assert _plain(needing.unit_needs(upper, year)) == expected
        assert _plain(needing.unit_needs(upper, year, SECOND)) == {SECOND: expected[SECOND]}


@pytest.mark.parametrize("is_upper", [False, True])
def test_behind_every_number_stands_a_list_of_so_many(
    commune: Db, upper: Db, is_upper: bool
) -> None:  # fmt: skip
    db, codes = (upper, [COMMUNE, SECOND]) if is_upper else (commune, [COMMUNE])
    records = books.made(Random(8), codes, each=50)
    books.put(db, records)
    rng, year = Random(9), YEARS[1]
    found = needing.unit_needs(db, year)
    for one in (*found, needing.summed(found)):
        for need in rng.sample(NEEDS, 8):
            for group in GROUPS:
                poor, near = needing.pair_of(one, need, group)
                for of, number in ((POOR, poor), (NEAR, near), (None, poor + near)):
                    lines = _all_pages(db, year, need, group, of, one.code)
                    assert len({c.uid for c in lines}) == len(lines) == number
                    assert number == needing.count(db, year, need, group, of, one.code)
                    assert [c.uid for c in lines] == [
                        *needing.uids(db, year, need, group, of, one.code)
                    ]


def _all_pages(
    db: Db, year: int, need: str, group: str, of: HouseholdClass | None, unit: str
) -> list[needing.Case]:
    lines: list[needing.Case] = []
    page = needing.who(db, year, need, group, of, unit, size=3)
    while page.lines:
        lines += page.lines
        if page.last is None:
            break
        page = needing.who(
            db, year, need, group, of, unit, page.last, 3, among=10**6 * (len(lines) % 2)
        )
    return lines


@pytest.mark.parametrize("seed", range(2))
def test_a_list_names_those_whom_the_recount_would_name(commune: Db, seed: int) -> None:
    records = books.made(Random(f"who {seed}"), [COMMUNE], each=60)
    books.put(commune, records)
    year = YEARS[0]
    for need in NEEDS:
        for group in GROUPS:
            expected = {
                h.uid for h in records.households
                if (r := books.deciding(records, h, year)) is not None
                and r.outcome is not None and r.outcome.household_class in books.LISTED
                and need in books.needs_of(r) and group in books.groups_of(r, h, year)
            }  # fmt: skip
            assert {*needing.uids(commune, year, need, group)} == expected


def test_names_are_in_the_order_of_given_names_and_pages_follow_each_other(commune: Db) -> None:
    open_rounds(commune, 2026)
    for head in ("Bàn Văn Yến", "Ma Thị Ân", "Lý A Đào", "Triệu Văn Dương", "Ma Thị Ân"):
        key(commune, add(commune, head), POOR)
    lines = _all_pages(commune, 2026, LISTED, ALL, None, "")
    assert [c.head_name for c in lines] == [
        "Ma Thị Ân", "Ma Thị Ân", "Triệu Văn Dương", "Lý A Đào", "Bàn Văn Yến",
    ]  # fmt: skip


def test_who_left_or_rose_by_a_decision_within_the_year_is_not_counted(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    homes = [add(commune, f"Bàn Văn {name}") for name in ("Hoa", "Mai", "Lan")]
    for home in homes:
        key(commune, home, POOR)
    assert needing.count(commune, 2026, LISTED) == 3
    happen(commune, homes[0].uid, "moved_away", datetime.date(2026, 10, 20))
    key(commune, registering.everyone(commune)[-1], NOT)
    found = needing.summed(needing.unit_needs(commune, 2026))
    assert needing.pair_of(found, LISTED) == (1, 0)
    assert needing.count(commune, 2026, LISTED) == 1


def test_a_village_without_anybody_poor_is_there_with_noughts(commune: Db) -> None:
    open_rounds(commune, 2026)
    key(commune, add(commune, village="Nà Bó"), POOR)
    key(commune, add(commune, village="Khuổi Mỵ"), NOT)
    found = needing.unit_needs(commune, 2026)
    assert {n.code: needing.pair_of(n, LISTED) for n in found} == {"Khuổi Mỵ": (0, 0), "Nà Bó": (1, 0)}  # fmt: skip


def test_only_a_measure_that_was_not_stopped_helps(commune: Db) -> None:
    open_rounds(commune, 2026)
    homes = [add(commune, f"Bàn Văn {name}") for name in ("Hoa", "Mai", "Lan")]
    for home in homes:
        key(commune, home, POOR)
    books.helped(commune, homes[:1], 2027, MeasureState.PLANNED)
    books.helped(commune, homes[1:2], 2027, MeasureState.STOPPED)
    books.helped(commune, homes[2:], 2026, MeasureState.DONE)
    lines = needing.who(commune, 2026, LISTED).lines
    assert {c.uid for c in lines if c.helped} == {homes[0].uid}


def test_an_unknown_group_is_our_mistake(commune: Db) -> None:
    with pytest.raises(ValueError, match="nobody"):
        needing.who(commune, 2026, LISTED, "nobody")


def test_the_newest_finished_year_is_looked_at_first(commune: Db) -> None:
    assert needing.look(commune).years == ()
    open_rounds(commune, 2025, 2026)
    homes = [add(commune, f"Bàn Văn {name}") for name in ("Hoa", "Mai")]
    for home in homes:
        key(commune, home, POOR, 2025)
    key(commune, registering.everyone(commune)[0], POOR, 2026)
    first = needing.look(commune)
    assert (first.years, first.year, first.is_open) == ((2025, 2026), 2025, False)
    assert needing.look(commune, 2026).is_open
    key(commune, registering.everyone(commune)[1], POOR, 2026)
    last = needing.look(commune)
    assert (last.year, last.is_open) == (2026, False)
    assert [u.name for u in last.units] == ["Nà Bó"]


# Passed on ---------------------------------------------------------------------------------------
def _passed_on(code: str, poor: int) -> UnitNeeds:
    return UnitNeeds(year=2026, code=code, counts={LISTED: {ALL: (poor, 1)}})


def test_sums_passed_on_stand_for_communes_whose_households_are_not_in_the_book(upper: Db) -> None:
    records = books.made(Random(3), [COMMUNE], each=30)
    books.put(upper, records)
    with writing(upper):
        plans.put_sums(upper, [_passed_on(SECOND, 7), _passed_on(COMMUNE, 999)], sender="071")
    found = {n.code: needing.pair_of(n, LISTED) for n in needing.unit_needs(upper, 2026)}
    own = books.recount(records, 2026, by_village=False)[COMMUNE][LISTED][ALL]
    assert found == {COMMUNE: own, SECOND: (7, 1)}
    assert [n.code for n in needing.unit_needs(upper, 2026, SECOND)] == [SECOND]
    assert needing.years(upper) == [2025, 2026]
    assert needing.summed([]).counts == {}


@pytest.mark.parametrize(("others", "told"), [(0, True), (1, False)])
def test_lists_without_lacks_take_the_lacks_that_were_passed_on(
    upper: Db, others: int, told: bool
) -> None:
    """An office between sends lists on without what households lack; of other households, nothing."""
    books.put(upper, books.made(Random(3), [COMMUNE], each=30))
    with writing(upper):
        upper.execute("UPDATE review SET deprived = ''")
    (bare,) = needing.unit_needs(upper, 2026)
    poor, near = needing.pair_of(bare, LISTED)
    water = {"deprived:water": {ALL: (2, 1)}}
    came = {LISTED: {ALL: (poor + others, near)}} | water
    with writing(upper):
        plans.put_sums(upper, [UnitNeeds(year=2026, code=COMMUNE, counts=came)], sender="071")
    assert not any(need.startswith(need_words.DEPRIVED) for need in bare.counts)
    (shown,) = needing.unit_needs(upper, 2026)
    assert needing.pair_of(shown, "deprived:water") == ((2, 1) if told else (0, 0))


# Kept --------------------------------------------------------------------------------------------
CODES = (COMMUNE, SECOND)


@pytest.fixture
def province(upper: Db) -> Db:
    """Two communes; both years are kept."""
    books.put(upper, books.made(Random(21), CODES, each=25, version=LIST))
    _shown(upper)
    return upper


def _shown(db: Db) -> list[list[UnitNeeds]]:
    return [needing.unit_needs(db, year) for year in YEARS]


def _kept(db: Db) -> set[tuple[int, str]]:
    rows = db.execute("SELECT year, commune_code FROM counted_need").fetchall()
    return {(row[0], row[1]) for row in rows}


def _anew(db: Db) -> list[list[UnitNeeds]]:
    with writing(db):
        db.execute("DELETE FROM counted_need")
    return _shown(db)


def test_what_is_kept_is_not_counted_again(
    province: Db, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    before = _shown(province)
    monkeypatch.setattr(stored, "counts", _not_now)
    assert _shown(province) == before
    with writing(province):
        province.execute("UPDATE household SET note = 'x'")
        province.execute("UPDATE person SET name = name || ' A', insured = 1")
    assert _shown(province) == before
    monkeypatch.setattr(needing, "PROGRAM", "another")
    with pytest.raises(AssertionError):
        _shown(province)


def test_after_a_take_in_the_needs_are_known(
    sender: Db, upper: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(upper, [pack(sender, tmp_path)])
    assert _kept(upper) == {(year, COMMUNE) for year in YEARS}
    of_village = [needing.summed(needing.unit_needs(sender, year)).counts for year in YEARS]
    monkeypatch.setattr(stored, "counts", _not_now)
    assert [needing.summed(found).counts for found in _shown(upper)] == of_village


def _not_now(*_: object, **__: object) -> object:
    raise AssertionError


def _one(db: Db, table: str, column: str = "uid") -> str:
    return str(db.execute(f"SELECT {column} FROM {table} ORDER BY uid LIMIT 1").fetchone()[0])


@pytest.mark.parametrize(
    ("statement", "years"),
    [
        ("UPDATE review SET class = 'poor', state = 'complete' WHERE year = 2026", {2026}),
        ("DELETE FROM review WHERE year = 2025", {2025}),
        ("UPDATE review SET year = 2030 WHERE year = 2026", {2026}),
        ("INSERT INTO event SELECT 'e' || uid, uid, 'moved_away', '2026-03-01', '', 'b', 1, 1, '', '', ''"
         " FROM household", {2026}),
        ("UPDATE event SET happened_on = '2025-01-01'", {2025, 2026}),
        ("DELETE FROM event", {2025, 2026}),
        ("UPDATE household SET merit_person = 1 - merit_person", {2025, 2026}),
        ("DELETE FROM household", {2025, 2026}),
        ("UPDATE person SET born = '2020'", {2025, 2026}),
        ("UPDATE person SET left_on = '2024-01-01'", {2025, 2026}),
        ("UPDATE person SET sex = 'female' WHERE sex IS NULL", {2025, 2026}),
        ("UPDATE person SET relation = 'Con'", {2025, 2026}),
        ("INSERT INTO person SELECT 'p' || uid, uid, 99, 'Na', 'Con', 'female', '2020', '', '',"
         " 'unknown', NULL, NULL, NULL, NULL, '' FROM household", {2025, 2026}),
        ("DELETE FROM person", {2025, 2026}),
    ],
)  # fmt: skip
def test_whatever_is_written_takes_away_what_was_kept_of_it(
    province: Db, statement: str, years: set[int]
) -> None:
    assert _kept(province) == {(year, code) for year in YEARS for code in CODES}
    with writing(province):
        province.execute(statement)
    assert not _kept(province) & {(year, code) for year in years for code in CODES}
    assert {year for year, _ in _kept(province)} == {*YEARS} - years
    assert _shown(province) == _anew(province)


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_written_what_is_kept_is_what_a_recount_finds(province: Db, seed: int) -> None:
    rng = Random(seed)
    for _ in range(40):
        _write_something(province, rng)
        assert _shown(province) == _anew(province)


def _write_something(db: Db, rng: Random) -> None:
    every = households.all_of(db)
    if not every:
        return
    one = rng.choice(every)
    deeds: list[Callable[[], object]] = [
        lambda: households.put(db, [_with_other_members(rng, one)]),
        lambda: households.delete(db, [one.uid]),
        lambda: db.execute(
            "UPDATE household SET commune_code = ?, number = ? WHERE uid = ?",
            [rng.choice(CODES), f"{rng.getrandbits(40)}", one.uid],
        ),
        lambda: db.execute("UPDATE review SET class = 'near_poor' WHERE household_uid = ?", [one.uid]),
        lambda: reviews.delete(db, [_one(db, "review")]),
        lambda: db.execute("DELETE FROM event WHERE household_uid = ?", [one.uid]),
        lambda: db.execute(
            "UPDATE person SET household_uid = ?, ordinal = ordinal + 50 WHERE household_uid = ?",
            [rng.choice(every).uid, one.uid],
        ),
    ]  # fmt: skip
    with writing(db):
        rng.choice(deeds)()


def _with_other_members(rng: Random, one: Household) -> Household:
    born = books.made(rng, [one.commune_code], each=1).households[0].members
    kept = tuple(p for p in one.members if rng.random() < 0.7)
    return replace(one, members=(*kept, *born))


# Words -------------------------------------------------------------------------------------------
def test_needs_are_called_as_on_the_forms_in_the_order_of_the_decree() -> None:
    names = [need_words.need_name(need) for need in need_words.needs_in_order()]
    assert len(names) == len(set(names)) == 20
    assert (names[0], names[8], names[12]) == (
        "Việc làm",
        "Nguồn nước sinh hoạt",
        "Không có đất sản xuất",
    )
    assert need_words.need_name("deprived:later") == "later"
    assert all(need_words.group_name(group) for group in GROUPS)
