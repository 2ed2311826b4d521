"""Vietnamese text, names, dates and numbers: normal form, folding, order, how they are written."""

from __future__ import annotations

import datetime
import re
import unicodedata
from functools import lru_cache

_D = str.maketrans("đĐ", "dD")
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_BREVE_CIRCUMFLEX_HORN = {"\u0306", "\u0302", "\u031b"}
_ORDER = {letter: i + 1 for i, letter in enumerate(_LETTERS)}


def nfc(text: str) -> str:
    """Composed form, no-break and doubled spaces made one, ends trimmed: what enters the book."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Without tones, marks and case, đ as d: for finding (`fold("Đặng Thị Mùi") == "dang thi mui"`)."""
    plain = unicodedata.normalize("NFD", text.translate(_D))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split())


@lru_cache(maxsize=65536)
def sort_key(text: str) -> str:
    """A key whose binary order is the Vietnamese alphabet's; tones decide only between equal words."""
    letters: list[str] = []
    tones: list[str] = []
    for word in nfc(text).lower().split():
        for char in word:
            base, tone = _split_tone(char)
            if not base:  # a tone mark with no letter under it
                continue
            letters.append(chr(0x20 + _ORDER[base]) if base in _ORDER else _other(base))
            tones.append(str(tone))
        letters.append(" ")
        tones.append(" ")
    return ("".join(letters).rstrip() + "\x1f" + "".join(tones).rstrip()) if letters else ""


def _other(char: str) -> str:
    # Digits and signs before letters, digits by value; foreign letters after z.
    return "!" + char if ord(char) < 0x80 else "~" + char


def _split_tone(char: str) -> tuple[str, int]:
    parts = unicodedata.normalize("NFD", char)
    tone = next((_TONES[c] for c in parts if c in _TONES), 0)
    kept = "".join(c for c in parts if c not in _TONES)
    return unicodedata.normalize("NFC", kept), tone


def name_key(name: str) -> str:
    """Order of names: by given name (the last word), then the rest, in Vietnamese order."""
    words = nfc(name).split()
    return sort_key(words[-1]) + "\x1e" + sort_key(" ".join(words[:-1])) if words else ""


def same_word(a: str, b: str) -> bool:
    """Whether two spellings are one word: NFC, case, and hòa/hoà (place of the tone mark)."""
    return spelling_key(a) == spelling_key(b)


def spelling_key(text: str) -> str:
    """One key for all spellings of the same words, as `same_word` compares them."""
    words = []
    for word in nfc(text).lower().split():
        parts = unicodedata.normalize("NFD", word)
        tones = "".join(sorted(c for c in parts if c in _TONES))
        words.append("".join(c for c in parts if c not in _TONES) + tones)
    return " ".join(words)


# Dates -------------------------------------------------------------------------------------------
_DMY = re.compile(r"^(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})$")
_MY = re.compile(r"^(\d{1,2})\s*[/.\-]\s*(\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?$")
_YEAR = re.compile(r"^(\d{4})(?:\.0)?$")


def parse_birth(text: str) -> str | None:
    """A birth date as written ("21/07/1980", "7/1980", "1980", ISO) → ISO prefix; None if no date."""
    text = nfc(text)
    if match := _DMY.match(text):
        day, month, year = (int(g) for g in match.groups())
        return _iso(year, month, day)
    if match := _ISO.match(text):
        year, month, day = (int(g) for g in match.groups())
        return _iso(year, month, day)
    if match := _MY.match(text):
        month, year = (int(g) for g in match.groups())
        return f"{year:04d}-{month:02d}" if 1 <= month <= 12 and _plausible(year) else None
    if match := _YEAR.match(text):
        return match[1] if _plausible(int(match[1])) else None
    return None


def _plausible(year: int) -> bool:
    return 1880 <= year <= 2100


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat() if _plausible(year) else None
    except ValueError:
        return None


def show_birth(born: str) -> str:
    """An ISO prefix as written on papers: 21/07/1980, 07/1980, 1980, or ""."""
    return "/".join(reversed(born.split("-"))) if born else ""


def birth_year(born: str) -> int | None:
    """The year of an ISO prefix, None if unknown."""
    return int(born[:4]) if born else None


def age_on(born: str, day: datetime.date) -> int | None:
    """Full years on a day. With only a year (or month) known, its first day counts; None if unknown."""
    if not born:
        return None
    year, month, mday = ([*map(int, born.split("-")), 1, 1])[:3]
    return day.year - year - ((day.month, day.day) < (month, mday))


def show_date(day: datetime.date | None) -> str:
    """09/11/2026, or "" for none."""
    return day.strftime("%d/%m/%Y") if day else ""


# Numbers -----------------------------------------------------------------------------------------
def show_number(value: int) -> str:
    """1.984; minus is −."""
    return f"{value:,}".replace(",", ".").replace("-", "−")


def rate(part: int, whole: int) -> float | None:
    """Per cent, unrounded; None where the whole is empty: an empty total is never a number."""
    return 100 * part / whole if whole > 0 else None


def show_rate(value: float | None, digits: int = 2) -> str:
    """21,72 (without sign); "" for None. Rounds halves up, as people do."""
    if value is None:
        return ""
    scaled = int(abs(value) * 10**digits + 0.5 + 1e-9)
    whole, part = divmod(scaled, 10**digits)
    sign = "−" if value < 0 and scaled else ""
    return (
        f"{sign}{show_number(whole)},{part:0{digits}d}" if digits else f"{sign}{show_number(whole)}"
    )


# Citizen ids -------------------------------------------------------------------------------------
def citizen_id_problem(citizen_id: str, born: str = "", male: bool | None = None) -> str | None:
    """What is implausible about a citizen id: a code ("length", "century", "year", "sex"), or None.

    12 digits: 3 of the province of birth, 1 of century and sex (0/1 = 1900s male/female, 2/3 =
    2000s …), 2 of the birth year, 6 serial (law.md §11). Nine digits are an old CMND and pass.
    """
    if not citizen_id.isdigit() or len(citizen_id) not in (9, 12):
        return "length"
    if len(citizen_id) == 9:
        return None
    century, year = divmod(int(citizen_id[3]), 2)[0], int(citizen_id[4:6])
    if century > 2:
        return "century"
    known = birth_year(born)
    if known is not None and known != 1900 + 100 * century + year:
        return "year"
    if male is not None and (int(citizen_id[3]) % 2 == 0) != male:
        return "sex"
    return None
