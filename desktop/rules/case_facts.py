"""What the records of a case say, village by village: who agreed, what is posted, until when.

Pure: the records come from the book, the days from the procedure's limits and a WorkCalendar.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from desktop.domain.procedure import (
    Case,
    Certificate,
    Complaint,
    Decision,
    DecisionKind,
    Meeting,
    Opinion,
    Posting,
    StepDone,
)
from desktop.domain.review import HouseholdClass
from desktop.rules.procedure import Limit, Procedure
from desktop.rules.standard import SheetARule
from desktop.rules.workdays import WorkCalendar

LISTED = (HouseholdClass.POOR, HouseholdClass.NEAR_POOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A household that a case is about. `now`: its class by the complete sheet of this case,
    `before` by the last decision before it; `is_keyed` whether that sheet is complete.

    `decision_no`, `decision_on`: what the sheet carries, be it from a list or an earlier program.
    """

    uid: str
    number: str
    name: str
    village: str
    now: HouseholdClass | None = None
    before: HouseholdClass | None = None
    is_keyed: bool = False
    reviewed_on: datetime.date | None = None
    decision_no: str = ""
    decision_on: datetime.date | None = None


@dataclass(frozen=True, kw_only=True)
class Records:
    """All that was recorded of a case, each kind in the order of its days.

    `asked_by`: the households whose request is recorded; `sheet_a`: how sheet A is judged, None
    where the standard leaves it to the office.

    Without slots: 5,000 households are looked up by their uid, in tables made once.
    """

    case: Case
    subjects: tuple[Subject, ...] = ()
    asked_by: frozenset[str] = frozenset()
    sheet_a: SheetARule | None = None
    steps: tuple[StepDone, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    postings: tuple[Posting, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    decisions: tuple[Decision, ...] = ()
    certificates: tuple[Certificate, ...] = ()

    @property
    def villages(self) -> tuple[str, ...]:
        """The villages of the households, in the order they come in."""
        return tuple(dict.fromkeys(s.village for s in self.subjects))

    def subject(self, uid: str) -> Subject | None:
        """The household of this uid, None if the case is not about it."""
        return self._subjects.get(uid)

    @cached_property
    def _subjects(self) -> dict[str, Subject]:
        return {s.uid: s for s in self.subjects}

    @cached_property
    def _decided(self) -> dict[str, Decision]:
        return {uid: d for d in reversed(self.decisions) for uid in d.household_uids}

    def in_place(self, place: str) -> tuple[Subject, ...]:
        """The households of a village, or all of them for the commune ("")."""
        return tuple(s for s in self.subjects if not place or s.village == place)

    def surveyed(self, uid: str) -> StepDone | None:
        """The newest income survey of a household (annex VIII)."""
        found = [s for s in self.steps if s.step == "survey" and s.household_uid == uid]
        return found[-1] if found else None

    def request_of(self, uid: str) -> StepDone | None:
        """The request of a household in an in-year case (form 01, 04)."""
        found = [s for s in self.steps if s.step == "request" and s.household_uid == uid]
        return found[-1] if found else None

    def marks_of(self, uid: str) -> int | None:
        """The marks of sheet A that came with it, None where none were counted."""
        request = self.request_of(uid)
        return int(request.number) if request and request.number.isdecimal() else None

    @property
    def turned_away(self) -> tuple[Subject, ...]:
        """Who has too many marks on sheet A to be reviewed in an in-year case."""
        if self.sheet_a is None:
            return ()
        most = self.sheet_a.listed_below
        return tuple(
            s for s in self.subjects
            if s.before not in LISTED and (m := self.marks_of(s.uid)) is not None and m >= most
        )  # fmt: skip

    def is_decided(self, subject: Subject) -> bool:
        """Whether a decision or a refusal about a household is known."""
        return bool(subject.decision_no) or subject.uid in self._decided

    def decision_of(self, uid: str) -> Decision | None:
        """The decision that a household stands in, None while there is none."""
        return self._decided.get(uid)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceStanding:
    """How far a village is, or the commune where all is posted there ("" as its name).

    `below`: the last vote was under half; `unvoted`: a complete sheet, and no vote; `open` complaints
    wait for their recheck, `to_repost` for the posting of it. `clear_on` is the last day of all
    postings, None while something is lacking before it.
    """

    place: str
    subjects: int
    keyed: int
    agreed: int
    meeting: Meeting | None
    below: tuple[Subject, ...]
    unvoted: tuple[Subject, ...]
    posting: Posting | None
    posting_ends: datetime.date | None
    open: tuple[Complaint, ...]
    to_repost: tuple[Complaint, ...]
    clear_on: datetime.date | None

    @property
    def is_met(self) -> bool:
        """Whether every household of the place is keyed and agreed on."""
        return self.subjects > 0 and self.agreed == self.subjects


def places(procedure: Procedure, records: Records) -> tuple[str, ...]:
    """Where lists are posted: each village, or the commune alone."""
    step = procedure.step("posting")
    return ("",) if step is not None and step.scope == "commune" else records.villages


def place_of(procedure: Procedure, village: str) -> str:
    """The place that a village's list is posted in."""
    step = procedure.step("posting")
    return "" if step is not None and step.scope == "commune" else village


def last_vote(records: Records, uid: str) -> Meeting | None:
    """The newest meeting that voted on a household."""
    voted = [m for m in records.meetings if uid in m.agreed]
    return voted[-1] if voted else None


def last_day(limit: Limit, since: datetime.date, calendar: WorkCalendar) -> datetime.date:
    """The last day of a limit that begins after a day."""
    if limit.days == "working":
        return calendar.after(since, limit.count)
    return since + datetime.timedelta(days=limit.count)


def posting_ends(
    procedure: Procedure, posting: Posting, calendar: WorkCalendar
) -> datetime.date | None:
    """The last day that a list stands posted by law; None where the procedure names no limit."""
    step = procedure.step("reposting" if posting.complaint_uid else "posting")
    limit = step.limit("lasts") if step else None
    return last_day(limit, posting.posted_on, calendar) if limit else None


def posting_of(records: Records, place: str) -> Posting | None:
    """The newest list of a place: not one made before the place met again."""
    found = [p for p in records.postings if p.village == place and not p.complaint_uid]
    met = [m.held_on for m in records.meetings if m.village == place]
    newest = found[-1] if found else None
    return None if newest is None or (met and newest.posted_on < met[-1]) else newest


def reposting_of(records: Records, complaint_uid: str) -> Posting | None:
    """The posting of a recheck, None while there is none."""
    return next((p for p in records.postings if p.complaint_uid == complaint_uid), None)


def standing_of(
    procedure: Procedure, records: Records, place: str, calendar: WorkCalendar
) -> PlaceStanding:
    """How far a place is."""
    here = records.in_place(place)
    below, unvoted, agreed = _votes(procedure, records, here)
    posting = posting_of(records, place)
    ends = posting_ends(procedure, posting, calendar) if posting else None
    complaints = [c for c in records.complaints if place_of(procedure, c.village) == place]
    waiting = tuple(c for c in complaints if c.rechecked_on is None)
    unposted = tuple(_unposted(procedure, records, complaints))
    met = [m for m in records.meetings if m.village == place]
    days = [ends, *_reposted(procedure, records, complaints, calendar)]
    is_clear = bool(here) and not (below or unvoted or waiting or unposted)
    return PlaceStanding(
        place=place, subjects=len(here), keyed=_keyed(procedure, records, here), agreed=agreed,
        meeting=met[-1] if met else None, below=below, unvoted=unvoted,
        posting=posting, posting_ends=ends, open=waiting, to_repost=unposted,
        clear_on=max(d for d in days if d) if ends and is_clear else None,
    )  # fmt: skip


def _keyed(procedure: Procedure, records: Records, here: Sequence[Subject]) -> int:
    if procedure.step("sheet_b") is None:
        return sum(records.surveyed(s.uid) is not None for s in here)
    return sum(s.is_keyed for s in here)


def _votes(
    procedure: Procedure, records: Records, here: Sequence[Subject]
) -> tuple[tuple[Subject, ...], tuple[Subject, ...], int]:
    """Those under half, those without a vote, how many are agreed on."""
    if procedure.step("meeting") is None:
        return (), (), _keyed(procedure, records, here)
    below, unvoted, agreed = [], [], 0
    for subject in here:
        vote = last_vote(records, subject.uid)
        if vote is None:
            unvoted += [subject] if subject.is_keyed else []
        elif vote.agrees(subject.uid):
            agreed += 1
        else:
            below.append(subject)
    return tuple(below), tuple(unvoted), agreed


def _unposted(
    procedure: Procedure, records: Records, complaints: Sequence[Complaint]
) -> Iterator[Complaint]:
    if procedure.step("reposting") is None:
        return
    for complaint in complaints:
        if complaint.rechecked_on and reposting_of(records, complaint.uid) is None:
            yield complaint


def _reposted(
    procedure: Procedure,
    records: Records,
    complaints: Sequence[Complaint],
    calendar: WorkCalendar,
) -> Iterator[datetime.date]:
    for complaint in complaints:
        posting = reposting_of(records, complaint.uid)
        ends = posting_ends(procedure, posting, calendar) if posting else None
        if ends:
            yield ends
        elif complaint.rechecked_on:
            yield complaint.rechecked_on


def needed(procedure: Procedure, subject: Subject) -> DecisionKind | None:
    """Which decision a household waits for by its sheet, None where there is nothing to decide."""
    if not procedure.classes or procedure.step("sheet_b") is None:
        return DecisionKind.RECOGNISED
    if subject.now is None:
        return None
    if subject.now in procedure.classes:
        return DecisionKind.RECOGNISED
    if subject.before in LISTED:
        return DecisionKind.ESCAPED
    return None if procedure.is_periodic else DecisionKind.REFUSED
