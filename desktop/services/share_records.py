"""The records that a share carries, household by household, and how two of them are compared."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import msgspec

from desktop.domain.household import Household
from desktop.domain.review import Event, Review, SheetA
from desktop.exchange.records import Records
from desktop.exchange.share import Share, ShareSheet
from desktop.services.catalogue import shipped_standards, standard_content
from desktop.services.exchanging import records_of
from desktop.store import settings, sheets_a
from desktop.store.connection import Db

EVER = 9999
_ENCODER = msgspec.json.Encoder(order="deterministic")
R = TypeVar("R", Household, Review, Event, SheetA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A household with all that the book holds of it."""

    household: Household
    reviews: tuple[Review, ...] = ()
    events: tuple[Event, ...] = ()
    sheets_a: tuple[SheetA, ...] = ()

    def dependent(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """The records that hang on the household, with the name of their kind."""
        yield from (("reviews", self.reviews), ("events", self.events))
        yield "sheets_a", self.sheets_a


def share_of(db: Db, sheet: ShareSheet) -> Share:
    """The whole state of the villages of a sheet, as it goes to the other PC."""
    villages = {lot.village for lot in sheet.lots}
    records, sheets = of_villages(db, villages)
    used = {one.standard_id for one in records.rounds}
    packs = {one: standard_content(db, one) for one in used - shipped_standards().keys()}
    return Share(sheet=sheet, records=records, sheets_a=sheets, standards=packs)


def of_villages(db: Db, villages: Collection[str]) -> tuple[Records, tuple[SheetA, ...]]:
    """Every record of some villages, and all rounds."""
    whole = records_of(db, settings.office(db).code, EVER)
    homes = tuple(h for h in whole.households if h.village in villages)
    uids = {h.uid for h in homes}
    records = Records(
        households=homes,
        reviews=tuple(r for r in whole.reviews if r.household_uid in uids),
        events=tuple(e for e in whole.events if e.household_uid in uids),
        residents=tuple(r for r in whole.residents if r.village in villages),
        rounds=whole.rounds,
    )
    return records, tuple(sheets_a.of_households(db, uids))


def everything(db: Db) -> dict[str, Bundle]:
    """All households of the book, bundled."""
    whole = records_of(db, settings.office(db).code, EVER)
    return bundled(whole, sheets_a.of_households(db, (h.uid for h in whole.households)))


def bundled(records: Records, sheets: Iterable[SheetA]) -> dict[str, Bundle]:
    """Household uid → the household with its records."""
    hung: dict[str, dict[str, list[Any]]] = {
        "reviews": defaultdict(list), "events": defaultdict(list), "sheets_a": defaultdict(list),
    }  # fmt: skip
    for kind, rows in (
        ("reviews", records.reviews), ("events", records.events), ("sheets_a", sheets),
    ):  # fmt: skip
        for row in rows:
            hung[kind][row.household_uid].append(row)
    return {
        h.uid: Bundle(
            household=h,
            **{kind: tuple(sorted(of[h.uid], key=lambda r: r.uid)) for kind, of in hung.items()},
        )
        for h in records.households
    }


def bare(record: R) -> R:
    """The record without whose it is: two PCs write the same state under their own names."""
    return replace(record, written_by="", revision=0)


def print_of(bundle: Bundle | None) -> str:
    """A fingerprint of how a household reads, whoever wrote it; "" for none."""
    if bundle is None:
        return ""
    rows = [bare(bundle.household)]
    rows += [bare(r) for _, kind in bundle.dependent() for r in sorted(kind, key=lambda r: r.uid)]
    return hashlib.sha256(_ENCODER.encode(rows)).hexdigest()[:32]


def prints(bundles: Mapping[str, Bundle], village: str) -> dict[str, str]:
    """Household uid → fingerprint, of a village."""
    return {uid: print_of(one) for uid, one in bundles.items() if one.household.village == village}


def aligned(theirs: Bundle, mine: Bundle | None) -> Bundle:
    """Theirs, where both keyed the same sheet anew: under our uid, for a household has one of each.

    A register number that we gave it after theirs was taken stays ours.
    """
    if mine is None:
        return theirs
    sheets = {(r.year, r.kind): r.uid for r in mine.reviews}
    asked = {s.year: s.uid for s in mine.sheets_a}
    return replace(
        theirs,
        household=_numbered(theirs.household, mine.household),
        reviews=tuple(replace(r, uid=sheets.get((r.year, r.kind), r.uid)) for r in theirs.reviews),
        sheets_a=tuple(replace(s, uid=asked.get(s.year, s.uid)) for s in theirs.sheets_a),
    )


def _numbered(theirs: Household, mine: Household) -> Household:
    if theirs.number == mine.number or theirs.number not in mine.former_numbers:
        return theirs
    return replace(theirs, number=mine.number, former_numbers=mine.former_numbers)
