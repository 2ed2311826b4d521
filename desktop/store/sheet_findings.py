"""Findings of the sheets kept, so that the register can be held to what is wrong with them.

Only place, code and severity are kept: what fills a sentence is worked out anew where it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from desktop.domain.review import Finding, Severity
from desktop.store import bulk
from desktop.store.connection import Db


def put(db: Db, year: int, found: Mapping[str, Sequence[Finding]]) -> None:
    """Household uid → its findings of a year; they replace the earlier ones of these households."""
    forget(db, found, year)
    rows = (
        {
            "household_uid": uid,
            "year": year,
            "place": finding.where,
            "code": finding.code,
            "severity": finding.severity.value,
        }
        for uid, findings in found.items()
        for finding in findings
    )
    bulk.upsert(db, "sheet_finding", rows, key=["household_uid", "year", "place", "code"])


def forget(db: Db, household_uids: Iterable[str], year: int) -> None:
    """Take out what was found in the sheets of these households."""
    pairs = ((uid, year) for uid in household_uids)
    db.conn.executemany("DELETE FROM sheet_finding WHERE household_uid = ? AND year = ?", pairs)


def forget_year(db: Db, year: int) -> None:
    """Take out everything that was found in a year."""
    db.execute("DELETE FROM sheet_finding WHERE year = ?", [year])


def of_household(db: Db, household_uid: str, year: int) -> list[Finding]:
    """What was found in a sheet, worst first, without details."""
    rows = db.execute(
        "SELECT code, severity, place FROM sheet_finding WHERE household_uid = ? AND year = ?"
        " ORDER BY severity = 'note', severity = 'warning', place, code",
        [household_uid, year],
    )
    return [Finding(code, Severity(severity), place) for code, severity, place in rows.fetchall()]


def kinds(db: Db, year: int) -> list[tuple[str, Severity]]:
    """(code, severity) of all that was found in a year, worst first, the most frequent first."""
    rows = db.execute(
        "SELECT code, severity FROM sheet_finding WHERE year = ? GROUP BY code, severity"
        " ORDER BY severity = 'note', severity = 'warning', count(DISTINCT household_uid) DESC",
        [year],
    )
    return [(code, Severity(severity)) for code, severity in rows.fetchall()]
