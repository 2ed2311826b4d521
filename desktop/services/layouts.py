"""Layouts of lists that were confirmed once: kept in the book, proposed again, forgotten on demand."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.exchange.lists.columns import Layout
from desktop.exchange.lists.records import Script
from desktop.exchange.lists.shape import shape_of
from desktop.exchange.lists.workbook import Sheet
from desktop.services.changes import Changes, changes
from desktop.store import settings
from desktop.store.connection import Db, writing

__all__ = ["KeptLayout", "all_of", "forget", "kept_of", "remember"]

_NAME = "list-layouts"
MOST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLayout:
    """What the columns of a kind of workbook mean: `key` knows it again (see exchange.lists.shape).

    `fields` are the meanings in the order of the columns, "" for none; `scripts` says of columns
    (as text) in which old font they are; `file` and `used_on` are of the last list read so.
    """

    key: str
    lines: int
    fields: tuple[str, ...]
    scripts: dict[str, Script] = field(default_factory=dict)
    file: str = ""
    used_on: datetime.date


def all_of(db: Db) -> list[KeptLayout]:
    """All kept layouts, the one used last in front."""
    return settings.get(db, _NAME, list[KeptLayout]) or []


def kept_of(
    stored: Sheet, layout: Layout, scripts: dict[int, Script], *, file: str, on: datetime.date
) -> KeptLayout | None:
    """What is to be kept of a sheet (as stored) read by a layout; None where it has no names to
    know it by."""
    key = shape_of(stored, layout.head_first, layout.head_last)
    if not key:
        return None
    return KeptLayout(
        key=key,
        lines=layout.head_last - layout.head_first + 1,
        fields=tuple(c.field.value if c.field else "" for c in layout.columns),
        scripts={str(column): script for column, script in scripts.items()},
        file=file,
        used_on=on,
    )


def remember(db: Db, kept: KeptLayout) -> None:
    """Keep a layout, instead of an older one for the same kind of workbook. Within a transaction."""
    _put(db, [kept, *(k for k in all_of(db) if k.key != kept.key)][:MOST])


def forget(db: Db, key: str) -> Changes:
    """Forget a layout: the next workbook of its kind is looked at anew."""
    with writing(db):
        _put(db, [k for k in all_of(db) if k.key != key])
    return changes("setting")


def _put(db: Db, layouts: Sequence[KeptLayout]) -> None:
    settings.put(db, _NAME, list(layouts))
