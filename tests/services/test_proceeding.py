"""Cases by services alone: each step recorded, refused with its reason, and taken back as one."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.household import Household
from desktop.domain.procedure import (
    Complaint,
    Decision,
    DecisionKind,
    Meeting,
    Opinion,
    Posting,
)
from desktop.errors import CaseRefused, RoundMissing, UndoTooLate
from desktop.rules.deadlines import StepState
from desktop.services import answering, deciding, proceeding
from desktop.services.proceeding import Look
from desktop.store import packages, procedures, reviews
from desktop.store.connection import Db, writing
from desktop.store.packages import Package
from tests.services.made import (
    BY,
    NEAR,
    NOT,
    POOR,
    add,
    at,
    carry_decision,
    dump,
    key,
    open_rounds,
)

D = datetime.date
NOW = at(2026, 12, 10)
CASE = "periodic-2026"
ON: dict[str, Any] = {"now": NOW, "by": BY}
MET, POSTED, SENT, SIGNED = D(2026, 10, 20), D(2026, 10, 21), D(2026, 10, 27), D(2026, 11, 5)


@pytest.fixture
def homes(commune: Db) -> list[Household]:
    """Three households of one village: poor, near-poor, escaped; sheets of 9 October 2026."""
    open_rounds(commune, 2025, 2026)
    made = []
    for name, before, after in (
        ("Bàn Văn Hoa", POOR, POOR), ("Bàn Văn Mai", POOR, NEAR), ("Bàn Văn Lan", NEAR, NOT),
    ):  # fmt: skip
        household = add(commune, name)
        key(commune, household, before, 2025)
        key(commune, household, after, 2026)
        made.append(household)
    return made


def _look(db: Db, uid: str = CASE) -> Look:
    return proceeding.look(db, uid, now=NOW)


def _meet(db: Db, homes: list[Household], votes: int = 20, on: D = MET) -> proceeding.Done:
    meeting = Meeting(
        uid="", case_uid=CASE, village="Nà Bó", held_on=on, present=20,
        agreed={h.uid: votes for h in homes}, chair="Ma Văn Quý",
    )  # fmt: skip
    return proceeding.record_meeting(db, meeting, now=NOW, by=BY)


def _post(db: Db, on: D = POSTED, complaint: str = "") -> proceeding.Done:
    posting = Posting(
        uid="", case_uid=CASE, village="Nà Bó", posted_on=on, complaint_uid=complaint,
        places=("Nhà văn hóa thôn",),
    )  # fmt: skip
    return proceeding.record_posting(db, posting, now=NOW, by=BY)


def _ask(db: Db, sent: D = SENT) -> proceeding.Done:
    letter = Opinion(uid="", case_uid=CASE, sent_on=sent, sent_number="80/BC-UBND")
    done = proceeding.record_opinion(db, letter, now=NOW, by=BY)
    answer = replace(
        done.record, received_on=D(2026, 11, 2), number="455/UBND", agrees=True, text="Nhất trí"
    )
    return proceeding.record_opinion(db, answer, now=NOW, by=BY)


def _decide(
    db: Db, kind: DecisionKind = DecisionKind.RECOGNISED, number: str = "91/QĐ-UBND",
    on: D = SIGNED, uids: tuple[str, ...] = (), reason: str = "",
) -> proceeding.Done:  # fmt: skip
    decision = Decision(
        uid="", case_uid=CASE, kind=kind, number=number, signed_on=on, household_uids=uids,
        reason=reason,
    )  # fmt: skip
    return deciding.decide(db, decision, now=NOW, by=BY)


def _refused(code: str) -> pytest.RaisesExc[CaseRefused]:
    return pytest.RaisesExc(CaseRefused, check=lambda e: e.details["first"] == code)


def test_a_round_goes_through_every_step_to_its_certificates(
    commune: Db, homes: list[Household]
) -> None:
    first = _look(commune).standing
    assert [s.state for s in first.steps][:4] == [
        StepState.NONE, StepState.DONE, StepState.DONE, StepState.NEXT,
    ]  # fmt: skip
    _meet(commune, homes)
    _post(commune)
    _ask(commune)
    recognised = _decide(commune)
    escaped = _decide(commune, DecisionKind.ESCAPED, "92/QĐ-UBND")
    assert set(recognised.record.household_uids) == {homes[0].uid, homes[1].uid}
    assert escaped.record.household_uids == (homes[2].uid,)
    assert {
        (r.household_uid, r.decision_no, r.decision_on) for r in reviews.of_round(commune, 2026)
    } == {
        (homes[0].uid, "91/QĐ-UBND", D(2026, 11, 5)),
        (homes[1].uid, "91/QĐ-UBND", D(2026, 11, 5)),
        (homes[2].uid, "92/QĐ-UBND", D(2026, 11, 5)),
    }
    deciding.certify(commune, CASE, D(2026, 11, 6), **ON)
    assert [c.number for c in procedures.certificates(commune, 2026)] == [
        "01/GCN-HN.HCN", "02/GCN-HN.HCN",
    ]  # fmt: skip
    last = _look(commune).standing
    assert {s.step.id: s.state for s in last.steps if s.state is not StepState.DONE} == {
        "request": StepState.NONE, "recheck": StepState.NONE, "reposting": StepState.NONE,
    }  # fmt: skip
    assert last.next is None


def test_steps_that_lack_what_comes_before_are_refused_and_nothing_is_written(
    commune: Db, homes: list[Household]
) -> None:
    before = dump(commune)
    with _refused("case-not-met"):
        _post(commune)
    with _refused("case-not-met"):
        _ask(commune)
    with _refused("case-not-met"):
        _decide(commune)
    with _refused("case-votes-over"):
        _meet(commune, homes, 21)
    with _refused("case-not-recognised"):
        deciding.certify(commune, CASE, D(2026, 11, 6), [homes[0].uid], **ON)
    with _refused("case-nobody-to-certify"):
        deciding.certify(commune, CASE, D(2026, 11, 6), **ON)
    assert dump(commune) == before


def test_a_refusal_says_the_day_the_posting_ends_and_what_to_do(
    commune: Db, homes: list[Household]
) -> None:
    """Posted Wednesday 21 October: 22, 23, 26; signed from the 27th on."""
    _meet(commune, homes)
    _post(commune)
    with pytest.raises(CaseRefused) as refused:
        _decide(commune, on=D(2026, 10, 26))
    assert "26/10/2026" in str(refused.value.details["reason"])
    assert "27/10/2026" in str(refused.value.details["cure"])


def test_one_household_is_decided_once_and_numbers_are_used_once(
    commune: Db, homes: list[Household]
) -> None:
    _meet(commune, homes)
    _post(commune)
    _ask(commune)
    _decide(commune, uids=(homes[0].uid,))
    with _refused("case-decided-twice"):
        _decide(commune, number="93/QĐ-UBND", uids=(homes[0].uid, homes[1].uid))
    with _refused("case-number-twice"):
        _decide(commune, uids=(homes[1].uid,))
    with _refused("case-not-recognisable"):
        _decide(commune, number="94/QĐ-UBND", uids=(homes[2].uid,))
    with _refused("case-not-escaped"):
        _decide(commune, DecisionKind.ESCAPED, "94/QĐ-UBND", uids=(homes[1].uid,))
    one = deciding.certify(commune, CASE, D(2026, 11, 6), [homes[0].uid], first=7, **ON)
    assert one.record.number == "07/GCN-HN.HCN"
    with _refused("case-certified-twice"):
        deciding.certify(commune, CASE, D(2026, 11, 6), [homes[0].uid], **ON)
    _decide(commune, number="95/QĐ-UBND", uids=(homes[1].uid,))
    with _refused("case-number-twice"):
        deciding.certify(commune, CASE, D(2026, 11, 6), first=7, **ON)
    deciding.certify(commune, CASE, D(2026, 11, 6), **ON)
    assert [c.number[:2] for c in procedures.certificates(commune, 2026)] == ["07", "08"]


def test_a_complaint_holds_the_decision_until_its_recheck_was_posted_again(
    commune: Db, homes: list[Household]
) -> None:
    """Recheck posted Friday 30 October: 2, 3, 4 November; the decision from the 5th on."""
    _meet(commune, homes)
    _post(commune)
    complaint = Complaint(
        uid="", case_uid=CASE, village="Nà Bó", received_on=D(2026, 10, 23),
        household_uid=homes[0].uid, by="Bàn Văn Hoa", text="Thiếu con trâu",
    )  # fmt: skip
    received = proceeding.record_complaint(commune, complaint, now=NOW, by=BY)
    with _refused("case-still-open"):
        _ask(commune, D(2026, 11, 9))
    with _refused("case-no-result"):
        proceeding.record_complaint(
            commune, replace(received.record, rechecked_on=D(2026, 10, 29)), now=NOW, by=BY
        )
    rechecked = replace(received.record, rechecked_on=D(2026, 10, 29), result="Giữ nguyên")
    proceeding.record_complaint(commune, rechecked, now=NOW, by=BY)
    with _refused("case-still-unposted"):
        _ask(commune, D(2026, 11, 9))
    _post(commune, D(2026, 10, 30), received.record.uid)
    with _refused("case-sent-before"):
        _ask(commune, D(2026, 11, 4))
    letter = Opinion(uid="", case_uid=CASE, sent_on=D(2026, 11, 5))
    proceeding.record_opinion(commune, letter, now=NOW, by=BY)


def test_what_is_late_is_recorded_with_a_warning(commune: Db, homes: list[Household]) -> None:
    _meet(commune, homes)
    _post(commune)
    complaint = Complaint(
        uid="", case_uid=CASE, village="Nà Bó", received_on=D(2026, 10, 22),
        household_uid=homes[0].uid, rechecked_on=D(2026, 11, 20), result="Giữ nguyên",
    )  # fmt: skip
    done = proceeding.record_complaint(commune, complaint, now=NOW, by=BY)
    assert [f.code for f in done.warnings] == ["case-recheck-late"]


def test_the_opinion_of_a_receipt_answers_the_letter_in_one_deed(
    commune: Db, homes: list[Household]
) -> None:
    _meet(commune, homes)
    _post(commune)
    letter = Opinion(uid="", case_uid=CASE, sent_on=SENT, sent_number="80/BC-UBND")
    proceeding.record_opinion(commune, letter, now=NOW, by=BY)
    sent = at(2026, 10, 27)
    details = {
        "answered_on": "2026-11-03", "answered_at": at(2026, 11, 2).isoformat(),
        "opinion": "Nhất trí", "opinion_no": "215/UBND-VX", "opinion_on": "2026-11-02",
        "opinion_agrees": True, "totals_counted": {}, "agrees": True,
    }  # fmt: skip
    report = Package(
        sha256="a" * 64, direction="out", kind="report", sender="02296", receiver="08", year=2026,
        number=1, made_at=sent, handled_at=sent, file_name="x.rasoat", size=1, verdict="taken_in",
        totals={}, details=details,
    )  # fmt: skip
    with writing(commune):
        packages.put(commune, report)
    done = answering.take_over(commune, 2026, now=NOW, by=BY)
    [kept] = procedures.of_case(commune, Opinion, CASE)
    assert (kept.sent_number, kept.number, kept.text) == ("80/BC-UBND", "215/UBND-VX", "Nhất trí")
    assert (kept.received_on, kept.agrees) == (D(2026, 11, 3), True)
    assert answering.offered(commune, 2026) is None
    proceeding.undo(commune, done.act, now=NOW, by=BY)
    assert answering.offered(commune, 2026) is not None


def test_a_deed_is_taken_back_with_all_it_wrote_but_not_from_under_a_later_one(
    commune: Db, homes: list[Household]
) -> None:
    met = _meet(commune, homes)
    posted = _post(commune)
    with pytest.raises(UndoTooLate):
        proceeding.undo(commune, met.act, **ON)
    _ask(commune)
    before = {r.uid: (r.decision_no, r.decision_on) for r in reviews.of_round(commune, 2026)}
    decided = _decide(commune)
    with pytest.raises(UndoTooLate):
        proceeding.undo(commune, posted.act, **ON)
    proceeding.undo(commune, decided.act, **ON)
    assert before == {
        r.uid: (r.decision_no, r.decision_on) for r in reviews.of_round(commune, 2026)
    }
    assert _look(commune).standing.records.decisions == ()
    again = _decide(commune)
    certified = deciding.certify(commune, CASE, D(2026, 11, 6), **ON)
    with pytest.raises(UndoTooLate):
        proceeding.undo(commune, again.act, **ON)
    proceeding.undo(commune, certified.act, **ON)
    assert procedures.certificates(commune, 2026) == ()


def test_a_sheet_changed_after_its_decision_keeps_the_decision_from_being_taken_back(
    commune: Db, homes: list[Household]
) -> None:
    _meet(commune, homes)
    _post(commune)
    _ask(commune)
    decided = _decide(commune)
    carry_decision(commune, 2026, "1/QĐ", D(2026, 12, 1))
    with pytest.raises(UndoTooLate):
        proceeding.undo(commune, decided.act, **ON)


def test_what_the_sheets_carry_already_is_decided(commune: Db, homes: list[Household]) -> None:
    _meet(commune, homes)
    _post(commune)
    _ask(commune)
    carry_decision(commune, 2026, "1/QĐ", D(2026, 12, 1))
    decision = _look(commune).standing.step("decision")
    assert decision is not None
    assert decision.state is StepState.DONE
    with _refused("case-decided-twice"):
        _decide(commune, uids=(homes[0].uid,))
    with _refused("case-nobody"):
        _decide(commune)


def test_without_a_round_there_is_no_periodic_case(commune: Db) -> None:
    with pytest.raises(RoundMissing):
        _look(commune)
