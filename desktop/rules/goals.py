"""Any goal of a plan against what was reached, year by year; exact, in fractions (KH107, law.md §8).

Rates are per cent, falls points or households a year. A year is judged only where its own figures and
those it is compared with are known and its review is finished: nothing is guessed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from desktop.domain.planning import Aim, Goal, Indicator
from desktop.domain.review import Finding

AHEAD, OPEN, NO_VALUE, NO_TOTAL = "ahead", "open", "no_value", "no_total"
NO_LAST, NO_TARGET, NONE_LEFT, UNTOLD = "no_last", "no_target", "none_left", "untold"
JUDGED = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known of an indicator at the end of a year.

    `count` households (or what an office typed), `of` the households that a rate is made of. `value`
    is what goals are set in: per cent, households or the office's own; None is not known. `is_open`:
    reviews of the year are still missing. `is_typed`: not counted from this book.
    """

    year: int
    value: Fraction | None = None
    count: int | None = None
    of: int | None = None
    is_open: bool = False
    is_typed: bool = False


def rate(
    year: int, count: int | None, of: int | None, *, is_open: bool = False, is_typed: bool = False
) -> Seen:
    """A rate in per cent of all households, not known without their total."""
    value = Fraction(100 * count, of) if count is not None and of else None
    return Seen(year=year, value=value, count=count, of=of, is_open=is_open, is_typed=is_typed)


def number(year: int, count: int | None, *, is_open: bool = False, is_typed: bool = False) -> Seen:
    """A number of households."""
    value = None if count is None else Fraction(count)
    return Seen(year=year, value=value, count=count, is_open=is_open, is_typed=is_typed)


def typed(year: int, value: float | None) -> Seen:
    """What an office typed: a baseline, a result of its own."""
    return Seen(year=year, value=exact(value), is_typed=True)


def exact(value: float | None) -> Fraction | None:
    """The number that was typed, not its nearest binary one."""
    return None if value is None else Fraction(str(value))


# One year against the one before -----------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A year against its target. `most`: the largest count of households with which it holds;
    `remains`: how many households must still leave for it. None: not to be said."""

    fall: Fraction | None = None
    met: bool | None = None
    most: int | None = None
    remains: int | None = None


def against(
    before: Seen | None, now: Seen, target: Fraction | None, aim: Aim, *, is_rate: bool
) -> Verdict:
    """The fall from one year to the next and what a target says of it.

    While reviews are missing nothing is judged, and what remains is counted from last year's count.
    """
    if before is not None and before.is_open:
        before = None
    fall = None
    if before is not None and not now.is_open:
        fall = _minus(before.value, now.value)
    if target is None or aim is Aim.WORDS:
        return Verdict(fall=fall)
    reached = None if now.is_open else fall if aim.is_fall else now.value
    most = _most(before, now, target, aim, is_rate=is_rate)
    return Verdict(
        fall=fall,
        met=None if reached is None else _is_met(reached, target, aim),
        most=most,
        remains=_remains(before, now, most),
    )


def _minus(start: Fraction | None, end: Fraction | None) -> Fraction | None:
    return None if start is None or end is None else start - end


def _is_met(reached: Fraction, target: Fraction, aim: Aim) -> bool:
    if aim is Aim.AT_MOST:
        return reached <= target
    return reached > target if aim is Aim.FALL_MORE else reached >= target


def _most(
    before: Seen | None, now: Seen, target: Fraction, aim: Aim, *, is_rate: bool
) -> int | None:
    whole = now.of if is_rate else 100
    if not whole or aim is Aim.AT_LEAST:
        return None
    if not aim.is_fall:
        return most_poor(target, Fraction(0), whole, strict=False)
    if before is None or before.value is None:
        return None
    return most_poor(before.value, target, whole, strict=aim is Aim.FALL_MORE)


def most_poor(start: Fraction, goal: Fraction, households: int, *, strict: bool) -> int:
    """The largest number of poor households whose rate lies `goal` points under `start`.

    `strict`: more than so many points. A rate below the goal cannot fall by it: then 0. Of 100
    households per cent are households: so counts are spoken of as well.
    """
    limit = (start - goal) * households / 100
    return max(0, math.ceil(limit) - 1 if strict else math.floor(limit))


def _remains(before: Seen | None, now: Seen, most: int | None) -> int | None:
    counted = before if now.is_open else now
    if most is None or counted is None or counted.count is None:
        return None
    return max(0, counted.count - most)


# A goal through its years ------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class YearStanding:
    """A year of a goal. `average`: fall a year since the baseline. `why` it is not judged: AHEAD,
    OPEN, NO_VALUE, NO_TOTAL (households known, their total not), NO_LAST (nothing to compare with),
    NO_TARGET, NONE_LEFT (at 0 nothing can fall any more), UNTOLD (the office has not said it); JUDGED
    ("") otherwise.

    `remains` while the year is ahead or open is counted with last year's total of households.
    """

    year: int
    value: Fraction | None = None
    fall: Fraction | None = None
    target: float | None = None
    met: bool | None = None
    is_open: bool = False
    average: Fraction | None = None
    most: int | None = None
    remains: int | None = None
    count: int | None = None
    is_typed: bool = False
    why: str = JUDGED


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalStanding:
    """How a goal stands up to a year.

    `baseline`: the value it starts from, counted or typed. `average`: fall a year since then, up to
    the newest closed year. `met`: the goal up to there as its aim means it (on average; in each year;
    in the newest); None where nothing is judged. `remains`: households still to leave for the target
    of `year`. `is_over`: the last year is judged.
    """

    goal: Goal
    year: int
    years: tuple[YearStanding, ...] = ()
    baseline_year: int
    baseline: Fraction | None = None
    average: Fraction | None = None
    met: bool | None = None
    remains: int | None = None
    is_over: bool = False
    findings: tuple[Finding, ...] = ()

    def of_year(self, year: int) -> YearStanding | None:
        """A year of the goal, None outside its span."""
        return next((y for y in self.years if y.year == year), None)

    @property
    def newest(self) -> YearStanding | None:
        """The newest year with a verdict."""
        return next((y for y in reversed(self.years) if y.met is not None), None)

    @property
    def state(self) -> str:
        """One of "met", "missed" (at the end), "on_course", "behind" (on the way), "none_left",
        "no_baseline" (years are judged, their average cannot be), "open" (nothing judged yet)."""
        seen = [y for y in self.years if y.value is not None]
        if seen and seen[-1].why == NONE_LEFT:
            return "none_left"
        if self.met is None:
            return "no_baseline" if self.newest is not None else "open"
        if self.met:
            return "met" if self.is_over else "on_course"
        return "missed" if self.is_over else "behind"


def judge(goal: Goal, seen: Mapping[int, Seen], until: int) -> GoalStanding:
    """A goal against a series of values by year, up to the year `until`; later years are ahead."""
    start_year = goal.first - 1 if goal.baseline_year is None else goal.baseline_year
    known = {y: s for y, s in seen.items() if y <= until}
    if goal.baseline is not None and known.get(start_year, _NOTHING).value is None:
        known[start_year] = _with_typed(known.get(start_year), start_year, goal.baseline)
    start = known.get(start_year)
    years = tuple(_year(goal, known, start, y, until) for y in range(goal.first, goal.last + 1))
    closed = [y for y in years if y.average is not None]
    now = next((y for y in years if y.year == until), None)
    return GoalStanding(
        goal=goal,
        year=until,
        years=years,
        baseline_year=start_year,
        baseline=start.value if start else None,
        average=closed[-1].average if closed else None,
        met=_met(goal, years),
        remains=now.remains if now else None,
        is_over=_is_over(goal, years),
    )


_NOTHING = Seen(year=0)


def _with_typed(here: Seen | None, year: int, value: float) -> Seen:
    return replace(here, value=exact(value)) if here else typed(year, value)


def _year(
    goal: Goal, known: Mapping[int, Seen], start: Seen | None, year: int, until: int
) -> YearStanding:
    before, target = known.get(year - 1), goal.target(year)
    now = known.get(year) or Seen(year=year, is_open=True)
    verdict = against(
        before, _with_total(before, now), exact(target), goal.aim, is_rate=goal.indicator.is_rate
    )
    value = None if now.is_open else now.value
    met = value >= 1 if value is not None and goal.aim is Aim.WORDS else verdict.met
    none_left = not met and goal.aim.is_fall and value == 0
    found = YearStanding(
        year=year,
        value=value,
        fall=verdict.fall,
        target=target,
        met=None if none_left else met,
        is_open=year in known and now.is_open,
        average=_average(start, now) if goal.aim.is_fall else None,
        most=verdict.most,
        remains=verdict.remains if year <= until else None,
        count=now.count,
        is_typed=now.is_typed,
    )
    return replace(found, why=NONE_LEFT if none_left else _why(goal, found, known, until))


def _with_total(before: Seen | None, now: Seen) -> Seen:
    """A year without its total, not begun or open, borrows last year's to say what remains."""
    if now.is_open and now.of is None and before is not None:
        return replace(now, of=before.of)
    return now


def _why(goal: Goal, found: YearStanding, known: Mapping[int, Seen], until: int) -> str:
    """Why a year has no verdict. What an office tells itself can be told in any year up to now."""
    if found.met is not None:
        return JUDGED
    if found.year not in known:
        is_told = goal.indicator is Indicator.OWN or goal.aim is Aim.WORDS
        newest = until if is_told else max(known, default=0)
        return AHEAD if found.year > newest else UNTOLD if is_told else NO_VALUE
    if found.is_open:
        return OPEN
    if found.value is None:
        return NO_VALUE if found.count is None else NO_TOTAL
    return NO_LAST if found.target is not None and goal.aim.is_fall else NO_TARGET


def _average(start: Seen | None, now: Seen) -> Fraction | None:
    if start is None or now.is_open or now.year <= start.year:
        return None
    fall = _minus(start.value, now.value)
    return None if fall is None else fall / (now.year - start.year)


def _met(goal: Goal, years: tuple[YearStanding, ...]) -> bool | None:
    judged = [y for y in years if y.met is not None]
    if goal.aim is Aim.FALL_AVERAGE:
        return _met_on_average(years)
    if not judged:
        return None
    if goal.aim.is_fall:
        return all(y.met for y in judged)
    if goal.aim is Aim.WORDS:
        return any(y.met for y in judged)
    return judged[-1].met


def _met_on_average(years: tuple[YearStanding, ...]) -> bool | None:
    """The average fall since the baseline against the average of the targets of the same years."""
    closed = [y for y in years if y.average is not None]
    if not closed:
        return None
    last = closed[-1]
    asked = [t for y in years if y.year <= last.year and (t := exact(y.target)) is not None]
    if not asked or last.average is None:
        return None
    return last.average >= sum(asked, Fraction(0)) / len(asked)


def _is_over(goal: Goal, years: tuple[YearStanding, ...]) -> bool:
    if not years:
        return False
    if goal.aim is Aim.WORDS and any(y.met for y in years):
        return True
    return years[-1].met is not None or years[-1].why == NONE_LEFT
