"""Likely twins: found once, remembered when settled, told while keying; an upper office only looks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.household import Household
from desktop.domain.review import Event, EventKind
from desktop.errors import Cancelled, RoundNotHere
from desktop.services import pairing, registering, uniting
from desktop.services.pairing import Pair, Scanned
from desktop.store import reviews
from desktop.store.connection import Db, writing
from tests.services.made import BY, NOW, POOR, add, dump, key, open_rounds, pack, residents, take_in
from tests.services.twin_made import copy_of, with_id


def _scan(db: Db) -> Scanned:
    return pairing.scan(db, now=NOW)


def _queue(db: Db) -> list[Pair]:
    _scan(db)
    return pairing.queue(db)


def test_a_household_entered_twice_is_found_with_its_reasons(commune: Db) -> None:
    one = add(commune)
    other = copy_of(commune, one, name="Bàn Văn Tiên")
    add(commune, "Lò Văn Ỏn", village="Khuổi Trang")
    pair = _queue(commune)[0]
    assert pair.kind == "household"
    assert (pair.left.number, pair.right.number) == (one.number, other.number)
    assert (pair.left.name, pair.right.name) == ("Bàn Văn Tiến", "Bàn Văn Tiên")
    assert {"name-tones", "born-same", "village-same", "members"} == {r.code for r in pair.reasons}
    assert pairing.open_count(commune) == 1


def test_an_empty_book_has_no_pairs(commune: Db) -> None:
    assert _scan(commune) == Scanned(waiting=0, new=0)


def test_looking_again_finds_nothing_new_and_keeps_one_line_a_pair(commune: Db) -> None:
    copy_of(commune, add(commune))
    assert _scan(commune).new == 1
    before = dump(commune)
    assert _scan(commune) == Scanned(waiting=1, new=0)
    assert dump(commune) == before


def test_a_pair_that_no_longer_looks_alike_leaves_the_queue(commune: Db) -> None:
    other = copy_of(commune, add(commune))
    _scan(commune)
    stranger = replace(other, members=(replace(other.members[0], name="Hà Thị Tư", born="1961"),))
    registering.save_household(commune, stranger, now=NOW, by=BY)
    assert _scan(commune).waiting == 0


def test_two_who_are_different_never_come_again_and_may_be_taken_back(commune: Db) -> None:
    copy_of(commune, add(commune))
    pair = _queue(commune)[0]
    pairing.different(commune, pair.uid, now=NOW, by=BY)
    assert pairing.queue(commune) == []
    assert [p.kind for p in _queue(commune)] == []
    pairing.reopen(commune, pair.uid, now=NOW, by=BY)
    assert [p.uid for p in pairing.queue(commune)] == [pair.uid]


def test_one_number_in_two_households_is_asked_about_though_they_are_two(commune: Db) -> None:
    one = with_id(commune, add(commune), "008080000001")
    copy_of(commune, one)
    pairing.different(commune, _queue(commune)[0].uid, now=NOW, by=BY)
    found = _queue(commune)
    assert [(p.kind, p.left.name, p.right.name) for p in found] == [
        ("person", "Bàn Văn Tiến", "Bàn Văn Tiến")
    ]
    assert found[0].reasons[0].code == "id-same"


def test_a_person_in_two_households_is_a_pair_of_its_own(commune: Db) -> None:
    home = with_id(commune, add(commune), "008210000009", member=1)
    other = add(commune, "Lò Văn Ỏn", village="Khuổi Trang", size=3)
    twin = replace(home.members[1], uid="twin", relation="Vợ")
    registering.save_household(
        commune, replace(other, members=(*other.members, twin)), now=NOW, by=BY
    )
    pair = _queue(commune)[0]
    assert (pair.kind, pair.left.name, pair.right.number) == (
        "person",
        home.members[1].name,
        other.number,
    )


def test_who_is_no_longer_here_is_not_compared(commune: Db) -> None:
    one = add(commune)
    copy_of(commune, one)
    away = Event(uid="e", household_uid=one.uid, kind=EventKind.MOVED_AWAY, happened_on=NOW.date())
    with writing(commune):
        reviews.put_events(commune, [away])
    assert _scan(commune).waiting == 0


def test_a_search_that_is_stopped_leaves_the_queue_as_it_was(commune: Db) -> None:
    copy_of(commune, add(commune))
    before = dump(commune)

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        pairing.scan(commune, now=NOW, tick=stop)
    assert dump(commune) == before


# While keying ------------------------------------------------------------------------------------
def test_a_number_of_another_household_is_told(commune: Db) -> None:
    home = with_id(commune, add(commune), "008080000001")
    found = pairing.elsewhere(commune, ["", "008080000001", "008099000009"])
    assert [(e.citizen_id, e.person, e.number, e.village) for e in found] == [
        ("008080000001", "Bàn Văn Tiến", home.number, "Nà Bó")
    ]
    assert pairing.elsewhere(commune, ["008080000001"], not_in=home.uid) == []
    assert pairing.elsewhere(commune, [""]) == []


def test_who_has_left_stands_nowhere_else(commune: Db) -> None:
    home = with_id(commune, add(commune), "008080000001")
    gone = replace(home.members[0], left_on=NOW.date())
    registering.save_household(
        commune, replace(home, members=(gone, *home.members[1:])), now=NOW, by=BY
    )
    assert pairing.elsewhere(commune, ["008080000001"]) == []


# The upper office --------------------------------------------------------------------------------
def _reported(db: Db, tmp_path: Path, household: Household) -> Path:
    open_rounds(db, 2026)
    key(db, household, POOR)
    residents(db)
    return pack(db, tmp_path)


def test_an_upper_office_sees_pairs_across_communes_and_settles_none(
    commune: Db, second: Db, upper: Db, tmp_path: Path
) -> None:
    one = with_id(commune, add(commune), "008080000001")
    copy_of(commune, one)
    other = with_id(second, add(second, village="Khuổi Luông"), "008080000001")
    take_in(upper, [_reported(commune, tmp_path, one), _reported(second, tmp_path / "2", other)])
    found = _queue(upper)
    assert len(found) == 2, "the commune's own pair is the commune's to settle"
    assert {p.kind for p in found} == {"household"}
    assert {p.right.commune for p in found} | {p.left.commune for p in found} == {
        "Xã Bình An",
        "Xã Yên Nguyên",
    }
    for pair in found:
        shown = uniting.view(upper, pair.uid)
        sides = (shown.left.household.uid, shown.right.household.uid)
        assert sides == (pair.left.household_uid, pair.right.household_uid)
    with pytest.raises(RoundNotHere):
        uniting.same(upper, found[0].uid, {}, now=NOW, by=BY)


def test_thon_1_of_two_communes_is_no_village_in_common(
    commune: Db, second: Db, upper: Db, tmp_path: Path
) -> None:
    one, other = add(commune, village="Thôn 1"), add(second, village="Thôn 1")
    files = [_reported(commune, tmp_path, one), _reported(second, tmp_path / "2", other)]
    take_in(upper, files)
    assert all("village-same" not in {r.code for r in p.reasons} for p in _queue(upper))


def test_a_sheet_is_not_touched_by_looking(commune: Db) -> None:
    open_rounds(commune, 2026)
    one = add(commune)
    key(commune, one, POOR)
    copy_of(commune, one)
    before = reviews.of_round(commune, 2026)
    _scan(commune)
    assert reviews.of_round(commune, 2026) == before
