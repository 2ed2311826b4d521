"""Taking packages in: look and plan first, then one transaction after a copy, then the receipt."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from desktop.domain.review import Event, Residents, Review
from desktop.errors import (
    AppError,
    Cancelled,
    PackageStandardUnfit,
    PackageTotalsWrong,
)
from desktop.exchange import package
from desktop.exchange.letter import Kind
from desktop.exchange.merge import Move, Plan, Step
from desktop.exchange.package import Opened
from desktop.exchange.records import Remark, Verdict
from desktop.files import is_there
from desktop.services import archiving, bringing, counting, receipting
from desktop.services.bringing import Brought, brought_by
from desktop.services.changes import Tick, no_tick
from desktop.services.comparing import compared
from desktop.services.examining import (
    ACCEPTED,
    CARD,
    CLEAN,
    HANDOVER,
    HELD,
    KNOWN,
    REFUSED,
    RETURNED,
    SHARE,
    Look,
    behind_of,
    files_in,
    look,
    look_into,
)
from desktop.services.hearing import take_receipt
from desktop.services.planning import following, needing, taking_plan
from desktop.services.sources import communes_of, serial
from desktop.services.taken import Taken, logged_in, taken
from desktop.services.taking_down import take_down
from desktop.services.taking_over import lay_by
from desktop.services.upkeep import copy_once
from desktop.store import audit, figures, households, packages, reviews
from desktop.store.connection import Db, writing
from desktop.text import t

__all__ = [
    "ACCEPTED", "CARD", "HELD", "KNOWN", "REFUSED", "RETURNED", "Look", "Taken", "accept",
    "as_planned", "files_in", "hold", "look", "return_package", "take_in", "take_receipt",
]  # fmt: skip


# Taking in ---------------------------------------------------------------------------------------
def take_in(
    db: Db,
    paths: Iterable[Path],
    *,
    receipts: Path | None = None,
    copies: Path | None = None,
    now: datetime.datetime,
    by: str,
    tick: Tick = no_tick,
) -> list[Taken]:
    """Take in every clean package of these files and folders; hold or refuse the others.

    Each package is one transaction; before the first that changes anything the book is copied into
    `copies`. Receipts go into `receipts`. A bad package never stops the good ones. Cancelled in
    between, it returns what was done; the other files can be taken in at any time.
    """
    files = files_in(paths)
    results: list[Taken] = []
    for done, path in enumerate(files):
        try:
            tick(done, len(files))
        except Cancelled:
            if results:
                return results
            raise
        results.append(_take_one(db, path, receipts, copies, now=now, by=by))
    return results


def _take_one(
    db: Db, path: Path, receipts: Path | None, copies: Path | None,
    *, now: datetime.datetime, by: str,
) -> Taken:  # fmt: skip
    if known := _known_already(db, path, receipts):
        return known
    seen = look(db, path)
    kind = seen.header.letter.kind if seen.header else None
    is_sorted_apart = kind in (Kind.STANDARD, Kind.HANDOVER, Kind.SHARE, Kind.PLAN)
    if seen.state in (REFUSED, CARD) or (seen.opened is None and not is_sorted_apart):
        return taken(seen, REFUSED if seen.state == REFUSED else CARD)
    try:
        if kind in (Kind.HANDOVER, Kind.SHARE):
            return _for_an_official(db, seen, now=now, by=by)
        if kind is Kind.STANDARD:
            return take_down(db, seen, copies=copies, now=now, by=by)
        return _take_seen(db, seen, receipts, copies, now=now, by=by)
    except AppError as refusal:  # the disk is full, the copy fails: the next file may still go
        return taken(seen, REFUSED, refusal)


def _for_an_official(db: Db, seen: Look, *, now: datetime.datetime, by: str) -> Taken:
    """Households of other hands: never taken in among the files of a folder."""
    if seen.header is not None and seen.header.letter.kind is Kind.HANDOVER:
        return lay_by(db, seen, now=now, by=by)
    if seen.state == SHARE:
        return taken(seen, HELD, note=t("branch-decide-there"))
    return taken(seen, KNOWN)


def _take_seen(
    db: Db, seen: Look, receipts: Path | None, copies: Path | None,
    *, now: datetime.datetime, by: str,
) -> Taken:  # fmt: skip
    if seen.planned is not None:
        return taking_plan.take_in(
            db, seen.planned, receipts=receipts, copies=copies, now=now, by=by
        )
    if seen.state == "receipt":
        return take_receipt(db, seen, now=now, by=by)
    if seen.state == HELD:
        return hold(db, seen, now=now, by=by)
    return accept(db, seen, receipts=receipts, copies=copies, now=now, by=by)


def _known_already(db: Db, path: Path, receipts: Path | None) -> Taken | None:
    """The very bytes of the newest report taken in, answered already: a folder is read each night."""
    try:
        raw = package.read_file(path)
        letter = package.read_header(raw, name=path.name).letter
    except AppError:
        return None  # the look says what is wrong
    logged = packages.get(db, package.fingerprint(raw))
    if logged is None or logged.verdict != ACCEPTED or logged.kind != Kind.REPORT:
        return None
    if behind_of(packages.from_sender(db, logged.sender), letter, serial(logged)):
        return None
    answer = packages.receipt_for(db, logged.sha256)
    receipt = receipts / answer.file_name if receipts and answer else None
    if receipts and not (receipt and is_there(receipt)):
        return None
    return Taken(
        path=path, verdict=KNOWN, sender=letter.sender.name, year=logged.year,
        number=logged.number, receipt=receipt, totals=logged.totals,
    )  # fmt: skip


def as_planned(seen: Look) -> Taken:
    """What taking in would do with a package looked at, for a dry run: nothing is written."""
    planned = {CLEAN: ACCEPTED, HANDOVER: HELD}
    return taken(seen, planned.get(seen.state, seen.state))


def accept(
    db: Db,
    seen: Look,
    *,
    receipts: Path | None = None,
    copies: Path | None = None,
    now: datetime.datetime,
    by: str,
) -> Taken:
    """Write a package that was looked at, whole or not at all, and answer it.

    What the book then counts must equal what the sender signed; otherwise nothing is kept and
    PackageTotalsWrong comes back as the refusal. If the sender was heard of again since the look,
    or the standard came from elsewhere, the package is looked at once more: it may be known, behind
    or held by now. A standard that the report brings goes in with it.
    """
    opened, decided = seen.opened, seen.brought
    assert opened is not None
    seen, brought = _fresh(db, seen, opened)
    if seen.state == REFUSED:
        return taken(seen, REFUSED)
    if seen.state == KNOWN:
        return receipting.answer(db, seen, KNOWN, Verdict.TAKEN_IN, receipts, now=now, by=by)
    if brought.reason and decided is not None and not decided.reason:
        return hold(db, seen, now=now, by=by)
    if brought.is_unfit:
        unfit = PackageStandardUnfit(path=seen.path.name, reason=brought.reason)
        return taken(seen, REFUSED, unfit)
    plan = seen.plan
    assert plan is not None
    if copies is not None and not plan.changes_nothing:
        copy_once(db, copies, now)
    try:
        with _archived(db, seen, now), writing(db):
            write_in(db, seen, plan, brought, "taken-in", now=now, by=by)
    except PackageTotalsWrong as refusal:
        return taken(seen, REFUSED, refusal)
    return receipting.answer(db, seen, ACCEPTED, Verdict.TAKEN_IN, receipts, now=now, by=by)


def write_in(
    db: Db, seen: Look, plan: Plan, brought: Brought, verb: str, *, now: datetime.datetime, by: str
) -> packages.Package:
    """Inside a transaction: write a planned package and its line in the log, and count both sides.

    `verb` is what the trail calls it. Raises PackageTotalsWrong: nothing of it may be kept then.
    """
    opened = seen.opened
    assert opened is not None
    bringing.keep(db, brought, opened, now=now, by=by)
    _apply(db, plan, opened)
    totals = compared(db, opened, seen.path.name)
    communes = communes_of(opened.sender.code, opened.sender.list_version)
    counting.keep_all(db, communes)
    needing.keep_all(db, communes)
    following.keep_all(db, communes)
    logged = logged_in(seen, ACCEPTED, now, totals)
    packages.put(db, logged)
    audit.add(
        db, at=now, by=by, action=verb, subject=opened.sha256,
        after={"sender": logged.sender, "number": logged.number, "counts": plan.counts},
    )  # fmt: skip
    return logged


@contextmanager
def _archived(db: Db, seen: Look, now: datetime.datetime) -> Iterator[None]:
    """Keep the file before the book says that it is in; where that fails, both are as before."""
    logged = logged_in(seen, ACCEPTED, now, {})
    new = archiving.keep(db, seen.raw or package.read_file(seen.path), logged)
    try:
        yield
    except BaseException:
        archiving.let_go(new)
        raise
    archiving.prune(db, logged.sender)


def _fresh(db: Db, seen: Look, opened: Opened) -> tuple[Look, Brought]:
    """What was looked at, looked at once more if the book knows more by now."""
    brought = brought_by(db, opened)
    heard = len(packages.from_sender(db, opened.header.letter.sender.code))
    if heard == seen.heard and brought == seen.brought:
        return seen, brought
    return replace(look_into(db, seen.path, opened, seen.size), raw=seen.raw), brought


def hold(db: Db, seen: Look, *, now: datetime.datetime, by: str) -> Taken:
    """Keep a package in the log as waiting for a decision; its records are not written.

    What was decided of it before stays decided.
    """
    assert seen.opened is not None
    if known := packages.get(db, seen.opened.sha256):
        return taken(seen, known.verdict)
    reason = seen.doubt or (seen.brought.reason if seen.brought else "")
    with _archived(db, seen, now):
        _log_verdict(db, seen, HELD, now=now, by=by, reason=reason)
    return receipting.answer(db, seen, HELD, Verdict.HELD, None, now=now, by=by)


def return_package(
    db: Db,
    seen: Look,
    reason: str,
    *,
    remarks: Sequence[Remark] = (),
    receipts: Path | None = None,
    now: datetime.datetime,
    by: str,
) -> Taken:
    """Send a package back with the reason; the book keeps what it had."""
    _log_verdict(db, seen, RETURNED, now=now, by=by, reason=reason)
    return receipting.answer(
        db, seen, RETURNED, Verdict.RETURNED, receipts, now=now, by=by, opinion=reason,
        remarks=remarks,
    )  # fmt: skip


def _log_verdict(
    db: Db, seen: Look, verdict: str, *, now: datetime.datetime, by: str, reason: str = ""
) -> None:
    logged = logged_in(seen, verdict, now, {}, reason)
    with writing(db):
        packages.put(db, logged)
        audit.add(db, at=now, by=by, action=verdict, subject=logged.sha256, after=logged)


def _apply(db: Db, plan: Plan, opened: Opened) -> None:
    # What goes goes first: its register number or place in a round may be taken by what comes.
    reviews.delete(db, _removed(plan.reviews))
    reviews.delete_events(db, _removed(plan.events))
    households.delete(db, [s.record.uid for s in plan.households if s.move is Move.REMOVE])
    households.put(db, [s.record for s in plan.households if _moves(s.move)])
    reviews.put(db, [s.record for s in plan.reviews if _moves(s.move)])
    reviews.put_events(db, [s.record for s in plan.events if _moves(s.move)])
    sender = opened.sender
    communes = communes_of(sender.code, sender.list_version)
    _write_residents(db, communes, plan.residents)
    figures.delete(db, communes)
    figures.put(db, plan.figures, sender.code)
    for record in plan.rounds:
        if reviews.get_round(db, record.year, record.kind) is None:
            reviews.put_round(db, record)


def _write_residents(db: Db, communes: Sequence[str], residents: Sequence[Residents]) -> None:
    """Whole, and only where they differ: the figures kept of years that did not change still hold."""
    for code in communes:
        ours = [r for r in residents if r.commune_code == code]
        if {*reviews.residents(db, commune_code=code)} != {*ours}:
            reviews.delete_residents(db, code)
            reviews.put_residents(db, ours)


def _moves(move: Move) -> bool:
    return move in (Move.ADD, Move.REPLACE)


def _removed(steps: Sequence[Step[Review]] | Sequence[Step[Event]]) -> list[str]:
    return [s.record.uid for s in steps if s.move is Move.REMOVE]
