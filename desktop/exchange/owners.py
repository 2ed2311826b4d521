"""Whose records a report may hold: a commune's its own, an upper office's those it signs for."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.unit import Level
from desktop.exchange.letter import Carries, Manifest
from desktop.exchange.records import Records
from desktop.exchange.seal import Card


def may_send(records: Records, manifest: Manifest, sender: Card) -> bool:
    """Whether every record is one that this sender may report.

    A commune sends what its own book wrote. An upper office says which book of which commune each
    record comes from, once for each commune, and says what it carries.
    """
    if sender.level is Level.COMMUNE:
        is_plain = manifest.carries is None and not manifest.sources and not records.figures
        return is_plain and _all_by(records, {sender.code: sender.book_id})
    books = {s.commune: s.book_id for s in manifest.sources}
    if manifest.carries is None or len(books) != len(manifest.sources):
        return False
    return _fits(records, manifest.carries) and _all_by(records, books)


def books_of(manifest: Manifest, sender: Card) -> Mapping[str, str]:
    """Commune → the book that writes its records, as the sender signs for it."""
    if sender.level is Level.COMMUNE:
        return {sender.code: sender.book_id}
    return {s.commune: s.book_id for s in manifest.sources}


def _fits(records: Records, carries: Carries) -> bool:
    """Sums name nobody, lists hold no answers and no events, the whole needs no sums."""
    lists = bool(records.households or records.reviews)
    if carries is Carries.WHOLE:
        return not records.figures
    if carries is Carries.SUMS:
        return not lists and not records.events
    bare = all(not r.answers.confirmed and not r.answers.facts for r in records.reviews)
    return bare and not records.events


def _all_by(records: Records, books: Mapping[str, str]) -> bool:
    of_household: dict[str, str] = {}
    for h in records.households:
        if books.get(h.commune_code) != h.written_by:
            return False
        of_household[h.uid] = h.written_by
    return (
        all(r.written_by == of_household.get(r.household_uid) for r in records.reviews)
        and all(e.written_by == of_household.get(e.household_uid) for e in records.events)
        and all(r.commune_code in books for r in records.residents)
        and all(f.unit.code in books for f in records.figures)
        and len({(f.year, f.unit.code) for f in records.figures}) == len(records.figures)
    )
