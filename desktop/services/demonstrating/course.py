"""A made-up round through the legal procedure: meetings, postings, a complaint, decisions, certificates.

Everything goes through services, on the working days that the law would allow.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from desktop.domain.procedure import Complaint, Decision, DecisionKind, Meeting, Opinion, Posting
from desktop.domain.vietnamese import fold
from desktop.rules.case_facts import Records
from desktop.rules.workdays import WorkCalendar
from desktop.services import calendaring, deciding, proceeding, reviewing
from desktop.services.demonstrating.people import Maker
from desktop.store.connection import Db
from desktop.text import t

_REPORTED = (11, 20)
"""No commune writes to the office above before this day: the last sheets are of early November."""


@dataclass(frozen=True, slots=True)
class Course:
    """A round on its way: the commune's book, chance, who gives names, the year, its calendar."""

    db: Db
    rng: Random
    maker: Maker
    year: int
    days: WorkCalendar
    by: str

    @property
    def case_uid(self) -> str:
        """The periodic case of the year."""
        return f"{proceeding.PERIODIC}-{self.year}"

    def records(self) -> Records:
        """What the book holds of the case by now."""
        return proceeding.records_of(self.db, proceeding.case(self.db, self.case_uid))

    def attendants(self) -> tuple[str, ...]:
        """Who sits with the chair at a meeting: names, each with the office that sent it."""
        offices = t("demo-attendants").split(";")
        names = [self.maker.household(self.year)[0].name for _ in offices]
        return tuple(f"{name}, {of.strip()}" for name, of in zip(names, offices, strict=True))

    def working(self, day: datetime.date, later: int) -> datetime.date:
        """So many working days later, always one on which offices work."""
        return self.days.after(day, later)


def course_of(db: Db, code: str, year: int, by: str) -> Course:
    """The course of a commune in a year; its chance is its own, so that the sheets stay as they are."""
    rng = Random(f"{code}/{year}/course")  # noqa: S311 - made-up people, not keys
    days = calendaring.calendar(db, year)
    return Course(db, rng, Maker(rng, code[:2]), year, days, by)


def go_through(course: Course, number: int, *, again: bool, complaint: bool) -> None:
    """From the meetings to the certificates. `number`: of the first decision.

    `again`: one household of the last village is agreed on only at a second meeting; `complaint`:
    somebody there complains, and the recheck is posted as well.
    """
    records = course.records()
    meetings = [_meeting(course, records, village) for village in records.villages]
    meetings.sort(key=lambda m: m.held_on)
    if again:
        meetings[-1] = _doubted(meetings[-1])
    _hold(course, meetings)
    if again:
        meetings[-1] = _meet_again(course, meetings[-1])
    postings = _post(course, meetings)
    clear = course.working(postings[-1].posted_on, 3)
    if complaint:
        clear = max(clear, _complain(course, postings[-1]))
    _decide(course, _ask_above(course, clear), number)


def begin(course: Course, villages: int, now: datetime.datetime) -> None:
    """Meetings and postings of the first villages whose sheets are all complete."""
    look = proceeding.look(course.db, course.case_uid, now=now)
    spelt = [fold(place.place) for place in look.standing.places]
    done = [
        p.place
        for p in look.standing.places
        if p.keyed == p.subjects and spelt.count(fold(p.place)) == 1
    ][:villages]
    meetings = [_meeting(course, look.standing.records, village) for village in done]
    if meetings:
        _hold(course, meetings)
        _post(course, meetings)


# Meetings, postings ------------------------------------------------------------------------------
def _meeting(course: Course, records: Records, village: str) -> Meeting:
    """A village meets two working days after its last sheet; nearly everyone is agreed on by all."""
    rng, here = course.rng, records.in_place(village)
    present = rng.randint(18, 45)
    last = max(s.reviewed_on for s in here if s.reviewed_on)
    chair, secretary = (course.maker.household(course.year)[0].name for _ in range(2))
    return Meeting(
        uid="", case_uid=course.case_uid, village=village, held_on=course.working(last, 2),
        present=present, place=t("demo-meeting-place"), chair=chair, secretary=secretary,
        attendants=course.attendants(),
        agreed={
            s.uid: present - (rng.randint(1, 4) if rng.random() < 0.08 else 0) for s in here
        },
    )  # fmt: skip


def _doubted(meeting: Meeting) -> Meeting:
    """The meeting with one household under half."""
    uid = min(meeting.agreed)
    return replace(meeting, agreed={**meeting.agreed, uid: meeting.present // 3})


def _meet_again(course: Course, before: Meeting) -> Meeting:
    """The household under half is reviewed again and put to the next meeting."""
    uid = min(before.agreed)
    sheet = reviewing.open_sheet(course.db, uid, course.year)
    day = course.working(before.held_on, 2)
    reviewing.complete_review(
        course.db, sheet.household, replace(sheet.answers, reviewed_on=day), course.year,
        now=morning(day), by=course.by,
    )  # fmt: skip
    second = replace(
        before, held_on=course.working(day, 1), agreed={uid: before.present}, uid=""
    )  # fmt: skip
    _hold(course, [second])
    return second


def _hold(course: Course, meetings: Sequence[Meeting]) -> None:
    last = max(m.held_on for m in meetings)
    proceeding.record_meetings(course.db, meetings, now=morning(last), by=course.by)


def _post(course: Course, meetings: Sequence[Meeting]) -> list[Posting]:
    """Each list is posted on the working day after its meeting."""
    postings = [
        Posting(
            uid="", case_uid=course.case_uid, village=m.village,
            posted_on=course.working(m.held_on, 1), places=_places(),
        )
        for m in meetings
    ]  # fmt: skip
    last = max(p.posted_on for p in postings)
    proceeding.record_postings(course.db, postings, now=morning(last), by=course.by)
    return postings


def _places() -> tuple[str, ...]:
    return tuple(place.strip() for place in t("process-places").split(";"))


def _complain(course: Course, posting: Posting) -> datetime.date:
    """Somebody complains, the recheck is posted; the last day of that posting."""
    of = course.records().in_place(posting.village)[-1]
    received = Complaint(
        uid="", case_uid=course.case_uid, village=posting.village, household_uid=of.uid, by=of.name,
        received_on=course.working(posting.posted_on, 1), text=t("demo-complaint"),
    )  # fmt: skip
    now = morning(received.received_on)
    known = proceeding.record_complaint(course.db, received, now=now, by=course.by).record
    day = course.working(received.received_on, 3)
    rechecked = replace(known, rechecked_on=day, result=t("demo-recheck"))
    proceeding.record_complaint(course.db, rechecked, now=morning(day), by=course.by)
    again = replace(posting, posted_on=course.working(day, 1), complaint_uid=known.uid, uid="")
    proceeding.record_posting(course.db, again, now=morning(again.posted_on), by=course.by)
    return course.working(again.posted_on, 3)


# Opinion, decisions ------------------------------------------------------------------------------
def _ask_above(course: Course, clear: datetime.date) -> datetime.date:
    """The letter once all postings have ended, the answer three working days later."""
    month, day = _REPORTED
    sent = course.working(max(clear, datetime.date(course.year, month, day)), 1)
    letter = Opinion(
        uid="", case_uid=course.case_uid, sent_on=sent,
        sent_number=f"{course.rng.randint(60, 240)}/BC-UBND",
    )  # fmt: skip
    known = proceeding.record_opinion(course.db, letter, now=morning(sent), by=course.by).record
    answered = course.working(sent, 3)
    answer = replace(
        known, received_on=answered, number=f"{course.rng.randint(300, 990)}/UBND",
        text=t("demo-opinion"), agrees=True,
    )  # fmt: skip
    proceeding.record_opinion(course.db, answer, now=morning(answered), by=course.by)
    return answered


def _decide(course: Course, answered: datetime.date, number: int) -> None:
    """Two working days after the answer: one decision for each kind, then the certificates."""
    signed = course.working(answered, 2)
    records = course.records()
    kinds = [k for k in DecisionKind if deciding.waiting(records, k)]
    for nth, kind in enumerate(kinds):
        decision = Decision(
            uid="", case_uid=course.case_uid, kind=kind, number=f"{number + nth}/QĐ-UBND",
            signed_on=signed,
        )  # fmt: skip
        deciding.decide(course.db, decision, now=morning(signed), by=course.by)
    if DecisionKind.RECOGNISED in kinds:
        day = course.working(signed, 1)
        deciding.certify(course.db, course.case_uid, day, now=morning(day), by=course.by)


def morning(day: datetime.date) -> datetime.datetime:
    """The morning of a day, as in Vietnam and in UTC."""
    return datetime.datetime(day.year, day.month, day.day, 2, tzinfo=datetime.UTC)
