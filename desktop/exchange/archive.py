"""A strict ZIP: one way to write it, so that one changed byte of its frame is seen; bombs refused.

Any unzip program opens it. Reading accepts only what `zip_bytes` writes: entries one after another
without gaps, extra fields, comments or encryption, and a directory that says the same.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop.exchange.refusals import damaged, too_large

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_NEEDS = 20
_NO_FLAGS = 0
_DAY = 0x21  # 1980-01-01: the frame carries no time of its own
STORED, DEFLATED = 0, 8
RATIO_FLOOR = 1 << 20  # bytes; smaller entries may be as repetitive as they like


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a package may be: bytes of the file, unfolded, of its standard; entries, ratio, rows."""

    file_bytes: int = 256 << 20
    unfolded_bytes: int = 1 << 30
    header_bytes: int = 64 << 10
    line_bytes: int = 1 << 20
    standard_bytes: int = 256 << 10
    entries: int = 64
    ratio: int = 200
    rows: int = 4_000_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    method: int
    crc: int
    folded: int
    size: int
    offset: int
    start: int


def zip_bytes(entries: Mapping[str, bytes], method: int = DEFLATED) -> bytes:
    """The entries as a ZIP, in their order; names are ASCII."""
    body = bytearray()
    made: list[_Entry] = []
    for name, data in entries.items():
        folded = _deflate(data) if method == DEFLATED else data
        start = len(body) + _LOCAL.size + len(name)
        entry = _Entry(name, method, zlib.crc32(data), len(folded), len(data), len(body), start)
        body += _local(entry) + folded
        made.append(entry)
    return bytes(body) + _directory(made, len(body))


def unzip(
    raw: bytes,
    *,
    allowed: Callable[[str], bool],
    limits: Limits = LIMITS,
    name: str = "",
    small: str = "",
) -> dict[str, bytes]:
    """The entries of a ZIP made by `zip_bytes`; `name` is the file's, for the error.

    Raises PackageDamaged for any other frame, names that are not `allowed` or stand twice, and
    PackageTooLarge, also for the entry `small` beyond what a standard may have. Nothing is inflated
    before the whole frame was checked, and never more than an entry declares.
    """
    entries = _entries(raw, limits, name)
    names = [e.name for e in entries]
    if len({n.casefold() for n in names}) != len(names) or not all(map(allowed, names)):
        raise damaged(name, "names")
    if sum(e.size for e in entries) > limits.unfolded_bytes:
        raise too_large(name, "unfolded", limits.unfolded_bytes >> 20)
    for entry in entries:
        if entry.size > max(RATIO_FLOOR, limits.ratio * entry.folded):
            raise too_large(name, "ratio", limits.ratio)
        if entry.name == small and entry.size > limits.standard_bytes:
            raise too_large(name, "standard", limits.standard_bytes >> 10)
    return {e.name: _inflate(raw, e, name) for e in entries}


def first_entry(raw: bytes, limits: Limits = LIMITS, name: str = "") -> tuple[str, bytes]:
    """Name and bytes of the first, stored entry, whatever follows: for formats yet unknown."""
    entry = _entry_at(raw, 0)
    if entry is None or entry.method != STORED or entry.size != entry.folded:
        raise damaged(name, "not-a-package")
    if entry.size > limits.header_bytes:
        raise too_large(name, "header", limits.header_bytes >> 10)
    return entry.name, _inflate(raw, entry, name)


def _deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def _inflate(raw: bytes, entry: _Entry, name: str) -> bytes:
    data = raw[entry.start : entry.start + entry.folded]
    if entry.method == DEFLATED:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            data = unpacker.decompress(data, entry.size + 1)
        except zlib.error as error:
            raise damaged(name, "frame") from error
        if not unpacker.eof or unpacker.unused_data:
            raise damaged(name, "frame")
    if len(data) != entry.size or zlib.crc32(data) != entry.crc:
        raise damaged(name, "frame")
    return data


def _entries(raw: bytes, limits: Limits, name: str) -> list[_Entry]:
    found: list[_Entry] = []
    at = 0
    while entry := _entry_at(raw, at):
        found.append(entry)
        at = entry.start + entry.folded
        if len(found) > limits.entries:
            raise too_large(name, "entries", limits.entries)
    if not found or raw[at:] != _directory(found, at):
        raise damaged(name, "frame")
    return found


def _entry_at(raw: bytes, at: int) -> _Entry | None:
    """The entry whose local header stands there; None where none stands or it is not ours."""
    if len(raw) - at < _LOCAL.size:
        return None
    fields = _LOCAL.unpack_from(raw, at)
    method, (crc, folded, size, name_size, _) = fields[3], fields[6:]
    if method not in (STORED, DEFLATED):
        return None
    label = raw[at + _LOCAL.size : at + _LOCAL.size + name_size]
    start = at + _LOCAL.size + name_size
    if not label.isascii() or start + folded > len(raw):
        return None
    entry = _Entry(label.decode("ascii"), method, crc, folded, size, at, start)
    return entry if raw[at:start] == _local(entry) else None


def _local(e: _Entry) -> bytes:
    frame = (b"PK\3\4", _NEEDS, _NO_FLAGS, e.method, 0, _DAY, e.crc, e.folded, e.size)
    return _LOCAL.pack(*frame, len(e.name), 0) + e.name.encode("ascii")


def _directory(entries: list[_Entry], at: int) -> bytes:
    lines = bytearray()
    for e in entries:
        frame = (b"PK\1\2", _NEEDS, _NEEDS, _NO_FLAGS, e.method, 0, _DAY, e.crc, e.folded, e.size)
        lines += _CENTRAL.pack(*frame, len(e.name), 0, 0, 0, 0, 0, e.offset)
        lines += e.name.encode("ascii")
    count = len(entries)
    return bytes(lines) + _END.pack(b"PK\5\6", 0, 0, count, count, len(lines), at, 0)
