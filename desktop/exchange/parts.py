"""A package cut into numbered parts for small mail boxes, and joined again in any order.

A part (*.rasoat-part) is one line of JSON that says what the whole is and which piece follows, then
the piece: `tail -qn +2 *.rasoat-part > whole.rasoat` joins them too. Nothing is taken in half: a
whole is given back only when every piece is there and its SHA-256 is the one that all parts name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from desktop.errors import PartDamaged, PartsMissing, PartsMixed, PartsTwice
from desktop.exchange.archive import LIMITS, Limits

SUFFIX = ".rasoat-part"
LETTER_SUFFIX = ".eml"
"""A letter as mail programs save it (here, so that the parser of mail is loaded only for one)."""
MOST_PARTS = 999
_FORMAT = 1
_HEAD_BYTES = 1024
_WHOLE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}\.rasoat")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartHead:
    """The first line of a part: the whole (name, SHA-256, bytes), `part` of `parts`, and its piece."""

    rasoat_part: int
    name: str
    sha256: str
    size: int
    part: int
    parts: int
    piece_size: int
    piece_sha256: str

    @property
    def cut(self) -> tuple[str, int]:
        """What parts must have in common to be joined: the same whole, cut into as many."""
        return self.sha256, self.parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part that is whole in itself."""

    head: PartHead
    piece: bytes = field(repr=False)


def cut(raw: bytes, name: str, limit: int) -> list[tuple[str, bytes]]:
    """(file name, bytes) of what to send instead of a package: itself, if it is within `limit` bytes.

    Raises ValueError for a name that is not plain ASCII, and for a limit under 2 KiB or one that
    would need more than MOST_PARTS parts.
    """
    if not _WHOLE_NAME.fullmatch(name):
        raise ValueError(name)
    if len(raw) <= limit:
        return [(name, raw)]
    step = limit - _HEAD_BYTES
    if step < _HEAD_BYTES or len(raw) > step * MOST_PARTS:
        raise ValueError(limit)
    pieces = [raw[at : at + step] for at in range(0, len(raw), step)]
    whole = hashlib.sha256(raw).hexdigest()
    made = []
    for number, piece in enumerate(pieces, 1):
        head = PartHead(
            rasoat_part=_FORMAT, name=name, sha256=whole, size=len(raw), part=number,
            parts=len(pieces), piece_size=len(piece),
            piece_sha256=hashlib.sha256(piece).hexdigest(),
        )  # fmt: skip
        made.append((part_name(head), msgspec.json.encode(head) + b"\n" + piece))
    return made


def part_name(head: PartHead) -> str:
    """The file's name: "bao-cao_08962_2026_0007_1a2b3c4d.p02-03.rasoat-part"."""
    width = len(str(head.parts))
    stem = head.name.removesuffix(".rasoat")
    return f"{stem}.p{head.part:0{width}d}-{head.parts}{SUFFIX}"


def read_part(raw: bytes, *, name: str = "", limits: Limits = LIMITS) -> Part:
    """A part whose own piece is whole; raises PartDamaged."""
    line, _, piece = raw.partition(b"\n") if b"\n" in raw[:_HEAD_BYTES] else (b"", b"", b"")
    try:
        head = msgspec.json.decode(line, type=PartHead)
    except (ValueError, RecursionError) as error:
        raise PartDamaged(path=name) from error
    if not _is_sound(head, limits) or head.piece_size != len(piece):
        raise PartDamaged(path=name)
    if head.piece_sha256 != hashlib.sha256(piece).hexdigest():
        raise PartDamaged(path=name)
    return Part(head=head, piece=piece)


def _is_sound(head: PartHead, limits: Limits) -> bool:
    """Whether the numbers can be true; names and hashes become file names, so they are looked at."""
    return (
        head.rasoat_part == _FORMAT
        and 1 <= head.part <= head.parts <= MOST_PARTS
        and 0 <= head.piece_size <= head.size <= limits.file_bytes
        and _WHOLE_NAME.fullmatch(head.name) is not None
        and _SHA256.fullmatch(head.sha256) is not None
    )


def join(found: Iterable[Part]) -> bytes:
    """The whole package, from its parts in any order; the same part twice counts once.

    Raises PartsMixed (parts of several packages, or pieces that do not make the whole that they
    name), PartsTwice (one number with two contents), PartsMissing (`missing` says which).
    """
    by_number: dict[int, Part] = {}
    for part in found:
        held = by_number.setdefault(part.head.part, part)
        if held.head.cut != part.head.cut:
            raise PartsMixed(path=part.head.name)
        if held.piece != part.piece:
            raise PartsTwice(path=part.head.name, part=str(part.head.part))
    if not by_number:
        raise ValueError("no part")
    head = next(iter(by_number.values())).head
    if missing := missing_of(head.parts, by_number):
        raise PartsMissing(
            path=head.name, have=len(by_number), of=head.parts, missing=numbers(missing)
        )
    whole = b"".join(by_number[n].piece for n in range(1, head.parts + 1))
    if hashlib.sha256(whole).hexdigest() != head.sha256:
        raise PartsMixed(path=head.name)
    return whole


def missing_of(parts: int, have: Iterable[int]) -> list[int]:
    """The numbers from 1 to `parts` that are not there."""
    return sorted(set(range(1, parts + 1)) - set(have))


def numbers(of: list[int]) -> str:
    """As "2, 4–7": runs of three or more are drawn together."""
    said: list[str] = []
    run: list[int] = []
    for number in [*of, 0]:
        if run and number != run[-1] + 1:
            said += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(n) for n in run]
            run = []
        run.append(number)
    return ", ".join(said)
