"""Figures kept by an upper office are those that would be counted now, whoever wrote in between."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from desktop.domain.review import Event, EventKind
from desktop.domain.totals import UnitFigures
from desktop.services import counting, gathering, registering
from desktop.store import households, packages, reviews, totals
from desktop.store.connection import Db, writing
from tests.services.made import NOT, POOR, add, key, open_rounds, pack, residents, take_in
from tests.ui.small_books import PROVINCE, make_book
from tests.ui.upper_books import AN_TUONG, BACH_DICH, BINH_AN, put_commune

YEARS = (2025, 2026)


@dataclass(frozen=True)
class Shown:
    """All that is read from what is kept: the forms, what breaks their balance, the board."""

    forms: dict[int, list[UnitFigures]]
    breaks: list[int]
    board: dict[tuple[int, str], UnitFigures]


def shown(db: Db) -> Shown:
    return Shown(
        forms={year: counting.unit_figures(db, year) for year in YEARS},
        breaks=[counting.balance_breaks(db, year) for year in YEARS],
        board={**counting.known(db, YEARS[-1]).figures},
    )


def anew(db: Db) -> Shown:
    """Counted with nothing kept; what was kept before stands again afterwards."""
    with pytest.raises(StopIteration), writing(db):
        db.execute("DELETE FROM counted_figure")
        found = shown(db)
        raise StopIteration
    return found


def counts(db: Db, look: Callable[[Db], object]) -> int:
    """How often a look goes through households with their reviews."""
    seen: list[str] = []
    db.conn.set_trace_callback(seen.append)
    look(db)
    db.conn.set_trace_callback(None)
    return sum("household h" in statement for statement in seen)


def of_board(db: Db) -> object:
    return gathering.upper_overview(db, YEARS[-1])


def test_after_a_take_in_neither_the_board_nor_the_forms_count_anything(
    sender: Db, second: Db, upper: Db, tmp_path: Path
) -> None:
    take_in(upper, [pack(sender, tmp_path)])
    assert (counts(upper, of_board), counts(upper, shown)) == (0, 0)
    open_rounds(second, 2026)
    key(second, add(second, "Ma Văn Quý"), POOR)
    residents(second)
    take_in(upper, [pack(second, tmp_path)])
    assert (counts(upper, of_board), counts(upper, shown)) == (0, 0)
    assert len(shown(upper).forms[2026]) == 2
    key(sender, registering.everyone(sender)[0], NOT, 2026)
    take_in(upper, [pack(sender, tmp_path)])
    assert (counts(upper, of_board), counts(upper, shown)) == (0, 0)
    assert shown(upper) == anew(upper)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM household WHERE uid = (SELECT household_uid FROM review LIMIT 1)",
        "UPDATE review SET class = 'not_poor'",
        "DELETE FROM review WHERE year = 2026",
        "UPDATE review SET year = year - 1 WHERE year = 2025",
        "UPDATE household SET merit_person = 1 - merit_person",
        "UPDATE residents SET households = households + 1",
        "DELETE FROM residents",
        "INSERT INTO event SELECT 'e1', uid, 'moved_away', '2026-03-01', '', written_by, 1, 1, '',"
        " '', '' FROM household LIMIT 1",
    ],
)
def test_whatever_is_written_behind_its_back_is_counted(
    sender: Db, upper: Db, tmp_path: Path, statement: str
) -> None:
    take_in(upper, [pack(sender, tmp_path)])
    with writing(upper):
        upper.execute("UPDATE review SET merit_person = NULL")
    kept = shown(upper)
    with writing(upper):
        upper.execute(statement)
    now = shown(upper)
    assert now == anew(upper)
    assert now != kept


def test_a_take_in_that_fails_leaves_no_figures_of_its_own(
    sender: Db, upper: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(upper, [pack(sender, tmp_path)])
    before = shown(upper)
    key(sender, registering.everyone(sender)[0], NOT, 2026)

    def fall(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(packages, "put", fall)
    with pytest.raises(RuntimeError):
        take_in(upper, [pack(sender, tmp_path)])
    assert shown(upper) == before == anew(upper)


def test_what_another_version_of_the_program_counted_is_not_believed(
    sender: Db, upper: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(upper, [pack(sender, tmp_path)])
    monkeypatch.setattr(counting, "PROGRAM", "another")
    assert counts(upper, of_board) > 0
    assert counts(upper, of_board) == 0


# In one book, by chance --------------------------------------------------------------------------
CODES = (BINH_AN, AN_TUONG, BACH_DICH)


@pytest.fixture
def province(tmp_path: Path) -> Db:
    made = make_book(tmp_path / "province.rasoat-book", PROVINCE)
    for code in CODES:
        put_commune(made, code, {2025: "PPPNN", 2026: "PPNNO"})
    return made


@pytest.mark.parametrize("seed", [7, 8])
def test_whatever_is_written_what_is_kept_is_what_a_recount_finds(province: Db, seed: int) -> None:
    rng = Random(seed)
    assert shown(province) == anew(province)
    for _ in range(40):
        _write_something(province, rng)
        assert shown(province) == anew(province)


def _write_something(db: Db, rng: Random) -> None:
    """A review changed or dropped, an event, residents, a household changed, moved or gone."""
    every = households.all_of(db)
    if not every:
        return
    one = rng.choice(every)
    kept = [r.uid for r in reviews.all_until(db, 2026) if r.household_uid == one.uid] or [""]
    event = Event(
        uid=f"{rng.getrandbits(64):x}", household_uid=one.uid,
        kind=rng.choice((EventKind.MOVED_AWAY, EventKind.MOVED_IN)),
        happened_on=datetime.date(rng.choice(YEARS), rng.randint(1, 12), 1), written_by="b",
    )  # fmt: skip
    other_class = rng.choice(("poor", "near_poor", "not_poor"))
    deeds: list[Callable[[], object]] = [
        lambda: db.execute(
            "UPDATE review SET class = ? WHERE uid = ?", [other_class, rng.choice(kept)]
        ),
        lambda: db.execute("UPDATE review SET merit_person = NULL WHERE uid = ?", [kept[-1]]),
        lambda: db.execute("UPDATE review SET state = 'draft' WHERE uid = ?", [kept[0]]),
        lambda: reviews.delete(db, [rng.choice(kept)]),
        lambda: reviews.put_events(db, [event]),
        lambda: db.execute("UPDATE event SET happened_on = '2024-05-01' WHERE rowid % 2"),
        lambda: db.execute("DELETE FROM event WHERE household_uid = ?", [one.uid]),
        lambda: db.execute(
            "UPDATE household SET merit_person = 1 - merit_person WHERE uid = ?", [one.uid]
        ),
        lambda: db.execute(
            "UPDATE household SET commune_code = ?, number = ? WHERE uid = ?",
            [rng.choice(CODES), f"{rng.getrandbits(40)}", one.uid],
        ),
        lambda: db.execute(
            "UPDATE residents SET households = households + 1 WHERE commune_code = ? AND year = ?",
            [one.commune_code, rng.choice(YEARS)],
        ),
        lambda: reviews.delete_residents(db, rng.choice(CODES)) if rng.random() < 0.2 else None,
        lambda: households.delete(db, [one.uid]),
    ]
    with writing(db):
        rng.choice(deeds)()


def test_only_what_changed_is_counted_again(province: Db, monkeypatch: pytest.MonkeyPatch) -> None:
    shown(province)
    asked: set[str] = set()
    count = totals.flow_cells

    def watched(db: Db, year: int, *, by_village: bool, commune_code: str = "") -> object:
        asked.add(f"{commune_code} {year}")
        return count(db, year, by_village=by_village, commune_code=commune_code)

    monkeypatch.setattr(totals, "flow_cells", watched)
    put_commune(province, BINH_AN, {2026: "PNNNO"})
    assert counting.known(province, 2026).figures[2026, BINH_AN].poor_households == 1
    assert asked == {f"{BINH_AN} 2026"}


def test_years_are_those_with_complete_reviews(province: Db) -> None:
    assert totals.years(province) == [2025, 2026]
    with writing(province):
        province.execute("UPDATE review SET state = 'draft' WHERE year = 2025")
        province.execute(
            "UPDATE review SET year = 2020 WHERE year = 2026 AND household_uid LIKE '%0'"
        )
    assert totals.years(province) == [2020, 2026]
    with writing(province):
        province.execute("DELETE FROM review")
    assert totals.years(province) == []
