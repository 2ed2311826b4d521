"""Forms 7.1–7.10 counted by hand from plain rows, as law.md §7 tells it; shares no code with ours.

Rows are dicts as a CSV export gives them, with numbers as int: households ("uid", "commune_code",
"village", "merit_person", "no_labour_capacity"), reviews ("household_uid", "year", "state", "class",
"people", "village", "ethnic_group", "deprived", "causes", "kind", "decision_no", "decision_on", and
the two traits, empty where they were not kept), events ("household_uid", "kind", "happened_on" as ISO text). Lists of codes are parted by
blanks; a trait holds where it is 1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
POOR, NEAR = "poor", "near_poor"
LISTED = (POOR, NEAR)
LEAVING = ("moved_away", "died_out", "joined_another")
ARRIVING = ("moved_in", "split_off")


@dataclass
class Told:
    """The listed households of one class: how many lack what, why, of which group (7.4–7.7, 7.9,
    7.10), and households and people of each trait (7.8)."""

    lacking: dict[str, int] = field(default_factory=dict)
    causes: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    traits: dict[str, list[int]] = field(default_factory=dict)

    def add(self, review: Row, household: Row) -> None:
        """One more household, as its review of the year says."""
        for counts, words in (
            (self.lacking, set(review["deprived"].split())),
            (self.causes, set(review["causes"].split())),
            (self.groups, {review["ethnic_group"]}),
        ):
            for word in words:
                counts[word] = counts.get(word, 0) + 1
        holding = [] if review["ethnic_group"] in ("", "Kinh") else ["minority"]
        for trait in ("no_labour_capacity", "merit_person"):
            then = review[trait]
            if str(household[trait] if then in ("", None) else then) == "1":
                holding.append(trait)
        for trait in holding:
            pair = self.traits.setdefault(trait, [0, 0])
            pair[0] += 1
            pair[1] += review["people"]


@dataclass
class Counted:
    """One unit: households and people of each class (7.1), columns 1–9 on both lines (7.2, 7.3),
    and what its listed households are like (7.4–7.10)."""

    classes: dict[str, list[int]] = field(
        default_factory=lambda: {POOR: [0, 0], NEAR: [0, 0]}
    )  # fmt: skip
    flows: dict[str, list[list[int]]] = field(
        default_factory=lambda: {of: [[0] * 9, [0] * 9] for of in LISTED}
    )
    told: dict[str, Told] = field(default_factory=lambda: {of: Told() for of in LISTED})

    def column(self, of: str, number: int, households: int, people: int) -> None:
        """Add to a column of a form."""
        self.flows[of][0][number - 1] += households
        self.flows[of][1][number - 1] += people


@dataclass
class Recount:
    """All units of a year, and the households that keep the balance from closing."""

    units: dict[str, Counted]
    open_households: list[str]


def recount(
    households: Iterable[Row],
    reviews: Iterable[Row],
    events: Iterable[Row],
    year: int,
    *,
    unit_of: Callable[[Row, str], str],
) -> Recount:
    """Count a year; `unit_of` names the unit of a household and the village of its review."""
    reviewed: dict[str, list[Row]] = defaultdict(list)
    happened: dict[str, list[Row]] = defaultdict(list)
    for review in reviews:
        reviewed[review["household_uid"]].append(review)
    for event in events:
        happened[event["household_uid"]].append(event)
    found: defaultdict[str, Counted] = defaultdict(Counted)
    open_: list[str] = []
    for household in households:
        uid = household["uid"]
        case = case_of(reviewed[uid], happened[uid], year)
        if case is None:
            continue
        unit = found[unit_of(household, case.village or household["village"])]
        if case.end in LISTED:
            unit.classes[case.end][0] += 1
            unit.classes[case.end][1] += case.end_size
            assert case.review is not None
            unit.told[case.end].add(case.review, household)
        if case.is_open:
            open_.append(uid)
        for of in LISTED:
            _count(unit, case, of)
    return Recount(dict(found), open_)


@dataclass
class Case:
    """A household through a year: class and size at both ends, "" and 0 where it is on no list."""

    start: str
    end: str
    start_size: int
    end_size: int
    village: str
    reviewed: bool
    gone: bool
    came: bool
    ever: set[str]
    review: Row | None

    @property
    def is_open(self) -> bool:
        """On a list at the start, neither reviewed nor gone."""
        return self.start in LISTED and not self.gone and not self.reviewed


def _counts(review: Row) -> bool:
    """A complete sheet of the yearly review, or an in-year one with its decision."""
    decided = review.get("kind") != "in_year" or review["decision_no"]
    return review["state"] == "complete" and bool(decided)


def _decided_at(review: Row) -> tuple[int, str, str]:
    """Which decision came later; what no day is known of is the yearly review's that comes last."""
    return review["year"], review.get("decision_on") or "9999", review.get("kind") or "periodic"


def case_of(reviews: Sequence[Row], events: Sequence[Row], year: int) -> Case | None:
    """What became of a household in a year, None where it counts nowhere."""
    complete = sorted((r for r in reviews if _counts(r)), key=_decided_at)
    before = [r for r in complete if r["year"] < year]
    now = [r for r in complete if r["year"] == year]
    away_before = _is_away(events, f"{year - 1}-12-31")
    away_after = _is_away(events, f"{year}-12-31")
    if (not before and not now) or (away_before and away_after):
        return None
    start = before[-1] if before and not away_before else None
    end = now[-1] if now and not away_after else None
    return Case(
        start=start["class"] if start else "",
        end=end["class"] if end else "",
        start_size=start["people"] if start else 0,
        end_size=end["people"] if end else 0,
        village=end["village"] if end else "",
        reviewed=end is not None,
        gone=away_after,
        came=any(e["kind"] in ARRIVING and e["happened_on"].startswith(str(year)) for e in events),
        ever={r["class"] for r in before},
        review=end,
    )


def _is_away(events: Sequence[Row], day: str) -> bool:
    """Whether the last that happened by a day was a leaving (which comes last on its day)."""
    known = [
        (e["happened_on"], e["kind"] in LEAVING)
        for e in events
        if e["happened_on"] <= day and e["kind"] in (*LEAVING, *ARRIVING)
    ]
    return bool(known) and max(known)[1]


def _count(unit: Counted, case: Case, of: str) -> None:
    if case.start == of:
        unit.column(of, 1, 1, case.start_size)
    if case.end == of:
        unit.column(of, 9, 1, case.end_size)
    if case.is_open:
        return
    if case.start == of:
        _out(unit, case, of)
    elif case.end == of:
        _into(unit, case, of)


def _out(unit: Counted, case: Case, of: str) -> None:
    if case.gone:
        unit.column(of, 4, 1, case.start_size)
        return
    change = case.end_size - case.start_size
    unit.column(of, 8 if change > 0 else 4, 0, abs(change))
    if case.end == of:
        return
    if case.end in LISTED:  # poor → near-poor is 7.2's column 2, near-poor → poor is 7.3's column 3
        unit.column(of, 2 if of == POOR else 3, 1, case.end_size)
    else:
        unit.column(of, 3 if of == POOR else 2, 1, case.end_size)


def _into(unit: Counted, case: Case, of: str) -> None:
    if case.start in LISTED:
        column = 5
    elif case.came:
        column = 8
    elif of in case.ever:
        column = 6
    else:
        column = 7
    unit.column(of, column, 1, case.end_size)
