"""Reads single cells: what stands there → a clean value, or `BadCell` naming the broken rule."""

from __future__ import annotations

import datetime
import difflib
import re
from functools import lru_cache

from desktop.domain.household import HEAD, IdState, Sex
from desktop.domain.review import HouseholdClass
from desktop.domain.vietnamese import fold, nfc, parse_birth, show_date
from desktop.exchange.lists.records import Cell
from desktop.exchange.lists.words import squeezed, words

_ID_NOISE = str.maketrans("", "", " \u00a0\u200b.,-'’‘`\"\t\n")
_EXPONENT = re.compile(r"^\s*\d+(?:[.,]\d+)?\s*[eE]\s*\+?\s*\d+\s*$")
_WHOLE = re.compile(r"^[+]?\d+(?:[.,]0+)?$")
_NOTHING = r"(?:0{1,2}|[._…xX?]+)"
_UNKNOWN_DAY = re.compile(rf"^{_NOTHING}[/.\-](?:{_NOTHING}|(\d{{1,2}}))[/.\-](\d{{4}})$")
_BULLET = re.compile(r"^(?:[-–+*•]|\d{1,3}[.)])\s*")
_EPOCH = datetime.date(1899, 12, 30)  # day 0 of spreadsheets
_SERIALS = range(3000, 80000)  # 1908 … 2119, no years among them
_BLANK_SIGNS = frozenset({"", "-", "–", "—", "...", "…", "/"})
LONGEST_NAME = 100


class BadCell(Exception):
    """A cell breaks the rule `code`; `details` fill its sentences."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@lru_cache(maxsize=65536)
def _clean(cell: str) -> str:
    return nfc(cell)


def text(cell: Cell) -> str:
    """A cell as clean text; 5.0 is "5", a date is written dd/mm/yyyy."""
    if isinstance(cell, str):
        return _clean(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return show_date(cell.date())
    if isinstance(cell, datetime.date):
        return show_date(cell)
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)


def optional(cell: Cell) -> str:
    """Clean text, "" for a dash."""
    said = text(cell)
    return "" if said in _BLANK_SIGNS else said


def name(cell: Cell) -> str:
    """The name of a person: letters, no number. Bullets before it are left out."""
    said = text(cell)
    if said.replace(" ", "").isalpha() and len(said) <= LONGEST_NAME:
        return said
    said = _BULLET.sub("", said)
    if any(c.isdigit() for c in said) or (said and not any(c.isalpha() for c in said)):
        raise BadCell("name-odd")
    if len(said) > LONGEST_NAME:
        raise BadCell("name-long", most=LONGEST_NAME)
    return said


def relation(cell: Cell) -> str:
    """The relation as written; every way to say head becomes "Chủ hộ"."""
    said = optional(cell)
    return HEAD if squeezed(said) in words().heads else said


@lru_cache(maxsize=4096)
def _sex(said: str) -> Sex | None:
    word = squeezed(said)
    if word in words().males:
        return Sex.MALE
    if word in words().females:
        return Sex.FEMALE
    if said in _BLANK_SIGNS:
        return None
    raise BadCell("sex-unknown")


def sex(cell: Cell) -> Sex | None:
    """Nam or Nữ in the spellings people use; None where blank."""
    return _sex(text(cell))


def ethnic_group(cell: Cell) -> str:
    """One of the 54 names (or Khác), whatever the spelling; "" where blank."""
    return _ethnic_group(text(cell))


@lru_cache(maxsize=4096)
def _ethnic_group(said: str) -> str:
    if said in _BLANK_SIGNS:
        return ""
    known = words().ethnic_groups
    word = squeezed(said)
    for shorter in (word, word.removeprefix("dantoc"), word.removeprefix("nguoi")):
        if shorter in known:
            return known[shorter]
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.7)
    if near:
        raise BadCell("ethnic-near", near=known[near[0]])
    raise BadCell("ethnic-unknown")


def _whole(cell: Cell) -> int | None:
    """A numeric cell without a fraction; spreadsheets keep whole numbers as 5.0."""
    if isinstance(cell, bool) or not isinstance(cell, float | int):
        return None
    return int(cell) if float(cell).is_integer() else None


# Citizen ids --------------------------------------------------------------------------------------
def citizen_id(cell: Cell) -> tuple[str, IdState]:
    """Twelve digits, or nine of an old CMND; blank is unknown, "chưa cấp" or * not issued.

    What a spreadsheet destroyed is refused with the number it most likely was: 10 or 11 digits
    have lost zeros in front, an exponent has lost its last digits.
    """
    if isinstance(cell, str):
        if len(cell) == 12 and cell.isascii() and cell.isdigit() and len(set(cell)) > 1:
            return cell, IdState.KNOWN
        return _citizen_id(_clean(cell))
    number = _whole(cell)
    if number is None or number < 0:
        raise BadCell("id-letters")
    return _digits(str(number))


def _citizen_id(said: str) -> tuple[str, IdState]:
    if said in _BLANK_SIGNS:
        return "", IdState.UNKNOWN
    word = squeezed(said)
    if said == "*" or word in words().not_issued:
        return "", IdState.NOT_ISSUED
    if word in words().no_id:
        return "", IdState.UNKNOWN
    if _EXPONENT.match(said):
        raise BadCell("id-exponent")
    bare = re.sub(r"^(\d{8,12})[.,]0$", r"\1", said).translate(_ID_NOISE)
    if not bare.isascii() or not bare.isdigit():
        raise BadCell("id-letters")
    return _digits(bare)


def _digits(digits: str) -> tuple[str, IdState]:
    count = len(digits)
    if len(set(digits)) == 1:
        raise BadCell("id-placeholder")
    if count in (9, 12):
        return digits, IdState.KNOWN
    if count in (10, 11):
        raise BadCell("id-zero-lost", count=count, restored=digits.zfill(12))
    if count == 8:
        raise BadCell("id-zero-lost-old", restored=digits.zfill(9))
    raise BadCell("id-length", count=count)


# Dates --------------------------------------------------------------------------------------------
def birth(cell: Cell) -> str:
    """A birth date as ISO prefix ("1980-07-21", "1980"); "" where blank, 00/00/1980 is 1980."""
    if isinstance(cell, str):
        return _birth(_clean(cell))
    if isinstance(cell, datetime.date):
        return _real_date(cell).isoformat()
    number = _whole(cell)
    if number is None:
        raise BadCell("birth-impossible")
    year = parse_birth(str(number))
    if year is None:
        _refuse_serial(number)
        raise BadCell("birth-impossible")
    return year


def _refuse_serial(number: int | None) -> None:
    """A date cell formatted as a number shows the days since 1900: say which date it was."""
    if number is not None and number in _SERIALS:
        day = _EPOCH + datetime.timedelta(days=number)
        raise BadCell("date-serial", date=show_date(day))


@lru_cache(maxsize=65536)
def _birth(said: str) -> str:
    if said in _BLANK_SIGNS:
        return ""
    found = parse_birth(said)
    if found:
        return found
    if match := _UNKNOWN_DAY.match(said.replace(" ", "")):
        month, year = match.groups()
        found = parse_birth(f"{month}/{year}" if month else year)
        if found:
            return found
    if re.search(r"[/.\-]\d\d$", said):
        raise BadCell("birth-short-year")
    raise BadCell("birth-impossible")


def birth_of_parts(day: Cell, month: Cell, year: Cell) -> str:
    """Day, month and year from three columns; the day, or day and month, may be unknown."""
    d, m, y = (optional(c) for c in (day, month, year))
    d, m = ("" if not p.strip("0") else p for p in (d, m))
    if not y:
        if d or m:
            raise BadCell("birth-impossible")
        return ""
    return birth("/".join(p for p in ((d, m, y) if m else (y,)) if p))


def decision_date(cell: Cell) -> datetime.date | None:
    """The date of a decision: day, month and year; None where blank."""
    if isinstance(cell, datetime.date):
        return _real_date(cell)
    _refuse_serial(_whole(cell))
    return _decision_date(text(cell))


@lru_cache(maxsize=4096)
def _decision_date(said: str) -> datetime.date | None:
    if said in _BLANK_SIGNS:
        return None
    iso = parse_birth(said)
    if iso is None or len(iso) != 10:
        raise BadCell("date-impossible")
    return datetime.date.fromisoformat(iso)


def _real_date(cell: datetime.date) -> datetime.date:
    return cell.date() if isinstance(cell, datetime.datetime) else cell


# Classes, points, marks ---------------------------------------------------------------------------
@lru_cache(maxsize=4096)
def _household_class(said: str) -> HouseholdClass | None:
    if said in _BLANK_SIGNS:
        return None
    known = words().classes
    word = squeezed(said)
    found = known.get(word) or known.get(word.removeprefix("ho"))
    if found is None:
        raise BadCell("class-unknown")
    return found


def household_class(cell: Cell) -> HouseholdClass | None:
    """Poor, near-poor and so on in the ways people write them; None where blank."""
    return _household_class(text(cell))


def _points(cell: Cell) -> int | None:
    number = _whole(cell)
    if number is not None and number >= 0:
        return number
    said = optional(cell)
    if not said:
        return None
    bare = squeezed(said.removesuffix("điểm")) if said.endswith("điểm") else said
    if not _WHOLE.match(bare):
        raise BadCell("points-odd")
    return int(re.split(r"[.,]", bare)[0])


def b1(cell: Cell) -> int | None:
    """B1 points: a whole number; None where blank."""
    return _points(cell)


def b2(cell: Cell) -> int | None:
    """B2 points: twelve deprivations of ten points each, so 0, 10 … 120; None where blank."""
    value = _points(cell)
    if value is not None and (value % 10 or value > 120):
        raise BadCell("b2-steps")
    return value


def flag(cell: Cell) -> bool | None:
    """A mark: x, có, 1 → True; không, 0 → False; None where blank."""
    if isinstance(cell, bool):
        return cell
    return _flag(text(cell))


@lru_cache(maxsize=4096)
def _flag(said: str) -> bool | None:
    if said in _BLANK_SIGNS:
        return None
    if said in ("✓", "✔", "√", "☑", "☒"):
        return True
    word = squeezed(said)
    if word in words().yes:
        return True
    if word in words().no:
        return False
    raise BadCell("flag-unknown")


def people(cell: Cell) -> int | None:
    """The size of a household in persons, at least one; None where blank."""
    if not optional(cell):
        return None
    try:
        value = _points(cell)
    except BadCell:
        value = 0
    if not value or value > 99:
        raise BadCell("people-odd")
    return value


def unit_code(cell: Cell) -> str:
    """The code of a commune, five digits; zeros lost in front are put back."""
    said = optional(cell)
    return said.zfill(5) if said.isdigit() else said


def village(cell: Cell) -> str:
    """The village as written."""
    return optional(cell)


def village_of_address(cell: Cell) -> str:
    """The village at the beginning of an address: "Thôn 5, xã Thổ Bình" → "Thôn 5"."""
    return re.split(r"\s*[,;–]\s*|\s-\s", optional(cell), maxsplit=1)[0]


_COMMUNE_PART = re.compile(r"^(?:xã|phường|thị trấn|x\.|p\.|tt\.)\s*\S", re.IGNORECASE)


def commune_of_address(cell: Cell) -> str:
    """The commune within an address: "Thôn 5, xã Thổ Bình, huyện …" → "xã Thổ Bình"; "" if none."""
    parts = re.split(r"\s*[,;–]\s*|\s-\s", optional(cell))
    return next((p for p in parts if _COMMUNE_PART.match(p)), "")


def age(cell: Cell) -> int | None:
    """Full years as listed; None where blank or not a plausible age: it is never an error."""
    try:
        value = _points(cell)
    except BadCell:
        return None
    return value if value is not None and value < 130 else None


@lru_cache(maxsize=16384)
def village_key(said: str) -> str:
    """For comparing villages: "Thôn Nà Mỵ", "nà mỵ" and "Nà Mỵ" are one."""
    kind = village_kind(said)
    return fold(said[len(kind) :]) or fold(said)


@lru_cache(maxsize=16384)
def village_kind(said: str) -> str:
    """The word for village at the beginning of a name ("Thôn", "Tổ dân phố"), as written, or ""."""
    lower = said.lower()
    return next((said[: len(w)] for w in words().sections if lower.startswith(f"{w} ")), "")


def same_village(a: str, b: str) -> bool:
    """Whether two spellings mean one village; "Thôn 5" is "5", but not "Tổ 5"."""
    kinds = {fold(k) for k in (village_kind(a), village_kind(b)) if k}
    return len(kinds) < 2 and village_key(a) == village_key(b)


def show_value(cell: Cell) -> str:
    """A cell as quoted in an error: long texts cut."""
    said = text(cell)
    return said if len(said) <= 60 else said[:57] + "…"
