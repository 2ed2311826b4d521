"""Books of an upper office made row by row for tests: communes with classes, packages in the log."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from desktop.domain.household import Household, Person
from desktop.domain.review import (
    HouseholdClass,
    Outcome,
    Residents,
    Review,
    ReviewState,
    Round,
    RoundKind,
)
from desktop.domain.unit import Area
from desktop.store import households, packages, reviews
from desktop.store.connection import Db, writing
from desktop.store.packages import Package
from tests.ui.small_books import NOW, PROVINCE, YEAR

BINH_AN, AN_TUONG, BACH_DICH, BACH_NGOC = "02296", "02512", "00832", "00976"
POOR, NEAR, NOT = HouseholdClass.POOR, HouseholdClass.NEAR_POOR, HouseholdClass.NOT_POOR


def put_commune(db: Db, code: str, by_year: Mapping[int, str], residents: int = 100) -> None:
    """Households of a commune, one letter each a year: P poor, N near poor, O neither.

    The first household is Kinh, the others are Dao; all poor lack water, none lacks work.
    """
    classes = {"P": POOR, "N": NEAR, "O": NOT}
    size = max(map(len, by_year.values()))
    people = [
        Person(uid=f"{code}{n}p", name="Triệu Văn Kem", ethnic_group="Dao" if n else "Kinh")
        for n in range(size)
    ]
    owned = [
        Household(
            uid=f"{code}{n}", number=f"{n + 1:04d}", commune_code=code, list_version="2025",
            village="Nà Cọn", members=(people[n],), written_by="b",
        )
        for n in range(size)
    ]  # fmt: skip
    found = [
        Review(
            uid=f"{code}{n}{year}", household_uid=f"{code}{n}", year=year,
            kind=RoundKind.PERIODIC, state=ReviewState.COMPLETE, area=Area.RURAL, people=1,
            village="Nà Cọn", ethnic_group="Dao" if n else "Kinh",
            outcome=Outcome(
                household_class=classes[letter], b1_points=100, b2_points=30,
                deprived=("water",) if letter == "P" else (), standard_id="2022-2025",
            ),
            written_by="b",
        )
        for year, letters in by_year.items()
        for n, letter in enumerate(letters)
    ]  # fmt: skip
    typed = [
        Residents(year=y, commune_code=code, village="Nà Cọn", households=residents, people=400)
        for y in by_year
    ]
    with writing(db):
        households.put(db, owned)
        reviews.put(db, found)
        reviews.put_residents(db, typed if residents else [])
        opened = datetime.date(YEAR, 9, 1)
        reviews.put_round(
            db, Round(year=YEAR, kind=RoundKind.PERIODIC, standard_id="2022-2025", opened_on=opened)
        )


def put_package(
    db: Db, code: str, verdict: str, number: int = 1, *,
    made_at: datetime.datetime = NOW, inside: Iterable[str] = (),
) -> None:  # fmt: skip
    """A report in the log; `inside` are the communes that an office between passes on in it."""
    sources = [[one, "2022", YEAR] for one in inside]
    logged = Package(
        sha256=f"{code}-{number}", direction="in", kind="report", sender=code, receiver=PROVINCE,
        year=YEAR, number=number, made_at=made_at, handled_at=NOW, file_name="x.rasoat", size=1,
        verdict=verdict, totals={}, details={"sources": sources} if sources else {},
    )  # fmt: skip
    with writing(db):
        packages.put(db, logged)
