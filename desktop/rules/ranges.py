"""Ranges of a measure as a point table writes them: from 3 to 5, over 2, under 20; exact.

A bound is kept as text: "5" belongs to its range, ">2" and "<20" do not; "" is no bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from desktop.domain.vietnamese import fold

LOW_PATTERN = r"^(>?[0-9]{1,9}(\.[0-9]{1,4})?)?$"
HIGH_PATTERN = r"^(<?[0-9]{1,9}(\.[0-9]{1,4})?)?$"

Side = Literal["low", "high"]

_NUMBER = r"([0-9]{1,9}(?:[.,][0-9]{1,4})?|[0-9]{1,3}(?:\.[0-9]{3}){1,2})"
_TYPED: dict[Side, re.Pattern[str]] = {
    "low": re.compile(rf"^(>=|>|≥|tren|tu tren|tu)?\s*{_NUMBER}$"),
    "high": re.compile(rf"^(<=|<|≤|den duoi|duoi|den)?\s*{_NUMBER}$"),
}
_EXCLUDES = {">": ">", "tren": ">", "tu tren": ">", "<": "<", "duoi": "<", "den duoi": "<"}
_THOUSANDS = re.compile(r"^[0-9]{1,3}(\.[0-9]{3})+$")


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, None where there is no end; `over`, `under`: the bound lies outside."""

    low: Decimal | None
    high: Decimal | None
    over: bool = False
    under: bool = False

    @property
    def is_bounded(self) -> bool:
        """Whether it says anything."""
        return self.low is not None or self.high is not None

    @property
    def is_empty(self) -> bool:
        """Whether no value lies in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.over or self.under))

    @property
    def is_whole(self) -> bool:
        """Whether it is written in whole numbers that belong to it: 3–5 and 6–8 then touch."""
        bounds = (b for b in (self.low, self.high) if b is not None)
        return not self.over and not self.under and all(b == b.to_integral_value() for b in bounds)

    def holds(self, value: Decimal) -> bool:
        """Whether the value lies in it."""
        if self.low is not None and (value < self.low or (self.over and value == self.low)):
            return False
        return self.high is None or value < self.high or (not self.under and value == self.high)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two neighbours by size (their places in what was given) that overlap or leave a gap."""

    kind: Literal["overlap", "gap"]
    first: int
    second: int


def read_bound(typed: str, side: Side) -> str | None:
    """A bound as typed ("từ 3", "dưới 7,5", ">2", "1.000"), None where it cannot be read."""
    text = fold(typed)
    if not text:
        return ""
    found = _TYPED[side].match(text)
    if found is None:
        return None
    digits = found[2].replace(".", "") if _THOUSANDS.match(found[2]) else found[2]
    value = Decimal(digits.replace(",", ".")).normalize()
    return _EXCLUDES.get(found[1] or "", "") + f"{value:f}"


def show_bound(bound: str) -> str:
    """A bound as it is typed and printed: "<7,5"."""
    return bound.replace(".", ",")


def range_of(low: str, high: str) -> Range:
    """The range between two bounds as they are kept."""
    return Range(
        low=Decimal(low.lstrip(">")) if low else None,
        high=Decimal(high.lstrip("<")) if high else None,
        over=low.startswith(">"),
        under=high.startswith("<"),
    )


def clashes(ranges: Sequence[Range]) -> Iterator[Clash]:
    """Where ranges overlap or leave a gap between them; empty and boundless ones are passed over.

    Whole numbers that belong to their ranges are counted one by one (after 1–2 comes 3), all
    others lie on a line (after 8 comes more than 8).
    """
    told = [(r, n) for n, r in enumerate(ranges) if r.is_bounded and not r.is_empty]
    told.sort(key=lambda pair: _start(pair[0]))
    step = Decimal(1) if all(r.is_whole for r, _ in told) else Decimal(0)
    for (a, first), (b, second) in pairwise(told):
        if (kind := _clash(a, b, step)) is not None:
            yield Clash(kind, first, second)


def _start(r: Range) -> tuple[bool, Decimal, bool]:
    return (r.low is not None, r.low or Decimal(0), r.over)


def _clash(a: Range, b: Range, step: Decimal) -> Literal["overlap", "gap"] | None:
    if a.high is None or b.low is None or b.low < a.high:
        return "overlap"
    if b.low == a.high:
        if not a.under and not b.over:
            return "overlap"
        return "gap" if a.under and b.over else None
    return "gap" if b.low > a.high + step else None
