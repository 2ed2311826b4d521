"""Packages (*.rasoat): a readable header and a sealed, signed payload; bytes in, bytes out.

The order of checks and the format are described in resources/docs/package-format.md.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from desktop.errors import (
    PackageForeignRecords,
    PackageKindWrong,
    PackageNotForUs,
    PackageOtherKey,
    PackageTotalsWrong,
    PackageUnsigned,
    PracticeMixed,
    SenderUnknown,
)
from desktop.exchange import owners, seal
from desktop.exchange.archive import LIMITS, Limits, unzip, zip_bytes
from desktop.exchange.envelope import (
    CARD,
    CARD_SIG,
    HEADER,
    SEALED,
    content_of,
    parse,
    unwrap,
    wrap,
)
from desktop.exchange.letter import (
    FORMAT,
    STANDARD,
    CardSheet,
    Carries,
    Header,
    Instant,
    Kind,
    Letter,
    Manifest,
    Party,
    Source,
    StandardNamed,
    is_part,
    party,
)
from desktop.exchange.records import (
    Records,
    control_totals,
    decode,
    encode,
    total_differences,
)
from desktop.exchange.refusals import damaged, too_large
from desktop.exchange.seal import Card, Keys
from desktop.files import read_whole
from desktop.text import t

MANIFEST, MANIFEST_SIG = "manifest.json", "manifest.sig"
SUFFIX = ".rasoat"
FIGURE = "figure:"  # totals of forms: the receiver compares them with what its own book counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the sender decides about a package; offices and practice come from the cards."""

    kind: Kind
    year: int
    number: int
    made_at: Instant
    program: str
    previous: str = ""
    standard: StandardNamed = field(default_factory=StandardNamed)
    totals: Mapping[str, int] = field(default_factory=dict)
    serial: int = 0
    carries: Carries | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A package that passed every check; `records` is empty for other kinds than reports.

    `parts` are those that are no records.
    """

    header: Header
    manifest: Manifest
    parts: Mapping[str, bytes]
    records: Records
    sender: Card
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unproven:
    """The inside of a package whose sender nobody vouches for: to be looked at, never taken in."""

    header: Header
    manifest: Manifest
    parts: Mapping[str, bytes]


class _Bound(msgspec.Struct):
    letter: msgspec.Raw


# Writing -----------------------------------------------------------------------------------------
def pack_card(card: Card, keys: Keys, *, made_at: Instant, program: str) -> bytes:
    """The card of our office as a file, signed by the key that it shows."""
    letter = Letter(
        kind=Kind.CARD,
        sender=party(card),
        receiver=Party(),
        year=0,
        number=0,
        made_at=made_at,
        program=program,
        practice=card.practice,
    )
    sheet = msgspec.json.encode(CardSheet(format=FORMAT, letter=letter, card=card))
    return wrap(letter, {CARD: sheet, CARD_SIG: seal.sign(sheet, keys)})


def pack(
    draft: Draft, parts: Mapping[str, bytes], *, keys: Keys, me: Card, receiver: Card
) -> bytes:
    """A package sealed to receiver and sender, signed by the sender.

    Raises PracticeMixed, and ValueError for a part that this kind does not know.
    """
    if me.practice != receiver.practice:
        raise PracticeMixed(path="", sender=receiver.name)
    if strange := [n for n in parts if not is_part(draft.kind, n)]:
        raise ValueError(strange)
    letter = Letter(
        kind=draft.kind,
        sender=party(me),
        receiver=party(receiver),
        year=draft.year,
        number=draft.number,
        made_at=draft.made_at,
        program=draft.program,
        practice=me.practice,
    )
    return seal_letter(letter, draft, parts, keys=keys, me=me, receivers=[receiver])


def seal_letter(
    letter: Letter,
    draft: Draft,
    parts: Mapping[str, bytes],
    *,
    keys: Keys,
    me: Card,
    receivers: Sequence[Card],
) -> bytes:
    """A package under a letter that is written already, sealed to these receivers and to us."""
    manifest = Manifest(
        format=FORMAT,
        letter=letter,
        book_id=me.book_id,
        previous=draft.previous,
        standard=draft.standard,
        totals=draft.totals,
        parts=tuple(content_of(name, data) for name, data in parts.items()),
        serial=draft.serial,
        carries=draft.carries,
        sources=draft.sources,
    )
    signed = msgspec.json.encode(manifest)
    inner = zip_bytes({MANIFEST: signed, MANIFEST_SIG: seal.sign(signed, keys), **parts})
    return wrap(letter, {SEALED: seal.close(inner, [*receivers, me])})


def pack_report(
    draft: Draft,
    records: Records,
    others: Mapping[str, bytes],
    *,
    keys: Keys,
    me: Card,
    receiver: Card,
) -> bytes:
    """A report: the records with totals counted from them, and other parts: the pack of the standard
    that the draft names (STANDARD), papers ("reports/7.1.pdf").

    Totals of the draft go along: those of its forms, under names that begin with FIGURE.
    """
    draft = replace(draft, totals={**draft.totals, **control_totals(records)})
    return pack(draft, {**encode(records), **others}, keys=keys, me=me, receiver=receiver)


def fingerprint(raw: bytes) -> str:
    """SHA-256 of a whole package: the `previous` of the next one, and what a receipt answers."""
    return hashlib.sha256(raw).hexdigest()


def file_name(raw: bytes) -> str:
    """A name that no other package has: "bao-cao_08962_2026_0007_1a2b3c4d.rasoat".

    One of a practice office begins with "luyen-tap".
    """
    letter = read_header(raw).letter
    words = [t(f"package-file-{letter.kind}"), letter.sender.code]
    if letter.practice:
        words.insert(0, "luyen-tap")
    if letter.kind is not Kind.CARD:
        words += [f"{letter.year:04d}", f"{letter.number:04d}"]
    return "_".join([*words, fingerprint(raw)[:8]]) + SUFFIX


# Reading -----------------------------------------------------------------------------------------
def read_file(path: Path, limits: Limits = LIMITS) -> bytes:
    """The bytes of a package; raises FileUnreadable, and PackageTooLarge before reading it."""
    with contextlib.suppress(OSError):  # reading says what is wrong
        if path.stat().st_size > limits.file_bytes:
            raise too_large(path.name, "file", limits.file_bytes >> 20)
    return read_whole(path)


def read_header(raw: bytes, *, name: str = "", limits: Limits = LIMITS) -> Header:
    """What a package says of itself, without any key: for lists of a stick, and `inspect`.

    The frame and the payload's hash are checked; that the sender wrote it is not. Raises
    PackageTooLarge, PackageDamaged, PackageTooNew.
    """
    return unwrap(raw, name, limits)[0]


def open_card(raw: bytes, *, name: str = "", limits: Limits = LIMITS) -> Card:
    """The card in a file. It proves only that its maker holds the keys: compare `seal.card_code`.

    Raises what `read_header` raises, PackageKindWrong and PackageUnsigned.
    """
    header, entries = unwrap(raw, name, limits)
    _check_kind(header, Kind.CARD, name)
    sheet = parse(entries[CARD], CardSheet, name, "manifest")
    if not seal.is_usable(sheet.card):
        raise damaged(name, "manifest")
    if not seal.is_signed(entries[CARD], entries[CARD_SIG], sheet.card):
        raise PackageUnsigned(path=name, sender=sheet.card.name)
    _check_bound(entries[HEADER], entries[CARD], name)
    letter, card = sheet.letter, sheet.card
    if letter.sender != party(card) or letter.practice != card.practice:
        raise damaged(name, "bound")
    return card


def open_sealed(
    raw: bytes,
    *,
    keys: Keys,
    me: Card,
    known: Iterable[Card],
    kind: Kind | None = None,
    name: str = "",
    limits: Limits = LIMITS,
) -> Opened:
    """The contents of a package from an office whose card is among `known` (our own counts).

    Raises PackageTooLarge, PackageDamaged, PackageTooNew, PackageKindWrong (other than `kind`),
    PackageNotForUs, SenderUnknown, PackageUnsigned, PracticeMixed, PackageForeignRecords,
    PackageTotalsWrong. `name` is the file's, for the error.
    """
    header, entries = unwrap(raw, name, limits)
    _check_kind(header, kind, name)
    inner = _open_inner(header, entries, keys, me, name=name, limits=limits)
    sender = _check_signature(header, inner, [*known, me], name)
    manifest = parse(inner[MANIFEST], Manifest, name, "manifest")
    _check_bound(entries[HEADER], inner[MANIFEST], name)
    _check_parties(header, manifest, sender, me, name)
    parts = _check_parts(manifest, inner, name)
    _check_standard(manifest, parts, name)
    records = Records()
    if header.letter.kind is Kind.REPORT:
        records = decode(parts, limits=limits, name=name)
        _check_records(records, manifest, sender, name)
        # Decoded they are in `records`; as bytes they would only fill the memory.
        parts = {n: data for n, data in parts.items() if not n.startswith("records/")}
    return Opened(
        header=header,
        manifest=manifest,
        parts=parts,
        records=records,
        sender=sender,
        sha256=fingerprint(raw),
    )


def look_inside(
    raw: bytes, *, keys: Keys, me: Card, name: str = "", limits: Limits = LIMITS
) -> Unproven:
    """The contents of a package that is sealed to us (or by us), whoever signed it or did not.

    Raises PackageTooLarge, PackageDamaged, PackageTooNew, PackageKindWrong, PackageNotForUs.
    """
    header, entries = unwrap(raw, name, limits)
    inner = _open_inner(header, entries, keys, me, name=name, limits=limits)
    manifest = parse(inner[MANIFEST], Manifest, name, "manifest")
    return Unproven(header=header, manifest=manifest, parts=_check_parts(manifest, inner, name))


# The layers --------------------------------------------------------------------------------------
def _open_inner(
    header: Header, entries: Mapping[str, bytes], keys: Keys, me: Card, *, name: str, limits: Limits
) -> dict[str, bytes]:
    kind = header.letter.kind
    if SEALED not in entries:
        raise PackageKindWrong(path=name, kind=t(f"package-kind-{kind}"))
    inner = seal.open_closed(entries[SEALED], keys)
    if inner is None:
        receiver = header.letter.receiver
        if not (receiver.is_office(me) or header.letter.is_to_all_below):
            raise PackageNotForUs(path=name, receiver=receiver.name)
        if not seal.is_sealed_to(entries[SEALED], keys):
            raise PackageOtherKey(path=name, receiver=receiver.name)
        raise damaged(name, "seal")
    found = unzip(
        inner,
        allowed=lambda n: n in (MANIFEST, MANIFEST_SIG) or is_part(kind, n),
        limits=limits,
        name=name,
        small=STANDARD,
    )
    if list(found)[:2] != [MANIFEST, MANIFEST_SIG]:
        raise damaged(name, "manifest")
    return found


def _check_kind(header: Header, wanted: Kind | None, name: str) -> None:
    kind = header.letter.kind
    if wanted is not None and kind is not wanted:
        raise PackageKindWrong(path=name, kind=t(f"package-kind-{kind}"))


def _check_signature(
    header: Header, inner: Mapping[str, bytes], known: list[Card], name: str
) -> Card:
    """The trusted card that signed; two books of one office (after a new start) may both stand."""
    sender = header.letter.sender
    cards = [c for c in known if sender.is_office(c)]
    if not cards:
        raise SenderUnknown(path=name, sender=sender.name)
    for card in cards:
        if seal.is_signed(inner[MANIFEST], inner[MANIFEST_SIG], card):
            return card
    raise PackageUnsigned(path=name, sender=sender.name)


def _check_bound(header: bytes, signed: bytes, name: str) -> None:
    """The readable letter must be the signed one, byte by byte, fields unknown to us included."""
    outside, inside = (parse(raw, _Bound, name, "header") for raw in (header, signed))
    if bytes(outside.letter) != bytes(inside.letter):
        raise damaged(name, "bound")


def _check_parties(header: Header, manifest: Manifest, sender: Card, me: Card, name: str) -> None:
    letter = header.letter
    if manifest.format != header.format or manifest.book_id != sender.book_id:
        raise damaged(name, "bound")
    if not (letter.is_to_all_below or letter.receiver.is_office(me)):
        raise PackageNotForUs(path=name, receiver=letter.receiver.name)
    if not letter.practice == me.practice == sender.practice:
        raise PracticeMixed(path=name, sender=letter.sender.name)


def _check_parts(manifest: Manifest, inner: Mapping[str, bytes], name: str) -> Mapping[str, bytes]:
    parts = {n: data for n, data in inner.items() if n not in (MANIFEST, MANIFEST_SIG)}
    if [c.name for c in manifest.parts] != list(parts):
        raise damaged(name, "parts")
    for content in manifest.parts:
        if content != content_of(content.name, parts[content.name]):
            raise damaged(name, "part", part=content.name)
    return parts


def _check_standard(manifest: Manifest, parts: Mapping[str, bytes], name: str) -> None:
    """A standard that goes along is the one that the outcomes rest on."""
    if (
        STANDARD in parts
        and hashlib.sha256(parts[STANDARD]).hexdigest() != manifest.standard.sha256
    ):
        raise damaged(name, "standard")


def _check_records(records: Records, manifest: Manifest, sender: Card, name: str) -> None:
    if not owners.may_send(records, manifest, sender):
        raise PackageForeignRecords(path=name, sender=sender.name)
    signed = {n: v for n, v in manifest.totals.items() if not n.startswith(FIGURE)}
    if wrong := total_differences(signed, control_totals(records)):
        detail = "; ".join(f"{n}: {a} ≠ {b}" for n, (a, b) in list(wrong.items())[:5])
        raise PackageTotalsWrong(path=name, detail=detail)
