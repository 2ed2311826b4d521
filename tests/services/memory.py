"""A book in memory: every example of a property test begins with one of its own, in milliseconds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2

from desktop.domain.vietnamese import sort_key
from desktop.services import upkeep
from desktop.store import settings
from desktop.store.connection import Db
from desktop.store.migrations import steps
from tests.services.made import COMMUNE, LIST


@contextmanager
def book(code: str = COMMUNE) -> Iterator[Db]:
    """The empty book of a commune, as a new one on the disk is."""
    connection = dbapi2.connect(":memory:", isolation_level=None)
    db = Db(connection, execute_plugins=False)
    connection.create_function("lower_vi", 1, str.lower, deterministic=True)
    connection.create_function("order_vi", 1, sort_key, deterministic=True)
    db.execute("PRAGMA foreign_keys = ON")
    steps.apply(db)
    settings.put(db, "office", upkeep.office_of(code, LIST))
    try:
        yield db
    finally:
        connection.close()
