"""Small facts of the book kept by name: the office, its keys, signatories, who works here."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from desktop.domain.unit import Office, Signatory
from desktop.store.connection import Db

T = TypeVar("T")


def get(db: Db, key: str, kind: type[T]) -> T | None:
    """The value kept under `key`, None if there is none."""
    row = db.execute("SELECT value FROM setting WHERE key = ?", [key]).fetchone()
    return msgspec.json.decode(row[0], type=kind) if row else None


def put(db: Db, key: str, value: object) -> None:
    """Keep a value under `key`."""
    text = msgspec.json.encode(value).decode()
    db.table("setting").upsert({"key": key, "value": text}, pk="key")


def office(db: Db) -> Office:
    """The office that keeps this book; a book always has one."""
    found = get(db, "office", Office)
    assert found is not None, "create_book writes the office in the book's first transaction"
    return found


def signatory(db: Db) -> Signatory:
    """What stands at the foot of papers; empty until set."""
    return get(db, "signatory", Signatory) or Signatory()
