"""Acts on many households: planned, done in one transaction, and undone exactly."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from desktop.domain.household import Household
from desktop.domain.review import Answers, Residents, Review, ReviewState
from desktop.errors import RoundMissing, UndoTooLate
from desktop.services import acting, keying, registering, reviewing, undoing
from desktop.services.acting import NO, YES, Done, Plan, Wish
from desktop.services.happening import Deed
from desktop.services.registering import Query
from desktop.store import households, reviews
from desktop.store.blank import IS_BLANK
from desktop.store.connection import Db, writing
from tests.services.made import BY, NOT, NOW, POOR, add, carry_decision, happen, key, open_rounds

YEAR = 2026
Held = tuple[list[Household], list[Review], list[Residents]]


@pytest.fixture
def season(commune: Db) -> Db:
    """Poor before; poor before and keyed; escaped before; escaped and gone."""
    open_rounds(commune, 2025, YEAR)
    for name, before in (("Poor", POOR), ("Keyed", POOR), ("Escaped", NOT), ("Gone", NOT)):
        household = add(commune, name)
        key(commune, household, before, 2025)
    key(commune, _home(commune, "Keyed"), POOR, YEAR)
    happen(commune, uid_of(commune, "Gone"), Deed.MOVED_AWAY, datetime.date(YEAR, 3, 2))
    return commune


def _home(db: Db, name: str) -> Household:
    return next(h for h in households.all_of(db) if h.head_name == name)


def uid_of(db: Db, name: str) -> str:
    return _home(db, name).uid


def everyone(db: Db) -> tuple[str, ...]:
    return tuple(h.uid for h in households.all_of(db))


def wish(db: Db, kind: str, value: str = "") -> Wish:
    return Wish(kind=kind, year=YEAR, uids=everyone(db), value=value)


def do(db: Db, asked: Wish) -> Done:
    return acting.do(db, acting.plan(db, asked), now=NOW, by=BY)


def named(db: Db, plan: Plan) -> dict[str, list[str]]:
    """Who stands where in a plan, by name."""
    names = {h.uid: h.head_name for h in households.all_of(db)}
    parts = {"changing": plan.changing, "same": plan.same, **plan.refused}
    return {k: sorted(names[u] for u in uids) for k, uids in parts.items() if uids}


def held(db: Db) -> Held:
    """All that an act may change, without revisions."""
    homes = [replace(h, revision=0) for h in households.all_of(db)]
    sheets = sorted(reviews.all_until(db, YEAR), key=lambda r: (r.household_uid, r.year))
    return homes, [replace(r, revision=0) for r in sheets], [*reviews.residents(db)]


def sheet(db: Db, name: str) -> Review | None:
    return reviews.get(db, uid_of(db, name), YEAR)


def test_only_who_would_not_be_reviewed_is_put_on_the_list(season: Db) -> None:
    asked = wish(season, "put_on_list")
    planned = acting.plan(season, asked)
    assert named(season, planned) == {
        "changing": ["Escaped"], "same": ["Keyed", "Poor"], "gone": ["Gone"],
    }  # fmt: skip
    acting.do(season, planned, now=NOW, by=BY)
    made = sheet(season, "Escaped")
    assert made is not None
    assert (made.state, made.answers.is_blank) == (ReviewState.DRAFT, True)
    assert "Escaped" in [line.head_name for line in reviewing.queue(season, YEAR)]


def test_an_empty_sheet_counts_as_not_begun(season: Db) -> None:
    do(season, wish(season, "put_on_list"))
    waiting = registering.find(season, Query(year=YEAR, state="none")).lines
    assert [line.head_name for line in waiting] == ["Escaped", "Poor"]
    assert registering.find(season, Query(year=YEAR, state="draft")).lines == []
    marks = {line.head_name: line.mark for line in reviewing.queue(season, YEAR)}
    assert marks["Escaped"] == ""


@pytest.mark.parametrize(
    ("answers", "is_blank"),
    [
        (Answers(), 1),
        (Answers(enumerator="Triệu Văn Kim", reviewed_on=datetime.date(2026, 10, 9)), 1),
        (Answers(b1_points=0), 0),
        (Answers(b1_choices={"a": "b"}), 0),
        (Answers(facts={"water": "well"}), 0),
        (Answers(confirmed={"water": False}), 0),
        (Answers(causes=("capital",)), 0),
        (Answers(cause_other="x"), 0),
        (Answers(notes={"water": "x"}), 0),
    ],
)
def test_the_book_knows_a_blank_sheet_as_the_record_does(
    season: Db, answers: Answers, is_blank: int
) -> None:
    reviewing.save_draft(season, _home(season, "Poor"), answers, YEAR, now=NOW, by=BY)
    row = season.execute(
        f"SELECT {IS_BLANK} FROM review r WHERE r.household_uid = ? AND r.year = ?",
        [uid_of(season, "Poor"), YEAR],
    ).fetchone()
    assert row == (is_blank,)
    assert answers.is_blank == bool(is_blank)


def test_only_an_empty_sheet_of_who_was_added_is_taken_off(season: Db) -> None:
    do(season, wish(season, "put_on_list"))
    before = held(season)
    planned = acting.plan(season, wish(season, "take_off_list"))
    assert named(season, planned) == {
        "changing": ["Escaped"], "same": ["Gone"], "keyed": ["Keyed"], "listed": ["Poor"],
    }  # fmt: skip
    done = acting.do(season, planned, now=NOW, by=BY)
    assert sheet(season, "Escaped") is None
    acting.put_back(season, done, now=NOW, by=BY)
    assert held(season) == before


def test_a_sheet_with_something_in_it_stays_on_the_list(season: Db) -> None:
    do(season, wish(season, "put_on_list"))
    begun = Answers(b1_points=90)
    reviewing.save_draft(season, _home(season, "Escaped"), begun, YEAR, now=NOW, by=BY)
    planned = acting.plan(season, wish(season, "take_off_list"))
    assert "Escaped" in named(season, planned)["keyed"]


def test_sheets_are_left_for_later_and_taken_up_again(season: Db) -> None:
    done = do(season, wish(season, "later"))
    assert [w.head_name for w in keying.left_for_later(season, YEAR)] == ["Poor"]
    assert named(season, acting.plan(season, wish(season, "later")))["same"] == ["Poor"]
    acting.put_back(season, done, now=NOW, by=BY)
    assert keying.left_for_later(season, YEAR) == ()


def test_who_goes_there_is_written_where_no_decision_stands(season: Db) -> None:
    asked = wish(season, "enumerator", "  Ma Văn  Tư ")
    before = held(season)
    done = do(season, asked)
    for name in ("Poor", "Keyed"):
        found = sheet(season, name)
        assert found is not None
        assert found.answers.enumerator == "Ma Văn Tư"
    assert sheet(season, "Escaped") is None
    acting.put_back(season, done, now=NOW, by=BY)
    assert held(season) == before
    carry_decision(season, YEAR, "12/QĐ", datetime.date(YEAR, 12, 1))
    planned = acting.plan(season, asked)
    assert named(season, planned)["decided"] == ["Keyed"]


def test_households_move_to_another_village_with_their_sheets(season: Db) -> None:
    before = held(season)
    done = do(season, wish(season, "village", "Lung Luông"))
    assert registering.villages(season) == ["Lung Luông"]
    found = sheet(season, "Keyed")
    assert found is not None
    assert found.village == "Lung Luông"
    old = reviews.get(season, uid_of(season, "Keyed"), 2025)
    assert old is not None
    assert old.village == "Nà Bó", "the papers of last year stay as they were"
    acting.put_back(season, done, now=NOW, by=BY)
    assert held(season) == before


def test_a_mended_spelling_moves_households_sheets_and_residents_in_one_go(season: Db) -> None:
    reviewing.set_residents(season, YEAR, [("Nà Bó", 40, 170)], now=NOW, by=BY)
    reviewing.set_residents(season, 2025, [("Nà Bó", 39, 160)], now=NOW, by=BY)
    before = held(season)
    asked = Wish(kind="rename", year=YEAR, value="Nà Bò", village="Nà Bó")
    done = do(season, asked)
    assert done.count == 4
    assert registering.villages(season) == ["Nà Bò"]
    assert [(r.year, r.village) for r in reviews.residents(season)] == [
        (2025, "Nà Bó"), (YEAR, "Nà Bò"),
    ]  # fmt: skip
    acting.put_back(season, done, now=NOW, by=BY)
    assert held(season) == before


def test_two_villages_become_one_only_with_a_word_about_it(season: Db) -> None:
    add(season, "Other", village="Nà Mỵ")
    asked = Wish(kind="rename", year=YEAR, value="Nà Mỵ", village="Nà Bó")
    assert acting.plan(season, asked).remarks == ("villages-join",)
    assert acting.plan(season, replace(asked, value="Nà Bò")).remarks == ()


@pytest.mark.parametrize(
    ("kind", "trait"), [("no_labour", "no_labour_capacity"), ("merit", "merit_person")]
)
def test_the_sheet_of_the_year_follows_a_mark_and_earlier_ones_stay(
    season: Db, kind: str, trait: str
) -> None:
    do(season, wish(season, kind, YES))
    sheets = reviews.of_household(season, uid_of(season, "Keyed"))
    assert {r.year: getattr(r, trait) for r in sheets} == {YEAR - 1: False, YEAR: True}


@pytest.mark.parametrize("kind", ["no_labour", "merit"])
def test_marks_are_set_and_taken_away(season: Db, kind: str) -> None:
    before = held(season)
    done = do(season, wish(season, kind, YES))
    assert done.count == 4
    assert acting.plan(season, wish(season, kind, YES)).changing == ()
    acting.put_back(season, done, now=NOW, by=BY)
    assert held(season) == before
    assert acting.plan(season, wish(season, kind, NO)).changing == ()


def test_what_changed_after_the_plan_is_planned_anew(season: Db) -> None:
    planned = acting.plan(season, wish(season, "village", "Lung Luông"))
    changed = replace(_home(season, "Poor"), note="mới")
    registering.save_household(season, changed, now=NOW, by=BY)
    acting.do(season, planned, now=NOW, by=BY)
    assert (_home(season, "Poor").note, _home(season, "Poor").village) == ("mới", "Lung Luông")


def test_an_act_is_not_undone_over_later_work(season: Db) -> None:
    done = do(season, wish(season, "village", "Lung Luông"))
    changed = replace(_home(season, "Poor"), note="mới")
    registering.save_household(season, changed, now=NOW, by=BY)
    with pytest.raises(UndoTooLate):
        acting.put_back(season, done, now=NOW, by=BY)
    assert registering.villages(season) == ["Lung Luông"]


def test_the_deed_stands_in_the_history_of_each_household(season: Db) -> None:
    do(season, wish(season, "merit", YES))
    acts = undoing.acts_of(season, uid_of(season, "Poor"))
    assert acts[0].kind == "mark_merit"


def test_nothing_to_change_writes_nothing(season: Db) -> None:
    lines = season.execute("SELECT count(*) FROM audit").fetchone()
    done = do(season, wish(season, "merit", NO))
    assert (done.count, done.act_uid) == (0, "")
    assert season.execute("SELECT count(*) FROM audit").fetchone() == lines


def test_without_a_round_there_is_no_list(commune: Db) -> None:
    add(commune, "Poor")
    with pytest.raises(RoundMissing):
        acting.plan(commune, wish(commune, "put_on_list"))
    assert acting.plan(commune, wish(commune, "village", "Nà Mỵ")).changing


def test_households_of_an_act_are_whole_after_it(season: Db) -> None:
    """The members stay where they are, and every household can be found."""
    with writing(season):
        season.execute("DELETE FROM review WHERE year = ?", [YEAR])
    before = {h.uid: h.members for h in households.all_of(season)}
    do(season, wish(season, "village", "Lung Luông"))
    assert {h.uid: h.members for h in households.all_of(season)} == before
