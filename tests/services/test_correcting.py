"""What a case recorded is put right in place, as far as all that came after it still stands."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.household import Household
from desktop.domain.procedure import Decision, DecisionKind, Meeting, Opinion, Posting
from desktop.errors import CaseRefused, UndoTooLate
from desktop.rules.case_facts import Records
from desktop.services import correcting, deciding, proceeding
from desktop.store import acts, reviews
from desktop.store.connection import Db
from tests.services.made import BY, NEAR, NOT, POOR, add, at, dump, key, open_rounds

D = datetime.date
NOW = at(2026, 12, 10)
CASE = "periodic-2026"
ON: dict[str, Any] = {"now": NOW, "by": BY}


def _records(db: Db) -> Records:
    return proceeding.look(db, CASE, now=NOW).standing.records


@pytest.fixture
def homes(commune: Db) -> list[Household]:
    """Poor, near-poor and escaped in one village; sheets of 9 October, met, posted, sent, decided."""
    open_rounds(commune, 2025, 2026)
    made = []
    for name, before, after in (
        ("Bàn Văn Hoa", POOR, POOR), ("Bàn Văn Mai", POOR, NEAR), ("Bàn Văn Lan", NEAR, NOT),
    ):  # fmt: skip
        household = add(commune, name)
        key(commune, household, before, 2025)
        key(commune, household, after, 2026)
        made.append(household)
    proceeding.record_meeting(commune, Meeting(
        uid="m", case_uid=CASE, village="Nà Bó", held_on=D(2026, 10, 20), present=20,
        agreed={h.uid: 19 for h in made},
    ), **ON)  # fmt: skip
    proceeding.record_posting(commune, Posting(
        uid="p", case_uid=CASE, village="Nà Bó", posted_on=D(2026, 10, 21),
    ), **ON)  # fmt: skip
    asked = proceeding.record_opinion(commune, Opinion(
        uid="o", case_uid=CASE, sent_on=D(2026, 10, 27), sent_number="80"
    ), **ON).record  # fmt: skip
    answer = replace(asked, received_on=D(2026, 10, 30), number="9", agrees=True)
    proceeding.record_opinion(commune, answer, **ON)
    deciding.decide(commune, Decision(
        uid="d", case_uid=CASE, kind=DecisionKind.RECOGNISED, number="91", signed_on=D(2026, 11, 5)
    ), **ON)  # fmt: skip
    return made


def test_a_mistyped_meeting_is_put_right_and_the_deed_keeps_both(
    commune: Db, homes: list[Household]
) -> None:
    [meeting] = _records(commune).meetings
    right = replace(
        meeting, held_on=D(2026, 10, 19), chair="Ma Văn Quý", attendants=("Lý Thị Sen, bí thư",)
    )
    done = correcting.correct(commune, right, **ON)
    [kept] = _records(commune).meetings
    assert (kept.held_on, kept.chair, kept.revision) == (D(2026, 10, 19), "Ma Văn Quý", 2)
    act = acts.get(commune, done.act)
    assert act is not None
    assert act.kind == "process-correct"
    assert act.before.meetings[0].held_on == D(2026, 10, 20)
    assert act.after.meetings[0].held_on == D(2026, 10, 19)
    proceeding.undo(commune, done.act, **ON)
    assert _records(commune).meetings[0].held_on == D(2026, 10, 20)
    assert _records(commune).meetings[0].chair == ""


@pytest.mark.parametrize(
    ("field", "day", "code"),
    [
        ("meetings", D(2026, 10, 22), "case-not-met"),  # after its posting
        ("meetings", D(2026, 10, 8), "case-met-unreviewed"),  # before the sheets
        ("meetings", D(2027, 10, 20), "case-future"),
        ("postings", D(2026, 10, 26), "case-sent-before"),  # the letter left while it stood
        ("postings", D(2026, 10, 19), "case-not-met"),
        ("opinions", D(2026, 10, 22), "case-sent-before"),
        ("decisions", D(2026, 10, 28), "case-no-opinion"),
    ],
)
def test_what_a_correction_would_break_refuses_it_and_nothing_is_written(
    commune: Db, homes: list[Household], field: str, day: datetime.date, code: str
) -> None:
    [record] = getattr(_records(commune), field)
    name = {"meetings": "held_on", "postings": "posted_on", "opinions": "sent_on"}
    changed: dict[str, Any] = {name.get(field, "signed_on"): day}
    before = dump(commune)
    with pytest.raises(CaseRefused) as refused:
        correcting.correct(commune, replace(record, **changed), **ON)
    assert refused.value.details["first"] == code
    assert dump(commune) == before


def test_more_votes_than_present_are_refused_in_a_correction_too(
    commune: Db, homes: list[Household]
) -> None:
    [meeting] = _records(commune).meetings
    with pytest.raises(CaseRefused) as refused:
        correcting.correct(commune, replace(meeting, present=18), **ON)
    assert refused.value.details["first"] == "case-votes-over"


def test_a_decision_put_right_carries_number_and_day_onto_its_sheets(
    commune: Db, homes: list[Household]
) -> None:
    [decision] = _records(commune).decisions
    right = replace(decision, number="92/QĐ-UBND", signed_on=D(2026, 11, 6))
    done = correcting.correct(commune, right, **ON)
    sheets = {r.household_uid: r for r in reviews.of_round(commune, 2026)}
    for uid in decision.household_uids:
        assert (sheets[uid].decision_no, sheets[uid].decision_on) == ("92/QĐ-UBND", D(2026, 11, 6))
    proceeding.undo(commune, done.act, **ON)
    [back] = _records(commune).decisions
    assert back.number == "91"
    assert reviews.of_round(commune, 2026)[0].decision_no in ("91", "")


def test_what_was_corrected_since_is_not_taken_back_under_it(
    commune: Db, homes: list[Household]
) -> None:
    """The deed that made the record is older than the correction: that one is undone first."""
    [meeting] = _records(commune).meetings
    correcting.correct(commune, replace(meeting, chair="Ma Văn Quý"), **ON)
    made = next(a for a in acts.latest(commune, 50, ()) if a.kind == "process-meeting")
    with pytest.raises(UndoTooLate):
        proceeding.undo(commune, made.uid, **ON)


def test_a_sheet_keyed_again_since_is_no_fault_of_the_correction(
    commune: Db, homes: list[Household]
) -> None:
    sheet = next(r for r in reviews.of_round(commune, 2026) if r.household_uid == homes[2].uid)
    later = replace(sheet.answers, reviewed_on=D(2026, 11, 20))
    from desktop.services import reviewing

    reviewing.complete_review(commune, homes[2], later, 2026, **ON)
    [meeting] = _records(commune).meetings
    correcting.correct(commune, replace(meeting, place="Nhà văn hóa"), **ON)
    assert _records(commune).meetings[0].place == "Nhà văn hóa"


def test_a_decision_cannot_be_moved_behind_its_certificates(
    commune: Db, homes: list[Household]
) -> None:
    deciding.certify(commune, CASE, D(2026, 11, 6), **ON)
    [decision] = _records(commune).decisions
    with pytest.raises(CaseRefused) as refused:
        correcting.correct(commune, replace(decision, signed_on=D(2026, 11, 7)), **ON)
    assert refused.value.details["first"] == "case-certified-before"
    correcting.correct(commune, replace(decision, signed_on=D(2026, 11, 6)), **ON)


# Certificates ------------------------------------------------------------------------------------
def test_a_withdrawn_certificate_is_held_no_longer_and_its_number_is_never_given_again(
    commune: Db, homes: list[Household]
) -> None:
    deciding.certify(commune, CASE, D(2026, 11, 6), **ON)
    first, second = _records(commune).certificates
    done = deciding.withdraw(commune, second, D(2026, 12, 1), "Sai họ tên chủ hộ", **ON)
    assert deciding.to_certify(_records(commune)) == (second.household_uid,)
    kept = next(c for c in _records(commune).certificates if c.uid == second.uid)
    assert (kept.withdrawn_on, kept.withdrawn_why) == (D(2026, 12, 1), "Sai họ tên chủ hộ")
    again = deciding.certify(commune, CASE, D(2026, 12, 2), **ON).record
    assert (first.number, second.number) == ("01/GCN-HN.HCN", "02/GCN-HN.HCN")
    assert again.number == "03/GCN-HN.HCN"
    with pytest.raises(CaseRefused) as refused:
        deciding.withdraw(commune, kept, D(2026, 12, 3), "Lại sai", **ON)
    assert refused.value.details["first"] == "case-withdrawn-twice"
    with pytest.raises(UndoTooLate):
        proceeding.undo(commune, done.act, **ON)


def test_the_number_of_a_withdrawn_certificate_cannot_be_asked_for(
    commune: Db, homes: list[Household]
) -> None:
    deciding.certify(commune, CASE, D(2026, 11, 6), **ON)
    second = _records(commune).certificates[1]
    deciding.withdraw(commune, second, D(2026, 12, 1), "Sai họ tên", **ON)
    with pytest.raises(CaseRefused) as refused:
        deciding.certify(commune, CASE, D(2026, 12, 2), first=2, **ON)
    assert refused.value.details["first"] == "case-number-twice"


@pytest.mark.parametrize(
    ("day", "why", "code"),
    [
        (D(2026, 11, 5), "Sai tên", "case-withdrawn-before"),
        (D(2026, 12, 11), "Sai tên", "case-future"),
        (D(2026, 12, 1), " ", "case-withdrawn-no-reason"),
    ],
)
def test_a_withdrawal_has_a_day_that_fits_and_a_reason(
    commune: Db, homes: list[Household], day: datetime.date, why: str, code: str
) -> None:
    deciding.certify(commune, CASE, D(2026, 11, 6), **ON)
    held = _records(commune).certificates[0]
    with pytest.raises(CaseRefused) as refused:
        deciding.withdraw(commune, held, day, why, **ON)
    assert refused.value.details["first"] == code
    assert _records(commune).certificates[0].withdrawn_on is None
