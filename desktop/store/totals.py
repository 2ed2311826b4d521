"""Figures of a year, counted by SQL over stored outcomes; nothing here is stored or recomputed law."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from desktop.domain.review import HouseholdClass
from desktop.domain.totals import FlowCell
from desktop.domain.unit import Area
from desktop.store.blank import IS_BLANK
from desktop.store.connection import Db

Unit = tuple[str, str]  # commune code, village ("" where counted per commune)

# What is decided counts (law.md §7): of the yearly review a complete sheet, which before the decision
# is its preliminary result; of an in-year case only a sheet that its decision stands on.
DECIDED = "state = 'complete' AND (kind = 'periodic' OR decision_no <> '')"
# Of two in one year the one decided later; the yearly review is not decided yet, or with no day.
LATER = "year DESC, coalesce(decision_on, '9999') DESC, kind DESC"
# Each commune by one look into the index: DISTINCT would walk through all households.
COMMUNES = """
WITH RECURSIVE c (code) AS (
  SELECT min(commune_code) FROM household
  UNION ALL
  SELECT (SELECT min(commune_code) FROM household WHERE commune_code > c.code) FROM c
  WHERE c.code IS NOT NULL
)
SELECT code FROM c WHERE code IS NOT NULL
UNION SELECT DISTINCT commune_code FROM residents
"""

# The class of each household by its last decision before the year (nth = 1).
_LAST = f"""WITH last AS (
  SELECT household_uid, class, row_number() OVER (PARTITION BY household_uid ORDER BY {LATER}) AS nth
  FROM review WHERE year < :year AND {DECIDED})"""
# The same when the list to review is made: with what was decided in the year before its round began.
_LISTED = _LAST.replace(
    "year < :year",
    """(year < :year OR (year = :year AND kind = 'in_year' AND decision_on < coalesce(
    (SELECT opened_on FROM round WHERE year = :year AND kind = 'periodic'), '9999')))""",
)
# The review `r` that decides its household's class in the year. Looked up household by household: a
# list of all that do not would be made for each commune again.
LAST_OF_YEAR = """r.year = :year AND r.kind IN ('periodic', 'in_year') AND r.state = 'complete'
  AND (r.kind = 'periodic' OR r.decision_no <> '') AND NOT EXISTS (
    SELECT 1 FROM review o WHERE o.household_uid = r.household_uid AND o.year = r.year
      AND o.kind <> r.kind AND o.state = 'complete' AND (o.kind = 'periodic' OR o.decision_no <> '')
      AND (coalesce(o.decision_on, '9999'), o.kind) > (coalesce(r.decision_on, '9999'), r.kind))"""
# Events after which a household is no longer here, until another brings it back.
_LEAVING = "('moved_away', 'died_out', 'joined_another')"
_ARRIVING = "('moved_in', 'split_off')"
# Whoever left by the end of the year and did not come back is on no list of that year.
HERE = f"""NOT EXISTS (SELECT 1 FROM event e WHERE e.household_uid = r.household_uid
  AND e.kind IN {_LEAVING} AND e.happened_on <= :last
  AND NOT EXISTS (SELECT 1 FROM event b WHERE b.household_uid = e.household_uid
    AND b.kind IN {_ARRIVING} AND b.happened_on > e.happened_on AND b.happened_on <= :last))"""
# Who is to be reviewed: begun this year, listed by the last decision, or never decided and not
# turned away by its last sheet A.
_TO_REVIEW = f"""
FROM household h
LEFT JOIN review r ON r.household_uid = h.uid AND r.year = :year AND r.kind = 'periodic'
LEFT JOIN last l ON l.household_uid = h.uid AND l.nth = 1
WHERE (r.uid IS NOT NULL OR l.class IN ('poor', 'near_poor') OR (l.class IS NULL
    AND coalesce((SELECT a.listed FROM sheet_a a WHERE a.household_uid = h.uid
      AND a.year <= :year ORDER BY a.year DESC LIMIT 1), 1)))
  AND {HERE.replace("r.household_uid", "h.uid").replace(":last", "'9999'")}
"""

# One line per household that was on a list before the year, is reviewed in it, or came or went.
# Start: the last decided review before the year, unless the household was away when it began.
# End: the last decided review of the year, unless it is gone by then: it is on no list.
# Both are looked up by key, household by household: joined subqueries are compared each with each.
_MOVES = """
WITH dated AS (
  SELECT household_uid,
    max(CASE WHEN kind IN {arriving} THEN happened_on END) AS came,
    max(CASE WHEN kind IN {leaving} THEN happened_on END) AS went,
    max(CASE WHEN kind IN {arriving} AND happened_on < :first THEN happened_on END) AS came_before,
    max(CASE WHEN kind IN {leaving} AND happened_on < :first THEN happened_on END) AS went_before
  FROM event WHERE happened_on <= :last {of_whom} GROUP BY household_uid
), moved AS MATERIALIZED (
  SELECT household_uid, coalesce(came >= :first, 0) AS arrived,
    coalesce(went >= coalesce(came, ''), 0) AS gone,
    coalesce(went_before >= coalesce(came_before, ''), 0) AS gone_before
  FROM dated
), ways AS (
  SELECT h.commune_code, {unit} AS unit, coalesce(m.arrived, 0) AS arrived,
    coalesce(m.gone, 0) AS gone, coalesce(m.gone_before, 0) AS gone_before,
    CASE WHEN m.gone_before THEN NULL ELSE s.class END AS start_class, e.class AS end_class,
    CASE WHEN m.gone_before THEN 0 ELSE coalesce(s.people, 0) END AS start_people,
    coalesce(e.people, 0) AS end_people, {was_poor} AS was_poor, {was_near_poor} AS was_near_poor
  FROM household h
  LEFT JOIN review s ON s.household_uid = h.uid AND (s.year, s.kind) = (
    SELECT year, kind FROM review WHERE household_uid = h.uid AND year < :year
      AND {decided} ORDER BY {later} LIMIT 1)
  LEFT JOIN moved m ON m.household_uid = h.uid
  LEFT JOIN review e ON e.household_uid = h.uid AND coalesce(m.gone, 0) = 0
    AND (e.year, e.kind) = (
      SELECT year, kind FROM review WHERE household_uid = h.uid AND year = :year
        AND {decided} ORDER BY {later} LIMIT 1)
  WHERE (s.uid IS NOT NULL OR e.uid IS NOT NULL) {whose}
)
SELECT commune_code, unit, start_class, end_class, end_class IS NOT NULL, arrived, gone,
  was_poor, was_near_poor, count(*), sum(start_people), sum(end_people),
  sum(max(end_people - start_people, 0)), sum(max(start_people - end_people, 0))
FROM ways WHERE NOT (gone_before AND gone)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
"""
_OF_COMMUNE = "AND household_uid IN (SELECT uid FROM household WHERE commune_code = :commune)"
_WAS = """(coalesce(s.class, '') = '{of}' OR EXISTS (SELECT 1 FROM review
  WHERE household_uid = h.uid AND year < :year AND class = '{of}' AND {decided}))"""


def _class(text: str | None) -> HouseholdClass | None:
    return HouseholdClass(text) if text else None


def flow_cells(
    db: Db, year: int, *, by_village: bool, commune_code: str = ""
) -> dict[Unit, list[FlowCell]]:
    """What became of the households of each unit in a year (law.md §7), counted in cells.

    With a `commune_code`, of that commune only.
    """
    sql = _MOVES.format(
        unit="coalesce(e.village, h.village)" if by_village else "''",
        leaving=_LEAVING,
        arriving=_ARRIVING,
        decided=DECIDED,
        later=LATER,
        was_poor=_WAS.format(of="poor", decided=DECIDED),
        was_near_poor=_WAS.format(of="near_poor", decided=DECIDED),
        whose="AND h.commune_code = :commune" if commune_code else "",
        of_whom=_OF_COMMUNE if commune_code else "",
    )
    dates = {"year": year, "first": f"{year}-01-01", "last": f"{year}-12-31"}
    rows = db.execute(sql, dates | ({"commune": commune_code} if commune_code else {}))
    found: defaultdict[Unit, list[FlowCell]] = defaultdict(list)
    for row in rows.fetchall():
        found[row[0], row[1]].append(
            FlowCell(
                start=_class(row[2]),
                end=_class(row[3]),
                reviewed=bool(row[4]),
                arrived=bool(row[5]),
                left=bool(row[6]),
                was_poor=bool(row[7]),
                was_near_poor=bool(row[8]),
                households=row[9],
                start_people=row[10],
                end_people=row[11],
                grew=row[12],
                shrank=row[13],
            )
        )
    return dict(found)


@dataclass(frozen=True, slots=True)
class ClassCount:
    """Households and persons of one class in one unit."""

    households: int
    people: int


def reviewed(commune_code: str) -> str:
    """Reviews with their households; of one commune by its households, not through all reviews."""
    if commune_code:
        return (
            "FROM household h CROSS JOIN review r"
            " ON r.household_uid = h.uid AND h.commune_code = :commune"
        )
    return "FROM review r JOIN household h ON h.uid = r.household_uid AND :commune = ''"


def class_counts(
    db: Db, year: int, *, by_village: bool, commune_code: str = ""
) -> dict[Unit, Mapping[HouseholdClass, ClassCount]]:
    """Households and people by class over the complete reviews of a year, per unit.

    With a `commune_code`, of that commune only.
    """
    unit = "r.village" if by_village else "''"
    rows = db.execute(
        f"SELECT h.commune_code, {unit}, r.class, count(*), sum(r.people)"
        f" {reviewed(commune_code)}"
        f" WHERE {LAST_OF_YEAR} AND {HERE} GROUP BY 1, 2, 3",
        {"year": year, "last": f"{year}-12-31", "commune": commune_code},
    )
    found: defaultdict[Unit, dict[HouseholdClass, ClassCount]] = defaultdict(dict)
    for commune, village, name, households, people in rows.fetchall():
        found[commune, village][HouseholdClass(name)] = ClassCount(households, people)
    return dict(found)


def deprivation_counts(db: Db, year: int, household_class: HouseholdClass) -> dict[str, int]:
    """How many households of a class lack each of the 12, over the complete reviews of a year."""
    rows = db.execute(
        f"SELECT deprived, count(*) FROM review r WHERE {LAST_OF_YEAR}"
        f" AND class = :class AND {HERE} GROUP BY 1",
        {"year": year, "class": household_class, "last": f"{year}-12-31"},
    )
    found: defaultdict[str, int] = defaultdict(int)
    for codes, households in rows.fetchall():
        for code in codes.split():
            found[code] += households
    return dict(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageProgress:
    """How far a village is: households to review, complete, drafts in which something is keyed."""

    commune_code: str
    village: str
    expected: int
    complete: int
    drafts: int


def progress(db: Db, year: int) -> list[VillageProgress]:
    """Per village: who is to be reviewed (listed before, or begun this year) and how far it is."""
    rows = db.execute(
        f"""
        {_LISTED}
        SELECT h.commune_code, h.village, count(*),
          sum(coalesce(r.state = 'complete', 0)),
          sum(coalesce(r.state = 'draft' AND NOT {IS_BLANK}, 0))
        {_TO_REVIEW} GROUP BY 1, 2
        """,
        {"year": year},
    )
    return [
        VillageProgress(commune_code=r[0], village=r[1], expected=r[2], complete=r[3], drafts=r[4])
        for r in rows.fetchall()
    ]


def to_review(db: Db, year: int, village: str | None = None) -> list[tuple[str, str, str, str]]:
    """The queue of keying: (uid, number, head name, state or "") in register-number order."""
    rows = db.execute(
        f"""
        {_LISTED}
        SELECT h.uid, h.number, h.head_name,
          CASE WHEN {IS_BLANK} THEN '' ELSE coalesce(r.state, '') END, r.class
        {_TO_REVIEW} AND (:village IS NULL OR h.village = :village)
        ORDER BY h.village, h.number
        """,
        {"year": year, "village": village},
    )
    return [(r[0], r[1], r[2], r[4] if r[3] == "complete" else r[3]) for r in rows.fetchall()]


def years(db: Db) -> list[int]:
    """Years with complete reviews, oldest first; each by one look into the index."""
    rows = db.execute(
        "WITH RECURSIVE y (year) AS (SELECT min(year) FROM review UNION ALL"
        " SELECT (SELECT min(year) FROM review WHERE year > y.year) FROM y WHERE y.year IS NOT NULL)"
        " SELECT year FROM y WHERE EXISTS (SELECT 1 FROM review r"
        "   WHERE r.year = y.year AND r.state = 'complete') ORDER BY year"
    )
    return [row[0] for row in rows.fetchall()]


_REPORTED = """(EXISTS (SELECT 1 FROM residents s WHERE s.year = :year AND s.commune_code = {commune})
  OR EXISTS (SELECT 1 FROM household o CROSS JOIN review r ON r.household_uid = o.uid
    WHERE o.commune_code = {commune} AND r.year = :year AND {decided})
  OR EXISTS (SELECT 1 FROM package p WHERE p.year = :year AND p.direction = 'in'
    AND p.kind = 'report' AND p.verdict = 'accepted' AND (p.sender = {commune}
    OR EXISTS (SELECT 1 FROM json_each(p.details, '$.sources') f
      WHERE f.value ->> 0 = {commune} AND f.value ->> 2 = :year))))"""


def reported(db: Db, year: int) -> set[str]:
    """The communes of which the book knows the year: residents typed, a review that is decided, or a
    report taken in, be there nothing in it yet."""
    told = _REPORTED.format(commune="c.code", decided=DECIDED.replace("state", "r.state"))
    rows = db.execute(f"SELECT c.code FROM ({COMMUNES}) c WHERE {told}", {"year": year})
    return {row[0] for row in rows.fetchall()}


def breaking(db: Db, year: int, *, is_upper: bool = False) -> list[tuple[str, str, str]]:
    """(uid, head name, village) of listed households with neither a review this year nor a leaving.

    Who was away when the year began was on no list then, and breaks nothing. At an upper office
    (`is_upper`) those of a commune that has not reported the year wait for its report.
    """
    waits = " AND h.commune_code IN (SELECT value FROM json_each(:reported))" if is_upper else ""
    known = msgspec.json.encode([*reported(db, year)]).decode() if is_upper else "[]"
    here = HERE.replace("r.household_uid", "h.uid")
    rows = db.execute(
        f"""
        {_LAST}
        SELECT h.uid, h.head_name, h.village FROM household h
        JOIN last l ON l.household_uid = h.uid AND l.nth = 1 AND l.class IN ('poor', 'near_poor')
        WHERE NOT EXISTS (SELECT 1 FROM review WHERE household_uid = h.uid AND year = :year
            AND {DECIDED})
          AND {here} AND {here.replace(":last", ":before")}{waits}
        ORDER BY h.village, h.head_key
        """,
        {
            "year": year, "last": f"{year}-12-31", "before": f"{year - 1}-12-31", "reported": known,
        },
    )  # fmt: skip
    return [(r[0], r[1], r[2]) for r in rows.fetchall()]


def communes(db: Db) -> list[str]:
    """The communes of which the book has households or residents."""
    return [row[0] for row in db.execute(COMMUNES).fetchall()]


def areas(db: Db, year: int, commune_code: str = "") -> dict[str, Area]:
    """Which limits held in each commune (or in one) in a year, as one of its reviews says."""
    rows = db.execute(
        "SELECT c.code, (SELECT r.area FROM household h CROSS JOIN review r"
        "   ON r.household_uid = h.uid AND r.year = :year"
        "   WHERE h.commune_code = c.code LIMIT 1)"
        f" FROM ({COMMUNES}) c WHERE :commune = '' OR c.code = :commune",
        {"year": year, "commune": commune_code},
    )
    return {r[0]: Area(r[1]) for r in rows.fetchall() if r[1]}


def gone(db: Db, year: int) -> set[str]:
    """Households that had left by the end of a year and not come back."""
    rows = db.execute(
        f"SELECT h.uid FROM household h WHERE NOT ({HERE.replace('r.household_uid', 'h.uid')})",
        {"last": f"{year}-12-31"},
    )
    return {row[0] for row in rows.fetchall()}
