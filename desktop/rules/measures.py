"""What is odd about a measure for a household: by itself, and beside what the book knows of the household."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.domain.planning import Measure, MeasureState
from desktop.domain.review import Finding, Severity

CAUSE = "cause:"
"""`Measure.against` names causes of poverty so."""
SMALLEST, LARGEST = 10_000, 1_000_000_000
"""Đồng for one household. Outside, a measure is looked at again: nothing of it is law, an amount of
"30" was meant in millions, and a thousand million is the sum of a whole list."""

OPEN = (MeasureState.PLANNED, MeasureState.UNDER_WAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdFacts:
    """What the book knows of a household for a plan year.

    `listed`: poor or near-poor by the review of the year before, None where it was not reviewed then.
    `deprived` and `causes`: what that review found, None where it does not say (a list read in).
    `gone_on`: the day it left for good. `others`: its other measures. `lost`: the book has the
    household no more.
    """

    listed: bool | None = None
    deprived: frozenset[str] | None = None
    causes: frozenset[str] = frozenset()
    gone_on: datetime.date | None = None
    others: tuple[Measure, ...] = ()
    lost: bool = False


def findings(
    measure: Measure, facts: HouseholdFacts, names: Mapping[str, str], today: datetime.date
) -> list[Finding]:
    """All that is to be looked at again; a blocking one cannot be written.

    `names`: words of deprivation codes, for the sentences.
    """
    return [*of_itself(measure, today), *beside(measure, facts, names)]


def of_itself(measure: Measure, today: datetime.date) -> list[Finding]:
    """What the measure says that cannot be, or hardly."""
    return [f for check in (_amount, _dates, _state) for f in check(measure, today)]


def is_blocked(found: Iterable[Finding]) -> bool:
    """Whether one of the findings keeps the measure from being written."""
    return any(f.severity is Severity.BLOCKING for f in found)


def _warn(code: str, where: str, **details: object) -> Finding:
    return Finding(f"measure-{code}", Severity.WARNING, where, details)


def _block(code: str, where: str, **details: object) -> Finding:
    return Finding(f"measure-{code}", Severity.BLOCKING, where, details)


def _amount(measure: Measure, _: datetime.date) -> Iterator[Finding]:
    amount = measure.amount
    if amount is None:
        return
    if amount < 0:
        yield _block("amount-negative", "amount", amount=amount)
    elif amount < SMALLEST:
        yield _warn("amount-small", "amount", amount=amount)
    elif amount > LARGEST:
        yield _warn("amount-large", "amount", amount=amount)


def _dates(measure: Measure, _: datetime.date) -> Iterator[Finding]:
    start, end = measure.starts_on, measure.ends_on
    if start and end and end < start:
        yield _block("ends-early", "ends_on", start=start, end=end)
    elif start and start.year > measure.year:
        yield _warn("other-year", "starts_on", year=str(measure.year), day=start)
    elif end and end.year < measure.year:
        yield _warn("other-year", "ends_on", year=str(measure.year), day=end)


def _state(measure: Measure, today: datetime.date) -> Iterator[Finding]:
    end = measure.ends_on
    if measure.state is MeasureState.DONE:
        if end is None:
            yield _warn("done-without-date", "ends_on")
        elif end > today:
            yield _warn("done-ahead", "ends_on", day=end)
    elif measure.state in OPEN and end is not None and end < today:
        yield _warn("late", "state", day=end)


def beside(measure: Measure, facts: HouseholdFacts, names: Mapping[str, str]) -> list[Finding]:
    """What does not agree with the household: it left, has the same measure, is on no list, lacks nothing."""
    found: list[Finding] = []
    if measure.state is MeasureState.STOPPED:
        return found
    if facts.lost:
        found.append(_warn("household-lost", "household"))
    begins = measure.starts_on or datetime.date(measure.year, 1, 1)
    if facts.gone_on is not None and facts.gone_on < begins:
        found.append(_warn("household-left", "household", day=facts.gone_on))
    elif facts.gone_on is not None and measure.state in OPEN and facts.gone_on <= _span(measure)[1]:
        found.append(_warn("left-open", "household", day=facts.gone_on))
    if any(is_double(measure, other) for other in facts.others):
        found.append(_warn("double", "kind"))
    if not facts.listed:
        found.append(_warn("not-listed", "household", year=str(measure.year - 1)))
    elif missed := not_lacking(measure.against, facts):
        words = ", ".join(_small(names.get(code, code)) for code in missed)
        found.append(_warn("not-lacking", "against", names=words, year=str(measure.year - 1)))
    return found


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def not_lacking(against: Sequence[str], facts: HouseholdFacts) -> tuple[str, ...]:
    """The deprivations that a measure is against and the household does not lack.

    Only where it lacks none of those named, and has none of the causes: a measure for several at
    once need not meet them all.
    """
    if facts.deprived is None:
        return ()
    lacking = [code for code in against if not code.startswith(CAUSE)]
    causes = [code.removeprefix(CAUSE) for code in against if code.startswith(CAUSE)]
    if any(code in facts.deprived for code in lacking) or any(c in facts.causes for c in causes):
        return ()
    return tuple(lacking)


def is_double(one: Measure, other: Measure) -> bool:
    """Whether two measures are likely one: same household, year, kind and programme, days that meet.

    Where a measure has no days it lasts its whole year. Stopped ones are no doubles.
    """
    if one.uid == other.uid or MeasureState.STOPPED in (one.state, other.state):
        return False
    names: list[Callable[[Measure], object]] = [
        lambda m: m.household_uid,
        lambda m: m.year,
        lambda m: m.kind,
        lambda m: m.programme.casefold().split(),
    ]
    if any(name(one) != name(other) for name in names):
        return False
    (a, b), (c, d) = _span(one), _span(other)
    return a <= d and c <= b


def _span(measure: Measure) -> tuple[datetime.date, datetime.date]:
    first = measure.starts_on or datetime.date(measure.year, 1, 1)
    last = measure.ends_on or max(first, datetime.date(measure.year, 12, 31))
    return min(first, last), last


def in_state(measure: Measure, state: MeasureState, on: datetime.date) -> Measure:
    """The measure in another state: done, it ends on a day unless it says one that has come already."""
    if state is MeasureState.DONE:
        ended = measure.ends_on if measure.ends_on and measure.ends_on <= on else on
        return replace(measure, state=state, ends_on=ended)
    return replace(measure, state=state)
