"""What the page "Quy trình" reads at once: the case in hand, the cases of the year, the office's days."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from desktop.services import calendaring, proceeding
from desktop.services.calendaring import Exchanged, ReportDay
from desktop.services.proceeding import Look
from desktop.store.connection import Db


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that the page shows; `look` None: the year has no round, and no case is chosen."""

    look: Look | None
    cases: tuple[Look, ...]
    reports: tuple[ReportDay, ...]
    exchanged: tuple[Exchanged, ...]
    autumn: datetime.date | None


def read(db: Db, year: int, case_uid: str, *, now: datetime.datetime) -> Found:
    """The case in hand, the cases of the year, and the office's days."""
    return Found(
        look=(
            proceeding.look(db, case_uid, now=now)
            if case_uid
            else proceeding.look_at_round(db, year, now=now)
        ),
        cases=tuple(proceeding.look(db, c.uid, now=now) for c in proceeding.cases(db, year)),
        reports=tuple(calendaring.report_days(db, year)),
        exchanged=calendaring.exchanged_days(db),
        autumn=calendaring.autumn_deadline(db, year),
    )
