"""What the commune that a household went to answered: received, or refused, noted beside the hand-over."""

from __future__ import annotations

import datetime
from dataclasses import replace

from desktop.domain.answer import Remark
from desktop.domain.vietnamese import show_date
from desktop.exchange.records import Receipt, Verdict, decode_receipt
from desktop.services.changes import changes
from desktop.services.examining import ACCEPTED, KNOWN, Look
from desktop.services.taken import Taken, logged_in, taken
from desktop.store import answers, audit, hand_overs, packages
from desktop.store.connection import Db, writing
from desktop.store.hand_overs import BACK, RECEIVED, REFUSED, HandOver
from desktop.store.packages import Package
from desktop.text import t

_WRITES = changes("package", "answer")
OF_NO_ROUND = 0
"""The year of a remark that came with no report."""


def take_receipt(
    db: Db, seen: Look, receipt: Receipt, sent: Package, *, now: datetime.datetime, by: str
) -> Taken:
    """Note whether the other commune received the household; a refusal becomes a remark on it.

    The later answer holds, in whatever order they come. One that was taken back here and received
    there stands as a remark: one of the two must let go.
    """
    assert seen.opened is not None
    answered_at = seen.opened.header.letter.made_at.isoformat()
    if packages.get(db, seen.opened.sha256) or sent.details.get("answered_at", "") > answered_at:
        return taken(seen, KNOWN)
    one = hand_overs.get(db, sent.sha256)
    assert one is not None, "what the log calls handed over lies in its table"
    answered = replace(_answered(one, receipt), handled_at=now, handled_by=by)
    words = remark_words(answered)
    with writing(db):
        hand_overs.put(db, answered)
        packages.put(db, _noted(sent, receipt, answered_at, now))
        packages.put(db, logged_in(seen, ACCEPTED, now, {}))
        answers.drop_heard(db, sent.sha256)
        if words:
            answers.add_heard(db, OF_NO_ROUND, sent.sha256, [_remark(answered, words)])
        audit.add(db, at=now, by=by, action="receipt", subject=sent.sha256, after=receipt.verdict)
    return replace(taken(seen, ACCEPTED, note=words or answer_words(answered)), changes=_WRITES)


def answer_in(db: Db, seen: Look) -> HandOver | None:
    """The hand-over as it will stand once this receipt is noted; None where it answers none of ours.

    Raises PackageDamaged.
    """
    if seen.opened is None:
        return None
    receipt = decode_receipt(seen.opened.parts, name=seen.path.name)
    one = hand_overs.get(db, receipt.package_sha256)
    if one is None or one.direction != "out":
        return None
    return one if packages.get(db, seen.opened.sha256) else _answered(one, receipt)


def _answered(one: HandOver, receipt: Receipt) -> HandOver:
    is_received = receipt.verdict is Verdict.TAKEN_IN
    said = receipt.remarks[0].details if receipt.remarks else {}
    return replace(
        one, state=BACK if one.state == BACK else RECEIVED if is_received else REFUSED,
        happened_on=receipt.opinion_on, reason=receipt.opinion,
        details=one.details | {
            "number": str(said.get("number", "")), "village": str(said.get("village", "")),
            "counted": dict(receipt.totals_counted),
            "crossed": is_received and one.state == BACK,
        },
    )  # fmt: skip


def _noted(sent: Package, receipt: Receipt, answered_at: str, now: datetime.datetime) -> Package:
    details = {
        "answered_on": now.date().isoformat(), "answered_at": answered_at,
        "opinion": receipt.opinion, "totals_counted": dict(receipt.totals_counted),
        "agrees": receipt.agrees,
    }  # fmt: skip
    return replace(sent, verdict=receipt.verdict, details=sent.details | details)


def _remark(one: HandOver, words: str) -> Remark:
    return Remark(
        uid=one.sha256[:32], record_uid=one.household_uid, verdict=Verdict.RETURNED, text=words,
        said_on=one.happened_on,
    )  # fmt: skip


def remark_words(one: HandOver) -> str:
    """What the official must do something about: refused, received after all, persons missing."""
    names = {"office": one.office_name, "head": one.head_name}
    if one.details.get("crossed"):
        return t("handover-remark-crossed", **names)
    if one.state == REFUSED:
        return t("handover-remark-refused", reason=one.reason, **names)
    counted = one.details.get("counted", {}).get("people", one.people)
    if one.state == RECEIVED and counted != one.people:
        return t("handover-remark-people", sent=one.people, counted=counted, **names)
    return ""


def answer_words(one: HandOver) -> str:
    """What the other commune said, in one sentence; "" before it answered."""
    if one.state == RECEIVED:
        return t(
            "handover-received", office=one.office_name, on=show_date(one.happened_on),
            number=str(one.details.get("number") or "–"),
            village=str(one.details.get("village") or "–"),
        )  # fmt: skip
    if one.state == REFUSED:
        return t("handover-refused", office=one.office_name, reason=one.reason)
    return ""
