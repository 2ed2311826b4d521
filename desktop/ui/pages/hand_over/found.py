"""What one look into the book gives the page of hand-overs: the list, and the one in hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from desktop.errors import AppError, ReceiptForeign
from desktop.exchange.letter import Kind
from desktop.services import handed_answer, handing_over, mailing, registering, taking_over
from desktop.services.examining import Look, files_in, look
from desktop.services.handing_over import Offer
from desktop.services.mailing import Box
from desktop.services.taking_over import Seen
from desktop.store.connection import Db
from desktop.store.hand_overs import HandOver


@dataclass(frozen=True, slots=True)
class Found:
    """What one look gives the page: the list, and what is in hand (one of the last four)."""

    rows: list[HandOver]
    villages: list[str]
    box: Box
    seen: Seen | None = None
    offer: Offer | None = None
    one: HandOver | None = None
    receipt: Look | None = None
    refusal: AppError | None = None


def read(db: Db, *, path: Path | None, uid: str, chosen: str) -> Found:
    """A file, else a household to be given, else the hand-over chosen in the list or the newest."""
    rows = handing_over.everything(db)
    found = Found(rows, registering.villages(db), mailing.box(db))
    if path is not None:
        return _of_file(db, found, path)
    return _of_household(db, found, uid) if uid else _of_row(db, found, chosen)


def _of_file(db: Db, found: Found, path: Path) -> Found:
    """A receipt with the hand-over it answers, else the package."""
    files = files_in([path])
    seen = look(db, files[-1] if files else path)
    kind = seen.header.letter.kind if seen.header else None
    if kind is not Kind.RECEIPT:
        return replace(found, seen=taking_over.look(db, seen.path))
    one = handed_answer.answer_in(db, seen)
    if one is None:
        return replace(found, refusal=seen.refusal or ReceiptForeign(path=path.name))
    return replace(found, one=one, receipt=seen)


def _of_household(db: Db, found: Found, uid: str) -> Found:
    offer = handing_over.offer(db, uid)
    if offer is not None and offer.standing is not None:
        return replace(found, one=offer.standing)
    return replace(found, offer=offer)


def _of_row(db: Db, found: Found, chosen: str) -> Found:
    one = next((x for x in found.rows if x.sha256 == chosen), None) or next(iter(found.rows), None)
    if one is None or one.direction == "out":
        return replace(found, one=one)
    return replace(found, seen=taking_over.look_kept(db, one.sha256))
