"""Cases within the year by services alone: who may have one, what it asks for, how it ends."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.household import Household
from desktop.domain.procedure import (
    Case,
    Decision,
    DecisionKind,
    Meeting,
    Posting,
    StepDone,
)
from desktop.domain.review import HouseholdClass, RoundKind, SheetA
from desktop.errors import CaseRefused, UndoTooLate
from desktop.rules.deadlines import StepState
from desktop.services import deciding, proceeding
from desktop.services.proceeding import Look
from desktop.store import reviews, sheets_a
from desktop.store.connection import Db, writing
from tests.services.made import (
    BY,
    NEAR,
    NOT,
    POOR,
    add,
    answers,
    at,
    carry_decision,
    happen,
    key,
    open_rounds,
)

D = datetime.date
NOW = at(2026, 12, 10)
CASE = "periodic-2026"
ON: dict[str, Any] = {"now": NOW, "by": BY}


def _look(db: Db, uid: str = CASE) -> Look:
    return proceeding.look(db, uid, now=NOW)


def _refused(code: str) -> pytest.RaisesExc[CaseRefused]:
    return pytest.RaisesExc(CaseRefused, check=lambda e: e.details["first"] == code)


def _open(db: Db, procedure: str, household: Household, on: D) -> Case:
    wanted = Case(
        uid="", procedure=procedure, year=on.year, opened_on=on, household_uids=(household.uid,)
    )
    record = proceeding.open_case(db, wanted, **ON).record
    assert isinstance(record, Case)
    return record


def test_an_in_year_case_from_the_request_to_the_certificate(commune: Db) -> None:
    household = add(commune)
    of = _open(commune, "in_year_recognition", household, D(2026, 4, 15))
    with _refused("case-running"):
        _open(commune, "in_year_recognition", household, D(2026, 5, 15))
    sheet = answers(POOR, D(2026, 4, 16))
    with _refused("case-not-asked"):
        deciding.key_sheet(commune, of.uid, household.uid, sheet, **ON)
    request = StepDone(
        uid="", case_uid=of.uid, step="request", done_on=D(2026, 4, 10), number="4",
        household_uid=household.uid,
    )  # fmt: skip
    proceeding.record_step(commune, request, **ON)
    with _refused("case-sheet-a-full"):
        deciding.key_sheet(commune, of.uid, household.uid, sheet, **ON)
    proceeding.record_step(commune, replace(request, number="2"), **ON)
    deciding.key_sheet(commune, of.uid, household.uid, sheet, **ON)
    meeting = Meeting(
        uid="", case_uid=of.uid, village="Nà Bó", held_on=D(2026, 4, 17), present=9,
        agreed={household.uid: 9},
    )  # fmt: skip
    proceeding.record_meeting(commune, meeting, **ON)
    posting = Posting(uid="", case_uid=of.uid, village="Nà Bó", posted_on=D(2026, 4, 20))
    proceeding.record_posting(commune, posting, **ON)
    decision = Decision(
        uid="", case_uid=of.uid, kind=DecisionKind.RECOGNISED, number="40/QĐ", signed_on=D(2026, 4, 24)
    )  # fmt: skip
    decided = deciding.decide(commune, decision, **ON)
    review = reviews.get(commune, household.uid, 2026, RoundKind.IN_YEAR)
    assert review is not None
    assert (review.decision_no, review.decision_on) == ("40/QĐ", D(2026, 4, 24))
    [closed] = proceeding.cases(commune, 2026)
    assert (closed.outcome, closed.closed_on) == ("decided", D(2026, 4, 24))
    deciding.certify(commune, of.uid, D(2026, 4, 24), **ON)
    with pytest.raises(UndoTooLate):
        proceeding.undo(commune, decided.act, **ON)


def test_a_request_of_the_yearly_review_is_none_of_a_case(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    home = add(commune)
    key(commune, home, POOR, 2025)
    asked = SheetA(uid="a", household_uid=home.uid, year=2026, asked_on=D(2026, 10, 2), count=2)
    with writing(commune):
        sheets_a.put(commune, [asked])
    of = _open(commune, "in_year_exit", home, D(2026, 4, 15))
    steps = {s.step.id: s.state for s in _look(commune, of.uid).standing.steps}
    assert (steps["request"], steps["list"]) == (StepState.NEXT, StepState.WAITING)
    with _refused("case-not-asked"):
        deciding.key_sheet(commune, of.uid, home.uid, answers(NOT, D(2026, 4, 16)), **ON)


def test_marks_that_sheet_a_has_not_are_refused_and_too_many_keep_off_the_list(commune: Db) -> None:
    home = add(commune)
    of = _open(commune, "in_year_recognition", home, D(2026, 4, 15))
    request = StepDone(
        uid="", case_uid=of.uid, step="request", done_on=D(2026, 4, 10), number="10",
        household_uid=home.uid,
    )  # fmt: skip
    with _refused("case-marks-over"):
        proceeding.record_step(commune, request, **ON)
    proceeding.record_step(commune, replace(request, number="4"), **ON)
    standing = _look(commune, of.uid).standing
    [listed] = [s for s in standing.steps if s.step.record == "list"]
    assert listed.state is StepState.NEXT
    assert [f.code for f in listed.missing] == ["case-turned-away"]
    # Whoever waits of such a case can only be answered in writing.
    assert deciding.refusable(standing.records) == (home.uid,)
    refusal = Decision(
        uid="", case_uid=of.uid, kind=DecisionKind.REFUSED, number="9", signed_on=D(2026, 4, 20),
        reason="Phiếu A có 4 dấu.",
    )  # fmt: skip
    deciding.decide(commune, refusal, **ON)
    assert [c.outcome for c in proceeding.cases(commune, 2026)] == ["refused"]


def test_who_is_reviewed_without_having_asked_is_named_at_the_list(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    known, new = add(commune, "Bàn Văn Sen"), add(commune, "Lò Thị Mới")
    key(commune, known, POOR, 2025)
    key(commune, new, POOR, 2026)
    [listed] = [s for s in _look(commune).standing.steps if s.step.record == "list"]
    assert [(f.code, f.details["names"]) for f in listed.missing] == [
        ("case-list-unasked", "Lò Thị Mới")
    ]
    with writing(commune):
        sheets_a.put(commune, [SheetA(uid="a", household_uid=new.uid, year=2026, count=2)])
    [listed] = [s for s in _look(commune).standing.steps if s.step.record == "list"]
    assert listed.missing == ()


def test_no_case_is_opened_for_who_left_or_for_what_is_decided_already(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    poor, near, out, left = (add(commune, name) for name in ("Sen", "Hoa", "Mai", "Lan"))
    for home, of in ((poor, POOR), (near, NEAR), (out, NOT), (left, NOT)):
        key(commune, home, of, 2025)
    happen(commune, left.uid, "moved_away", D(2026, 3, 2))
    april = D(2026, 4, 15)
    for procedure in ("in_year_recognition", "average_living_standard"):
        with _refused("case-gone"):
            _open(commune, procedure, left, april)
    with _refused("case-is-poor"):
        _open(commune, "in_year_recognition", poor, april)
    with _refused("case-is-not-poor"):
        _open(commune, "in_year_exit", out, april)
    wanted = Case(
        uid="", procedure="in_year_recognition", year=2026, opened_on=april,
        household_uids=(near.uid,),
    )  # fmt: skip
    done = proceeding.open_case(commune, wanted, **ON)
    assert [f.code for f in done.warnings] == ["case-is-near-poor"], "it may have become poor"
    _open(commune, "in_year_exit", poor, april)


def test_what_was_decided_in_the_year_is_in_force_from_its_day(commune: Db) -> None:
    open_rounds(commune, 2025, 2026)
    home = add(commune)
    key(commune, home, NOT, 2025)
    key(commune, home, POOR, 2026)
    _open(commune, "in_year_recognition", home, D(2026, 10, 15))
    carry_decision(commune, 2026, "91/QĐ", D(2026, 11, 5))
    other = add(commune, "Hoàng Văn Mới")
    key(commune, other, POOR, 2026)
    carry_decision(commune, 2026, "91/QĐ", D(2026, 11, 5))
    with _refused("case-is-poor"):
        _open(commune, "in_year_recognition", other, D(2026, 11, 15))
    _open(commune, "in_year_exit", other, D(2026, 11, 15))


def test_who_is_recognised_already_needs_no_sheet_a(commune: Db) -> None:
    open_rounds(commune, 2025)
    household = add(commune)
    key(commune, household, NEAR, 2025)
    of = _open(commune, "in_year_recognition", household, D(2026, 4, 15))
    request = StepDone(
        uid="", case_uid=of.uid, step="request", done_on=D(2026, 4, 10), household_uid=household.uid
    )
    proceeding.record_step(commune, request, **ON)
    deciding.key_sheet(commune, of.uid, household.uid, answers(POOR, D(2026, 4, 16)), **ON)
    [subject] = _look(commune, of.uid).standing.records.subjects
    assert (subject.before, subject.now) == (NEAR, POOR)


def test_a_household_turned_away_by_sheet_a_is_refused_in_writing_with_a_reason(
    commune: Db,
) -> None:
    household = add(commune)
    of = _open(commune, "in_year_recognition", household, D(2026, 4, 15))
    refusal = Decision(
        uid="", case_uid=of.uid, kind=DecisionKind.REFUSED, number="5/UBND",
        signed_on=D(2026, 4, 20), household_uids=(household.uid,),
    )  # fmt: skip
    with _refused("case-no-reason"):
        deciding.decide(commune, refusal, **ON)
    done = deciding.decide(commune, replace(refusal, reason="Phiếu A có 5 dấu"), **ON)
    [closed] = proceeding.cases(commune, 2026)
    assert closed.outcome == "refused"
    proceeding.undo(commune, done.act, **ON)
    [open_again] = proceeding.cases(commune, 2026)
    assert (open_again.outcome, open_again.closed_on) == ("", None)


def test_an_average_living_standard_case_is_surveyed_posted_and_decided(commune: Db) -> None:
    """Posted Monday 20 April for five working days: 21, 22, 23, 24, 28 (27 is off)."""
    household = add(commune)
    of = _open(commune, "average_living_standard", household, D(2026, 4, 15))
    posting = Posting(uid="", case_uid=of.uid, village="", posted_on=D(2026, 4, 20))
    with _refused("case-unsurveyed"):
        proceeding.record_posting(commune, posting, **ON)
    survey = StepDone(
        uid="", case_uid=of.uid, step="survey", done_on=D(2026, 4, 16),
        household_uid=household.uid, number="một triệu",
    )  # fmt: skip
    with _refused("case-no-income"):
        proceeding.record_step(commune, survey, **ON)
    rich = proceeding.record_step(commune, replace(survey, number="2250001"), **ON)
    assert [f.code for f in rich.warnings] == ["case-income-outside"]
    right = proceeding.record_step(commune, replace(survey, number="1800000"), **ON)
    assert right.warnings == ()
    proceeding.record_posting(commune, posting, **ON)
    decision = Decision(
        uid="", case_uid=of.uid, kind=DecisionKind.RECOGNISED, number="41/QĐ",
        signed_on=D(2026, 4, 28),
    )  # fmt: skip
    with _refused("case-signed-posted"):
        deciding.decide(commune, decision, **ON)
    deciding.decide(commune, replace(decision, signed_on=D(2026, 4, 29)), **ON)
    with _refused("case-no-certificates"):
        deciding.certify(commune, of.uid, D(2026, 4, 29), **ON)


def test_a_case_is_not_opened_by_a_procedure_out_of_force_nor_in_another_year(commune: Db) -> None:
    household = add(commune)
    with _refused("case-other-year"):
        wanted = Case(
            uid="", procedure="in_year_exit", year=2026, opened_on=D(2025, 5, 2),
            household_uids=(household.uid,),
        )  # fmt: skip
        proceeding.open_case(commune, wanted, **ON)
    with _refused("case-not-in-force"):
        _open(commune, "low_income_worker", household, D(2024, 5, 20))
    early = proceeding.open_case(
        commune,
        Case(
            uid="", procedure="in_year_recognition", year=2026, opened_on=D(2026, 5, 2),
            household_uids=(household.uid,),
        ),
        **ON,
    )  # fmt: skip
    assert [f.code for f in early.warnings] == ["case-early"]


def test_an_in_year_poor_household_that_is_not_poor_in_autumn_has_escaped(commune: Db) -> None:
    open_rounds(commune, 2026)
    household = add(commune)
    of = _open(commune, "in_year_recognition", household, D(2026, 4, 15))
    request = StepDone(
        uid="", case_uid=of.uid, step="request", done_on=D(2026, 4, 10), number="2",
        household_uid=household.uid,
    )  # fmt: skip
    proceeding.record_step(commune, request, **ON)
    deciding.key_sheet(commune, of.uid, household.uid, answers(POOR, D(2026, 4, 16)), **ON)
    key(commune, household, NOT, 2026)
    # A sheet that nothing was decided by says nothing of what the household was.
    [before] = [s.before for s in _look(commune).standing.records.subjects] or [None]
    assert before is None
    sheet = reviews.get(commune, household.uid, 2026, RoundKind.IN_YEAR)
    assert sheet is not None
    with writing(commune):
        reviews.put(commune, [replace(sheet, decision_no="40/QĐ", revision=sheet.revision + 1)])
    [subject] = _look(commune).standing.records.subjects
    assert (subject.before, subject.now) == (HouseholdClass.POOR, HouseholdClass.NOT_POOR)


# Cases of one person -----------------------------------------------------------------------------
def _worker_case(home: Household, person: str, day: int = 15) -> Case:
    return Case(
        uid="", procedure="low_income_worker", year=2026, opened_on=D(2026, 4, day),
        household_uids=(home.uid,), person_uid=person,
    )  # fmt: skip


def test_a_workers_case_names_a_member_and_each_worker_has_one_of_their_own(commune: Db) -> None:
    home, other = add(commune), add(commune, "Lò Văn Páo")
    head, child = home.members[0].uid, home.members[1].uid
    with _refused("case-no-person"):
        proceeding.open_case(commune, _worker_case(home, ""), **ON)
    with _refused("case-not-member"):
        proceeding.open_case(commune, _worker_case(other, child), **ON)
    of = proceeding.open_case(commune, _worker_case(home, child), **ON).record
    assert of.person_uid == child
    with _refused("case-running"):
        proceeding.open_case(commune, _worker_case(home, child, 16), **ON)
    proceeding.open_case(commune, _worker_case(home, head, 16), **ON)
    [subject] = proceeding.look(commune, of.uid, now=at(2026, 5, 2)).standing.records.subjects
    assert subject.name == home.members[1].name
    assert subject.number == home.number


def test_a_survey_case_is_not_held_up_by_the_sheet_b_of_the_same_year(commune: Db) -> None:
    home = add(commune)
    of = _open(commune, "in_year_recognition", home, D(2026, 4, 15))
    proceeding.record_step(commune, StepDone(
        uid="", case_uid=of.uid, step="request", done_on=D(2026, 4, 10), number="2",
        household_uid=home.uid,
    ), **ON)  # fmt: skip
    deciding.key_sheet(commune, of.uid, home.uid, answers(POOR, D(2026, 4, 16)), **ON)
    [sheet] = reviews.of_round(commune, 2026, RoundKind.IN_YEAR)
    with writing(commune):
        reviews.put(commune, [replace(sheet, decision_no="5/QĐ", decision_on=D(2026, 4, 29))])
    worker = proceeding.open_case(commune, _worker_case(home, home.members[1].uid), **ON).record
    records = proceeding.look(commune, worker.uid, now=at(2026, 5, 2)).standing.records
    assert deciding.waiting(records, DecisionKind.RECOGNISED) == (home.uid,)


def test_a_case_taken_back_by_its_household_is_closed_and_opened_again(commune: Db) -> None:
    household = add(commune)
    of = _open(commune, "in_year_exit", household, D(2026, 4, 20))
    with _refused("case-before-opened"):
        proceeding.close_case(commune, of.uid, D(2026, 4, 19), "", **ON)
    done = proceeding.close_case(commune, of.uid, D(2026, 4, 22), "Hộ rút đơn", **ON)
    assert [c.outcome for c in proceeding.cases(commune, 2026)] == ["withdrawn"]
    proceeding.undo(commune, done.act, **ON)
    assert [c.outcome for c in proceeding.cases(commune, 2026)] == [""]
