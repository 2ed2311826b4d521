"""Households handed over to other offices and received from them; a deed undone changes the state."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from desktop.store import bulk
from desktop.store.connection import Db

SENT, WAITING, RECEIVED, REFUSED, BACK = "sent", "waiting", "received", "refused", "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """A household on its way. Of one given ("out") `household_uid` is our record, of one that came
    ("in") the record made of it here, `their_uid` the sender's.

    `state`: "sent", "received", "refused" or "back" (taken back) of one given; "waiting", "received"
    or "refused" of one that came. `happened_on` is the day in the receiver's register. `act_uid` is
    the deed that goes with it: once that is undone, one given is back and one that came waits again.
    `parts` are the bytes of one that came, `file` the package of one given.
    """

    sha256: str
    direction: str
    state: str
    office: str
    office_name: str
    book_id: str
    year: int
    number: int
    household_uid: str = ""
    their_uid: str = ""
    act_uid: str = ""
    head_name: str
    people: int
    reviews: int
    left_on: datetime.date
    happened_on: datetime.date | None = None
    reason: str = ""
    made_at: datetime.datetime
    handled_at: datetime.datetime
    handled_by: str
    file_name: str
    details: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, bytes] = field(default_factory=dict, repr=False)
    file: bytes = field(default=b"", repr=False)


_PLAIN = (
    "sha256", "direction", "state", "office", "office_name", "book_id", "year", "number",
    "household_uid", "their_uid", "act_uid", "head_name", "people", "reviews", "reason",
    "handled_by", "file_name", "file",
)  # fmt: skip
_UNDONE = "EXISTS (SELECT 1 FROM act a WHERE a.uid = x.act_uid AND a.undone_at IS NOT NULL)"
_STATE = f"""CASE WHEN x.state NOT IN ('waiting', 'back') AND x.act_uid <> '' AND {_UNDONE}
  THEN CASE x.direction WHEN 'out' THEN 'back' ELSE 'waiting' END ELSE x.state END"""


def put(db: Db, one: HandOver) -> None:
    """Write one under the hash of its package."""
    row = {name: getattr(one, name) for name in _PLAIN}
    row |= {name: getattr(one, name).isoformat() for name in ("left_on", "made_at", "handled_at")}
    row["happened_on"] = one.happened_on.isoformat() if one.happened_on else ""
    row |= {name: msgspec.json.encode(getattr(one, name)).decode() for name in ("details", "parts")}
    bulk.upsert(db, "hand_over", [row], key=["sha256"])


def get(db: Db, sha256: str) -> HandOver | None:
    """The one of this package."""
    return next(iter(_load(db, "x.sha256 = ?", sha256)), None)


def everything(db: Db) -> list[HandOver]:
    """All of the book, newest first."""
    return _load(db, "1")


def waiting(db: Db) -> int:
    """How many households came and wait for a decision."""
    row = db.execute(f"SELECT count(*) FROM hand_over x WHERE {_STATE} = 'waiting'").fetchone()
    return int(row[0])


def of_household(db: Db, household_uid: str) -> list[HandOver]:
    """Those of a household of this book, newest first."""
    return _load(db, "x.household_uid = ? AND x.household_uid <> ''", household_uid)


def from_office(db: Db, office: str, their_uid: str) -> list[HandOver]:
    """Those that came of one household of another office, newest first."""
    return _load(db, "x.direction = 'in' AND x.office = ? AND x.their_uid = ?", office, their_uid)


def received_by(db: Db, act_uid: str) -> HandOver | None:
    """The hand-over that the other office has received, by the deed of leaving."""
    where = "x.direction = 'out' AND x.state = 'received' AND x.act_uid = ?"
    return next(iter(_load(db, where, act_uid)), None)


def next_number(db: Db) -> int:
    """The number of the next one given; it rises over all years."""
    row = db.execute("SELECT max(number) FROM hand_over WHERE direction = 'out'").fetchone()
    return int(row[0] or 0) + 1


def drop_waiting(db: Db, office: str, their_uid: str) -> None:
    """Forget what came of a household and was not decided: a newer package takes its place."""
    db.execute(
        f"DELETE FROM hand_over AS x WHERE x.direction = 'in' AND {_STATE} = 'waiting'"
        " AND x.office = ? AND x.their_uid = ?",
        [office, their_uid],
    )


def _load(db: Db, where: str, *args: object) -> list[HandOver]:
    rows = db.query(
        f"SELECT x.*, {_STATE} AS now FROM hand_over x WHERE {where}"
        " ORDER BY x.made_at DESC, x.number DESC",
        list(args),
    )
    return [_from_row(row) for row in rows]


def _from_row(row: Mapping[str, Any]) -> HandOver:
    on = row["happened_on"]
    return HandOver(
        **{name: row[name] for name in _PLAIN} | {"state": row["now"]},
        left_on=datetime.date.fromisoformat(row["left_on"]),
        happened_on=datetime.date.fromisoformat(on) if on else None,
        made_at=datetime.datetime.fromisoformat(row["made_at"]),
        handled_at=datetime.datetime.fromisoformat(row["handled_at"]),
        details=msgspec.json.decode(row["details"]),
        parts=msgspec.json.decode(row["parts"], type=dict[str, bytes]),
    )
