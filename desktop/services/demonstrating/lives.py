"""What happens to the households of a made-up commune in a year, recorded as deeds."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from desktop.domain.household import Household, Person
from desktop.services import happening, registering, reviewing
from desktop.services.demonstrating.people import Maker
from desktop.services.happening import Deed, Request
from desktop.store.connection import Db

GROWN = 20


@dataclass(frozen=True, slots=True)
class Lives:
    """The commune whose people live: its book, chance, maker of persons, the year and who keys."""

    db: Db
    rng: Random
    maker: Maker
    year: int
    now: datetime.datetime
    by: str

    def day(self) -> datetime.date:
        """Some day of the year before the round."""
        return datetime.date(self.year, self.rng.randint(1, 8), self.rng.randint(1, 28))

    def happen(self, kind: Deed, household: str = "", **more: Any) -> happening.Plan:
        """Record a deed; in a made-up season none is refused."""
        on = more.pop("on", None) or self.day()
        request = Request(kind=kind, household=household, on=on, **more)
        plan = happening.plan_event(self.db, request, now=self.now)
        happening.record(self.db, plan, now=self.now, by=self.by)
        return plan

    def fresh(self, household: Household) -> Household:
        """The household as it stands by now."""
        return reviewing.open_sheet(self.db, household.uid, self.year).household

    def households(self) -> list[Household]:
        """Who is to be reviewed, as they stand now."""
        every = {h.uid: h for h in registering.everyone(self.db)}
        return [every[line.uid] for line in reviewing.queue(self.db, self.year)]

    def age(self, person: Person) -> int:
        """Age reached in the year."""
        return self.year - int(person.born[:4])


def live(lives: Lives, newcomers: int, villages: Sequence[str]) -> None:
    """A year of births, deaths, marriages, splits, joins, comings and goings."""
    for household in lives.households():
        _leave(lives, household)
    for household in lives.households():
        _in_the_house(lives, household)
    for position in range(newcomers):
        people = lives.maker.household(lives.year)
        village = lives.rng.choice(villages)
        kind = Deed.SPLIT_OFF if position % 3 == 2 else Deed.MOVED_IN
        days = [datetime.date.fromisoformat(p.born) for p in people if len(p.born) == 10]
        lives.happen(kind, people=people, village=village, on=max([lives.day(), *days]))


def _leave(lives: Lives, household: Household) -> None:
    rng = lives.rng
    if rng.random() >= 0.014:
        return
    kind = rng.choice((Deed.MOVED_AWAY, Deed.DIED_OUT, Deed.JOINED_ANOTHER, Deed.JOIN))
    if kind is Deed.DIED_OUT and len(household.present) > 1:
        kind = Deed.MOVED_AWAY
    if kind is not Deed.JOIN:
        lives.happen(kind, household.uid)
        return
    household = lives.fresh(household)  # another may have joined it
    others = [h for h in lives.households() if h.uid != household.uid and h.present]
    target = rng.choice([h for h in others if h.village == household.village] or others)
    uids = tuple(p.uid for p in household.present)
    relations = dict.fromkeys(uids, "Em") | {p.uid: "Cháu" for p in household.present[1:]}
    lives.happen(Deed.JOIN, household.uid, members=uids, target=target.uid, relations=relations)


def _in_the_house(lives: Lives, household: Household) -> None:
    """What happens inside a household that stays: at most one thing a year."""
    chance = lives.rng.random()
    for limit, tell in ((0.05, _birth), (0.068, _death), (0.1, _marriage), (0.12, _split)):
        if chance < limit:
            tell(lives, household)
            return


def _birth(lives: Lives, household: Household) -> None:
    assert household.head is not None
    child = lives.maker.child(household.head, lives.year)
    day = min(datetime.date.fromisoformat(child.born), datetime.date(lives.year, 8, 28))
    child = replace(child, born=day.isoformat())
    lives.happen(Deed.BORN, household.uid, people=(child,), on=day)


def _death(lives: Lives, household: Household) -> None:
    """The oldest; where it is the head, the next oldest grown-up follows."""
    oldest = sorted(household.present, key=lambda p: p.born)
    if len(oldest) < 2 or lives.age(oldest[1]) < GROWN:
        return
    head = oldest[1].uid if oldest[0].is_head else ""
    lives.happen(
        Deed.DIED, household.uid, members=(oldest[0].uid,), head=head, reason="tuổi già, bệnh"
    )


def _children(lives: Lives, household: Household) -> list[Person]:
    return [p for p in household.present[1:] if p.relation == "Con" and lives.age(p) >= GROWN]


def _marriage(lives: Lives, household: Household) -> None:
    grown = _children(lives, household)
    if grown:
        lives.happen(
            Deed.MEMBER_OUT, household.uid, members=(grown[-1].uid,), reason="đi lấy chồng, lấy vợ"
        )


def _split(lives: Lives, household: Household) -> None:
    """A grown child founds a household next door."""
    grown = _children(lives, household)
    if grown and len(household.present) > 3:
        uid = grown[0].uid
        lives.happen(Deed.SPLIT, household.uid, members=(uid,), new_head=uid, reason="ra ở riêng")
