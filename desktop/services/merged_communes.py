"""Dated facts of merged communes that the table of the program lacks or has wrong, kept in the book."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.exchange.down import Merged
from desktop.store import settings
from desktop.store.connection import Db

_FACTS = "merged-communes"


def facts(db: Db) -> tuple[Merged, ...]:
    """What the office above told of merged communes, or what this office tells those below it."""
    return settings.get(db, _FACTS, tuple[Merged, ...]) or ()


def keep(db: Db, told: Sequence[Merged]) -> None:
    """Inside a transaction: keep the facts."""
    settings.put(db, _FACTS, tuple(told))
