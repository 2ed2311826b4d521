"""What a plan of the province asks of the poor rate, as data; nothing where no plan is known."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from desktop.domain.unit import Office
from desktop.paths import resources
from desktop.services.catalogue import province_of, unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Years with one goal: `points` a year, on "average" over the span or "more" than that.

    `minority_points`: the fall asked of the rate among ethnic-minority households, None where the
    plan asks nothing of its own.
    """

    first: int
    last: int
    points: float
    kind: str
    minority_points: float | None = None

    def is_met(self, fall: float) -> bool:
        """Whether a fall of so many points in one year does what the span asks."""
        return fall > self.points if self.kind == "more" else fall >= self.points


@dataclass(frozen=True, slots=True, kw_only=True)
class InWords:
    """A goal without a number, for the offices of these levels."""

    id: str
    title: str
    first: int
    last: int
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan: its name on screen, where it is written, its spans in order of years, the rest of its
    goals in words."""

    id: str
    name: str
    source: str
    province: dict[str, str]
    spans: tuple[Span, ...]
    words: tuple[InWords, ...] = ()

    def span(self, year: int) -> Span | None:
        """The goal that holds in a year."""
        return next((s for s in self.spans if s.first <= year <= s.last), None)

    def line(self, years: Sequence[int], start: float) -> list[float | None]:
        """The rate in per cent that the plan leads to in each of these years.

        It begins with `start` in the first year; from a year without a goal on it is None.
        """
        found: list[float | None] = [start]
        rate: float | None = start
        for before, year in itertools.pairwise(years):
            for between in range(before + 1, year + 1):
                span = self.span(between)
                rate = max(0.0, rate - span.points) if rate is not None and span else None
            found.append(rate)
        return found[: len(years)]


def plan_of(office: Office) -> Plan | None:
    """The plan of the office's province."""
    province = province_of(unit(office.code, office.list_version)).code
    return next((p for p in _plans() if p.province.get(office.list_version) == province), None)


@cache
def _plans() -> tuple[Plan, ...]:
    raw = (resources() / "data" / "targets.toml").read_text(encoding="utf-8")
    return tuple(_plan(table) for table in tomllib.loads(raw)["target"])


def _plan(table: dict[str, Any]) -> Plan:
    return Plan(
        id=table["id"],
        name=table["name"],
        source=table["source"],
        province=table["province"],
        spans=tuple(Span(**span) for span in table["span"]),
        words=tuple(
            InWords(**(one | {"levels": tuple(one["levels"])})) for one in table.get("words", ())
        ),
    )
