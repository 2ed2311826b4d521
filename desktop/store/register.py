"""The register as a list: found without tones, filtered, counted, read in pages by key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop.domain.review import HouseholdClass, ReviewState
from desktop.domain.vietnamese import fold
from desktop.store.connection import Db

PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to list for a round's year. Empty text, village, … mean all.

    `shown` is a class, "none" (no complete review this year) or "" for all. `state`: "complete",
    "draft", "none" or "".
    """

    year: int
    text: str = ""
    commune_code: str = ""
    village: str = ""
    ethnic_group: str = ""
    shown: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A household as one line of the register; `start_class` by the last decision before the year."""

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
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many households (and people, in all) a query finds, by class this year."""

    households: int
    people: int
    by_class: dict[str, int]


_FROM = """
FROM household h
LEFT JOIN review r ON r.household_uid = h.uid AND r.year = :year AND r.kind = 'periodic'
"""
_COLUMNS = """
SELECT h.uid, h.number, h.commune_code, h.village, h.head_name, h.ethnic_group, h.people,
  h.head_key, r.class, r.b1_points, r.b2_points, r.state,
  (SELECT p.class FROM review p WHERE p.household_uid = h.uid AND p.year < :year
     AND p.state = 'complete' ORDER BY p.year DESC, p.kind DESC LIMIT 1) AS start_class,
  EXISTS (SELECT 1 FROM event e WHERE e.household_uid = h.uid
     AND e.kind IN ('moved_away', 'died_out', 'joined_another')) AS gone
"""
_CLASS = "CASE WHEN r.state = 'complete' THEN r.class ELSE 'none' END"


def page(db: Db, query: Query, after: Line | None = None, size: int = PAGE) -> list[Line]:
    """The next lines in the order of names, after a line already shown."""
    where, args = _where(query)
    if after is not None:
        where += " AND (h.head_key, h.uid) > (:after_key, :after_uid)"
        args |= {"after_key": after.key, "after_uid": after.uid}
    rows = db.query(
        f"{_COLUMNS} {_FROM} WHERE {where} ORDER BY h.head_key, h.uid LIMIT :size",
        args | {"size": size},
    )
    return [_line(row) for row in rows]


def exact(db: Db, query: Query, size: int = PAGE) -> list[Line]:
    """Lines whose head's name holds the text with its very tones: shown before the others."""
    where, args = _where(query)
    where += " AND instr(lower_vi(h.head_name), :toned) > 0"
    rows = db.query(
        f"{_COLUMNS} {_FROM} WHERE {where} ORDER BY h.head_key, h.uid LIMIT :size",
        args | {"toned": query.text.strip().lower(), "size": size},
    )
    return [_line(row) for row in rows]


def counts(db: Db, query: Query) -> Counts:
    """Totals of the query over all classes (its own class filter is left aside)."""
    args = _where(query)[1]
    where = _where(query, with_class=False)[0]
    rows = db.execute(
        f"SELECT {_CLASS}, count(*), sum(h.people) {_FROM} WHERE {where} GROUP BY 1",
        args,
    ).fetchall()
    return Counts(
        households=sum(r[1] for r in rows),
        people=sum(r[2] for r in rows),
        by_class={r[0]: r[1] for r in rows},
    )


def uids(db: Db, query: Query) -> list[str]:
    """All households of a query, for an act on the whole filter."""
    where, args = _where(query)
    rows = db.execute(f"SELECT h.uid {_FROM} WHERE {where} ORDER BY h.head_key, h.uid", args)
    return [row[0] for row in rows.fetchall()]


_FILTERS: Sequence[tuple[str, str]] = (
    ("commune_code", "h.commune_code = :commune_code"),
    ("village", "h.village = :village"),
    ("ethnic_group", "h.ethnic_group = :ethnic_group"),
    ("state", "coalesce(r.state, 'none') = :state"),
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
        gone=bool(row["gone"]),
        key=row["head_key"],
    )
