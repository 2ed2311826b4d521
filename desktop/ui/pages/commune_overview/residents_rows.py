"""The residents of villages while they are typed: pure records, what is wrong with them, pasting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop.domain.review import Residents
from desktop.services.overview import Listed, Situation

FIELDS = ("households", "people", "minority_households", "minority_people")
_TO_MEND = {
    "households": "households",
    "people": "people",
    "fewer": "people",
    "minority-fewer": "minority_people",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageResidents:
    """A village with its totals as typed (None: blank), beside what is listed and last year's.

    Those of ethnic minority may stay blank: form 7.8 alone asks for them.
    """

    village: str
    households: int | None = None
    people: int | None = None
    minority_households: int | None = None
    minority_people: int | None = None
    listed: Listed | None = None
    last: Residents | None = None

    @property
    def listed_households(self) -> int:
        """Poor and near-poor households so far."""
        return self.listed.poor + self.listed.near_poor if self.listed else 0

    def put(self, field: str, number: int | None) -> VillageResidents:
        """The same with this field (one of FIELDS) changed."""
        changed: dict[str, Any] = {field: number}
        return replace(self, **changed)

    @property
    def problem(self) -> str:
        """What is wrong: "households", "people" (below the listed ones), "fewer" (people than
        households), "half" (one of the two), "minority" (more than all), "minority-fewer" (people
        than households), "minority-half", or ""."""
        return self._totals_problem() or self._minority_problem()

    def _minority_problem(self) -> str:
        households, people = self.minority_households, self.minority_people
        if (households is None) != (people is None):
            return "minority-half"
        if households is None or people is None:
            return ""
        if households > (self.households or 0) or people > (self.people or 0):
            return "minority"
        return "minority-fewer" if people < households else ""

    def _totals_problem(self) -> str:
        if (self.households is None) != (self.people is None):
            return "half"
        if self.households is None or self.people is None:
            return ""
        if self.households < self.listed_households:
            return "households"
        if self.people < self.households:
            return "fewer"
        return "people" if self.people < (self.listed.people if self.listed else 0) else ""

    def is_bad(self, name: str) -> bool:
        """Whether this field (one of FIELDS) is one to mend."""
        match self.problem:
            case "half" if name in FIELDS[:2]:
                return getattr(self, name) is None
            case "minority-half" if name in FIELDS[2:]:
                return getattr(self, name) is None
            case "minority":
                most = {"minority_households": self.households, "minority_people": self.people}
                return name in most and (getattr(self, name) or 0) > (most[name] or 0)
            case found:
                return _TO_MEND.get(found) == name


def village_rows(found: Situation) -> list[VillageResidents]:
    """Every village of the register; a typed zero is as good as none."""
    rows = []
    for village in found.villages:
        typed = found.residents.get(village)
        rows.append(
            VillageResidents(
                village=village,
                households=(typed.households or None) if typed else None,
                people=(typed.people or None) if typed else None,
                minority_households=typed.minority_households if typed else None,
                minority_people=typed.minority_people if typed else None,
                listed=found.listed.get(village),
                last=found.last_residents.get(village),
            )
        )
    return rows


def whole(rows: Iterable[VillageResidents], name: str) -> VillageResidents:
    """The sum row."""
    rows = list(rows)
    listed = [r.listed for r in rows if r.listed]
    last = [r.last for r in rows if r.last]
    first = last[0] if last else None
    return VillageResidents(
        village=name,
        households=sum(r.households or 0 for r in rows),
        people=sum(r.people or 0 for r in rows),
        minority_households=_sum_of_known(r.minority_households for r in rows),
        minority_people=_sum_of_known(r.minority_people for r in rows),
        listed=Listed(
            poor=sum(item.poor for item in listed),
            near_poor=sum(item.near_poor for item in listed),
            people=sum(item.people for item in listed),
        ),
        last=replace(
            first,
            households=sum(r.households for r in last),
            people=sum(r.people for r in last),
        )
        if first
        else None,
    )


def _sum_of_known(numbers: Iterable[int | None]) -> int | None:
    known = [n for n in numbers if n is not None]
    return sum(known) if known else None


def number_in(text: str) -> int | None:
    """A whole number as typed or pasted ("1.204", "1204"), None for anything else."""
    digits = text.strip().replace(".", "").replace("\u00a0", "").replace(" ", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 8 else None


def pasted(
    rows: Sequence[VillageResidents], row: int, field: str, text: str
) -> list[VillageResidents]:
    """The rows with a block from a spreadsheet put in from this cell on; other text changes nothing."""
    start = FIELDS.index(field)
    changed = list(rows)
    for below, line in enumerate(text.rstrip("\n").split("\n")):
        for beside, cell in enumerate(line.split("\t")):
            number = number_in(cell)
            at, column = row + below, start + beside
            if number is not None and at < len(changed) and column < len(FIELDS):
                changed[at] = changed[at].put(FIELDS[column], number)
    return changed
