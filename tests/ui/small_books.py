"""Small books made by services for tests of papers and exchange: a commune and its province."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop.domain.household import Household, Person, Sex
from desktop.domain.review import Answers
from desktop.services import exchanging, registering, reviewing, upkeep
from desktop.services.catalogue import shipped_standard
from desktop.store.connection import Db
from desktop.ui.page import Desk
from desktop.ui.worker import Worker
from tests.ui.inline import InlineExecutor

PHRASE = "một câu để thử thôi"
COMMUNE, PROVINCE, LIST = "02296", "08", "2025"
YEAR = 2026
NOW = datetime.datetime(2026, 12, 8, 2, tzinfo=datetime.UTC)
BY = "Nông Thị Yến"
VILLAGES = ("Nà Cọn", "Bản Phú")

# (head, village, B1 and number of deprivations in 2025, the same in 2026)
SEASON = (
    ("Triệu Văn Kim", "Nà Cọn", (100, 4), (110, 4)),
    ("Bàn Thị Mùi", "Nà Cọn", (105, 3), (130, 1)),
    ("Ma Văn Quý", "Bản Phú", (120, 1), (160, 1)),
    ("Hoàng Thị Sen", "Bản Phú", (125, 2), (120, 2)),
    ("Lý A Páo", "Bản Phú", None, (90, 5)),
)


def make_book(path: Path, code: str = COMMUNE) -> Db:
    """An empty book of an office."""
    office = upkeep.office_of(code, LIST)
    return upkeep.new_book(path, office, PHRASE, now=NOW, by=BY).db


def play(
    db: Db, *, keep_open: Sequence[str] = (), residents: bool = True, empty_villages: int = 0
) -> None:
    """Two rounds of five households; heads in `keep_open` have no sheet in the second one.

    Empty villages make the papers longer.
    """
    for year, which in ((YEAR - 1, 2), (YEAR, 3)):
        reviewing.open_round(db, year, now=NOW, by=BY)
        for line in SEASON:
            result = line[which]
            if isinstance(result, tuple) and not (year == YEAR and line[0] in keep_open):
                key_sheet(db, line[0], line[1], year, *result)
    if residents:
        for year in (YEAR - 1, YEAR):
            empty = [f"Thôn {n:02d}" for n in range(1, empty_villages + 1)]
            rows = [(village, 40, 170, 36, 150) for village in (*VILLAGES, *empty)]
            reviewing.set_residents(db, year, rows, now=NOW, by=BY)


def key_sheet(db: Db, head: str, village: str, year: int, b1: int, lacking: int) -> None:
    """Add the household if it is new, and complete its sheet."""
    household = next(
        (h for h in registering.everyone(db) if h.head_name == head), None
    ) or registering.add_household(db, village, head, now=NOW, by=BY)
    codes = [d.code for d in shipped_standard("2022-2025").deprivations]
    answers = Answers(
        b1_points=b1,
        confirmed={code: number < lacking for number, code in enumerate(codes)},
        causes=("capital",),
        reviewed_on=datetime.date(year, 10, 12),
    )
    reviewing.complete_review(db, _full(household), answers, year, now=NOW, by=BY)


def _full(household: Household) -> Household:
    """With a child, and all that findings would ask for."""
    if len(household.members) > 1:
        return household
    head = replace(
        household.members[0], sex=Sex.MALE, born="1970", ethnic_group="Tày",
        citizen_id=f"00807{household.number}005",
    )  # fmt: skip
    child = Person(
        uid=f"{household.uid[:30]}-c", name="Triệu Thị Na", relation="Con", sex=Sex.FEMALE,
        born="2015", ethnic_group="Tày", citizen_id=f"008315{household.number}06",
    )  # fmt: skip
    return replace(household, members=(head, child))


def befriend(one: Db, other: Db, folder: Path) -> None:
    """Both offices trust each other's card, the digits compared."""
    for mine, theirs in ((one, other), (other, one)):
        card = exchanging.write_card(theirs, folder, now=NOW)
        code = exchanging.code_of(exchanging.own_card(theirs))
        exchanging.trust(mine, card, code, now=NOW, by=BY)


def desk_of(db: Db) -> Desk:
    """A desk whose answers are there at once."""
    worker = Worker(InlineExecutor(), lambda: db, lambda _: None, InlineExecutor)
    return Desk(worker=worker, office=exchanging.office(db), year=YEAR, by=BY, now=lambda: NOW)


def stray(desk: Desk) -> list[BaseException]:
    """Errors that no page caught; a test asserts that there are none."""
    found: list[BaseException] = []
    desk.worker.failed.connect(found.append)
    return found
