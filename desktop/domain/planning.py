"""From review to plan: goals, tasks, measures for households, visits, accounts (KH107, law.md §8).

Each record belongs to the plan of one office and is written by one book; `revision` rises with each
change. Amounts are đồng, rates per cent, falls percentage points.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


# Goals -------------------------------------------------------------------------------------------
class Indicator(StrEnum):
    """What a goal is measured by. All but OWN are counted from the book, never typed."""

    POOR_RATE = "poor_rate"
    NEAR_POOR_RATE = "near_poor_rate"
    MINORITY_POOR_RATE = "minority_poor_rate"
    POOR_HOUSEHOLDS = "poor_households"
    NEAR_POOR_HOUSEHOLDS = "near_poor_households"
    DEPRIVED_HOUSEHOLDS = "deprived_households"  # poor and near-poor with the deprivation `detail`
    OWN = "own"  # the office's own words, results typed

    @property
    def is_rate(self) -> bool:
        """Whether values are per cent."""
        return self.value.endswith("_rate")


class Aim(StrEnum):
    """What a goal asks of its indicator from year to year.

    FALL_AVERAGE: points (households) a year on average since the baseline; FALL_LEAST: at least so
    much in each year; FALL_MORE: more than so much in each year. AT_MOST, AT_LEAST: the value at the
    end of the year. WORDS: no number; the office says whether it was reached.
    """

    FALL_AVERAGE = "fall_average"
    FALL_LEAST = "fall_least"
    FALL_MORE = "fall_more"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    WORDS = "words"

    @property
    def is_fall(self) -> bool:
        """Whether targets are falls against the year before."""
        return self.value.startswith("fall_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal of an office's plan for the years `first` to `last` (one year: both the same).

    `office` is the code of the unit whose goal it is, `set_by` the office that set it: itself, or the
    one above, which alone may change it. `value` is the target of every year, `targets` say otherwise
    for single ones ("2027" → 2.5). `baseline`: the value at the end of `baseline_year`, None where the
    book knows it or nobody does. `results` are typed: values of OWN goals by year, 1 or 0 of goals in
    WORDS. `detail`: the deprivation's code; `measured_in`: the words' unit of an OWN goal ("xã").
    """

    uid: str
    office: str
    set_by: str
    indicator: Indicator
    aim: Aim
    first: int
    last: int
    title: str = ""
    detail: str = ""
    measured_in: str = ""
    value: float | None = None
    targets: Mapping[str, float] = field(default_factory=dict)
    baseline_year: int | None = None
    baseline: float | None = None
    results: Mapping[str, float] = field(default_factory=dict)
    source: str = ""
    note: str = ""
    written_by: str = ""
    revision: int = 1

    def target(self, year: int) -> float | None:
        """What the goal asks of a year, None where it says nothing."""
        if not self.first <= year <= self.last:
            return None
        return self.targets.get(str(year), self.value)


# Tasks -------------------------------------------------------------------------------------------
class TaskState(StrEnum):
    """How far a task is; whether it is late follows from its deadline."""

    OPEN = "open"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskGroup:
    """A group of tasks of the plan: its number ("1"), its title; data that an office completes."""

    number: str
    title: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file kept as evidence: its name, size in bytes and SHA-256, under which its bytes lie."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task of a plan, as ordered. `given_to`: codes of the units below that are to do it; empty: the
    office itself. `year` 0: of the whole period. `group` is the number of its TaskGroup.
    """

    uid: str
    office: str
    set_by: str
    group: str
    title: str
    year: int = 0
    given_to: tuple[str, ...] = ()
    responsible: str = ""
    deadline: datetime.date | None = None
    note: str = ""
    written_by: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskProgress:
    """How far an office is with a task, and what shows it. `uid` is `progress_uid(task, office)`."""

    uid: str
    task_uid: str
    office: str
    state: TaskState = TaskState.OPEN
    done_on: datetime.date | None = None
    evidence: str = ""
    files: tuple[Attachment, ...] = ()
    written_by: str = ""
    revision: int = 1


def progress_uid(task_uid: str, office: str) -> str:
    """The uid of an office's progress with a task: there is one for both."""
    return f"{task_uid}@{office}"


# Measures ----------------------------------------------------------------------------------------
class MeasureState(StrEnum):
    """How far a measure is; one that was stopped counts nowhere as help."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureKind:
    """A kind of measure, of a list that offices set: code, name, and the deprivations and causes it
    is usually against ("water", "cause:no_capital")."""

    code: str
    name: str
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Something done for one household in a plan year: it follows the review of the year before and
    is judged by the review of its own. `amount` in đồng, None where there is none. `against`:
    deprivation codes, and causes as "cause:<code>". `group`: uid shared by measures recorded at once.
    """

    uid: str
    household_uid: str
    commune_code: str
    year: int
    kind: str
    state: MeasureState = MeasureState.PLANNED
    programme: str = ""
    amount: int | None = None
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    responsible: str = ""
    against: tuple[str, ...] = ()
    note: str = ""
    group: str = ""
    written_by: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEscape:
    """A household that is to leave poverty in a year ("đăng ký thoát nghèo"), as the commune plans."""

    uid: str
    household_uid: str
    commune_code: str
    year: int
    note: str = ""
    written_by: str = ""
    revision: int = 1


# Checks and supervision --------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A check (kiểm tra, giám sát): when, who, where (`unit`: a commune's code or a village's name),
    about which households and tasks, what was found, and what is to follow by when."""

    uid: str
    office: str
    happened_on: datetime.date
    who: str
    unit: str = ""
    subject: str = ""
    household_uids: tuple[str, ...] = ()
    task_uids: tuple[str, ...] = ()
    findings: str = ""
    follow_up: str = ""
    due: datetime.date | None = None
    settled_on: datetime.date | None = None
    settled: str = ""
    written_by: str = ""
    revision: int = 1

    def is_overdue(self, today: datetime.date) -> bool:
        """Whether what was to follow is not settled and its day has passed."""
        return self.due is not None and self.settled_on is None and self.due < today


# Accounts ----------------------------------------------------------------------------------------
class AccountKind(StrEnum):
    """Sơ kết six months, tổng kết a year, tổng kết a period."""

    HALF = "half"
    YEAR = "year"
    PERIOD = "period"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An office's account of its plan. `first` is the first year of a PERIOD, else the year itself.

    `words`: what the official writes, by part ("assessment", "difficulties", "causes", "proposals",
    "tasks_ahead"). Once `closed_on` a day, `figures` (name → number) stand as they were counted that
    day, and `counted` is all of them (domain.account.AccountFigures as JSON) so that the account is
    printed as it was closed; open, both are empty: everything is counted anew.
    """

    uid: str
    office: str
    kind: AccountKind
    year: int
    first: int
    number: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    closed_on: datetime.date | None = None
    figures: Mapping[str, float] = field(default_factory=dict)
    counted: str = ""
    written_by: str = ""
    revision: int = 1


# What goes up instead of lists -------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSum:
    """Measures of one kind and state in a commune and plan year: measures, distinct households, đồng."""

    kind: str
    state: MeasureState
    measures: int
    households: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of last year's cases of one deprivation, in households reviewed in both years."""

    gone_with: int = 0
    gone_without: int = 0
    stayed_with: int = 0
    stayed_without: int = 0

    def __add__(self, other: Fate) -> Fate:
        return Fate(
            gone_with=self.gone_with + other.gone_with,
            gone_without=self.gone_without + other.gone_without,
            stayed_with=self.stayed_with + other.stayed_with,
            stayed_without=self.stayed_without + other.stayed_without,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSums:
    """A commune (or village, `code` its name) in a plan year, in numbers.

    `helped`: distinct households with a measure that was not stopped, `helped_by_kind` the same of
    each kind (they add up to more: one may have several); `amount` đồng of those measures;
    `planned`: households planned to leave poverty, `escaped` those of them that the year's review
    finds not poor any more. `fates`: deprivation code → what became of it since last year's review.
    """

    year: int
    code: str
    measures: tuple[MeasureSum, ...] = ()
    helped: int = 0
    helped_by_kind: Mapping[str, int] = field(default_factory=dict)
    planned: int = 0
    escaped: int = 0
    fates: Mapping[str, Fate] = field(default_factory=dict)

    @property
    def amount(self) -> int:
        """Đồng of all measures that were not stopped."""
        return sum(s.amount for s in self.measures if s.state is not MeasureState.STOPPED)

    @property
    def recorded(self) -> int:
        """All measures that were not stopped."""
        return sum(s.measures for s in self.measures if s.state is not MeasureState.STOPPED)


Pair = tuple[int, int]
"""Poor and near-poor households."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitNeeds:
    """Needs of the poor and near-poor of a unit in a year: need → group → (poor, near-poor households).

    Needs: "deprived:water", "cause:no_capital", "listed" (all of them). Groups: GROUPS; a household
    may be of several. Counted like the forms: by the review that decides the class of the year.
    """

    year: int
    code: str
    counts: Mapping[str, Mapping[str, Pair]] = field(default_factory=dict)


LISTED = "listed"
ALL = "all"
GROUPS = (ALL, "minority", "no_labour_capacity", "merit_person", "woman_head", "children")
"""All · ethnic minority · without labour capacity · with a merit person · a woman as head · with
children under 16 at the end of the year."""

Owned = Goal | Task | TaskProgress | Visit | Account
