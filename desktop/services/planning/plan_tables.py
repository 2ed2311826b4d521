"""The plan as tables for other tools: measures, planned escapes, goals, tasks, visits, accounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from desktop.domain.planning import (
    Account,
    Goal,
    Measure,
    Owned,
    PlannedEscape,
    Task,
    TaskProgress,
    Visit,
)
from desktop.store import measures, plans
from desktop.store.connection import Db

Table = tuple[Sequence[str], list[dict[str, Any]]]
_MEASURES = ("household_uid", "uid", "commune_code", "year", "kind", "state", "programme", "amount", "starts_on", "ends_on", "responsible", "against", "note", "group")  # fmt: skip
_ESCAPES = ("household_uid", "uid", "commune_code", "year", "note")
_LEFT_OUT = ("written_by", "revision", "counted")
"""Of the writer; and the whole of a closed account, whose numbers stand in its figures."""


def plan_tables(db: Db, year: int) -> dict[str, Table]:
    """File name → (columns, rows) of all that the book knows of plans up to a year.

    What is several stands in one cell: codes parted by blanks, "2027=2.5" pairs by semicolons.
    """
    return {
        "measures.csv": (_MEASURES, _rows(_until(measures.of_year(db), year), _MEASURES)),
        "planned_escapes.csv": (_ESCAPES, _rows(_until(measures.escapes(db), year), _ESCAPES)),
        "goals.csv": _records(db, Goal, lambda r: r.first <= year),
        "tasks.csv": _records(db, Task, lambda r: r.year <= year),
        "task_progress.csv": _records(db, TaskProgress, lambda _: True),
        "visits.csv": _records(db, Visit, lambda r: r.happened_on.year <= year),
        "accounts.csv": _records(db, Account, lambda r: r.year <= year),
    }


def _until(records: Iterable[Measure | PlannedEscape], year: int) -> list[Measure | PlannedEscape]:
    return [r for r in records if r.year <= year]


def _records(db: Db, kind: type[Any], is_wanted: Any) -> Table:
    columns = [f.name for f in fields(kind) if f.name not in _LEFT_OUT]
    return columns, _rows([r for r in plans.of_kind(db, kind) if is_wanted(r)], columns)


def _rows(
    records: Iterable[Measure | PlannedEscape | Owned], columns: Sequence[str]
) -> list[dict[str, Any]]:
    return [
        {name: _flat(value) for name, value in asdict(r).items() if name in columns}
        for r in records
    ]


def _flat(value: Any) -> Any:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}={one}" for key, one in value.items())
    if isinstance(value, tuple | list):
        return " ".join(one["name"] if isinstance(one, dict) else str(one) for one in value)
    return value
