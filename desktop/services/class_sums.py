"""Residents and classes of a round as a card shows them before it is sent."""

from __future__ import annotations

from desktop.domain.review import HouseholdClass
from desktop.store import reviews, totals
from desktop.store.connection import Db

RESIDENTS = "residents"


def class_totals(db: Db, year: int) -> dict[str, tuple[int | None, int | None]]:
    """Residents and classes of a year: name → (households, people), None where not typed."""
    typed = reviews.residents(db, year)
    found: dict[str, tuple[int | None, int | None]] = {
        RESIDENTS: (sum(r.households for r in typed), sum(r.people for r in typed))
        if typed
        else (None, None)
    }
    counted = totals.class_counts(db, year, by_village=False).values()
    for of in HouseholdClass:
        own = [by_class[of] for by_class in counted if of in by_class]
        found[of] = (sum(c.households for c in own), sum(c.people for c in own))
    return found
