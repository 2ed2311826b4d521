"""Rounds, reviews, events and residents in the book."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from desktop.domain.review import (
    Answers,
    Event,
    EventKind,
    HouseholdClass,
    Outcome,
    Residents,
    Review,
    ReviewState,
    Round,
    RoundKind,
)
from desktop.domain.unit import Area
from desktop.store import bulk
from desktop.store.bulk import Row
from desktop.store.connection import Db


# Rounds ------------------------------------------------------------------------------------------
def put_round(db: Db, record: Round) -> None:
    """Write a round under its year and kind."""
    db.table("round").upsert(
        {
            "year": record.year,
            "kind": record.kind,
            "standard_id": record.standard_id,
            "opened_on": record.opened_on.isoformat(),
            "closed_on": _iso(record.closed_on),
        },
        pk=("year", "kind"),
    )


def get_round(db: Db, year: int, kind: RoundKind = RoundKind.PERIODIC) -> Round | None:
    """The round of a year, None if it was not opened."""
    return next((r for r in rounds(db) if (r.year, r.kind) == (year, kind)), None)


def rounds(db: Db) -> list[Round]:
    """All rounds, newest first."""
    return [
        Round(
            year=r["year"],
            kind=RoundKind(r["kind"]),
            standard_id=r["standard_id"],
            opened_on=datetime.date.fromisoformat(r["opened_on"]),
            closed_on=_date(r["closed_on"]),
        )
        for r in db.query("SELECT * FROM round ORDER BY year DESC, kind DESC")
    ]


# Reviews -----------------------------------------------------------------------------------------
def put(db: Db, reviews: Sequence[Review]) -> None:
    """Write reviews; one household has one review in a round."""
    bulk.upsert(db, "review", (_to_row(r) for r in reviews), key=["uid"])


def of_household(db: Db, household_uid: str) -> list[Review]:
    """All reviews of a household, oldest first."""
    return list(_load(db, "household_uid = ? ORDER BY year, kind", [household_uid]))


def of_round(
    db: Db, year: int, kind: RoundKind = RoundKind.PERIODIC, state: ReviewState | None = None
) -> list[Review]:
    """All reviews of a round, unsorted."""
    if state is None:
        return list(_load(db, "year = ? AND kind = ?", [year, kind]))
    return list(_load(db, "year = ? AND kind = ? AND state = ?", [year, kind, state]))


def of_commune(db: Db, commune_code: str, until: int) -> list[Review]:
    """All reviews of a commune's households up to a year: the history that a package carries."""
    where = "household_uid IN (SELECT uid FROM household WHERE commune_code = ?) AND year <= ?"
    return list(_load(db, where, [commune_code, until]))


def all_until(db: Db, year: int) -> list[Review]:
    """Every review of the book up to a year, oldest first."""
    return list(_load(db, "year <= ? ORDER BY year, household_uid", [year]))


def get(
    db: Db, household_uid: str, year: int, kind: RoundKind = RoundKind.PERIODIC
) -> Review | None:
    """The review of a household in a round."""
    found = _load(db, "household_uid = ? AND year = ? AND kind = ?", [household_uid, year, kind])
    return next(found, None)


def get_many(db: Db, uids: Sequence[str]) -> list[Review]:
    """The reviews of these uids, unsorted; unknown ones are left out."""
    return list(_load(db, "uid IN (SELECT value FROM json_each(?))", [_json(uids)]))


def of_households(
    db: Db, household_uids: Sequence[str], until: int, since: int = 0
) -> list[Review]:
    """All reviews of these households up to a year (since a year), oldest first."""
    where = (
        "household_uid IN (SELECT value FROM json_each(?)) AND year BETWEEN ? AND ?"
        " ORDER BY year, kind"
    )
    return list(_load(db, where, [_json(household_uids), since, until]))


def last_before(db: Db, household_uid: str, year: int) -> Review | None:
    """The last complete review of a household before a year: its class at the start of that year.

    An in-year one counts once it is decided, as in `totals`.
    """
    where = (
        "household_uid = ? AND year < ? AND state = ? AND (kind = 'periodic' OR decision_no <> '')"
        " ORDER BY year DESC, coalesce(decision_on, '9999') DESC, kind DESC LIMIT 1"
    )
    return next(_load(db, where, [household_uid, year, ReviewState.COMPLETE]), None)


def class_in_force(db: Db, household_uid: str, on: datetime.date) -> HouseholdClass | None:
    """What a household is on a day by its last decision, None where none is known.

    A round of an earlier year was decided, even where its sheets carry no number.
    """
    rows = db.execute(
        "SELECT class FROM review WHERE household_uid = :uid AND state = 'complete'"
        " AND ((decision_no <> '' AND decision_on <= :on) OR (kind = 'periodic' AND year < :year))"
        " ORDER BY year DESC, coalesce(decision_on, '9999') DESC, kind DESC LIMIT 1",
        {"uid": household_uid, "on": on.isoformat(), "year": on.year},
    ).fetchall()
    return HouseholdClass(rows[0][0]) if rows else None


def decided_years(db: Db) -> frozenset[int]:
    """The years in which some review carries a decision."""
    rows = db.execute("SELECT DISTINCT year FROM review WHERE decision_on IS NOT NULL")
    return frozenset(row[0] for row in rows.fetchall())


def delete(db: Db, uids: Iterable[str]) -> None:
    """Take reviews out (a newer package no longer holds them)."""
    bulk.delete(db, "review", uids)


def _load(db: Db, where: str, args: Sequence[object]) -> Iterator[Review]:
    return (_from_row(r) for r in db.query(f"SELECT * FROM review WHERE {where}", args))


def _to_row(r: Review) -> Row:
    outcome = r.outcome
    return {
        "uid": r.uid,
        "household_uid": r.household_uid,
        "year": r.year,
        "kind": r.kind.value,
        "state": r.state.value,
        "area": r.area.value,
        "people": r.people,
        "village": r.village,
        "ethnic_group": r.ethnic_group,
        "class": outcome.household_class.value if outcome else None,
        "b1_points": outcome.b1_points if outcome else None,
        "b2_points": outcome.b2_points if outcome else None,
        "deprived": " ".join(outcome.deprived) if outcome else "",
        "standard_id": outcome.standard_id if outcome else "",
        "answers": msgspec.json.encode(r.answers).decode(),
        "decision_no": r.decision_no,
        "decision_on": _iso(r.decision_on),
        "written_by": r.written_by,
        "revision": r.revision,
        "merit_person": r.merit_person,
        "no_labour_capacity": r.no_labour_capacity,
    }


def _from_row(row: Row) -> Review:
    return Review(
        uid=row["uid"],
        household_uid=row["household_uid"],
        year=row["year"],
        kind=RoundKind(row["kind"]),
        state=ReviewState(row["state"]),
        area=Area(row["area"]),
        people=row["people"],
        village=row["village"],
        ethnic_group=row["ethnic_group"],
        answers=msgspec.json.decode(row["answers"], type=Answers),
        outcome=_outcome(row),
        decision_no=row["decision_no"],
        decision_on=_date(row["decision_on"]),
        written_by=row["written_by"],
        revision=row["revision"],
        merit_person=_flag(row["merit_person"]),
        no_labour_capacity=_flag(row["no_labour_capacity"]),
    )


def _outcome(row: Row) -> Outcome | None:
    if row["class"] is None:
        return None
    return Outcome(
        household_class=HouseholdClass(row["class"]),
        b1_points=row["b1_points"],
        b2_points=row["b2_points"],
        deprived=tuple(row["deprived"].split()),
        standard_id=row["standard_id"],
    )


# Events ------------------------------------------------------------------------------------------
def put_events(db: Db, events: Sequence[Event]) -> None:
    """Write events."""
    rows = (
        {
            "uid": e.uid,
            "household_uid": e.household_uid,
            "kind": e.kind.value,
            "happened_on": e.happened_on.isoformat(),
            "note": e.note,
            "written_by": e.written_by,
            "revision": e.revision,
            "people": e.people,
            "person_uid": e.person_uid,
            "other_uid": e.other_uid,
            "act": e.act,
        }
        for e in events
    )
    bulk.upsert(db, "event", rows, key=["uid"])


def events_of(db: Db, household_uid: str) -> list[Event]:
    """What happened to a household, oldest first."""
    return _events(db, "household_uid = ?", [household_uid])


def events_of_commune(db: Db, commune_code: str) -> list[Event]:
    """Everything that happened to a commune's households, oldest first."""
    where = "household_uid IN (SELECT uid FROM household WHERE commune_code = ?)"
    return _events(db, where, [commune_code])


def all_events(db: Db) -> list[Event]:
    """Everything that happened to any household, oldest first."""
    return _events(db, "1", [])


def get_events(db: Db, uids: Sequence[str]) -> list[Event]:
    """The events of these uids, oldest first; unknown ones are left out."""
    return _events(db, "uid IN (SELECT value FROM json_each(?))", [_json(uids)])


def delete_events(db: Db, uids: Iterable[str]) -> None:
    """Take events out (a newer package no longer holds them)."""
    bulk.delete(db, "event", uids)


def _events(db: Db, where: str, args: Sequence[object]) -> list[Event]:
    rows = db.query(f"SELECT * FROM event WHERE {where} ORDER BY happened_on, uid", args)
    return [
        Event(
            uid=r["uid"],
            household_uid=r["household_uid"],
            kind=EventKind(r["kind"]),
            happened_on=datetime.date.fromisoformat(r["happened_on"]),
            note=r["note"],
            written_by=r["written_by"],
            revision=r["revision"],
            people=r["people"],
            person_uid=r["person_uid"],
            other_uid=r["other_uid"],
            act=r["act"],
        )
        for r in rows
    ]


# Residents ---------------------------------------------------------------------------------------
def put_residents(db: Db, residents: Iterable[Residents]) -> None:
    """Write resident totals per village and year."""
    rows = (
        {
            "year": r.year,
            "commune_code": r.commune_code,
            "village": r.village,
            "households": r.households,
            "people": r.people,
            "minority_households": r.minority_households,
            "minority_people": r.minority_people,
        }
        for r in residents
    )
    bulk.upsert(db, "residents", rows, key=["year", "commune_code", "village"])


def residents(db: Db, year: int | None = None, commune_code: str | None = None) -> list[Residents]:
    """Resident totals, of a year and a commune where asked."""
    rows = db.query(
        "SELECT * FROM residents WHERE (:year IS NULL OR year = :year)"
        " AND (:commune IS NULL OR commune_code = :commune) ORDER BY year, commune_code, village",
        {"year": year, "commune": commune_code},
    )
    return [Residents(**row) for row in rows]


def drop_residents(db: Db, residents: Iterable[Residents]) -> None:
    """Take these resident totals of villages out."""
    keys = ((r.year, r.commune_code, r.village) for r in residents)
    db.conn.executemany(
        "DELETE FROM residents WHERE year = ? AND commune_code = ? AND village = ?", keys
    )


def delete_residents(db: Db, commune_code: str) -> None:
    """Forget a commune's resident totals before its newer whole state is written."""
    db.table("residents").delete_where("commune_code = ?", [commune_code])


def _json(uids: Sequence[str]) -> str:
    return msgspec.json.encode(uids).decode()


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _flag(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
