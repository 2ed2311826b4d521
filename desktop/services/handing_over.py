"""A household is handed over to the commune it moved to: planned, sealed as one deed, taken back, answered."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.domain.household import Household
from desktop.domain.review import Event, EventKind, Review, ReviewState
from desktop.domain.unit import Level
from desktop.domain.vietnamese import nfc
from desktop.errors import (
    AppError,
    HandOverDraft,
    HandOverEmpty,
    HandOverReceived,
    HandOverTwice,
    ReceiverUnknown,
)
from desktop.exchange import handover, package
from desktop.exchange.handover import Former, Goods, Sheet
from desktop.exchange.letter import Kind
from desktop.exchange.seal import Card
from desktop.services import happening, lending, undoing
from desktop.services.came_along import arrival, goods_of, reviews_along
from desktop.services.changes import Changes, Tick, changes, no_tick
from desktop.services.exchanging import (
    PROGRAM,
    own_card,
    own_keys,
    receiver,
    trusted,
    write_package,
)
from desktop.services.happening import Deed, Plan, Request
from desktop.services.registering import own_commune
from desktop.store import answers, audit, hand_overs, households, packages, reviews, settings
from desktop.store.connection import Db, writing
from desktop.store.hand_overs import BACK, RECEIVED, REFUSED, SENT, HandOver
from desktop.store.packages import Package
from desktop.text import t

_WRITES = changes("household", "review", "package", "answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which household goes to which commune (code), the day it left, a word to those there."""

    household: str
    to: str
    on: datetime.date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What stands before a hand-over. `left`: that it moved away was recorded already; `hindrance`:
    why it cannot be handed over; `standing`: the hand-over that is on its way or received;
    `refused`: the one that the other commune did not take."""

    household: Household
    receivers: tuple[Card, ...]
    reviews: tuple[Review, ...]
    left: Event | None = None
    standing: HandOver | None = None
    refused: HandOver | None = None
    hindrance: AppError | None = None


# Looking -----------------------------------------------------------------------------------------
def offer(db: Db, uid: str) -> Offer | None:
    """All that the form shows of a household, None where the book does not hold it.

    Raises RoundNotHere at an upper office.
    """
    own_commune(db)
    household = households.get(db, uid)
    if household is None:
        return None
    standing = _standing(db, uid)
    return Offer(
        household=household, receivers=receivers(db), reviews=history(db, uid), left=_left(db, uid),
        standing=standing, refused=next(iter(_refused(db, uid)), None),
        hindrance=_hindrance(db, household, standing),
    )  # fmt: skip


def receivers(db: Db) -> tuple[Card, ...]:
    """The communes whose cards are trusted, by name."""
    own = settings.office(db)
    found = [
        c
        for c in trusted(db)
        if c.level == Level.COMMUNE and c.list_version == own.list_version and c.code != own.code
    ]
    return tuple(sorted(found, key=lambda c: (c.name, c.code)))


def history(db: Db, uid: str) -> tuple[Review, ...]:
    """Every complete review of a household, those that came with it among them, oldest first."""
    own = [r for r in reviews.of_household(db, uid) if r.state is ReviewState.COMPLETE]
    known = {r.uid: r for r in (*reviews_along(db, uid), *own)}
    return tuple(sorted(known.values(), key=lambda r: (r.year, r.kind, r.uid)))


def _left(db: Db, uid: str) -> Event | None:
    """The event that it moved away, if that is how it last went."""
    moves = [e for e in reviews.events_of(db, uid) if e.kind.is_arrival or e.kind.is_leaving]
    last = max(moves, key=lambda e: (e.happened_on, e.kind.is_leaving), default=None)
    return last if last is not None and last.kind is EventKind.MOVED_AWAY else None


def _standing(db: Db, uid: str) -> HandOver | None:
    """A hand-over that holds; one of a household that came back since is over."""
    if _left(db, uid) is None:
        return None
    out = (x for x in hand_overs.of_household(db, uid) if x.direction == "out")
    return next((x for x in out if x.state in (SENT, RECEIVED)), None)


def _refused(db: Db, uid: str) -> list[HandOver]:
    """What was refused of a household that is still away by that leaving."""
    left = _left(db, uid)
    found = hand_overs.of_household(db, uid) if left else []
    return [x for x in found if (x.direction, x.state) == ("out", REFUSED)]


def _hindrance(db: Db, household: Household, standing: HandOver | None) -> AppError | None:
    if standing is not None:
        return HandOverTwice(office=standing.office_name, on=standing.left_on)
    if not household.present:
        return HandOverEmpty()
    running = {(r.year, r.kind) for r in reviews.rounds(db) if r.closed_on is None}
    for review in reviews.of_household(db, household.uid):
        if review.state is ReviewState.DRAFT and (review.year, review.kind) in running:
            return HandOverDraft(year=str(review.year))
    return None


def foresee(db: Db, choice: Choice, *, now: datetime.datetime) -> Plan | None:
    """The deed of leaving that would be recorded, None where it is recorded already."""
    if _left(db, choice.household) is not None:
        return None
    to = next((c.name for c in receivers(db) if c.code == choice.to), "")
    words = t("handover-reason-away", office=to) if to else ""
    reason = "; ".join(w for w in (words, choice.note) if w)
    request = Request(kind=Deed.MOVED_AWAY, on=choice.on, reason=reason, household=choice.household)
    return happening.plan_event(db, request, now=now)


# Handing over ------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """The sealed package, written whole and read back, and what the book keeps of it."""

    path: Path
    hand_over: HandOver
    changes: Changes = field(default_factory=lambda: _WRITES)


def hand_over(
    db: Db, choice: Choice, folder: Path, *, now: datetime.datetime, by: str, tick: Tick = no_tick
) -> HandedOver:
    """Record that the household moved away, if nobody did, and seal it for the commune it moved to.

    Raises RoundNotHere, ReceiverUnknown, HandOverTwice, HandOverDraft, HandOverEmpty, EventRefused,
    PracticeMixed, DiskFull, FileUnwritable; then nothing is recorded and no file is left.
    """
    own_commune(db)
    lending.check_main(db)
    lending.check(db, households=[choice.household])
    card = next((c for c in receivers(db) if c.code == choice.to), None)
    if card is None:
        raise ReceiverUnknown(office=choice.to)
    household = households.get(db, choice.household)
    if household is None:
        raise LookupError(choice.household)
    if hindrance := _hindrance(db, household, _standing(db, household.uid)):
        raise hindrance
    tick(0, 2)
    choice = replace(choice, note=nfc(choice.note))
    plan = foresee(db, choice, now=now)
    act = happening.checked(db, plan, now=now, by=by) if plan else None
    left = _left(db, household.uid)
    goods = _goods(db, household, left.happened_on if left else choice.on, choice.note)
    raw = _sealed(db, goods, card, now=now)
    tick(1, 2)  # the last chance to cancel: a package that lies in the folder is a sent one
    path = write_package(folder, raw)
    act_uid = act.uid if act else left.act if left else ""
    refused = _refused(db, household.uid)
    own = act is not None or any(x.details.get("own_event") for x in refused)
    one = _kept(goods, card, raw, act_uid, own=own, now=now, by=by)
    try:
        with writing(db):
            if act is not None:
                undoing.write(db, act)
            _note(db, one, refused)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return HandedOver(path=path, hand_over=one)


def _note(db: Db, one: HandOver, refused: Sequence[HandOver]) -> None:
    """The new hand-over takes the place of those that were refused, and the leaving with it."""
    for before in refused:
        hand_overs.put(db, replace(before, state=BACK))
        answers.drop_heard(db, before.sha256)
    hand_overs.put(db, one)
    packages.put(db, _logged(one, settings.office(db).code))
    audit.add(
        db, at=one.handled_at, by=one.handled_by, action="handed-over", subject=one.household_uid,
        after=_logged(one, ""),
    )  # fmt: skip


def _goods(db: Db, household: Household, left_on: datetime.date, note: str) -> Goods:
    """Only who is there goes along; who left before stays in our history."""
    former: tuple[Former, ...] = ()
    if came := arrival(db, household.uid):
        before = goods_of(came)
        former = (*before.sheet.former, Former(
            commune_code=came.office, list_version=household.list_version,
            household_uid=came.their_uid, number=before.household.number,
        ))  # fmt: skip
    return Goods(
        sheet=Sheet(household_uid=household.uid, left_on=left_on, note=note, former=former),
        household=replace(household, members=household.present),
        reviews=history(db, household.uid),
    )


def _sealed(db: Db, goods: Goods, card: Card, *, now: datetime.datetime) -> bytes:
    before = next((x for x in hand_overs.everything(db) if x.office == card.code and x.file), None)
    draft = handover.draft(
        goods, year=now.astimezone().year, number=hand_overs.next_number(db), made_at=now,
        program=PROGRAM, previous=before.sha256 if before else "",
    )  # fmt: skip
    return handover.pack_household(
        draft, goods, keys=own_keys(db), me=own_card(db), receiver=receiver(db, card.code)
    )


def _kept(
    goods: Goods,
    card: Card,
    raw: bytes,
    act_uid: str,
    *,
    own: bool,
    now: datetime.datetime,
    by: str,
) -> HandOver:
    letter = package.read_header(raw).letter
    return HandOver(
        sha256=package.fingerprint(raw), direction="out", state=SENT, office=card.code,
        office_name=card.name, book_id=goods.household.written_by, year=letter.year,
        number=letter.number, household_uid=goods.household.uid, act_uid=act_uid,
        head_name=goods.household.head_name, people=len(goods.household.present),
        reviews=len(goods.reviews), left_on=goods.sheet.left_on, reason=goods.sheet.note,
        made_at=letter.made_at, handled_at=now, handled_by=by, file_name=package.file_name(raw),
        details={"own_event": own}, file=raw,
    )  # fmt: skip


def _logged(one: HandOver, sender: str) -> Package:
    return Package(
        sha256=one.sha256, direction="out", kind=Kind.HANDOVER, sender=sender, receiver=one.office,
        year=one.year, number=one.number, made_at=one.made_at, handled_at=one.handled_at,
        file_name=one.file_name, size=len(one.file), verdict="sent",
        totals={"households": 1, "people": one.people, "reviews": one.reviews},
        details={"household": one.household_uid},
    )  # fmt: skip


def again(db: Db, sha256: str, folder: Path, *, now: datetime.datetime, by: str) -> Path:
    """Write the same package once more: it was lost, or its receipt never came.

    Raises DiskFull, FileUnwritable, and LookupError for one that this book did not send.
    """
    one = hand_overs.get(db, sha256)
    if one is None or not one.file:
        raise LookupError(sha256)
    path = write_package(folder, one.file)
    with writing(db):
        audit.add(db, at=now, by=by, action="handed-over-again", subject=one.household_uid)
    return path


def take_back(db: Db, sha256: str, *, now: datetime.datetime, by: str) -> Changes:
    """The household stays after all, or goes elsewhere; the leaving that was recorded with it is undone.

    Raises HandOverReceived where the other commune has it, UndoTooLate.
    """
    one = hand_overs.get(db, sha256)
    if one is None or one.direction != "out" or one.state == BACK:
        return changes()
    if one.state == RECEIVED:
        raise HandOverReceived(office=one.office_name)
    if one.act_uid and one.details.get("own_event"):
        undoing.undo(db, one.act_uid, now=now, by=by)
    with writing(db):
        hand_overs.put(db, replace(one, state=BACK, handled_at=now, handled_by=by))
        answers.drop_heard(db, sha256)
        audit.add(db, at=now, by=by, action="handed-over-back", subject=one.household_uid)
    return _WRITES


def of_household(db: Db, uid: str) -> HandOver | None:
    """The newest hand-over of a household, given or received."""
    return next(iter(hand_overs.of_household(db, uid)), None)


def everything(db: Db) -> list[HandOver]:
    """All hand-overs of the book, newest first."""
    return hand_overs.everything(db)
