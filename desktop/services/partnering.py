"""Cards of other PCs of our own commune: trusted like offices', but never taken for one."""

from __future__ import annotations

import datetime
from dataclasses import replace

from desktop.domain.unit import Level
from desktop.errors import CardOwn
from desktop.exchange.seal import Card
from desktop.store import audit, branch
from desktop.store.connection import Db, writing
from desktop.text import t


def trust(db: Db, card: Card, own: Card, *, now: datetime.datetime, by: str) -> Card:
    """Trust the card of another PC of this commune, whose digits were compared.

    Raises CardOwn for our own card, or at an office that has no second PC.
    """
    if card.book_id == own.book_id or own.level is not Level.COMMUNE:
        raise CardOwn(office=card.name)
    with writing(db):
        branch.put_card(db, card.book_id, card.to_json(), at=now, by=by)
        audit.add(db, at=now, by=by, action="branch-trusted", subject=card.book_id, after=card)
    return card


def partners(db: Db) -> list[tuple[Card, datetime.datetime]]:
    """The trusted cards of other PCs of this commune, each since when."""
    return [(Card.from_json(content), at) for content, at in branch.cards(db)]


def named(db: Db) -> list[tuple[Card, datetime.datetime]]:
    """These cards for a list of all trusted ones, under a name that says what they are."""
    return [
        (replace(card, name=t("branch-card", name=card.name)), since)
        for card, since in partners(db)
    ]
