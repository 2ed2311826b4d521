"""Taking packages in: look and plan first, then one transaction after a copy, then the receipt."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.domain.review import Event, Review
from desktop.errors import (
    AppError,
    Cancelled,
    PackageStandardUnfit,
    PackageTotalsWrong,
    ReceiptForeign,
)
from desktop.exchange import package
from desktop.exchange.letter import Kind
from desktop.exchange.merge import Move, Plan, Step
from desktop.exchange.package import Opened
from desktop.exchange.records import Receipt, Remark, Verdict, decode_receipt
from desktop.services import bringing
from desktop.services.bringing import Brought, brought_by
from desktop.services.changes import Changes, Tick, changes, no_tick
from desktop.services.comparing import compared
from desktop.services.examining import (
    ACCEPTED,
    CARD,
    CLEAN,
    HELD,
    KNOWN,
    REFUSED,
    RETURNED,
    Look,
    behind_of,
    files_in,
    look,
    look_into,
)
from desktop.services.exchanging import write_receipt
from desktop.services.upkeep import prune_copies
from desktop.store import audit, households, packages, reviews
from desktop.store.connection import Db, copy_book, writing

__all__ = [
    "ACCEPTED", "CARD", "HELD", "KNOWN", "REFUSED", "RETURNED", "Look", "Taken", "accept",
    "as_planned", "files_in", "hold", "look", "return_package", "take_in", "take_receipt",
]  # fmt: skip

_WRITES = changes("package", "household", "review", "residents", "round", "standard")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one file; `receipt` is where the answer lies, `note` tells of its standard."""

    path: Path
    verdict: str
    sender: str = ""
    year: int = 0
    number: int = 0
    counts: Mapping[str, Mapping[Move, int]] = field(default_factory=dict)
    refusal: AppError | None = None
    receipt: Path | None = None
    totals: Mapping[str, int] = field(default_factory=dict)
    note: str = ""
    changes: Changes = _WRITES


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
    if seen.state in (REFUSED, CARD) or seen.opened is None:
        return _taken(seen, REFUSED if seen.state == REFUSED else CARD)
    try:
        if seen.state == "receipt":
            return take_receipt(db, seen, now=now, by=by)
        if seen.state == HELD:
            return hold(db, seen, now=now, by=by)
        return accept(db, seen, receipts=receipts, copies=copies, now=now, by=by)
    except AppError as refusal:  # the disk is full, the copy fails: the next file may still go
        return _taken(seen, REFUSED, refusal)


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
    if behind_of(packages.from_sender(db, logged.sender), letter):
        return None
    answer = packages.receipt_for(db, logged.sha256)
    receipt = receipts / answer.file_name if receipts and answer else None
    if receipts and not (receipt and receipt.is_file()):
        return None
    return Taken(
        path=path, verdict=KNOWN, sender=letter.sender.name, year=logged.year,
        number=logged.number, receipt=receipt, totals=logged.totals,
    )  # fmt: skip


def as_planned(seen: Look) -> Taken:
    """What taking in would do with a package looked at, for a dry run: nothing is written."""
    return _taken(seen, ACCEPTED if seen.state == CLEAN else seen.state)


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
        return _taken(seen, REFUSED)
    if seen.state == KNOWN:
        return _answered(db, seen, KNOWN, Verdict.TAKEN_IN, receipts, now=now)
    if brought.reason and decided is not None and not decided.reason:
        return hold(db, seen, now=now, by=by)
    if brought.is_unfit:
        unfit = PackageStandardUnfit(path=seen.path.name, reason=brought.reason)
        return _taken(seen, REFUSED, unfit)
    plan = seen.plan
    assert plan is not None
    if copies is not None and not plan.changes_nothing:
        _copy_once(db, copies, now)
    try:
        with writing(db):
            bringing.keep(db, brought, opened, now=now, by=by)
            _apply(db, plan, opened)
            totals = compared(db, opened, seen.path.name)
            logged = _logged_in(seen, ACCEPTED, now, totals)
            packages.put(db, logged)
            audit.add(
                db, at=now, by=by, action="taken-in", subject=opened.sha256,
                after={"sender": logged.sender, "number": logged.number, "counts": plan.counts},
            )  # fmt: skip
    except PackageTotalsWrong as refusal:
        return _taken(seen, REFUSED, refusal)
    return _answered(db, seen, ACCEPTED, Verdict.TAKEN_IN, receipts, now=now)


def _fresh(db: Db, seen: Look, opened: Opened) -> tuple[Look, Brought]:
    """What was looked at, looked at once more if the book knows more by now."""
    brought = brought_by(db, opened)
    heard = len(packages.from_sender(db, opened.header.letter.sender.code))
    if heard == seen.heard and brought == seen.brought:
        return seen, brought
    return look_into(db, seen.path, opened, seen.size), brought


def _copy_once(db: Db, copies: Path, now: datetime.datetime) -> None:
    """One copy before the first change of a run (all of a run has one `now`) is enough."""
    target = copies / f"book-before-{now.astimezone().strftime('%Y%m%d_%H%M%S')}.rasoat-book"
    if not target.exists():
        copy_book(db, target)
        prune_copies(copies)


def hold(db: Db, seen: Look, *, now: datetime.datetime, by: str) -> Taken:
    """Keep a package in the log as waiting for a decision; its records are not written.

    What was decided of it before stays decided.
    """
    assert seen.opened is not None
    if known := packages.get(db, seen.opened.sha256):
        return _taken(seen, known.verdict)
    reason = seen.brought.reason if seen.brought else ""
    _log_verdict(db, seen, HELD, now=now, by=by, reason=reason)
    return _taken(seen, HELD)


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
    return _answered(
        db, seen, RETURNED, Verdict.RETURNED, receipts, now=now, opinion=reason, remarks=remarks
    )


def _log_verdict(
    db: Db, seen: Look, verdict: str, *, now: datetime.datetime, by: str, reason: str = ""
) -> None:
    logged = _logged_in(seen, verdict, now, {}, reason)
    with writing(db):
        packages.put(db, logged)
        audit.add(db, at=now, by=by, action=verdict, subject=logged.sha256, after=logged)


def _logged_in(
    seen: Look, verdict: str, now: datetime.datetime, totals: Mapping[str, int], reason: str = ""
) -> packages.Package:
    assert seen.opened is not None
    letter = seen.opened.header.letter
    details = {"book": seen.opened.sender.book_id} | ({"reason": reason} if reason else {})
    return packages.Package(
        sha256=seen.opened.sha256, direction="in", kind=letter.kind, sender=letter.sender.code,
        receiver=letter.receiver.code, year=letter.year, number=letter.number,
        made_at=letter.made_at, handled_at=now, file_name=seen.path.name, size=seen.size,
        verdict=verdict, totals=dict(totals), details=details,
    )  # fmt: skip


def _apply(db: Db, plan: Plan, opened: Opened) -> None:
    # What goes goes first: its register number or place in a round may be taken by what comes.
    reviews.delete(db, _removed(plan.reviews))
    reviews.delete_events(db, _removed(plan.events))
    households.delete(db, [s.record.uid for s in plan.households if s.move is Move.REMOVE])
    households.put(db, [s.record for s in plan.households if _moves(s.move)])
    reviews.put(db, [s.record for s in plan.reviews if _moves(s.move)])
    reviews.put_events(db, [s.record for s in plan.events if _moves(s.move)])
    reviews.delete_residents(db, opened.header.letter.sender.code)
    reviews.put_residents(db, plan.residents)
    for record in plan.rounds:
        if reviews.get_round(db, record.year, record.kind) is None:
            reviews.put_round(db, record)


def _moves(move: Move) -> bool:
    return move in (Move.ADD, Move.REPLACE)


def _removed(steps: Sequence[Step[Review]] | Sequence[Step[Event]]) -> list[str]:
    return [s.record.uid for s in steps if s.move is Move.REMOVE]


# Answers -----------------------------------------------------------------------------------------
def _answered(
    db: Db,
    seen: Look,
    verdict: str,
    word: Verdict,
    receipts: Path | None,
    *,
    now: datetime.datetime,
    opinion: str = "",
    remarks: Sequence[Remark] = (),
) -> Taken:
    """Write the receipt; the same answer that lies there already is not written again.

    A receipt that cannot be written comes back as `refusal` beside the verdict, which stands.
    """
    opened, totals = seen.opened, seen.opened.manifest.totals if seen.opened else {}
    assert opened is not None
    if receipts is None:
        return _taken(seen, verdict, totals=totals)
    before = packages.receipt_for(db, opened.sha256) if verdict == KNOWN else None
    if before is not None and (receipts / before.file_name).is_file():
        return _taken(seen, verdict, receipt=receipts / before.file_name, totals=totals)
    logged = packages.get(db, opened.sha256)
    counted = logged.totals if logged else {}
    receipt = Receipt(
        package_sha256=opened.sha256, year=opened.header.letter.year,
        number=opened.header.letter.number, verdict=word,
        # Side by side are the totals that both ends count; nothing is counted of what is returned.
        totals_sent={k: v for k, v in totals.items() if k in counted or not counted},
        totals_counted=counted, opinion=opinion, remarks=tuple(remarks),
    )  # fmt: skip
    try:
        path, sent = write_receipt(db, receipt, opened.sender, receipts, now=now)
    except AppError as refusal:
        return _taken(seen, verdict, refusal, totals=totals)
    with writing(db):
        packages.put(db, sent)
    return _taken(seen, verdict, receipt=path, totals=totals)


def _taken(
    seen: Look,
    verdict: str,
    refusal: AppError | None = None,
    *,
    receipt: Path | None = None,
    totals: Mapping[str, int] | None = None,
) -> Taken:
    letter = seen.header.letter if seen.header else None
    return Taken(
        path=seen.path,
        verdict=verdict,
        sender=letter.sender.name if letter else "",
        year=letter.year if letter else 0,
        number=letter.number if letter else 0,
        counts=seen.plan.counts if seen.plan else {},
        refusal=refusal or seen.refusal,
        receipt=receipt,
        totals=totals or {},
        note=seen.brought.note if seen.brought else "",
    )


def take_receipt(db: Db, seen: Look, *, now: datetime.datetime, by: str) -> Taken:
    """Note what the upper office answered beside the package it answers."""
    assert seen.opened is not None
    receipt = decode_receipt(seen.opened.parts, name=seen.path.name)
    letter = seen.opened.header.letter
    sent = packages.get(db, receipt.package_sha256)
    if sent is None or sent.direction != "out" or sent.receiver != letter.sender.code:
        return _taken(seen, REFUSED, ReceiptForeign(path=seen.path.name))
    # The same receipt again, or one that a newer answer has overtaken on the way.
    answered_at = letter.made_at.isoformat()
    if packages.get(db, seen.opened.sha256) or sent.details.get("answered_at", "") > answered_at:
        return _taken(seen, KNOWN)
    answered = packages.Package(
        **{name: getattr(sent, name) for name in sent.__dataclass_fields__}
        | {
            "verdict": receipt.verdict,
            "details": {
                "answered_on": now.date().isoformat(),
                "answered_at": answered_at,
                "opinion": receipt.opinion,
                "totals_counted": dict(receipt.totals_counted),
                "agrees": receipt.agrees,
                "opinion_no": receipt.opinion_no,
                "opinion_on": receipt.opinion_on.isoformat() if receipt.opinion_on else "",
                "remarks": [
                    {
                        "record_uid": r.record_uid,
                        "verdict": r.verdict,
                        "code": r.code,
                        "text": r.text,
                    }
                    for r in receipt.remarks
                ],
            },
        }
    )
    with writing(db):
        packages.put(db, answered)
        packages.put(db, _logged_in(seen, ACCEPTED, now, {}))
        audit.add(db, at=now, by=by, action="receipt", subject=sent.sha256, after=answered)
    return _taken(seen, ACCEPTED)
