"""What a plan would change in the book: by kind how many records are new, changed, the same, gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.domain.planning import (
    Account,
    Goal,
    Task,
    TaskProgress,
    UnitNeeds,
    UnitSums,
    Visit,
)
from desktop.exchange.plan_parts import Goods, author
from desktop.store import measures, plans
from desktop.store.connection import Db


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """Records of one kind by fate."""

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.new + self.changed + self.same + self.gone


def moves(db: Db, goods: Goods, span: Sequence[str]) -> dict[str, Moves]:
    """By kind what would become of the records that the book holds of these offices."""
    offices = list(span)
    own = {
        "goals": _set_within(plans.of_kind(db, Goal, offices), span),
        "tasks": _set_within(plans.of_kind(db, Task, offices), span),
        "progress": plans.of_kind(db, TaskProgress, offices),
        "visits": plans.of_kind(db, Visit, offices),
        "accounts": plans.of_kind(db, Account, offices),
        "measures": [m for code in span for m in measures.of_year(db, None, code)],
        "escapes": [e for code in span for e in measures.escapes(db, None, code)],
        "sums": [s for s in plans.sums(db, UnitSums) if s.code in span],
        "needs": [n for n in plans.sums(db, UnitNeeds) if n.code in span],
    }
    return {kind: _moved(mine, getattr(goods, kind)) for kind, mine in own.items()}


def _set_within(records: Iterable[Any], span: Sequence[str]) -> list[Any]:
    return [r for r in records if author(r) in span]


def _moved(mine: Iterable[Any], theirs: Iterable[Any]) -> Moves:
    before, after = ({_key(r): r for r in some} for some in (mine, theirs))
    same = sum(before.get(key) == record for key, record in after.items())
    both = len(before.keys() & after.keys())
    return Moves(
        new=len(after) - both, changed=both - same, same=same, gone=len(before) - both
    )  # fmt: skip


def _key(record: Any) -> Any:
    return (record.year, record.code) if isinstance(record, UnitSums | UnitNeeds) else record.uid
