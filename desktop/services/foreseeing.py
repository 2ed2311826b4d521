"""What a report would do to the book, in households: who changes, who comes, who leaves, what sums."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.review import Event, HouseholdClass, Review, ReviewState, RoundKind
from desktop.exchange.merge import Change, Move, Plan, household_lines
from desktop.exchange.package import FIGURE, Opened
from desktop.exchange.records import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedHousehold:
    """What becomes of one household: "new", "changed", "leaves" or "conflict".

    Classes are those of the last complete review, None where there is none; people are those present;
    `events` are the ones that the report adds.
    """

    uid: str
    number: str
    head_name: str
    village: str
    fate: str
    class_before: HouseholdClass | None
    class_after: HouseholdClass | None
    people_before: int
    people_after: int
    changes: tuple[Change, ...]
    events: tuple[Event, ...] = ()

    @property
    def class_moves(self) -> bool:
        """Whether it leaves one class for another."""
        return self.class_before != self.class_after


def gone(records: Records, year: int) -> set[str]:
    """Households that had left by the end of a year, by the events among the records."""
    last = datetime.date(year, 12, 31)
    return {
        e.household_uid
        for e in records.events
        if e.kind.is_leaving and e.happened_on <= last
    }  # fmt: skip


def changed(plan: Plan, mine: Records, planned: Records, year: int) -> tuple[ChangedHousehold, ...]:
    """A line for each household that something moves in: doubtful ones first, then moves of class.

    `mine` is what the book holds of the sender, `planned` what it would hold.
    """
    before, later = _last_reviews(mine.reviews, year), _last_reviews(planned.reviews, year)
    people = [{h.uid: len(h.present) for h in r.households} for r in (mine, planned)]
    events: dict[str, list[Event]] = {}
    for step in plan.events:
        if step.move is Move.ADD:
            events.setdefault(step.record.household_uid, []).append(step.record)
    lines = [
        ChangedHousehold(
            uid=line.uid,
            number=line.number,
            head_name=line.head_name,
            village=line.village,
            fate=_fate(dict(line.moves), line.uid, people),
            class_before=_class(before.get(line.uid)),
            class_after=_class(later.get(line.uid)),
            people_before=people[0].get(line.uid, 0),
            people_after=people[1].get(line.uid, 0),
            changes=line.changes,
            events=tuple(events.get(line.uid, ())),
        )
        for line in household_lines(plan)
    ]
    return tuple(sorted(lines, key=_weight))


def _weight(line: ChangedHousehold) -> tuple[int, str, str]:
    rank = 3 if line.class_moves else 4
    return ({"conflict": 0, "new": 1, "leaves": 2}.get(line.fate, rank), line.village, line.number)


def _fate(moves: Mapping[str, Move], uid: str, people: Sequence[Mapping[str, int]]) -> str:
    if {Move.CONFLICT, Move.OLDER} & set(moves.values()):
        return "conflict"
    if uid not in people[0]:
        return "new"
    return "leaves" if uid not in people[1] else "changed"


def _last_reviews(found: Iterable[Review], year: int) -> dict[str, Review]:
    last: dict[str, Review] = {}
    for r in found:
        if r.state is not ReviewState.COMPLETE or r.year > year:
            continue
        known = last.get(r.household_uid)
        if known is None or (r.year, r.kind) > (known.year, known.kind):
            last[r.household_uid] = r
    return last


def _class(review: Review | None) -> HouseholdClass | None:
    return review.outcome.household_class if review and review.outcome else None


def moves(lines: Sequence[ChangedHousehold], planned: Records) -> dict[str, int]:
    """How many households are "new", "changed", "same" (of those planned) and "leaves"."""
    counts = {fate: sum(c.fate == fate for c in lines) for fate in ("new", "changed", "leaves")}
    touched = sum(c.fate != "leaves" for c in lines)
    return counts | {"same": max(0, len(planned.households) - touched)}


def compared_totals(opened: Opened, planned: Records) -> tuple[tuple[str, int, int], ...]:
    """The sums to compare: what the sender signed, and what our book would hold afterwards."""
    year, signed = opened.header.letter.year, opened.manifest.totals
    away = gone(planned, year)
    of_year = [
        r
        for r in planned.reviews
        if (r.year, r.kind, r.state) == (year, RoundKind.PERIODIC, ReviewState.COMPLETE)
    ]
    here = [r for r in of_year if r.household_uid not in away]

    def count(of: HouseholdClass) -> list[int]:
        found = [r.people for r in here if _class(r) is of]
        return [len(found), sum(found)]

    poor, near = count(HouseholdClass.POOR), count(HouseholdClass.NEAR_POOR)
    if told := [f.unit for f in planned.figures if f.year == year]:  # an office between sent sums
        poor = [sum(u.poor_households for u in told), sum(u.poor_people for u in told)]
        near = [sum(u.near_poor_households for u in told), sum(u.near_poor_people for u in told)]
    sheets = sum(signed.get(f"periodic:{year}:{c}:households", 0) for c in HouseholdClass)
    residents = [r for r in planned.residents if r.year == year]
    figures = {
        "poor_households": poor[0],
        "poor_people": poor[1],
        "near_poor_households": near[0],
        "near_poor_people": near[1],
        "resident_households": sum(r.households for r in residents),
        "resident_people": sum(r.people for r in residents),
    }
    rows = [(name, signed.get(FIGURE + name, 0), ours) for name, ours in figures.items()]
    return (("sheets", sheets, len(of_year)), *rows)
