"""Which communes stand out from their peers or from last year, each with the reason in numbers.

The limits are the program's own, no law knows them: a mark asks somebody to look again, it never
blocks. Robust: the middle is the median and the spread the median of the distances from it (MAD),
so that one wild commune does not hide itself by moving the mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

SCORE = 3.5
"""Distance from the median, in spreads made comparable to a standard deviation, beyond which a
commune stands out (the usual cut for the modified z-score)."""
COMPARABLE = 0.6745
"""MAD × 1/0.6745 is the standard deviation where values are normal."""
FEWEST = 8
"""Communes that a median is taken of; fewer say nothing about each other."""
LEAST_POINTS = 2.0
"""A distance from the median below it is no matter, however alike the others are; points."""
JUMP = 10.0
"""A rate that changed by so many points within a year stands out by itself."""
RESIDENTS_SHARE = 0.10
"""All households of a commune changed by more than this share."""
SAME_LEAST = 20
"""So many poor households and not one figure changed: last year's sent again?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is known of a commune in two years; None is not known. Households; rates in per cent."""

    code: str
    poor: int | None = None
    last_poor: int | None = None
    near_poor: int | None = None
    last_near_poor: int | None = None
    residents: int | None = None
    last_residents: int | None = None

    @property
    def rate(self) -> float | None:
        """Poor rate of the year."""
        return _rate(self.poor, self.residents)

    @property
    def last_rate(self) -> float | None:
        """Poor rate of the year before."""
        return _rate(self.last_poor, self.last_residents)

    @property
    def change(self) -> float | None:
        """Points since the year before; a fall is negative."""
        if self.rate is None or self.last_rate is None:
            return None
        return self.rate - self.last_rate


def _rate(part: int | None, whole: int | None) -> float | None:
    return None if part is None or not whole else 100 * part / whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Why a commune stands out. `kind`: "rate_high", "rate_low", "change_high", "change_low" (against
    the `middle` of its peers), "jump_up", "jump_down" (points of its own rate), "residents_up",
    "residents_down" (per cent of all households), "same". `value` and `middle` as the kind has them;
    `peers` is how many communes the middle is of.
    """

    kind: str
    value: float = 0.0
    middle: float = 0.0
    peers: int = 0


def marks(measures: Sequence[Measure]) -> dict[str, tuple[Mark, ...]]:
    """Code → its marks, for those that have any."""
    found: dict[str, list[Mark]] = {}
    for name, of in (("rate", _rate_of), ("change", _change_of)):
        for code, mark in _far(measures, name, of):
            found.setdefault(code, []).append(mark)
    for one in measures:
        found.setdefault(one.code, []).extend(_own(one))
    return {code: tuple(some) for code, some in found.items() if some}


def _rate_of(one: Measure) -> float | None:
    return one.rate


def _change_of(one: Measure) -> float | None:
    return one.change


def _far(
    measures: Sequence[Measure], name: str, of: Callable[[Measure], float | None]
) -> Iterable[tuple[str, Mark]]:
    """Those far from the median of all whose value is known."""
    known = [(one.code, value) for one in measures if (value := of(one)) is not None]
    if len(known) < FEWEST:
        return
    middle = median(value for _, value in known)
    spread = median(abs(value - middle) for _, value in known)
    least = max(SCORE * spread / COMPARABLE, LEAST_POINTS)
    for code, value in known:
        if abs(value - middle) > least:
            way = "high" if value > middle else "low"
            yield code, Mark(kind=f"{name}_{way}", value=value, middle=middle, peers=len(known))


def _own(one: Measure) -> Iterable[Mark]:
    """What stands out beside the commune's own last year."""
    if one.change is not None and abs(one.change) >= JUMP:
        yield Mark(kind="jump_up" if one.change > 0 else "jump_down", value=abs(one.change))
    if one.residents and one.last_residents:
        share = (one.residents - one.last_residents) / one.last_residents
        if abs(share) > RESIDENTS_SHARE:
            way = "up" if share > 0 else "down"
            yield Mark(kind=f"residents_{way}", value=100 * abs(share))
    if _is_same(one):
        yield Mark(kind="same")


def _is_same(one: Measure) -> bool:
    now = (one.poor, one.near_poor, one.residents)
    last = (one.last_poor, one.last_near_poor, one.last_residents)
    return now == last and None not in now and (one.poor or 0) >= SAME_LEAST
