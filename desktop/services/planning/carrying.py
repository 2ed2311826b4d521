"""What was done and planned for a record that is united with another goes on under the one that stays."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from desktop.domain.act import Touched
from desktop.domain.planning import Measure, PlannedEscape
from desktop.store import measures
from desktop.store.connection import Db

R = TypeVar("R", Measure, PlannedEscape)


def carried_over(db: Db, gone: str, kept: str) -> tuple[Touched, Touched]:
    """Measures and planned escapes of the household that is taken out, as they are and under the kept one.

    A year in which both were planned to leave poverty is planned once.
    """
    done = measures.of_households(db, [gone])
    planned = measures.escapes_of_households(db, [gone])
    has = {e.year for e in measures.escapes_of_households(db, [kept])}
    return Touched(measures=tuple(done), planned_escapes=tuple(planned)), Touched(
        measures=tuple(_under(kept, m) for m in done),
        planned_escapes=tuple(_under(kept, e) for e in planned if e.year not in has),
    )


def _under(kept: str, record: R) -> R:
    return replace(record, household_uid=kept, revision=record.revision + 1)
