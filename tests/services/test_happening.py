"""Deeds on households: recorded whole, told in both histories, taken back exactly or not at all."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from desktop.domain.household import HEAD, Household, Person
from desktop.domain.review import Answers, Event, EventKind
from desktop.domain.totals import Flow
from desktop.errors import EventOutdated, EventRefused, RoundNotHere, UndoTooLate
from desktop.services import (
    balancing,
    happening,
    registering,
    reporting,
    reviewing,
    undoing,
)
from desktop.services.counting import balance_breaks, unit_figures
from desktop.services.happening import Deed, Request
from desktop.store import households, reviews
from desktop.store.connection import Db, writing
from tests.services.made import BY, NEAR, NOT, NOW, POOR, add, dump, happen, key, open_rounds

DAY = datetime.date(2026, 5, 12)


def _get(db: Db, uid: str) -> Household:
    found = households.get(db, uid)
    assert found is not None
    return found


def _state(db: Db) -> dict[str, list[tuple[object, ...]]]:
    """The book without what only tells of its history, revisions left out."""
    skipped = ("audit", "act", "act_household")
    tables = dump(db)
    for name in ("household", "event", "review", "sheet_a"):
        at = [c.name for c in db.table(name).columns].index("revision")
        tables[name] = [row[:at] + row[at + 1 :] for row in tables[name]]
    return {name: rows for name, rows in tables.items() if name not in skipped}


def _split(db: Db, household: Household, *going: int) -> tuple[Household, str]:
    """Split these members off; the founded household and the deed."""
    members = tuple(household.present[n].uid for n in going)
    plan = happen(db, household.uid, Deed.SPLIT, DAY, members=members, new_head=members[0])
    return _get(db, plan.after.households[1].uid), plan.act


# By hand -----------------------------------------------------------------------------------------
def test_a_poor_household_splits_in_two_and_both_forms_close(commune: Db) -> None:
    """Poor with 5; 2 split off; both are poor at the end: 7.2 c1 1/5, c4 0/2, c8 1/2, c9 2/5."""
    open_rounds(commune, 2025, 2026)
    old = add(commune, size=5)
    key(commune, old, POOR, 2025)
    founded, _ = _split(commune, old, 1, 2)
    key(commune, _get(commune, old.uid), POOR)
    key(commune, founded, POOR)
    [figures] = unit_figures(commune, 2026)
    assert figures.poor_flow == Flow(
        households=(1, 0, 0, 0, 0, 0, 0, 1, 2), people=(5, 0, 0, 2, 0, 0, 0, 2, 5)
    )
    assert figures.poor_flow.closes
    assert balance_breaks(commune, 2026) == 0


def test_a_household_that_joins_another_leaves_its_list_and_the_other_grows(commune: Db) -> None:
    """Poor with 3 joins near-poor with 2: 7.2 c1 1/3, c4 1/3; 7.3 c1 1/2, c8 0/3, c9 1/5."""
    open_rounds(commune, 2025, 2026)
    one, two = add(commune, size=3), add(commune, "Ma Văn Quý", size=2)
    key(commune, one, POOR, 2025)
    key(commune, two, NEAR, 2025)
    uids = tuple(p.uid for p in one.present)
    happen(commune, one.uid, Deed.JOIN, DAY, members=uids, target=two.uid)
    key(commune, _get(commune, two.uid), NEAR)
    [figures] = unit_figures(commune, 2026)
    assert figures.poor_flow == Flow(
        households=(1, 0, 0, 1, 0, 0, 0, 0, 0), people=(3, 0, 0, 3, 0, 0, 0, 0, 0)
    )
    assert figures.near_poor_flow == Flow(
        households=(1, 0, 0, 0, 0, 0, 0, 0, 1), people=(2, 0, 0, 0, 0, 0, 0, 3, 5)
    )
    assert figures.poor_flow.closes
    assert figures.near_poor_flow.closes


def test_a_poor_household_of_four_with_a_birth_ends_near_poor_with_five(commune: Db) -> None:
    """The example of law.md §7, the fifth one born in the year."""
    open_rounds(commune, 2025, 2026)
    home = add(commune, size=4)
    key(commune, home, POOR, 2025)
    child = Person(uid="", name="Bàn Thị Na", relation="Con")
    happen(commune, home.uid, Deed.BORN, DAY, people=(child,))
    key(commune, _get(commune, home.uid), NEAR)
    [figures] = unit_figures(commune, 2026)
    assert figures.poor_flow.people == (4, 5, 0, 0, 0, 0, 0, 1, 0)
    assert figures.near_poor_flow.people == (0, 0, 0, 0, 5, 0, 0, 0, 5)
    found = balancing.balance(commune, 2026)
    assert found.breaks == ()


def test_a_household_that_went_and_came_back_in_one_year_closes(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    home = add(commune, size=4)
    key(commune, home, POOR, 2025)
    happen(commune, home.uid, Deed.MOVED_AWAY, DAY)
    happen(commune, home.uid, Deed.MOVED_IN, DAY + datetime.timedelta(30))
    key(commune, home, NOT)
    [figures] = unit_figures(commune, 2026)
    assert figures.poor_flow.households == (1, 0, 1, 0, 0, 0, 0, 0, 0)
    assert figures.poor_flow.closes
    assert balancing.balance(commune, 2026).breaks == ()


def test_a_person_who_joins_stands_in_one_household_and_is_found_there(commune: Db) -> None:
    one, two = add(commune, size=3), add(commune, "Ma Văn Quý", size=2)
    mover = replace(one.members[1], citizen_id="008180001234")
    one = registering.save_household(
        commune, replace(one, members=(one.members[0], mover, one.members[2])), now=NOW, by=BY
    )
    happen(
        commune, one.uid, Deed.JOIN, DAY, members=(mover.uid,), target=two.uid,
        relations={mover.uid: "Con dâu"},
    )  # fmt: skip
    query = registering.Query(year=2026, text="008180001234")
    assert [line.uid for line in registering.find(commune, query).lines] == [two.uid]
    trace = _get(commune, one.uid).members[1]
    assert trace.is_trace
    assert trace.left_why == f"sang hộ {two.number}"
    assert _get(commune, two.uid).present[-1].relation == "Con dâu"


def test_a_new_household_with_decomposed_letters_moves_in_composed(commune: Db) -> None:
    head = Person(uid="", name="Bàn  Văn Tiến", relation=HEAD)
    plan = happen(commune, "", Deed.MOVED_IN, DAY, people=(head,), village=" Nà Bó")
    came = _get(commune, plan.after.households[0].uid)
    assert (came.head_name, came.village, came.number) == ("Bàn Văn Tiến", "Nà Bó", "0001")
    assert came.written_by == registering.own_commune(commune).book_id


# Refused -----------------------------------------------------------------------------------------
def test_a_blocked_plan_is_refused_and_nothing_is_written(commune: Db) -> None:
    home = add(commune, size=2)
    before = dump(commune)
    with pytest.raises(EventRefused):
        happen(commune, home.uid, Deed.DIED, DAY)
    assert dump(commune) == before


def test_a_plan_made_before_the_household_changed_is_not_written(commune: Db) -> None:
    home = add(commune, size=3)
    request = Request(kind=Deed.DIED, on=DAY, household=home.uid, members=(home.present[1].uid,))
    plan = happening.plan_event(commune, request, now=NOW)
    registering.save_household(commune, replace(home, note="mới"), now=NOW, by=BY)
    before = dump(commune)
    with pytest.raises(EventOutdated):
        happening.record(commune, plan, now=NOW, by=BY)
    assert dump(commune) == before


def test_a_number_given_away_since_the_plan_is_not_given_twice(commune: Db) -> None:
    home = add(commune, size=3)
    member = home.present[1].uid
    request = Request(
        kind=Deed.SPLIT, on=DAY, household=home.uid, members=(member,), new_head=member
    )
    plan = happening.plan_event(commune, request, now=NOW)
    add(commune, "Ma Văn Quý")
    with pytest.raises(EventOutdated):
        happening.record(commune, plan, now=NOW, by=BY)


def test_an_upper_office_records_no_deeds(upper: Db) -> None:
    with pytest.raises(RoundNotHere):
        happen(upper, "x", Deed.MOVED_AWAY, DAY)


# Told and taken back -----------------------------------------------------------------------------
def test_both_households_have_the_events_of_a_split_and_the_deed(commune: Db) -> None:
    home = add(commune, size=4)
    founded, act = _split(commune, home, 1)
    [out] = reviews.events_of(commune, home.uid)
    assert (out.kind, out.person_uid, out.other_uid) == (
        EventKind.MEMBER_OUT, home.present[1].uid, founded.uid,
    )  # fmt: skip
    [off] = reviews.events_of(commune, founded.uid)
    assert (off.kind, off.people, off.other_uid) == (EventKind.SPLIT_OFF, 1, home.uid)
    assert _get(commune, home.uid).members[1].who == home.present[1].uid
    assert [a.uid for a in happening.recent(commune)] == [act]
    for uid in (home.uid, founded.uid):
        whole = registering.whole(commune, uid)
        assert whole is not None
        assert [a.uid for a in whole.acts] == [act]


def test_withdrawing_an_event_takes_the_whole_deed_back(commune: Db) -> None:
    home = add(commune, size=4)
    before = _state(commune)
    founded, _ = _split(commune, home, 1, 2)
    [off] = reviews.events_of(commune, founded.uid)
    happening.withdraw(commune, off.uid, now=NOW, by=BY)
    assert _state(commune) == before


def test_an_event_older_than_deeds_is_taken_out_and_brought_back(commune: Db) -> None:
    home = add(commune)
    event = Event(uid="old", household_uid=home.uid, kind=EventKind.MOVED_AWAY, happened_on=DAY)
    with writing(commune):
        reviews.put_events(commune, [event])
    before = _state(commune)
    happening.withdraw(commune, "old", now=NOW, by=BY)
    assert reviews.all_events(commune) == []
    [act] = happening.recent(commune)
    undoing.undo(commune, act.uid, now=NOW, by=BY)
    assert _state(commune) == before
    assert not happening.withdraw(commune, "nobody", now=NOW, by=BY).names


def test_a_leaving_is_not_undone_under_a_later_return(commune: Db) -> None:
    home = add(commune)
    away = happen(commune, home.uid, Deed.MOVED_AWAY, DAY)
    back = happen(commune, home.uid, Deed.MOVED_IN, DAY + datetime.timedelta(1))
    before = dump(commune)
    with pytest.raises(UndoTooLate):
        happening.take_back(commune, away.act, now=NOW, by=BY)
    assert dump(commune) == before
    happening.take_back(commune, back.act, now=NOW, by=BY)
    happening.take_back(commune, away.act, now=NOW, by=BY)
    assert reviews.all_events(commune) == []


def test_a_coming_told_by_mistake_is_taken_back_though_the_sheet_was_keyed_since(
    commune: Db,
) -> None:
    open_rounds(commune, 2026)
    home = add(commune)
    plan = happen(commune, home.uid, Deed.MOVED_IN, DAY)
    key(commune, home, POOR, size=5)
    happening.take_back(commune, plan.act, now=NOW, by=BY)
    assert reviews.all_events(commune) == []
    assert len(_get(commune, home.uid).present) == 5


def test_a_split_is_not_undone_once_the_new_household_has_a_sheet(commune: Db) -> None:
    open_rounds(commune, 2026)
    home = add(commune, size=4)
    founded, act = _split(commune, home, 1)
    reviewing.save_draft(commune, founded, Answers(), 2026, now=NOW, by=BY)
    before = dump(commune)
    with pytest.raises(UndoTooLate):
        happening.take_back(commune, act, now=NOW, by=BY)
    assert dump(commune) == before


def test_the_list_of_the_year_before_still_names_a_household_that_joined_another(
    commune: Db,
) -> None:
    open_rounds(commune, 2025, 2026)
    one, two = add(commune, size=3), add(commune, "Ma Văn Quý", size=2)
    for home in (one, two):
        key(commune, home, POOR, 2025)
    before = reporting.sheet_of(commune, "VI", 2025).body
    happen(
        commune, one.uid, Deed.JOIN, DAY, members=tuple(p.uid for p in one.present), target=two.uid
    )
    numbered = [r for r in reporting.sheet_of(commune, "VI", 2025).body if r.lines[0][0]]
    assert [r.lines[0][1] for r in numbered] == [r.lines[0][1] for r in before]
