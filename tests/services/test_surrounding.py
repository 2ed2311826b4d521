"""Around a sheet: who stands in another household too, who has left, how the household was before."""

from __future__ import annotations

import datetime
from dataclasses import replace

from desktop.domain.household import Household, Person
from desktop.domain.review import EventKind
from desktop.services import keying, registering, surrounding
from desktop.services.surrounding import around
from desktop.store import households
from desktop.store.connection import Db
from tests.services.made import BY, NOW, POOR, add, at, happen, key, open_rounds

DAY = datetime.date(2026, 5, 12)


def _with_head(db: Db, household: Household, **changes: object) -> Household:
    head = replace(household.members[0], **changes)  # type: ignore[arg-type]
    changed = replace(household, members=(head, *household.members[1:]))
    return registering.save_household(db, changed, now=NOW, by=BY)


def _get(db: Db, uid: str) -> Household:
    found = households.get(db, uid)
    assert found is not None
    return found


def test_the_same_number_in_another_household_is_found_for_sure(commune: Db) -> None:
    one = _with_head(commune, add(commune), citizen_id="008080000001")
    two = _with_head(commune, add(commune, "Ma Văn Quý"), citizen_id="008080000001")
    found = around(commune, two).elsewhere
    assert set(found) == {two.members[0].uid}
    other = found[two.members[0].uid]
    assert (other.number, other.head_name, other.sure) == (one.number, one.head_name, True)


def test_a_namesake_with_the_same_birth_day_is_found_but_not_against_two_numbers(
    commune: Db,
) -> None:
    one, two = add(commune), add(commune, village="Bản Phú")  # the same name and birth date
    assert around(commune, two).elsewhere[two.members[0].uid].sure is False
    _with_head(commune, one, citizen_id="008080000001")
    two = _with_head(commune, two, citizen_id="008080000002")
    assert around(commune, two).elsewhere == {}


def test_a_birth_year_alone_makes_no_namesake(commune: Db) -> None:
    for village in ("Bản Phú", "Nà Bó"):
        last = _with_head(commune, add(commune, village=village), born="1980")
    assert around(commune, last).elsewhere == {}


def test_people_of_a_household_that_moved_away_stand_nowhere_else(commune: Db) -> None:
    one, two = add(commune), add(commune, village="Bản Phú")
    happen(commune, one.uid, "moved_away", DAY)
    assert around(commune, two).elsewhere == {}
    gone = around(commune, one)
    assert (gone.gone, gone.gone_on) == (EventKind.MOVED_AWAY, DAY)
    happen(commune, one.uid, "moved_in", datetime.date(2026, 6, 1))
    assert around(commune, _get(commune, one.uid)).gone is None


def test_a_birth_recorded_between_two_sheets_is_no_member_of_last_year(commune: Db) -> None:
    """Deeds are not in the trail of a household, but they are walked back all the same."""
    open_rounds(commune, 2025)
    home = add(commune, now=at(2025, 9))
    key(commune, home, POOR, 2025)
    child = Person(uid="", name="Bàn Thị Mơ", relation="Con", born="2026-05-01")
    happen(commune, home.uid, "born", DAY, people=(child,), now=at(2026, 5, 13))
    open_rounds(commune, 2026)
    opened = keying.open_for_keying(commune, home.uid, 2026)
    assert opened.before is not None
    assert opened.last_household is not None
    assert len(opened.sheet.household.present) == len(opened.before.present) == 4
    assert len(opened.last_household.present) == 3


def test_a_household_made_by_a_deed_in_the_round_has_nothing_before(commune: Db) -> None:
    open_rounds(commune, 2026)
    home = add(commune, size=4, now=at(2026, 8))
    members = tuple(p.uid for p in home.present[2:])
    plan = happen(
        commune, home.uid, "split", datetime.date(2026, 10, 1), members=members,
        new_head=members[0],
    )  # fmt: skip
    founded = plan.after.households[1].uid
    assert keying.open_for_keying(commune, founded, 2026).before is None
    before = keying.open_for_keying(commune, home.uid, 2026).before
    assert before is not None
    assert len(before.present) == 4


def test_old_fonts_are_read_only_where_they_are_plain() -> None:
    assert surrounding.in_unicode("TriÖu ThÞ MÊy") == "Triệu Thị Mấy"
    for name in ("Triệu Thị Mấy", "Lò A Dé", "Ma Kim", ""):
        assert surrounding.in_unicode(name) == name
