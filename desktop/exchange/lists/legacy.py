"""Old lists typed in TCVN3 (ABC) or VNI fonts: told apart from Unicode, and converted.

Such text is stored as Western letters ("Hé nghÌo", "Hoä ngheøo") that look Vietnamese only in the
old fonts. A word counts for a reading if it is a possible Vietnamese syllable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from desktop.exchange.lists.records import Cell, Line, Script
from desktop.exchange.lists.workbook import Sheet


@dataclass(frozen=True, slots=True)
class Guess:
    """What a sheet seems to be; where not `sure`, a person should look at it and say."""

    script: Script
    sure: bool


_TCVN3 = str.maketrans(
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢§£¤¥¦",
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ",
)
_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_MARKS = (
    _TONES
    | dict(zip("êèéúüë", ("\u0306" + t for t in ("", *"\u0300\u0301\u0309\u0303\u0323")), strict=True))
    | dict(zip("âàáåãä", ("\u0302" + t for t in ("", *"\u0300\u0301\u0309\u0303\u0323")), strict=True))
)  # fmt: skip
_VNI_LETTERS = dict(zip("ñôöìíæóòî", "đơưìíỉĩịỵ", strict=True))
_UNICODE_ONLY = re.compile(r"[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u0300-\u036f]")
_NUCLEI = (
    "a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iê iêu iu oa oai oao oay oă oe oeo oi oo "
    "ôi ơi ua uâ uây uê ui uô uôi uơ uy uya uyê uyu ưa ưi ươ ươi ươu ưu yê yêu"
)
_SYLLABLE = re.compile(
    r"^(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?"
    rf"(?:{'|'.join(_NUCLEI.split())})(?:ch?|m|n[gh]?|p|t)?$"
)
_BETWEEN = re.compile(r"[\s\d/,.;:()\"'\-]+")
_SAMPLE = 300  # lines
_FEWEST = 5  # words


def guess_script(rows: Iterable[Line]) -> Guess:
    """How the texts of the first lines are stored; cells that only Unicode can hold do not vote."""
    texts = [
        cell
        for _, line in zip(range(_SAMPLE), rows, strict=False)
        for cell in line
        if isinstance(cell, str) and not cell.isascii()
    ]
    open_texts = [s for s in texts if not _UNICODE_ONLY.search(s)]
    words = [w for s in open_texts for w in _BETWEEN.split(s) if len(w) > 2 and not w.isascii()]
    if len(words) < _FEWEST or 3 * len(open_texts) < len(texts):
        return Guess(Script.UNICODE, True)
    plain, *others = (_share(words, read) for read in (str, tcvn3, vni))
    best = max(others)
    if plain >= best:
        return Guess(Script.UNICODE, True)
    script = Script.TCVN3 if others[0] == best else Script.VNI
    return Guess(script, best >= 0.85 and plain <= 0.3 and min(others) <= 0.6)


def in_unicode(sheet: Sheet, script: Script | None = None) -> Sheet:
    """The sheet in Unicode: read as `script`, or (None) as it is surely stored.

    Where it is not sure nothing is converted; `suspected` says what to ask. Cells that hold letters
    only Unicode has stay as they are.
    """
    guess = guess_script(sheet.rows) if script is None else Guess(script, True)
    if guess.script is Script.UNICODE:
        return sheet
    if not guess.sure:
        return replace(sheet, suspected=guess.script)
    read = tcvn3 if guess.script is Script.TCVN3 else vni
    rows = [[_cell(cell, read) for cell in line] for line in sheet.rows]
    return replace(sheet, rows=rows, script=guess.script)


def _cell(cell: Cell, read: Callable[[str], str]) -> Cell:
    if isinstance(cell, str) and not cell.isascii() and not _UNICODE_ONLY.search(cell):
        return read(cell)
    return cell


def tcvn3(text: str) -> str:
    """TCVN3 (fonts named .Vn…) as Unicode."""
    return text.translate(_TCVN3)


@lru_cache(maxsize=65536)
def vni(text: str) -> str:
    """VNI (fonts named VNI-…) as Unicode: a mark stands as a letter behind its vowel."""
    out: list[str] = []
    for char in text:
        small = char.lower()
        mark = _VNI_MARKS.get(small)
        if mark and out and out[-1].lower() in "aeouyơư":
            out.append(mark)
        elif small in _VNI_LETTERS:
            letter = _VNI_LETTERS[small]
            out.append(letter.upper() if char != small else letter)
        else:
            out.append(char)
    return unicodedata.normalize("NFC", "".join(out))


def _share(words: Sequence[str], read: Callable[[str], str]) -> float:
    return sum(1 for word in words if _is_syllable(read(word))) / len(words)


@lru_cache(maxsize=65536)
def _is_syllable(word: str) -> bool:
    """Onset, vowels, coda and at most one tone, signs around it set aside."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323"]
    bare = "".join(c for c in parts if c not in "\u0300\u0301\u0303\u0309\u0323")
    return len(tones) < 2 and bool(_SYLLABLE.match(unicodedata.normalize("NFC", bare)))
