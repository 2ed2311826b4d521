"""The answer to a plan: the receipt written by the office above, and noted at home beside what was sent."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from desktop.domain.answer import Remark, Verdict
from desktop.domain.vietnamese import show_date
from desktop.errors import AppError
from desktop.exchange.letter import Kind
from desktop.exchange.package import Opened
from desktop.exchange.records import Receipt, decode_receipt
from desktop.exchange.seal import Card
from desktop.files import is_there
from desktop.services.changes import changes
from desktop.services.examining import ACCEPTED, HELD, KNOWN, RETURNED, Look
from desktop.services.exchanging import receiver, write_receipt
from desktop.services.planning import plan_known
from desktop.services.taken import Taken, logged_in, taken
from desktop.store import audit, packages
from desktop.store.connection import Db, writing
from desktop.store.packages import Package
from desktop.text import t

BEHIND = "plan-goals-behind"
"""The remark of a receipt that the sender holds older orders than were sent to it."""
_WORDS = {ACCEPTED: Verdict.TAKEN_IN, HELD: Verdict.HELD, RETURNED: Verdict.RETURNED}
_WRITES = changes("package", "answer")


# At the office above -------------------------------------------------------------------------------
def answer(
    db: Db, done: Taken, opened: Opened, receipts: Path | None, *, now: datetime.datetime
) -> Taken:
    """Write the receipt to a plan that was decided on; the one that lies there already is enough.

    A receipt that cannot be written comes back as `refusal` beside the verdict, which stands.
    """
    logged = packages.get(db, opened.sha256)
    if receipts is None or logged is None:
        return done
    before = packages.receipt_for(db, opened.sha256) if done.verdict == KNOWN else None
    if before is not None and is_there(receipts / before.file_name):
        return replace(done, receipt=receipts / before.file_name)
    try:
        return replace(done, receipt=write(db, logged, receipts, to=opened.sender, now=now))
    except AppError as refusal:
        return replace(done, refusal=refusal)


def write(
    db: Db, logged: Package, folder: Path, *, to: Card | None = None, now: datetime.datetime
) -> Path:
    """The receipt to a plan of the log, also once more. Raises ReceiverUnknown, DiskFull, …"""
    card = to or receiver(db, logged.sender)
    path, sent = write_receipt(db, composed(db, logged), card, folder, now=now)
    with writing(db):
        packages.put(db, sent)
    return path


def composed(db: Db, logged: Package) -> Receipt:
    """What the receipt to a plan would say now: verdict, both sides' totals, older orders held."""
    word = _WORDS[logged.verdict]
    return Receipt(
        package_sha256=logged.sha256, year=logged.year, number=logged.number, verdict=word,
        totals_sent=logged.details.get("sent", {}),
        totals_counted=logged.totals if word is Verdict.TAKEN_IN else {},
        remarks=_remarks(db, logged), opinion=str(logged.details.get("reason", "")),
    )  # fmt: skip


def _remarks(db: Db, logged: Package) -> tuple[Remark, ...]:
    known = plan_known.of_package(db, logged)
    if not known.goals_behind:
        return ()
    titles = [one.title for one in known.goals_behind]
    details = {"count": len(titles), "names": "; ".join(titles[:3])}
    return (
        Remark(
            record_uid="", verdict=Verdict.HELD, code=BEHIND, details=details,
            uid=f"{logged.sha256[:24]}-behind",
        ),
    )  # fmt: skip


# At home -------------------------------------------------------------------------------------------
def take_receipt(
    db: Db, seen: Look, receipt: Receipt, sent: Package, *, now: datetime.datetime, by: str
) -> Taken:
    """Note what the office above did with our plan, beside what was sent; the later answer holds."""
    assert seen.opened is not None
    answered_at = seen.opened.header.letter.made_at.isoformat()
    if packages.get(db, seen.opened.sha256) or sent.details.get("answered_at", "") > answered_at:
        return taken(seen, KNOWN)
    details = {
        "answered_on": now.date().isoformat(), "answered_at": answered_at,
        "opinion": receipt.opinion, "totals_sent": dict(receipt.totals_sent),
        "totals_counted": dict(receipt.totals_counted), "agrees": receipt.agrees,
        "remarks": msgspec.to_builtins(receipt.remarks),
    }  # fmt: skip
    noted = replace(sent, verdict=receipt.verdict, details=sent.details | details)
    with writing(db):
        packages.put(db, noted)
        packages.put(db, logged_in(seen, ACCEPTED, now, {}))
        audit.add(db, at=now, by=by, action="receipt", subject=sent.sha256, after=receipt.verdict)
    return replace(taken(seen, ACCEPTED, note=said(noted)), changes=_WRITES)


def is_of_plan(db: Db, seen: Look) -> bool:
    """Whether a receipt that was looked at answers a plan of ours; raises PackageDamaged."""
    assert seen.opened is not None
    receipt = decode_receipt(seen.opened.parts, name=seen.path.name)
    sent = packages.get(db, receipt.package_sha256)
    return sent is not None and sent.kind == Kind.PLAN


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A sum of a plan that was sent: as we signed it, as the office above counts it (None: not)."""

    name: str
    sent: int
    counted: int | None


def totals(sent: Package) -> list[Total]:
    """The sums of a plan beside what came back."""
    counted = sent.details.get("totals_counted")
    return [
        Total(name=name, sent=number, counted=counted.get(name, 0) if counted else None)
        for name, number in sent.totals.items()
    ]


def said(sent: Package) -> str:
    """What the office above answered to a plan, in sentences; "" before its receipt."""
    details = sent.details
    if "answered_at" not in details:
        return ""
    number, on = str(sent.number), show_date(datetime.date.fromisoformat(details["answered_on"]))
    if sent.verdict == Verdict.RETURNED:
        return t("plan-road-said-returned", number=number, on=on, reason=str(details["opinion"]))
    if sent.verdict == Verdict.HELD:
        return t("plan-road-said-held", number=number, on=on)
    key = "plan-road-said-equal" if details.get("agrees") else "plan-road-said-differs"
    remarks = msgspec.convert(details.get("remarks", ()), tuple[Remark, ...])
    return " ".join(
        [t(key, number=number, on=on), *(w for r in remarks if (w := _remark_words(r)))]
    )


def _remark_words(remark: Remark) -> str:
    """A remark of a receipt to a plan; one of a newer program without words of its own is ""."""
    if remark.code != BEHIND:
        return remark.text
    said = remark.details
    return t("plan-road-behind", count=said.get("count", 0), names=said.get("names", ""))
