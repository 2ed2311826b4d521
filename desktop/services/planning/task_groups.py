"""The groups of a plan's tasks: those that plans print, those from above, those of the office."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from desktop.domain.plain_text import plain
from desktop.domain.planning import TaskGroup
from desktop.domain.unit import Office
from desktop.domain.vietnamese import nfc
from desktop.paths import resources
from desktop.services import lending
from desktop.services.catalogue import province_of, unit
from desktop.services.changes import Changes, changes
from desktop.store import audit, settings
from desktop.store.connection import Db, writing

__all__ = ["above", "groups", "keep_groups", "own", "put_above", "shipped"]

_OWN, _ABOVE = "task-groups", "task-groups-above"


def groups(db: Db) -> tuple[TaskGroup, ...]:
    """The groups that tasks are put under, in the order of their numbers.

    The office's own titles go before those that the program brings; those from the office above go
    before both, since its tasks come under them.
    """
    found: dict[str, TaskGroup] = {}
    for some in (shipped(settings.office(db)), own(db), above(db)):
        found |= {g.number: g for g in some}
    return tuple(sorted(found.values(), key=lambda g: _order(g.number)))


def shipped(office: Office) -> tuple[TaskGroup, ...]:
    """The groups of the plan of the office's province, as far as their text is known."""
    province = province_of(unit(office.code, office.list_version)).code
    return next((g for places, g in _plans() if places.get(office.list_version) == province), ())


@cache
def _plans() -> tuple[tuple[dict[str, str], tuple[TaskGroup, ...]], ...]:
    raw = (resources() / "data" / "task_groups.toml").read_text(encoding="utf-8")
    return tuple((plan["province"], _groups_of(plan)) for plan in tomllib.loads(raw)["plan"])


def _groups_of(plan: dict[str, Any]) -> tuple[TaskGroup, ...]:
    return tuple(TaskGroup(**group, source=plan["source"]) for group in plan["group"])


def own(db: Db) -> tuple[TaskGroup, ...]:
    """The groups that this office has added or renamed."""
    return settings.get(db, _OWN, tuple[TaskGroup, ...]) or ()


def above(db: Db) -> tuple[TaskGroup, ...]:
    """The groups that came from the office above; only that office changes them."""
    return settings.get(db, _ABOVE, tuple[TaskGroup, ...]) or ()


def keep_groups(db: Db, wanted: Iterable[TaskGroup], *, now: datetime.datetime, by: str) -> Changes:
    """Keep the office's groups as a whole list: of those that the program brings only a new title is
    kept, so one that is missing comes back as printed; those from above stay as they came.

    Lines without number or title are left out; of two with one number the last holds. Raises
    BranchNotMain on a second PC.
    """
    lending.check_main(db)
    before, from_above = own(db), {g.number for g in above(db)}
    printed = {g.number: g.title for g in shipped(settings.office(db))}
    cleaned = (replace(g, number=plain(nfc(g.number)), title=plain(nfc(g.title))) for g in wanted)
    kept = {
        g.number: g
        for g in cleaned
        if g.number and g.title and g.number not in from_above and printed.get(g.number) != g.title
    } | {g.number: g for g in before if g.number in from_above}
    after = tuple(sorted(kept.values(), key=lambda g: _order(g.number)))
    if before == after:
        return changes()
    with writing(db):
        settings.put(db, _OWN, after)
        audit.add(
            db, at=now, by=by, action="task-groups", subject="setting", before=before, after=after
        )
    return changes("plan")


def put_above(db: Db, wanted: Iterable[TaskGroup]) -> None:
    """Inside a transaction: the groups of the office above as they came; own ones stay kept."""
    settings.put(db, _ABOVE, tuple(sorted(wanted, key=lambda g: _order(g.number))))


def _order(number: str) -> tuple[int, str]:
    figures = "".join(c for c in number if c.isdigit())
    return (int(figures) if figures else 10**6, number)
