"""Answers to reports: what the office above said of our households, what we say to those below."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from desktop.domain.answer import Given, Heard, RecordVerdict, Remark, Said, Verdict
from desktop.store import bulk
from desktop.store.connection import Db

_SHEETS = """(coalesce((SELECT sum(r.revision) FROM review r WHERE r.household_uid = h.uid
  AND r.year <= :year), 0) + coalesce((SELECT sum(e.revision) FROM event e
  WHERE e.household_uid = h.uid), 0))"""


# What state households are in --------------------------------------------------------------------
def states(
    db: Db, year: int, *, communes: Sequence[str] = (), uids: Sequence[str] = ()
) -> dict[str, tuple[int, int]]:
    """Household uid → (revision, sheets) as RecordVerdict has them, of communes or of these uids."""
    column, wanted = ("commune_code", communes) if communes else ("uid", uids)
    rows = db.execute(
        f"SELECT h.uid, h.revision, {_SHEETS} FROM json_each(:wanted) j"
        f" JOIN household h ON h.{column} = j.value ORDER BY h.uid",
        {"year": year, "wanted": msgspec.json.encode(list(wanted)).decode()},
    )
    return {uid: (revision, sheets) for uid, revision, sheets in rows.fetchall()}


# What the office above said ----------------------------------------------------------------------
def hear(
    db: Db, year: int, package: str, verdicts: Iterable[RecordVerdict], remarks: Iterable[Remark]
) -> None:
    """Keep what the newest receipt of a year says; what an earlier one said of the year goes."""
    for table in ("record_verdict", "remark_heard"):
        db.execute(f"DELETE FROM {table} WHERE year = ?", [year])
    lines = (
        {
            "household_uid": v.household_uid, "year": year, "package": package,
            "verdict": v.verdict.value, "revision": v.revision, "sheets": v.sheets,
        }
        for v in verdicts
    )  # fmt: skip
    bulk.upsert(db, "record_verdict", lines, key=["household_uid", "year"])
    add_heard(db, year, package, remarks)


def add_heard(db: Db, year: int, package: str, remarks: Iterable[Remark]) -> None:
    """Keep remarks beside those that are there; what is of no round has the year 0."""
    said = (
        {
            "uid": r.uid, "year": year, "package": package, "household_uid": r.record_uid,
            "verdict": r.verdict.value, "code": r.code, "text": r.text,
            "details": msgspec.json.encode(r.details).decode(),
            "said_on": r.said_on.isoformat() if r.said_on else "",
        }
        for r in remarks
    )  # fmt: skip
    bulk.upsert(db, "remark_heard", said, key=["uid", "year"])


def drop_heard(db: Db, package: str) -> None:
    """Forget the remarks that answered a package."""
    db.execute("DELETE FROM remark_heard WHERE package = ?", [package])


def verdict_of(db: Db, household_uid: str) -> tuple[int, str, RecordVerdict] | None:
    """(year, package, verdict) that the office above gave a household last."""
    row = db.execute(
        "SELECT year, package, verdict, revision, sheets FROM record_verdict"
        " WHERE household_uid = ? ORDER BY year DESC LIMIT 1",
        [household_uid],
    ).fetchone()
    if row is None:
        return None
    year, package, verdict, revision, sheets = row
    line = RecordVerdict(
        household_uid=household_uid, verdict=Verdict(verdict), revision=revision, sheets=sheets
    )
    return year, package, line


def verdicts(db: Db, package: str) -> list[RecordVerdict]:
    """What the office above said of each household of a report, if no newer receipt came."""
    return _verdicts(db, "record_verdict", package)


def _verdicts(db: Db, table: str, package: str) -> list[RecordVerdict]:
    rows = db.query(
        f"SELECT household_uid, verdict, revision, sheets FROM {table} WHERE package = ?"
        " ORDER BY household_uid",
        [package],
    )
    return [RecordVerdict(**row | {"verdict": Verdict(row["verdict"])}) for row in rows]


_HEARD = f"""
SELECT m.*, s.settled_at, s.settled_by, p.number, h.uid IS NOT NULL AND v.household_uid IS NOT NULL
  AND (h.revision, {_SHEETS.replace(":year", "m.year")}) IS NOT (v.revision, v.sheets) AS changed
FROM remark_heard m
LEFT JOIN remark_settled s ON s.uid = m.uid
LEFT JOIN package p ON p.sha256 = m.package
LEFT JOIN household h ON h.uid = m.household_uid
LEFT JOIN record_verdict v ON v.household_uid = m.household_uid AND v.year = m.year
WHERE NOT EXISTS (SELECT 1 FROM remark_heard n WHERE n.uid = m.uid AND n.year > m.year)
"""


def heard(db: Db, *, household_uid: str | None = None, package: str | None = None) -> list[Heard]:
    """Remarks of the office above (on a household, in the receipt to a report), open ones first."""
    rows = db.query(
        f"{_HEARD} AND (:uid IS NULL OR m.household_uid = :uid)"
        " AND (:package IS NULL OR m.package = :package)"
        " ORDER BY s.uid IS NOT NULL, m.said_on DESC, m.rowid",
        {"uid": household_uid, "package": package},
    )
    return [_heard(row) for row in rows]


def _heard(row: dict[str, Any]) -> Heard:
    remark = Remark(
        uid=row["uid"], record_uid=row["household_uid"], verdict=Verdict(row["verdict"]),
        code=row["code"], text=row["text"], details=msgspec.json.decode(row["details"]),
        said_on=_day(row["said_on"]),
    )  # fmt: skip
    settled = row["settled_at"]
    return Heard(
        uid=row["uid"], year=row["year"], number=row["number"] or 0, remark=remark,
        settled_on=datetime.datetime.fromisoformat(settled).astimezone().date() if settled else None,
        settled_by=row["settled_by"] or "", changed=bool(row["changed"]),
    )  # fmt: skip


def open_count(db: Db) -> tuple[int, int]:
    """(remarks, households of the book with them) that nobody here has dealt with."""
    row = db.execute(
        "SELECT count(DISTINCT m.uid), count(DISTINCT h.uid) FROM remark_heard m"
        " LEFT JOIN household h ON h.uid = m.household_uid"
        " WHERE NOT EXISTS (SELECT 1 FROM remark_settled s WHERE s.uid = m.uid)"
    ).fetchone()
    return int(row[0]), int(row[1])


def was_said(db: Db) -> bool:
    """Whether a receipt ever named a household with a remark, or gave one back."""
    row = db.execute(
        "SELECT EXISTS (SELECT 1 FROM remark_heard) OR EXISTS (SELECT 1 FROM record_verdict"
        " WHERE verdict <> 'taken_in')"
    ).fetchone()
    return bool(row[0])


def settle(db: Db, uid: str, at: datetime.datetime, by: str) -> None:
    """Note that a remark was dealt with."""
    row = {"uid": uid, "settled_at": at.isoformat(), "settled_by": by}
    bulk.upsert(db, "remark_settled", [row], key=["uid"])


def reopen(db: Db, uid: str) -> None:
    """Take that back."""
    bulk.delete(db, "remark_settled", [uid])


# What we say to those below ----------------------------------------------------------------------
def give(db: Db, remarks: Iterable[Given]) -> None:
    """Write remarks; the same one again is written over."""
    rows = (
        {name: getattr(g, name) for name in g.__dataclass_fields__}
        | {
            "verdict": g.verdict.value,
            "details": msgspec.json.encode(g.details).decode(),
            "said_at": g.said_at.isoformat(),
        }
        for g in remarks
    )
    bulk.upsert(db, "remark_given", rows, key=["uid"])


def take_back(db: Db, uid: str) -> None:
    """No longer say a remark; the next receipt is without it."""
    bulk.delete(db, "remark_given", [uid])


def given(
    db: Db, *, office: str | None = None, household_uid: str | None = None, owed: bool = False
) -> list[Given]:
    """Remarks to an office, on a household, or only those that no receipt carries yet."""
    rows = db.query(
        "SELECT * FROM remark_given WHERE (:office IS NULL OR office = :office)"
        " AND (:uid IS NULL OR household_uid = :uid) AND (NOT :owed OR sent_in = '')"
        " ORDER BY said_at, rowid",
        {"office": office, "uid": household_uid, "owed": owed},
    )
    return [
        Given(
            **row
            | {
                "verdict": Verdict(row["verdict"]),
                "details": msgspec.json.decode(row["details"]),
                "said_at": datetime.datetime.fromisoformat(row["said_at"]),
            }
        )
        for row in rows
    ]


def put_given_verdicts(db: Db, package: str, verdicts: Iterable[RecordVerdict]) -> None:
    """Keep what was decided of the households of a report that the book does not hold."""
    db.execute("DELETE FROM verdict_given WHERE package = ?", [package])
    rows = (
        {
            "package": package, "household_uid": v.household_uid, "verdict": v.verdict.value,
            "revision": v.revision, "sheets": v.sheets,
        }
        for v in verdicts
    )  # fmt: skip
    bulk.upsert(db, "verdict_given", rows, key=["package", "household_uid"])


def given_verdicts(db: Db, package: str) -> list[RecordVerdict]:
    """What was decided of the households of such a report."""
    return _verdicts(db, "verdict_given", package)


def put_opinion(db: Db, package: str, said: Said, *, at: datetime.datetime, by: str) -> None:
    """Keep the opinion that goes with the receipt to a report; no receipt carries it yet."""
    row = {
        "package": package, "text": said.text, "number": said.number,
        "said_on": said.on.isoformat() if said.on else "", "agrees": said.agrees,
        "said_at": at.isoformat(), "said_by": by, "sent_in": "",
    }  # fmt: skip
    bulk.upsert(db, "opinion_given", [row], key=["package"])


def opinion(db: Db, package: str) -> Said | None:
    """The opinion on a report, None before anything was said."""
    row = db.execute(
        "SELECT text, number, said_on, agrees FROM opinion_given WHERE package = ?", [package]
    ).fetchone()
    if row is None:
        return None
    text, number, on, agrees = row
    return Said(text=text, number=number, on=_day(on), agrees=None if agrees is None else bool(agrees))  # fmt: skip


def owed_opinions(db: Db) -> list[str]:
    """The reports whose opinion no receipt carries yet."""
    rows = db.execute("SELECT package FROM opinion_given WHERE sent_in = '' ORDER BY package")
    return [row[0] for row in rows.fetchall()]


def opinion_sent(db: Db, package: str, receipt: str) -> None:
    """Note the receipt that carries an opinion."""
    db.execute("UPDATE opinion_given SET sent_in = ? WHERE package = ?", [receipt, package])


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
