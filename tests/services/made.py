"""Made-up people, sheets and packages for the tests of services; everything goes through services."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.domain.household import HEAD, Household, IdState, Person, Sex
from desktop.domain.review import Answers, HouseholdClass, Review, ReviewState
from desktop.exchange.records import Records
from desktop.exchange.seal import Card
from desktop.services import counting, exchanging, happening, receiving, registering, reviewing
from desktop.services.catalogue import shipped_standard
from desktop.store import reviews
from desktop.store.connection import Db, writing

PHRASE = "nhà sàn bên suối"
BY = "Bàn Thị Mẫu"
COMMUNE, SECOND, UPPER, LIST = "02296", "02365", "08", "2025"
POOR, NEAR, NOT = HouseholdClass.POOR, HouseholdClass.NEAR_POOR, HouseholdClass.NOT_POOR
STANDARD = "2022-2025"
GIVEN = ("Hoa", "Mai", "Lan", "Cúc", "Đào", "Mận", "Lê", "Xoan", "Sen", "Huệ", "Ngân", "Yến")
CODES = tuple(d.code for d in shipped_standard(STANDARD).deprivations)


def at(year: int, month: int = 11, day: int = 1, hour: int = 2) -> datetime.datetime:
    """A moment of a season."""
    return datetime.datetime(year, month, day, hour, tzinfo=datetime.UTC)


NOW = at(2026)


def people(head: str, size: int) -> tuple[Person, ...]:
    """A head and size − 1 others."""
    first = Person(
        uid=uuid.uuid4().hex, name=head, relation=HEAD, sex=Sex.MALE, born="1980-07-21",
        ethnic_group="Dao", id_state=IdState.NOT_ISSUED,
    )  # fmt: skip
    others = [
        Person(
            uid=uuid.uuid4().hex, name=f"{head.split(maxsplit=1)[0]} Thị {given}", relation="Con",
            sex=Sex.FEMALE, born=f"20{10 + n}", ethnic_group="Dao", id_state=IdState.NOT_ISSUED,
        )
        for n, given in zip(range(1, size), GIVEN, strict=False)
    ]  # fmt: skip
    return (first, *others)


def add(
    db: Db,
    head: str = "Bàn Văn Tiến",
    *,
    village: str = "Nà Bó",
    size: int = 3,
    now: datetime.datetime = NOW,
) -> Household:
    """A household in the register."""
    added = registering.add_household(db, village, head, now=now, by=BY)
    return registering.save_household(
        db, replace(added, members=people(head, size)), now=now, by=BY
    )


def answers(outcome: HouseholdClass = POOR, on: datetime.date | None = None) -> Answers:
    """A whole sheet B that comes out as this class in a rural commune."""
    lacking = {POOR: 4, NEAR: 1, NOT: 1}[outcome]
    return Answers(
        b1_points=160 if outcome is NOT else 100,
        confirmed={code: n < lacking for n, code in enumerate(CODES)},
        causes=("capital",),
        reviewed_on=on or datetime.date(2026, 10, 9),
        enumerator="Triệu Văn Kim",
    )


def key(
    db: Db, household: Household, outcome: HouseholdClass, year: int = 2026, *, size: int = 0
) -> Review:
    """A complete sheet of a year; with a `size` the household grows or shrinks to it first."""
    if size:
        household = resized(household, size)
    now = at(year)
    sheet = answers(outcome, datetime.date(year, 10, 9))
    return reviewing.complete_review(db, household, sheet, year, now=now, by=BY).review


def carry_decision(db: Db, year: int, number: str, signed_on: datetime.date) -> None:
    """Complete sheets carry a decision as an earlier program or a list left it: no case knows of it."""
    complete = reviews.of_round(db, year, state=ReviewState.COMPLETE)
    with writing(db):
        reviews.put(
            db,
            [
                replace(r, decision_no=number, decision_on=signed_on, revision=r.revision + 1)
                for r in complete
            ],
        )


def resized(household: Household, size: int) -> Household:
    """The household with more or fewer members."""
    kept = household.members[:size]
    more = people(household.head_name, size)[len(kept) :]
    return replace(household, members=(*kept, *more))


def happen(
    db: Db, household_uid: str, kind: str, on: datetime.date, reason: str = "", *,
    now: datetime.datetime = NOW, **more: Any,
) -> happening.Plan:  # fmt: skip
    """A deed on a household, planned and recorded; `more` of its request."""
    request = happening.Request(
        kind=happening.Deed(kind), on=on, reason=reason, household=household_uid, **more
    )
    plan = happening.plan_event(db, request, now=now)
    happening.record(db, plan, now=now, by=BY)
    return plan


def open_rounds(db: Db, *years: int) -> None:
    """The rounds of these years, under the standard in force."""
    for year in years:
        reviewing.open_round(db, year, now=at(year, 9), by=BY)


def residents(db: Db, year: int = 2026, *villages: str) -> None:
    """Enough residents in these villages, or in all of the register."""
    rows = [(v, 50, 220, 45, 200) for v in villages or registering.villages(db)]
    reviewing.set_residents(db, year, rows, now=at(year), by=BY)


def dump(db: Db) -> dict[str, list[tuple[object, ...]]]:
    """All that a book holds, to be compared before and after."""
    return {
        name: sorted((tuple(r) for r in db.execute(f"SELECT * FROM {name}").fetchall()), key=repr)
        for name in db.table_names()
    }


def introduce(a: Db, b: Db, folder: Path) -> None:
    """Two offices trust each other's cards, codes compared."""
    for mine, theirs in ((a, b), (b, a)):
        card = exchanging.write_card(theirs, folder / "cards", now=NOW)
        code = exchanging.code_of(exchanging.own_card(theirs))
        exchanging.trust(mine, card, code, now=NOW, by=BY, replace=True)


def pack(
    db: Db, folder: Path, year: int = 2026, *, now: datetime.datetime = NOW, to: str = UPPER
) -> Path:
    """A sealed report."""
    return exchanging.pack_report(db, year, to, folder, now=now, by=BY).path


def take_in(
    db: Db,
    paths: Sequence[Path],
    *,
    receipts: Path | None = None,
    copies: Path | None = None,
    now: datetime.datetime = NOW,
) -> list[receiving.Taken]:
    """Take packages in."""
    return receiving.take_in(db, paths, receipts=receipts, copies=copies, now=now, by=BY)


def own_card(db: Db) -> Card:
    """The card of a book's office."""
    return exchanging.own_card(db)


def season(db: Db, count: int = 4) -> list[Household]:
    """Two rounds of a small commune: half poor, half near-poor, the classes turned round."""
    open_rounds(db, 2025, 2026)
    homes = []
    for n, given in enumerate(GIVEN[:count]):
        household = add(db, f"Bàn Văn {given}", size=2 + n % 3)
        key(db, household, (POOR, NEAR)[n % 2], 2025)
        key(db, household, (NEAR, POOR)[n % 2], 2026, size=3)
        homes.append(household)
    residents(db, 2025)
    residents(db, 2026)
    return homes


def verdicts(taken: list[receiving.Taken]) -> list[str]:
    return [one.verdict for one in taken]


def held_by(db: Db, code: str = COMMUNE, year: int = 2026) -> Records:
    return replace(exchanging.records_of(db, code, year), rounds=())


def _sorted(records: Records) -> Records:
    return replace(
        records,
        reviews=tuple(sorted(records.reviews, key=lambda r: r.uid)),
        events=tuple(sorted(records.events, key=lambda r: r.uid)),
    )


def same_on_both_sides(mine: Db, theirs: Db, year: int = 2026) -> None:
    """Records and figures of the commune are equal in both books."""
    assert _sorted(held_by(mine, year=year)) == _sorted(held_by(theirs, year=year))
    own = counting.report_totals(counting.unit_figures(mine, year))
    above = [f for f in counting.unit_figures(theirs, year) if f.code == COMMUNE]
    assert counting.report_totals(above) == own
