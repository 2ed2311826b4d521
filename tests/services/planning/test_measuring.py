"""Measures and planned escapes: planned, written, changed, taken out, undone; never lost on the way."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.household import Household
from desktop.domain.planning import Measure, MeasureKind, MeasureState
from desktop.errors import BranchNotMain, MeasureAmiss, RoundNotHere, UndoTooLate
from desktop.services import recalling, undoing
from desktop.services.planning import escapes, measure_kinds, measuring
from desktop.services.planning.measure_kinds import KindList
from desktop.services.planning.measuring import MeasureWish
from desktop.store import branch, measures
from desktop.store.connection import Db, writing
from tests.services.made import BY, NEAR, NOT, POOR, add, at, happen, key, open_rounds

YEAR = 2027
NOW = at(2027, 3)
TODAY = NOW.date()


@pytest.fixture
def homes(commune: Db) -> list[Household]:
    """A poor, a near-poor and a not poor household of 2026, and one that nobody reviewed."""
    open_rounds(commune, 2026)
    made = [add(commune, f"Bàn Văn {given}") for given in ("An", "Bảo", "Cường", "Dũng")]
    for household, of in zip(made, (POOR, NEAR, NOT), strict=False):
        key(commune, household, of, 2026)
    return made


def wish(*homes: Household, kind: str = "credit", **more: Any) -> MeasureWish:
    return MeasureWish(year=YEAR, uids=tuple(h.uid for h in homes), kind=kind, **more)


def record(db: Db, *homes: Household, **more: Any) -> measuring.Done:
    planned = measuring.plan(db, wish(*homes, **more), today=TODAY)
    return measuring.do(db, planned, now=NOW, by=BY)


def of_year(db: Db) -> list[Measure]:
    return measures.of_year(db, YEAR)


def test_a_group_gets_its_measure_at_once_and_loses_it_at_once(
    commune: Db, homes: list[Household]
) -> None:
    done = record(commune, *homes[:2], amount=50_000_000, programme="  Vay  vốn ")
    found = of_year(commune)
    assert [m.household_uid for m in found] == [h.uid for h in homes[:2]]
    assert {(m.amount, m.programme, m.commune_code) for m in found} == {
        (50_000_000, "Vay vốn", "02296")
    }
    assert len({m.group for m in found}) == 1
    assert found[0].group
    assert (done.count, measuring.money(commune, YEAR)) == (2, 100_000_000)
    measuring.put_back(commune, done.act_uid, now=NOW, by=BY)
    assert of_year(commune) == []


def test_what_is_odd_is_said_with_the_households_it_is_about(
    commune: Db, homes: list[Household]
) -> None:
    record(commune, homes[0])
    happen(commune, homes[1].uid, "moved_away", datetime.date(2026, 12, 1), "đi làm xa", now=NOW)
    planned = measuring.plan(commune, wish(*homes), today=TODAY)
    of = {code.removeprefix("measure-"): uids for code, uids in planned.concerned.items()}
    assert of == {
        "double": (homes[0].uid,),
        "household-left": (homes[1].uid,),
        "not-listed": (homes[2].uid, homes[3].uid),
    }
    assert len(planned.measures) == 4
    assert not planned.is_blocked


def test_nonsense_is_refused_and_nothing_is_written(commune: Db, homes: list[Household]) -> None:
    planned = measuring.plan(commune, wish(homes[0], amount=-5), today=TODAY)
    assert planned.is_blocked
    with pytest.raises(MeasureAmiss):
        measuring.do(commune, planned, now=NOW, by=BY)
    assert of_year(commune) == []


def test_whoever_is_not_in_the_book_gets_nothing(commune: Db, homes: list[Household]) -> None:
    both = MeasureWish(year=YEAR, uids=(homes[0].uid, "nobody"), kind="credit")
    planned = measuring.plan(commune, both, today=TODAY)
    assert planned.refused == {"unknown": ("nobody",)}
    assert planned.changing == (homes[0].uid,)


def test_many_change_state_at_once_and_back(commune: Db, homes: list[Household]) -> None:
    record(commune, *homes[:2])
    uids = [m.uid for m in of_year(commune)]
    done = measuring.set_state(commune, uids, MeasureState.DONE, now=NOW, by=BY)
    assert done.count == 2
    assert {(m.state, m.ends_on, m.revision) for m in of_year(commune)} == {("done", TODAY, 2)}
    again = measuring.set_state(commune, uids, MeasureState.DONE, now=NOW, by=BY)
    assert (again.count, again.act_uid) == (0, "")
    measuring.put_back(commune, done.act_uid, now=NOW, by=BY)
    assert {(m.state, m.ends_on) for m in of_year(commune)} == {("planned", None)}


def test_a_removed_measure_comes_back_whole(commune: Db, homes: list[Household]) -> None:
    record(commune, homes[0], amount=3_000_000, note="bò giống")
    [before] = of_year(commune)
    done = measuring.remove(commune, [before.uid], now=NOW, by=BY)
    assert of_year(commune) == []
    measuring.put_back(commune, done.act_uid, now=NOW, by=BY)
    [after] = of_year(commune)
    assert (after.uid, after.amount, after.note) == (before.uid, 3_000_000, "bò giống")


def test_a_deed_that_was_built_on_is_not_undone(commune: Db, homes: list[Household]) -> None:
    first = record(commune, homes[0])
    [measure] = of_year(commune)
    measuring.set_state(commune, [measure.uid], MeasureState.UNDER_WAY, now=NOW, by=BY)
    with pytest.raises(UndoTooLate):
        measuring.put_back(commune, first.act_uid, now=NOW, by=BY)
    assert len(of_year(commune)) == 1


def test_lines_are_filtered_and_say_what_is_odd(commune: Db, homes: list[Household]) -> None:
    record(commune, *homes[:2])
    record(commune, homes[2], kind="housing")
    found = measuring.lines(commune, YEAR, today=TODAY)
    assert [(x.home.head_name if x.home else "", x.kind_name) for x in found] == [
        ("Bàn Văn An", "Vay vốn tín dụng"),
        ("Bàn Văn Bảo", "Vay vốn tín dụng"),
        ("Bàn Văn Cường", "Nhà ở"),
    ]
    assert [f.code for f in found[2].findings] == ["measure-not-listed"]
    assert len(measuring.lines(commune, YEAR, today=TODAY, kind="credit")) == 2
    assert measuring.lines(commune, YEAR, today=TODAY, state="done") == []
    assert measuring.lines(commune, YEAR, today=TODAY, village="Nà Mỵ") == []
    assert [h.head_name for h in measuring.without(commune, YEAR)] == []
    record_only = measures.of_households(commune, [homes[0].uid])
    measuring.remove(commune, [record_only[0].uid], now=NOW, by=BY)
    assert [h.head_name for h in measuring.without(commune, YEAR)] == ["Bàn Văn An"]


def test_only_the_poor_are_registered_to_escape_and_can_be_taken_off(
    commune: Db, homes: list[Household]
) -> None:
    uids = [h.uid for h in homes]
    looked = escapes.look(commune, YEAR, [*uids, "nobody"], planned=True)
    assert looked.changing == (homes[0].uid,)
    assert looked.refused == {"not-poor": tuple(uids[1:]), "unknown": ("nobody",)}
    done = measuring.plan_escape(commune, YEAR, uids, True, now=NOW, by=BY)
    assert [e.household_uid for e in measures.escapes(commune, YEAR)] == [homes[0].uid]
    assert escapes.look(commune, YEAR, uids, planned=True).same == (homes[0].uid,)
    off = measuring.plan_escape(commune, YEAR, uids, False, now=NOW, by=BY)
    assert measures.escapes(commune, YEAR) == []
    measuring.put_back(commune, off.act_uid, now=NOW, by=BY)
    assert len(measures.escapes(commune, YEAR)) == 1
    measuring.put_back(commune, done.act_uid, now=NOW, by=BY)
    assert measures.escapes(commune, YEAR) == []


def test_who_left_is_not_registered(commune: Db, homes: list[Household]) -> None:
    happen(commune, homes[0].uid, "moved_away", datetime.date(2026, 12, 1), "đi làm xa", now=NOW)
    looked = escapes.look(commune, YEAR, [homes[0].uid], planned=True)
    assert looked.refused == {"gone": (homes[0].uid,)}


def test_the_upper_office_and_a_second_pc_only_look(commune: Db, upper: Db) -> None:
    with pytest.raises(RoundNotHere):
        measuring.plan(upper, wish(), today=TODAY)
    open_rounds(commune, 2026)
    home = add(commune)
    planned = measuring.plan(commune, wish(home), today=TODAY)
    with writing(commune):
        held = branch.Holding(village="Nà Bó", number=1, since=NOW)
        branch.put_holdings(commune, [held])
    with pytest.raises(BranchNotMain):
        measuring.plan(commune, wish(home), today=TODAY)
    with pytest.raises(BranchNotMain):
        measuring.do(commune, planned, now=NOW, by=BY)
    assert of_year(commune) == []


def test_the_history_of_a_household_tells_its_measures(commune: Db, homes: list[Household]) -> None:
    record(commune, *homes[:2])
    history = recalling.recall(commune, homes[0].uid)
    assert history is not None
    [deed] = [p for p in history.passages if p.act and p.act.kind == "measure_recorded"]
    assert deed.act is not None
    assert [m.household_uid for m in deed.act.after.measures] == [homes[0].uid]
    assert not [p for p in history.passages if p.kind == "measure"]
    commune.execute("DELETE FROM act_household")  # as at an office that received the measure
    history = recalling.recall(commune, homes[0].uid)
    assert history is not None
    assert [p.measure.kind for p in history.passages if p.measure] == ["credit"]
    assert undoing.acts_of(commune, homes[0].uid) == []


# The list of kinds -------------------------------------------------------------------------------
def test_the_office_adds_renames_and_hides_kinds(commune: Db) -> None:
    found = measure_kinds.all_kinds(commune)
    wanted = measure_kinds.added(found, "Cây giống, con giống")
    wanted = KindList(
        kinds=tuple(
            MeasureKind(code=k.code, name="Tiền vay" if k.code == "credit" else k.name)
            for k in wanted.kinds
        ),
        hidden=frozenset(["information"]),
    )
    measure_kinds.keep(commune, wanted, now=NOW, by=BY)
    names = {k.code: k.name for k in measure_kinds.kinds(commune)}
    assert names["credit"] == "Tiền vay"
    assert names["cay_giong_con_giong"] == "Cây giống, con giống"
    assert "information" not in names
    assert measure_kinds.names(commune)["information"] == "Thông tin, viễn thông"
    again = measure_kinds.added(measure_kinds.all_kinds(commune), "THÔNG TIN, viễn thông")
    assert "information" not in again.hidden


def test_a_kind_in_use_is_never_lost(commune: Db, homes: list[Household]) -> None:
    wanted = measure_kinds.added(measure_kinds.all_kinds(commune), "Bò giống")
    measure_kinds.keep(commune, wanted, now=NOW, by=BY)
    record(commune, homes[0], kind="bo_giong")
    measure_kinds.keep(commune, KindList(kinds=()), now=NOW, by=BY)
    found = measure_kinds.all_kinds(commune)
    assert {"bo_giong", "health"} <= {k.code for k in found.kinds}
    assert len(found.offered) == 1, "something is offered always"
    assert measuring.lines(commune, YEAR, today=TODAY)[0].kind_name == "Bò giống"
    commune.execute("DELETE FROM measure")
    measure_kinds.keep(commune, KindList(kinds=measure_kinds.shipped()), now=NOW, by=BY)
    assert "bo_giong" not in {k.code for k in measure_kinds.all_kinds(commune).kinds}


def test_a_measure_says_when_its_household_left_or_is_no_longer_in_the_book(
    commune: Db, homes: list[Household]
) -> None:
    record(commune, *homes[:2])
    happen(commune, homes[0].uid, "moved_away", datetime.date(2027, 3, 1), "đi làm xa", now=NOW)
    lone = replace(of_year(commune)[0], uid="lone", household_uid="taken-back")
    with writing(commune):
        measures.put(commune, [lone])
    found = {
        line.measure.household_uid: [f.code for f in line.findings]
        for line in measuring.lines(commune, YEAR, today=TODAY)
    }
    assert found == {
        homes[0].uid: ["measure-left-open"],
        homes[1].uid: [],
        "taken-back": ["measure-household-lost"],
    }
    stopped = measuring.set_state(commune, ["lone"], MeasureState.STOPPED, now=NOW, by=BY)
    assert stopped.count == 1
    assert [
        f for m in measuring.lines(commune, YEAR, today=TODAY, state="stopped") for f in m.findings
    ] == []
