"""Shares: the villages that one PC of a commune hands to another, and their whole state coming back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import msgspec

from desktop.domain.review import SheetA
from desktop.errors import (
    PackageForeignRecords,
    PackageNotForUs,
    PackageTotalsWrong,
    ShareOwn,
)
from desktop.exchange import package
from desktop.exchange.letter import Kind
from desktop.exchange.package import Draft, Opened
from desktop.exchange.records import (
    Records,
    control_totals,
    decode,
    encode,
    part_of,
    read_lines,
    total_differences,
)
from desktop.exchange.refusals import damaged
from desktop.exchange.seal import Card, Keys

SHEET = "share.json"
SHEETS_A = "records/sheets_a.jsonl"
_STANDARDS, _TOML = "standards/", ".toml"
_FIGURES = part_of("figures")


class Way(StrEnum):
    """Which way a share goes: the main PC hands villages out, the other one brings them back."""

    OUT = "out"
    BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """A village in a share: `loan` is the share that handed it out, `closes` gives it back for good."""

    village: str
    loan: int
    closes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareSheet:
    """The covering sheet: which way, to which book (both PCs are one office), which villages."""

    way: Way
    to_book: str
    number: int
    lots: tuple[Lot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What is inside; `standards` are the packs of its rounds that no program brings."""

    sheet: ShareSheet
    records: Records = field(default_factory=Records, repr=False)
    sheets_a: tuple[SheetA, ...] = field(default=(), repr=False)
    standards: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def totals(self) -> dict[str, int]:
        """What both PCs count of it."""
        return {**control_totals(self.records), "sheets_a": len(self.sheets_a)}


def pack_share(draft: Draft, share: Share, *, keys: Keys, me: Card, receiver: Card) -> bytes:
    """A share sealed to the other PC and to us; its totals are counted here. Raises PracticeMixed."""
    parts = {SHEET: msgspec.json.encode(share.sheet), **encode(share.records)}
    parts.pop(_FIGURES)
    parts[SHEETS_A] = b"".join(msgspec.json.encode(one) + b"\n" for one in share.sheets_a)
    parts |= {f"{_STANDARDS}{name}{_TOML}": raw for name, raw in sorted(share.standards.items())}
    draft = replace(draft, totals=share.totals)
    return package.pack(draft, parts, keys=keys, me=me, receiver=receiver)


def open_share(
    raw: bytes, *, keys: Keys, me: Card, partners: Iterable[Card], name: str = ""
) -> tuple[Opened, Share]:
    """A share from another PC of this commune that passed every check.

    Raises what `package.open_sealed` raises, ShareOwn for one that this book wrote, and
    PackageNotForUs for one that another PC of the commune should open.
    """
    opened = package.open_sealed(raw, keys=keys, me=me, known=partners, kind=Kind.SHARE, name=name)
    if opened.sender.book_id == me.book_id:
        raise ShareOwn(path=name)
    sheet = _sheet(opened.parts, name)
    if sheet.to_book != me.book_id:
        raise PackageNotForUs(path=name, receiver=opened.header.letter.receiver.name)
    if sheet.number != opened.header.letter.number or len({x.village for x in sheet.lots}) != len(
        sheet.lots
    ):
        raise damaged(name, "line", part=SHEET, line="1")
    share = Share(
        sheet=sheet,
        records=decode(opened.parts, name=name),
        sheets_a=read_lines(opened.parts.get(SHEETS_A, b""), SheetA, SHEETS_A, name=name),
        standards={
            n[len(_STANDARDS) : -len(_TOML)]: data
            for n, data in opened.parts.items()
            if n.startswith(_STANDARDS)
        },
    )
    _check(share, opened, name)
    return opened, share


def _sheet(parts: Mapping[str, bytes], name: str) -> ShareSheet:
    try:
        return msgspec.json.decode(parts.get(SHEET, b""), type=ShareSheet)
    except (ValueError, RecursionError) as error:
        raise damaged(name, "line", part=SHEET, line="1") from error


def _check(share: Share, opened: Opened, name: str) -> None:
    """Only villages of the sheet, households of our commune, and sheets A of these households."""
    sender, villages = opened.sender, {lot.village for lot in share.sheet.lots}
    home = (sender.code, sender.list_version)
    records = share.records
    uids = {h.uid for h in records.households}
    is_ours = (
        all((h.commune_code, h.list_version) == home for h in records.households)
        and all(h.village in villages for h in records.households)
        and all(r.commune_code == sender.code and r.village in villages for r in records.residents)
        and all(s.household_uid in uids for s in share.sheets_a)
    )
    if not is_ours:
        raise PackageForeignRecords(path=name, sender=sender.name)
    _check_twice(name, part_of("households"), [h.number for h in records.households])
    people = [p.uid for h in records.households for p in h.members]
    _check_twice(name, part_of("households"), people)
    _check_twice(
        name, part_of("reviews"), [(r.household_uid, r.year, r.kind) for r in records.reviews]
    )
    _check_twice(name, SHEETS_A, [(s.household_uid, s.year) for s in share.sheets_a])
    if wrong := total_differences(opened.manifest.totals, share.totals):
        detail = "; ".join(f"{n}: {a} ≠ {b}" for n, (a, b) in list(wrong.items())[:5])
        raise PackageTotalsWrong(path=name, detail=detail)


def _check_twice(name: str, part: str, keys: Sequence[object]) -> None:
    if len(set(keys)) != len(keys):
        raise damaged(name, "twice", part=part)
