"""What a made-up commune is asked within a year, one case of each kind, and two things it puts right."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from desktop.domain.household import Household, Person
from desktop.domain.procedure import (
    Case,
    Decision,
    DecisionKind,
    Meeting,
    Posting,
    StepDone,
)
from desktop.domain.review import Answers
from desktop.rules.case_facts import LISTED
from desktop.rules.standard import standard_in_force
from desktop.services import catalogue, correcting, deciding, proceeding, registering
from desktop.services.demonstrating.course import Course, morning
from desktop.text import t

_LACKING = (3, 8, 9)
"""Which of the twelve a household that asks in the year lacks: insurance, water, toilet."""
_POOR, _BETTER = 118, 190
"""Points of B1: of the household that asks to be recognised, and of the one that is doing better."""
_AVERAGE, _ENOUGH = "2200000", "5400000"
"""đồng per person and month: an average living standard in village and town, and too much."""


def ask_in_year(course: Course) -> None:
    """A household recognised, one escaped, one of average living standard, two workers (one refused)."""
    before = proceeding.records_of(
        course.db, proceeding.case(course.db, f"{proceeding.PERIODIC}-{course.year - 1}")
    )
    of = {h.uid: h for h in registering.everyone(course.db) if h.present}
    known = [s for s in before.subjects if s.uid in of]
    listed = [of[s.uid] for s in known if s.now in LISTED]
    others = [of[s.uid] for s in known if s.now not in LISTED] or [*of.values()]
    ask, year = _Asking(course), course.year
    ask.recognise(others[0], datetime.date(year, 7, 6))
    ask.leave(listed[-1], datetime.date(year, 7, 20))
    ask.survey("average_living_standard", others[1 % len(others)], datetime.date(year, 6, 15))
    ask.survey("low_income_worker", others[2 % len(others)], datetime.date(year, 5, 15))
    ask.refuse(others[3 % len(others)], datetime.date(year, 5, 18))


def put_right(course: Course) -> None:
    """A vote miscounted in the minutes; a certificate printed wrongly, withdrawn and made anew."""
    records = course.records()
    first = min(records.meetings, key=lambda m: (m.attempt, m.village))
    uid = max(first.agreed, key=lambda u: first.agreed[u])
    agreed = {**first.agreed, uid: first.agreed[uid] - 1}
    day = course.working(max(c.signed_on for c in records.certificates), 2)
    now, by, wrong = morning(day), course.by, records.certificates[0]
    correcting.correct(course.db, replace(first, agreed=agreed), now=now, by=by)
    deciding.withdraw(course.db, wrong, day, t("demo-certificate-wrong"), now=now, by=by)
    deciding.certify(course.db, course.case_uid, day, (wrong.household_uid,), now=now, by=by)


@dataclass(frozen=True, slots=True)
class _Asking:
    """Cases of one commune in a year."""

    course: Course

    def recognise(self, home: Household, on: datetime.date) -> None:
        """A household on no list is recognised as poor and gets its certificate."""
        case = self._open("in_year_recognition", home, on)
        signed = self._through(case, home, _POOR, DecisionKind.RECOGNISED, "118")
        day = self.course.working(signed, 1)
        deciding.certify(self.course.db, case.uid, day, now=morning(day), by=self.course.by)

    def leave(self, home: Household, on: datetime.date) -> None:
        """A household on the list is doing better."""
        case = self._open("in_year_exit", home, on)
        self._through(case, home, _BETTER, DecisionKind.ESCAPED, "121")

    def survey(self, procedure: str, home: Household, on: datetime.date) -> None:
        """An income survey, posted at the commune's office, and the decision."""
        case = self._open(procedure, home, on, grown(home, on.year))
        day = self._surveyed(case, home, _AVERAGE)
        posted = self._posted(case, "", day)
        number = "84/QĐ-UBND" if case.person_uid else "103/QĐ-UBND"
        self._decide(case, DecisionKind.RECOGNISED, number, self.course.working(posted, 6))

    def refuse(self, home: Household, on: datetime.date) -> None:
        """A worker who earns more than that is told why in writing."""
        case = self._open("low_income_worker", home, on, grown(home, on.year))
        day = self._surveyed(case, home, _ENOUGH)
        self._decide(
            case, DecisionKind.REFUSED, "31/TB-UBND", self.course.working(day, 2),
            t("demo-refusal"),
        )  # fmt: skip

    # Steps ---------------------------------------------------------------------------------------
    def _open(
        self, procedure: str, home: Household, on: datetime.date, who: Person | None = None
    ) -> Case:
        day = self.course.working(on, 0)
        is_persons = proceeding.shipped_procedures()[procedure].about == "person"
        wanted = Case(
            uid="", procedure=procedure, year=self.course.year, opened_on=day,
            household_uids=(home.uid,), person_uid=who.uid if who and is_persons else "",
        )  # fmt: skip
        made = proceeding.open_case(self.course.db, wanted, now=morning(day), by=self.course.by)
        assert isinstance(made.record, Case)
        return made.record

    def _through(
        self, case: Case, home: Household, points: int, kind: DecisionKind, number: str
    ) -> datetime.date:
        """From the request to the decision; the day on which it was signed."""
        course, on = self.course, case.opened_on
        self._step(case, home, "request", "2", on)
        day = course.working(on, 1)
        deciding.key_sheet(
            course.db, case.uid, home.uid, self._sheet(points, day),
            now=morning(day), by=course.by,
        )  # fmt: skip
        held = course.working(day, 1)
        meeting = Meeting(
            uid="", case_uid=case.uid, village=home.village, held_on=held, present=24,
            agreed={home.uid: 22}, place=t("demo-meeting-place"), attendants=course.attendants(),
        )  # fmt: skip
        proceeding.record_meeting(course.db, meeting, now=morning(held), by=course.by)
        posted = self._posted(case, home.village, held)
        return self._decide(case, kind, f"{number}/QĐ-UBND", course.working(posted, 4))

    def _sheet(self, points: int, on: datetime.date) -> Answers:
        """Sheet B: poor, or with everything and more points than before."""
        scoring = standard_in_force(catalogue.standards(self.course.db).values(), on.year)
        assert scoring is not None, "the demo plays years that have a standard"
        codes = [d.code for d in scoring.deprivations]
        lacks = _LACKING if points == _POOR else ()
        return Answers(
            b1_points=points, confirmed={code: n in lacks for n, code in enumerate(codes)},
            causes=("capital",) if lacks else (), reviewed_on=on, enumerator="Triệu Văn Kim",
        )  # fmt: skip

    def _step(self, case: Case, home: Household, step: str, number: str, on: datetime.date) -> None:
        done = StepDone(
            uid="", case_uid=case.uid, step=step, done_on=on, number=number,
            household_uid=home.uid, village=home.village,
        )  # fmt: skip
        proceeding.record_step(self.course.db, done, now=morning(on), by=self.course.by)

    def _surveyed(self, case: Case, home: Household, income: str) -> datetime.date:
        day = self.course.working(case.opened_on, 1)
        self._step(case, home, "survey", income, day)
        return day

    def _posted(self, case: Case, village: str, after: datetime.date) -> datetime.date:
        day = self.course.working(after, 1)
        posting = Posting(uid="", case_uid=case.uid, village=village, posted_on=day)
        proceeding.record_posting(self.course.db, posting, now=morning(day), by=self.course.by)
        return day

    def _decide(
        self, case: Case, kind: DecisionKind, number: str, on: datetime.date, reason: str = ""
    ) -> datetime.date:
        decision = Decision(
            uid="", case_uid=case.uid, kind=kind, number=number, signed_on=on, reason=reason,
            household_uids=case.household_uids,
        )  # fmt: skip
        deciding.decide(self.course.db, decision, now=morning(on), by=self.course.by)
        return on


def grown(home: Household, year: int) -> Person:
    """The member of working age whom a case of a worker is about: the youngest such, else the head."""
    working = [p for p in home.present if 18 <= year - int(p.born[:4]) < 60]
    return max(working, key=lambda p: p.born[:4], default=home.present[0])
