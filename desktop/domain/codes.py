"""Short codes on papers: letters that are not mistaken for each other, and a check character.

A sheet for the field carries `B26-0417-QX7`: its letter, the year of the round, the number of the
household in the register, two characters that tie the code to that household even after its number
was given to another, and a check character. Where the number is not digits, the letter is C for A
and D for B, and a longer tie finds the household alone. A paper carries `ABCD-EFGH-K`: eight characters drawn
from the hash of its text, and a check character. Neither says anything of a person.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

ALPHABET = "23456789ABCDEFGHJKMNPQRTUVWXY"
"""29 characters: of 0 O, 1 I L, 5 S and 2 Z one each at most. A prime, so one wrong character, or two
neighbours exchanged, always show."""
PAPER_LENGTH, TIE_LENGTH, LONG_TIE = 8, 2, 6
UNNUMBERED = "0"
"""Stands for a register number that is not digits; the longer tie finds the household alone."""
SHEETS = ("A", "B", "C", "D")

_UNNUMBERED = {"A": "C", "B": "D"}
"""Letters of their own, or a number of five digits could be read as a nought and a longer tie."""
_BASE = len(ALPHABET)
_FORMS = (
    re.compile(rf"([AB])(\d\d)(\d+)([{ALPHABET}]{{{TIE_LENGTH}}})([{ALPHABET}])"),
    re.compile(rf"([CD])(\d\d)({UNNUMBERED})([{ALPHABET}]{{{LONG_TIE}}})([{ALPHABET}])"),
)
_LOOSE = re.compile(r"[^0-9A-Z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCode:
    """What the code of a sheet for the field says; `tie` belongs to one household."""

    sheet: str
    year: int
    number: str
    tie: str

    @property
    def text(self) -> str:
        """As printed: groups parted by hyphens, the check character last."""
        letter = _UNNUMBERED[self.sheet] if self.number == UNNUMBERED else self.sheet
        short = f"{letter}{self.year % 100:02d}"
        mark = check_character(_values(short, self.number, self.tie))
        return f"{short}-{self.number}-{self.tie}{mark}"


def sheet_code(sheet: str, year: int, number: str, household_uid: str) -> SheetCode:
    """The code of a household's sheet "A" or "B" in the round of a year."""
    if number.isdecimal() and number.isascii() and number != UNNUMBERED:
        return SheetCode(sheet=sheet, year=year, number=number, tie=tie_of(household_uid))
    tie = tie_of(household_uid, LONG_TIE)
    return SheetCode(sheet=sheet, year=year, number=UNNUMBERED, tie=tie)


def read_sheet_code(typed: str) -> SheetCode | None:
    """A code as scanned or typed, blanks and hyphens aside; None where it is none, or mistyped."""
    bare = _bare(typed)
    for form in _FORMS:
        found = form.fullmatch(bare)
        if found is None:
            continue
        sheet, year, number, tie, mark = found.groups()
        if check_character(_values(sheet + year, number, tie)) == mark:
            sheet = {"C": "A", "D": "B"}.get(sheet, sheet)
            return SheetCode(sheet=sheet, year=2000 + int(year), number=number, tie=tie)
    return None


def tie_of(household_uid: str, length: int = TIE_LENGTH) -> str:
    """Characters of a household's own, the same wherever it goes."""
    return _drawn(household_uid.encode(), length)


def paper_code(text: str) -> str:
    """The code of a paper by its whole text: the same text has the same code."""
    body = _drawn(text.encode(), PAPER_LENGTH)
    return _grouped(body + check_character(ALPHABET.index(c) for c in body))


def read_paper_code(typed: str) -> str | None:
    """The code as kept, from what is scanned or typed; None where it is none, or mistyped."""
    bare = _bare(typed)
    if len(bare) != PAPER_LENGTH + 1 or any(c not in ALPHABET for c in bare):
        return None
    mark = check_character(ALPHABET.index(c) for c in bare[:-1])
    return _grouped(bare) if mark == bare[-1] else None


def check_character(values: Iterable[int]) -> str:
    """The character that proves the others: a weighted sum modulo 29."""
    total = sum(value * (place % (_BASE - 1) + 1) for place, value in enumerate(values))
    return ALPHABET[total % _BASE]


def _values(short: str, number: str, tie: str) -> list[int]:
    """Digits as they are, so that 0 and 1 may stand in years and numbers; A to D as 10 to 13."""
    digits = [int(c) for c in short[1:] + number]
    return [10 + SHEETS.index(short[0]), *digits, *(ALPHABET.index(c) for c in tie)]


def _drawn(data: bytes, length: int) -> str:
    number = int.from_bytes(hashlib.sha256(data).digest(), "big")
    drawn = ""
    for _ in range(length):
        number, rest = divmod(number, _BASE)
        drawn += ALPHABET[rest]
    return drawn


def _grouped(bare: str) -> str:
    return "-".join((bare[:4], bare[4:8], bare[8:]))


def _bare(typed: str) -> str:
    return _LOOSE.sub("", typed.upper())
