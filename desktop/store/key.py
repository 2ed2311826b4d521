"""From pass phrase to the key of the book, and the printed recovery code that is that key.

The key is Argon2id(pass phrase, salt), the salt being the first 16 bytes of the file, as SQLCipher
keeps them; so the book needs no second file. The recovery code is the key itself in Crockford's
base 32 with four check characters: whoever holds the sheet opens the book, whatever the phrase.
Changing the phrase changes the key; copies made before open with the phrase and sheet of their time.
"""

from __future__ import annotations

import hashlib

from desktop.domain.vietnamese import nfc
from desktop.errors import PassphraseTooShort, RecoveryCodeWrong

LEAST_PASSPHRASE = 8
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None})
# RFC 9106's second recommended setting: 64 MiB, three passes; 0.15 s on two cores.
_PASSES, _LANES, _KIB = 3, 4, 64 * 1024


def derive_key(passphrase: str, salt: bytes) -> bytes:
    """The 32-byte key of a phrase; spelling in NFC or NFD gives the same key."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    phrase = nfc(passphrase)
    if len(phrase) < LEAST_PASSPHRASE:
        raise PassphraseTooShort(least=LEAST_PASSPHRASE)
    kdf = Argon2id(salt=salt, length=32, iterations=_PASSES, lanes=_LANES, memory_cost=_KIB)
    return kdf.derive(phrase.encode())


def recovery_code(key: bytes) -> str:
    """The key as 14 groups of four characters."""
    digits = _base32(int.from_bytes(key, "big"), 52) + _check(key)
    return "-".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def key_of_recovery(code: str) -> bytes:
    """The key printed on a recovery sheet; O, I and L are read as 0, 1 and 1."""
    digits = code.upper().translate(_LOOKALIKES)
    if len(digits) != 56 or any(d not in _ALPHABET for d in digits):
        raise RecoveryCodeWrong()
    value = 0
    for digit in digits[:52]:
        value = value * 32 + _ALPHABET.index(digit)
    if value >> 256:
        raise RecoveryCodeWrong()
    key = value.to_bytes(32, "big")
    if digits[52:] != _check(key):
        raise RecoveryCodeWrong()
    return key


def _check(key: bytes) -> str:
    return _base32(int.from_bytes(hashlib.sha256(key).digest()[:3], "big") & 0xFFFFF, 4)


def _base32(value: int, length: int) -> str:
    digits = []
    for _ in range(length):
        value, rest = divmod(value, 32)
        digits.append(_ALPHABET[rest])
    return "".join(reversed(digits))
