"""An account of a plan counted by hand from exported CSV; shares no code with the program.

Tables are lists of dicts of text as the CSV has them. The names of the numbers are those that the
program freezes in an account ("unit.02290.must"); what is not known is left out.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from tests.recount import LISTED, NEAR, POOR, Case, Recount, Row, case_of, recount

Tables = Mapping[str, Sequence[Row]]
Named = Iterator[tuple[str, float | None]]
# KH107, law.md §8: 2022–2025 the rate falls 3 points a year, among ethnic minorities 4.
KH107 = {"poor_rate": 3, "minority_poor_rate": 4}
GROUPS = ("all", "minority", "no_labour_capacity", "merit_person", "woman_head", "children")
FATES = ("gone_with", "gone_without", "stayed_with", "stayed_without")


@dataclass(frozen=True)
class Point:
    """An office at the end of a year; totals None where a village's is missing."""

    poor: int
    near_poor: int
    minority_poor: int
    households: int | None
    minority_households: int | None

    def rate(self, name: str) -> Fraction | None:
        """A rate in per cent."""
        part, whole = {
            "poor_rate": (self.poor, self.households),
            "near_poor_rate": (self.near_poor, self.households),
            "minority_poor_rate": (self.minority_poor, self.minority_households),
        }[name]
        return Fraction(100 * part, whole) if whole else None


@dataclass(frozen=True)
class Account:
    """The account of an upper office over `communes` (code → tables), counted on a day."""

    office: str
    own: Tables
    communes: Mapping[str, Tables]
    expected: int
    year: int
    on: str

    def numbers(self) -> dict[str, float]:
        """Every number of it by name."""
        parts: tuple[Callable[[], Named], ...] = (
            self._goals, self._series, self._units, self._flows, self._needs, self._measures,
            self._sums, self._tasks, self._visits, self._below,
        )  # fmt: skip
        return {n: float(v) for part in parts for n, v in part() if v is not None}

    # What all rests on ---------------------------------------------------------------------------
    @cached_property
    def _recounts(self) -> dict[tuple[str, int], Recount]:
        return {
            (code, year): recount(
                tables["households"], _sized(tables["reviews"]), tables["events"], year,
                unit_of=_always(code),
            )
            for code, tables in self.communes.items()
            for year in range(self.year - 3, self.year + 1)
        }  # fmt: skip

    def _point(self, year: int, codes: Sequence[str] = ()) -> Point:
        poor = near = minority = 0
        for code in codes or self.communes:
            found = self._recounts[code, year].units.get(code)
            if found is not None:
                poor += found.classes[POOR][0]
                near += found.classes[NEAR][0]
                minority += found.told[POOR].traits.get("minority", [0, 0])[0]
        return Point(
            poor, near, minority, self._residents("households", year, codes),
            self._residents("minority_households", year, codes),
        )  # fmt: skip

    def _residents(self, column: str, year: int, codes: Sequence[str]) -> int | None:
        total = 0
        for code in codes or self.communes:
            rows = [r for r in self.communes[code]["residents"] if int(r["year"]) == year]
            if not rows or any(not r[column] for r in rows):
                return None
            total += sum(int(r[column]) for r in rows)
        return total

    @cached_property
    def _cases(self) -> dict[str, dict[int, Case | None]]:
        """Household uid → this year and the one before → what became of it."""
        found: dict[str, dict[int, Case | None]] = {}
        for tables in self.communes.values():
            reviews, events = _by_household(tables["reviews"]), _by_household(tables["events"])
            for home in tables["households"]:
                uid = home["uid"]
                found[uid] = {
                    year: case_of(_sized(reviews[uid]), events[uid], year)
                    for year in (self.year - 1, self.year)
                }
        return found

    def _class(self, uid: str, year: int) -> str:
        case = self._cases[uid][year] if uid in self._cases else None
        return case.end if case else ""

    # Goals, series, units ------------------------------------------------------------------------
    def _goals(self) -> Named:
        now, before = self._point(self.year), self._point(self.year - 1)
        for name, target in KH107.items():
            uid = f"goal.kh107-{name}-2022@{self.office}"
            start, end = before.rate(name), now.rate(name)
            assert start is not None
            assert end is not None
            part, whole = (
                (now.poor, now.households) if name == "poor_rate"
                else (now.minority_poor, now.minority_households)
            )  # fmt: skip
            most = max(0, math.floor((start - target) * (whole or 0) / 100))
            yield f"{uid}.remains", max(0, part - most)
            yield f"{uid}.{self.year}.value", float(end)
            yield f"{uid}.{self.year}.fall", float(start - end)
            yield f"{uid}.{self.year}.target", target
            yield f"{uid}.{self.year}.met", start - end >= target

    def _series(self) -> Named:
        for year in range(self.year - 3, self.year + 1):
            point = self._point(year)
            for name in ("households", "poor", "near_poor", "minority_households", "minority_poor"):
                yield f"{name}.{year}", getattr(point, name)
            for name in ("poor_rate", "near_poor_rate", "minority_poor_rate"):
                rate = point.rate(name)
                yield f"{name}.{year}", None if rate is None else float(rate)

    def _units(self) -> Named:
        left = {
            r["office"]: int(float(r["value"]))
            for r in self.own["goals"]
            if r["indicator"] == "poor_households" and r["aim"] == "at_most"
        }
        for code in self.communes:
            now, before = self._point(self.year, [code]), self._point(self.year - 1, [code])
            start, end = before.rate("poor_rate"), now.rate("poor_rate")
            assert start is not None
            assert end is not None
            numbers = {
                "households": now.households, "poor_before": before.poor, "poor_now": now.poor,
                "near_poor": now.near_poor, "rate_before": start, "rate": end,
                "fall": start - end, "must": before.poor - left[code],
                "planned": self._planned(code), "met": now.poor <= left[code],
            }  # fmt: skip
            for name, value in numbers.items():
                yield f"unit.{code}.{name}", float(value or 0)

    def _planned(self, code: str) -> int:
        return sum(
            self._class(r["household_uid"], self.year - 1) == POOR
            for r in self._of_year("planned_escapes", [code])
        )

    def _flows(self) -> Named:
        for of in LISTED:
            for line, name in enumerate(("households", "people")):
                for column in range(9):
                    yield (
                        f"flow.{self.year}.{of}.{name}.{column + 1}",
                        sum(
                            unit.flows[of][line][column]
                            for code in self.communes
                            for unit in self._recounts[code, self.year].units.values()
                        ),
                    )

    # Needs ---------------------------------------------------------------------------------------
    def _needs(self) -> Named:
        counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for tables in self.communes.values():
            members = _by_household(tables["members"])
            for home in tables["households"]:
                case = self._cases[home["uid"]][self.year]
                if case is None or case.end not in LISTED or case.review is None:
                    continue
                groups = _groups(case.review, home, members[home["uid"]], self.year)
                needs = {"listed"}
                needs |= {f"deprived:{d}" for d in case.review["deprived"].split()}
                needs |= {f"cause:{c}" for c in case.review["causes"].split()}
                for need in needs:
                    for group in groups:
                        counts[need, group][case.end] += 1
        for (need, group), found in counts.items():
            for of in LISTED:
                yield f"need.{need}.{group}.{of}", found[of]

    # Measures ------------------------------------------------------------------------------------
    def _of_year(self, table: str, codes: Sequence[str] = ()) -> list[Row]:
        return [
            row
            for code in codes or self.communes
            for row in self.communes[code][table]
            if int(row["year"]) == self.year
        ]

    def _measures(self) -> Named:
        by_kind: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self._of_year("measures"):
            by_kind[row["kind"]].append(row)
        for kind, rows in by_kind.items():
            helping = [r for r in rows if r["state"] != "stopped"]
            yield f"measure.{kind}.measures", len(helping)
            yield f"measure.{kind}.households", len({r["household_uid"] for r in helping})
            yield f"measure.{kind}.amount", sum(int(r["amount"] or 0) for r in helping)
            for state, count in Counter(r["state"] for r in rows).items():
                yield f"measure.{kind}.{state}", count

    def _sums(self) -> Named:
        helping = [r for r in self._of_year("measures") if r["state"] != "stopped"]
        yield f"sums.{self.year}.helped", len({r["household_uid"] for r in helping})
        planned = [
            r["household_uid"]
            for r in self._of_year("planned_escapes")
            if self._class(r["household_uid"], self.year - 1) == POOR
        ]
        yield f"sums.{self.year}.planned", len(planned)
        ended = [self._class(uid, self.year) for uid in planned]
        yield f"sums.{self.year}.escaped", sum(bool(c) and c != POOR for c in ended)
        yield from self._fates(helping)

    def _fates(self, helping: Sequence[Row]) -> Named:
        against = {(r["household_uid"], d) for r in helping for d in r["against"].split()}
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for uid, cases in self._cases.items():
            before, now = cases[self.year - 1], cases[self.year]
            if not (before and now and before.review and now.review):
                continue
            still = now.review["deprived"].split()
            for code in before.review["deprived"].split():
                went = "stayed" if code in still else "gone"
                found[code][f"{went}_{'with' if (uid, code) in against else 'without'}"] += 1
        for code, counts in found.items():
            for name in FATES:
                yield f"fate.{self.year}.{code}.{name}", counts[name]

    # Tasks, visits, accounts ---------------------------------------------------------------------
    def _tasks(self) -> Named:
        states = {
            (row["task_uid"], row["office"]): row
            for tables in (self.own, *self.communes.values())
            for row in tables["task_progress"]
        }
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for task in self.own["tasks"]:
            if int(task["year"]) not in (0, self.year) or task["set_by"] != self.office:
                continue
            who = task["given_to"].split() or [self.office]
            told = [states.get((task["uid"], one), {}).get("state", "open") for one in who]
            found[task["group"]][self._state(told, task["deadline"])] += 1
            found[task["group"]]["tasks"] += 1
        for group, counts in found.items():
            for name in ("tasks", "done", "under_way", "open", "late", "dropped", "done_late"):
                yield f"task.{group}.{name}", counts[name]

    def _state(self, told: Sequence[str], deadline: str) -> str:
        """Done once all have done it; late while one has not and the day has passed."""
        if all(one == "done" for one in told):
            return "done"
        if deadline and deadline < self.on:
            return "late"
        return "open" if all(one == "open" for one in told) else "under_way"

    def _visits(self) -> Named:
        mine = [
            r
            for r in self.own["visits"]
            if r["office"] == self.office and r["happened_on"].startswith(str(self.year))
        ]
        waiting = [r for r in mine if r["due"] and not r["settled_on"]]
        overdue = [r for r in waiting if r["due"] < self.on]
        yield "visit.visits", len(mine)
        yield "visit.households", len({uid for r in mine for uid in r["household_uids"].split()})
        yield "visit.tasks", len({uid for r in mine for uid in r["task_uids"].split()})
        yield "visit.due", len(waiting) - len(overdue)
        yield "visit.settled", sum(bool(r["settled_on"]) for r in mine)
        yield "visit.overdue", len(overdue)

    def _below(self) -> Named:
        told = {
            code: [r for r in t["accounts"] if r["kind"] == "year" and int(r["year"]) == self.year]
            for code, t in self.communes.items()
        }
        yield "missing", self.expected - len(self.communes)
        closed = sum(bool(rows) and bool(rows[0]["closed_on"]) for rows in told.values())
        there = sum(bool(rows) for rows in told.values())
        yield "below.closed", closed
        yield "below.open", there - closed
        yield "below.missing", self.expected - there


def _always(code: str) -> Callable[[Row, str], str]:
    return lambda _household, _village: code


def _sized(reviews: Sequence[Row]) -> list[Row]:
    return [{**r, "year": int(r["year"]), "people": int(r["people"])} for r in reviews]


def _by_household(rows: Sequence[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["household_uid"]].append(row)
    return found


def _groups(review: Row, home: Row, members: Sequence[Row], year: int) -> list[str]:
    last = f"{year}-12-31"
    present = [m for m in members if not m["left_on"] or m["left_on"] > last]
    among = present or members
    head = next((m for m in among if _is_head(m)), among[0] if among else {})
    holds = {
        "all": True,
        "minority": review["ethnic_group"] not in ("", "Kinh"),
        "no_labour_capacity": _trait("no_labour_capacity", review, home),
        "merit_person": _trait("merit_person", review, home),
        "woman_head": head.get("sex") == "female",
        "children": any(_is_child(m, year) for m in present),
    }
    return [name for name in GROUPS if holds[name]]


def _trait(name: str, review: Row, home: Row) -> bool:
    return str(review[name] or home[name]) == "1"


def _is_head(member: Row) -> bool:
    plain = unicodedata.normalize("NFD", member["relation"].lower())
    return "".join(c for c in plain if not unicodedata.combining(c)) == "chu ho"


def _is_child(member: Row, year: int) -> bool:
    """Under 16 on the last day of the year."""
    born = member["born"]
    return bool(born) and int(born[:4]) > year - 16
