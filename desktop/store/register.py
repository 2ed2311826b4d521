"""The register as a list: found without tones, filtered, counted, read in pages by key."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop.domain.review import EventKind, HouseholdClass, ReviewState
from desktop.domain.vietnamese import fold
from desktop.store.connection import Db

PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to list for a round's year. Empty text, village, … mean all.

    `shown` is a class, "none" (to be reviewed, no complete review yet) or "" for all. `state`:
    "complete", "draft", "none" (to be reviewed, not begun) or "". `changed`: "moved" (another class
    than before), "gone", or "". `among` holds it to these uids. `order`: a key of ORDERS.
    """

    year: int
    text: str = ""
    commune_code: str = ""
    village: str = ""
    ethnic_group: str = ""
    shown: str = ""
    state: str = ""
    changed: str = ""
    among: tuple[str, ...] | None = None
    order: str = "name"
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A household as one line of the register; `start_class` by the last decision before the year.

    `gone_by` says why a household is no longer here. `key` is its place in the order asked for.
    """

    uid: str
    number: str
    commune_code: str
    village: str
    head_name: str
    ethnic_group: str
    people: int
    start_class: HouseholdClass | None
    b1_points: int | None
    b2_points: int | None
    household_class: HouseholdClass | None
    state: ReviewState | None
    gone: bool
    key: str | int
    gone_by: EventKind | None = None

    @property
    def is_due(self) -> bool:
        """Whether it is to be reviewed this year: begun, listed before, or never decided."""
        listed = (None, HouseholdClass.POOR, HouseholdClass.NEAR_POOR)
        return not self.gone and (self.state is not None or self.start_class in listed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many households (and people) a query finds, in all and by class this year.

    Besides classes: "none" (to be reviewed, not complete) and "rest" (not to be reviewed, or gone).
    """

    households: int
    people: int
    by_class: dict[str, int]
    people_by_class: dict[str, int]


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
_COLUMNS = f"""
SELECT h.uid, h.number, h.commune_code, h.village, h.head_name, h.ethnic_group, h.people,
  r.class, r.b1_points, r.b2_points, r.state, {_START} AS start_class,
  (SELECT e.kind {_AWAY} ORDER BY e.happened_on DESC LIMIT 1) AS gone_by
"""
_CLASS = f"CASE WHEN r.state = 'complete' THEN r.class WHEN {_DUE} THEN 'none' ELSE 'rest' END"
_STATE = f"coalesce(r.state, CASE WHEN {_DUE} THEN 'none' ELSE 'rest' END)"
ORDERS = {
    "name": "h.head_key",
    "number": "h.number",
    "people": "h.people",
    "b1": "coalesce(r.b1_points, -1)",
    "b2": "coalesce(r.b2_points, -1)",
}
_CHANGES = {
    "moved": f"r.state = 'complete' AND r.class IS NOT {_START}",
    "gone": f"EXISTS (SELECT 1 {_AWAY})",
}


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


def _lines(db: Db, query: Query, where: str, args: dict[str, Any]) -> list[Line]:
    key, way = ORDERS[query.order], "DESC" if query.descending else "ASC"
    rows = db.query(
        f"{_COLUMNS}, {key} AS key {_FROM} WHERE {where}"
        f" ORDER BY {key} {way}, h.uid {way} LIMIT :size",
        args,
    )
    return [_line(row) for row in rows]


def counts(db: Db, query: Query) -> Counts:
    """Totals of the query over all classes (its own class filter is left aside)."""
    where, args = _where(query, with_class=False)
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
    """All households of a query, for an act on the whole filter."""
    where, args = _where(query)
    rows = db.execute(f"SELECT h.uid {_FROM} WHERE {where} ORDER BY h.head_key, h.uid", args)
    return [row[0] for row in rows.fetchall()]


_FILTERS: Sequence[tuple[str, str]] = (
    ("commune_code", "h.commune_code = :commune_code"),
    ("village", "h.village = :village"),
    ("ethnic_group", "h.ethnic_group = :ethnic_group"),
    ("state", f"{_STATE} = :state"),
)


def _where(query: Query, *, with_class: bool = True) -> tuple[str, dict[str, Any]]:
    args: dict[str, Any] = {"year": query.year}
    parts = ["1"]
    for i, word in enumerate(fold(query.text).split()):
        parts.append(f"h.search_key LIKE :word{i} ESCAPE '!'")
        args[f"word{i}"] = f"%{_escaped(word)}%"
    for name, condition in _FILTERS:
        if value := getattr(query, name):
            parts.append(condition)
            args[name] = value
    if query.changed:
        parts.append(_CHANGES[query.changed])
    if query.among is not None:
        parts.append("h.uid IN (SELECT value FROM json_each(:among))")
        args["among"] = json.dumps(query.among)
    if with_class and query.shown:
        parts.append(f"{_CLASS} = :shown")
        args["shown"] = query.shown
    return " AND ".join(parts), args


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
    )
