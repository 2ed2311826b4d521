"""Rounds and sheets: what opens, what is kept, what is refused, and what the trail says of it."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from desktop.domain.household import HEAD, Person, Schooling
from desktop.domain.procedure import Decision, DecisionKind
from desktop.domain.review import Answers, ReviewState
from desktop.errors import (
    NumberTaken,
    ReviewIncomplete,
    ReviewOutdated,
    RoundExists,
    RoundMissing,
    RoundNotHere,
    StandardIncomplete,
    StandardNotInForce,
    StandardPracticeOnly,
    StandardUnknown,
)
from desktop.services import deciding, registering, reviewing
from desktop.services.catalogue import shipped_standard
from desktop.services.happening import Deed
from desktop.store import audit, reviews
from desktop.store.connection import Db
from desktop.text import sentence
from tests.services.conftest import Opener
from tests.services.made import (
    BY,
    CODES,
    COMMUNE,
    NEAR,
    NOT,
    NOW,
    POOR,
    STANDARD,
    add,
    answers,
    at,
    dump,
    happen,
    key,
    open_rounds,
    resized,
)


def _trail(db: Db, subject: str) -> list[tuple[str, bool, bool]]:
    lines = audit.of(db, subject)
    return [(line.action, line.before is not None, line.after is not None) for line in lines]


# Opening -----------------------------------------------------------------------------------------
def test_a_round_opens_under_the_standard_in_force(commune: Db) -> None:
    record = reviewing.open_round(commune, 2026, now=at(2026, 9), by=BY)
    assert (record.standard_id, record.year) == (STANDARD, 2026)
    assert reviewing.all_rounds(commune) == [record]
    assert _trail(commune, "2026") == [("round-opened", False, True)]


def test_a_round_opens_once(commune: Db) -> None:
    open_rounds(commune, 2026)
    before = dump(commune)
    with pytest.raises(RoundExists):
        open_rounds(commune, 2026)
    assert dump(commune) == before


@pytest.mark.parametrize("year", [2021, 2031])
def test_no_round_opens_in_a_year_without_a_standard(commune: Db, year: int) -> None:
    with pytest.raises(StandardNotInForce) as refused:
        reviewing.open_round(commune, year, now=at(2026), by=BY)
    assert str(year) in sentence(refused.value)
    assert reviewing.all_rounds(commune) == []


def test_a_standard_of_other_years_opens_no_round(commune: Db) -> None:
    with pytest.raises(StandardNotInForce):
        reviewing.open_round(commune, 2027, STANDARD, now=at(2027), by=BY)
    with pytest.raises(StandardUnknown):
        reviewing.open_round(commune, 2026, "2099", now=at(2026), by=BY)


def test_the_unfinished_standard_says_what_is_missing(commune: Db) -> None:
    with pytest.raises(StandardIncomplete) as refused:
        reviewing.open_round(commune, 2027, now=at(2027), by=BY)
    said = sentence(refused.value)
    missing = shipped_standard("2027-2030").missing
    assert missing
    assert all(one in said for one in missing)
    assert reviewing.all_rounds(commune) == []


def test_the_practice_pack_opens_no_round_in_a_real_book(commune: Db, open_made: Opener) -> None:
    with pytest.raises(StandardPracticeOnly):
        reviewing.open_round(commune, 2026, "practice", now=at(2026), by=BY)
    practice = open_made("practice", "practice")
    record = reviewing.open_round(practice, 2026, "practice", now=at(2026), by=BY)
    assert record.standard_id == "practice"


def test_an_upper_office_keeps_no_records_of_its_own(commune: Db, upper: Db) -> None:
    household = add(commune)
    decision = Decision(
        uid="", case_uid="periodic-2026", kind=DecisionKind.RECOGNISED, number="1/QĐ",
        signed_on=datetime.date(2026, 12, 1),
    )  # fmt: skip
    writes = (
        lambda: reviewing.open_round(upper, 2026, now=NOW, by=BY),
        lambda: reviewing.set_residents(upper, 2026, [("Nà Bó", 50, 200)], now=NOW, by=BY),
        lambda: deciding.decide(upper, decision, now=NOW, by=BY),
        lambda: registering.add_household(upper, "Nà Bó", "Bàn Văn Tiến", now=NOW, by=BY),
        lambda: registering.save_household(upper, household, now=NOW, by=BY),
        lambda: happen(upper, household.uid, Deed.MOVED_AWAY, NOW.date()),
    )
    before = dump(upper)
    for write in writes:
        with pytest.raises(RoundNotHere):
            write()
    assert dump(upper) == before


# Drafts ------------------------------------------------------------------------------------------
def test_a_draft_is_kept_whatever_is_missing(commune: Db) -> None:
    open_rounds(commune, 2026)
    household = add(commune, size=1)
    bare = replace(household, members=(replace(household.members[0], born="", relation=""),))
    saved = reviewing.save_draft(commune, bare, Answers(), 2026, now=NOW, by=BY)
    assert saved.review.state is ReviewState.DRAFT
    assert saved.review.outcome is None
    sheet = reviewing.open_sheet(commune, household.uid, 2026)
    assert (sheet.household, sheet.review) == (saved.household, saved.review)
    assert sheet.household.members[0].born == ""


def test_half_a_sheet_comes_back_as_it_was_keyed(commune: Db) -> None:
    open_rounds(commune, 2026)
    keyed = Answers(b1_points=90, facts={"water": "other"}, confirmed={CODES[3]: True}, causes=())
    saved = reviewing.save_draft(commune, add(commune), keyed, 2026, now=NOW, by=BY)
    assert reviewing.open_sheet(commune, saved.household.uid, 2026).answers == keyed


def test_a_draft_needs_a_round(commune: Db) -> None:
    household = add(commune)
    before = dump(commune)
    with pytest.raises(RoundMissing):
        reviewing.save_draft(commune, household, Answers(), 2026, now=NOW, by=BY)
    assert dump(commune) == before


def test_saving_the_same_again_changes_nothing(commune: Db) -> None:
    open_rounds(commune, 2026)
    household = add(commune)
    first = reviewing.save_draft(commune, household, answers(), 2026, now=NOW, by=BY)
    before = dump(commune)
    again = reviewing.save_draft(commune, household, answers(), 2026, now=at(2026, 12), by=BY)
    assert again == first
    assert dump(commune) == before


def test_letters_typed_apart_are_composed(commune: Db) -> None:
    household = add(commune)
    typed = replace(household.members[0], name="Ba\u0300n Va\u0306n Tie\u0302\u0301n ")
    changed = replace(
        household, members=(typed, *household.members[1:]), note="dòng 1\ndo\u0300ng 2"
    )
    saved = registering.save_household(commune, changed, now=NOW, by=BY)
    assert saved.head_name == "Bàn Văn Tiến"
    assert saved.note == "dòng 1\ndòng 2"


def test_a_register_number_is_given_once(commune: Db) -> None:
    first, other = add(commune), add(commune, "Ma Văn Quý")
    before = dump(commune)
    with pytest.raises(NumberTaken):
        registering.save_household(commune, replace(other, number=first.number), now=NOW, by=BY)
    assert dump(commune) == before


# Completing --------------------------------------------------------------------------------------
def test_completing_stores_class_points_and_standard(commune: Db) -> None:
    open_rounds(commune, 2026)
    review = key(commune, add(commune), POOR)
    assert review.state is ReviewState.COMPLETE
    assert review.outcome is not None
    assert review.outcome.household_class is POOR
    assert (review.outcome.b1_points, review.outcome.b2_points) == (100, 40)
    assert review.outcome.deprived == CODES[:4]
    assert review.outcome.standard_id == STANDARD
    assert (review.people, review.village, review.ethnic_group) == (3, "Nà Bó", "Dao")
    assert reviews.get(commune, review.household_uid, 2026) == review


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        ({"b1_points": None}, "b1-missing"),
        ({"confirmed": {}}, "deprivations-open"),
        ({"reviewed_on": None}, "reviewed-on-missing"),
        ({"reviewed_on": datetime.date(2027, 1, 1)}, "reviewed-on-future"),
    ],
)
def test_completing_is_refused_while_a_blocking_finding_stands(
    commune: Db, spoilt: dict[str, object], code: str
) -> None:
    open_rounds(commune, 2026)
    household = add(commune)
    before = dump(commune)
    changed = resized(household, 5)
    with pytest.raises(ReviewIncomplete) as refused:
        reviewing.complete_review(
            commune, changed, replace(answers(), **spoilt), 2026, now=NOW, by=BY  # type: ignore[arg-type]
        )  # fmt: skip
    assert refused.value.details["first"] == code
    assert dump(commune) == before, "not even the members are written"


def test_a_household_without_a_head_is_not_completed(commune: Db) -> None:
    open_rounds(commune, 2026)
    household = add(commune)
    headless = replace(household, members=household.members[1:])
    with pytest.raises(ReviewIncomplete):
        reviewing.complete_review(commune, headless, answers(), 2026, now=NOW, by=BY)


def test_members_and_sheet_are_saved_together(commune: Db) -> None:
    open_rounds(commune, 2026)
    household = add(commune)
    child = Person(uid="c", name="Bàn Thị Hoa", relation="Con", schooling=Schooling.IN_PRIMARY)
    grown = replace(household, members=(*household.members, child))
    saved = reviewing.complete_review(commune, grown, answers(), 2026, now=NOW, by=BY)
    assert saved.review.people == 4
    found = registering.whole(commune, household.uid)
    assert found is not None
    assert found.household == saved.household
    assert found.household.members[-1] == child


def test_who_left_is_kept_and_not_counted(commune: Db) -> None:
    open_rounds(commune, 2026)
    household = add(commune, size=4)
    gone = replace(household.members[3], left_on=datetime.date(2026, 3, 2), left_why="đi học xa")
    changed = replace(household, members=(*household.members[:3], gone))
    saved = reviewing.complete_review(commune, changed, answers(), 2026, now=NOW, by=BY)
    assert saved.review.people == 3
    assert len(saved.household.members) == 4


# Somebody else saved it --------------------------------------------------------------------------
def test_a_sheet_saved_elsewhere_is_not_overwritten(commune: Db) -> None:
    open_rounds(commune, 2026)
    household = add(commune)
    mine = reviewing.save_draft(commune, household, Answers(b1_points=80), 2026, now=NOW, by=BY)
    reviewing.save_draft(
        commune, household, Answers(b1_points=90), 2026, base=mine.review.revision, now=NOW, by=BY
    )
    before = dump(commune)
    for save in (reviewing.save_draft, reviewing.complete_review):
        with pytest.raises(ReviewOutdated):
            save(
                commune, resized(household, 6), answers(), 2026,
                base=mine.review.revision, now=NOW, by=BY,
            )  # fmt: skip
    assert dump(commune) == before


def test_each_change_raises_the_revision(commune: Db) -> None:
    open_rounds(commune, 2026)
    household = add(commune)
    saved = [
        reviewing.save_draft(commune, household, Answers(b1_points=n), 2026, now=NOW, by=BY)
        for n in (80, 90, 90, 100)
    ]
    assert [s.review.revision for s in saved] == [1, 2, 2, 3]


# The trail ---------------------------------------------------------------------------------------
def test_the_trail_tells_who_when_before_and_after(commune: Db) -> None:
    open_rounds(commune, 2026)
    household = add(commune)
    reviewing.save_draft(commune, household, Answers(b1_points=80), 2026, now=NOW, by="Lý Thị Hai")
    key(commune, household, NEAR)
    newest, draft = audit.of(commune, household.uid)[:2]
    assert (draft.action, draft.by, draft.at) == ("review-draft", "Lý Thị Hai", NOW)
    assert draft.before is None
    assert newest.action == "review-complete"
    assert newest.before is not None
    assert '"b1_points":80' in newest.before
    assert newest.after is not None
    assert '"household_class":"near_poor"' in newest.after


def test_a_changed_household_leaves_its_old_state_in_the_trail(commune: Db) -> None:
    household = add(commune)
    registering.save_household(commune, replace(household, village="Nà Mỵ"), now=NOW, by=BY)
    line = audit.of(commune, household.uid)[0]
    assert line.before is not None
    assert "Nà Bó" in line.before
    assert line.after is not None
    assert "Nà Mỵ" in line.after


# Residents ---------------------------------------------------------------------------------------
def test_residents_are_typed_and_corrected(commune: Db) -> None:
    for households, people in ((49, 210), (51, 215)):
        rows = [("Nà  Bo\u0301", households, people), ("Nà Mỵ", 30, 120)]
        reviewing.set_residents(commune, 2026, rows, now=NOW, by=BY)
    found = {r.village: (r.households, r.people) for r in reviews.residents(commune, 2026)}
    assert found == {"Nà Bó": (51, 215), "Nà Mỵ": (30, 120)}
    newest = audit.of(commune, "2026")[0]
    assert newest.before is not None
    assert '"people":210' in newest.before
    assert {r.commune_code for r in reviews.residents(commune, 2026)} == {COMMUNE}


# Classes -----------------------------------------------------------------------------------------
def test_counts_by_class_are_those_stored(commune: Db) -> None:
    open_rounds(commune, 2026)
    for n, of in enumerate((POOR, POOR, NEAR, NOT)):
        key(commune, add(commune, f"Hộ {n}"), of)
    reviewing.save_draft(commune, add(commune), Answers(), 2026, now=NOW, by=BY)
    found = reviewing.classify_round(commune, 2026)
    assert [found.stored[c] for c in (POOR, NEAR, NOT)] == [2, 1, 1]
    assert (found.against, found.differing, found.not_scored) == (None, 0, 0)


def test_the_same_answers_score_under_another_standard_without_touching_the_record(
    commune: Db,
) -> None:
    open_rounds(commune, 2026)
    for n, of in enumerate((POOR, NEAR)):
        key(commune, add(commune, f"Hộ {n}"), of)
    before = dump(commune)
    found = reviewing.classify_round(commune, 2026, "practice")
    assert found.against is not None
    assert sum(found.against.values()) + found.not_scored == 2
    assert (found.against[POOR], found.against[NEAR], found.differing) == (1, 1, 0)
    assert dump(commune) == before


def test_a_standard_that_cannot_score_says_so_for_each_review(commune: Db) -> None:
    open_rounds(commune, 2026)
    key(commune, add(commune), POOR)
    found = reviewing.classify_round(commune, 2026, "2027-2030")
    assert found.not_scored == 1
    assert found.against is not None
    assert sum(found.against.values()) == 0
    with pytest.raises(StandardUnknown):
        reviewing.classify_round(commune, 2026, "none")


# The queue ---------------------------------------------------------------------------------------
def test_the_queue_is_in_the_order_of_the_paper_pile(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    villages = ("Nà Mỵ", "Nà Bó", "Nà Mỵ", "Nà Bó")
    made = [add(commune, f"Hộ {n}", village=v) for n, v in enumerate(villages)]
    lines = reviewing.queue(commune, 2026)
    assert [line.number for line in lines] == ["0002", "0004", "0001", "0003"]
    assert [line.uid for line in reviewing.queue(commune, 2026, "Nà Mỵ")] == [
        made[0].uid, made[2].uid,
    ]  # fmt: skip


def test_the_queue_marks_how_far_each_sheet_is(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    poor, near, escaped, gone, draft = (add(commune, f"Hộ {n}") for n in range(5))
    for household, of in ((poor, POOR), (near, NEAR), (escaped, NOT), (gone, POOR)):
        key(commune, household, of, 2025)
    key(commune, near, POOR, 2026)
    reviewing.save_draft(commune, draft, Answers(b1_points=90), 2026, now=NOW, by=BY)
    happen(commune, gone.uid, Deed.MOVED_AWAY, datetime.date(2026, 3, 1))
    marks = {line.uid: line.mark for line in reviewing.queue(commune, 2026)}
    assert marks == {poor.uid: "", near.uid: "poor", draft.uid: "draft"}
    assert escaped.uid not in marks, "who escaped is reviewed again only when asked for"


def test_who_came_back_is_in_the_queue_again(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    household = add(commune)
    key(commune, household, POOR, 2025)
    for kind, day in ((Deed.MOVED_AWAY, 1), (Deed.MOVED_IN, 9)):
        happen(commune, household.uid, kind, datetime.date(2026, 3, day))
    assert [line.uid for line in reviewing.queue(commune, 2026)] == [household.uid]


def test_a_new_head_is_written_as_the_head(commune: Db) -> None:
    added = registering.add_household(commune, " Nà  Bó ", "Đặng Thị Mùi", now=NOW, by=BY)
    assert (added.village, added.head_name, added.members[0].relation) == (
        "Nà Bó", "Đặng Thị Mùi", HEAD,
    )  # fmt: skip
    assert added.number == "0001"
