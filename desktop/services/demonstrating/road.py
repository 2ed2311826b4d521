"""The road between a made-up upper office and its communes: cards, reports, receipts, remarks, returns."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.answer import Said
from desktop.errors import AppError
from desktop.services import (
    answering,
    calendaring,
    exchanging,
    hearing,
    judging,
    receipting,
    receiving,
    registering,
    reviewing,
)
from desktop.services.demonstrating.season import BY, Commune, at
from desktop.store.connection import Db
from desktop.store.packages import Package
from desktop.text import t

_OVER = (12, 18)
"""On this day all of a season's reports have come; before it has come, the road ends now."""
LISTED = ("poor", "near_poor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """An upper office, its communes that report, the year, the folder of what goes between them.

    `end`: the last moment of the road, never later than the clock.
    """

    desk: Db
    communes: Sequence[Commune]
    year: int
    folder: Path
    end: datetime.datetime

    @property
    def to(self) -> str:
        """The code of the upper office."""
        return exchanging.office(self.desk).code

    def now(self, hours: float, *, days: int = 0) -> datetime.datetime:
        """So long before the end."""
        return self.end - datetime.timedelta(hours=hours, days=days)


def road_of(desk: Db, communes: Sequence[Commune], year: int, folder: Path) -> Road:
    """The road of a year's reports to an office."""
    end = min(datetime.datetime.now(datetime.UTC), at(year, *_OVER))
    return Road(desk=desk, communes=communes, year=year, folder=folder, end=end)


# Cards, first reports ----------------------------------------------------------------------------
def introduce(road: Road, others: Sequence[Db]) -> None:
    """The cards of the upper office and of offices below are compared on both sides."""
    folder, now = road.folder / "the", road.now(0, days=30)
    card = exchanging.write_card(road.desk, folder, now=now)
    code = exchanging.code_of(exchanging.own_card(road.desk))
    for db in others:
        exchanging.trust(db, card, code, now=now, by=BY)
        theirs = exchanging.write_card(db, folder, now=now)
        exchanging.trust(
            road.desk, theirs, exchanging.code_of(exchanging.own_card(db)), now=now, by=BY
        )


def set_due(road: Road) -> datetime.date:
    """The upper office sets the working day until which reports are in time."""
    days = calendaring.calendar(road.desk, road.year)
    day = (road.end - datetime.timedelta(days=2)).date()
    while not days.is_working(day):
        day -= datetime.timedelta(days=1)
    now = road.now(0, days=29)
    calendaring.set_autumn_deadline(road.desk, road.year, day, now=now, by=BY)
    return day


def report(road: Road, due: datetime.date) -> list[Path]:
    """Each commune's first report, in time; the last commune is late."""
    made = []
    for commune in road.communes:
        is_late = commune is road.communes[-1]
        now = road.now(8) if is_late else at(due.year, due.month, due.day)
        packed = exchanging.pack_report(
            commune.db, road.year, road.to, road.folder / "bao_cao", now=now, by=BY
        )
        made.append(packed.path)
    return made


def take_in(road: Road) -> list[Path]:
    """The upper office takes all in, the receipts go home; raises what a package is refused for."""
    taken = receiving.take_in(
        road.desk, [road.folder / "bao_cao"], receipts=road.folder / "giay_nhan",
        now=road.now(7), by=BY,
    )  # fmt: skip
    homes = {c.code: c.db for c in road.communes}
    for one in taken:
        if one.receipt is None:
            raise one.refusal or AppError()
        to = exchanging.inspect(one.receipt).letter.receiver.code
        receiving.take_in(homes[to], [one.receipt], now=road.now(6), by=BY)
    return [one.receipt for one in taken if one.receipt]


# Remarks -----------------------------------------------------------------------------------------
def answer(road: Road) -> list[Path]:
    """A letter and two remarks to the first commune, one settled; the last one is owed a remark."""
    first, last = road.communes[0], road.communes[-1]
    water, members = listed_of(first.db, road.year)[:2]
    owed = listed_of(last.db, road.year)[-1]
    letter = Said(
        text=t("demo-answer"), number="1875/UBND-VX", on=road.now(5).date(), agrees=True
    )  # fmt: skip
    now = road.now(5)
    receipting.say(road.desk, _report_of(road, first).sha256, letter, now=now, by=BY)
    receipting.remark(road.desk, water, t("demo-remark-water"), now=now, by=BY)
    receipting.remark(road.desk, members, t("demo-remark-members"), now=now, by=BY)
    written = receipting.write_owed(
        road.desk, road.folder / "giay_nhan", offices=[first.code], now=now, by=BY
    )  # fmt: skip
    receipts = [one.path for one in written if one.path]
    receiving.take_in(first.db, receipts, now=road.now(4), by=BY)
    heard = answering.of_household(first.db, water)
    assert heard is not None, "the receipt came home"
    hearing.settle(first.db, heard.remarks[0].uid, now=road.now(3.5), by=BY)
    change(first.db, members, road.now(3.4))
    receipting.remark(road.desk, owed, t("demo-remark-owed"), now=road.now(3), by=BY)
    return receipts


def listed_of(db: Db, year: int) -> list[str]:
    """The households of a round that are poor or near-poor."""
    return [line.uid for line in reviewing.queue(db, year) if line.mark in LISTED]


def change(db: Db, uid: str, now: datetime.datetime) -> None:
    """A word is added to a household, so that it stands otherwise than it was reported."""
    household = next(h for h in registering.everyone(db) if h.uid == uid)
    noted = replace(household, note=t("demo-sheet-note"))
    registering.save_household(db, noted, now=now, by=BY)


def _report_of(road: Road, commune: Commune) -> Package:
    """The report that came of a commune."""
    came = exchanging.history(road.desk, road.year)
    return next(
        p for p in came if (p.direction, p.kind, p.sender) == ("in", "report", commune.code)
    )


# Returned, held ----------------------------------------------------------------------------------
def disagree(road: Road) -> list[Path]:
    """Second reports: the first commune's is returned with the reason, the next one's waits."""
    returned, held = road.communes[0], road.communes[1]
    folder = road.folder / "gui_lai"
    paths = []
    for commune in (returned, held):
        change(commune.db, listed_of(commune.db, road.year)[0], road.now(5))
        packed = exchanging.pack_report(
            commune.db, road.year, road.to, folder, now=road.now(4.5), by=BY
        )
        paths.append(packed.path)
    back = judging.give_back(
        road.desk, paths[0], t("demo-returned"), receipts=road.folder / "giay_nhan",
        now=road.now(4), by=BY,
    )  # fmt: skip
    assert back.receipt is not None, "the card of the commune is trusted"
    receiving.take_in(returned.db, [back.receipt], now=road.now(3), by=BY)
    judging.hold(road.desk, paths[1], now=road.now(3), by=BY)
    return [*paths, back.receipt]
