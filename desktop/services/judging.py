"""Decisions of an upper office on packages: accept, hold, return; each with its copy and its receipt."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.answer import Said
from desktop.domain.vietnamese import nfc
from desktop.errors import AppError, Cancelled
from desktop.exchange.records import Remark, Verdict
from desktop.services import receipting, receiving
from desktop.services.catalogue import unit
from desktop.services.changes import Changes, Tick, changes, no_tick
from desktop.services.checking import ERR, Check
from desktop.services.examining import ACCEPTED, HELD, KNOWN, REFUSED, RETURNED, look
from desktop.services.planning import taking_plan
from desktop.services.receiving import Taken
from desktop.store import settings
from desktop.store.connection import Db, path_of, writing
from desktop.store.packages import Package

__all__ = [
    "ACCEPTED", "HELD", "KNOWN", "READ", "RECEIPTS", "RETURNED", "AllJudged", "Judged", "accept",
    "accept_all", "answer_again", "folder", "give_back", "hold", "keep_folder", "remarks_in",
]  # fmt: skip

_WRITES = changes(
    "package", "household", "review", "residents", "round", "standard", "answer", "plan", "measure"
)
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


def accept(
    db: Db, path: Path, *, receipts: Path | None, said: Said | None = None,
    now: datetime.datetime, by: str,
) -> Judged:  # fmt: skip
    """Take a package in and write its receipt, with the opinion `said`; the book is copied before.

    The file is looked at once more: what was seen earlier may have changed. A package that is in
    already gets its receipt again.
    """
    seen = look(db, path)
    copies = path_of(db).parent / "copies"
    if seen.planned is not None:
        return _judged(taking_plan.accept(
            db, seen.planned, receipts=receipts, copies=copies, now=now, by=by
        ))  # fmt: skip
    if seen.opened is None or seen.plan is None or seen.state == REFUSED:
        return _judged(receiving.as_planned(seen))
    if said is not None:
        receipting.say(db, seen.opened.sha256, said, now=now, by=by)
    return _judged(receiving.accept(db, seen, receipts=receipts, copies=copies, now=now, by=by))


def accept_all(
    db: Db,
    paths: Iterable[Path],
    *,
    receipts: Path | None,
    homes: Mapping[Path, Path] | None = None,
    now: datetime.datetime,
    by: str,
    tick: Tick = no_tick,
) -> AllJudged:
    """Accept these packages one after the other; stopping keeps those that are in.

    The receipt of a file in `homes` goes into that folder, the stick that brought it; the others'
    into `receipts`. A file that cannot be read any more does not stop the others.
    """
    files = list(paths)
    judged: list[Judged] = []
    for done, path in enumerate(files):
        try:
            tick(done, len(files))
        except Cancelled:
            return AllJudged(judged=judged, stopped=True)
        try:
            folder = (homes or {}).get(path, receipts)
            judged.append(accept(db, path, receipts=folder, now=now, by=by))
        except AppError as error:  # the disk is full, the copy fails: the next may still go
            judged.append(Judged(path=path, verdict=REFUSED, refusal=error))
    return AllJudged(judged=judged, stopped=False)


def hold(db: Db, path: Path, *, now: datetime.datetime, by: str) -> Judged:
    """Note in the log that a package waits; its records are not written."""
    seen = look(db, path)
    if seen.planned is not None and seen.planned.may_decide:
        return _judged(taking_plan.hold(db, seen.planned, now=now, by=by))
    if seen.opened is None or seen.state in (KNOWN, REFUSED):
        return _judged(receiving.as_planned(seen))
    return _judged(receiving.hold(db, seen, now=now, by=by))


def give_back(
    db: Db,
    path: Path,
    reason: str,
    *,
    findings: Sequence[Check] = (),
    said: Said | None = None,
    receipts: Path | None,
    now: datetime.datetime,
    by: str,
) -> Judged:
    """Return a package with the reason and, household by household, what is wrong in it.

    The reason is the text of the opinion; `said` gives its number and day.
    """
    seen = look(db, path)
    if seen.planned is not None and seen.planned.may_decide:
        return _judged(taking_plan.give_back(
            db, seen.planned, _lines(reason), receipts=receipts, now=now, by=by
        ))  # fmt: skip
    if seen.opened is None or seen.state in (KNOWN, REFUSED):
        return _judged(receiving.as_planned(seen))
    if said is not None:
        letter = replace(said, text=reason, agrees=False)
        receipting.say(db, seen.opened.sha256, letter, now=now, by=by)
    remarks = remarks_in([c for c in findings if c.state == ERR], Verdict.RETURNED)
    return _judged(
        receiving.return_package(
            db, seen, _lines(reason), remarks=remarks[:_MOST_REMARKS], receipts=receipts,
            now=now, by=by,
        )
    )  # fmt: skip


def remarks_in(findings: Iterable[Check], verdict: Verdict) -> list[Remark]:
    """Findings as remarks, household by household."""
    return [
        Remark(
            record_uid=named.uid, verdict=verdict,
            code=str(check.details.get("finding", check.code)), details=_plain(check.details),
        )
        for check in findings
        for named in check.households
    ]  # fmt: skip


def _plain(details: Mapping[str, object]) -> dict[str, object]:
    """What a sentence is filled with at the other end: words and numbers only."""
    return {k: v for k, v in details.items() if isinstance(v, str | int | float)}


def answer_again(
    db: Db, report: Package, said: Said, *, receipts: Path, now: datetime.datetime, by: str
) -> Judged:
    """A receipt again to a report decided on, with what is said by now; the file is not needed."""
    receipting.say(db, report.sha256, said, now=now, by=by)
    judged = Judged(
        path=Path(report.file_name), verdict=report.verdict, sender=sender_name(db, report),
        year=report.year, number=report.number,
    )  # fmt: skip
    try:
        return replace(judged, receipt=receipting.write_again(db, report, receipts, now=now))
    except AppError as trouble:
        return replace(judged, trouble=trouble)


def sender_name(db: Db, report: Package) -> str:
    """The office that sent a report, by its name."""
    return unit(report.sender, settings.office(db).list_version).name


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
