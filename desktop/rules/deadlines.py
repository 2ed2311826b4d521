"""Where a case stands: what is done of each step, what is next, what is missing, what is due when.

Pure: from the records of a case and a WorkCalendar. A day that has passed warns and never blocks.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.procedure import DecisionKind
from desktop.domain.review import Finding, Severity
from desktop.rules.case_facts import (
    LISTED,
    PlaceStanding,
    Records,
    last_day,
    needed,
    places,
    posting_ends,
    standing_of,
)
from desktop.rules.case_findings import named
from desktop.rules.procedure import Limit, Procedure, Step
from desktop.rules.workdays import WorkCalendar

_DAY = datetime.timedelta(days=1)


class StepState(StrEnum):
    """A step is done, the next one to do, begun besides, not begun, or passed over."""

    DONE = "done"
    NEXT = "next"
    BEGUN = "begun"
    WAITING = "waiting"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A day that a limit leads to: `since` the day it counts from, `on` the last day of it.

    `limit` None: a day that the law names itself. `what`: the step's id, "season" for the end of the
    yearly review. `name`: the household that it is about, "" for a whole place.
    """

    what: str
    on: datetime.date
    since: datetime.date
    limit: Limit | None = None
    place: str = ""
    name: str = ""
    uid: str = ""
    source: str = ""
    is_done: bool = False

    def is_late(self, today: datetime.date) -> bool:
        """Whether the day has passed and the thing is not done; what only lasts is never late."""
        lasts = self.limit is not None and self.limit.kind == "lasts"
        return not self.is_done and not lasts and today > self.on


@dataclass(frozen=True, slots=True, kw_only=True)
class StepStanding:
    """One step of a case: how many of how many are done, what is due, what is missing."""

    step: Step
    state: StepState
    done: int = 0
    total: int = 0
    dues: tuple[Due, ...] = ()
    missing: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStanding:
    """A whole case: its steps in order, its places, and all that is due."""

    procedure: Procedure
    records: Records
    steps: tuple[StepStanding, ...]
    places: tuple[PlaceStanding, ...]
    dues: tuple[Due, ...] = field(default=())

    @property
    def next(self) -> StepStanding | None:
        """The step to do next, None once all is done."""
        return next((s for s in self.steps if s.state is StepState.NEXT), None)

    def step(self, step_id: str) -> StepStanding | None:
        """The standing of a step."""
        return next((s for s in self.steps if s.step.id == step_id), None)


def standing(
    procedure: Procedure, records: Records, calendar: WorkCalendar, today: datetime.date
) -> CaseStanding:
    """Where a case stands on a day."""
    here = tuple(standing_of(procedure, records, p, calendar) for p in places(procedure, records))
    due = tuple(sorted(dues(procedure, records, calendar), key=lambda d: d.on))
    found = []
    is_next = True
    for step in procedure.steps:
        done, total = _progress(step, procedure, records, here, due, today)
        missing = tuple(_missing(step, records, here))
        state = _state(step, done, total, is_next=is_next)
        is_next = is_next and state is not StepState.NEXT
        found.append(
            StepStanding(
                step=step, state=state, done=done, total=total, missing=missing,
                dues=tuple(d for d in due if d.what == step.id),
            )
        )  # fmt: skip
    return CaseStanding(
        procedure=procedure, records=records, steps=tuple(found), places=here, dues=due
    )


def _state(step: Step, done: int, total: int, *, is_next: bool) -> StepState:
    if total and done >= total:
        return StepState.DONE
    if step.optional and not total:
        return StepState.NONE
    if is_next and not step.optional:
        return StepState.NEXT
    return StepState.BEGUN if done or step.optional else StepState.WAITING


# What is done ------------------------------------------------------------------------------------
def _progress(
    step: Step,
    procedure: Procedure,
    records: Records,
    here: Sequence[PlaceStanding],
    due: Sequence[Due],
    today: datetime.date,
) -> tuple[int, int]:
    if step.record in ("meeting", "posting"):
        return _of_places(step, here, today)
    if step.record in ("complaint", "reposting"):
        return _of_complaints(step, records, due, today)
    if step.record in ("decision", "certificate"):
        return _of_decisions(step, procedure, records)
    count = len(records.subjects)
    answered = any(o.received_on for o in records.opinions)
    asked = len(records.asked_by)
    return {
        "request": (asked, asked if step.optional else max(asked, count)),
        "list": (int(_is_listed(procedure, records)), 1),
        "sheet_b": (sum(s.is_keyed for s in records.subjects), count),
        "survey": (sum(records.surveyed(s.uid) is not None for s in records.subjects), count),
        "opinion": (int(answered), 1),
    }[step.record]


def _is_listed(procedure: Procedure, records: Records) -> bool:
    """Whether the list to review stands: in an in-year case once the requests are judged."""
    if procedure.is_periodic or procedure.step("request") is None:
        return bool(records.subjects)
    wanted = {s.uid for s in records.subjects}
    return bool(wanted) and wanted <= records.asked_by and not records.turned_away


def _of_places(step: Step, here: Sequence[PlaceStanding], today: datetime.date) -> tuple[int, int]:
    if step.record == "meeting":
        return sum(p.is_met for p in here), len(here)
    ended = [p for p in here if p.posting_ends is not None and p.posting_ends < today]
    return len(ended), len(here)


def _of_complaints(
    step: Step, records: Records, due: Sequence[Due], today: datetime.date
) -> tuple[int, int]:
    rechecked = sum(c.rechecked_on is not None for c in records.complaints)
    if step.record == "complaint":
        return rechecked, len(records.complaints)
    return sum(d.what == step.id and d.on < today for d in due), rechecked


def _of_decisions(step: Step, procedure: Procedure, records: Records) -> tuple[int, int]:
    if step.record == "decision":
        waiting = [s for s in records.subjects if needed(procedure, s) is not None]
        return sum(records.is_decided(s) for s in waiting), len(waiting)
    recognised = {
        uid
        for d in records.decisions
        if d.kind is DecisionKind.RECOGNISED
        for uid in d.household_uids
    }
    certified = {c.household_uid for c in records.certificates if c.withdrawn_on is None}
    return len(recognised & certified), len(recognised)


# What is missing ---------------------------------------------------------------------------------
def _missing(step: Step, records: Records, here: Sequence[PlaceStanding]) -> Iterator[Finding]:
    opinions = records.opinions
    if step.record == "list":
        yield from _list_missing(records)
    if step.record == "opinion" and opinions and not opinions[-1].received_on:
        yield _note("case-opinion-open", "", day=opinions[-1].sent_on)
    for place in here:
        if step.record == "meeting":
            yield from _votes_missing(place)
        waiting = {"complaint": place.open, "reposting": place.to_repost}.get(step.record, ())
        for complaint in waiting:
            yield _note(f"case-open-{step.record}", place.place, day=complaint.received_on)


def _list_missing(records: Records) -> Iterator[Finding]:
    """Who is on the list without a reason for it, and who is not to be on it."""
    if records.case.household_uids:
        for one in records.turned_away:
            if not records.is_decided(one):
                marks = records.marks_of(one.uid)
                yield _note("case-turned-away", one.village, name=one.name, marks=marks)
        return
    unasked = [
        s for s in records.subjects if s.before not in LISTED and s.uid not in records.asked_by
    ]
    if unasked:
        yield Finding("case-list-unasked", Severity.WARNING, "", named("", unasked))


def _votes_missing(place: PlaceStanding) -> Iterator[Finding]:
    for subject in place.below:
        yield _note("case-below-half", place.place, name=subject.name)
    if place.meeting is not None and place.unvoted:
        yield _note("case-unvoted", place.place, count=len(place.unvoted))


def _note(code: str, place: str, **details: object) -> Finding:
    return Finding(code, Severity.WARNING, place, {"village": place, **details})


# What is due -------------------------------------------------------------------------------------
def dues(procedure: Procedure, records: Records, calendar: WorkCalendar) -> Iterator[Due]:
    """All days that limits of the case lead to, done or not, in no order."""
    yield from _posted(procedure, records, calendar)
    yield from _complained(procedure, records, calendar)
    yield from _asked_above(procedure, records, calendar)
    yield from _to_decide(procedure, records, calendar)
    if season := procedure.season(records.case.year):
        yield Due(
            what="season", on=season[1], since=season[0], source=procedure.season_source,
            is_done=records.case.closed_on is not None,
        )  # fmt: skip


def _posted(procedure: Procedure, records: Records, calendar: WorkCalendar) -> Iterator[Due]:
    for posting in records.postings:
        step = procedure.step("reposting" if posting.complaint_uid else "posting")
        ends = posting_ends(procedure, posting, calendar)
        if step is None or ends is None:
            continue
        complaint = next((c for c in records.complaints if c.uid == posting.complaint_uid), None)
        subject = records.subject(complaint.household_uid) if complaint else None
        yield Due(
            what=step.id, on=ends, since=posting.posted_on, limit=step.limit("lasts"),
            place=posting.village, name=subject.name if subject else "", source=step.source,
            is_done=posting.taken_down_on is not None,
        )  # fmt: skip


def _complained(procedure: Procedure, records: Records, calendar: WorkCalendar) -> Iterator[Due]:
    step = procedure.step("complaint")
    limit = step.limit("due") if step else None
    if step is None or limit is None:
        return
    for complaint in records.complaints:
        subject = records.subject(complaint.household_uid)
        yield Due(
            what=step.id, on=last_day(limit, complaint.received_on, calendar),
            since=complaint.received_on, limit=limit, place=complaint.village, uid=complaint.uid,
            name=subject.name if subject else "", source=step.source,
            is_done=complaint.rechecked_on is not None,
        )  # fmt: skip


def _asked_above(procedure: Procedure, records: Records, calendar: WorkCalendar) -> Iterator[Due]:
    step = procedure.step("opinion")
    limit = step.limit("due") if step else None
    if step is None or limit is None:
        return
    for opinion in records.opinions:
        yield Due(
            what=step.id, on=last_day(limit, opinion.sent_on, calendar), since=opinion.sent_on,
            limit=limit, uid=opinion.uid, source=step.source,
            is_done=opinion.received_on is not None,
        )  # fmt: skip


def _to_decide(procedure: Procedure, records: Records, calendar: WorkCalendar) -> Iterator[Due]:
    step = procedure.step("decision")
    limit = step.limit("due") if step else None
    if step is None or limit is None:
        return
    done, total = _of_decisions(step, procedure, records)
    yield Due(
        what=step.id, on=last_day(limit, records.case.opened_on, calendar),
        since=records.case.opened_on, limit=limit, source=step.source,
        is_done=bool(total) and done >= total,
    )  # fmt: skip


def counted(due: Due, calendar: WorkCalendar) -> tuple[list[datetime.date], list[datetime.date]]:
    """The days of a limit that count, and those between that do not, for its computation in words."""
    days = [due.since + _DAY * n for n in range(1, (due.on - due.since).days + 1)]
    if due.limit is None or due.limit.days == "calendar":
        return days, []
    return [d for d in days if calendar.is_working(d)], [
        d for d in days if not calendar.is_working(d)
    ]
