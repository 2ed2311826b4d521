"""Deeds on several records: done whole, undone exactly, or refused with nothing changed."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from desktop.domain.act import Act, Touched
from desktop.domain.household import Household
from desktop.domain.review import Event, EventKind
from desktop.errors import UndoTooLate
from desktop.services import registering, undoing
from desktop.store import acts, households, reviews
from desktop.store.connection import Db
from tests.services.made import BY, NEAR, NOW, add, key, open_rounds

DAY = datetime.date(2026, 3, 2)


def _deed(db: Db, before: tuple[Household, ...], after: tuple[Household, ...]) -> Act:
    act = Act(
        uid="deed", kind="join", at=NOW, by=BY, happened_on=DAY, reason="về ở chung",
        before=Touched(households=before),
        after=Touched(
            households=after,
            events=(
                Event(
                    uid="e", household_uid=after[0].uid, kind=EventKind.MEMBER_IN,
                    happened_on=DAY, people=1, act="deed",
                ),
            ),
        ),
    )  # fmt: skip
    undoing.do(db, act)
    return act


def _moved(db: Db) -> tuple[Household, Household, Household, Household]:
    """The second member of one household goes to another."""
    one, two = add(db, "Bàn Văn Tiến", size=3), add(db, "Ma Văn Quý", size=2)
    mover = one.members[1]
    less = replace(one, members=(one.members[0], one.members[2]), revision=one.revision + 1)
    more = replace(two, members=(*two.members, mover), revision=two.revision + 1)
    return one, two, less, more


def _plain(household: Household | None) -> Household:
    assert household is not None
    return replace(household, revision=0)


def test_a_person_who_moves_stands_in_the_other_household_only(commune: Db) -> None:
    one, two, less, more = _moved(commune)
    _deed(commune, (one, two), (less, more))
    assert households.get(commune, one.uid) == less
    assert households.get(commune, two.uid) == more


def test_undo_brings_back_the_exact_state_at_higher_revisions(commune: Db) -> None:
    one, two, less, more = _moved(commune)
    _deed(commune, (one, two), (less, more))
    undoing.undo(commune, "deed", now=NOW, by=BY)
    back = households.get(commune, one.uid)
    assert _plain(back) == _plain(one)
    assert back is not None
    assert back.revision > less.revision
    assert _plain(households.get(commune, two.uid)) == _plain(two)
    assert reviews.all_events(commune) == []


def test_undone_twice_changes_nothing_more(commune: Db) -> None:
    one, two, less, more = _moved(commune)
    _deed(commune, (one, two), (less, more))
    undoing.undo(commune, "deed", now=NOW, by=BY)
    back = households.get(commune, one.uid)
    assert not undoing.undo(commune, "deed", now=NOW, by=BY).names
    assert households.get(commune, one.uid) == back


def test_a_record_changed_since_stops_the_undo_and_nothing_is_written(commune: Db) -> None:
    one, two, less, more = _moved(commune)
    _deed(commune, (one, two), (less, more))
    registering.save_household(commune, replace(more, note="mới"), now=NOW, by=BY)
    with pytest.raises(UndoTooLate):
        undoing.undo(commune, "deed", now=NOW, by=BY)
    assert households.get(commune, one.uid) == less
    found = acts.get(commune, "deed")
    assert found is not None
    assert found.undone_at is None


def test_a_household_made_by_the_deed_goes_unless_it_has_a_sheet(commune: Db) -> None:
    open_rounds(commune, 2026)
    one = add(commune, "Bàn Văn Tiến", size=3)
    less = replace(one, members=one.members[:2], revision=one.revision + 1)
    made = Household(
        uid="made", number="0900", commune_code=one.commune_code, list_version=one.list_version,
        village=one.village, members=(replace(one.members[2], relation="Chủ hộ"),),
        written_by=one.written_by,
    )  # fmt: skip
    _deed(commune, (one,), (less, made))
    sheet = key(commune, made, NEAR, 2026)
    with pytest.raises(UndoTooLate):
        undoing.undo(commune, "deed", now=NOW, by=BY)
    reviews.delete(commune, [sheet.uid])
    undoing.undo(commune, "deed", now=NOW, by=BY)
    assert households.get(commune, "made") is None
    assert _plain(households.get(commune, one.uid)) == _plain(one)


def test_deeds_are_found_by_household_and_by_kind(commune: Db) -> None:
    one, two, less, more = _moved(commune)
    act = _deed(commune, (one, two), (less, more))
    assert [a.uid for a in undoing.acts_of(commune, two.uid)] == ["deed"]
    assert undoing.latest_acts(commune, ["join"]) == [act]
    assert undoing.latest_acts(commune, ["split"]) == []


def test_a_number_that_changes_is_kept_as_a_former_one_and_still_finds(commune: Db) -> None:
    one = add(commune, "Bàn Văn Tiến")
    after = registering.save_household(commune, replace(one, number="0777"), now=NOW, by=BY)
    assert after.former_numbers == (one.number,)
    query = registering.Query(year=2026, text=one.number)
    assert [line.uid for line in registering.find(commune, query).lines] == [one.uid]
