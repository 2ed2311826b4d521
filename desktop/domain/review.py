"""Rounds, reviews, outcomes and what happened to households between them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.unit import Area


class HouseholdClass(StrEnum):
    """The class of a household; `average_living_standard` applies to farming households only."""

    POOR = "poor"
    NEAR_POOR = "near_poor"
    NOT_POOR = "not_poor"
    AVERAGE_LIVING_STANDARD = "average_living_standard"


class RoundKind(StrEnum):
    """The yearly review, or the in-year ones (from the 15th of each month)."""

    PERIODIC = "periodic"
    IN_YEAR = "in_year"


class ReviewState(StrEnum):
    """A draft holds whatever was keyed; a complete review has an outcome and no blocking finding."""

    DRAFT = "draft"
    COMPLETE = "complete"


class EventKind(StrEnum):
    """What happens to a household between two decisions.

    The first five bring a whole household into the register or take it out; the others happen
    inside one that stays.
    """

    MOVED_IN = "moved_in"
    SPLIT_OFF = "split_off"
    MOVED_AWAY = "moved_away"
    DIED_OUT = "died_out"
    JOINED_ANOTHER = "joined_another"
    BORN = "born"
    DIED = "died"
    MEMBER_IN = "member_in"
    MEMBER_OUT = "member_out"
    HEAD_CHANGED = "head_changed"
    CORRECTED = "corrected"

    @property
    def is_arrival(self) -> bool:
        """Whether the household came into being here by it."""
        return self in (EventKind.MOVED_IN, EventKind.SPLIT_OFF)

    @property
    def is_leaving(self) -> bool:
        """Whether the household is no longer here after it."""
        return self in (EventKind.MOVED_AWAY, EventKind.DIED_OUT, EventKind.JOINED_ANOTHER)

    @property
    def sign(self) -> int:
        """+1 where persons come by it, −1 where they go, 0 where their number stays."""
        if self.is_arrival or self in (EventKind.BORN, EventKind.MEMBER_IN):
            return 1
        return -1 if self.is_leaving or self in (EventKind.DIED, EventKind.MEMBER_OUT) else 0


class Severity(StrEnum):
    """Three grades: a note informs, a warning asks to look again, a blocking one stops completion."""

    NOTE = "note"
    WARNING = "warning"
    BLOCKING = "blocking"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in the data: returned, not raised.

    `code` names its sentence in the text files (`finding-<code>`, with `finding-<code>-cure`),
    `where` the field ("member:2:citizen_id", "b1", "deprivation:water"), `details` fill the sentence.
    """

    code: str
    severity: Severity
    where: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Sheet B as keyed. Everything may be missing while it is a draft.

    `b1_points`: total keyed from the paper where no point table is known; `b1_choices`: item id →
    option id where the standard has a table. `facts`: fact id → answer ("water" → "drilled_well",
    "wall" → "durable", "area" → "54.5" in m²). `confirmed`: deprivation code → deprived or not, as
    confirmed by the official. `causes`: codes of form 7.10, `cause_other` says which other one.
    """

    b1_points: int | None = None
    b1_choices: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    confirmed: Mapping[str, bool] = field(default_factory=dict)
    causes: tuple[str, ...] = ()
    cause_other: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    reviewed_on: datetime.date | None = None
    enumerator: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was keyed yet, but for who goes there and when."""
        return self == Answers(reviewed_on=self.reviewed_on, enumerator=self.enumerator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Verdict, points and the standard they came from; stored, never recomputed.

    Points are None where an imported list does not say them.
    """

    household_class: HouseholdClass
    b1_points: int | None
    b2_points: int | None
    deprived: tuple[str, ...]
    standard_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One household in one round: its answers and, once complete, its outcome.

    `people` is the size of the household at the review (persons); `area` says which limits held.
    `minority` and `village` are as of the review, for reports of that year stay as they were.
    So are `merit_person` and `no_labour_capacity`; None is as the household has it now (reviews
    written before these were kept). An imported list has an outcome and a decision but no answers.
    """

    uid: str
    household_uid: str
    year: int
    kind: RoundKind
    state: ReviewState
    area: Area
    people: int
    village: str
    ethnic_group: str = ""
    answers: Answers = field(default_factory=Answers)
    outcome: Outcome | None = None
    decision_no: str = ""
    decision_on: datetime.date | None = None
    written_by: str = ""
    revision: int = 1
    merit_person: bool | None = None
    no_labour_capacity: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One year's periodic review, or the year's in-year reviews, under the standard it was opened with."""

    year: int
    kind: RoundKind
    standard_id: str
    opened_on: datetime.date
    closed_on: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened to a household, with its date and reason (`note`).

    `people`: how many persons came or went by it. `person_uid` names the member it is about,
    `other_uid` the household on the other side of a split, a join or a member's move. Events of one
    `act` were recorded together and are undone together.
    """

    uid: str
    household_uid: str
    kind: EventKind
    happened_on: datetime.date
    note: str = ""
    written_by: str = ""
    revision: int = 1
    people: int = 0
    person_uid: str = ""
    other_uid: str = ""
    act: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetA:
    """Sheet A of a household that asked for a review (TT07 annex II).

    `marks`: column number ("01" … "09") → yes or no, as far as keyed; `count`: how many marks are
    yes, keyed alone where the paper is not copied mark by mark. `asked_on` is the day of the request.
    `leaving`: the household asks to be recognised as escaped (form 04), which skips the marks.
    `listed`: what came of it when it was recorded, None where the household was on the list anyway.
    """

    uid: str
    household_uid: str
    year: int
    asked_on: datetime.date | None = None
    marks: Mapping[str, bool] = field(default_factory=dict)
    count: int | None = None
    note: str = ""
    written_by: str = ""
    revision: int = 1
    leaving: bool = False
    listed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Residents:
    """All resident households and people of a village in a year, typed by the commune (form 7.1).

    Those of ethnic minority among them are for form 7.8 alone; None where they were not typed.
    """

    year: int
    commune_code: str
    village: str
    households: int
    people: int
    minority_households: int | None = None
    minority_people: int | None = None


TypedResidents = tuple[str, int, int] | tuple[str, int, int, int | None, int | None]
"""Village, households, people as typed, with those of ethnic minority among them where asked for."""
