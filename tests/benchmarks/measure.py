"""How things are measured: our work and its bound by turns, the best of several runs of each."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Our time and the bound's, in seconds; `aim` is the highest ratio wanted; `note` for people."""

    name: str
    ours: float
    bound: float
    aim: float
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times the bound our work takes."""
        return self.ours / self.bound if self.bound else float("inf")

    @property
    def ok(self) -> bool:
        """Whether the aim is reached."""
        return self.ratio <= self.aim


def best_of(
    ours: Callable[[], object], bound: Callable[[], object], times: int
) -> tuple[float, float]:
    """The shortest run of each, in seconds; by turns, so that both meet the same weather."""
    found = [(timed(ours), timed(bound)) for _ in range(times)]
    return min(a for a, _ in found), min(b for _, b in found)


def timed(work: Callable[[], object]) -> float:
    """One run, in seconds, with the rubbish of others swept before."""
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


HEAD = f"{'work':<44}{'ours ms':>10}{'bound ms':>10}{'ratio':>8}{'aim':>7}  "


def line(one: Measured) -> str:
    """A row of the table that `poe bench` prints."""
    figures = f"{one.ours * 1000:>10.1f}{one.bound * 1000:>10.1f}{one.ratio:>8.2f}{one.aim:>7.2f}"
    return f"{one.name:<44}{figures}  {'ok' if one.ok else 'MISSED':<7} {one.note}"
