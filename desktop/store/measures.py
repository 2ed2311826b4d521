"""Measures for households and planned escapes in the book."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from desktop.domain.planning import Measure, PlannedEscape
from desktop.store import bulk
from desktop.store.connection import Db

_MEASURE = msgspec.json.Decoder(Measure)
_ESCAPE = msgspec.json.Decoder(PlannedEscape)


def put(db: Db, measures: Iterable[Measure]) -> None:
    """Write measures."""
    rows = (
        {
            "uid": m.uid,
            "household_uid": m.household_uid,
            "commune_code": m.commune_code,
            "year": m.year,
            "kind": m.kind,
            "state": m.state,
            "amount": m.amount,
            "against": " ".join(m.against),
            "content": _text(m),
        }
        for m in measures
    )
    bulk.upsert(db, "measure", rows, key=["uid"])


def _text(record: Measure | PlannedEscape) -> str:
    return msgspec.json.encode(record, order="deterministic").decode()


def delete(db: Db, uids: Iterable[str]) -> None:
    """Take measures out."""
    bulk.delete(db, "measure", uids)


def get_many(db: Db, uids: Sequence[str]) -> list[Measure]:
    """The measures of these uids, unsorted; unknown ones are left out."""
    return _measures(db, "uid IN (SELECT value FROM json_each(?))", [_list(uids)])


def of_households(db: Db, uids: Sequence[str], year: int | None = None) -> list[Measure]:
    """The measures of these households (in a plan year only), by year and in the order written."""
    where = "household_uid IN (SELECT value FROM json_each(?1)) AND (?2 IS NULL OR year = ?2)"
    return _measures(db, f"{where} ORDER BY year, rowid", [_list(uids), year])


def of_year(db: Db, year: int | None = None, commune_code: str = "") -> list[Measure]:
    """All measures of a plan year (or ever), of one commune only where named."""
    where = "(?1 IS NULL OR year = ?1) AND (?2 = '' OR commune_code = ?2)"
    return _measures(db, f"{where} ORDER BY year, commune_code, rowid", [year, commune_code])


def kinds_in_use(db: Db) -> set[str]:
    """The codes of all kinds that a measure of the book is of."""
    return {row[0] for row in db.execute("SELECT DISTINCT kind FROM measure").fetchall()}


def programmes(db: Db) -> list[str]:
    """The programmes that measures name, the most frequent first."""
    return _said(db, "programme")


def responsibles(db: Db) -> list[str]:
    """Who is responsible for measures, the most frequent first."""
    return _said(db, "responsible")


def _said(db: Db, name: str) -> list[str]:
    rows = db.execute(
        f"SELECT content ->> '$.{name}' AS said FROM measure WHERE said <> ''"
        " GROUP BY said ORDER BY count(*) DESC LIMIT 200"
    )
    return [row[0] for row in rows.fetchall()]


def delete_of_communes(db: Db, communes: Iterable[str]) -> None:
    """Forget all measures and planned escapes of these communes, before a newer whole state."""
    wanted = [(c,) for c in communes]
    for table in ("measure", "planned_escape"):
        db.conn.executemany(f"DELETE FROM {table} WHERE commune_code = ?", wanted)


def _measures(db: Db, where: str, args: Sequence[object]) -> list[Measure]:
    rows = db.execute(f"SELECT content FROM measure WHERE {where}", args).fetchall()
    return [_MEASURE.decode(row[0]) for row in rows]


def _list(uids: Sequence[str]) -> str:
    return msgspec.json.encode(uids).decode()


# Planned escapes ---------------------------------------------------------------------------------
def put_escapes(db: Db, escapes: Iterable[PlannedEscape]) -> None:
    """Write planned escapes; a household has one in a year."""
    rows = (
        {
            "uid": e.uid,
            "household_uid": e.household_uid,
            "commune_code": e.commune_code,
            "year": e.year,
            "content": _text(e),
        }
        for e in escapes
    )
    bulk.upsert(db, "planned_escape", rows, key=["uid"])


def delete_escapes(db: Db, uids: Iterable[str]) -> None:
    """Take planned escapes out."""
    bulk.delete(db, "planned_escape", uids)


def get_escapes(db: Db, uids: Sequence[str]) -> list[PlannedEscape]:
    """The planned escapes of these uids, unsorted."""
    return _escapes(db, "uid IN (SELECT value FROM json_each(?))", [_list(uids)])


def escapes_of_households(
    db: Db, uids: Sequence[str], year: int | None = None
) -> list[PlannedEscape]:
    """The planned escapes of these households (in a year only), by year."""
    where = "household_uid IN (SELECT value FROM json_each(?1)) AND (?2 IS NULL OR year = ?2)"
    return _escapes(db, f"{where} ORDER BY year", [_list(uids), year])


def escapes(db: Db, year: int | None = None, commune_code: str = "") -> list[PlannedEscape]:
    """All planned escapes of a year (or ever), of one commune only where named."""
    where = "(?1 IS NULL OR year = ?1) AND (?2 = '' OR commune_code = ?2)"
    return _escapes(db, f"{where} ORDER BY year, commune_code, rowid", [year, commune_code])


def _escapes(db: Db, where: str, args: Sequence[object]) -> list[PlannedEscape]:
    rows = db.execute(f"SELECT content FROM planned_escape WHERE {where}", args).fetchall()
    return [_ESCAPE.decode(row[0]) for row in rows]
