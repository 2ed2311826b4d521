"""What a service says it changed, so that windows know whether to look again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

# (done, total); raises Cancelled to stop a long job before its transaction ends.
Tick = Callable[[int, int], None]


def no_tick(done: int, total: int) -> None:
    """For callers who do not watch."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Names of what changed: "household", "review", "round", "residents", "package", "setting", "standard", "procedure",
    "answer" (what an office above said, or we say to those below), "branch" (who has a village),
    "measure" (measures and planned escapes), "plan" (goals, tasks, visits, accounts)."""

    names: frozenset[str]

    def __contains__(self, name: str) -> bool:
        return name in self.names


def changes(*names: str) -> Changes:
    """`changes("review", "household")`."""
    return Changes(frozenset(names))
