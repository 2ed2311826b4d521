"""The register as a list: found without tones, filtered, counted, read in pages by key."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.domain.review import EventKind, HouseholdClass, ReviewState
from desktop.domain.vietnamese import fold
from desktop.store import number_holders
from desktop.store.blank import IS_BLANK
from desktop.store.connection import Db
from desktop.store.register_lines import PAGE, Counts, Line, Query
from desktop.store.said import OPEN, REMARKED, REMARKS

__all__ = [
    "FACETS", "ORDERS", "PAGE", "SEVERITIES", "Counts", "Line", "Query", "all_uids", "counts",
    "enumerators", "ethnic_groups", "exact", "facets", "numbered", "page", "place", "size", "uids",
]  # fmt: skip

_FROM = """
FROM household h
LEFT JOIN review r ON r.household_uid = h.uid AND r.year = :year AND r.kind = 'periodic'
"""
_AWAY = """FROM event e WHERE e.household_uid = h.uid
  AND e.kind IN ('moved_away', 'died_out', 'joined_another')
  AND NOT EXISTS (SELECT 1 FROM event b WHERE b.household_uid = h.uid
    AND b.kind IN ('moved_in', 'split_off') AND b.happened_on > e.happened_on)"""
_START = """(SELECT p.class FROM review p WHERE p.household_uid = h.uid AND p.year < :year
  AND p.state = 'complete' ORDER BY p.year DESC, p.kind DESC LIMIT 1)"""
# Begun, listed before, or never decided, and still here: as totals.to_review.
_DUE = f"""((r.uid IS NOT NULL OR coalesce({_START}, 'poor') IN ('poor', 'near_poor'))
  AND NOT EXISTS (SELECT 1 {_AWAY}))"""
_CLASS = f"CASE WHEN r.state = 'complete' THEN r.class WHEN {_DUE} THEN 'none' ELSE 'rest' END"
_STATE = f"""CASE WHEN r.state IS NOT NULL AND NOT {IS_BLANK} THEN r.state
  WHEN {_DUE} THEN 'none' ELSE 'rest' END"""
_FOUND = """(SELECT count(*) FROM sheet_finding f WHERE f.household_uid = h.uid
  AND f.year = :year AND f.severity = '{}' AND r.uid IS NOT NULL)"""
_RANK = """CASE {} WHEN 'poor' THEN 1 WHEN 'near_poor' THEN 2
  WHEN 'average_living_standard' THEN 3 WHEN 'not_poor' THEN 4 ELSE 9 END"""
_COLUMNS = f"""
SELECT h.uid, h.number, h.commune_code, h.village, h.head_name, h.ethnic_group, h.people,
  h.former_numbers, h.merit_person, h.no_labour_capacity, h.note,
  r.class, r.b1_points, r.b2_points, r.state, r.decision_no, r.decision_on,
  json_extract(r.answers, '$.reviewed_on') AS reviewed_on,
  json_extract(r.answers, '$.enumerator') AS enumerator, {IS_BLANK} AS is_blank,
  {_START} AS start_class, {_FOUND.format("blocking")} AS blocking,
  {_FOUND.format("warning")} AS warnings, {REMARKS} AS remarks, {OPEN} AS open_remarks,
  (SELECT e.kind {_AWAY} ORDER BY e.happened_on DESC LIMIT 1) AS gone_by,
  (SELECT p.citizen_id FROM person p WHERE p.household_uid = h.uid AND p.left_on IS NULL
     AND p.name = h.head_name ORDER BY p.ordinal LIMIT 1) AS citizen_id
"""
# Numbers of any length in their own order: "0417" before "12001".
_NUMBER = "substr('00000000000000000000' || h.number, -20)"
ORDERS = {
    "name": "h.head_key",
    "number": _NUMBER,
    "village": "order_vi(h.village) || char(30) || h.head_key",
    "ethnic_group": "order_vi(h.ethnic_group) || char(30) || h.head_key",
    "people": "h.people",
    "start": _RANK.format(_START),
    "now": _RANK.format("CASE WHEN r.state = 'complete' THEN r.class END"),
    "b1": "coalesce(r.b1_points, -1)",
    "b2": "coalesce(r.b2_points, -1)",
    "state": f"CASE {_STATE} WHEN 'none' THEN 1 WHEN 'draft' THEN 2 WHEN 'complete' THEN 3 ELSE 4 END",
    "findings": f"{_FOUND.format('blocking')} * 1000 + {_FOUND.format('warning')}",
    "remarks": f"{OPEN} * 1000 + {REMARKS}",
    "reviewed_on": "coalesce(json_extract(r.answers, '$.reviewed_on'), '')",
    "enumerator": "order_vi(coalesce(json_extract(r.answers, '$.enumerator'), ''))",
    "decision": "coalesce(r.decision_on, '') || ' ' || coalesce(r.decision_no, '')",
    "merit": "h.merit_person",
    "no_labour": "h.no_labour_capacity",
}
_CHANGES = {
    "moved": f"r.state = 'complete' AND r.class IS NOT {_START}",
    "gone": f"EXISTS (SELECT 1 {_AWAY})",
}
SEVERITIES = ("blocking", "warning", "note")


def page(db: Db, query: Query, after: Line | None = None, size: int = PAGE) -> list[Line]:
    """The next lines in the order asked for (of names), after a line already shown."""
    where, args = _where(query)
    if after is not None:
        sign = "<" if query.descending else ">"
        where += f" AND ({ORDERS[query.order]}, h.uid) {sign} (:after_key, :after_uid)"
        args |= {"after_key": after.key, "after_uid": after.uid}
    return _lines(db, query, where, args | {"size": size})


def exact(db: Db, query: Query, size: int = PAGE) -> list[Line]:
    """Lines whose head's name holds the text with its very tones: shown before the others."""
    where, args = _where(query)
    where += " AND instr(lower_vi(h.head_name), :toned) > 0"
    return _lines(db, query, where, args | {"toned": query.text.strip().lower(), "size": size})


def numbered(db: Db, query: Query, numbers: Sequence[str], size: int = PAGE) -> list[Line]:
    """Lines of households that have or had one of these (folded) numbers."""
    holders = number_holders.holders(db, numbers)
    if not holders:
        return []
    where, args = _where(query)
    args |= {"holders": json.dumps(holders), "size": size}
    return _lines(db, query, f"{where} AND h.uid IN (SELECT value FROM json_each(:holders))", args)


def place(db: Db, query: Query, uid: str) -> int:
    """Which line of the query a household is, from 1; 0 if it is not among them."""
    where, args = _where(query)
    key, sign = ORDERS[query.order], ">=" if query.descending else "<="
    args |= {"at": uid}
    there = db.execute(f"SELECT {key} {_FROM} WHERE {where} AND h.uid = :at", args).fetchone()
    if there is None:
        return 0
    up_to = f"{where} AND ({key}, h.uid) {sign} (:key, :at)"
    sql = f"SELECT count(*) {_FROM} WHERE {up_to}"
    return int(db.execute(sql, args | {"key": there[0]}).fetchone()[0])


def _lines(db: Db, query: Query, where: str, args: dict[str, Any]) -> list[Line]:
    """Sorted by their keys alone first: what else a line shows is read for the page only."""
    key, way = ORDERS[query.order], "DESC" if query.descending else "ASC"
    rows = db.query(
        f"WITH found AS MATERIALIZED (SELECT h.uid, {key} AS key {_FROM} WHERE {where}"
        f" ORDER BY {key} {way}, h.uid {way} LIMIT :size)"
        f" {_COLUMNS}, found.key FROM found CROSS JOIN household h ON h.uid = found.uid"
        " LEFT JOIN review r ON r.household_uid = h.uid AND r.year = :year AND r.kind = 'periodic'"
        f" ORDER BY found.key {way}, found.uid {way}",
        args,
    )
    return [_line(row) for row in rows]


def counts(db: Db, query: Query) -> Counts:
    """Totals of the query over all classes (its own class filter is left aside)."""
    where, args = _where(query, without="shown")
    rows = db.execute(
        f"SELECT {_CLASS}, count(*), sum(h.people) {_FROM} WHERE {where} GROUP BY 1",
        args,
    ).fetchall()
    return Counts(
        households=sum(r[1] for r in rows),
        people=sum(r[2] for r in rows),
        by_class={r[0]: r[1] for r in rows},
        people_by_class={r[0]: r[2] for r in rows},
    )


FACETS = ("village", "ethnic_group", "state", "changed", "finding", "remark")


def facets(db: Db, query: Query) -> dict[str, dict[str, int]]:
    """For each filter: its values → how many households the query would find with that one."""
    return {name: _FACETS[name](db, query) for name in FACETS}


def _by_value(expression: str, name: str) -> Any:
    def count(db: Db, query: Query) -> dict[str, int]:
        where, args = _where(query, without=name)
        sql = f"SELECT {expression}, count(*) {_FROM} WHERE {where} GROUP BY 1"
        return dict(db.execute(sql, args).fetchall())

    return count


def _by_condition(conditions: Mapping[str, str], filter_name: str) -> Any:
    def count(db: Db, query: Query) -> dict[str, int]:
        where, args = _where(query, without=filter_name)
        sums = ", ".join(f"sum({condition})" for condition in conditions.values())
        row = db.execute(f"SELECT {sums} {_FROM} WHERE {where}", args).fetchone()
        return {name: number or 0 for name, number in zip(conditions, row, strict=True)}

    return count


def _findings(db: Db, query: Query) -> dict[str, int]:
    """By severity and by code; who has left counts no more."""
    where, args = _where(query, without="finding")
    found: dict[str, int] = {}
    for column in ("severity", "code"):
        sql = (
            f"SELECT f.{column}, count(DISTINCT h.uid) {_FROM}"
            " JOIN sheet_finding f ON f.household_uid = h.uid AND f.year = :year"
            f" WHERE {where} AND r.uid IS NOT NULL AND NOT EXISTS (SELECT 1 {_AWAY}) GROUP BY 1"
        )
        found |= dict(db.execute(sql, args).fetchall())
    return found


_FACETS: Mapping[str, Any] = {
    "village": _by_value("h.village", "village"),
    "ethnic_group": _by_value("h.ethnic_group", "ethnic_group"),
    "state": _by_value(_STATE, "state"),
    "changed": _by_condition(_CHANGES, "changed"),
    "finding": _findings,
    "remark": _by_condition(REMARKED, "remark"),
}


def size(db: Db) -> int:
    """All households of the book."""
    row = db.execute("SELECT count(*) FROM household").fetchone()
    return int(row[0])


def ethnic_groups(db: Db) -> list[str]:
    """Ethnic groups of heads in the register, the most frequent first."""
    rows = db.execute(
        "SELECT ethnic_group FROM household WHERE ethnic_group <> '' GROUP BY 1 ORDER BY count(*) DESC"
    )
    return [row[0] for row in rows.fetchall()]


def uids(db: Db, query: Query) -> list[str]:
    """All households of a query in its order, for an act on the whole filter."""
    where, args = _where(query)
    key, way = ORDERS[query.order], "DESC" if query.descending else "ASC"
    sql = f"SELECT h.uid {_FROM} WHERE {where} ORDER BY {key} {way}, h.uid {way}"
    return [row[0] for row in db.execute(sql, args).fetchall()]


def all_uids(db: Db) -> list[str]:
    """Every household of the book."""
    return [row[0] for row in db.execute("SELECT uid FROM household ORDER BY uid").fetchall()]


def enumerators(db: Db, year: int) -> list[str]:
    """Who went to the households of a year, the most frequent first."""
    rows = db.execute(
        "SELECT json_extract(answers, '$.enumerator') AS name FROM review WHERE year = ?"
        " AND name <> '' GROUP BY name ORDER BY count(*) DESC",
        [year],
    )
    return [row[0] for row in rows.fetchall()]


_FILTERS: Sequence[tuple[str, str]] = (
    ("commune_code", "h.commune_code = :commune_code"),
    ("village", "h.village = :village"),
    ("ethnic_group", "h.ethnic_group = :ethnic_group"),
    ("state", f"{_STATE} = :state"),
    ("shown", f"{_CLASS} = :shown"),
)


def _where(query: Query, *, without: str = "") -> tuple[str, dict[str, Any]]:
    """The condition and its values; one filter may be left aside."""
    args: dict[str, Any] = {"year": query.year}
    parts = ["1"]
    for i, word in enumerate(fold(query.text).split()):
        parts.append(f"h.search_key LIKE :word{i} ESCAPE '!'")
        args[f"word{i}"] = f"%{_escaped(word)}%"
    for name, condition in _FILTERS:
        if name != without and (value := getattr(query, name)):
            parts.append(condition)
            args[name] = value
    if query.changed and without != "changed":
        parts.append(_CHANGES[query.changed])
    if query.finding and without != "finding":
        parts.append(_with_finding(query.finding))
        args["finding"] = query.finding
    if query.remark and without != "remark":
        parts.append(REMARKED[query.remark])
    if query.among is not None:
        parts.append("h.uid IN (SELECT value FROM json_each(:among))")
        args["among"] = json.dumps(query.among)
    return " AND ".join(parts), args


def _with_finding(finding: str) -> str:
    column = "severity" if finding in SEVERITIES else "code"
    return (
        "r.uid IS NOT NULL AND EXISTS (SELECT 1 FROM sheet_finding f WHERE f.household_uid = h.uid"
        f" AND f.year = :year AND f.{column} = :finding) AND NOT EXISTS (SELECT 1 {_AWAY})"
    )


def _escaped(word: str) -> str:
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _line(row: dict[str, Any]) -> Line:
    return Line(
        uid=row["uid"],
        number=row["number"],
        commune_code=row["commune_code"],
        village=row["village"],
        head_name=row["head_name"],
        ethnic_group=row["ethnic_group"],
        people=row["people"],
        start_class=HouseholdClass(row["start_class"]) if row["start_class"] else None,
        b1_points=row["b1_points"],
        b2_points=row["b2_points"],
        household_class=HouseholdClass(row["class"]) if row["class"] else None,
        state=ReviewState(row["state"]) if row["state"] else None,
        gone=row["gone_by"] is not None,
        key=row["key"],
        gone_by=EventKind(row["gone_by"]) if row["gone_by"] else None,
        is_blank=bool(row["is_blank"]),
        former_numbers=tuple(row["former_numbers"].splitlines()),
        citizen_id=row["citizen_id"] or "",
        merit_person=bool(row["merit_person"]),
        no_labour_capacity=bool(row["no_labour_capacity"]),
        note=row["note"],
        reviewed_on=_date(row["reviewed_on"]),
        enumerator=row["enumerator"] or "",
        decision_no=row["decision_no"] or "",
        decision_on=_date(row["decision_on"]),
        blocking=row["blocking"],
        warnings=row["warnings"],
        remarks=row["remarks"],
        open_remarks=row["open_remarks"],
    )


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
