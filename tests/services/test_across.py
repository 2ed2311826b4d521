"""Pairs across communes: settled by a remark to both, remembered until the facts change; no record is touched."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.household import Household, IdState
from desktop.errors import TwinGone
from desktop.services import across, pairing, receipting, registering, uniting
from desktop.services.pairing import Pair
from desktop.store import answers, audit, packages
from desktop.store.connection import Db
from tests.services.made import (
    BY,
    COMMUNE,
    NOW,
    POOR,
    SECOND,
    add,
    at,
    dump,
    happen,
    key,
    open_rounds,
    pack,
    residents,
    take_in,
)
from tests.services.twin_made import with_id

ID = "008080000001"
TABLES = ("household", "person", "review", "event", "residents")
LATER = at(2026, 12, 1)


def _season(db: Db, home: Household) -> Household:
    open_rounds(db, 2026)
    key(db, home, POOR)
    residents(db)
    return home


def _send(dbs: Iterable[Db], upper: Db, folder: Path, now: datetime.datetime = NOW) -> None:
    for n, db in enumerate(dbs):
        take_in(upper, [pack(db, folder / f"{n}-{now:%m%d}", now=now)], now=now)


@pytest.fixture
def twice(commune: Db, second: Db, upper: Db, tmp_path: Path) -> Db:
    """The upper office's book with one household in two communes."""
    _season(commune, with_id(commune, add(commune), ID))
    _season(second, with_id(second, add(second, village="Khuổi Luông"), ID))
    _send((commune, second), upper, tmp_path)
    pairing.scan(upper, now=NOW)
    return upper


def _pair(db: Db) -> Pair:
    (pair,) = [p for p in pairing.queue(db) if not p.later]
    return pair


def _again(db: Db) -> list[Pair]:
    pairing.scan(db, now=LATER)
    return [p for p in pairing.queue(db) if not p.later]


def _rename(db: Db, name: str) -> None:
    (home,) = registering.everyone(db)
    members = (replace(home.members[0], name=name), *home.members[1:])
    registering.save_household(db, replace(home, members=members), now=NOW, by=BY)


# One and the same --------------------------------------------------------------------------------
def test_both_communes_hear_of_it_and_no_record_is_touched(twice: Db) -> None:
    before = {name: dump(twice)[name] for name in TABLES}
    told = across.one_of_both(twice, _pair(twice).uid, now=NOW, by=BY)
    assert {name: dump(twice)[name] for name in TABLES} == before
    assert set(told.offices) == {"Xã Bình An", "Xã Yên Nguyên"}
    assert told.unheard == ()
    said = {g.office: g.text for g in answers.given(twice)}
    assert set(said) == {COMMUNE, SECOND}
    assert "Xã Yên Nguyên" in said[COMMUNE]
    assert "Khuổi Luông" in said[COMMUNE]
    assert "Xã Bình An" in said[SECOND]
    assert ID not in "".join(said.values()), "no number of a person leaves its commune"
    assert [o.office for o in receipting.receipts_owed(twice)] == [COMMUNE, SECOND]


def test_the_remark_comes_to_the_commune_with_the_receipt_owed(
    twice: Db, commune: Db, second: Db, tmp_path: Path
) -> None:
    across.one_of_both(twice, _pair(twice).uid, note="Gọi cho xã bên", now=NOW, by=BY)
    written = receipting.write_owed(twice, tmp_path / "r", now=LATER, by=BY)
    assert all(w.path for w in written)
    for db in (commune, second):
        take_in(db, [w.path for w in written if w.path], now=LATER)
        (home,) = registering.everyone(db)
        (heard,) = answers.heard(db, household_uid=home.uid)
        assert heard.remark.text.endswith("Gọi cho xã bên")
    assert receipting.receipts_owed(twice) == []


def test_a_settled_pair_does_not_come_back_with_the_next_report(
    twice: Db, commune: Db, second: Db, tmp_path: Path
) -> None:
    across.one_of_both(twice, _pair(twice).uid, now=NOW, by=BY)
    key(commune, registering.everyone(commune)[0], POOR)
    _send((commune, second), twice, tmp_path, at(2026, 11, 20))
    assert _again(twice) == []


def test_other_facts_bring_it_back(twice: Db, second: Db, tmp_path: Path) -> None:
    for _ in range(2):  # the households, then the number that two heads have
        across.different(twice, _pair(twice).uid, now=NOW, by=BY)
        pairing.scan(twice, now=NOW)
    assert _again(twice) == []
    _rename(second, "Bàn Văn Tiên")
    _send((second,), twice, tmp_path, at(2026, 11, 20))
    assert [p.kind for p in _again(twice)] == ["household"]


def test_a_remark_falls_silent_once_the_pair_is_no_more(
    twice: Db, commune: Db, second: Db, tmp_path: Path
) -> None:
    across.one_of_both(twice, _pair(twice).uid, now=NOW, by=BY)
    (home,) = registering.everyone(second)
    happen(second, home.uid, "moved_away", at(2026, 10, 30).date(), "Về Xã Bình An")
    _send((second,), twice, tmp_path, at(2026, 11, 20))
    assert _again(twice) == []
    assert answers.given(twice) == [], "the other commune need not hear of it any more"


# Two, or later -----------------------------------------------------------------------------------
def test_told_apart_is_remembered_and_nobody_is_told(twice: Db) -> None:
    pair = _pair(twice)
    across.different(twice, pair.uid, now=NOW, by=BY)
    assert answers.given(twice) == []
    # One number in two households is one too many, even if the households are two.
    assert {p.kind for p in _again(twice)} <= {"person"}
    assert "twins-different" in [e.action for e in audit.of(twice, _left(twice, pair))]


def _left(db: Db, pair: Pair) -> str:
    return str(db.execute("SELECT left_uid FROM twin WHERE uid = ?", [pair.uid]).fetchone()[0])


def test_put_off_stands_at_the_end_and_is_not_counted(twice: Db) -> None:
    pair = _pair(twice)
    across.later(twice, pair.uid, now=NOW, by=BY)
    pairing.scan(twice, now=LATER)
    assert pairing.open_count(twice) == 0
    (kept,) = pairing.queue(twice)
    assert (kept.uid, kept.later) == (pair.uid, True)
    assert uniting.view(twice, pair.uid).uid == pair.uid
    across.one_of_both(twice, pair.uid, now=LATER, by=BY)
    assert pairing.queue(twice) == []


def test_a_decision_is_taken_back_with_its_remarks(twice: Db) -> None:
    pair = _pair(twice)
    across.one_of_both(twice, pair.uid, now=NOW, by=BY)
    across.reopen(twice, pair.uid, now=NOW, by=BY)
    assert _pair(twice).uid == pair.uid
    assert answers.given(twice) == []
    assert receipting.receipts_owed(twice) == []


def test_settled_already_is_gone(twice: Db) -> None:
    pair = _pair(twice)
    across.one_of_both(twice, pair.uid, now=NOW, by=BY)
    with pytest.raises(TwinGone):
        across.different(twice, pair.uid, now=NOW, by=BY)


# What is no pair ---------------------------------------------------------------------------------
def test_moved_away_here_and_come_there_is_no_pair(
    commune: Db, second: Db, upper: Db, tmp_path: Path
) -> None:
    home = _season(commune, with_id(commune, add(commune), ID))
    _season(second, with_id(second, add(second), ID))
    happen(commune, home.uid, "moved_away", at(2026, 10, 20).date(), "Đến xã khác")
    _send((commune, second), upper, tmp_path)
    pairing.scan(upper, now=NOW)
    assert pairing.queue(upper) == []


def test_a_member_who_left_one_household_for_another_is_no_pair(
    commune: Db, second: Db, upper: Db, tmp_path: Path
) -> None:
    home = with_id(commune, add(commune, size=3), ID, member=1)
    gone = replace(home.members[1], left_on=at(2026, 10, 1).date())
    home = replace(home, members=(home.members[0], gone, home.members[2]))
    _season(commune, registering.save_household(commune, home, now=NOW, by=BY))
    _season(second, with_id(second, add(second, "Lý Văn Xa"), ID))
    _send((commune, second), upper, tmp_path)
    pairing.scan(upper, now=NOW)
    assert pairing.queue(upper) == []


# Found without a number --------------------------------------------------------------------------
def test_a_rare_name_of_one_year_of_birth_is_found_across_communes(
    commune: Db, second: Db, upper: Db, tmp_path: Path
) -> None:
    for db, name in ((commune, "Giàng Sính Páo"), (second, "Giàng Sính Pao")):
        home = add(db, name, size=1)
        head = replace(home.members[0], born="1961", id_state=IdState.UNKNOWN)
        home = registering.save_household(db, replace(home, members=(head,)), now=NOW, by=BY)
        _season(db, home)
    _send((commune, second), upper, tmp_path)
    pairing.scan(upper, now=NOW)
    homes = {u for p in pairing.queue(upper) for u in (p.left.commune, p.right.commune)}
    assert homes == {"Xã Bình An", "Xã Yên Nguyên"}


def test_an_office_that_never_reported_is_named_as_unheard(twice: Db) -> None:
    from desktop.store.connection import writing

    with writing(twice):
        twice.execute("DELETE FROM package WHERE sender = ?", [SECOND])
    told = across.one_of_both(twice, _pair(twice).uid, now=NOW, by=BY)
    assert told.unheard == ("Xã Yên Nguyên",)
    assert packages.from_sender(twice, SECOND) == []
