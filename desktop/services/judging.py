"""Decisions of an upper office on packages: accept, hold, return; each with its copy and its receipt."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.vietnamese import nfc
from desktop.errors import AppError, Cancelled
from desktop.exchange.records import Remark, Verdict
from desktop.services import receiving
from desktop.services.changes import Changes, Tick, changes, no_tick
from desktop.services.checking import ERR, Check
from desktop.services.examining import ACCEPTED, HELD, KNOWN, REFUSED, RETURNED, look
from desktop.services.receiving import Taken
from desktop.store import settings
from desktop.store.connection import Db, path_of, writing

__all__ = [
    "ACCEPTED", "HELD", "KNOWN", "READ", "RECEIPTS", "RETURNED", "AllJudged", "Judged", "accept",
    "accept_all", "folder", "give_back", "hold", "keep_folder",
]  # fmt: skip

_WRITES = changes("package", "household", "review", "residents", "round", "standard")
_MOST_REMARKS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What became of a package. `refusal`: nothing was done, and why.

    `trouble`: it was done, but the receipt could not be written; deciding again writes it.
    """

    path: Path
    verdict: str
    sender: str = ""
    year: int = 0
    number: int = 0
    receipt: Path | None = None
    refusal: AppError | None = None
    trouble: AppError | None = None
    changes: Changes = _WRITES


@dataclass(frozen=True, slots=True, kw_only=True)
class AllJudged:
    """What became of several packages; `stopped`: the user ended it before the last."""

    judged: list[Judged]
    stopped: bool
    changes: Changes = _WRITES

    @property
    def accepted(self) -> list[Judged]:
        """Those the book has now."""
        return [j for j in self.judged if j.verdict in (ACCEPTED, KNOWN)]

    @property
    def failed(self) -> list[Judged]:
        """Those that were refused, or whose receipt is missing."""
        return [j for j in self.judged if j.refusal or j.trouble]


def accept(db: Db, path: Path, *, receipts: Path | None, now: datetime.datetime, by: str) -> Judged:
    """Take a package in and write its receipt; the book is copied before.

    The file is looked at once more: what was seen earlier may have changed. A package that is in
    already gets its receipt again.
    """
    seen = look(db, path)
    if seen.opened is None or seen.plan is None or seen.state == REFUSED:
        return _judged(receiving.as_planned(seen))
    copies = path_of(db).parent / "copies"
    return _judged(receiving.accept(db, seen, receipts=receipts, copies=copies, now=now, by=by))


def accept_all(
    db: Db,
    paths: Iterable[Path],
    *,
    receipts: Path | None,
    now: datetime.datetime,
    by: str,
    tick: Tick = no_tick,
) -> AllJudged:
    """Accept these packages one after the other; stopping keeps those that are in.

    A file that cannot be read any more does not stop the others.
    """
    files = list(paths)
    judged: list[Judged] = []
    for done, path in enumerate(files):
        try:
            tick(done, len(files))
        except Cancelled:
            return AllJudged(judged=judged, stopped=True)
        try:
            judged.append(accept(db, path, receipts=receipts, now=now, by=by))
        except AppError as error:  # the disk is full, the copy fails: the next may still go
            judged.append(Judged(path=path, verdict=REFUSED, refusal=error))
    return AllJudged(judged=judged, stopped=False)


def hold(db: Db, path: Path, *, now: datetime.datetime, by: str) -> Judged:
    """Note in the log that a package waits; its records are not written."""
    seen = look(db, path)
    if seen.opened is None or seen.state in (KNOWN, REFUSED):
        return _judged(receiving.as_planned(seen))
    return _judged(receiving.hold(db, seen, now=now, by=by))


def give_back(
    db: Db,
    path: Path,
    reason: str,
    *,
    findings: Sequence[Check] = (),
    receipts: Path | None,
    now: datetime.datetime,
    by: str,
) -> Judged:
    """Return a package with the reason and, household by household, what is wrong in it."""
    seen = look(db, path)
    if seen.opened is None or seen.state in (KNOWN, REFUSED):
        return _judged(receiving.as_planned(seen))
    remarks = [
        Remark(
            record_uid=named.uid,
            verdict=Verdict.RETURNED,
            code=str(check.details.get("finding", check.code)),
        )
        for check in findings
        if check.state == ERR
        for named in check.households
    ]
    return _judged(
        receiving.return_package(
            db, seen, _lines(reason), remarks=remarks[:_MOST_REMARKS], receipts=receipts,
            now=now, by=by,
        )
    )  # fmt: skip


# Folders ------------------------------------------------------------------------------------------
READ, RECEIPTS = "folder-inbox", "folder-receipts"


def folder(db: Db, name: str) -> Path | None:
    """The folder that packages were READ from last, or that RECEIPTS go to; None before the first."""
    kept = settings.get(db, name, str)
    return Path(kept) if kept else None


def keep_folder(db: Db, name: str, path: Path) -> None:
    """Remember a folder; nothing of the review, so no line in the audit trail."""
    if folder(db, name) != path:
        with writing(db):
            settings.put(db, name, str(path))


def _lines(text: str) -> str:
    return "\n".join(line for line in map(nfc, text.splitlines()) if line)


def _judged(taken: Taken) -> Judged:
    # A verdict that stands with a refusal beside it: only the receipt is missing.
    stands = taken.verdict in (ACCEPTED, KNOWN, RETURNED, HELD)
    return Judged(
        path=taken.path,
        verdict=taken.verdict,
        sender=taken.sender,
        year=taken.year,
        number=taken.number,
        receipt=taken.receipt,
        refusal=None if stands else taken.refusal,
        trouble=taken.refusal if stands else None,
    )
