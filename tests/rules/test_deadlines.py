"""Worked cases against dates counted by hand on a wall calendar: Tết, exchanged days, complaints."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.procedure import (
    Case,
    Complaint,
    Decision,
    DecisionKind,
    Meeting,
    Opinion,
    Posting,
    StepDone,
)
from desktop.domain.review import HouseholdClass
from desktop.rules.case_checks import check_decision, check_meeting, check_opinion, check_posting
from desktop.rules.case_facts import Records, Subject, standing_of
from desktop.rules.deadlines import CaseStanding, StepState, counted, dues, standing
from desktop.rules.workdays import WorkCalendar
from tests.rules.test_procedure import pack
from tests.rules.test_workdays import YEAR_2026

D = datetime.date
POOR, NOT = HouseholdClass.POOR, HouseholdClass.NOT_POOR
A = Subject(
    uid="a", number="0001", name="Bàn Văn Tiến", village="Nà Bó", now=POOR, before=POOR,
    is_keyed=True, reviewed_on=D(2026, 2, 2),
)  # fmt: skip
B = Subject(
    uid="b", number="0002", name="Ma Văn Quý", village="Nà Bó", now=NOT, before=POOR,
    is_keyed=True, reviewed_on=D(2026, 2, 2),
)  # fmt: skip


OPENED = D(2026, 1, 15)


def _case(procedure: str = "periodic", opened: D = OPENED, *uids: str) -> Case:
    return Case(uid="c", procedure=procedure, year=2026, opened_on=opened, household_uids=uids)


def _met(on: D, present: int = 20, uid: str = "m", **votes: int) -> Meeting:
    return Meeting(
        uid=uid, case_uid="c", village="Nà Bó", held_on=on, present=present, agreed=votes
    )


def _posted(on: D, complaint: str = "", village: str = "Nà Bó", uid: str = "p") -> Posting:
    return Posting(uid=uid, case_uid="c", village=village, posted_on=on, complaint_uid=complaint)


def _at(today: D, procedure: str = "periodic", **records: Any) -> CaseStanding:
    of = records.pop("case", _case(procedure))
    found = Records(case=of, subjects=records.pop("subjects", (A, B)), **records)
    return standing(pack(procedure), found, YEAR_2026, today)


def _codes(found: list[Any]) -> list[str]:
    return [f.code for f in found]


def test_a_list_posted_before_tet_stands_until_after_it() -> None:
    """Thursday 12 February: 13, then 23 and 24; 14 to 22 are off."""
    found = _at(
        D(2026, 2, 20),
        meetings=(_met(D(2026, 2, 9), a=20, b=20),),
        postings=(_posted(D(2026, 2, 12)),),
    )
    [due] = [d for d in found.dues if d.what == "posting"]
    assert due.on == D(2026, 2, 24)
    work, skipped = counted(due, YEAR_2026)
    assert work == [D(2026, 2, 13), D(2026, 2, 23), D(2026, 2, 24)]
    assert (skipped[0], skipped[-1], len(skipped)) == (D(2026, 2, 14), D(2026, 2, 22), 9)
    assert not due.is_late(D(2026, 3, 1)), "what only lasts is never late"
    posting = found.step("posting")
    assert posting is not None
    assert (posting.state, posting.done, posting.total) == (StepState.NEXT, 0, 1)


def test_a_complaint_over_an_exchanged_saturday_and_the_holiday_of_september() -> None:
    """Received Thursday 20 August. Seven working days: 21, 22 (worked), 24, 25, 26, 27, 28 August.

    Rechecked Friday 28, posted again the same day: 31 is off, 1 and 2 are holidays: 3, 4, 7 September.
    """
    complaint = Complaint(
        uid="k", case_uid="c", village="Nà Bó", received_on=D(2026, 8, 20), household_uid="a"
    )
    met, posted = _met(D(2026, 8, 17), a=20, b=20), _posted(D(2026, 8, 18))
    before = _at(D(2026, 8, 31), meetings=(met,), postings=(posted,), complaints=(complaint,))
    [recheck] = [d for d in before.dues if d.what == "recheck"]
    assert recheck.on == D(2026, 8, 28)
    assert recheck.name == "Bàn Văn Tiến"
    assert recheck.is_late(D(2026, 8, 29))
    assert before.places[0].clear_on is None
    step = before.step("recheck")
    assert step is not None
    assert _codes(list(step.missing)) == ["case-open-complaint"]

    done = Complaint(
        uid="k", case_uid="c", village="Nà Bó", received_on=D(2026, 8, 20), household_uid="a",
        rechecked_on=D(2026, 8, 28), result="giữ nguyên",
    )  # fmt: skip
    waiting = _at(D(2026, 8, 31), meetings=(met,), postings=(posted,), complaints=(done,))
    assert waiting.places[0].to_repost == (done,)
    assert waiting.places[0].clear_on is None
    again = _posted(D(2026, 8, 28), complaint="k", uid="q")
    after = _at(D(2026, 9, 8), meetings=(met,), postings=(posted, again), complaints=(done,))
    [reposted] = [d for d in after.dues if d.what == "reposting"]
    assert reposted.on == D(2026, 9, 7)
    assert after.places[0].clear_on == D(2026, 9, 7)


def test_the_office_above_answers_within_five_working_days() -> None:
    """Sent Friday 24 April: 28, 29 April (27 off), then 4, 5, 6 May (30 April and 1 May off)."""
    sent = Opinion(uid="o", case_uid="c", sent_on=D(2026, 4, 24))
    found = _at(D(2026, 5, 7), opinions=(sent,))
    [due] = [d for d in found.dues if d.what == "opinion"]
    assert due.on == D(2026, 5, 6)
    assert due.is_late(D(2026, 5, 7))


def test_in_year_fifteen_days_are_calendar_days_and_a_complaint_only_makes_them_late() -> None:
    """From 15 April: 30 April, holiday or not."""
    of = _case("in_year_recognition", D(2026, 4, 15), "a")
    found = _at(D(2026, 4, 20), "in_year_recognition", case=of, subjects=(A,))
    [due] = [d for d in found.dues if d.what == "decision"]
    assert due.on == D(2026, 4, 30)
    complaint = Complaint(
        uid="k", case_uid="c", village="Nà Bó", received_on=D(2026, 4, 22), household_uid="a",
        rechecked_on=D(2026, 5, 4), result="giữ nguyên",
    )  # fmt: skip
    records = Records(
        case=of, subjects=(A,), meetings=(_met(D(2026, 4, 17), a=20),), complaints=(complaint,),
        postings=(_posted(D(2026, 4, 20)), _posted(D(2026, 5, 4), "k", uid="q")),
    )  # fmt: skip
    decision = Decision(
        uid="d", case_uid="c", kind=DecisionKind.RECOGNISED, number="12/QĐ-UBND",
        signed_on=D(2026, 5, 8), household_uids=("a",),
    )  # fmt: skip
    procedure = pack("in_year_recognition")
    checked = check_decision(procedure, records, decision, YEAR_2026, D(2026, 5, 8))
    assert [(f.code, f.severity.value) for f in checked] == [("case-decision-late", "warning")]


def test_average_living_standard_five_days_posted_three_for_the_recheck() -> None:
    """Posted Monday 16 March: 17, 18, 19, 20, 23. Complaint Thursday 19: 20, 23, 24 March."""
    of = _case("average_living_standard", D(2026, 3, 15), "a", "b")
    surveys = tuple(
        StepDone(uid=f"s{u}", case_uid="c", step="survey", done_on=D(2026, 3, 15), household_uid=u, number="1800000")
        for u in ("a", "b")
    )  # fmt: skip
    complaint = Complaint(
        uid="k", case_uid="c", village="Nà Bó", received_on=D(2026, 3, 19), household_uid="a"
    )
    found = _at(
        D(2026, 3, 20), "average_living_standard", case=of, steps=surveys,
        postings=(_posted(D(2026, 3, 16), village=""),), complaints=(complaint,),
    )  # fmt: skip
    assert {d.what: d.on for d in found.dues} == {
        "posting": D(2026, 3, 23), "recheck": D(2026, 3, 24), "decision": D(2026, 3, 30),
    }  # fmt: skip
    assert found.places[0].place == ""
    assert found.places[0].open == (complaint,)


def test_just_half_of_those_present_is_enough_and_less_is_not() -> None:
    records = Records(
        case=_case(), subjects=(A, B), meetings=(_met(D(2026, 2, 9), 21, a=10, b=11),)
    )
    here = standing_of(pack("periodic"), records, "Nà Bó", YEAR_2026)
    assert (here.below, here.agreed) == ((A,), 1)
    even = Records(case=_case(), subjects=(A,), meetings=(_met(D(2026, 2, 9), 20, a=10),))
    assert standing_of(pack("periodic"), even, "Nà Bó", YEAR_2026).is_met


def test_under_half_must_be_reviewed_again_before_it_is_met_again() -> None:
    first = _met(D(2026, 2, 9), 20, a=9, b=20)
    records = Records(case=_case(), subjects=(A, B), meetings=(first,))
    again = _met(D(2026, 2, 26), 20, "n", a=18)
    assert _codes(check_meeting(records, again, D(2026, 3, 1))) == ["case-not-again"]
    posting = check_posting(
        pack("periodic"), records, _posted(D(2026, 2, 10)), YEAR_2026, D(2026, 3, 1)
    )
    assert _codes(posting) == ["case-still-below"]
    reviewed = Subject(
        uid="a", number="0001", name=A.name, village="Nà Bó", now=POOR, is_keyed=True,
        reviewed_on=D(2026, 2, 24),
    )  # fmt: skip
    anew = Records(case=_case(), subjects=(reviewed, B), meetings=(first,))
    assert check_meeting(anew, again, D(2026, 3, 1)) == []
    met = Records(case=_case(), subjects=(reviewed, B), meetings=(first, again))
    assert standing_of(pack("periodic"), met, "Nà Bó", YEAR_2026).is_met


def test_more_votes_than_present_and_days_out_of_order_are_refused() -> None:
    records = Records(case=_case(), subjects=(A, B))
    today = D(2026, 3, 1)
    assert _codes(check_meeting(records, _met(D(2026, 2, 9), 20, a=21), today)) == [
        "case-votes-over"
    ]
    assert _codes(check_meeting(records, _met(D(2026, 1, 9), 20, a=9), today)) == [
        "case-before-opened", "case-met-unreviewed",
    ]  # fmt: skip
    assert _codes(check_meeting(records, _met(D(2026, 3, 2), 20, a=9), today)) == ["case-future"]
    assert _codes(check_meeting(records, _met(D(2026, 2, 9), 0, a=0), today)) == ["case-no-present"]


def test_nothing_is_signed_or_sent_before_the_posting_ended() -> None:
    records = Records(
        case=_case(), subjects=(A, B), meetings=(_met(D(2026, 2, 9), a=20, b=20),),
        postings=(_posted(D(2026, 2, 12)),),
    )  # fmt: skip
    periodic, today = pack("periodic"), D(2026, 3, 10)
    letter = Opinion(uid="o", case_uid="c", sent_on=D(2026, 2, 24))
    [early] = check_opinion(periodic, records, letter, YEAR_2026, today)
    assert (early.code, early.details["first"]) == ("case-sent-before", D(2026, 2, 25))
    decision = Decision(
        uid="d", case_uid="c", kind=DecisionKind.ESCAPED, number="3/QĐ", signed_on=D(2026, 2, 23),
        household_uids=("b",),
    )  # fmt: skip
    codes = _codes(check_decision(periodic, records, decision, YEAR_2026, today))
    assert codes == ["case-signed-posted", "case-no-opinion"]


def test_a_new_case_waits_for_its_sheets_and_then_for_its_meeting() -> None:
    unkeyed = Subject(uid="z", number="0003", name="Lý A Páo", village="Nà Bó")
    begun = _at(D(2026, 10, 1), subjects=(A, unkeyed))
    assert begun.next is not None
    assert (begun.next.step.id, begun.next.done, begun.next.total) == ("sheet_b", 1, 2)
    keyed = _at(D(2026, 10, 1))
    assert keyed.next is not None
    assert keyed.next.step.id == "meeting"
    assert [s.state for s in keyed.steps][:3] == [StepState.NONE, StepState.DONE, StepState.DONE]
    [season] = [d for d in keyed.dues if d.what == "season"]
    assert season.on == D(2026, 12, 14)


def test_without_holidays_the_counting_is_the_plain_week() -> None:
    posted = _posted(D(2026, 11, 4))
    records = Records(
        case=_case(), subjects=(A,), meetings=(_met(D(2026, 11, 2), a=20),), postings=(posted,)
    )
    here = standing_of(pack("periodic"), records, "Nà Bó", WorkCalendar())
    assert here.posting_ends == D(2026, 11, 9)


@given(
    posted=st.dates(D(2025, 12, 1), D(2026, 12, 31)),
    off=st.frozensets(st.dates(D(2025, 12, 1), D(2027, 1, 31)), max_size=25),
)
def test_the_days_told_are_as_many_as_the_limit_and_end_on_the_due_date(
    posted: D, off: frozenset[datetime.date]
) -> None:
    calendar = WorkCalendar(holidays=off)
    records = Records(case=_case(), subjects=(A,), postings=(_posted(posted),))
    [due] = [d for d in dues(pack("periodic"), records, calendar) if d.what == "posting"]
    work, skipped = counted(due, calendar)
    assert (len(work), work[-1]) == (3, due.on)
    assert not any(calendar.is_working(day) for day in skipped)
    assert len(work) + len(skipped) == (due.on - posted).days
