"""Books of any content for the tests of needs, and a recount of them in plain Python."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from desktop.domain.household import HEAD, Household, Person, Sex
from desktop.domain.planning import GROUPS, Measure, MeasureState
from desktop.domain.review import (
    Answers,
    Event,
    EventKind,
    HouseholdClass,
    Outcome,
    Review,
    ReviewState,
    RoundKind,
)
from desktop.domain.unit import Area
from desktop.services.catalogue import shipped_standard
from desktop.store import households, measures, reviews
from desktop.store.connection import Db, writing

STANDARD = shipped_standard("2022-2025")
DEPRIVED = tuple(d.code for d in STANDARD.deprivations)
CAUSES = tuple(c.code for c in STANDARD.causes)
YEARS = (2025, 2026)
VILLAGES = ("Nà Bó", "Khuổi Mỵ", "Đồng Trang")
LISTED = (HouseholdClass.POOR, HouseholdClass.NEAR_POOR)
Needs = dict[str, dict[str, tuple[int, int]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What a book holds that needs are counted of."""

    households: tuple[Household, ...]
    reviews: tuple[Review, ...]
    events: tuple[Event, ...]


def made(rng: Random, communes: Sequence[str], each: int = 12, version: str = "2025") -> Records:
    """Households of any kind: heads that left or are spelled oddly, drafts, in-year decisions, leavings."""
    homes = [_home(rng, code, n, version) for code in communes for n in range(each)]
    sheets = [
        _review(rng, home, year, kind)
        for home in homes
        for year in YEARS
        for kind in RoundKind
        if rng.random() < (0.85 if kind is RoundKind.PERIODIC else 0.25)
    ]
    events = [_event(rng, home) for home in homes for _ in range(rng.choice((0, 0, 1, 2)))]
    return Records(households=tuple(homes), reviews=tuple(sheets), events=tuple(events))


def put(db: Db, records: Records) -> None:
    """Write them as they are."""
    with writing(db):
        households.put(db, records.households)
        reviews.put(db, records.reviews)
        reviews.put_events(db, records.events)


def _home(rng: Random, code: str, n: int, version: str) -> Household:
    size = rng.choice((0, 1, 2, 3, 5))
    return Household(
        uid=f"{rng.getrandbits(128):032x}", number=f"{n + 1:04d}", commune_code=code,
        list_version=version, village=rng.choice(VILLAGES), members=tuple(_person(rng) for _ in range(size)),
        merit_person=rng.random() < 0.3, no_labour_capacity=rng.random() < 0.3, written_by="b",
    )  # fmt: skip


def _person(rng: Random) -> Person:
    born = rng.choice(
        ("", "1980-07-21", "2009", "2010", "2010-12", "2011-01-01", "2020", "2026", "2027")
    )
    left = rng.choice((None, None, None, datetime.date(2025, 5, 1), datetime.date(2025, 12, 31),
                       datetime.date(2026, 1, 1), datetime.date(2027, 2, 2)))  # fmt: skip
    return Person(
        uid=f"{rng.getrandbits(128):032x}", name=rng.choice(("Bàn Thị Mùi", "Ma Văn Quý", "Lý A Páo")),
        relation=rng.choice((HEAD, "CHỦ HỘ", "chủ  hộ", "Chủ hộ", "Con", "Vợ", "Cháu họ", "")),
        sex=rng.choice((Sex.MALE, Sex.FEMALE, Sex.FEMALE, None)), born=born,
        ethnic_group=rng.choice(("Dao", "Kinh", "")), left_on=left,
    )  # fmt: skip


def _review(rng: Random, home: Household, year: int, kind: RoundKind) -> Review:
    is_complete = rng.random() < 0.8
    outcome = Outcome(
        household_class=rng.choice((*LISTED, *LISTED, *HouseholdClass)), b1_points=100, b2_points=30,
        deprived=tuple(rng.sample(DEPRIVED, rng.randrange(5))), standard_id=STANDARD.id,
    )  # fmt: skip
    is_decided = rng.random() < 0.6
    return Review(
        uid=f"{rng.getrandbits(128):032x}", household_uid=home.uid, year=year, kind=kind,
        state=ReviewState.COMPLETE if is_complete else ReviewState.DRAFT, area=Area.RURAL, people=3,
        village=rng.choice((home.village, home.village, *VILLAGES)),
        ethnic_group=rng.choice(("Dao", "Kinh", "")), outcome=outcome if is_complete else None,
        answers=Answers(causes=tuple(rng.choices(CAUSES, k=rng.randrange(3)))),
        decision_no="12/QĐ" if is_decided else "",
        decision_on=datetime.date(year, rng.randint(1, 12), 9) if is_decided and rng.random() < 0.8 else None,
        written_by="b", merit_person=rng.choice((None, True, False)),
        no_labour_capacity=rng.choice((None, True, False)),
    )  # fmt: skip


def _event(rng: Random, home: Household) -> Event:
    return Event(
        uid=f"{rng.getrandbits(128):032x}", household_uid=home.uid, kind=rng.choice(list(EventKind)),
        happened_on=datetime.date(rng.choice((2024, 2025, 2026, 2027)), rng.randint(1, 12), 1),
        written_by="b",
    )  # fmt: skip


def helped(db: Db, homes: Iterable[Household], year: int, state: MeasureState) -> None:
    """A measure of a plan year for each of these households."""
    with writing(db):
        measures.put(db, [
            Measure(
                uid=f"m-{h.uid}-{state}", household_uid=h.uid, commune_code=h.commune_code, year=year,
                kind="housing", state=state,
            )
            for h in homes
        ])  # fmt: skip


# The recount -------------------------------------------------------------------------------------
def deciding(records: Records, household: Household, year: int) -> Review | None:
    """The review that decides the class of a household in a year, unless it is gone by its end."""
    if _is_gone(records, household, year):
        return None
    found = [
        r for r in records.reviews
        if (r.household_uid, r.year, r.state) == (household.uid, year, ReviewState.COMPLETE)
        and (r.kind is RoundKind.PERIODIC or r.decision_no)
    ]  # fmt: skip
    return max(found, key=lambda r: (str(r.decision_on or "9999"), str(r.kind)), default=None)


def _is_gone(records: Records, household: Household, year: int) -> bool:
    last = datetime.date(year, 12, 31)
    own = [e for e in records.events if e.household_uid == household.uid and e.happened_on <= last]
    came = max((e.happened_on for e in own if e.kind.is_arrival), default=datetime.date.min)
    return any(e.kind.is_leaving and e.happened_on >= came for e in own)


def needs_of(review: Review) -> set[str]:
    """All needs of one household."""
    assert review.outcome is not None
    return {
        "listed",
        *(f"deprived:{code}" for code in review.outcome.deprived),
        *(f"cause:{code}" for code in review.answers.causes),
    }


def groups_of(review: Review, household: Household, year: int) -> set[str]:
    """All groups of one household, "all" among them."""
    last = datetime.date(year, 12, 31)
    there = household.present_on(last)
    among = there or household.members
    head = next((p for p in among if p.is_head), next(iter(among), None))
    merit, idle = review.merit_person, review.no_labour_capacity
    holds = {
        "minority": review.ethnic_group not in ("", "Kinh"),
        "no_labour_capacity": household.no_labour_capacity if idle is None else idle,
        "merit_person": household.merit_person if merit is None else merit,
        "woman_head": head is not None and head.sex is Sex.FEMALE,
        "children": any(p.born and year - 16 < int(p.born[:4]) <= year for p in there),
    }
    assert {"all", *holds} == set(GROUPS)
    return {"all", *(name for name, does in holds.items() if does)}


def recount(records: Records, year: int, *, by_village: bool) -> dict[str, Needs]:
    """Per village or commune its needs; a pair of nought where nobody has one is left out."""
    found: dict[str, Needs] = {}
    for household in records.households:
        review = deciding(records, household, year)
        if review is None or review.outcome is None or review.outcome.household_class not in LISTED:
            continue
        unit = found.setdefault(review.village if by_village else household.commune_code, {})
        place = LISTED.index(review.outcome.household_class)
        for need in needs_of(review):
            for group in groups_of(review, household, year):
                pair = unit.setdefault(need, {}).get(group, (0, 0))
                unit[need][group] = (pair[0] + (place == 0), pair[1] + (place == 1))
    return found
