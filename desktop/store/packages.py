"""Trusted cards of other offices, and the packages that came and went."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import msgspec

from desktop.store.connection import Db


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package in the log. `direction` is "out" or "in"; `verdict` "sent", "received",
    "accepted", "held", "returned" or "refused"; `totals` are its control totals.

    `details` holds what a receipt or a refusal says in words of data.
    """

    sha256: str
    direction: str
    kind: str
    sender: str
    receiver: str
    year: int
    number: int
    made_at: datetime.datetime
    handled_at: datetime.datetime
    file_name: str
    size: int
    verdict: str
    totals: dict[str, int]
    details: dict[str, Any]


def put(db: Db, package: Package) -> None:
    """Write a package into the log; the same file again replaces its own line only."""
    row = {
        name: getattr(package, name)
        for name in (
            "sha256", "direction", "kind", "sender", "receiver", "year", "number",
            "file_name", "size", "verdict",
        )
    }  # fmt: skip
    row |= {
        "made_at": package.made_at.isoformat(),
        "handled_at": package.handled_at.isoformat(),
        "totals": msgspec.json.encode(package.totals).decode(),
        "details": msgspec.json.encode(package.details).decode(),
    }
    db.table("package").upsert(row, pk="sha256")


def get(db: Db, sha256: str) -> Package | None:
    """The package of this hash."""
    return next(iter(_load(db, "sha256 = ?", [sha256])), None)


def log(db: Db, year: int | None = None) -> list[Package]:
    """All packages (of a year), newest first."""
    return _load(db, "(?1 IS NULL OR year = ?1)", [year])


def from_sender(db: Db, sender: str, kind: str = "report") -> list[Package]:
    """All reports (or packages of another kind) that came from an office, newest first."""
    return _load(db, "direction = 'in' AND kind = ? AND sender = ?", [kind, sender])


def of_kind(db: Db, direction: str, kind: str) -> list[Package]:
    """All packages of a kind that came ("in") or went ("out"), newest first."""
    return _load(db, "direction = ? AND kind = ?", [direction, kind])


def sent_reports(db: Db) -> int:
    """How many reports this office has packed, over all years."""
    rows = db.execute("SELECT count(*) FROM package WHERE direction = 'out' AND kind = 'report'")
    return int(rows.fetchone()[0])


def receipt_for(db: Db, sha256: str) -> Package | None:
    """The last receipt that this office wrote for a package."""
    where = "direction = 'out' AND kind = 'receipt' AND details ->> '$.answers' = ?"
    return next(iter(_load(db, where, [sha256])), None)


def newest(db: Db, *, direction: str, kind: str, sender: str, year: int) -> Package | None:
    """The highest-numbered package of a sender in a year that was not refused."""
    found = _load(
        db,
        "direction = ? AND kind = ? AND sender = ? AND year = ? AND verdict <> 'refused'",
        [direction, kind, sender, year],
    )
    return max(found, key=lambda p: p.number, default=None)


def _load(db: Db, where: str, args: list[object]) -> list[Package]:
    rows = db.query(
        f"SELECT * FROM package WHERE {where} ORDER BY handled_at DESC, number DESC", args
    )
    return [
        Package(
            **row
            | {
                "made_at": datetime.datetime.fromisoformat(row["made_at"]),
                "handled_at": datetime.datetime.fromisoformat(row["handled_at"]),
                "totals": msgspec.json.decode(row["totals"]),
                "details": msgspec.json.decode(row["details"]),
            }
        )
        for row in rows
    ]


def put_card(
    db: Db, *, code: str, list_version: str, name: str, level: str, content: str,
    at: datetime.datetime, by: str,
) -> None:  # fmt: skip
    """Trust a card; `content` is the card as JSON."""
    db.table("card").upsert(
        {
            "office_code": code,
            "list_version": list_version,
            "name": name,
            "level": level,
            "content": content,
            "trusted_at": at.isoformat(),
            "trusted_by": by,
        },
        pk=("office_code", "list_version"),
    )


def cards(db: Db) -> list[tuple[str, datetime.datetime]]:
    """The trusted cards as JSON, each with the time it was trusted."""
    rows = db.execute("SELECT content, trusted_at FROM card ORDER BY office_code, list_version")
    return [(r[0], datetime.datetime.fromisoformat(r[1])) for r in rows.fetchall()]
