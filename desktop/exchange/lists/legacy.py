"""Texts of old fonts and code pages told apart from Unicode, and converted.

TCVN3 (ABC), VNI and Windows-1258 come out of a workbook as Western letters ("Hé nghÌo", "Hoä
ngheøo", "Hôò nghèo") that look Vietnamese only in the old fonts. A word counts for a reading if it
is a possible Vietnamese syllable. Each column is read as one; a workbook may hold several sorts.
A head that names a column as it stands is left: often only the cells below it are of an old font.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from desktop.exchange.lists.records import Cell, Line, Script
from desktop.exchange.lists.words import SEARCHED, meaning, plain
from desktop.exchange.lists.workbook import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A column whose texts seem to be stored for old fonts; where not `sure`, a person says.

    `examples` are a few of its texts as they stand in the cells; `is_mixed`: much of the column is
    Unicode as it stands.
    """

    column: int
    script: Script
    sure: bool
    examples: tuple[str, ...] = ()
    is_mixed: bool = False


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
_BEFORE_CODA = "a ă â e ê i o ô ơ u ư y iê yê oa oă oe oo uâ uê uô uơ uy uyê ươ"
_AT_END = (
    "ai ao au ay âu ây eo êu ia iêu iu oai oao oay oeo oi ôi ơi ua uau uây uêu ui uôi uya uyu ưa ưi "
    "ươi ươu ưu yêu"
)
_SYLLABLE = re.compile(
    r"^(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?"
    rf"(?:(?:{'|'.join(_BEFORE_CODA.split())})(?:ch?|m|n[gh]?|p|t)?|(?:{'|'.join(_AT_END.split())}))$"
)
# The dot below is put before the other marks of its vowel, the rest of the tones behind them.
_TONE = re.compile("([aeiouy][\u0302\u0306\u031b]*)[\u0300\u0301\u0303\u0309\u0323]")
_BETWEEN = re.compile(r"[\s\d/,.;:()\"'\-]+")
_SAMPLE = 300  # lines
_FEWEST = 5  # words
_FEWEST_CELLS = 2
_EXAMPLES = 4
# Each letter and mark of Windows-1258 that Western Windows shows as another.
_CP1258 = str.maketrans("ÃãÐðÕõÝýÌìÒòÞ", "ĂăĐđƠơƯư\u0300\u0301\u0309\u0323\u0303")


# What a column holds ------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts of a column that an old font may hold, and how many only Unicode can hold."""

    open: tuple[str, ...]
    closed: int

    @property
    def words(self) -> list[str]:
        found = (w for text in self.open for w in _BETWEEN.split(text) if not w.isascii())
        return list(dict.fromkeys(found))


def examine(rows: Sequence[Line]) -> tuple[Found, ...]:
    """The columns that look stored for old fonts, from a sample of the lines.

    A column with few words is taken for what the sheet as a whole is, unless its words deny it.
    """
    columns = _texts(rows)
    mainly = [t for t in columns.values() if 3 * len(t.open) >= len(t.open) + t.closed]
    words = [w for t in mainly for w in t.words if len(w) > 2]
    whole = _guess(words) if len(words) >= _FEWEST else (Script.UNICODE, True)
    found = []
    for column, texts in sorted(columns.items()):
        script, sure = _guess_column(texts, whole)
        if script is Script.UNICODE:
            script, sure = _strays(texts), False
        if script is not Script.UNICODE:
            mixed = _is_mixed(texts, script)
            examples = [s for s in texts.open if read_cell(s, script, is_mixed=mixed) != s]
            found.append(
                Found(
                    column=column, script=script, sure=sure,
                    examples=tuple(examples[:_EXAMPLES]), is_mixed=mixed,
                )
            )  # fmt: skip
    return tuple(found)


def _texts(rows: Sequence[Line]) -> dict[int, _Texts]:
    """By column, the different texts that are not plain ASCII."""
    step = max(1, (len(rows) - _SAMPLE // 2) // (_SAMPLE // 2))
    sample = [*rows[: _SAMPLE // 2], *rows[_SAMPLE // 2 :: step]]
    texts: dict[int, dict[str, None]] = {}
    for number, line in enumerate(sample):
        for column, cell in enumerate(line):
            if not isinstance(cell, str) or cell.isascii():
                continue
            if number >= SEARCHED or not _is_head_here(cell):
                texts.setdefault(column, {})[cell] = None
    found = {}
    for column, some in texts.items():
        opened = tuple(s for s in some if not _UNICODE_ONLY.search(s))
        if opened:
            found[column] = _Texts(opened, len(some) - len(opened))
    return found


def _guess_column(texts: _Texts, whole: tuple[Script, bool]) -> tuple[Script, bool]:
    words = texts.words
    longer = [w for w in words if len(w) > 2]
    if len(longer) >= _FEWEST and 3 * len(texts.open) >= len(texts.open) + texts.closed:
        script, sure = _guess(longer)
        return script, sure or (script is whole[0] and whole[1])
    if whole[0] is Script.UNICODE or texts.closed > 2 * len(texts.open):
        return Script.UNICODE, True
    read, plain = _share(words, READERS[whole[0]]), _share(words, str)
    is_likely = read > plain or (read == plain > 0 and not texts.closed)
    return whole if words and is_likely else (Script.UNICODE, True)


def _strays(texts: _Texts) -> Script:
    """The old font of single cells in a column that is mainly Unicode; UNICODE if there are none."""
    found = [s for text in texts.open if (s := _plainly(text)) is not Script.UNICODE]
    return max(set(found), key=found.count) if len(found) >= _FEWEST_CELLS else Script.UNICODE


def _guess(words: Sequence[str]) -> tuple[Script, bool]:
    """The reading that makes most words syllables, and whether there is no doubt about it."""
    plain = _share(words, str)
    ranked = sorted(((_share(words, READERS[s]), s) for s in READERS), reverse=True)
    (best, script), (second, _) = ranked[0], ranked[1]
    if plain >= best or (best - plain) * len(words) < 2:
        return Script.UNICODE, True
    return script, best >= 0.85 and plain <= 0.3 and second <= 0.6


def guess_script(rows: Sequence[Line]) -> tuple[Script, bool]:
    """What most columns of a sheet seem to be, and whether all of that is sure."""
    found = examine(rows)
    if not found:
        return Script.UNICODE, True
    scripts = [f.script for f in found]
    return max(set(scripts), key=scripts.count), all(f.sure for f in found)


# Converting ---------------------------------------------------------------------------------------
def in_unicode(sheet: Sheet, chosen: Mapping[int, Script] | Script | None = None) -> Sheet:
    """The sheet in Unicode: each column read as `chosen` says, the others as they surely are.

    A single script holds for all columns. Where nothing is chosen and a column is not sure, it is
    left; `suspected` says what to ask. Cells with letters that only Unicode has stay as they are.
    """
    if isinstance(chosen, Script):
        width = max(map(len, sheet.rows), default=0)
        return _converted(sheet, dict.fromkeys(range(width), chosen))
    found = examine(sheet.rows)
    said = dict(chosen or {})
    scripts = {f.column: f.script for f in found if f.sure} | said
    suspected = {f.column: f.script for f in found if not f.sure and f.column not in said}
    return replace(_converted(sheet, scripts), suspected=suspected)


def _converted(sheet: Sheet, scripts: Mapping[int, Script]) -> Sheet:
    scripts = {c: s for c, s in scripts.items() if s is not Script.UNICODE}
    if not scripts:
        return sheet
    texts = _texts(sheet.rows)
    mixed = {c for c, s in scripts.items() if c in texts and _is_mixed(texts[c], s)}
    rows = [list(line) for line in sheet.rows]
    for column, script in scripts.items():
        is_mixed = column in mixed
        for number, line in enumerate(rows):
            cell = line[column] if column < len(line) else ""
            if not isinstance(cell, str) or cell.isascii():
                continue
            if number >= SEARCHED or not _is_head_here(cell):
                line[column] = read_cell(cell, script, is_mixed=is_mixed)
    return replace(sheet, rows=rows, scripts=scripts)


@lru_cache(maxsize=4096)
def _is_head_here(cell: str) -> bool:
    """Whether a text without letters of Unicode alone names a column as it stands, and no old font
    makes a better known name of it."""
    here = 0.0 if _UNICODE_ONLY.search(cell) else _known(cell)
    return here > 0 and all(_known(read(cell)) <= here for read in READERS.values())


def _known(title: str) -> float:
    return meaning(plain(title), plain(title))[1]


def _is_mixed(texts: _Texts, script: Script) -> bool:
    """Whether much of a column is Unicode as it stands. Windows-1258 has most letters as Unicode
    has them, so that its words tell nothing about it."""
    if texts.closed > len(texts.open):
        return True
    words = texts.words
    return script is not Script.CP1258 and bool(words) and _share(words, str) > 0.5


@lru_cache(maxsize=65536)
def read_cell(cell: str, script: Script, *, is_mixed: bool) -> str:
    """A cell converted from a script unless it is plainly Unicode; where both readings are as good, the column
    decides."""
    read = READERS.get(script)
    if read is None or _UNICODE_ONLY.search(cell):
        return cell
    words = [w for w in _BETWEEN.split(cell) if w and not w.isascii()]
    if words:
        plain, other = _share(words, str), _share(words, read)
        if plain > other or (plain == other and is_mixed):
            return cell
    return read(cell)


def mended(text: str) -> str:
    """A text typed or pasted into a field, in Unicode where it plainly is for an old font.

    Only where every word of it becomes a syllable by one reading alone; else as it was.
    """
    script = _plainly(text)
    return text if script is Script.UNICODE else READERS[script](text)


def _plainly(text: str) -> Script:
    """The one reading that makes a syllable of each of its words; UNICODE where that is none."""
    words = [w for w in _BETWEEN.split(text) if w and not w.isascii()]
    if not words or _UNICODE_ONLY.search(text) or _share(words, str) == 1:
        return Script.UNICODE
    whole = [script for script, read in READERS.items() if _share(words, read) == 1]
    return whole[0] if len(whole) == 1 else Script.UNICODE


def looks_small(rows: Iterable[Line], column: int) -> bool:
    """Whether no text of a column has a capital: the font .VnTimeH shows small letters as such."""
    texts = {s for line in rows if column < len(line) and isinstance(s := line[column], str)}
    joined = "".join(texts)
    return bool(joined) and joined == joined.lower()


def with_capitals(cell: Cell) -> Cell:
    """A name in small letters as names are written: "bàn văn tiến" → "Bàn Văn Tiến"."""
    return _capitals(cell) if isinstance(cell, str) else cell


@lru_cache(maxsize=65536)
def _capitals(cell: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in cell.split(" "))


@lru_cache(maxsize=65536)
def tcvn3(text: str) -> str:
    """TCVN3 (fonts named .Vn…) as Unicode.

    It has no capitals with tones: a word typed in capitals (fonts .Vn…H) gets them here.
    """
    read = text.translate(_TCVN3)
    if read == text:
        return text
    shouted = [_is_shouted(word) for word in text.split(" ")]
    loud = any(shouted) and all(s is not False for s in shouted)
    words = zip(read.split(" "), shouted, strict=True)
    return " ".join(
        word.upper() if said or (said is None and loud) else word for word, said in words
    )


def _is_shouted(word: str) -> bool | None:
    """Whether the plain letters of a word are all capitals; None where there are too few to tell."""
    letters = [c for c in word if c.isascii() and c.isalpha()]
    if not all(c.isupper() for c in letters):
        return False
    return True if len(letters) > 1 else None


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


@lru_cache(maxsize=65536)
def cp1258(text: str) -> str:
    """Windows-1258 that was taken for Western text, as Unicode: tones stand behind their vowels."""
    return unicodedata.normalize("NFC", text.translate(_CP1258))


READERS: Mapping[Script, Callable[[str], str]] = {
    Script.TCVN3: tcvn3,
    Script.VNI: vni,
    Script.CP1258: cp1258,
}


def _share(words: Sequence[str], read: Callable[[str], str]) -> float:
    return sum(1 for word in words if _is_syllable(read(word))) / len(words)


@lru_cache(maxsize=65536)
def _is_syllable(word: str) -> bool:
    """Onset, vowels, coda and at most one tone, on a vowel."""
    parts = unicodedata.normalize("NFD", word.lower())
    bare, tones = _TONE.subn(r"\1", parts)
    return tones < 2 and bool(_SYLLABLE.match(unicodedata.normalize("NFC", bare)))
