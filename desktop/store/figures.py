"""Figures of communes that an office between passed on as sums: kept as they came, counted by nobody here.

Where a commune has figures of a year, they hold for it, whatever households of it the book lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from desktop.domain.totals import UnitFigures, YearFigures
from desktop.store.connection import Db


def put(db: Db, figures: Iterable[YearFigures], sender: str) -> None:
    """Write figures of communes and years; `sender` is the office that passed them on."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO unit_figure VALUES (?, ?, ?, ?)",
        (
            (f.year, f.unit.code, sender, msgspec.json.encode(f.unit, order="deterministic").decode())
            for f in figures
        ),
    )  # fmt: skip


def delete(db: Db, communes: Iterable[str]) -> None:
    """Forget the figures of these communes, before a newer whole state of them is written."""
    db.conn.executemany("DELETE FROM unit_figure WHERE commune_code = ?", ((c,) for c in communes))


def of_year(db: Db, year: int, commune_code: str = "") -> dict[str, UnitFigures]:
    """Commune code → its figures of a year (of one commune only)."""
    rows = db.execute(
        "SELECT content FROM unit_figure WHERE year = ? AND (?2 = '' OR commune_code = ?2)",
        [year, commune_code],
    )
    found = [msgspec.json.decode(row[0], type=UnitFigures) for row in rows.fetchall()]
    return {one.code: one for one in found}


def all_until(db: Db, year: int, communes: Sequence[str] | None = None) -> list[YearFigures]:
    """Every figure kept up to a year (of these communes), by year and commune."""
    rows = db.execute(
        "SELECT year, content FROM unit_figure WHERE year <= ?"
        " AND (?2 IS NULL OR commune_code IN (SELECT value FROM json_each(?2)))"
        " ORDER BY year, commune_code",
        [year, None if communes is None else msgspec.json.encode(communes).decode()],
    )
    return [
        YearFigures(year=row[0], unit=msgspec.json.decode(row[1], type=UnitFigures))
        for row in rows.fetchall()
    ]


def years(db: Db) -> list[int]:
    """Years of which figures were passed on, oldest first."""
    rows = db.execute("SELECT DISTINCT year FROM unit_figure ORDER BY year").fetchall()
    return [row[0] for row in rows]


def communes_without_lists(db: Db, year: int) -> list[str]:
    """Communes of which the book has figures of a year with people on the lists, but no households."""
    rows = db.execute(
        "SELECT commune_code FROM unit_figure f WHERE year = ?"
        " AND (content ->> '$.poor_households') + (content ->> '$.near_poor_households') > 0"
        " AND NOT EXISTS (SELECT 1 FROM household h WHERE h.commune_code = f.commune_code)"
        " ORDER BY commune_code",
        [year],
    )
    return [row[0] for row in rows.fetchall()]
