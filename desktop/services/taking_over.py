"""A household that another commune hands over: received as a record of our own, or refused with a reason.

What the other office knew of it stays as history: its reviews never count in rounds of this book.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.act import Act
from desktop.domain.answer import Remark
from desktop.domain.household import HEAD, Household, Person
from desktop.domain.vietnamese import nfc
from desktop.errors import (
    AppError,
    HandOverDoubled,
    HandOverEarly,
    HandOverHere,
    HandOverNoReason,
)
from desktop.exchange import handover
from desktop.exchange.handover import Goods
from desktop.exchange.letter import Kind
from desktop.exchange.records import Receipt, Verdict
from desktop.services import happening, lending, undoing
from desktop.services.changes import Changes, changes
from desktop.services.examining import ACCEPTED, HELD, KNOWN, RETURNED, Look
from desktop.services.exchanging import receiver, write_receipt
from desktop.services.handed_seen import (
    BAD,
    HERE,
    NEW,
    UNPROVEN,
    Seen,
    came,
    look,
    look_kept,
    of_kept,
    placed,
)
from desktop.services.happening import Deed, Plan, Request
from desktop.services.taken import Taken, taken
from desktop.services.upkeep import prune_copies
from desktop.store import audit, hand_overs, households, packages, reviews, settings
from desktop.store.connection import Db, copy_book, writing
from desktop.store.hand_overs import RECEIVED, REFUSED, WAITING, HandOver
from desktop.store.packages import Package
from desktop.text import t

__all__ = [
    "BAD", "HERE", "NEW", "UNPROVEN", "Choice", "Done", "Seen", "accept", "answer", "foresee", "keep",
    "lay_by", "look", "look_kept", "receipt_of", "refuse", "take_back",
]  # fmt: skip

_WRITES = changes("household", "review", "package")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How a household is received: into which village, since when.

    With `household` it is the one that was typed here already: no second record is made. `anyway`:
    although members stand elsewhere under the same citizen id.
    """

    village: str
    on: datetime.date
    household: str = ""
    anyway: bool = False


def foresee(db: Db, seen: Seen, choice: Choice, *, now: datetime.datetime) -> Plan:
    """The deed that receiving would record, with what speaks against it; nothing is written."""
    assert seen.goods is not None
    assert seen.letter is not None
    reason = t("handover-reason-in", office=seen.letter.sender.name)
    people = () if choice.household else _people(seen.goods.household)
    request = Request(
        kind=Deed.MOVED_IN, on=choice.on, reason=reason, household=choice.household, people=people,
        village=choice.village,
    )  # fmt: skip
    plan = happening.plan_event(db, request, now=now)
    return plan if choice.household else _with_traits(plan, seen.goods.household)


def _people(household: Household) -> tuple[Person, ...]:
    """Those present, with one head: the first where none or several are marked."""
    head = household.head
    return tuple(
        replace(p, relation=HEAD if p is head else "" if p.is_head else p.relation)
        for p in household.present
    )


def _with_traits(plan: Plan, theirs: Household) -> Plan:
    """What the register knows of the household beside its people goes along."""
    made = tuple(
        replace(
            h, merit_person=theirs.merit_person, no_labour_capacity=theirs.no_labour_capacity,
            note=theirs.note,
        )
        for h in plan.after.households
    )  # fmt: skip
    return replace(plan, after=replace(plan.after, households=made))


# Keeping, receiving, refusing --------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A decision as the book keeps it; `receipt` is where the answer lies, else `refusal` says why
    there is none: the decision stands."""

    hand_over: HandOver
    receipt: Path | None = None
    refusal: AppError | None = None
    changes: Changes = _WRITES


def keep(db: Db, seen: Seen, *, now: datetime.datetime, by: str) -> Changes:
    """Lay a hand-over into the book to be decided later; what lies there stays as it is."""
    if seen.state not in (NEW, HERE) or came(db, seen.sha256) is not None:
        return changes()
    one = _row(seen, WAITING, now=now, by=by)
    with writing(db):
        _put(db, seen, one, HELD)
        audit.add(db, at=now, by=by, action="hand-over-kept", subject=seen.sha256)
    return changes("package")


def accept(
    db: Db,
    seen: Seen,
    choice: Choice,
    *,
    copies: Path | None = None,
    receipts: Path | None = None,
    now: datetime.datetime,
    by: str,
) -> Done:
    """Receive the household as a record of our own, with the event that it moved in, as one deed.

    Raises what stands in the way: the refusal of the look, HandOverEarly, HandOverDoubled (unless
    `anyway`), EventRefused, EventOutdated, BranchNotMain, VillageLent. The receipt is
    written after the book holds it.
    """
    seen = _fresh(db, seen)
    assert seen.goods is not None
    if seen.state == HERE and seen.kept is not None:
        choice = replace(choice, household=seen.kept.household_uid)
    if choice.on < seen.goods.sheet.left_on:
        raise HandOverEarly(on=seen.goods.sheet.left_on)
    _check_doubled(seen, choice)
    plan = foresee(db, seen, choice, now=now)
    # One that was typed here with its event, or that is here from before, needs none.
    stands = bool(choice.household) and _stands(db, choice.household)
    act = None if stands else happening.checked(db, plan, now=now, by=by)
    if copies is not None:
        stamp = now.astimezone().strftime("%Y%m%d_%H%M%S")
        copy_book(db, copies / f"book-before-{stamp}.rasoat-book")
        prune_copies(copies)
    one = _received(db, seen, choice, act, now=now, by=by)
    with writing(db):
        if act is not None:
            undoing.write(db, act)
        _put(db, seen, one, ACCEPTED)
        audit.add(db, at=now, by=by, action="hand-over-received", subject=one.household_uid)
    return answer(db, one, receipts, now=now)


def _fresh(db: Db, seen: Seen) -> Seen:
    """What was looked at, once more: the book may know more by now. The main PC decides."""
    lending.check_main(db)
    if not seen.may_decide:
        raise seen.refusal or HandOverHere(number="–", name="")
    kept = came(db, seen.sha256)
    seen = of_kept(db, kept) if kept is not None else placed(db, replace(seen, state=NEW))
    if seen.state == RECEIVED and kept is not None:
        home = households.get(db, kept.household_uid)
        raise HandOverHere(number=home.number if home else "–", name=kept.head_name)
    if not seen.may_decide and seen.refusal is not None:
        raise seen.refusal
    return seen


def _check_doubled(seen: Seen, choice: Choice) -> None:
    sure = [s for s in seen.same if s.sure and s.household_uid != choice.household]
    if sure and not choice.anyway and seen.state != HERE:
        raise HandOverDoubled(
            names=", ".join(dict.fromkeys(s.person for s in sure)), number=sure[0].number
        )


def _stands(db: Db, uid: str) -> bool:
    """Whether the register tells already how the household came, and that it is here."""
    moves = [e for e in reviews.events_of(db, uid) if e.kind.is_arrival or e.kind.is_leaving]
    last = max(moves, key=lambda e: (e.happened_on, e.kind.is_leaving), default=None)
    if last is not None:
        return last.kind.is_arrival
    return bool(reviews.of_household(db, uid))


def _received(
    db: Db, seen: Seen, choice: Choice, act: Act | None, *, now: datetime.datetime, by: str
) -> HandOver:
    home = households.get(db, choice.household) if choice.household else None
    if home is None and act is not None:
        home = act.after.households[0]
    if home is None:
        raise LookupError(choice.household)
    return replace(
        _row(seen, RECEIVED, now=now, by=by), household_uid=home.uid,
        act_uid=act.uid if act else seen.kept.act_uid if seen.state == HERE and seen.kept else "",
        happened_on=choice.on,
        details={
            "number": home.number, "village": home.village, "joined": bool(choice.household),
            "counted": {"households": 1, "people": len(home.present), "reviews": len(_goods(seen).reviews)},
        },
    )  # fmt: skip


def refuse(
    db: Db,
    seen: Seen,
    reason: str,
    *,
    receipts: Path | None = None,
    now: datetime.datetime,
    by: str,
) -> Done:
    """Do not receive the household and say why; raises HandOverNoReason and what `accept` does."""
    said = nfc(reason).strip()
    if not said:
        raise HandOverNoReason()
    seen = _fresh(db, seen)
    today = now.astimezone().date()
    one = replace(_row(seen, REFUSED, now=now, by=by), reason=said, happened_on=today)
    with writing(db):
        _put(db, seen, one, RETURNED)
        audit.add(db, at=now, by=by, action="hand-over-refused", subject=seen.sha256, after=said)
    return answer(db, one, receipts, now=now)


def take_back(db: Db, sha256: str, *, now: datetime.datetime, by: str) -> Changes:
    """Undo receiving or refusing: it waits for a decision again, which the next receipt will tell.

    Raises UndoTooLate where something was recorded of the household since.
    """
    one = came(db, sha256)
    if one is None or one.state == WAITING:
        return changes()
    if one.state == RECEIVED and one.act_uid:
        undoing.undo(db, one.act_uid, now=now, by=by)
    with writing(db):
        hand_overs.put(db, replace(
            one, state=WAITING, household_uid="", act_uid="", happened_on=None, reason="",
            details={}, handled_at=now, handled_by=by,
        ))  # fmt: skip
        if logged := packages.get(db, sha256):
            packages.put(db, replace(logged, verdict=HELD))
        audit.add(db, at=now, by=by, action="hand-over-undecided", subject=sha256)
    return _WRITES


def _row(seen: Seen, state: str, *, now: datetime.datetime, by: str) -> HandOver:
    goods = _goods(seen)
    assert seen.letter is not None
    return HandOver(
        sha256=seen.sha256, direction="in", state=state, office=seen.letter.sender.code,
        office_name=seen.letter.sender.name, book_id=seen.book_id, year=seen.letter.year,
        number=seen.letter.number, their_uid=goods.household.uid,
        head_name=goods.household.head_name, people=len(goods.household.present),
        reviews=len(goods.reviews), left_on=goods.sheet.left_on, made_at=seen.letter.made_at,
        handled_at=now, handled_by=by, file_name=seen.file_name, parts=dict(seen.parts),
    )  # fmt: skip


def _goods(seen: Seen) -> Goods:
    assert seen.goods is not None, "only what could be read is decided on"
    return seen.goods


def _put(db: Db, seen: Seen, one: HandOver, verdict: str) -> None:
    hand_overs.drop_waiting(db, one.office, one.their_uid)
    hand_overs.put(db, one)
    before = packages.get(db, one.sha256)
    packages.put(db, Package(
        sha256=one.sha256, direction="in", kind=Kind.HANDOVER, sender=one.office,
        receiver=settings.office(db).code, year=one.year, number=one.number, made_at=one.made_at,
        handled_at=one.handled_at, file_name=one.file_name,
        size=seen.size or (before.size if before else 0), verdict=verdict,
        totals=handover.totals(_goods(seen)),
        details={"book": one.book_id, "household": one.household_uid, "reason": one.reason},
    ))  # fmt: skip


# The answer --------------------------------------------------------------------------------------
def answer(db: Db, one: HandOver, receipts: Path | None, *, now: datetime.datetime) -> Done:
    """Write the receipt to a decision, also once more; what hinders it is told, the decision stands."""
    if receipts is None or one.state not in (RECEIVED, REFUSED):
        return Done(hand_over=one)
    try:
        path, logged = write_receipt(
            db, receipt_of(one), receiver(db, one.office), receipts, now=now
        )
    except AppError as refusal:
        return Done(hand_over=one, refusal=refusal)
    with writing(db):
        packages.put(db, logged)
    return Done(hand_over=one, receipt=path)


def receipt_of(one: HandOver) -> Receipt:
    """What the receipt to a decided hand-over says: both sides' counts, the day, or the reason."""
    is_in = one.state == RECEIVED
    verdict = Verdict.TAKEN_IN if is_in else Verdict.RETURNED
    told = {k: one.details[k] for k in ("number", "village")} if is_in else {}
    return Receipt(
        package_sha256=one.sha256, year=one.year, number=one.number, verdict=verdict,
        totals_sent={"households": 1, "people": one.people, "reviews": one.reviews},
        totals_counted=one.details["counted"] if is_in else {}, opinion=one.reason,
        opinion_on=one.happened_on,
        remarks=(Remark(
            record_uid=one.their_uid, verdict=verdict, text=one.reason, details=told,
            said_on=one.happened_on,
        ),),
    )  # fmt: skip


def lay_by(db: Db, seen: Look, *, now: datetime.datetime, by: str) -> Taken:
    """Among the files of a folder: kept in the book for an official to decide, never received alone."""
    found = look(db, seen.path)
    if found.state in (RECEIVED, REFUSED):
        return taken(seen, KNOWN)
    keep(db, found, now=now, by=by)
    goods = _goods(found)
    note = t(
        "handover-note-waits", head=goods.household.head_name,
        people=len(goods.household.present),
    )  # fmt: skip
    return replace(taken(seen, HELD, note=note), changes=changes("package"))
