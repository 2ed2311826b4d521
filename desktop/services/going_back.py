"""Going back to an earlier package of an office: shown, then one transaction after a copy, then told.

Only this way does an older report ever replace a newer one, and only an official does it. The newer
one is marked as returned with the reason; a later package goes in as ever.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.answer import RecordVerdict, Said, Verdict
from desktop.domain.vietnamese import nfc
from desktop.errors import AppError, PackageStandardUnfit, TakeBackRefused
from desktop.services import archiving, looking, receipting, receiving, upkeep
from desktop.services.archiving import Shelved
from desktop.services.catalogue import unit
from desktop.services.changes import Changes, changes
from desktop.services.examining import ACCEPTED, RETURNED, Look, look_back
from desktop.services.looking import Examined
from desktop.services.sources import communes_of, newest_of
from desktop.store import answers, packages, settings
from desktop.store.connection import Db, path_of, writing
from desktop.store.packages import Package
from desktop.text import t

TAKEN_BACK = "taken-back"
_WRITES = changes("package", "household", "review", "residents", "round", "standard", "answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBack:
    """What going back to `earlier` would do: `held` is what the book holds now, `examined` the plan
    as the inbox shows it. `newer` are those that would be marked."""

    earlier: Package
    held: Package
    newer: tuple[Package, ...]
    examined: Examined

    @property
    def is_clear(self) -> bool:
        """Whether nothing in it is in doubt."""
        return self.examined.glance.can_accept


@dataclass(frozen=True, slots=True, kw_only=True)
class WentBack:
    """What was done: which report the book holds again, which one was marked, and the receipt that
    tells it; `trouble` where that could not be written (it stays owed)."""

    sender: str
    number: int
    returned: int
    receipt: Path | None = None
    trouble: AppError | None = None
    changes: Changes = _WRITES


def earlier(db: Db, sender: str, year: int) -> list[Shelved]:
    """The reports of an office that were taken in before the one that the book holds, newest first."""
    return [s for s in archiving.shelf(db, sender, year) if s.is_earlier]


def look_at(db: Db, sha256: str, *, now: datetime.datetime) -> WayBack:
    """What going back to a package would change; nothing is written.

    Raises TakeBackRefused, ArchiveMissing, and what a file is refused for.
    """
    logged, held = _both(db, sha256)
    seen = look_back(db, archiving.kept(db, logged))
    found = looking.examined(db, seen, now=now)
    return WayBack(earlier=logged, held=held, newer=_newer(db, logged), examined=found)


def go_back(
    db: Db, sha256: str, reason: str, *, receipts: Path | None, now: datetime.datetime, by: str
) -> WentBack:
    """Take the earlier package in on purpose, mark the newer ones, and answer the office.

    Raises as `look_at`, PackageStandardUnfit, PackageTotalsWrong; then the book is as it was.
    """
    logged, held = _both(db, sha256)
    seen = look_back(db, archiving.kept(db, logged))
    plan, brought = seen.plan, seen.brought
    if plan is None or brought is None or not plan.is_clean:
        raise TakeBackRefused(number=str(logged.number), reason=t("archive-not-clear"))
    if brought.is_unfit:
        raise PackageStandardUnfit(path=seen.path.name, reason=brought.reason)
    newer = _newer(db, logged)
    words = nfc(reason) or t("archive-back-reason", number=str(logged.number))
    upkeep.copy_once(db, path_of(db).parent / "copies", now)
    with writing(db):
        _keep_verdicts(db, held)
        taken = receiving.write_in(db, seen, plan, brought, TAKEN_BACK, now=now, by=by)
        packages.put(db, _marked_back(logged, taken, held))
        _mark(db, newer, logged, words, now, by)
    marked = packages.get(db, held.sha256)
    assert marked is not None, "it was just written"
    return _answered(db, seen, marked, receipts, now)


def _both(db: Db, sha256: str) -> tuple[Package, Package]:
    """The package to go back to and the one that the book holds; raises TakeBackRefused."""
    logged = packages.get(db, sha256)
    if logged is None or logged.direction != "in" or logged.verdict != ACCEPTED:
        number = str(logged.number) if logged else "?"
        raise TakeBackRefused(number=number, reason=t("archive-never-in"))
    held = _held(db, logged.sender)
    assert held is not None, "this one at least was taken in"
    number = str(logged.number)
    if held.sha256 == sha256:
        raise TakeBackRefused(number=number, reason=t("archive-is-held"))
    if held.year != logged.year:
        words = t("archive-other-year", year=str(held.year))
        raise TakeBackRefused(number=number, reason=words)
    return logged, held


def _held(db: Db, sender: str) -> Package | None:
    return newest_of([p for p in packages.from_sender(db, sender) if p.verdict == ACCEPTED])


def _newer(db: Db, logged: Package) -> tuple[Package, ...]:
    """What was taken in of the same year after it."""
    return tuple(
        p for p in packages.from_sender(db, logged.sender)
        if p.verdict == ACCEPTED and p.year == logged.year and p.sha256 != logged.sha256
        and (p.number > logged.number or p.handled_at > logged.handled_at)
    )  # fmt: skip


def _keep_verdicts(db: Db, held: Package) -> None:
    """The receipt names every household of the report that is marked, as the book has them now."""
    communes = communes_of(held.sender, settings.office(db).list_version)
    states = answers.states(db, held.year, communes=communes)
    lines = [
        RecordVerdict(household_uid=uid, verdict=Verdict.RETURNED, revision=revision, sheets=sheets)
        for uid, (revision, sheets) in states.items()
    ]
    answers.put_given_verdicts(db, held.sha256, lines)


def _marked_back(before: Package, taken: Package, held: Package) -> Package:
    """The earlier package in the log: it came when it came, under the name it had then."""
    details = taken.details | {"back_from": held.number}
    return replace(taken, file_name=before.file_name, details=details)


def _mark(
    db: Db, newer: Sequence[Package], logged: Package, words: str, now: datetime.datetime, by: str
) -> None:
    for one in newer:
        details = one.details | {"reason": words, "back_to": logged.number}
        packages.put(db, replace(one, verdict=RETURNED, handled_at=now, details=details))
        said = Said(text=words, agrees=False)
        answers.put_opinion(db, one.sha256, said, at=now, by=by)


def _answered(
    db: Db, seen: Look, marked: Package, receipts: Path | None, now: datetime.datetime
) -> WentBack:
    letter = seen.header.letter if seen.header else None
    assert letter is not None
    name = unit(letter.sender.code, settings.office(db).list_version).name
    done = WentBack(sender=name, number=letter.number, returned=marked.number)
    if receipts is None:
        return done
    try:
        return replace(done, receipt=receipting.write_again(db, marked, receipts, now=now))
    except AppError as trouble:
        return replace(done, trouble=trouble)
