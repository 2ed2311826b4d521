"""Cases of procedures in the book, and what was done in them: one table, a kind for each record."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from desktop.domain.procedure import (
    Case,
    Certificate,
    Complaint,
    Decision,
    Meeting,
    Opinion,
    Posting,
    StepDone,
)
from desktop.store import bulk
from desktop.store.connection import Db

OfCase = StepDone | Meeting | Posting | Complaint | Opinion | Decision | Certificate
AnyRecord = Case | OfCase
R = TypeVar("R", Case, StepDone, Meeting, Posting, Complaint, Opinion, Decision, Certificate)

KINDS: dict[type, str] = {
    Case: "case",
    StepDone: "step",
    Meeting: "meeting",
    Posting: "posting",
    Complaint: "complaint",
    Opinion: "opinion",
    Decision: "decision",
    Certificate: "certificate",
}


def put(db: Db, records: Iterable[AnyRecord]) -> None:
    """Write records of any kinds."""
    rows = (
        {
            "uid": r.uid,
            "kind": KINDS[type(r)],
            "case_uid": r.uid if isinstance(r, Case) else getattr(r, "case_uid", ""),
            "year": getattr(r, "year", None),
            "number": r.number if isinstance(r, Certificate) else "",
            "happened_on": _day(r).isoformat(),
            "content": msgspec.json.encode(r).decode(),
        }
        for r in records
    )
    bulk.upsert(db, "procedure_record", rows, key=["uid"])


_DAY_OF = {
    Case: "opened_on",
    StepDone: "done_on",
    Meeting: "held_on",
    Posting: "posted_on",
    Complaint: "received_on",
    Opinion: "sent_on",
    Decision: "signed_on",
    Certificate: "signed_on",
}


def _day(record: AnyRecord) -> datetime.date:
    day = getattr(record, _DAY_OF[type(record)])
    assert isinstance(day, datetime.date), "every record has its day"
    return day


def of_case(db: Db, kind: type[R], case_uid: str) -> tuple[R, ...]:
    """The records of one kind in a case, in the order of their days."""
    where = "case_uid = ? AND kind = ? ORDER BY happened_on, rowid"
    return _load(db, kind, where, [case_uid, KINDS[kind]])


def case(db: Db, uid: str) -> Case | None:
    """One case."""
    return next(iter(get_many(db, Case, [uid])), None)


def cases(db: Db, year: int) -> tuple[Case, ...]:
    """The cases of a year, newest first."""
    where = "kind = 'case' AND year = ? ORDER BY happened_on DESC, rowid DESC"
    return _load(db, Case, where, [year])


def certificates(db: Db, year: int) -> tuple[Certificate, ...]:
    """The certificates of a year, by number."""
    where = "kind = 'certificate' AND year = ? ORDER BY number"
    return _load(db, Certificate, where, [year])


def get_many(db: Db, kind: type[R], uids: Sequence[str]) -> list[R]:
    """The records of these uids, unsorted; unknown ones are left out."""
    wanted = msgspec.json.encode(uids).decode()
    where = "kind = ? AND uid IN (SELECT value FROM json_each(?))"
    return list(_load(db, kind, where, [KINDS[kind], wanted]))


def delete(db: Db, uids: Iterable[str]) -> None:
    """Take records out."""
    bulk.delete(db, "procedure_record", uids)


def _load(db: Db, kind: type[R], where: str, args: Sequence[object]) -> tuple[R, ...]:
    rows = db.execute(f"SELECT content FROM procedure_record WHERE {where}", args).fetchall()
    return tuple(msgspec.json.decode(row[0], type=kind) for row in rows)


def decided_households(db: Db, year: int) -> list[str]:
    """Whose sheets of a periodic round carry a decision, those among them that have gone since."""
    rows = db.execute(
        "SELECT household_uid FROM review WHERE year = ? AND kind = 'periodic' AND state = 'complete'"
        " AND coalesce(decision_no, '') <> ''",
        [year],
    )
    return [row[0] for row in rows.fetchall()]


def subjects(
    db: Db, uids: Sequence[str], year: int, kind: str, *, is_past: bool = False
) -> list[tuple[str, ...]]:
    """Households with their sheet of a round, by village and number.

    (uid, number, head name, village, state, class now, class by the last sheet before it, day of the
    review, decision's number and day), "" for what there is none of. A sheet of the year's in-year
    review comes before the periodic one, once its case is decided.
    A round that `is_past` stands as it was: in the villages of its sheets, without those that came later.
    """
    rows = db.execute(
        """
        SELECT h.uid, h.number, h.head_name, iif(:past, coalesce(r.village, h.village), h.village),
          coalesce(r.state, ''), coalesce(r.class, ''),
          coalesce((SELECT b.class FROM review b WHERE b.household_uid = h.uid AND b.state = 'complete'
            AND (b.year < :year OR (b.year = :year AND b.kind < :kind))
            AND (b.kind = 'periodic' OR coalesce(b.decision_no, '') <> '')
            ORDER BY b.year DESC, coalesce(b.decision_on, '9999') DESC, b.kind DESC LIMIT 1), ''),
          coalesce(json_extract(r.answers, '$.reviewed_on'), ''), coalesce(r.decision_no, ''),
          coalesce(r.decision_on, '')
        FROM household h
        LEFT JOIN review r ON r.household_uid = h.uid AND r.year = :year AND r.kind = :kind
        WHERE h.uid IN (SELECT value FROM json_each(:uids))
          AND (NOT :past OR r.uid IS NOT NULL OR EXISTS (SELECT 1 FROM review b
            WHERE b.household_uid = h.uid AND b.state = 'complete' AND b.year < :year))
        ORDER BY h.village, h.number
        """,
        {
            "year": year, "kind": kind, "uids": msgspec.json.encode(uids).decode(),
            "past": is_past,
        },
    )  # fmt: skip
    return [tuple(row) for row in rows.fetchall()]
