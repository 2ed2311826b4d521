"""One made-up commune through its years: rounds, events, sheets, residents, decisions; by services only."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from random import Random
from uuid import uuid4

from desktop.domain.household import Household, Person
from desktop.domain.review import Answers, HouseholdClass, SheetA
from desktop.domain.unit import Area
from desktop.rules.case_facts import LISTED
from desktop.rules.classify import limits
from desktop.rules.derive import propose
from desktop.rules.standard import Standard
from desktop.services import asking, proceeding, registering, reviewing
from desktop.services.catalogue import standard
from desktop.services.demonstrating.course import course_of, go_through
from desktop.services.demonstrating.desk_work import MARKS
from desktop.services.demonstrating.lives import Lives, live
from desktop.services.demonstrating.people import Maker, in_year
from desktop.services.demonstrating.year_cases import ask_in_year, put_right
from desktop.store.connection import Db

BY = "Rà Soát (luyện tập)"


@dataclass
class Fortune:
    """How a household is doing: B1 points and facts that the years change."""

    b1: float
    facts: dict[str, str]
    household_class: HouseholdClass | None = None


@dataclass
class Commune:
    """A commune being played: its book, its chance, and how its households do. One that `forgets`
    does not tell of every change of members before it keys it; in one that `complains` somebody does
    so every year. One that is `shown_in` a year has cases within it, and a round in which a household
    is doubted and two records are put right. Of one that `swells_in` a year the residents jump."""

    db: Db
    code: str
    rng: Random
    maker: Maker
    villages: list[str]
    area: Area
    fortunes: dict[str, Fortune] = field(default_factory=dict)
    residents: dict[str, int] = field(default_factory=dict)
    forgets: bool = False
    complains: bool = False
    shown_in: int = 0
    swells_in: int = 0

    def fortune(self, uid: str) -> Fortune:
        """What chance gave this household first, and what became of it."""
        if uid not in self.fortunes:
            b1 = min(max(self.rng.gauss(118, 24), 30), 190)
            self.fortunes[uid] = Fortune(b1=b1, facts=self._facts())
        return self.fortunes[uid]

    def _facts(self) -> dict[str, str]:
        rng = self.rng
        weak = rng.random() < 0.3
        parts = {p: "not_durable" if weak and rng.random() < 0.8 else "durable" for p in _PARTS}
        return parts | {
            "water": rng.choices(("protected_spring", "drilled_well", "other"), (38, 24, 38))[0],
            "toilet": rng.choices(("septic", "two_vault", "other"), (17, 15, 68))[0],
            "telecom": rng.choices(("used", "not_used"), (70, 30))[0],
            "information": rng.choices(("smartphone", "television", "none"), (55, 32, 13))[0],
            "nutrition": rng.choices(("normal", "stunted", "underweight"), (80, 12, 8))[0],
            "area": str(rng.randrange(28, 96, 2)),
        }


_PARTS = ("wall", "column", "roof")
_BETTER = {
    "water": "protected_spring", "toilet": "two_vault", "telecom": "used",
    "information": "smartphone", "nutrition": "normal", "wall": "durable", "column": "durable", "roof": "durable",
}  # fmt: skip
_MARKED = MARKS[1:3]
_CAUSES = ("land", "capital", "labour", "tools", "knowledge", "skills", "illness")


def play_year(commune: Commune, year: int, *, share: float = 1.0) -> None:
    """A whole round of a year; with a `share` below 1 that part of the sheets is keyed, no decision.

    Time is the season's: each service is told the day on which it would have happened.
    """
    db, rng = commune.db, commune.rng
    commune.forgets = share < 1
    if year == commune.shown_in:
        ask_in_year(course_of(db, commune.code, year, BY))
    opened = reviewing.open_round(db, year, now=at(year, 9, 1), by=BY)
    _come_and_go(commune, year)
    queue = reviewing.queue(db, year)
    kept = queue[: round(len(queue) * share)]
    for position, line in enumerate(kept):
        day = datetime.date(year, 10, 1) + datetime.timedelta(
            days=position * 40 // max(len(kept), 1)
        )
        _key_sheet(commune, line.uid, year, standard(db, opened.standard_id), day)
    _residents(commune, year)
    if share == 1.0:
        go_through(
            course_of(db, commune.code, year, BY), rng.randint(100, 400),
            again=year == commune.shown_in, complaint=commune.complains,
        )  # fmt: skip
    if year == commune.shown_in:
        put_right(course_of(db, commune.code, year, BY))


def at(year: int, month: int, day: int) -> datetime.datetime:
    """The morning of a day of the season."""
    return datetime.datetime(year, month, day, 2, tzinfo=datetime.UTC)


def _come_and_go(commune: Commune, year: int) -> None:
    """What happened in the year; some put into the register; some that escaped ask for a review."""
    db, rng, now = commune.db, commune.rng, at(year, 9, 2)
    some = max(2, len(commune.fortunes) // 25)
    live(Lives(db, rng, commune.maker, year, now, BY), some // 2, commune.villages)
    for _ in range(some - some // 2):
        _new_household(commune, year)
    for uid, fortune in commune.fortunes.items():
        if fortune.household_class is HouseholdClass.NOT_POOR and rng.random() < 0.05:
            fortune.b1 = rng.uniform(95, 138)  # hardship: the household asks for a review
            household = reviewing.open_sheet(db, uid, year).household
            reviewing.save_draft(db, household, Answers(), year, now=at(year, 9, 10), by=BY)
    _ask(commune, year)


def _ask(commune: Commune, year: int) -> None:
    """Everybody who is to be reviewed without being on the list has asked, with few marks on sheet A."""
    records = proceeding.records_of(
        commune.db, proceeding.case(commune.db, f"{proceeding.PERIODIC}-{year}")
    )
    for subject in records.subjects:
        if subject.before in LISTED or subject.uid in records.asked_by:
            continue
        sheet = SheetA(
            uid=uuid4().hex, household_uid=subject.uid, year=year,
            asked_on=datetime.date(year, 9, 10), marks={mark: mark in _MARKED for mark in MARKS},
        )  # fmt: skip
        asking.record(commune.db, sheet, now=at(year, 9, 11), by=BY)


def _new_household(commune: Commune, year: int) -> Household:
    people = commune.maker.household(year)
    village = commune.rng.choice(commune.villages)
    added = registering.add_household(
        commune.db, village, people[0].name, now=at(year, 9, 3), by=BY
    )
    full = replace(added, members=people, merit_person=commune.rng.random() < 0.05)
    return registering.save_household(commune.db, full, now=at(year, 9, 3), by=BY)


def _key_sheet(commune: Commune, uid: str, year: int, rules: Standard, day: datetime.date) -> None:
    fortune = commune.fortune(uid)
    _fare(commune.rng, fortune)
    sheet = reviewing.open_sheet(commune.db, uid, year)
    household = _as_of(commune, sheet.household, year)
    proposals = propose(rules, household.members, fortune.facts, day)
    confirmed = {code: bool(p.deprived) for code, p in proposals.items()}
    within = round(fortune.b1) <= limits(rules, commune.area)[0]
    causes = tuple(commune.rng.sample(_CAUSES, commune.rng.randint(1, 3))) if within else ()
    answers = Answers(
        b1_points=round(fortune.b1),
        facts=dict(fortune.facts),
        confirmed=confirmed,
        causes=causes,
        reviewed_on=day,
        enumerator="Triệu Văn Kim",
    )
    saved = reviewing.complete_review(
        commune.db, household, answers, year, now=at(year, day.month, day.day), by=BY
    )
    assert saved.review.outcome is not None
    fortune.household_class = saved.review.outcome.household_class


def _fare(rng: Random, fortune: Fortune) -> None:
    """A year passes: a little more income, now and then a better house, well or telephone."""
    fortune.b1 = min(max(fortune.b1 + rng.gauss(8, 11), 20), 230)
    for fact, better in _BETTER.items():
        if rng.random() < 0.15:
            fortune.facts[fact] = better


def _as_of(commune: Commune, household: Household, year: int) -> Household:
    """Members a year older. Where the round is still open, now and then a sheet brings a child or
    takes a grown-up of whom nobody has told yet."""
    rng = commune.rng
    members = [in_year(p, year, rng) if p.left_on is None else p for p in household.members]
    present = [p for p in members if p.left_on is None]
    if commune.forgets and rng.random() < 0.08 and household.head is not None:
        members.append(commune.maker.child(household.head, year))
    grown = [p for p in present[1:] if _age(p, year) >= 20]
    if commune.forgets and grown and rng.random() < 0.08:
        gone = replace(
            grown[-1], left_on=datetime.date(year, 5, 12), left_why="đi lấy chồng, lấy vợ"
        )
        members = [gone if p.uid == gone.uid else p for p in members]
    capacity = any(18 <= _age(p, year) < 65 for p in present)
    return replace(household, members=tuple(members), no_labour_capacity=not capacity)


def _age(person: Person, year: int) -> int:
    return year - int(person.born[:4])


def _residents(commune: Commune, year: int) -> None:
    """Resident totals: at first about twice the households on the first list, then slowly more."""
    register = registering.everyone(commune.db)
    rows = []
    for village in registering.villages(commune.db):
        own = [h for h in register if h.village == village]
        before = commune.residents.get(village) or 2 * len(own) + commune.rng.randint(4, 20)
        households = max(before + commune.rng.randint(0, 2), len(own))
        if year == commune.swells_in:
            households = 5 * households // 4
        commune.residents[village] = households
        people = sum(len(h.present) for h in own) + (households - len(own)) * 4
        # Made up: of those on no list everyone is of a minority.
        others = [h for h in own if not h.is_minority]
        kinh = sum(len(h.present) for h in others)
        rows.append((village, households, people, households - len(others), people - kinh))
    reviewing.set_residents(commune.db, year, rows, now=at(year, 11, 20), by=BY)
