"""The office's calendar: holidays and exchanged days, report dates, how a due date was counted."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from desktop.domain.vietnamese import nfc
from desktop.rules.deadlines import Due, counted
from desktop.rules.workdays import WorkCalendar
from desktop.services import overview
from desktop.services.changes import Changes, changes
from desktop.store import audit, settings
from desktop.store.connection import Db, writing
from desktop.text import t

__all__ = [
    "Exchanged", "ReportDay", "autumn_deadline", "autumn_deadlines", "calendar", "exchanged_days",
    "in_words", "put_days", "report_days", "set_autumn_deadline", "set_exchanged_days",
]  # fmt: skip

_EXCHANGED, _AUTUMN = "exchanged-days", "autumn-deadlines"
_MONTHLY_DAY, _MONTHS = 5, range(2, 10)
"""QĐ24 Điều 7: by the 5th of each month, February to September."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """A day off by order and the day worked for it; either may stand alone."""

    off: datetime.date | None = None
    worked: datetime.date | None = None
    note: str = ""


@lru_cache(maxsize=32)
def _national(year: int) -> tuple[frozenset[datetime.date], frozenset[datetime.date]]:
    """Public holidays of Vietnam in a year, and the days worked in exchange, as far as known."""
    from holidays.countries.vietnam import Vietnam

    found = Vietnam(years=year)
    return frozenset(found), frozenset(found.weekend_workdays)


def calendar(db: Db, year: int) -> WorkCalendar:
    """Working days of a year and of those beside it; the office's list goes before the national one."""
    off, worked = set[datetime.date](), set[datetime.date]()
    for one in range(year - 1, year + 2):
        holidays, instead = _national(one)
        off |= holidays
        worked |= instead
    mine = exchanged_days(db)
    mine_off = {e.off for e in mine if e.off}
    mine_worked = {e.worked for e in mine if e.worked}
    return WorkCalendar(
        holidays=frozenset(off),
        off=frozenset(mine_off),
        worked=frozenset((worked | mine_worked) - mine_off),
    )


def exchanged_days(db: Db) -> tuple[Exchanged, ...]:
    """The office's own list of exchanged days, by day."""
    return settings.get(db, _EXCHANGED, tuple[Exchanged, ...]) or ()


def set_exchanged_days(
    db: Db, days: Iterable[Exchanged], *, now: datetime.datetime, by: str
) -> Changes:
    """Keep the office's list of exchanged days; lines without a day are left out."""
    kept = sorted(
        {Exchanged(off=e.off, worked=e.worked, note=nfc(e.note)) for e in days if e.off or e.worked},
        key=lambda e: e.off or e.worked or datetime.date.min,
    )  # fmt: skip
    return _keep(db, _EXCHANGED, exchanged_days(db), tuple(kept), now=now, by=by)


def autumn_deadline(db: Db, year: int) -> datetime.date | None:
    """Until when the commune reports in autumn, as its province has set it; None where not said."""
    return (settings.get(db, _AUTUMN, dict[str, datetime.date]) or {}).get(str(year))


def set_autumn_deadline(
    db: Db, year: int, on: datetime.date | None, *, now: datetime.datetime, by: str
) -> Changes:
    """Keep the commune's own autumn deadline of a year, or forget it."""
    before = settings.get(db, _AUTUMN, dict[str, datetime.date]) or {}
    after = {key: day for key, day in before.items() if key != str(year)}
    if on is not None:
        after[str(year)] = on
    return _keep(db, _AUTUMN, before, after, now=now, by=by)


def autumn_deadlines(db: Db) -> dict[str, datetime.date]:
    """Every autumn deadline that is kept, by year."""
    return settings.get(db, _AUTUMN, dict[str, datetime.date]) or {}


def put_days(
    db: Db, days: Iterable[Exchanged] | None, autumn: Mapping[str, datetime.date] | None
) -> None:
    """Inside a transaction: keep exchanged days and autumn deadlines; None leaves as it is."""
    if days is not None:
        first = datetime.date.min
        settings.put(db, _EXCHANGED, tuple(sorted(days, key=lambda e: e.off or e.worked or first)))
    if autumn is not None:
        settings.put(db, _AUTUMN, dict(autumn))


def _keep(
    db: Db, key: str, before: object, after: object, *, now: datetime.datetime, by: str
) -> Changes:
    if before == after:
        return changes()
    with writing(db):
        settings.put(db, key, after)
        audit.add(db, at=now, by=by, action=key, subject="setting", before=before, after=after)
    return changes("setting", "procedure")


# Report dates ------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDay:
    """A day by which a report is due; `is_before`: before that day. `code` names its words.

    `is_set`: the province has set it for the commune, it is no day of the law.
    """

    on: datetime.date
    code: str
    is_before: bool = False
    is_set: bool = False


def report_days(db: Db, year: int) -> list[ReportDay]:
    """The report dates of a year (law.md §6), in order, the commune's own one among them."""
    found = [
        ReportDay(on=datetime.date(year, month, _MONTHLY_DAY), code="monthly") for month in _MONTHS
    ]
    found += [
        ReportDay(on=d.on, code=d.code, is_before=d.is_before) for d in overview.deadlines(year)
    ]
    if own := autumn_deadline(db, year):
        found.append(ReportDay(on=own, code="autumn", is_set=True))
    return sorted(found, key=lambda d: (d.on, d.code))


# How a day was counted ---------------------------------------------------------------------------
def in_words(due: Due, days: WorkCalendar) -> str:
    """The computation of a due date: from when, which days counted, which did not."""
    if due.limit is None:
        return t("case-due-named", day=due.on)
    if due.limit.days == "calendar":
        return t("case-due-calendar", count=due.limit.count, since=due.since)
    work, skipped = counted(due, days)
    listed = ", ".join(_short(d) for d in work)
    words = t("case-due-working", count=due.limit.count, since=due.since, days=listed)
    if not skipped:
        return words
    return f"{words} {t('case-due-skipped', days=', '.join(_runs(skipped)))}"


def _runs(days: Sequence[datetime.date]) -> list[str]:
    """Days as runs: 14/02–22/02."""
    runs: list[list[datetime.date]] = []
    for day in days:
        if runs and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [
        _short(run[0]) if len(run) == 1 else f"{_short(run[0])}–{_short(run[-1])}" for run in runs
    ]


def _short(day: datetime.date) -> str:
    return day.strftime("%d/%m")
