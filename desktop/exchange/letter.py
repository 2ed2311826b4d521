"""What stands on and in a package: kinds, letter, header, manifest, and the part names of a kind."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import msgspec

from desktop.domain.unit import Office
from desktop.exchange.seal import Card

FORMAT = 1
STANDARD = "standard.toml"
"""The part of a report that holds the standard of its round, where no program brings it."""
Instant = Annotated[datetime.datetime, msgspec.Meta(tz=True)]


class Kind(StrEnum):
    """What a package is for."""

    CARD = "card"
    REPORT = "report"
    RECEIPT = "receipt"
    STANDARD = "standard"
    HANDOVER = "handover"
    SHARE = "share"
    PLAN = "plan"
    BACKUP = "backup"


# Flat, known names only: nothing that a file system could read as another place.
_WORD = r"[a-z0-9][a-z0-9_-]{0,63}(?:\.[0-9]{1,3})?"
_PARTS = {
    Kind.CARD: r"(?!)",
    Kind.REPORT: rf"records/(?:households|reviews|events|residents|rounds|figures)\.jsonl|standard\.toml|reports/{_WORD}\.(?:pdf|xlsx)",
    Kind.RECEIPT: rf"receipt\.json|reports/{_WORD}\.(?:pdf|xlsx)",
    Kind.STANDARD: rf"(?:down|calendar|headings|goals)\.json|standards/{_WORD}\.toml|units/{_WORD}\.csv",
    Kind.HANDOVER: r"handover\.json|records/(?:households|reviews)\.jsonl",
    Kind.SHARE: rf"share\.json|records/(?:households|reviews|events|residents|rounds|sheets_a)\.jsonl|standards/{_WORD}\.toml",
    Kind.PLAN: r"plan\.json|records/(?:goals|tasks|progress|visits|accounts|measures|escapes|sums|needs)\.jsonl|files/[0-9a-f]{64}",
    Kind.BACKUP: r"book\.db",
}


def is_part(kind: Kind, name: str) -> bool:
    """Whether a package of this kind may hold a part of this name."""
    return re.fullmatch(_PARTS[kind], name) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An office as a header names it; code "" where a package is for whoever trusts it (a card)."""

    code: str = ""
    list_version: str = ""
    name: str = ""

    def is_office(self, office: Office | Card) -> bool:
        """Whether this is the office: names may change, code and list do not."""
        return (self.code, self.list_version) == (office.code, office.list_version)


def party(card: Card) -> Party:
    """The office of a card."""
    return Party(code=card.code, list_version=card.list_version, name=card.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Who writes to whom about what. Readable outside, repeated byte by byte in what is signed."""

    kind: Kind
    sender: Party
    receiver: Party
    year: int
    number: int
    made_at: Instant
    program: str
    practice: bool = False

    @property
    def is_to_all_below(self) -> bool:
        """Whether it goes to every office below its sender that it is sealed to: standards do."""
        return self.kind is Kind.STANDARD and not self.receiver.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Name, size (bytes), lines (JSON Lines only, else 0) and SHA-256 of a part."""

    name: str
    size: int
    rows: int = 0
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """Size (bytes) and SHA-256 of the second entry."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The first entry of a package: readable without any key, hence not to be trusted by itself."""

    format: int
    letter: Letter
    payload: Payload


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardNamed:
    """The standard that outcomes rest on: its id and the SHA-256 of its file."""

    id: str = ""
    sha256: str = ""


class Carries(StrEnum):
    """What the report of an upper office holds of its communes."""

    SUMS = "sums"  # figures of forms 7.1–7.10 and residents, no household
    LISTS = "lists"  # these, and the poor and near-poor as annex VI lists them, no answers
    WHOLE = "whole"  # everything that the communes reported


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A commune in the report of an upper office: its book, and the package of it that was taken in.

    The upper office signs for it: records of this commune are those of this book.
    """

    commune: str
    book_id: str
    year: int
    number: int
    package_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the sender signs: the letter, its book, the package before, totals and every part.

    `previous` is the fingerprint of the sender's last package to this receiver, "" for the first.
    `serial` counts the reports of a book over all years, so that two of different years have an
    order that no clock gives; 0 where the program did not count them. `carries` and `sources` stand
    in reports of upper offices only.
    """

    format: int
    letter: Letter
    book_id: str
    previous: str
    standard: StandardNamed
    totals: Mapping[str, int]
    parts: tuple[Content, ...]
    serial: int = 0
    carries: Carries | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSheet:
    """What a card's office signs: the letter and the card."""

    format: int
    letter: Letter
    card: Card
