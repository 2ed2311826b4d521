"""Sheets opened one after the other: a run over households that somebody chose in the register.

It holds while the sheet in hand is one of the run; whoever opens another has left it.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.store import households, settings
from desktop.store.connection import Db, writing


def begin(db: Db, household_uids: Sequence[str], year: int) -> str:
    """Keep the run; returns the household whose sheet comes first, "" for none."""
    with writing(db):
        settings.put(db, _key(year), list(household_uids))
    return next(iter(household_uids), "")


def next_of(db: Db, year: int, after: str) -> str:
    """Who comes after this household in the run, "" where it ends or was left."""
    run = settings.get(db, _key(year), list[str]) or []
    if after not in run:
        return ""
    rest = run[run.index(after) + 1 :]
    return next((h.uid for h in households.get_many(db, rest[:50])), "")


def _key(year: int) -> str:
    return f"entry-run-{year}"
