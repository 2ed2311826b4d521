"""Keys of an office and its card: who signs (Ed25519), who can open (age), and the code to compare."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

import msgspec
import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from desktop.domain.unit import Level, Office
from desktop.errors import CodeDiffers

_CODE_DIGITS = 8
_SCRYPT = {"n": 1 << 16, "r": 8, "p": 1, "maxmem": 1 << 27}


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The two secrets of a book: Ed25519 seed (base64) and age identity. Kept in the book only."""

    sign: str = field(repr=False)
    age: str = field(repr=False)

    def to_json(self) -> str:
        """Text for the encrypted book."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_json(cls, text: str) -> Keys:
        """The keys written by `to_json`."""
        return msgspec.json.decode(text, type=cls)

    @property
    def sign_public(self) -> str:
        """The public half of the signing key: 32 bytes in base64."""
        return base64.b64encode(_private(self).public_key().public_bytes_raw()).decode()

    @property
    def age_recipient(self) -> str:
        """The public half of the age identity: `age1…`."""
        return str(pyrage.x25519.Identity.from_str(self.age).to_public())


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What an office shows the others: who it is, its book and its public keys.

    `book_id` ties the records that a book writes to the office that may send them.
    """

    code: str
    list_version: str
    level: Level
    name: str
    book_id: str
    sign_public: str
    age_recipient: str
    practice: bool = False

    def to_json(self) -> str:
        """Text for the book's list of trusted offices."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_json(cls, text: str) -> Card:
        """The card written by `to_json`."""
        return msgspec.json.decode(text, type=cls)


def new_keys() -> Keys:
    """Fresh keys; the randomness is the crypto libraries' own."""
    seed = Ed25519PrivateKey.generate().private_bytes_raw()
    return Keys(sign=base64.b64encode(seed).decode(), age=str(pyrage.x25519.Identity.generate()))


def card_of(office: Office, keys: Keys) -> Card:
    """The card of the office that keeps the book."""
    return Card(
        code=office.code,
        list_version=office.list_version,
        level=office.level,
        name=office.name,
        book_id=office.book_id,
        sign_public=keys.sign_public,
        age_recipient=keys.age_recipient,
        practice=office.practice,
    )


@lru_cache(maxsize=1024)
def card_code(card: Card) -> str:
    """Eight digits to compare by telephone, "1234 5678".

    SHA-256 over office and keys, then scrypt (64 MiB): eight digits alone could be matched by a
    forged card within a minute of guessing; so slowed, it takes years. About 0.15 s.
    """
    facts = [card.code, card.list_version, card.level, card.name, card.book_id]
    lines = "\n".join([*facts, str(int(card.practice)), card.sign_public, card.age_recipient])
    digest = hashlib.sha256(lines.encode()).digest()
    slow = hashlib.scrypt(digest, salt=b"rasoat card", dklen=8, **_SCRYPT)
    digits = f"{int.from_bytes(slow, 'big') % 10**_CODE_DIGITS:0{_CODE_DIGITS}d}"
    return f"{digits[:4]} {digits[4:]}"


def compare_code(card: Card, typed: str) -> None:
    """Raise CodeDiffers unless the digits heard on the telephone belong to this card."""
    if "".join(c for c in typed if c.isdecimal()) != card_code(card).replace(" ", ""):
        raise CodeDiffers(office=card.name)


def sign(data: bytes, keys: Keys) -> bytes:
    """The signature over exactly these bytes, in base64."""
    return base64.b64encode(_private(keys).sign(data))


def is_signed(data: bytes, signature: bytes, card: Card) -> bool:
    """Whether the base64 signature over exactly these bytes is by the card's key."""
    try:
        raw = base64.b64decode(signature, validate=True)
        public = base64.b64decode(card.sign_public, validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(raw, data)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return base64.b64encode(raw) == signature


def is_usable(card: Card) -> bool:
    """Whether both keys of a card are well-formed."""
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(card.sign_public, validate=True))
        pyrage.x25519.Recipient.from_str(card.age_recipient)
    except (ValueError, pyrage.RecipientError):
        return False
    return True


def close(data: bytes, receivers: list[Card]) -> bytes:
    """The bytes sealed with age, so that each of the receivers can open them."""
    keys = [
        pyrage.x25519.Recipient.from_str(r) for r in sorted({c.age_recipient for c in receivers})
    ]
    return cast("bytes", pyrage.encrypt(data, keys))


def open_closed(data: bytes, keys: Keys) -> bytes | None:
    """The bytes in an age file, None if it is damaged or sealed to somebody else."""
    try:
        return cast("bytes", pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(keys.age)]))
    except (pyrage.DecryptError, OSError):
        return None


def is_sealed_to(data: bytes, keys: Keys) -> bool:
    """Whether the head of an age file has a key for us, be the rest damaged or not."""
    try:
        pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(keys.age)])
    except pyrage.DecryptError as error:
        return "matching keys" not in str(error)
    except OSError:
        return True
    return True


def _private(keys: Keys) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(keys.sign))
