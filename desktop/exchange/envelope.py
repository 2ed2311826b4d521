"""The outside of a package: a ZIP of stored entries, a readable header first, then the payload."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TypeVar

import msgspec

from desktop.errors import PackageTooNew
from desktop.exchange.archive import STORED, Limits, first_entry, unzip, zip_bytes
from desktop.exchange.letter import FORMAT, Content, Header, Kind, Letter, Payload
from desktop.exchange.records import count_lines
from desktop.exchange.refusals import damaged, too_large

HEADER, SEALED, CARD, CARD_SIG = "header.json", "payload.age", "card.json", "card.sig"
T = TypeVar("T")


class _Head(msgspec.Struct):
    format: int


def wrap(letter: Letter, entries: Mapping[str, bytes]) -> bytes:
    """The file: header and entries, the first of which is the payload that the header describes."""
    payload = next(iter(entries.values()))
    about = Payload(size=len(payload), sha256=hashlib.sha256(payload).hexdigest())
    header = Header(format=FORMAT, letter=letter, payload=about)
    # Stored, not deflated: the header is readable in any viewer, the payload is noise anyway.
    return zip_bytes({HEADER: msgspec.json.encode(header), **entries}, STORED)


def content_of(name: str, data: bytes) -> Content:
    """What the manifest says of a part."""
    rows = count_lines(data) if name.endswith(".jsonl") else 0
    digest = hashlib.sha256(data).hexdigest()
    return Content(name=name, size=len(data), rows=rows, sha256=digest)


def unwrap(raw: bytes, name: str, limits: Limits) -> tuple[Header, dict[str, bytes]]:
    """Header and entries of a file that is whole; raises PackageTooLarge, -Damaged, -TooNew."""
    if len(raw) > limits.file_bytes:
        raise too_large(name, "file", limits.file_bytes >> 20)
    # The format is asked before the frame: a newer one may look different behind its header.
    first, head = first_entry(raw, limits, name)
    if first != HEADER:
        raise damaged(name, "not-a-package")
    version = parse(head, _Head, name, "header").format
    if version > FORMAT:
        raise PackageTooNew(path=name, format=str(version))
    header = parse(head, Header, name, "header")
    shape = [HEADER, CARD, CARD_SIG] if header.letter.kind is Kind.CARD else [HEADER, SEALED]
    entries = unzip(raw, allowed=shape.__contains__, limits=limits, name=name)
    # Written anew it must be the same file: so not one byte of the outside can be another.
    if list(entries) != shape or zip_bytes(entries, STORED) != raw:
        raise damaged(name, "frame")
    payload = entries[shape[1]]
    if header.payload != Payload(size=len(payload), sha256=hashlib.sha256(payload).hexdigest()):
        raise damaged(name, "payload")
    return header, entries


def parse(data: bytes, type_: type[T], name: str, what: str) -> T:
    """JSON of this type, else PackageDamaged; `what` says which piece it is."""
    try:
        return msgspec.json.decode(data, type=type_)
    except (ValueError, RecursionError) as error:
        raise damaged(name, what) from error
