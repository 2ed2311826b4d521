"""Each number of an account under a name of its own: what closing freezes and a recount must find.

Names have parts with points between: "poor.2026", "unit.Nà Cọn.poor_now", "flow.2026.poor.people.9".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from typing import Any

from desktop.domain.account import AccountFigures

Named = Iterator[tuple[str, float | None]]


def flat(figures: AccountFigures) -> dict[str, float]:
    """Name → number, in the order of the account; what is not known is left out."""
    return {
        name: float(value) for part in _PARTS for name, value in part(figures) if value is not None
    }


def _goals(f: AccountFigures) -> Named:
    for line in f.goals:
        yield from _own(f"goal.{line.goal.uid}", line, ("average", "met", "remains"))
        for year in line.years:
            names = ("value", "fall", "target", "met")
            yield from _own(f"goal.{line.goal.uid}.{year.year}", year, names)


def _series(f: AccountFigures) -> Named:
    for point in f.series:
        for name in (
            "households", "poor", "near_poor", "minority_households", "minority_poor",
            "poor_rate", "near_poor_rate", "minority_poor_rate",
        ):  # fmt: skip
            yield f"{name}.{point.year}", getattr(point, name)


def _units(f: AccountFigures) -> Named:
    for unit in f.units:
        names = [x.name for x in fields(unit) if x.name not in ("code", "name")]
        yield from _own(f"unit.{unit.code}", unit, names)


def _flows(f: AccountFigures) -> Named:
    for year in f.flows:
        for of in ("poor", "near_poor"):
            for line in ("households", "people"):
                for column, value in enumerate(getattr(getattr(year, of), line), 1):
                    yield f"flow.{year.year}.{of}.{line}.{column}", value


def _in_year(f: AccountFigures) -> Named:
    for one in f.in_year or ():
        yield from _own(f"in_year.{one.kind or 'unknown'}", one, ("households", "people"))


def _needs(f: AccountFigures) -> Named:
    for need, groups in f.needs.counts.items() if f.needs else ():
        for group, (poor, near_poor) in groups.items():
            yield f"need.{need}.{group}.poor", poor
            yield f"need.{need}.{group}.near_poor", near_poor


def _measures(f: AccountFigures) -> Named:
    for line in f.measures:
        yield from _own(f"measure.{line.kind}", line, ("measures", "households", "amount"))
        for state, count in line.by_state.items():
            yield f"measure.{line.kind}.{state}", count
    for one in f.programmes:
        names = ("measures", "households", "amount")
        yield from _own(f"programme.{one.programme}", one, names)


def _sums(f: AccountFigures) -> Named:
    for sums in f.sums:
        yield from _own(f"sums.{sums.year}", sums, ("helped", "planned", "escaped"))
        for code, fate in sums.fates.items():
            yield from _own(f"fate.{sums.year}.{code}", fate, [x.name for x in fields(fate)])


def _tasks(f: AccountFigures) -> Named:
    for group in f.tasks:
        names = ("tasks", "done", "under_way", "open", "late", "dropped", "done_late")
        yield from _own(f"task.{group.number}", group, names)


def _visits(f: AccountFigures) -> Named:
    yield from _own("visit", f.visits, [x.name for x in fields(f.visits)])


def _below(f: AccountFigures) -> Named:
    if f.office.is_upper:
        yield "missing", len(f.missing)
    if f.below:
        for state in ("closed", "open", "missing"):
            yield f"below.{state}", sum(b.state == state for b in f.below)


def _own(stem: str, record: Any, names: Iterable[str]) -> Named:
    for name in names:
        yield f"{stem}.{name}", getattr(record, name)


_PARTS: tuple[Callable[[AccountFigures], Named], ...] = (
    _goals, _series, _units, _flows, _in_year, _needs, _measures, _sums, _tasks, _visits, _below,
)  # fmt: skip
