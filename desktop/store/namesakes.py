"""Persons of other households with the same name and birth date: perhaps the same people."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from desktop.store.connection import Db


def namesakes(
    db: Db, people: Iterable[tuple[str, str]], *, not_in: str
) -> list[tuple[str, str, str, str]]:
    """(name, birth date, household uid, citizen id) of who is present outside a household under one
    of these names with its birth date; one walk over all persons."""
    wanted = set(people)
    names = msgspec.json.encode(sorted({name for name, _ in wanted})).decode()
    rows = db.execute(
        "SELECT name, born, household_uid, citizen_id FROM person"
        " WHERE name IN (SELECT value FROM json_each(?)) AND left_on IS NULL"
        " AND household_uid <> ?",
        [names, not_in],
    )
    return [(r[0], r[1], r[2], r[3]) for r in rows.fetchall() if (r[0], r[1]) in wanted]
