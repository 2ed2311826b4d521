"""What an upper office sends down to those below it: the parts of a package of kind "standard".

One package goes to all of them. `down.json` says number, days and what is inside; the law's numbers
are standards/*.toml, working days calendar.json, words of papers headings.json, old communes
units/merged.csv, goals and tasks of the plan goals.json. A part that is not there says nothing about
its subject.
"""

from __future__ import annotations

import contextlib
import csv
import datetime
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, TypeVar

import msgspec

from desktop.domain.paper_words import PaperWords
from desktop.domain.plain_text import has_plain_texts
from desktop.domain.planning import Goal, MeasureKind, Task, TaskGroup
from desktop.domain.vietnamese import nfc
from desktop.errors import PracticeMixed
from desktop.exchange import package, plan_parts
from desktop.exchange.letter import Kind, Letter, Party, party
from desktop.exchange.package import Draft
from desktop.exchange.refusals import damaged, too_large
from desktop.exchange.seal import Card, Keys

SHEET, CALENDAR, HEADINGS, MERGED, PLANS = (
    "down.json", "calendar.json", "headings.json", "units/merged.csv", "goals.json",
)  # fmt: skip
STANDARDS, TOML = "standards/", ".toml"
MOST_BYTES = 1 << 18
"""256 KB for one part: a longer one was not written by hand."""
MOST_PLAN_BYTES = 1 << 22
"""4 MB for goals and tasks: some thousands of them, for all communes of a province."""
MOST_LINES = 5000

Line = Annotated[str, msgspec.Meta(max_length=600)]
Lines = Annotated[tuple[Line, ...], msgspec.Meta(max_length=60)]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """One part that goes along: its name, what it is called, its SHA-256."""

    name: str
    title: Line
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The covering sheet: which pack, dated, in force from when, on what basis, what is inside."""

    number: Annotated[int, msgspec.Meta(ge=1, le=99_999)]
    dated: datetime.date
    valid_from: datetime.date
    basis: Line = ""
    note: Line = ""
    inside: tuple[Inside, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A day off by order and the day worked for it; either may stand alone."""

    off: datetime.date | None = None
    worked: datetime.date | None = None
    note: Line = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Exchanged working days, and by year until when communes report in autumn."""

    exchanged: Annotated[tuple[Days, ...], msgspec.Meta(max_length=400)] = ()
    autumn: Mapping[Annotated[str, msgspec.Meta(pattern="^20[0-9]{2}$")], datetime.date] = field(
        default_factory=dict
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Words of papers; `authority`: what stands over a signature; `ethnic`: columns of form 7.9.

    None where the pack says nothing about them.
    """

    words: PaperWords | None = None
    authority: Lines | None = None
    ethnic: Lines | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A dated fact: since when an old commune belongs to a new one (code in the office's list)."""

    old_name: str
    old_district: str
    new_code: str
    since: datetime.date
    old_code: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """What the plan orders of those below; None where the pack says nothing about it.

    Each goal names its unit (`office`), each task the units that are to do it (`given_to`).
    """

    goals: Annotated[tuple[Goal, ...], msgspec.Meta(max_length=MOST_LINES)] | None = None
    tasks: Annotated[tuple[Task, ...], msgspec.Meta(max_length=MOST_LINES)] | None = None
    groups: Annotated[tuple[TaskGroup, ...], msgspec.Meta(max_length=200)] | None = None
    kinds: Annotated[tuple[MeasureKind, ...], msgspec.Meta(max_length=200)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """What is inside; None or empty where the pack says nothing about it."""

    standards: Mapping[str, bytes] = field(default_factory=dict)
    calendar: Calendar | None = None
    headings: Headings | None = None
    merged: tuple[Merged, ...] | None = None
    plans: Plans | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to send."""
        return not self.standards and all(
            one is None for one in (self.calendar, self.headings, self.merged, self.plans)
        )


# Writing -----------------------------------------------------------------------------------------
def encode(goods: Goods) -> dict[str, bytes]:
    """The parts of what is inside, without the covering sheet."""
    parts = {f"{STANDARDS}{name}{TOML}": raw for name, raw in sorted(goods.standards.items())}
    if goods.calendar is not None:
        parts[CALENDAR] = msgspec.json.encode(goods.calendar)
    if goods.headings is not None:
        parts[HEADINGS] = msgspec.json.encode(goods.headings)
    if goods.merged is not None:
        parts[MERGED] = merged_csv(goods.merged)
    if goods.plans is not None:
        parts[PLANS] = msgspec.json.encode(goods.plans, order="deterministic")
    return parts


def with_sheet(sheet: Sheet, parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The covering sheet first, then the parts that it names."""
    return {SHEET: msgspec.json.encode(sheet), **parts}


def inside(name: str, title: str, data: bytes) -> Inside:
    """What the covering sheet says of a part."""
    return Inside(name=name, title=title, sha256=hashlib.sha256(data).hexdigest())


def seal_down(
    draft: Draft,
    parts: Mapping[str, bytes],
    *,
    name: str,
    keys: Keys,
    me: Card,
    receivers: Sequence[Card],
) -> bytes:
    """One package sealed to all of these offices and to us; `name` is what they are called.

    Raises PracticeMixed.
    """
    if strange := next((c for c in receivers if c.practice != me.practice), None):
        raise PracticeMixed(path="", sender=strange.name)
    letter = Letter(
        kind=Kind.STANDARD, sender=party(me),
        receiver=Party(code="", list_version=me.list_version, name=name),
        year=draft.year, number=draft.number, made_at=draft.made_at, program=draft.program,
        practice=me.practice,
    )  # fmt: skip
    return package.seal_letter(letter, draft, parts, keys=keys, me=me, receivers=receivers)


# Reading -----------------------------------------------------------------------------------------
def decode_sheet(parts: Mapping[str, bytes], letter: Letter, *, name: str = "") -> Sheet:
    """The covering sheet; raises PackageDamaged, also where it names other parts than there are."""
    found = read_sheet(parts, name=name)
    named = {one.name: one.sha256 for one in found.inside}
    there = {n: hashlib.sha256(data).hexdigest() for n, data in parts.items() if n != SHEET}
    if found.number != letter.number or named != there or len(named) != len(found.inside):
        raise damaged(name, "line", part=SHEET, line="1")
    return found


def read_sheet(parts: Mapping[str, bytes], *, name: str = "") -> Sheet:
    """The covering sheet alone, of a pack whose parts were compared with it already."""
    return _json(parts, SHEET, Sheet, name)


def decode(parts: Mapping[str, bytes], *, name: str = "") -> Goods:
    """What is inside; raises PackageTooLarge, PackageDamaged. Standards are not read here."""
    for part, data in parts.items():
        most = MOST_PLAN_BYTES if part == PLANS else MOST_BYTES
        if len(data) > most:
            raise too_large(name, "standard", most >> 10)
    known = [n for n in parts if n.startswith(STANDARDS)]
    return Goods(
        standards={n[len(STANDARDS) : -len(TOML)]: parts[n] for n in known},
        calendar=_json(parts, CALENDAR, Calendar, name) if CALENDAR in parts else None,
        headings=_json(parts, HEADINGS, Headings, name) if HEADINGS in parts else None,
        merged=_merged(parts[MERGED], name) if MERGED in parts else None,
        plans=_plans(parts, name) if PLANS in parts else None,
    )


def _plans(parts: Mapping[str, bytes], name: str) -> Plans:
    """Goals and tasks; one uid twice would be two orders in one."""
    found = _json(parts, PLANS, Plans, name)
    uids = [goal.uid for goal in found.goals or ()] + [task.uid for task in found.tasks or ()]
    is_sound = all(map(plan_parts.is_sound, (*(found.goals or ()), *(found.tasks or ()))))
    if len({*uids}) != len(uids) or not is_sound or not has_plain_texts(found):
        raise damaged(name, "line", part=PLANS, line="1")
    return found


def _json(parts: Mapping[str, bytes], part: str, type_: type[T], name: str) -> T:
    try:
        return msgspec.json.decode(parts.get(part, b""), type=type_)
    except (ValueError, RecursionError) as error:
        raise damaged(name, "line", part=part, line="1") from error


# The list of merged communes ---------------------------------------------------------------------
COLUMNS = ("old_code", "old_name", "old_district", "new_code", "since", "basis")
_NEEDED = ("old_name", "new_code", "since")


def merged_csv(facts: Sequence[Merged]) -> bytes:
    """The facts as CSV (UTF-8, LF), for any spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([getattr(fact, column) for column in COLUMNS] for fact in facts)
    return text.getvalue().encode()


def read_merged(raw: bytes) -> tuple[Merged, ...]:
    """The facts of a CSV as spreadsheets save it (comma or semicolon, any way of writing a day).

    ValueError with the line's number where one cannot be read.
    """
    text = raw.decode("utf-8-sig")
    head = text.partition("\n")[0]
    rows = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ","
    )
    if not set(_NEEDED) <= set(rows.fieldnames or ()):
        raise ValueError("1")
    found = []
    for row in rows:
        cells = {c: nfc(row.get(c) or "").strip() for c in COLUMNS}
        found.append(_fact(cells, rows.line_num))
        if len(found) > MOST_LINES:
            raise ValueError(str(rows.line_num))
    return tuple(found)


def _fact(cells: Mapping[str, str], line: int) -> Merged:
    since = _day(cells["since"])
    if since is None or any(not cells[c] or len(cells[c]) > 120 for c in _NEEDED):
        raise ValueError(str(line))
    return Merged(**{**cells, "since": since})  # type: ignore[arg-type]


def _day(text: str) -> datetime.date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        with contextlib.suppress(ValueError):
            return datetime.datetime.strptime(text, form).date()  # noqa: DTZ007
    return None


def _merged(raw: bytes, name: str) -> tuple[Merged, ...]:
    try:
        return read_merged(raw)
    except (ValueError, csv.Error) as error:  # a wrong letter of the encoding is a ValueError too
        line = str(error) if str(error).isdecimal() else "1"
        raise damaged(name, "line", part=MERGED, line=line) from error
