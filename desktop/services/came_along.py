"""What another commune knew of a household before it was handed over: history, counted nowhere here."""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.review import Review
from desktop.exchange.handover import Goods, decode_household
from desktop.store import hand_overs
from desktop.store.connection import Db
from desktop.store.hand_overs import RECEIVED, HandOver


def arrival(db: Db, uid: str) -> HandOver | None:
    """The hand-over that a household came by, None for one that came otherwise."""
    return next(
        (x for x in hand_overs.of_household(db, uid) if (x.direction, x.state) == ("in", RECEIVED)),
        None,
    )


def goods_of(one: HandOver) -> Goods:
    """What travelled with it."""
    return decode_household(one.parts, name=one.file_name)


def reviews_along(db: Db, uid: str) -> tuple[Review, ...]:
    """The reviews that came with a household, under its uid here, oldest first."""
    found = arrival(db, uid)
    if found is None:
        return ()
    along = (replace(r, household_uid=uid) for r in goods_of(found).reviews)
    return tuple(sorted(along, key=lambda r: (r.year, r.kind, r.uid)))


def last_along(db: Db, uid: str, year: int) -> Review | None:
    """The newest of them before a year, to be proposed where there is no review of our own."""
    return next((r for r in reversed(reviews_along(db, uid)) if r.year < year), None)
