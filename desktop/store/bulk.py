"""Many rows into a table at once; tables and columns are the store's own literals, values are bound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

from desktop.store.connection import Db

Row = dict[str, Any]


def upsert(db: Db, table: str, rows: Iterable[Row], *, key: Sequence[str]) -> None:
    """Write rows of one shape; a row whose `key` is there already is replaced column by column."""
    feed = iter(rows)
    first = next(feed, None)
    if first is None:
        return
    columns = list(first)
    others = [c for c in columns if c not in key]
    sql = (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        f" ON CONFLICT ({', '.join(key)}) DO "
        + (
            "UPDATE SET " + ", ".join(f"{c} = excluded.{c}" for c in others)
            if others
            else "NOTHING"
        )
    )
    db.conn.executemany(sql, (tuple(row.values()) for row in chain([first], feed)))


def delete(db: Db, table: str, uids: Iterable[str]) -> None:
    """Take the rows of these uids out."""
    db.conn.executemany(f"DELETE FROM {table} WHERE uid = ?", ((uid,) for uid in uids))


def chunks(items: Iterable[str], size: int = 500) -> Iterable[list[str]]:
    """The items in lists that fit into one statement."""
    feed = iter(items)
    while some := list(islice(feed, size)):
        yield some
