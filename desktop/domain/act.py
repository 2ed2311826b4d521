"""One deed that changed several records at once, kept so that it can be undone as one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from desktop.domain.household import Household
from desktop.domain.planning import Measure, PlannedEscape
from desktop.domain.procedure import (
    Case,
    Certificate,
    Complaint,
    Decision,
    Meeting,
    Opinion,
    Posting,
    StepDone,
)
from desktop.domain.review import Event, Residents, Review, SheetA


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """The records a deed is about, whole, as they stood before it or after it."""

    households: tuple[Household, ...] = ()
    reviews: tuple[Review, ...] = ()
    events: tuple[Event, ...] = ()
    sheets_a: tuple[SheetA, ...] = ()
    residents: tuple[Residents, ...] = ()
    cases: tuple[Case, ...] = ()
    steps_done: tuple[StepDone, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    postings: tuple[Posting, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    decisions: tuple[Decision, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    measures: tuple[Measure, ...] = ()
    planned_escapes: tuple[PlannedEscape, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A deed: what kind, when and why in the world, when and by whom in the book.

    `kind` names its words (`act-<kind>`). A record only in `after` was made by it, one only in
    `before` was taken out by it. Read for one household, or in a list of deeds, it has the records
    of that household, or of a few, alone.
    """

    uid: str
    kind: str
    at: datetime.datetime
    by: str
    happened_on: datetime.date | None = None
    reason: str = ""
    before: Touched = field(default_factory=Touched)
    after: Touched = field(default_factory=Touched)
    undone_at: datetime.datetime | None = None
