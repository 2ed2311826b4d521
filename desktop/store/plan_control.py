"""What the book counts of the plans of some offices: the other side of a package's control totals."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from desktop.domain.planning import Owned, PlannedEscape, TaskProgress
from desktop.store import plans
from desktop.store.connection import Db

# Goals and tasks are their setter's: what another office set for these is none of theirs.
_OF = """
FROM plan_record
WHERE office IN (SELECT value FROM json_each(?1))
  AND (kind NOT IN ('goal', 'task') OR content ->> '$.set_by' IN (SELECT value FROM json_each(?1)))
"""


def record_counts(db: Db, offices: Sequence[str]) -> dict[str, int]:
    """Kind ("goal", "task", …) → records of these offices' own plans."""
    rows = db.execute(f"SELECT kind, count(*) {_OF} GROUP BY kind", [_list(offices)])
    return dict(rows.fetchall())


def own_uids(db: Db, offices: Sequence[str]) -> list[str]:
    """The uids of these offices' own goals, tasks, progress, visits and accounts."""
    return [row[0] for row in db.execute(f"SELECT uid {_OF}", [_list(offices)]).fetchall()]


def measure_counts(db: Db, communes: Sequence[str]) -> dict[tuple[int, str, str], tuple[int, int]]:
    """(plan year, kind, state) → measures and đồng of these communes."""
    rows = db.execute(
        "SELECT year, kind, state, count(*), coalesce(sum(amount), 0) FROM measure"
        " WHERE commune_code IN (SELECT value FROM json_each(?)) GROUP BY year, kind, state",
        [_list(communes)],
    ).fetchall()
    return {(year, kind, state): (count, dong) for year, kind, state, count, dong in rows}


def escape_counts(db: Db, communes: Sequence[str]) -> dict[int, int]:
    """Year → planned escapes of these communes."""
    rows = db.execute(
        "SELECT year, count(*) FROM planned_escape"
        " WHERE commune_code IN (SELECT value FROM json_each(?)) GROUP BY year",
        [_list(communes)],
    ).fetchall()
    return dict(rows)


def measure_years(db: Db) -> list[int]:
    """The plan years of measures and planned escapes."""
    rows = db.execute("SELECT year FROM measure UNION SELECT year FROM planned_escape ORDER BY 1")
    return [row[0] for row in rows.fetchall()]


# What would be written over -----------------------------------------------------------------------
def strange(db: Db, records: Sequence[Owned], offices: Sequence[str]) -> bool:
    """Whether one of these records has the uid of one that is not these offices' own."""
    rows = db.execute(
        "SELECT count(*) FROM plan_record WHERE uid IN (SELECT value FROM json_each(?2))"
        f" AND uid NOT IN (SELECT uid {_OF})",
        [_list(offices), _list([r.uid for r in records])],
    )
    return bool(rows.fetchone()[0])


def strange_measures(
    db: Db, measures: Sequence[str], escapes: Sequence[PlannedEscape], communes: Sequence[str]
) -> bool:
    """Whether a measure (uid) or a planned escape stands in the book as another commune's."""
    others = "commune_code NOT IN (SELECT value FROM json_each(?2))"
    found = db.execute(
        f"SELECT 1 FROM measure WHERE uid IN (SELECT value FROM json_each(?1)) AND {others}",
        [_list(measures), _list(communes)],
    ).fetchone()
    keys = msgspec.json.encode([(e.uid, e.household_uid, e.year) for e in escapes]).decode()
    found = (
        found
        or db.execute(
            "SELECT 1 FROM planned_escape AS p JOIN json_each(?1) AS e"
            " ON p.uid = e.value ->> 0 OR (p.household_uid = e.value ->> 1 AND p.year = e.value ->> 2)"
            f" WHERE p.{others}",
            [keys, _list(communes)],
        ).fetchone()
    )
    return found is not None


def named_files(db: Db) -> set[str]:
    """The SHA-256 of every attachment that a record of the book names."""
    found = plans.of_kind(db, TaskProgress)
    return {file.sha256 for one in found for file in one.files}


def _list(items: Sequence[str]) -> str:
    return msgspec.json.encode(list(items)).decode()
