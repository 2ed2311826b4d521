"""What a made-up province sends down: a pack that a commune applies, and one that it disagrees with."""

from __future__ import annotations

import datetime
from pathlib import Path

from desktop.services import bringing_down, calendaring, sending_down
from desktop.services.calendaring import Exchanged
from desktop.services.demonstrating.road import Road
from desktop.services.demonstrating.season import BY, Commune
from desktop.services.sending_down import Choice
from desktop.text import t

_WEEK = datetime.timedelta(days=7)


def send_down(road: Road, commune: Commune, due: datetime.date) -> list[Path]:
    """Days, the autumn deadline and a title go down and are applied; a later deadline waits."""
    folder = road.folder / "cap_tren"
    _set(road)
    first = sending_down.pack_down(
        road.desk,
        Choice(
            calendar=True, authority=True, basis=t("demo-down-basis"), note=t("demo-down-note")
        ),
        folder, now=road.now(0, days=28), by=BY,
    )  # fmt: skip
    seen = bringing_down.look(commune.db, first.path)
    bringing_down.apply(commune.db, seen, now=road.now(0, days=27), by=BY)
    own = due - _WEEK  # the commune wants to be ready earlier
    calendaring.set_autumn_deadline(
        commune.db, road.year, own, now=road.now(0, days=26), by=BY
    )  # fmt: skip
    calendaring.set_autumn_deadline(
        road.desk, road.year, due + _WEEK, now=road.now(2), by=BY
    )  # fmt: skip
    second = sending_down.pack_down(
        road.desk, Choice(calendar=True, note=t("demo-down-note-new")), folder, now=road.now(1), by=BY
    )  # fmt: skip
    return [first.path, second.path]


def _set(road: Road) -> None:
    """What the province decided: two exchanged days and the lines over signatures."""
    day, year = datetime.date, road.year
    days = [
        Exchanged(off=day(year, 8, 31), worked=day(year, 8, 22), note=t("demo-days-national")),
        Exchanged(off=day(year, 11, 6), worked=day(year, 11, 7), note=t("demo-days-province")),
    ]
    now = road.now(0, days=28)
    calendaring.set_exchanged_days(road.desk, days, now=now, by=BY)
    sending_down.set_authority(road.desk, t("demo-authority").split(";"), now=now, by=BY)
