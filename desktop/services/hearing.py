"""Receipts that come home: noted beside the report they answer, and household by household."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import replace

from desktop.domain.answer import Remark
from desktop.errors import ReceiptForeign
from desktop.exchange.letter import Kind
from desktop.exchange.records import Receipt, decode_receipt
from desktop.services import handed_answer
from desktop.services.changes import Changes, changes
from desktop.services.examining import ACCEPTED, KNOWN, REFUSED, Look
from desktop.services.planning import plan_answer
from desktop.services.taken import Taken, logged_in, taken
from desktop.store import answers, audit, households, packages
from desktop.store.connection import Db, writing
from desktop.store.packages import Package
from desktop.text import t

_ANSWERS = changes("package", "answer")


def take_receipt(db: Db, seen: Look, *, now: datetime.datetime, by: str) -> Taken:
    """Note what the upper office answered: beside the report, and of each household.

    No record of ours is touched. Verdicts and remarks of a year are those of the newest receipt (of
    the highest report, then the latest), in whatever order receipts come; one that is overtaken is
    noted beside its own report only. `note` tells what else is to know, in words.
    """
    assert seen.opened is not None
    receipt = decode_receipt(seen.opened.parts, name=seen.path.name)
    letter = seen.opened.header.letter
    report = packages.get(db, receipt.package_sha256)
    if report is None or report.direction != "out" or report.receiver != letter.sender.code:
        return taken(seen, REFUSED, ReceiptForeign(path=seen.path.name))
    # The same receipt again, or one that a newer answer has overtaken on the way.
    if report.kind == Kind.HANDOVER:
        return handed_answer.take_receipt(db, seen, receipt, report, now=now, by=by)
    if report.kind == Kind.PLAN:
        return plan_answer.take_receipt(db, seen, receipt, report, now=now, by=by)
    answered_at = letter.made_at.isoformat()
    if packages.get(db, seen.opened.sha256) or report.details.get("answered_at", "") > answered_at:
        return taken(seen, KNOWN)
    newer = _newer(db, report, answered_at)
    remarks = [_named(r, report.sha256) for r in receipt.remarks]
    answered = _answered(report, replace(receipt, remarks=tuple(remarks)), answered_at, now)
    with writing(db):
        packages.put(db, answered)
        packages.put(db, logged_in(seen, ACCEPTED, now, {}))
        if newer is None:
            answers.hear(db, report.year, report.sha256, receipt.verdicts, remarks)
        audit.add(db, at=now, by=by, action="receipt", subject=report.sha256, after=answered)
    done = taken(seen, ACCEPTED, note=_note(db, receipt, newer))
    return replace(done, changes=_ANSWERS)


def _newer(db: Db, report: Package, answered_at: str) -> Package | None:
    """A report of the same year, answered already, that this answer is behind."""
    mine = (report.number, answered_at)
    return next(
        (
            p
            for p in packages.log(db, report.year)
            if (p.direction, p.kind) == ("out", "report") and p.receiver == report.receiver
            and (p.number, str(p.details.get("answered_at", ""))) > mine
            and "answered_at" in p.details
        ),
        None,
    )  # fmt: skip


def _named(remark: Remark, package: str) -> Remark:
    """A remark of an older program gets the name that it has in every copy of the receipt."""
    if remark.uid:
        return remark
    name = "|".join((package, remark.record_uid, remark.code, remark.text))
    return replace(remark, uid=hashlib.sha256(name.encode()).hexdigest()[:32])


def _answered(
    report: Package, receipt: Receipt, answered_at: str, now: datetime.datetime
) -> Package:
    details = {
        "answered_on": now.date().isoformat(),
        "answered_at": answered_at,
        "opinion": receipt.opinion,
        "totals_sent": dict(receipt.totals_sent),
        "totals_counted": dict(receipt.totals_counted),
        "agrees": receipt.agrees,
        "opinion_no": receipt.opinion_no,
        "opinion_on": receipt.opinion_on.isoformat() if receipt.opinion_on else "",
        "opinion_agrees": receipt.opinion_agrees,
        "remarks": list(receipt.remarks),
    }
    return replace(report, verdict=receipt.verdict, details=report.details | details)


def _note(db: Db, receipt: Receipt, newer: Package | None) -> str:
    words = []
    if newer is not None:
        words.append(t("answers-behind", number=str(receipt.number), newer=str(newer.number)))
    uids = {v.household_uid for v in receipt.verdicts} | {r.record_uid for r in receipt.remarks}
    unknown = len(uids - {""}) - len(households.known(db, uids))
    if unknown:
        words.append(t("answers-unknown", count=unknown))
    return " ".join(words)


# Dealing with remarks ----------------------------------------------------------------------------
def settle(db: Db, remark_uid: str, *, now: datetime.datetime, by: str) -> Changes:
    """Note that a remark was dealt with; it stays to be read."""
    with writing(db):
        answers.settle(db, remark_uid, now, by)
        audit.add(db, at=now, by=by, action="remark-settled", subject=remark_uid)
    return _ANSWERS


def reopen(db: Db, remark_uid: str, *, now: datetime.datetime, by: str) -> Changes:
    """Take that back."""
    with writing(db):
        answers.reopen(db, remark_uid)
        audit.add(db, at=now, by=by, action="remark-reopened", subject=remark_uid)
    return _ANSWERS
