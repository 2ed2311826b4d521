"""Made-up communes in any number, written straight into books: realistic rows, quickly."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from random import Random

from desktop.domain.household import HEAD, Household, IdState, Person, Schooling, Sex, Work
from desktop.domain.review import (
    Answers,
    HouseholdClass,
    Outcome,
    Residents,
    Review,
    ReviewState,
    Round,
    RoundKind,
)
from desktop.domain.unit import Area
from desktop.services.catalogue import shipped_standard
from desktop.store import households, reviews, settings
from desktop.store.connection import Db, writing

NOW = datetime.datetime(2026, 11, 1, 2, tzinfo=datetime.UTC)
BY = "Bàn Thị Mẫu"
PHRASE = "nhà sàn bên suối"
YEARS = (2025, 2026)
STANDARD = shipped_standard("2022-2025")
CODES = tuple(d.code for d in STANDARD.deprivations)
SURNAMES = ("Bàn", "Ma", "Nông", "Triệu", "Đặng", "Hoàng", "Lý", "Phùng", "Nguyễn", "Lò")
MIDDLE = ("Văn", "Thị", "Đức", "Thu", "Minh", "Ngọc")
GIVEN = ("Tiến", "Mùi", "Quý", "Hoa", "Dương", "Đào", "Hiển", "Ngân", "Phượng", "Yến", "Ước", "An")
VILLAGES = tuple(f"{a} {b}" for a in ("Nà", "Khuổi", "Bản") for b in ("Bó", "Mỵ", "Trang", "Luông"))


def homes(count: int, commune: str, list_version: str, book: str, seed: int = 0) -> list[Household]:
    """Households of four."""
    rng = Random(f"{commune}/{seed}")
    return [
        Household(
            uid=f"{rng.getrandbits(128):032x}", number=f"{n + 1:04d}", commune_code=commune,
            list_version=list_version, village=rng.choice(VILLAGES), members=_people(rng, n),
            merit_person=rng.random() < 0.05, written_by=book,
        )
        for n in range(count)
    ]  # fmt: skip


def _people(rng: Random, n: int) -> tuple[Person, ...]:
    surname = rng.choice(SURNAMES)
    return tuple(
        Person(
            uid=f"{rng.getrandbits(128):032x}",
            name=f"{surname} {rng.choice(MIDDLE)} {rng.choice(GIVEN)}",
            relation=HEAD if place == 0 else "Con", sex=rng.choice((Sex.MALE, Sex.FEMALE)),
            born=f"{1960 + place * 15}-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}",
            ethnic_group=rng.choice(("Tày", "Dao", "Kinh", "Nùng")),
            citizen_id=f"008{place % 2}{60 + place * 5}{n * 4 + place:06d}", id_state=IdState.KNOWN,
            schooling=Schooling.DONE_PRIMARY, insured=True, work=Work.SELF_EMPLOYED,
        )
        for place in range(4)
    )  # fmt: skip


def sheet(rng: Random, year: int) -> tuple[Answers, Outcome]:
    """Sheet B of one household with its outcome."""
    lacking = rng.randrange(6)
    answers = Answers(
        b1_points=rng.randrange(60, 180),
        facts={"water": "drilled_well", "toilet": "other", "wall": "durable", "area": "54"},
        confirmed={code: n < lacking for n, code in enumerate(CODES)},
        causes=("capital",),
        reviewed_on=datetime.date(year, 10, 9),
        enumerator="Triệu Văn Kim",
    )
    poor = HouseholdClass.POOR if lacking >= 3 else HouseholdClass.NEAR_POOR
    assert answers.b1_points is not None
    outcome = Outcome(
        household_class=HouseholdClass.NOT_POOR if answers.b1_points > 140 else poor,
        b1_points=answers.b1_points, b2_points=10 * lacking, deprived=CODES[:lacking],
        standard_id=STANDARD.id,
    )  # fmt: skip
    return answers, outcome


def sheets(of: list[Household], book: str) -> Iterator[Review]:
    """A complete review of every household in each of the years."""
    rng = Random(of[0].uid)
    for year in YEARS:
        for household in of:
            answers, outcome = sheet(rng, year)
            yield Review(
                uid=f"{rng.getrandbits(128):032x}", household_uid=household.uid, year=year,
                kind=RoundKind.PERIODIC, state=ReviewState.COMPLETE, area=Area.RURAL, people=4,
                village=household.village, ethnic_group=household.ethnic_group, answers=answers,
                outcome=outcome, written_by=book,
            )  # fmt: skip


def fill(db: Db, count: int) -> list[Household]:
    """Give the commune that keeps a book its households, two rounds, and residents."""
    office = settings.office(db)
    made = homes(count, office.code, office.list_version, office.book_id)
    with writing(db):
        households.put(db, made)
        reviews.put(db, list(sheets(made, office.book_id)))
        for year in YEARS:
            reviews.put_round(db, round_of(year))
            reviews.put_residents(db, residents_of(office.code, year, count))
    return made


def round_of(year: int) -> Round:
    """The round of a year."""
    opened = datetime.date(year, 9, 1)
    return Round(year=year, kind=RoundKind.PERIODIC, standard_id=STANDARD.id, opened_on=opened)


def residents_of(code: str, year: int, count: int) -> list[Residents]:
    """Residents enough for every village."""
    return [
        Residents(
            year=year, commune_code=code, village=v, households=count, people=5 * count,
            minority_households=count, minority_people=5 * count,
        )
        for v in VILLAGES
    ]  # fmt: skip
