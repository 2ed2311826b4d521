"""Dates and times of day as they stand in status lines: "Thứ Năm 15/10/2026", "Đã ghi 08:41"."""

from __future__ import annotations

import datetime

from desktop.domain.vietnamese import show_date
from desktop.text import t


def written_day(day: datetime.date) -> str:
    """The day of the week and the date."""
    return f"{t(f'program-weekday-{day.weekday()}')} {show_date(day)}"


def local_day(now: datetime.datetime) -> datetime.date:
    """The date on this machine's calendar at a moment (aware)."""
    return now.astimezone().date()


def written_moment(moment: datetime.datetime, now: datetime.datetime) -> str:
    """ "08:41" today, "14/10/2026 17:32" on other days; both moments aware."""
    local = moment.astimezone()
    time = local.strftime("%H:%M")
    return time if local.date() == local_day(now) else f"{show_date(local.date())} {time}"
