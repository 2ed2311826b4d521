"""Scores how likely two records are one person, or one household, and says by what.

Points, not probabilities: 100 is a pair that nothing tells apart, from THRESHOLD on a person should
look at it. A name counts by how rare its parts are in the register, so that Nguyễn or Văn say next
to nothing. None of these weights is the law's; they are ours.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from desktop.domain.household import Household, Person
from desktop.domain.vietnamese import fold

THRESHOLD = 70
MEMBER = 60
"""From these points on two members of two households count as one."""

_FULL_NAME = 45.0
_FULL_BITS = 20.0
"""A name of so many bits (one of a million people has it) gets all points for the name."""

# Of a thousand people anywhere in the country, roughly: what a small register cannot know yet.
_SURNAMES = {
    "nguyen": 380, "tran": 110, "le": 95, "pham": 70, "hoang": 50, "huynh": 50, "phan": 45,
    "vu": 40, "vo": 40, "dang": 20, "bui": 20, "do": 15, "ho": 13, "ngo": 13, "duong": 10,
}  # fmt: skip
_MIDDLES = {"van": 250, "thi": 350}
_GIVEN = dict.fromkeys(
    ("an", "anh", "binh", "dung", "ha", "hai", "hanh", "hoa", "hung", "huong", "lan", "linh",
     "mai", "minh", "nam", "nga", "thao", "thu", "tuan", "ha"), 20,
)  # fmt: skip
_PRIOR = 1000


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two records look alike or not: the code of its words (`twins-because-…`) and a count."""

    code: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """Points from 0 to 100 and the reasons, the weightiest first."""

    points: int
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """What a shared part of a name says, in bits: how rare it is, by its place in the name."""

    surnames: Mapping[str, float]
    middles: Mapping[str, float]
    given: Mapping[str, float]
    unheard: float

    @classmethod
    def of(cls, names: Iterable[tuple[str, int]] = ()) -> Names:
        """Counted from (name, how many people have it)."""
        surnames, middles, given = Counter(_SURNAMES), Counter(_MIDDLES), Counter(_GIVEN)
        people = _PRIOR
        for name, count in names:
            parts = fold(name).split()
            if not parts:
                continue
            people += count
            given[parts[-1]] += count
            if len(parts) > 1:
                surnames[parts[0]] += count
            for middle in parts[1:-1]:
                middles[middle] += count
        surname_bits, middle_bits, given_bits = (
            _in_bits(c, people) for c in (surnames, middles, given)
        )
        return cls(surname_bits, middle_bits, given_bits, _bits(0, people))


def _in_bits(counted: Mapping[str, int], people: int) -> dict[str, float]:
    return {part: _bits(count, people) for part, count in counted.items()}


def _bits(count: int, people: int) -> float:
    return math.log2((people + 1) / (count + 1))


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a person is compared by; `home` is the household, `village` a `place` or ""."""

    uid: str
    home: str
    parts: tuple[str, ...]
    toned: str
    born: str
    sex: str
    citizen_id: str
    village: str
    relation: str

    @property
    def is_head(self) -> bool:
        """Whether this is the head of the household."""
        return self.relation == "chu ho"


def sketch(
    uid: str, home: str, name: str, *, born: str = "", sex: str = "", citizen_id: str = "",
    village: str = "", relation: str = "",
) -> Sketch:  # fmt: skip
    """The sketch of a person; a first of January is what people write who know only the year."""
    return Sketch(
        uid=uid,
        home=home,
        parts=tuple(fold(name).split()),
        toned=_toned(name),
        born=born[:4] if born.endswith("-01-01") else born,
        sex=sex,
        citizen_id=citizen_id,
        village=village,
        relation=fold(relation),
    )


def _toned(name: str) -> str:
    """One spelling for hòa and hoà: the letters, then the tones of each word."""
    words = unicodedata.normalize("NFD", name.lower()).split()
    return " ".join("".join(sorted(word)) for word in words)


def place(commune_code: str, village: str) -> str:
    """A village as sketches hold it: every commune has a Thôn 1."""
    return f"{commune_code} {fold(village)}" if village else ""


def sketches(household: Household) -> tuple[Sketch, ...]:
    """All members present of a household of the book."""
    where = place(household.commune_code, household.village)
    return tuple(sketch_of(p, household.uid, where) for p in household.present)


def sketch_of(person: Person, home: str, village: str) -> Sketch:
    """The sketch of a member of the household `home`."""
    return sketch(
        person.uid, home, person.name, born=person.born, sex=person.sex.value if person.sex else "",
        citizen_id=person.citizen_id, village=village, relation=person.relation,
    )  # fmt: skip


# Two persons -------------------------------------------------------------------------------------
Part = tuple[float, str]  # points, code of the reason ("" for none)


def score(a: Sketch, b: Sketch, names: Names) -> Score:
    """How likely two records are one person; the order of the two does not matter."""
    parts = (
        _by_id(a.citizen_id, b.citizen_id),
        _by_name(a, b, names),
        _by_birth(a.born, b.born),
        _by_sex(a.sex, b.sex),
        (10.0, "village-same") if a.village and a.village == b.village else (0.0, ""),
        (3.0, "") if a.relation and a.relation == b.relation else (0.0, ""),
    )
    codes = [code for _, code in parts if code]
    total = sum(points for points, _ in parts)
    if "id-same" in codes:
        total = max(total, 85.0)  # one number, one person: somebody has to look
    if _nothing_differs(a, b):
        total = 100.0
    reasons = tuple(Reason(code) for code in codes)
    return Score(min(100, max(0, round(total))), reasons)


def may_be_one(a: Sketch, b: Sketch) -> bool:
    """Whether number and birth leave room for a likeness at all: asked before, it saves scoring."""
    return _by_id(a.citizen_id, b.citizen_id)[0] + _by_birth(a.born, b.born)[0] > -20


def _nothing_differs(a: Sketch, b: Sketch) -> bool:
    """Alike to the tone, with a number or a day of birth that makes it more than a chance."""
    told = bool(a.citizen_id) or len(a.born) == 10
    return told and _compared(a) == _compared(b)


def _compared(one: Sketch) -> tuple[object, ...]:
    return one.parts, one.toned, one.born, one.sex, one.citizen_id, one.village, one.relation


@cache
def _distance() -> Callable[..., int]:
    """Loaded with the first comparison, for the overview counts pairs and compares none."""
    from rapidfuzz.distance import OSA

    return OSA.distance


def _one_off(a: str, b: str) -> bool:
    """Whether one character more, less, other, or two changed round make one of the other."""
    return _distance()(a, b, score_cutoff=1) <= 1


def _by_id(a: str, b: str) -> Part:
    """An old CMND and a citizen id cannot be compared; a lost zero is the spreadsheet's."""
    if not a or not b:
        return 0.0, ""
    if a == b:
        return 80.0, "id-same"
    if a.lstrip("0") == b.lstrip("0"):
        return 45.0, "id-zero"
    if len(a) != len(b):
        return 0.0, ""
    if _one_off(a, b):
        return 25.0, "id-near"
    return -30.0, "id-differs"


def _by_name(a: Sketch, b: Sketch, names: Names) -> Part:
    if not a.parts or not b.parts:
        return 0.0, ""
    if a.parts == b.parts or "".join(a.parts) == "".join(b.parts):
        # Split otherwise into words, the same letters may be commoner: the lower weight counts.
        points = min(_worth(_all_bits(a.parts, names)), _worth(_all_bits(b.parts, names)))
        return (points + 3, "name-same") if a.toned == b.toned else (points, "name-tones")
    bits, lost, code = _shared(a.parts, b.parts, names)
    return _worth(bits) - lost, code


def _worth(bits: float) -> float:
    return _FULL_NAME * min(1.0, bits / _FULL_BITS)


def _all_bits(parts: tuple[str, ...], names: Names) -> float:
    bits = names.given.get(parts[-1], names.unheard)
    if len(parts) > 1:
        bits += names.surnames.get(parts[0], names.unheard)
    for part in parts[1:-1]:
        bits += names.middles.get(part, names.unheard)
    return bits


def rarity(name: str, names: Names) -> float:
    """What a whole name says, in bits; 0 for none."""
    parts = tuple(fold(name).split())
    return _all_bits(parts, names) if parts else 0.0


_LOST_BY_GIVEN = {1.0: 0.0, 0.5: 6.0, 0.0: 40.0}
_LOST_BY_SURNAME = {1.0: 0.0, 0.5: 4.0, 0.0: 15.0}


def _shared(a: tuple[str, ...], b: tuple[str, ...], names: Names) -> tuple[float, float, str]:
    """(bits that both share, points lost, code) of two names that differ."""
    given, first = _alike(a[-1], b[-1]), _alike(a[0], b[0])
    middles, lost = _middles(a[1:-1], b[1:-1])
    lost += _LOST_BY_GIVEN[given] + _LOST_BY_SURNAME[first]
    bits = given * _commoner(names.given, a[-1], b[-1], names.unheard)
    if len(a) > 1 and len(b) > 1:
        bits += first * _commoner(names.surnames, a[0], b[0], names.unheard)
    bits += sum(names.middles.get(part, names.unheard) for part in middles)
    if not given or not first:
        return bits, lost, "name-differs"
    is_part = given == first == 1.0 and len(middles) == min(len(a), len(b)) - 2
    return bits, lost, "name-part" if is_part else "name-near"


def _commoner(bits: Mapping[str, float], a: str, b: str, unheard: float) -> float:
    return min(bits.get(a, unheard), bits.get(b, unheard))


def _alike(a: str, b: str) -> float:
    """1 for the same word, a half for one letter more, less or other, in words of three letters.

    Not the first letter: Hùng and Dũng, Hiền and Tiên are other names, not slips.
    """
    if a == b:
        return 1.0
    may_be_slip = a[0] == b[0] and min(len(a), len(b)) >= 3
    return 0.5 if may_be_slip and _one_off(a, b) else 0.0


def _middles(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[list[str], float]:
    """(shared middle names, points lost): one left out says little, another one says more."""
    shared = list((Counter(a) & Counter(b)).elements())
    if len(shared) == min(len(a), len(b)):
        return shared, 3.0 * abs(len(a) - len(b))
    near = len(a) == len(b) and all(_alike(x, y) for x, y in zip(a, b, strict=True))
    return shared, 4.0 if near else 10.0


_SAME_YEAR, _SAME_MONTH, _SAME_DAY = 20.0, 28.0, 40.0


def _by_birth(a: str, b: str) -> Part:
    if not a or not b:
        return 0.0, ""
    if a == b and len(a) == 10:
        return _SAME_DAY, "born-same"
    if a.startswith(b) or b.startswith(a):
        shared = min(len(a), len(b))
        return (_SAME_MONTH if shared >= 7 else _SAME_YEAR), "born-year"
    return _by_other_birth(a, b)


def _by_other_birth(a: str, b: str) -> Part:
    if len(a) == len(b) == 10:
        differing = sum(x != y for x, y in zip(a.split("-"), b.split("-"), strict=True))
        if a[:4] == b[:4]:
            if (a[5:7], a[8:]) == (b[8:], b[5:7]):
                return 32.0, "born-swapped"
            return (14.0, "born-near") if differing == 1 else (0.0, "born-year")
        if differing == 1 and _one_off(a[:4], b[:4]):
            return 10.0, "born-near"
    if a[:4] == b[:4]:
        return 5.0, "born-year"
    apart = abs(int(a[:4]) - int(b[:4]))
    return (-5.0, "born-near") if apart == 1 else (-35.0, "born-differs")


def _by_sex(a: str, b: str) -> Part:
    if not a or not b:
        return 0.0, ""
    return (5.0, "") if a == b else (-25.0, "sex-differs")


# Two households ----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Couple:
    """A member of each household, and how likely they are one person."""

    left: Sketch
    right: Sketch
    score: Score


def score_households(a: Sequence[Sketch], b: Sequence[Sketch], names: Names) -> Score:
    """How likely two households are one, by all their members present."""
    return weigh(a, b, couples(a, b, names))


def couples(
    a: Sequence[Sketch], b: Sequence[Sketch], names: Names, floor: int = MEMBER
) -> list[Couple]:
    """Members of both who are most likely one person, each at most once, the surest first.

    `floor` may be lower where it is known that the households are one.
    """
    return matched((Couple(x, y, score(x, y, names)) for x in a for y in b), floor)


def matched(found: Iterable[Couple], floor: int = MEMBER) -> list[Couple]:
    """Of all couples those that hold: the surest first, nobody twice."""
    likely = sorted(
        (c for c in found if c.score.points >= floor),
        key=lambda c: (-c.score.points, sorted((c.left.uid, c.right.uid))),
    )
    taken: set[str] = set()
    kept = []
    for couple in likely:
        if couple.left.uid not in taken and couple.right.uid not in taken:
            taken |= {couple.left.uid, couple.right.uid}
            kept.append(couple)
    return kept


def weigh(a: Sequence[Sketch], b: Sequence[Sketch], both: Sequence[Couple]) -> Score:
    """Half by the heads, half by the members in common among those of the smaller household."""
    fewer = min(len(a), len(b))
    if not fewer:
        return Score(0)
    share = min(1.0, sum(c.score.points for c in both) / (100 * fewer))
    head, reasons = _heads(both)
    points = min(100, round(50 * head + 50 * share))
    if others := sum(not (c.left.is_head and c.right.is_head) for c in both):
        reasons = (*reasons, Reason("members", others))
    return Score(points, reasons)


def _heads(both: Sequence[Couple]) -> tuple[float, tuple[Reason, ...]]:
    """How sure it is that the heads are one.

    A head who is a member over there is nearly as good, if somebody else is in both as well: alone
    that is a son who split off, or one person in two households.
    """
    for couple in both:
        if couple.left.is_head and couple.right.is_head:
            return couple.score.points / 100, couple.score.reasons
    over_there = [c.score for c in both if c.left.is_head or c.right.is_head]
    if not over_there or len(both) < 2:
        return 0.0, ()
    best = max(over_there, key=lambda s: s.points)
    return best.points / 100 - 0.1, (Reason("head-other"), *best.reasons)
