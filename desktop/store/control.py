"""Counts of a commune's records as they lie in the book, to be compared with a package's totals."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.store.connection import Db

_OF_COMMUNE = "household_uid IN (SELECT uid FROM household WHERE commune_code = :commune)"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCounts:
    """Households and persons by village; households and persons by (kind, year, class or "");
    events; resident rows, households and persons by year.
    """

    villages: dict[str, tuple[int, int]]
    reviews: dict[tuple[str, int, str], tuple[int, int]]
    events: int
    residents: dict[int, tuple[int, int, int]]


def record_counts(db: Db, commune_code: str, until: int) -> RecordCounts:
    """All that a book holds of a commune, its reviews and residents up to a year."""
    args = {"commune": commune_code, "until": until}
    villages = db.execute(
        "SELECT h.village, count(DISTINCT h.uid), count(p.uid) FROM household h"
        " LEFT JOIN person p ON p.household_uid = h.uid AND p.left_on IS NULL"
        " WHERE h.commune_code = :commune GROUP BY 1",
        {"commune": commune_code},
    )
    reviews = db.execute(
        "SELECT kind, year, coalesce(class, ''), count(*), sum(people) FROM review"
        f" WHERE {_OF_COMMUNE} AND year <= :until GROUP BY 1, 2, 3",
        args,
    )
    events = db.execute(
        f"SELECT count(*) FROM event WHERE {_OF_COMMUNE}", {"commune": commune_code}
    )
    residents = db.execute(
        "SELECT year, count(*), sum(households), sum(people) FROM residents"
        " WHERE commune_code = :commune AND year <= :until GROUP BY 1",
        args,
    )
    return RecordCounts(
        villages={r[0]: (r[1], r[2]) for r in villages.fetchall()},
        reviews={(r[0], r[1], r[2]): (r[3], r[4]) for r in reviews.fetchall()},
        events=events.fetchone()[0],
        residents={r[0]: (r[1], r[2], r[3]) for r in residents.fetchall()},
    )
