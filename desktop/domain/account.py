"""What an account of a plan says (sơ kết, tổng kết): all its figures, and its text laid out in parts.

Counted by services/planning/accounting, put into words by account_words, printed by account_report.
Numbers are households unless named otherwise, amounts đồng, rates per cent, falls percentage points.
None is "not known" everywhere: it is said as such, never guessed.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.planning import AccountKind, Goal, MeasureState, UnitNeeds, UnitSums
from desktop.domain.review import HouseholdClass
from desktop.domain.totals import Flow
from desktop.domain.unit import Office


# Figures -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class GoalYear:
    """A goal in one year: its value at the end, the fall since the year before (positive = fewer),
    what was asked, whether it was met (None: not to be judged). `is_open`: the year is not over."""

    year: int
    value: float | None = None
    fall: float | None = None
    target: float | None = None
    met: bool | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLine:
    """A goal over the account's years. `name` and `asks` are its words ("Tỷ lệ hộ nghèo", "giảm bình
    quân 3 điểm % mỗi năm"). `average`: fall a year since the baseline; `remains`: how many households
    must still leave for the goal to hold; `met`: over all, None where it cannot be judged yet."""

    goal: Goal
    name: str
    asks: str
    years: tuple[GoalYear, ...] = ()
    average: float | None = None
    met: bool | None = None
    remains: int | None = None

    @property
    def last(self) -> GoalYear | None:
        """The last year told."""
        return self.years[-1] if self.years else None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPoint:
    """The office at the end of a year. `households`: all residents. `is_open`: sheets are missing, so
    there are no rates. `typed`: from before the book."""

    year: int
    poor: int
    near_poor: int | None = None
    minority_poor: int | None = None
    households: int | None = None
    minority_households: int | None = None
    typed: bool = False
    is_open: bool = False

    @property
    def poor_rate(self) -> float | None:
        """Poor households in per cent of all."""
        return self._rate(self.poor, self.households)

    @property
    def near_poor_rate(self) -> float | None:
        """Near-poor households in per cent of all."""
        return self._rate(self.near_poor, self.households)

    @property
    def minority_poor_rate(self) -> float | None:
        """Poor ethnic-minority households in per cent of all ethnic-minority households."""
        return self._rate(self.minority_poor, self.minority_households)

    def _rate(self, part: int | None, whole: int | None) -> float | None:
        return None if self.is_open or part is None or not whole else 100 * part / whole


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """A village or commune: poor at the end of the year before the account's, and at its end (None:
    not reviewed yet), rates, points its rate fell by; how many must leave poverty in the year for
    the goal (`must`), how many are planned to, and whether the unit fell as the goal asks."""

    code: str
    name: str
    households: int | None = None
    poor_before: int | None = None
    poor_now: int | None = None
    near_poor: int | None = None
    rate_before: float | None = None
    rate: float | None = None
    fall: float | None = None
    must: int | None = None
    planned: int = 0
    met: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFlows:
    """Forms 7.2 and 7.3 of the whole office in a year."""

    year: int
    poor: Flow
    near_poor: Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class InYear:
    """What in-year decisions of the account's months made: `kind` is "poor", "near_poor",
    "escaped_poor", "escaped_near_poor", or "" where the sheet no longer says."""

    kind: str
    households: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """Measures of one kind in the account's years, those stopped apart: `by_state` measures of each
    state; households (in each year counted once) and đồng of those that were not stopped."""

    kind: str
    name: str
    by_state: Mapping[MeasureState, int] = field(default_factory=dict)
    households: int = 0
    amount: int = 0

    @property
    def measures(self) -> int:
        """All that were not stopped."""
        return sum(n for state, n in self.by_state.items() if state is not MeasureState.STOPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeLine:
    """Measures under one programme ("" = none named), not stopped; known where households are."""

    programme: str
    measures: int
    households: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTasks:
    """Tasks of one group of the plan by how far they are; `late` ones are counted there alone.

    `done_late` of those done were done after their deadline."""

    number: str
    title: str
    done: int = 0
    under_way: int = 0
    open: int = 0
    late: int = 0
    dropped: int = 0
    done_late: int = 0

    @property
    def tasks(self) -> int:
        """All of the group."""
        return self.done + self.under_way + self.open + self.late + self.dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class LateTask:
    """A task whose deadline has passed."""

    uid: str
    title: str
    responsible: str
    deadline: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitTotals:
    """Checks in the account's time: visits, distinct households and tasks looked at; what was to
    follow: still due in time, settled, overdue; each is in one of these."""

    visits: int = 0
    households: int = 0
    tasks: int = 0
    due: int = 0
    settled: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BelowAccount:
    """The account of a unit below as it came: `state` "closed", "open" (still at work on it) or
    "missing"; words by part."""

    code: str
    name: str
    state: str
    number: str = ""
    closed_on: datetime.date | None = None
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFigures:
    """Everything an account says in numbers.

    `years`: the account's years (one, or a period's). `since`/`until`: the days it is about, `on`
    the day it was counted. `is_open`: its last year is not reviewed to the end, so results are not
    final; a HALF is always before the year's review and tells the state at the end of the year
    before. `missing`: expected communes below without figures of the newest year told: all sums are
    without them. `base_year`: the year whose end `units` call "before". `flows`, fates and escapes of an open
    year are left out, `needs` are those of `needs_year`, the year before it; `sums` are per plan year. `in_year` is known where cases are (a commune), else None.
    """

    office: Office
    kind: AccountKind
    years: tuple[int, ...]
    since: datetime.date
    until: datetime.date
    on: datetime.date
    is_open: bool
    base_year: int
    goals: tuple[GoalLine, ...] = ()
    series: tuple[YearPoint, ...] = ()
    units: tuple[UnitLine, ...] = ()
    missing: tuple[str, ...] = ()
    flows: tuple[YearFlows, ...] = ()
    in_year: tuple[InYear, ...] | None = None
    needs_year: int = 0
    needs: UnitNeeds | None = None
    sums: tuple[UnitSums, ...] = ()
    measures: tuple[MeasureLine, ...] = ()
    programmes: tuple[ProgrammeLine, ...] = ()
    tasks: tuple[GroupTasks, ...] = ()
    late_tasks: tuple[LateTask, ...] = ()
    visits: VisitTotals = field(default_factory=VisitTotals)
    below: tuple[BelowAccount, ...] = ()

    @property
    def year(self) -> int:
        """The account's last year."""
        return self.years[-1]

    @property
    def amount(self) -> int:
        """Đồng of all measures that were not stopped."""
        return sum(line.amount for line in self.measures)

    def point(self, year: int) -> YearPoint | None:
        """The office at the end of a year."""
        return next((p for p in self.series if p.year == year), None)


IN_YEAR_KINDS = (
    HouseholdClass.POOR.value,
    HouseholdClass.NEAR_POOR.value,
    "escaped_poor",
    "escaped_near_poor",
    "",
)
"""In the order they are told."""


# Text --------------------------------------------------------------------------------------------
class BlockKind(StrEnum):
    """What a block is; the `text` of TABLE and CHART is the id of what stands there."""

    HEADING = "heading"  # a numbered heading within a part: "1. Hộ nghèo"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # a line with a dash before it
    TYPED = "typed"  # a paragraph that the official wrote, shown as written
    TABLE = "table"
    CHART = "chart"


TABLES = (
    "goals", "series", "units", "flow_poor", "flow_near_poor", "in_year", "needs", "measures",
    "programmes", "fates", "tasks", "late_tasks", "below",
)  # fmt: skip
CHARTS = ("series", "units")
"""`series`: poor and near-poor rates by year (households where no total is known), open years
hollow; `units`: poor before and now by unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading, or the place of a table or chart."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """A part of the account: "I" and its heading, and what stands in it."""

    number: str
    heading: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountText:
    """The whole account in words. `title` "BÁO CÁO", `subject` the lines under it, `opening`
    paragraphs before part I (what it rests on, as far as known), `notes` what is not known or not
    final, to be read before the figures are used."""

    title: str
    subject: str
    opening: tuple[str, ...]
    parts: tuple[TextPart, ...]
    notes: tuple[str, ...] = ()


WORDS = ("assessment", "difficulties", "causes", "proposals", "tasks_ahead")
"""The parts that the official writes, in the order of the account (Account.words)."""
