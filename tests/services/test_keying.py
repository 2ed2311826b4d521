"""What lies on the desk of whoever keys: queue, scratch after a power cut, left sheets, pace."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from desktop.domain.household import Household
from desktop.domain.review import Answers, ReviewState
from desktop.errors import ReviewIncomplete, ReviewOutdated
from desktop.services import keying, registering, reviewing, undoing
from desktop.services.keying import Scratch
from desktop.store.connection import Db
from tests.services.made import BY, NEAR, NOT, NOW, POOR, add, answers, at, dump, key, open_rounds


def _scratch(db: Db, household: Household, sheet: Answers, place: str = "b1") -> Scratch:
    opened = keying.open_for_keying(db, household.uid, 2026).sheet
    base = opened.review.revision if opened.review else 0
    return Scratch(
        household=household, answers=sheet, place=place, base=base,
        household_base=opened.household.revision, at=NOW,
    )  # fmt: skip


def test_without_a_round_the_bench_offers_the_standards_in_force(commune: Db) -> None:
    add(commune)
    bench = keying.bench(commune, 2026, now=NOW, by=BY)
    assert bench.round is None
    assert bench.households == 1
    assert [s.id for s in bench.offers] == ["2022-2025"]
    assert keying.bench(commune, 2027, now=NOW, by=BY).offers == ()


def test_the_bench_begins_with_the_first_village_that_has_open_sheets(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    done, waiting = add(commune, village="Bản Phú"), add(commune, "Lý A Páo", village="Nà Cọn")
    key(commune, done, NEAR)
    bench = keying.bench(commune, 2026, now=NOW, by=BY)
    assert bench.village == "Nà Cọn"
    assert [line.uid for line in bench.lines] == [waiting.uid]
    assert keying.bench(commune, 2026, "Bản Phú", now=NOW, by=BY).lines[0].mark == "near_poor"


def test_scratch_survives_without_a_line_in_the_trail(commune: Db) -> None:
    open_rounds(commune, 2026)
    household = add(commune)
    before = dump(commune)
    scratch = _scratch(commune, household, Answers(b1_points=118), "deprivation:water")
    keying.keep(commune, scratch, 2026)
    after = dump(commune)
    assert {name for name in after if after[name] != before[name]} == {"setting"}
    assert keying.scratch_of(commune, 2026) == scratch
    bench = keying.bench(commune, 2026, now=NOW, by=BY)
    assert bench.scratch == scratch
    assert bench.village == household.village


def test_putting_down_makes_a_draft_and_clears_the_scratch(commune: Db) -> None:
    open_rounds(commune, 2026)
    household = add(commune)
    scratch = _scratch(commune, household, Answers(b1_points=118))
    keying.keep(commune, scratch, 2026)
    saved = keying.put_down(commune, scratch, 2026, now=NOW, by=BY)
    assert saved.review.state is ReviewState.DRAFT
    assert keying.scratch_of(commune, 2026) is None
    bench = keying.bench(commune, 2026, now=NOW, by=BY)
    assert bench.spot == keying.Spot(household_uid=household.uid, place="b1")


def test_completing_takes_a_sheet_off_the_list_of_those_left(commune: Db) -> None:
    open_rounds(commune, 2026)
    household = add(commune)
    keying.put_down(
        commune, _scratch(commune, household, Answers()), 2026, later=True, now=NOW, by=BY
    )
    assert [w.uid for w in keying.left_for_later(commune, 2026)] == [household.uid]
    scratch = _scratch(commune, household, answers(POOR))
    keying.put_down(commune, scratch, 2026, complete=True, now=NOW, by=BY)
    assert keying.left_for_later(commune, 2026) == ()


def test_an_incomplete_sheet_is_refused_and_its_scratch_stays(commune: Db) -> None:
    open_rounds(commune, 2026)
    scratch = _scratch(commune, add(commune), Answers(b1_points=118))
    keying.keep(commune, scratch, 2026)
    before = dump(commune)
    with pytest.raises(ReviewIncomplete):
        keying.put_down(commune, scratch, 2026, complete=True, now=NOW, by=BY)
    assert dump(commune) == before


def test_a_household_changed_in_between_is_not_overwritten(commune: Db) -> None:
    open_rounds(commune, 2026)
    household = add(commune)
    scratch = _scratch(commune, household, Answers(b1_points=118))
    other = registering.save_household(commune, replace(household, note="đã sửa"), now=NOW, by=BY)
    with pytest.raises(ReviewOutdated):
        keying.put_down(commune, scratch, 2026, now=NOW, by=BY)
    found = registering.whole(commune, household.uid)
    assert found is not None
    assert found.household == other


def test_the_household_before_the_round_comes_out_of_the_trail(commune: Db) -> None:
    household = add(commune, now=at(2026, 8))
    open_rounds(commune, 2026)
    assert keying.open_for_keying(commune, household.uid, 2026).before == household
    changed = replace(household, members=household.members[:1])
    reviewing.save_draft(commune, changed, Answers(), 2026, now=at(2026, 10), by=BY)
    again = keying.open_for_keying(commune, household.uid, 2026)
    assert again.before == household
    assert len(again.sheet.household.members) == 1


def test_a_household_that_came_in_the_round_has_nothing_before(commune: Db) -> None:
    open_rounds(commune, 2026)
    household = add(commune, now=at(2026, 10))
    assert keying.open_for_keying(commune, household.uid, 2026).before is None


def test_the_next_sheet_passes_over_what_is_done_or_left(commune: Db) -> None:
    open_rounds(commune, 2026)
    first, second, third = (add(commune, f"Bàn Văn {n}", village="Nà Bó") for n in "ABC")
    other = add(commune, "Lý A Páo", village="Bản Phú")
    key(commune, second, NEAR)
    keying.leave(commune, third.uid, 2026)

    def after(household: Household) -> str:
        found = keying.next_sheet(commune, 2026, household.uid, household.village)
        return found.sheet.household.uid if found else ""

    assert after(second) == first.uid
    assert after(first) == other.uid
    assert after(other) == first.uid
    keying.leave(commune, third.uid, 2026, later=False)
    assert after(first) == third.uid


def test_when_all_is_keyed_there_is_no_next_sheet(commune: Db) -> None:
    open_rounds(commune, 2026)
    household = add(commune)
    key(commune, household, POOR)
    assert keying.next_sheet(commune, 2026, household.uid, household.village) is None


def test_pace_counts_todays_sheets_and_leaves_pauses_out(commune: Db) -> None:
    open_rounds(commune, 2026)
    moments = (0, 70, 150, 150 + 3600, 150 + 3600 + 60)
    for n, seconds in enumerate(moments):
        household = add(commune, f"Bàn Văn {n}")
        when = at(2026, 10, 15, 3) + datetime.timedelta(seconds=seconds)
        reviewing.complete_review(commune, household, answers(NEAR), 2026, now=when, by=BY)
    now = at(2026, 10, 15, 5)
    assert keying.pace(commune, now=now, by=BY) == keying.Pace(5, 70)
    assert keying.pace(commune, now=now, by="ai khác") == keying.Pace(0, None)
    assert keying.pace(commune, now=at(2026, 10, 17), by=BY) == keying.Pace(0, None)


def test_an_emptied_name_is_noted_on_the_sheet_and_the_register_keeps_it(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    household = add(commune, "Bàn Văn Tiến", size=2)
    head = household.members[0]
    blank = replace(household, members=(replace(head, name=" "), *household.members[1:]))
    saved = reviewing.save_draft(commune, blank, Answers(), 2026, now=NOW, by=BY)
    assert saved.household == household
    assert saved.review.answers.notes == {f"typed:{head.uid}:name": " "}


def test_who_is_not_due_is_put_on_the_list_by_a_deed_only(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    household = add(commune, "Bàn Văn Tiến")
    key(commune, household, NOT, 2025)
    assert not keying.open_for_keying(commune, household.uid, 2026).listed
    put = keying.put_on_list(commune, household.uid, 2026, now=NOW, by=BY)
    assert keying.open_for_keying(commune, household.uid, 2026).listed
    assert not keying.put_on_list(commune, household.uid, 2026, now=NOW, by=BY).act
    undoing.undo(commune, put.act, now=NOW, by=BY)
    assert not keying.open_for_keying(commune, household.uid, 2026).listed
