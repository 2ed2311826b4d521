"""Figures of communes as they were counted, kept in the book of an upper office while they hold.

Counting 450,000 households takes many seconds; nothing of it changes between two packages. A row
that is there holds: triggers (step 0013_counted_figures) take it away when anything it is counted of is
written, whoever writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from desktop.domain.totals import UnitFigures
from desktop.store.connection import Db

Key = tuple[int, str]
"""Year, commune code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A commune in a year: its figures, how many of its households the round reviewed, and how many
    keep its balance from closing."""

    unit: UnitFigures
    reviewed: int = 0
    open: int = 0


_DECODER = msgspec.json.Decoder(Kept)
_ENCODER = msgspec.json.Encoder()


def of_years(
    db: Db, program: str, years: Iterable[int], commune_code: str = ""
) -> dict[Key, Kept | None]:
    """What this program counted of these years and holds, None where a commune has no figures.

    With a `commune_code`, of that commune only.
    """
    rows = db.execute(
        "SELECT year, commune_code, content FROM counted_figure WHERE program = :program"
        " AND year IN (SELECT value FROM json_each(:years))"
        " AND (:commune = '' OR commune_code = :commune)",
        {"program": program, "years": _ENCODER.encode([*years]).decode(), "commune": commune_code},
    )
    return {(r[0], r[1]): _DECODER.decode(r[2]) if r[2] else None for r in rows.fetchall()}


def keep(db: Db, program: str, found: Mapping[Key, Kept | None]) -> None:
    """Keep what was just counted, in the transaction in which it was counted or with nothing written since."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO counted_figure VALUES (?, ?, ?, ?)",
        (
            (code, year, program, _ENCODER.encode(one).decode() if one else "")
            for (year, code), one in found.items()
        ),
    )
