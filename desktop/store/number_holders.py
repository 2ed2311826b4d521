"""Who has or had a register number: by the indexes, for among 450,000 keys it would be looked for long."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from desktop.store.connection import Db
from desktop.store.totals import COMMUNES


def holders(db: Db, numbers: Iterable[str]) -> list[str]:
    """The uids of households that have or had one of these (folded) register numbers."""
    wanted = {n for one in numbers for n in (one, one.upper())}
    has = db.execute(
        f"SELECT uid FROM household WHERE commune_code IN ({COMMUNES})"
        " AND number IN (SELECT value FROM json_each(?))",
        [_json(sorted(wanted))],
    ).fetchall()
    # Few households ever change their number: the partial index holds only those.
    former = db.execute(
        "SELECT rowid, former_numbers FROM household INDEXED BY household_former"
        " WHERE former_numbers <> ''"
    )
    had = [rowid for rowid, told in former.fetchall() if wanted & {*told.splitlines()}]
    found = db.execute(
        "SELECT uid FROM household WHERE rowid IN (SELECT value FROM json_each(?))", [_json(had)]
    ).fetchall()
    return sorted({row[0] for row in (*has, *found)})


def _json(values: list[str] | list[int]) -> str:
    return msgspec.json.encode(values).decode()
