"""The reports that came in a year, read lightly: without their control totals."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from desktop.store.connection import Db


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A report in the log as a board needs it. `reason` is what was said when it was held or returned.

    `communes`: those whose report of the year an upper office passes on in it; empty for a commune's.
    """

    sha256: str
    sender: str
    number: int
    verdict: str
    made_at: datetime.datetime
    handled_at: datetime.datetime
    reason: str
    communes: frozenset[str] = frozenset()

    @property
    def first_on(self) -> datetime.date:
        """The day it was made, or the day it was handled where the sender's clock runs ahead."""
        return min(self.made_at, self.handled_at).astimezone().date()

    @property
    def handled_on(self) -> datetime.date:
        """The day on which it was decided on."""
        return self.handled_at.astimezone().date()


def reports(db: Db, year: int) -> list[Arrival]:
    """The reports that came in a year, decided on last ones first."""
    rows = db.execute(
        "SELECT sha256, sender, number, verdict, made_at, handled_at,"
        " coalesce(details ->> '$.reason', ''), (SELECT group_concat(s.value ->> '$[0]', ' ')"
        "   FROM json_each(details, '$.sources') s WHERE s.value ->> '$[2]' = year) FROM package"
        " WHERE direction = 'in' AND kind = 'report' AND year = ?"
        " ORDER BY handled_at DESC, number DESC",
        [year],
    )
    moment = datetime.datetime.fromisoformat
    return [
        Arrival(
            sha256=r[0], sender=r[1], number=r[2], verdict=r[3], made_at=moment(r[4]),
            handled_at=moment(r[5]), reason=r[6], communes=frozenset((r[7] or "").split()),
        )
        for r in rows.fetchall()
    ]  # fmt: skip
