"""The opinion that came with a receipt, offered to the procedure until it is recorded there."""

from __future__ import annotations

import datetime

from desktop.domain.answer import Said
from desktop.domain.procedure import Opinion
from desktop.domain.unit import Level
from desktop.services.case_records import PERIODIC
from desktop.store import packages, procedures, reviews, settings
from desktop.store.connection import Db
from desktop.store.packages import Package


def opinion_of(report: Package) -> Said:
    """The opinion that came with the receipt to a report."""
    details = report.details
    said_on = details.get("opinion_on", "")
    return Said(
        text=details.get("opinion", ""), number=details.get("opinion_no", ""),
        on=datetime.date.fromisoformat(said_on) if said_on else None,
        agrees=details.get("opinion_agrees"),
    )  # fmt: skip


def offered(db: Db, year: int) -> tuple[Package, Said] | None:
    """The newest opinion that came with a receipt and is not in the year's procedure yet."""
    if settings.office(db).level is not Level.COMMUNE or reviews.get_round(db, year) is None:
        return None
    answered = [
        p
        for p in packages.log(db, year)
        if (p.direction, p.kind) == ("out", "report") and not opinion_of(p).is_empty
        # The reason of a return is no opinion: a letter has its number or its day.
        and (opinion_of(p).number or opinion_of(p).on)
    ]  # fmt: skip
    if not answered:
        return None
    report = max(answered, key=lambda p: (p.number, str(p.details.get("answered_at", ""))))
    said = opinion_of(report)
    known = procedures.of_case(db, Opinion, f"{PERIODIC}-{year}")
    if any((o.number, o.text) == (said.number, said.text) for o in known):
        return None
    return report, said
