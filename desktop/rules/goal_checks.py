"""What speaks against a goal: findings, of which a blocking one keeps it from being written.

`where` names the field: "title", "detail", "years", "value", "targets:<year>", "baseline",
"baseline_year".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from desktop.domain.planning import Aim, Goal, Indicator
from desktop.domain.review import Finding, Severity
from desktop.rules.goals import Seen, exact

EARLIEST, LATEST, LONGEST = 2000, 2100, 20
MOST = 1e12
"""Beyond it no goal has a value, nor a result: packages refuse them too (exchange/plan_parts)."""
_CLOSE = Fraction(1, 200)
"""Rates are typed to two decimals: closer than half of the last one is the same."""


def findings(
    goal: Goal, *, others: Sequence[Goal] = (), seen: Mapping[int, Seen] | None = None
) -> tuple[Finding, ...]:
    """Everything that speaks against a goal, in the order of its form.

    `others`: the office's other goals, those set above among them; `seen`: what the book knows of its
    indicator.
    """
    found = [*_named(goal), *_years(goal), *_numbers(goal)]
    if not any(f.severity is Severity.BLOCKING for f in found):
        found += [*_baseline(goal, seen or {}), *_beside(goal, others)]
    return tuple(found)


def is_blocked(found: Sequence[Finding]) -> bool:
    """Whether a goal with these findings is not written."""
    return any(f.severity is Severity.BLOCKING for f in found)


def _blocking(code: str, where: str, **details: object) -> Finding:
    return Finding(f"goal-{code}", Severity.BLOCKING, where, details)


def _warning(code: str, where: str, **details: object) -> Finding:
    return Finding(f"goal-{code}", Severity.WARNING, where, details)


# The goal alone ----------------------------------------------------------------------------------
def _named(goal: Goal) -> Iterator[Finding]:
    if goal.indicator is Indicator.OWN and not goal.title.strip():
        yield _blocking("no-title", "title")
    if goal.indicator is Indicator.DEPRIVED_HOUSEHOLDS and not goal.detail:
        yield _blocking("no-deprivation", "detail")


def _years(goal: Goal) -> Iterator[Finding]:
    if goal.first > goal.last:
        yield _blocking("years-turned", "years", first=str(goal.first), last=str(goal.last))
    elif not EARLIEST <= goal.first <= goal.last <= LATEST or goal.last - goal.first >= LONGEST:
        yield _blocking("years-odd", "years", first=str(goal.first), last=str(goal.last))
    for year in sorted(goal.targets):
        if not str(goal.first) <= year <= str(goal.last):
            yield _warning("target-outside", f"targets:{year}", year=year)
    if goal.baseline_year is not None and goal.baseline_year >= goal.first:
        yield _blocking(
            "baseline-late", "baseline_year", year=str(goal.baseline_year), first=str(goal.first)
        )


def _numbers(goal: Goal) -> Iterator[Finding]:
    if goal.aim is Aim.WORDS:
        return
    if goal.value is None and not goal.targets:
        yield _blocking("no-value", "value")
    is_whole = not goal.indicator.is_rate and goal.indicator is not Indicator.OWN
    for where, value in _typed(goal):
        if not abs(value) <= MOST:  # not a number neither
            yield _blocking("too-large", where)
        elif value < 0:
            yield _blocking("negative", where)
        elif goal.indicator.is_rate and value > 100:
            yield _blocking("above-100", where)
        elif is_whole and value != int(value):
            yield _blocking("not-whole", where)


def _typed(goal: Goal) -> Iterator[tuple[str, float]]:
    if goal.value is not None:
        yield "value", goal.value
    yield from ((f"targets:{year}", value) for year, value in sorted(goal.targets.items()))
    if goal.baseline is not None:
        yield "baseline", goal.baseline


# Beside what the book knows ----------------------------------------------------------------------
def _baseline(goal: Goal, seen: Mapping[int, Seen]) -> Iterator[Finding]:
    if goal.aim is Aim.WORDS:
        return
    year = goal.first - 1 if goal.baseline_year is None else goal.baseline_year
    here = seen.get(year)
    counted = here.value if here is not None and not here.is_open else None
    own = exact(goal.baseline)
    if own is None and counted is None:
        if goal.aim.is_fall:
            yield _warning("no-baseline", "baseline", year=str(year))
        return
    if own is not None and counted is not None and abs(own - counted) > _CLOSE:
        yield _warning(
            "baseline-contradicts",
            "baseline",
            year=str(year),
            book=_shown(counted),
            typed=_shown(own),
        )
    start = counted if counted is not None else own
    if start is not None and goal.aim.is_fall and _asked(goal) > start:
        yield _warning("beyond", "value", start=_shown(start))


def _asked(goal: Goal) -> Fraction:
    """The falls of all years together."""
    targets = (exact(goal.target(year)) for year in range(goal.first, goal.last + 1))
    return sum((one for one in targets if one is not None), Fraction(0))


def _shown(value: Fraction) -> float:
    return float(value)


# Beside other goals ------------------------------------------------------------------------------
def _beside(goal: Goal, others: Sequence[Goal]) -> Iterator[Finding]:
    """Of one indicator only; goals in words and own ones speak of different things."""
    if goal.indicator is Indicator.OWN or goal.aim is Aim.WORDS:
        return
    for other in others:
        if other.uid == goal.uid or _topic(other) != _topic(goal):
            continue
        years = [y for y in range(goal.first, goal.last + 1) if other.target(y) is not None]
        if other.set_by != goal.set_by:
            weaker = next((y for y in years if _is_weaker(goal, other, y)), None)
            if weaker is not None:
                yield _warning(
                    "weaker", "value", year=str(weaker), above=other.target(weaker), uid=other.uid
                )
        elif year := next((y for y in years if _contradict(goal, other, y)), None):
            yield _warning("contradicts", "value", year=str(year), uid=other.uid)
        elif years and _says_same(goal, other, years):
            yield _warning("twice", "value", year=str(years[0]), uid=other.uid)


def _topic(goal: Goal) -> tuple[Indicator, str]:
    return goal.indicator, goal.detail


def _is_weaker(goal: Goal, above: Goal, year: int) -> bool:
    """Whether a goal asks less of a year than one set above; only goals of one way are compared."""
    own, asked = goal.target(year), above.target(year)
    if own is None or asked is None:
        return False
    if goal.aim.is_fall and above.aim.is_fall:
        is_loose = above.aim is Aim.FALL_MORE and goal.aim is not Aim.FALL_MORE
        return own < asked or (own == asked and is_loose)
    if goal.aim is not above.aim:
        return False
    return own > asked if goal.aim is Aim.AT_MOST else own < asked


def _contradict(goal: Goal, other: Goal, year: int) -> bool:
    """Two goals of one way with different targets; a floor above a ceiling."""
    one, two = goal.target(year), other.target(year)
    if one is None or two is None:
        return False
    if goal.aim.is_fall == other.aim.is_fall and (goal.aim.is_fall or goal.aim is other.aim):
        return one != two
    ends = {goal.aim: one, other.aim: two}
    return Aim.AT_LEAST in ends and ends[Aim.AT_LEAST] > ends.get(Aim.AT_MOST, ends[Aim.AT_LEAST])


def _says_same(goal: Goal, other: Goal, years: Sequence[int]) -> bool:
    return goal.aim is other.aim and all(goal.target(y) == other.target(y) for y in years)
