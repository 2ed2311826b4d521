"""Lists of communes that were merged: what they name is proposed as ours, and never moved by itself.

The table of old and new communes knows one target for each old commune, so it cannot tell of one
that was split, and some of its rows are wrong: every proposal is answered by a person. Villages of
one name in several old communes are told apart.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache

from desktop.domain.household import Household
from desktop.domain.unit import Level, Office
from desktop.domain.vietnamese import fold, nfc
from desktop.exchange.down import Merged
from desktop.exchange.lists import cells
from desktop.exchange.lists.cells import village_key
from desktop.exchange.lists.columns import Layout
from desktop.exchange.lists.matching import Match, Matching, MatchKind
from desktop.exchange.lists.merging import Change
from desktop.exchange.lists.records import (
    ListedHousehold,
    ListReading,
    Problem,
    RefusedRow,
    SkippedRow,
    SkipReason,
)
from desktop.exchange.lists.words import plain
from desktop.exchange.lists.workbook import Sheet
from desktop.paths import resources
from desktop.services import merged_communes
from desktop.services.catalogue import LISTS, bare_name, province_of, units
from desktop.store import settings
from desktop.store.connection import Db

__all__ = ["Choices", "Told", "ToldKind", "VillageTwice", "apply", "codes_of", "key_of", "old_communes", "remember", "with_former_numbers"]  # fmt: skip

_VILLAGES = "old-commune-villages"
WAITING = ("commune-waiting", "commune-unknown")
"""Codes of rows that wait for an answer about their commune: nothing is to be mended in the file."""


class ToldKind(StrEnum):
    """What a commune named in a list is to us."""

    OWN = "own"
    MERGED = "merged"  # became ours, by the table
    DOUBTFUL = "doubtful"  # became ours, by a row of the table that is known to be faulty
    OTHER = "other"  # the table does not know it as ours


@dataclass(frozen=True, slots=True)
class OldCommune:
    """A row of the table: an old commune that became a new one."""

    code: str
    name: str
    district: str
    is_doubtful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A commune that a list names: how many households, and whether they come in.

    `accepted` is None where a person has still to answer; our own needs no answer.
    """

    key: str
    name: str
    district: str
    kind: ToldKind
    households: int
    by_title: bool
    accepted: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageTwice:
    """A village whose name stands for several: as listed, of which commune, and as it comes in."""

    commune: str
    commune_name: str
    village: str
    households: int
    proposed: str
    becomes: str

    @property
    def key(self) -> tuple[str, str]:
        """What a choice about it is kept under."""
        return self.commune, village_key(self.village)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a person answered: commune (`Told.key`) → whether it comes in; village (`VillageTwice.key`)
    → whether it is told apart by its old commune (the default)."""

    communes: Mapping[str, bool] = field(default_factory=dict)
    villages: Mapping[tuple[str, str], bool] = field(default_factory=dict)


# The table ----------------------------------------------------------------------------------------
@cache
def old_communes() -> Mapping[str, tuple[OldCommune, ...]]:
    """New commune (code in list 2025) → the old ones. A row whose new code is not in the list of
    its province is put to the commune of that name, as doubtful."""
    new = units("2025")
    by_name = {(fold(u.name), u.parent): u.code for u in new.values() if u.level is Level.COMMUNE}
    provinces = {fold(u.name): u.code for u in new.values() if u.level is Level.PROVINCE}
    found: dict[str, list[OldCommune]] = defaultdict(list)
    with (resources() / "units" / "units_old_to_new.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            province = provinces.get(fold(f"Tỉnh {row['new_province_name']}"), "")
            code, old = row["new_ward_code"], row["old_ward_code"].strip()
            target = new.get(code)
            name = fold(row["new_ward_name"])
            sound = target is not None and target.parent == province and fold(target.name) == name
            home = code if sound else by_name.get((name, province), "")
            known = units("2022").get(old)
            same = known is not None and fold(known.name) == fold(row["old_ward_name"])
            one = OldCommune(
                old, nfc(row["old_ward_name"]), nfc(row["old_district_name"]), not (sound and same)
            )
            found[home].append(one)
    return {code: tuple(some) for code, some in found.items() if code}


def _old_of(office: Office, told: Sequence[Merged]) -> tuple[OldCommune, ...]:
    """The old communes of an office: what the office above told goes before the table."""
    shipped = old_communes().get(office.code, ()) if office.list_version == "2025" else ()
    own = [m for m in told if m.new_code == office.code]
    sure = tuple(OldCommune(m.old_code, m.old_name, m.old_district, False) for m in own)
    names = {key_of(o.name) for o in sure}
    gone = {key_of(m.old_name) for m in told if m.new_code != office.code}
    kept = (o for o in shipped if key_of(o.name) not in names | (gone - names))
    return (*sure, *kept)


def codes_of(db: Db, office: Office) -> frozenset[str]:
    """The codes that a list of this office may carry: its own, and of the old communes in it."""
    return frozenset(
        {office.code, *(o.code for o in _old_of(office, merged_communes.facts(db)) if o.code)}
    )


def key_of(name: str) -> str:
    """What a commune is known by, whatever its spelling and kind."""
    return fold(bare_name(nfc(name)))


# What a list tells --------------------------------------------------------------------------------
def _commune_of(listed: ListedHousehold, titled: str, codes: Mapping[str, str]) -> str:
    """The name of a household's commune as the list gives it, "" where it gives none."""
    written = re.split(r"\s*[,;–]\s*|\s-\s", listed.commune, maxsplit=1)[0]
    return written or codes.get(listed.commune_code, "") or titled


def _by_code(office: Office, old: Sequence[OldCommune]) -> dict[str, str]:
    """Code of an old commune → its name. A code that is ours too tells nothing."""
    return {o.code: o.name for o in old if o.code and o.code != office.code}


def _titled(opened: Sheet, layout: Layout, office: Office, old: Sequence[OldCommune]) -> str:
    """The commune that the lines above the head or the sheet's name say: one of ours, old ones
    first, or another of the province."""
    said = [cells.text(c) for row in opened.rows[: layout.head_first] for c in row if c != ""]
    text = f" {' '.join(plain(s) for s in said)} "
    names = [*(o.name for o in old), office.name]
    by_title = [n for n in names if f" {plain(n)} " in text]
    by_sheet = [n for n in names if plain(opened.name) in (plain(n), plain(bare_name(n)))]
    others = (n for n in _neighbours(office.province_name) if f" {plain(n)} " in text)
    return next(iter((*by_title, *by_sheet)), "") or next(others, "")


@cache
def _neighbours(province: str) -> tuple[str, ...]:
    """All communes that the province of this name has or had, the longest names first."""
    found = {
        u.name
        for version in LISTS
        for u in units(version).values()
        if u.level is Level.COMMUNE and fold(province_of(u).name) == fold(province)
    }
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _told(
    reading: ListReading,
    titled: str,
    office: Office,
    old: Sequence[OldCommune],
    choices: Choices,
) -> tuple[dict[int, str], list[Told]]:
    """Index of a household → key of its commune; and all communes named, ours first."""
    codes = _by_code(office, old)
    names: dict[str, str] = {}
    of: dict[int, str] = {}
    for i, listed in enumerate(reading.households):
        name = _commune_of(listed, titled, codes)
        key = key_of(name)
        if key:
            of[i] = key
            names.setdefault(key, name)
    counts = Counter(of.values())
    found = [
        _one(key, name, counts[key], titled, office, old, choices) for key, name in names.items()
    ]
    return of, sorted(found, key=lambda t: (t.kind is not ToldKind.OWN, t.name))


def _one(
    key: str, name: str, count: int, titled: str, office: Office, known: Sequence[OldCommune],
    choices: Choices,
) -> Told:  # fmt: skip
    old = next((o for o in known if key_of(o.name) == key), None)
    if key == key_of(office.name):
        kind = ToldKind.OWN
    elif old is None:
        kind = ToldKind.OTHER
    else:
        kind = ToldKind.DOUBTFUL if old.is_doubtful else ToldKind.MERGED
    return Told(
        key=key, name=old.name if old else nfc(name), district=old.district if old else "",
        kind=kind, households=count, by_title=key == key_of(titled),
        accepted=True if kind is ToldKind.OWN else choices.communes.get(key),
    )  # fmt: skip


# What becomes of it -------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """The reading with only what may come in, villages told apart, old numbers set aside."""

    reading: ListReading
    told: tuple[Told, ...] = ()
    twice: tuple[VillageTwice, ...] = ()
    villages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def apply(
    db: Db, opened: Sheet, layout: Layout, reading: ListReading, office: Office,
    book: Sequence[Household], choices: Choices,
) -> Applied:  # fmt: skip
    """Hold back households of communes that nobody accepted; tell villages of one name apart."""
    old = _old_of(office, merged_communes.facts(db))
    titled = _titled(opened, layout, office, old)
    of, told = _told(reading, titled, office, old, choices)
    by_key = {t.key: t for t in told}
    if all(t.kind is ToldKind.OWN for t in told):
        return Applied(reading=reading, told=tuple(told))
    kept, refused, skipped = [], [*reading.refused], [*reading.skipped]
    for i, listed in enumerate(reading.households):
        commune = by_key.get(of.get(i, ""))
        if commune is None or commune.accepted:
            kept.append((listed, commune))
        elif commune.accepted is False:
            skipped += [SkippedRow(row=r, reason=SkipReason.ELSEWHERE) for r in listed.rows]
        else:
            refused += _waiting(listed, commune, office)
    renamed, twice = _told_apart(db, kept, book, choices)
    return Applied(
        reading=replace(
            reading, households=tuple(renamed), refused=tuple(sorted(refused, key=lambda r: r.row)),
            skipped=tuple(sorted(skipped, key=lambda s: s.row)),
        ),
        told=tuple(told), twice=tuple(twice), villages=_names_kept(kept, renamed),
    )  # fmt: skip


def _waiting(listed: ListedHousehold, commune: Told, office: Office) -> Iterator[RefusedRow]:
    details = {"commune": _within(commune.name), "office": _within(office.name)}
    code = "commune-unknown" if commune.kind is ToldKind.OTHER else "commune-waiting"
    first = listed.rows[0]
    for row in listed.rows:
        own = Problem(code, row, None, commune.name, details)
        other = Problem("household", row, details={"rows": str(first)})
        yield RefusedRow(row=row, problems=(own if row == first else other,))


def _within(name: str) -> str:
    """A unit's name inside a sentence."""
    return name[:1].lower() + name[1:]


Kept = Sequence[tuple[ListedHousehold, Told | None]]


def _told_apart(
    db: Db, kept: Kept, book: Sequence[Household], choices: Choices
) -> tuple[list[ListedHousehold], list[VillageTwice]]:
    """Households with their village's name in the new commune and without the old number."""
    homes: dict[str, set[str]] = defaultdict(set)  # village → old communes in this list
    counts: Counter[tuple[str, str]] = Counter()
    for listed, commune in kept:
        if commune is not None:
            homes[village_key(listed.village)].add(commune.key)
            counts[commune.key, village_key(listed.village)] += 1
    known = _known_villages(db)
    taken = _taken(kept, book, known)
    found: dict[tuple[str, str], VillageTwice] = {}
    renamed = []
    for listed, commune in kept:
        if commune is None:
            renamed.append(listed)
            continue
        at = (commune.key, village_key(listed.village))
        became = known.get(commune.key, {}).get(at[1])
        if became is None and (len(homes[at[1]]) > 1 or at in taken):
            twice = found.setdefault(at, _twice(listed, commune, counts[at], choices))
            became = twice.becomes
        renamed.append(
            replace(
                listed, village=became or listed.village, number="", former_number=listed.number
            )
        )
    return renamed, list(found.values())


def _twice(
    listed: ListedHousehold, commune: Told, households: int, choices: Choices
) -> VillageTwice:
    proposed = f"{listed.village} ({bare_name(commune.name)})"
    apart = choices.villages.get((commune.key, village_key(listed.village)), True)
    return VillageTwice(
        commune=commune.key, commune_name=commune.name, village=listed.village,
        households=households, proposed=proposed, becomes=proposed if apart else listed.village,
    )  # fmt: skip


def _taken(
    kept: Kept, book: Sequence[Household], known: Mapping[str, Mapping[str, str]]
) -> set[tuple[str, str]]:
    """(commune, village) whose name the book has for another village: one that did not come from
    this commune and shares no person with it."""
    in_book: dict[str, set[str]] = defaultdict(set)
    for household in book:
        ids = in_book[village_key(household.village)]
        ids.update(p.citizen_id for p in household.members if p.citizen_id)
    listed_ids: dict[tuple[str, str], set[str]] = defaultdict(set)
    for listed, commune in kept:
        if commune is not None:
            at = (commune.key, village_key(listed.village))
            listed_ids[at].update(p.citizen_id for p in listed.members if p.citizen_id)
    return {
        (commune, village)
        for (commune, village), ids in listed_ids.items()
        if village in in_book
        and village not in known.get(commune, {})
        and not ids & in_book[village]
    }


def _known_villages(db: Db) -> dict[str, dict[str, str]]:
    """Old commune → village as listed (key) → village in the book, from earlier lists."""
    return settings.get(db, _VILLAGES, dict[str, dict[str, str]]) or {}


def _names_kept(kept: Kept, renamed: Sequence[ListedHousehold]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for (listed, commune), after in zip(kept, renamed, strict=True):
        if commune is not None:
            found[commune.key][village_key(listed.village)] = after.village
    return dict(found)


def remember(db: Db, villages: Mapping[str, Mapping[str, str]]) -> None:
    """Keep which village of which old commune became which. Within a transaction."""
    if villages:
        known = _known_villages(db)
        for commune, names in villages.items():
            known[commune] = {**known.get(commune, {}), **names}
        settings.put(db, _VILLAGES, known)


def with_former_numbers(matching: Matching) -> Matching:
    """What a list of an old commune adds to households of the book: the number they had there."""
    return replace(matching, matches=tuple(_with_former(m) for m in matching.matches))


def _with_former(match: Match) -> Match:
    known, number = match.household, match.listed.former_number
    if known is None or not number or number in (known.number, *known.former_numbers):
        return match
    after = (*known.former_numbers, number)
    change = Change(
        of="household", attribute="former_numbers", before=known.former_numbers, after=after
    )
    return replace(match, kind=MatchKind.UPDATED, changes=(*match.changes, change))
