"""Paper-like sheets (tests/fixtures/sheets/*.toml): read, put into a book as last year's, keyed.

`keystrokes` is the hand of an official who knows the keys: it looks at the paper and at what last
year left on the screen, and presses what brings the screen to the paper. It asks no rule.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.domain.household import Household, IdState, Person, Schooling, Sex, Work
from desktop.domain.review import Answers
from desktop.services.catalogue import shipped_standard
from desktop.ui.pages.entry.left_why import reasons
from desktop.ui.pages.entry.roster_fields import FIELDS, options_of

FOLDER = Path(__file__).parent / "fixtures" / "sheets"
STANDARD = shipped_standard("2022-2025")
NOT_ISSUED = "*"
GENERAL = ("merit_person", "no_labour_capacity")


@dataclass(frozen=True, slots=True)
class Paper:
    """One sheet: the village, what the book knows from last year, what the paper says now."""

    name: str
    village: str
    before: Mapping[str, Any]
    paper: Mapping[str, Any]

    @property
    def is_new(self) -> bool:
        """Whether the book has nothing but the head's name."""
        return "b1" not in self.before

    @property
    def head(self) -> str:
        """The head as the register has it."""
        return str(self.before["members"][0]["name"])

    @property
    def texts(self) -> str:
        """Everything that has to be typed, for the letters in it."""
        return str(self.paper)


def papers() -> list[Paper]:
    """All sheets, in the order of the pile."""
    return [
        Paper(file.stem, raw["village"], raw["before"], raw["paper"])
        for file in sorted(FOLDER.glob("*.toml"))
        for raw in (tomllib.loads(file.read_text("utf-8")),)
    ]


# As records --------------------------------------------------------------------------------------
def person(row: Mapping[str, Any], uid: str) -> Person:
    """A member as a row of the paper says it."""
    number = row.get("citizen_id", "")
    state = IdState.KNOWN if number else IdState.UNKNOWN
    if number == NOT_ISSUED:
        number, state = "", IdState.NOT_ISSUED
    return Person(
        uid=uid, name=row["name"], relation=row["relation"], born=row.get("born", ""),
        sex=Sex(row["sex"]) if "sex" in row else None, ethnic_group=row.get("ethnic_group", ""),
        citizen_id=number, id_state=state,
        schooling=Schooling(row["schooling"]) if "schooling" in row else None,
        insured=row.get("insured"), work=Work(row["work"]) if "work" in row else None,
    )  # fmt: skip


def people(rows: Sequence[Mapping[str, Any]], uid: str) -> tuple[Person, ...]:
    """The members of a list."""
    return tuple(person(row, f"{uid}-{n}") for n, row in enumerate(rows))


def answers(side: Mapping[str, Any], reviewed_on: datetime.date) -> Answers:
    """Sheet B as one side of a fixture says it."""
    return Answers(
        b1_points=side["b1"],
        facts=side["facts"],
        confirmed={d.code: d.code in side["deprived"] for d in STANDARD.deprivations},
        causes=tuple(side["causes"]),
        cause_other=side.get("cause_other", ""),
        notes=side.get("notes", {}),
        reviewed_on=reviewed_on,
        enumerator=side.get("enumerator", ""),
    )


def day_of(paper: Paper, today: datetime.date) -> datetime.date:
    """The day on the paper: some days ago, so that a run in any year is a run of that autumn."""
    return today - datetime.timedelta(days=paper.paper["reviewed_days_ago"])


# As keys -----------------------------------------------------------------------------------------
def keystrokes(
    paper: Paper, household: Household, before: str, today: datetime.date
) -> Iterator[str]:
    """The keys for one sheet, from its first field to the key that finishes it.

    `before`: the enumerator of the sheet keyed just before, who stands there already.
    """
    now = paper.paper
    for field in GENERAL:
        if now[field] is not bool(getattr(household, field)):
            yield str(int(now[field]))
        yield "Return"
    yield from _departures(paper, household)
    yield from _members(paper, household)
    yield from (*str(now["b1"]), "Return")
    for of in STANDARD.deprivations:
        yield from _deprivation(paper, of.code)
        if of.code in now.get("notes", {}):
            yield from ("F4", *now["notes"][of.code], "Return")
        yield "Return"
    yield from _causes(paper)
    if now["enumerator"] != before:
        yield from now["enumerator"]
    yield "Return"
    yield from day_of(paper, today).strftime("%d%m%Y")
    yield "ctrl+Return"


def _departures(paper: Paper, household: Household) -> Iterator[str]:
    """From the last line up, so that the lines above keep their numbers."""
    gone = {one["name"]: one["why"] for one in paper.paper.get("left", ())}
    lines = [n for n, p in enumerate(household.present) if p.name in gone]
    at, count = 0, len(household.present)
    for line in reversed(lines):
        yield from _walk(at, line)
        yield "ctrl+Delete"
        count -= 1
        at = min(line, count - 1)
        yield from _why(gone[household.present[line].name])
    yield from _walk(at, 0)


def _walk(line: int, to: int) -> Iterator[str]:
    yield from ["Down" if to > line else "Up"] * abs(to - line)


def _why(why: str) -> Iterator[str]:
    known = list(reasons())
    if why in known[:-1]:
        yield str(known.index(why) + 1)
    else:
        yield from (str(len(known)), *why, "Return")


def _members(paper: Paper, household: Household) -> Iterator[str]:
    """Changed cells of the known members, then new rows; the hand begins at the first name."""
    gone = {one["name"] for one in paper.paper.get("left", ())}
    shown = [p for p in household.present if p.name not in gone]
    wanted = people(paper.paper["members"], "w")
    line = column = 0
    for n, (mine, want) in enumerate(zip(shown, wanted, strict=False)):
        for c, field in enumerate(FIELDS):
            if not _same(mine, want, field):
                yield from _walk(line, n)
                yield from ["Right" if c > column else "Left"] * abs(c - column)
                yield from (*typed(want, field), "Return")
                # Behind the last cell of a line the next line begins, or the next section.
                line, column = (n, c + 1) if c + 1 < len(FIELDS) else (n + 1, 0)
    is_behind = line == len(shown)
    for want in wanted[len(shown) :]:
        yield "ctrl+Insert"
        for field in FIELDS:
            inherited = field == "ethnic_group" and want.ethnic_group == shown[0].ethnic_group
            yield from (*(() if inherited else typed(want, field)), "Return")
        is_behind = True
    if not is_behind:
        yield "F12"


def _same(mine: Person, want: Person, field: str) -> bool:
    if field == "citizen_id" and mine.id_state is not want.id_state:
        return False
    return bool(getattr(mine, field) == getattr(want, field))


def typed(who: Person, field: str) -> str:
    """What is typed into a cell: digits for a choice, the day without its slashes."""
    if field == "citizen_id" and who.id_state is IdState.NOT_ISSUED:
        return NOT_ISSUED
    value = getattr(who, field)
    if field == "born":
        return "".join(reversed(value.split("-")))
    known = {option.value: option.key for option in options_of(field)}
    return known.get(value, "" if value is None else str(value))


def _deprivation(paper: Paper, code: str) -> Iterator[str]:
    """As last year by one key where that saves some, else digit by digit."""
    now, last = paper.paper, paper.before
    of = STANDARD.deprivation(code)
    assert of is not None
    facts = {c.id: now["facts"].get(c.id) for c in of.choices}
    was = {c.id: last.get("facts", {}).get(c.id) for c in of.choices}
    digits = [key for c in of.choices for key in _digits(c.option(facts[c.id]), facts[c.id])]
    if not of.choices:
        yield "1" if code in now["deprived"] else "0"
    elif not digits:
        yield "KP_Add"  # nobody is asked about: the sheet says so by itself
    elif len(digits) > 1 and facts == was and _verdict(now, code) == _verdict(last, code):
        yield "F2"
    else:
        yield from digits


def _verdict(side: Mapping[str, Any], code: str) -> bool:
    return code in side.get("deprived", ())


def _digits(option: Any, fact: str | None) -> Iterator[str]:
    if option is not None:
        yield option.key
    elif fact:
        yield from fact


def _causes(paper: Paper) -> Iterator[str]:
    now, last = paper.paper, paper.before
    keys = {c.code: c.key for c in STANDARD.causes}
    if len(now["causes"]) > 1 and now["causes"] == last.get("causes"):
        yield "F2"
    else:
        yield from (keys[code] for code in now["causes"])
    yield "Return"
    if "other" in now["causes"]:
        yield from (*now["cause_other"], "Return")
